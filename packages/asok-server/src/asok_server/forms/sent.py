"""What was sent for a form."""

from collections.abc import Mapping

from asok_server.forms import readers
from asok_server.forms.entry import Entry
from asok_server.forms.field import Field
from asok_server.forms.protocols import Request


class Sent(dict[str, Entry]):
    """The entries of a request's form by name, each read from the body when it is first asked for."""

    __slots__ = ("_fields", "_request")

    def __init__(self, fields: Mapping[str, Field], request: Request) -> None:
        self._fields = fields
        self._request = request

    def __missing__(self, name: str) -> Entry:
        field = self._fields.get(name)
        if field is None:
            entry = readers.read_undefined(self._request, name)
        else:
            entry = field.read(field, self._request, name)
        self[name] = entry
        return entry
