"""Other WSGI apps below a prefix."""

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from asok_server.errors import FAILURES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

WSGIApp = Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes]]
Failing = Callable[["WSGIEnvironment", "StartResponse", BaseException], Iterable[bytes]]


class Mounts:
    """Hands a request to the app with the longest prefix of its path, or else to ``default``.

    What an app raises when it is called is given to ``failed``, which answers.
    """

    def __init__(self, apps: Mapping[str, WSGIApp], default: WSGIApp, failed: Failing) -> None:
        longest_first = sorted(apps.items(), key=lambda item: -len(item[0]))
        # PATH_INFO holds the bytes of UTF-8 as latin-1 (PEP 3333).
        self._apps = [(prefix.encode().decode("latin-1"), app) for prefix, app in longest_first]
        self._default = default
        self._failed = failed

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        for prefix, app in self._apps:
            if path == prefix or path.startswith(prefix + "/"):
                return self._below(environ, start_response, prefix, app)
        return self._default(environ, start_response)

    def _below(
        self, environ: "WSGIEnvironment", start_response: "StartResponse", prefix: str, app: WSGIApp
    ) -> Iterable[bytes]:
        try:
            return app(_below(environ, prefix), start_response)
        except FAILURES as error:
            raised = sys.exc_info()

            def start_anew(status: str, headers: list[tuple[str, str]], _: object = None, /) -> Any:
                return start_response(status, headers, raised)  # it may have begun to answer

            return self._failed(environ, start_anew, error)


def _below(environ: "WSGIEnvironment", prefix: str) -> "WSGIEnvironment":
    """Move the prefix from PATH_INFO to SCRIPT_NAME (PEP 3333)."""
    script, path = environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")
    return {**environ, "SCRIPT_NAME": script + prefix, "PATH_INFO": path[len(prefix) :]}
