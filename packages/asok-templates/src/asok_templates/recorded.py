"""Blocks of a template that has no source."""

from collections.abc import Iterator
from typing import Any

from jinja2.runtime import Context

from asok_templates.cuts import own_names
from asok_templates.errors import BlockNotFound
from asok_templates.plans import Plan, Steps, Variables
from asok_templates.stages import Events, joiner


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
