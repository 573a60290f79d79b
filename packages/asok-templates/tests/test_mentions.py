"""Whether a text stands in a page, or in what it may load."""

import pytest
from asok_templates import TemplateNotFound, Templates

FILES = {
    "alone.html": "nothing here",
    "base.html": "<body>{% block main %}{% endblock %}{{ sought }}</body>",
    "child.html": "{% extends 'base.html' %}{% block main %}child{% endblock %}",
    "far.html": "{% include ['missing.html', 'child.html'] %}",
    "macros.html": "{% macro field() %}{{ sought }}{% endmacro %}",
    "imports.html": "{% from 'macros.html' import field %}",
    "either.html": "{% extends 'alone.html' if short else 'base.html' %}",
    "unknown.html": "{% include chosen %}",
    "optional.html": "{% include 'missing.html' ignore missing %}",
    "round.html": "{% if deeper %}{% include 'round.html' %}{% endif %}",
}


@pytest.fixture
def pages(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return Templates(tmp_path)


@pytest.mark.parametrize("name", ["base.html", "child.html", "far.html", "imports.html", "either.html"])
def test_a_text_in_a_page_or_in_what_it_loads_is_found(name, pages):
    assert pages.mentions(name, "sought")


@pytest.mark.parametrize("name", ["alone.html", "optional.html", "round.html"])
def test_a_text_that_stands_nowhere_is_not_found(name, pages):
    assert not pages.mentions(name, "sought")


def test_a_template_whose_name_is_not_known_may_hold_anything(pages):
    assert pages.mentions("unknown.html", "sought")


def test_a_page_that_is_not_there_is_an_error(pages):
    with pytest.raises(TemplateNotFound):
        pages.mentions("nowhere.html", "sought")


def test_a_change_counts_where_templates_are_read_anew(pages, tmp_path):
    reloading = Templates(tmp_path, auto_reload=True)
    assert not pages.mentions("alone.html", "sought")
    assert not reloading.mentions("alone.html", "sought")
    (tmp_path / "alone.html").write_text("sought")
    assert not pages.mentions("alone.html", "sought")
    assert reloading.mentions("alone.html", "sought")
