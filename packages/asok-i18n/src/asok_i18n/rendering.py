"""Messages compiled to closures: the parts that are known are worked out once, not per call."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from . import plurals
from .syntax import Argument, Choice, Node, Nodes, Number, plain_number
from .text import Arguments, Keywords, escape

Renderer = Callable[[Arguments, Keywords], str]
# Takes what the names are looked up in, second.
Fill = Callable[[Any, Any], str]

ISOLATE, POP = "\u2068", "\u2069"
MOST_NUMBERS = 1024


class Style(NamedTuple):
    """How the messages of one language are rendered, for text or for HTML."""

    language: str
    html: bool
    isolate: bool


def compiled(nodes: Nodes, style: Style) -> Renderer:
    """A function of the positional and keyword arguments. It raises for an argument that is missing."""
    if style.isolate:
        nodes = tuple(part for node in nodes for part in _isolated(node))
    if len(nodes) == 1 and isinstance(nodes[0], Choice):
        return _choice(nodes[0], style)
    literals, dynamic = _alternating(nodes)
    names = [node.name for node in dynamic if isinstance(node, Argument)]
    if len(names) < len(dynamic) or len(names) > 3 or len({type(name) for name in names}) > 1:
        return _general(nodes, style)
    return _interpolation(literals, names, style.html)


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


def _interpolation(literals: list[str], names: Sequence[str | int], html: bool) -> Renderer:
    """Up to three arguments of one kind: an f-string with everything else at hand."""
    a, b, c, d = [*literals, "", "", ""][:4]
    x, y, z = [*names, "", "", ""][:3]
    if not names:
        return lambda _arguments, _keywords: a
    fill = (_in_html if html else _in_text)(a, b, c, d, x, y, z)[len(names) - 1]
    if isinstance(x, int):
        return lambda arguments, _keywords: fill(arguments, arguments)
    return fill


def _in_text(a: str, b: str, c: str, d: str, x: Any, y: Any, z: Any) -> tuple[Fill, ...]:
    def one(_: Any, values: Any) -> str:
        return f"{a}{values[x]!s}{b}"

    def two(_: Any, values: Any) -> str:
        return f"{a}{values[x]!s}{b}{values[y]!s}{c}"

    def three(_: Any, values: Any) -> str:
        return f"{a}{values[x]!s}{b}{values[y]!s}{c}{values[z]!s}{d}"

    return one, two, three


def _in_html(a: str, b: str, c: str, d: str, x: Any, y: Any, z: Any) -> tuple[Fill, ...]:
    def one(_: Any, values: Any) -> str:
        return f"{a}{escape(values[x])}{b}"

    def two(_: Any, values: Any) -> str:
        return f"{a}{escape(values[x])}{b}{escape(values[y])}{c}"

    def three(_: Any, values: Any) -> str:
        return f"{a}{escape(values[x])}{b}{escape(values[y])}{c}{escape(values[z])}{d}"

    return one, two, three


def _general(nodes: Nodes, style: Style) -> Renderer:
    parts = [_part(node, style) for node in nodes]
    return lambda arguments, keywords: "".join([part(arguments, keywords) for part in parts])


def _part(node: Node, style: Style) -> Renderer:
    if isinstance(node, str):
        return lambda _arguments, _keywords: node
    if isinstance(node, Choice):
        return _choice(node, style)
    show = escape if style.html else str
    if isinstance(node, Number) and node.offset:
        number = node
        return lambda arguments, keywords: show(
            _less(value_of(number.name, arguments, keywords), number.offset)
        )
    name = node.name
    return lambda arguments, keywords: show(value_of(name, arguments, keywords))


def _choice(choice: Choice, style: Style) -> Renderer:
    cases = {case: compiled(_plain_numbers(nodes), style) for case, nodes in choice.cases.items()}
    select = selector(choice, style.language)
    if isinstance(choice.name, int):
        position = choice.name
        return lambda arguments, keywords: cases[select(arguments[position])](arguments, keywords)
    name = choice.name
    known: dict[object, Renderer] = {}

    def render(arguments: Arguments, keywords: Keywords) -> str:
        value = keywords[name]
        if value.__class__ is int and value in known:
            return known[value](arguments, keywords)
        case = cases[select(value)]
        if value.__class__ is int and len(known) < MOST_NUMBERS:
            known[value] = case
        return case(arguments, keywords)

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


def value_of(name: str | int, arguments: Arguments, keywords: Keywords) -> object:
    """The argument of that name. Raises LookupError if it was not given."""
    return arguments[name] if isinstance(name, int) else keywords[name]


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


def render_visibly(
    nodes: Nodes, style: Style, arguments: Arguments, keywords: Keywords
) -> tuple[str, list[str]]:
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
                    value = value_of(node.name, arguments, keywords)
                    case = selector(node, style.language)(value)
                else:
                    out.append(_part(node, style)(arguments, keywords))
                    continue
            except Exception:  # an argument's own str() may raise anything
                failed.append(str(node.name))
                out.append(f"{{{node.name}}}")
                continue
            visit(node.cases[case])

    visit(nodes)
    return "".join(out), failed
