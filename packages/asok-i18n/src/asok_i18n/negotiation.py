"""Which of the available languages suits a reader best.

Accept-Language is read by RFC 9110 section 12.5.4, each range is looked up by RFC 4647 section 3.4
with CLDR's inheritance in place of plain cutting.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from . import locales
from .patterns import Pattern

Available = tuple[str, ...] | frozenset[str]

LONGEST_HEADER = 4096
LONGEST_REMEMBERED = 256
MOST_REMEMBERED = 2048
MOST_NEGOTIATORS = 64
_FIRST = Pattern(r"[ \t]*([a-z][a-z\d_-]*)[ \t]*(?=,|$)", re.ASCII | re.IGNORECASE)
_REFUSAL = Pattern(r"=0(?:\.0{0,3})?[ \t]*(?:,|$)")
_SIMPLE = Pattern(r"[a-z]{2,3}(?:-[a-z]{2})?", re.ASCII)
_RANGES = Pattern(
    r"(?:^|,)[ \t]*([a-z][a-z\d_-]*|\*)"
    r"(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?[ \t]*(?=,|$)",
    re.ASCII | re.IGNORECASE,
)


def negotiate(header: str | None, available: Iterable[str], default: str) -> str:
    """The available language that an Accept-Language header asks for, else the default.

    Ranges go by quality, then by place. Each is looked up whole before the next: exact, CLDR's parents,
    the bare language, the default if it is of that language and script, the likely region, any
    region. `*` is the default, or the first language, that no other range names; `q=0` refuses what the
    range names. Malformed parts are skipped; a header over 4096 characters is cut at a comma.

    The answer is spelt as in `available` (or is `default`), whatever the header holds. Never raises.
    """
    try:
        same, usual, recent, made = _latest[id(available)]
    except KeyError:
        return _remembered(available, default).negotiate(header)
    if same is not available or usual != default:
        return _remembered(available, default).negotiate(header)
    return recent[header] if header in recent else made.negotiate(header)


class Negotiator:
    """The available languages, indexed once, to be asked for many headers."""

    __slots__ = (
        "_alone",
        "_any_region",
        "_available",
        "_default",
        "_default_script",
        "_exact",
        "_likely",
        "_normal",
        "_pairs",
        "_related",
        "recent",
    )

    def __init__(self, available: Iterable[str], default: str) -> None:
        self._available = tuple(available)
        self._default = default
        # Answers to headers seen of late.
        self.recent: dict[str | None, str] = {}
        self._exact: dict[str, str] = {}
        self._normal: dict[str, str] = {}
        self._likely: dict[str, str] = {}
        self._any_region: dict[tuple[str, str], list[str]] = {}
        for name in self._available:
            self._index(name)
        self._default_script = _language_and_script(default)
        languages = {language for language, _ in self._any_region} | {self._default_script[0]}
        self._related = locales.related_languages(frozenset(languages))
        # The languages in a script that may lead to an available one.
        adopted = (pair for pair, parent in locales.adopted().items() if parent in languages)
        self._alone = self._languages_alone()
        self._pairs = {*self._any_region, self._default_script, *adopted}

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
            found = self._surest(_key(first[1])) or next(self.lookup(first[1]), None)
            if found is not None:
                return found
        wishes = Wishes(header)
        barren: set[tuple[str, str]] = set()
        for each in wishes.accepted:
            found = self._unnamed(wishes) if each == "*" else self._wished(each, wishes, barren)
            if found is not None:
                return found
        return self._default

    def _unnamed(self, wishes: "Wishes") -> str | None:
        return next((name for name in (self._default, *self._available) if not wishes.names(name)), None)

    def _wished(self, text: str, wishes: "Wishes", barren: set[tuple[str, str]]) -> str | None:
        """The best language for a range that is not refused.

        barren: languages in scripts in which there is none, as far as other ranges have told. (Looking a
        range up takes ten times as long as telling its script, and a header may hold a thousand of them.)
        """
        key = _key(text)
        pair = bare = None
        if key not in self._exact:
            language = key.partition("-")[0]
            if language not in self._related or (language in self._alone and (language, "") in barren):
                return None
            pair = locales.language_and_script(key)
            bare = pair[0] in self._exact and (pair[0], "") not in barren
            if pair in barren or not (bare or pair in self._pairs):
                return None
        found = next((name for name in self.lookup(text) if not wishes.refuses(name)), None)
        if found is None and pair and locales.canonical(text):
            barren |= {pair, (pair[0], "")} if bare else {pair}
        return found

    def choose(self, text: str) -> str | None:
        """The language for one tag that a reader chose; None if it is none or leads to none."""
        return next(self.lookup(text), None)

    def lookup(self, text: str) -> Iterator[str]:
        """Every language that suits one range, best first."""
        key = _key(text)
        surest = self._surest(key)
        if surest is not None:
            yield surest
        if key.partition("-")[0] not in self._related:
            return
        tag, names = _inheritance(text)
        if tag and tag.language:
            yield from self._inherited(tag, names, key)
            yield from self._same_script(tag)

    def _surest(self, key: str) -> str | None:
        """The best language for a range, if it can be told without a search."""
        exact = self._exact.get(key)
        if exact is None and _SIMPLE.fullmatch(key):
            language = key.partition("-")[0]
            return self._exact[language] if language in self._alone else None
        return exact

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
        yield from self._any_region.get((tag.language, script), ())

    def _languages_alone(self) -> frozenset[str]:
        """Those that only their bare tag is available of, so that no other can suit better."""
        names: dict[str, set[str]] = {self._default_script[0]: {self._default}}
        for (language, _), some in self._any_region.items():
            names.setdefault(language, set()).update(some)
        children = {language for language, _ in locales.adopted()}
        alone = {language for language, some in names.items() if some == {self._exact.get(language)}}
        return frozenset(alone - children)

    def _index(self, name: str) -> None:
        self._exact.setdefault(_key(name), name)
        tag = locales.canonical(name)
        if not tag or not tag.language:
            return
        self._normal.setdefault(str(locales.normal(tag)), name)
        full = locales.maximize(tag)
        self._likely.setdefault(str(full), name)
        self._any_region.setdefault((full.language, full.script), []).append(name)
        for parent in locales.parents(locales.Tag(tag.language)):
            if "-" not in parent:
                self._any_region.setdefault((parent, full.script), []).append(name)


@lru_cache(maxsize=2048)
def _inheritance(text: str) -> tuple[locales.Tag | None, tuple[str, ...]]:
    """The canonical tag of a range, and the names of its locale and of what that inherits from."""
    tag = locales.canonical(text) if len(text) <= locales.LONGEST_TAG else None
    return (tag, locales.lineage(tag) if tag and tag.language else ())


# Those made of late, and their answers, by the identity of the tuple or frozenset that they were made for.
# Only a memory: the same languages make the same negotiator. (`lru_cache` alone would hash all of them each
# time.)
_latest: dict[int, tuple[Available, str, dict[str | None, str], Negotiator]] = {}


def _remembered(available: Iterable[str], default: str) -> Negotiator:
    made = negotiator(available, default)
    if isinstance(available, (tuple, frozenset)):
        if len(_latest) >= MOST_NEGOTIATORS:
            _latest.clear()
        _latest[id(available)] = available, default, made.recent, made
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


class Wishes:
    """The ranges of a header: those wanted, by quality and then by place, and those refused."""

    __slots__ = ("_refused", "_seen", "_wanted", "accepted")

    def __init__(self, header: str) -> None:
        weighted = [(-float(quality or 1), name) for name, quality in _RANGES.findall(header)]
        refused = {name for quality, name in weighted if not quality}
        weighted.sort(key=_by_quality)
        self.accepted = list(dict.fromkeys(name for quality, name in weighted if quality))
        self._wanted = set(map(_key, self.accepted))
        self._refused = set(map(_key, refused))
        self._seen: dict[str, bool] = {}

    def refuses(self, language: str) -> bool:
        """Whether the most specific range that names the language has `q=0`."""
        if not self._refused:
            return False
        known = self._seen.get(language)
        if known is None:
            key = _key(language)
            known = self._seen[language] = _longest(key, self._refused) > _longest(key, self._wanted)
        return known

    def names(self, language: str) -> bool:
        """Whether a range other than `*` names the language."""
        key = _key(language)
        return bool(_longest(key, self._wanted) or _longest(key, self._refused))


def _key(tag: str) -> str:
    return tag.replace("_", "-").lower()


def _longest(key: str, ranges: set[str]) -> int:
    """The length of the longest range that the tag begins with (RFC 4647, basic filtering)."""
    while key and key not in ranges:
        key = key.rpartition("-")[0]
    return len(key)


def _by_quality(weighted: tuple[float, str]) -> float:
    return weighted[0]


def _language_and_script(name: str) -> tuple[str, str]:
    tag = locales.canonical(name)
    full = locales.maximize(tag) if tag and tag.language else locales.Tag("")
    return full.language, full.script
