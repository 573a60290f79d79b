"""JSON bodies (RFC 8259), strictly: UTF-8 without a mark, no NaN, bounded depth and numbers."""

import json
import re
from itertools import accumulate
from math import isfinite
from typing import Any, NoReturn

from .errors import MalformedJSON, MissingKey, UnexpectedJSON, shown

STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1, ord('"'): 0}
NOT_STRUCTURE = bytes(set(range(256)) - set(STEP))
# Long runs of digits and long exponents, wherever they stand, send a text to the careful decoder.
DIGITS_ALIKE = bytes.maketrans(b"123456789E", b"000000000e")
MANY_DIGITS, LARGE_EXPONENT = b"0" * 200, b"e000"
STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[][{}]', re.DOTALL)
LONE_SURROGATE = re.compile(
    r"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]", re.DOTALL
)


class JSONObject(dict[str, Any]):
    """The members of a JSON object; asking by `[...]` for one that is not there raises `MissingKey`."""

    __slots__ = ()

    def __missing__(self, key: str) -> NoReturn:
        raise MissingKey("JSON member", key)


def as_object(value: Any) -> JSONObject:
    """The value of a body that has to be an object. Raises `UnexpectedJSON`."""
    if type(value) is not dict:
        raise UnexpectedJSON(value)
    return JSONObject(value)


def parse_json(data: bytes, max_depth: int = 100, max_digits: int = 1000) -> Any:
    """The value of a JSON text in UTF-8.

    Raises `MalformedJSON`, with the position, for what RFC 8259 does not allow, and also for a byte order
    mark, a number too large for a float, an integer of more than `max_digits` digits, half a surrogate
    pair, and more than `max_depth` arrays and objects inside one another.
    """
    text = decoded(data)
    check_depth(data, text, max_depth)
    check_surrogates(data, text)
    shape = data.translate(DIGITS_ALIKE, b"+")
    careful = MANY_DIGITS in shape or LARGE_EXPONENT in shape
    try:
        return (careful_decoder(max_digits) if careful else DECODER).decode(text)
    except json.JSONDecodeError as error:
        raise MalformedJSON(error.msg, error.pos, error.lineno, error.colno) from None
    except Refused as refused:
        raise located(text, position_of(refused.literal, text), str(refused)) from None
    except (RecursionError, ValueError) as error:
        raise located(text, 0, "too deep" if isinstance(error, RecursionError) else str(error)) from None


def decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise located(before, len(before), "not UTF-8") from None
    if text.startswith("\ufeff"):
        raise MalformedJSON("a byte order mark")
    return text


def located(text: str, position: int, reason: str) -> MalformedJSON:
    line_start = text.rfind("\n", 0, position) + 1
    return MalformedJSON(reason, position, text.count("\n", 0, position) + 1, position - line_start + 1)


def check_depth(data: bytes, text: str, max_depth: int) -> None:
    if data.count(b"[") + data.count(b"{") <= max_depth:
        return
    structure = data.replace(b"\\\\", b"").replace(b'\\"', b"").translate(None, NOT_STRUCTURE)
    outside_strings = b"".join(structure.split(b'"')[::2])
    if max(accumulate(map(STEP.__getitem__, outside_strings)), default=0) > max_depth:
        position = first_below(max_depth, text)
        # What seems to be deep behind a mistake is nothing that the decoder comes to.
        if position is not None:
            raise located(text, position, f"deeper than max_json_depth ({max_depth})")


def first_below(depth: int, text: str) -> int | None:
    """Where the first array or object begins that is inside `depth` others."""
    opened = 0
    for match in STRING_OR_BRACKET.finditer(text):
        opened += STEP[ord(match[0][0])]
        if opened > depth:
            return match.start()
    return None


def check_surrogates(data: bytes, text: str) -> None:
    if b"\\ud" not in data and b"\\uD" not in data:
        return
    lone = LONE_SURROGATE.search(text.replace("\\\\", "__"))
    if lone:
        raise located(text, lone.start(), "half a surrogate pair")


class Refused(Exception):
    """A literal that Python's decoder takes and we do not."""

    def __init__(self, reason: str, literal: str) -> None:
        super().__init__(reason)
        self.literal = literal


def position_of(literal: str, text: str) -> int:
    """Where the decoder met a literal. It does not say so itself, but it does of what is no JSON at all."""
    try:
        DECODER.decode(text.replace(literal, "!" * len(literal)))
    except json.JSONDecodeError as error:
        return error.pos
    except Refused:
        pass
    return 0


def refuse_constant(name: str) -> NoReturn:
    raise Refused(f"{name} is not JSON", name)


DECODER = json.JSONDecoder(parse_constant=refuse_constant)


def careful_decoder(max_digits: int) -> json.JSONDecoder:
    def integer(digits: str) -> int:
        if len(digits.lstrip("-")) > max_digits:
            raise Refused(f"an integer of more than max_json_digits ({max_digits})", digits)
        return int(digits)

    def number(text: str) -> float:
        value = float(text)
        if not isfinite(value):
            raise Refused(f"a number too large: {shown(text, 20)}", text)
        return value

    return json.JSONDecoder(parse_int=integer, parse_float=number, parse_constant=refuse_constant)
