"""A progress bar for what takes longer than a second."""

import time
from typing import TextIO

PATIENCE = 1.0
WIDTH = 40


class Progress:
    """Call it with how much is done and of how much; it draws on a terminal, once a second has passed."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._started = time.monotonic()
        self._drawn = False

    def __call__(self, done: int, total: int) -> None:
        if not self._stream.isatty() or time.monotonic() - self._started < PATIENCE:
            return
        filled = WIDTH * done // max(total, 1)
        bar = "#" * filled + "." * (WIDTH - filled)
        self._stream.write(f"\r[{bar}] {done:,} of {total:,}")
        self._stream.flush()
        self._drawn = True

    def close(self) -> None:
        if self._drawn:
            self._stream.write("\r" + " " * (WIDTH + 40) + "\r")
            self._stream.flush()
