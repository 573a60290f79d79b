import errno
import importlib
import os
import stat
import sys
import threading
from pathlib import Path
from unittest.mock import Mock

import jinja2
import pytest
from asok_templates import (
    Lazy,
    TemplateEncoding,
    TemplateError,
    TemplateNotFound,
    TemplateRecursion,
    Templates,
    TemplateSyntax,
    UndefinedVariable,
)
from jinja2 import nodes
from jinja2.ext import Extension
from markupsafe import Markup


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "pages"


@pytest.fixture
def write(folder):
    def write(**files):
        for name, text in files.items():
            path = folder / name.replace("__", "/").replace("_html", ".html")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    return write


def test_every_template_is_escaped_whatever_its_name(folder, write):
    write(page_html="{{ x }}", mail="{{ x }}")
    pages = Templates(folder)
    assert pages.render("page.html", x="<b>") == pages.render("mail", x="<b>") == "&lt;b&gt;"
    assert pages.render("page.html", x=Markup("<b>")) == "<b>"
    assert Templates(str(folder), autoescape=False).render("mail", x="<b>") == "<b>"


def test_the_first_folder_that_has_a_name_wins(tmp_path, folder, write):
    write(page_html="first")
    second = tmp_path / "second"
    second.mkdir()
    (second / "page.html").write_text("second")
    (second / "other.html").write_text("{% include 'page.html' %}!")
    pages = Templates([folder, str(second)])
    assert pages.render("page.html") == "first"
    assert pages.render("other.html") == "first!"


def test_globals_filters_tests_and_extensions_are_there(folder, write):
    write(page_html="{{ site }}{{ 'a'|twice }}{{ 3 is big }}{% do x.append(1) %}{{ x }}")
    pages = Templates(
        folder,
        globals={"site": "S"},
        filters={"twice": lambda text: text * 2},
        tests={"big": lambda number: number > 2},
        extensions=["jinja2.ext.do"],
    )
    pages.add_global("later", 1)
    assert pages.render("page.html", x=[]) == "SaaTrue[1]"
    assert pages.environment.globals["later"] == 1


def test_a_variable_may_have_any_name(folder, write):
    write(page_html="{{ name }}{{ self is defined }}{{ block }}")
    assert Templates(folder).render("page.html", name="n", block="b") == "nTrueb"
    write(block_html="{% block main %}{{ name }}{{ block }}{{ blocks }}{% endblock %}")
    assert Templates(folder).render_block("block.html", "main", name=1, block=2, blocks=3) == "123"
    assert Templates(folder).render_blocks("block.html", ["main"], name=1, block=2, blocks=3) == {
        "main": "123"
    }


def test_templates_are_read_once_unless_asked_to_look_again(folder, write):
    write(page_html="old {% block main %}old{% endblock %}")
    once, again = Templates(folder), Templates(folder, auto_reload=True)
    assert once.render_block("page.html", "main") == again.render_block("page.html", "main") == "old"
    write(page_html="new {% block main %}{{ 'new' }}{% endblock %}")
    page = folder / "page.html"
    os.utime(page, ns=(page.stat().st_atime_ns, page.stat().st_mtime_ns + 10**9))
    assert once.render_block("page.html", "main") == "old"
    assert again.render_block("page.html", "main") == "new"
    assert again.render("page.html") == "new new"


def test_a_copy_of_the_same_length_and_time_is_seen_when_looking_again(folder, write):
    write(page_html="{% block b %}old{% endblock %}")
    file = folder / "page.html"
    written = file.stat()
    pages = Templates(folder, auto_reload=True)
    assert pages.render("page.html") == pages.render_block("page.html", "b") == "old"
    while file.stat().st_ctime_ns == written.st_ctime_ns:  # until the clock ticks
        write(page_html="{% block b %}new{% endblock %}")
        os.utime(file, ns=(written.st_atime_ns, written.st_mtime_ns))
    assert pages.render("page.html") == pages.render_block("page.html", "b") == "new"


def test_a_new_template_in_an_earlier_folder_is_seen_when_looking_again(tmp_path):
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    (tmp_path / "second" / "page.html").write_text("{% block b %}second{% endblock %}")
    pages = Templates([tmp_path / "first", tmp_path / "second"], auto_reload=True)
    assert pages.render("page.html") == pages.render_block("page.html", "b") == "second"
    (tmp_path / "first" / "page.html").write_text("{% block b %}first{% endblock %}")
    assert pages.render("page.html") == pages.render_block("page.html", "b") == "first"
    (tmp_path / "first" / "page.html").unlink()
    assert pages.render("page.html") == pages.render_block("page.html", "b") == "second"


def test_compiled_templates_are_kept_in_a_folder_of_the_owner_alone(folder, write, tmp_path):
    write(page_html="{{ x.y }}")
    cache = tmp_path / "deep" / "cache"
    assert Templates(folder, cache_dir=cache).render("page.html", x={"y": 1}) == "1"
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert len(list(cache.iterdir())) == 1
    assert Templates(folder, cache_dir=cache).render("page.html", x={"y": 2}) == "2"


def test_kept_code_is_not_used_by_templates_with_other_options(folder, write, tmp_path):
    write(page_html="{{ x }}")
    escaping = Templates(folder, cache_dir=tmp_path / "c")
    plain = Templates(folder, cache_dir=tmp_path / "c", autoescape=False)
    assert (escaping.render("page.html", x="<"), plain.render("page.html", x="<")) == ("&lt;", "<")
    assert (
        Templates(folder, cache_dir=tmp_path / "c", finalize=lambda v: f"f{v}").render("page.html", x="<")
        == "f&lt;"
    )


def test_kept_code_is_not_used_once_an_extension_is_written_anew(folder, write, tmp_path, monkeypatch):
    write(page_html="{% block b %}word{% endblock %}")
    monkeypatch.syspath_prepend(tmp_path)
    for word in ("first", "second!"):
        (tmp_path / "rewording.py").write_text(
            "from asok_templates.extending import Extension\n"
            "class Rewording(Extension):\n"
            "    def preprocess(self, source, name, filename=None):\n"
            f"        return source.replace('word', {word!r})\n"
        )
        sys.modules.pop("rewording", None)
        importlib.invalidate_caches()
        pages = Templates(folder, cache_dir=tmp_path / "c", extensions=["rewording.Rewording"])
        assert pages.render("page.html") == pages.render_block("page.html", "b") == word


@pytest.mark.parametrize("first", [True, False])
def test_kept_code_escapes_what_the_function_of_today_says(folder, write, tmp_path, first):
    write(page_html="{{ x }}{% set y = x %}{% block b %}{{ y }}{% endblock %}")
    for escaped in (first, not first):
        select = jinja2.select_autoescape(["html" if escaped else "xml"])
        pages = Templates(folder, cache_dir=tmp_path / "c", autoescape=select)
        text = "&lt;" if escaped else "<"
        assert pages.render("page.html", x="<") == 2 * text
        assert pages.render_block("page.html", "b", x="<") == text


def test_a_broken_file_of_kept_code_is_made_anew(folder, write, tmp_path):
    write(page_html="{{ x }}")
    Templates(folder, cache_dir=tmp_path / "c").render("page.html", x=1)
    [kept] = (tmp_path / "c").iterdir()
    whole = kept.read_bytes()
    flipped = [
        whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :] for place in range(len(whole))
    ]
    for data in (b"", whole[:-9], whole[:20], b"j2" + b"\xff" * 90, *flipped[::7]):
        kept.write_bytes(data)
        assert Templates(folder, cache_dir=tmp_path / "c").render("page.html", x=2) == "2"
        assert kept.read_bytes() == whole


def test_a_page_does_not_fail_because_its_code_can_not_be_kept(folder, write, tmp_path):
    write(page_html="{{ x }}")
    pages = Templates(folder, cache_dir=tmp_path / "c")
    (tmp_path / "c").rmdir()
    assert pages.render("page.html", x=1) == "1"
    [*kept] = tmp_path.glob("c/*")
    assert kept == []


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_pages_are_there_where_no_folder_can_be_made_for_their_code(
    folder, write, tmp_path, monkeypatch, number
):
    write(page_html="{% block a %}{{ x }}{% endblock %}")
    monkeypatch.setattr(Path, "mkdir", Mock(side_effect=OSError(number, os.strerror(number))))
    pages = Templates(folder, cache_dir=tmp_path / "c")
    assert pages.render("page.html", x=1) == pages.render_block("page.html", "a", x=1) == "1"


def test_a_file_is_no_folder_for_compiled_code(folder, write):
    write(page_html="")
    with pytest.raises(FileExistsError, match=r"page\.html"):
        Templates(folder, cache_dir=folder / "page.html")


def test_a_byte_order_mark_is_no_part_of_a_page(folder, write):
    mark = "\ufeff".encode()
    write(base_html=mark + b"<p>{% block a %}{% endblock %}{% include 'part.html' %}", part_html=mark + b"!")
    write(page_html=mark + b"{% extends 'base.html' %}{% block a %}\xef\xbb\xbf1{% endblock %}")
    pages = Templates(folder)
    assert pages.render("page.html") == "<p>\ufeff1!"
    assert pages.render_block("page.html", "a") == "\ufeff1"


def test_the_head_of_a_page_leaves_before_its_slow_part(folder, write):
    write(page_html="<head></head>{{ slow() }}<p>{% for row in rows() %}{{ row }}{% endfor %}")
    done = []

    def slow():
        done.append("slow")
        return "s"

    def rows():
        done.append("rows")
        yield from "ab"

    stream = Templates(folder).stream("page.html", slow=slow, rows=rows)
    assert (next(stream), done) == ("<head></head>", [])
    assert (next(stream), done) == ("s<p>", ["slow"])
    assert list(stream) == ["a", "b"]


def test_a_stream_that_is_closed_ends_the_loops_in_it(folder, write):
    write(page_html="{% for row in rows %}{{ row }}{% endfor %}")
    done = []

    def rows():
        try:
            yield from "abc"
        finally:
            done.append("closed")

    stream = Templates(folder).stream("page.html", rows=rows())
    assert (next(stream), done) == ("a", [])
    stream.close()
    assert done == ["closed"]
    assert list(stream) == []


def test_an_error_in_a_stream_is_raised_where_it_is_read(folder, write):
    write(page_html="head{{ f() }}", bad_html="{{ x")
    stream = Templates(folder).stream("page.html", f=lambda: 1 / 0)
    assert next(stream) == "head"
    with pytest.raises(ZeroDivisionError):
        next(stream)
    with pytest.raises(TemplateSyntax):
        Templates(folder).stream("bad.html")


def test_a_stream_has_no_empty_pieces(folder, write):
    write(page_html="a{% if 1 %}{{ '' }}{% endif %}{{ empty }}{% if 1 %}b{% endif %}")
    assert list(Templates(folder).stream("page.html", empty="")) == ["a", "b"]


class TestLazyValues:
    @pytest.fixture
    def calls(self):
        return []

    @pytest.fixture
    def user(self, calls):
        def load():
            calls.append(1)
            return {"name": "Ada"}

        return Lazy(load)

    def test_a_page_that_does_not_name_it_never_asks_for_it(self, folder, write, user, calls):
        write(
            page_html="{{ other }}{% block main %}{{ other }}{% endblock %}{% block top %}{{ user }}{% endblock %}"
        )
        pages = Templates(folder)
        assert pages.render_block("page.html", "main", user=user, other=1) == "1"
        assert calls == []

    def test_all_parts_of_a_page_share_one_result(self, folder, write, user, calls):
        write(
            page_html="{% extends 'base.html' %}{% from 'm.html' import who with context %}"
            "{% set copy = user %}{% block main %}{{ who() }}{{ user.name }}{{ copy.name }}{% endblock %}",
            base_html="{% if user %}{{ user.name }}{% endif %}{% block main %}{% endblock %}{% include 'inc.html' %}",
            inc_html="{{ user.name }}",
            m_html="{% macro who() %}{{ user.name }}{% endmacro %}",
        )
        pages = Templates(folder)
        assert pages.render("page.html", user=user) == "Ada" * 5
        assert pages.render_block("page.html", "main", user=user) == "Ada" * 3
        assert calls == [1]

    def test_a_false_value_is_false(self, folder, write):
        write(page_html="{% if user %}in{% else %}out{% endif %}{{ user is none }}")
        assert Templates(folder).render("page.html", user=Lazy(lambda: None)) == "outTrue"

    def test_an_error_passes_through_and_the_next_use_asks_again(self):
        answers = [1]
        lazy = Lazy(lambda: 1 / len(answers))
        answers.clear()
        with pytest.raises(ZeroDivisionError):
            lazy()
        answers.append(1)
        assert lazy() == 1


class TestErrors:
    def test_an_undefined_variable_is_named_with_template_and_line_in_development(self, folder, write):
        write(page_html="\n{% include 'inc.html' %}", inc_html="a\nb{{ titel }}")
        assert Templates(folder).render("page.html", title="T") == "\na\nb"
        with pytest.raises(UndefinedVariable) as caught:
            Templates(folder, development=True).render("page.html", title="T")
        error = caught.value
        assert (error.variable, error.template, error.line) == ("titel", "inc.html", 2)
        assert str(error) == "'titel' is undefined in 'inc.html', line 2 (did you mean 'title'?)"
        assert isinstance(error, jinja2.UndefinedError)

    @pytest.mark.parametrize(
        "source", ["{{ row.nam }}", "{{ row['nam'] }}", "{% for r in [row] %}{{ r.nam }}{% endfor %}"]
    )
    def test_an_undefined_attribute_is_named_too(self, folder, write, source):
        write(page_html="{% block main %}\n" + source + "{% endblock %}")
        pages = Templates(folder, development=True)
        for render in (
            lambda: pages.render("page.html", row={}),
            lambda: pages.render_block("page.html", "main", row={}),
        ):
            with pytest.raises(UndefinedVariable) as caught:
                render()
            assert (caught.value.variable, caught.value.template, caught.value.line) == (
                "nam",
                "page.html",
                2,
            )

    def test_what_an_imported_template_does_not_have_is_named(self, folder, write):
        write(page_html="{% from 'lib.html' import button %}\n{{ button() }}", lib_html="")
        with pytest.raises(UndefinedVariable) as caught:
            Templates(folder).render("page.html")
        assert (caught.value.variable, caught.value.template, caught.value.line) == ("button", "page.html", 2)

    def test_a_syntax_error_shows_file_line_and_the_line_itself(self, folder, write):
        write(page_html="a\n  {% if %}\nb", main_html="{% include 'page.html' %}")
        for name in ("page.html", "main.html"):
            with pytest.raises(TemplateSyntax) as caught:
                Templates(folder).render(name)
            error = caught.value
            assert (error.lineno, error.name, error.line) == (2, "page.html", "  {% if %}")
            assert str(error).startswith(f"{folder / 'page.html'}:2: ")
            assert str(error).endswith("\n    {% if %}")
            assert isinstance(error, jinja2.TemplateSyntaxError)

    def test_the_line_is_the_one_that_jinja2_counts(self, folder, write):
        write(page_html="a\x0cb\u2028c\x85d\re\r\n{{ 1 + }}")
        with pytest.raises(TemplateSyntax) as caught:
            Templates(folder).render("page.html")
        assert (caught.value.lineno, caught.value.line) == (3, "{{ 1 + }}")

    def test_a_comment_without_an_end_is_an_error_with_name_and_file(self, folder, write):
        write(page_html="a\n{# b")
        with pytest.raises(TemplateSyntax) as caught:
            Templates(folder).render("page.html")
        error = caught.value
        assert (error.name, error.filename) == ("page.html", str(folder / "page.html"))
        assert (error.lineno, error.line) == (2, "{# b")

    @pytest.mark.parametrize(("tag", "times"), [("for x in [1]", 25), ("if 1", 110)])
    def test_what_python_can_not_compile_is_an_error_with_file_and_line(self, folder, write, tag, times):
        opened, closed = f"{{% {tag} %}}\n" * times, f"{{% end{tag.split()[0]} %}}\n" * times
        write(page_html=f"{{% block main %}}\n{opened}x\n{closed}{{% endblock %}}")
        for render in (
            lambda: Templates(folder).render("page.html"),
            lambda: Templates(folder).render_block("page.html", "main"),
        ):
            with pytest.raises(TemplateSyntax, match="too many") as caught:
                render()
            error = caught.value
            assert (error.name, error.filename) == ("page.html", str(folder / "page.html"))
            assert error.line == f"{{% {tag} %}}"

    @pytest.mark.parametrize(
        "source", ["{{ 1|nothing }}", "{{ 1 is nothing }}", "{% block main %}{% endblock %}"]
    )
    def test_what_only_compiling_shows_is_wrong_for_each_block_too(self, folder, write, source):
        write(page_html="{% extends 'base.html' %}", base_html="{% block main %}{% endblock %}\n" + source)
        for render in (
            lambda: Templates(folder).render("page.html"),
            lambda: Templates(folder).render_block("page.html", "main"),
        ):
            with pytest.raises(TemplateSyntax) as caught:
                render()
            assert isinstance(caught.value, jinja2.TemplateAssertionError)
            assert (caught.value.name, caught.value.line) == ("base.html", source)

    def test_a_missing_template_names_the_folders_and_near_names(self, folder, write, tmp_path):
        write(contact__page_html="", base_html="")
        pages = Templates([folder, tmp_path / "other"])
        with pytest.raises(TemplateNotFound) as caught:
            pages.render("contact/pgae.html")
        error = caught.value
        assert error.folders == (str(folder), str(tmp_path / "other"))
        assert error.near[0] == "contact/page.html"
        assert str(folder) in str(error)
        assert "did you mean 'contact/page.html'" in str(error)
        assert isinstance(error, jinja2.TemplateNotFound | LookupError)

    def test_a_choice_of_missing_templates_names_them_too(self, folder, write):
        write(page_html="{% include ['navi.html', 'bsae.html'] %}", nav_html="", base_html="")
        with pytest.raises(TemplateNotFound) as caught:
            Templates(folder).render("page.html")
        error = caught.value
        assert isinstance(error, jinja2.TemplatesNotFound)
        assert error.templates == ["navi.html", "bsae.html"]
        assert {"nav.html", "base.html"} <= set(error.near)
        assert f"navi.html, bsae.html; searched {folder} (did you mean 'nav.html'" in str(error)

    @pytest.mark.parametrize("name", ["../secret.html", "a/../../secret.html", "/etc/passwd", "a\0b", ""])
    def test_no_name_leads_out_of_the_folders(self, folder, write, name):
        write(page_html="")
        (folder.parent / "secret.html").write_text("secret")
        with pytest.raises(TemplateNotFound):
            Templates(folder).render(name)

    def test_a_name_that_is_no_text_is_a_mistake_and_not_the_name_of_another_template(self, folder, write):
        write(main_html="{% block b %}1{% endblock %}", deep__main_html="{% block b %}2{% endblock %}")
        pages = Templates(folder)
        for render in (
            lambda: pages.render(Path("deep/main.html")),
            lambda: pages.render_block(Path("deep/main.html"), "b"),
            lambda: pages.blocks(None),
        ):
            with pytest.raises(TypeError, match="the name of a template is a str, not "):
                render()

    def test_an_include_of_a_missing_template_may_be_ignored(self, folder, write):
        write(
            page_html="a{% include 'no.html' ignore missing %}b{% include ['no.html', 'inc.html'] %}",
            inc_html="c",
        )
        assert Templates(folder).render("page.html") == "abc"

    def test_a_template_that_is_not_utf_8_is_named_with_the_byte(self, folder, write):
        write(page_html="ä".encode() + b"\nbc\xff")
        with pytest.raises(TemplateEncoding) as caught:
            Templates(folder).render("page.html")
        assert (caught.value.filename, caught.value.offset, caught.value.lineno) == (
            str(folder / "page.html"),
            5,
            2,
        )

    @pytest.mark.parametrize("tag", ["include", "extends"])
    def test_templates_that_lead_back_to_each_other_are_named(self, folder, write, tag):
        write(
            a_html=f"{{% {tag} 'b.html' %}}",
            b_html=f"{{% {tag} 'c.html' %}}",
            c_html=f"{{% {tag} 'b.html' %}}",
        )
        with pytest.raises(TemplateRecursion) as caught:
            Templates(folder).render("a.html")
        assert set(caught.value.cycle) == {"b.html", "c.html"}
        assert caught.value.cycle[0] == caught.value.cycle[-1]

    def test_code_that_calls_itself_without_end_is_no_recursion_of_templates(self, folder, write):
        write(page_html="{{ f() }}", main_html="{% include 'page.html' %}")

        def f():
            return f()

        with pytest.raises(RecursionError) as caught:
            Templates(folder).render("main.html", f=f)
        assert not isinstance(caught.value, TemplateError)

    def test_all_errors_are_one_family(self, folder):
        with pytest.raises(TemplateError):
            Templates(folder).render("no.html")

    def test_what_the_code_behind_a_template_raises_passes_through(self, folder, write):
        write(page_html="{{ f() }}{% block b %}{{ f() }}{% endblock %}")
        with pytest.raises(ZeroDivisionError):
            Templates(folder).render("page.html", f=lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            Templates(folder).render_block("page.html", "b", f=lambda: 1 / 0)


class Upper(Extension):
    """Puts a filter around every output expression, and a tag before </head>."""

    def preprocess(self, source, name, filename=None):
        return source.replace("</head>", "{{ script() }}</head>")

    def transform(self, tree):
        for output in tree.find_all(nodes.Output):
            output.nodes = [
                child
                if isinstance(child, nodes.TemplateData)
                else nodes.Filter(child, "upper", [], [], None, None, lineno=child.lineno)
                for child in output.nodes
            ]
        return tree


def test_an_extension_may_change_the_source_and_the_tree_of_pages_and_blocks(folder, write):
    write(page_html="<head></head>{% set a = 'a' %}{% block main %}{{ a }}{{ row.name }}{% endblock %}")
    pages = Templates(folder, extensions=[Upper], globals={"script": lambda: "s"})
    assert pages.render("page.html", row={"name": "n"}) == "<head>S</head>AN"
    assert pages.render_block("page.html", "main", row={"name": "n"}) == "AN"


def test_many_threads_may_render_at_once(folder, write):
    write(
        page_html="{% extends 'base.html' %}{% set a = x %}{% block main %}{{ a }}{{ b }}{% endblock %}",
        base_html="{% set b = x %}{% for i in [1, 2] %}{% block main scoped %}{% endblock %}{% endfor %}",
    )
    pages = Templates(folder)
    wrong = []

    def work(number):
        texts = {pages.render_block("page.html", "main", x=number) for _ in range(50)}
        wrong.extend(texts - {f"{number}{number}" * 2})

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_paths_may_be_a_path(tmp_path):
    (tmp_path / "a").write_text("x")
    assert Templates(Path(tmp_path)).render("a") == "x"
