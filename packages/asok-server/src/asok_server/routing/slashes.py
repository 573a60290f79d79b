"""What answers at a page's address with a slash behind it."""

from collections.abc import Mapping
from typing import Any

from asok_server.routing.pages import Handler


class SlashPage:
    """Sends the browser to the page's own address, the one without the slash, and keeps the query."""

    folder = ""
    allow = "GET, HEAD, OPTIONS"

    def __init__(self) -> None:
        self.handlers: Mapping[str, Handler] = {"GET": self._answer, "HEAD": self._answer}

    def _answer(self, request: Any) -> Any:
        path, mark, query = request.path_and_query.partition("?")
        request.redirect(path.rstrip("/") + mark + query, status=308)
