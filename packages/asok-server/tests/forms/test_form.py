"""A form: when it holds, what it holds, and how its fields are reached."""

from datetime import date, datetime, time
from enum import Enum

import pytest
from asok_server.forms import BoundField, Form, FormError

NAME = {"name": Form.text("Name", "required|min:2")}


def test_a_form_that_keeps_its_rules_is_valid(sent):
    form = sent(NAME, {"name": "Ada"})
    assert form.validate() is True
    assert form.errors == {}
    assert form.data == {"name": "Ada"}


def test_a_form_that_breaks_a_rule_says_which_field(sent):
    form = sent(NAME, {"name": "A"})
    assert form.validate() is False
    assert form.errors == {"name": "Name must have at least 2 characters."}


@pytest.mark.parametrize("disabled", [True, lambda request: request.method == "POST"])
@pytest.mark.parametrize("values", [{}, {"plan": "gold"}])
def test_a_disabled_field_keeps_its_value_whatever_was_sent(sent, values, disabled):
    plan = Form.text("Plan", "required|in:gold", value="free", disabled=disabled)
    form = sent({"plan": plan, "card": Form.text("Card", "required_if:plan,gold")}, values)
    assert form.validate() is True
    assert form.data == {"plan": "free", "card": ""}
    assert 'value="free"' in form.plan.input


def test_a_request_is_asked_once_whether_a_field_is_disabled_and_not_before_it_matters(sent):
    asked = []
    plan = Form.text("Plan", value="free", disabled=lambda request: asked.append(request) or True)
    form = sent({"plan": plan}, {"plan": "gold"})
    assert not asked
    assert form.validate()
    assert (form.data, form.plan.value, len(asked)) == ({"plan": "free"}, "free", 1)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_nothing_is_valid_on_get_and_head(sent, method):
    form = sent(NAME, {"name": "Ada"}, method=method)
    assert form.validate() is False
    assert form.errors == {}
    assert form.data == {"name": ""}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_other_method_sends_a_form(sent, method):
    assert sent(NAME, {"name": "Ada"}, method=method).validate() is True


def test_no_body_is_read_before_something_asks_for_it(request_of):
    request = request_of({"name": "Ada"})
    Form(NAME, request)
    Form(NAME).bind(request)
    assert request.environ["wsgi.input"].tell() == 0


def test_the_first_rule_that_fails_gives_the_message(sent):
    fields = {"code": Form.text("Code", "required|min:5|digits")}
    messages = []
    for text in ("", "abc", "abcdef"):
        form = sent(fields, {"code": text})
        form.validate()
        messages.append(form.errors["code"])
    assert messages == [
        "Code is required.",
        "Code must have at least 5 characters.",
        "Code must be digits only.",
    ]


def test_validating_twice_gives_the_same(sent):
    form = sent(NAME, {"name": ""})
    assert form.validate() is form.validate() is False
    assert len(form.errors) == 1


def test_an_error_of_the_page_makes_the_form_invalid_and_is_shown(sent):
    form = sent(NAME, {"name": "Ada"})
    assert form.validate()
    form.errors["name"] = "Ada & others are taken."
    assert form.validate() is False
    assert "Ada &amp; others are taken." in form.name.error


def test_after_reset_the_form_is_as_it_was_defined(sent):
    form = sent({"name": Form.text("Name", "min:9", value="you")}, {"name": "Ada"}).fill({"name": "Eve"})
    form.validate()
    form.reset()
    assert form.errors == {}
    assert form.name.value == "you"
    assert form.data == {"name": "you"}
    assert form.validate() is False


def test_what_was_filled_in_is_shown_until_something_is_sent(sent):
    assert sent(NAME, method="GET").fill({"name": "Eve"}).name.value == "Eve"
    assert sent(NAME, {"name": "Ada"}).fill({"name": "Eve"}).name.value == "Ada"
    assert sent(NAME, {}).fill({"name": "Eve"}).name.value == ""


def test_a_form_can_be_filled_after_a_reset(sent):
    form = sent(NAME, {"name": "Ada"})
    form.reset()
    assert form.fill({"name": "Eve"}).name.value == "Eve"


def test_filling_takes_what_fields_there_are_and_keeps_types():
    form = Form(
        {
            "born": Form.date(),
            "at": Form.time(),
            "met": Form.datetime_local(),
            "height": Form.number(),
            "agreed": Form.checkbox(),
            "tags": Form.select(options=["a", "b", "c"], multiple=True),
            "address[city]": Form.text(),
        }
    )
    values = {
        "born": date(1815, 12, 10),
        "at": time(18, 30),
        "met": datetime(1833, 6, 5, 20, 15),  # noqa: DTZ001
        "height": 1.65,
        "agreed": True,
        "tags": ["a", "c"],
        "address": {"city": "London"},
    }
    assert form.fill(values | {"unknown": 1}).data == values
    shown = {field.name: field.value for field in form}
    assert shown == {
        "born": "1815-12-10",
        "at": "18:30",
        "met": "1833-06-05T20:15",
        "height": "1.65",
        "agreed": True,
        "tags": ["a", "c"],
        "address[city]": "London",
    }


def test_a_record_may_hold_a_moment_for_a_day_and_members_of_an_enum_for_their_values():
    class Size(Enum):
        SMALL = "s"

    moment = datetime(2026, 11, 5, 20, 15)  # noqa: DTZ001
    form = Form(
        {
            "day": Form.date(),
            "rule": Form.text(rules="date"),
            "at": Form.time(),
            "month": Form.month(),
            "begins": Form.datetime_local(),
            "size": Form.select(options=[("s", "small"), ("m", "medium")]),
            "same": Form.select(options=[(Size.SMALL, "small")]),
            "text": Form.text(),
        }
    ).fill(
        {
            "begins": moment.date(), "size": Size.SMALL, "same": Size.SMALL, "text": Size.SMALL,
            **dict.fromkeys(("day", "rule", "at", "month"), moment),
        }
    )  # fmt: skip
    assert {field.name: field.value for field in form} == {
        "day": "2026-11-05",
        "rule": "2026-11-05",
        "at": "20:15",
        "month": "2026-11",
        "begins": "2026-11-05T00:00",
        "size": "s",
        "same": "s",
        "text": "s",
    }
    assert form.data["day"] == moment.date()
    assert 'value="s" selected' in str(form.size)


def test_fields_are_attributes_whatever_their_names(sent):
    names = ["email", "text", "date", "password", "file", "items", "copy", "name", "id", "mro", "keys"]
    form = sent({name: Form.text() for name in names}, {name: name.upper() for name in names})
    assert [getattr(form, name).value for name in names] == [name.upper() for name in names]


def test_fields_called_like_members_are_reached_by_subscription(sent):
    names = ["errors", "data", "validate", "reset", "fill", "bind", "enctype", "_state", "__class__"]
    form = sent({name: Form.text() for name in names}, dict.fromkeys(names, "x"))
    assert form.validate() is True
    assert [form[name].value for name in names] == ["x"] * len(names)
    assert form.errors == {}
    assert form.data["data"] == "x"


def test_an_unknown_field_is_a_missing_attribute_and_a_missing_key():
    form = Form(NAME)
    with pytest.raises(AttributeError, match="no field 'nmae'"):
        _ = form.nmae
    with pytest.raises(KeyError):
        form["nmae"]
    assert "name" in form
    assert "nmae" not in form


def test_iteration_goes_over_the_fields_in_order():
    form = Form({"b": Form.text("B"), "a": Form.text("A")})
    assert [field.name for field in form] == ["b", "a"]
    assert all(isinstance(field, BoundField) for field in form)


def test_nested_names_give_nested_data(sent):
    fields = {
        "name": Form.text(),
        "address[city]": Form.text("City", "required"),
        "address[geo][lat]": Form.number(),
        "pet.name": Form.text(),
        "tags[]": Form.checkbox(options=["a", "b"]),
    }
    values = {
        "name": "Ada",
        "address[city]": "London",
        "address[geo][lat]": "51.5",
        "pet.name": "Rex",
        "tags[]": "b",
    }
    form = sent(fields, values)
    assert form.validate()
    assert form.data == {
        "name": "Ada",
        "address": {"city": "London", "geo": {"lat": 51.5}},
        "pet": {"name": "Rex"},
        "tags": ["b"],
    }


def test_an_error_of_a_nested_field_stands_under_its_whole_name(sent):
    form = sent({"address[city]": Form.text("", "required")}, {})
    form.validate()
    assert form.errors == {"address[city]": "City is required."}


@pytest.mark.parametrize(
    "names", [["a", "a[b]"], ["a.b", "a[b]"], ["a[b][c]", "a[b]"], [""], ["[]"], ["tags", "tags[]"]]
)
def test_names_that_exclude_each_other_are_refused(names):
    with pytest.raises(FormError):
        Form({name: Form.text() for name in names})


@pytest.mark.parametrize("fields", [None, ["a"], "a", {1: Form.text()}])
def test_something_that_is_no_mapping_of_names_is_refused(fields):
    with pytest.raises(FormError, match=r"mapping|names"):
        Form(fields)


def test_something_that_is_no_field_is_refused():
    with pytest.raises(FormError, match=r"Form\.text"):
        Form({"name": "text"})


@pytest.mark.parametrize("choices", [["a", "b"], [("a", "A")], {"a": "A"}])
def test_what_can_be_chosen_under_another_name_is_told_that_it_is_the_options(choices):
    with pytest.raises(FormError, match="given as options"):
        Form.select("Size", choices=choices)


def test_a_definition_is_bound_to_each_request_alone(request_of):
    shared = Form(NAME)
    first, second = shared.bind(request_of({"name": "A"})), shared.bind(request_of({"name": "Bob"}))
    assert (first.validate(), second.validate()) == (False, True)
    assert second.data == {"name": "Bob"}
    assert "Name must have" in first.name.error
    assert str(shared.name).count("error") == 0


def test_a_definition_can_be_shown_but_not_validated():
    form = Form(NAME)
    assert "<label" in str(form.name)
    with pytest.raises(FormError, match="bind"):
        form.validate()


def test_a_shared_form_shows_what_was_sent_only_once_it_is_validated(request_of):
    newsletter = Form({"email": Form.email("Email")})
    contact = request_of({"email": "ada@example.com", "message": "hello"})
    form = newsletter.bind(contact)
    assert form.email.value == ""
    assert form.validate()
    assert form.email.value == "ada@example.com"


def test_a_shared_form_reads_nothing_from_a_body_that_is_not_its_own(request_of):
    request = request_of({"email": "ada@example.com"})
    str(Form({"email": Form.email("Email")}).bind(request).email)
    assert request.environ["wsgi.input"].tell() == 0


def test_what_the_body_raises_passes_through(request_of):
    request = request_of({"name": "Ada"})
    request.environ["CONTENT_TYPE"] = "multipart/form-data; boundary=another"
    with pytest.raises(Exception, match=r"(?i)multipart|boundary|body"):
        Form(NAME, request).validate()


def test_the_enctype_is_multipart_as_soon_as_there_are_files():
    assert Form(NAME).enctype == "application/x-www-form-urlencoded"
    assert Form({"photo": Form.file()}).enctype == "multipart/form-data"
    assert Form({"photos": Form.files()}).enctype == "multipart/form-data"


def test_labels_options_and_attributes_may_depend_on_the_request(request_of):
    words = {"name": "Nom", "hint": "Votre nom", "v_required": "Obligatoire : {label}"}
    fields = {
        "name": Form.text(lambda r: r.__("name"), "required", placeholder=lambda r: r.__("hint")),
        "colour": Form.select("", "", [("r", lambda r: r.__("name"))]),
    }

    def translate(key, /, **arguments):
        return words.get(key, key).replace("{label}", arguments.get("label", ""))

    form = Form(fields).bind(request_of({"name": ""}, translate=translate))
    form.validate()
    assert form.errors == {"name": "Obligatoire : Nom"}
    assert ">Nom</label>" in form.name.label
    assert 'placeholder="Votre nom"' in form.name.input
    assert ">Nom</option>" in form.colour.input
