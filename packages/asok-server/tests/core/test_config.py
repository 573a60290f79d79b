"""The configuration: typed, documented, overridden by the environment."""

import inspect
import re

import pytest
from asok_server.config import FIELDS, ConfigWarning, Settings
from asok_server.env import Env
from asok_server.errors import ConfigError


@pytest.fixture(autouse=True)
def no_variables(monkeypatch):
    for field in FIELDS:
        monkeypatch.delenv(field.upper(), raising=False)
        monkeypatch.delenv(f"ASOK_{field.upper()}", raising=False)


def load(**config):
    return Settings.load(config, Env())


def test_the_defaults_are_those_of_production():
    settings = load()
    assert settings.debug is False
    assert settings.csrf is True
    assert settings.security_headers is True
    assert settings.trusted_proxies == ()
    assert settings.max_content_length == 64 * 1024 * 1024


def test_every_key_is_documented():
    source = inspect.getsource(Settings)
    for field in FIELDS:
        assert re.search(rf'    {field}: .*\n    """', source), field


def test_a_variable_overrides_the_config(monkeypatch):
    monkeypatch.setenv("LOCALE", "fr")
    assert load(LOCALE="de").locale == "fr"


def test_the_prefixed_variable_wins_over_the_plain_one(monkeypatch):
    monkeypatch.setenv("DEBUG", "false")
    monkeypatch.setenv("ASOK_DEBUG", "true")
    assert load().debug is True


def test_an_unknown_key_is_warned_about_with_the_one_that_was_meant():
    with pytest.warns(ConfigWarning, match="did you mean SECRET_KEY"):
        load(SECRETKEY="x")


def test_a_key_in_lower_case_is_one_that_was_meant_too():
    with pytest.warns(ConfigWarning, match="did you mean DEBUG"):
        load(debug=True)


def test_a_session_that_lives_for_no_time_is_refused_at_start():
    with pytest.raises(ConfigError, match="SESSION_LIFETIME"):
        load(SESSION_LIFETIME=0)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("DEBUG", "yes"),
        ("DEBUG", 1),
        ("MAX_CONTENT_LENGTH", "large"),
        ("MAX_CONTENT_LENGTH", True),
        ("MAX_CONTENT_LENGTH", -1),
        ("SECRET_KEY", 5),
        ("ALLOWED_HOSTS", 5),
        ("ALLOWED_HOSTS", [1]),
        ("SESSION_BACKEND", "memcached"),
        ("FORWARDED_HEADER", "x-real-ip"),
        ("SESSION_SAMESITE", "lax"),
        ("LOCALE", "fr.UTF-8"),
        ("LOCALE", ""),
        ("LOCALE", "fr\n"),
    ],
)
def test_a_value_of_the_wrong_type_is_named(key, value):
    with pytest.raises(ConfigError, match=key):
        load(**{key: value})


@pytest.mark.parametrize("text", ["10MB", ""])
def test_a_variable_of_the_wrong_type_is_shown_as_it_was_written(monkeypatch, text):
    monkeypatch.setenv("MAX_CONTENT_LENGTH", text)
    with pytest.raises(ConfigError, match=f"MAX_CONTENT_LENGTH is '{text}'; it must be a whole number"):
        load()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a.example", ("a.example",)),
        ("a.example, b.example", ("a.example", "b.example")),
        ('["a.example"]', ("a.example",)),
        ("", ()),
    ],
)
def test_a_list_may_be_written_with_commas_or_as_json(monkeypatch, text, value):
    monkeypatch.setenv("ALLOWED_HOSTS", text)
    assert load().allowed_hosts == value


@pytest.mark.parametrize(("text", "value"), [("2", 2), ("10.0.0.0/8", ("10.0.0.0/8",)), ("*", ("*",))])
def test_trusted_proxies_are_networks_or_a_number(monkeypatch, text, value):
    monkeypatch.setenv("TRUSTED_PROXIES", text)
    assert load().trusted_proxies == value


def test_a_key_of_digits_stays_a_text(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "1" * 40)
    assert load().secret_key == "1" * 40
