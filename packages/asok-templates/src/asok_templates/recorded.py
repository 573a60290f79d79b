"""Blocks of a template that has no source."""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from jinja2.runtime import BlockReference, Context

from asok_templates.copies import snapshot
from asok_templates.cuts import own_names, told_apart
from asok_templates.errors import BlockNotFound
from asok_templates.marks import Marks
from asok_templates.plans import PlanOfTemplate, Steps, Variables
from asok_templates.stages import Events, joiner

# What calls a block for `self.title()`, which is no place of the block.
REFERENCES = frozenset({BlockReference.__call__.__code__, BlockReference._async_call.__code__})


class Recorded(PlanOfTemplate):
    """There is no source: the page is rendered, and what the blocks write is marked and noted."""

    def steps(self, variables: Variables) -> Steps:
        marks = Marks(self.blocks)
        again = snapshot(variables)
        notes: dict[str, list[str]] = {block: [] for block in self.blocks}
        context = self.template.new_context(variables)
        kind = AsyncRecorder if self.template.environment.is_async else Recorder
        for block in self.blocks:
            functions = Definitions(partial(kind, block, marks, notes[block]))
            for function in context.blocks.get(block, ()):
                functions.append(function)
            context.blocks[block] = functions
        marked = yield self.template.root_render_func(context)
        for block in self.blocks:
            if not context.blocks[block]:
                raise BlockNotFound(block, self.template.name, set(own_names(context)) - set(self.blocks))
        why = "stands where its text may still be changed"
        return (yield from told_apart(self, marks, marked, notes, again, why))


class Definitions(list[Events]):
    """The functions of a block; the first, that of the template that counts, is recorded."""

    def __init__(self, recorded: Callable[[Events], Events]) -> None:
        super().__init__()
        self._recorded = recorded

    def append(self, function: Events, /) -> None:
        super().append(function if self else self._recorded(function))


class Recorder:
    """A block's function that marks what it writes. It equals the block's own, by which super() is found."""

    def __init__(self, block: str, marks: Marks, notes: list[str], function: Events) -> None:
        self._function = function
        self._block = block
        self._marks = marks
        self._notes = notes

    def __call__(self, context: Context) -> Any:
        events = self._function(context)
        return events if sys._getframe(1).f_code in REFERENCES else self._marked(events, context)

    def __eq__(self, other: object) -> bool:
        return other == self._function

    def __hash__(self) -> int:
        return hash(self._function)

    def _marked(self, events: Any, context: Context) -> Any:
        yield self._noted(joiner(context.environment)(events))

    def _noted(self, text: str) -> str:
        self._notes.append(text)
        return self._marks.around(self._block, text)


class AsyncRecorder(Recorder):
    async def _marked(self, events: Any, context: Context) -> Any:
        yield self._noted(joiner(context.environment)([event async for event in events]))
