"""That an index is built by one process at a time, and where."""

import fcntl
import glob
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from asok_geo.errors import IndexWriteError
from asok_geo.forks import FORKS

FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@contextmanager
def locked(path: Path) -> Generator[None]:
    """Hold the lock of an index; other processes and threads wait."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fd = open_lock(path.with_name(f"{path.name}.lock"))
    except OSError as error:
        raise IndexWriteError.of(path, error) from error
    with held(fd):
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
        except OSError as error:
            raise IndexWriteError.of(path, error) from error
        yield


def open_lock(path: Path) -> int:
    """Open a lock file, which there need not be. That of another user can be locked as it is."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except PermissionError:
        if not path.exists():
            raise
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)


@contextmanager
def workplace(target: Path) -> Generator[Path]:
    """A folder beside a file that is to be written, for what is not ready yet. Such folders of builders that
    were killed are removed first."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.*"):
        with suppress(OSError):
            remove_left(left)
    with (
        tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder,
        held(os.open(folder, FOLDER)) as fd,
    ):
        with suppress(OSError):  # where folders cannot be locked none is removed
            fcntl.flock(fd, fcntl.LOCK_EX)
        yield Path(folder)


def remove_left(folder: Path) -> None:
    """Remove a folder that no builder holds. Raises `OSError`, also if one does."""
    with held(os.open(folder, FOLDER)) as fd:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def held(fd: int) -> Generator[int]:
    """Unlock and close an open file in the end, and close it at once in children that are forked meanwhile:
    as long as one of them has it open it stays locked, also when this process is no more."""
    FORKS.opened.add(fd)
    try:
        yield fd
    finally:
        if fd in FORKS.opened:  # not in a child
            with suppress(OSError):
                fcntl.flock(fd, fcntl.LOCK_UN)
            FORKS.opened.discard(fd)
            os.close(fd)
