"""Puts together what runs for blocks of a page: slices of its templates, and the blocks' own functions."""

from collections.abc import Sequence
from functools import cached_property

import jinja2
from jinja2 import nodes

from asok_templates.layout import reached_blocks
from asok_templates.stages import Events, Stages
from asok_templates.straight import Straight
from asok_templates.syntax import blocks_in
from asok_templates.trees import Tree, Trees
from asok_templates.wishes import EVERYTHING, Wish

Body = list[nodes.Node]


class Assembly:
    """A chain of templates, child to base, and the slice of each.

    A template that is compiled by now lends the functions of its blocks. Of the others only those blocks are
    compiled that may run.
    """

    def __init__(
        self, trees: Trees, stages: Stages, chain: list[Tree], bodies: list[Body], wish: Wish
    ) -> None:
        self._trees = trees
        self._stages = stages
        self._chain = chain
        self._bodies = bodies
        self._wish = wish
        self._bare = wish.kind == "slice" and stands_bare(wish.blocks[0], chain, bodies)

    def plan(self, template: str | jinja2.Template) -> Straight:
        running = [runs(body) for body in self._bodies]
        if self._bare:
            running[-1] = False
        stages = [self._stage(number, ran, template) for number, ran in enumerate(running)]
        functions = [
            stage.root_render_func for stage, ran in zip(stages, running, strict=True) if stage and ran
        ]
        table = table_of([stage.blocks for stage in stages if stage])
        if self._bare:
            functions.append(table[self._wish.blocks[0]][0])
        marks = self._stages.marks(self._wish.blocks) if self._wish.kind == "marked" else None
        assert stages[0]
        return Straight(stages[0], self._wish.blocks, functions, table, marks)

    def _stage(self, number: int, ran: bool, template: str | jinja2.Template) -> jinja2.Template | None:
        """None: nothing of this template is needed."""
        tree, body = self._chain[number], self._bodies[number]
        needed = ran or not self._bare
        whole = self._whole(tree) if number or isinstance(template, str) else template
        if not isinstance(whole, jinja2.Template):
            definitions = [tree.blocks[name] for name in self._reached if name in tree.blocks]
            if number and not needed and not definitions:
                return None
            part = self._stages.partial(body if needed else [], tree, definitions, self._wish)
            if part:
                return part
            whole = self._trees.environment.get_template(tree.name)
        return self._stages.compiled(body, whole, self._wish) if needed else whole

    def _whole(self, tree: Tree) -> jinja2.Template | None:
        if EVERYTHING in self._wish.needed:  # functions that are given the context may run any block
            return self._trees.environment.get_template(tree.name)
        return self._trees.compiled(tree)

    @cached_property
    def _reached(self) -> list[str]:
        code = nodes.Template([node for body in self._bodies for node in body], lineno=1)
        return reached_blocks(self._chain, [code], self._wish.blocks)


def runs(body: Sequence[nodes.Node]) -> bool:
    """Whether a slice does anything: one may hold nothing but blocks for others to run."""
    return any(not (isinstance(node, nodes.If) and node.test == nodes.Const(False)) for node in body)


def stands_bare(block: str, chain: list[Tree], bodies: list[Body]) -> bool:
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
