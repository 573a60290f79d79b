"""Sessions in Redis, for an app on more than one machine: the cookie holds a signed random id.

A session is a hash with one field for each key and each flash message, and a save writes what changed
alone. So two requests of one browser at the same time lose nothing of each other unless they write the
same key, and then the later one wins.
"""

import json
import logging
import secrets
import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from asok_server.errors import ConfigError
from asok_server.flash import Flash
from asok_server.sessions.errors import SessionEnded, SessionUnavailable
from asok_server.sessions.seal import Seal
from asok_server.sessions.session import Contents, Found, Identity, Session, dumps

TIMEOUT = 1.0
"""Seconds to connect, and to wait for one answer; ``?socket_timeout=`` in the URL changes the latter."""

_PREFIX = "asok:session:"

# The field that every session has, so that one whose last message was shown is not an unknown one.
_HERE = "."

# KEYS: the session, and the one it follows. ARGV: the mode, the lifetime, how many fields to remove, these,
# then pairs of field and value. Returns 0 where a session that should be there is not.
_SAVE = """
local session, former = KEYS[1], KEYS[2]
local mode, lifetime, removed = ARGV[1], ARGV[2], tonumber(ARGV[3])
if mode == 'kept' and redis.call('EXISTS', session) == 0 then return 0 end
if mode == 'renewed' and redis.call('EXISTS', former) == 1 then redis.call('RENAME', former, session) end
if mode == 'replaced' then redis.call('DEL', former) end
for i = 4, 3 + removed do redis.call('HDEL', session, ARGV[i]) end
for i = 4 + removed, #ARGV, 2 do redis.call('HSET', session, ARGV[i], ARGV[i + 1]) end
redis.call('EXPIRE', session, lifetime)
return 1
"""

_log = logging.getLogger("asok.sessions")


class Script(Protocol):
    """A script as redis-py registers it."""

    def __call__(self, keys: Sequence[str], args: Sequence[str | int]) -> Any: ...


class RedisStore:
    """Keeps sessions in Redis.

    While Redis is away, a session reads as empty (nobody is logged in, no message waits) and every change
    of it is refused with a 503; nothing is taken for saved that is not.
    """

    def __init__(self, keys: Sequence[str], lifetime: int, url: str) -> None:
        """Raises ConfigError for a URL that is none; connects when the first session is read."""
        self._seal = Seal(keys, "asok session in redis", lifetime)
        try:
            self._redis = cast(
                Any,
                Redis.from_url(  # pyright: ignore[reportUnknownMemberType]
                    url,
                    decode_responses=True,
                    encoding_errors="surrogatepass",  # a JSON body may hold any code point
                    socket_connect_timeout=TIMEOUT,
                    socket_timeout=TIMEOUT,
                    retry=Retry(NoBackoff(), 1),  # for a connection that Redis closed while it lay idle
                ),
            )
            pool = self._redis.connection_pool
            pool.connection_class(**pool.connection_kwargs)  # refuses options that it does not know
        except (ValueError, TypeError, RedisError) as error:
            raise ConfigError(f"REDIS_URL can't be read: {error}") from error
        _check_database(url)
        self._script: Script = self._redis.register_script(_SAVE)

    def open(self, cookie: str | None) -> Session:
        """Return the session of a cookie's value; a new one where that is None, unknown, changed or ended."""
        return Session(partial(self._find, cookie) if cookie else Found)

    def save(self, session: Session) -> str | None:
        """Return the new value of the cookie, ``""`` to delete it, None to leave it as it is.

        Raises:
            SessionUnavailable: if a page changed the session and Redis is away.
            SessionEnded: if the session was changed here and ended by another request meanwhile.
            SessionError: if it holds something that is no JSON value.
        """
        return session.settle(self._save)

    def _find(self, cookie: str) -> Found:
        opened = self._seal.open(cookie)
        if opened is None:
            return Found()
        value, ageing = opened
        name = value.decode("ascii")
        try:
            fields: dict[str, str] = self._redis.hgetall(_PREFIX + name)
        except (RedisError, OSError) as error:
            _log.error("sessions can't be read from Redis: %s", error)
            return Found(available=False)
        if not fields:
            return Found()
        return Found(_decoded(fields), known=True, ageing=ageing, id=name, fields=fields)

    def _save(self, session: Session) -> str | None:
        if not session.available:
            return None
        try:
            return self._written(session)
        except (RedisError, OSError) as error:
            _log.error("a session can't be written to Redis: %s", error)
            if session.written:
                raise SessionUnavailable from error
            return None  # a token or a message was asked for, no more: the page may go, the message stays

    def _written(self, session: Session) -> str | None:
        found, contents = session.found, session.contents()
        if not contents and not (found.known and session.identity is Identity.KEPT):
            if found.known:
                self._redis.delete(_PREFIX + found.id)
            return "" if found.known else None
        mode = session.identity if found.known else Identity.REPLACED
        name = found.id if mode is Identity.KEPT else secrets.token_urlsafe(24)
        if not self._run(mode, name, found, _encoded(contents)):
            if session.written:
                raise SessionEnded
            return None
        return self._seal.seal(name.encode("ascii")) if found.ageing or name != found.id else None

    def _run(self, mode: Identity, name: str, found: Found, fields: Mapping[str, str]) -> bool:
        known = {} if mode is Identity.REPLACED else found.fields
        removed = [field for field in known if field not in fields]
        changed = fields.items() - known.items() if mode is Identity.KEPT else fields.items()
        pairs = [part for pair in changed for part in pair]
        return bool(
            self._script(
                keys=[_PREFIX + name, _PREFIX + (found.id or name)],
                args=[mode.value, self._seal.lifetime, len(removed), *removed, *pairs],
            )
        )


def _check_database(url: str) -> None:
    """Raise ConfigError for a database that is no number: redis-py would take the first one instead."""
    parts = urlsplit(url)
    database = parts.path.strip("/")
    if parts.scheme != "unix" and database and not (database.isascii() and database.isdigit()):
        raise ConfigError(
            f"REDIS_URL names the database {database!r}; that is a number, as in redis://host:6379/0"
        )


def _encoded(contents: Contents) -> dict[str, str]:
    fields = {f"d:{key}": dumps(value, {key: value}) for key, value in contents.data.items()}
    fields[_HERE] = ""
    if contents.user_id:
        fields["u"] = contents.user_id
    if contents.csrf_secret:
        fields["c"] = contents.csrf_secret
    for flash in contents.flashes:
        fields[flash.id or _new_flash_id()] = dumps([flash.category, flash.message])
    return fields


def _decoded(fields: Mapping[str, str]) -> Contents:
    return Contents(
        data={field[2:]: json.loads(value) for field, value in fields.items() if field.startswith("d:")},
        user_id=fields.get("u"),
        csrf_secret=fields.get("c"),
        flashes=[_flash(field, fields[field]) for field in sorted(fields) if field.startswith("f:")],
    )


def _flash(field: str, value: str) -> Flash:
    category, message = json.loads(value)
    return Flash(category, message, field)


def _new_flash_id() -> str:
    """Return a field name that no other request makes, and that sorts behind those made before."""
    return f"f:{time.time_ns():020d}:{secrets.token_hex(4)}"
