"""JSON that goes out: what it knows, what it refuses, and that both encoders write the same."""

import dataclasses
import enum
import json
import math
import sys
from collections import OrderedDict, defaultdict, namedtuple
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import PurePosixPath
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from asok_server.jsons import JSONError, dumps, dumps_orjson, dumps_standard, script_json
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

ENCODERS = [dumps_standard, *([dumps_orjson] if dumps_orjson else [])]


@pytest.fixture(params=ENCODERS, ids=["standard", "orjson"][: len(ENCODERS)])
def encode(request):
    return request.param


@dataclasses.dataclass
class Point:
    x: int
    y: float
    _hidden: str = "seen"


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    start: Point
    when: datetime


class Colour(enum.Enum):
    RED = "red"
    PAIR = (1, Decimal("2.5"))


class Number(enum.IntEnum):
    ONE = 1


class Word(enum.StrEnum):
    HELLO = "hello"


class Flags(enum.Flag):
    A = 1
    B = 2


class MyStr(str):
    pass


class MyInt(int):
    pass


class MyFloat(float):
    pass


class MyDict(dict):
    pass


class MyList(list):
    pass


Pair = namedtuple("Pair", "left right")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": [True, False, None]}, '{"b":1,"a":[true,false,null]}'),
        ("é ☃ 😀 \u2028", '"é ☃ 😀 \u2028"'),
        ('"\\/\b\f\n\r\t\x00\x1f\x7f', '"\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7f"'),
        ("</script>", '"</script>"'),
        ("\ud83d", '"\\ud83d"'),
        ("é\udc80é", '"é\\udc80é"'),
        ([0.1, -0.0, 1.0, 1e16, 1e-7, 1e-5, 0.0001, 5e-324, 1.7976931348623157e308], None),
        (1e22, "1e+22"),
        (1e-05, "1e-05"),
        (123456789.125, "123456789.125"),
        ([2**53, 2**63 - 1, 2**64 - 1, 2**64, -(2**63) - 1, 10**100], None),
        (datetime(2026, 11, 22, 20, 15, 0, 120, UTC), '"2026-11-22T20:15:00.000120+00:00"'),
        (datetime(2026, 11, 22, 20, 15), '"2026-11-22T20:15:00"'),  # noqa: DTZ001
        (datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/Paris")), '"2026-07-01T12:00:00+02:00"'),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(seconds=61))), '"0001-01-01T00:00:00+00:01:01"'),
        (date(2026, 1, 2), '"2026-01-02"'),
        (time(1, 2, 3, 4), '"01:02:03.000004"'),
        (time(1, 2, tzinfo=UTC), '"01:02:00+00:00"'),
        (Decimal("9.90"), '"9.90"'),
        (Decimal("1E+30"), '"1E+30"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (PurePosixPath("a/b"), '"a/b"'),
        (Point(1, 2.5), '{"x":1,"y":2.5,"_hidden":"seen"}'),
        (Line(Point(1, 0.0), datetime(2026, 1, 1, tzinfo=UTC)), None),
        ({3, 1, 2}, "[1,2,3]"),
        (frozenset({"b", "a"}), '["a","b"]'),
        (set(), "[]"),
        ({1: 2}.keys(), "[1]"),
        (Colour.RED, '"red"'),
        (Colour.PAIR, '[1,"2.5"]'),
        (Number.ONE, "1"),
        (Word.HELLO, '"hello"'),
        (Flags.A | Flags.B, "3"),
        ((1, (2,)), "[1,[2]]"),
        (Pair(1, "r"), '[1,"r"]'),
        ([MyStr("s"), MyInt(5), MyFloat(1.5), MyDict(a=1), MyList([1])], '["s",5,1.5,{"a":1},[1]]'),
        (Markup("<b>"), '"<b>"'),
        (OrderedDict(b=1, a=2), '{"b":1,"a":2}'),
        (defaultdict(int, a=1), '{"a":1}'),
        (MappingProxyType({"a": {1}}), '{"a":[1]}'),
        ({1: "int", 1.5: "float", False: "bool", None: "none"}, None),
        ({MyStr("k"): 1}, '{"k":1}'),
        ("null", '"null"'),
        ("1e-5 and 0.00001 and e+", '"1e-5 and 0.00001 and e+"'),
        ({}, "{}"),
        ([], "[]"),
        ("", '""'),
    ],
)
def test_what_json_says(encode, value, expected):
    assert encode(value) == dumps_standard(value) == dumps(value)
    if expected is not None:
        assert encode(value).decode() == expected
    json.loads(encode(value))


@pytest.mark.parametrize(
    "number", [math.nan, math.inf, -math.inf, MyFloat("nan"), Decimal("NaN"), Decimal("Infinity")]
)
@pytest.mark.parametrize("wrap", [lambda n: n, lambda n: [None, n], lambda n: {"a": {"b": n}}])
def test_nan_and_infinity_are_refused(encode, number, wrap):
    with pytest.raises(JSONError, match=r"(?i)out of range float|no number in JSON"):
        encode(wrap(number))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (b"x", "bytes have no form in JSON"),
        (bytearray(b"x"), "bytes have no form"),
        (object(), "a object has no form in JSON"),
        (Point, "a type has no form in JSON"),
        (1j, "a complex has no form"),
        ((n for n in [1]), "a generator has no form"),
        (timedelta(1), "a timedelta has no form"),
        ({(1, 2): 3}, "keys must be"),
        ({b"k": 3}, "keys must be"),
        ({UUID(int=1): 3}, "keys must be"),
    ],
)
def test_what_has_no_form_is_refused_by_name(encode, value, message):
    for wrapped in (value, [value], {"a": [value]}):
        with pytest.raises(JSONError, match=message) as caught:
            encode(wrapped)
        assert isinstance(caught.value, TypeError)


def test_a_value_that_holds_itself_is_refused(encode):
    itself: list[object] = []
    itself.append(itself)
    with pytest.raises(JSONError, match="holds itself"):
        encode(itself)


def test_nesting_that_the_fast_encoder_refuses_is_written_all_the_same(encode):
    nested: object = 1
    for _ in range(300):
        nested = [nested]
    assert encode(nested) == b"[" * 300 + b"1" + b"]" * 300


def test_two_threads_may_write_the_same_value(encode):
    from concurrent.futures import ThreadPoolExecutor

    value = {"shared": [{"a": Decimal(1)}] * 200}
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: encode(value), range(64)))) == 1


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.text(st.characters(categories=["Cs", "Cc", "Lo"]), max_size=5)
    | st.text("nul1e-+0.", max_size=8)
    | st.datetimes(timezones=st.none() | st.just(UTC) | st.timezones())
    | st.dates()
    | st.times()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.uuids()
    | st.sampled_from(
        [Colour.RED, Colour.PAIR, Number.ONE, Word.HELLO, MyStr("s"), MyFloat(1e-9), MyInt(2**70)]
    )
    | st.sets(st.integers() | st.text(max_size=3), max_size=3)
    | st.builds(Point, st.integers(), st.floats(allow_nan=False, allow_infinity=False))
)
keys = (
    st.text() | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False, allow_infinity=False)
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.text(), inner, max_size=5)
        | st.dictionaries(keys, inner, max_size=5)
        | st.tuples(inner, inner)
        | st.builds(Pair, inner, inner)
    ),
    max_leaves=12,
)


@pytest.mark.skipif(dumps_orjson is None, reason="orjson is not installed")
@settings(deadline=None, max_examples=1000)
@given(values)
@example(1e-5)
@example(0.000012345678901234568)
@example([1e15, 1e16, 1e17, 9999999999999998.0, 1e21, 1e22, -1e-4, 1e-6])
@example({"\ud800": "\udfff"})
def test_both_encoders_write_the_same_bytes(value):
    assert dumps_orjson is not None
    assert dumps_orjson(value) == dumps_standard(value)


@pytest.mark.skipif(dumps_orjson is None, reason="orjson is not installed")
@settings(deadline=None, max_examples=1000)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_both_encoders_write_the_same_numbers(number):
    assert dumps_orjson is not None
    assert dumps_orjson([number]) == dumps_standard([number]) == f"[{number!r}]".encode()


plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=12,
)


@settings(deadline=None, max_examples=300)
@given(plain_values)
def test_it_says_what_the_standard_library_says(value):
    expected = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert dumps_standard(value) == expected.encode("utf-8", "backslashreplace")
    assert json.loads(dumps_standard(value)) == value


def test_rule_10_json_in_a_script_ends_no_script():
    value = {"html": "</script><!--<script>&'\u2028\u2029", "n": 1}
    written = script_json(value)
    assert isinstance(written, Markup)
    assert not set("<>&'\u2028\u2029") & set(written)
    assert json.loads(written) == value


@settings(deadline=None)
@given(plain_values)
def test_json_in_a_script_is_the_same_json(value):
    written = script_json(value)
    assert not set("<>&'\u2028\u2029") & set(written)
    assert json.loads(written) == json.loads(dumps(value))


def test_a_million_digits_are_refused_not_raised_raw(encode):
    huge = 10 ** (sys.get_int_max_str_digits() + 10)
    with pytest.raises(JSONError, match="digits"):
        encode(huge)
