"""What one field holds: sent by the browser, or the initial value."""

from typing import Any, NamedTuple, Protocol

from asok_server.forms.protocols import Upload


class Entry(NamedTuple):
    """The content of the field ``name``.

    ``texts`` are the texts sent, cleaned: one for a single field, any number for one with several
    values, the names for files. ``data`` is the value in its type; a text that is not of the field's
    type stays a text. ``safe`` is False when a text holds what no HTML text holds: NUL or half of a
    surrogate pair.
    """

    name: str
    texts: tuple[str, ...]
    data: Any
    empty: bool
    files: tuple[Upload, ...] = ()
    safe: bool = True


class Others(Protocol):
    """The entries of the same form, for the rules that look at more than one."""

    def entry(self, name: str) -> Entry: ...
