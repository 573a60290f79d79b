"""A progress bar on a terminal."""

import time
from typing import TextIO

from asok_geo.build import Progress

WIDTH = 30


class Bar:
    """Draws a build's progress on one line; draws nothing where the stream is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._start = time.monotonic()
        self._drawn = 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if self._stream.isatty() and now - self._drawn > 0.1:
            self._drawn = now
            self._stream.write("\r" + line(progress, now - self._start))
            self._stream.flush()

    def end(self) -> None:
        """Leave the bar's line."""
        if self._drawn:
            self._stream.write("\r" + " " * 79 + "\r")
            self._stream.flush()


def line(progress: Progress, seconds: float) -> str:
    """The bar: how much is done, rows per second, and the time that is left."""
    share = min(progress.done / progress.total, 1.0) if progress.total else 1.0
    filled = round(share * WIDTH)
    speed = progress.rows / seconds if seconds else 0.0
    left = seconds / share - seconds if share else 0.0
    bar = "#" * filled + "-" * (WIDTH - filled)
    return f"{bar} {share:4.0%}  {progress.rows:>10,} rows  {speed:>9,.0f} rows/s  {left:>3.0f} s left"
