"""Measuring and printing, for the scripts beside this one."""

import time
import timeit
from collections.abc import Callable


def microseconds(call: Callable[[], object], number: int) -> float:
    """The processor time of one call, in the best of seven runs."""
    return min(timeit.repeat(call, number=number, repeat=7, timer=time.process_time)) / number * 1e6


def row(what: str, ours: float, peer: str, theirs: float, goal: float | None = None) -> None:
    wanted = "" if goal is None else f"  (goal {goal})"
    print(
        f"{what:34} ours {ours:10.2f} us   {peer:22} {theirs:10.2f} us   ratio {ours / theirs:5.2f}{wanted}"
    )


def figure(what: str, value: float, unit: str, goal: str = "") -> None:
    print(f"{what:34} {value:10.2f} {unit:6} {f'(goal {goal})' if goal else ''}")
