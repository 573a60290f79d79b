import asyncio
import cProfile
import pstats
import re

import asok_templates
import jinja2
import pytest
from asok_templates import (
    BlockNotFound,
    BlockNotSeparable,
    Definition,
    TemplateRecursion,
    Templates,
    pure,
    render_block,
    render_block_async,
    render_blocks,
)
from jinja2.ext import Extension
from jinja2.nativetypes import NativeEnvironment
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace

EXTENSIONS = ["jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.i18n"]
KINDS = {
    "stock": lambda **options: jinja2.Environment(**options),
    "ours": lambda **options: asok_templates.Environment(**options),
    "async": lambda **options: asok_templates.Environment(enable_async=True, **options),
    "sandboxed": lambda **options: SandboxedEnvironment(**options),
}


@pytest.fixture(params=KINDS)
def make(request):
    def make(**sources):
        environment = KINDS[request.param](
            loader=jinja2.DictLoader(sources), autoescape=True, extensions=EXTENSIONS
        )
        environment.install_null_translations(newstyle=True)
        return environment

    return make


BASE = "<{% block main %}base{% endblock %}>{% block foot %}foot{% endblock %}"

# name: the sources, the variables, the block, and its text.
SEEN = {
    "a top-level set": ({"page": "{% set a = 1 %}{% block b %}{{ a }}{% endblock %}"}, {}, "1"),
    "a set of the parent": (
        {"base": "{% set a = 1 %}{% block b %}{% endblock %}", "page": "{% extends 'base' %}{% block b %}{{ a }}{% endblock %}"},
        {},
        "1",
    ),
    "a set behind the block": ({"page": "{% block b %}{{ a }}{% endblock %}{% set a = 1 %}"}, {"a": 0}, "0"),
    "a set that shadows a variable": ({"page": "{% set a = a + 1 %}{% block b %}{{ a }}{% endblock %}"}, {"a": 1}, "2"),
    "a set on a condition": (
        {"page": "{% if yes %}{% set a = 1 %}{% else %}{% set a = 2 %}{% endif %}{% block b %}{{ a }}{% endblock %}"},
        {"yes": False},
        "2",
    ),
    "a set block": ({"page": "{% set a %}<{{ x }}>{% endset %}{% block b %}{{ a }}{% endblock %}"}, {"x": "&"}, "<&amp;>"),
    "a filtered set block": ({"page": "{% set a | upper %}a{% endset %}{% block b %}{{ a }}{% endblock %}"}, {}, "A"),
    "a namespace": (
        {"page": "{% set n = namespace(v=1) %}{% for i in [1, 2] %}{% set n.v = n.v + i %}{% endfor %}{% block b %}{{ n.v }}{% endblock %}"},
        {},
        "4",
    ),
    "what do has done": ({"page": "{% set l = [] %}{% do l.append(1) %}{% block b %}{{ l }}{% endblock %}"}, {}, "[1]"),
    "what an output has done": ({"page": "{% set l = [] %}{{ l.append(1) or '' }}{% block b %}{{ l }}{% endblock %}"}, {}, "[1]"),
    "what another name has done": (
        {"page": "{% set l = [] %}{% set m = l %}{% do m.append(1) %}{% block b %}{{ l }}{% endblock %}"},
        {},
        "[1]",
    ),
    "what a macro has done": (
        {"page": "{% set n = namespace(v=0) %}{% macro m() %}{% set n.v = n.v + 1 %}{{ n.v }}{% endmacro %}{{ m() }}{% block b %}{{ m() }}{% endblock %}"},
        {},
        "2",
    ),
    "what another block has done": (
        {"page": "{% set n = namespace(v=0) %}{% block a %}{% set n.v = 7 %}{% endblock %}{% block b %}{{ n.v }}{% endblock %}"},
        {},
        "7",
    ),
    "what an include has done": (
        {"inc": "{% set n.v = 7 %}", "page": "{% set n = namespace(v=0) %}{% include 'inc' %}{% block b %}{{ n.v }}{% endblock %}"},
        {},
        "7",
    ),
    "what a namespace that holds it has done": (
        {"page": "{% set l = [] %}{% set n = namespace() %}{% set n.l = l %}{% do n.l.append(1) %}{% block b %}{{ l }}{% endblock %}"},
        {},
        "[1]",
    ),
    "what a list that was given it has done": (
        {"page": "{% set l = [] %}{% set h = [] %}{% do h.append(l) %}{% do h[0].append(1) %}{% block b %}{{ l }}{% endblock %}"},
        {},
        "[1]",
    ),
    "what a macro that was given it has kept": (
        {"page": "{% set l = [] %}{% set n = namespace() %}{% macro m(q) %}{% set n.l = q %}{% endmacro %}{{ m(l) }}{% do n.l.append(1) %}{% block b %}{{ l }}{% endblock %}"},
        {},
        "[1]",
    ),
    "what a generator has left": (
        {"page": "{% set g = x|map('upper') %}{{ g|first }}{% for h in [g] %}{{ h|first }}{% endfor %}{% block b %}{{ g|join }}{% endblock %}"},
        {"x": "abcd"},
        "CD",
    ),
    "what a generator that was given has left": (
        {"base": "{% for i in x %}{% if i == 'b' %}{% break %}{% endif %}{% endfor %}{% include 'inc' %}{% block b %}{% endblock %}", "inc": "{{ x|first }}", "page": "{% extends 'base' %}{% block b %}{{ x|join }}{% endblock %}"},
        lambda: {"x": iter("abcdef")},
        "def",
    ),
    "a generator that was looked into": (
        {"page": "{% if 'b' in x %}{% set p, q = x %}{% endif %}{{ ','.join(y) }}{% block b %}{{ x|list }}{{ y|list }}{% endblock %}"},
        lambda: {"x": iter("abcd"), "y": iter("ab")},
        "[][]",
    ),
    "what super() is assigned": (
        {"base": "{% block a %}A{% block b %}B{% endblock %}{% endblock %}", "page": "{% extends 'base' %}{% block a %}{% set s = super() %}{{ s }},{{ s }}{% endblock %}"},
        {},
        "BB",
    ),
    "a loop over super()": (
        {"base": "{% block a %}A{% block b %}B{% endblock %}{% endblock %}", "page": "{% extends 'base' %}{% block a %}{% for s in [super()] * 2 %}{{ s }}{% endfor %}{% endblock %}"},
        {},
        "BB",
    ),
    "a filter around super()": (
        {"base": "{% block a %}A{% block b %}b{% endblock %}{% endblock %}", "page": "{% extends 'base' %}{% block a %}{% filter upper %}{{ super() }}{% endfilter %}{% endblock %}"},
        {},
        "B",
    ),
    "a joiner": ({"page": "{% set j = joiner('|') %}{{ j() }}{% block b %}{{ j() }}{% endblock %}"}, {}, "|"),
    "an import": ({"m": "{% macro f(x) %}[{{ x }}]{% endmacro %}", "page": "{% import 'm' as m %}{% block b %}{{ m.f(1) }}{% endblock %}"}, {}, "[1]"),
    "an import with context": (
        {"m": "{% macro f() %}[{{ x }}]{% endmacro %}", "page": "{% set x = 2 %}{% from 'm' import f with context %}{% block b %}{{ f() }}{% endblock %}"},
        {"x": 1},
        "[2]",
    ),
    "a macro and what it reads": (
        {"page": "{% set a = 1 %}{% macro f() %}{{ a }}{{ caller() }}{% endmacro %}{% block b %}{% call f() %}c{% endcall %}{% endblock %}"},
        {},
        "1c",
    ),
    "super": ({"base": "{% block b %}<{{ a }}>{% endblock %}", "page": "{% extends 'base' %}{% set a = 1 %}{% block b %}{{ super() }}!{% endblock %}"}, {}, "<1>!"),
    "self": ({"page": "{% set a = 1 %}{% block t %}T{{ a }}{% endblock %}{% block b %}{{ self.t() }}{% endblock %}"}, {}, "T1"),
    "a block of the grandparent": (
        {"base": "{% set a = 'x' %}{% block b %}{{ a }}{% endblock %}", "mid": "{% extends 'base' %}", "page": "{% extends 'mid' %}{% set a = 'y' %}"},
        {},
        "x",
    ),
    "a layout named by a variable": (
        {"base": "{% set a = 1 %}{% block b %}{% endblock %}", "page": "{% extends layout %}{% set c = 2 %}{% block b %}{{ a }}{{ c }}{% endblock %}"},
        {"layout": "base"},
        "12",
    ),
    "what self has done in a layout named by a variable": (
        {
            "base": "{% set l = [] %}{{ self.a() }}{% block b %}{{ l }}{% endblock %}",
            "page": "{% extends layout %}{% block a %}{% do l.append(1) %}{% endblock %}",
        },
        {"layout": "base"},
        "[1]",
    ),
    "a layout on a condition": (
        {"base": "{% set a = 1 %}{% block b %}{% endblock %}", "page": "{% if yes %}{% extends 'base' %}{% endif %}{% block b %}{{ a }}{% endblock %}"},
        {"yes": True},
        "1",
    ),
    "no layout on a condition": (
        {"base": "{% set a = 1 %}{% block b %}{% endblock %}", "page": "{% if yes %}{% extends 'base' %}{% endif %}{% block b %}p{{ a }}{% endblock %}"},
        {"yes": False},
        "p",
    ),
    "its loop": ({"page": "{% for i in 'xy' %}{% block b scoped %}{{ loop.index }}{{ i }}{% endblock %},{% endfor %}"}, {}, "1x2y"),
    "its with": ({"page": "{% with a = 1 %}{% block b scoped %}{{ a }}{% endblock %}{% endwith %}"}, {}, "1"),
    "not its loop if it is not scoped": ({"page": "{% for i in 'xy' %}{% block b %}{{ i }}{% endblock %}{% endfor %}"}, {"i": 0}, "00"),
    "its loop cut short": ({"page": "{% for i in [1, 2, 3] %}{% if i > 2 %}{% break %}{% endif %}{% block b scoped %}{{ i }}{% endblock %}{% endfor %}"}, {}, "12"),
    "a condition that is false": ({"page": "{% if no %}{% block b %}b{% endblock %}{% endif %}"}, {"no": 0}, ""),
    "a block around it": (
        {"page": "{% block a %}{% set x = 1 %}{% for i in [1] %}{% block b scoped %}{{ x }}{{ i }}{% endblock %}{% endfor %}{% endblock %}"},
        {},
        "11",
    ),
    "the filter around it": ({"page": "{% filter upper %}a{% block b %}b{{ x }}{% endblock %}c{% endfilter %}"}, {"x": "<i>"}, "B&LT;I&GT;"),
    "the call around it": ({"page": "{% macro w() %}<{{ caller() }}>{% endmacro %}{% call w() %}{% block b %}b{% endblock %}{% endcall %}"}, {}, "b"),
    "the call that filters it": (
        {"page": "{% macro w() %}<{{ caller()|upper }}>{% endmacro %}{% call w() %}{% block b %}b{% endblock %}{% endcall %}"},
        {},
        "B",
    ),
    "the set around it": ({"page": "{% set t %}{% block b %}b{% endblock %}{% endset %}{% if t %}{{ t|upper }}{% endif %}"}, {}, "B"),
    "the filtered super around it": (
        {"base": "{% block a %}x{% block b %}b{% endblock %}{% endblock %}", "page": "{% extends 'base' %}{% block a %}{{ super()|upper }}{% endblock %}"},
        {},
        "B",
    ),
    "autoescape switched off": ({"page": "{% autoescape false %}{% block b %}{{ x }}{% set y %}{{ x }}{% endset %}{{ y }}{% endblock %}{% endautoescape %}"}, {"x": "<"}, None),
    "an include with a block in it": (
        {"inc": "{% block c %}c{{ a }}{% endblock %}", "page": "{% set a = 1 %}{% block b %}{% include 'inc' %}{% endblock %}"},
        {},
        "c1",
    ),
    "translations": ({"page": "{% set n = 2 %}{% block b %}{% trans n=n %}one{% pluralize %}{{ n }} many{% endtrans %}{{ _('x') }}{% endblock %}"}, {}, "2 manyx"),
}  # fmt: skip


@pytest.mark.parametrize("case", SEEN)
def test_a_block_alone_sees(make, case):
    sources, given, expected = SEEN[case]
    variables = given if callable(given) else lambda: given
    environment = make(**sources)
    text = render_block(environment, "page", "b", **variables())
    if expected is None:
        expected = environment.get_template("page").render(variables())
    assert text == expected
    assert render_block(environment, environment.get_template("page"), "b", **variables()) == text
    assert render_blocks(environment, "page", ["b"], **variables()) == {"b": text}


def test_a_block_of_an_included_template_is_found(make):
    environment = make(
        page="{% set a = 1 %}{% for i in [1, 2] %}{% include 'inc' %}{% endfor %}",
        inc="x{% set c = a + i %}{% block side %}{{ c }}{% endblock %}",
    )
    assert render_block(environment, "page", "side") == "23"


def test_a_block_of_an_included_template_gets_the_filter_of_a_super_around_it(make):
    environment = make(
        inc="{% block side %}s{% endblock %}",
        base="{% block a %}{% include 'inc' %}{% endblock %}",
        page="{% extends 'base' %}{% block a %}{{ super()|upper }}{% endblock %}",
    )
    assert render_block(environment, "page", "side") == "S"


@pytest.mark.parametrize("call", ["{{ self.foot() }}", "{% set s = self.foot() %}{{ s }}"])
def test_a_block_of_an_included_template_is_found_where_self_shows_it(make, call):
    environment = make(
        inc="{% block side %}s{{ x }}{% endblock %}",
        page=call + "{% block foot %}{% include 'inc' %}{% endblock %}",
    )
    assert render_block(environment, "page", "side", x=1) == "s1s1"


@pytest.mark.parametrize(
    ("change", "given"),
    [
        ("{% do x.append(1) %}{{ x|length }}", lambda: [[0]]),
        ("{% do x[0].append(1) %}{{ x[0]|length }}", lambda: [[0]]),
        ("{% do x.deep.add(1) %}{{ x.deep|length }}", lambda: {"deep": {0}}),
        ("{{ x.next() }}", lambda: Cycler("one", "two")),
        ("{{ x() }}{{ x() }}", lambda: Joiner("|")),
        ("{% set x.n = x.n + 1 %}{{ x.n }}", lambda: Namespace(n=1)),
    ],
)
def test_a_filter_around_a_block_is_applied_on_a_page_that_changes_what_it_was_given(make, change, given):
    source = "{% filter upper %}{% block b %}b" + change + "{% endblock %}{% endfilter %}"
    environment = make(page=source)
    page = environment.get_template("page").render(x=given())
    assert render_block(environment, "page", "b", x=given()) == page


def test_what_is_nested_deeply_may_stand_in_a_filter(make):
    deep = []
    for _ in range(5000):
        deep = [deep]
    environment = make(page="{% filter upper %}{% block b %}b{{ x|length }}{% endblock %}{% endfilter %}")
    assert render_block(environment, "page", "b", x=deep) == "B1"


def test_a_variable_is_looked_up_before_it_is_set_if_the_page_does_so(make):
    environment = make(
        page="{{ a }}{% macro m(l) %}{% do l.append(a) %}{% endmacro %}{% set l = [] %}{% do m(l) %}{% set a = 2 %}"
        "{% block b %}{{ l }}{% endblock %}"
    )
    assert environment.get_template("page").render(a=1).endswith(render_block(environment, "page", "b", a=1))


def test_a_variable_that_the_layout_sets_behind_the_block_is_its_own_before(make):
    environment = make(
        base="{% set b %}<{{ a }}>{% endset %}{% block main %}{{ b }}{% endblock %}{% set a = 2 %}",
        page="{% extends 'base' %}{% set a = 1 %}",
    )
    page = environment.get_template("page").render()
    assert render_block(environment, "page", "main") == page == "<>"


def test_a_block_without_a_place_sees_all_of_the_layout_beside_one_that_has_a_place(make):
    environment = make(
        base="{% set a = 1 %}{% block b %}{{ a }}{% endblock %}{% set a = 2 %}",
        page="{% extends 'base' %}{% block c %}{{ a }}{% endblock %}",
    )
    assert render_blocks(environment, "page", ["b", "c"]) == {"b": "1", "c": "2"}
    assert render_block(environment, "page", "c") == "2"


def test_a_macro_sees_what_the_page_looked_up_on_entry(make):
    environment = make(
        base="{% set e = 1 %}{% block main %}{{ m() }}{% endblock %}",
        page="{% extends 'base' %}{% if e %}{% endif %}{% macro m() %}<{{ e }}>{% endmacro %}",
    )
    page = environment.get_template("page").render()
    assert render_block(environment, "page", "main") == page == "<>"


def test_a_block_that_no_layout_has_a_place_for_is_rendered_after_all_of_them(make):
    environment = make(
        base="{% set a = 1 %}" + BASE, page="{% extends 'base' %}{% block rows %}{{ a }}{% endblock %}"
    )
    assert render_block(environment, "page", "rows") == "1"
    environment = make(
        base="{% set a = 1 %}" + BASE, page="{% extends layout %}{% block rows %}{{ a }}{% endblock %}"
    )
    assert render_block(environment, "page", "rows", layout="base") == "1"


def test_a_block_whose_outer_block_was_replaced_is_empty(make):
    environment = make(
        base="{% block a %}{% block b %}b{% endblock %}{% endblock %}",
        page="{% extends 'base' %}{% block a %}{% endblock %}",
    )
    assert render_block(environment, "page", "b") == ""


def test_an_unknown_block_is_an_error_that_names_those_there_are(make):
    environment = make(base=BASE, page="{% extends 'base' %}", dynamic="{% extends layout %}")
    for page in ("page", "dynamic"):
        with pytest.raises(BlockNotFound) as caught:
            render_block(environment, page, "mian", layout="base")
        assert set(caught.value.blocks) == {"main", "foot"}
        assert caught.value.near == ["main"]
        assert "'main', 'foot'" in str(caught.value) or "'foot', 'main'" in str(caught.value)
        assert "did you mean 'main'?" in str(caught.value)


def test_a_filter_that_looks_at_the_whole_text_is_refused_with_the_reason(make):
    environment = make(page="{% filter wordwrap(4) %}aa {% block b %}bb cc{% endblock %}{% endfilter %}")
    with pytest.raises(BlockNotSeparable, match=r"stands in a {% filter %} block"):
        render_block(environment, "page", "b")


def test_a_required_block_that_nobody_wrote_is_the_error_it_is_in_the_page(make):
    environment = make(base="{% block b required %}{% endblock %}", page="{% extends 'base' %}")
    with pytest.raises(jinja2.TemplateRuntimeError, match="Required block 'b' not found"):
        render_block(environment, "page", "b")


def test_templates_that_extend_each_other_are_refused(make):
    environment = make(a="{% extends 'b' %}{% block x %}{% endblock %}", b="{% extends 'a' %}")
    with pytest.raises(TemplateRecursion):
        render_block(environment, "a", "x")


def test_a_template_from_a_string_needs_no_source(make):
    environment = make(base=BASE)
    page = environment.from_string(
        "{% extends 'base' %}{% set a = 1 %}{% block main %}{{ a }}{{ super() }}{% endblock %}"
    )
    assert render_block(environment, page, "main") == "1base"
    assert render_block(environment, page, "foot") == "foot"
    with pytest.raises(BlockNotFound):
        render_block(environment, page, "none")


def test_a_block_of_a_template_from_a_string_is_what_the_page_makes_of_it(make):
    environment = make()
    page = environment.from_string(
        "{% filter upper %}{% block a %}a{% block b %}b{% endblock %}{% endblock %}{% endfilter %}{{ self.c() }}"
        "{% for i in [1, 2] %}{% block c scoped %}{{ i }}{% endblock %},{% endfor %}"
        "{% set unseen %}{% block d %}d{% endblock %}{% endset %}"
        "{% filter wordwrap(2) %}{% block e %}ee{% endblock %}{% endfilter %}"
    )
    parts = {block: render_block(environment, page, block) for block in "abcd"}
    assert parts == {"a": "AB", "b": "B", "c": "12", "d": ""}
    with pytest.raises(BlockNotSeparable):
        render_block(environment, page, "e")


def test_a_template_from_a_string_may_lack_a_required_block(make):
    environment = make(base="{% block main required %}{% endblock %}")
    for source, lacks in (
        ("", True),
        ("{% block main %}{{ super() }}1{{ super.super() }}{% endblock %}", False),
    ):
        page = environment.from_string("{% extends 'base' %}" + source)
        if lacks:
            with pytest.raises(jinja2.TemplateRuntimeError, match="Required block 'main' not found"):
                render_block(environment, page, "main")
        else:
            with pytest.raises(jinja2.UndefinedError):
                render_block(environment, page, "main")


def test_a_block_of_a_page_that_is_not_compiled_does_not_have_it_compiled(make):
    environment = make(
        base="{% set unit = 'km' %}<{% block main %}{% block inner %}i{% endblock %}{% endblock %}>{% block foot %}{% endblock %}",
        page="{% extends 'base' %}{% set a = 1 %}{% block main %}{{ a }}{{ unit }}{{ super() }}{% endblock %}",
    )
    assert render_block(environment, "page", "main") == "1kmi"
    assert render_blocks(environment, "page", ["inner", "foot"]) == {"inner": "i", "foot": ""}
    assert not environment.cache


LAYOUTS = {
    "base": "{% set unit = 'km' %}<{% block main %}{% endblock %}>{% block foot %}base{{ x }}{% endblock %}",
    "part": "{% set unit = 'm' %}{% block main %}{% endblock %}",
}


@pytest.mark.parametrize(
    "extends",
    [
        "{% extends 'part' if hx else 'base' %}",
        "{% extends request.layout or 'base' %}",
        "{% extends {'layout': 'part' if hx else 'base'}.layout %}",
        "{% set layout = 'part' if hx else 'base' %}{% extends layout %}",
        "{% do seen.append(1) %}{% extends 'part' if hx and seen else 'base' %}",
        "{% set seen = [] %}{% do seen.append(1) %}{% extends ['base', 'part'][seen|length] if hx else 'base' %}",
        "{% if hx %}{% extends 'part' %}{% else %}{% extends 'base' %}{% endif %}",
    ],
)
def test_a_layout_may_be_picked_anew_for_each_rendering(make, extends):
    sources = LAYOUTS | {"page": extends + "{% set x = 1 %}{% block main %}{{ unit }}{{ x }}{% endblock %}"}
    for auto_reload in (True, False):
        environment = make(**sources)
        environment.auto_reload = auto_reload
        for _ in range(2):
            for hx, main, foot in ((True, "m1", None), (False, "km1", "base1")):
                given = {"hx": hx, "request": {"layout": "part" if hx else ""}}
                assert render_block(environment, "page", "main", seen=[], **given) == main
                if foot:
                    assert render_block(environment, "page", "foot", seen=[], **given) == foot
                else:
                    with pytest.raises(BlockNotFound):
                        render_block(environment, "page", "foot", seen=[], **given)


def test_a_block_that_stands_in_itself_is_there_once(make):
    environment = make(
        base="{% filter e %}{% block side %}side:{% block body %}{% endblock %}{% endblock %}{% endfilter %}",
        page="{% extends 'base' %}{% block body %}body:{% if again.pop() %}{% block side %}{{ super() }}.{% endblock %}{% endif %}{% endblock %}",
    )
    page = environment.get_template("page").render(again=[False, True, True])
    assert page == "side:body:side:body:side:body:..."
    assert (
        render_block(environment, "page", "body", again=[False, True, True]) == "body:side:body:side:body:.."
    )


def test_a_layout_that_is_not_there_is_the_error_that_the_page_raises(make):
    environment = make(page="{% extends layout %}{% block main %}{% endblock %}", **LAYOUTS)
    environment.auto_reload = False
    with pytest.raises(jinja2.TemplateNotFound, match="nowhere"):
        render_block(environment, "page", "main", layout="nowhere")
    with pytest.raises(jinja2.UndefinedError, match="'layout' is undefined"):
        render_block(environment, "page", "main")
    with pytest.raises(RecursionError):
        render_block(environment, "page", "main", layout="page")
    assert render_block(environment, "page", "main", layout=environment.get_template("part")) == ""


def test_a_function_that_is_given_the_context_finds_all_blocks(make):
    @jinja2.pass_context
    def names(context):
        return sorted(name for name in context.blocks if not name.startswith("asok"))

    page = "{% block a %}{{ names() }}{% endblock %}{% block b %}{% endblock %}"
    assert render_block(make(page=page), "page", "a", names=names) == "[&#39;a&#39;, &#39;b&#39;]"
    environment = make(page=page)
    environment.globals["names"] = names
    assert render_block(environment, "page", "a") == "[&#39;a&#39;, &#39;b&#39;]"


def test_a_variable_that_the_page_was_loaded_with_is_there(make):
    environment = make(page="{% block a %}{{ x }}{% endblock %}")
    environment.get_template("page", globals={"x": 1})
    assert render_block(environment, "page", "a") == "1"


@pytest.mark.parametrize("loaded", [True, False])
def test_a_loader_of_loaders_may_know_templates_by_other_names_than_they_do(make, loaded):
    environment = make()
    sources = {
        "base": "<{% set unit = 'km' %}{% block main %}{% endblock %}>",
        "page": "{% extends 'app/base' %}{% set a = 1 %}{% block main %}{{ a }}{{ unit }}{% endblock %}",
        "late": "{% extends layout %}{% block main %}{{ unit }}{% endblock %}",
    }
    environment.loader = jinja2.PrefixLoader({"app": jinja2.DictLoader(sources)})
    if loaded:
        environment.get_template("app/page")
    assert render_block(environment, "app/page", "main") == "1km"
    assert render_block(environment, environment.get_template("app/page"), "main") == "1km"
    assert render_block(environment, "app/late", "main", layout="app/base") == "km"
    with pytest.raises(BlockNotFound, match="'app/page'"):
        render_block(environment, "app/page", "none")


def test_compiled_templates_without_sources_have_blocks_too(make, tmp_path):
    environment = make(
        base=BASE, page="{% extends 'base' %}{% set a = 1 %}{% block main %}{{ a }}{% endblock %}"
    )
    environment.compile_templates(tmp_path, zip=None)
    environment.loader = jinja2.ModuleLoader(tmp_path)
    assert render_block(environment, "page", "main") == "1"


class TestWhatIsNotRun:
    @pytest.fixture
    def ran(self):
        return []

    def test_what_the_block_does_not_need(self, make, ran):
        environment = make(
            page="{% set a = note('a') %}{% set b = note('b') %}{{ note('output') }}{% include 'inc' %}"
            "{% if note('test') %}x{% endif %}{% block other %}{{ note('other') }}{% endblock %}"
            "{% block main %}{{ b }}{% endblock %}{% set b = note('after') %}",
            inc="{{ note('inc') }}",
        )
        environment.globals["note"] = lambda name: ran.append(name) or name
        assert render_block(environment, "page", "main") == "b"
        assert ran == ["b"]

    def test_a_call_on_something_the_block_uses_is_run_unless_it_is_pure(self, make, ran):
        def touch(value):
            ran.append(value)
            return ""

        environment = make(
            page="{{ touch(x) }}{{ x|shown }}{{ link(x) }}{% block main %}{{ x }}{{ link(1) }}{% endblock %}"
        )
        environment.globals |= {"touch": touch, "link": pure(lambda value: ran.append("link") or "")}
        environment.filters["shown"] = pure(lambda value: ran.append("shown") or "")
        assert render_block(environment, "page", "main", x=5) == "5"
        assert ran == [5, "link"]

    def test_functions_that_take_the_context_see_all_of_it(self, make):
        @jinja2.pass_context
        def title(context):
            return context.get("title")

        environment = make(page="{% set title = 'T' %}{% block main %}{{ f() }}{% endblock %}")
        environment.globals["f"] = title
        assert render_block(environment, "page", "main") == "T"
        del environment.globals["f"]
        environment = make(page="{% set title = 'T' %}{% block main %}{{ f() }}{% endblock %}")
        assert render_block(environment, "page", "main", f=title) == "T"


class Cached(Extension):
    """A tag that keeps its text."""

    tags = frozenset({"cache"})
    kept: dict[int, str] = {}  # noqa: RUF012

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endcache",), drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("keep", []), [], [], body).set_lineno(line)

    def keep(self, caller):
        return self.kept.setdefault(1, caller())


def test_a_block_inside_an_extensions_tag_is_refused_and_leaves_no_marks_there():
    environment = asok_templates.Environment(
        loader=jinja2.DictLoader({"page": "{% cache %}{% block b %}b{% endblock %}{% endcache %}"}),
        extensions=[Cached],
    )
    Cached.kept.clear()
    with pytest.raises(BlockNotSeparable, match="tag of an extension"):
        render_block(environment, "page", "b")
    assert Cached.kept == {}
    assert environment.get_template("page").render() == "b"


def test_several_blocks_come_from_one_run_in_the_order_asked_for(make):
    environment = make(
        page="{% set c = cycler('x', 'y') %}{% block a %}{{ c.next() }}{% endblock %}{% block b %}{{ c.next() }}{% endblock %}"
    )
    assert list(render_blocks(environment, "page", ["b", "a"]).items()) == [("b", "y"), ("a", "x")]
    assert render_block(environment, "page", "b") == "y"


def test_four_times_as_many_blocks_take_no_more_than_a_few_times_as_long_to_plan():
    def calls(count):
        """How many functions are called to plan that many blocks of a page of so many."""
        text = "".join(f"{{% block b{number} %}}{{{{ x }}}}{{% endblock %}}" for number in range(count))
        environment = asok_templates.Environment(loader=jinja2.DictLoader({"page": text}))
        environment.get_template("page")
        names = [f"b{number}" for number in range(count)]
        profile = cProfile.Profile()
        profile.enable()
        render_blocks(environment, "page", names, x=1)
        profile.disable()
        return pstats.Stats(profile).total_calls

    calls(4)  # what is done once in a process
    assert calls(80) < 8 * calls(20)


def test_blocks_in_blocks_may_be_asked_for_together(make):
    environment = make(
        page="{% block a %}({% block b %}{{ x }}{% endblock %}){% endblock %}{% block c %}c{% endblock %}"
    )
    assert render_blocks(environment, "page", ["a", "b", "c"], x=1) == {"a": "(1)", "b": "1", "c": "c"}


def test_one_name_is_no_list_of_names(make):
    with pytest.raises(TypeError, match=r"\['main'\]"):
        render_blocks(make(page=BASE), "page", "main")


@pytest.mark.parametrize("name", [None, 5, ["main"], ("main",), b"main"])
def test_what_is_no_name_of_a_block_is_told(make, name):
    environment = make(page=BASE)
    for render in (
        lambda: render_block(environment, "page", name),
        lambda: render_blocks(environment, "page", [name]),
    ):
        with pytest.raises(TypeError, match=f"the name of a block is a str, not {re.escape(repr(name))}"):
            render()


def test_no_blocks_are_no_blocks(make):
    assert render_blocks(make(page=BASE), "page", []) == {}


def test_a_running_loop_can_wait_for_a_block():
    environment = asok_templates.Environment(
        loader=jinja2.DictLoader({"page": "{% set a = f() %}{% block b %}{{ a }}{{ f() }}{% endblock %}"}),
        enable_async=True,
    )

    async def f():
        await asyncio.sleep(0)
        return "f"

    async def main():
        return await render_block_async(environment, "page", "b", f=f)

    assert asyncio.run(main()) == "ff"


def test_a_running_loop_is_told_which_function_waits():
    environment = asok_templates.Environment(loader=jinja2.DictLoader({"page": BASE}), enable_async=True)

    async def wrong():
        return render_block(environment, "page", "main")

    with pytest.raises(RuntimeError, match="running event loop"):
        asyncio.run(wrong())
    plain = asok_templates.Environment(loader=jinja2.DictLoader({"page": BASE}))
    with pytest.raises(RuntimeError, match="enable_async"):
        asyncio.run(render_block_async(plain, "page", "main"))


def test_a_native_environments_block_is_text_as_in_a_page():
    environment = NativeEnvironment(
        loader=jinja2.DictLoader(
            {
                "page": "{% set a = [1] %}{% block b %}{{ a }}{% endblock %}{% block c %} 1{{ 2 }}{% endblock %}",
                "twice": "{% for i in [1, 2] %}{% block b scoped %}{{ [i] }}{% endblock %},{% endfor %}",
                "upper": "{% filter upper %}{% block b %}{{ 'a' }}{% endblock %}{% endfilter %}",
            }
        )
    )
    assert render_blocks(environment, "page", ["b", "c"]) == {"b": "[1]", "c": " 12"}
    assert (render_block(environment, "page", "b"), render_block(environment, "page", "c")) == ("[1]", " 12")
    assert render_block(environment, "twice", "b") == "[1][2]"
    assert render_block(environment, "upper", "b") == "A"


def test_blocks_are_listed_with_where_they_are_defined(tmp_path):
    (tmp_path / "base.html").write_text(
        "\n{% block main %}{% block inner %}{% endblock %}{% endblock %}{% include 'inc.html' %}"
    )
    (tmp_path / "page.html").write_text("{% extends 'base.html' %}\n\n{% block main %}{% endblock %}")
    (tmp_path / "inc.html").write_text("{% block side %}{% endblock %}")
    assert Templates(tmp_path).blocks("page.html") == {
        "main": (Definition("page.html", 3), Definition("base.html", 2)),
        "inner": (Definition("base.html", 2),),
        "side": (Definition("inc.html", 1),),
    }


def test_a_template_that_includes_itself_is_listed_once(tmp_path):
    (tmp_path / "tree.html").write_text(
        "{% block node %}{{ n }}{% endblock %}{% if n %}{% set n = n - 1 %}{% include 'tree.html' %}{% endif %}"
    )
    assert Templates(tmp_path).render("tree.html", n=1) == "10"
    assert Templates(tmp_path).blocks("tree.html") == {"node": (Definition("tree.html", 1),)}


def test_overlays_of_an_environment_have_blocks_of_their_own(make):
    environment = make(page="{% block b %}{{ '<' }}{{ x }}{% endblock %}")
    overlay = environment.overlay(autoescape=False)
    assert render_block(environment, "page", "b", x="<") == "&lt;&lt;"
    assert render_block(overlay, "page", "b", x="<") == "<<"


def test_names_that_are_asked_for_and_not_there_leave_nothing_behind(make):
    environment = make(base=BASE, page="{% extends layout %}")
    for number in range(5):
        with pytest.raises(BlockNotFound):
            render_block(environment, "page", f"no{number}", layout="base")
    assert environment.asok_blocks._plans == {}
    assert environment.asok_blocks.stages._stages == {}
    render_block(environment, "page", "main", layout="base")
    kept = dict(environment.asok_blocks._plans), dict(environment.asok_blocks.stages._stages)
    with pytest.raises(BlockNotFound):
        render_block(environment, "page", "no", layout="base")
    assert (environment.asok_blocks._plans, environment.asok_blocks.stages._stages) == kept
