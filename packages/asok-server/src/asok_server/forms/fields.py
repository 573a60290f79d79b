"""The fields of a form, and what is known of all of them when it is defined."""

from collections.abc import Mapping

from asok_server.forms.field import Field


class Fields(dict[str, Field]):
    """The fields by name, for every request the form is bound to; never changed.

    ``disabled`` names those that are disabled or may be; ``flat`` is whether no name is a nested one.
    """

    __slots__ = ("disabled", "flat")

    def __init__(self, fields: Mapping[str, Field]) -> None:
        super().__init__(fields)
        self.disabled = tuple(name for name, field in fields.items() if "disabled" in field.attributes)
        self.flat = all(map(str.isidentifier, fields))
