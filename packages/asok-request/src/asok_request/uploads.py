"""Uploaded files."""

import io
import os
import re
import secrets
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

CHUNK = 256 * 1024


class UploadedFile:
    """A file from a multipart form, in memory or, above a small size, in an unnamed temporary file.

    `name` is the field's name. `filename` is the client's name for the file without path parts and
    control characters: fit to be shown, possibly ''. To store it choose a name of your own: anybody may send
    ``app.py``. `raw_filename` is what the client sent.
    `content_type` is what the client claims, lower-case and without parameters. `size` is in bytes.
    """

    def __init__(self, name: str, raw_filename: str, content_type: str, max_memory: int = 64 * 1024) -> None:
        self.name = name
        self.raw_filename = raw_filename
        self.filename = safe_filename(raw_filename)
        self.content_type = content_type
        self.size = 0
        self._max_memory = max_memory
        self._file: BinaryIO = io.BytesIO()

    @property
    def stream(self) -> BinaryIO:
        """The content as a binary file that can be read and sought; at its start when it is new."""
        return self._file

    @property
    def in_memory(self) -> bool:
        return isinstance(self._file, io.BytesIO)

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes of the stream, or all that are left."""
        return self._file.read(size)

    def __iter__(self) -> Iterator[bytes]:
        """The lines of the stream."""
        return iter(self._file)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the whole content to `path`, atomically: there is the whole file or no change at all.

        An existing file is replaced; the permissions are those of any new file. The stream's position
        stays. Raises OSError as `open` does.
        """
        target = Path(path)
        partial = target.with_name(f".{secrets.token_hex(8)}.part")
        try:
            with partial.open("xb") as copy:
                self._copy_to(copy)
                copy.flush()
                os.fsync(copy.fileno())
            partial.replace(target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        return target

    def _copy_to(self, target: BinaryIO) -> None:
        position = self._file.tell()
        self._file.seek(0)
        try:
            shutil.copyfileobj(self._file, target, CHUNK)
        finally:
            self._file.seek(position)

    def write(self, chunk: bytes) -> None:
        """Append to the content; only the parser does."""
        self.size += len(chunk)
        if self.size > self._max_memory and isinstance(self._file, io.BytesIO):
            held = self._file.getvalue()
            self._file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115
            self._file.write(held)
        self._file.write(chunk)

    def close(self) -> None:
        """Release the content, and the temporary file if there is one."""
        self._file.close()

    def __del__(self) -> None:
        self._file.close()

    def __repr__(self) -> str:
        return f"<UploadedFile {self.filename!r} ({self.content_type}, {self.size} bytes)>"


def safe_filename(raw: str) -> str:
    """The last part of a path of any system, without control characters and directional overrides."""
    last = raw.replace("\\", "/").rpartition("/")[2]
    visible = last if last.isprintable() else "".join(c for c in last if not hidden(c))
    name = DRIVES.sub("", visible).strip()
    return "" if name in (".", "..") else name


def hidden(character: str) -> bool:
    """Control characters, and the format characters that reorder the text around them."""
    category = unicodedata.category(character)
    return category in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(character) in BIDI


DRIVES = re.compile(r"^(?:\s*[A-Za-z]:)+")
BIDI = frozenset(("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"))
