"""Blocks of a page that picks its layout while it is rendered."""

import contextlib
from collections.abc import Sequence
from typing import Any

import jinja2

from asok_templates.cuts import Cut, demand_blocks
from asok_templates.plans import PlanOfTemplate, Steps, Variables, split
from asok_templates.stages import Stages
from asok_templates.trees import UNREADABLE, Tree
from asok_templates.wishes import MARKED, SLICED, NotSliceable, Wish


class Chained(PlanOfTemplate):
    """The chain shows itself while running: each slice finds the slice of its parent."""

    def __init__(
        self, template: jinja2.Template, blocks: Sequence[str], stages: Stages, included: bool
    ) -> None:
        super().__init__(template, blocks)
        self._stages = stages
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
            cut = Cut(self.template, self.blocks, self._stages, self._wish.included, why)
            return (yield from cut.steps(variables))
        if not self._wish.included:
            demand_blocks(self, context)
            for block in self.blocks:
                if top := self._stages.orphan(self.template.name, context, block):
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
            tree = self._stages.trees.get(str(page.name))
            for name in parents(tree, variables):
                with contextlib.suppress(*UNREADABLE):
                    parent = page.environment.get_template(name, tree.name)
                    ahead += [parent] if parent not in ahead else []
        return ""


def parents(tree: Tree, variables: Variables) -> list[str]:
    """What the template may extend, as far as its source and the variables given tell."""
    names, found = tree.layouts
    values: list[Any] = [variables.get(name) for name in names]
    return [*found, *(value for value in values if isinstance(value, str))]
