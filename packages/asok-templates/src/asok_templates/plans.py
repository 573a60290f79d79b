"""What to run for some blocks of a page."""

from collections.abc import Generator, Iterator, Sequence
from typing import Any

import jinja2
from jinja2.runtime import Context

from asok_templates.errors import BlockNotFound, BlockNotSeparable
from asok_templates.layout import live_blocks, outermost_around
from asok_templates.marks import Marks
from asok_templates.slices import SLICED, NotSliceable, Wish
from asok_templates.stages import CHAIN, Events, Stages
from asok_templates.trees import Trees

Variables = dict[str, Any]
Parts = dict[str, str]
# Yields what to run next and is sent the text that came out of it, so that one description of the way serves
# environments with and without async.
Steps = Generator[Any, str, Parts]


class Plan:
    """A way to get some blocks of a page."""

    def __init__(self, template: jinja2.Template, blocks: Sequence[str]) -> None:
        self.template = template
        self.blocks = tuple(blocks)

    def steps(self, variables: Variables) -> Steps:
        raise NotImplementedError

    def render(self, variables: Variables) -> Parts:
        concat: Any = self.template.environment.concat
        return drive(self.steps(variables), concat)

    async def render_async(self, variables: Variables) -> Parts:
        concat: Any = self.template.environment.concat
        return await drive_async(self.steps(variables), concat)


class Straight(Plan):
    """The chain of templates is known: run what is left of each, child to base, on one context."""

    def __init__(
        self,
        template: jinja2.Template,
        blocks: Sequence[str],
        functions: Sequence[Events],
        table: dict[str, list[Events]],
        marks: Marks | None,
    ) -> None:
        super().__init__(template, blocks)
        self._functions = tuple(functions)
        self._table = table
        self._marks = marks

    def render_one(self, variables: Variables) -> str:
        """The text of a plan that has but one block, and no async."""
        concat: Any = self.template.environment.concat
        context = self.context(variables)
        if len(self._functions) == 1:
            text: str = concat(self._functions[0](context))
        else:
            text = concat([event for function in self._functions for event in function(context)])
        return text

    def steps(self, variables: Variables) -> Steps:
        context = self.context(variables)
        texts: list[str] = []
        for function in self._functions:
            texts.append((yield function(context)))
        return split("".join(texts), self.blocks, self._marks, self.template.name)

    def context(self, variables: Variables) -> Context:
        context = self.template.new_context(variables)
        context.blocks = self._table
        return context


class Chained(Plan):
    """The chain shows itself while running: each slice finds the slice of its parent."""

    def __init__(
        self, template: jinja2.Template, blocks: Sequence[str], stages: Stages, trees: Trees, included: bool
    ) -> None:
        super().__init__(template, blocks)
        self._stages = stages
        self._trees = trees
        kind = "slice" if len(self.blocks) == 1 else "marked"
        self._wish = Wish(self.blocks, kind, included, None, None)
        self._marks = stages.marks(self.blocks) if kind == "marked" else None

    def steps(self, variables: Variables) -> Steps:
        try:
            stage = self._stages.of(self.template, self._wish)
            context = stage.new_context(variables)
            text = yield stage.root_render_func(context)
        except NotSliceable as reason:
            cuts = [
                Cut(self.template, block, self._stages, self._wish.included, reason.why)
                for block in self.blocks
            ]
            return (yield from Several(cuts).steps(variables))
        if not self._wish.included:
            self._demand(context)
            for block in self.blocks:
                if orphan := self._orphan(context, block):
                    extra = yield context.blocks[orphan][0](context)
                    text += extra if self._marks is None else self._marks.around(block, extra)
        return split(text, self.blocks, self._marks, self.template.name)

    def _demand(self, context: Context) -> None:
        for block in self.blocks:
            if block not in context.blocks:
                raise BlockNotFound(block, self.template.name, own_names(context))

    def _orphan(self, context: Context, block: str) -> str | None:
        """What to run for a block that has no place in the page."""
        names: Any = [self.template.name, *context.blocks.get(CHAIN, ())]
        trees = [self._trees.get(name) for name in names]
        live = live_blocks(trees)
        if block in live:
            return None
        top = outermost_around(trees, block)
        return None if top in live else block if top == block else SLICED + top


class Cut(Plan):
    """The page is rendered with marks around the block, and the block cut out."""

    def __init__(
        self, template: jinja2.Template, block: str, stages: Stages, included: bool, why: str
    ) -> None:
        super().__init__(template, [block])
        self._stages = stages
        self._wish = Wish(self.blocks, "page", included)
        self._why = why

    def steps(self, variables: Variables) -> Steps:
        block = self.blocks[0]
        try:
            stage = self._stages.of(self.template, self._wish)
            context = stage.new_context(variables)
            marked = yield stage.root_render_func(context)
        except NotSliceable as reason:
            raise BlockNotSeparable(block, self.template.name, reason.why) from None
        if block not in context.blocks and not self._wish.included:
            raise BlockNotFound(block, self.template.name, own_names(context))
        plain = yield self.template.root_render_func(self.template.new_context(variables))
        marks = self._stages.marks(self.blocks)
        parts = marks.parts(marked)
        if parts is None or marks.stripped(marked) != plain:
            raise BlockNotSeparable(block, self.template.name, self._why)
        return parts


class Recorded(Plan):
    """There is no source: the page is rendered, and what the block writes is noted."""

    def steps(self, variables: Variables) -> Steps:
        context = self.template.new_context(variables)
        notes: dict[str, list[str]] = {block: [] for block in self.blocks}
        recorder = async_recorder if self.template.environment.is_async else recording
        for block in self.blocks:
            context.blocks.setdefault(block, []).insert(0, recorder(block, notes[block]))
        yield self.template.root_render_func(context)
        for block in self.blocks:
            if len(context.blocks[block]) == 1:
                raise BlockNotFound(block, self.template.name, set(own_names(context)) - set(self.blocks))
        return {block: "".join(texts) for block, texts in notes.items()}


class Several(Plan):
    """Blocks that can't be had in one go, one after the other."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        super().__init__(plans[0].template, [block for plan in plans for block in plan.blocks])
        self._plans = plans

    def steps(self, variables: Variables) -> Steps:
        parts: Parts = {}
        for plan in self._plans:
            parts |= yield from plan.steps(dict(variables))
        return parts


def drive(steps: Steps, concat: Any) -> Parts:
    try:
        events = next(steps)
        while True:
            try:
                text = concat(events)
            except NotSliceable as reason:
                events = steps.throw(reason)
            else:
                events = steps.send(text)
    except StopIteration as done:
        parts: Parts = done.value
        return parts


async def drive_async(steps: Steps, concat: Any) -> Parts:
    try:
        events = next(steps)
        while True:
            try:
                text = concat([event async for event in events])
            except NotSliceable as reason:
                events = steps.throw(reason)
            else:
                events = steps.send(text)
    except StopIteration as done:
        parts: Parts = done.value
        return parts


def split(text: str, blocks: Sequence[str], marks: Marks | None, template: str | None) -> Parts:
    if marks is None:
        return {blocks[0]: text}
    parts = marks.parts(text)
    if parts is None:
        raise BlockNotSeparable(blocks[0], template, "stands in another of the blocks asked for")
    return parts


def own_names(context: Context) -> list[str]:
    return [name for name in context.blocks if not name.startswith("asok_")]


def recording(block: str, notes: list[str]) -> Events:
    def record(context: Context) -> Iterator[str]:
        text = context.environment.concat(context.blocks[block][1](context))
        notes.append(text)
        yield text

    return record


def async_recorder(block: str, notes: list[str]) -> Events:
    async def record(context: Context) -> Any:
        events: Any = context.blocks[block][1](context)
        text = context.environment.concat([event async for event in events])
        notes.append(text)
        yield text

    return record
