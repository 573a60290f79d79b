"""`asok-i18n stubs`: the catalogue's keys and arguments as types."""

import json
import keyword
from collections import defaultdict
from pathlib import Path

from .arguments import Shape, shape_of
from .errors import MessageError
from .inventory import listings_of

_HEAD = '''\
"""Made by `asok-i18n stubs`: annotate a translator with this Translator, and a key that does not exist
or an argument that is missing is a type error."""

from decimal import Decimal
from typing import Literal, Protocol, overload

from asok_i18n import Formats, Lazy, Text

Number = float | Decimal | str

class Translator(Protocol):
    language: str
    direction: Literal["ltr", "rtl"]
    formats: Formats
    def ngettext(self, singular: str, plural: str, n: int, /, *args: object, **kwargs: object) -> str: ...
    def pgettext(self, context: str, key: str, /, *args: object, **kwargs: object) -> str: ...
    def npgettext(
        self, context: str, singular: str, plural: str, n: int, /, *args: object, **kwargs: object
    ) -> str: ...
'''
_ANSWERS = {"__call__": "str", "html": "Text", "lazy": "Lazy"}

Signature = tuple[str, ...]

MOST_POSITIONS = 100


def stubs(folder: str | Path, default: str = "en") -> str:
    """The text of a `.pyi` with a Translator for the messages of the default language.

    Raises CatalogError if there is none.
    """
    groups: dict[Signature, list[str]] = defaultdict(list)
    for key, shape in _shapes(folder, default).items():
        groups[_signature(shape)].append(key)
    return _HEAD + "".join(_methods(name, groups) for name in _ANSWERS)


def _methods(name: str, groups: dict[Signature, list[str]]) -> str:
    """One method for all keys with the same arguments, and one for lazy messages, which bring theirs."""
    keys = [
        (f"Literal[{', '.join(map(_literal, sorted(keys)))}]", ", ".join(signature))
        for signature, keys in sorted(groups.items())
    ]
    keys += [("Lazy", "/")] if name != "lazy" else []
    mark = "    @overload\n" if len(keys) > 1 else ""
    return "".join(
        f"{mark}    def {name}(_self, _key: {key}, {signature}) -> {_ANSWERS[name]}: ...\n"
        for key, signature in keys
    )


def _signature(shape: Shape) -> Signature:
    """The parameters behind the key. Text is welcome where a number is, for its digits count.

    Parameters that are not the message's own begin with `_`, so that none of its own can be one of them.
    """
    numbers = {str(block.name) for block in shape.blocks if block.kind != "select"}
    positions = [int(name) for name in shape.names if name.isdecimal()]
    names = sorted(name for name in shape.names if not name.isdecimal())
    typed = {name: "Number" if name in numbers else "object" for name in shape.names}
    count = max(positions, default=-1) + 1
    usable = [f"{name}: {typed[name]}" for name in names if _usable(name)]
    if count > MOST_POSITIONS:
        parameters = ["/", "*_more: object", *usable]
    else:
        parameters = [f"_{at}: {typed.get(str(at), 'object')}" for at in range(count)]
        parameters += ["/", *(["*", *usable] if usable else [])]
    return (*parameters, "**_others: object") if len(usable) < len(names) else tuple(parameters)


def _usable(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name) and name[0] != "_"


def _literal(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)  # JSON's escapes beyond 16 bits are not Python's


def _shapes(folder: str | Path, default: str) -> dict[str, Shape]:
    shapes: dict[str, Shape] = {}
    for file in listings_of(folder, default):
        for item in file.items:
            try:
                shape = shape_of(item.entry, file.strict)
            except MessageError:
                shape = Shape(frozenset(), ())
            shapes.setdefault(item.key, shape)
    return shapes
