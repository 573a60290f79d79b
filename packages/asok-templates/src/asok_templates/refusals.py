"""What Jinja2 refuses when it compiles a template, although it could parse it."""

from collections.abc import Collection
from typing import Any

import jinja2
from jinja2 import nodes

LOOKED_AT = frozenset({nodes.Name, nodes.Filter, nodes.Test, nodes.EvalContextModifier})


def may_be_refused(
    code: Collection[nodes.Node], blocks: Collection[str], environment: jinja2.Environment
) -> bool:
    """Whether compiling the whole template may fail, or give other blocks than compiling a part of it.

    `code`: all nodes of the template. `blocks`: the names of its blocks.
    """
    places = sum(type(node) is nodes.Block for node in code)
    suspects = [node for node in code if type(node) in LOOKED_AT]
    return places != len(blocks) or any(is_doubtful(node, environment) for node in suspects)


def is_doubtful(node: Any, environment: jinja2.Environment) -> bool:
    match node:
        case nodes.Name():
            return node.name in ("loop", "caller") and node.ctx != "load"
        case nodes.Filter():
            return node.name not in environment.filters
        case nodes.Test():
            return node.name not in environment.tests
        case _:  # a change of the evaluation context, which holds for the blocks that are compiled later, too
            return True
