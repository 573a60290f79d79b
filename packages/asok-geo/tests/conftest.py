"""What the tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from asok_geo import GeoDB

SMALL = """first,last,city,country,lat,lon
2.125.160.0,2.125.161.255,Boxford,United Kingdom,51.75,-1.25
8.8.8.0,8.8.8.255,Mountain View,US,37.4056,-122.0775
"81.2.69.0","81.2.69.255","Washington, D.C.",United States,38.9,-77.04
198.51.100.0,198.51.100.255,,France,,
2a01:e35::,2a01:e35:ffff:ffff:ffff:ffff:ffff:ffff,Paris,France,48.8566,2.3522
2a01:e36::5,2a01:e36::7,Nice,France,43.7,7.25
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of that text."""

    def write(text: str, name: str = "geo.csv") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def load(write: Callable[..., Path]) -> Callable[..., GeoDB]:
    """Opens a file of that text."""

    def load(text: str, name: str = "geo.csv", **options: object) -> GeoDB:
        return GeoDB.open(write(text, name), **options)

    return load


@pytest.fixture
def small(load: Callable[..., GeoDB]) -> GeoDB:
    return load(SMALL)
