"""Which of the available languages suits a reader best.

Accept-Language is read by RFC 9110 section 12.5.4, each range is looked up by RFC 4647 section 3.4
with CLDR's inheritance in place of plain cutting.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from . import locales

Available = tuple[str, ...] | frozenset[str]

LONGEST_HEADER = 4096
MOST_RANGES = 100
LONGEST_REMEMBERED = 256
MOST_REMEMBERED = 2048
MOST_NEGOTIATORS = 64
_FIRST = re.compile(r"[ \t]*([a-z][a-z\d_-]*)[ \t]*(?=,|$)", re.ASCII | re.IGNORECASE)
_REFUSAL = re.compile(r"=0(?:\.0{0,3})?[ \t]*(?:,|$)")
_RANGES = re.compile(
    r"(?:^|,)[ \t]*([a-z][a-z\d_-]*|\*)"
    r"(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?[ \t]*(?=,|$)",
    re.ASCII | re.IGNORECASE,
)


def negotiate(header: str | None, available: Iterable[str], default: str) -> str:
    """The available language that an Accept-Language header asks for, else the default.

    Ranges go by quality, then by place. Each is looked up whole before the next: exact, CLDR's parents,
    the bare language, the default if it is of that language and script, the likely region, any
    region. `*` is the default, or the first language that is not refused by `q=0`. Malformed parts
    are skipped; a header over 4096 characters is cut at a comma.

    The answer is spelt as in `available` (or is `default`), whatever the header holds. Never raises.
    """
    try:
        same, usual, recent = _latest[id(available)]
        if same is available and usual == default:
            return recent[header]  # type: ignore[index]  # pyright: ignore
    except KeyError:
        pass
    return _remembered(available, default).negotiate(header)


class Negotiator:
    """The available languages, indexed once, to be asked for many headers."""

    __slots__ = (
        "_any_region",
        "_available",
        "_default",
        "_default_script",
        "_exact",
        "_likely",
        "_normal",
        "_related",
        "recent",
    )

    def __init__(self, available: Iterable[str], default: str) -> None:
        self._available = tuple(available)
        self._default = default
        # Answers to headers seen of late.
        self.recent: dict[str, str] = {}
        self._exact: dict[str, str] = {}
        self._normal: dict[str, str] = {}
        self._likely: dict[str, str] = {}
        self._any_region: dict[tuple[str, str], str] = {}
        for name in self._available:
            self._index(name)
        self._default_script = _language_and_script(default)
        languages = {language for language, _ in self._any_region} | {self._default_script[0]}
        self._related = locales.related_languages(frozenset(languages))

    def negotiate(self, header: str | None) -> str:
        """The language for an Accept-Language header: see the function `negotiate`."""
        if not header:
            return self._default
        known = self.recent.get(header)
        if known is None:
            known = self._negotiated(_cut(header))
            if len(header) <= LONGEST_REMEMBERED:
                if len(self.recent) >= MOST_REMEMBERED:
                    self.recent.clear()
                self.recent[header] = known
        return known

    def _negotiated(self, header: str) -> str:
        first = _FIRST.match(header)
        if first and not _REFUSAL.search(header):
            # Nothing goes before a first range without a weight, so the rest need not be read.
            for found in self.lookup(first[1]):
                return found
        accepted, refused = _ranges(header)
        for each in accepted:
            for found in self._everything() if each == "*" else self.lookup(each):
                if not refused or not _is_refused(found, accepted, refused):
                    return found
        return self._default

    def choose(self, text: str) -> str | None:
        """The language for one tag that a reader chose; None if it is none or leads to none."""
        return next(self.lookup(text), None)

    def lookup(self, text: str) -> Iterator[str]:
        """Every language that suits one range, best first."""
        key = text.replace("_", "-").lower()
        if key in self._exact:
            yield self._exact[key]
        if key.partition("-")[0] not in self._related:
            return
        tag, names = _inheritance(text)
        if tag and tag.language:
            yield from self._inherited(tag, names, key)
            yield from self._same_script(tag)

    def _inherited(self, tag: locales.Tag, names: tuple[str, ...], key: str) -> Iterator[str]:
        if tag.extensions:
            yield from self._shortened(key)
        for name in names:
            if name in self._normal:
                yield self._normal[name]
        if tag.language in self._exact:
            yield self._exact[tag.language]

    def _shortened(self, key: str) -> Iterator[str]:
        """RFC 4647's lookup proper, for extensions and private use, which CLDR knows nothing of."""
        while key := key.rpartition("-")[0]:
            if key[-2:-1] != "-" and key in self._exact:
                yield self._exact[key]

    def _same_script(self, tag: locales.Tag) -> Iterator[str]:
        script = tag.script or locales.maximize(tag).script
        if (tag.language, script) == self._default_script:
            yield self._default
        likely = str(locales.maximize(locales.Tag(tag.language, script)))
        if likely in self._likely:
            yield self._likely[likely]
        if (tag.language, script) in self._any_region:
            yield self._any_region[tag.language, script]

    def _everything(self) -> Iterator[str]:
        yield self._default
        yield from self._available

    def _index(self, name: str) -> None:
        self._exact.setdefault(name.replace("_", "-").lower(), name)
        tag = locales.canonical(name)
        if not tag or not tag.language:
            return
        self._normal.setdefault(str(locales.normal(tag)), name)
        full = locales.maximize(tag)
        self._likely.setdefault(str(full), name)
        self._any_region.setdefault((full.language, full.script), name)
        for parent in locales.parents(locales.Tag(tag.language)):
            if "-" not in parent:
                self._any_region.setdefault((parent, full.script), name)


@lru_cache(maxsize=2048)
def _inheritance(text: str) -> tuple[locales.Tag | None, tuple[str, ...]]:
    """The canonical tag of a range, and the names of its locale and of what that inherits from."""
    tag = locales.canonical(text) if len(text) <= locales.LONGEST_TAG else None
    return (tag, (str(locales.normal(tag)), *locales.parents(tag))) if tag and tag.language else (tag, ())


# The answers of those made of late, by the identity of the tuple or frozenset that they were made for. Only a
# memory: the same languages make the same negotiator. (`lru_cache` alone would hash all of them each time.)
_latest: dict[int, tuple[Available, str, dict[str, str]]] = {}


def _remembered(available: Iterable[str], default: str) -> Negotiator:
    made = negotiator(available, default)
    if isinstance(available, (tuple, frozenset)):
        if len(_latest) >= MOST_NEGOTIATORS:
            _latest.clear()
        _latest[id(available)] = available, default, made.recent
    return made


def negotiator(available: Iterable[str], default: str) -> Negotiator:
    """The negotiator for these languages, made anew if it must be."""
    return _negotiator(_ordered(available), default)


@lru_cache(maxsize=MOST_NEGOTIATORS)
def _negotiator(available: tuple[str, ...], default: str) -> Negotiator:
    return Negotiator(available, default)


def _ordered(available: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(available) if isinstance(available, (set, frozenset)) else available)


def _cut(header: str) -> str:
    return header if len(header) <= LONGEST_HEADER else header[: LONGEST_HEADER + 1].rpartition(",")[0]


def _ranges(header: str) -> tuple[list[str], list[str]]:
    """The ranges that are wanted, by quality and then by place, and those that are refused."""
    found: list[tuple[str, str]] = _RANGES.findall(header)
    if not any(quality for _, quality in found):
        return [name for name, _ in found[:MOST_RANGES]], []
    wanted = [(float(quality or 1), name) for name, quality in found]
    refused = [name for quality, name in wanted if not quality]
    wanted.sort(key=_by_quality)
    return [name for quality, name in wanted[:MOST_RANGES] if quality], refused[:MOST_RANGES]


def _by_quality(weighted: tuple[float, str]) -> float:
    return -weighted[0]


def _is_refused(language: str, accepted: list[str], refused: list[str]) -> bool:
    """Whether the most specific range that names the language has `q=0`."""
    return _specific(language, refused) > _specific(language, accepted)


def _specific(language: str, ranges: list[str]) -> int:
    key = language.replace("_", "-").lower() + "-"
    lengths = [len(each) for each in ranges if key.startswith(each.replace("_", "-").lower() + "-")]
    return max(lengths, default=0)


def _language_and_script(name: str) -> tuple[str, str]:
    tag = locales.canonical(name)
    full = locales.maximize(tag) if tag and tag.language else locales.Tag("")
    return full.language, full.script
