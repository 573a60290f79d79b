"""Messages for module level: named once, translated when and where they are shown."""

from collections.abc import Callable
from typing import Protocol


class Translate(Protocol):
    def __call__(self, key: str, /, *args: object, **kwargs: object) -> str: ...


class Lazy(str):
    """A message that is translated anew each time it is shown.

    `str(lazy)`, an f-string and HTML give it in the language of the translator that made it, as the catalogue
    is at that moment; `t(lazy)` gives it in the language of `t`. As a plain str (`json.dumps`,
    `+`, a database driver) it is the text as it was when made. A pickled copy keeps the message's key and
    arguments, and shows that text until a translator is asked.

    It hashes as itself and not as its text, which may change.
    """

    __slots__ = ("arguments", "key", "keywords", "translator")

    def __new__(
        cls,
        text: str,
        key: str,
        arguments: tuple[object, ...],
        keywords: dict[str, object],
        translator: Callable[[], Translate] | None = None,
    ) -> "Lazy":
        self = super().__new__(cls, text)
        self.key = key
        self.arguments = arguments
        self.keywords = keywords
        self.translator = translator
        return self

    key: str
    arguments: tuple[object, ...]
    keywords: dict[str, object]
    # Finds the translator of the moment; None in a pickled copy.
    translator: Callable[[], Translate] | None

    def in_language_of(self, t: Translate) -> str:
        """The message as the translator says it, with the arguments given when it was made."""
        return t(self.key, *self.arguments, **self.keywords)

    def now(self) -> str:
        """The message in its own language, as the catalogue is now."""
        return self.in_language_of(self.translator()) if self.translator else str.__str__(self)

    def __str__(self) -> str:
        return str.__str__(self.now())

    def __format__(self, specification: str) -> str:
        return format(str(self), specification)

    def __html__(self) -> str:
        from .text import escape

        return escape(self.now())

    def __eq__(self, other: object) -> bool:
        return str(self) == (str(other) if isinstance(other, Lazy) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((Lazy, self.key))

    def __reduce__(self) -> tuple[type["Lazy"], tuple[str, str, tuple[object, ...], dict[str, object]]]:
        return Lazy, (str(self), self.key, self.arguments, self.keywords)
