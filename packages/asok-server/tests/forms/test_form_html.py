"""The HTML of a form: labels, controls, errors, and that everything is escaped exactly once."""

import re

import pytest
from asok_server.forms import Form
from asok_templates import Templates
from markupsafe import Markup

HOSTILE = "</textarea><script>\"'&amp;"
CONTROLS = [
    "text", "email", "password", "textarea", "number", "hidden", "select", "checkbox", "radio", "file",
    "files", "date", "time", "datetime_local", "month", "search", "url", "tel", "color", "range",
]  # fmt: skip


def test_a_field_renders_label_control_and_error(sent, elements):
    form = sent({"name": Form.text("Name", "required|min:2", placeholder="Your name")}, {"name": "A"})
    form.validate()
    wrapper, label, control, error = elements(form.name)
    assert wrapper[:2] == ("div", {"class": "field"})
    identity = control[1]["id"]
    assert label == ("label", {"for": identity}, label[2])
    assert label[2].strip() == "Name"
    assert control[1] == {
        "type": "text",
        "id": identity,
        "name": "name",
        "required": None,
        "minlength": "2",
        "placeholder": "Your name",
        "aria-invalid": "true",
        "aria-describedby": f"{identity}-error",
        "value": "A",
    }
    assert error == (
        "span",
        {"class": "error", "id": f"{identity}-error", "role": "alert"},
        "Name must have at least 2 characters.",
    )


def test_the_parts_are_the_whole(sent):
    form = sent({"name": Form.text("Name", "min:2")}, {"name": "A"})
    form.validate()
    whole = str(form.name)
    assert all(str(part) in whole for part in (form.name.label, form.name.input, form.name.error))


def test_a_field_without_fault_refers_to_no_error(sent, attributes_of):
    form = sent({"name": Form.text("Name", "min:2")}, {"name": "Ada"})
    form.validate()
    assert not form.name.error
    assert not {"aria-invalid", "aria-describedby"} & attributes_of(form.name.input).keys()


def test_a_template_shows_fields_without_escaping_them_again(sent, tmp_path):
    (tmp_path / "page.html").write_text(
        "{{ form.name }}|{{ form.name.value }}|{{ form['name'].label }}|{{ form }}"
    )
    form = sent({"name": Form.text("A & B", "min:99")}, {"name": HOSTILE})
    form.validate()
    page = "".join(Templates([tmp_path]).render("page.html", form=form))
    assert str(form.name) in page
    assert str(form) in page
    assert "A &amp; B" in page
    assert "<script" not in page
    assert "&amp;amp;amp;" not in page


@pytest.mark.parametrize("control", CONTROLS)
def test_every_control_has_a_label_and_an_error_that_belong_to_it(sent, elements, control):
    options = {"options": ["a", "b"]} if control in {"select", "radio"} else {}
    form = sent({"field": getattr(Form, control)("Field", "required", **options)}, {})
    assert not form.validate()
    found = elements(form.field)
    identities = {attributes["id"] for _, attributes, _ in found if "id" in attributes}
    controls = [attributes for tag, attributes, _ in found if tag in {"input", "select", "textarea"}]
    assert controls
    for attributes in controls:
        assert attributes["name"] == "field"
        if control == "hidden":  # HTML allows it no ARIA: nobody perceives it
            assert not any(name.startswith("aria-") for name in attributes)
            continue
        assert attributes["aria-invalid"] == "true"
        assert attributes["aria-describedby"] in identities
    for _, attributes, _ in found:
        assert attributes.get("for", form.field.id) in identities
        assert attributes.get("aria-labelledby", form.field.id) in identities


def test_a_group_is_named_by_its_label(sent, elements):
    form = sent({"size": Form.radio("Size", "required", [("s", "Small"), ("l", "Large")])}, {"size": "l"})
    label, group, _, first, first_label, _, second, _ = elements(form.size.label + form.size.input)
    assert group[1]["role"] == "radiogroup"
    assert group[1]["aria-labelledby"] == label[1]["id"]
    assert first_label[1] == {"for": first[1]["id"]}
    assert first_label[2].strip() == "Small"
    assert "checked" not in first[1]
    assert "checked" in second[1]
    assert "required" in first[1]


def test_a_group_of_checkboxes_does_not_demand_each_box(sent, elements):
    form = sent({"tags": Form.checkbox("Tags", "required", ["a", "b"])}, {"tags": ["b"]})
    boxes = [attributes for tag, attributes, _ in elements(form.tags.input) if tag == "input"]
    assert [("checked" in box, "required" in box) for box in boxes] == [(False, False), (True, False)]


def test_a_tick_stands_before_its_label(sent, elements):
    form = sent({"agreed": Form.checkbox("I agree", "required")}, {"agreed": "on"})
    assert [tag for tag, _, _ in elements(form.agreed)] == ["div", "input", "label"]


def test_a_tick_is_shown_where_there_is_one(sent, attributes_of):
    field = Form.checkbox("News", checked=True)
    assert "checked" in attributes_of(Form({"news": field}).news.input)
    assert "checked" in attributes_of(sent({"news": field}, {"news": "on"}).news.input)
    assert "checked" not in attributes_of(sent({"news": field}, {}).news.input)
    assert "checked" not in attributes_of(Form({"news": Form.checkbox("News")}).news.input)


def test_a_hidden_field_is_its_control_alone(elements):
    form = Form({"token": Form.hidden("Token", "required", value="x")})
    assert [tag for tag, _, _ in elements(form.token)] == ["input"]
    assert form.token.label == ""


def test_a_select_shows_options_groups_and_a_placeholder(sent, elements):
    field = Form.select(
        "City", "required", {"France": {"par": "Paris"}, "x": "Else <where>"}, placeholder="Choose"
    )
    found = elements(sent({"city": field}, {"city": "par"}).city.input)
    assert [(tag, attributes, text) for tag, attributes, text in found[1:]] == [
        ("option", {"value": ""}, "Choose"),
        ("optgroup", {"label": "France"}, ""),
        ("option", {"value": "par", "selected": None}, "Paris"),
        ("option", {"value": "x"}, "Else <where>"),
    ]
    assert "placeholder" not in found[0][1]


@pytest.mark.parametrize(
    ("field", "attributes"),
    [
        (Form.text("", "between:2,5"), {"minlength": "2", "maxlength": "5"}),
        (Form.text("", "digits:4"), {"pattern": "[0-9]{4}", "inputmode": "numeric"}),
        (Form.text("", "integer|min:3"), {"type": "text", "inputmode": "numeric"}),
        (Form.text("", "email"), {"type": "email", "autocomplete": "email"}),
        (Form.text("", "url"), {"type": "url", "autocomplete": "url"}),
        (Form.text("", "date|min:2024-01-01"), {"type": "date", "min": "2024-01-01"}),
        (Form.text("", "slug"), {"pattern": "[a-z0-9]+(?:-[a-z0-9]+)*"}),
        (Form.text("", r"regex:^\d{2}$"), {"pattern": r"\p{Nd}{2}"}),
        (Form.number("", "between:1,2.5"), {"type": "number", "min": "1", "max": "2.5", "step": "any"}),
        (Form.number("", "integer"), {"step": "1"}),
        (Form.number("", "numeric", step=0.1), {"step": "0.1"}),
        (Form.range("", "required|between:1,5"), {"type": "range", "min": "1", "max": "5"}),
        (Form.datetime_local("", "max:2024-01-01T10:00"),
         {"type": "datetime-local", "max": "2024-01-01T10:00"}),
        (Form.time("", "min:09:30"), {"type": "time", "min": "09:30"}),
        (Form.month("", "max:2024-05"), {"type": "month", "max": "2024-05"}),
        (Form.color(value="#ff0000"), {"type": "color", "value": "#ff0000"}),
        (Form.tel(), {"type": "tel", "autocomplete": "tel"}),
        (Form.password(), {"type": "password", "autocomplete": "current-password"}),
        (Form.password("", "confirmed"), {"type": "password", "autocomplete": "new-password"}),
        (Form.text("", "", class_="wide", data_id=7, autofocus=True, hidden=False, lang=None),
         {"type": "text", "class": "wide", "data-id": "7", "autofocus": None}),
    ],
)  # fmt: skip
def test_controls_carry_what_the_rules_imply(attributes_of, field, attributes):
    found = attributes_of(Form({"field": field}).field.input)
    assert found == {"id": found["id"], "name": "field", "type": found["type"], **attributes}


def test_a_textarea_has_its_lengths_and_no_type(attributes_of):
    form = Form({"text": Form.textarea("Text", "required|max:9", rows=4)})
    found = attributes_of(form.text.input)
    assert found == {"id": found["id"], "name": "text", "required": None, "maxlength": "9", "rows": "4"}


def test_the_definition_has_the_last_word_on_attributes(attributes_of):
    form = Form({"mail": Form.email("Mail", "max:50", autocomplete="off", maxlength=10, id="mail")})
    found = attributes_of(form.mail.input)
    assert (found["autocomplete"], found["maxlength"], found["id"]) == ("off", "10", "mail")
    assert 'for="mail"' in form.mail.label


def test_a_hint_of_the_page_and_the_error_both_describe_the_control(sent, attributes_of):
    form = sent({"name": Form.text("Name", "required", aria_describedby="hint")}, {})
    form.validate()
    assert attributes_of(form.name.input)["aria-describedby"] == f"hint {form.name.id}-error"


@pytest.mark.parametrize("control", ["text", "textarea", "search", "tel", "email", "number", "hidden"])
@pytest.mark.parametrize(
    "text", [HOSTILE, "&lt;", "&amp;amp;", "\n\nx", "a\u2028b", "'\"><svg onload=alert(1)>"]
)
def test_what_was_sent_is_shown_again_escaped_exactly_once(sent, control, text):
    form = sent({"field": getattr(Form, control)("Field", "min:999")}, {"field": text})
    form.validate()
    html = str(form.field)
    assert "<svg" not in html
    assert "<script" not in html
    assert shown_by(html) == form.field.value


def shown_by(html: str) -> str:
    """Return the value of a control as a browser reads it."""
    area = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", html, re.DOTALL)
    found = area or re.search(r' value="([^"]*)"', html)
    return Markup(found[1]).unescape()


@pytest.mark.parametrize("language", [None, "en", "fr", "ar"])
def test_labels_in_messages_are_escaped_exactly_once(sent, translator, language):
    translate = {"translate": translator(language)} if language else {}
    form = sent({"name": Form.text("R&D <b>", "required")}, {}, **translate)
    form.validate()
    assert "R&D <b>" in form.errors["name"]
    assert "R&amp;D &lt;b&gt;" in form.name.error
    assert "amp;amp" not in str(form.name)


def test_a_label_that_is_markup_stays_markup(sent):
    form = sent({"terms": Form.checkbox(Markup('I accept the <a href="/terms">terms</a>'), "required")}, {})
    form.validate()
    assert '<a href="/terms">terms</a></label>' in form.terms.label
    assert form.errors == {"terms": "I accept the terms is required."}
    assert "&lt;a" not in str(form.terms)


def test_an_attribute_holds_the_text_of_markup(attributes_of):
    form = Form({"name": Form.text("Name", "", placeholder=Markup('"A" &amp; <b>B</b>'))})
    assert attributes_of(form.name.input)["placeholder"] == '"A" & B'


@pytest.mark.parametrize("value", ["sent", HOSTILE])
def test_passwords_are_never_shown_again(sent, value, attributes_of):
    form = sent({"password": Form.password("Password", "min:99", value="initial")}, {"password": value})
    form.validate()
    assert form.password.value == ""
    assert "value" not in attributes_of(form.password.input)
    assert form.data == {"password": value}


def test_ids_are_unique_over_the_forms_of_a_page(elements):
    contact = Form({"email": Form.email(), "size": Form.radio("", "", ["a", "b"]), "name": Form.text()})
    newsletter = Form({"email": Form.email()})
    again = Form({"email": Form.email()}, id="again")
    html = "".join(map(str, (contact, newsletter, again)))
    identities = [attributes["id"] for _, attributes, _ in elements(html) if "id" in attributes]
    assert len(identities) == len(set(identities)) == 8
    assert again.email.id == "again-email"


def test_ids_are_the_same_in_every_answer(request_of):
    shared = Form({"email": Form.email()})
    assert shared.bind(request_of()).email.id == shared.bind(request_of()).email.id == shared.email.id


def test_an_id_holds_no_white_space():
    form = Form({"my field\t[a b]": Form.text("", "required")})
    [field] = form
    assert not re.search(r"\s", field.id)


def test_values_that_html_cannot_hold_are_replaced(sent):
    form = sent({"name": Form.text("Name")}, {"name": "a\0b"})
    assert not form.validate()
    assert form.name.value == "a\ufffdb"
    str(form).encode()
    assert Form({"name": Form.text("Name", value="\ud800")}).name.value == "\ufffd"


def test_a_label_is_made_of_the_name_where_none_is_given():
    form = Form({"first_name": Form.text(), "address[zip_code]": Form.text(), "QR": Form.text()})
    assert [field.label.striptags() for field in form] == ["First name", "Zip code", "QR"]
