"""Other WSGI apps below a prefix."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

WSGIApp = Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes]]


class Mounts:
    """Hands a request to the app with the longest prefix of its path, or else to ``default``."""

    def __init__(self, apps: Mapping[str, WSGIApp], default: WSGIApp) -> None:
        self._apps = sorted(apps.items(), key=lambda item: -len(item[0]))
        self._default = default

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        for prefix, app in self._apps:
            if path == prefix or path.startswith(prefix + "/"):
                return app(_below(environ, prefix), start_response)
        return self._default(environ, start_response)


def _below(environ: "WSGIEnvironment", prefix: str) -> "WSGIEnvironment":
    """Move the prefix from PATH_INFO to SCRIPT_NAME (PEP 3333)."""
    script, path = environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")
    return {**environ, "SCRIPT_NAME": script + prefix, "PATH_INFO": path[len(prefix) :]}
