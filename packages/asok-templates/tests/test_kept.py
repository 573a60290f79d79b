import jinja2
import pytest
from asok_templates import BlockNotFound, Templates, pure

PAGES = {
    "base.html": "{% set unit = 'km' %}<{% block main %}{% block inner %}i{% endblock %}{% endblock %}>{% include ['side.html', 'none.html'] ignore missing %}",
    "page.html": "{% extends 'base.html' %}{% from 'lib.html' import f with context %}{% set a = x %}"
    "{% block main %}{{ a }}{{ unit }}{{ f() }}{{ super() }}{% endblock %}{% block other %}{{ fn() }}{% endblock %}",
    "lib.html": "{% macro f() %}({{ x }}){% endmacro %}",
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pages").mkdir()
    for name, text in PAGES.items():
        (tmp_path / "pages" / name).write_text(text)
    return tmp_path / "pages"


@pytest.fixture
def make(folder, tmp_path):
    """Templates as a process of its own has them, all with one folder for what is compiled."""
    return lambda **options: Templates(folder, cache_dir=tmp_path / "cache", **options)


@pytest.fixture
def parsed(monkeypatch):
    """What is parsed from now on."""
    names = []
    parse = jinja2.Environment._parse

    def note(self, source, name, filename):
        names.append(name)
        return parse(self, source, name, filename)

    monkeypatch.setattr(jinja2.Environment, "_parse", note)
    return names


def test_the_next_process_parses_nothing_for_a_block(make, parsed):
    assert make().render_block("page.html", "main", x="<") == "&lt;km(&lt;)i"
    assert "page.html" in parsed
    parsed.clear()
    assert make().render_block("page.html", "main", x=2) == "2km(2)i"
    assert parsed == []


@pytest.mark.parametrize(
    ("name", "text", "result"),
    [
        ("page.html", "{% extends 'base.html' %}{% block main %}new{% endblock %}", "new"),
        ("base.html", PAGES["base.html"].replace("km", "m"), "1m(1)i"),
        ("lib.html", "{% macro f() %}[{{ x }}]{% endmacro %}", "1km[1]i"),
        ("side.html", "{% block side %}{% endblock %}", "1km(1)i"),
    ],
)
def test_a_template_that_was_changed_or_added_is_seen(make, folder, parsed, name, text, result):
    make().render_block("page.html", "main", x=1)
    (folder / name).write_text(text)
    assert make().render_block("page.html", "main", x=1) == result
    parsed.clear()
    assert make().render_block("page.html", "main", x=1) == result
    assert parsed == []


def test_what_a_function_is_decides_what_is_kept(make, folder):
    (folder / "page.html").write_text("{% set l = [] %}{{ add(l) }}{% block main %}{{ l }}{% endblock %}")

    def add(values):
        values.append(1)
        return ""

    assert make(globals={"add": add}).render_block("page.html", "main") == "[1]"
    assert make(globals={"add": pure(lambda values: "")}).render_block("page.html", "main") == "[]"
    assert make(globals={"add": add}).render_block("page.html", "main") == "[1]"


def test_a_function_that_takes_the_context_sees_all_in_the_next_process_too(make):
    @jinja2.pass_context
    def names(context):
        return f"{context.get('a')}{context.get('unit')}"

    for _ in range(2):
        assert make().render_block("page.html", "other", x=1, fn=names) == "1km"
        assert make().render_block("page.html", "other", x=1, fn=lambda: "plain") == "plain"


def test_a_damaged_plan_is_made_anew(make, tmp_path):
    make().render_block("page.html", "main", x=1)
    for file in (tmp_path / "cache").iterdir():
        file.write_bytes(file.read_bytes()[:-7])
    assert make().render_block("page.html", "main", x=2) == "2km(2)i"


def test_names_from_outside_leave_no_files(make, tmp_path):
    pages = make()
    pages.render("page.html", x=1, fn=str)
    before = sorted((tmp_path / "cache").iterdir())
    with pytest.raises(BlockNotFound):
        pages.render_block("page.html", "nothing")
    pages.render_blocks("page.html", ["main", "other"], x=1, fn=str)
    assert sorted((tmp_path / "cache").iterdir()) == before


def test_a_global_that_can_not_be_asked_now_does_no_harm(make):
    class Proxy:
        def __getattr__(self, name):
            raise RuntimeError("outside of a request")

    for _ in range(2):
        assert make(globals={"request": Proxy()}).render_block("page.html", "main", x=1) == "1km(1)i"


def test_a_variable_that_the_page_was_loaded_with_is_there(make, folder):
    (folder / "page.html").write_text("{% block main %}{{ y }}{% endblock %}")
    assert make().render_block("page.html", "main") == ""
    pages = make()
    pages.environment.get_template("page.html", globals={"y": 1})
    assert pages.render_block("page.html", "main") == "1"


def test_templates_that_may_change_are_not_kept(make, tmp_path):
    make(auto_reload=True).render_block("page.html", "main", x=1)
    kept = len(list((tmp_path / "cache").iterdir()))
    make(auto_reload=True).render_block("page.html", "inner", x=1)
    assert len(list((tmp_path / "cache").iterdir())) == kept
