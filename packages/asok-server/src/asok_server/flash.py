"""Flash messages: said in one request, shown by the next page that has a place for them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast, overload


@dataclass(frozen=True, slots=True)
class Flash:
    """One message. Both parts are plain text, which a template escapes like any other.

    ``category`` is free: ``success``, ``error``, ``info`` ... ``id`` is what a store knows the message by.
    """

    category: str
    message: str
    id: str = field(default="", compare=False, repr=False)


class Flashes:
    """The messages that wait in one session, oldest first.

    A message leaves the session when an answer that showed it has been saved, and not before: what is
    shown is only marked, :meth:`keep` takes the marks away, and the session of a page that failed is
    never saved.
    """

    __slots__ = ("_closed", "_shown", "_stored", "_waiting")

    def __init__(self, stored: Iterable[Flash] = ()) -> None:
        self._waiting = list(stored)
        self._stored = len(self._waiting)
        self._shown: set[int] = set()
        self._closed = False

    def append(self, category: str, message: object) -> None:
        """Add a message behind the others; nothing ever replaces one."""
        self._waiting.append(Flash(str(category), str(message)))

    def messages(self, category_filter: Collection[str] = ()) -> "Messages":
        """Return what waits, of all categories or of the given ones. Taking a message out marks it as shown.

        Called again in the same request, it returns the same messages, and those added since.
        """
        wanted = (category_filter,) if isinstance(category_filter, str) else category_filter
        if self._closed:
            return Messages((), (), self._shown)
        chosen = [i for i, flash in enumerate(self._waiting) if not wanted or flash.category in wanted]
        return Messages([self._waiting[i] for i in chosen], chosen, self._shown)

    def keep(self) -> None:
        """Let everything wait on: the answer that goes is not the one that showed it."""
        self._shown.clear()

    def drop_stored(self) -> None:
        """Forget the messages of earlier requests, but none of this one: they were for another user."""
        self._waiting[: self._stored] = []
        self._stored = 0
        self._shown.clear()

    def close(self) -> None:
        """Show nothing from now on: what the session will hold has been settled."""
        self._closed = True

    @property
    def shown(self) -> bool:
        """Whether this request showed a message."""
        return bool(self._shown)

    @property
    def left(self) -> list[Flash]:
        """What waits on after this answer."""
        return [flash for i, flash in enumerate(self._waiting) if i not in self._shown]

    def __len__(self) -> int:
        return len(self._waiting)


class Messages(Sequence[Flash]):
    """The messages that a page may show. One that is taken out counts as shown; being counted does not.

    So a layout may assign them to a name, or ask whether there are any, in a request for a block that
    never writes them, and they wait on.
    """

    __slots__ = ("_flashes", "_places", "_shown")

    def __init__(self, flashes: Sequence[Flash], places: Sequence[int], shown: set[int]) -> None:
        self._flashes = flashes
        self._places = places
        self._shown = shown

    def __len__(self) -> int:
        return len(self._flashes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and [*self._flashes] == [*cast("Sequence[object]", other)]

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, index: int) -> Flash: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Flash]: ...
    def __getitem__(self, index: int | slice) -> Flash | Sequence[Flash]:
        places = self._places[index]
        self._shown.update((places,) if isinstance(places, int) else places)
        return self._flashes[index]
