"""JSON that goes out: one form of text, whichever encoder writes it."""

import dataclasses
import json
import json.encoder
import re
from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from pathlib import PurePath
from typing import Any
from uuid import UUID

from markupsafe import Markup

from asok_server.errors import AsokError

Encoder = Callable[[Any], bytes]

_EXPONENT = re.compile(rb"[0-9]e[+-]")
_SCRIPT_SAFE = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "'": "\\u0027", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


class JSONError(AsokError, TypeError, ValueError):
    """A value that has no form in JSON; the message names it."""


def script_json(value: Any) -> Markup:
    """Write a value as JSON that is safe in a ``<script>``, in text and in an attribute in single quotes.

    :raises JSONError: the value has no form in JSON.
    """
    return Markup(dumps(value).decode().translate(_SCRIPT_SAFE))


def plain(value: Any) -> Any:
    """Turn what JSON does not know into what it knows; called by the encoders for each such value.

    Dates and times become ISO 8601 text (``2026-11-22T20:15:00+00:00``), ``Decimal`` text, so that no digit
    is lost, ``UUID`` and paths text; an ``Enum`` its value; data classes and mappings objects; sets lists,
    sorted if their members can be.

    :raises JSONError: any other value; bytes among them, which have to be decoded or base64-encoded first.
    """
    kind: type = value.__class__
    exact = _BY_TYPE.get(kind)
    if exact is not None:
        return exact(value)
    for base, form in _BY_TYPE.items():
        if isinstance(value, base):
            return form(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    raise JSONError(_complaint(value))


def _decimal(value: Decimal) -> str:
    if value.is_finite():
        return str(value)
    raise JSONError(f"{value} is no number in JSON")


def _members(value: Set[Any]) -> list[Any]:
    try:
        return sorted(value)
    except TypeError:
        return list(value)


_BY_TYPE: Mapping[type, Callable[[Any], Any]] = {
    datetime: datetime.isoformat,
    date: date.isoformat,
    time: time.isoformat,
    Decimal: _decimal,
    UUID: str,
    PurePath: str,
    Enum: attrgetter("value"),
    set: _members,
    frozenset: _members,
    Set: _members,
    Mapping: dict,
    tuple: list,  # a named tuple: orjson does not know it
    float: float,  # likewise a class of floats
}


def _complaint(value: Any) -> str:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return "bytes have no form in JSON: decode them, or encode them as base64"
    return f"a {type(value).__qualname__} has no form in JSON"


def kept_encoder(plain: Callable[[Any], Any]) -> Callable[[Any, int], Iterable[str]]:
    """Return a C encoder to be kept, which json.dumps would build anew for each call.

    ``plain`` is called for what JSON does not know. The encoder is called with a value and 0, and holds no
    state (no markers for circular references: they would be shared by threads), so a value that holds
    itself ends in a RecursionError; NaN is a ValueError.
    """
    make: Callable[..., Callable[[Any, int], Iterable[str]]] = vars(json.encoder)["c_make_encoder"]
    text: Callable[[str], str] = vars(json.encoder)["encode_basestring"]
    return make(None, plain, text, None, ":", ",", False, False, False)


def _standard_encoder() -> Encoder:
    encode = kept_encoder(plain)

    def dumps(value: Any) -> bytes:
        try:
            return "".join(encode(value, 0)).encode("utf-8", "backslashreplace")
        except JSONError:
            raise
        except RecursionError:
            raise JSONError("the value holds itself, or is nested too deeply for JSON") from None
        except (TypeError, ValueError) as error:
            raise JSONError(str(error)) from None

    return dumps


def _orjson_encoder(standard: Encoder) -> Encoder | None:
    """Write with orjson wherever its text is the standard encoder's, byte for byte; None without orjson.

    It writes NaN as null, small and large floats in another form, and knows neither integers over 64 bits
    nor keys that are no text: whatever it refuses or may have written otherwise is written by the standard
    encoder.
    """
    try:
        import orjson
    except ImportError:
        return None
    if orjson.dumps(1e16) != b"1e+16":  # before 3.12 nothing tells large floats from text
        return None
    encode, refusal = orjson.dumps, orjson.JSONEncodeError
    options = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS

    def dumps(value: Any) -> bytes:
        try:
            text = encode(value, plain, options)
        except refusal:
            return standard(value)
        doubtful = (
            b"null" in text
            or b"0.0000" in text
            or ((b"e-" in text or b"e+" in text) and _EXPONENT.search(text))
        )
        return standard(value) if doubtful else text

    return dumps


dumps_standard: Encoder = _standard_encoder()
dumps_orjson: Encoder | None = _orjson_encoder(dumps_standard)
dumps: Encoder = dumps_orjson or dumps_standard
