"""What a test gets back."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from asok_server.testing.document import parse_html
from asok_server.testing.element import Element


class AnswerHeaders(Mapping[str, str]):
    """Headers by name, whatever its case; the first value of each."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = tuple(pairs)

    def getlist(self, name: str) -> list[str]:
        """Return every value of a header."""
        return [value for key, value in self.pairs if key.lower() == name.lower()]

    def __getitem__(self, name: str) -> str:
        values = self.getlist(name)
        if not values:
            raise KeyError(name)
        return values[0]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and bool(self.getlist(name))

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(key for key, _ in self.pairs))

    def __len__(self) -> int:
        return len({key.lower() for key, _ in self.pairs})

    def __repr__(self) -> str:
        return f"AnswerHeaders({list(self.pairs)!r})"


@dataclass(frozen=True)
class Answer:
    """An answer of the app, read to its end.

    ``history`` holds the redirects that led to it, if they were followed.
    """

    method: str
    url: str
    status: int
    headers: AnswerHeaders
    body: bytes
    history: "tuple[Answer, ...]" = field(default=(), repr=False)

    @property
    def status_code(self) -> int:
        """The same as ``status``."""
        return self.status

    @property
    def content_type(self) -> str:
        """The media type without its parameters, in lower case."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    @property
    def location(self) -> str | None:
        """Where a redirect leads."""
        return self.headers.get("Location")

    @cached_property
    def text(self) -> str:
        """The body as text, in the charset that it says (UTF-8 if none)."""
        charset = re.search(r"charset=\"?([\w-]+)", self.headers.get("Content-Type", ""), re.IGNORECASE)
        return self.body.decode(charset[1] if charset else "utf-8")

    @cached_property
    def html(self) -> Element:
        """The body as HTML: ``answer.html.one('h1').text``, ``answer.html.select('.error')``."""
        return parse_html(self.text)

    def json(self) -> Any:
        """Return the body as JSON. Raises ValueError, with what the answer is instead as its note."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            error.add_note(f"{self.status} {self.content_type}: {self.body[:200]!r}")
            raise
