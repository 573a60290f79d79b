"""Language tags (BCP 47) and what CLDR knows of them: aliases, likely subtags, parents, direction.

`_` is read as `-`, case does not matter. Sources: RFC 5646 for the grammar, UTS 35 (LDML part 1)
for canonical tags, likely subtags and inheritance.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from . import _locale_data as data
from .patterns import Pattern

LONGEST_TAG = 128
_TAG = Pattern(
    r"(?:(?P<language>[a-z]{2,8})(?P<extlang>(?:-[a-z]{3}(?![a-z\d])){0,3})"
    r"(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*)(?P<extensions>(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*))?"
    r"(?P<private>(?:^|-)x(?:-[a-z\d]{1,8})+)?",
    re.ASCII,
)


class Tag(NamedTuple):
    """A language tag in parts; a part that is absent is the empty string."""

    language: str
    script: str = ""
    region: str = ""
    variants: str = ""
    extensions: str = ""

    def __str__(self) -> str:
        return "-".join(part for part in self if part)


def parse(text: str) -> Tag | None:
    """The parts of a tag in their usual case; None if it is no tag (`en-*`, `../en`, `e`)."""
    found = _TAG.fullmatch(text.replace("_", "-").lower()) if 0 < len(text) <= LONGEST_TAG else None
    if not found:
        return None
    language, script, region, variants = found.group("language", "script", "region", "variants")
    extensions = (found["extensions"] or "") + (found["private"] or "")
    if found["extlang"]:
        language = found["extlang"][-3:]
    return Tag(
        language or "",
        script.title() if script else "",
        region.upper() if region else "",
        (variants or "")[1:],
        extensions.removeprefix("-"),
    )


@lru_cache(maxsize=1024)
def canonical(text: str) -> Tag | None:
    """The tag with outdated codes replaced (`iw` is `he`, `sh` is `sr-Latn`, `zh-yue` is `yue`)."""
    aliases = _language_aliases()
    replacement = aliases.get(text.replace("_", "-").lower()[:LONGEST_TAG])
    tag = parse(replacement or text)
    if tag is None:
        return None
    if tag.language in aliases:
        alias = parse(aliases[tag.language]) or tag
        tag = tag._replace(
            language=alias.language, script=tag.script or alias.script, region=tag.region or alias.region
        )
    return tag._replace(region=_region_aliases().get(tag.region, tag.region))


def maximize(tag: Tag) -> Tag:
    """The tag with its likely script and region (UTS 35, Likely Subtags): `zh-TW` is `zh-Hant-TW`."""
    language, script, region = tag[:3]
    if not (language and script and region):
        likely = _likely(language or "und", script, region)
        tag = tag._replace(
            language=likely.language if language in {"", "und"} else language,
            script=script or likely.script,
            region=region or likely.region,
        )
    return tag


def normal(tag: Tag) -> Tag:
    """The tag as CLDR names its locale: with a script exactly where it is not the language's own.

    `zh-TW` is `zh-Hant-TW`, `en-Latn-IN` is `en-IN`, `sr-Cyrl` is `sr`.
    """
    script = tag.script or maximize(Tag(tag.language, "", tag.region)).script
    own = maximize(Tag(tag.language)).script
    return tag._replace(script="" if script == own else script)


def parents(tag: Tag) -> Iterator[str]:
    """The locales that CLDR lets the tag inherit from, nearest first, without the root.

    `es-MX`: es-419, es. `zh-TW`: zh-Hant, and not zh, for that is another script.
    """
    current = str(normal(tag)._replace(extensions=""))
    if tag.extensions:
        yield current
    while current := _parent(current):
        yield current


def lineage(tag: Tag) -> tuple[str, ...]:
    """The name of the tag's locale, and those of `parents`: where a message or a format is looked for."""
    return (str(normal(tag)), *parents(tag))


def usual_name(text: str) -> str:
    """The tag as it is usually written (`pt_br`: pt-BR); what is no tag stays as it is."""
    return str(parse(text) or text)


def language_and_script(text: str) -> tuple[str, str]:
    """What `maximize` makes of the language and script of a tag in lower case, in a fraction of the time.

    The tag must be well-formed: of any other text the answer has no meaning.
    """
    if text in _language_aliases():
        tag = maximize(canonical(text) or Tag("und"))
        return tag.language, tag.script
    language, _, rest = text.partition("-")
    part, _, rest = rest.partition("-")
    while len(part) == 3 and part.isalpha():
        language = part
        part, _, rest = rest.partition("-")
    language, script, region = _by_alias(language)
    if len(part) == 4 and part.isalpha():
        return language, part.title()
    if len(part) in (2, 3):
        region = part.upper()
    return language, script or _likely_script(language, region)


def direction(tag: Tag) -> Literal["ltr", "rtl"]:
    """The direction in which the language is written in its script, or in its likely one."""
    return "rtl" if maximize(tag).script in _right_to_left() else "ltr"


def _parent(name: str) -> str:
    exception = _parents().get(name)
    if exception is not None:
        return "" if exception == "und" else exception
    rest, _, last = name.rpartition("-")
    other_script = len(last) == 4 and last.isalpha() and "-" not in rest
    return "" if other_script else rest


def _likely(language: str, script: str, region: str) -> Tag:
    by_tag = _likely_by_tag()
    for key in (f"{language}-{script}-{region}", f"{language}-{region}", f"{language}-{script}"):
        if key in by_tag:
            return _split(by_tag[key])
    if language in _likely_by_language():
        return _split(f"{language}-{_likely_by_language()[language]}")
    return _split(by_tag.get(f"und-{script}") or by_tag.get(f"und-{region}") or by_tag["und"])


def _likely_script(language: str, region: str) -> str:
    region = _region_aliases().get(region, region)
    of_both = _likely_by_tag().get(f"{language}-{region}")
    if of_both:
        return _split(of_both).script
    # `Latn-ET`: the script has four letters.
    of_language = _likely_by_language().get(language)
    return of_language[:4] if of_language else _likely(language, "", region).script


@lru_cache(maxsize=4096)
def _by_alias(language: str) -> tuple[str, str, str]:
    alias = _language_aliases().get(language)
    tag = parse(alias) if alias else None
    return tag[:3] if tag else (language, "", "")


def _split(text: str) -> Tag:
    return Tag(*text.split("-"))


@cache
def _likely_by_language() -> dict[str, str]:
    return _spread(data.LIKELY_BY_LANGUAGE)


@cache
def _likely_by_tag() -> dict[str, str]:
    return _spread(data.LIKELY_BY_TAG)


@cache
def _parents() -> dict[str, str]:
    return _spread(data.PARENTS)


@cache
def _language_aliases() -> dict[str, str]:
    return {key.lower(): value for key, value in _spread(data.LANGUAGE_ALIASES).items()}


@cache
def _region_aliases() -> dict[str, str]:
    return _spread(data.REGION_ALIASES)


@cache
def _right_to_left() -> frozenset[str]:
    return frozenset(data.RIGHT_TO_LEFT_SCRIPTS.split())


def _spread(text: str) -> dict[str, str]:
    """Lines of a value and its keys, as a dictionary from each key to its value."""
    return {key: words[0] for line in text.splitlines() for words in [line.split()] for key in words[1:]}


def related_languages(languages: frozenset[str]) -> frozenset[str]:
    """First subtags of every tag that may lead to one of the languages: their own, aliases, children."""
    found = set(languages)
    for table in (_parents(), _language_aliases()):
        for name, target in table.items():
            if target.partition("-")[0] in languages:
                found.add(name.partition("-")[0].lower())
    return frozenset(found)


@cache
def adopted() -> dict[tuple[str, str], str]:
    """The languages in a script that inherit from another language (`nb` from `no`), and that language."""
    return {
        language_and_script(name.lower()): parent.partition("-")[0]
        for name, parent in _parents().items()
        if parent != "und" and name.partition("-")[0] != parent.partition("-")[0]
    }
