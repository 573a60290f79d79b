"""What answers ``OPTIONS *``: a question about the site, and not about one of its pages."""

from collections.abc import Mapping

from asok_server.pages import METHODS, Handler


class WholeSite:
    """Stands for the whole site (RFC 9110, section 9.3.7): only OPTIONS is asked of it."""

    folder = ""
    allow = ", ".join(METHODS)

    def __init__(self) -> None:
        self.handlers: Mapping[str, Handler] = {}
