"""Testing an app: a client that calls it without a server, and HTML to make assertions about."""

from asok_server.testing.answer import Answer
from asok_server.testing.client import Client, TooManyRedirectsError
from asok_server.testing.document import parse_html
from asok_server.testing.element import Element, SelectionError
from asok_server.testing.selectors import SelectorError

__all__ = [
    "Answer",
    "Client",
    "Element",
    "SelectionError",
    "SelectorError",
    "TooManyRedirectsError",
    "parse_html",
]
