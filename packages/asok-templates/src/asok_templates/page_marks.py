"""Marks blocks in a whole page."""

import copy

from jinja2 import nodes

from asok_templates.syntax import change_children
from asok_templates.trees import Tree
from asok_templates.wishes import NotSliceable, Wish, helper, place, with_apart


class PageMarker:
    """Puts marks around the wanted blocks of a whole page. Raises `NotSliceable` where that can't be."""

    def __init__(self, tree: Tree, wish: Wish) -> None:
        self._tree = tree
        self._wish = wish
        self._apart: list[nodes.Node] = []

    def body(self) -> list[nodes.Node]:
        return with_apart([self.visit(copy.copy(node)) for node in self._tree.root.body], self._apart)

    def visit(self, node: nodes.Node) -> nodes.Node:
        match node:
            case nodes.Block() if node.name in self._wish.blocks:
                self._apart.append(self._copied(node))
                return place(node, "page")
            case nodes.Extends():
                parent = helper("parent_stage", node.template, self._wish, self._tree)
                return nodes.Extends(parent, lineno=node.lineno)
            case nodes.Include() if self._wish.included:
                template = helper("included_stage", node.template, self._wish, self._tree)
                return nodes.Include(template, node.with_context, node.ignore_missing, lineno=node.lineno)
            case nodes.CallBlock() if node.call.find(nodes.ExtensionAttribute):
                # Marks must not get into what an extension may keep, a cache say.
                if any(True for _ in node.find_all((nodes.Block, nodes.Include))):
                    raise NotSliceable("stands in a tag of an extension")
                return node
            case _:
                return self._copied(node)

    def _copied(self, node: nodes.Node) -> nodes.Node:
        change_children(node, lambda child: self.visit(copy.copy(child)))
        return node
