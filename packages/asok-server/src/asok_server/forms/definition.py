"""From what a developer writes to the definition of a field; the rules are compiled once."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, cast

from asok_server.forms import readers
from asok_server.forms.attributes import Attribute, named
from asok_server.forms.controls import BETTER, CONTROLS, Control, Scale
from asok_server.forms.entry import Entry
from asok_server.forms.errors import FormError
from asok_server.forms.field import Field
from asok_server.forms.options import Labels, Options
from asok_server.forms.protocols import Request, Text
from asok_server.forms.rule import Rule, Rules, Written, split
from asok_server.forms.rules import compile_rules
from asok_server.forms.text_rules import each
from asok_server.forms.type_rules import PARSERS

ALSO = {"numeric": "integer"}
"""The rule that says what an implied one says, and more."""

MEASURED: Mapping[str, Scale] = {"integer": "number", "numeric": "number", "date": "date"}
"""What the rule of a type makes ``min`` and ``max`` measure."""


def define(
    name: str,
    label: Text,
    rules: Rules,
    attributes: Mapping[str, Attribute],
    options: Labels | None = None,
    multiple: bool = False,
) -> Field:
    """Compile a definition; raise FormError if it says something that can't be."""
    if not (isinstance(label, str) or callable(label)):
        raise FormError(f"the label {label!r} is neither a text nor a function that returns one")
    try:
        compiled = compile_field(name, as_key(rules), options is not None, multiple)
        choices = _choices(compiled.control, options)
        html = named(attributes)
        initial = _initial(compiled.control, choices, html)
    except FormError as error:
        raise FormError(f"field {label!r}: {error}" if label else str(error)) from None
    return Field(
        compiled.control,
        label,
        compiled.presence,
        compiled.rules if choices is None else (_among(choices), *compiled.rules),
        html,
        compiled.attributes,
        initial,
        multiple,
        choices,
        compiled.convert,
        compiled.read,
    )


class Compiled(NamedTuple):
    """What rules make of a control: all of a definition that labels and options do not change."""

    control: Control
    presence: tuple[Rule, ...]
    rules: tuple[Rule, ...]
    attributes: Mapping[str, Attribute]
    convert: Callable[[str], Any] | None
    read: Callable[[Field, Request, str], Entry]


@lru_cache(1024)
def compile_field(name: str, rules: str | tuple[str, ...], offers: bool, multiple: bool) -> Compiled:
    """Compile rules once, also where a page defines its form anew for each request.

    Only what developers write is kept, never a label or a value; ``offers`` is whether there are options.
    """
    pairs = split(rules)
    names = [rule for rule, _ in pairs]
    control = CONTROLS[_better(name, names)]
    scale, convert = _measure(control, names, offers, multiple)
    for rule in control.rules:
        if rule not in names and ALSO.get(rule) not in names:
            pairs.insert(0, (rule, ""))
    presence, others = compile_rules(
        [Written(rule, argument, control, scale, convert) for rule, argument in pairs]
    )
    attributes = _attributes(control, (*presence, *others))
    read = readers.reader(control, offers, multiple)
    return Compiled(control, presence, others, attributes, convert, read)


def as_key(rules: Rules) -> str | tuple[str, ...]:
    """Return rules as they can be looked up; raise FormError for what is none."""
    if isinstance(rules, str):
        return rules
    given: Any = rules
    found = tuple(cast(Iterable[object], given)) if isinstance(given, Iterable) else (given,)
    if not all(isinstance(rule, str) for rule in found):
        raise FormError(f"the rules {rules!r} are neither a text nor a list of texts")
    return cast(tuple[str, ...], found)


def _attributes(control: Control, rules: tuple[Rule, ...]) -> dict[str, Attribute]:
    """Return the HTML attributes that a control and its rules imply; of two alike the first counts."""
    found: dict[str, Attribute] = dict(control.hints)
    for rule in rules:
        for attribute, value in rule.attributes:
            if attribute in control.implied:
                found.setdefault(attribute, value)
    return found


def _choices(control: Control, labels: Labels | None) -> Options | None:
    """Return the options of a field, None for one that is no choice."""
    if labels is None:
        return None
    options = Options(labels)
    if control.name != "select" and any(option.group for option in options):
        raise FormError("only a select can show groups of options")
    return options


def _better(name: str, rules: list[str]) -> str:
    """Return the control made for what the rules of a text demand, or the one that was asked for."""
    if name != "text" or BETTER.keys().isdisjoint(rules):
        return name
    return next(BETTER[rule] for rule in rules if rule in BETTER)


def _measure(
    control: Control, rules: list[str], offers: bool, multiple: bool
) -> tuple[Scale, Callable[[str], Any] | None]:
    """Return what ``min`` and ``max`` measure, and what gives a value its type."""
    if offers:
        return ("list" if multiple else "text"), None
    if PARSERS.keys().isdisjoint(rules) or control.type == "file":
        return control.scale, control.convert
    typed = next(name for name in PARSERS if name in rules)
    return MEASURED.get(typed, control.scale), PARSERS[typed]


def _among(options: Options) -> Rule:
    """Return the rule that only what was offered is taken."""
    return Rule("in", each(options.__contains__), {"values": ", ".join(option.text for option in options)})


def _initial(control: Control, options: Options | None, attributes: dict[str, Attribute]) -> Any:
    """Take the initial value out of the attributes that say it."""
    if control.type == "file":
        if "value" in attributes:
            raise FormError("a file field has no initial value: browsers don't show one")
        return None
    if control.type == "checkbox" and options is None:
        return bool(attributes.pop("checked", False))
    return attributes.pop("value", None)
