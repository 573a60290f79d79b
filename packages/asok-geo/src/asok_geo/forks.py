"""What happens around a fork, for objects that may be gone by then."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from threading import Lock
from typing import Any, Final, Protocol, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")
Hook = Callable[[Any], object]


class AnyLock(Protocol):
    def acquire(self) -> bool: ...
    def release(self) -> None: ...


L = TypeVar("L", bound=AnyLock)


class Forks:
    """Who wants to know of forks. Python calls for good what it was once asked to call, so it is asked once,
    and those who are gone are forgotten here."""

    def __init__(self) -> None:
        self._owners: WeakKeyDictionary[Any, tuple[Hook, Hook]] = WeakKeyDictionary()
        self._lock = Lock()
        self._afterwards = ExitStack()
        # Files that children close. Nobody waits to add one, for who does may hold what a fork waits for.
        self.opened: set[int] = set()
        os.register_at_fork(
            before=self._before, after_in_parent=self._after, after_in_child=self._after_in_child
        )

    def add(self, owner: Any, before: Hook, after: Hook) -> None:
        with self._lock:
            self._owners[owner] = before, after

    def _before(self) -> None:
        self._lock.acquire()
        self._afterwards.callback(self._lock.release)
        for owner, (before, after) in reversed(list(self._owners.items())):
            before(owner)
            self._afterwards.callback(after, owner)

    def _after(self) -> None:
        """Tell them in reverse; one that fails keeps none of the others from being told."""
        self._afterwards.close()

    def _after_in_child(self) -> None:
        self._after()
        while self.opened:
            os.close(self.opened.pop())


FORKS: Final = Forks()


def around_forks(owner: T, before: Callable[[T], object], after: Callable[[T], object]) -> None:
    """Call `before` ahead of every fork and `after` in both processes, as long as there is the owner."""
    FORKS.add(owner, before, after)


def over_forks(lock: L) -> L:
    """A lock that no other thread holds when the process forks: the child finds it free, and whole what it
    guards. Of two that are held together the inner one comes first: forks take them in reverse. The thread
    that holds it may fork only if it is an `RLock`."""
    around_forks(lock, lambda lock: lock.acquire(), lambda lock: lock.release())
    return lock
