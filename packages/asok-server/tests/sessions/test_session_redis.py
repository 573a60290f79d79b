"""Rule 2, session: what the Redis store alone promises."""

import os
import signal
import subprocess
import sys
import time
import warnings

import pytest
from asok_server.errors import ConfigError
from asok_server.flash import Flash
from asok_server.sessions import SessionUnavailable, make_store

pytestmark = [pytest.mark.redis, pytest.mark.usefixtures("redis_py")]

KEY = "a-key-for-tests-of-sessions-0123456789"


def begun(store, **values) -> str:
    session = store.open(None)
    session.update(values)
    return store.save(session)


def change(store, cookie, **values) -> str:
    session = store.open(cookie)
    session.update(values)
    return store.save(session) or cookie


def messages(store, cookie) -> list[str]:
    return [flash.message for flash in store.open(cookie).flashes.messages()]


# What the cookie holds


def test_the_cookie_holds_a_random_id_and_nothing_else(redis_store):
    assert len({begun(redis_store, x="y" * 5000) for _ in range(3)}) == 3
    assert len(begun(redis_store, x="y" * 5000)) < 120


def test_an_id_that_redis_does_not_know_is_not_adopted(redis_store, client):
    cookie = begun(redis_store, x=1)
    client.flushdb()
    session = redis_store.open(cookie)
    session["y"] = 2
    fresh = redis_store.save(session)
    assert fresh.split(".")[1] != cookie.split(".")[1]
    assert not dict(redis_store.open(cookie))
    assert dict(redis_store.open(fresh)) == {"y": 2}


def test_a_login_moves_the_session_and_leaves_nothing_under_the_old_id(redis_store, client):
    cookie = begun(redis_store, x=1)
    session = redis_store.open(cookie)
    session.login("42")
    redis_store.save(session)
    assert len(client.keys("*")) == 1
    assert not dict(redis_store.open(cookie))


def test_a_logout_leaves_nothing(redis_store, client):
    session = redis_store.open(None)
    session.login("42")
    session = redis_store.open(redis_store.save(session))
    session.logout()
    redis_store.save(session)
    assert client.keys("*") == []


def test_every_session_runs_out(redis_store, client):
    begun(redis_store, x=1)
    [key] = client.keys("*")
    assert 990 <= client.ttl(key) <= 1000


def test_a_change_gives_the_session_its_whole_life_again(redis_store, client):
    cookie = begun(redis_store, x=1)
    [key] = client.keys("*")
    client.expire(key, 10)
    change(redis_store, cookie, x=2)
    assert client.ttl(key) > 990


# Two requests at once


def test_two_requests_at_once_change_different_keys_and_lose_none(redis_store):
    cookie = begun(redis_store, x=0)
    first, second = redis_store.open(cookie), redis_store.open(cookie)
    first["a"], second["b"] = 1, 2
    del second["x"]
    redis_store.save(first)
    redis_store.save(second)
    assert dict(redis_store.open(cookie)) == {"a": 1, "b": 2}


def test_two_requests_at_once_flash_and_lose_no_message(redis_store):
    cookie = begun(redis_store, x=0)
    first, second = redis_store.open(cookie), redis_store.open(cookie)
    first.flash("info", "one")
    second.flash("info", "two")
    redis_store.save(second)
    redis_store.save(first)
    assert sorted(messages(redis_store, cookie)) == ["one", "two"]


def test_a_message_flashed_while_another_request_shows_the_last_one_waits(redis_store):
    session = redis_store.open(None)
    session.flash("info", "old")
    cookie = redis_store.save(session)
    showing, flashing = redis_store.open(cookie), redis_store.open(cookie)
    assert list(showing.flashes.messages()) == [Flash("info", "old")]
    flashing.flash("info", "new")
    assert redis_store.save(showing) is None
    redis_store.save(flashing)
    assert messages(redis_store, cookie) == ["new"]


def test_a_message_flashed_while_another_request_logs_in_is_not_lost(redis_store):
    cookie = begun(redis_store, x=0)
    entering, flashing = redis_store.open(cookie), redis_store.open(cookie)
    entering.login("42")
    flashing.flash("info", "hello")
    redis_store.save(flashing)
    assert messages(redis_store, redis_store.save(entering)) == ["hello"]


def test_messages_keep_their_order(redis_store):
    cookie = begun(redis_store, x=0)
    for number in range(12):
        session = redis_store.open(cookie)
        session.flash("info", number)
        session.flash("info", f"{number}b")
        redis_store.save(session)
    assert messages(redis_store, cookie) == [text for n in range(12) for text in (str(n), f"{n}b")]


# Redis away


def test_a_session_reads_as_empty_while_redis_is_away_and_as_it_was_when_it_is_back(
    redis_store, redis_server
):
    session = redis_store.open(None)
    session.login("42")
    session.flash("info", "hello")
    cookie = redis_store.save(session)
    os.kill(redis_server.process.pid, signal.SIGSTOP)
    try:
        session = redis_store.open(cookie)
        started = time.monotonic()
        assert not dict(session)
        assert time.monotonic() - started < 5
        assert session.user_id is None
        assert not session.available
        assert not session.flashes.messages()
        assert redis_store.save(session) is None
    finally:
        os.kill(redis_server.process.pid, signal.SIGCONT)
    assert redis_store.open(cookie).user_id == "42"
    assert messages(redis_store, cookie) == ["hello"]


@pytest.mark.parametrize(
    "write",
    [
        lambda s: s.update(x=1),
        lambda s: s.login("42"),
        lambda s: s.logout(),
        lambda s: s.flash("info", "hello"),
        lambda s: s.stored_csrf_secret,
    ],
)
def test_a_change_while_redis_is_away_is_a_503_where_it_is_made(redis_store, redis_server, write):
    cookie = begun(redis_store, x=1)
    redis_server.stop()
    session = redis_store.open(cookie)
    with pytest.raises(SessionUnavailable) as raised:
        write(session)
    assert raised.value.status == 503


def test_a_change_of_a_new_session_while_redis_is_away_is_a_503_when_it_is_saved(redis_store, redis_server):
    redis_server.stop()
    session = redis_store.open(None)
    session["x"] = 1
    with pytest.raises(SessionUnavailable):
        redis_store.save(session)


def test_redis_that_goes_between_reading_and_saving_is_a_503(redis_store, redis_server):
    session = redis_store.open(begun(redis_store, x=1))
    session["x"] = 2
    redis_server.stop()
    with pytest.raises(SessionUnavailable):
        redis_store.save(session)


def test_a_page_with_a_form_is_shown_while_redis_is_away(redis_store, redis_server):
    cookie = begun(redis_store, x=1)
    redis_server.stop()
    for given in (cookie, None):
        session = redis_store.open(given)
        assert session.csrf_secret
        assert redis_store.save(session) is None


def test_a_page_that_showed_a_message_is_sent_when_it_can_not_be_consumed_and_the_message_stays(
    redis_store, client
):
    session = redis_store.open(None)
    session.flash("info", "hello")
    cookie = redis_store.save(session)
    session = redis_store.open(cookie)
    assert list(session.flashes.messages())
    client.config_set("min-replicas-to-write", 1)  # it reads, and writes nothing
    assert redis_store.save(session) is None
    session = redis_store.open(cookie)
    session["x"] = 1
    with pytest.raises(SessionUnavailable):
        redis_store.save(session)
    client.config_set("min-replicas-to-write", 0)
    assert messages(redis_store, cookie) == ["hello"]


def test_a_redis_that_was_restarted_is_used_at_once(redis_store, redis_server):
    begun(redis_store, x=1)
    redis_server.stop()
    redis_server.start()
    assert dict(redis_store.open(begun(redis_store, x=2))) == {"x": 2}


def test_a_store_is_made_while_redis_is_away(tmp_path):
    store = make_store(keys=[KEY], folder=tmp_path, backend="redis", redis_url="redis://127.0.0.1:1/0")
    assert not store.open(None).touched


# Processes


def test_forked_workers_use_connections_of_their_own(redis_store):
    cookie = begun(redis_store, parent=0)  # the connection is there before the fork
    children = [in_a_fork(lambda key=key: count(redis_store, cookie, key)) for key in ("one", "two")]
    count(redis_store, cookie, "parent")
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    assert dict(redis_store.open(cookie)) == {"parent": 29, "one": 29, "two": 29}


def count(store, cookie, key) -> None:
    for number in range(30):
        change(store, cookie, **{key: number})


def in_a_fork(work) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return child


def test_another_machine_knows_the_session_and_its_end(redis_store, redis_server, tmp_path):
    session = redis_store.open(None)
    session.login("42")
    cookie = redis_store.save(session)
    program = f"""
import sys
from pathlib import Path
from asok_server.sessions import make_store
url = {redis_server.url!r}
store = make_store(keys=[{KEY!r}], lifetime=1000, folder=Path(), backend="redis", redis_url=url)
session = store.open({cookie!r})
assert session.user_id == "42"
session.logout()
assert store.save(session) == ""
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path, timeout=60)
    assert redis_store.open(cookie).user_id is None


# Configuration


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost",
        "http://localhost",
        "redis://localhost:port",
        "redis://localhost/first",
        "redis://localhost/1/2",
        "redis://localhost?timeout=3",
        "redis://localhost?protocol=9",
        "rediss://localhost?ssl_cert_reqs=maybe",
    ],
)
def test_a_url_that_is_none_stops_the_start(tmp_path, url):
    with pytest.raises(ConfigError, match="REDIS_URL"):
        make_store(keys=[KEY], folder=tmp_path, backend="redis", redis_url=url)


def test_one_connection_is_enough(redis_server, tmp_path):
    url = f"{redis_server.url}?max_connections=1"
    store = make_store(keys=[KEY], folder=tmp_path, backend="redis", redis_url=url)
    session = store.open(None)
    session["x"] = 1
    assert store.open(store.save(session))["x"] == 1
