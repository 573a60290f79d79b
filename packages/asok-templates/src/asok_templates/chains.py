"""Slices templates that extend each other."""

import copy
from collections.abc import Iterator

from jinja2 import nodes

from asok_templates.layout import live_blocks, outermost_around, root_places
from asok_templates.reach import Reach
from asok_templates.slices import Slicer
from asok_templates.syntax import all_bound, blocks_in
from asok_templates.trees import Tree, Trees
from asok_templates.wishes import SLICED, Wish, place


class Chain:
    """Slices a chain of templates together: what one needs, another may set."""

    def __init__(self, trees: Trees, chain: list[Tree], wish: Wish) -> None:
        self._chain = chain
        self._wish = wish
        self._reach = Reach(trees, chain)
        for block in wish.blocks:
            wish.needed |= self._reach.block_reads(block)
        if wish.paths is not None and wish.leads is not None:
            wish.paths |= wish.leads - set(wish.blocks)

    def bodies(self) -> list[list[nodes.Node]]:
        """The slices, child to base. Raises `NotSliceable`."""
        while True:
            before = self._wish.size
            bodies = [
                Slicer(tree, self._reach, self._wish, known_chain=True).body() for tree in self._trimmed()
            ]
            if self._wish.size == before:
                break
        return [*bodies[:-1], [*bodies[-1], *self._orphans()]]

    def _trimmed(self) -> list[Tree]:
        """The templates, the base without what comes after the last place of a wanted block.

        What binds a new name stays: Jinja2 takes that for a variable of the template's own from the top on.
        """
        base = self._chain[-1]
        body = base.root.body
        kept = max((number for number, node in enumerate(body, 1) if self._holds_place(node)), default=0)
        bound: set[str] | None = None
        for number, node in enumerate(body[kept:], kept + 1):
            if names := all_bound(node):
                bound = all_bound(nodes.Template(body[:kept], lineno=1)) if bound is None else bound
                kept = kept if names <= bound else number
                bound |= names
        if not kept or kept == len(body) or any(True for _ in self._orphans()):
            return self._chain
        trimmed = copy.copy(base)
        trimmed.root = nodes.Template(body[:kept], lineno=1)
        return [*self._chain[:-1], trimmed]

    def _holds_place(self, node: nodes.Node) -> bool:
        if self._wish.included and (
            isinstance(node, nodes.Include | nodes.Block)
            or any(True for _ in node.find_all((nodes.Include, nodes.Block)))
        ):
            return True
        return any(self._wish.leads_through(block.name) for block in blocks_in(node))

    def _orphans(self) -> Iterator[nodes.Node]:
        """Places for the blocks that the page has no place for."""
        if set(self._wish.blocks) <= {block.name for block in root_places(self._chain[-1], True)}:
            return
        live = live_blocks(self._chain)
        for name in self._wish.blocks:
            if name in live or not any(name in tree.blocks for tree in self._chain):
                continue
            top = outermost_around(self._chain, name)
            if top == name:
                yield place(nodes.Block(name, [], False, False, lineno=1), self._wish.kind)
            elif top not in live:
                yield nodes.Block(SLICED + top, [], False, False, lineno=1)
