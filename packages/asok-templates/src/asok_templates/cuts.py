"""Blocks cut out of the whole page."""

from collections.abc import Generator, Sequence
from typing import Any

import jinja2
from jinja2.runtime import Context

from asok_templates.copies import snapshot
from asok_templates.errors import BlockNotFound, BlockNotSeparable
from asok_templates.marks import Marks
from asok_templates.plans import PlanOfTemplate, Steps, Variables
from asok_templates.stages import NOTES, Stages
from asok_templates.wishes import MARKED, NotSliceable, Wish


class Cut(PlanOfTemplate):
    """The page is rendered with marks around the blocks, and the blocks cut out."""

    def __init__(
        self,
        template: jinja2.Template,
        blocks: Sequence[str],
        stages: Stages,
        included: bool,
        why: str,
    ) -> None:
        super().__init__(template, blocks)
        self._stages = stages
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
        return (yield from told_apart(self, marks, marked, notes, again, self._why, extra))

    def _orphans(self, context: Context) -> Generator[Any, str, str]:
        demand_blocks(self, context)
        extra = ""
        for block in self.blocks:
            if top := self._stages.orphan(self.template.name, context, block):
                text = yield context.blocks[MARKED + block if top == block else top][0](context)
                extra += text
        return extra


def told_apart(
    plan: PlanOfTemplate,
    marks: Marks,
    marked: str,
    notes: dict[str, list[str]],
    again: Variables,
    why: str,
    extra: str = "",
) -> Steps:
    """The blocks' parts of a marked page. Raises `BlockNotSeparable` if the marks changed more than those.

    `notes`: what the blocks wrote, by name. `again`: the variables, for a second rendering. `extra`: marked
    texts that are no part of the page.
    """
    parts = marks.parts(marked + extra)
    if parts is None or parts != {block: marks.stripped("".join(texts)) for block, texts in notes.items()}:
        # What is around a block changed its text. Did the marks leave everything else as it was?
        try:
            plain = yield plan.template.root_render_func(plan.template.new_context(again))
        except Exception:  # the first time left something behind in objects that can't be copied
            plain = ""
        if parts is None or marks.stripped(marked) != plain:
            raise BlockNotSeparable(plan.blocks[0], plan.template.name, why)
    return parts


def demand_blocks(plan: PlanOfTemplate, context: Context) -> None:
    for block in plan.blocks:
        if block not in context.blocks:
            raise BlockNotFound(block, plan.template.name, own_names(context))


def own_names(context: Context) -> list[str]:
    return [name for name in context.blocks if not name.startswith("asok_")]
