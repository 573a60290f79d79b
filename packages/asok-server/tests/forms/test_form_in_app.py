"""Forms in an app: on a page, on every page, in the language of the visitor."""

import pytest
from asok_server import Asok, Form
from asok_server.testing import Client

PAGE = """
from asok_server import Form

def render(request):
    form = Form({"name": Form.text("Name", "required|min:2"), "photo": Form.file("Photo", "image")}, request)
    if form.validate():
        request.flash("success", f"Sent by {form.data['name']}!")
        form.reset()
    return request.html("page.html", form=form)
"""
TEMPLATE = """<main id="main">{% block main %}
<form method="POST" enctype="{{ form.enctype }}" data-block="main">
{{ request.csrf_input() }}{{ form.name }}{{ form.photo }}</form>
{% for msg in get_flashed_messages() %}<p>{{ msg.message }}</p>{% endfor %}
{% endblock %}</main>
<form method="POST" action="/subscribe">{{ newsletter.name }}</form>"""
SUBSCRIBE = """
def post(request):
    form = request.shared("newsletter")
    return request.json(form.data) if form.validate() else request.html("page.html")
"""


@pytest.fixture
def client(tmp_path):
    for name, text in {
        "src/pages/contact/page.py": PAGE,
        "src/pages/contact/page.html": TEMPLATE,
        "src/pages/subscribe/page.py": SUBSCRIBE,
        "src/pages/subscribe/page.html": "{{ newsletter.name }}",
        "src/locales/en.json": "{}",
        "src/locales/fr.json": "{}",
        "src/locales/ar.json": "{}",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    app = Asok(root=tmp_path)
    app.config["SECRET_KEY"] = "a key that is only for these tests"
    app.share(newsletter=Form({"name": Form.text("Reader", "required|min:3")}))
    return Client(app)


def test_a_page_shows_an_empty_form(client):
    page = client.get("/contact").text
    assert page.count('name="name"') == 2
    assert 'role="alert"' not in page


def test_what_fails_is_shown_again_with_its_error(client):
    page = client.post("/contact", data={"name": "<"}).text
    assert 'value="&lt;"' in page
    assert "Name must have at least 2 characters." in page


def test_what_holds_is_taken_and_the_form_is_empty_again(client):
    page = client.post("/contact", data={"name": "Ada & Co"}).text
    assert "Sent by Ada &amp; Co!" in page
    assert "value=" not in page.replace('name="csrf_token" value=', "")


def test_a_block_request_gets_the_block_with_the_same_ids(client):
    whole = client.post("/contact", data={"name": "A"}).text
    block = client.post("/contact", data={"name": "A"}, headers={"X-Block": "main"}).text
    assert "newsletter" not in block
    assert "<main" not in block
    [identity] = {
        part.split('"')[0]
        for part in block.split('id="')[1:]
        if part.startswith("f") and "-name-error" in part
    }
    assert f'id="{identity}"' in whole


def test_an_upload_is_judged_by_its_content(client):
    files = {"photo": ("photo.png", b"<?php ?>", "image/png")}
    page = client.post("/contact", data={"name": "Ada"}, files=files).text
    assert "Photo must be an image" in page


@pytest.mark.parametrize(
    ("language", "message"),
    [("fr", "Le champ « Name » est obligatoire."), ("ar", "حقل «Name» مطلوب."), ("de", "Name is required.")],
)
def test_messages_are_in_the_language_of_the_visitor(client, language, message):
    page = client.post("/contact", data={"name": ""}, headers={"Accept-Language": language}).text
    assert message in page


def test_a_shared_form_does_not_show_what_another_form_sent(client):
    page = client.post("/contact", data={"name": "A"}).text
    assert page.count('value="A"') == 1
    assert page.count('role="alert"') == 1


def test_a_shared_form_is_bound_to_each_request(client):
    assert client.post("/subscribe", data={"name": "Ada"}).json() == {"name": "Ada"}
    failed = client.post("/subscribe", data={"name": "Al"}).text
    assert "Reader must have at least 3 characters." in failed
    assert 'value="Al"' in failed
    assert client.post("/subscribe", data={"name": "Eve"}).json() == {"name": "Eve"}


def test_a_body_that_is_broken_is_the_clients_fault(client):
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    assert 400 <= client.post("/contact", data=b"--y\r\n", headers=headers).status < 500
