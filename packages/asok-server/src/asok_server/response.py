"""What goes: one finished answer."""

from collections.abc import Iterable
from typing import NamedTuple

Headers = tuple[tuple[str, str], ...]


class Response(NamedTuple):
    """An answer as a value: it can be compared, kept and sent, never changed.

    ``body`` is bytes, or an iterable of bytes that is streamed and whose ``close()``, if it has one, is
    called after the last chunk or when the client goes away. ``headers`` hold what this answer alone
    needs; the cookies and the security headers are added to every answer on its way out.
    """

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    headers: Headers = ()

    def header(self, name: str) -> str | None:
        """Return the first value of a header, whatever the case of its name."""
        lowered = name.lower()
        return next((value for key, value in self.headers if key.lower() == lowered), None)
