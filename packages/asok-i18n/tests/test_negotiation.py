import string
import time

import pytest
from asok_i18n import negotiate


@pytest.mark.parametrize(
    ("header", "available", "default", "expected"),
    [
        # by quality, then by place
        ("fr", ["en", "fr"], "en", "fr"),
        ("de, fr;q=0.9", ["en", "fr"], "en", "fr"),
        ("fr;q=0.5, de;q=0.8", ["fr", "de"], "en", "de"),
        ("fr, de", ["de", "fr"], "en", "fr"),
        ("fr;q=0.5, de;q=0.5", ["de", "fr"], "en", "fr"),
        ("fr;q=0.001, de;q=0", ["de", "fr"], "en", "fr"),
        ("da, en-gb;q=0.8, en;q=0.7", ["en", "en-GB"], "en", "en-GB"),
        ("en;q=0.1, fr-CA", ["en", "fr"], "en", "fr"),
        # a whole range before the next one
        ("fr-CH, en", ["en", "fr-CA"], "en", "fr-CA"),
        ("de-AT, en-US;q=0.9", ["en-US", "de"], "en", "de"),
        # case and underscores, answered as available spells it
        ("PT_br", ["pt-BR", "en"], "en", "pt-BR"),
        ("pt-BR", ["pt_br", "en"], "en", "pt_br"),
        ("ZH-hANT-tw", ["zh-Hant"], "en", "zh-Hant"),
        # script and region by CLDR
        ("zh-TW", ["zh-Hans", "zh-Hant"], "en", "zh-Hant"),
        ("zh-TW", ["zh-Hans"], "en", "en"),
        ("zh-HK", ["zh-CN", "zh-TW"], "en", "zh-TW"),
        ("zh-Hant-HK", ["zh-HK", "zh-Hant"], "en", "zh-HK"),
        ("zh-MO", ["zh-Hant", "zh-HK"], "en", "zh-HK"),
        ("zh-CN", ["zh-Hant", "zh-Hans"], "en", "zh-Hans"),
        ("zh", ["zh-Hant", "zh-Hans"], "en", "zh-Hans"),
        ("zh", ["zh-TW", "zh-CN"], "en", "zh-CN"),
        ("zh-SG", ["zh"], "en", "zh"),
        ("zh-TW", ["zh"], "en", "zh"),
        ("es-MX", ["es", "es-419"], "en", "es-419"),
        ("es-AR", ["es-ES", "es"], "en", "es"),
        ("es-AR", ["es-MX", "es-ES"], "en", "es-ES"),
        ("es-ES", ["es-419", "es"], "en", "es"),
        ("sr-Latn", ["sr-Cyrl"], "en", "en"),
        ("sr-Latn", ["sr-Cyrl", "sr-Latn-RS"], "en", "sr-Latn-RS"),
        ("sr-Latn, sr;q=0.5", ["sr-Cyrl"], "en", "sr-Cyrl"),
        ("sr", ["sr-Latn", "sr-Cyrl"], "en", "sr-Cyrl"),
        ("sr-ME", ["sr-Cyrl", "sr-Latn"], "en", "sr-Latn"),
        ("sh", ["sr-Latn", "sr"], "en", "sr-Latn"),
        ("uz-AF", ["uz", "uz-Arab"], "en", "uz-Arab"),
        ("en-AU", ["en-US", "en-001"], "de", "en-001"),
        ("en-AU", ["en-GB", "en-US"], "de", "en-US"),
        ("en-AU", ["en-US", "en-GB"], "en-GB", "en-GB"),
        ("en", ["en-GB", "en-US"], "de", "en-US"),
        ("en", ["en-GB", "en-AU"], "de", "en-GB"),
        ("pt", ["pt-PT", "pt-BR"], "en", "pt-BR"),
        ("pt-AO", ["pt", "pt-PT"], "en", "pt-PT"),
        ("nb", ["no"], "en", "no"),
        ("nn-NO", ["no"], "en", "no"),
        ("no", ["nb"], "en", "nb"),
        ("hi-Latn", ["hi", "en-IN"], "de", "en-IN"),
        # aliases
        ("iw", ["he"], "en", "he"),
        ("he-IL", ["iw"], "en", "iw"),
        ("tl", ["fil"], "en", "fil"),
        ("in", ["id"], "en", "id"),
        ("cmn-Hant", ["zh-Hant"], "en", "zh-Hant"),
        ("zh-yue", ["yue"], "en", "yue"),
        ("i-klingon", ["tlh"], "en", "tlh"),
        ("en-UK", ["en-GB", "en"], "en", "en-GB"),
        ("deu", ["de"], "en", "de"),
        # extensions, variants, private use
        ("de-u-co-phonebk", ["de"], "en", "de"),
        ("de-CH-1996", ["de", "de-CH"], "en", "de-CH"),
        ("ca-ES-valencia", ["ca"], "en", "ca"),
        ("en-x-pirate", ["en", "en-x-pirate"], "en", "en-x-pirate"),
        ("en-x-aa-bb", ["en", "en-x-aa"], "en", "en-x-aa"),
        ("x-pig", ["x-pig"], "en", "x-pig"),
        ("x-pig", ["x-cat"], "en", "en"),
        # stars and refusals
        ("*", ["fr", "de"], "de", "de"),
        ("*", ["fr", "de"], "en", "en"),
        ("en;q=0, *", ["en", "fr"], "en", "fr"),
        ("*;q=0.5, fr;q=0.1", ["fr", "en"], "en", "en"),
        ("ja, *;q=0.1", ["fr"], "en", "en"),
        ("fr;q=0", ["fr", "en"], "en", "en"),
        ("en;q=0", ["en", "fr"], "en", "en"),
        ("en-GB, en;q=0, fr;q=0.5", ["en", "fr"], "de", "fr"),
        ("en-GB, en;q=0", ["en-GB", "en"], "de", "en-GB"),
        ("en-US, en-GB;q=0", ["en-GB"], "de", "de"),
        ("*;q=0, fr", ["en", "fr"], "en", "fr"),
        ("en;q=0.1, *;q=0.5", ["en", "fr"], "en", "fr"),
        ("en;q=0.1, *;q=0.5", ["en"], "en", "en"),
        ("en-AU, en-US;q=0", ["en-US", "en-GB"], "de", "en-GB"),
        ("hi-Latn-AA, hi-Latn, en;q=0", ["en-IN", "fr"], "fr", "fr"),
        ("sr;q=0, sr-Latn, sr-Latn-ME, sr-Arab, de", ["sr", "de"], "en", "de"),
        # malformed parts are skipped
        ("fr;q=2, de;q=0.5", ["fr", "de"], "en", "de"),
        ("fr;q=0.1234, de;q=0.1", ["fr", "de"], "en", "de"),
        ("fr;q=.5, de;q=0.1", ["fr", "de"], "en", "de"),
        ("fr;q=, de;q=0.1", ["fr", "de"], "en", "de"),
        ("fr;q=-1, de;q=0.1", ["fr", "de"], "en", "de"),
        ("fr;level=1, de;q=0.1", ["fr", "de"], "en", "de"),
        ("fr de, de;q=0.1", ["fr", "de"], "en", "de"),
        ("fr-*, *-FR, de", ["fr", "de"], "en", "de"),
        ("fr--CH, -fr, fr-, de", ["fr", "de"], "en", "de"),
        ("fr-;q=0.9, fr-a;q=0.8, fr-CH;q=0.5, de;q=0.1", ["fr", "de"], "en", "fr"),
        ("frfrfrfrfr, de", ["fr", "de"], "en", "de"),
        ("../fr, fr/../de, de\x00, d\u00e9, de", ["fr", "de"], "en", "de"),
        (", ,,;, de ,", ["fr", "de"], "en", "de"),
        ("FR ; Q=0.9 ,\tde ; q=1.000", ["fr", "de"], "en", "de"),
        ("fr;q=1.", ["fr"], "en", "fr"),
        ("", ["fr"], "en", "en"),
        (None, ["fr"], "en", "en"),
        ("fr", [], "en", "en"),
        ("fr", ["junk/..", "", "fr"], "en", "fr"),
    ],
)
def test_negotiation(header, available, default, expected):
    assert negotiate(header, available, default) == expected
    assert negotiate(header, tuple(available), default) == expected
    assert negotiate(header, iter(available), default) == expected


def test_a_set_of_languages_gives_the_same_answer_every_time():
    assert (
        negotiate("en", {"en-GB", "en-AU"}, "de")
        == negotiate("en", frozenset({"en-AU", "en-GB"}), "de")
        == "en-AU"
    )


TWO = [f"{a}{b}" for a in string.ascii_lowercase for b in string.ascii_lowercase]


@pytest.mark.parametrize(
    "other", ["x{}", "sr-Latn-{}", "sr-{}", "zh-Hant-x-{}", "fr-{}", "hi-Latn-{}", "sh-{}"]
)
def test_every_range_of_a_header_is_looked_up(other):
    available = ["sr-Arab", "zh-Hans", "fr", "en-GB", "de"]
    others = ",".join(other.format(each) for each in TWO)[:4050].rpartition(",")[0]
    assert negotiate(f"fr;q=0,{others},de;q=0.001", available, "it") == "de"
    assert negotiate(f"fr;q=0,{others},zh;q=0.001,de;q=0.002", available, "it") == "de"


def test_a_header_over_four_thousand_characters_is_cut_at_a_comma():
    assert negotiate("x, " * 1364 + "fr", ["fr", "de"], "en") == "fr"
    assert negotiate("x, " * 1364 + "de-AT, fr", ["fr", "de"], "en") == "en"
    assert negotiate("fr;q=0.1," + " " * 4070 + "de,fr", ["fr", "de"], "en") == "de"
    assert negotiate("fr;q=0.1," + " " * 4090 + "de-AT,fr", ["fr", "de"], "en") == "fr"
    assert negotiate("fr" + " " * 5000 + ", de", ["fr", "de"], "en") == "en"


@pytest.mark.parametrize(
    "header",
    [
        "," * 100_000,
        "sr-Latn-aa," * 10_000,
        "en-a-" * 20_000,
        "zh-Hant-1234,x-" * 8_000,
        " " * 100_000,
        "a;q=0." + "0" * 100_000,
        "*," * 50_000,
        "a" * 100_000,
        "en;q=0," * 15_000,
        "-" * 100_000,
        ";q=" * 30_000,
        "\t;" * 50_000,
        *(
            f"de;q=0,{','.join(f'{language}-{each}' for each in TWO * 20)}"
            for language in ("de", "sr", "zh-Hant")
        ),
        ",".join(f"sr-{each}{each}" for each in TWO * 20),
    ],
)
def test_a_hostile_header_costs_little(header):
    languages = ("sr-Cyrl", "zh-Hans", "de", "pt-BR")
    negotiate(header, languages, "en")
    best = min(_time(header, languages) for _ in range(5))
    assert best < 0.02


def _time(header, languages):
    start = time.perf_counter()
    negotiate(header, languages, "en")
    return time.perf_counter() - start
