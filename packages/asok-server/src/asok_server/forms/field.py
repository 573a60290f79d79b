"""The definition of one field: what it is, what it demands and how it looks. Never changed once made."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from asok_server.forms import readers
from asok_server.forms.attributes import Attribute, named
from asok_server.forms.controls import BETTER, CONTROLS, Control, Scale
from asok_server.forms.entry import Entry, Others
from asok_server.forms.errors import FormError
from asok_server.forms.options import Labels, Options
from asok_server.forms.protocols import Request, Text
from asok_server.forms.rule import Rule, Rules, Written, split
from asok_server.forms.rules import compile_rules
from asok_server.forms.text_rules import IS_TEXT, each
from asok_server.forms.type_rules import PARSERS

ALSO = {"numeric": "integer"}
"""The rule that says what an implied one says, and more."""

MEASURED: Mapping[str, Scale] = {"integer": "number", "numeric": "number", "date": "date"}
"""What the rule of a type makes ``min`` and ``max`` measure."""


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
        found: dict[str, Attribute] = dict(self.control.hints)
        if self.control.type == "password":
            found["autocomplete"] = self._password_hint(name)
        for rule in (*self.presence, *self.rules):
            for attribute, value in rule.attributes:
                if attribute in self.control.implied:
                    found.setdefault(attribute, value)
        return found

    def _password_hint(self, name: str) -> str:
        """Tell password managers a password to make from one to remember."""
        confirms = name.rstrip("]").endswith("_confirmation")
        new = confirms or any(rule.name == "confirmed" for rule in self.rules)
        return "new-password" if new else "current-password"

    def broken(self, entry: Entry, others: Others) -> Rule | None:
        """Return the first rule that an entry breaks."""
        rules = self.presence if entry.empty else self.rules
        for rule in rules:
            if not rule.check(entry, others):
                return rule
        return None


def define(
    name: str,
    label: Text,
    rules: Rules,
    attributes: Mapping[str, Attribute],
    options: Labels | None = None,
    multiple: bool = False,
) -> Field:
    """Compile a definition; raise FormError if it says something that can't be."""
    pairs = split(rules)
    names = [rule for rule, _ in pairs]
    control = CONTROLS[_better(name, names)]
    choices = None if options is None else Options(options)
    scale, convert = _measure(control, names, choices, multiple)
    for rule in control.rules:
        if rule not in names and ALSO.get(rule) not in names:
            pairs.insert(0, (rule, ""))
    presence, others = compile_rules(
        [Written(rule, argument, control, scale, convert) for rule, argument in pairs]
    )
    if choices and control.name != "select" and any(option.group for option in choices):
        raise FormError("only a select can show groups of options")
    html = named(attributes)
    return Field(
        control=control,
        label=label,
        presence=presence,
        rules=(IS_TEXT, *_among(choices), *others),
        attributes=html,
        initial=_initial(control, choices, html),
        multiple=multiple,
        options=choices,
        convert=convert,
        read=readers.reader(control, choices, multiple),
    )


def _better(name: str, rules: list[str]) -> str:
    """Return the control made for what the rules of a text demand, or the one that was asked for."""
    if name != "text" or BETTER.keys().isdisjoint(rules):
        return name
    return next(BETTER[rule] for rule in rules if rule in BETTER)


def _measure(
    control: Control, rules: list[str], options: Options | None, multiple: bool
) -> tuple[Scale, Callable[[str], Any] | None]:
    """Return what ``min`` and ``max`` measure, and what gives a value its type."""
    if options is not None:
        return ("list" if multiple else "text"), None
    if PARSERS.keys().isdisjoint(rules) or control.type == "file":
        return control.scale, control.convert
    typed = next(name for name in PARSERS if name in rules)
    return MEASURED.get(typed, control.scale), PARSERS[typed]


def _among(options: Options | None) -> tuple[Rule, ...]:
    """Return the rule that only what was offered is taken."""
    if options is None:
        return ()
    return (Rule("in", each(options.__contains__), {"values": ", ".join(option.text for option in options)}),)


def _initial(control: Control, options: Options | None, attributes: dict[str, Attribute]) -> Any:
    """Take the initial value out of the attributes that say it."""
    if control.type == "file":
        if "value" in attributes:
            raise FormError("a file field has no initial value: browsers don't show one")
        return None
    if control.type == "checkbox" and options is None:
        return bool(attributes.pop("checked", False))
    return attributes.pop("value", None)
