"""`asok-i18n check`: what is missing, unused, broken or unlike in a folder of catalogues."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from . import locales
from .arguments import Shape, shape_of
from .errors import MessageError
from .inventory import Item, Listing, listings
from .messages import Entry
from .plurals import plural_categories
from .syntax import Choice
from .usage import Usage, usage_of

KINDS = (
    "duplicate",
    "empty",
    "extra",
    "fuzzy",
    "missing",
    "placeholders",
    "plural",
    "syntax",
    "undefined",
    "unused",
)

Step = Callable[[int, int], None]

# The regions of pseudo-localised catalogues, whose plurals are those of the language they were made from.
PSEUDO = ("-XA", "-XB")


class Finding(NamedTuple):
    """Something to look at. `kind` is one of KINDS, the word to search the documentation for."""

    path: str
    line: int
    kind: str
    language: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.kind}: {self.key!r} {self.reason}"


def check(
    folder: str | Path, default: str = "en", code: Iterable[str | Path] = (), step: Step | None = None
) -> list[Finding]:
    """All findings in the catalogues of a folder, and in the code that uses them if any is given.

    step: called with how many messages are done, and of how many, now and then.
    Raises CatalogError for a file that can't be read at all.
    """
    files = list(listings(folder))
    default = locales.usual_name(default)
    keys = {language: _keys(files, language) for language in {file.source.language for file in files}}
    wanted = _Wanted(files, default)
    total = sum(len(file.items) for file in files)
    found: list[Finding] = []
    done = 0
    for file in files:
        for number, item in enumerate(file.items):
            for kind, reason in _item_findings(file, item, wanted):
                found.append(_finding(file, number, kind, reason))
            done += 1
            if step and not done % 1000:
                step(done, total)
        found += _double_findings(file)
    found += _missing(files, keys, default)
    if code:
        found += _usage_findings(usage_of(code), files, {key for each in keys.values() for key in each})
    return sorted(found)


class _Wanted:
    """The shapes of the default language's messages, to compare the others with."""

    def __init__(self, files: list[Listing], default: str) -> None:
        self.default = default
        self.keys: set[str] = set()
        self.shapes: dict[str, Shape] = {}
        self.known = any(file.source.language == default for file in files)
        for file in files:
            if file.source.language == default:
                for item in file.items:
                    self.keys.add(item.key)
                    if shape := _shape(item.entry, file.strict):
                        self.shapes.setdefault(item.key, shape)

    def shape(self, item: Item, strict: bool) -> Shape | None:
        """What a translation is to have: that of the default language's text, else of gettext's msgid.

        None where neither tells: a msgid without placeholders may be a key, and no text.
        """
        source = _shape(item.source, strict)
        return self.shapes.get(item.key) or (source if source and source.names else None)


def _item_findings(file: Listing, item: Item, wanted: _Wanted) -> Iterator[tuple[str, str]]:
    language = file.source.language
    texts = item.entry if isinstance(item.entry, tuple) else (item.entry,)
    if item.fuzzy:
        yield "fuzzy", "is marked fuzzy, and so not used"
    if not all(texts):
        yield "empty", "has no text"
        return
    if isinstance(item.entry, tuple):
        yield from _forms_findings(len(item.entry), file.forms)
    try:
        shape = shape_of(item.entry, file.strict)
    except MessageError as error:
        yield "syntax", f"is broken: {error} (at character {error.position})"
        return
    for block in shape.blocks:
        yield from _block_findings(block, language)
    if language == wanted.default:
        return
    if wanted.known and item.key not in wanted.keys:
        yield "extra", f"is not in the catalogue of the default language, {wanted.default}"
    elif (expected := wanted.shape(item, file.strict)) and expected.names != shape.names:
        yield "placeholders", _difference(shape.names, expected.names)


def _forms_findings(forms: int, said: int) -> Iterator[tuple[str, str]]:
    if said and forms != said:
        yield "plural", f"has {forms} plural forms, and its file says {said}"
    elif not said and forms > 2:
        yield "plural", f"has {forms} plural forms; without Plural-Forms in its file two are used"


def _double_findings(file: Listing) -> Iterator[Finding]:
    path, language = str(file.source.path), file.source.language
    for key, line, first in file.doubles:
        yield Finding(path, line, "duplicate", language, key, f"is there before, on line {first}")


def _block_findings(block: Choice, language: str) -> Iterator[tuple[str, str]]:
    if "other" not in block.cases:
        yield "plural", f"has no case 'other' for {{{block.name}}}"
    if block.kind == "select" or language.endswith(PSEUDO):
        return
    categories = plural_categories(language, ordinal=block.kind == "selectordinal")
    given = [case for case in block.cases if case[0] != "="]
    place = f"in the {block.kind} of {{{block.name}}}"
    if lacking := [each for each in categories if each not in given and each != "other"]:
        yield "plural", f"lacks what {language} has, {', '.join(lacking)}, {place}"
    if surplus := [each for each in given if each not in categories]:
        yield "plural", f"has what {language} never gets, {', '.join(surplus)}, {place}"


def _difference(names: frozenset[str], expected: frozenset[str]) -> str:
    parts = [f"lacks {{{name}}}" for name in sorted(expected - names)]
    parts += [f"has {{{name}}} of its own" for name in sorted(names - expected)]
    return "and ".join(f"{part} " for part in parts).strip()


def _missing(files: list[Listing], keys: dict[str, set[str]], default: str) -> Iterator[Finding]:
    for language in sorted(set(keys) - {default}):
        tag = locales.canonical(language)
        chain = [language, *(locales.parents(tag) if tag else ())]
        has = set[str]().union(*(keys.get(each, set()) for each in chain if each != default))
        path = next(str(file.source.path) for file in files if file.source.language == language)
        for key in keys.get(default, set()) - has:
            yield Finding(path, 1, "missing", language, key, f"is not in {language}")


def _usage_findings(usage: Usage, files: list[Listing], keys: set[str]) -> Iterator[Finding]:
    unused = {key for key in keys if not usage.uses(key)}
    for file in files:
        for number, item in enumerate(file.items):
            if item.key in unused:
                yield _finding(file, number, "unused", "is not in the code")
    for place in usage.calls:
        if place.key not in keys:
            yield Finding(place.path, place.line, "undefined", "", place.key, "is in no catalogue")


def _keys(files: list[Listing], language: str) -> set[str]:
    return {item.key for file in files if file.source.language == language for item in file.items}


def _shape(entry: Entry, strict: bool) -> Shape | None:
    """None for a message that is broken, or has no text."""
    if not all(entry if isinstance(entry, tuple) else (entry,)):
        return None
    try:
        return shape_of(entry, strict)
    except MessageError:
        return None


def _finding(file: Listing, number: int, kind: str, reason: str) -> Finding:
    path, key = str(file.source.path), file.items[number].key
    return Finding(path, file.line_of(number), kind, file.source.language, key, reason)
