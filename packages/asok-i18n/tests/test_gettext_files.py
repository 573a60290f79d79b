import dataclasses
import gettext
import io

import pytest
from asok_i18n import CatalogError
from asok_i18n.mo import read_mo, write_mo
from asok_i18n.plural_forms import plural_forms
from asok_i18n.po import PoEntry, PoFile, read_po, render, write_po

SAMPLE = """\
# Translators
#
msgid ""
msgstr ""
"Project-Id-Version: x\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#. For translators
#: src/a.py:1 src/b.py:2
#, fuzzy, python-brace-format
#| msgid "old"
msgid "one"
msgstr "eins"


msgctxt   "menu"
  msgid "two" " parts"
msgstr ""
"zwei\\n"
"Teile\\t\\"\\\\\\a\\b\\f\\v\\r"

msgid "{n} cat"
msgid_plural "{n} cats"
msgstr[0] "{n} Katze"
msgstr[1] "{n} Katzen"

#~ msgctxt "gone"
#~ msgid "old"
#~ msgstr ""
#~ "alt"

#~| msgid "before"
#~ msgid "older"
#~ msgstr "älter"
# the end
"""


def test_every_field_is_read():
    entries = read_po(SAMPLE.encode()).entries
    assert [each.line for each in entries] == [3, 13, 17, 23, 28, 34]
    assert entries[1].flags == {"fuzzy", "python-brace-format"}
    assert entries[1].fuzzy
    assert entries[1].comments[0] == "#. For translators"
    assert (entries[2].msgctxt, entries[2].msgid) == ("menu", "two parts")
    assert entries[2].msgstr == ('zwei\nTeile\t"\\\a\b\f\v\r',)
    assert (entries[3].msgid_plural, entries[3].msgstr) == ("{n} cats", ("{n} Katze", "{n} Katzen"))
    assert [each.obsolete for each in entries] == [False, False, False, False, True, True]
    assert (entries[4].msgctxt, entries[4].msgstr) == ("gone", ("alt",))
    assert read_po(SAMPLE.encode()).headers["plural-forms"] == "nplurals=2; plural=(n != 1);"


@pytest.mark.parametrize(
    "content",
    [
        SAMPLE.encode(),
        SAMPLE.encode()[:-1],
        SAMPLE.encode() + b"\n\n",
        SAMPLE.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + SAMPLE.encode(),
        SAMPLE.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        b"",
        b"\n",
        b"# only a comment",
        b'msgid "a"\nmsgstr "b"',
        b'msgid "a"\nmsgstr "b"\n\n \n\t\n',
        b'msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n',
        'msgid "a"\nmsgstr "x\u2028\x85\x0c\x1cy"\n'.encode(),
    ],
)
def test_what_is_not_changed_is_written_byte_for_byte(content):
    assert write_po(read_po(content)) == content


def test_a_changed_entry_is_written_anew_and_the_others_as_they_were():
    po = read_po(SAMPLE.encode())
    changed = dataclasses.replace(po.entries[2], msgstr=("neu\n\x01",))
    written = write_po(dataclasses.replace(po, entries=(*po.entries[:2], changed, *po.entries[3:]))).decode()
    before, after = SAMPLE.split("\n\n\nmsgctxt   ")[0], SAMPLE[SAMPLE.index('\nmsgid "{n} cat"') :]
    assert written == before + '\n\nmsgctxt "menu"\nmsgid "two parts"\nmsgstr ""\n"neu\\n"\n"\\001"\n' + after


def test_a_new_file_is_written_in_gettexts_layout():
    header = PoEntry("", ("Content-Type: text/plain; charset=UTF-8\nX: y\n",))
    entry = PoEntry("a", ("1", "2\n3"), "b", "c", ("#: x.py:1",))
    assert write_po(PoFile((header, entry))).decode() == (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"X: y\\n"\n\n'
        '#: x.py:1\nmsgctxt "c"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "1"\nmsgstr[1] ""\n"2\\n"\n"3"\n'
    )
    assert read_po(render(entry).encode()).entries == (entry,)


def test_octal_and_hexadecimal_escapes_are_bytes_of_the_charset():
    po = read_po(rb'msgid "\303\251\x41\0101\n\7"' + b'\nmsgstr ""\n')
    assert po.entries[0].msgid == "éA\x081\n\x07"


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ('msgid "a"\nmsgstr "b', 2, "not closed"),
        ('msgid "a"\nmsgstr "b" c', 2, "behind a string"),
        ('msgid "a"\n\n', 1, "msgstr"),
        ('\nmsgid "a"\nmsgid "b"\nmsgstr ""\n', 2, "msgstr"),
        ('msgstr "a"\n', 1, "without msgid"),
        ('"a"\n', 1, "without a keyword"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', 1, r"msgstr\[0\]"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[2] "d"\n', 1, r"msgstr\[1\]"),
        ('msgid "a"\nmsgstr[0] "c"\n', 1, "msgstr"),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 3, "twice"),
        ('msgctxt "a"\nmsgstr "b"\n', 1, "msgid"),
        ('msgid "\\q"\nmsgstr ""\n', 1, "escape"),
        ("domain x\n", 1, "neither"),
        ("#~\n", 1, "obsolete"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"\n', 2, "klingon"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=zlib\\n"\n', 2, "zlib"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=punycode\\n"\n', 2, "punycode"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=undefined\\n"\n', 2, "undefined"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=a\0\\n"\n', 2, "null character"),
    ],
)
def test_a_broken_po_file_is_an_error_with_its_line(content, line, reason):
    with pytest.raises(CatalogError, match=reason) as caught:
        read_po(content.encode(), "fr.po")
    assert str(caught.value).startswith(f"fr.po:{line}: ")


def test_a_mo_file_is_read_back_as_it_was_written():
    written = write_mo(read_po(SAMPLE.encode()))
    read = read_mo(written)
    assert [each.key for each in read.entries] == ["", "menu\x04two parts", "{n} cat"]
    assert read.entries[2].msgstr == ("{n} Katze", "{n} Katzen")
    assert write_mo(read) == written


def test_gettext_reads_our_mo_files():
    translations = gettext.GNUTranslations(io.BytesIO(write_mo(read_po(SAMPLE.encode()))))
    assert translations.ngettext("{n} cat", "{n} cats", 3) == "{n} Katzen"
    assert translations.pgettext("menu", "two parts").startswith("zwei")


def test_mo_files_equal_babels():
    pytest.importorskip("babel")
    from babel.messages import mofile, pofile

    # Babel's reader knows less of the format than the sample has.
    sample = b'msgid ""\nmsgstr ""\n"X: y\\n"\n\nmsgctxt "c"\nmsgid "b"\nmsgstr "\xc3\xa9"\n\n'
    sample += b'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "1"\nmsgstr[1] "2"\n'
    catalog = pofile.read_po(io.BytesIO(sample))
    out = io.BytesIO()
    mofile.write_mo(out, catalog)
    theirs, ours = read_mo(out.getvalue()), read_mo(write_mo(read_po(sample)))
    assert theirs.entries[1:] == ours.entries[1:]
    assert write_mo(theirs) == out.getvalue()


def test_big_endian_mo_files_are_read():
    little = write_mo(read_po(b'msgid "a"\nmsgstr "b"\n'))
    words = 7 + 2 + 2  # the header and the place of one message and its translation
    big = b"".join(little[4 * i : 4 * i + 4][::-1] for i in range(words)) + little[4 * words :]
    assert read_mo(big).entries == read_mo(little).entries


@pytest.mark.parametrize("cut", range(0, 60, 3))
def test_a_mo_file_cut_short_is_an_error(cut):
    with pytest.raises(CatalogError, match=r"^fr\.mo:1: "):
        read_mo(write_mo(read_po(SAMPLE.encode()))[:cut], "fr.mo")


FORMS = [
    "nplurals=1; plural=0;",
    "nplurals=2; plural=(n != 1);",
    "nplurals=2; plural=n>1",
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
    "nplurals=5; plural=n==1 ? 0 : n==2 ? 1 : (n>2 && n<7) ? 2 :(n>6 && n<11) ? 3 : 4;",
]


@pytest.mark.parametrize("header", FORMS)
def test_plural_forms_agree_with_gettext(header):
    count, pick = plural_forms(header)
    theirs = gettext.c2py(header.split("plural=")[1].rstrip(";"))
    for number in [*range(250), 1000, 10**6, 10**30]:
        expected = theirs(number)
        assert pick(number) == (expected if expected < count else 0)


def test_plural_forms_have_cs_truth_values():
    pick = plural_forms("nplurals=9; plural=(n && 5) + (n > 1) + !n * 4 + (0 || n - 1)")[1]
    assert [pick(number) for number in (0, 1, 2)] == [5, 1, 3]


@pytest.mark.parametrize(
    "header",
    ["", "x", "nplurals=2", "nplurals=0; plural=0;", "nplurals=2; plural=", "nplurals=2; plural=m",
     "nplurals=2; plural=__import__('os')", "nplurals=2; plural=n**n", "nplurals=2; plural=n n",
     "nplurals=2; plural=(n", "nplurals=2; plural=n)", "nplurals=2; plural=n?1", "nplurals=2; plural=n=1",
     "nplurals=2; plural=n.real", "nplurals=2; plural=n<<9", "nplurals=2; plural=" + "(" * 300 + "n" + ")" * 300,
     "nplurals=2; plural=" + "!" * 300 + "n", "nplurals=2; plural=" + "n+" * 400 + "n",
     "nplurals=2; plural=" + "n?" * 200 + "n" + ":n" * 200, "nplurals=999; plural=0", "nplurals=2; plural=" + "1" * 500],
)  # fmt: skip
def test_what_is_no_plural_expression_is_refused(header):
    with pytest.raises(ValueError, match="Plural-Forms"):
        plural_forms(header)


@pytest.mark.parametrize("expression", ["1/n", "1%n", "n-5", "n*9", "n+7"])
def test_a_plural_expression_never_leaves_its_forms(expression):
    pick = plural_forms(f"nplurals=2; plural={expression}")[1]
    assert {pick(number) for number in (-3, 0, 1, 2, 9)} <= {0, 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('msgid "a" msgstr "b"\n', ("a", None, ("b",))),
        ('msgctxt "x"msgid"a"msgstr"b"\n', ("x\x04a", None, ("b",))),
        ('msgid "a"\n"b" "c" msgstr "d"\n"e"\n', ("abc", None, ("de",))),
        ('msgid "a" msgid_plural "b"\nmsgstr [0] "c" msgstr[ 1 ] "d"\n', ("a", "b", ("c", "d"))),
        ('msgid "a"\nmsgstr "\\x414243\\101\\x4a"\n', ("a", None, ("CAJ",))),
    ],
)
def test_po_files_are_read_as_gettext_reads_them(text, expected):
    po = read_po(text.encode())
    assert [(each.key, each.msgid_plural, each.msgstr) for each in po.entries] == [expected]
    assert write_po(po).decode() == text


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('msgid "a" msgstr "b" msgid "c"\nmsgstr "d"\n', 1, "two messages on one line"),
        ('msgid "a"\nmsgstr "b" x\n', 2, "text behind a string"),
        ('msgid "a"\nmsgstr\n"b"\n', 2, "neither a keyword nor a string"),
        ('msgid "a" msgid "b"\nmsgstr "c"\n', 1, "two messages on one line"),
        ('domain "x"\n', 1, "neither a keyword nor a string"),
        ('msgid "a"\nmsgstr "b"\n#~ "c"\n', 3, "a message is obsolete as a whole or not at all"),
        ('#~ msgid "a"\n#~ msgstr "b"\n"c"\n', 3, "a message is obsolete as a whole or not at all"),
    ],
)
def test_what_gettext_refuses_or_knows_alone_is_refused_with_its_line(text, line, reason):
    with pytest.raises(CatalogError, match=rf"^<po>:{line}: {reason}"):
        read_po(text.encode())


@pytest.mark.parametrize(
    ("line", "flags"),
    [
        ("#, fuzzy c-format", {"fuzzy", "c-format"}),
        ("#,fuzzy,range: 0..10 , no-wrap", {"fuzzy", "range: 0..10", "no-wrap"}),
        ("#,", set()),
    ],
)
def test_flags_are_parted_as_gettext_parts_them(line, flags):
    assert read_po(f'{line}\nmsgid "a"\nmsgstr "b"\n'.encode()).entries[0].flags == flags


def test_a_charset_in_a_comment_or_an_obsolete_header_is_not_the_files() -> None:
    header = 'msgstr "Content-Type: text/plain; charset=ascii\\n"\n'
    for unused in (f"# {header}", f'#~ msgid ""\n#~ {header}\n'):
        po = read_po(f'{unused}msgid "a"\nmsgstr "é"\n'.encode())
        assert po.entries[-1].msgstr == ("é",)


def test_the_charset_is_found_in_a_header_that_is_one_line() -> None:
    header = 'msgid ""\nmsgstr "MIME-Version: 1.0\\nContent-Type: text/plain; charset=ISO-8859-1\\n"\n'
    assert read_po(f'{header}\nmsgid "a"\nmsgstr "é"\n'.encode("latin-1")).entries[1].msgstr == ("é",)


def test_a_syntax_that_there_is_not_is_an_error_and_no_guess(load):
    with pytest.raises(CatalogError, match=r"en\.po:1: X-Syntax can only be 'icu'"):
        load({"en.po": '"X-Syntax: fluent\\n"\n'})
