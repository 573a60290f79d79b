"""Decides, once for each page and choice of blocks, how to get them."""

from collections.abc import Iterator, Sequence

import jinja2
from jinja2 import nodes

from asok_templates.chained import Chained
from asok_templates.chains import Chain
from asok_templates.cuts import Cut
from asok_templates.errors import BlockNotFound
from asok_templates.layout import leading_blocks, root_places
from asok_templates.plans import Nothing, Plan
from asok_templates.recorded import Recorded
from asok_templates.stages import Events, Stages
from asok_templates.straight import Straight
from asok_templates.syntax import blocks_in, mentioned
from asok_templates.trees import UNREADABLE, NoSource, Tree, Trees
from asok_templates.wishes import EVERYTHING, NotSliceable, Wish


class Planner:
    def __init__(self, environment: jinja2.Environment, trees: Trees, stages: Stages) -> None:
        self._environment = environment
        self._trees = trees
        self._stages = stages

    def plan(self, template: jinja2.Template, blocks: Sequence[str]) -> Plan:
        """Raises `BlockNotFound`; for a page that picks its layout while it is rendered, rendering does."""
        if template.name is None:
            return Recorded(template, blocks)
        try:
            chain = self._trees.chain(template.name)
            extended = self.extended(template.name)
            included = self.included(extended)
        except NoSource:
            return Recorded(template, blocks)
        if not blocks:
            return Nothing(template, blocks)
        own = {name for tree in extended for name in tree.blocks}
        below = {name for tree in included for name in tree.blocks}
        for block in blocks:
            if block not in own and block not in below and chain is not None:
                raise BlockNotFound(block, template.name, sorted(own | below))
        inside = any(block not in own and block in below for block in blocks)
        if len(blocks) > 1 and (inside or nested(extended, blocks)):
            return self._cut(template, blocks, inside, "stands in another of the blocks asked for")
        if chain is None:
            return Chained(template, blocks, self._stages, self._trees, inside)
        return self._straight(template, blocks, chain, inside, set())

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
        template: jinja2.Template,
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
            return Chained(template, blocks, self._stages, self._trees, inside)
        try:
            bodies = Chain(self._trees, chain, wish).bodies()
        except NotSliceable as reason:
            return self._cut(template, blocks, inside, reason.why)
        if any(refers_to_self(body) for body in bodies[:-1]):
            return Chained(template, blocks, self._stages, self._trees, inside)
        plan = self._compiled(template, chain, bodies, wish)
        if not needed:
            plan.called = self._called(chain, bodies, blocks)
            plan.with_everything = lambda: self._straight(template, blocks, chain, inside, {EVERYTHING})
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

    def _cut(self, template: jinja2.Template, blocks: Sequence[str], inside: bool, why: str) -> Plan:
        return Cut(template, blocks, self._stages, self._trees, inside, why)

    def _compiled(
        self, template: jinja2.Template, chain: list[Tree], bodies: list[list[nodes.Node]], wish: Wish
    ) -> Straight:
        templates = [template, *(self._environment.get_template(tree.name) for tree in chain[1:])]
        block = wish.blocks[0]
        bare = wish.kind == "slice" and stands_bare(block, chain, bodies)
        running = [runs(body) for body in (bodies[:-1] if bare else bodies)]
        running += [False] if bare else []
        stages = [
            self._stages.compiled(body, page, wish) if ran or not bare else page
            for body, page, ran in zip(bodies, templates, running, strict=True)
        ]
        functions = [stage.root_render_func for stage, ran in zip(stages, running, strict=True) if ran]
        table = table_of([stage.blocks for stage in stages])
        if bare:
            functions.append(table[block][0])
        marks = self._stages.marks(wish.blocks) if wish.kind == "marked" else None
        return Straight(template, wish.blocks, functions, table, marks)


def included_names(tree: Tree) -> Iterator[str]:
    for tag in tree.code:
        if isinstance(tag, nodes.Include):
            yield from mentioned(tag.template)


def nested(trees: Sequence[Tree], blocks: Sequence[str]) -> bool:
    """Whether one of the blocks may stand in another of them."""
    return any(
        other != block and other in leading_blocks(list(trees), {block})
        for block in blocks
        for other in blocks
    )


def refers_to_self(body: Sequence[nodes.Node]) -> bool:
    return any(name.name == "self" for node in body for name in node.find_all(nodes.Name))


def runs(body: Sequence[nodes.Node]) -> bool:
    """Whether a slice does anything: one may hold nothing but blocks for others to run."""
    return any(not (isinstance(node, nodes.If) and node.test == nodes.Const(False)) for node in body)


def stands_bare(block: str, chain: list[Tree], bodies: list[list[nodes.Node]]) -> bool:
    """Whether nothing of the base has to run before or around the block."""
    slices: dict[str, nodes.Block] = {}
    for body in bodies:
        for node in body:
            for found in blocks_in(node):
                slices.setdefault(found.name, found)
    body = [node for node in bodies[-1] if runs([node])]
    while len(body) == 1 and isinstance(body[0], nodes.Block):
        name = body[0].name
        if name == block:
            return not body[0].required or sum(block in tree.blocks for tree in chain) > 1
        if body[0].required:
            return False
        body = [node for node in slices[name].body if runs([node])]
    return False


def table_of(tables: Sequence[dict[str, Events]]) -> dict[str, list[Events]]:
    """Block functions by name, the one that counts first: what `{% extends %}` builds while it runs."""
    table: dict[str, list[Events]] = {}
    for blocks in tables:
        for name, function in blocks.items():
            table.setdefault(name, []).append(function)
    return table
