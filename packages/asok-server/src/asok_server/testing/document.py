"""HTML to make assertions about: parsed as browsers do it, as far as tests need that."""

import re
from html import unescape
from html.parser import HTMLParser

from asok_server.testing.element import Element
from asok_server.testing.tags import ENDS, FOREIGN, LEADING_NEWLINE, RAW_TEXT, VOID


def parse_html(text: str) -> Element:
    """Parse a document, or a part of one such as a block, into an element called ``#document``."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    return parser.document


class _Parser(HTMLParser):
    """Builds the tree: void elements, end tags that may be left out, and text that is no markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.document = self._open = Element("#document", {})
        self._knows_titles = hasattr(HTMLParser, "RCDATA_CONTENT_ELEMENTS")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._open.tag in VOID:
            self._open = self._open.parent or self.document
        while self._open.tag in ENDS.get(tag, ()):
            self._open = self._open.parent or self.document
        attributes = {name: value or "" for name, value in reversed(attrs)}  # the first of two counts
        element = Element(tag, dict(reversed(attributes.items())), self._open)
        self._open.children.append(element)
        if tag in VOID:
            return
        self._open = element
        if tag in RAW_TEXT and not self._knows_titles and not self._is_foreign():
            self.set_cdata_mode(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID and self._is_foreign():
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        element: Element | None = self._open
        while element is not None and element.tag != tag:
            element = element.parent
        if element is not None:
            self._open = element.parent or self.document

    def handle_data(self, data: str) -> None:
        if self._open.tag in LEADING_NEWLINE and not self._open.children:
            data = re.sub(r"\A\r?\n", "", data)
        if self._open.tag in RAW_TEXT and not self._knows_titles:
            data = unescape(data)
        if data:
            self._open.children.append(data)

    def _is_foreign(self) -> bool:
        element: Element | None = self._open
        while element is not None and element.tag not in FOREIGN:
            element = element.parent
        return element is not None
