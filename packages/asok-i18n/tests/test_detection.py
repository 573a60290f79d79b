import pytest
from asok_i18n import detect

LANGUAGES = ["en", "fr", "de", "pt-BR"]


@pytest.mark.parametrize(
    ("query", "cookie", "header", "expected"),
    [
        ("lang=fr", "asok_lang=de", "pt-BR", "fr"),
        ("", "asok_lang=de", "pt-BR", "de"),
        ("", "", "pt-BR", "pt-BR"),
        ("", "", "", "en"),
        (None, None, None, "en"),
        ("?lang=fr", None, None, "fr"),
        ("a=b&lang=fr&c", None, None, "fr"),
        ("lang=FR", None, None, "fr"),
        ("lang=pt_br", None, None, "pt-BR"),
        ("lang=pt", None, None, "pt-BR"),
        ("lang=fr-CA", None, None, "fr"),
        ("lang=fr%2DCA", None, None, "fr"),
        ("l%61ng=fr", None, None, "fr"),
        ("lang=xx&lang=fr", None, None, "fr"),
        ("lang=xx", "asok_lang=de", None, "de"),
        ("lang=", "asok_lang=de", None, "de"),
        ("lang", "asok_lang=de", None, "de"),
        ("language=fr;lang=fr", None, None, "en"),
        ("Lang=fr", None, None, "en"),
        ("lang=*", "asok_lang=*", "*", "en"),
        ("lang=../../etc/passwd", None, None, "en"),
        ("lang=fr/../de", None, None, "en"),
        ("lang=fr%00", None, None, "en"),
        ("lang=fr,de", None, None, "en"),
        ("lang=fr;q=1", None, None, "en"),
        ("lang=fr%0d%0aX: y", None, None, "en"),
        ("lang=+fr", None, None, "en"),
        ("lang=%ff", None, None, "en"),
        ("lang=<script>", "asok_lang=<script>", "<script>", "en"),
        (None, "a=b; asok_lang=fr; c=d", None, "fr"),
        (None, 'asok_lang="fr"', None, "fr"),
        (None, 'asok_lang="f\\r"', None, "fr"),
        (None, 'asok_lang="\\146r\\055CA"', None, "fr"),
        (None, 'asok_lang="pt\\137BR"', None, "pt-BR"),
        (None, 'asok_lang="fr\\000"', None, "en"),
        (None, 'asok_lang="fr\\"', None, "en"),
        (None, 'asok_lang="fr\\05"', "de", "de"),
        (None, 'asok_lang="fr\\777"', "de", "de"),
        (None, "asok_lang=\\146r", "de", "de"),
        (None, " asok_lang = fr ", None, "fr"),
        (None, "asok_lang=fr%2DCA", None, "en"),
        (None, "xasok_lang=fr; asok_lang=zz; asok_lang=de", None, "de"),
        (None, 'asok_lang="', None, "en"),
        (None, "asok_lang=en-US", "fr", "en"),
        (None, ";;;=;asok_lang", "fr", "fr"),
    ],
)
def test_detection(query, cookie, header, expected):
    assert detect(query, cookie, header, LANGUAGES, "en") == expected


def test_the_default_is_answered_as_it_is_given():
    assert detect("lang=xx", None, None, [], "en_GB") == "en_GB"


def test_long_inputs_are_no_harm():
    assert detect("lang=x&" * 50_000, "asok_lang=y;" * 50_000, "z," * 50_000, LANGUAGES, "en") == "en"
    assert detect("lang=" + "fr-" * 50_000, "asok_lang=" + "%" * 100_000, None, LANGUAGES, "en") == "en"


def test_of_a_choice_made_many_times_the_first_eight_count():
    for seven in ("lang=xx&" * 7, "l%61ng=%78x&" * 7):
        assert detect(f"{seven}lang=fr", None, None, LANGUAGES, "en") == "fr"
        assert detect(f"{seven}lang=&lang=fr", None, None, LANGUAGES, "en") == "en"
    assert detect(None, "asok_lang=xx;" * 8 + "asok_lang=fr", None, LANGUAGES, "en") == "en"
