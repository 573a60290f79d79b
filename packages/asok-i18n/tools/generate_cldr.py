"""Write the CLDR tables of asok_i18n anew.

    for part in core numbers-full; do
        npm pack cldr-$part@47.0.0 && mkdir $part && tar xzf cldr-$part-47.0.0.tgz -C $part
    done
    python tools/generate_cldr.py core/package numbers-full/package

The release must be that of the Babel which formats dates and numbers beside it
(`babel.core.get_global("cldr")`), so that plural categories and formats agree.
Writes `_plural_rules.py`, `_locale_data.py`, `_number_formats.py` and the samples that the tests check the
rules with.
"""

import json
import re
import sys
import textwrap
from collections import defaultdict
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
SOURCE = PACKAGE / "src" / "asok_i18n"
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
NOTICE = """\
# Made by tools/generate_cldr.py from CLDR {version}; do not edit.
# Copyright © 1991-2025 Unicode, Inc., under the Unicode License v3: see LICENSE.unicode.txt.
# ruff: noqa
"""


def main(folder: Path, numbers: Path) -> None:
    supplemental = folder / "supplemental"
    plurals = read(supplemental / "plurals.json")
    ordinals = read(supplemental / "ordinals.json")
    version = plurals["version"]["_cldrVersion"]
    notice = NOTICE.format(version=version)
    kinds = {"cardinal": plurals["plurals-type-cardinal"], "ordinal": ordinals["plurals-type-ordinal"]}
    (SOURCE / "_plural_rules.py").write_text(notice + rules_module(kinds), "utf-8")
    (SOURCE / "_locale_data.py").write_text(notice + locale_module(folder, version), "utf-8")
    (SOURCE / "_number_formats.py").write_text(notice + numbers_module(numbers), "utf-8")
    (SOURCE / "LICENSE.unicode.txt").write_text((folder / "LICENSE").read_text("utf-8"), "utf-8")
    samples = {kind: samples_of(table) for kind, table in kinds.items()}
    (PACKAGE / "tests" / "data" / "plural_samples.json").write_text(json.dumps(samples, indent=0), "utf-8")


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text("utf-8"))["supplemental"]


# Plural rules: one Python function for each distinct set of rules


def rules_module(kinds: dict[str, dict[str, Any]]) -> str:
    out = ['"""Plural and ordinal rules: the operands i, v, w, f, t and e (UTS 35) to a category."""\n']
    out.append("from collections.abc import Callable\n\nRule = Callable[..., str]\n")
    for kind, table in kinds.items():
        groups: dict[tuple[tuple[str, str], ...], list[str]] = defaultdict(list)
        for language, rules in table.items():
            groups[conditions(rules)].append(language)
        for rules, languages in groups.items():
            out.append(function(f"{kind}_{languages[0].lower().replace('-', '_')}", rules))
        out.append(f"{kind.upper()}S: tuple[tuple[Rule, tuple[str, ...], str], ...] = (")
        for rules, languages in groups.items():
            name = f"{kind}_{languages[0].lower().replace('-', '_')}"
            categories = json.dumps([category for category, _ in rules] + ["other"])[1:-1]
            comma = "," if not rules else ""
            out.append(
                f"    (\n        {name},\n        ({categories}{comma}),\n{strings(languages, 8)},\n    ),"
            )
        out.append(")\n")
    return "\n".join(out).rstrip() + "\n"


def strings(words: list[str], indent: int) -> str:
    lines = textwrap.wrap(" ".join(words), 98 - indent, break_on_hyphens=False)
    quoted = [json.dumps(line + " ") for line in lines[:-1]] + [json.dumps(lines[-1])]
    return "\n".join(" " * indent + line for line in quoted)


def conditions(rules: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The rules in CLDR's order of categories, samples cut off, without `other`."""
    by_category = {name.rpartition("-")[2]: text.partition("@")[0].strip() for name, text in rules.items()}
    return tuple((each, by_category[each]) for each in CATEGORIES[:-1] if each in by_category)


def function(name: str, rules: tuple[tuple[str, str], ...]) -> str:
    lines = [f"def {name}(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:"]
    for category, condition in rules:
        lines += [f"    if {expression(condition)}:", f'        return "{category}"']
    return "\n".join([*lines, '    return "other"\n\n'])


def expression(condition: str) -> str:
    return " or ".join(
        " and ".join(relation(each) for each in chain.split(" and ")) for chain in condition.split(" or ")
    )


def relation(text: str) -> str:
    """`n % 10 = 2..4,9`: n is whole exactly when it has no visible fraction but zeros (w is 0)."""
    found = re.fullmatch(r"([nivwfte])(?: % (\d+))? (!?=) ([\d.,]+)", text.strip())
    assert found, text
    operand, modulus, equals, ranges = found.groups()
    value = ("i" if operand == "n" else operand) + (f" % {modulus}" if modulus else "")
    test = membership(value, ranges)
    if operand == "n":
        return f"(w == 0 and {test})" if equals == "=" else f"not (w == 0 and {test})"
    if equals == "=":
        return test
    return f"{value} != {ranges}" if ranges.isdigit() else f"not {test}"


def membership(value: str, ranges: str) -> str:
    parts = ranges.split(",")
    if all(part.isdigit() for part in parts):
        return f"{value} == {ranges}" if len(parts) == 1 else f"{value} in ({', '.join(parts)})"
    tests = [
        f"{low} <= {value} <= {high}" if high else f"{value} == {low}"
        for low, _, high in (part.partition("..") for part in parts)
    ]
    return tests[0] if len(tests) == 1 else f"({' or '.join(tests)})"


def samples_of(table: dict[str, dict[str, str]]) -> dict[str, dict[str, list[str]]]:
    return {
        language: {
            name.rpartition("-")[2]: [
                end
                for sample in re.findall(r"[\d.c]+(?:~[\d.c]+)?", text.partition("@")[2])
                for end in sample.split("~")
                if end[0].isdigit()
            ]
            for name, text in rules.items()
        }
        for language, rules in table.items()
    }


# Locale data: words grouped under what they lead to, as text that is split at first use


def locale_module(folder: Path, version: str) -> str:
    supplemental = folder / "supplemental"
    likely = read(supplemental / "likelySubtags.json")["likelySubtags"]
    parents = read(supplemental / "parentLocales.json")["parentLocales"]["parentLocale"]
    alias = read(supplemental / "aliases.json")["metadata"]["alias"]
    scripts = json.loads((folder / "scriptMetadata.json").read_text("utf-8"))["scriptMetadata"]
    bare = {key: value.split("-", 1)[1] for key, value in likely.items() if "-" not in key and key != "und"}
    assert all(likely[key].split("-")[0] == key for key in bare)
    others = {key: value for key, value in likely.items() if key not in bare}
    languages = {
        key: each["_replacement"]
        for key, each in alias["languageAlias"].items()
        if not key.startswith("und-")
    }
    tables = {
        "LIKELY_BY_LANGUAGE": (bare, "`Latn-ET aa abr`: the likely script and region of each bare language"),
        "LIKELY_BY_TAG": (others, "the likely full tag of language and script or region, and of `und`"),
        "PARENTS": (parents, "the parent locales that are not the tag cut short; `und` is the root"),
        "LANGUAGE_ALIASES": (languages, "today's tag for outdated, long and grandfathered ones"),
        "REGION_ALIASES": (
            {key: each["_replacement"].split()[0] for key, each in alias["territoryAlias"].items()},
            "today's code for a region that was renamed or divided",
        ),
    }
    rtl = " ".join(script for script, data in scripts.items() if data["rtl"] == "YES")
    out = ['"""Languages, scripts and regions: each line is a value, then all that lead to it."""\n']
    out.append(f'CLDR_VERSION = "{version}"\n')
    out.append(f"RIGHT_TO_LEFT_SCRIPTS = (\n{strings(rtl.split(), 4)}\n)\n")
    for name, (table, meaning) in tables.items():
        out.append(f'# {meaning}\n{name} = """\\\n{grouped(table)}"""\n')
    return "\n".join(out)


def grouped(table: dict[str, str]) -> str:
    groups: dict[str, list[str]] = defaultdict(list)
    for key, value in table.items():
        groups[value].append(key)
    lines: list[str] = []
    for value, keys in groups.items():
        wrapped = textwrap.wrap(" ".join(keys), 100 - len(value), break_on_hyphens=False)
        lines += [f"{value} {part}\n" for part in wrapped]
    return "".join(lines)


# Number formats: one line for all locales that write their numbers alike


def numbers_module(folder: Path) -> str:
    groups: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for path in sorted(folder.glob("main/*/numbers.json")):
        locale = path.parent.name
        data = json.loads(path.read_text("utf-8"))["main"][locale]["numbers"]
        groups[number_format(data)].append(locale)
    out = ['"""How the locales write a decimal number in Latin digits."""\n']
    out.append("# The decimal separator, the one between groups, minus; the digits of the last group, of the")
    out.append("# others, and of the first at least; the locales.")
    out.append("FORMATS: tuple[tuple[str, str, str, int, int, int, str], ...] = (")
    for values, locales in groups.items():
        out.append(f"    (\n        {', '.join(map(ascii, values))},\n{strings(locales, 8)},\n    ),")
    return "\n".join([*out, ")", ""])


def number_format(data: dict[str, Any]) -> tuple[str, str, str, int, int, int]:
    symbols = data["symbols-numberSystem-latn"]
    pattern = data["decimalFormats-numberSystem-latn"]["standard"]
    whole, fraction = pattern.split(".")
    assert fraction == "###", pattern  # as numerals.py rounds
    *others, last = map(len, whole.split(",")[1:])
    least = int(data["minimumGroupingDigits"])
    return (symbols["decimal"], symbols["group"], symbols["minusSign"], last, (others or [last])[-1], least)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
