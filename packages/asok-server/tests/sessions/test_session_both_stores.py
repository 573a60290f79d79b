"""Rule 2, session: what holds whatever keeps it."""

import re

import pytest
from asok_server.flash import Flash
from asok_server.sessions import SessionEnded, SessionError, cookie_name, seal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

KEY = "a-key-for-tests-of-sessions-0123456789"


def test_a_session_nobody_asks_for_is_never_read_nor_sent(store):
    session = store.open("whatever")
    assert store.save(session) is None
    assert not session.touched


def test_a_session_that_is_read_only_is_touched_and_not_sent(store):
    session = store.open(None)
    assert session.get("seen") is None
    assert session.touched
    assert not session.modified
    assert store.save(session) is None


@pytest.mark.parametrize(
    "read",
    [
        lambda s: s.user_id,
        lambda s: s.csrf_secret,
        lambda s: s.stored_csrf_secret,
        lambda s: s.flashes,
        len,
        list,
        lambda s: "x" in s,
        lambda s: s.get("x"),
        lambda s: s.touch(),
    ],
)
def test_every_way_of_reading_touches(store, read):
    session = store.open(None)
    read(session)
    assert session.touched


def test_what_is_put_in_comes_back(store):
    session = store.open(None)
    values = {
        "n": 1,
        "f": 0.5,
        "s": "é\ud800\n",
        "none": None,
        "yes": True,
        "list": [1, [2]],
        "dict": {"a": {}},
    }
    session.update(values)
    assert dict(store.open(store.save(session))) == values


def test_deleting_is_a_change(store):
    session = store.open(None)
    session.update(a=1, b=2)
    cookie = store.save(session)
    session = store.open(cookie)
    del session["a"]
    cookie = store.save(session) or cookie
    assert dict(store.open(cookie)) == {"b": 2}


def test_a_list_changed_in_place_is_a_change(store):
    session = store.open(None)
    session["basket"] = ["tea"]
    cookie = store.save(session)
    session = store.open(cookie)
    session["basket"].append("cups")
    assert session.modified
    cookie = store.save(session) or cookie
    assert store.open(cookie)["basket"] == ["tea", "cups"]


def test_a_list_only_looked_at_is_no_change(store):
    session = store.open(None)
    session["basket"] = ["tea"]
    session = store.open(store.save(session))
    assert len(session["basket"]) == 1
    assert not session.modified


def test_reading_a_key_that_is_not_there_changes_nothing(store):
    session = store.open(None)
    with pytest.raises(KeyError):
        session["x"]
    with pytest.raises(KeyError):
        del session["x"]
    assert session.pop("x", None) is None
    session.clear()
    assert not session.modified


def test_a_session_emptied_before_it_was_sent_is_not_sent(store):
    session = store.open(None)
    session["x"] = 1
    del session["x"]
    assert store.save(session) is None


@pytest.mark.parametrize("value", [{1, 2}, object(), b"bytes", float("nan"), float("inf")])
def test_a_value_that_is_no_json_is_refused_where_it_is_put_in(store, value):
    session = store.open(None)
    with pytest.raises(SessionError, match="JSON values only, and what 'x' holds is none"):
        session["x"] = value
    assert "x" not in session


def test_a_value_that_goes_bad_later_is_refused_when_it_is_saved(store):
    session = store.open(None)
    session["fine"] = 1
    session["x"] = [1]
    session["x"].append({1})
    with pytest.raises(SessionError, match="JSON values only, and what 'x' holds is none"):
        store.save(session)


def test_a_value_that_goes_bad_in_a_later_request_is_named_too(store):
    session = store.open(None)
    session["fine"], session["x"] = 1, [1]
    session = store.open(store.save(session))
    session["x"].append({1})
    with pytest.raises(SessionError, match="and what 'x' holds is none"):
        store.save(session)


def test_a_key_that_is_no_str_is_refused(store):
    with pytest.raises(TypeError, match="str"):
        store.open(None)[1] = "one"


def test_a_login_is_known_to_the_next_request(store):
    session = store.open(None)
    session.login("42")
    assert store.open(store.save(session)).user_id == "42"


def test_a_login_gives_a_new_identity_and_a_new_csrf_secret(store):
    session = store.open(None)
    session["basket"] = ["tea"]
    secret = session.csrf_secret
    before = store.save(session)
    session = store.open(before)
    session.login("42")
    after = store.save(session)
    assert after
    assert after != before
    session = store.open(after)
    assert session["basket"] == ["tea"]
    assert session.stored_csrf_secret is None
    assert session.csrf_secret != secret
    assert store.open(before).user_id is None


def test_a_login_of_the_same_user_rotates_and_keeps(store):
    session = store.open(None)
    session.login("42")
    session["theme"] = "dark"
    before = store.save(session)
    session = store.open(before)
    session.login("42")
    after = store.save(session)
    assert store.open(after)["theme"] == "dark"
    assert store.open(before).user_id is None


def test_a_login_of_another_user_empties(store):
    session = store.open(None)
    session.login("42")
    session["private"] = "of 42"
    session.flash("info", "for 42")
    before = store.save(session)
    session = store.open(before)
    session.login("43")
    session = store.open(store.save(session))
    assert session.user_id == "43"
    assert not dict(session)
    assert not session.flashes
    assert store.open(before).user_id is None
    assert not dict(store.open(before))


def test_a_logout_ends_every_copy_of_the_cookie(store):
    session = store.open(None)
    session.login("42")
    session["private"] = "of 42"
    cookie = store.save(session)
    session = store.open(cookie)
    session.logout()
    assert session.user_id is None
    assert store.save(session) == ""
    copy = store.open(cookie)
    assert copy.user_id is None
    assert not dict(copy)


def test_a_logout_ends_the_copies_that_were_made_before_the_last_change(store):
    session = store.open(None)
    session.login("42")
    first = store.save(session)
    session = store.open(first)
    session["seen"] = 1
    last = store.save(session) or first
    session = store.open(last)
    session.logout()
    store.save(session)
    assert store.open(first).user_id is None
    assert store.open(last).user_id is None


def test_a_goodbye_flashed_around_the_logout_is_kept(store):
    session = store.open(None)
    session.login("42")
    session.flash("info", "private")
    session = store.open(store.save(session))
    session.flash("info", "Bye")
    session.logout()
    session.flash("info", "Come back")
    session = store.open(store.save(session))
    assert session.flashes.messages() == [Flash("info", "Bye"), Flash("info", "Come back")]
    assert session.user_id is None


def test_logging_out_nobody_sends_nothing(store):
    session = store.open(None)
    session.logout()
    assert store.save(session) is None


def test_nobody_logs_in_with_an_empty_id(store):
    with pytest.raises(ValueError, match="empty"):
        store.open(None).login("")


def test_a_change_meets_a_logout_in_another_request_and_does_not_bring_the_session_back(store):
    session = store.open(None)
    session.login("42")
    cookie = store.save(session)
    slow, quick = store.open(cookie), store.open(cookie)
    assert slow.user_id == "42"
    quick.logout()
    store.save(quick)
    slow["late"] = True
    with pytest.raises(SessionEnded) as raised:
        store.save(slow)
    assert raised.value.status == 409
    assert store.open(cookie).user_id is None


def test_a_session_is_kept_for_its_lifetime_and_no_longer(store, clock):
    session = store.open(None)
    session["x"] = 1
    cookie = store.save(session)
    clock(999)
    assert store.open(cookie).get("x") == 1
    clock(2)
    assert store.open(cookie).get("x") is None


def test_a_session_in_use_is_renewed_in_the_second_half_of_its_life(store, clock):
    session = store.open(None)
    session["x"] = 1
    cookie = store.save(session)
    clock(400)
    session = store.open(cookie)
    assert session["x"] == 1
    assert store.save(session) is None
    clock(200)
    session = store.open(cookie)
    assert session["x"] == 1
    renewed = store.save(session)
    assert renewed
    clock(900)
    assert store.open(renewed).get("x") == 1
    assert store.open(cookie).get("x") is None


def test_a_session_nobody_asks_for_is_not_renewed(store, clock):
    session = store.open(None)
    session["x"] = 1
    cookie = store.save(session)
    clock(900)
    assert store.save(store.open(cookie)) is None


def test_a_clock_that_runs_behind_loses_no_session(store, clock):
    session = store.open(None)
    session["x"] = 1
    cookie = store.save(session)
    clock(-30)
    assert store.open(cookie)["x"] == 1


def test_a_cookie_is_of_characters_that_need_no_quoting(store):
    session = store.open(None)
    session["x"] = 'é"; ,\\'
    assert re.fullmatch(r"[A-Za-z0-9.+/=]+", store.save(session))


def test_a_csrf_secret_stays_until_the_user_changes(store):
    session = store.open(None)
    secret = session.csrf_secret
    assert session.csrf_secret == secret
    cookie = store.save(session)
    session = store.open(cookie)
    assert session.stored_csrf_secret == session.csrf_secret == secret
    assert not session.modified
    session.logout()
    assert session.stored_csrf_secret is None


def test_checking_for_a_secret_makes_none(store):
    session = store.open(None)
    assert session.stored_csrf_secret is None
    assert store.save(session) is None


def test_a_secret_made_in_this_request_is_none_that_came_with_it(store):
    session = store.open(None)
    assert session.csrf_secret
    assert session.stored_csrf_secret is None


def test_after_the_headers_are_sent_a_change_is_an_error_and_reading_is_none(store):
    session = store.open(None)
    session["x"] = 1
    store.save(session)
    assert session["x"] == 1
    for change in (
        lambda: session.update(x=2),
        lambda: session.login("1"),
        session.logout,
        lambda: session.flash("a", "b"),
        lambda: session.csrf_secret,
    ):
        with pytest.raises(SessionError, match="headers"):
            change()


def test_a_message_asked_for_after_the_headers_are_sent_waits_for_the_next_page(store):
    session = store.open(None)
    session.flash("info", "hello")
    cookie = store.save(session)
    session = store.open(cookie)
    session.touch()
    store.save(session)
    assert not session.flashes.messages()
    assert store.open(cookie).flashes.messages() == [Flash("info", "hello")]


def test_a_key_list_signs_with_the_first_and_verifies_with_all(store, make_store_with):
    old, new = "o" * 16 + "ld" * 16, "n" * 16 + "ew" * 16
    before, between, after = make_store_with([old]), make_store_with([new, old]), make_store_with([new])
    session = before.open(None)
    session["x"] = 1
    cookie = before.save(session)
    assert between.open(cookie).get("x") == 1
    assert after.open(cookie).get("x") is None
    session = between.open(None)
    session["x"] = 2
    cookie = between.save(session)
    assert after.open(cookie).get("x") == 2
    assert before.open(cookie).get("x") is None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_tampered_cookie_is_an_unknown_one(store, data):
    session = store.open(None)
    session.login("42")
    cookie = store.save(session)
    at = data.draw(st.integers(0, len(cookie)))
    put = data.draw(st.text(max_size=3))
    cut = data.draw(st.integers(0, 3))
    tampered = cookie[:at] + put + cookie[at + cut :]
    found = store.open(tampered)
    if tampered != cookie:
        assert found.user_id is None
        assert not found.modified
        assert store.save(found) is None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cookie=st.text()
    | st.binary().map(lambda raw: raw.decode("latin-1"))
    | st.from_regex(r"[\w-]*\.[\w-]*\.[\w-]*")
)
def test_no_cookie_raises_and_none_is_adopted(store, cookie):
    session = store.open(cookie)
    assert session.user_id is None
    session["x"] = 1
    sent = store.save(session)
    assert sent
    assert sent.rpartition(".")[0] not in cookie


def test_a_cookie_of_one_store_means_nothing_to_the_other(redis_py, cookie_store, make_store_with):
    session = cookie_store.open(None)
    session.login("42")
    cookie = cookie_store.save(session)
    other = make_store_with([KEY], backend="redis", url="redis://127.0.0.1:1/0")
    assert other.open(cookie).user_id is None
    assert other.open(cookie).available  # Redis was not even asked


def test_the_cookie_is_bound_to_the_host_on_https():
    assert cookie_name(True) == "__Host-asok_session"
    assert cookie_name(False) == "asok_session"


def test_each_request_makes_one_mac_each_way_at_most(store, monkeypatch):
    made = []
    mac = seal.blake2b
    monkeypatch.setattr(seal, "blake2b", lambda *given, **how: made.append(1) or mac(*given, **how))
    session = store.open(None)
    session["x"] = 1
    session.login("7")
    cookie = store.save(session)
    assert len(made) == 1
    made.clear()
    session = store.open(cookie)
    assert session.user_id == "7"
    assert session.csrf_secret
    assert len(made) == 1
    session.flash("a", "b")
    store.save(session)
    assert len(made) <= 2


def test_a_session_first_read_after_the_headers_are_sent_is_an_error(store):
    """The answer said neither ``Vary: Cookie`` nor ``private``: a shared cache may keep it."""
    session = store.open(None)
    store.save(session)
    with pytest.raises(SessionError, match="first read after"):
        session.get("x")
