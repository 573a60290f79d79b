"""Every entry of every catalogue, as the tools need it: with its line, fuzzy and empty ones too."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from . import locales
from .errors import CatalogError
from .gettext_layer import layer_of
from .json_catalog import SYNTAX_KEY, read_json
from .messages import Entry
from .mo import read_mo
from .plural_forms import plural_forms
from .po import PoFile, read_po
from .sources import Source, sources

_JSON = re.compile(r'"((?:[^"\\]|\\.)*)"(\s*:)?|[{}\n]')


class Item(NamedTuple):
    """One entry of one file."""

    key: str
    entry: Entry
    fuzzy: bool
    # What gettext's programs say without a translation: the msgid, and that of the plural.
    source: Entry = ""


class Double(NamedTuple):
    """A key that a file has again, on `line`, after the line `first`: one of the two is lost."""

    key: str
    line: int
    first: int


class Listing(NamedTuple):
    """All entries of one file, in its order."""

    source: Source
    items: list[Item]
    doubles: list[Double]
    strict: bool
    # How many plural forms the file says it has; 0 if it says nothing.
    forms: int
    line_of: Callable[[int], int]


def listings(folder: str | Path) -> Iterator[Listing]:
    """The files of a folder of catalogues. Raises CatalogError for one that is broken."""
    for source in sources(folder):
        if not source.language:
            raise CatalogError(source.path, 1, "a compiled file: name the folder it was made from")
        content = source.path.read_bytes()
        if source.path.suffix == ".json":
            yield _json_listing(source, content)
        else:
            read = read_mo if source.path.suffix == ".mo" else read_po
            yield _gettext_listing(source, read(content, source.path))


def listings_of(folder: str | Path, language: str) -> list[Listing]:
    """The files of one language. Raises CatalogError if there are none."""
    require(folder, language)
    name = locales.usual_name(language)
    return [listing for listing in listings(folder) if listing.source.language == name]


def require(folder: str | Path, language: str) -> None:
    """Raises CatalogError if the folder has no catalogue of the language."""
    name = locales.usual_name(language)
    if name not in {source.language for source in sources(folder)}:
        raise CatalogError(folder, 1, f"no catalogue of {language}")


def _json_listing(source: Source, content: bytes) -> Listing:
    messages, strict = read_json(source.path, content)
    items = [Item(key, text, False) for key, text in messages.flat().items()]
    lines: dict[str, int] = {}

    def line_of(number: int) -> int:
        if not lines:
            lines.update(key_places(content.decode("utf-8-sig")))
        return lines.get(items[number].key, 1)

    doubles = _doubles(key_places(content.decode("utf-8-sig"))) if _is_doubled(content, len(items)) else []
    return Listing(source, items, doubles, strict, 0, line_of)


def _is_doubled(content: bytes, messages: int) -> bool:
    """Whether a JSON catalogue has more keys than messages: for a few it is not worth to find their lines."""
    lost = texts = 0

    def count(pairs: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal lost, texts
        tree = dict(pairs)
        lost += len(pairs) - len(tree)
        texts += sum(isinstance(value, str) for value in tree.values())
        return tree

    tree = json.loads(content.decode("utf-8-sig"), object_pairs_hook=count)
    return bool(lost) or texts - (SYNTAX_KEY in tree) > messages


def _doubles(places: Iterable[tuple[str, int]]) -> list[Double]:
    first: dict[str, int] = {}
    found: list[Double] = []
    for key, line in places:
        if key in first:
            found.append(Double(key, line, first[key]))
        else:
            first[key] = line
    return found


def _gettext_listing(source: Source, po: PoFile) -> Listing:
    entries = [entry for entry in po.entries if entry.key and not entry.obsolete]
    items = [
        Item(each.key, each.msgstr[0], each.fuzzy, each.msgid)
        if each.msgid_plural is None
        else Item(each.key, each.msgstr, each.fuzzy, (each.msgid, each.msgid_plural))
        for each in entries
    ]
    layer = layer_of(source.language, po, source.path)
    forms = plural_forms(layer.plural_forms)[0] if layer.plural_forms else 0

    def line_of(number: int) -> int:
        return entries[number].line or 1

    doubles = _doubles((entry.key, entry.line or 1) for entry in entries)
    return Listing(source, items, doubles, layer.strict, forms, line_of)


def key_places(text: str) -> Iterator[tuple[str, int]]:
    """Each dotted key of a JSON catalogue with its line, in their order."""
    path: list[str] = []
    line, key = 1, ""
    for found in _JSON.finditer(text):
        token = found[0]
        if token == "\n":
            line += 1
        elif token == "{":
            path.append(key)
        elif token == "}":
            path.pop()
        elif found[2]:
            key = json.loads(f'"{found[1]}"') if "\\" in found[1] else found[1]
            yield ".".join([*path[1:], key]), line
            line += found[2].count("\n")
