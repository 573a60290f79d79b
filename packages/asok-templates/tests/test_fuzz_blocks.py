"""Random inheritance trees: every block rendered alone must equal its part of the whole page.

The page is rendered by stock Jinja2, whose code generator is made to write a mark before and after each
place of a block. 100,000 trees: `python packages/asok-templates/tests/test_fuzz_blocks.py 100000`. Each tree is
made from its number alone: `--start N` checks those from N on.
"""

import argparse
import asyncio
import contextlib
import os
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import asok_templates
import jinja2
import pytest
from asok_templates import BlockNotFound, BlockNotSeparable, render_block, render_blocks
from asok_templates.cache import CompiledFiles
from jinja2.compiler import CodeGenerator
from jinja2.utils import Cycler, Joiner, Namespace

EXTENSIONS = ["jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.i18n"]
NAMES = ["title", "head", "body", "main", "side", "row", "foot", "note"]
VARIABLES = ["a", "b", "c", "d", "e"]
LEAVES = ["foot", "note"]  # never hold a block, so that self.foot() is no second place of another one
BEGIN, END = 0xE000, 0xE100
ANY_MARK = re.compile("[\ue000-\ue1ff]")


class MarkingGenerator(CodeGenerator):
    """Stock code that writes a mark around every place of a block."""

    def visit_Block(self, node, frame):
        index = NAMES.index(node.name) if node.name in NAMES else len(NAMES) + int(node.name[3:])
        self.mark(chr(BEGIN + index), frame)
        super().visit_Block(node, frame)
        self.mark(chr(END + index), frame)

    def mark(self, text, frame):
        level = 0
        if frame.toplevel:
            if self.has_known_extends:
                return
            if self.extends_so_far > 0:
                self.writeline("if parent_template is None:")
                self.indent()
                level = 1
        self.simple_write(repr(text), frame)
        self.outdent(level)


class MarkingEnvironment(jinja2.Environment):
    code_generator_class = MarkingGenerator


class Tree:
    """Sources of one random tree, the page being `page`."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.sources: dict[str, str] = {}
        self.counter = 0
        lib = "{% set libvar = 7 %}{% macro m1(x, y=2) %}<{{ x }}|{{ y }}|{{ a }}>{% endmacro %}"
        lib += "{% macro m2() %}({{ caller() }}){% endmacro %}{% macro m3(n) %}{% set n.n = n.n + 1 %}{{ n.n }}{% endmacro %}"
        self.sources["lib"] = lib
        self.sources["inc0"] = self.included(0)
        self.sources["inc1"] = self.included(1)
        levels = ["base", "mid", "page"][: self.random.choice([1, 2, 3, 3, 3])]
        levels[-1] = "page"
        for depth, name in enumerate(levels):
            self.defined: set[str] = set()
            self.sources[name] = self.template(levels[depth - 1] if depth else None)

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def included(self, index: int) -> str:
        self.defined = set()
        text = self.statements(2, False, False, index)
        if self.chance(0.6):
            text += (
                f"{{% block inc{index} %}}i{index}{self.statements(2, False, False, index)}{{% endblock %}}"
            )
        return text

    def template(self, parent: str | None) -> str:
        head = self.prelude()
        if parent is None:
            parts = [head]
            for _ in range(self.random.randint(1, 3)):
                parts.append(self.statements(2))
                parts.append(self.block(2))
            return "\n".join(parts)
        kind = self.random.random()
        if kind < 0.7:
            extends = f"{{% extends '{parent}' %}}"
        elif kind < 0.8:
            extends = f"{{% set layout = '{parent}' %}}{{% extends layout %}}"
        elif kind < 0.9:
            extends = self.pick(
                f"{{% extends '{parent}' if yes else 'missing' %}}",
                f"{{% extends ['missing', '{parent}'][lst|length] if lst else '{parent}' %}}",
                f"{{% extends '{parent}' if lst and not nothing else 'missing' %}}",
                f"{{% extends '{parent}' if a or user.name else 'missing' %}}",
            )
        else:
            extends = f"{{% if yes %}}{{% extends '{parent}' %}}{{% endif %}}"
        if self.chance(0.1):
            extends = self.prelude() + extends
        blocks = [self.block(2) for _ in range(self.random.randint(1, 3))]
        if self.chance(0.1):
            blocks.append(self.statement(2))
        return "\n".join([extends, head, *blocks, self.prelude()])

    def prelude(self) -> str:
        return "".join(self.setting() for _ in range(self.random.randint(0, 3)))

    def setting(self) -> str:
        v, w = self.random.choice(VARIABLES), self.random.choice(VARIABLES)
        return self.pick(
            f"{{% set {v} = {self.expression()} %}}",
            f"{{% set {v} = {self.expression()} %}}",
            f"{{% if {self.expression()} %}}{{% set {v} = {self.expression()} %}}{{% else %}}{{% set {w} = 5 %}}{{% endif %}}",
            f"{{% set {v} %}}s{{{{ {self.expression()} }}}}{{% endset %}}",
            f"{{% set {v} | upper %}}q<{{{{ {self.expression()} }}}}{{% endset %}}",
            f"{{% set ns = namespace(n={self.random.randint(0, 9)}) %}}",
            "{% set ns.n = 4 %}" if self.chance(0.5) else "{% do lst.append(3) %}",
            f"{{% macro mac(x='k') %}}[{{{{ x }}}}{{{{ {v} }}}}]{{% endmacro %}}",
            "{% macro wrap(t=1) %}<w>{{ caller() }}{{ t }}</w>{% endmacro %}",
            "{% import 'lib' as lib %}",
            "{% import 'lib' as lib with context %}",
            "{% from 'lib' import m1, m2 as em %}",
            "{% from 'lib' import m1 with context %}",
            "{% set cyc = cycler('x', 'y', 'z') %}",
            "{% set join = joiner('; ') %}",
            f"{{% for i in [1, 2] %}}{{% set {v} = i %}}{{% do lst.append(i) %}}{{% endfor %}}",
            "{% set fresh = [] %}{% set alias = fresh %}",
            f"{{% set fresh = [{v}, {w}, 1, 2]|map('string') %}}",
            "{% set alias = fresh %}",
            f"{{% set {v}, {w} = 1, {self.expression()} %}}",
        )

    def block(self, depth: int, scoped: bool = False) -> str:
        free = [name for name in NAMES if name not in self.defined]
        if not free:
            return ""
        name = self.random.choice(free)
        self.defined.add(name)
        scope = " scoped" if scoped or self.chance(0.2) else ""
        if self.chance(0.03):
            return f"{{% block {name}{scope} required %}}{{% endblock %}}"
        nested = depth > 0 and name not in LEAVES and self.chance(0.6)
        parts = [f"{name}:"]
        if self.chance(0.25):
            parts.append(self.prelude())
        overrides = any(
            f"block {name}{end}" in source for source in self.sources.values() for end in (" %", " s")
        )
        if overrides and self.chance(0.6):
            parts.append(
                self.pick(
                    "{{ super() }}",
                    "{{ super() }}",
                    "{{ super() }}",
                    "{{ super()|upper }}",
                    "{{ super.super() }}" if self.chance(0.1) else "{{ super() }}",
                    "{% set above = super() %}{{ above }}{{ above }}",
                    "{% set above %}{{ super() }}{% endset %}{{ above }}",
                    "{% for above in [super(), 1] %}{{ above }}{% endfor %}",
                    "{% with above = super() %}{{ above }}{% endwith %}",
                )
            )
        parts.append(self.statements(depth - 1, allow_blocks=nested, allow_self=False))
        if nested:
            parts.append(self.holder(depth - 1))
        return f"{{% block {name}{scope} %}}{''.join(parts)}{{% endblock %}}"

    def holder(self, depth: int) -> str:
        """Something with a block in it."""
        kind = self.random.random()
        if kind < 0.35:
            return self.block(depth)
        if kind < 0.5:
            loop = self.pick("", "", "{{ loop.index }}", "{% if loop.first %}{% continue %}{% endif %}")
            items = self.pick("items", "[1, 2]", "rows", "lst|list")
            return f"{{% for item in {items} %}}{loop}{self.block(depth, scoped=True)},{{% endfor %}}"
        if kind < 0.6:
            return f"{{% with a = {self.expression()} %}}{self.block(depth, scoped=True)}{{% endwith %}}"
        if kind < 0.75:
            return f"{{% if {self.expression()} %}}{self.block(depth)}{{% else %}}no{{% endif %}}"
        if kind < 0.82:
            name = self.pick("upper", "lower", "e", "trim", "replace('a', 'o')")
            return f"{{% filter {name} %}} f {self.block(depth)} g{{% endfilter %}}"
        if kind < 0.88:
            return f"{{% call wrap() %}}c{self.block(depth)}{{% endcall %}}"
        if kind < 0.94:
            return f"{{% set held %}}h{self.block(depth)}{{% endset %}}{{{{ held }}}}"
        return f"{{% autoescape {self.pick('true', 'false')} %}}{self.block(depth)}{{% endautoescape %}}"

    def statements(
        self, depth: int, allow_blocks: bool = True, allow_self: bool = True, may_include: int = 2
    ) -> str:
        return "".join(
            self.statement(depth, allow_blocks, allow_self, may_include)
            for _ in range(self.random.randint(0, 2))
        )

    def statement(
        self, depth: int, allow_blocks: bool = True, allow_self: bool = True, may_include: int = 2
    ) -> str:
        kind = self.random.random()
        if kind < 0.2:
            return self.pick("text ", "<p>", "ß\n", " & ")
        if kind < 0.45:
            return f"{{{{ {self.expression()} }}}}"
        if kind < 0.55:
            return self.setting()
        if kind < 0.6 and allow_blocks and depth > 0:
            return self.holder(depth)
        if kind < 0.7 and depth > 0:
            return f"{{% if {self.expression()} %}}{self.statements(depth - 1, False, allow_self, may_include)}{{% else %}}{self.statements(depth - 1, False, allow_self, may_include)}{{% endif %}}"
        if kind < 0.78 and depth > 0:
            return f"{{% for item in items %}}{{{{ item }}}}{self.statements(depth - 1, False, allow_self, may_include)}{{% else %}}none{{% endfor %}}"
        if kind < 0.86:
            return self.pick(
                "{{ cyc.next() }}",
                "{{ join() }}",
                "{{ lst.append(1) or '' }}",
                "{{ fresh.append(2) or '' if fresh is sequence }}",
                "{% if alias is sequence %}{% do alias.append(5) %}{% endif %}",
                "{% for x in fresh %}{{ x }}{% if loop.first %}{% break %}{% endif %}{% endfor %}",
                "{{ lib.m3(ns) }}",
                "{% set ns.n = ns.n + 1 %}",
                "{{ bump(lst) }}",
                "{{ lst|push(8) }}",
            )
        if kind < 0.92 and may_include < 2:
            return "{% include 'inc0' %}" if may_include else "{% include 'nowhere' ignore missing %}"
        if kind < 0.92:
            return self.pick(
                "{% include 'inc0' %}",
                "{% include 'inc1' %}",
                "{% include 'inc0' without context %}",
                "{% include 'nowhere' ignore missing %}",
                "{% include ['nowhere', 'inc1'] %}",
                "{% include which %}",
            )
        if kind < 0.96:
            return self.pick(
                "{% call wrap() %}in{% endcall %}",
                "{% call(z) em() %}in{{ a }}{% endcall %}",
                "{% filter upper %}f{{ b }}{% endfilter %}",
                "{% trans %}hello{% endtrans %}",
                "{{ _('hello') }}",
                "{% trans count=lst|length %}one{% pluralize %}{{ count }} many{% endtrans %}",
            )
        if allow_self and self.chance(0.4):
            return f"{{{{ self.{self.random.choice(LEAVES)}() }}}}"
        return "{{ seen() }}"

    def expression(self) -> str:
        v = self.random.choice(VARIABLES)
        return self.pick(
            v,
            v,
            v,
            f"{v} is defined",
            f"{v}|default('dd')",
            f"{v} ~ '<'",
            "lst|join(',')",
            "lst|length",
            "ns.n",
            "row.x",
            "items",
            "user.name",
            "mac()",
            "mac(3)",
            "m1(a)",
            "lib.m1(b)",
            "lib.libvar",
            "(1 if a else 2)",
            f"({v}|string)|upper",
            "'lit'",
            "3",
            "cyc.current",
            "(fresh|length if fresh is sequence else 0)",
            "fresh|first",
            "fresh|join",
            "(fresh|list)",
            "alias|join",
            "(alias if alias is sequence else 0)",
            "join is callable",
            "(loop.index if loop is defined else 0)",
            "item",
            "titled()",
            "[a, b]|map('string')|join",
        )


class User:
    name = "Ada<"


@jinja2.pass_context
def titled(context: Any) -> str:
    return f"titled {context.get('a')}"


def bump(values: list[int]) -> int:
    values.append(len(values))
    return len(values)


def push(values: list[int], value: int) -> str:
    values.append(value)
    return ""


def context_for(tree: Tree) -> dict[str, Any]:
    return {
        "a": "A<b>", "b": 2, "lst": [9], "items": ["i1", "<i2>"], "rows": [{"x": 1}, {"x": 2}], "row": {"x": 0},
        "user": User(), "yes": True, "ns": Namespace(n=1), "cyc": Cycler("p", "q"), "join": Joiner("/"), "fresh": [0],
        "alias": [], "lib": SimpleNamespace(libvar=1, m1=titled_none, m3=lambda n: "m3"), "which": tree.random.choice(["inc0", "inc1"]), "bump": bump,
    }  # fmt: skip


def environment_for(tree: Tree, kind: type[jinja2.Environment], **options: Any) -> jinja2.Environment:
    loader = jinja2.DictLoader(tree.sources)
    environment = kind(loader=loader, autoescape=True, extensions=EXTENSIONS, **options)
    environment.globals |= {
        "titled": titled,
        "seen": lambda: "seen",
        "mac": lambda x=0: f"no mac {x}",
        "m1": titled_none,
    }
    environment.globals |= {
        "wrap": lambda t=1, caller=None: caller() if caller else "",
        "em": lambda caller=None: "em",
    }
    environment.filters["push"] = push
    environment.install_gettext_callables(
        lambda s: f"t:{s}", lambda s, p, n: s if n == 1 else p, newstyle=True
    )
    return environment


def titled_none(x: Any = None, y: Any = None) -> str:
    return f"none {x}"


def parts_of(marked: str) -> dict[str, list[str]]:
    """The text inside of each block's marks, once per outermost place."""
    found: dict[int, list[str]] = {}
    open_now: dict[int, int] = Counter()
    for piece in re.split(f"({ANY_MARK.pattern})", marked):
        code = ord(piece) if ANY_MARK.fullmatch(piece) else 0
        if BEGIN <= code < END:
            index = code - BEGIN
            if not open_now[index]:
                found.setdefault(index, []).append("")
            open_now[index] += 1
        elif code >= END:
            open_now[code - END] -= 1
        else:
            for index, depth in open_now.items():
                if depth:
                    found[index][-1] += piece
    names = [*NAMES, "inc0", "inc1"]
    return {names[index]: texts for index, texts in found.items()}


def unnested(marked: str) -> set[str]:
    """The blocks that never stand in another one: what those leave in shared objects can't be seen twice."""
    found: set[int] = set()
    nested: set[int] = set()
    depth = 0
    for mark in map(ord, ANY_MARK.findall(marked)):
        if mark < END:
            (nested if depth else found).add(mark - BEGIN)
        depth += 1 if mark < END else -1
    names = [*NAMES, "inc0", "inc1"]
    return {names[index] for index in found - nested}


@contextlib.contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Blocks may stand in each other without end, as often as a loop runs: what takes too long is given up."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def check(seed: int, tally: Counter[str]) -> None:
    tree = Tree(seed)
    variables = lambda: context_for(Tree(seed))  # noqa: E731
    try:
        with at_most(5):
            marked = environment_for(tree, MarkingEnvironment).get_template("page").render(variables())
    except TimeoutError:
        tally["page never ends"] += 1
        return
    except (jinja2.TemplateError, TypeError, AttributeError, RecursionError):
        tally["page fails"] += 1
        return
    parts = parts_of(marked)
    kind = [jinja2.Environment, asok_templates.Environment][seed % 2]
    environment = environment_for(tree, kind, enable_async=seed % 10 == 9)
    try:
        plain = (
            asyncio.run(page_text(environment, variables()))
            if environment.is_async
            else environment.get_template("page").render(variables())
        )
    except TypeError:  # loop.length has to be awaited, and a filter does not
        assert environment.is_async
        tally["async page fails"] += 1
        return
    if ANY_MARK.sub("", marked) != plain:
        stock = environment_for(tree, jinja2.Environment).get_template("page").render(variables())
        assert environment.is_async or plain == stock, f"seed {seed}\n{sources(tree)}\n{plain!r}\n{stock!r}"
        tally["marks disturb the page"] += 1
        return
    if seed // 4 % 2:  # blocks of a page that is compiled by now, and of one that is not
        environment = environment_for(tree, kind, enable_async=seed % 10 == 9, auto_reload=False)
    placed = top_blocks(environment, tree.sources.get("base", tree.sources["page"]))
    alone: dict[str, str] = {}
    for name in sorted({*NAMES, "inc0", "inc1"}):
        if name not in parts and name not in placed:
            continue
        try:
            with at_most(30):
                text = render_block(environment, "page", name, **variables())
        except BlockNotSeparable:
            assert re.search("filter|call|endset|super", str(tree.sources)), tree.sources
            tally["refused"] += 1
            continue
        except BlockNotFound:
            assert name in ("inc0", "inc1"), sources(tree)  # included by a name that only rendering tells
            tally["not found"] += 1
            continue
        except Exception as error:
            raise AssertionError(
                f"seed {seed} block {name}: {error!r}\n{sources(tree)}\n{parts.get(name)!r}"
            ) from error
        assert text == "".join(parts.get(name, [])), (
            f"seed {seed} block {name}\n{sources(tree)}\n{text!r}\n{parts.get(name)!r}"
        )
        tally["equal" if text else "empty"] += 1
        alone[name] = text
    apart = {name: text for name, text in alone.items() if name in unnested(marked)}
    if seed % 4 == 0 and apart:
        try:
            together = render_blocks(environment, "page", list(apart), **variables())
        except BlockNotSeparable:
            tally["several refused"] += 1
        else:
            assert together == apart, f"seed {seed} {together}\n{apart}\n{sources(tree)}"
            tally["several"] += 1


async def page_text(environment: jinja2.Environment, variables: dict[str, Any]) -> str:
    return await environment.get_template("page").render_async(variables)


def top_blocks(environment: jinja2.Environment, source: str) -> set[str]:
    """The blocks of a base template that stand in no other block."""
    found: set[str] = set()
    ahead: list[Any] = [environment.parse(source)]
    while ahead:
        for node in ahead.pop().iter_child_nodes():
            if isinstance(node, jinja2.nodes.Block):
                found.add(node.name)
            else:
                ahead.append(node)
    return found


def sources(tree: Tree) -> str:
    return "\n".join(f"--- {name}\n{source}" for name, source in tree.sources.items())


@pytest.mark.slow
def test_every_block_alone_equals_its_part_of_the_page():
    trees = 2000 if os.environ.get("CI") == "true" else 300
    tally: Counter[str] = Counter()
    for seed in range(trees):
        check(seed, tally)
    assert tally["equal"] > trees, tally
    assert tally["refused"] < tally["equal"] / 100, tally


def test_plans_that_were_kept_do_what_new_ones_do(tmp_path: Path):
    texts: Counter[str] = Counter()
    for seed in range(60):
        tree = Tree(seed)
        for block in ("body", "main", "row"):
            first, second = (outcome(tree, tmp_path / str(seed), block, seed) for _ in range(2))
            assert first == second, f"seed {seed} block {block}\n{sources(tree)}"
            texts[first] += 1
    assert len(texts) > 50


def outcome(tree: Tree, folder: Path, block: str, seed: int) -> str:
    files = CompiledFiles(folder)
    environment = environment_for(tree, jinja2.Environment, auto_reload=False, bytecode_cache=files)
    files.environment = environment
    try:
        with at_most(5):
            return render_block(environment, "page", block, **context_for(Tree(seed)))
    except (jinja2.TemplateError, TypeError, AttributeError, RecursionError, TimeoutError) as error:
        return type(error).__name__


def main() -> int:
    """Check many trees, telling how it goes; Ctrl-C or kill ends it with what was seen so far."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("trees", type=int)
    parser.add_argument("--start", type=int, default=0, help="the seed of the first tree (default: 0)")
    chosen = parser.parse_args()
    tally: Counter[str] = Counter()
    seed, end = chosen.start, chosen.start + chosen.trees
    began = told = time.monotonic()
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell's background jobs ignore the first
        signal.signal(number, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        for seed in range(chosen.start, end):
            try:
                check(seed, tally)
            except AssertionError as error:
                tally["DIFFERENT"] += 1
                print(error, flush=True)
            if time.monotonic() > told + 10:
                told = time.monotonic()
                done = seed + 1 - chosen.start
                rate = done / (told - began)
                left = (chosen.trees - done) / rate
                print(
                    f"{done} trees, {rate:.0f} a second, {left:.0f} s left, next seed {seed + 1}", flush=True
                )
    print(f"seeds {chosen.start} to {seed}, {time.monotonic() - began:.0f} s: {dict(tally)}")
    return min(tally["DIFFERENT"], 1)


if __name__ == "__main__":
    sys.exit(main())
