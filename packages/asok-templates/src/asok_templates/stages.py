"""Compiles slices, and links them to each other while they run."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from types import CodeType
from typing import Any, NamedTuple

import jinja2
from jinja2 import nodes, pass_context
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import Context
from jinja2.utils import concat

from asok_templates.layout import live_blocks, outermost_around
from asok_templates.marks import Marks
from asok_templates.page_marks import PageMarker
from asok_templates.reach import Reach
from asok_templates.slices import Slicer
from asok_templates.syntax import blocks_in
from asok_templates.trees import NoSource, Tree, Trees
from asok_templates.wishes import MARKED, REQUIRED, SLICED, Kind, Wish, with_apart

Events = Callable[[Context], Any]  # an Iterator[str], or an AsyncIterator[str] in an async environment
NOTES = "asok_notes"  # where a context holds the texts that were marked, by block
MOST_ORPHANS = 1000
CHAIN = "asok_chain"  # where a context lists the templates that were extended


class Part(NamedTuple):
    """What was compiled of a template, and the names of the blocks in it."""

    code: CodeType
    blocks: tuple[str, ...]


class Stages:
    """The slices of one environment's templates, each compiled once."""

    def __init__(self, environment: jinja2.Environment, trees: Trees) -> None:
        self.environment = environment
        self.trees = trees
        self._stages: dict[Any, tuple[Any, Any, jinja2.Template]] = {}
        self._marks: dict[tuple[str, ...], Marks] = {}
        self._orphans: dict[tuple[tuple[Tree, ...], str], str | None] = {}

    def of(self, template: jinja2.Template, wish: Wish) -> jinja2.Template:
        """The slice of a template whose parents are only known when it runs.

        Raises `NoSource`, `NotSliceable`.
        """
        if template.name is None:
            raise NoSource
        tree = self.trees.get(template.name)
        key = (template.name, *wish.key)
        made_for, made_from, stage = self._stages.get(key, (None, None, None))
        if stage is None or made_for is not template or made_from is not tree:
            if wish.kind == "page":
                body = PageMarker(tree, wish).body()
            else:
                reach = Reach(self.trees, [tree], whole_chain=False)
                body = Slicer(tree, reach, wish, known_chain=False).body()
            stage = self.compiled(body, template, wish)
            self._stages[key] = template, tree, stage
        return stage

    def compiled(self, body: list[nodes.Node], template: jinja2.Template, wish: Wish) -> jinja2.Template:
        """A template of this body that stands in for `template`, and has its blocks."""
        code = self._code(body, template.name, template.filename)
        stage = self.environment.template_class.from_code(self.environment, code, template.globals)
        stage.blocks = template.blocks | {
            name: function
            for name, function in stage.blocks.items()
            if name.startswith(SLICED) or (wish.kind == "page" and not name.startswith((MARKED, REQUIRED)))
        }
        if wish.kind != "slice":
            stage.blocks |= self.markers(wish.blocks)
        return stage

    def part(self, body: list[nodes.Node], tree: Tree, definitions: Sequence[nodes.Block]) -> Part | None:
        """This body and some blocks of a template, compiled; None if they can't be put together."""
        code = completed(body, definitions)
        if code is None:
            return None
        names = [block.name for node in code for block in blocks_in(node)]
        kept = tuple(name for name in names if name.startswith(SLICED) or name in tree.blocks)
        try:
            return Part(self._code(code, tree.name, tree.filename), kept)
        except jinja2.TemplateSyntaxError:
            return None

    def of_part(self, part: Part, blocks: tuple[str, ...], marked: bool) -> jinja2.Template:
        variables = self.environment.make_globals(None)
        stage = self.environment.template_class.from_code(self.environment, part.code, variables)
        stage.blocks = {name: stage.blocks[name] for name in part.blocks}
        if marked:
            stage.blocks |= self.markers(blocks)
        return stage

    def expression(self, expression: nodes.Expr, tree: Tree, result: str) -> jinja2.Template:
        """A template that sets a variable to the value of an expression of this tree."""
        target = nodes.Name(result, "store", lineno=1)
        body: list[nodes.Node] = [nodes.Assign(target, expression, lineno=1)]
        whole = self.trees.compiled(tree)
        return self.environment.template_class.from_code(
            self.environment,
            self._code(body, tree.name, tree.filename),
            whole.globals if whole else self.environment.make_globals(None),
        )

    def _code(self, body: list[nodes.Node], name: str | None, filename: str | None) -> CodeType:
        root = nodes.Template(body, lineno=1)
        root.set_environment(self.environment)
        return self.environment.compile(root, name, filename)

    def orphan(self, name: str | None, context: Context, block: str) -> str | None:
        """For a block that has no place in the page that was run: the block at the top that it stands in."""
        names: Any = [name, *context.blocks.get(CHAIN, ())]
        chain = [self.trees.get(name) for name in names]
        key = (tuple(chain), block)
        if key not in self._orphans:
            if len(self._orphans) >= MOST_ORPHANS:
                self._orphans.clear()
            live = live_blocks(chain)
            top = outermost_around(chain, block)
            self._orphans[key] = None if block in live or top in live else top
        return self._orphans[key]

    def forget(self, blocks: tuple[str, ...]) -> None:
        for key in [key for key in list(self._stages) if key[1] == blocks]:
            self._stages.pop(key, None)
        self._marks.pop(blocks, None)

    def clear(self) -> None:
        self._stages.clear()
        self._marks.clear()

    def marks(self, blocks: tuple[str, ...]) -> Marks:
        return self._marks.setdefault(blocks, Marks(blocks))

    def markers(self, blocks: tuple[str, ...]) -> dict[str, Events]:
        """Block functions that run the wanted blocks and put marks around what they write."""
        marks = self.marks(blocks)
        make = async_marker if self.environment.is_async else marker
        return {
            prefix + block: make(marks, block, prefix == REQUIRED)
            for block in blocks
            for prefix in (MARKED, REQUIRED)
        }


def completed(body: list[nodes.Node], definitions: Sequence[nodes.Block]) -> list[nodes.Node] | None:
    """A slice with the blocks' own code, each block once; None if one stands in another's code as well.

    The blocks in the slice are its own nodes, without the code in them.
    """
    own = {block.name: block for node in body for block in blocks_in(node)}
    inner = {found.name for block in definitions for found in block.find_all(nodes.Block)}
    if not inner.isdisjoint(own):
        return None
    apart: list[nodes.Node] = []
    for block in definitions:
        if block.name in own:
            own[block.name].body = block.body
        elif block.name not in inner:
            apart.append(block)
    return with_apart(body, apart)


@pass_context
def parent_stage(context: Context, template: Any, child: str, key: tuple[tuple[str, ...], Kind, bool]) -> Any:
    """What `{% extends %}` extends in a slice: the slice of the template it names."""
    parent = context.environment.get_template(template, child)
    context.blocks.setdefault(CHAIN, []).append(parent.name)  # type: ignore[arg-type]
    return stages_of(context.environment).of(parent, Wish(*key))


@pass_context
def included_stage(
    context: Context, template: Any, parent: str, key: tuple[tuple[str, ...], Kind, bool]
) -> Any:
    """What `{% include %}` includes in a slice."""
    included = context.environment.get_or_select_template(template, parent)
    return stages_of(context.environment).of(included, Wish(*key))


def stages_of(environment: Any) -> Stages:
    stages: Stages = environment.asok_blocks.stages
    return stages


def marker(marks: Marks, block: str, required: bool) -> Events:
    def marked(context: Context) -> Iterator[str]:
        demand(context, block, required)
        text = joiner(context.environment)(context.blocks[block][0](context))
        note(context, block, text)
        yield marks.around(block, text)

    return marked


def async_marker(marks: Marks, block: str, required: bool) -> Events:
    async def marked(context: Context) -> AsyncIterator[str]:
        demand(context, block, required)
        events: Any = context.blocks[block][0](context)
        text = joiner(context.environment)([event async for event in events])
        note(context, block, text)
        yield marks.around(block, text)

    return marked


def joiner(environment: jinja2.Environment) -> Callable[[Iterable[Any]], str]:
    """What makes one text of a block's pieces. A native environment's pieces are values of all kinds."""
    return concat if environment.concat == concat else joined


def joined(pieces: Iterable[Any]) -> str:
    return "".join(map(str, pieces))


def note(context: Context, block: str, text: str) -> None:
    """Keep what was marked. Contexts made from this one share what the list holds."""
    notes: Any
    for notes in context.blocks.get(NOTES, ()):
        notes[block].append(text)


def demand(context: Context, block: str, required: bool) -> None:
    if required and len(context.blocks[block]) <= 1:
        raise TemplateRuntimeError(f"Required block {block!r} not found")
