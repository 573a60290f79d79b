"""Messages compiled to closures: the parts that are known are worked out once, not per call."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from . import plurals
from .syntax import Argument, Choice, Node, Nodes, Number, plain_number, walk
from .text import Renderer, Values, escape

ISOLATE, POP = "\u2068", "\u2069"
MOST_NUMBERS = 256


class Style(NamedTuple):
    """How the messages of one language are rendered, for text or for HTML."""

    language: str
    html: bool = False
    isolate: bool = False
    # What a text is kept as if all calls with the same argument share it: a str, or a Text.
    kept_as: Callable[[str], str] = str

    def for_html(self) -> "Style":
        return self._replace(html=True, kept_as=str)


def compiled(nodes: Nodes, style: Style) -> Renderer:
    """A function of the arguments. It raises for one that is missing."""
    render = _rendering(nodes, style)
    names = {node.name for node in walk(nodes) if not isinstance(node, str)}
    counts = len(names) == 1 and any(isinstance(node, Choice) for node in nodes)
    return _counting(render, names.pop(), style) if counts else render


def _rendering(nodes: Nodes, style: Style) -> Renderer:
    if style.isolate:
        nodes = tuple(part for node in nodes for part in _isolated(node))
    literals, dynamic = _alternating(nodes)
    names = [node.name for node in dynamic if isinstance(node, Argument)]
    if len(names) == len(dynamic) <= 3:
        return _interpolation(literals, names, style)
    if len(nodes) == 1 and isinstance(nodes[0], Choice):
        return _choice(nodes[0], style)
    return _general(nodes, style)


def _isolated(node: Node) -> tuple[Node, ...]:
    """An argument between the marks that keep its direction from its surroundings (UAX 9)."""
    return (ISOLATE, node, POP) if isinstance(node, (Argument, Number)) else (node,)


def _alternating(nodes: Nodes) -> tuple[list[str], list[Node]]:
    """The texts before, between and after the other nodes, and those nodes."""
    literals, dynamic = [""], list[Node]()
    for node in nodes:
        if isinstance(node, str):
            literals[-1] += node
        else:
            dynamic.append(node)
            literals.append("")
    return literals, dynamic


def _interpolation(literals: list[str], names: Sequence[str | int], style: Style) -> Renderer:
    """Up to three arguments: an f-string with everything else at hand."""
    a, b, c, d = [*literals, "", "", ""][:4]
    x, y, z = [*names, "", "", ""][:3]
    if not names:
        text = style.kept_as(a)
        return lambda _values: text
    return (_in_html if style.html else _in_text)(a, b, c, d, x, y, z)[len(names) - 1]


def _in_text(a: str, b: str, c: str, d: str, x: Any, y: Any, z: Any) -> tuple[Renderer, ...]:
    def one(values: Any) -> str:
        return f"{a}{values[x]!s}{b}"

    def two(values: Any) -> str:
        return f"{a}{values[x]!s}{b}{values[y]!s}{c}"

    def three(values: Any) -> str:
        return f"{a}{values[x]!s}{b}{values[y]!s}{c}{values[z]!s}{d}"

    return one, two, three


def _in_html(a: str, b: str, c: str, d: str, x: Any, y: Any, z: Any) -> tuple[Renderer, ...]:
    def one(values: Any) -> str:
        return f"{a}{escape(values[x])}{b}"

    def two(values: Any) -> str:
        return f"{a}{escape(values[x])}{b}{escape(values[y])}{c}"

    def three(values: Any) -> str:
        return f"{a}{escape(values[x])}{b}{escape(values[y])}{c}{escape(values[z])}{d}"

    return one, two, three


def _counting(render: Renderer, name: str | int, style: Style) -> Renderer:
    """A message that depends on one number alone: its texts for the whole numbers seen first are kept."""
    known: dict[object, str] = {}

    def counting(values: Any) -> str:
        value = values[name]
        if value.__class__ is not int:  # True and 1.0 are equal to 1, and shown otherwise
            return render(values)
        if value in known:
            return known[value]
        text = render(values)
        return known.setdefault(value, style.kept_as(text)) if len(known) < MOST_NUMBERS else text

    return counting


def _general(nodes: Nodes, style: Style) -> Renderer:
    parts = [_part(node, style) for node in nodes]
    return lambda values: "".join([part(values) for part in parts])


def _part(node: Node, style: Style) -> Renderer:
    if isinstance(node, str):
        return lambda _values: node
    if isinstance(node, Choice):
        return _choice(node, style)
    show, name = escape if style.html else str, node.name
    if isinstance(node, Number) and node.offset:
        offset = node.offset
        return lambda values: show(_less(values[name], offset))
    return lambda values: show(values[name])


def _choice(choice: Choice, style: Style) -> Renderer:
    cases = {case: _rendering(_plain_numbers(nodes), style) for case, nodes in choice.cases.items()}
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


def _plain_numbers(nodes: Nodes) -> Nodes:
    """A `#` without an offset is just its argument."""
    return tuple(
        Argument(node.name) if isinstance(node, Number) and not node.offset else node for node in nodes
    )


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
        category = plurals.category(rule, _less(value, offset) if offset else value)
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
