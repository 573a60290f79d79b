"""The environment and its casts."""

import pytest
from asok_server.env import Env, cast


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("TRUE", True),
        ("False", False),
        ("null", None),
        ("0", 0),
        ("-3", -3),
        ("1.50", 1.5),
        ("-1.5e3", -1500.0),
        ('["a", 1, true]', ["a", 1, True]),
    ],
)
def test_what_is_clearly_no_text_is_cast(text, value):
    assert cast(text) == value
    assert type(cast(text)) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "007",
        "+1",
        "1e5",
        "nan",
        "inf",
        "yes",
        "none",
        "[broken",
        "{}",
        "1_000",
        "٣",
        "9" * 5000,
        "[" * 9999,
    ],
)
def test_everything_else_stays_a_text(text):
    assert cast(text) == text


def test_the_environment_wins_over_the_file(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("ONE=1\nTWO='two words'\nTHREE=$ONE\n# FOUR=4\n", "utf-8")
    monkeypatch.setenv("ONE", "11")
    env = Env(tmp_path / ".env")
    assert (env("ONE"), env("TWO"), env("THREE"), env("FOUR")) == (11, "two words", "$ONE", None)


def test_a_default_is_returned_as_it_is():
    assert Env()("NO_SUCH_VARIABLE", "true") == "true"


def test_a_variable_that_is_null_is_not_missing(monkeypatch):
    monkeypatch.setenv("NOTHING", "null")
    assert Env()("NOTHING", "default") is None


def test_variables_are_read_anew(monkeypatch):
    env = Env()
    monkeypatch.setenv("CHANGING", "1")
    assert env("CHANGING") == 1
    monkeypatch.setenv("CHANGING", "2")
    assert env("CHANGING") == 2
