"""One rule of one field, compiled; and how the rules of a field are written."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, NoReturn

from asok_server.forms.controls import Control, Scale
from asok_server.forms.entry import Entry, Others
from asok_server.forms.errors import FormError

Rules = str | Iterable[str]
"""``'required|min:2'``, or one text for each rule, in which ``|`` means nothing."""

Check = Callable[[Entry, Others], bool]
NOTHING: Mapping[str, Any] = {}


class Rule(NamedTuple):
    """A rule ready to run.

    ``check`` tells whether an entry keeps the rule. ``arguments`` go into the message, and the labels of
    ``others`` as ``other``. ``attributes`` are what the rule implies for the control in HTML.
    """

    name: str
    check: Check
    arguments: Mapping[str, Any] = NOTHING
    attributes: tuple[tuple[str, Any], ...] = ()
    others: tuple[str, ...] = ()


class Written(NamedTuple):
    """A rule as written, and the field it is for: its control, what it measures, what reads its value."""

    name: str
    argument: str
    control: Control
    scale: Scale
    convert: Callable[[str], Any] | None

    def listed(self) -> tuple[str, ...]:
        """Return the arguments between commas; at least one."""
        if not self.argument.strip():
            self.fail("needs an argument")
        return tuple(part.strip() for part in self.argument.split(","))

    def whole_number(self) -> int:
        """Return the only argument, digits."""
        text = self.argument.strip()
        if not (text.isascii() and text.isdigit() and len(text) <= 18):
            self.fail("needs a whole number")
        return int(text)

    def none(self) -> None:
        """Refuse an argument."""
        if self.argument:
            self.fail("takes no argument")

    def fail(self, reason: str) -> NoReturn:
        """Raise FormError with the rule as it was written."""
        written = f"{self.name}:{self.argument}" if self.argument else self.name
        raise FormError(f"the rule {written!r} {reason}")


def split(rules: Rules) -> list[tuple[str, str]]:
    """Return the name and the argument of each rule."""
    found: list[tuple[str, str]] = []
    for rule in rules.split("|") if isinstance(rules, str) else rules:
        name, _, argument = rule.partition(":")
        if name := name.strip():
            found.append((name, argument))
    return found
