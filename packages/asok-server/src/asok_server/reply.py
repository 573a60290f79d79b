"""What a page has asked for so far: the part of the answer that is known before its body."""

import re
from functools import lru_cache

from asok_server.errors import AsokError

TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
FIELD_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
HOP_BY_HOP = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "trailers",
        "transfer-encoding",
        "upgrade",
    }
)
"""What is between the server and its client, and not an application's to send (PEP 3333)."""
OF_THE_CONTENT = frozenset(
    {
        "Content-Disposition",
        "Content-Encoding",
        "Content-Language",
        "Content-Length",
        "Content-Location",
        "Content-Range",
        "Content-Type",
        "Etag",
        "Last-Modified",
    }
)
"""What describes one content, and no other that is sent in its place (RFC 9110, section 8)."""


class HeaderError(AsokError, ValueError):
    """A header that can't be sent (RFC 9110, section 5)."""


class Reply:
    """Status, headers and cookies, collected while a page runs.

    The class holds the defaults, so that a reply of which nothing is asked costs nothing to make.
    """

    status: int = 200
    headers: dict[str, str] | None = None
    cookies: dict[str, str] | None = None
    vary: tuple[str, ...] = ()
    private: bool = False
    nonce: str | None = None

    def set_status(self, status: int) -> None:
        self.status = status

    def set_header(self, name: str, value: str) -> None:
        """Set a header, in place of one of the same name. Raises HeaderError."""
        if not (isinstance(name, str) and isinstance(value, str)):
            raise no_text(name, value)
        check_header(name, value)
        if self.headers is None:
            self.headers = {}
        self.headers[str(name).title()] = str(value)  # PEP 3333 takes no subclass, as a translation is one

    def drop_content(self) -> None:
        """Forget the headers of a content that is not sent after all."""
        if self.headers is not None:
            self.headers = {name: value for name, value in self.headers.items() if name not in OF_THE_CONTENT}

    def set_cookie(self, name: str, header: str) -> None:
        """Set the Set-Cookie header of a cookie, in place of an earlier one of the same name."""
        if self.cookies is None:
            self.cookies = {}
        self.cookies[name] = header

    def add_vary(self, *names: str) -> None:
        """Say that the answer depends on these request headers."""
        self.vary = (*self.vary, *(name for name in names if name not in self.vary)) if self.vary else names


@lru_cache(maxsize=1024)
def check_header(name: str, value: str) -> None:
    """Raise HeaderError for a name that is no token or not an application's to send, or a value with CR, LF,
    NUL or non-latin-1.
    """
    if not TOKEN.fullmatch(name):
        raise HeaderError(f"{name!r} is no header name")
    if name.lower() in HOP_BY_HOP:
        raise HeaderError(f"{name} is for the server to send, not for an application (PEP 3333)")
    if not FIELD_VALUE.fullmatch(value):
        raise HeaderError(f"the value of {name} holds a character that no header can carry: {value!r}")


def no_text(name: object, value: object) -> HeaderError:
    """Return the error for a name or a value that is no str."""
    return HeaderError(f"the header {name!r} is {value!r}: both are texts, so write str(...) around a number")
