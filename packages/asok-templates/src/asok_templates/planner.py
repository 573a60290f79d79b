"""Decides, once for each page and choice of blocks, how to get them."""

from collections.abc import Iterator, Sequence
from typing import Any

import jinja2
from jinja2 import nodes

from asok_templates.assembly import Assembly
from asok_templates.chained import Chained
from asok_templates.chains import Chain
from asok_templates.cuts import Cut
from asok_templates.errors import BlockNotFound
from asok_templates.kept import KeptPlans
from asok_templates.layout import leading_blocks, root_places
from asok_templates.plans import Nothing, Plan
from asok_templates.recorded import Recorded
from asok_templates.resolved import Layouts, Resolved
from asok_templates.stages import Stages
from asok_templates.syntax import descendants, mentioned, refers_to_self
from asok_templates.trees import UNREADABLE, NoSource, Tree, Trees
from asok_templates.wishes import EVERYTHING, NotSliceable, Wish


class Planner:
    def __init__(self, environment: jinja2.Environment, trees: Trees, stages: Stages) -> None:
        self._environment = environment
        self._trees = trees
        self._stages = stages
        self._kept = KeptPlans(environment, trees, stages)
        self._layouts = Layouts(trees, stages)

    def plan(self, template: str | jinja2.Template, blocks: Sequence[str]) -> Plan:
        """Raises `BlockNotFound`; for a page that picks its layout while it is rendered, rendering does."""
        kept = self._kept.load(template, blocks)
        if kept is None:
            return self._new(template, blocks, set())
        kept.with_everything = lambda: self._new(template, blocks, {EVERYTHING})
        return kept

    def _new(self, template: str | jinja2.Template, blocks: Sequence[str], needed: set[str]) -> Plan:
        """A plan for blocks that need these variables in any case."""
        if not needed:
            self._trees.asked.clear()
        name = name_of(template)
        if name is None:
            return Recorded(self._page(template), blocks)
        try:
            chain = self._trees.chain(name)
            extended = self.extended(name)
        except NoSource:
            return Recorded(self._page(template), blocks)
        except jinja2.TemplateNotFound:
            if isinstance(template, str):
                raise
            return Recorded(template, blocks)  # whose name may be another than its loader's for it
        if not blocks:
            return Nothing(self._environment, blocks)
        environment = self._environment
        if chain is None and not (needed or environment.auto_reload or environment.is_async):
            return Resolved(
                environment,
                blocks,
                lambda variables: self._layouts.chain(name, variables),
                lambda found: self._fitting(template, blocks, found, found or extended, needed),
            )
        return self._fitting(template, blocks, chain, extended, needed)

    def _fitting(
        self,
        template: str | jinja2.Template,
        blocks: Sequence[str],
        chain: list[Tree] | None,
        extended: list[Tree],
        needed: set[str],
    ) -> Plan:
        """The plan for a chain of templates, or for one that shows only while they run."""
        name = name_of(template)
        own = {name for tree in extended for name in tree.blocks}
        below = {name for tree in self.included(extended) for name in tree.blocks}
        for block in blocks:
            if block not in own and block not in below and chain is not None:
                raise BlockNotFound(block, name, sorted(own | below))
        inside = any(block not in own and block in below for block in blocks)
        if len(blocks) > 1 and (inside or nested(extended, blocks)):
            return self._running(Cut, template, blocks, inside, "stands in another of the blocks asked for")
        if chain is None or (inside and self._page(template).name != name):
            return self._running(Chained, template, blocks, inside)
        return self._straight(template, blocks, chain, inside, needed)

    def extended(self, name: str) -> list[Tree]:
        """The template and all that it extends, or may extend as far as the source tells."""
        found = [self._trees.get(name)]
        for tree in found:  # grows while it is walked
            for tag in tree.extends:
                for parent in mentioned(tag.template):
                    found += [
                        other for other in self._known(self._joined(parent, tree)) if other not in found
                    ]
        return found

    def included(self, trees: Sequence[Tree]) -> list[Tree]:
        """The templates that these include by name, and those include, with all that they extend."""
        found: list[Tree] = []
        ahead = list(trees)
        while ahead:
            tree = ahead.pop(0)
            for name in included_names(tree):
                for other in self._known(self._joined(name, tree)):
                    for page in self.extended(other.name):
                        if page not in found:
                            found.append(page)
                            ahead.append(page)
        return found

    def _known(self, name: str) -> list[Tree]:
        """The template, in a list, or none if it is not there or not valid: the page may never come to it."""
        try:
            return [self._trees.get(name)]
        except UNREADABLE:
            return []

    def _joined(self, name: str, tree: Tree) -> str:
        return self._environment.join_path(name, tree.name)

    def _straight(
        self,
        template: str | jinja2.Template,
        blocks: Sequence[str],
        chain: list[Tree],
        inside: bool,
        needed: set[str],
    ) -> Plan:
        wish = Wish(
            tuple(blocks),
            "slice" if len(blocks) == 1 and not inside else "marked",
            inside,
            leads=leading_blocks(chain, set(blocks)),
            paths=set(),
            needed=set(needed),
        )
        if any(True for tree in chain[:-1] for _ in root_places(tree, False)):
            return self._running(Chained, template, blocks, inside)
        try:
            bodies = Chain(self._trees, chain, wish).bodies()
        except NotSliceable as reason:
            return self._running(Cut, template, blocks, inside, reason.why)
        if any(refers_to_self(descendants(node)) for body in bodies[:-1] for node in body):
            return self._running(Chained, template, blocks, inside)
        plan, recipe = Assembly(self._trees, self._stages, chain, bodies, wish).plan(template)
        if not needed:
            plan.called = self._called(chain, bodies, blocks)
            plan.with_everything = lambda: self._straight(template, blocks, chain, inside, {EVERYTHING})
            if all(tree.parent or not tree.extends for tree in chain):
                self._kept.keep(template, plan, recipe)
        return plan

    def _called(
        self, chain: list[Tree], bodies: list[list[nodes.Node]], blocks: Sequence[str]
    ) -> tuple[str, ...]:
        """The functions called that rendering is given, as far as templates and globals tell."""
        code = [node for body in bodies for node in body]
        code += [
            tree.blocks[block]
            for tree in chain
            for block in leading_blocks(chain, set(blocks))
            if block in tree.blocks
        ]
        called = {
            call.node.name
            for node in code
            for call in node.find_all(nodes.Call)
            if isinstance(call.node, nodes.Name)
        }
        return tuple(sorted(called - self._environment.globals.keys() - {"super", "caller", "loop"}))

    def _running(
        self, kind: Any, template: str | jinja2.Template, blocks: Sequence[str], inside: bool, *why: str
    ) -> Plan:
        """A plan that finds the trees of templates while they run, by the names that they have then."""
        page = self._page(template)
        if page.name != name_of(template):  # as a loader of several loaders gives them
            return Recorded(page, blocks)
        plan: Plan = kind(page, blocks, self._stages, inside, *why)
        return plan

    def _page(self, template: str | jinja2.Template) -> jinja2.Template:
        return self._environment.get_template(template)


def name_of(template: str | jinja2.Template) -> str | None:
    return template.name if isinstance(template, jinja2.Template) else template


def included_names(tree: Tree) -> Iterator[str]:
    for tag in tree.code:
        if isinstance(tag, nodes.Include):
            yield from mentioned(tag.template)


def nested(trees: Sequence[Tree], blocks: Sequence[str]) -> bool:
    """Whether one of the blocks may stand in another of them."""
    asked = set(blocks)
    return any(asked & leading_blocks(list(trees), {block}) != {block} for block in blocks)
