"""One visitor's session: a mapping that is read when it is first asked for, and knows whether it changed."""

import json
import secrets
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias

from asok_server.flash import Flash, Flashes
from asok_server.jsons import kept_encoder
from asok_server.security.csrf import new_secret
from asok_server.sessions.errors import SessionError, SessionUnavailable

JSON: TypeAlias = Any
"""None, bool, int, float, str, lists and str-keyed dicts of these; no checker knows what a page put in."""

NOTHING: Mapping[str, JSON] = {}


@dataclass(slots=True)
class Contents:
    """What a session holds."""

    data: dict[str, JSON] = field(default_factory=dict[str, JSON])
    user_id: str | None = None
    login_id: str | None = None
    csrf_secret: str | None = None
    flashes: list[Flash] = field(default_factory=list[Flash])

    def __bool__(self) -> bool:
        return bool(self.data or self.user_id or self.csrf_secret or self.flashes)


@dataclass(slots=True)
class Found:
    """What a store found for a cookie; ``known`` is False where there is no such session (any more)."""

    contents: Contents = field(default_factory=Contents)
    known: bool = False
    available: bool = True
    ageing: bool = False
    """Whether half of the session's lifetime is over: then it is saved though nothing changed."""
    id: str = ""
    fields: dict[str, str] = field(default_factory=dict[str, str])


class Identity(Enum):
    """What became of the session that came with the request."""

    KEPT = "kept"
    RENEWED = "renewed"  # the same contents under a new name, after a login
    REPLACED = "replaced"  # nothing of it is left


class Session(MutableMapping[str, JSON]):
    """What the site remembers of one visitor, as JSON values under str keys.

    Nothing is read before something is asked for (``touched``), and nothing is sent unless something
    changed (``modified``); a list or a dict that was taken out and changed in place counts.
    """

    __slots__ = (
        "_closed",
        "_flashes",
        "_found",
        "_lent",
        "_load",
        "_secret_made",
        "_written",
        "identity",
    )

    def __init__(self, load: Callable[[], Found]) -> None:
        self._load = load
        self._found: Found | None = None
        self._flashes: Flashes | None = None
        self._written = False
        self._secret_made = False
        self._lent: str | None = None
        self._closed = False
        self.identity = Identity.KEPT

    # What a page sees: a mapping.

    def __getitem__(self, key: str) -> JSON:
        data = self._open().data
        value: JSON = data[key]
        if self._lent is None and type(value) in _MUTABLE:
            self._lent = dumps(data, data)
        return value

    def __setitem__(self, key: str, value: JSON) -> None:
        if type(key) is not str:
            raise TypeError(f"a session's keys are str, not {type(key).__name__}")
        dumps(value, {key: value})
        self._change().data[key] = value

    def __delitem__(self, key: str) -> None:
        if key not in self._open().data:
            raise KeyError(key)
        del self._change().data[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._open().data)

    def __len__(self) -> int:
        return len(self._open().data)

    # Who it is.

    @property
    def user_id(self) -> str | None:
        """Who is logged in, as given to :meth:`login`; None for nobody, or while the store is away."""
        return self._open().user_id

    def login(self, user_id: str) -> None:
        """Log a user in: a new identity and a new CSRF secret, and nothing kept of another user.

        What a visitor collected before logging in stays (a basket does).

        Raises:
            ValueError: for an empty id.
            SessionUnavailable: while the store is away.
        """
        if not user_id:
            raise ValueError("a user id can't be empty")
        now = self._change()
        if now.user_id not in (None, user_id):
            self._empty(now)
        elif self.identity is Identity.KEPT:
            self.identity = Identity.RENEWED
        now.user_id, now.login_id, now.csrf_secret = user_id, secrets.token_urlsafe(16), None

    def logout(self) -> None:
        """End the session: it is emptied, and every copy of its cookie is dead once this is saved.

        Raises:
            SessionUnavailable: while the store is away.
        """
        self._empty(self._change())

    # What the framework keeps in it.

    @property
    def csrf_secret(self) -> str:
        """The secret that CSRF tokens of this session are made from; made when first asked for.

        While the store is away, it is one that no later request will know.
        """
        now = self._open()
        if now.csrf_secret is None:
            if self._closed:
                raise SessionError("a CSRF token was first asked for after the answer's headers were sent")
            now.csrf_secret = new_secret()
            self._secret_made = True
        return now.csrf_secret

    @property
    def stored_csrf_secret(self) -> str | None:
        """The secret that came with the request, for checking a token; None where there is none.

        Raises:
            SessionUnavailable: while the store is away, so that nobody is refused for that.
        """
        found = self.found
        if not found.available:
            raise SessionUnavailable
        return None if self._secret_made else found.contents.csrf_secret

    @property
    def flashes(self) -> Flashes:
        """The messages that wait to be shown; :meth:`flash` adds to them."""
        now = self._open()
        if self._flashes is None:
            self._flashes = Flashes(now.flashes)
            if self._closed:
                self._flashes.close()
        return self._flashes

    def flash(self, category: str, message: object) -> None:
        """Let a message wait to be shown.

        Raises:
            SessionUnavailable: while the store is away.
        """
        self._change()
        self.flashes.append(category, message)

    # What a store asks of it.

    @property
    def touched(self) -> bool:
        """Whether this request read or wrote it: then its answer depends on the cookie, and is private."""
        return self._found is not None

    @property
    def available(self) -> bool:
        """Whether its store could be read."""
        return self.found.available

    @property
    def written(self) -> bool:
        """Whether a page changed it."""
        if self._written or self._lent is None:
            return self._written
        data = self._open().data
        return self._lent != dumps(data, data)

    @property
    def modified(self) -> bool:
        """Whether there is anything to save: a change, a new CSRF secret, or a message that was shown."""
        return self._found is not None and (self._secret_made or self.shows_flashes or self.written)

    @property
    def shows_flashes(self) -> bool:
        """Whether the answer shows a message."""
        return self._flashes is not None and self._flashes.shown

    @property
    def found(self) -> Found:
        """What its store found, when it is first asked for."""
        found = self._found
        if found is None:
            if self._closed:
                raise SessionError("the session was first read after the answer's headers were sent")
            found = self._found = self._load()
        return found

    def contents(self) -> Contents:
        """Return what is to be saved."""
        now = self._open()
        now.flashes = self.flashes.left
        return now

    def touch(self) -> None:
        """Read it now: an answer that is streamed may ask for it when its headers have gone."""
        self._open()

    def settle(self, save: Callable[["Session"], str | None]) -> str | None:
        """Have it saved if there is anything to save, and close it. Returns what ``save`` did, else None."""
        saved = save(self) if self.modified or (self._found and self._found.ageing) else None
        self.close()
        return saved

    def close(self) -> None:
        """Refuse changes from now on: what the answer says of the session has been settled."""
        self._closed = True
        if self._flashes is not None:
            self._flashes.close()

    def _open(self) -> Contents:
        return self.found.contents

    def _change(self) -> Contents:
        now = self._open()
        if self._closed:
            raise SessionError("the session was changed after the answer's headers were sent")
        if not self.available:
            raise SessionUnavailable
        self._written = True
        return now

    def _empty(self, now: Contents) -> None:
        now.data.clear()
        now.user_id = now.login_id = now.csrf_secret = None
        self.flashes.drop_stored()
        self._secret_made = False
        self._lent = None
        self.identity = Identity.REPLACED


_MUTABLE = frozenset({list, dict})
_NO_JSON = (TypeError, ValueError, RecursionError)
_encode = kept_encoder(json.JSONEncoder().default)  # which refuses


def dumps(value: JSON, by_key: Mapping[str, JSON] = NOTHING) -> str:
    """Return compact JSON.

    ``by_key`` are the session's values in it, so that the error can name the key of one.

    Raises:
        SessionError: for what JSON has no form for.
    """
    try:
        return "".join(_encode(value, 0))
    except _NO_JSON as error:
        raise SessionError(f"a session holds JSON values only{_named(by_key)}: {error}") from error


def _named(by_key: Mapping[str, JSON]) -> str:
    """Return in words which value is none."""
    for key, value in by_key.items():
        try:
            _encode(value, 0)
        except _NO_JSON:
            return f", and what {key!r} holds is none"
    return ""
