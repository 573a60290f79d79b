"""Asok: the Python web framework."""

from asok_server import (
    Abort,
    Asok,
    Form,
    RedirectException,
    Request,
    Response,
    require_login,
)

__all__ = [
    "Abort",
    "Asok",
    "Form",
    "RedirectException",
    "Request",
    "Response",
    "require_login",
]
