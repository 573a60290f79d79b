from decimal import Decimal
from fractions import Fraction

import pytest


class Unprintable:
    def __str__(self) -> str:
        raise RuntimeError("no")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Hello {name}!", "Hello Ada!"),
        ("{name}{name} {n}", "AdaAda 3"),
        ("{ name }", "Ada"),
        ("it's {name}'s", "it's Ada's"),
        ("''", "''"),
        ("{{name}}", "{name}"),
        ("{{{name}}}", "{Ada}"),
        ("{{{{", "{{"),
        ("a } b { c", "a } b { c"),
        ("100 % {name} %s %(name)s", "100 % Ada %s %(name)s"),
        ("{name!r} {name:>9} {name.x} {name[0]} {}", "{name!r} {name:>9} {name.x} {name[0]} {}"),
        ("{__class__}", "{__class__}"),
        ("{n:>1000000000}", "{n:>1000000000}"),
        ("\\{name\\} $ \n\t\x00", "\\{name\\} $ \n\t\x00"),
        ("{größe}", "{größe}"),
        ("{a, b}", "{a, b}"),
        ("{n, number}", "{n, number}"),
        ("<b>{name}</b>", "<b>Ada</b>"),
    ],
)
def test_placeholders(english, message, expected):
    assert english(key=message)("key", name="Ada", n=3) == expected


def test_positional_arguments(english):
    t = english(a="{0}", b="{1} {0}", c="{0}{1}{2}{3}", d="{0} {name}", e="{7}", f="{00}")
    assert t("a", "x") == "x"
    assert t("b", "x", 5) == "5 x"
    assert t("c", *"wxyz") == "wxyz"
    assert t("d", "x", name="y") == "x y"
    assert t("e", "x") == "{7}"
    assert t("f", "x") == "x"


def test_many_arguments(english):
    names = [f"a{number}" for number in range(12)]
    message = "-".join(f"{{{name}}}" for name in names)
    assert english(key=message)("key", **{name: name for name in names}) == "-".join(names)


def test_arguments_are_replaced_in_one_pass(english):
    assert english(key="{a} {b}")("key", a="{b}", b="{a}") == "{b} {a}"


def test_an_argument_may_have_any_name(english):
    t = english(key="{key} {self} {args} {kwargs}")
    assert t("key", key=1, self=2, args=3, kwargs=4) == "1 2 3 4"


class Key:
    def __str__(self):
        return "hello"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Key(), "Hello"),
        (404, "Not found"),
        (None, "None"),
        (["a"], "['a']"),
        ({}, "{}"),
        (b"hello", "b'hello'"),
        (Unprintable(), "<Unprintable>"),
    ],
)
def test_a_key_that_is_no_text_stands_for_its_text(load, key, expected):
    catalogs = load({"en.json": {"hello": "Hello", "404": "Not found"}})
    for html in (True, False):
        t = catalogs.translator("en", html=html)
        for _ in range(2):
            assert (
                t(key)
                == t(key, "x")
                == t(key, x=1)
                == t.html(key).replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">")
                == expected
            )


@pytest.mark.parametrize("message", [5, None, ["x"], {"nested": "x"}, b"x"])
def test_a_message_given_in_the_program_that_is_no_text_is_refused_at_once(load, message):
    with pytest.raises(TypeError, match=r"builtin\['en'\]\['a'\] is no text"):
        load({}, builtin={"en": {"ok": "x", "a": message}})


def test_messages_given_in_the_program_stay_as_they_were(load):
    builtin = {"en": {"a": "before"}}
    catalogs = load({}, builtin=builtin)
    builtin["en"]["a"] = "after"
    assert catalogs.translator("en")("a") == "before"


def test_a_missing_argument_leaves_its_placeholder_visible(english, said):
    t = english(key="{a} and {b}", lone="{n}")
    assert t("key", a=1) == "1 and {b}"
    assert t("key") == "{a} and {b}"
    assert t("lone") == "{n}"
    assert t("key", "x") == "{a} and {b}"
    assert any("{b}" in each for each in said)


def test_an_argument_that_cant_be_shown_leaves_its_placeholder_visible(english, said):
    t = english(key="{a} {b}", huge="{n, plural, other{#}}")
    assert t("key", a=Unprintable(), b=2) == "{a} 2"
    assert t("key", a=Unprintable(), b=2).__html__() == "{a} 2"
    assert t("huge", n=10**5000) == "{n}"


def test_named_and_positional_arguments_go_together(load):
    forms = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    entry = '\nmsgid "f"\nmsgid_plural "fs"\nmsgstr[0] "one {x}"\nmsgstr[1] "many {x}"\n'
    files = {
        "en.po": forms + entry,
        "en.json": {"a": "{0} {name} {1}", "n": "{0, plural, one{# {x}} other{#s}}"},
    }
    catalogs = load(files)
    for html in (True, False):
        t = catalogs.translator("en", html=html)
        for _ in range(2):
            assert t("a", "<", "y", name="Ada") == "< Ada y"
            assert [t("n", n, x="y") for n in (1, 2)] == ["1 y", "2s"]
            assert [t("f", n, x="y") for n in (1, 2)] == ["one y", "many y"]
            assert t.html("a", "<", "y", name="Ada") == "&lt; Ada y"
            assert [t.html("f", n, x="<") for n in (1, 2)] == ["one &lt;", "many &lt;"]
    assert catalogs.translator("en")("f", 2, x="<").__html__() == "many &lt;"


def test_a_number_seen_before_is_shown_as_what_it_is_now(load):
    catalogs = load({"en.json": {"a": "{n, plural, one{# file} other{# files}}"}})
    for t in (catalogs.translator("en"), catalogs.translator("en", html=False)):
        for _ in range(2):
            assert [t("a", n=n) for n in (1, True, 1.0, "1", 2)] == [
                "1 file",
                "1 file",
                "1 file",
                "1 file",
                "2 files",
            ]
            assert [t("a", n=n) for n in (10, 10.5, "10.0")] == ["10 files", "10.5 files", "10.0 files"]
        assert [t("a", n=n) for n in range(1500)][-1] == "1,499 files"
    assert type(catalogs.translator("en", html=False)("a", n=1)) is str


def test_the_number_sign_is_the_number_as_the_language_writes_it(load):
    plural = "{n, plural, other{[#] {n}}}"
    shown = {
        "de": "[1.234.567,5] 1234567.5",
        "hi": "[12,34,567.5] 1234567.5",
        "pl": "[1\xa0234\xa0567,5] 1234567.5",
    }
    catalogs = load({f"{language}.json": {"a": plural} for language in shown})
    for language, expected in shown.items():
        t = catalogs.translator(language)
        for _ in range(2):
            assert t("a", n=1234567.5) == t("a", n=1234567.5).__html__() == expected
    assert catalogs.translator("pl")("a", n=1234) == "[1234] 1234"
    assert catalogs.translator("de")("a", n="1234.50") == "[1.234,50] 1234.50"


def test_a_number_in_a_fallback_is_written_in_the_language_of_its_text(load):
    catalogs = load({"en.json": {"a": "{n, plural, offset:1 other{# files}}"}, "de.json": {"b": "c"}})
    assert catalogs.translator("de")("a", n=1235) == "1,234 files"


def test_what_is_shown_is_what_is_counted(english):
    t = english(key=PLURAL)
    for _ in range(2):
        assert t("key", n=0.9996) == "1 file"
        assert t("key", n=Decimal("1.00004")) == "1 file"
        assert t("key", n=Decimal("1.000")) == "1.000 files"


def test_unneeded_arguments_are_no_harm(english):
    t = english(key="Hi", name="Hi {name}")
    assert t("key", name="Ada", n=1) == "Hi"
    assert t("name", "x", name="Ada", n=1) == "Hi Ada"


PLURAL = "{n, plural, =0{none} one{# file} other{# files}}"


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "none"),
        (1, "1 file"),
        (2, "2 files"),
        (-1, "-1 file"),
        ("1", "1 file"),
        ("1.0", "1.0 files"),
        ("0.0", "none"),
        (1.0, "1 file"),
        (1.5, "1.5 files"),
        (Decimal(1), "1 file"),
        (Decimal("1.0"), "1.0 files"),
        (True, "1 file"),
        (None, "None files"),
        ("many", "many files"),
        (float("nan"), "nan files"),
        (float("inf"), "inf files"),
        (1e21, "1,000,000,000,000,000,000,000 files"),
        (1.0004, "1 file"),
        (Decimal("1e999999"), "1E+999999 files"),
        (Decimal("sNaN"), "sNaN files"),
        (Fraction(1, 2), "1/2 files"),
        ([], "[] files"),
    ],
)
def test_plural(english, n, expected):
    assert english(key=PLURAL)("key", n=n) == expected


def test_plural_with_offset(english):
    t = english(
        key="{n, plural, offset:1 =0{nobody} =1{{who}} one{{who} and # other} other{{who} and # others}}"
    )
    told = [t("key", n=n, who="Ada") for n in (0, 1, 2, 3, "3", "2.5", Decimal(2))]
    assert told == [
        "nobody",
        "Ada",
        "Ada and 1 other",
        "Ada and 2 others",
        "Ada and 2 others",
        "Ada and 1.5 others",
        "Ada and 1 other",
    ]


def test_exact_cases_compare_numbers_and_not_texts(english):
    t = english(key="{n, plural, =1.5{x} =-2{y} =10{z} other{#}}")
    assert [t("key", n=n) for n in (1.5, "1.50", -2, "-2.0", "010", "10.00", 3)] == list("xxyyzz") + ["3"]  # noqa: RUF005


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        ("ru", 1, "one"),
        ("ru", 3, "few"),
        ("ru", 5, "many"),
        ("ru", "1.5", "other"),
        ("ar", 0, "zero"),
        ("ar", 2, "two"),
        ("ar", 11, "many"),
        ("fr", 0, "one"),
        ("fr", 1_000_000, "many"),
        ("fr", "1c6", "many"),
        ("es", "1.5c6", "many"),
        ("pt", 0, "one"),
        ("pt-PT", 0, "other"),
        ("pt-AO", 0, "other"),
        ("ja", 1, "other"),
        ("zz", 1, "other"),
    ],
)
def test_plurals_follow_the_language(load, language, n, expected):
    names = ("zero", "one", "two", "few", "many", "other")
    message = f"{{n, plural, {' '.join(f'{name}{{{name}}}' for name in names)}}}"
    assert load({f"{language}.json": {"key": message}}).translator(language)("key", n=n) == expected


def test_selectordinal(english):
    t = english(key="{n, selectordinal, one{#st} two{#nd} few{#rd} other{#th}}")
    assert [t("key", n=n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"]
    )


def test_select(english):
    t = english(key="{g, select, female{She} male{He} true{Yes} other{They}} came")
    assert t("key", g="female") == "She came"
    assert t("key", g="x") == "They came"
    assert t("key", g=True) == "Yes came"
    assert t("key", g=None) == "They came"


def test_blocks_within_blocks(english):
    t = english(
        key="{g, select, f{{n, plural, one{She has # cat} other{She has # cats}}} "
        "other{{n, plural, one{{name} has {m, select, a{# big cat} other{#}}} other{# of {name}}}}}!"
    )
    assert t("key", g="f", n=2) == "She has 2 cats!"
    assert t("key", g="x", n=1, name="Kim", m="a") == "Kim has 1 big cat!"
    assert t("key", g="x", n=5, name="Kim") == "5 of Kim!"


def test_text_and_doubled_braces_around_blocks(english):
    t = english(key="{{a}} # {n, plural, other{# {x {y} z}}}}} {name}")
    assert t("key", n=2, name="q", y=7) == "{a} # 2 {x 7 z}} q"


def test_a_block_without_its_argument_stays_visible(english):
    t = english(key="You have " + PLURAL, g="{g, select, a{A} other{O}}")
    assert t("key") == "You have {n}"
    assert t("g", x=1) == "{g}"


def test_a_block_without_other_takes_its_last_case(english):
    assert english(key="{n, plural, one{1} few{2}}")("key", n=7) == "2"


@pytest.mark.parametrize(
    "message",
    [
        "{n, plural, one{x} other{y}",
        "{n, plural, one{x} other}",
        "{n, plural}",
        "{n, plural, }",
        "{n, plural, one{a} one{b} other{c}}",
        "{n, plural, {x}}",
        "{n, select, other{" * 40,
        "{n, plural, other{{m, plural, other{{g, select, other}}}}}",
    ],
)
def test_a_broken_block_shows_its_text_and_is_reported(english, said, message):
    t = english(key="{name}: " + message)
    assert t("key", name="Ada").startswith("Ada: {n, ")
    assert t("key", name="<").__html__().startswith("&lt;: {n, ")
    assert len(said) == 1
    assert "'key'" in said[0]


def test_blocks_are_nested_sixteen_deep_and_no_deeper(english, said):
    def nested(depth):
        return "{n, select, other{" * depth + "x" + "}}" * depth

    assert english(key=nested(16))("key", n=1) == "x"
    assert not said
    assert english(key=nested(17))("key", n=1) == nested(17)
    assert said


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("it''s {name}", "it's Ada"),
        ("it's {name}", "it's Ada"),
        ("'{name}' {name}", "{name} Ada"),
        ("'{''}' x", "{'} x"),
        ("'{name}", "{name}"),
        ("a # '#'", "a # '#'"),
        ("{n, plural, other{'#' # '{'}}", "# 3 {"),
        ("{n, plural, other{{g, select, other{#}}}}", "#"),
        ("}", "}"),
    ],
)
def test_strict_icu_quoting(load, message, expected):
    t = load({"en.json": {"@syntax": "icu", "key": message}}).translator("en")
    assert t("key", name="Ada", n=3, g="x") == expected


@pytest.mark.parametrize("message", ["{{name}}", "{", "{name!r}", "{n, plural, one{x}}"])
def test_strict_icu_syntax_has_no_liberties(load, said, message):
    t = load({"en.json": {"@syntax": "icu", "key": message}}).translator("en")
    t("key", name="Ada", n=3)
    assert said


def test_the_switch_is_per_file(load):
    catalogs = load({"en.json": {"@syntax": "icu", "a": "it''s"}, "fr.json": {"a": "c''est"}})
    assert catalogs.translator("en")("a") == "it's"
    assert catalogs.translator("fr")("a") == "c''est"
    assert catalogs.translator("en")("@syntax") == "@syntax"


def test_isolated_arguments_in_right_to_left_text(load):
    files = {
        "ar.json": {"a": "مرحبا {name}!", "n": "{n, plural, other{# ملف}}"},
        "en.json": {"a": "Hi {name}", "e": "{x}"},
    }
    catalogs = load(files)
    t = catalogs.translator("ar", isolate=True)
    assert t("a", name="Ada") == "مرحبا \u2068Ada\u2069!"
    assert t("a", name="<").__html__() == "مرحبا \u2068&lt;\u2069!"
    assert t("n", n=3) == "\u20683\u2069 ملف"
    assert t("e", x=1) == "1", "a message that fell back is English"
    assert catalogs.translator("ar")("a", name="Ada") == "مرحبا Ada!"
    assert catalogs.translator("en", isolate=True)("a", name="Ada") == "Hi Ada"


def test_gettext_plurals(load):
    forms = '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"\n'
    entry = 'msgid "{n} file"\nmsgid_plural "{n} files"\nmsgstr[0] "{n} файл"\nmsgstr[1] "{n} файла"\nmsgstr[2] "{n} файлов"\n'
    t = load({"ru.po": forms + "\n" + entry}).translator("ru")
    told = ["1 файл", "3 файла", "5 файлов", "21 файл"]
    assert [t.ngettext("{n} file", "{n} files", n) for n in (1, 3, 5, 21)] == told
    assert [t("{n} file", n=n) for n in (1, 3, 5, 21)] == told
    assert t("{n} file", n="1.5") == "1.5 файла"
    assert t.ngettext("{n} <{x}>", "{n} <{x}>s", 2, x="&").__html__() == "2 &lt;&amp;&gt;s"
    assert t("{n} file") == "{n} файл"


def test_gettext_plurals_without_a_translation_are_english(english):
    t = english(a="b")
    assert [t.ngettext("{n} cat", "{n} cats", n) for n in (0, 1, 2)] == ["0 cats", "1 cat", "2 cats"]


def test_gettext_contexts(load):
    t = load(
        {"fr.po": '\nmsgctxt "month"\nmsgid "May"\nmsgstr "mai"\n\nmsgid "May"\nmsgstr "peut"\n'}
    ).translator("fr")
    assert (t.pgettext("month", "May"), t("May"), t.pgettext("verb", "May")) == ("mai", "peut", "peut")
    assert t.pgettext("x", "nothing") == "nothing"
    assert t.npgettext("x", "{n} a", "{n} as", 2) == "2 as"


def test_fuzzy_obsolete_and_empty_entries_are_left_out(load):
    t = load(
        {
            "fr.po": '\n#, fuzzy\nmsgid "a"\nmsgstr "flou"\n\nmsgid "b"\nmsgstr ""\n\n#~ msgid "c"\n#~ msgstr "vieux"\n',
            "en.json": {"a": "A", "b": "B"},
        }
    ).translator("fr")
    assert [t(key) for key in "abc"] == ["A", "B", "c"]


def test_a_translator_without_html_answers_plain_str(load):
    t = load({"en.json": {"a": "Hi", "b": "Hi {x}"}}).translator("en", html=False)
    assert type(t("a")) is type(t("b", x=1)) is type(t("nope")) is type(t("nope", x=1)) is str
    assert t("b") == "Hi {x}"
    assert t("b", y=1) == "Hi {x}"
    assert type(t.ngettext("{n} a", "{n} as", 2)) is str


def test_a_broken_block_is_one_report_and_fills_nothing_of_itself(english, said):
    block = "{n, plural, one{{n} file by {name}} other{{n} files}"
    t = english(key=f"{{name}} and {{where}}: {block}")
    assert t("key", n=1, name="Ada", where="here") == f"Ada and here: {block}"
    assert len(said) == 1
    assert t("key", n=1, name="Ada") == f"Ada and {{where}}: {block}"
    assert said[1:] == ["en: 'key': no usable argument for {where}"]


def test_placeholders_behind_a_broken_block_are_filled(english):
    assert english(key="{n, plural, } for {name}")("key", name="Ada") == "{n, plural, } for Ada"
    assert english(key="{n, plural, }} for {name}")("key", name="Ada") == "{n, plural, }} for Ada"
