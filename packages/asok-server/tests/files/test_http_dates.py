"""HTTP dates (RFC 9110, section 5.6.7)."""

from datetime import UTC, datetime

import pytest
from asok_server.files.httpdate import http_date, parse_http_date
from hypothesis import given, settings
from hypothesis import strategies as st


def test_the_example_of_the_rfc():
    assert http_date(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT"
    assert http_date(784111777.999) == "Sun, 06 Nov 1994 08:49:37 GMT"


@settings(deadline=None)
@given(st.integers(0, 253402300799))
def test_what_is_written_is_read_again(seconds):
    assert parse_http_date(http_date(seconds)) == seconds


@settings(deadline=None)
@given(st.datetimes(datetime(1976, 1, 1), datetime(2060, 1, 1)))  # noqa: DTZ001
def test_the_old_forms_are_read(moment):
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    day = days[moment.weekday()]
    month = http_date(moment.timestamp())[8:11]
    time = moment.strftime("%H:%M:%S")
    rfc850 = f"{day}, {moment.day:02}-{month}-{moment.year % 100:02} {time} GMT"
    asctime = f"{day[:3]} {month} {moment.day:2} {time} {moment.year}"
    if moment.year < datetime.now(UTC).year + 50 and moment.year > datetime.now(UTC).year - 50:
        assert parse_http_date(rfc850) == moment.timestamp()
    assert parse_http_date(asctime) == moment.timestamp()


def test_a_year_of_two_digits_is_at_most_50_years_ahead():
    now = datetime.now(UTC).year
    for ahead, expected in ((50, now + 50), (51, now - 49)):
        found = parse_http_date(f"Sunday, 06-Nov-{(now + ahead) % 100:02} 08:49:37 GMT")
        assert found is not None
        assert datetime.fromtimestamp(found, UTC).year == expected


def test_a_leap_second_is_the_second_before_it():
    assert parse_http_date("Sat, 31 Dec 2016 23:59:60 GMT") == parse_http_date(
        "Sat, 31 Dec 2016 23:59:59 GMT"
    )


@pytest.mark.parametrize(
    "text", ["Sat, 31 Dec 2016 23:59:61 GMT", "Sat, 00 Dec 2016 00:00:00 GMT", "0", "GMT"]
)
def test_what_is_no_date_is_none(text):
    assert parse_http_date(text) is None


@settings(deadline=None)
@given(st.text())
def test_no_text_raises(text):
    parse_http_date(text)
