"""Rule 2, session: what the cookie store alone promises."""

import re
from base64 import b64decode

import pytest
from asok_server.errors import AsokError
from asok_server.sessions import SessionSizeError

LONGEST_HEADER = "__Host-asok_session={}; Path=/; Max-Age=2147483647; HttpOnly; Secure; SameSite=Strict"


def test_a_session_that_does_not_fit_is_an_error_that_says_so(cookie_store):
    session = cookie_store.open(None)
    session["essay"] = "x" * 4000
    with pytest.raises(SessionSizeError, match=r"4096.*SESSION_BACKEND=redis") as raised:
        cookie_store.save(session)
    assert isinstance(raised.value, AsokError)


def test_a_session_full_of_messages_that_no_page_shows_is_an_error_that_counts_them(cookie_store):
    session = cookie_store.open(None)
    for _ in range(50):
        session.flash("info", "x" * 60)
    with pytest.raises(SessionSizeError, match=r"50 messages, until a page shows get_flashed_messages\(\)"):
        cookie_store.save(session)


def test_the_largest_session_fills_a_cookie_of_4096_bytes_and_no_more(cookie_store):
    largest = 0
    for size in range(2900, 3100):
        session = cookie_store.open(None)
        session["x"] = "y" * size
        try:
            largest = len(LONGEST_HEADER.format(cookie_store.save(session)))
        except SessionSizeError:
            break
    assert 4090 < largest <= 4096


def test_a_session_that_became_empty_deletes_its_cookie(cookie_store):
    session = cookie_store.open(None)
    session["x"] = 1
    session = cookie_store.open(cookie_store.save(session))
    del session["x"]
    assert cookie_store.save(session) == ""


def test_a_message_that_was_all_there_was_takes_the_cookie_with_it(cookie_store):
    session = cookie_store.open(None)
    session.flash("info", "hello")
    session = cookie_store.open(cookie_store.save(session))
    assert [flash.message for flash in session.flashes.messages()] == ["hello"]
    assert cookie_store.save(session) == ""


def test_an_unknown_cookie_is_left_alone(cookie_store):
    """It may be of another release that is being rolled out, with a key of its own."""
    session = cookie_store.open("unknown")
    assert session.user_id is None
    assert cookie_store.save(session) is None


def test_no_file_is_made_before_the_first_logout(cookie_store, tmp_path):
    session = cookie_store.open(None)
    session.login("42")
    cookie = cookie_store.save(session)
    assert cookie_store.open(cookie).user_id == "42"
    assert not any(tmp_path.iterdir())


def test_the_table_is_not_asked_where_nobody_is_logged_in(cookie_store, tmp_path, monkeypatch):
    session = cookie_store.open(None)
    session["x"] = 1
    cookie = cookie_store.save(session)
    monkeypatch.setattr("asok_server.sessions.logouts.Logouts.includes", pytest.fail)
    assert cookie_store.open(cookie)["x"] == 1


def test_what_the_cookie_holds_is_signed_text_that_anyone_can_read(cookie_store):
    """It is no secret; the documentation says so."""
    session = cookie_store.open(None)
    session["x"] = 1
    issued, payload, _mac = cookie_store.save(session).split(".")
    assert re.fullmatch("[0-9a-f]+", issued)
    assert b64decode(payload) == b'[{"x":1},null,null,null,[]]'


def test_a_cookie_made_younger_is_refused(cookie_store, clock):
    session = cookie_store.open(None)
    session["x"] = 1
    issued, rest = cookie_store.save(session).split(".", 1)
    clock(2000)
    younger = f"{int(issued, 16) + 1500_000:x}.{rest}"
    assert cookie_store.open(younger).get("x") is None


def test_two_requests_at_once_and_the_later_answer_wins(cookie_store):
    """The documented limit of a session that lives in its cookie."""
    session = cookie_store.open(None)
    session["x"] = 1
    cookie = cookie_store.save(session)
    first, second = cookie_store.open(cookie), cookie_store.open(cookie)
    first["a"], second["b"] = 1, 2
    cookie_store.save(first)
    assert dict(cookie_store.open(cookie_store.save(second))) == {"x": 1, "b": 2}
