"""Names of fields: flat ones, and nested ones as ``address[city]`` or ``address.city``."""

import re
from collections.abc import Collection, Mapping
from typing import Any, cast

from asok_server.forms.errors import FormError

PART = re.compile(r"[^.\[\]]+")


def path(name: str) -> tuple[str, ...]:
    """Return the keys that lead to a field's value in nested data."""
    return (name,) if name.isidentifier() else tuple(PART.findall(name))


def readable(name: str) -> str:
    """Return a label made of the last part of a name."""
    last = (path(name) or (name,))[-1].replace("_", " ").strip()
    return last[:1].upper() + last[1:]


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by flat names as nested dictionaries."""
    tree: dict[str, Any] = {}
    for name, value in values.items():
        *groups, last = path(name)
        branch = tree
        for group in groups:
            branch = branch.setdefault(group, {})
        branch[last] = value
    return tree


def look_up(values: Mapping[str, Any], name: str, default: Any) -> Any:
    """Return the value of a name, flat or nested, out of a mapping."""
    if name in values:
        return values[name]
    found: Any = values
    for key in path(name):
        if not isinstance(found, Mapping) or key not in found:
            return default
        found = cast(Mapping[str, Any], found)[key]
    return found


def check(names: Collection[str]) -> None:
    """Raise FormError for names that can't be or that exclude each other."""
    paths = {path(name) for name in names}
    if () in paths:
        raise FormError("a field needs a name")
    if len(paths) < len(names) or any(key[:end] in paths for key in paths for end in range(1, len(key))):
        raise FormError(f"of the names {', '.join(names)} two lead to the same place in the data")
