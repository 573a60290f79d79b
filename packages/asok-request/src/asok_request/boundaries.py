"""Where the boundaries of a multipart body stand, as far as the parser need not be asked."""

import re
from collections.abc import Callable
from time import perf_counter

# Blanks between a boundary and its line break; more of them are refused.
MAX_PADDING = 1024
SAMPLE = 32 * 1024
SAMPLED = 16


class Boundaries:
    """Finds content without any, and cuts the rest of a body so that no piece ends within one.

    What may be the beginning of a boundary waits for the chunk that tells.
    """

    def __init__(self, boundary: str) -> None:
        self.delimiter = b"\r\n--" + boundary.encode("latin-1")
        self._waiting = b""
        self._begin = 0
        self._begun = False
        self._searches = 0
        self._search: Callable[[bytes, bytes], int] = bytes.find

    def content(self, chunk: bytes) -> list[bytes] | None:
        """The next pieces of content, uncopied, if there is no boundary in them; None if there may be one."""
        waiting, delimiter = self._waiting, self.delimiter
        if waiting:
            seam = waiting[self._begin :] + chunk[: len(delimiter)]
            if len(chunk) < len(delimiter) or seam.startswith(delimiter):
                return None
        if self._stand_in(chunk):
            return None
        self._begin = beginning(delimiter, chunk)
        self._waiting = b"" if self._begin < 0 else chunk
        return [piece for piece in (waiting, b"" if self._waiting else chunk) if piece]

    def next_piece(self, chunk: bytes) -> bytes:
        """What the parser shall have next, in which no boundary has blanks behind it.

        Whoever passes a body on may put some there (RFC 2046, section 5.1.1), but the parser takes none.
        """
        data = self._waiting + chunk
        if not self._begun:
            # The first boundary shall look like all others.
            data = b"\r\n" + data if data.startswith(self.delimiter[2:]) else data
            self._begun = True
        begin = beginning(self.delimiter, data)
        self._waiting, self._begin = (b"", 0) if begin < 0 else (data[begin:], 0)
        return unpadded(self.delimiter, data if begin < 0 else data[:begin])

    def content_begins(self, piece: bytes) -> int:
        """Where, behind the last boundary in a piece, a part's headers end; -1 if they do not."""
        headers = piece.rfind(self.delimiter) + len(self.delimiter)
        if headers < len(self.delimiter) or not piece.startswith(b"\r\n", headers):
            return -1
        end = piece.find(b"\r\n\r\n", headers)
        return end if end < 0 else end + len(b"\r\n\r\n")

    def _stand_in(self, chunk: bytes) -> bool:
        if b"\r" not in chunk:
            return False
        if self._searches % SAMPLED == 0:
            self._search = quicker(chunk, self.delimiter)
        self._searches += 1
        return self._search(chunk, self.delimiter) >= 0


def beginning(delimiter: bytes, data: bytes) -> int:
    """Where at the end of `data` a boundary begins that may go on, blanks behind it included; -1 if none."""
    begin = data.rfind(delimiter, max(0, len(data) - len(delimiter) - MAX_PADDING - len("\r\n")))
    behind = data[begin + len(delimiter) :].lstrip(b" \t") if begin >= 0 else None
    if behind in (b"", b"\r", b"\r\n"):
        return -1 if behind == b"\r\n" else begin
    begin = data.rfind(b"\r", max(0, len(data) - len(delimiter)))
    return begin if begin >= 0 and delimiter.startswith(data[begin:]) else -1


def unpadded(delimiter: bytes, data: bytes) -> bytes:
    if delimiter + b" " not in data and delimiter + b"\t" not in data:
        return data
    padded = re.escape(delimiter) + rb"[ \t]{1,%d}(?=\r\n)" % MAX_PADDING
    return re.sub(padded, lambda _: delimiter, data)


def quicker(chunk: bytes, delimiter: bytes) -> Callable[[bytes, bytes], int]:
    """Of the two ways to search that which takes less time here: on content that resembles a boundary, or
    has many line breaks, either may take eight times as long as the other."""
    start = perf_counter()
    chunk.find(delimiter, 0, SAMPLE)
    middle = perf_counter()
    chunk.rfind(delimiter, 0, SAMPLE)
    return bytes.find if middle - start < perf_counter() - middle else bytes.rfind
