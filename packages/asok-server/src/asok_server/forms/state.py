"""What a form knows while one request is served."""

from collections.abc import Mapping, Set
from typing import Any
from urllib.parse import quote
from zlib import crc32

from asok_request.lazy import lazy

from asok_server.forms import names, readers
from asok_server.forms.attributes import plain
from asok_server.forms.entry import Entry
from asok_server.forms.errors import FormError
from asok_server.forms.fields import Fields
from asok_server.forms.messages import message
from asok_server.forms.protocols import Request, Text, resolved
from asok_server.forms.rule import Rule

UNSENT = frozenset({"GET", "HEAD"})
"""The methods that send no form."""

NONE: Set[str] = frozenset()


class State:
    """The definitions, the request, and what became of them; what a form and its fields share.

    ``prefix`` begins every id. ``shows_sent`` is whether the controls show what was sent already.
    """

    def __init__(self, fields: Fields, request: Any, prefix: str, *, shows_sent: bool) -> None:
        self.fields = fields
        self.request: Request | None = request  # of a Bindable's types, only this one is of use here
        self.prefix = prefix
        self.shows_sent = shows_sent
        # What was sent, each field read when it is first asked for; None where nothing was.
        self.sent: dict[str, Entry] | None = (
            {} if request is not None and request.method not in UNSENT else None
        )
        if not fields.disabled:
            self.disabled = NONE
        self.filled: Mapping[str, Any] = {}
        self.validated = False
        self.errors: dict[str, str] = {}

    def validate(self) -> bool:
        """Judge every field once, and tell whether none fails."""
        request = self.request
        if request is None:
            raise FormError("this form is a definition: call validate() on form.bind(request)")
        self.shows_sent = True
        if self.sent is None:
            return False
        if not self.validated:
            self.validated = True
            for name, field in self.fields.items():
                if name not in self.disabled and (broken := field.broken(self.entry(name), self)):
                    self.errors[name] = self._message(request, name, broken)
        return not self.errors

    def reset(self) -> None:
        """Go back to the definitions."""
        self.sent = None
        self.filled = {}
        self.errors = {}

    @lazy
    def disabled(self) -> Set[str]:
        """The fields whose control is disabled: nothing is sent for them, and nothing is demanded of them."""
        return {
            name
            for name in self.fields.disabled
            if resolved(self.fields[name].attributes["disabled"], self.request)
        }

    def entry(self, name: str) -> Entry:
        """Return what a field holds: what was sent, else the initial value; a disabled one always this.

        While something is sent, a name that no field has, such as a button's, may be asked for, too.
        """
        sent, request = self.sent, self.request
        if sent is None or request is None or name in self.disabled:
            return self._initial(name)
        entry = sent.get(name)
        if entry is None:
            field = self.fields.get(name)
            if field is None:
                entry = readers.read_undefined(request, name)
            else:
                entry = field.read(field, request, name)
            sent[name] = entry
        return entry

    def data(self) -> dict[str, Any]:
        """Return the values of all fields, nested as their names are."""
        values = {name: self.entry(name).data for name in self.fields}
        return values if self.fields.flat else names.nested(values)

    def shown(self, name: str) -> Entry:
        """Return what a field's control shows."""
        return self.entry(name) if self.shows_sent else self._initial(name)

    def label(self, name: str) -> str:
        """Return the label of a field, or a readable form of a name that no field has."""
        field = self.fields.get(name)
        return (field and self.text(field.label)) or names.readable(name)

    def text(self, text: Text) -> str:
        """Return a text, or what the function in its place returns for the request."""
        found: str = resolved(text, self.request)
        return found

    def id(self, name: str) -> str:
        """Return the id of a field's control: the same in every answer, different in different forms."""
        if not self.prefix:
            self.prefix = f"f{crc32(repr(list(self.fields)).encode('utf-8', 'replace')):08x}"
        return f"{self.prefix}-{name if name.isidentifier() else quote(name, '[].', errors='replace')}"

    def _message(self, request: Request, name: str, broken: Rule) -> str:
        others = ", ".join(plain(self.label(other)) for other in broken.others)
        return message(request, broken, plain(self.label(name)), others)

    def _initial(self, name: str) -> Entry:
        field = self.fields[name]
        value = resolved(names.look_up(self.filled, name, field.initial), self.request)
        return readers.initial(field, value, name)
