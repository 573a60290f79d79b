import io
import json
import re
import subprocess
import sys
from unittest.mock import Mock

import pytest
from asok_i18n import CatalogError, Catalogs
from asok_i18n.check import check
from asok_i18n.cli import main
from asok_i18n.extract import extract
from asok_i18n.inventory import key_places, listings
from asok_i18n.progress import Progress
from asok_i18n.pseudo import pseudo
from asok_i18n.stubs import stubs

CLEAN = {
    "en.json": {"a": "Hi {name}", "n": "{n, plural, one{# file} other{# files}}"},
    "de.json": {"a": "Hallo {name}", "n": "{n, plural, one{# Datei} other{# Dateien}}"},
}


def kinds(findings):
    return {(each.kind, each.language, each.key) for each in findings}


def test_clean_catalogues_have_no_findings(write):
    assert check(write(CLEAN)) == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"en.json": {"a": "A", "b": "B"}, "fr.json": {"a": "A"}}, ("missing", "fr", "b")),
        ({"en.json": {"a": "A"}, "fr.json": {"a": "A", "b": "B"}}, ("extra", "fr", "b")),
        ({"en.json": {"a": "{x}"}, "fr.json": {"a": "{y}"}}, ("placeholders", "fr", "a")),
        ({"en.json": {"a": "{x} {y}"}, "fr.json": {"a": "{x}"}}, ("placeholders", "fr", "a")),
        ({"en.json": {"a": "A"}, "fr.json": {"a": ""}}, ("empty", "fr", "a")),
        ({"en.json": {"a": "{n, plural, other{"}}, ("syntax", "en", "a")),
        ({"en.json": {"a": "{n, plural, other{x}}"}}, ("plural", "en", "a")),
        ({"en.json": {"a": "{n, plural, one{x}}"}}, ("plural", "en", "a")),
        ({"en.json": {"a": "{g, select, x{x}}"}}, ("plural", "en", "a")),
        ({"en.json": {"a": "{n, plural, one{x} few{y} other{z}}"}}, ("plural", "en", "a")),
        ({"en.json": {"a": "{n, selectordinal, one{x} other{z}}"}}, ("plural", "en", "a")),
        ({"ru.json": {"a": "{n, plural, one{x} other{z}}"}}, ("plural", "ru", "a")),
        ({"fr.po": '\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n'}, ("fuzzy", "fr", "a")),
        ({"fr.po": '\nmsgid "a"\nmsgstr ""\n'}, ("empty", "fr", "a")),
        (
            {
                "fr.po": '"Plural-Forms: nplurals=2; plural=n>1;\\n"\n\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n'
            },
            ("plural", "fr", "a"),
        ),
        (
            {"ru.po": '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\nmsgstr[2] "e"\n'},
            ("plural", "ru", "a"),
        ),
        ({"fr.po": '\nmsgid "Hi {x}"\nmsgstr "Salut {y}"\n'}, ("placeholders", "fr", "Hi {x}")),
        (
            {"fr.po": '\nmsgid "One"\nmsgid_plural "{n}"\nmsgstr[0] "Un"\nmsgstr[1] "{m}"\n'},
            ("placeholders", "fr", "One"),
        ),
    ],
)
def test_findings(write, files, expected):
    assert expected in kinds(check(write(files)))


@pytest.mark.parametrize(
    "files",
    [
        {"en.po": '\nmsgid "Hi {x}"\nmsgstr ""\n', "fr.po": '\nmsgid "Hi {x}"\nmsgstr "Salut {x}"\n'},
        {"en.json": {"a": "{n, plural, one{"}, "fr.json": {"a": "A"}},
        {"fr.po": '\nmsgid "greeting"\nmsgstr "Salut {x}"\n'},
        {"ja.po": '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n'},
    ],
)
def test_a_translation_is_not_blamed_for_what_the_default_language_lacks(write, files):
    assert {each.language for each in check(write(files))} <= {"en"}


def test_a_region_may_leave_to_its_language_what_is_the_same(write):
    files = {"en.json": {"a": "A"}, "pt.json": {"a": "A"}, "pt-BR.json": {}}
    assert check(write(files)) == []


def test_findings_have_their_line(write):
    folder = write(
        {
            "en.json": '{\n "a": {\n  "b": "A",\n  "c":\n "{n, plural, x"}\n}',
            "fr.po": '\nmsgid "a.b"\nmsgstr ""\n',
        }
    )
    assert {(each.kind, each.line) for each in check(folder)} >= {("syntax", 4), ("empty", 5)}


def test_lines_of_keys():
    assert list(key_places('{"a": "x{",\n"b": {"c": "\\"", "d"\n: {}},\n\n"e\\"f": "}"}')) == [
        ("a", 1),
        ("b", 2),
        ("b.c", 2),
        ("b.d", 2),
        ('e"f', 5),
    ]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("en.json", '{\n"a": "A",\n"a": "B"}', [("a", 3, "is there before, on line 2")]),
        (
            "en.json",
            '{"a": "A",\n"\\u0061": "B",\n"a": "C"}',
            [("a", 2, "is there before, on line 1"), ("a", 3, "is there before, on line 1")],
        ),
        ("en.json", '{"a": {"b": "A",\n"b": "B"}}', [("a.b", 2, "is there before, on line 1")]),
        ("en.json", '{"a": {"b": "A"},\n"a": {"c": "B"}}', [("a", 2, "is there before, on line 1")]),
        ("en.json", '{"a": {"b": "A"},\n"a.b": "B"}', [("a.b", 2, "is there before, on line 1")]),
        ("en.json", '{"@syntax": "icu", "a": {"b": "A"},\n"c": {"b": "B"}}', []),
        (
            "en.po",
            '\nmsgid "a"\nmsgstr "A"\n\nmsgid "a"\nmsgstr "B"\n',
            [("a", 8, "is there before, on line 5")],
        ),
        (
            "en.po",
            '\nmsgctxt "x"\nmsgid "a"\nmsgstr "A"\n\nmsgid "a"\nmsgstr "B"\n\nmsgctxt "x"\nmsgid "a"\nmsgstr "C"\n',
            [("x\x04a", 12, "is there before, on line 5")],
        ),
        ("en.po", '\nmsgid "a"\nmsgstr "A"\n\n#~ msgid "a"\n#~ msgstr "B"\n', []),
    ],
)
def test_a_key_that_is_there_twice_is_found_with_both_lines(write, name, content, expected):
    found = check(write({name: content}))
    assert [(each.key, each.line, each.reason) for each in found if each.kind == "duplicate"] == expected
    assert {each.kind for each in found} <= {"duplicate"}


@pytest.mark.parametrize("forms", ["nplurals=INTEGER; plural=EXPRESSION;", ""])
def test_a_header_that_nobody_has_filled_in_is_no_hindrance(write, forms):
    folder = write({"en.po": f'"Plural-Forms: {forms}\\n"\n\nmsgid "a"\nmsgstr "A"\n'})
    assert check(folder) == []
    assert Catalogs.load(folder).translator("en")("a") == "A"


def test_unused_and_undefined_keys(write, tmp_path):
    folder = write(
        {"locales/en.json": {"used": "A", "templated": "B", "unused": "C", "status": {"ok": "O", "no": "N"}}}
    )
    write(
        {
            "src/a.py": "t('used'); t('nowhere'); t(f'status.{x}'); f'{y}'; u.__('also.nowhere'); x('ignored')",
            "src/b.html": "{{ __(\"templated\") }}\n{{ __('lost') }}{{ request.__('lost.too') }}{{ _('a\\nb\\'é') }}",
            "src/broken.py": "def (",
            "src/c.png": "unused",
        }
    )
    found = check(folder / "locales", code=[tmp_path / "src"])
    assert kinds(found) == {
        ("unused", "en", "unused"),
        ("undefined", "", "nowhere"),
        ("undefined", "", "also.nowhere"),
        ("undefined", "", "lost"),
        ("undefined", "", "lost.too"),
        ("undefined", "", "a\nb'é"),
    }
    assert next(each.line for each in found if each.key == "lost") == 2


def test_keys_within_the_quotes_of_markup_are_used(write, tmp_path):
    folder = write({"locales/en.json": {"label": "A", "title": "B", "place.it": "C", "after": "D"}})
    write(
        {
            "src/a.html": "<nav aria-label=\"{{ __('label') }}\" title='{{ __(\"title\") }}'>\n"
            "Livre d'or {% set key = 'place.it' %}{{ __(key) }} it's {{ __(\n'after') }}"
        }
    )
    assert check(folder / "locales", code=[tmp_path / "src"]) == []


def test_keys_in_trans_tags_are_used(write, tmp_path):
    pytest.importorskip("jinja2")
    pytest.importorskip("babel")
    folder = write(
        {"locales/en.json": {"x y": "A", "%(n)s a": "B", "%(n)s b": "C", "c\x04Z": "D", "no": "N"}}
    )
    write(
        {
            "src/a.html": "{%- trans trimmed %}\n x\n y{% endtrans %}{% trans 'c' %}Z{% endtrans %}"
            "{% trans n=3 %}{{ n }} a{% pluralize %}{{ n }} b{% endtrans %}",
            "src/broken.html": "{% trans %}no",
        }
    )
    assert kinds(check(folder / "locales", code=[tmp_path / "src"])) == {("unused", "en", "no")}


def test_code_is_read_in_its_own_encoding_and_hidden_folders_are_left_out(write, tmp_path):
    folder = write({"locales/en.json": {"café": "A", "thé": "B"}})
    write(
        {
            "src/marked.py": b"\xef\xbb\xbft('caf\xc3\xa9')",
            "src/declared.py": b"# coding: latin-1\nt('th\xe9')",
            "src/.venv/lib/other.py": "t('not mine')",
        }
    )
    assert check(folder / "locales", code=[tmp_path / "src"]) == []


def test_check_exits_with_one_if_there_is_something(write, capsys):
    folder = write({**CLEAN, "fr.json": {"a": "{x}"}})
    assert main(["check", str(folder)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{folder}/fr.json:1: ")
    assert main(["check", str(folder), "--json", "--ignore", "missing"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [each["kind"] for each in found] == ["placeholders"]
    assert set(found[0]) == {"path", "line", "kind", "language", "key", "reason"}


def test_check_exits_with_nought_if_all_is_well(write, capsys):
    assert main(["check", str(write(CLEAN)), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_check_exits_with_two_if_it_cant_be_done(write, tmp_path, capsys):
    assert main(["check", str(tmp_path / "nowhere")]) == 2
    assert "no such folder" in capsys.readouterr().err
    assert main(["check", str(write({"en.json": "{"}))]) == 2
    assert "en.json:1: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "error"),
    [
        (["--code", "nowhere"], "nowhere:1: no such file or folder\n"),
        (["--default", "fr"], "{folder}:1: no catalogue of fr\n"),
        (["--ignore", "fuzy"], "no kind of finding: fuzy (there are duplicate, "),
    ],
)
def test_check_takes_no_option_that_means_nothing(write, capsys, more, error):
    folder = write(CLEAN)
    assert main(["check", str(folder), *more]) == 2
    assert capsys.readouterr().err.startswith(error.format(folder=folder))
    assert main(["check", str(folder), "--default", "DE", "--ignore", "fuzzy"]) == 0


def test_compile_writes_a_file_that_loads(write, tmp_path, capsys):
    target = tmp_path / "all.bin"
    assert main(["compile", str(write(CLEAN)), "-o", str(target)]) == 0
    assert "4 messages" in capsys.readouterr().out
    assert Catalogs.load(target).translator("de")("a", name="Ada") == "Hallo Ada"


def test_compile_names_a_folder_that_is_not_there(write, tmp_path, capsys):
    assert main(["compile", str(write(CLEAN)), "-o", str(tmp_path / "gone" / "messages.bin")]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'gone'}:1: no such folder\n"


@pytest.mark.parametrize("name", ["en.json", "messages.mo"])
def test_compile_writes_no_file_that_would_be_read_as_a_catalogue(write, tmp_path, capsys, name):
    folder = write(CLEAN)
    before = (folder / "en.json").read_text()
    assert main(["compile", str(folder), "-o", str(folder / name)]) == 2
    assert capsys.readouterr().err.startswith(f"{folder / name}:1: named like a catalogue")
    assert (folder / "en.json").read_text() == before
    assert not (folder / "messages.mo").exists()


def test_an_interrupt_is_status_130(write, monkeypatch):
    monkeypatch.setattr("asok_i18n.check.check", Mock(side_effect=KeyboardInterrupt))
    assert main(["check", str(write(CLEAN))]) == 130


def test_who_reads_no_more_of_the_findings_is_told_no_more(write):
    folder = write({"en.json": {"a": "A"}, "fr.json": {}})
    command = [sys.executable, "-m", "asok_i18n.cli", "check", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (2, b"")


def test_extract_reads_python_and_templates(write, tmp_path, capsys):
    pytest.importorskip("babel")
    pytest.importorskip("jinja2")
    write(
        {
            "src/a.py": "# TRANSLATORS: a greeting\nt('hello {name}', name=x)\n_('one')\nt.lazy('late')\n"
            "t.ngettext('{n} cat', '{n} cats', 2)\nt.pgettext('menu', 'open')\nprint('not this')",
            "src/b.html": "{{ __('in.template') }}{% if x %}{{ t('other') }}{% endif %}"
            "{% for y in z %}{% do y %}{% break %}{% endfor %}",
        }
    )
    assert main(["extract", str(tmp_path / "src"), "-o", str(tmp_path / "out.pot")]) == 0
    text = (tmp_path / "out.pot").read_text("utf-8")
    for part in (
        "hello {name}",
        "one",
        "late",
        "in.template",
        "other",
        '"open"',
        'msgctxt "menu"',
        '"{n} cats"',
    ):
        assert part in text
    assert "#. a greeting" in text
    assert "a.py:2" in text
    assert "not this" not in text
    assert main(["extract", str(tmp_path / "src/a.py"), "-o", "-"]) == 0
    assert "hello {name}" in capsys.readouterr().out


def test_extract_prints_utf_8_whatever_the_terminal_has(write, monkeypatch):
    pytest.importorskip("babel")
    folder = write({"src/a.py": "t('café')"})
    out = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["extract", str(folder / "src"), "-o", "-"]) == 0
    assert 'msgid "café"'.encode() in out.buffer.getvalue()


def test_extract_knows_methods_and_comments_in_templates(write, tmp_path, capsys):
    pytest.importorskip("babel")
    pytest.importorskip("jinja2")
    template = """{# TRANSLATORS: on a button #}
{{ request.__('save') }} {# not for translators #}
{{ t.pgettext('menu', 'open') }} {{ a.b.ngettext('{n} cat', '{n} cats', n) }}
{# TRANSLATORS: what is
   asked #}
<p title="{{ t('sure') }}">{{ shop.price('no message') }} {{ t(name) }}</p>
{% trans %}Hello{% endtrans %}
"""
    path = write({"src/a.html": template})
    assert main(["extract", str(path / "src"), "-o", "-"]) == 0
    text = capsys.readouterr().out
    assert "#. on a button\n#: " in text
    for line, message in ((2, "save"), (3, "open"), (3, "{n} cat"), (6, "sure"), (7, "Hello")):
        assert re.search(rf'a\.html:{line}\n(#, .*\n)?(msgctxt "menu"\n)?msgid "{re.escape(message)}"', text)
    assert "asked\n" in text
    assert "not for" not in text
    assert "no message" not in text


def test_extract_without_babel_says_what_to_install(monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(sys.modules, "babel.messages.catalog", None)
    assert main(["extract", str(tmp_path)]) == 2
    assert "asok-i18n[babel]" in capsys.readouterr().err


PROGRAM = """\
from typing import TYPE_CHECKING, cast
from asok_i18n import Catalogs, Lazy, Text
if TYPE_CHECKING:
    from messages import Translator
t = cast("Translator", Catalogs.load("locales").translator("en"))
t("hello")
t("greet", name="Ada")
t("files", n=3)
t("files", n="1.0")
t("pair", 1, 2)
t("class", **{"class": 3})
t("own", "x", key=1, self=2, others=3, arg0=4)
t("😀", n=1)
later: Lazy = t.lazy("greet", name="Ada")
shown: Text = t.html(later)
t(later) + t.ngettext("{n} cat", "{n} cats", 2) + t.formats.number(3)
"""
WRONG = [
    't("helo")',
    't("greet")',
    't("greet", nam="Ada")',
    't("hello", x=1)',
    't("own", "x", key=1, self=2, others=3)',
    't("😀")',
    't("files", n=[])',
    't("pair", 1)',
    't.html("greet")',
    't.lazy("helo")',
]


def test_stubs_make_mistakes_type_errors(write, tmp_path):
    api = pytest.importorskip("mypy.api")
    write(
        {
            "locales/en.json": {
                "hello": "Hi",
                "greet": "Hi {name}",
                "files": "{n, plural, one{#} other{#}}",
                "pair": "{0} {1}",
                "class": "{class}",
                "own": "{0} {key} {self} {others} {arg0}",
                "😀": "{n}",
            },
            "locales/fr.json": {"extra": "x"},
            "good.py": PROGRAM,
            "bad.py": PROGRAM + "\n".join(WRONG),
        }
    )
    assert main(["stubs", str(tmp_path / "locales"), "-o", str(tmp_path / "messages.pyi")]) == 0
    options = ["--strict", "--no-incremental", "--cache-dir", str(tmp_path / "cache"), "--config-file="]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MYPYPATH", str(tmp_path))
        good = api.run([*options, str(tmp_path / "good.py")])
        bad = api.run([*options, str(tmp_path / "bad.py")])
    assert good[2] == 0, good[0]
    first = PROGRAM.count("\n") + 1
    for line in range(first, first + len(WRONG)):
        assert f"bad.py:{line}: error" in bad[0]


def test_keys_with_the_same_arguments_share_an_overload(write):
    text = stubs(write({"en.json": {"a": "A", "b": "B"}}))
    assert text.count('Literal["a", "b"]') == 3
    compile(text, "messages.pyi", "exec")


def test_a_position_far_out_makes_no_long_stub(write):
    text = stubs(write({"en.json": {"a": "{999999999} {name}"}}))
    assert "/, *_more: object, name: object)" in text
    assert len(text) < 3000


@pytest.mark.parametrize("command", ["stubs", "pseudo"])
def test_a_default_language_that_is_not_there_is_an_error(write, tmp_path, capsys, command):
    folder = write({"fr.json": {"a": "A"}})
    assert main([command, str(folder), "-o", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == f"{folder}:1: no catalogue of en\n"
    assert not (tmp_path / "out").exists()
    assert main([command, str(folder), "--default", "FR", "-o", str(tmp_path / "out")]) == 0


@pytest.mark.parametrize("command", ["check", "compile", "stubs", "pseudo"])
def test_a_catalogue_in_place_of_its_folder_is_an_error(write, tmp_path, capsys, command):
    path = write({"en.json": {"a": "A"}}) / "en.json"
    more = [] if command == "check" else ["-o", str(tmp_path / "out")]
    assert main([command, str(path), *more]) == 2
    assert capsys.readouterr().err == f"{path}:1: a single catalogue: name the folder that it is in\n"


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("a.py", b't("x")\n(\n', "[23]"),  # Python 3.12 sees it a line before
        ("b.py", b'\nx = """', 2),
        ("c.py", b"# coding: utf-8\nt('\xff')", 1),
        ("d.py", b"# coding: nonsense\n", 1),
        ("e.html", b"\n{{ t('x' }}", 2),
        ("f.html", b"{{ t('\xff') }}", 1),
        ("g.html", b"{% nonsense %}", 1),
        ("h.py", b"t('x')\nlen(b'')\nself.t(b'y')\nt(b'z')\n", 3),
    ],
)
def test_code_that_cant_be_read_is_left_out_and_named_with_its_line(tmp_path, capsys, name, content, line):
    pytest.importorskip("babel")
    pytest.importorskip("jinja2")
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.py").write_text("t('found')")
    assert main(["extract", str(tmp_path), "-o", "-"]) == 1
    said = capsys.readouterr()
    assert re.match(rf"{re.escape(str(tmp_path / name))}:{line}: can't be read: ", said.err)
    assert 'msgid "found"' in said.out
    with pytest.raises(CatalogError, match=name):
        extract([tmp_path])


def test_bytes_in_place_of_a_message_are_the_reason_that_is_given(tmp_path, capsys):
    pytest.importorskip("babel")
    (tmp_path / "a.py").write_text("t(b'x')")
    assert main(["extract", str(tmp_path), "-o", "-"]) == 1
    assert "can't be read: bytes (b'...') stand in a call for a message" in capsys.readouterr().err


def test_code_that_is_not_there_is_named(tmp_path, capsys):
    pytest.importorskip("babel")
    assert main(["extract", str(tmp_path / "a.py"), "-o", "-"]) == 1
    assert capsys.readouterr().err == f"{tmp_path / 'a.py'}:1: No such file or directory\n"


def test_pseudo_keeps_what_is_not_text(load):
    messages = {
        "text": "Hello & goodbye",
        "name": "<b class='x'>Hi</b> {name} &amp; {{x}}",
        "files": "{n, plural, offset:1 =0{none} one{# of {n}} other{{g, select, a{A} other{B}}}}",
        "broken": "{n, plural, ",
        "forms": ("{n} cat", "{n} cats"),
    }
    out = pseudo(messages)
    assert out["text"].startswith("[Ĥéļļö & ĝ")
    assert len(out["text"]) > 1.3 * len(messages["text"])
    t = load({"en.json": out}).translator("en")
    assert t("name", name="Ada").startswith("[<b class='x'>Ĥî</b> Ada &amp; {ẋ}")
    assert t("files", n=0, g="a") == "[ñöñé öñ]"
    assert t("files", n=2, g="a") == "[1 öƒ 2 öñ]"
    assert t("files", n=9, g="a") == "[Å öñ]"
    assert len(pseudo({"a": "{n, plural, one{a file} other{very many files}}"})["a"].rpartition("}")[2]) == 7
    assert out["broken"] == messages["broken"]
    assert t("forms", n=2).startswith("[2 çåţš")


def test_pseudo_understands_strict_files_and_mirrors():
    assert pseudo({"a": "it''s '{x}'"}, strict=True)["a"].startswith("[îţ'š {{ẋ}}")
    assert pseudo({"a": "Hi {name}"}, mirrored=True)["a"] == "\u202eHi\u202c {name}"


def test_pseudo_writes_a_catalogue(write):
    folder = write(CLEAN)
    assert main(["pseudo", str(folder)]) == 0
    assert main(["pseudo", str(folder), "--rtl"]) == 0
    catalogs = Catalogs.load(folder)
    assert {"en-XA", "ar-XB"} <= set(catalogs.languages)
    assert catalogs.translator("en-XA")("a", name="Ada").startswith("[Ĥî Ada")
    assert catalogs.translator("ar-XB").direction == "rtl"
    assert not [each for each in check(folder) if each.language in ("en-XA", "ar-XB")]


STRICT = {
    "@syntax": "icu",
    "quotes": "it''s '{'x'}' '''' {n}",
    "block": "{n, plural, one{'#' is #} other{'{'# {name} it''s '{''}'' '#''}}",
    "choice": "{n, plural, other{{name, select, Ada{# '{'} other{'}'}}}}",
}
FORMS = r"""
msgid "#{n} it's {{x}} }"
msgid_plural "#{n} they're {{x}} } {n, plural, other{# {n, select, 9{#}}}}"
msgstr[0] "#{n} it's {{x}} }"
msgstr[1] "#{n} they're {{x}} } {n, plural, other{# {n, select, 9{#}}}}"

msgid "lone '"
msgstr "lone ' } {n}'"
"""


@pytest.mark.parametrize("files", [{"en.json": STRICT}, {"en.po": FORMS}])
@pytest.mark.parametrize("n", [1, 9])
def test_pseudo_says_all_that_the_catalogue_says(write, said, monkeypatch, files, n):
    monkeypatch.setattr("asok_i18n.pseudo.ACCENTS", {})
    monkeypatch.setattr("asok_i18n.pseudo.PADDING", "")
    folder = write(files)
    keys = [item.key for file in listings(folder) for item in file.items]
    assert main(["pseudo", str(folder)]) == 0
    catalogs = Catalogs.load(folder, report=said.append)
    for key in keys:
        plain = str(catalogs.translator("en")(key, n=n, name="Ada"))
        assert catalogs.translator("en-XA")(key, n=n, name="Ada") == f"[{plain}]"
    assert said == []


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_progress_bar_is_drawn_after_a_second_and_on_a_terminal_only(monkeypatch):
    terminal, file = Terminal(), io.StringIO()
    on_terminal, on_file = Progress(terminal), Progress(file)
    on_terminal(1, 4)
    assert terminal.getvalue() == ""
    monkeypatch.setattr("asok_i18n.progress.PATIENCE", 0.0)
    on_terminal(1, 4)
    on_file(1, 4)
    assert terminal.getvalue().startswith("\r[##########...")
    assert "1 of 4" in terminal.getvalue()
    on_terminal.close()
    assert terminal.getvalue().endswith("\r")
    on_file.close()
    assert file.getvalue() == ""


def test_a_command_is_needed(capsys):
    with pytest.raises(SystemExit) as caught:
        main([])
    assert caught.value.code == 2


def test_json_findings_are_json_when_a_file_is_broken(write, capsys):
    folder = write({"en.json": '{\n"a": 3}'})
    assert main(["check", str(folder), "--json"]) == 2
    printed = capsys.readouterr()
    (finding,) = json.loads(printed.out)
    assert finding["kind"] == "unreadable"
    assert (finding["path"], finding["line"]) == (str(folder / "en.json"), 2)
    assert printed.err.startswith(f"{folder / 'en.json'}:2: ")


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_findings_can_be_printed_where_letters_are_missing(write, monkeypatch, options):
    folder = write({"en.json": {"für": "A", "b": "B"}, "fr.json": {"b": "B"}})
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "ascii"))
    assert main(["check", str(folder), *options]) == 1
    sys.stdout.seek(0)
    assert r"f\xfcr" in sys.stdout.read().replace(r"\u00fc", r"\xfc")
