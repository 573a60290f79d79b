"""The page on configuration names every key with its default, in the order of the settings."""

import ast
import dataclasses
import re
from pathlib import Path

from asok_server import Settings

PAGE = Path(__file__).parents[4] / "docs" / "configuration.md"
ROW = re.compile(
    r"^\| `(?P<key>[A-Z_]+)` \| (?P<meaning>.+) \| `(?P<default>[^`]+)`(?: \(.+\))? \|$", re.MULTILINE
)


def test_the_page_has_every_key_and_its_default():
    documented = [
        (row["key"], ast.literal_eval(row["default"])) for row in ROW.finditer(PAGE.read_text("utf-8"))
    ]
    assert documented == [(field.name.upper(), field.default) for field in dataclasses.fields(Settings)]


def test_every_key_is_explained_in_the_page_and_in_the_source():
    for row in ROW.finditer(PAGE.read_text("utf-8")):
        assert len(row["meaning"]) > 20, row["key"]
