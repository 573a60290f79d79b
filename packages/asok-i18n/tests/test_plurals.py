import json
from decimal import Decimal
from pathlib import Path

import pytest
from asok_i18n import plural_categories, plural_category
from asok_i18n.plurals import operands

SAMPLES = json.loads((Path(__file__).parent / "data" / "plural_samples.json").read_text())


@pytest.mark.parametrize("kind", ["cardinal", "ordinal"])
def test_every_sample_of_cldr_gets_its_category(kind):
    wrong = [
        (language, sample, category)
        for language, categories in SAMPLES[kind].items()
        for category, samples in categories.items()
        for sample in samples
        if plural_category(language, sample, ordinal=kind == "ordinal") != category
    ]
    assert sum(len(each) for table in SAMPLES[kind].values() for each in table.values()) > 500
    assert not wrong


@pytest.mark.parametrize("kind", ["cardinal", "ordinal"])
def test_whole_numbers_count_alike_as_numbers_and_as_text(kind):
    for language, categories in SAMPLES[kind].items():
        for category, samples in categories.items():
            for sample in samples:
                if sample.isdigit():
                    assert plural_category(language, int(sample), ordinal=kind == "ordinal") == category


def test_categories_are_those_of_the_samples():
    for language, categories in SAMPLES["cardinal"].items():
        assert set(plural_categories(language)) == set(categories)


# The table of UTS 35, Plural Operand Meanings: i, v, w, f, t, e.
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1", (1, 0, 0, 0, 0, 0)),
        ("1.0", (1, 1, 0, 0, 0, 0)),
        ("1.00", (1, 2, 0, 0, 0, 0)),
        ("1.3", (1, 1, 1, 3, 3, 0)),
        ("1.30", (1, 2, 1, 30, 3, 0)),
        ("1.03", (1, 2, 2, 3, 3, 0)),
        ("1.230", (1, 3, 2, 230, 23, 0)),
        ("1200000", (1200000, 0, 0, 0, 0, 0)),
        ("1.2c6", (1200000, 0, 0, 0, 0, 6)),
        ("123c6", (123000000, 0, 0, 0, 0, 6)),
        ("123c5", (12300000, 0, 0, 0, 0, 5)),
        ("1200.50", (1200, 2, 1, 50, 5, 0)),
        ("1.20050c3", (1200, 2, 1, 50, 5, 3)),
        ("1.2e6", (1200000, 0, 0, 0, 0, 6)),
        ("-1.50", (1, 2, 1, 50, 5, 0)),
        (" 7 ", (7, 0, 0, 0, 0, 0)),
        (1, (1, 0, 0, 0, 0, 0)),
        (-3, (3, 0, 0, 0, 0, 0)),
        (2.0, (2, 0, 0, 0, 0, 0)),
        (0.25, (0, 2, 2, 25, 25, 0)),
        (1e-7, (0, 7, 7, 1, 1, 0)),
        (1e22, (10**22, 0, 0, 0, 0, 0)),
        (Decimal("1.50"), (1, 2, 1, 50, 5, 0)),
        (Decimal("1E+3"), (1000, 0, 0, 0, 0, 0)),
    ],
)
def test_operands(number, expected):
    assert operands(number) == expected


@pytest.mark.parametrize(
    "number",
    ["", "x", "1,5", "１", "1c", "1c999", "1" * 2000, "0x1", None, object(), [], float("nan"), float("-inf"),
     Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+99999999"), Decimal("1E-99999999")],
)  # fmt: skip
def test_what_is_no_number_is_other(number):
    assert operands(number) is None
    assert plural_category("en", number) == "other"


def test_numbers_too_long_to_write_are_counted():
    assert plural_category("ru", 10**5000 + 1) == "one"


def test_rules_are_inherited_and_spelling_does_not_matter():
    assert plural_category("pt-AO", 0) == plural_category("pt_pt", 0) == "other"
    assert plural_category("pt-BR", 0) == plural_category("PT", 0) == "one"
    assert plural_category("iw", 2) == plural_category("he", 2) == "two"
    assert plural_category("sr-Latn-RS", 2) == plural_category("sh", 2) == "few"
    assert plural_category("en-x-pirate", 1) == plural_category("en-u-nu-latn", 1) == "one"
    assert plural_category("../junk", 1) == plural_category("", 1) == plural_category("xx", 1) == "other"


def test_rules_are_those_of_babel():
    babel = pytest.importorskip("babel")
    from asok_i18n import _locale_data
    from babel.core import get_global
    from babel.localedata import locale_identifiers

    assert get_global("cldr")["version"] == _locale_data.CLDR_VERSION
    for name in locale_identifiers():
        locale = babel.Locale.parse(name)
        for number in (0, 1, 2, 3, 5, 11, 21, 100, 101, 1000000, Decimal("1.5"), Decimal("1.0")):
            assert plural_category(name, number) == locale.plural_form(number), name
            assert plural_category(name, number, ordinal=True) == locale.ordinal_form(number), name
