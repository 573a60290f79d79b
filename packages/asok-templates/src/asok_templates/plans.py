"""What to run for some blocks of a page."""

import contextlib
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import Context

from asok_templates.copies import snapshot
from asok_templates.errors import BlockNotFound, BlockNotSeparable
from asok_templates.layout import live_blocks, outermost_around
from asok_templates.marks import Marks
from asok_templates.reach import mentioned, stored, takes_context
from asok_templates.slices import MARKED, SLICED, NotSliceable, Wish
from asok_templates.stages import CHAIN, NOTES, Events, Stages, joiner
from asok_templates.trees import UNREADABLE, Tree, Trees

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
        return drive(self.steps(variables), joiner(self.template.environment))

    async def render_async(self, variables: Variables) -> Parts:
        return await drive_async(self.steps(variables), joiner(self.template.environment))


class Nothing(Plan):
    """No blocks were asked for."""

    def steps(self, variables: Variables) -> Steps:  # noqa: ARG002
        yield from ()
        return {}


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
        self.marks = marks
        self._functions = tuple(functions)
        self._table = table
        self._concat = joiner(template.environment)
        # Functions that rendering is given: one that takes the context sees what the slices left out.
        self.called: tuple[str, ...] = ()
        self.with_everything: Callable[[], Plan] | None = None
        self._wide: Plan | None = None

    def render_one(self, variables: Variables) -> str:
        """The text of a plan without marks or async."""
        if self.called and (plan := self._wider(variables)):
            return plan.render(variables)[self.blocks[0]]
        context = self._context(variables)
        if len(self._functions) == 1:
            text = self._concat(self._functions[0](context))
        else:
            text = self._concat([event for function in self._functions for event in function(context)])
        return text

    def steps(self, variables: Variables) -> Steps:
        if plan := self._wider(variables):
            return (yield from plan.steps(variables))
        context = self._context(variables)
        text = ""
        for function in self._functions:
            text += yield function(context)
        return split(text, self.blocks, self.marks, self.template.name)

    def _wider(self, variables: Variables) -> Plan | None:
        if not any(takes_context(variables.get(name)) for name in self.called):
            return None
        if self._wide is None and self.with_everything is not None:
            self._wide = self.with_everything()
        return self._wide

    def _context(self, variables: Variables) -> Context:
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
        self._wish = Wish(self.blocks, "marked", included)
        self._marks = stages.marks(self.blocks)

    def steps(self, variables: Variables) -> Steps:
        why = self._obstacle(variables)
        context, text = None, ""
        if not why:
            try:
                stage = self._stages.of(self.template, self._wish)
                context = stage.new_context(variables)
                text = yield stage.root_render_func(context)
            except NotSliceable as reason:
                why = reason.why
        if context is None or why:
            cut = Cut(self.template, self.blocks, self._stages, self._trees, self._wish.included, why)
            return (yield from cut.steps(variables))
        if not self._wish.included:
            demand_blocks(self, context)
            for block in self.blocks:
                if top := orphan(self._trees, self.template, context, block):
                    text += yield context.blocks[(MARKED if top == block else SLICED) + top][0](context)
        return split(text, self.blocks, self._marks, self.template.name)

    def _obstacle(self, variables: Variables) -> str:
        """Why slices will not do, as far as that can be told before anything runs and leaves its traces."""
        ahead = [self.template]
        for page in ahead:  # grows while it is walked
            try:
                self._stages.of(page, self._wish)
            except NotSliceable as reason:
                return reason.why
            tree = self._trees.get(str(page.name))
            for name in parents(tree, variables):
                with contextlib.suppress(*UNREADABLE):
                    parent = page.environment.get_template(name, tree.name)
                    ahead += [parent] if parent not in ahead else []
        return ""


def parents(tree: Tree, variables: Variables) -> list[str]:
    """What the template may extend, as far as its source and the variables given tell."""
    found: list[Any] = []
    for tag in tree.extends:
        names = {name.name for name in tag.find_all(nodes.Name)}
        found += mentioned(tag.template)
        found += [variables.get(name) for name in names]
        for assignment in tree.root.find_all(nodes.Assign):
            if names.intersection(stored(assignment.target)) and isinstance(assignment.node, nodes.Expr):
                found += mentioned(assignment.node)
    return [name for name in found if isinstance(name, str)]


class Cut(Plan):
    """The page is rendered with marks around the blocks, and the blocks cut out."""

    def __init__(
        self,
        template: jinja2.Template,
        blocks: Sequence[str],
        stages: Stages,
        trees: Trees,
        included: bool,
        why: str,
    ) -> None:
        super().__init__(template, blocks)
        self._stages = stages
        self._trees = trees
        self._wish = Wish(self.blocks, "page", included)
        self._why = why

    def steps(self, variables: Variables) -> Steps:
        marks = self._stages.marks(self.blocks)
        notes: dict[str, list[str]] = {block: [] for block in self.blocks}
        again = snapshot(variables)
        try:
            stage = self._stages.of(self.template, self._wish)
            context = stage.new_context(variables)
            context.blocks[NOTES] = [notes]  # type: ignore[list-item]
            marked = yield stage.root_render_func(context)
        except NotSliceable as reason:
            raise BlockNotSeparable(self.blocks[0], self.template.name, reason.why) from None
        extra = "" if self._wish.included else (yield from self._orphans(context))
        parts = marks.parts(marked + extra)
        if parts is None or parts != {
            block: marks.stripped("".join(texts)) for block, texts in notes.items()
        }:
            # What is around a block changed its text. Did the marks leave everything else as it was?
            try:
                plain = yield self.template.root_render_func(self.template.new_context(again))
            except Exception:  # the first time left something behind in objects that can't be copied
                plain = ""
            if parts is None or marks.stripped(marked) != plain:
                raise BlockNotSeparable(self.blocks[0], self.template.name, self._why)
        return parts

    def _orphans(self, context: Context) -> Generator[Any, str, str]:
        demand_blocks(self, context)
        extra = ""
        for block in self.blocks:
            if top := orphan(self._trees, self.template, context, block):
                text = yield context.blocks[MARKED + block if top == block else top][0](context)
                extra += text
        return extra


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


def drive(steps: Steps, concat: Any) -> Parts:
    try:
        events = next(steps)
        while True:
            try:
                text = concat(events)
            except Exception as error:
                events = steps.throw(error)
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
            except Exception as error:
                events = steps.throw(error)
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


def demand_blocks(plan: Plan, context: Context) -> None:
    for block in plan.blocks:
        if block not in context.blocks:
            raise BlockNotFound(block, plan.template.name, own_names(context))


def orphan(trees: Trees, template: jinja2.Template, context: Context, block: str) -> str | None:
    """For a block that has no place in the page that was run: the block at the top that it stands in."""
    names: Any = [template.name, *context.blocks.get(CHAIN, ())]
    chain = [trees.get(name) for name in names]
    live = live_blocks(chain)
    top = outermost_around(chain, block)
    return None if block in live or top in live else top


def own_names(context: Context) -> list[str]:
    return [name for name in context.blocks if not name.startswith("asok_")]


def recording(block: str, notes: list[str]) -> Events:
    def record(context: Context) -> Iterator[str]:
        text = joiner(context.environment)(context.blocks[block][1](context))
        notes.append(text)
        yield text

    return record


def async_recorder(block: str, notes: list[str]) -> Events:
    async def record(context: Context) -> Any:
        events: Any = context.blocks[block][1](context)
        text = joiner(context.environment)([event async for event in events])
        notes.append(text)
        yield text

    return record
