import time
from unittest.mock import patch

import pytest
from asok_request.cookies import parse_cookies
from asok_server.cookies import CookieError, set_cookie, sign, unsign
from hypothesis import given, settings
from hypothesis import strategies as st

OLD, NEW, OTHER = "old-key-" * 5, "new-key-" * 5, "other-key-" * 5

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@settings(deadline=None)
@given(text)
def test_a_signed_value_survives_the_way_to_the_browser_and_back(value):
    header = set_cookie("cart", sign("cart", value, [NEW]))
    assert unsign("cart", parse_cookies(header.partition(";")[0])["cart"], [NEW]) == value


def test_the_first_key_signs_and_all_verify():
    assert unsign("a", sign("a", "v", [NEW, OLD]), [NEW]) == "v"
    assert unsign("a", sign("a", "v", [NEW, OLD]), [OLD]) is None
    assert unsign("a", sign("a", "v", [OLD]), [NEW, OLD]) == "v"
    assert unsign("a", sign("a", "v", [OTHER]), [NEW, OLD]) is None


def test_a_value_that_is_no_text_is_not_signed():
    with pytest.raises(CookieError, match="text, not int"):
        sign("a", 5, [NEW])


def test_a_value_of_one_cookie_is_no_value_of_another():
    assert unsign("b", sign("a", "v", [NEW]), [NEW]) is None


def test_any_change_breaks_the_signature():
    signed = sign("a", "v", [NEW])
    for position in range(len(signed)):
        changed = signed[:position] + chr(ord(signed[position]) ^ 1) + signed[position + 1 :]
        # the last character of base64 has two bits that mean nothing
        assert unsign("a", changed, [NEW]) is None or position == len(signed) - 1
    assert unsign("a", signed[:-1], [NEW]) is None
    assert unsign("a", "v", [NEW]) is None


def test_max_age_is_enforced():
    signed = sign("a", "v", [NEW])
    assert unsign("a", signed, [NEW], max_age=10) == "v"
    for now in (time.time() + 12, time.time() - 10):
        with patch("time.time", lambda now=now: now):
            assert unsign("a", signed, [NEW], max_age=10) is None
            assert unsign("a", signed, [NEW]) == "v"


def test_what_is_no_utf_8_can_not_be_signed():
    with pytest.raises(CookieError, match="UTF-8"):
        sign("a", "\ud800", [NEW])


@settings(deadline=None)
@given(st.text())
def test_nothing_that_is_sent_raises(signed):
    assert unsign("a", signed, [NEW], max_age=5) is None
