"""JSON catalogues: nested objects of messages, looked up by dotted keys.

`"@syntax": "icu"` at the top switches the file to strict ICU quoting.
"""

import json
import re
from pathlib import Path
from typing import Any, cast

from .errors import CatalogError

Tree = dict[str, Any]

SYNTAX_KEY = "@syntax"
LONGEST_DOTTED = 512
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def read_json(path: Path, content: bytes) -> tuple["JsonEntries", bool]:
    """The messages, and whether the file is in strict ICU syntax. Raises CatalogError."""
    parsed = _parsed(path, content)
    if not isinstance(parsed, dict):
        raise CatalogError(path, 1, "a catalogue is an object of messages")
    tree = cast(Tree, parsed)
    strict = tree.pop(SYNTAX_KEY, None)
    if strict not in (None, "icu"):
        raise CatalogError(path, _line_of(SYNTAX_KEY, content), f"{SYNTAX_KEY} can only be 'icu'")
    try:
        _verify(tree)
        if b"\\u" in content and _SURROGATE.search(content):
            tree = {key: _whole(text) for key, text in JsonEntries(tree).flat().items()}
    except RecursionError:
        raise CatalogError(path, 1, "nested too deep") from None
    except _NoTextError as error:
        reason = f"the message {'.'.join(error.keys)!r} is no text"
        raise CatalogError(path, _line_of(error.keys[-1], content), reason) from None
    return JsonEntries(tree), bool(strict)


class JsonEntries:
    """The messages of a tree by their dotted keys, looked up in the tree: loading makes no copy of it."""

    __slots__ = ("_tree",)

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def get(self, key: str, /) -> str | None:
        found = self._tree.get(key)
        if isinstance(found, str):
            return found
        # A key may come from a reader: what is longer than any real one is not searched for.
        return _find(self._tree, key) if len(key) <= LONGEST_DOTTED else None

    def flat(self) -> dict[str, str]:
        messages: dict[str, str] = {}
        _flatten(self._tree, "", messages)
        return messages


class _NoTextError(Exception):
    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys


def _parsed(path: Path, content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CatalogError(path, content.count(b"\n", 0, error.start) + 1, "not UTF-8") from None
    except json.JSONDecodeError as error:
        raise CatalogError(path, error.lineno, f"not JSON: {error.msg}, column {error.colno}") from None
    except RecursionError:
        raise CatalogError(path, 1, "nested too deep") from None
    except ValueError as error:
        raise CatalogError(path, 1, f"not usable JSON: {error}") from None


def _verify(tree: Tree, path: tuple[str, ...] = ()) -> None:
    if set(map(type, tree.values())) <= {str}:
        return
    for key, value in tree.items():
        if isinstance(value, dict):
            _verify(cast(Tree, value), (*path, key))
        elif not isinstance(value, str):
            raise _NoTextError((*path, key))


def _flatten(tree: Tree, prefix: str, messages: dict[str, str]) -> None:
    for key, value in tree.items():
        if isinstance(value, str):
            messages[prefix + key] = value
        else:
            _flatten(value, f"{prefix}{key}.", messages)


def _find(tree: Tree, key: str) -> str | None:
    """`a.b.c` in `a`, then `b`, then `c`; also where a key of the tree has dots itself."""
    dot = key.find(".")
    while dot >= 0:
        inner = tree.get(key[:dot])
        if isinstance(inner, dict):
            rest = key[dot + 1 :]
            found = cast(Tree, inner).get(rest)
            found = found if isinstance(found, str) else _find(cast(Tree, inner), rest)
            if found is not None:
                return found
        dot = key.find(".", dot + 1)
    return None


def _line_of(key: str, content: bytes) -> int:
    """The line of the first value of that key which is neither text nor object."""
    name = re.escape(json.dumps(key, ensure_ascii=False).encode())
    found = re.search(name + rb'\s*:\s*(?=[^\s"{])', content) or re.search(name, content)
    return content.count(b"\n", 0, found.start()) + 1 if found else 1


def _whole(text: str) -> str:
    """The text without halves of surrogate pairs, which no page could be encoded with."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
