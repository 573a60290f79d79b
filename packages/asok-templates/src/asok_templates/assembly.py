"""Puts together what runs for blocks of a page: slices of its templates, and the blocks' own functions."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import jinja2
from jinja2 import nodes

from asok_templates.layout import reached_blocks
from asok_templates.stages import Events, Part, Stages
from asok_templates.straight import Straight
from asok_templates.syntax import blocks_in
from asok_templates.trees import Tree, Trees
from asok_templates.wishes import EVERYTHING, Wish

Body = list[nodes.Node]


class Recipe(NamedTuple):
    """How to make a plan: for each template, child to base, what was compiled of it and whether that runs.

    `bare`: the block's function runs after that. `marked`: the blocks' texts are put between marks.
    """

    parts: tuple[Part | None, ...]
    running: tuple[bool, ...]
    bare: bool
    marked: bool


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

    def plan(self, template: str | jinja2.Template) -> tuple[Straight, Recipe | None]:
        """The plan, and how to make it again if it needs nothing that is only in this process."""
        wish = self._wish
        running = [runs(body) for body in self._bodies]
        if self._bare:
            running[-1] = False
        made = [self._stage(number, ran, template) for number, ran in enumerate(running)]
        recipe = Recipe(tuple(part for _, part in made), tuple(running), self._bare, wish.kind == "marked")
        own = all(part or not stage for stage, part in made)
        return straight(
            self._stages, [stage for stage, _ in made], recipe, wish.blocks
        ), recipe if own else None

    def _stage(
        self, number: int, ran: bool, template: str | jinja2.Template
    ) -> tuple[jinja2.Template | None, Part | None]:
        """What runs of a template, and what was compiled for that; Nones if nothing of it is needed."""
        tree, body = self._chain[number], self._bodies[number]
        needed = ran or not self._bare
        whole = self._whole(tree) if number or isinstance(template, str) else template
        if not isinstance(whole, jinja2.Template):
            definitions = [tree.blocks[name] for name in self._reached if name in tree.blocks]
            if number and not needed and not definitions:
                return None, None
            part = self._stages.part(body if needed else [], tree, definitions)
            if part:
                return self._stages.of_part(part, self._wish.blocks, self._wish.kind == "marked"), part
            whole = self._trees.environment.get_template(tree.name)
        return self._stages.compiled(body, whole, self._wish) if needed else whole, None

    def _whole(self, tree: Tree) -> jinja2.Template | None:
        if EVERYTHING in self._wish.needed:  # functions that are given the context may run any block
            return self._trees.environment.get_template(tree.name)
        return self._trees.compiled(tree)

    @cached_property
    def _reached(self) -> list[str]:
        code = nodes.Template([node for body in self._bodies for node in body], lineno=1)
        return reached_blocks(self._chain, [code], self._wish.blocks)


def followed(stages: Stages, recipe: Recipe, blocks: tuple[str, ...]) -> Straight:
    """The plan of a recipe."""
    made = [part and stages.of_part(part, blocks, recipe.marked) for part in recipe.parts]
    return straight(stages, made, recipe, blocks)


def straight(
    stages: Stages, made: Sequence[jinja2.Template | None], recipe: Recipe, blocks: tuple[str, ...]
) -> Straight:
    functions = [
        stage.root_render_func for stage, ran in zip(made, recipe.running, strict=True) if stage and ran
    ]
    table = table_of([stage.blocks for stage in made if stage])
    if recipe.bare:
        functions.append(table[blocks[0]][0])
    assert made[0]
    return Straight(made[0], blocks, functions, table, stages.marks(blocks) if recipe.marked else None)


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
