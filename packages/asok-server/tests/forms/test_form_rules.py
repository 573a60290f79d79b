"""Each rule: what it takes and what it refuses."""

from datetime import date

import pytest
from asok_server.forms import Form, FormError

TAKEN = {
    "required": ["x", "0", "false", "\u00e9"],
    "email": [
        "ada@example.com",
        "a.b+c@sub.example.co.uk",
        "用户@例子.广告",
        "o'neil@example.org",
        "a" * 64 + "@example.com",
    ],
    "url": [
        "https://example.com",
        "http://localhost:8000/a?b=c#d",
        "HTTPS://EXAMPLE.COM/",
        "https://例子.测试/路",
        "http://127.0.0.1/",
        "http://[::1]:80/",
        "https://user:pass@example.com/",
    ],
    "numeric": ["0", "-1", "1.5", ".5", "1e3", "-1.5E-3", "1" + "0" * 300],
    "integer": ["0", "-12", "007", "9" * 300],
    "digits": ["0", "0123456789"],
    "digits:4": ["0123"],
    "boolean": ["1", "0", "true", "FALSE", "on", "off", "yes", "no"],
    "date": ["2024-02-29", "0001-01-01", "9999-12-31"],
    "slug": ["a", "a-b-2", "2024"],
    "uuid": ["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"],
    "alpha": ["abc", "éàü", "हिन्दी", "مرحبا", "汉字"],
    "alpha_num": ["abc1", "٣", "汉字2"],
    "in:a,b": ["a", "b"],
    "in: a , b c": ["a", "b c"],
    r"regex:[a-c]+\d": ["abc1"],
    "regex:^x$": ["x"],
    "min:2": ["ab", "éé", "😀😀"],
    "max:2": ["", "ab", "😀😀"],
    "between:2,3": ["ab", "abc"],
    "integer|min:18": ["18", "1000"],
    "numeric|max:1.5": ["1.5", "-3", "1.49"],
    "numeric|between:-1,1": ["-1", "0.5", "1"],
    "date|min:2024-01-01": ["2024-01-01", "2025-06-30"],
    "date|between:2024-01-01,2024-12-31": ["2024-12-31"],
}
REFUSED = {
    "required": ["", " ", "\t\n", "\u00a0\u2003", "\u200b", "\u2060 \ufeff", "\u00ad", "\x1b"],
    "email": [
        "x",
        "a@",
        "@b.c",
        "a b@example.com",
        "a@example",
        "a@@example.com",
        "a@example.com,b@example.com",
        "a" * 65 + "@example.com",
    ],
    "url": [
        "example.com",
        "//example.com",
        "javascript:alert(1)",
        "ftp://example.com",
        "http://",
        "http:///x",
        "http://a b.com",
        "http://exa\\mple.com",
        "http://a..b/",
        "http://-a.com/",
        "http://1.2.3/",
        "http://256.1.1.1/",
        "http://[::1",
        "http://[zz]/",
        "http://a:99999/",
        "http://a:b/",
        "https://example.com/\u00a0x",
        "https://" + "a" * 3000,
    ],
    "numeric": [
        "x",
        "1.",
        "+1",
        "1_000",
        "1,5",
        "NaN",
        "inf",
        "-Infinity",
        "1e999",
        "0x1f",
        "٣",
        "1 2",
        "9" * 400,
    ],
    "integer": ["1.0", "1e3", "--1", "٣", "½", "²", "9" * 5000],
    "digits": ["-1", "1.0", "٣", "²", "a"],
    "digits:4": ["123", "12345"],
    "boolean": ["2", "maybe", "y"],
    "date": [
        "2024-2-1",
        "20240201",
        "2023-02-29",
        "0000-01-01",
        "2024-W01-1",
        "24-01-01",
        "2024-01-01T00:00",
        "٢٠٢٤-٠١-٠١",
    ],
    "slug": ["A", "a--b", "-a", "a-", "a_b", "é"],
    "uuid": ["123e4567e89b12d3a456426614174000", "{123e4567-e89b-12d3-a456-426614174000}", "x"],
    "alpha": ["a1", "a b", "a-b", "_", "😀"],
    "alpha_num": ["a-1", "a b", "_"],
    "in:a,b": ["A", "c", "a,b"],
    r"regex:[a-c]+\d": ["abc", "xabc1", "abc1x"],
    "regex:.*": ["x" * 1001],
    "min:2": ["a", "é", "😀"],
    "max:2": ["abc"],
    "between:2,3": ["a", "abcd"],
    "integer|min:18": ["17", "-100"],
    "numeric|max:1.5": ["1.51", "1e300"],
    "numeric|between:-1,1": ["-1.01", "2"],
    "date|min:2024-01-01": ["2023-12-31"],
    "date|between:2024-01-01,2024-12-31": ["2025-01-01", "2023-12-31"],
}


def pairs(table):
    return [(rules, text) for rules, texts in table.items() for text in texts]


@pytest.mark.parametrize(("rules", "text"), pairs(TAKEN))
def test_a_rule_takes_what_keeps_it(sent, rules, text):
    form = sent({"field": Form.text("Field", rules)}, {"field": text})
    assert form.validate(), form.errors


@pytest.mark.parametrize(("rules", "text"), pairs(REFUSED))
def test_a_rule_refuses_what_breaks_it(sent, rules, text):
    form = sent({"field": Form.text("Field", rules)}, {"field": text})
    assert not form.validate()
    assert form.errors["field"].startswith("Field ")


@pytest.mark.parametrize("rules", [rules for rules in REFUSED if "required" not in rules])
@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200b"])
def test_an_optional_field_may_be_empty(sent, rules, text):
    assert sent({"field": Form.text("Field", rules)}, {"field": text}).validate()
    assert sent({"field": Form.text("Field", rules)}, {}).validate()


def test_nothing_is_kept_of_a_line_that_can_not_be_seen(sent):
    fields = {"name": Form.text("Name"), "mail": Form.email("Mail"), "age": Form.number("Age")}
    form = sent(fields, dict.fromkeys(fields, " \u200b\ufeff "))
    assert form.validate()
    assert form.data == {"name": "", "mail": "", "age": None}


@pytest.mark.parametrize(
    "text", ["\u200dx", "\u0645\u06cc\u200c", "\U0001f469\u200d\U0001f4bb", "\u200f\u05d0"]
)
def test_zero_width_characters_beside_others_stay(sent, text):
    form = sent({"name": Form.text("Name", "required")}, {"name": text})
    assert form.validate()
    assert form.data == {"name": text}


@pytest.mark.parametrize("field", [Form.textarea("A", "required"), Form.password("A", "required")])
def test_what_can_not_be_seen_fills_no_field_of_any_kind(sent, field):
    assert not sent({"a": field}, {"a": "\u200b\n\u2060"}).validate()


def test_rules_may_be_a_list_so_that_a_regex_can_hold_a_bar(sent):
    fields = {"size": Form.text("Size", ["required", r"regex:(s|m|l):\d"])}
    assert sent(fields, {"size": "m:1"}).validate()
    assert not sent(fields, {"size": "x"}).validate()


@pytest.mark.parametrize(
    ("values", "valid"),
    [
        ({"password": "abc ", "password_confirmation": "abc "}, True),
        ({"password": "abc", "password_confirmation": "ab"}, False),
        ({"password": "abc"}, False),
        ({"password": ""}, True),
    ],
)
def test_confirmed_looks_at_the_confirmation(sent, values, valid):
    fields = {"password": Form.password("Password", "confirmed")}
    assert sent(fields, values).validate() is valid
    both = fields | {"password_confirmation": Form.password("Again")}
    assert sent(both, values).validate() is valid


def test_the_confirmation_of_a_nested_field_is_its_neighbour(sent):
    fields = {"user[password]": Form.password("Password", "confirmed")}
    assert sent(fields, {"user[password]": "x", "user[password_confirmation]": "x"}).validate()


def test_same_compares_with_another_field_and_names_it(sent):
    fields = {"a": Form.text("First", "same:b"), "b": Form.text("Second")}
    assert sent(fields, {"a": "x", "b": "x"}).validate()
    form = sent(fields, {"a": "x", "b": "y"})
    assert not form.validate()
    assert form.errors == {"a": "First and Second must be the same."}


@pytest.mark.parametrize(
    ("values", "valid"),
    [
        ({"country": "fr"}, False),
        ({"country": "be"}, False),
        ({"country": "de"}, True),
        ({}, True),
        ({"country": "fr", "region": "Bretagne"}, True),
    ],
)
def test_required_if_looks_at_the_value_of_another_field(sent, values, valid):
    fields = {
        "country": Form.select("Country", "", ["fr", "be", "de"]),
        "region": Form.text("Region", "required_if:country,fr,be"),
    }
    assert sent(fields, values).validate() is valid


@pytest.mark.parametrize("tick", ["1", "true", "on", "yes"])
def test_required_if_understands_a_tick(sent, tick):
    fields = {"gift": Form.checkbox("Gift"), "to": Form.text("To", f"required_if:gift,{tick}")}
    assert not sent(fields, {"gift": "on"}).validate()
    assert sent(fields, {}).validate()


def test_required_if_may_look_at_the_button_that_was_pressed(sent):
    fields = {"title": Form.text("Title", "required_if:action,publish")}
    assert sent(fields, {"action": "draft"}).validate()
    form = sent(fields, {"action": "publish"})
    assert not form.validate()
    assert form.errors["title"] == "Title is required, given Action."


@pytest.mark.parametrize(
    ("values", "valid"),
    [({}, True), ({"a": " "}, True), ({"a": "x"}, False), ({"b": "x"}, False), ({"b": "x", "c": "y"}, True)],
)
def test_required_with_looks_at_whether_others_are_filled(sent, values, valid):
    fields = {"a": Form.text("A"), "b": Form.text("B"), "c": Form.text("C", "required_with:a,b")}
    form = sent(fields, values)
    assert form.validate() is valid
    if not valid:
        assert form.errors == {"c": "C is required together with A, B."}


@pytest.mark.parametrize(
    ("control", "text"),
    [
        ("email", "x"),
        ("url", "javascript:alert(1)"),
        ("number", "x"),
        ("range", "x"),
        ("date", "tomorrow"),
        ("time", "24:00"),
        ("time", "1:00"),
        ("datetime_local", "2024-01-01"),
        ("datetime_local", "2024-01-01T25:00"),
        ("month", "2024-13"),
        ("month", "0000-01"),
        ("color", "red"),
        ("color", "#12345"),
    ],
)
def test_a_control_demands_what_it_is_for_without_a_rule(sent, control, text):
    form = sent({"field": getattr(Form, control)("Field")}, {"field": text})
    assert not form.validate()
    assert form.errors["field"].startswith("Field must be")
    assert form.data == {"field": text}
    assert sent({"field": getattr(Form, control)("Field")}, {}).validate()


def test_the_digits_rule_keeps_leading_zeros(sent):
    form = sent({"pin": Form.text("PIN", "digits:4")}, {"pin": "0042"})
    assert form.validate()
    assert form.data == {"pin": "0042"}


@pytest.mark.parametrize(
    ("control", "texts", "valid"),
    [
        ("select", ["a"], True),
        ("select", ["c"], False),
        ("select", [], True),
        ("radio", ["b"], True),
        ("radio", ["<b>"], False),
    ],
)
def test_only_what_was_offered_can_be_chosen(sent, control, texts, valid):
    field = getattr(Form, control)("Field", "", ["a", "b"])
    assert sent({"field": field}, {"field": texts}).validate() is valid


def test_each_of_several_choices_must_have_been_offered(sent):
    fields = {"field": Form.select("Field", "", ["a", "b"], multiple=True)}
    assert sent(fields, {"field": ["a", "b"]}).validate()
    assert not sent(fields, {"field": ["a", "c"]}).validate()


def test_options_of_groups_can_be_chosen(sent):
    field = Form.select(
        "City", "", {"France": {"par": "Paris"}, "Italy": [("rom", "Rome")], "xx": "Elsewhere"}
    )
    for text in ("par", "rom", "xx"):
        assert sent({"city": field}, {"city": text}).validate()
    assert not sent({"city": field}, {"city": "France"}).validate()


@pytest.mark.parametrize(
    ("texts", "valid"),
    [([], True), (["1"], False), (["1", "2"], True), (["1", "2", "3"], False), (["1", "1"], False)],
)
def test_min_and_max_count_choices(sent, texts, valid):
    fields = {"field": Form.checkbox("Field", "between:2,2", options=[(1, "a"), (2, "b"), (3, "c")])}
    assert sent(fields, {"field": texts}).validate() is valid


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        ([], False),
        (["on"], True),
        (["1"], True),
        (["anything"], True),
        (["0"], False),
        (["false"], False),
        (["off"], False),
        ([""], False),
        (["0", "1"], True),
    ],
)
def test_a_checkbox_is_a_bool(sent, texts, value):
    form = sent({"agreed": Form.checkbox("Agreed", "required")}, {"agreed": texts})
    assert form.data == {"agreed": value}
    assert form.validate() is value


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (Form.text("", "integer"), "42", 42),
        (Form.text("", "numeric"), "4.5", 4.5),
        (Form.number(), "42", 42),
        (Form.number(), "4.0", 4.0),
        (Form.number(), "", None),
        (Form.range(), "7", 7),
        (Form.hidden("", "boolean"), "false", False),
        (Form.text("", "date"), "2024-05-01", date(2024, 5, 1)),
        (Form.month(), "2024-05", "2024-05"),
        (Form.color(), "#FF8800", "#ff8800"),
        (Form.select("", "", [(1, "One"), (2, "Two")]), "2", 2),
        (Form.select("", "", [(1, "One")]), "", None),
        (Form.select("", "", [("", "None of them"), ("a", "A")]), "", ""),
        (Form.radio("", "", [(True, "Yes"), (False, "No")]), "false", False),
        (Form.text(), "  Ada ", "Ada"),
        (Form.text(), "Ada\r\nBcc: x", "AdaBcc: x"),
        (Form.textarea(), " a\r\nb\rc\n", " a\nb\nc\n"),
        (Form.password(), " a b ", " a b "),
        (Form.hidden(), " a\r\n", " a\r\n"),
    ],
)
def test_data_has_the_type_of_its_field(sent, field, text, value):
    form = sent({"field": field}, {"field": text})
    assert form.validate(), form.errors
    assert form.data["field"] == value
    assert type(form.data["field"]) is type(value)


def test_the_lengths_of_a_textarea_are_those_that_the_browser_counts(sent):
    assert sent({"text": Form.textarea("Text", "max:3")}, {"text": "a\r\nb"}).validate()


@pytest.mark.parametrize("text", ["a\0b", "\0"])
@pytest.mark.parametrize("control", ["text", "textarea", "password", "hidden", "email", "select"])
def test_nul_is_refused_everywhere(sent, control, text):
    form = sent({"field": getattr(Form, control)("Field")}, {"field": text})
    assert not form.validate()


@pytest.mark.parametrize(
    "rules",
    [
        "requird",
        "required:1",
        "min",
        "min:x",
        "min:-1",
        "min:1.5",
        "max:",
        "between:1",
        "between:3,1",
        "between:1,2,3",
        "digits:x",
        "in",
        "regex:(",
        "regex:(a|b)",
        "regex:",
        "email:x",
        "same",
        "same:a,b",
        "required_if:a",
        "required_with",
        "integer|min:x",
        "integer|min:NaN",
        "date|min:yesterday",
        "ext:pdf",
        "size:10",
        "image",
        "confirmed:x",
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_when_the_form_is_defined(rules):
    with pytest.raises(FormError, match="rule"):
        Form.text("Field", rules)


@pytest.mark.parametrize("rule", ["requird", "REQUIRED", "Required"])
def test_a_misspelt_rule_is_recognized(rule):
    with pytest.raises(FormError, match="did you mean 'required'"):
        Form.text("Field", rule)


@pytest.mark.parametrize("rules", [None, 5, b"required", ["required", 5], [None]])
def test_rules_that_are_no_text_are_refused(rules):
    with pytest.raises(FormError, match="rules"):
        Form.text("Field", rules)


def test_what_is_wrong_with_a_definition_names_the_field():
    with pytest.raises(FormError, match=r"'Year of birth'.*'min:x'"):
        Form.number("Year of birth", "min:x")
    with pytest.raises(FormError, match=r"'Size'.*abc"):
        Form.select("Size", "", "abc")


def test_equal_rules_are_compiled_once():
    first, second = (Form.text(label, "required|min:2", value=label) for label in ("One", "Two"))
    assert first.rules is second.rules
    assert (first.label, first.initial, second.label, second.initial) == ("One", "One", "Two", "Two")


def test_equal_rules_of_different_controls_are_kept_apart():
    assert Form.text("L", "min:2").rules != Form.number("L", "min:2").rules
    assert Form.file("L", "max:2").rules != Form.files("L", "max:2").rules


@pytest.mark.parametrize(
    "make",
    [
        lambda: Form.text(5),
        lambda: Form.text(name="x"),
        lambda: Form.text(type="week"),
        lambda: Form.text(required=True),
        lambda: Form.text(choices=["a"]),
        lambda: Form.text(**{"a b": "c"}),
        lambda: Form.file(value="x"),
        lambda: Form.select("L", "", "abc"),
        lambda: Form.select("L", "", {"a": {"b": {"c": "d"}}}),
        lambda: Form.radio("L", "", {"a": {"b": "c"}}),
    ],
)
def test_a_definition_that_cannot_be_is_refused(make):
    with pytest.raises(FormError):
        make()
