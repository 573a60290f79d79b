"""What was sent for a form."""

from collections.abc import Mapping

from asok_server.forms import readers
from asok_server.forms.entry import Entry
from asok_server.forms.field import Field
from asok_server.forms.protocols import Request


class Sent:
    """The entries of a request's form, each read from the body when it is first asked for."""

    def __init__(self, fields: Mapping[str, Field], request: Request) -> None:
        self._fields = fields
        self._request = request
        self._entries: dict[str, Entry] = {}

    def entry(self, name: str) -> Entry:
        """Return what was sent under a name, whether or not the form has such a field."""
        entry = self._entries.get(name)
        if entry is None:
            entry = self._entries[name] = self._read(name)
        return entry

    def _read(self, name: str) -> Entry:
        field = self._fields.get(name)
        if field is None:
            return readers.read_undefined(self._request, name)
        return field.read(field, self._request, name)
