"""What answers ``OPTIONS *``: the site as a whole (RFC 9110, section 9.3.7)."""

from collections.abc import Mapping

from asok_server.routing.pages import METHODS, Handler

ASTERISK = "*"
"""The request target that stands for no page, and only with the method OPTIONS."""


class WholeSite:
    """Answers no method itself, so that OPTIONS is told what the pages of a site may answer."""

    folder = ""
    allow = ", ".join(METHODS)
    handlers: Mapping[str, Handler] = {}
