"""Rules about the type of a value: the text can be read as one."""

from collections.abc import Callable
from typing import Any

from asok_server.forms import values
from asok_server.forms.rule import Rule, Written
from asok_server.forms.text_rules import each

PARSERS: dict[str, Callable[[str], Any]] = {
    "integer": values.integer,
    "numeric": values.number,
    "date": values.iso_date,
    "boolean": values.boolean,
    "time": values.iso_time,
    "datetime_local": values.iso_datetime,
    "month": values.month,
    "color": values.color,
}
"""What reads each type; of two that a field has, the first here gives the type of its data."""

IMPLIED: dict[str, tuple[tuple[str, Any], ...]] = {
    "integer": (("inputmode", "numeric"), ("step", 1)),
    "numeric": (("inputmode", "decimal"), ("step", "any")),
}


def of_type(rule: Written) -> Rule:
    """A text that the parser of that type reads."""
    rule.none()
    return Rule(rule.name, each(readable_by(PARSERS[rule.name])), attributes=IMPLIED.get(rule.name, ()))


def readable_by(parse: Callable[[str], Any]) -> Callable[[str], bool]:
    """Return a test for texts that ``parse`` takes without a ValueError."""

    def test(text: str) -> bool:
        try:
            parse(text)
        except ValueError:
            return False
        return True

    return test
