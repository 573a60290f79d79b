"""An element of a document, and ways to find others in it."""

from collections.abc import Iterator

from asok_server.errors import AsokError
from asok_server.testing.selectors import matches, parse
from asok_server.testing.tags import BLOCKS, SILENT

DISABLED = "[disabled], fieldset[disabled] *"
"""Controls that are not sent, alone or with the group around them."""


class SelectionError(AsokError, AssertionError):
    """A selector did not find what a test counted on; the message says what is there."""


class Element:
    """One element. ``attributes`` maps names in lower case to values, ``""`` for one without."""

    __slots__ = ("attributes", "children", "parent", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None" = None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    @property
    def text(self) -> str:
        """What a reader sees: the text inside, each run of white space one blank; no scripts or styles."""
        return " ".join("".join(self._texts()).split())

    @property
    def raw_text(self) -> str:
        """All the text inside as it stands, scripts and styles too."""
        return "".join(child if isinstance(child, str) else child.raw_text for child in self.children)

    @property
    def elements(self) -> "Iterator[Element]":
        """The elements directly inside."""
        return (child for child in self.children if isinstance(child, Element))

    @property
    def fields(self) -> dict[str, list[str]]:
        """What a browser would send of a form: the values of its controls by name; buttons are left out."""
        fields: dict[str, list[str]] = {}
        off = set(self.select(DISABLED))
        for control in self.select("input[name], textarea[name], select[name]"):
            if control not in off:
                fields.setdefault(control["name"], []).extend(_values(control))
        return {name: values for name, values in fields.items() if values}

    def select(self, selector: str) -> "list[Element]":
        """Return every element inside that fits a CSS selector, in document order.

        :raises SelectorError: the selector can't be read.
        """
        wanted = parse(selector)
        return [element for element in self._all() if any(matches(element, one) for one in wanted)]

    def one(self, selector: str) -> "Element":
        """Return the only element inside that fits a CSS selector.

        :raises SelectionError: there is none, or more than one.
        :raises SelectorError: the selector can't be read.
        """
        found = self.select(selector)
        if len(found) == 1:
            return found[0]
        there = "".join(f"\n  {element!r}" for element in (found or self._all()))
        raise SelectionError(f"{selector!r} fits {len(found)} elements, not one; there are:{there[:2000]}")

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return the value of an attribute, or ``default``."""
        return self.attributes.get(name.lower(), default)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name.lower()]

    def __contains__(self, text: object) -> bool:
        """Whether a text is to be read inside: ``assert 'Saved' in answer.html``."""
        return isinstance(text, str) and " ".join(text.split()) in self.text

    def __repr__(self) -> str:
        attributes = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"<{self.tag}{attributes}>{_shortened(self.text)}"

    def _all(self) -> "Iterator[Element]":
        for element in self.elements:
            yield element
            yield from element._all()

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in SILENT:
                yield from (" ", *child._texts(), " ") if child.tag in BLOCKS else child._texts()


def _values(control: Element) -> list[str]:
    """Return what one control sends: a select each of its chosen options, a box only if it is ticked."""
    if control.tag == "textarea":
        return [control.raw_text]
    if control.tag == "select":
        return _chosen(control)
    kind = control.get("type", "text")
    if kind in ("checkbox", "radio"):
        return [control.attributes.get("value", "on")] if "checked" in control.attributes else []
    return (
        []
        if kind in ("submit", "image", "button", "reset", "file")
        else [control.attributes.get("value", "")]
    )


def _chosen(select: Element) -> list[str]:
    options = [option for option in select.select("option") if "disabled" not in option.attributes]
    chosen = [option for option in options if "selected" in option.attributes]
    if not chosen and "multiple" not in select.attributes:
        chosen = options[:1]
    return [option.attributes.get("value", option.text) for option in chosen]


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
