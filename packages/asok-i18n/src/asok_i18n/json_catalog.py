"""JSON catalogues: nested objects of messages, looked up by dotted keys.

`"@syntax": "icu"` at the top switches the file to strict ICU quoting.
"""

import json
import re
from pathlib import Path
from typing import Any, cast

from .errors import CatalogError

SYNTAX_KEY = "@syntax"
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def read_json(path: Path, content: bytes) -> tuple[dict[str, str], bool]:
    """The messages by dotted key, and whether the file is in strict ICU syntax. Raises CatalogError."""
    parsed = _parsed(path, content)
    if not isinstance(parsed, dict):
        raise CatalogError(path, 1, "a catalogue is an object of messages")
    tree = cast(dict[str, Any], parsed)
    strict = tree.pop(SYNTAX_KEY, None)
    if strict not in (None, "icu"):
        raise CatalogError(path, _line_of(SYNTAX_KEY, content), f"{SYNTAX_KEY} can only be 'icu'")
    messages: dict[str, str] = {}
    try:
        _flatten(tree, "", messages)
    except RecursionError:
        raise CatalogError(path, 1, "nested too deep") from None
    except _NoTextError as error:
        reason = f"the message {error.key!r} is no text"
        raise CatalogError(path, _line_of(error.key.rpartition(".")[2], content), reason) from None
    if _SURROGATE.search(content):
        messages = {key: _whole(text) for key, text in messages.items()}
    return messages, bool(strict)


class _NoTextError(Exception):
    def __init__(self, key: str) -> None:
        self.key = key


def _parsed(path: Path, content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CatalogError(path, content.count(b"\n", 0, error.start) + 1, "not UTF-8") from None
    except json.JSONDecodeError as error:
        raise CatalogError(path, error.lineno, f"not JSON: {error.msg}, column {error.colno}") from None
    except (RecursionError, ValueError) as error:
        raise CatalogError(path, 1, f"not usable JSON: {error}") from None


def _flatten(tree: dict[str, Any], prefix: str, messages: dict[str, str]) -> None:
    for key, value in tree.items():
        if value.__class__ is str:
            messages[prefix + key] = value
        elif isinstance(value, dict):
            _flatten(cast(dict[str, Any], value), f"{prefix}{key}.", messages)
        else:
            raise _NoTextError(prefix + key)


def _line_of(key: str, content: bytes) -> int:
    """The line of the first value of that key which is neither text nor object."""
    name = re.escape(json.dumps(key, ensure_ascii=False).encode())
    found = re.search(name + rb'\s*:\s*(?=[^\s"{])', content) or re.search(name, content)
    return content.count(b"\n", 0, found.start()) + 1 if found else 1


def _whole(text: str) -> str:
    """The text without halves of surrogate pairs, which no page could be encoded with."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
