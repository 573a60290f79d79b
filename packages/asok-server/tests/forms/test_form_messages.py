"""What the user is told: three languages, every rule, and what an app may say instead."""

import json
import re
import string

import pytest
from asok_i18n import Catalogs
from asok_server.forms import MESSAGES, Form
from asok_server.forms.rules import OTHERS, PRESENCE

RULES = [*PRESENCE, *OTHERS, "text"]


def test_there_are_three_languages():
    assert set(MESSAGES) == {"en", "fr", "ar"}


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_rule_has_a_message(language):
    assert set(MESSAGES[language]) == {f"v_{rule}" for rule in RULES}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_translation_uses_what_the_english_message_uses(language):
    for key, message in MESSAGES["en"].items():
        assert arguments(MESSAGES[language][key]) == arguments(message), key


def arguments(message: str) -> set[str]:
    return set(re.findall(r"\{([a-z]+)[,}]", message))


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("kind", ["text", "number", "date", "list", "file", "files"])
def test_every_message_can_be_said(translator, language, rule, kind):
    numbers = {"min": 2, "max": 11, "digits": 4, "size": 100}
    said = translator(language)(
        f"v_{rule}", label="LABEL", other="OTHER", values="a, b", value="x", kind=kind, **numbers
    )
    assert "LABEL" in said
    assert not set("{}#") & set(said.replace("#ff8800", ""))


@pytest.mark.parametrize(
    ("language", "count", "message"),
    [
        ("en", 1, "L must have at least 1 character."),
        ("en", 2, "L must have at least 2 characters."),
        ("fr", 1, "Le champ « L » doit avoir au moins 1 caractère."),
        ("fr", 2, "Le champ « L » doit avoir au moins 2 caractères."),
        ("ar", 1, "يجب أن يتضمن حقل «L» على الأقل محرفًا واحدًا."),
        ("ar", 2, "يجب أن يتضمن حقل «L» على الأقل محرفين."),
        ("ar", 3, "يجب أن يتضمن حقل «L» على الأقل 3 محارف."),
        ("ar", 11, "يجب أن يتضمن حقل «L» على الأقل 11 محرفًا."),
        ("ar", 100, "يجب أن يتضمن حقل «L» على الأقل 100 محرف."),
    ],
)
def test_numbers_agree_with_their_nouns(translator, language, count, message):
    assert translator(language)("v_min", label="L", other="", kind="text", min=count) == message


@pytest.mark.parametrize(
    ("field", "values", "message"),
    [
        (Form.number("Age", "min:18"), {"field": "3"}, "Age must be 18 or more."),
        (Form.number("Age", "between:1,2.5"), {"field": "3"}, "Age must be between 1 and 2.5."),
        (Form.date("Day", "max:2024-01-01"), {"field": "2025-01-01"}, "Day must be 2024-01-01 or earlier."),
        (Form.checkbox("Tags", "min:2", ["a", "b"]), {"field": ["a"]}, "Tags must have at least 2 choices."),
        (Form.text("Code", "digits:1"), {"field": "22"}, "Code must be 1 digit."),
        (Form.text("", "required"), {}, "Field is required."),
    ],
)
def test_messages_fit_what_is_measured(sent, field, values, message):
    form = sent({"field": field}, values)
    form.validate()
    assert form.errors == {"field": message}


def test_the_language_of_the_request_is_spoken(sent, translator):
    form = sent({"name": Form.text("Nom", "required")}, {}, translate=translator("fr"))
    form.validate()
    assert form.errors == {"name": "Le champ « Nom » est obligatoire."}


def test_an_app_has_the_last_word(sent, tmp_path):
    own = {"v_required": "Bitte {label} angeben", "v_min": "{label}: mindestens {min}"}
    (tmp_path / "de.json").write_text(json.dumps(own))
    translate = Catalogs.load(tmp_path, default="de", builtin=MESSAGES).translator("de")
    fields = {"a": Form.text("A", "required"), "b": Form.number("B", "min:3"), "c": Form.text("C", "min:2")}
    form = sent(fields, {"b": "1", "c": "x"}, translate=translate)
    form.validate()
    assert form.errors == {"a": "Bitte A angeben", "b": "B: mindestens 3", "c": "C: mindestens 2"}


def test_english_is_spoken_where_the_request_knows_no_message(sent):
    form = sent({"name": Form.text("{name} {label}", "required")}, {})
    form.validate()
    assert form.errors == {"name": "{name} {label} is required."}


def test_what_was_sent_is_never_read_as_a_message(sent, translator):
    for text in ("{label}", "{{label}}", "{0.__class__}", "%(label)s", string.punctuation):
        form = sent({"name": Form.email("Name")}, {"name": text}, translate=translator("en"))
        form.validate()
        assert form.errors == {"name": "Name must be an email address, such as ada@example.com."}
