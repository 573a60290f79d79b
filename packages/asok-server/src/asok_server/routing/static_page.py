"""What answers below ``/static/``."""

from collections.abc import Mapping
from typing import Any

from asok_server.files.conditions import Conditions
from asok_server.files.static import Statics
from asok_server.routing.pages import Handler

PREFIX = "/static/"


class StaticPage:
    """Answers with static files, as a page answers with what it makes."""

    folder = ""
    allow = "GET, HEAD, OPTIONS"

    def __init__(self, statics: Statics) -> None:
        self._statics = statics
        self.handlers: Mapping[str, Handler] = {"GET": self._answer, "HEAD": self._answer}

    def _answer(self, request: Any) -> Any:
        version = request.args.get("v") if request.query_string else None
        response = self._statics.respond(request.params["name"], Conditions.of(request.environ), version)
        return response or request.abort(404)
