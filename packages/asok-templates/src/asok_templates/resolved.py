"""Blocks of a page that picks its layout by variables that it is given, as a page does for htmx."""

from collections.abc import Callable, Sequence
from typing import Any

import jinja2
from jinja2 import nodes

from asok_templates.plans import Plan, Steps, Variables
from asok_templates.reach import Reach
from asok_templates.stages import Stages
from asok_templates.syntax import all_bound, descendants
from asok_templates.trees import Tree, Trees
from asok_templates.wishes import EVERYTHING

# Expressions of these alone give the same before the page runs.
PLAIN = frozenset({
    nodes.Name, nodes.Const, nodes.CondExpr, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand,
    nodes.Getattr, nodes.Getitem, nodes.Concat, nodes.Add, nodes.List, nodes.Tuple,
})  # fmt: skip
RESULT = "asok_layout"
MOST_CHAINS = 100


class Layouts:
    """Finds the layouts that templates pick by what rendering is given."""

    def __init__(self, trees: Trees, stages: Stages) -> None:
        self._trees = trees
        self._stages = stages
        self._bound: dict[Tree, set[str]] = {}
        self._picking: dict[Tree, tuple[set[str], jinja2.Template] | None] = {}

    def chain(self, name: str, variables: Variables) -> list[Tree] | None:
        """The template and all that it extends this time; None if only rendering it can tell.

        Nothing that an `{% extends %}` reads may be bound or changed by the templates themselves.

        Raises what `Trees.chain` does.
        """
        bound: set[str] = set()

        def parent(tree: Tree) -> str | None:
            if tree not in self._bound:
                self._bound[tree] = all_bound(tree.root) | self._touched(tree)
            bound.update(self._bound[tree])
            return tree.parent or self._picked(tree, bound, variables)

        return self._trees.chain(name, parent)

    def _picked(self, tree: Tree, bound: set[str], variables: Variables) -> str | None:
        if tree not in self._picking:
            self._picking[tree] = self._expression(tree)
        names, picking = self._picking[tree] or (bound, None)
        if picking is None or EVERYTHING in bound or not names.isdisjoint(bound):
            return None
        try:
            context = picking.new_context(variables)
            list(picking.root_render_func(context))
        except Exception:  # which the page will raise in its place
            return None
        layout: Any = context.vars[RESULT]
        return layout if isinstance(layout, str) else None

    def _touched(self, tree: Tree) -> set[str]:
        """What the template may change before its layout runs, which is not what its blocks do."""
        reach = Reach(self._trees, [tree], whole_chain=False)
        extended = False
        touched: set[str] = set()
        for node in tree.root.body:
            extended = extended or isinstance(node, nodes.Extends)
            touched |= set() if extended and isinstance(node, nodes.Block) else reach.touches(node)
        return touched

    def _expression(self, tree: Tree) -> tuple[set[str], jinja2.Template] | None:
        """The variables that the tree's `{% extends %}` reads, and a template that finds its value."""
        if len(tree.extends) != 1 or not any(node is tree.extends[0] for node in tree.root.body):
            return None
        expression = tree.extends[0].template
        code = [expression, *descendants(expression)]
        if not all(type(node) in PLAIN for node in code):
            return None
        names = {node.name for node in code if isinstance(node, nodes.Name)}
        return names, self._stages.expression(expression, tree, RESULT)


class Resolved(Plan):
    """For each chain of templates that comes about, a plan of its own."""

    def __init__(
        self,
        environment: jinja2.Environment,
        blocks: Sequence[str],
        find: Callable[[Variables], list[Tree] | None],
        make: Callable[[list[Tree] | None], Plan],
    ) -> None:
        super().__init__(environment, blocks)
        self._find = find
        self._make = make
        self._plans: dict[tuple[Tree, ...], Plan] = {}

    def steps(self, variables: Variables) -> Steps:
        chain = self._find(variables)
        key = tuple(chain or ())
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) >= MOST_CHAINS:
                self._plans.clear()
            plan = self._plans[key] = self._make(chain)
        return (yield from plan.steps(variables))
