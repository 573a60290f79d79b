"""What code of a template reads, and what it may change: the two questions that decide what a block needs.

Both are answered by name and from above: a name too many costs time, one too few would cost exactness.
The name `EVERYTHING` stands for all of them.
"""

from collections.abc import Callable, Iterable, Iterator

import jinja2
from jinja2 import nodes
from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from asok_templates.purity import (
    FORWARDING,
    GENERATING,
    HARMLESS_GLOBALS,
    HARMLESS_METHODS,
    READING_UP,
    TRANSLATION,
    is_pure,
    takes_context,
)
from asok_templates.syntax import constant_names, imported, stored
from asok_templates.trees import UNREADABLE, NoSource, Tree, Trees
from asok_templates.wishes import EVERYTHING

BINDING = frozenset(
    {
        nodes.Assign,
        nodes.AssignBlock,
        nodes.For,
        nodes.With,
        nodes.Macro,
        nodes.CallBlock,
        nodes.Import,
        nodes.FromImport,
    }
)
CHANGING = (nodes.Call, nodes.Filter, nodes.Test)


class Reach:
    """The names that nodes of these templates read and touch.

    `trees` is a template with all that it extends, the base last. Not `whole_chain`: others may extend it, or
    be extended, and define its blocks anew.
    """

    def __init__(
        self, trees_of: Trees, trees: list[Tree], outer: tuple[str, ...] = (), *, whole_chain: bool = True
    ) -> None:
        self._trees_of = trees_of
        self._environment = trees_of.environment
        self._trees = trees
        self._whole_chain = whole_chain
        self._outer = (*outer, trees[0].name)
        self._reads: dict[int, frozenset[str]] = {}
        self._touches: dict[int, frozenset[str]] = {}
        self._block_reads: dict[str, frozenset[str]] = {}
        self._block_touches: dict[str, frozenset[str]] = {}
        self._templates: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._origins = self._all_origins()

    def reads(self, node: nodes.Node) -> frozenset[str]:
        """Every variable whose value the node may depend on."""
        key = id(node)
        if key not in self._reads:
            self._reads[key] = frozenset(self._read(node))
        return self._reads[key]

    def touches(self, node: nodes.Node) -> frozenset[str]:
        """Every variable whose object running the node may change."""
        key = id(node)
        if key not in self._touches:
            self._touches[key] = frozenset(self._touch(node))
        return self._touches[key]

    def block_reads(self, name: str) -> frozenset[str]:
        """What any definition of the block reads."""
        if name not in self._block_reads:
            self._block_reads[name] = frozenset()  # a block that calls itself adds nothing to itself
            found = {read for body in self._bodies(name) for node in body for read in self.reads(node)}
            self._block_reads[name] = frozenset(found - {"super"})
        return self._block_reads[name]

    def block_touches(self, name: str) -> frozenset[str]:
        if name not in self._block_touches:
            self._block_touches[name] = frozenset()
            found = {name for body in self._bodies(name) for node in body for name in self.touches(node)}
            self._block_touches[name] = frozenset(found)
        return self._block_touches[name]

    def derived(self, names: Iterable[str]) -> set[str]:
        """The names and all those whose objects may be, hold or come from theirs."""
        found = set(names)
        grown = True
        while grown:
            new = {name for name, origins in self._origins.items() if name not in found and origins & found}
            found |= new
            grown = bool(new)
        return found

    def origins(self, names: Iterable[str]) -> set[str]:
        """The names and all those that theirs are made from."""
        found: set[str] = set()
        ahead = list(names)
        while ahead:
            name = ahead.pop()
            if name not in found:
                found.add(name)
                ahead.extend(self._origins.get(name, ()))
        return found

    def _bodies(self, name: str) -> Iterator[list[nodes.Node]]:
        return (tree.blocks[name].body for tree in self._trees if name in tree.blocks)

    def _all_origins(self) -> dict[str, set[str]]:
        origins: dict[str, set[str]] = {}
        self._origins = origins
        changing: list[nodes.Node] = []
        for tree in self._trees:
            changing += [node for node in tree.code if isinstance(node, CHANGING)]
            for node in tree.code:
                if type(node) not in BINDING:
                    continue
                for target, sources in self._bindings(node):
                    origins.setdefault(target, set()).update(sources)
        for node in changing:  # what is changed may hold, from then on, what it was given
            for target in self._changed(node):
                origins.setdefault(target, set()).update(self.reads(node))
        return origins

    def _bindings(self, node: nodes.Node) -> Iterator[tuple[str, Iterable[str]]]:
        match node:
            case nodes.Assign():
                sources = self.reads(node.node)
                yield from ((name, sources) for name in stored(node.target))
                yield from (
                    (name.name, sources)
                    for name in [node.target, *node.target.find_all(nodes.NSRef)]
                    if isinstance(name, nodes.NSRef)
                )
            case nodes.AssignBlock():
                yield from ((name, self._union(self.reads, node.body)) for name in stored(node.target))
            case nodes.For():
                yield from ((name, self.reads(node.iter)) for name in stored(node.target))
                yield "loop", self.reads(node.iter)
            case nodes.With():
                for target, value in zip(node.targets, node.values, strict=True):
                    yield from ((name, self.reads(value)) for name in stored(target))
            case nodes.Macro():
                yield node.name, self._union(self.reads, [*node.defaults, *node.body])
                yield from ((argument.name, {node.name}) for argument in node.args)
            case nodes.CallBlock():
                yield from ((argument.name, self.reads(node.call)) for argument in node.args)
            case nodes.Import():
                yield node.target, self._template(node.template)[0] if node.with_context else ()
            case nodes.FromImport():
                read = self._template(node.template)[0] if node.with_context else ()
                yield from ((imported(name), read) for name in node.names)
            case _:
                pass

    def _union(self, question: Callable[[nodes.Node], frozenset[str]], of: Iterable[nodes.Node]) -> set[str]:
        return {name for node in of for name in question(node)}

    # What is read.

    def _read(self, node: nodes.Node) -> set[str]:
        found = self._union(self.reads, [] if isinstance(node, nodes.Block) else node.iter_child_nodes())
        match node:
            case nodes.Name(ctx="load", name="self"):
                found.update(
                    name for tree in self._trees for block in tree.blocks for name in self.block_reads(block)
                )
            case nodes.Name(ctx="load") | nodes.NSRef():
                found.add(node.name)
            case nodes.Block():
                found |= self.block_reads(node.name)
            case (
                nodes.Include(with_context=True)
                | nodes.Import(with_context=True)
                | nodes.FromImport(with_context=True)
            ):
                found |= self._template(node.template)[0]
            case nodes.ContextReference() | nodes.DerivedContextReference():
                found.add(EVERYTHING)
            case nodes.Call(node=nodes.Name(name=name)) if name in TRANSLATION:
                found |= TRANSLATION
            case nodes.Call(node=nodes.Name(name=name)):
                if takes_context(self._environment.globals.get(name)):
                    found.add(EVERYTHING)
            case nodes.Filter() | nodes.Test():
                if self._sees_context(node):
                    found.add(EVERYTHING)
            case _:
                pass
        return found

    def _sees_context(self, node: nodes.Filter | nodes.Test) -> bool:
        environment = self._environment
        if node.name in FORWARDING and isinstance(node, nodes.Filter):
            own = [f for name, f in environment.filters.items() if FILTERS.get(name) is not f]
            own += [f for name, f in environment.tests.items() if TESTS.get(name) is not f]
            return any(map(takes_context, own))
        known = environment.filters if isinstance(node, nodes.Filter) else environment.tests
        return takes_context(known.get(node.name))

    # What is touched.

    def _touch(self, node: nodes.Node) -> set[str]:
        if isinstance(node, nodes.Macro):  # its body runs when it is called, and the call names it
            return self._union(self.touches, node.defaults)
        if isinstance(node, nodes.Block):
            return set(self.block_touches(node.name))
        found = self._union(self.touches, node.iter_child_nodes())
        match node:
            case nodes.NSRef():
                found.add(node.name)
            case nodes.For():
                found |= read_up(node.iter)
            case nodes.Assign(target=nodes.Tuple(), node=value):
                found |= read_up(value)
            case nodes.Compare():
                found |= {
                    name for operand in node.ops if "in" in operand.op for name in read_up(operand.expr)
                }
            case nodes.Filter(name=name) if name in READING_UP:
                found |= self._changed(node) | read_up(node.node)
            case nodes.Call() | nodes.Filter() | nodes.Test():
                found |= self._changed(node)
            case (
                nodes.Include(with_context=True)
                | nodes.Import(with_context=True)
                | nodes.FromImport(with_context=True)
            ):
                found |= self._template(node.template)[1]
            case nodes.OverlayScope():
                found.add(EVERYTHING)
            case _:
                pass
        return found

    def _changed(self, node: nodes.Node) -> set[str]:
        """What a call, filter or test itself may change."""
        if isinstance(node, nodes.Call):
            return self._called(node)
        assert isinstance(node, nodes.Filter | nodes.Test)
        return set() if self._harmless_filter(node) else set(self.reads(node))

    def _called(self, node: nodes.Call) -> set[str]:
        given = [*node.args, *node.kwargs, *filter(None, (node.dyn_args, node.dyn_kwargs))]
        arguments = self._union(self.reads, given)
        match node.node:
            case nodes.Name(name="super" | "caller"):
                return set()
            case nodes.Getattr(node=nodes.Name(name="self"), attr=block):
                return set(self.block_touches(block)) if self._whole_chain else {EVERYTHING}
            case nodes.Name(name=name) if name not in self._origins:
                function = self._environment.globals.get(name)
                if name in HARMLESS_GLOBALS or is_pure(function):
                    return set()
                # What a function of the whole program keeps to itself is no part of a page.
                return arguments if function is not None else arguments | {name}
            case nodes.Getattr(attr=method) if method in HARMLESS_METHODS:
                return set()
            case callee:
                return arguments | self.reads(callee)

    def _harmless_filter(self, node: nodes.Filter | nodes.Test) -> bool:
        is_filter = isinstance(node, nodes.Filter)
        known, own = (self._environment.filters, FILTERS) if is_filter else (self._environment.tests, TESTS)
        function = known.get(node.name)
        return function is own.get(node.name) or is_pure(function)

    # Other templates.

    def _template(self, expression: nodes.Expr) -> tuple[frozenset[str], frozenset[str]]:
        """What a template that is given the whole context reads and touches."""
        all_of_it = frozenset({EVERYTHING})
        names = constant_names(expression)
        if names is None or type(self._environment).join_path is not jinja2.Environment.join_path:
            return all_of_it, all_of_it
        reads: set[str] = set()
        touches: set[str] = set()
        for name in names:
            read, touched = self._templates.get(name) or self._other(name)
            self._templates[name] = read, touched
            reads |= read
            touches |= touched
        return frozenset(reads), frozenset(touches)

    def _other(self, name: str) -> tuple[frozenset[str], frozenset[str]]:
        if name in self._outer:
            return frozenset(), frozenset()
        try:
            chain = self._trees_of.chain(name)
        except (*UNREADABLE, NoSource):
            chain = None
        if chain is None:
            return frozenset({EVERYTHING}), frozenset({EVERYTHING})
        reach = Reach(self._trees_of, chain, self._outer)
        touches = {touched for tree in chain for touched in reach.touches(tree.root)}
        reads = {read for tree in chain for read in reach.reads(tree.root)}
        return frozenset(reads), frozenset(reach.origins(touches))


def read_up(value: nodes.Node | None) -> set[str]:
    """The variables that going through the value may leave less of: one may hold a generator."""
    match value:
        case nodes.Name():
            return {value.name}
        case nodes.Filter() if value.name in GENERATING:
            return read_up(value.node)
        case nodes.CondExpr() | nodes.And() | nodes.Or():
            return {name for child in value.iter_child_nodes() for name in read_up(child)}
        case _:
            return set()
