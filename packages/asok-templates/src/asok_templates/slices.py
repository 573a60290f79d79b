"""Cuts a template down to what decides how some of its blocks look.

A slice is a template's syntax tree without its output: what is left are the assignments, imports and
macros that the wanted blocks can reach, the calls that may change what they see, the control flow around
all these, and the places of the blocks.
"""

import copy
from collections.abc import Iterable

from jinja2 import nodes
from jinja2.idtracking import VAR_LOAD_RESOLVE, symbols_for_node

from asok_templates.reach import Reach, read_up
from asok_templates.syntax import blocks_in, bound_names, calls_super, hollow, refers_to_self, silenced
from asok_templates.trees import Tree
from asok_templates.wishes import EVERYTHING, SLICED, NotSliceable, Wish, helper, place, with_apart

Kept = tuple[list[nodes.Node], bool]  # what is left, and whether any of it matters by itself
WRITING = (nodes.CallBlock, nodes.FilterBlock, nodes.For, nodes.Include, nodes.OverlayScope)
KINDS: dict[type[nodes.Node], str] = {
    nodes.AssignBlock: "{% set %} block",
    nodes.CallBlock: "{% call %} block",
    nodes.FilterBlock: "{% filter %} block",
    nodes.For: "recursive loop",
    nodes.Macro: "macro",
}


class Slicer:
    """Slices one template. `known_chain`: the templates it extends are known, and run after it."""

    def __init__(self, tree: Tree, reach: Reach, wish: Wish, *, known_chain: bool) -> None:
        self._tree = tree
        self._reach = reach
        self._wish = wish
        self._known_chain = known_chain
        self._extended = False
        self._apart: list[nodes.Node] = []
        self._derived = reach.derived(wish.needed)

    def body(self) -> list[nodes.Node]:
        """The slice. Raises `NotSliceable`."""
        if self._wish.included and refers_to_self(self._tree.code):
            raise NotSliceable("may be shown through self, too")
        body, _ = self._statements(self._tree.root.body, None, top=True)
        present = {block.name for node in (*body, *self._apart) for block in blocks_in(node)}
        for name, block in self._tree.blocks.items():
            if name not in self._wish.blocks and SLICED + name not in present:
                sliced, _ = self._sliced_block(block)
                self._apart += sliced if self._wish.passes(name) else []
                present |= {inner.name for node in self._apart for inner in blocks_in(node)}
        return with_apart([*self._resolved(self._tree.root), *body], self._apart)

    def _statements(self, statements: Iterable[nodes.Node], block: str | None, *, top: bool = False) -> Kept:
        kept: list[nodes.Node] = []
        matters = False
        for node in statements:
            left, counts = self._statement(node, block, top)
            kept += left
            matters |= counts
        return kept, matters

    def _statement(self, node: nodes.Node, block: str | None, top: bool) -> Kept:
        match node:
            case nodes.Output():
                return self._output(node, block)
            case nodes.Block():
                return self._block(node, top)
            case nodes.If():
                return self._if(node, block, top)
            case nodes.For():
                return self._for(node, block)
            case nodes.With():
                return self._around(node, block, self._touched(node.values, block), False)
            case nodes.Scope():
                return self._around(node, block, False, False)
            case nodes.ScopedEvalContextModifier():
                return self._around(node, block, self._touched(node.options, block), top)
            case nodes.Extends():
                return self._extends(node)
            case nodes.Include():
                return self._include(node, block)
            case nodes.Break() | nodes.Continue() | nodes.EvalContextModifier():
                return [node], False
            case _:
                return self._plain(node, block)

    def _plain(self, node: nodes.Node, block: str | None) -> Kept:
        """A statement that stays whole or goes."""
        self._forbid_places(node)
        self._forbid_super([node], block)
        bound = bound_names(node)
        if not (self._wanted(bound) or self._touched([node], block)):
            return [], False
        self._need(node, block)
        whole = hollow(node)
        return [silenced(whole) if isinstance(node, WRITING) else whole], True

    def _output(self, node: nodes.Output, block: str | None) -> Kept:
        kept: list[nodes.Node] = []
        matters = False
        if self._known_chain and self._extended and block is None:
            return kept, matters  # a child template writes nothing outside of blocks
        for child in node.nodes:
            if block and calls_super(child):
                kept.append(nodes.Output([child], lineno=child.lineno))
                matters |= self._wish.passes(block)
                continue
            self._forbid_super([child], block)
            if self._touched([child], block):
                self._need(child, block)
                # Without a known chain it stays output: only then does it run if output would.
                kept.append(nodes.ExprStmt(child) if self._known_chain else nodes.Output([child]))
                kept[-1].lineno = child.lineno
                matters = True
        return kept, matters

    def _block(self, node: nodes.Block, top: bool) -> Kept:
        runs = not (self._known_chain and top and self._extended)
        if node.name in self._wish.blocks:
            return ([place(node, self._wish.kind)], True) if runs else ([], False)
        sliced, _ = self._sliced_block(node)
        if not self._wish.passes(node.name):
            return [], False
        if not runs:
            self._apart += sliced
            return [], False
        return sliced, True

    def _sliced_block(self, node: nodes.Block) -> Kept:
        body, matters = self._statements(node.body, node.name)
        if matters and self._wish.paths is not None:
            self._wish.paths.add(node.name)
        name = SLICED + node.name
        body = [*self._resolved(node), *body] if body else body
        return [nodes.Block(name, body, node.scoped, node.required, lineno=node.lineno)], matters

    def _if(self, node: nodes.If, block: str | None, top: bool) -> Kept:
        body, matters = self._statements(node.body, block, top=top)
        else_, counts = self._statements(node.else_, block, top=top)
        matters |= counts
        elifs: list[nodes.If] = []
        for elif_ in node.elif_:
            branch, counts = self._statements(elif_.body, block, top=top)
            elifs.append(nodes.If(elif_.test, branch, [], [], lineno=elif_.lineno))
            matters |= counts
        tests = [node.test, *(elif_.test for elif_ in node.elif_)]
        matters |= self._touched(tests, block)
        if not matters and not body and not else_ and not any(elif_.body for elif_ in elifs):
            return [], False
        for test in tests:
            self._need(test, block)
        return [nodes.If(node.test, body, elifs, else_, lineno=node.lineno)], matters

    def _for(self, node: nodes.For, block: str | None) -> Kept:
        if node.recursive:
            return self._plain(node, block)
        body, matters = self._statements(node.body, block)
        else_, counts = self._statements(node.else_, block)
        expressions = [node.iter, *([node.test] if node.test else [])]
        self._forbid_super(expressions, block)
        used = self._touched(expressions, block) or self._meets(frozenset(read_up(node.iter)))
        if not (matters or counts or used):
            return [], False
        for expression in expressions:
            self._need(expression, block)
        loop = nodes.For(node.target, node.iter, body, else_, node.test, False, lineno=node.lineno)
        return [loop], True

    def _around(
        self,
        node: nodes.With | nodes.Scope | nodes.ScopedEvalContextModifier,
        block: str | None,
        touched: bool,
        top: bool,
    ) -> Kept:
        """A statement that only holds others."""
        body, matters = self._statements(node.body, block, top=top)
        expressions = list(node.iter_child_nodes(exclude=("body", "targets")))
        self._forbid_super(expressions, block)
        if not (body or touched):
            return [], False
        for expression in expressions:
            self._need(expression, block)
        left = copy.copy(node)
        left.body = body
        return [left], matters or touched

    def _extends(self, node: nodes.Extends) -> Kept:
        self._extended = True
        if self._known_chain:
            return [], False
        parent = helper("parent_stage", node.template, self._wish, self._tree)
        return [nodes.Extends(parent, lineno=node.lineno)], True

    def _include(self, node: nodes.Include, block: str | None) -> Kept:
        if self._wish.included:
            self._need(node, block)
            template = helper("included_stage", node.template, self._wish, self._tree)
            left = nodes.Include(template, node.with_context, node.ignore_missing, lineno=node.lineno)
            return [left], True
        return self._plain(node, block)

    def _forbid_places(self, node: nodes.Node) -> None:
        leading = any(map(self._wish.leads_through, (block.name for block in blocks_in(node))))
        including = self._wish.included and any(True for _ in node.find_all((nodes.Include, nodes.Block)))
        if leading or including:
            raise NotSliceable(f"stands in a {KINDS.get(type(node), 'statement')} that may change its text")

    def _forbid_super(self, code: Iterable[nodes.Node], block: str | None) -> None:
        """What super() gives may hold a wanted block."""
        if (
            block
            and self._wish.leads_through(block)
            and any("super" in self._reach.reads(node) for node in code)
        ):
            raise NotSliceable("stands in a block whose super() is filtered or passed on")

    def _wanted(self, names: set[str]) -> bool:
        return bool(names) and (EVERYTHING in self._wish.needed or not names.isdisjoint(self._wish.needed))

    def _touched(self, statements: Iterable[nodes.Node], block: str | None) -> bool:
        return any(self._meets(self._reach.touches(node)) for node in statements) or (
            block is not None
            and any("super" in self._reach.reads(node) for node in statements)
            and self._meets(self._reach.block_touches(block))
        )

    def _meets(self, touched: frozenset[str]) -> bool:
        if not touched or not self._derived:
            return False
        return EVERYTHING in touched or EVERYTHING in self._derived or not touched.isdisjoint(self._derived)

    def _resolved(self, node: nodes.Template | nodes.Block) -> list[nodes.Node]:
        """Code that never runs, but names the variables that are looked up on entry.

        That is earlier than where they are set, or where a macro that reads them is called. Jinja2 does so
        only if something names them there, and that something may not be in the slice.
        """
        symbols = symbols_for_node(node)
        names = [name for action, name in symbols.loads.values() if action == VAR_LOAD_RESOLVE]
        later = self._read_by_macros(node) if names else set[str]()
        early = [
            nodes.Name(name, "load")
            for name in names
            if self._wanted({name}) and (name in symbols.stores or name in later or EVERYTHING in later)
        ]
        named = [nodes.ExprStmt(name, lineno=1) for name in early]
        return [nodes.If(nodes.Const(False), named, [], [], lineno=1)] if named else []

    def _read_by_macros(self, node: nodes.Template | nodes.Block) -> set[str]:
        macros = node.find_all((nodes.Macro, nodes.CallBlock))
        return {name for macro in macros for name in self._reach.reads(macro)}

    def _need(self, node: nodes.Node, block: str | None) -> None:
        reads = self._reach.reads(node)
        if block and "super" in reads:
            raise NotSliceable("needs the text of super() for more than to show it")
        self._wish.needed |= reads
