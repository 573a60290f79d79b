"""Whatever is sent: nothing raises, nothing is shown unescaped, what holds is of its type."""

import re
import time as clock
from datetime import date, datetime, time

import pytest
from asok_server.forms import Form
from asok_server.forms.text_rules import LONGEST_PLAIN_EMAIL, PLAIN_EMAIL
from email_validator import validate_email
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

RULES = [
    "required", "email", "min:2", "max:3", "between:2,5", "numeric", "integer", "digits", "digits:3",
    "in:a,b", r"regex:\w+(\s\w+)*", "url", "date", "boolean", "slug", "uuid", "alpha", "alpha_num",
    "confirmed", "same:other", "required_if:other,a", "required_with:other",
    "numeric|min:3", "date|max:2024-01-01",
]  # fmt: skip
CONTROLS = [
    "text", "email", "password", "textarea", "number", "hidden", "select", "checkbox", "radio", "date",
    "time", "datetime_local", "month", "search", "url", "tel", "color", "range",
]  # fmt: skip
TYPES = {
    "number": int | float | None,
    "range": int | float | None,
    "date": date | None,
    "time": time | None,
    "datetime_local": datetime | None,
    "checkbox": bool,
    "month": str | None,
    "color": str | None,
    "select": str | None,
    "radio": str | None,
}
HOSTILE = st.sampled_from(
    [
        "<script>", "'\"><b>", "&amp;", "{{ 7 }}", "{label}", "\0", "\ud800", "NaN", "inf", "1e999",
        "9" * 5000, "٣", "\u00a0", "0000-00-00", "2024-02-30", "99:99", "http://[",
        "http://a:b", "a@[", "@", "a" * 40 + "!",
    ]
)  # fmt: skip
TEXTS = st.text(max_size=40) | HOSTILE | st.text("0123456789-:.TeE+ ", max_size=20)


class Sent:
    """A request at hand's width: hypothesis sends more than bytes can carry, such as lone surrogates."""

    method = "POST"

    def __init__(self, values, files=None):
        self.form = Values(values)
        self.files = Values(files or {})

    def __(self, key, /, **arguments):
        return key


class Values:
    def __init__(self, lists):
        self.lists = lists

    def get(self, key):
        return next(iter(self.lists.get(key, ())), None)

    def getlist(self, key):
        return list(self.lists.get(key, ()))

    def __contains__(self, key):
        return key in self.lists


def inert(html: str) -> bool:
    """Tell whether markup, tags of our own apart, is gone from some HTML, and it can be encoded."""
    html.encode()
    return "\0" not in html and "<script" not in html and "<b>" not in html


@pytest.mark.parametrize("rule", RULES)
@settings(deadline=None, max_examples=25)
@given(text=TEXTS, other=TEXTS)
@example(text="a" * 2_000, other="")
def test_no_text_makes_a_rule_raise(rule, text, other):
    form = Form(
        {"field": Form.text("Field", [*rule.split("|")]), "other": Form.text("Other")},
        Sent({"field": [text], "other": [other], "field_confirmation": [other]}),
    )
    assert form.validate() is not bool(form.errors)
    assert inert(str(form))
    assert inert("".join(form.errors.values()))


@settings(deadline=None, max_examples=60)
@given(
    local=st.text("abzAZ09_+-.", min_size=1, max_size=30),
    labels=st.lists(st.text("abzAZ09-", min_size=1, max_size=12), min_size=1, max_size=3),
    last=st.sampled_from(["com", "NET", "fr", "xn", "test", "uk"]),
)
def test_the_library_takes_every_address_that_is_not_put_to_it(local, labels, last):
    text = f"{local}@{'.'.join([*labels, last])}"
    if len(text) <= LONGEST_PLAIN_EMAIL and PLAIN_EMAIL.fullmatch(text):
        validate_email(text, check_deliverability=False)


@pytest.mark.parametrize("control", CONTROLS)
@settings(deadline=None, max_examples=25)
@given(texts=st.lists(TEXTS, max_size=3))
def test_no_control_raises_and_what_holds_is_of_its_type(control, texts):
    options = {"options": ["a", "b"]} if control in {"select", "radio"} else {}
    form = Form({"field": getattr(Form, control)("Field", **options)}, Sent({"field": texts}))
    if form.validate():
        assert isinstance(form.data["field"], TYPES.get(control, str))
    assert inert(str(form))


@pytest.mark.parametrize("control", ["text", "textarea", "search", "hidden", "number"])
@settings(deadline=None, max_examples=40)
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_a_browser_reads_back_what_was_sent(control, text):
    form = Form({"field": getattr(Form, control)("Field", "in:never")}, Sent({"field": [text]}))
    form.validate()
    html = str(form.field.input)
    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", html, re.DOTALL) or re.search(
        r' value="([^"]*)"', html
    )
    assert Markup(found[1] if found else "").unescape() == form.field.value


@settings(deadline=None, max_examples=40)
@given(
    label=st.text(st.characters(codec="utf-8"), min_size=1),
    error=st.text(st.characters(codec="utf-8"), min_size=1),
)
def test_labels_and_errors_are_escaped_exactly_once(label, error):
    form = Form({"field": Form.text(label)}, Sent({}))
    form.errors["field"] = error
    assert re.sub(r"<[^>]*>", "", form.field.label) == Markup.escape(label)
    assert re.sub(r"<[^>]*>", "", form.field.error) == Markup.escape(error)


@settings(deadline=None, max_examples=40)
@given(
    names=st.lists(st.text(min_size=1, max_size=8), max_size=4, unique=True),
    values=st.dictionaries(st.text(max_size=8), TEXTS, max_size=4),
)
def test_no_names_in_what_was_sent_disturb_a_form(names, values):
    form = Form(
        {"field": Form.text("Field", ["required"])}, Sent({name: [text] for name, text in values.items()})
    )
    assert form.validate() is bool(values.get("field", "").strip()) or form.errors
    assert set(form.data) == {"field"}


@settings(deadline=None, max_examples=50)
@given(content=st.binary(max_size=200), extension=st.sampled_from(["png", "docx", "txt", "wav", "exe"]))
def test_no_content_of_a_file_makes_a_rule_raise(request_of, content, extension):
    fields = {"a": Form.file("A", "image"), "b": Form.files("B", "ext:png,gif,pdf,docx,txt,csv,wav")}
    upload = (f"x.{extension}", content)
    form = Form(fields, request_of(files={"a": upload, "b": [upload, upload]}))
    form.validate()
    assert inert(str(form))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("unit", ["a", "9", "a-", "\r", "é", "\U0001d7d8", "a.", "a@"])
def test_the_longest_text_that_a_form_takes_costs_less_than_a_second(rule, unit):
    text = unit * (2 * 1024 * 1024 // len(unit.encode()))
    form = Form({"field": Form.text("Field", rule)}, Sent({"field": [text], "other": [text]}))
    begin = clock.process_time()
    form.validate()
    assert clock.process_time() - begin < 1
