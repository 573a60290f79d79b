"""Messages compiled to functions: the parts that are known are worked out once, not per call."""

from collections.abc import Callable
from typing import Any, NamedTuple

from . import plurals
from .interpolation import MOST_ARGUMENTS, Kind, interpolation
from .numerals import numeral, visible
from .syntax import Argument, Choice, Node, Nodes, Number, plain_number, walk
from .text import Origin, Renderer, Text, Values, answer, escape, markup

ISOLATE, POP = "\u2068", "\u2069"
MOST_NUMBERS = 256


class Style(NamedTuple):
    """How the messages of one language are rendered, for text or for HTML."""

    language: str
    html: bool = False
    isolate: bool = False

    def for_html(self) -> "Style":
        return self._replace(html=True)


def compiled(nodes: Nodes, style: Style, origin: Origin | None = None) -> Renderer:
    """A function of the arguments. It raises for one that is missing.

    origin: makes the HTML of the same message; if it is given, the function answers with a Text.
    """
    if simple := _simple(nodes, style, origin):
        return simple
    render = _general(nodes, style)
    names = {node.name for node in walk(nodes) if not isinstance(node, str)}
    if len(names) == 1:
        render = _counting(render, names.pop(), str if origin is None else markup)
    return render if origin is None else _as_text(render, origin)


def _as_text(render: Renderer, origin: Origin) -> Renderer:
    def text(values: Any) -> str:
        result = render(values)
        return result if result.__class__ is Text else answer(result, origin, values)

    return text


def _simple(nodes: Nodes, style: Style, origin: Origin | None = None) -> Renderer | None:
    """A text, or one with a few arguments in it; None for what is more."""
    literals, dynamic = _alternating(_isolated(nodes) if style.isolate else nodes)
    if not dynamic:
        text = literals[0] if origin is None else markup(literals[0])
        return lambda _values: text
    names = [node.name for node in dynamic if isinstance(node, Argument)]
    if len(names) < len(dynamic) or len(names) > MOST_ARGUMENTS:
        return None
    kind: Kind = "html" if style.html else "str" if origin is None else "Text"
    return interpolation(kind, literals, names, origin)


def _general(nodes: Nodes, style: Style) -> Renderer:
    literals, dynamic = _alternating(_isolated(nodes) if style.isolate else nodes)
    if len(dynamic) == 1:
        before, part, behind = literals[0], _part(dynamic[0], style), literals[1]
        return (lambda values: f"{before}{part(values)}{behind}") if before or behind else part
    parts = [
        _part(node, style) for pair in zip(literals, [*dynamic, ""], strict=True) for node in pair if node
    ]
    return lambda values: "".join([part(values) for part in parts])


def _isolated(nodes: Nodes) -> Nodes:
    """Each argument between the marks that keep its direction from its surroundings (UAX 9)."""
    marked = ((ISOLATE, node, POP) if isinstance(node, (Argument, Number)) else (node,) for node in nodes)
    return tuple(part for parts in marked for part in parts)


def _alternating(nodes: Nodes) -> tuple[list[str], list[Argument | Number | Choice]]:
    """The texts before, between and after the other nodes, and those nodes."""
    literals, dynamic = [""], list[Argument | Number | Choice]()
    for node in nodes:
        if isinstance(node, str):
            literals[-1] += node
        else:
            dynamic.append(node)
            literals.append("")
    return literals, dynamic


def _counting(render: Renderer, name: str | int, kept_as: Callable[[str], str]) -> Renderer:
    """A message that depends on one number alone: its texts for the whole numbers seen first are kept."""
    known: dict[object, str] = {}

    def counting(values: Any) -> str:
        value = values[name]
        if value.__class__ is not int:  # True and 1.0 are equal to 1, and may be shown otherwise
            return render(values)
        if value in known:
            return known[value]
        text = render(values)
        return known.setdefault(value, kept_as(text)) if len(known) < MOST_NUMBERS else text

    return counting


def _part(node: Node, style: Style) -> Renderer:
    if isinstance(node, str):
        return lambda _values: node
    if isinstance(node, Choice):
        return _choice(node, style)
    show, name = escape if style.html else str, node.name
    if isinstance(node, Argument):
        return lambda values: show(values[name])
    write, offset = numeral(style.language), node.offset

    def number(values: Any) -> str:
        value = _less(values[name], offset) if offset else values[name]
        return write(value) or show(value)

    return number


def _choice(choice: Choice, style: Style) -> Renderer:
    cases = {case: _simple(nodes, style) or _general(nodes, style) for case, nodes in choice.cases.items()}
    select, name = selector(choice, style.language), choice.name
    known: dict[object, Renderer] = {}

    def render(values: Any) -> str:
        value = values[name]
        if value.__class__ is int and value in known:
            return known[value](values)
        case = cases[select(value)]
        if value.__class__ is int and len(known) < MOST_NUMBERS:
            known[value] = case
        return case(values)

    return render


def selector(choice: Choice, language: str) -> Callable[[object], str]:
    """A function from the argument of a block to the name of the case that it gets."""
    cases, offset, exact = choice.cases, choice.offset, choice.exact
    fallback = "other" if "other" in cases else next(reversed(cases))
    if choice.kind == "select":

        def select(value: object) -> str:
            key = str(value).lower() if isinstance(value, bool) else str(value)
            return key if key in cases else fallback

        return select
    rule = plurals.rule(language, ordinal=choice.kind == "selectordinal")

    def number(value: object) -> str:
        if exact:
            found = _comparable(value)
            if found is not None and found in exact:
                return exact[found]
        category = plurals.category(rule, visible(_less(value, offset) if offset else value))
        return category if category in cases else fallback

    return number


def _less(value: object, offset: int) -> object:
    if not isinstance(value, str):
        return value - offset  # type: ignore[operator]  # pyright: ignore
    from decimal import Decimal  # takes a while to import, and hardly any text has an offset

    found = _comparable(value)
    return value if found is None else Decimal(found) - offset


def _comparable(value: object) -> str | None:
    """The number that `=N` is compared with: text by its digits, so that `1.0` is `=1`."""
    if isinstance(value, int):
        return str(int(value))
    found = plurals.operands(value)
    if not found:
        return None
    whole, digits, _, fraction, _, _ = found
    sign = "-" if str(value).lstrip().startswith("-") else ""
    return plain_number(f"{sign}{whole}.{fraction:0{digits}d}" if digits else f"{sign}{whole}")


def render_visibly(nodes: Nodes, style: Style, values: Values) -> tuple[str, list[str]]:
    """The message with every argument that can't be shown left visible as `{name}`, and their names."""
    failed: list[str] = []
    out: list[str] = []

    def visit(nodes: Nodes) -> None:
        for node in nodes:
            if isinstance(node, str):
                out.append(node)
                continue
            try:
                if isinstance(node, Choice):
                    case = selector(node, style.language)(values[node.name])
                else:
                    out.append(_part(node, style)(values))
                    continue
            except Exception:  # an argument's own str() may raise anything
                failed.append(str(node.name))
                out.append(f"{{{node.name}}}")
                continue
            visit(node.cases[case])

    visit(nodes)
    return "".join(out), failed
