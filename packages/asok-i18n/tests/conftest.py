import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from asok_i18n import Catalogs

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes catalogues into a folder: `write({"en.json": {...}, "fr.po": "..."})`."""

    def write(files: dict[str, Any]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            elif path.suffix == ".po":
                path.write_text(HEAD + content, "utf-8")
            else:
                path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return tmp_path

    return write


@pytest.fixture
def said() -> list[str]:
    """What the catalogues made by `load` have reported."""
    return []


@pytest.fixture
def load(write: Callable[..., Path], said: list[str]) -> Callable[..., Catalogs]:
    """Writes catalogues and loads them."""

    def load(files: dict[str, Any], **options: Any) -> Catalogs:
        return Catalogs.load(write(files), **{"report": said.append, **options})

    return load


@pytest.fixture
def english(load: Callable[..., Catalogs]) -> Callable[..., Any]:
    """A translator for English messages given as keyword arguments."""

    def english(**messages: str) -> Any:
        return load({"en.json": messages}).translator("en")

    return english
