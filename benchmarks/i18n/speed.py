"""asok-i18n beside gettext, Babel and the json module: 10,000 keys in 20 languages, ratios from one run.

    python benchmarks/i18n/speed.py [KEYS] [--json]

Every row first asserts that both sides give the same answer. A ratio is that of the best of many short
rounds, in which the two take turns, so that a busy machine spoils neither. What the loop and the call of the
measured function cost is taken off both.
"""

import argparse
import gc
import gettext
import io
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from asok_i18n import Catalogs, Formats, Translator, negotiate
from asok_i18n.check import check
from asok_i18n.compiled import compile_folder
from asok_i18n.mo import write_mo
from asok_i18n.po import PoEntry, PoFile

LANGUAGES = [
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "nb",
    "fi",
    "pl",
    "cs",
    "sk",
    "ru",
    "uk",
    "tr",
    "ar",
    "he",
    "ja",
]
ROUNDS = 200
Call = Callable[[], object]
Row = tuple[str, str, float, float, str]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("keys", nargs="?", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for rows in sections(Path(folder), options.keys) for row in rows]
    if options.json:
        print(
            json.dumps(
                [dict(zip(("what", "beside", "value", "goal", "unit"), row, strict=True)) for row in rows]
            )
        )
        return
    print(f"Python {sys.version.split()[0]}, {options.keys:,} keys x {len(LANGUAGES)} languages\n")
    print(f"{'':44}{'beside':22}{'measured':>11}{'goal':>8}")
    for what, beside, value, goal, unit in rows:
        mark = "" if not goal else ("  ok" if value <= goal else "  MISSED")
        print(f"{what:44}{beside:22}{value:>8.3g} {unit:3}{goal or '':>7}{mark}")


def sections(folder: Path, keys: int) -> list[list[Row]]:
    write_json(folder / "json", keys)
    compile_folder(folder / "json", folder / "compiled.bin")
    catalogs = Catalogs.load(folder / "json", report=print)
    return [
        messages(catalogs, keys),
        negotiations(),
        loading(folder, keys),
        formats(),
        others(folder / "compiled.bin"),
        [("check over all messages", "", seconds(lambda: check(folder / "json"), 1), 5.0, "s")],
    ]


def text_of(language: str, number: int) -> dict[str, str]:
    """Four kinds of messages: plain, with arguments, with markup, with a plural."""
    return {
        f"plain.{number}": f"The {language} text of message {number}",
        f"two.{number}": f"Hello {{name}}, this is {number} of {{place}} in {language}",
        f"rich.{number}": f"<b>Hello</b> {{name}}, {number} of {{place}}",
        f"files.{number}": f"{{n, plural, one{{# file {number}}} other{{# files {number}}}}}",
    }


def write_json(folder: Path, keys: int) -> None:
    folder.mkdir()
    for language in LANGUAGES:
        tree: dict[str, dict[str, str]] = {}
        for number in range(keys // 4):
            for key, text in text_of(language, number).items():
                group, _, name = key.partition(".")
                tree.setdefault(group, {})[name] = text
        tree["numbered"] = {"5": f"Hello {{0}}, this is 5 of {{1}} in {language}"}
        if language == "de":
            tree["plain"].pop("77")  # falls back to English
        (folder / f"{language}.json").write_text(json.dumps(tree, ensure_ascii=False), "utf-8")


def gnu(keys: int) -> gettext.GNUTranslations:
    head = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    entries = [PoEntry("", (head,)), PoEntry("numbered.5", ("Hello %s, this is 5 of %s in de",))]
    for number in range(keys // 4):
        entries += [
            PoEntry(f"plain.{number}", (f"The de text of message {number}",)),
            PoEntry(f"two.{number}", (f"Hello %(name)s, this is {number} of %(place)s in de",)),
            PoEntry(f"rich.{number}", (f"<b>Hello</b> %(name)s, {number} of %(place)s",)),
            PoEntry(f"files.{number}", (f"%(n)s file {number}", f"%(n)s files {number}"), f"plural.{number}"),
        ]
    return gettext.GNUTranslations(io.BytesIO(write_mo(PoFile(tuple(entries)))))


def messages(catalogs: Catalogs, keys: int) -> list[Row]:
    theirs = gnu(keys)
    t, plain = catalogs.translator("de"), catalogs.translator("de", html=False)
    german = theirs.gettext
    rows: list[Row] = []

    def row(what: str, beside: str, ours: Call, other: Call, goal: float, same: bool = True) -> None:
        assert not same or str(ours()) == str(other()), (ours(), other())
        rows.append((what, beside, ratio(ours, other), goal, "x"))

    row("plain lookup, t(key)", "gettext", lambda: t("plain.5"), lambda: german("plain.5"), 0.7)
    row("a fallback hit", "a direct hit", lambda: t("plain.77"), lambda: t("plain.5"), 1.05, same=False)
    two = lambda: german("two.5") % {"name": "Ada", "place": "Berlin"}  # noqa: E731
    row(
        "two arguments, html=False",
        "gettext and %",
        lambda: plain("two.5", name="Ada", place="Berlin"),
        two,
        0.45,
    )
    row(
        "two arguments, with __html__ at hand",
        "gettext and %",
        lambda: t("two.5", name="Ada", place="Berlin"),
        two,
        0,
    )
    row(
        "two positional arguments, html=False",
        "gettext and %",
        lambda: plain("numbered.5", "Ada", "Berlin"),
        lambda: german("numbered.5") % ("Ada", "Berlin"),
        0,
    )
    rows += [*in_html(t, plain, "words", "Ada"), *in_html(t, plain, "a <", "Ada <3")]
    plural = lambda: theirs.ngettext("files.5", "plural.5", 3) % {"n": 3}  # noqa: E731
    row("plural, html=False", "ngettext and %", lambda: plain("files.5", n=3), plural, 0.75)
    row("plural, with __html__ at hand", "ngettext and %", lambda: t("files.5", n=3), plural, 0.75)
    return rows


def in_html(t: Translator, plain: Translator, what: str, name: str) -> list[Row]:
    text = lambda: t("rich.5", name=name, place="Berlin")  # noqa: E731
    html = lambda: t.html("rich.5", name=name, place="Berlin")  # noqa: E731
    bare = lambda: plain("rich.5", name=name, place="Berlin")  # noqa: E731
    both = lambda: t("rich.5", name=name, place="Berlin").__html__()  # noqa: E731
    assert html() == both()
    return [
        (f"t(...).__html__(), {what}", "t(...)", ratio(both, text), 2.0, "x"),
        (f"t.html(...), {what}", "t(...)", ratio(html, text), 2.0, "x"),
        (f"t.html(...), {what}", "t(...), html=False", ratio(html, bare), 2.0, "x"),
    ]


def negotiations() -> list[Row]:
    available = tuple(LANGUAGES)
    header = "fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5"
    assert negotiate(header, available, "en") == "fr"
    regions = ("CH", "FR", "BE", "CA", "LU", "MC")
    fresh = iter(
        f"fr-{region}, fr;q=0.{number:03}, en;q=0.8, de;q=0.7, *;q=0.5"
        for number in range(999)
        for region in regions
    )
    hostile = ",".join(f"sr-Latn-{number:05}" for number in range(7_000))
    rows: list[Row] = [
        (
            "negotiation, header never seen",
            "",
            1e6 * best(lambda: negotiate(next(fresh), available, "en"), 90, 60),
            5.0,
            "us",
        ),
        (
            "negotiation, header seen before",
            "",
            1e6 * best(lambda: negotiate(header, available, "en"), 5000),
            0.15,
            "us",
        ),
        (
            "a hostile header of 100 kB",
            "",
            1e3 * seconds(lambda: negotiate(hostile, available, "en"), 20),
            2.0,
            "ms",
        ),
    ]
    try:
        from babel import Locale, negotiate_locale
    except ImportError:
        return rows
    preferred = ["fr_CH", "fr", "en", "de"]
    assert Locale.parse(negotiate_locale(preferred, list(available))).language == "fr"
    theirs = lambda: negotiate_locale(preferred, list(available))  # noqa: E731
    rows.append(
        (
            "negotiation, seen before",
            "babel, header parsed",
            ratio(lambda: negotiate(header, available, "en"), theirs),
            0,
            "x",
        )
    )
    return rows


def loading(folder: Path, keys: int) -> list[Row]:
    english = folder / "one"
    english.mkdir()
    content = (folder / "json" / "en.json").read_bytes()
    (english / "en.json").write_bytes(content)

    def bare() -> object:
        with (english / "en.json").open(encoding="utf-8") as file:
            return json.load(file)

    load = lambda: Catalogs.load(english)  # noqa: E731
    ready = lambda: Catalogs.load(folder / "compiled.bin").translator("de")("plain.5")  # noqa: E731
    assert ready() == "The de text of message 5"
    memory = in_process(MEMORY, folder / "compiled.bin")
    return [
        ("load one language of JSON", "json.load", ratio(load, bare, 20), 2.2, "x"),
        (f"{keys * len(LANGUAGES):,} messages, compiled: ready", "", 1e3 * seconds(ready, 20), 15.0, "ms"),
        ("... memory of the process's own", "", memory[0], 2.0, "MB"),
        ("... pages of the file, shared by all", "", memory[1], 2.0, "MB"),
    ]


MEMORY = """
import sys, asok_i18n
from asok_i18n import Catalogs
import asok_i18n.sources, asok_i18n.compiled, asok_i18n.translator, asok_i18n.formats, asok_i18n.locales
Catalogs.load({empty!r}).translator("de")("x", y=1)
def rss():
    lines = (line.split() for line in open("/proc/self/status"))
    return {{line[0]: int(line[1]) / 1e3 for line in lines if line[0].startswith("Rss")}}
before = rss()
t = Catalogs.load({path!r}).translator("de")
assert t("plain.5").startswith("The de"), t("plain.5")
after = rss()
own, file, shared = (after[name] - before[name] for name in ("RssAnon:", "RssFile:", "RssShmem:"))
print(own, file + shared)
"""


def in_process(program: str, path: Path) -> list[float]:
    empty = path.parent / "empty"
    empty.mkdir(exist_ok=True)
    compile_folder(empty, path.parent / "empty.bin")
    source = program.format(path=str(path), empty=str(path.parent / "empty.bin"))
    done = subprocess.run([sys.executable, "-c", source], check=True, capture_output=True, text=True)
    return [float(number) for number in done.stdout.split()]


def others(path: Path) -> list[Row]:
    # With bytecode at hand, as an installed package has it.
    bytecode = {"PYTHONPYCACHEPREFIX": str(path.parent / "bytecode")}
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

    def started(code: str, before: str = "pass") -> float:
        source = f"import time; {before}; a = time.perf_counter(); {code}; print(time.perf_counter() - a)"
        command = [sys.executable, "-c", source]
        runs = [
            subprocess.run(command, check=True, capture_output=True, text=True, env=environment | bytecode)
            for _ in range(9)
        ]
        return 1e3 * min(float(run.stdout) for run in runs)

    ready = f"t = asok_i18n.Catalogs.load({str(path)!r}).translator('de'); assert t('plain.5')"
    return [
        ("import asok_i18n", "", started("import asok_i18n"), 12.0, "ms"),
        ("... and a compiled file, all imports counted", "", started(f"import asok_i18n; {ready}"), 0, "ms"),
        (
            "... without the import of Catalogs",
            "",
            started(ready, "import asok_i18n; asok_i18n.Catalogs"),
            15.0,
            "ms",
        ),
        ("import gettext", "", started("import gettext"), 0, "ms"),
    ]


def formats() -> list[Row]:
    import datetime
    from decimal import Decimal

    try:
        from babel import dates, lists, numbers, units
    except ImportError:
        return []
    f = Formats("de")
    moment = datetime.datetime(2024, 2, 9, 15, 4, tzinfo=datetime.UTC)
    pairs: list[tuple[str, Call, Call]] = [
        ("number, a float", lambda: f.number(1234.5), lambda: numbers.format_decimal(1234.5, locale="de")),
        (
            "number, a Decimal",
            lambda: f.number(Decimal("1.5")),
            lambda: numbers.format_decimal(Decimal("1.5"), locale="de"),
        ),
        ("percent", lambda: f.percent(0.25), lambda: numbers.format_percent(0.25, locale="de")),
        (
            "currency",
            lambda: f.currency(9.5, "EUR"),
            lambda: numbers.format_currency(9.5, "EUR", locale="de"),
        ),
        ("date", lambda: f.date(moment.date()), lambda: dates.format_date(moment.date(), locale="de")),
        (
            "datetime with a zone",
            lambda: f.datetime(moment),
            lambda: dates.format_datetime(moment, locale="de"),
        ),
        (
            "relative time",
            lambda: f.relative(datetime.timedelta(days=3)),
            lambda: dates.format_timedelta(datetime.timedelta(days=3), locale="de"),
        ),
        (
            "unit",
            lambda: f.unit(3, "length-meter"),
            lambda: units.format_unit(3, "length-meter", locale="de"),
        ),
        ("list", lambda: f.list(["a", "b", "c"]), lambda: lists.format_list(["a", "b", "c"], locale="de")),
    ]
    for what, ours, theirs in pairs:
        assert ours() == theirs(), what
    return [(f"format: {what}", "babel", ratio(ours, theirs), 1.0, "x") for what, ours, theirs in pairs]


def ratio(ours: Call, theirs: Call, rounds: int = ROUNDS) -> float:
    """How long ours takes, as a share of theirs: the best of many short rounds in which they take turns."""
    number = max(1, int(0.001 / min(per_call(theirs, 1) for _ in range(5))))
    times = [[per_call(call, number) for call in (ours, theirs, nothing)] for _ in range(rounds)]
    our, their, loop = map(min, zip(*times, strict=True))
    return (our - loop) / (their - loop)


def nothing() -> None:
    """What the loop and the call of a measured function cost, which is neither side's."""


def best(call: Call, number: int, rounds: int = ROUNDS) -> float:
    times = [(per_call(call, number), per_call(nothing, number)) for _ in range(rounds)]
    return min(taken for taken, _ in times) - min(loop for _, loop in times)


def per_call(call: Call, number: int) -> float:
    call()
    turns = itertools.repeat(None, number)
    start = time.perf_counter()
    for _ in turns:
        call()
    return (time.perf_counter() - start) / number


def seconds(call: Call, runs: int) -> float:
    gc.collect()
    return min(per_call(call, 1) for _ in range(runs))


if __name__ == "__main__":
    main()
