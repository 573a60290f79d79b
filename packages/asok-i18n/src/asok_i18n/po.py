"""PO files: read into entries and written back.

What was read and not changed is written as it stood, byte for byte; a changed or new entry is
written in gettext's usual layout. Source: the GNU gettext manual, The Format of PO Files.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from .errors import CatalogError

# Codecs of Python that are no character set, or take more than linear time.
UNFIT = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"})

_CHARSET = re.compile(rb'(?im)^(?![ \t]*#)[^\n]*?(?:"|\\n)Content-Type:[^"\n\\]*charset=([^\s"\\;]+)')
_KEYWORD = re.compile(
    r"(msgctxt|msgid_plural|msgid|msgstr(?:[ \t]*\[[ \t]*(\d{1,3})[ \t]*\])?)[ \t]*(?=\")", re.ASCII
)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"[ \t]*')
_ESCAPE = re.compile(r"\\((?:[0-7]{1,3}|x[\da-fA-F]+)(?:\\[0-7]{1,3}|\\x[\da-fA-F]+)*|.)", re.DOTALL)
# `range:` has its numbers behind a space; all else is parted by commas or spaces, as gettext parts it.
_FLAG = re.compile(r"range:[^,]*[^,\s]|[^,\s]+")
_TO_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\", '"': '"'}
_ESCAPED = {character: f"\\{letter}" for letter, character in _SIMPLE.items()}


@dataclass(frozen=True, slots=True)
class PoEntry:
    """A message and its translations: one, or one for each plural form."""

    msgid: str
    msgstr: tuple[str, ...]
    msgid_plural: str | None = None
    msgctxt: str | None = None
    # Whole lines, each with its `#`, in their order.
    comments: tuple[str, ...] = ()
    obsolete: bool = False
    line: int = field(default=0, compare=False)
    # The text it was read from; `dataclasses.replace` leaves it out, so that a change is written.
    source: str = field(default="", init=False, compare=False, repr=False)

    @property
    def flags(self) -> frozenset[str]:
        """The words of the `#,` lines: `fuzzy`, `python-brace-format` ..."""
        lines = (line[2:] for line in self.comments if line.startswith("#,"))
        return frozenset(flag for line in lines for flag in _FLAG.findall(line))

    @property
    def fuzzy(self) -> bool:
        return "fuzzy" in self.flags

    @property
    def key(self) -> str:
        """What the message is looked up by: its id, behind its context if it has one."""
        return self.msgid if self.msgctxt is None else f"{self.msgctxt}\x04{self.msgid}"


@dataclass(frozen=True, slots=True)
class PoFile:
    """The entries of a file; the header is the one with an empty msgid."""

    entries: tuple[PoEntry, ...]
    charset: str = "utf-8"
    # What stands behind the last entry.
    tail: str = field(default="", compare=False)

    @property
    def header(self) -> PoEntry | None:
        return next((entry for entry in self.entries if entry.key == "" and not entry.obsolete), None)

    @property
    def headers(self) -> dict[str, str]:
        """The header's fields by their names in lower case."""
        text = self.header.msgstr[0] if self.header else ""
        fields = (line.partition(":") for line in text.split("\n") if ":" in line)
        return {name.strip().lower(): value.strip() for name, _, value in fields}


def read_po(content: bytes, path: str | Path = "<po>") -> PoFile:
    """The entries of a PO file's bytes. Raises CatalogError, whose text begins `path:line:`."""
    charset = _charset(content, path)
    try:
        text = content.decode(charset)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CatalogError(path, line, f"not {charset}: {error.reason}") from None
    reader = _Reader(path, charset)
    for number, each in enumerate(text.split("\n"), 1):
        reader.read(number, each)
    return reader.finish()


def write_po(po: PoFile) -> bytes:
    """The file's bytes, in its charset. Raises UnicodeEncodeError for what the charset has no code for."""
    out: list[str] = []
    for entry in po.entries:
        if entry.source:
            out.append(entry.source)
        else:
            if out:
                out.append("\n" if out[-1].endswith("\n") else "\n\n")
            out.append(render(entry))
    return "".join([*out, po.tail]).encode(po.charset)


def render(entry: PoEntry) -> str:
    """The entry as text in gettext's layout: a line for each line of a message."""
    fields = [("msgid", entry.msgid)]
    if entry.msgctxt is not None:
        fields.insert(0, ("msgctxt", entry.msgctxt))
    if entry.msgid_plural is None:
        fields.append(("msgstr", entry.msgstr[0]))
    else:
        fields.append(("msgid_plural", entry.msgid_plural))
        fields += [(f"msgstr[{number}]", form) for number, form in enumerate(entry.msgstr)]
    prefix = "#~ " if entry.obsolete else ""
    lines = [prefix + line for keyword, text in fields for line in _quoted(keyword, text)]
    return "".join(f"{line}\n" for line in [*entry.comments, *lines])


def _quoted(keyword: str, text: str) -> Iterator[str]:
    pieces = [f"{piece}\n" for piece in text.split("\n")]
    pieces[-1] = pieces[-1][:-1]
    pieces = [piece for piece in pieces if piece] or [""]
    if len(pieces) > 1:
        yield f'{keyword} ""'
        keyword = ""
    for piece in pieces:
        yield f'{keyword} "{_TO_ESCAPE.sub(_escaped, piece)}"'.lstrip()


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPED.get(found[0]) or f"\\{ord(found[0]):03o}"


def codec(charset: str) -> str:
    """Python's name of a character set. Raises LookupError or ValueError for what is none."""
    if charset.upper() == "CHARSET":  # a template's place for one
        return "utf-8"
    usual = codecs.lookup(charset).name
    "".encode(usual)  # refuses codecs that are not of text
    if usual.replace("_", "-") in UNFIT:
        raise LookupError(f"{charset!r} is no charset for catalogues")
    return usual


def _charset(content: bytes, path: str | Path) -> str:
    found = _CHARSET.search(content)
    name = found[1].decode("ascii", "replace") if found else "utf-8"
    line = content.count(b"\n", 0, found.start()) + 1 if found else 1
    try:
        usual = codec(name)
    except (LookupError, ValueError) as error:  # the second for `undefined`, and for a NUL
        raise CatalogError(path, line, str(error)) from None
    return "utf-8-sig" if usual == "utf-8" and content.startswith(codecs.BOM_UTF8) else usual


class _Reader:
    """Takes a file line by line."""

    def __init__(self, path: str | Path, charset: str) -> None:
        self.path = path
        self.charset = "utf-8" if charset == "utf-8-sig" else charset
        self.file_charset = charset
        self.entries: list[PoEntry] = []
        self.source: list[str] = []
        self.number = 0
        self.begin()

    def begin(self) -> None:
        self.comments: list[str] = []
        self.fields: dict[str, list[str]] = {}
        self.current = ""
        self.obsolete = False
        self.first_line = 0
        self.keyword_line = 0

    def read(self, number: int, line: str) -> None:
        self.number = number
        stripped = line.strip(" \t\r\f\v")
        if not stripped:
            self.source.append(line)
            return
        if stripped.startswith("#~") and not stripped.startswith("#~|"):
            self.content(stripped[2:].lstrip(" \t"), line, obsolete=True)
        elif stripped.startswith("#"):
            if self.fields:
                self.end()
            self.comments.append(stripped)
            self.source.append(line)
        else:
            self.content(stripped, line, obsolete=False)

    def content(self, text: str, line: str, *, obsolete: bool) -> None:
        at = self.field(text, 0, obsolete)
        if not text.startswith('"', at):
            self.fail("neither a keyword nor a string" if text else "an obsolete line without a message")
        if not self.current:
            self.fail("a string without a keyword")
        if obsolete != self.obsolete:
            self.fail("a message is obsolete as a whole or not at all")
        self.source.append(line)
        while at < len(text):
            at = self.string(text, self.field(text, at, obsolete))

    def field(self, text: str, at: int, obsolete: bool) -> int:
        """Where the keyword at this place ends; the place itself if there is none."""
        found = _KEYWORD.match(text, at)
        if not found:
            return at
        self.keyword(f"msgstr[{int(found[2])}]" if found[2] else found[1], obsolete)
        return found.end()

    def keyword(self, keyword: str, obsolete: bool) -> None:
        starts = keyword == "msgctxt" or (keyword == "msgid" and list(self.fields) != ["msgctxt"])
        if self.fields and starts:
            if self.keyword_line == self.number:
                self.fail("two messages on one line")
            self.end()
        if not self.fields:
            if not starts:
                self.fail(f"{keyword} without msgid")
            self.first_line, self.obsolete = self.number, obsolete
        elif keyword in self.fields:
            self.fail(f"{keyword} is there twice")
        self.fields[keyword] = []
        self.current = keyword
        self.keyword_line = self.number

    def string(self, text: str, at: int) -> int:
        """Where the string at this place ends, which belongs to the last keyword."""
        found = _STRING.match(text, at)
        if not found:
            self.fail("a string is not closed" if text[at] == '"' else "text behind a string")
        self.fields[self.current].append(
            _ESCAPE.sub(self.unescaped, found[1]) if "\\" in found[1] else found[1]
        )
        return found.end()

    def unescaped(self, found: re.Match[str]) -> str:
        """An escape; octal and hexadecimal ones are bytes of the file's charset."""
        escape = found[1]
        if escape in _SIMPLE:
            return _SIMPLE[escape]
        if escape[0] not in "01234567x" or escape == "x":
            self.fail(f"unknown escape \\{escape}")
        codes = (
            int(code[-2:].strip("x"), 16) if code[0] == "x" else int(code, 8) & 0xFF
            for code in escape.split("\\")
        )
        return bytes(codes).decode(self.charset, "replace")

    def end(self) -> None:
        """The entry is complete."""
        texts = {keyword: "".join(strings) for keyword, strings in self.fields.items()}
        forms = [keyword for keyword in texts if keyword.startswith("msgstr")]
        plural = "msgid_plural" in texts
        expected = [f"msgstr[{index}]" for index in range(len(forms))] if plural else ["msgstr"]
        if "msgid" not in texts or forms != expected or not forms:
            self.number = self.first_line
            self.fail(f"a message needs msgid and {', '.join(expected) or 'msgstr[0]'}")
        entry = PoEntry(
            texts["msgid"],
            tuple(texts[keyword] for keyword in forms),
            texts.get("msgid_plural"),
            texts.get("msgctxt"),
            tuple(self.comments),
            self.obsolete,
            self.first_line,
        )
        size = len(self.source)
        while not self.source[size - 1].strip():
            size -= 1
        object.__setattr__(entry, "source", "".join(f"{line}\n" for line in self.source[:size]))
        self.entries.append(entry)
        self.source = self.source[size:]
        self.begin()

    def finish(self) -> PoFile:
        """The file; its last line came without a line end, be it an empty one."""
        if self.fields:
            self.end()
        rest = "".join(f"{line}\n" for line in self.source)
        if rest:
            return PoFile(tuple(self.entries), self.file_charset, rest[:-1])
        if self.entries:
            last = self.entries[-1]
            object.__setattr__(last, "source", last.source[:-1])
        return PoFile(tuple(self.entries), self.file_charset)

    def fail(self, reason: str) -> NoReturn:
        raise CatalogError(self.path, self.number, reason)


def translated(entries: Iterable[PoEntry]) -> Iterator[PoEntry]:
    """The entries that count: neither fuzzy nor obsolete nor without a text in any form; no header."""
    for entry in entries:
        if entry.key and not entry.obsolete and not entry.fuzzy and all(entry.msgstr):
            yield entry
