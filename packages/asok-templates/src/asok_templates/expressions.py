"""What the code generator has to know about expressions."""

from keyword import iskeyword
from typing import Any, TypeGuard

from jinja2 import nodes
from jinja2.optimizer import Optimizer

DICT_ATTRIBUTES = frozenset(dir(dict))
STOPPING_EARLY = frozenset({nodes.And, nodes.Or, nodes.Compare, nodes.Concat, nodes.CondExpr})


class SparingOptimizer(Optimizer):
    """Does not look for the constant value of what needs a variable's."""

    def visit(self, node: nodes.Node, *arguments: Any, **options: Any) -> Any:
        if type(node) not in STOPPING_EARLY and has_names(node):
            return node
        return super().visit(node, *arguments, **options)


def has_names(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) or any(map(has_names, node.iter_child_nodes()))


def found_in(node: nodes.Node, kinds: tuple[type[nodes.Node], ...]) -> Any:
    if isinstance(node, kinds):
        yield node
    yield from node.find_all(kinds)


def part_may_wait(node: nodes.Expr) -> bool:
    """Whether an expression may take long, so that what stands before it better leaves first."""
    return any(True for _ in found_in(node, (nodes.Call,)))


def first_name(node: nodes.Expr) -> str | None:
    """The variable whose attribute is read first, by a statement of its own; None if there is none."""
    while isinstance(node, nodes.Filter | nodes.Test | nodes.Not | nodes.Compare):
        inner = node.expr if isinstance(node, nodes.Compare) else node.node
        if inner is None:
            return None
        node = inner
    if not isinstance(node, nodes.Getattr) or not is_chain(node):
        return None
    return node.find(nodes.Name).name  # type: ignore[union-attr]


def is_chain(node: nodes.Expr) -> TypeGuard[nodes.Getattr]:
    """Whether this is a variable's attribute, or such an attribute's, and Python can say it the same way."""
    while isinstance(node, nodes.Getattr):
        plain = node.attr.isascii() and node.attr.isidentifier() and not iskeyword(node.attr)
        if not plain or node.attr in DICT_ATTRIBUTES:
            return False
        node = node.node
    return isinstance(node, nodes.Name)


def internal_name(name: str, node: nodes.Node) -> nodes.InternalName:
    internal = object.__new__(nodes.InternalName)  # Jinja2 reserves its constructor for the parser
    nodes.Node.__init__(internal, name, lineno=node.lineno, environment=node.environment)
    return internal
