import datetime
import subprocess
import sys
from decimal import Decimal

import pytest
from asok_i18n import Formats, FormatsUnavailableError

babel = pytest.importorskip("babel")
from babel import dates, lists, numbers, units  # noqa: E402
from babel.localedata import locale_identifiers  # noqa: E402

UTC = datetime.UTC
MOMENT = datetime.datetime(2024, 2, 9, 15, 4, 5, tzinfo=UTC)
NUMBERS = (0, 1, 2, -3, 1234567, 0.0, -0.0, 1.5, 1234.5678, Decimal("0.10"), Decimal("12345678.905"))
SPANS = (datetime.timedelta(days=-3), datetime.timedelta(seconds=1), datetime.timedelta(days=400), 90)


@pytest.mark.parametrize(
    "name", ["en", "fr", "de-CH", "ar", "fa", "hi", "ja", "zh-Hant", "sr-Latn", "pt-PT", "he", "th"]
)
def test_formats_are_babels(name):
    f, locale = Formats(name), babel.Locale.parse(name, sep="-")
    assert f.date(MOMENT, "yyyy.MM.dd G") == dates.format_date(MOMENT, "yyyy.MM.dd G", locale)
    for length in ("full", "long", "medium", "short"):
        assert (
            f.date(MOMENT, length)
            == f.date(MOMENT.date(), length)
            == dates.format_date(MOMENT, length, locale)
        )
        assert f.time(MOMENT, length) == dates.format_time(MOMENT, length, locale=locale)
        assert f.datetime(MOMENT, length) == dates.format_datetime(MOMENT, length, locale=locale)
    for number in NUMBERS:
        for _ in range(2):
            assert f.number(number) == numbers.format_decimal(number, locale=locale)
            assert f.percent(number) == numbers.format_percent(number, locale=locale)
            assert f.currency(number, "EUR") == numbers.format_currency(number, "EUR", locale=locale)
            assert f.unit(number, "length-meter") == units.format_unit(number, "length-meter", locale=locale)
    for span in SPANS:
        for direction in (False, True):
            assert f.relative(span, add_direction=direction) == dates.format_timedelta(
                span, add_direction=direction, locale=locale
            )
    for items in ([], ["a"], ["a", "b"], ["a", "b", "c", "d"]):
        assert f.list(items, "or") == lists.format_list(items, "or", locale)
    assert f.territory_name("us") == locale.territories["US"]
    assert f.language_name("pt-BR") == babel.Locale("pt", "BR").get_display_name(locale)
    assert f.language_name("fr") == locale.languages["fr"]


def test_every_locale_of_babel_has_its_formats():
    for name in locale_identifiers():
        f = Formats(name.replace("_", "-"))
        assert f.date(MOMENT) == dates.format_date(MOMENT, locale=name), name
        assert f.number(1234.5) == numbers.format_decimal(1234.5, locale=name), name


def test_options_are_babels():
    f = Formats("de")
    assert f.number(1234.5, group_separator=False) == "1234,5"
    assert f.number(Decimal("1.23456"), decimal_quantization=False) == "1,23456"
    assert f.number(1234.5, "#,##0.00") == "1.234,50"
    assert f.currency(5, "JPY", format_type="name") == "5 Japanische Yen"
    assert f.relative(
        datetime.timedelta(hours=30), granularity="day", format="narrow"
    ) == dates.format_timedelta(datetime.timedelta(hours=30), granularity="day", format="narrow", locale="de")


def test_zones():
    paris = dates.get_timezone("Europe/Paris")
    f = Formats("fr")
    assert f.datetime(MOMENT, "full", paris) == dates.format_datetime(MOMENT, "full", paris, "fr")
    there = MOMENT.astimezone(paris)
    assert there == MOMENT
    for moment in (MOMENT, there, MOMENT):
        assert f.time(moment.timetz(), "full") == dates.format_time(moment.timetz(), "full", locale="fr")


def test_equal_values_that_are_written_otherwise_are_kept_apart():
    f = Formats("en")
    for number in (0.0, -0.0, 0, 1, 1.0, Decimal("1.0"), Decimal("1.00")):
        for _ in range(2):
            options = {"decimal_quantization": False}
            assert f.number(number, **options) == numbers.format_decimal(number, locale="en", **options)


def test_now_is_the_default():
    f = Formats("en")
    assert f.date() == dates.format_date(locale="en")
    assert f.datetime(format="yyyy") == dates.format_datetime(format="yyyy", locale="en")


def test_a_language_without_formats_gets_its_parents():
    assert Formats("de-XX").number(1234.5) == "1.234,5"
    assert Formats("zh-TW").date(MOMENT) == dates.format_date(MOMENT, locale="zh_Hant_TW")
    assert Formats("iw").territory_name("US") == Formats("he").territory_name("US")
    assert Formats("x-klingon").number(1234.5) == Formats("../junk").number(1234.5) == "1,234.5"


def test_unknown_names_are_themselves():
    f = Formats("en")
    assert f.territory_name("ZZZ") == "ZZZ"
    assert f.language_name("zzzz") == "zzzz"
    assert f.language_name("not a tag") == "not a tag"


def test_a_translator_has_formats(load):
    assert load({"fr.json": {}}).translator("fr").formats.number(1234.5) == "1\u202f234,5"


def test_babel_is_not_imported_before_the_first_format(tmp_path):
    program = (
        "import sys, asok_i18n; t = asok_i18n.Catalogs.load('.').translator('fr'); t('a', x=1);"
        "asok_i18n.plural_category('fr', 1); t.formats; assert not any(m.startswith('babel') for m in sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-W", "error", "-c", program], check=True, capture_output=True, cwd=tmp_path
    )


def test_without_babel_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "babel", None)
    with pytest.raises(FormatsUnavailableError, match=r"asok-i18n\[babel\]"):
        Formats("fr").number(1)
