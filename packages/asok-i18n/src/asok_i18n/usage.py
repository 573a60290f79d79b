"""Which keys a program uses: every text in its Python files, every quoted text in its templates."""

import ast
import contextlib
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from .errors import CatalogError

FUNCTIONS = frozenset({"__", "t", "_", "gettext", "translate", "lazy", "ngettext", "pgettext", "npgettext"})
TEMPLATES = frozenset({".html", ".htm", ".jinja", ".jinja2", ".j2", ".txt", ".xml"})

_QUOTED = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"")
_CODE = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
_CALL = re.compile(
    r"(?<![\w.])(?:request\.)?(?:__|_|t|gettext)\(\s*(?:'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\")\s*[,)]"
)
_TRANS = re.compile(r"\{%[-+]?\s*trans\b")
_ESCAPE = re.compile(r"\\(.)")
_WRITTEN = {"n": "\n", "r": "\r", "t": "\t"}


class Call(NamedTuple):
    """A place that asks for a key by name."""

    key: str
    path: str
    line: int


class Usage(NamedTuple):
    """The texts of a program, the beginnings of those it puts together, and its calls for a key."""

    texts: frozenset[str]
    prefixes: tuple[str, ...]
    calls: tuple[Call, ...]

    def uses(self, key: str) -> bool:
        name = key.rpartition("\x04")[2]
        return name in self.texts or name.startswith(self.prefixes)


def usage_of(places: Iterable[str | Path]) -> Usage:
    """The usage in files, and in folders with all that is in them but hidden folders.

    Raises CatalogError for a place that is not there.
    """
    texts: set[str] = set()
    prefixes: set[str] = set()
    calls: list[Call] = []
    for path in _files(places):
        if path.suffix == ".py":
            _read_python(path.read_bytes(), str(path), texts, prefixes, calls)
        else:
            _read_template(path.read_text("utf-8", "replace"), str(path), texts, calls)
    return Usage(frozenset(texts), tuple(prefixes), tuple(calls))


def _files(places: Iterable[str | Path]) -> Iterator[Path]:
    for place in map(Path, places):
        if not place.exists():
            raise CatalogError(place, 1, "no such file or folder")
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (path for path in inside if _counts(path, path.relative_to(place)))


def _counts(path: Path, inside: Path) -> bool:
    """Whether a file is code, and not in a hidden folder (a virtual environment, a cache)."""
    hidden = any(name.startswith(".") for name in inside.parts[:-1])
    return not hidden and path.suffix in TEMPLATES | {".py", ".js"} and path.is_file()


def _translated(content: str) -> Iterator[str]:
    """The texts of Jinja2's `{% trans %}` tags, which stand in no quotes; none where there is no Jinja2."""
    with contextlib.suppress(Exception):  # what Jinja2 can't parse is not this tool's to report
        from .template_messages import template_messages

        for _, _, found, _ in template_messages(io.BytesIO(content.encode()), FUNCTIONS, (), {}):
            yield from (text for text in (found if isinstance(found, tuple) else (found,)) if text)


def _read_template(content: str, path: str, texts: set[str], calls: list[Call]) -> None:
    # Code also apart from the markup, whose quotes stand around those of code: title="{{ __('key') }}".
    for part in (content, *_CODE.findall(content)):
        texts.update(_unescaped(found) for found in _QUOTED.finditer(part))
    texts.update(_translated(content) if _TRANS.search(content) else ())
    calls += [
        Call(_unescaped(found), path, content.count("\n", 0, found.start()) + 1)
        for found in _CALL.finditer(content)
    ]


def _read_python(content: bytes, path: str, texts: set[str], prefixes: set[str], calls: list[Call]) -> None:
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError, RecursionError):  # not this tool's to report
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            prefixes |= _beginning(node)
        elif isinstance(node, ast.Call) and (key := _key(node)):
            calls.append(Call(key, path, node.lineno))


def _beginning(text: ast.JoinedStr) -> set[str]:
    first = text.values[0] if text.values else None
    fixed = isinstance(first, ast.Constant) and isinstance(first.value, str) and len(text.values) > 1
    return {str(first.value)} if fixed and isinstance(first, ast.Constant) else set()


def called(call: ast.Call) -> str:
    """The name of what is called, without what it is an attribute of."""
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _key(call: ast.Call) -> str | None:
    name = called(call)
    if name not in FUNCTIONS or "pgettext" in name or not call.args:
        return None
    first = call.args[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def _unescaped(found: re.Match[str]) -> str:
    text = found[1] if found[1] is not None else found[2]
    return _ESCAPE.sub(lambda escape: _WRITTEN.get(escape[1], escape[1]), text)
