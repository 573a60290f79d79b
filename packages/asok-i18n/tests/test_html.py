import json
import pickle

import pytest
from asok_i18n import Text
from asok_i18n.text import escape


class Markup(str):
    """As markupsafe's: text that says it is HTML already."""

    def __html__(self) -> str:
        return str(self)


EVIL = "<script>'\"&"
ESCAPED = "&lt;script&gt;&#39;&#34;&amp;"


def test_arguments_are_escaped_and_the_message_is_not(english):
    t = english(key="<b>Hi</b> {name} & co")
    result = t("key", name=EVIL)
    assert isinstance(result, Text)
    assert result == f"<b>Hi</b> {EVIL} & co"
    assert result.__html__() == f"<b>Hi</b> {ESCAPED} & co"


@pytest.mark.parametrize(
    "message",
    [
        "{a}",
        "{a}{a}",
        "{a}{a}{a}",
        "{a}{a}{a}{a}",
        "{a}{0}",
        "{n, plural, other{{a}}}",
        "{n, plural, offset:1 other{# {a}}}",
        "{g, select, other{{a}}}",
        "{a, plural, other{#}}",
        "{a, plural, offset:2 other{#}}",
        "{missing} {a}",
        "{a} {n, plural, other",
    ],
)
def test_every_way_into_html_escapes(english, message):
    html = english(key=message)("key", EVIL, a=EVIL, n=3, g=EVIL).__html__()
    assert "<" not in html
    assert "'" not in html
    assert ESCAPED in html


def test_html_arguments_are_not_escaped_again(english):
    t = english(key="{a}", inner="<i>{x}</i>")
    assert t("key", a=Markup("<b>")).__html__() == "<b>"
    assert t("key", a=t("inner", x="<")).__html__() == "<i>&lt;</i>"
    assert t("key", a=t("inner", x="<")) == "<i><</i>"


def test_a_missing_key_is_escaped_whole(english):
    t = english(a="b")
    assert t("<b>{x}", x="&").__html__() == "&lt;b&gt;&amp;"
    assert not hasattr(t("<b>"), "__html__"), "a plain str, which every template escapes"


def test_a_message_without_arguments_is_html_too(english):
    t = english(key="<b>Hi</b>", braces="{{}}", open="{x}")
    assert t("key").__html__() == "<b>Hi</b>"
    assert type(t("key").__html__()) is str
    assert t("braces").__html__() == "{}"
    assert t("open").__html__() == "{x}"


def test_a_number_seen_before_is_html_as_it_was(english):
    t = english(key="<b>{n, plural, one{#} other{# &amp; more}}</b>")
    for _ in range(2):
        assert [t("key", n=n).__html__() for n in (1, 2, "<")] == [
            "<b>1</b>",
            "<b>2 &amp; more</b>",
            "<b>&lt; &amp; more</b>",
        ]
    assert pickle.loads(pickle.dumps(t("key", n=2))).__html__() == "<b>2 &amp; more</b>"


def test_what_is_done_with_the_text_is_plain_text(english):
    t = english(key="<b>{x}")
    result = t("key", x="&")
    for text in (result + "", result.upper(), f"{result}", str(result), result[0:2]):
        assert type(text) is str


def test_texts_can_be_pickled_and_dumped(english):
    t = english(key="<b>{x}", bare="hi")
    for result in (t("key", x="&"), t("bare")):
        copy = pickle.loads(pickle.dumps(result))
        assert copy == result
        assert copy.__html__() == result.__html__()
        assert json.loads(json.dumps(result)) == str(result)


def test_numbers_and_none_are_shown_as_they_are(english):
    assert english(key="{a}{b}{c}")("key", a=None, b=1.5, c=-3).__html__() == "None1.5-3"


def test_escaping_equals_markupsafe():
    markupsafe = pytest.importorskip("markupsafe")
    for value in (EVIL, "plain", "é", "", 3, None, 1.5, markupsafe.Markup("<b>")):
        assert escape(value) == markupsafe.escape(value)


def test_a_jinja2_template_escapes_exactly_once(english):
    jinja2 = pytest.importorskip("jinja2")
    environment = jinja2.Environment(autoescape=True)
    t = english(key="<b>Hi</b> {name}", plain="a < b")
    template = environment.from_string(
        "{{ t('key', name=x) }}|{{ t('plain') }}|{{ t('key', name=x)|upper }}|{{ t('nope<') }}|{{ t('key', name=x) ~ '<' }}"
    )
    assert template.render(t=t, x="<i>") == (
        "<b>Hi</b> &lt;i&gt;|a < b|&lt;B&gt;HI&lt;/B&gt; &lt;I&gt;|nope&lt;|<b>Hi</b> &lt;i&gt;&lt;"
    )


def test_html_can_be_asked_for_at_once(english):
    t = english(key="<b>{x}", bare="<i>")
    for answer, expected in (
        (t.html("key", x="<"), "<b>&lt;"),
        (t.html("bare"), "<i>"),
        (t.html("key"), "<b>{x}"),
        (t.html("no <key>"), "no &lt;key&gt;"),
        (t.html("no {x}", x="<"), "no &lt;"),
        (t.html(t.lazy("key", x="&")), "<b>&amp;"),
    ):
        assert answer == answer.__html__() == expected


def test_what_is_missing_in_html_is_reported_once(english, said):
    t = english(key="<b>{name}</b>")
    for _ in range(2):
        assert t.html("key").__html__() == "<b>{name}</b>"
    assert said == ["en: 'key': no usable argument for {name}"]


def test_an_argument_that_fails_in_html_is_reported(english, said):
    class Failing:
        def __html__(self) -> str:
            raise RuntimeError("no")

    assert english(key="<b>{name}</b>").html("key", name=Failing()) == "<b>{name}</b>"
    assert said == ["en: 'key': no usable argument for {name}"]
