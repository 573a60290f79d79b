import os
import re

import pytest
from asok_server.files.static import StaticFileNotFoundError, Statics


def test_an_address_holds_a_hash_of_the_content(statics):
    assert re.fullmatch(r"/static/css/app\.css\?v=[0-9a-f]{16}", statics.url("css/app.css"))
    assert statics.url("css/app.css") != statics.url("js/app.js").replace("js/app.js", "css/app.css")


def test_the_same_content_has_the_same_address_everywhere(statics, partials, tmp_path):
    copy = tmp_path / "copy"
    (copy / "css").mkdir(parents=True)
    (copy / "css" / "app.css").write_bytes((partials / "css" / "app.css").read_bytes())
    assert Statics([copy]).url("css/app.css") == statics.url("css/app.css")


def test_an_address_is_quoted(statics):
    assert statics.url("images/logo é.svg").startswith("/static/images/logo%20%C3%A9.svg?v=")


def test_a_mount_prefix_comes_first(statics):
    assert statics.url("css/app.css", "/sub é").startswith("/sub%20%C3%A9/static/css/app.css?v=")


def test_another_prefix(partials):
    assert Statics([partials], prefix="/assets/").url("css/app.css").startswith("/assets/css/app.css?v=")


def test_production_works_a_hash_out_once(statics, partials):
    before = statics.url("css/app.css")
    (partials / "css" / "app.css").write_text("changed")
    assert statics.url("css/app.css") == before


def test_development_follows_every_change(partials):
    statics = Statics([partials], reload=True)
    before = statics.url("css/app.css")
    (partials / "css" / "app.css").write_text("changed")
    changed = statics.url("css/app.css")
    assert changed != before
    os.utime(partials / "css" / "app.css", (1, 1))
    assert statics.url("css/app.css") == changed


def test_a_missing_file_is_an_error_that_names_its_neighbours(statics):
    with pytest.raises(
        StaticFileNotFoundError, match=r"no static file 'css/ap\.css'; did you mean 'css/app\.css'"
    ) as caught:
        statics.url("css/ap.css")
    assert caught.value.name == "css/ap.css"
    assert "css/app.css" in caught.value.near


def test_a_leading_slash_is_an_error_that_says_what_was_meant(statics):
    with pytest.raises(StaticFileNotFoundError, match=r"did you mean 'css/app\.css'"):
        statics.url("/css/app.css")


@pytest.mark.parametrize(
    "name", ["html/base.html", "js/tool.py", ".hidden.css", "card.html", "nothing like it"]
)
def test_what_is_not_served_has_no_address_and_is_no_hint(statics, name):
    with pytest.raises(StaticFileNotFoundError) as caught:
        statics.url(name)
    assert name not in caught.value.near


def test_a_root_that_does_not_exist_has_no_files(tmp_path):
    with pytest.raises(StaticFileNotFoundError):
        Statics([tmp_path / "missing"]).url("a.css")


def test_the_first_root_that_has_a_file_wins(partials, tmp_path):
    other = tmp_path / "other"
    (other / "css").mkdir(parents=True)
    (other / "css" / "app.css").write_text("other")
    (other / "css" / "more.css").write_text("more")
    alone = Statics([partials]).url("css/app.css")
    both = Statics([partials, other])
    assert both.url("css/app.css") == alone
    assert both.url("css/more.css").startswith("/static/css/more.css")


def test_a_named_file_stands_before_all_roots(partials, tmp_path):
    script = tmp_path / "client.min.js"
    script.write_text("script")
    named = Statics([partials], named={"js/app.js": script, "asok.js": script})
    assert named.url("asok.js").partition("?")[2] == named.url("js/app.js").partition("?")[2]
