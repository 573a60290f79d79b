import copy
import json
import os
import pickle

import pytest

FILES = {
    "en.json": {"hello": "Hello {name}", "home": "<b>Home</b>", "Hello Ada": "wrong"},
    "fr.json": {"hello": "Bonjour {name}"},
}


def test_a_lazy_message_is_translated_by_whoever_shows_it(load):
    catalogs = load(FILES)
    lazy = catalogs.translator("en").lazy("hello", name="Ada")
    assert str(lazy) == f"{lazy}" == "Hello Ada"
    assert catalogs.translator("fr")(lazy) == "Bonjour Ada"
    assert catalogs.translator("fr", html=False)(lazy) == "Bonjour Ada"
    assert lazy == "Hello Ada"
    assert lazy != "x"


def test_a_lazy_message_follows_a_reload(load, tmp_path):
    catalogs = load(FILES)
    lazy = catalogs.translator("fr").lazy("hello", name="Ada")
    path = tmp_path / "fr.json"
    path.write_text('{"hello": "Salut {name}"}')
    os.utime(path, ns=(1, 1))
    assert str(lazy) == "Bonjour Ada"
    catalogs.reload()
    assert str(lazy) == "Salut Ada"


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_lazy_message_survives_pickle(load, protocol):
    catalogs = load(FILES)
    lazy = catalogs.translator("en").lazy("hello", name="Ada")
    back = pickle.loads(pickle.dumps(lazy, protocol))
    assert str(back) == "Hello Ada"
    assert catalogs.translator("fr")(back) == "Bonjour Ada"
    assert catalogs.translator("fr")(copy.deepcopy(lazy)) == "Bonjour Ada"


def test_a_lazy_message_survives_json(load):
    lazy = load(FILES).translator("fr").lazy("hello", name="Ada")
    assert json.loads(json.dumps({"a": [lazy]})) == {"a": ["Bonjour Ada"]}


def test_a_lazy_message_escapes_in_html(load):
    t = load(FILES).translator("en")
    assert t.lazy("hello", name="<").__html__() == "Hello &lt;"
    assert t.lazy("home").__html__() == "<b>Home</b>"
    assert t.lazy("no <key>").__html__() == "no &lt;key&gt;"
    assert pickle.loads(pickle.dumps(t.lazy("hello", name="<"))).__html__() == "Hello &lt;"


def test_a_lazy_message_is_never_taken_for_a_key(load):
    t = load(FILES).translator("en")
    lazy = t.lazy("hello", name="Ada")
    assert t(lazy) == "Hello Ada"
    assert len({lazy, t.lazy("hello", name="Bob"), "Hello Ada"}) == 3
