"""What blocks are wanted of a template, and how a template cut down for them names its parts.

The blocks of a slice have names of their own, so that `self.title()` or a block inside a wanted one still
finds the whole block.
"""

from dataclasses import dataclass, field
from typing import Literal

from jinja2 import nodes

from asok_templates.trees import Tree

# Stands for all variables.
EVERYTHING = "*"
SLICED = "asok_slice__"  # + a block's name: the slice of that block
MARKED = "asok_mark__"  # + a block's name: the whole block between marks
REQUIRED = "asok_required__"  # the same, for a block that must have been overridden
HELPERS = "asok_templates.stages"
Kind = Literal["slice", "marked", "page"]


@dataclass(eq=False)
class Wish:
    """What a slice is for.

    - `blocks`: those wanted. `kind`: "slice"; "marked", a slice with the blocks' text between marks; or
      "page", the whole page with such marks.
    - `leads`: these, and the blocks around them; None if any block may be around one of them.
    - `needed`: the variables that matter. `paths`: blocks with something in them that matters; None: all.
    - `included`: the blocks may be in a template that this one includes.
    """

    blocks: tuple[str, ...]
    kind: Kind = "slice"
    included: bool = False
    leads: set[str] | None = None
    paths: set[str] | None = None
    needed: set[str] = field(default_factory=lambda: {EVERYTHING})

    @property
    def key(self) -> tuple[tuple[str, ...], Kind, bool]:
        return self.blocks, self.kind, self.included

    @property
    def size(self) -> tuple[int, int]:
        return len(self.needed), len(self.paths or ())

    def leads_through(self, block: str) -> bool:
        return self.included or self.leads is None or block in self.leads

    def passes(self, block: str) -> bool:
        return self.paths is None or block in self.paths


class NotSliceable(Exception):
    """A wanted block stands where its text may still be changed."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def place(block: nodes.Block, kind: Kind) -> nodes.Block:
    """The tag that runs the block, without its body: that is taken from the template itself."""
    if kind == "slice":
        return nodes.Block(block.name, [], block.scoped, block.required, lineno=block.lineno)
    name = (REQUIRED if block.required else MARKED) + block.name
    return nodes.Block(name, [], block.scoped, False, lineno=block.lineno)


def helper(name: str, template: nodes.Expr, wish: Wish, tree: Tree) -> nodes.Expr:
    """A call of a function of `stages` with a tag's template and what the slice is for."""
    arguments = [template, nodes.Const(tree.name), nodes.Const(wish.key)]
    lineno = template.lineno
    return nodes.Call(nodes.ImportedName(f"{HELPERS}.{name}"), arguments, [], None, None, lineno=lineno)


def with_apart(body: list[nodes.Node], apart: list[nodes.Node]) -> list[nodes.Node]:
    """The body, with blocks that are defined here but stand elsewhere: the test keeps them from running."""
    return [*body, nodes.If(nodes.Const(False), apart, [], [], lineno=1)] if apart else body
