import enum
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import pytest
from asok_i18n import locales
from asok_i18n._number_formats import FORMATS
from asok_i18n.numerals import numeral

LOCALES = {name: line[:6] for line in FORMATS for name in line[6].split()}
# Babel leaves out what CLDR has as a draft of these.
DRAFTS = {"az-Cyrl", "de-AT", "dv", "fr-MA", "fur", "ksh", "lmo", "nds", "nds-NL", "oc", "oc-ES", "os", "os-RU", "prg",
          "szl", "vmw", "wae"}  # fmt: skip
NUMBERS = (0, 7, 12, 999, 123456, 1234567, 10**20, 1.5, 1234567.891, 0.12345, 2.0005, 1e21, 1e-9, Decimal("123456.6789"))  # fmt: skip


def test_numbers_are_written_as_babel_writes_them_in_every_locale():
    babel = pytest.importorskip("babel")
    from babel.numbers import format_decimal

    checked = 0
    for name in set(LOCALES) - DRAFTS:
        try:
            locale = babel.Locale.parse(name, sep="-")
        except (babel.UnknownLocaleError, ValueError):
            continue
        assert [numeral(name)(number) for number in NUMBERS] == [
            format_decimal(number, locale=locale) for number in NUMBERS
        ], name
        checked += 1
    assert checked > 700


def test_numbers_of_babels_other_locales_are_written_as_those_of_their_parents():
    babel = pytest.importorskip("babel")
    from babel.localedata import locale_identifiers
    from babel.numbers import format_decimal

    for name in locale_identifiers():
        tag = name.replace("_", "-")
        if tag not in DRAFTS and tag.rpartition("-")[0] not in DRAFTS and tag != "en-US-POSIX":
            expected = format_decimal(1234567.5, locale=babel.Locale.parse(name))
            assert numeral(tag)(1234567.5) == expected, name


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("en", 1234, "1,234"),
        ("en", -1234, "-1,234"),
        ("de", 1234.5, "1.234,5"),
        ("de-CH", 1234, "1’234"),
        ("de-AT", 12345, "12\xa0345"),
        ("fr", 12345, "12\u202f345"),
        ("hi", 12345678, "1,23,45,678"),
        ("es", 1234, "1234"),
        ("es", 12345, "12.345"),
        ("es-MX", 1234, "1,234"),
        ("pl", 1234, "1234"),
        ("pl", 12345, "12\xa0345"),
        ("pt", 1234, "1.234"),
        ("pt-PT", 1234, "1234"),
        ("sv", -1234, "−1\xa0234"),
        ("ee", 12345, "12345"),
        ("zh-TW", 1234, "1,234"),
        ("pt_BR", 1234, "1.234"),
        ("de-x-private", 1234, "1.234"),
        ("nonsense!", 1234, "1,234"),
    ],
)  # fmt: skip
def test_numbers_are_grouped_by_the_locale(language, number, expected):
    assert numeral(language)(number) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1.0", "1,0"),
        ("-1234.50", "-1.234,50"),
        ("+5", "+5"),
        (Decimal("1.50"), "1,50"),
        (Decimal("1.23456"), "1,235"),
        (Decimal("1.99996"), "2"),
        (Decimal("-0.0004"), "-0"),
        (Decimal("1E+3"), "1.000"),
        (-0.0, "-0"),
        (0.0, "0"),
        (2.0**60, "1.152.921.504.606.847.000"),
        (1e300, "1." + "000." * 99 + "000"),
        (100.0001, "100"),
        (Decimal(-0), "0"),
        (1.0, "1"),
        (1.9996, "2"),
        (True, "1"),
        (enum.IntEnum("Kind", {"A": 1234}).A, "1.234"),
    ],
)
def test_the_digits_of_text_and_decimals_stay(number, expected):
    assert numeral("de")(number) == expected


@pytest.mark.parametrize(
    "value",
    ["", "x", "1c6", "007", "1,234", " 1", "1.", "٣", "--1", None, [], Fraction(1, 2), float("inf"), float("nan"),
     Decimal("sNaN"), Decimal("1E+999999"), object()],
)  # fmt: skip
def test_what_is_no_number_is_not_written_as_one(value):
    assert numeral("de")(value) is None


def test_a_number_of_many_digits_takes_linear_time():
    digits = "1" * 4000
    assert numeral("hi")(int(digits)).replace(",", "") == digits
    assert numeral("en")("1" * 1_000_000).count(",") == 333_333


def test_every_locale_is_known_by_its_canonical_name():
    assert all(locales.parse(name) for name in LOCALES)


def test_babel_is_not_imported():
    code = "from asok_i18n.numerals import numeral; numeral('de')(1.5); import sys; assert 'babel' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
