"""The configuration: every key, its type, its default and its meaning."""

import dataclasses
import re
import types
import typing
import warnings
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Literal, Self, cast

from asok_server import env as environment
from asok_server.env import Env
from asok_server.errors import ConfigError


class ConfigWarning(UserWarning):
    """A key of ``app.config`` that Asok does not know, or one that is set too late."""


class ReadConfig(dict[str, Any]):
    """``app.config`` once the app has read it: whoever changes it is told that it is too late.

    It is no error, because every file of tests may set the key of one app that another test has started.
    """

    __slots__ = ()

    def _late(self) -> None:
        message = "the app has read app.config: a change has no effect after its first request"
        warnings.warn(message, ConfigWarning, stacklevel=3)

    def __setitem__(self, key: str, value: Any) -> None:
        self._late()
        super().__setitem__(key, value)

    def update(self, *others: Any, **values: Any) -> None:
        self._late()
        super().update(*others, **values)

    def __ior__(self, other: Any) -> Self:  # type: ignore[override, misc]
        self._late()
        return super().__ior__(other)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an app is configured with, checked and typed.

    Each key is the upper-case name of a field: ``app.config['LOCALE'] = 'fr'``. An environment variable
    of that name, or of ``ASOK_`` and that name, overrides it.
    """

    debug: bool = False
    """Show tracebacks to visitors, reload what changes. ``asok serve`` refuses it."""
    secret_key: str = ""
    """Signs sessions and cookies; at least 32 characters. There is no default: without it nothing starts."""
    secret_key_fallbacks: tuple[str, ...] = ()
    """Former keys: what they signed is still accepted, nothing new is signed with them."""
    locale: str = "en"
    """The language of the site where a visitor's own is not available."""
    csrf: bool = True
    """Check every POST, PUT, PATCH and DELETE for forgery."""
    max_content_length: int = 64 * 1024 * 1024
    """Bytes of a request body."""
    max_form_memory: int = 2 * 1024 * 1024
    """Bytes of all text fields of a form together."""
    max_form_fields: int = 1000
    """Fields of a query string or a form."""
    max_form_parts: int = 1000
    """Parts of a multipart form."""
    max_part_headers: int = 16 * 1024
    """Bytes of the headers of one part."""
    max_json_depth: int = 100
    """Levels of nesting in a JSON body."""
    trusted_proxies: tuple[str, ...] | int = ()
    """Networks whose forwarding headers are believed (``'*'``: any peer), or a number of hops."""
    forwarded_header: Literal["x-forwarded", "forwarded"] = "x-forwarded"
    """The one kind of header that proxies write: ``x-forwarded`` or ``forwarded`` (RFC 7239)."""
    allowed_hosts: tuple[str, ...] = ()
    """Host names that are answered; ``.example.com`` covers its subdomains. Empty: every well-formed one."""
    redirect_origins: tuple[str, ...] = ()
    """Other origins (``https://login.example.com``) that redirects may lead to and forms may post to."""
    session_backend: Literal["cookie", "redis"] = "cookie"
    """Where sessions are kept: ``cookie`` or ``redis``."""
    session_lifetime: int = 14 * 24 * 3600
    """Seconds until an untouched session ends."""
    session_samesite: Literal["Lax", "Strict", "None"] = "Lax"
    """SameSite of the session cookie: ``Lax``, ``Strict`` or ``None``, which on plain http is ``Lax``."""
    redis_url: str = "redis://127.0.0.1:6379/0"
    """The Redis server of ``SESSION_BACKEND=redis``."""
    security_headers: bool = True
    """Send the security headers with every answer."""
    csp: str = ""
    """Directives that extend the Content-Security-Policy, as ``img-src 'self' https://images.example.com``."""

    @classmethod
    def load(cls, config: Mapping[str, Any], env: Env) -> "Settings":
        """Return the settings of ``config`` under the variables of ``env``.

        Warns of unknown keys (:class:`ConfigWarning`); raises ConfigError for values of the wrong type.
        """
        _warn_of_unknown(config)
        hints = typing.get_type_hints(cls)
        values: dict[str, Any] = {}
        for field in FIELDS:
            key, kind = field.upper(), hints[field]
            text = env.text(f"ASOK_{key}")
            text = env.text(key) if text is None else text
            if text is not None:
                values[field] = _typed(key, _from_text(text, kind), kind)
            elif key in config:
                values[field] = _typed(key, config[key], kind)
        values.setdefault("secret_key", env.text(DEVELOPMENT_KEY) or "")
        return cls(**values).checked()

    def checked(self) -> "Settings":
        """Return the settings, or raise ConfigError for a number that is negative, no lifetime at all, or a
        language that is none.
        """
        for field in FIELDS:
            value = getattr(self, field)
            if isinstance(value, int) and value < 0:
                raise ConfigError(f"{field.upper()} is {value}; it can't be negative")
        check_lifetime(self.session_lifetime)
        if not LANGUAGE.fullmatch(self.locale):
            raise ConfigError(f"LOCALE is {self.locale!r}; it must be a language tag, as 'fr' or 'pt-BR'")
        return self


FIELDS: tuple[str, ...] = tuple(field.name for field in dataclasses.fields(Settings))
ON, OFF = ("true", "1", "yes", "on"), ("false", "0", "no", "off", "")
SWITCHES: Mapping[str, bool] = {word: word in ON for word in ON + OFF}
"""How an environment variable says true and false, in any case; an empty one is off."""
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_@][A-Za-z0-9]{1,8})*")
"""A tag of BCP 47, or a name as gettext writes it."""
DEVELOPMENT_KEY = "ASOK_DEV_KEY"
"""The variable in which ``asok dev`` hands its throw-away key to its worker."""


def check_lifetime(seconds: int) -> None:
    """Raise ConfigError for a lifetime that no session can have."""
    if seconds < 1:
        raise ConfigError(f"SESSION_LIFETIME is {seconds}; a session lives for one second at least")


def _warn_of_unknown(config: Iterable[str]) -> None:
    known = [field.upper() for field in FIELDS]
    for key in config:
        if key not in known:
            near = get_close_matches(key.upper(), known, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            warnings.warn(f"app.config[{key!r}] is no key of Asok{hint}", ConfigWarning, stacklevel=2)


def _from_text(text: str, kind: Any) -> Any:
    """Return what an environment variable says, read as the kind of its key wants it."""
    if kind is str or typing.get_origin(kind) is Literal:
        return text
    if kind is bool:
        return SWITCHES.get(text.strip().lower(), text)
    value = environment.cast(text.strip())
    if isinstance(value, str) and kind is not int:
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _typed(key: str, value: Any, kind: Any) -> Any:
    """Return the value as its key's type, or raise ConfigError."""
    for option in typing.get_args(kind) if isinstance(kind, types.UnionType) else (kind,):
        if option is int and isinstance(value, int) and not isinstance(value, bool):
            return value
        if option in (bool, str) and isinstance(value, option):
            return value
        if typing.get_origin(option) is Literal and value in typing.get_args(option):
            return value
        if typing.get_origin(option) is tuple and (texts := _texts(value)) is not None:
            return texts
    raise ConfigError(f"{key} is {value!r}; it must be {_words(kind)}")


def _texts(value: Any) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list | tuple | set | frozenset):
        return None
    items = cast(Collection[Any], value)
    return tuple(items) if all(isinstance(item, str) for item in items) else None


def _words(kind: Any) -> str:
    names = {bool: "true or false", int: "a whole number", str: "a text"}
    if isinstance(kind, types.UnionType):
        return " or ".join(_words(option) for option in typing.get_args(kind))
    if typing.get_origin(kind) is Literal:
        return " or ".join(map(repr, typing.get_args(kind)))
    return names.get(kind, "a list of texts")
