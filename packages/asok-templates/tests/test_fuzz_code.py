"""Random templates: our code generator must write what stock Jinja2 writes, or raise what it raises.

More of them: `python packages/asok-templates/tests/test_fuzz_code.py 100000`.
"""

import random
import re
import sys
import time
import traceback
from collections import Counter, UserDict
from typing import Any

import asok_templates
import jinja2
import pytest
from markupsafe import Markup

UNDEFINED = [jinja2.Undefined, jinja2.StrictUndefined, jinja2.ChainableUndefined, jinja2.DebugUndefined]
NAMES = [
    "row",
    "obj",
    "deep",
    "text",
    "markup",
    "number",
    "none",
    "items",
    "nothing",
    "fn",
    "slots",
    "bad",
    "user",
    "odd",
]
ATTRIBUTES = [
    "name",
    "id",
    "items",
    "keys",
    "missing",
    "self",
    "class",
    "inner",
    "html",
    "boom",
    "keyerror",
    "get",
    "__class__",
    "ß",
    "count",
]
FILTERS = [
    "upper",
    "e",
    "safe",
    "length",
    "default('d')",
    "string",
    "join('<')",
    "first",
    "list",
    "title",
    "escape",
    "striptags",
    "attr('name')",
    "map(attribute='name')|list",
    "own",
    "forceescape",
    "replace('a', '<')",
]
RARER_FILTERS = [
    "nowhere",
    "sum",
    "sort",
    "int",
    "tojson",
    "xmlattr",
    "batch(2)|list",
    "groupby('name')",
    "dictsort",
]
LOOP = [
    "index",
    "revindex",
    "first",
    "last",
    "length",
    "previtem",
    "nextitem",
    "depth",
    "nope",
    "changed(1)",
    "cycle(1, 2)",
]
LIBRARY = {
    "part": "part {{ row.name }}\n{{ text.nope }}{{ x.name }}{{ number.x.y }}",
    "lib": "{% macro f(a) %}\n{{ a.name }}{{ row.name }}{{ text }}{% endmacro %}",
}
TESTS = ["defined", "none", "string", "mapping", "number", "sameas none", "true"]

# Addresses, with an `a` replaced, too; and which of the pieces it was, as stock code has more of them.
ADDRESS = re.compile("(?i)0x(?:[0-9a-f]|<|&lt;)+|(?<=sequence item )[0-9]+")


class Plain:
    """An object with attributes of every kind."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    @property
    def boom(self) -> str:
        raise AttributeError("from the property")

    @property
    def keyerror(self) -> str:
        raise KeyError("from the property")

    def __getitem__(self, key: object) -> str:
        if key in ("missing", "boom", 0):
            return f"item {key}"
        raise LookupError(key)

    def __html__(self) -> str:
        return "<plain>"

    def __repr__(self) -> str:
        return "Plain<>"


class Odd(dict[str, Any]):
    """A subclass of dict that finds everything."""

    def __missing__(self, key: str) -> str:
        return f"missing {key}"


class Text(str):
    def __str__(self) -> str:
        return "<changed>"


class Loud:
    def __repr__(self) -> str:
        return "Loud<>"

    def __init__(self) -> None:
        self.count = 0

    def __str__(self) -> str:
        self.count += 1
        return f"<loud {self.count}>"


def fn(*arguments: Any) -> Markup:
    return Markup("<fn>")


def variables() -> dict[str, Any]:
    loud = Loud()
    return {
        "row": {"name": "<n>", "id": 3, "class": "c&", "inner": {"name": 'q"', "id": Markup("<i>")}, "html": Markup("<b>"), "ß": 1},
        "obj": Plain(name="<obj>", id=4, inner=Plain(name="in'", id=None, inner=loud), html=Markup("<u>"), count=2),
        "deep": {"inner": Plain(name=Text("x"), id=True, inner={"name": 1.5})},
        "text": "a<b>&'\"", "markup": Markup("<m>"), "number": 42, "none": None, "odd": Odd(name="o"), "user": UserDict(name="u<"),
        "items": [{"name": "1<", "id": 1}, Plain(name="2>", id=2), {"id": 3}], "fn": fn,
        "slots": loud, "bad": Text("bad"),
    }  # fmt: skip


class Source:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def template(self) -> str:
        return "".join(self.statement(3) for _ in range(self.random.randint(1, 5)))

    def statement(self, depth: int) -> str:
        kind = self.random.random()
        if kind < 0.25 or depth == 0:
            return self.random.choice(
                ["text", "<p>", "{", "}}", "'", '"""', "\\n", "\n", "\n", "ß{x}", " %s ", "\r\n"]
            )
        if kind < 0.65:
            return f"{{{{ {self.expression(3)} }}}}"
        body = self.statement(depth - 1) + self.statement(depth - 1)
        choice = self.random.randrange(20)
        if choice == 0:
            return f"{{% if {self.expression(2)} %}}{body}{{% elif {self.expression(2)} %}}{self.statement(depth - 1)}{{% else %}}e{{% endif %}}"
        if choice == 1:
            extra = self.random.choice(["", "{{ loop.index }}{{ loop.last }}", "{% set text = row.name %}"])
            test = f" if {self.expression(1)}" if self.random.random() < 0.2 else ""
            return f"{{% for row in items{test} %}}{extra}{body}{{% else %}}none{{% endfor %}}"
        if choice == 2:
            return f"{{% for x in {self.expression(2)} %}}{{{{ x }}}}{{{{ x.name }}}}{body}{{% endfor %}}"
        if choice == 3:
            return f"{{% set {self.random.choice(NAMES)} = {self.expression(2)} %}}{body}"
        if choice == 4:
            return f"{{% set text %}}{body}{{% endset %}}{{{{ text }}}}"
        if choice == 5:
            return f"{{% autoescape {self.random.choice(['true', 'false', 'none', 'number'])} %}}{body}{{% endautoescape %}}"
        if choice == 6:
            return f"{{% macro m(row, x=3) %}}{body}{{{{ row.name }}}}{{{{ x }}}}{{{{ caller() if caller }}}}{{% endmacro %}}{{{{ m(obj) }}}}{{{{ m(odd, row.id) }}}}"
        if choice == 7:
            return f"{{% filter {self.random.choice(['upper', 'e', 'trim'])} %}}{body}{{% endfilter %}}"
        if choice == 8:
            return f"{{% with row = {self.expression(2)} %}}{body}{{% endwith %}}"
        if choice == 9:
            return f"{{% macro w() %}}[{{{{ caller(deep) }}}}]{{% endmacro %}}{{% call(row) w() %}}{body}{{{{ row.inner.name }}}}{{% endcall %}}"
        return self.rarer(choice, body)

    def rarer(self, choice: int, body: str) -> str:
        value = self.expression(2)
        left, right = self.random.choice(["", "-", "+"]), self.random.choice(["", "-", "+"])
        if choice == 10:
            return f"{{%{left} for x in {value} recursive {right}%}}{{{{ loop.depth }}}}{body}{{{{ loop(x.items) if x.items is defined and loop.depth < 3 }}}}{{% endfor %}}"
        if choice == 11:
            member = self.random.choice(LOOP)
            leave = self.random.choice(["break", "continue"])
            return f"{{% for x in items %}}{{{{ loop.{member} }}}}{{%{left} if {value} {right}%}}{{% {leave} %}}{{% endif %}}{body}{{% endfor %}}"
        if choice == 12:
            return f"{{% set ns = namespace(a=1) %}}{{% for x in items %}}{{% set ns.a = {value} %}}{body}{{% endfor %}}{{{{ ns.a }}}}"
        if choice == 13:
            return f"{{% set {self.random.choice(NAMES)} | {self.random.choice(['upper', 'own'])} {right}%}}{body}{{%{left} endset %}}"
        if choice == 14:
            return f"\n# for x in items\n{{{{ x.name }}}}\n## a comment\n# endfor\n{{% do {value} %}}{body}"
        if choice == 15:
            trimmed = self.random.choice(["", "trimmed "])
            return f"{{% trans {trimmed}count={value} %}}\n one {{{{ count }}}}\n{{% pluralize %}} {{{{ count }}}} many {{% endtrans %}}{body}"
        if choice == 16:
            name = self.random.choice(
                ["'part'", "'nowhere'", "'nowhere' ignore missing", "['a', 'part']", "text"]
            )
            return f"{{% include {name} {self.random.choice(['', 'without context'])} %}}{body}"
        if choice == 17:
            way = self.random.choice(["import 'lib' as lib", "from 'lib' import f, nothing"])
            return f"{{% {way}{self.random.choice(['', ' with context'])} %}}{{{{ (lib.f if lib else f)({value}) }}}}{{{{ nothing }}}}{body}"
        if choice == 18:
            return f"{{%{left} block b{self.random.randrange(10**6)} {right}%}}{body}{{{{ {value} }}}}{{% endblock %}}"
        return f"{{{{{left} {value} {right}}}}}\n{{#{left} a comment {right}#}}\n{{{{ {value}|{self.random.choice(RARER_FILTERS)} }}}}{body}"

    def expression(self, depth: int) -> str:
        kind = self.random.random()
        if depth == 0 or kind < 0.25:
            return self.random.choice(
                [*NAMES, *NAMES, "'lit<'", "3", "1.5", "none", "[1, 'a']", "{'name': 'd'}", "true"]
            )
        if kind < 0.6:
            return f"{self.random.choice(NAMES)}{self.path()}"
        if kind < 0.72:
            return f"({self.expression(depth - 1)})|{self.random.choice(FILTERS)}"
        if kind < 0.78:
            return f"({self.expression(depth - 1)}) is {self.random.choice(TESTS)}"
        if kind < 0.84:
            return f"({self.expression(depth - 1)} {self.random.choice(['~', '+', 'and', 'or', '==', 'in', '*'])} {self.expression(depth - 1)})"
        if kind < 0.9:
            return f"({self.expression(depth - 1)} if {self.expression(depth - 1)} else {self.expression(depth - 1)})"
        if kind < 0.94:
            return f"({self.expression(depth - 1)}).{self.random.choice(ATTRIBUTES)}"
        return f"fn({self.expression(depth - 1)})"

    def path(self) -> str:
        steps = [self.random.choice([".", ".", ".", "["]) for _ in range(self.random.choice([1, 1, 1, 2, 3]))]
        steps[0] = self.random.choice(["", "", "\n"]) + steps[0]
        names = [self.random.choice(ATTRIBUTES) for _ in steps]
        return "".join(
            f"{step}'{n}']" if "[" in step else step + n for step, n in zip(steps, names, strict=True)
        )


def finalizers() -> list[Any]:
    @jinja2.pass_context
    def with_context(context: Any, value: Any) -> Any:
        return f"{context.name}<{value}>"

    @jinja2.pass_eval_context
    def with_eval_context(eval_context: Any, value: Any) -> Any:
        return Markup("<f>") if value is None else value

    @jinja2.pass_environment
    def with_environment(environment: Any, value: Any) -> Any:
        return "" if value is None else value

    return [
        None,
        None,
        None,
        lambda value: "-" if value is None else value,
        with_context,
        with_eval_context,
        with_environment,
    ]


def outcome(environment: jinja2.Environment, source: str) -> tuple[str, str, list[tuple[str, int]]]:
    try:
        template = environment.from_string(source)
        text = template.render(variables())
        streamed = "".join(template.generate(variables()))
    except RecursionError:
        return "RecursionError", "", []  # each has its own way there
    except Exception as error:
        return type(error).__name__, ADDRESS.sub("", str(error)), places(error)
    if ADDRESS.sub("", streamed) != ADDRESS.sub("", text):
        return "unsteady", "", []  # an address in the text, letter by letter
    return "text", ADDRESS.sub("", text), []


def places(error: Exception) -> list[tuple[str, int]]:
    """The lines of templates that an error came through, and the line that it tells itself."""
    found = [("error", error.lineno)] if isinstance(error, jinja2.TemplateSyntaxError) else []
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == "<template>" and (frame.filename, frame.lineno) not in found[-1:]:
            found.append((frame.filename, frame.lineno or 0))
    return found


def check(seed: int, tally: Counter[str]) -> None:
    source = Source(seed)
    options = {
        "autoescape": source.random.choice([True, True, False]),
        "undefined": source.random.choice(UNDEFINED),
        "finalize": source.random.choice(finalizers()),
        "cache_size": 0,
        "optimized": source.random.random() < 0.8,
        "trim_blocks": source.random.random() < 0.3,
        "lstrip_blocks": source.random.random() < 0.3,
        "keep_trailing_newline": source.random.random() < 0.3,
        "newline_sequence": source.random.choice(["\n", "\n", "\r\n"]),
        "line_statement_prefix": source.random.choice([None, "#"]),
        "line_comment_prefix": source.random.choice([None, "##"]),
        "extensions": ["jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.i18n"],
        "loader": jinja2.DictLoader(LIBRARY),
    }
    text = source.template()
    stock, ours = (
        outcome(prepared(kind(**options)), text) for kind in (jinja2.Environment, asok_templates.Environment)
    )
    if stock[0] == "unsteady":
        tally["unsteady"] += 1
        return
    assert ours == stock, f"seed {seed} {options}\n{text}\nours  {ours}\nstock {stock}"
    tally["text" if ours[0] == "text" else "error"] += 1


def prepared(environment: jinja2.Environment) -> jinja2.Environment:
    environment.filters["own"] = lambda value: f"own {type(value).__name__}"
    environment.install_gettext_callables(str, lambda one, many, n: one if n == 1 else many, newstyle=True)
    return environment


@pytest.mark.parametrize(
    "source",
    [
        "{% for r in [1] %}{% if\n r.a.b %}{% endif %}{% endfor %}",
        "{% for r in [1] %}{{ r\n.a\n.b }}{% endfor %}",
        "{{ 1\n}}\n{{ 2 }}text\n{% with x = none.a.b %}{% endwith %}",
        "{{\n1 }}{{ 2\n}}\n{% do none.a.b %}",
        "{% for r in [1] %}\n{{ r }}\n{{ r.a.b }}{{ r }}\n{% endfor %}",
    ],
)
def test_an_error_has_the_line_that_it_has_in_stock_jinja2(source):
    stock, ours = (
        outcome(kind(extensions=["jinja2.ext.do"]), source)
        for kind in (jinja2.Environment, asok_templates.Environment)
    )
    assert stock[0] == "UndefinedError"
    assert ours == stock


@pytest.mark.slow
@pytest.mark.parametrize("part", ["{{ row.a }}", "{{ row.a }}{{ row.b }}", "{% if row.a %}1{% endif %}"])
def test_loops_stand_in_each_other_as_deep_as_in_stock_jinja2(part):
    source = "{% for row in rows %}" * 20 + part + "{% endfor %}" * 20
    rows = [{"a": 1, "b": 2}]
    stock = jinja2.Environment().from_string(source).render(rows=rows)
    assert asok_templates.Environment().from_string(source).render(rows=rows) == stock


def test_random_templates_come_out_as_from_stock_jinja2():
    tally: Counter[str] = Counter()
    for seed in range(1500):
        check(seed, tally)
    assert tally["text"] > 400, tally
    assert tally["error"] > 200, tally
    assert tally["unsteady"] < 5, tally


if __name__ == "__main__":
    count = int(sys.argv[1])
    total: Counter[str] = Counter()
    began = time.perf_counter()
    different = 0
    for number in range(count):
        try:
            check(number, total)
        except AssertionError as error:
            different += 1
            print(str(error))
            if different > 3:
                break
    print(f"{count} templates in {time.perf_counter() - began:.0f} s, {different} differences: {dict(total)}")
    sys.exit(different > 0)
