"""The app: routes, answers, sessions, client script and command line, safe by default."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asok_server.app import Asok
    from asok_server.config import ConfigWarning, Settings
    from asok_server.errors import Abort, AsokError, ConfigError, HTTPException, RedirectException
    from asok_server.forms import Form
    from asok_server.login import require_login
    from asok_server.request import Request
    from asok_server.response import Response

__all__ = [
    "Abort",
    "Asok",
    "AsokError",
    "ConfigError",
    "ConfigWarning",
    "Form",
    "HTTPException",
    "RedirectException",
    "Request",
    "Response",
    "Settings",
    "require_login",
]

# Each name is imported when it is first asked for: the pytest plugin, which every pytest on a machine
# imports, must not bring the whole server with it.
_HOMES = {
    "Asok": "app",
    "ConfigWarning": "config",
    "Form": "forms",
    "Request": "request",
    "Response": "response",
    "Settings": "config",
    "require_login": "login",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{_HOMES.get(name, 'errors')}")
    value = globals()[name] = getattr(module, name)
    return value
