"""Renders blocks of templates alone, exactly as they stand in the page."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import jinja2

from asok_templates.errors import BlockNotFound
from asok_templates.planner import Planner
from asok_templates.plans import Plan
from asok_templates.stages import Stages
from asok_templates.straight import Straight
from asok_templates.trees import Trees, always

Vars = Mapping[str, Any]
Current = Callable[[], bool]
NO_PLAN: tuple[None, Current] = None, always
MOST_PLANS = 2000


class Definition(NamedTuple):
    """Where a block is defined: the template's name, and the line of its tag, counted from 1."""

    template: str
    line: int


class Blocks:
    """The blocks of one environment's templates."""

    def __init__(self, environment: jinja2.Environment) -> None:
        self.environment = environment
        self.trees = Trees(environment)
        self.stages = Stages(environment, self.trees)
        self._planner = Planner(environment, self.trees, self.stages)
        self._plans: dict[Any, tuple[Plan, Current]] = {}
        self._straight: dict[tuple[str | jinja2.Template, str], Straight] = {}
        self._lock = threading.RLock()

    def render(self, template: str | jinja2.Template, blocks: Sequence[str], context: Vars) -> dict[str, str]:
        """The blocks by name. Raises `BlockNotFound`, `BlockNotSeparable`, and what the templates raise."""
        if self.environment.is_async:
            coroutine = self.render_async(template, blocks, context)
            try:
                return asyncio.run(coroutine)
            finally:
                coroutine.close()  # which has not begun if a loop runs already
        plan = self._plan(template, each_once(blocks))
        try:
            return plan.render(dict(context))
        except BlockNotFound:
            self._forget(template, plan.blocks)
            raise
        except Exception:
            self.environment.handle_exception()

    def render_one(self, template: str | jinja2.Template, block: str, context: dict[str, Any]) -> str:
        """One block, by the shortest way there is."""
        try:
            straight = self._straight.get((template, block))
        except TypeError:  # something that no dictionary has
            straight = None
        if straight is None:
            return self._first(template, block, context)
        try:
            return straight.render_one(context)
        except Exception:
            self.environment.handle_exception()

    def _first(self, template: str | jinja2.Template, block: str, context: dict[str, Any]) -> str:
        text = self.render(template, [block], context)[block]
        plan, _ = self._plans.get((template, (block,)), NO_PLAN)
        lasting = not (self.environment.is_async or self.environment.auto_reload)
        if lasting and isinstance(plan, Straight) and plan.marks is None:
            self._straight[template, block] = plan
        return text

    async def render_async(
        self, template: str | jinja2.Template, blocks: Sequence[str], context: Vars
    ) -> dict[str, str]:
        plan = self._plan(template, each_once(blocks))
        try:
            return await plan.render_async(dict(context))
        except BlockNotFound:
            self._forget(template, plan.blocks)
            raise
        except Exception:
            self.environment.handle_exception()

    def of(self, name: str) -> dict[str, tuple[Definition, ...]]:
        """Every block of a page with its definitions, the one that counts first."""
        found: dict[str, list[Definition]] = {}
        extended = self._planner.extended(name)
        for tree in (*extended, *self._planner.included(extended)):
            for block in tree.blocks.values():
                found.setdefault(block.name, []).append(Definition(tree.name, block.lineno))
        return {name: tuple(dict.fromkeys(definitions)) for name, definitions in found.items()}

    def _plan(self, template: str | jinja2.Template, blocks: tuple[str, ...]) -> Plan:
        key = (template, blocks)
        plan, current = self._plans.get(key, NO_PLAN)
        if plan is None or not current():
            with self._lock:
                plan, current = self._plans.get(key, NO_PLAN)  # another thread may have made it meanwhile
                if plan is None or not current():
                    plan, current = self._plans[key] = self._make(template, blocks)
        return plan

    def _make(self, template: str | jinja2.Template, blocks: tuple[str, ...]) -> tuple[Plan, Current]:
        if len(self._plans) >= MOST_PLANS:
            self._plans.clear()
            self._straight.clear()
            self.stages.clear()
        plan = self._planner.plan(template, blocks)
        return plan, (self.trees.freshness() if self.environment.auto_reload else always)

    def _forget(self, template: str | jinja2.Template, blocks: tuple[str, ...]) -> None:
        """Keep nothing for names that came from outside."""
        self._plans.pop((template, blocks), None)
        self.stages.forget(blocks)


def render_block(
    environment: jinja2.Environment, template: str | jinja2.Template, block: str, /, **context: Any
) -> str:
    """One block of a template of any Jinja2 environment, byte for byte as it stands in the page.

    For an environment that Flask, FastAPI, Litestar or your own code made. Raises `BlockNotFound`,
    `BlockNotSeparable`, and what rendering the page raises.
    """
    return blocks_of(environment).render_one(template, block, context)


def render_blocks(
    environment: jinja2.Environment, template: str | jinja2.Template, blocks: Iterable[str], /, **context: Any
) -> dict[str, str]:
    """Several blocks of one page, by name, in the order asked for."""
    return blocks_of(environment).render(template, names(blocks), context)


async def render_block_async(
    environment: jinja2.Environment, template: str | jinja2.Template, block: str, /, **context: Any
) -> str:
    """`render_block` for an environment with `enable_async`, inside a running event loop.

    Raises `RuntimeError` for an environment without it, as `render_async` of Jinja2's templates does.
    """
    if not environment.is_async:
        raise RuntimeError("the environment was made without enable_async: use render_block")
    return (await blocks_of(environment).render_async(template, [block], context))[block]


def names(blocks: Iterable[str]) -> list[str]:
    if isinstance(blocks, str):
        raise TypeError(f"the names of blocks belong in a list: [{blocks!r}]")
    return list(blocks)


def each_once(blocks: Iterable[str]) -> tuple[str, ...]:
    """Raises `TypeError` for what is no name."""
    found = tuple(blocks)
    for block in found:
        if not isinstance(block, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"the name of a block is a str, not {block!r}")
    return tuple(dict.fromkeys(found))


def blocks_of(environment: Any) -> Blocks:
    """What is kept for an environment, made when first asked for and held by the environment itself."""
    blocks: Blocks | None = getattr(environment, "asok_blocks", None)
    if blocks is None or blocks.environment is not environment:
        blocks = environment.asok_blocks = Blocks(environment)
    return blocks
