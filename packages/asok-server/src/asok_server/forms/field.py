"""The definition of one field: what it is, what it demands and how it looks. Never changed once made."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from asok_server.forms.attributes import Attribute
from asok_server.forms.controls import Control
from asok_server.forms.entry import Entry, Others
from asok_server.forms.options import Options
from asok_server.forms.protocols import Request, Text
from asok_server.forms.rule import Rule
from asok_server.forms.text_rules import IS_TEXT


class Field(NamedTuple):
    """A field's definition, made by the constructors of ``Form``; any number of forms may share it.

    ``initial`` is the value before anything is sent. ``presence`` are the rules that an empty field can
    break; an optional field that is empty is not asked for ``rules``.
    """

    control: Control
    label: Text
    presence: tuple[Rule, ...]
    rules: tuple[Rule, ...]
    attributes: Mapping[str, Attribute]
    attributes_of_rules: Mapping[str, Attribute]
    initial: Any
    multiple: bool
    options: Options | None
    convert: Callable[[str], Any] | None
    read: Callable[["Field", Request, str], Entry]

    @property
    def is_tick(self) -> bool:
        """Whether it is a single checkbox."""
        return self.control.type == "checkbox" and self.options is None

    @property
    def is_group(self) -> bool:
        """Whether it is several controls: radio buttons or checkboxes."""
        return self.control.type in {"radio", "checkbox"} and self.options is not None

    @property
    def offered(self) -> Options:
        """The options, none for a field that has no such thing."""
        return self.options or Options(())

    def implied(self, name: str) -> dict[str, Attribute]:
        """Return the HTML attributes that control and rules imply for a field of that name."""
        if self.control.type == "password":
            return {"autocomplete": self._password_hint(name), **self.attributes_of_rules}
        return dict(self.attributes_of_rules)

    def _password_hint(self, name: str) -> str:
        """Tell password managers a password to make from one to remember."""
        confirms = name.rstrip("]").endswith("_confirmation")
        new = confirms or any(rule.name == "confirmed" for rule in self.rules)
        return "new-password" if new else "current-password"

    def broken(self, entry: Entry, others: Others) -> Rule | None:
        """Return the first rule that an entry breaks."""
        if not entry.safe:
            return IS_TEXT
        rules = self.presence if entry.empty else self.rules
        for rule in rules:
            if not rule.check(entry, others):
                return rule
        return None
