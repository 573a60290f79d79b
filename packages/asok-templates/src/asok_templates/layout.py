"""Which blocks stand where in a page whose templates are known."""

from collections.abc import Iterable, Iterator

from jinja2 import nodes

from asok_templates.syntax import blocks_in, descendants, refers_to_self
from asok_templates.trees import Tree


def live_blocks(trees: list[Tree]) -> set[str]:
    """The blocks that stand in the page, or would if every condition held. `trees`: the base last."""
    live: set[str] = set()
    ahead = [block.name for tree in trees for block in root_places(tree, tree is trees[-1])]
    while ahead:
        name = ahead.pop()
        if name not in live:
            live.add(name)
            for definition in running_definitions(trees, name):
                ahead += [block.name for node in definition.body for block in outermost(node)]
    return live


def leading_blocks(trees: list[Tree], wanted: set[str]) -> set[str]:
    """The wanted blocks and all blocks around them."""
    leads = set(wanted)
    grown = True
    while grown:
        around = {
            name
            for tree in trees
            for name, inner in tree.inner_blocks.items()
            if name not in leads and not inner.isdisjoint(leads)
        }
        leads |= around
        grown = bool(around)
    return leads


def reached_blocks(trees: list[Tree], code: Iterable[nodes.Node], wanted: Iterable[str]) -> list[str]:
    """The blocks that may run when this code and the wanted blocks run, whatever template defines them."""
    reached: dict[str, None] = {}
    ahead: list[nodes.Node] = list(code)
    names = list(wanted)
    while ahead or names:
        if not ahead:
            name = names.pop()
            ahead += [tree.blocks[name] for tree in trees if name in tree.blocks and name not in reached]
            reached[name] = None
        else:
            found = descendants(ahead.pop())
            if refers_to_self(found):
                return list(dict.fromkeys(name for tree in trees for name in tree.blocks))
            names += [node.name for node in found if isinstance(node, nodes.Block)]
    return list(reached)


def outermost_around(trees: list[Tree], name: str) -> str:
    """The block at the top of the template that defines this block, and the block stands in."""
    tree = next(tree for tree in trees if name in tree.blocks)
    for node in tree.root.body:
        for block in outermost(node):
            if any(inner.name == name for inner in blocks_in(block)):
                return block.name
    return name


def root_places(tree: Tree, is_base: bool) -> Iterator[nodes.Block]:
    """The places of blocks that run with the template itself and not with another block."""
    extended = False
    for node in tree.root.body:
        extended = extended or isinstance(node, nodes.Extends)
        yield from outermost(node) if is_base or not extended else below_scopes(node)


def below_scopes(node: nodes.Node) -> Iterator[nodes.Block]:
    """The blocks that Jinja2 runs although they stand outside of all blocks of a child template."""
    if isinstance(node, nodes.Block):
        return
    if isinstance(node, nodes.If | nodes.ScopedEvalContextModifier):
        for child in node.iter_child_nodes():
            yield from below_scopes(child)
    else:
        yield from outermost(node)


def running_definitions(trees: list[Tree], name: str) -> Iterator[nodes.Block]:
    """The definition that counts, and those that super() leads to."""
    leaps = False
    for block in (tree.blocks[name] for tree in trees if name in tree.blocks):
        yield block
        leaps = leaps or any(found.attr == "super" for found in block.find_all(nodes.Getattr))
        if not leaps and not any(found.name == "super" for found in block.find_all(nodes.Name)):
            return


def outermost(node: nodes.Node) -> Iterator[nodes.Block]:
    if isinstance(node, nodes.Block):
        yield node
    else:
        for child in node.iter_child_nodes():
            yield from outermost(child)
