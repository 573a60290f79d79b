"""Sessions that live in their cookie: nothing to run, nothing to read but the cookie."""

import json
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from asok_server.flash import Flash
from asok_server.sessions.errors import SessionEnded, SessionSizeError
from asok_server.sessions.logouts import Logouts
from asok_server.sessions.seal import Seal
from asok_server.sessions.session import Contents, Found, Session, dumps

LARGEST_COOKIE = 4096

# The longest header that can surround the value; browsers count the name, and some the attributes too.
_AROUND = len("__Host-asok_session=; Path=/; Max-Age=2147483647; HttpOnly; Secure; SameSite=Strict")


class CookieStore:
    """Keeps a session in a signed cookie, and logins that have ended in a small table beside the app.

    The table is written at a logout and read only where somebody is logged in.
    """

    def __init__(self, keys: Sequence[str], lifetime: int, folder: Path) -> None:
        self._seal = Seal(keys, "asok session in a cookie", lifetime)
        self._logouts = Logouts(folder / "logouts.sqlite")

    def open(self, cookie: str | None) -> Session:
        """Return the session of a cookie's value; a new one where that is None, unknown, changed or ended."""
        return Session(partial(self._find, cookie) if cookie else Found)

    def save(self, session: Session) -> str | None:
        """Return the new value of the cookie, ``""`` to delete it, None to leave it as it is.

        Raises:
            SessionSizeError: if the cookie would exceed 4096 bytes.
            SessionEnded: if the session was changed here and ended by another request meanwhile.
            SessionError: if it holds something that is no JSON value.
        """
        return session.settle(self._save)

    def _find(self, cookie: str) -> Found:
        opened = self._seal.open(cookie)
        if opened is None:
            return Found()
        value, ageing = opened
        contents = _decoded(value)
        if contents.login_id and self._logouts.includes(contents.login_id):
            return Found()
        return Found(contents, known=True, ageing=ageing, id=contents.login_id or "")

    def _save(self, session: Session) -> str | None:
        found, contents = session.found, session.contents()
        value = self._fitting(contents) if contents else ""
        if found.id and found.id != contents.login_id:
            self._logouts.add(found.id, until=time.time() + self._seal.lifetime)
        elif found.id and self._logouts.includes(found.id):
            if session.written:
                raise SessionEnded
            return None
        return value or ("" if found.known else None)

    def _fitting(self, contents: Contents) -> str:
        value = self._seal.seal(_encoded(contents))
        size = _AROUND + len(value)
        if size > LARGEST_COOKIE:
            raise SessionSizeError(
                f"the session needs a cookie of {size} bytes, and browsers keep {LARGEST_COOKIE}: "
                f"put less into it, or keep sessions in Redis (SESSION_BACKEND=redis){_waiting(contents)}"
            )
        return value


def _waiting(contents: Contents) -> str:
    """Say how many messages are in it, which may be why it is full."""
    count = len(contents.flashes)
    return f". In it wait {count} messages, until a page shows get_flashed_messages()" if count else ""


_decode = json.JSONDecoder().raw_decode


def _encoded(contents: Contents) -> bytes:
    flashes = [[flash.category, flash.message] for flash in contents.flashes]
    parts = [contents.data, contents.user_id, contents.login_id, contents.csrf_secret, flashes]
    return dumps(parts, contents.data).encode("utf-8", "surrogatepass")


def _decoded(value: bytes) -> Contents:
    (data, user_id, login_id, csrf_secret, flashes), _ = _decode(value.decode("utf-8", "surrogatepass"))
    return Contents(data, user_id, login_id, csrf_secret, [Flash(*flash) for flash in flashes])
