"""The options of a select, of radio buttons or of a group of checkboxes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from asok_server.forms.errors import FormError
from asok_server.forms.protocols import Text
from asok_server.forms.values import written

Labels = Mapping[Any, Any] | Iterable[Any]
"""Options as they are given: texts, ``(value, label)`` pairs or a mapping of labels by value; where a label
is itself such a collection, its options form a group and the value is the group's label."""


class Option(NamedTuple):
    """One option: ``text`` is what the browser sends, ``value`` what it stands for in ``form.data``."""

    text: str
    value: Any
    label: Text
    group: Text | None = None


class Options:
    """Options in their order, found by the text that the browser sends."""

    def __init__(self, labels: Labels) -> None:
        self._by_text = {option.text: option for option in _flat(labels)}

    def __iter__(self) -> Iterator[Option]:
        return iter(self._by_text.values())

    def __contains__(self, text: str) -> bool:
        return text in self._by_text

    def value(self, text: str) -> Any:
        """Return what a text stands for; a text that is no option stands for itself."""
        option = self._by_text.get(text)
        return text if option is None else option.value


def _flat(labels: Labels, group: Text | None = None) -> Iterator[Option]:
    for value, label in _pairs(labels):
        if isinstance(label, str) or callable(label):
            yield Option(written(value), value, cast(Text, label), group)
        elif group is None:
            yield from _flat(label, value)
        else:
            raise FormError(f"the options of {group!r} hold a group: HTML has one level of groups")


def _pairs(labels: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(labels, str) or not hasattr(labels, "__iter__"):
        raise FormError(f"options are a list of texts or pairs, or a mapping, not {labels!r}")
    items = getattr(labels, "items", None)
    for option in items() if items else labels:
        value, label = option if type(option) in {tuple, list} else (option, str(option))
        yield value, label
