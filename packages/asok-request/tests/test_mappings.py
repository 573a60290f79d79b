import copy
import json
import pickle
from datetime import date
from decimal import Decimal

import pytest
from asok_request import (
    FrozenDict,
    Headers,
    InvalidValue,
    LimitExceeded,
    MalformedJSON,
    MissingKey,
    MultiDict,
    RequestError,
)
from hypothesis import given, settings
from hypothesis import strategies as st

PAIRS = [("a", "1"), ("b", ""), ("a", "2"), ("c", "3"), ("a", "1")]


def test_a_key_is_its_first_value_and_getlist_all_of_them():
    m = MultiDict(PAIRS)
    assert m["a"] == "1"
    assert m.getlist("a") == ["1", "2", "1"]
    assert m.getlist("b") == [""]
    assert m.getlist("none") == []
    assert m.get("a") == "1"
    assert m.get("none") is None
    assert m.get("none", "x") == "x"


def test_a_value_can_be_asked_for_as_a_type():
    m = MultiDict([("page", "3"), ("id", "1"), ("id", "2"), ("price", "1.50"), ("day", "2026-02-01")])
    assert m.get("page", 1, int) == m.get("page", type=int) == 3
    assert m.get("none", 1, type=int) == 1
    assert m.get("none", type=int) is None
    assert m.getlist("id", int) == [1, 2]
    assert m.getlist("none", type=int) == []
    assert m.get("price", type=Decimal) == Decimal("1.50")
    assert m.get("day", type=date.fromisoformat) == date(2026, 2, 1)


def test_a_value_of_another_type_is_a_400_that_names_it():
    m = MultiDict([("page", "x"), ("id", "1"), ("id", "9" * 5000)], "query parameter")
    for ask in (
        lambda: m.get("page", 1, int),
        lambda: m.get("page", type=Decimal),
        lambda: m.getlist("id", int),
        lambda: m.get("page", type=lambda text: text + 1),
    ):
        with pytest.raises(
            InvalidValue, match=r"the query parameter '(page|id)' is no valid (int|Decimal|value)$"
        ) as caught:
            ask()
        assert isinstance(caught.value, RequestError)
        assert isinstance(caught.value, ValueError)
        assert (caught.value.status, caught.value.key in m) == (400, True)


def test_a_control_that_was_left_empty_counts_as_none_for_types_that_know_no_empty_value():
    m = MultiDict([("page", ""), ("id", ""), ("id", "2")])
    assert m.get("page", 1, int) == 1
    assert m.getlist("id", int) == [2]
    assert m.get("page", "x", str) == ""


def test_the_order_is_kept():
    m = MultiDict(PAIRS)
    assert list(m) == ["a", "b", "c"]
    assert list(m.items()) == [("a", "1"), ("b", ""), ("c", "3")]
    assert list(m.multi_items()) == PAIRS
    assert list(m.lists()) == [("a", ["1", "2", "1"]), ("b", [""]), ("c", ["3"])]
    assert (len(m), bool(m), bool(MultiDict())) == (3, True, False)


def test_a_missing_key_is_a_400_that_names_it_and_a_key_error():
    with pytest.raises(MissingKey, match="missing form field 'email'") as caught:
        MultiDict((), "form field")["email"]
    assert isinstance(caught.value, KeyError)
    assert isinstance(caught.value, RequestError)
    assert (caught.value.status, caught.value.key) == (400, "email")
    with pytest.raises(MissingKey) as caught:
        MultiDict()["é\x1b\n" + "x" * 10_000]
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


def test_nothing_can_be_changed():
    m, d = MultiDict(PAIRS), FrozenDict({"a": 1})
    with pytest.raises(TypeError):
        m["a"] = "2"
    with pytest.raises(TypeError):
        del m["a"]
    m.getlist("a").append("more")
    dict(m.lists())["a"].append("more")
    assert m.getlist("a") == ["1", "2", "1"]
    for change in (
        lambda: d.__setitem__("a", 2),
        lambda: d.pop("a"),
        lambda: d.update(a=2),
        lambda: d.setdefault("b", 2),
        lambda: d.clear(),
        lambda: d.popitem(),
        lambda: d.__delitem__("a"),
        lambda: d.__ior__({"a": 2}),
    ):
        with pytest.raises(TypeError):
            change()
    assert d == {"a": 1}


def test_they_equal_dicts_of_first_values_and_each_other_as_a_whole():
    assert MultiDict(PAIRS) == {"a": "1", "b": "", "c": "3"}
    assert MultiDict(PAIRS) == MultiDict(PAIRS)
    assert MultiDict(PAIRS) != MultiDict(PAIRS[:-1])
    assert MultiDict() != 1


def test_they_can_be_copied_pickled_and_dumped():
    m, d = MultiDict(PAIRS), FrozenDict({"a": 1}, "cookie")
    for each in (copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))):
        assert each(m) == m
        assert each(d) == d
        with pytest.raises(MissingKey, match="missing cookie"):
            each(d)["b"]
    assert json.dumps(d) == '{"a": 1}'
    assert dict(m) == {"a": "1", "b": "", "c": "3"}
    assert repr(MultiDict([("a", "1")])) == "MultiDict([('a', '1')])"


@pytest.mark.parametrize(
    "error", [MissingKey("cookie", "b"), LimitExceeded("max_form_fields", 3), MalformedJSON("x", 3, 1, 4)]
)
def test_errors_can_be_copied_and_sent_to_another_process(error):
    for each in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert type(each) is type(error)
        assert (str(each), each.status, vars(each)) == (str(error), error.status, vars(error))


def test_a_default_can_be_named():
    assert MultiDict().get("a", default="b") == "b"
    assert Headers({}).get("a", default="b") == "b"


def test_headers_are_found_in_any_case():
    headers = Headers(
        {
            "HTTP_X_FORWARDED_FOR": "1.2.3.4",
            "CONTENT_TYPE": "text/plain",
            "CONTENT_LENGTH": "",
            "PATH_INFO": "/",
        }
    )
    assert headers["x-forwarded-for"] == headers["X-FORWARDED-FOR"] == "1.2.3.4"
    assert headers["content-TYPE"] == "text/plain"
    assert "Content-Length" not in headers
    assert headers.get("content-length", "0") == "0"
    assert list(headers) == ["X-Forwarded-For", "Content-Type"]
    assert len(headers) == 2
    assert headers == {"X-Forwarded-For": "1.2.3.4", "Content-Type": "text/plain"}
    with pytest.raises(MissingKey, match="missing header 'Origin'"):
        headers["Origin"]


def test_header_values_are_utf_8_else_latin_1():
    headers = Headers({"HTTP_A": "caf\xc3\xa9", "HTTP_B": "caf\xe9"})
    assert headers["A"] == headers["B"] == "café"


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=2), st.text(max_size=3))))
def test_a_multidict_never_loses_or_reorders_a_pair(pairs):
    m = MultiDict(pairs)
    assert list(m.multi_items()) == pairs
    assert sum(map(len, dict(m.lists()).values())) == len(pairs)
    assert list(m) == list(dict.fromkeys(name for name, _ in pairs))
    for name, _ in pairs:
        assert m.getlist(name) == [value for other, value in pairs if other == name]
        assert m[name] == m.getlist(name)[0]
