"""Questions about syntax trees, and changes to copies of them."""

import copy
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from jinja2 import nodes

BINDING = (nodes.Assign, nodes.AssignBlock, nodes.Import, nodes.FromImport, nodes.Macro)


def descendants(node: nodes.Node) -> list[nodes.Node]:
    """All nodes below this one, each before its own: `find_all(nodes.Node)` in less time."""
    found: list[nodes.Node] = []
    collect(node, found)
    return found


def collect(node: nodes.Node, found: list[nodes.Node]) -> None:
    for field in node.fields:
        value: Any = getattr(node, field, None)
        for child in value if type(value) is list else (value,):
            if isinstance(child, nodes.Node):
                found.append(child)
                collect(child, found)


def blocks_in(node: nodes.Node) -> list[nodes.Block]:
    return [found for found in (node, *descendants(node)) if isinstance(found, nodes.Block)]


def stored(target: nodes.Node) -> Iterator[str]:
    """The names that an assignment to this target binds."""
    if isinstance(target, nodes.Name):
        yield target.name
    yield from (name.name for name in target.find_all(nodes.Name) if name.ctx in ("store", "param"))


def imported(name: str | tuple[str, str]) -> str:
    return name if isinstance(name, str) else name[1]


def bound_names(node: nodes.Node) -> set[str]:
    match node:
        case nodes.Assign() | nodes.AssignBlock():
            return set(stored(node.target))
        case nodes.Import():
            return {node.target}
        case nodes.FromImport():
            return {imported(name) for name in node.names}
        case nodes.Macro():
            return {node.name}
        case _:
            return set()


def all_bound(node: nodes.Node) -> set[str]:
    return {name for part in (node, *node.find_all(BINDING)) for name in bound_names(part)}


def calls_super(expression: nodes.Node) -> bool:
    """Whether this is `super()`, `super.super()` and so on, and nothing else."""
    if not isinstance(expression, nodes.Call) or expression.args or expression.kwargs:
        return False
    callee = expression.node
    while isinstance(callee, nodes.Getattr) and callee.attr == "super":
        callee = callee.node
    return isinstance(callee, nodes.Name) and callee.name == "super"


def refers_to_self(code: Iterable[nodes.Node]) -> bool:
    return any(isinstance(node, nodes.Name) and node.name == "self" for node in code)


def constant_names(expression: nodes.Expr) -> list[str] | None:
    """The template names that a tag gives literally, or None."""
    try:
        value: Any = expression.as_const()
    except Exception:  # not constant, or no value at all
        return None
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list | tuple):
        return None
    names = [name for name in cast("list[Any]", value) if isinstance(name, str)]
    return names if len(names) == len(cast("list[Any]", value)) else None


def mentioned(expression: nodes.Expr) -> list[str]:
    """The template names that occur in an expression."""
    names = constant_names(expression)
    if names is not None:
        return names
    match expression:
        case nodes.CondExpr():
            return mentioned(expression.expr1) + (mentioned(expression.expr2) if expression.expr2 else [])
        case nodes.Or():
            return mentioned(expression.left) + mentioned(expression.right)
        case _:
            return []


def hollow(node: nodes.Node) -> nodes.Node:
    """The node with the bodies of its blocks left out: they are run by name."""
    if not blocks_in(node):
        return node
    left = copy.copy(node)
    if isinstance(left, nodes.Block):
        left.body = []
        return left
    change_children(left, hollow)
    return left


def change_children(node: nodes.Node, change: Callable[[nodes.Node], nodes.Node]) -> None:
    """Put what `change` gives for each child in its place; lists are made anew, not changed."""
    values: dict[str, Any] = dict(node.iter_fields())
    lists: dict[str, list[Any]] = {name: value for name, value in values.items() if type(value) is list}
    for name, items in lists.items():
        setattr(node, name, [change(item) if isinstance(item, nodes.Node) else item for item in items])
    for name, value in values.items():
        if isinstance(value, nodes.Node):
            setattr(node, name, change(value))


def silenced(node: nodes.Node) -> nodes.Scope:
    """The statement, run for what it does and not for what it writes."""
    target = nodes.Name("asok_silenced", "store", lineno=node.lineno)
    return nodes.Scope([nodes.AssignBlock(target, None, [node], lineno=node.lineno)], lineno=node.lineno)
