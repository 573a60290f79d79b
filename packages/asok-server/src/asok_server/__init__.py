"""The app: routes, answers, sessions, client script and command line, safe by default."""

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
