"""``min``, ``max`` and ``between``: characters of a text, a number's value, a moment, choices, KB, files."""

from collections.abc import Callable
from typing import Any

from asok_server.forms import values
from asok_server.forms.controls import Scale
from asok_server.forms.entry import Entry, Others
from asok_server.forms.rule import Rule, Written

KILOBYTE = 1024

ATTRIBUTES: dict[Scale, dict[str, str]] = {
    "text": {"min": "minlength", "max": "maxlength"},
    "number": {"min": "min", "max": "max"},
    "date": {"min": "min", "max": "max"},
}
"""The attributes that say the smallest and the largest, where HTML has them."""

MEASURES: dict[Scale, Callable[[Entry], Any]] = {
    "text": lambda entry: len(entry.texts[0]),
    "list": lambda entry: len(entry.texts),
    "files": lambda entry: len(entry.texts),
    "file": lambda entry: entry.files[0].size / KILOBYTE,
    "number": lambda entry: entry.data,
    "date": lambda entry: entry.data,
}
"""How much of it there is in an entry."""


def smallest(rule: Written) -> Rule:
    """At least so much."""
    return scaled(rule, bound(rule, rule.argument), None)


def largest(rule: Written) -> Rule:
    """At most so much."""
    return scaled(rule, None, bound(rule, rule.argument))


def between(rule: Written) -> Rule:
    """At least the first, at most the second."""
    ends = rule.listed()
    if len(ends) != 2:
        rule.fail("takes the smallest and the largest")
    low, high = (bound(rule, end) for end in ends)
    if low > high:
        rule.fail("has its smallest above its largest")
    return scaled(rule, low, high)


def scaled(rule: Written, low: Any, high: Any) -> Rule:
    """Return the rule that what the field measures lies between ``low`` and ``high``, None for no end."""

    measure = MEASURES[rule.scale]

    def check(entry: Entry, _: Others) -> bool:
        size = measure(entry)
        try:
            return (low is None or low <= size) and (high is None or size <= high)
        except TypeError:  # The text is not of the field's type: that is for the rule of the type to say.
            return True

    given = [(name, written(end)) for name, end in (("min", low), ("max", high)) if end is not None]
    names = ATTRIBUTES.get(rule.scale, {})
    attributes = tuple((names[name], end) for name, end in given if name in names)
    return Rule(rule.name, check, {"kind": rule.scale, **dict(given)}, attributes)


def bound(rule: Written, text: str) -> Any:
    """Return an end of a scale: a number, a moment for dates, a whole number for what is counted."""
    convert = rule.convert if rule.scale == "date" else None
    read = values.number if rule.scale == "number" else convert or whole_number
    try:
        return read(text.strip())
    except ValueError:
        rule.fail(f"needs {'dates as the field has them' if rule.scale == 'date' else 'a number'}")


def whole_number(text: str) -> int:
    """Return the count that a text writes."""
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def written(end: Any) -> int | float | str:
    """Return an end as messages and attributes show it."""
    return end if isinstance(end, int | float) else values.written(end)
