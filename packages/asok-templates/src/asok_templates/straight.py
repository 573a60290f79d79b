"""Blocks of a page whose chain of templates is known."""

from collections.abc import Callable, Sequence

import jinja2
from jinja2.runtime import Context

from asok_templates.marks import Marks
from asok_templates.plans import Plan, PlanOfTemplate, Steps, Variables, split
from asok_templates.purity import takes_context
from asok_templates.stages import Events, joiner


class Straight(PlanOfTemplate):
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
        self._only = functions[0] if len(functions) == 1 else None
        self._new_context = without_blocks(template).new_context
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
        if self._only is not None:
            text = self._concat(self._only(context))
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
        context = self._new_context(variables)
        context.blocks = self._table
        return context


def without_blocks(template: jinja2.Template) -> jinja2.Template:
    """A copy for contexts that get other blocks, so that none are put into them in vain."""
    left: jinja2.Template = object.__new__(type(template))
    vars(left).update(vars(template))
    left.blocks = {}
    return left
