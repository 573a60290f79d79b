"""Rule 1, start: no key that could be guessed."""

import shlex
import subprocess
import sys

import pytest
from asok_server.errors import ConfigError
from asok_server.sessions import check_key, make_store
from hypothesis import given
from hypothesis import strategies as st

GOOD = "a-key-of-32-characters-or-more-01"


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        (None, "missing"),
        ("", "missing"),
        ("short", "5 characters"),
        ("a-key-of-31-characters-is-short", "31 characters"),
        ("x" * 32, "repeated"),
        (" " * 64, "repeated"),
    ],
)
def test_a_weak_key_refuses_to_start_and_says_how_to_make_one(key, fault):
    with pytest.raises(ConfigError, match=rf"SECRET_KEY .*{fault}.*(?s:.*)token_urlsafe") as raised:
        check_key(key)
    if key and key.strip():
        assert key not in str(raised.value)


def test_a_key_of_32_characters_is_enough():
    check_key("a-key-of-32-characters-is-enough")


def test_the_command_in_the_message_makes_a_good_key():
    with pytest.raises(ConfigError) as raised:
        check_key("")
    command = shlex.split(str(raised.value).splitlines()[-1])
    assert command[0] == "python"
    made = subprocess.run([sys.executable, *command[1:]], capture_output=True, text=True, check=True)
    check_key(made.stdout.strip())


@given(st.text(min_size=32))
def test_a_long_key_of_more_than_one_character_is_good(key):
    if len(set(key)) > 1:
        check_key(key)


@pytest.mark.parametrize("keys", [[], [""], ["short"], [GOOD, "short"], [GOOD, ""], [GOOD, "y" * 40]])
def test_no_store_is_made_with_a_weak_key_among_its_keys(tmp_path, keys):
    with pytest.raises(ConfigError, match="SECRET_KEY"):
        make_store(keys=keys, folder=tmp_path)


def test_a_key_from_an_environment_that_is_no_utf8_works(tmp_path):
    store = make_store(keys=["\udcff" + GOOD], folder=tmp_path)
    session = store.open(None)
    session["x"] = 1
    assert store.open(store.save(session))["x"] == 1


def test_an_unknown_backend_refuses_to_start(tmp_path):
    with pytest.raises(ConfigError, match=r"SESSION_BACKEND.*cookie or redis"):
        make_store(keys=[GOOD], folder=tmp_path, backend="memcached")


def test_a_lifetime_of_nothing_refuses_to_start(tmp_path):
    with pytest.raises(ConfigError, match="SESSION_LIFETIME"):
        make_store(keys=[GOOD], folder=tmp_path, lifetime=0)


def test_redis_without_its_library_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "asok_server.sessions.redis", None)
    with pytest.raises(ConfigError, match=r"asok-server\[redis\]"):
        make_store(keys=[GOOD], folder=tmp_path, backend="redis", redis_url="redis://localhost")
