"""A code generator for Jinja2 whose code does the same in less time.

- `a.b` looks into an exact dict at once, where stock code raises and catches an AttributeError first, and in
  loops and macros reads an attribute without a call.
- Values are escaped to `str`; stock code makes a Markup object of each.
- The text and values between two tags leave as one piece, made by one f-string.
- In a page that is not streamed, a block and a layout hand over one text; stock code passes each of their
  pieces on through every template around.
- Loops that neither call nor assign keep no record of their variables.

Environments that change what any of this relies on get stock code: async, sandboxed and native ones, those
with another `getattr`, `getitem` or `concat`, and those of a Jinja2 that this was not tested with.
"""

import copy
from collections import Counter
from typing import Any

import jinja2
from jinja2 import compiler, nodes
from jinja2.compiler import Frame, optimizeconst
from jinja2.idtracking import VAR_LOAD_PARAMETER

from asok_templates.context import Context
from asok_templates.expressions import (
    DICT_ATTRIBUTES,
    SparingOptimizer,
    first_name,
    found_in,
    internal_name,
    is_chain,
    part_may_wait,
)
from asok_templates.support import suits

GENERATOR = 3  # to be raised whenever other code comes out
RUNTIME = "from asok_templates.runtime import PLAIN, escape_text, escaped, item"
WHOLE_PARTS = ("yield from context.blocks[", "yield from parent_template.")
# A loop with none of these in it never looks at the variables it was to record.
RECORDING = (nodes.Call, nodes.CallBlock, nodes.Assign, nodes.AssignBlock, nodes.Import, nodes.FromImport)
# Python has 20 statements in each other, and reading an attribute ahead adds a `try` to the loops.
MOST_HOT = 18

# What may have a value, or an error, before its variables are looked at.
NEVER_KNOWN = frozenset({nodes.Name, nodes.Call, nodes.InternalName})


class CodeGenerator(compiler.CodeGenerator):
    """For `jinja2.Environment.code_generator_class`."""

    def __init__(self, environment: jinja2.Environment, *arguments: Any, **options: Any) -> None:
        super().__init__(environment, *arguments, **options)
        self._fast = suits(environment)
        self._joins_parts = self._fast and issubclass(environment.context_class, Context)
        if self._fast and self.optimizer is not None:
            self.optimizer = SparingOptimizer(environment)
        self._recording_loops: list[bool] = []
        self._hot = 0  # how many loops and macros are around the current place
        self._dict_flags: dict[
            str, str
        ] = {}  # by Python variable, another that tells whether it holds a dict

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        if self._fast:
            self.writeline(RUNTIME)
        super().visit_Template(node, frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        self._recording_loops.append(any(True for child in node.body for _ in found_in(child, RECORDING)))
        self._hot += 1
        super().visit_For(node, frame)
        self._hot -= 1
        self._recording_loops.pop()

    def visit_Macro(self, node: nodes.Macro, frame: Frame) -> None:  # noqa: N802
        self._hot += 1
        super().visit_Macro(node, frame)
        self._hot -= 1

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        if x == "_loop_vars = {}" and self._fast and not self._recording_loops[-1]:
            return
        if self._joins_parts and x.startswith(WHOLE_PARTS):
            super().writeline(f"if context.whole: yield concat({x.removeprefix('yield from ')})", node, extra)
            x = f"else: {x}"
        super().writeline(x, node, extra)

    def visit_If(self, node: nodes.If, frame: Frame) -> None:  # noqa: N802
        if self._fast and self._hot:
            node = copy.copy(node)
            assert isinstance(node.test, nodes.Expr)
            node.test = self._hoisted(node.test, frame, node)
        super().visit_If(node, frame)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        if not self._fast or frame.eval_ctx.volatile:
            return super().visit_Output(node, frame)
        if frame.require_output_check and self.has_known_extends:
            return None
        body = self._output_body(node, frame)
        if not body:
            return None
        if frame.require_output_check:
            self.writeline("if parent_template is None:")
            self.indent()
        self._write_output(body, frame)
        if frame.require_output_check:
            self.outdent()
        return None

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if not self._fast or node.attr in DICT_ATTRIBUTES:
            self._stock_getattr(node, frame)
            return
        value, attr = self.temporary_identifier(), repr(node.attr)
        self.write(f"({value}[{attr}] if type({value} := ")
        self.visit(node.node, frame)
        self.write(f") is dict and {attr} in {value} else environment.getattr({value}, {attr}))")

    def _stock_getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        compiler.CodeGenerator.visit_Getattr(self, node, frame)

    def _output_body(self, node: nodes.Output, frame: Frame) -> list[str | nodes.Expr]:
        """What is written: texts known by now, and expressions."""
        body: list[str | nodes.Expr] = []
        for child in node.nodes:
            text = self._known_text(child, frame)
            if text is None:
                body.append(child)
            elif body and isinstance(body[-1], str):
                body[-1] += text
            else:
                body.append(text)
        return [part for part in body if part != ""]

    def _known_text(self, node: nodes.Expr, frame: Frame) -> str | None:
        finalize = self._make_finalize()
        if not isinstance(node, nodes.TemplateData) and (finalize.const is None or type(node) in NEVER_KNOWN):
            return None
        try:
            return str(self._output_child_to_const(node, frame, finalize))
        except Exception:  # not constant, or an error that is easier to find when it is raised in its place
            return None

    def _write_output(self, body: list[str | nodes.Expr], frame: Frame) -> None:
        pieces: list[str] = []
        self._write_dict_flags(body, frame)
        for part in body:
            if isinstance(part, str):
                pieces.append(repr(part))
            else:
                if pieces and not self._hot and frame.buffer is None and part_may_wait(part):
                    self._write_pieces(pieces, frame)
                    pieces = []
                pieces.append(self._value(part, frame, bool(self._hot) and len(body) > 1))
        self._write_pieces(pieces, frame)
        self._dict_flags = {}

    def _write_dict_flags(self, body: list[str | nodes.Expr], frame: Frame) -> None:
        """Find out once which loop variables are dicts, if several values are read from them."""
        if not self._hot:
            return
        read = Counter(first_name(part) for part in body if isinstance(part, nodes.Expr))
        for name, times in read.items():
            if name is not None and times > 1 and (variable := self._parameter(name, frame)):
                flag = self._dict_flags[variable] = self.temporary_identifier()
                self.writeline(f"{flag} = type({variable}) is dict")

    def _write_pieces(self, pieces: list[str], frame: Frame) -> None:
        joined = pieces[0]
        if len(pieces) > 1:
            joined = " ".join(f"f'{{{piece}!s}}'" if piece.startswith("t_") else piece for piece in pieces)
        self.simple_write(joined, frame)  # of no line: stock code tells errors by the values' lines

    def _value(self, node: nodes.Expr, frame: Frame, joined: bool) -> str:
        """Write code that puts the text of an expression into a variable; the name of that.

        `joined`: an f-string will hold it, and turn a number and the like into text.
        """
        finalize = self._make_finalize()
        if self._hot:
            node = self._hoisted(node, frame, node)
        if isinstance(node, nodes.InternalName) and finalize.src is None:
            value = node.name
        else:
            value = self.temporary_identifier()
            self.writeline(f"{value} = {finalize.src or ''}", node)
            self.visit(node, frame)
            self.write(")" if finalize.src else "")
        other = f"elif type({value}) not in PLAIN" if joined else "else"
        if frame.eval_ctx.autoescape:
            self.writeline(f"if type({value}) is str: {value} = escape_text({value})")
            self.writeline(f"{other}: {value} = escaped({value})")
        else:
            self.writeline(f"if type({value}) is str: pass")
            self.writeline(f"{other}: {value} = str({value})")
        return value

    def _hoisted(self, node: nodes.Expr, frame: Frame, at: nodes.Node) -> nodes.Expr:
        """The expression, with the attributes that it reads first read by statements before it.

        `at`: whose line an error in these has.
        """
        if self._hot > MOST_HOT:
            return node
        if isinstance(node, nodes.Getattr) and is_chain(node):
            return self._read_ahead(node, frame, at)
        for kind, first in (
            (nodes.Filter, "node"),
            (nodes.Test, "node"),
            (nodes.Not, "node"),
            (nodes.Compare, "expr"),
        ):
            if isinstance(node, kind) and (inner := getattr(node, first)) is not None:
                left = copy.copy(node)
                setattr(left, first, self._hoisted(inner, frame, at))
                return left
        return node

    def _read_ahead(self, node: nodes.Getattr, frame: Frame, at: nodes.Node) -> nodes.InternalName:
        value = self.temporary_identifier()
        source = self._source(node.node, frame, at)
        attr = repr(node.attr)
        is_dict = self._dict_flags.get(source, f"type({source}) is dict")
        self.writeline(f"try: {value} = {source}[{attr}] if {is_dict} else {source}.{node.attr}", at)
        self.writeline(f"except (KeyError, AttributeError): {value} = item(environment, {source}, {attr})")
        return internal_name(value, node)

    def _source(self, node: nodes.Expr, frame: Frame, at: nodes.Node) -> str:
        """The Python variable that holds the value of a template's variable, or of such a one's attribute."""
        if isinstance(node, nodes.Getattr):
            return self._read_ahead(node, frame, at).name
        assert isinstance(node, nodes.Name)
        if parameter := self._parameter(node.name, frame):
            return parameter
        source = self.temporary_identifier()
        self.writeline(f"{source} = ", at)
        self.visit(node, frame)
        return source

    def _parameter(self, name: str, frame: Frame) -> str | None:
        """The Python variable of a loop's or macro's variable, which is never missing; None for others."""
        reference = frame.symbols.find_ref(name)
        load = frame.symbols.find_load(reference) if reference else None
        if load is None or load[0] != VAR_LOAD_PARAMETER or self.parameter_is_undeclared(str(reference)):
            return None
        return reference
