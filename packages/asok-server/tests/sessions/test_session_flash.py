"""Rule 17, flash: in the session, appended, consumed only by an answer that shows it."""

import pytest
from asok_server.flash import Flash, Flashes


@pytest.fixture
def flashed(store):
    """The cookie of a session with two messages."""
    session = store.open(None)
    session.flash("success", "Saved")
    session.flash("error", "But not sent")
    return store.save(session)


def shown(session, *categories):
    return [(flash.category, flash.message) for flash in session.flashes.messages(*categories)]


def test_messages_are_shown_in_the_order_they_were_said(store, flashed):
    assert shown(store.open(flashed)) == [("success", "Saved"), ("error", "But not sent")]


def test_a_message_is_appended_and_overwrites_none(store, flashed):
    session = store.open(flashed)
    session.flash("success", "Saved")
    cookie = store.save(session) or flashed
    assert [message for _, message in shown(store.open(cookie))] == ["Saved", "But not sent", "Saved"]


def test_an_answer_that_shows_them_consumes_them(store, flashed):
    session = store.open(flashed)
    shown(session)
    cookie = store.save(session)
    assert shown(store.open(flashed if cookie is None else cookie)) == []


def test_an_answer_that_shows_none_consumes_none(store, flashed):
    session = store.open(flashed)
    session["x"] = 1
    cookie = store.save(session) or flashed
    assert len(shown(store.open(cookie))) == 2


def test_a_page_that_fails_after_showing_them_loses_none(store, flashed):
    shown(store.open(flashed))  # and is never saved
    assert len(shown(store.open(flashed))) == 2


def test_an_answer_that_was_replaced_after_showing_them_loses_none(store, flashed):
    session = store.open(flashed)
    shown(session)
    session.flashes.keep()
    assert not session.modified
    assert store.save(session) is None
    assert len(shown(store.open(flashed))) == 2


def test_asking_again_in_one_page_gives_the_same(store, flashed):
    session = store.open(flashed)
    assert shown(session) == shown(session) != []


def test_a_message_said_in_this_request_is_shown_by_its_own_page(store):
    session = store.open(None)
    session.flash("success", "Sent!")
    assert shown(session) == [("success", "Sent!")]
    assert store.save(session) is None


def test_a_page_may_show_one_category_and_the_others_wait(store, flashed):
    session = store.open(flashed)
    assert shown(session, ["error"]) == [("error", "But not sent")]
    assert shown(session, "err") == []
    cookie = store.save(session) or flashed
    assert shown(store.open(cookie)) == [("success", "Saved")]


def test_asking_whether_there_are_any_consumes_none(store, flashed):
    session = store.open(flashed)
    messages = session.flashes.messages()
    assert messages
    assert len(messages) == 2
    assert messages == [Flash("success", "Saved"), Flash("error", "But not sent")]
    assert not session.modified


def test_two_equal_messages_are_two(store):
    session = store.open(None)
    session.flash("info", "again")
    session.flash("info", "again")
    session = store.open(store.save(session))
    assert session.flashes.messages()[0].message == "again"
    assert [flash.message for flash in session.flashes.left] == ["again"]


def test_what_is_said_is_kept_as_text(store):
    session = store.open(None)
    session.flash("info", 42)
    session.flash("info", "<b>é\ud800</b>")
    session = store.open(store.save(session))
    assert [message for _, message in shown(session)] == ["42", "<b>é\ud800</b>"]


def test_a_template_escapes_a_message_like_any_text(store):
    jinja2 = pytest.importorskip("jinja2")
    template = jinja2.Environment(autoescape=True).from_string(
        "{% for msg in get_flashed_messages() %}<p class={{ msg.category }}>{{ msg.message }}</p>{% endfor %}"
    )
    session = store.open(None)
    session.flash("info", "<script>")
    page = template.render(get_flashed_messages=session.flashes.messages)
    assert page == "<p class=info>&lt;script&gt;</p>"
    assert session.flashes.left == []


def test_a_slice_shows_what_it_takes():
    flashes = Flashes([Flash("a", "1"), Flash("a", "2"), Flash("a", "3")])
    assert [flash.message for flash in flashes.messages()[:2]] == ["1", "2"]
    assert [flash.message for flash in flashes.left] == ["3"]
