"""That an index is built by one process at a time."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from asok_geo.errors import IndexWriteError
from asok_geo.forks import FORKS


@contextmanager
def locked(path: Path) -> Generator[None]:
    """Hold the lock of an index; other processes and threads wait."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise IndexWriteError(f"{path}: cannot be written: {error}; give cache_dir another folder") from error
    with held(fd):
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield


@contextmanager
def held(fd: int) -> Generator[None]:
    """Unlock and close an open file in the end, and close it at once in children that are forked meanwhile:
    as long as one of them has it open it stays locked, also when this process is no more."""
    FORKS.opened.add(fd)
    try:
        yield
    finally:
        if fd in FORKS.opened:  # not in a child
            fcntl.flock(fd, fcntl.LOCK_UN)
            FORKS.opened.discard(fd)
            os.close(fd)
