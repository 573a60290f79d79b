"""Texts to values and back."""

import contextlib
from datetime import UTC, date, datetime, time

import pytest
from asok_server.forms import values
from hypothesis import given, settings
from hypothesis import strategies as st

PARSERS = [
    values.number,
    values.integer,
    values.boolean,
    values.iso_date,
    values.iso_time,
    values.iso_datetime,
    values.month,
    values.color,
]
STRANGE = st.text("0123456789٣²½-+.:eE_ T#xnaif\0\ud800\u200f\U0001d7d8", max_size=30)


@pytest.mark.parametrize("parse", PARSERS)
@settings(deadline=None, max_examples=60)
@given(text=st.text() | STRANGE | st.integers(0, 5000).map(lambda n: "9" * n))
def test_a_parser_returns_a_value_or_raises_value_error(parse, text):
    with contextlib.suppress(ValueError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("18:30", time(18, 30)),
        ("18:30:05", time(18, 30, 5)),
        ("18:30:05.5", time(18, 30, 5, 500000)),
        ("18:30:05.123", time(18, 30, 5, 123000)),
    ],
)
def test_times_are_read_as_html_writes_them(text, value):
    assert values.iso_time(text) == value


@pytest.mark.parametrize("text", ["2024-01-31T18:30", "2024-01-31 18:30"])
def test_a_local_date_and_time_may_have_a_space(text):
    assert values.iso_datetime(text) == datetime(2024, 1, 31, 18, 30)  # noqa: DTZ001


@settings(deadline=None, max_examples=60)
@given(value=st.integers(-(10**300), 10**300) | st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_as_it_was_written(value):
    assert values.number(values.written(value)) == value


@settings(deadline=None, max_examples=60)
@given(value=st.datetimes())
def test_moments_are_read_as_they_were_written(value):
    value = value.replace(microsecond=value.microsecond // 1000 * 1000)
    assert values.iso_datetime(values.written(value)) == value
    assert values.iso_time(values.written(value.time())) == value.time()
    assert values.iso_date(values.written(value.date())) == value.date()


def test_a_zone_is_left_out_since_the_control_has_none():
    assert values.written(datetime(2024, 1, 31, 18, 30, tzinfo=UTC)) == "2024-01-31T18:30"


def test_other_values_are_written_as_they_are():
    assert [values.written(value) for value in (None, True, False, 3, "x", date(2024, 1, 2))] == [
        "", "true", "false", "3", "x", "2024-01-02",
    ]  # fmt: skip
