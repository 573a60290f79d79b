"""The logins that have ended before their cookies do: one small table for all workers of a machine."""

import os
import sqlite3
import threading
import time
import weakref
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from asok_server.sessions.errors import SessionError

# A request that began before a logout may still be answered after it; its cookie is a little younger.
_MARGIN = 3600

_TABLE = """
CREATE TABLE IF NOT EXISTS logouts (login TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS logouts_until ON logouts (until);
"""


class Logouts:
    """Ended logins, each kept until the last cookie that names it has run out.

    One connection for each process to read, shared by its threads, opened when first needed, and again
    when the file was replaced or the process forked (SQLite forbids to use or even close what another
    process opened). Until the first logout there is no file, and reading makes none.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._links: dict[tuple[int, int], _Link] = {}
        weakref.finalize(self, _close, self._links)

    def includes(self, login: str) -> bool:
        """Whether a login has ended.

        Raises:
            SessionError: if the table can't be read.
        """
        try:
            link = self._linked()
            if link is None:
                return False
            with link.lock:
                return (
                    link.connection.execute("SELECT 1 FROM logouts WHERE login = ?", (login,)).fetchone()
                    is not None
                )
        except (sqlite3.Error, OSError) as error:
            raise SessionError(f"{self._path} can't be read: {error}") from error

    def add(self, login: str, until: float) -> None:
        """Note that a login has ended, and forget those whose time has run out.

        Raises:
            SessionError: if that can't be written down; then the login has not ended.
        """
        try:
            if not self._path.exists():
                self._create()
            with closing(_connect(self._path)) as connection, connection:  # so that no reader waits
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("DELETE FROM logouts WHERE until < ?", (int(time.time()),))
                connection.execute(
                    "INSERT OR REPLACE INTO logouts VALUES (?, ?)", (login, int(until) + _MARGIN)
                )
        except (sqlite3.Error, OSError) as error:
            raise SessionError(f"the logout can't be written into {self._path}: {error}") from error

    def _linked(self) -> "_Link | None":
        """Return this process's connection to the file that is there now; None if there is none."""
        try:
            key = os.getpid(), self._path.stat().st_ino
        except FileNotFoundError:
            return None
        return self._links.get(key) or self._opened(key)

    def _opened(self, key: tuple[int, int]) -> "_Link":
        """Connect, unless another thread just did; without a lock, which a fork could leave locked."""
        made = _Link(_connect(self._path), threading.Lock())
        link = self._links.setdefault(key, made)
        if link is not made:
            made.connection.close()
        return link

    def _create(self) -> None:
        """Make the file: under a name of its own first, so that nobody ever sees half a table."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_name(f"{self._path.name}.{os.getpid()}.{threading.get_ident()}")
        with closing(sqlite3.connect(draft)) as connection:
            connection.executescript(f"PRAGMA journal_mode = WAL; {_TABLE}")
        try:
            os.link(draft, self._path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()


class _Link(NamedTuple):
    connection: sqlite3.Connection
    lock: threading.Lock


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _close(links: dict[tuple[int, int], _Link]) -> None:
    for (process, _), link in links.items():
        if process == os.getpid():
            link.connection.close()
