"""The command `asok-i18n`: check, extract, compile, stubs and pseudo."""

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import CatalogError, I18nError
from .progress import Progress

if TYPE_CHECKING:
    from .check import Finding

DEFAULT = "en"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 1 `check` has findings or `extract` has left out a file, 2 it could not be done,
    130 it was interrupted."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may lack the letters of a key
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # `asok-i18n check locales | head`: whoever reads has seen enough
        drop_output()
        return 2
    except (I18nError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code


def drop_output() -> None:
    """Let what could not be written go nowhere, so that the interpreter's end does not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("asok-i18n", description="Tools for catalogues of messages.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, text: str) -> argparse.ArgumentParser:
        found = commands.add_parser(name, help=text, description=text)
        found.set_defaults(run=run)
        return found

    check = command(
        "check", _check, "Find what is missing, unused, broken or unlike. Exit code 1 if there is any."
    )
    _catalogues(check)
    check.add_argument("--code", action="append", default=[], metavar="PATH", help="code to search for keys")
    check.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="KIND",
        help="a kind of finding to leave out, as printed",
    )
    check.add_argument("--json", action="store_true", help="print the findings as JSON")

    extract = command("extract", _extract, "Collect the messages of Python files and Jinja2 templates.")
    extract.add_argument("code", nargs="+", metavar="PATH", help="files and folders of code")
    extract.add_argument(
        "-o", "--output", default="messages.pot", help="the template to write (default: %(default)s)"
    )

    compiled = command("compile", _compile, "Put all languages into one file that is mapped into memory.")
    compiled.add_argument("folder", type=Path, help="the folder of catalogues")
    compiled.add_argument("-o", "--output", type=Path, required=True, help="the file to write")

    stubs = command("stubs", _stubs, "Write a .pyi that makes wrong keys and missing arguments type errors.")
    _catalogues(stubs)
    stubs.add_argument("-o", "--output", type=Path, required=True, help="the .pyi to write")

    pseudo = command("pseudo", _pseudo, "Write a pseudo-localised catalogue for testing layouts.")
    _catalogues(pseudo)
    pseudo.add_argument(
        "--rtl", action="store_true", help="mirror the text (ar-XB) in place of accents (en-XA)"
    )
    pseudo.add_argument(
        "-o", "--output", type=Path, help="the file to write (default: en-XA.json in the folder)"
    )
    return parser


def _catalogues(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="the folder of catalogues")
    parser.add_argument(
        "--default", default=DEFAULT, help="the language to compare with (default: %(default)s)"
    )


def _check(options: argparse.Namespace) -> int:
    from .check import KINDS, Finding

    if unknown := set(options.ignore) - set(KINDS):
        raise I18nError(f"no kind of finding: {', '.join(sorted(unknown))} (there are {', '.join(KINDS)})")
    try:
        findings = _findings(options)
    except CatalogError as error:
        if options.json:
            _print_json([Finding(error.path, error.line, "unreadable", "", "", error.reason)])
        raise
    findings = [each for each in findings if each.kind not in options.ignore]
    if options.json:
        _print_json(findings)
    else:
        for each in findings:
            print(each)
    return int(bool(findings))


def _findings(options: argparse.Namespace) -> "list[Finding]":
    from .check import check
    from .inventory import require

    if options.default != DEFAULT:
        require(options.folder, options.default)
    progress = Progress(sys.stderr)
    try:
        return check(options.folder, options.default, options.code, progress)
    finally:
        progress.close()


def _print_json(findings: "list[Finding]") -> None:
    print(json.dumps([each._asdict() for each in findings], indent=1))


def _extract(options: argparse.Namespace) -> int:
    from .extract import extract

    skipped: list[I18nError] = []
    progress = Progress(sys.stderr)
    try:
        content = extract(options.code, progress, skipped.append)
    finally:
        progress.close()
    for error in skipped:
        print(error, file=sys.stderr)
    if options.output == "-":
        _print_bytes(content)
    else:
        Path(options.output).write_bytes(content)
    return int(bool(skipped))


def _print_bytes(content: bytes) -> None:
    """What names its own character set is printed in that, whatever the terminal's is."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content.decode())


def _compile(options: argparse.Namespace) -> int:
    from .compiling import compile_folder

    count = compile_folder(options.folder, options.output)
    print(f"{options.output}: {count:,} messages, {options.output.stat().st_size:,} bytes")
    return 0


def _stubs(options: argparse.Namespace) -> int:
    from .stubs import stubs

    options.output.write_text(stubs(options.folder, options.default), "utf-8")
    return 0


def _pseudo(options: argparse.Namespace) -> int:
    from .inventory import listings_of
    from .json_catalog import SYNTAX_KEY
    from .pseudo import pseudo

    files = list(listings_of(options.folder, options.default))
    # What the usual syntax can't say comes from strict files, and from gettext's plural forms.
    quoted = any(file.strict or isinstance(item.entry, tuple) for file in files for item in file.items)
    messages: dict[str, str] = {}
    for file in files:
        entries = {item.key: item.entry for item in file.items if item.entry}
        messages = pseudo(entries, strict=file.strict, mirrored=options.rtl, quoted=quoted) | messages
    if quoted:
        messages = {SYNTAX_KEY: "icu", **messages}
    target = options.output or options.folder / ("ar-XB.json" if options.rtl else "en-XA.json")
    target.write_text(json.dumps(messages, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
