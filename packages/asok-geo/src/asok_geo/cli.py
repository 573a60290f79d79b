"""The command `asok-geo`."""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from asok_geo.bench import measure
from asok_geo.database import GeoDB
from asok_geo.errors import GeoError
from asok_geo.location import Location
from asok_geo.progress import Bar
from asok_geo.store import Store
from asok_geo.verify import verify

USUAL = Path(".asok", "geo.csv")
PAGE = 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit status is 0, 1 for an error, 2 for wrong arguments, 130 if it was
    interrupted."""
    options = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    take_any_text()
    try:
        status = run(options)
        sys.stdout.flush()
    except GeoError as error:
        print(f"asok-geo: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            print(f"asok-geo: {error}", file=sys.stderr)
        drop_output()
        return 1
    except KeyboardInterrupt:
        return 130
    return status


def take_any_text() -> None:
    """Let no byte that is read and no letter that is written be an error, whatever the locale is; a stream
    that is closed is one that holds nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def drop_output() -> None:
    """Let what could not be written go nowhere, so that the interpreter's end does not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser() -> argparse.ArgumentParser:
    usual = argparse.ArgumentParser(add_help=False)
    usual.add_argument("--cache-dir", type=Path, help="keep the index here instead of beside the file")
    usual.add_argument("--skip-bad-rows", action="store_true", help="leave out rows that cannot be read")
    whole = argparse.ArgumentParser(
        "asok-geo", description="Where are these addresses? Offline, from a CSV file."
    )
    whole.add_argument("--version", action="version", version=f"asok-geo {version('asok-geo')}")
    commands = whole.add_subparsers(required=True, metavar="command")
    for name, run, text in (
        ("build", run_build, "build the index of a file, if it is not there yet"),
        ("info", run_info, "what a file holds"),
        ("verify", run_verify, "compare an index with its file, whole"),
        ("bench", run_bench, "measure look-ups"),
    ):
        command = commands.add_parser(name, help=text, description=text, parents=[usual])
        command.add_argument("path", nargs="?", type=Path, default=USUAL, help=f"the file ({USUAL})")
        command.set_defaults(run=run)
    commands.choices["info"].add_argument("--json", action="store_true", help="as one JSON object")
    lookup = commands.add_parser(
        "lookup", help="look addresses up", description="look addresses up", parents=[usual]
    )
    lookup.add_argument(
        "--db", dest="path", type=Path, default=USUAL, metavar="PATH", help=f"the file ({USUAL})"
    )
    lookup.add_argument("--json", action="store_true", help="one JSON object a line")
    lookup.add_argument("ip", nargs="*", help="addresses; without any, one a line from standard input")
    lookup.set_defaults(run=run_lookup)
    return whole


def opened(options: argparse.Namespace) -> GeoDB:
    bar = Bar(sys.stderr)
    try:
        return GeoDB.open(
            options.path, cache_dir=options.cache_dir, skip_bad_rows=options.skip_bad_rows, progress=bar
        )
    finally:
        bar.end()


def run_build(options: argparse.Namespace) -> int:
    with opened(options) as db:
        about = db.metadata
    print(f"{about['index']}: {counted(about['rows'])}, {about['index_size']:,} bytes")
    for message in about["skipped_rows"]:
        print(f"skipped {message}", file=sys.stderr)
    if more := about["skipped"] - len(about["skipped_rows"]):
        print(f"skipped {counted(more)} more", file=sys.stderr)
    return 0


def run_lookup(options: argparse.Namespace) -> int:
    with opened(options) as db:
        asked = options.ip or (line.strip() for line in sys.stdin if line.strip())
        found = ((ip, db.lookup(ip)) for ip in asked)
        if options.json:
            ascii_only = sys.stdout.encoding.lower() != "utf-8"
            for ip, location in found:
                print(json.dumps({"ip": ip, **location}, ensure_ascii=ascii_only), flush=True)
        else:
            # Who types addresses wants each answer at once.
            for line in table(found, 1 if not options.ip and sys.stdin.isatty() else PAGE):
                print(line)
    return 0


def run_info(options: argparse.Namespace) -> int:
    with opened(options) as db:
        about = db.metadata
    if options.json:
        print(json.dumps({**about, "built": about["built"].isoformat()}))
        return 0
    for name, value in about.items():
        print(f"{name:14}{shown(value)}".rstrip())
    return 0


def shown(value: Any) -> str:
    """A value of the metadata, for people: what is many stands below each other."""
    if isinstance(value, list):
        return f"\n{'':14}".join(value) if any(" " in each for each in value) else ", ".join(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def counted(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows:,} rows"


def run_verify(options: argparse.Namespace) -> int:
    index = Store(options.path, options.cache_dir).index_path
    if index.exists():  # not opened, for that would mend it
        problem = verify(index, options.path, skip_bad_rows=options.skip_bad_rows)
        if problem:
            print(problem)
            return 1
    with opened(options) as db:
        rows = db.metadata["rows"]
    print(f"{options.path}: the index says what the file says, {counted(rows)}")
    return 0


def run_bench(options: argparse.Namespace) -> int:
    with opened(options) as db:
        for name, speed in measure(db):
            print(f"{name:40}{speed:>12,.0f} look-ups/s")
    return 0


def table(found: Iterable[tuple[str, Location]], size: int) -> Iterator[str]:
    """Lines with aligned columns; a page of so many addresses at a time, for what comes without end."""
    page: list[tuple[str, ...]] = []
    for ip, location in found:
        page.append((ip, *cells(location)))
        if len(page) == size:
            yield from aligned(page)
            page.clear()
    yield from aligned(page)


def cells(location: Location) -> tuple[str, ...]:
    if not location:
        return f"({location.reason})", "", "", ""
    at = "" if location.lat is None or location.lon is None else f"{location.lat:.4f} {location.lon:.4f}"
    place = ", ".join(filter(None, (location.city, location.country))) or "-"
    more = " ".join(str(part) for part in (location.asn, location.organisation) if part)
    return place, at, str(location.network), more


def aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
