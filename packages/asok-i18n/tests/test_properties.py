"""What must hold for any input. `HYPOTHESIS_EXAMPLES=10000 pytest` looks harder."""

import gc
import json
import os
import time
from decimal import Decimal

import pytest
from asok_i18n import (
    CatalogError,
    Catalogs,
    MessageError,
    detect,
    locales,
    negotiate,
    plural_category,
    syntax,
)
from asok_i18n.compiled import compile_folder
from asok_i18n.json_catalog import read_json
from asok_i18n.messages import Layer, build
from asok_i18n.mo import read_mo, write_mo
from asok_i18n.negotiation import Negotiator, Wishes
from asok_i18n.numerals import numeral
from asok_i18n.plural_forms import plural_forms
from asok_i18n.po import PoEntry, PoFile, read_po, render, write_po
from asok_i18n.rendering import Style
from hypothesis import given, settings
from hypothesis import strategies as st

settings.register_profile(
    "here", deadline=None, max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "100"))
)
settings.load_profile("here")

LANGUAGES = ("en", "fr", "zh-Hant", "sr-Cyrl", "pt-BR")
syntax_pieces = st.sampled_from(
    ["{", "}", "{{", "}}", "{n", "{name}", "{0}", ", plural,", ", select,", ", selectordinal,", " offset:1", " =0{",
     " one{", " other{", "#", "'", "''", "'{", "x", " ", "{n, plural, one{#} other{# {name}}}", "<b>", "&", "\n", "é"]
)  # fmt: skip
messages = st.one_of(st.text(), st.lists(syntax_pieces, max_size=30).map("".join))
anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.decimals(),
    st.binary(),
    st.lists(st.integers()),
)
texts = st.text(st.characters(exclude_categories=["Cs"]))
languages = st.sampled_from(["en", "ru", "ar", "fr", "zz"])


def message(text, strict=False, language="en", isolate=False):
    said = []
    style = Style(language, isolate=isolate)
    return build("key", text, Layer(language, {}, "", strict), style, said.append, "both"), said


@given(
    messages,
    languages,
    st.booleans(),
    st.booleans(),
    st.dictionaries(st.sampled_from(["n", "name", "x"]), anything),
)
def test_no_message_and_no_argument_can_crash(text, language, strict, isolate, arguments):
    made, _ = message(text, strict, language, isolate)
    try:
        shown = made.text({0: "p", **arguments})
    except Exception:
        shown = made.rescued({0: "p", **arguments})
    assert isinstance(shown, str)
    assert isinstance(made.html({0: "p", **arguments}), str)
    assert isinstance(made.html({}), str)
    assert isinstance(made.rescued({}), str)


@given(
    messages, st.booleans(), st.dictionaries(st.sampled_from(["n", "name", "x"]), st.text("<>&'\"a\ue000"))
)
def test_no_argument_brings_markup_into_html(text, strict, arguments):
    """The message's own text is taken out: what is left of the HTML can only be of the arguments."""
    plain = text.translate(str.maketrans('<>&"', "...."))
    if not strict:
        plain = plain.replace("'", ".")
    html = message(plain, strict)[0].html({0: arguments.get("x", ""), **arguments})
    assert "<" not in html
    assert ">" not in html
    assert '"' not in html


@given(messages, st.booleans())
def test_parsing_gives_nodes_or_a_message_error(text, strict):
    try:
        nodes = syntax.parse(text, strict=strict)
    except MessageError as error:
        assert 0 <= error.position <= len(text)  # noqa: PT017
    else:
        assert all(nodes), "no empty texts"


@given(texts)
def test_text_with_doubled_braces_is_itself(text):
    doubled = text.replace("{", "{{").replace("}", "}}")
    assert message(doubled)[0].text({}) == text


@given(st.text(max_size=200))
def test_negotiation_answers_what_exists(header):
    assert negotiate(header, LANGUAGES, "en") in LANGUAGES


tags = st.from_regex(r"\A([a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?(-x-[a-z]{1,4})?|\*)\Z")
qualities = st.sampled_from(["", ";q=1", ";q=0", ";q=0.5", ";q=0.001", ";q=x", "; Q=0.9"])
headers = st.lists(st.tuples(tags, qualities).map("".join)).map(", ".join)


@given(headers, st.lists(tags.filter("*".__ne__), max_size=5), st.sampled_from(LANGUAGES))
def test_negotiation_answers_what_exists_or_the_default(header, available, default):
    answer = negotiate(header, available, default)
    assert answer in {*available, default}
    assert negotiate(header.upper().replace("-", "_"), available, default) == answer


POOL = ["en", "en-GB", "en-IN", "en-x-a", "fr", "fr-CA", "zh", "zh-Hans", "zh-Hant", "zh-TW", "sr", "sr-Latn", "sr-Cyrl", "no", "nb", "nn", "hi", "hi-Latn", "es", "es-419", "pt-PT", "iw", "sh", "yue", "uz-Arab", "x-pig"]  # fmt: skip
RANGES = [
    *POOL,
    "fr-CH",
    "zh-HK",
    "sr-ME",
    "nn-NO",
    "cmn-Hant",
    "hi-Latn-IN",
    "en-AU",
    "he-IL",
    "de-u-co-phonebk",
    "*",
    "fr-",
    "fr-a",
]


@given(
    st.lists(st.tuples(st.sampled_from(RANGES), qualities).map("".join), min_size=1, max_size=6).map(
        ",".join
    ),
    st.lists(st.sampled_from(POOL), min_size=1, max_size=6, unique=True),
    st.sampled_from(POOL),
)
def test_the_quick_ways_of_negotiating_lead_where_the_plain_one_does(header, available, default):
    negotiator, wishes = Negotiator(available, default), Wishes(header)

    def answers():
        for each in wishes.accepted:
            if each == "*":
                yield from (name for name in (default, *available) if not wishes.names(name))
            else:
                yield from (name for name in negotiator.lookup(each) if not wishes.refuses(name))

    assert negotiator.negotiate(header) == next(answers(), default)


@given(st.integers(), st.sampled_from(["en", "de", "sv", "es", "hi"]))
def test_a_number_keeps_its_digits(number, language):
    written = numeral(language)(number)
    assert "".join(filter(str.isdecimal, written)) == str(abs(number))


@given(anything, st.sampled_from(["en", "de", "hi", "tok"]))
def test_anything_is_written_as_a_number_or_not_at_all(value, language):
    written = numeral(language)(value)
    assert written is None or any(map(str.isdecimal, written))


@given(st.sampled_from(LANGUAGES), headers)
def test_an_exact_wish_is_granted(language, header):
    assert negotiate(f"{language}, {header}" if header else language, LANGUAGES, "fr") == (
        language
        if f"{language};q=0" not in header.lower().replace(" ", "")
        else negotiate(f"{language}, {header}", LANGUAGES, "fr")
    )


@given(st.text(), st.text(), st.text())
def test_detection_answers_what_exists(query, cookie, header):
    assert detect(query, cookie, header, LANGUAGES, "en") in LANGUAGES
    assert detect(f"lang={query}", f"asok_lang={cookie}", header, LANGUAGES, "en") in LANGUAGES


@given(st.one_of(st.text(), tags))
def test_tags_are_read_as_they_are_written(text):
    tag = locales.parse(text)
    if tag is not None:
        assert locales.parse(str(tag)) == tag
        assert locales.maximize(tag) == locales.maximize(locales.maximize(tag))
        assert len(list(locales.parents(tag))) < 20
        assert locales.direction(tag) in ("ltr", "rtl")


@given(anything, languages, st.booleans())
def test_everything_has_a_category(number, language, ordinal):
    assert plural_category(language, number, ordinal=ordinal) in (
        "zero",
        "one",
        "two",
        "few",
        "many",
        "other",
    )


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=6), languages)
def test_text_and_decimals_count_alike(number, places, language):
    decimal = Decimal(number).scaleb(-places)
    assert plural_category(language, decimal) == plural_category(language, format(decimal, "f"))


comments = st.lists(
    st.sampled_from(["# note", "#. extracted", "#: a.py:1", "#, fuzzy", '#| msgid "x"', "#"]), max_size=4
)
entries = st.builds(
    PoEntry,
    texts,
    st.just(("",)),
    st.none(),
    st.one_of(st.none(), texts),
    comments.map(tuple),
    st.booleans(),
).flatmap(
    lambda entry: st.one_of(
        texts.map(
            lambda text: PoEntry(entry.msgid, (text,), None, entry.msgctxt, entry.comments, entry.obsolete)
        ),
        st.tuples(texts, st.lists(texts, min_size=1, max_size=6)).map(
            lambda both: PoEntry(
                entry.msgid, tuple(both[1]), both[0], entry.msgctxt, entry.comments, entry.obsolete
            )
        ),
    )
)


def without_header(entry):
    return entry.msgid != "" or entry.msgctxt is not None


@given(st.lists(entries.filter(without_header), max_size=6))
def test_po_entries_are_read_as_they_were_written(all_entries):
    po = PoFile(tuple(all_entries))
    written = write_po(po)
    read = read_po(written)
    assert read.entries == po.entries
    assert write_po(read) == written


@given(st.lists(entries.filter(without_header), max_size=6, unique_by=lambda entry: entry.key))
def test_mo_entries_are_read_as_they_were_written(all_entries):
    usable = [
        each
        for each in all_entries
        if "\0" not in each.key + "".join(each.msgstr) + (each.msgid_plural or "")
    ]
    usable = [
        each
        for each in usable
        if "\x04" not in (each.msgctxt or "") and (each.msgctxt is not None or "\x04" not in each.msgid)
    ]
    written = write_mo(PoFile(tuple(usable)))
    read = read_mo(written)
    kept = [each for each in usable if not each.fuzzy and not each.obsolete and all(each.msgstr)]
    assert {(each.key, each.msgid_plural, each.msgstr) for each in read.entries} == {
        (each.key, each.msgid_plural, each.msgstr) for each in kept
    }
    assert write_mo(read) == written


po_lines = st.sampled_from(
    ['msgid "a"', 'msgid ""', 'msgstr "b"', 'msgstr ""', '"c\\n"', 'msgid_plural "d"', 'msgstr[0] "e"', 'msgstr[1] "f"',
     'msgctxt "g"', "# h", "#, fuzzy", '#~ msgid "i"', '#~ msgstr "j"', "", "junk", '"', "#~", "\r", '"\\x"', '"\\303"']
)  # fmt: skip


@given(st.lists(po_lines, max_size=20).map("\n".join))
def test_po_files_are_read_and_written_back_or_refused_with_a_line(text):
    try:
        po = read_po(text.encode(), "x.po")
    except CatalogError as error:
        assert str(error).startswith(f"x.po:{error.line}: ")  # noqa: PT017
        assert 1 <= error.line <= text.count("\n") + 1  # noqa: PT017
    else:
        assert write_po(po).decode() == text
        assert read_po("\n".join(map(render, po.entries)).encode()).entries == po.entries


@given(st.binary())
def test_bytes_are_catalogues_or_refused(content):
    for read in (read_po, read_mo, lambda content: read_json("x", content)):
        try:
            read(content)
        except CatalogError as error:
            assert error.line >= 1  # noqa: PT017


@given(st.data())
def test_damaged_mo_files_are_read_or_refused(data):
    content = bytearray(write_mo(read_po(b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n')))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_mo(bytes(content))
    except CatalogError as error:
        assert error.line == 1  # noqa: PT017


expression = st.lists(
    st.sampled_from(
        ["n", "1", "10", "%", "/", "*", "+", "-", "==", "!=", "<", ">=", "&&", "||", "!", "?", ":", "(", ")"]
    )
)


@given(expression.map(" ".join), st.integers(0, 10**9))
def test_plural_expressions_pick_a_form_or_are_refused(text, number):
    try:
        count, pick = plural_forms(f"nplurals=3; plural={text};")
    except ValueError:
        return
    assert 0 <= pick(number) < count


trees = st.recursive(texts, lambda inner: st.dictionaries(texts, inner, max_size=4), max_leaves=12)


@given(st.dictionaries(texts.filter("@syntax".__ne__), trees, max_size=4))
def test_json_catalogues_hold_what_their_trees_hold(tmp_path_factory, tree):
    messages, strict = read_json("x", json.dumps(tree).encode())

    def leaves(node, prefix):
        for key, value in node.items():
            if isinstance(value, dict):
                yield from leaves(value, f"{prefix}{key}.")
            else:
                yield f"{prefix}{key}", value

    assert messages.flat() == dict(leaves(tree, ""))
    assert all(messages.get(key) == text for key, text in messages.flat().items() if len(key) <= 512)
    assert strict is False


@settings(max_examples=20)
@given(st.dictionaries(texts, texts, max_size=10))
def test_compiled_catalogues_hold_what_their_folder_holds(tmp_path_factory, messages):
    folder = tmp_path_factory.mktemp("catalogues")
    (folder / "en.json").write_text(json.dumps({**messages, "@syntax": "icu"}))
    compile_folder(folder, folder / "all")
    plain, compiled = (
        Catalogs.load(place, report=lambda text: None).translator("en") for place in (folder, folder / "all")
    )
    assert all(plain(key) == compiled(key) for key in messages)


@pytest.mark.parametrize(
    "make",
    [
        lambda size: "{" * size,
        lambda size: "}" * size,
        lambda size: "{n, plural, " * size,
        lambda size: "{n, plural, other{" * size,
        lambda size: "{n, plural, other{x}} " * size,
        lambda size: "{n, plural, other{" + "{" * size,
        lambda size: "{n, plural, " + "=0{x} " * size,
        lambda size: "'{" * size,
        lambda size: "{" + " " * size,
        lambda size: "{ " * size,
        lambda size: "{a" * size,
        lambda size: "{a}" * size,
        lambda size: "#'" * size,
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_messages_take_linear_time(make, strict):
    def cost(size):
        best = 9.0
        for _ in range(7):
            start = time.perf_counter()
            message(make(size), strict)[0].html({"n": 1})
            best = min(best, time.perf_counter() - start)
        return best

    # Eight times the length may cost eight times as much, not sixty-four. (The collector's passes over
    # what other tests have left would spoil the measure.)
    gc.disable()
    try:
        assert cost(4_000) < 40 * cost(500) + 0.05
    finally:
        gc.enable()
