"""What the site remembers of a visitor from one request to the next."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from asok_server.config import check_lifetime
from asok_server.errors import ConfigError
from asok_server.sessions.errors import SessionEnded, SessionError, SessionSizeError, SessionUnavailable
from asok_server.sessions.keys import check_key, check_keys
from asok_server.sessions.session import JSON, Session

__all__ = [
    "JSON",
    "Session",
    "SessionEnded",
    "SessionError",
    "SessionSizeError",
    "SessionStore",
    "SessionUnavailable",
    "check_key",
    "check_keys",
    "cookie_name",
    "make_store",
]


class SessionStore(Protocol):
    """Where sessions are kept."""

    def open(self, cookie: str | None) -> Session:
        """Return the session of a cookie's value, read when it is first used; never raises."""
        ...

    def save(self, session: Session) -> str | None:
        """Return the new value of the cookie, ``""`` to delete it, None to leave it as it is."""
        ...


def make_store(
    *,
    keys: Sequence[str],
    folder: Path,
    backend: str = "cookie",
    lifetime: int = 14 * 24 * 3600,
    redis_url: str = "",
) -> SessionStore:
    """Return the store of an app.

    Args:
        keys: the first signs, all of them verify.
        folder: where the cookie store notes ended logins (``.asok``); made at the first logout.
        backend: ``cookie`` or ``redis``.
        lifetime: seconds until an untouched session ends.
        redis_url: as ``redis://host:6379/0``, ``rediss://`` or ``unix://``.

    Raises:
        ConfigError: for a weak key, a lifetime under a second, an unknown backend, a URL that is none, or
            where redis-py is not installed.
    """
    check_keys(keys)
    check_lifetime(lifetime)
    if backend == "cookie":
        from asok_server.sessions.cookie import CookieStore

        return CookieStore(keys, lifetime, folder)
    if backend == "redis":
        return _redis_store(keys, lifetime, redis_url)
    raise ConfigError(f"SESSION_BACKEND is {backend!r}; it can be cookie or redis")


def cookie_name(https: bool) -> str:
    """Return the session cookie's name; on https, the prefix binds it to this host (RFC 6265bis, 4.1.3)."""
    return "__Host-asok_session" if https else "asok_session"


def _redis_store(keys: Sequence[str], lifetime: int, url: str) -> SessionStore:
    try:
        from asok_server.sessions.redis import RedisStore  # redis-py is an extra
    except ModuleNotFoundError as error:
        raise ConfigError("SESSION_BACKEND=redis needs redis-py: install asok-server[redis]") from error
    return RedisStore(keys, lifetime, url)
