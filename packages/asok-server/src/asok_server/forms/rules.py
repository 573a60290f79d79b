"""The rules by name, and how those of one field are compiled."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from asok_server.forms import cross_rules, file_rules, scale_rules, text_rules
from asok_server.forms.errors import FormError
from asok_server.forms.rule import Rule, Written
from asok_server.forms.type_rules import PARSERS, of_type

PRESENCE: dict[str, Callable[[Written], Rule]] = {
    "required": cross_rules.required,
    "required_if": cross_rules.required_if,
    "required_with": cross_rules.required_with,
}
"""The rules that an empty field can break."""

OTHERS: dict[str, Callable[[Written], Rule]] = {
    **dict.fromkeys(PARSERS, of_type),
    "email": text_rules.email,
    "min": scale_rules.smallest,
    "max": scale_rules.largest,
    "between": scale_rules.between,
    "digits": text_rules.digits,
    "in": text_rules.one_of,
    "regex": text_rules.regex,
    "url": text_rules.url,
    "slug": text_rules.slug,
    "uuid": text_rules.uuid,
    "alpha": text_rules.alpha,
    "alpha_num": text_rules.alpha_num,
    "confirmed": cross_rules.confirmed,
    "same": cross_rules.same,
    "ext": file_rules.ext,
    "size": file_rules.size,
    "image": file_rules.image,
}


def compile_rules(written: Iterable[Written]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Return the rules about presence, then the others, each in the order in which they are written."""
    presence: list[Rule] = []
    others: list[Rule] = []
    for rule in written:
        if make := PRESENCE.get(rule.name):
            presence.append(make(rule))
        elif make := OTHERS.get(rule.name):
            others.append(make(rule))
        else:
            raise FormError(f"{rule.name!r} is no rule{_meant(rule.name)}")
    return tuple(presence), tuple(others)


def _meant(name: str) -> str:
    near = get_close_matches(name.lower(), [*PRESENCE, *OTHERS], 1)
    return f" (did you mean {near[0]!r}?)" if near else "; to write | in a regex, give the rules as a list"
