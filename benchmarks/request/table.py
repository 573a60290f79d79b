"""Measuring and printing, for the scripts beside this one."""

import time
import timeit
from collections.abc import Callable


def microseconds(call: Callable[[], object], number: int) -> float:
    """The processor time of one call, in the best of seven runs."""
    return min(timeit.repeat(call, number=number, repeat=7, timer=time.process_time)) / number * 1e6


def row(
    what: str,
    ours: Callable[[], object],
    peer: str,
    theirs: Callable[[], object],
    number: int,
    goal: float | None = None,
) -> None:
    """The best of ten runs of both, which take turns: a processor is not as fast at all times."""
    timers = [timeit.Timer(call, timer=time.process_time) for call in (ours, theirs)]
    runs = [[timer.timeit(number) / number * 1e6 for timer in timers] for _ in range(10)]
    mine, others = (min(times) for times in zip(*runs, strict=True))
    wanted = "" if goal is None else f"  (goal {goal})"
    print(
        f"{what:34} ours {mine:10.2f} us   {peer:22} {others:10.2f} us   ratio {mine / others:5.2f}{wanted}"
    )


def figure(what: str, value: float, unit: str, goal: str = "") -> None:
    print(f"{what:34} {value:10.2f} {unit:6} {f'(goal {goal})' if goal else ''}")
