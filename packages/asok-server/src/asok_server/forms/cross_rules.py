"""Rules about presence, and rules that look at another field."""

from collections.abc import Callable

from asok_server.forms.entry import Entry, Others
from asok_server.forms.rule import Check, Rule, Written
from asok_server.forms.values import BOOLEANS


def required(rule: Written) -> Rule:
    """Something that can be seen, not white space alone; a single checkbox is ticked; a file is there."""
    rule.none()
    return Rule("required", present, attributes=(("required", True),))


def required_if(rule: Written) -> Rule:
    """Required when another field has one of the values given: ``required_if:country,fr,be``."""
    other, *demanding = rule.listed()
    if not demanding:
        rule.fail("takes a field and the values that demand this one")
    values = frozenset(demanding)

    def check(entry: Entry, others: Others) -> bool:
        return not entry.empty or not holds_one_of(others.entry(other), values)

    return Rule("required_if", check, {"value": ", ".join(demanding)}, others=(other,))


def required_with(rule: Written) -> Rule:
    """Required when any of the other fields given is filled."""
    names = rule.listed()

    def check(entry: Entry, others: Others) -> bool:
        return not entry.empty or all(others.entry(name).empty for name in names)

    return Rule("required_with", check, others=names)


def same(rule: Written) -> Rule:
    """The same text as in the other field given."""
    names = rule.listed()
    if len(names) != 1:
        rule.fail("takes one field")
    return Rule("same", equal_to(lambda _: names[0], rule), others=names)


def confirmed(rule: Written) -> Rule:
    """The same text as in the field of this name with ``_confirmation`` behind it."""
    rule.none()
    return Rule("confirmed", equal_to(confirmation_of, rule))


def equal_to(other_of: Callable[[str], str], rule: Written) -> Check:
    """Return the check that another field, cleaned like this one, has the same texts."""

    def check(entry: Entry, others: Others) -> bool:
        other = others.entry(other_of(entry.name))
        return entry.texts == tuple(map(rule.control.clean, other.texts))

    return check


def confirmation_of(name: str) -> str:
    """Return the name of the field that confirms another: inside its brackets, if it has some."""
    return f"{name[:-1]}_confirmation]" if name.endswith("]") else f"{name}_confirmation"


def present(entry: Entry, _: Others) -> bool:
    """Tell whether something was given."""
    return not entry.empty


def holds_one_of(entry: Entry, values: frozenset[str]) -> bool:
    """Tell whether an entry holds one of some texts; for a tick, ``true``, ``1``, ``no`` ... as they mean."""
    if isinstance(entry.data, bool):
        return entry.data in {BOOLEANS.get(value.lower()) for value in values}
    return not values.isdisjoint(entry.texts)
