"""What to run for some blocks of a page."""

from abc import ABC, abstractmethod
from collections.abc import Generator, Sequence
from typing import Any

import jinja2

from asok_templates.errors import BlockNotSeparable
from asok_templates.marks import Marks
from asok_templates.stages import joiner

Variables = dict[str, Any]
Parts = dict[str, str]
# Yields what to run next and is sent the text that came out of it, so that one description of the way serves
# environments with and without async.
Steps = Generator[Any, str, Parts]


class Plan(ABC):
    """A way to get some blocks of a page."""

    def __init__(self, environment: jinja2.Environment, blocks: Sequence[str]) -> None:
        self.environment = environment
        self.blocks = tuple(blocks)

    @abstractmethod
    def steps(self, variables: Variables) -> Steps:
        """What to run, in order; the blocks' texts are returned."""

    def render(self, variables: Variables) -> Parts:
        return drive(self.steps(variables), joiner(self.environment))

    async def render_async(self, variables: Variables) -> Parts:
        return await drive_async(self.steps(variables), joiner(self.environment))


class PlanOfTemplate(Plan):
    """A plan that runs a template, or what was compiled of it."""

    def __init__(self, template: jinja2.Template, blocks: Sequence[str]) -> None:
        super().__init__(template.environment, blocks)
        self.template = template


class Nothing(Plan):
    """No blocks were asked for."""

    def steps(self, variables: Variables) -> Steps:  # noqa: ARG002
        yield from ()
        return {}


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
