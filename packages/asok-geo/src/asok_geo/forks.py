"""What happens around a fork, for objects that may be gone by then."""

import os
import weakref
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


def around_forks(owner: T, before: Callable[[T], object], after: Callable[[T], object]) -> None:
    """Call `before` ahead of every fork and `after` in both processes, as long as there is the owner."""
    me = weakref.ref(owner)

    def tell(what: Callable[[T], object]) -> None:
        alive = me()
        if alive is not None:
            what(alive)

    os.register_at_fork(
        before=lambda: tell(before),
        after_in_parent=lambda: tell(after),
        after_in_child=lambda: tell(after),
    )


def lock_over_forks() -> Lock:
    """A lock that no other thread holds when the process forks: the child finds it free, and whole what it
    guards. Of two that are held together the inner one comes first: forks take them in reverse."""
    lock = Lock()
    around_forks(lock, lambda lock: lock.acquire(), lambda lock: lock.release())
    return lock
