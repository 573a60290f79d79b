"""The packages in other frameworks, as their READMEs show it: the files of a README, run where they belong."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

PACKAGES = Path(__file__).parent.parent / "packages"
FILE = re.compile(r"^```\w+ (?P<path>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def app_of(tmp_path, monkeypatch):
    """Write what a README holds into an empty folder and return the app of one of its modules."""
    monkeypatch.chdir(tmp_path)

    def app_of(package, module):
        for file in FILE.finditer((PACKAGES / package / "README.md").read_text("utf-8")):
            target = tmp_path / file["path"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(file["text"], "utf-8")
        spec = importlib.util.spec_from_file_location(module, tmp_path / f"{module}.py")
        assert spec
        assert spec.loader
        loaded = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, module, loaded)
        spec.loader.exec_module(loaded)
        return loaded.app

    return app_of


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/?name=Ada", '<html lang="en" dir="ltr"><p><b>Welcome</b>, Ada'),
        ("/?name=<i>&lang=fr", '<html lang="fr" dir="ltr"><p><b>Welcome</b>, &lt;i&gt;'),
    ],
)
def test_messages_in_flask(address, shown, app_of):
    pytest.importorskip("flask")
    assert app_of("asok-i18n", "flask_app").test_client().get(address).text == shown


def test_messages_in_fastapi(app_of):
    pytest.importorskip("fastapi")
    from fastapi.testclient import TestClient

    client = TestClient(app_of("asok-i18n", "fastapi_app"))
    answer = client.get("/?name=Ada", headers={"Accept-Language": "fr-CH, en;q=0.5"})
    assert answer.json() == {"language": "fr", "greeting": "Bonjour Ada !"}


def test_a_block_in_flask(app_of):
    pytest.importorskip("flask")
    answer = app_of("asok-templates", "flask_app").test_client().get("/cart/lines")
    assert answer.text == "<p>Tea &amp; cups</p><b>12 €</b>"
