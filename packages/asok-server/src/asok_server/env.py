"""The environment: the one module that reads ``os.environ``."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}
INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}(?:[eE][+-]?[0-9]{1,3})?")


class Env:
    """Environment variables, and below them the values of a project's ``.env`` file.

    ``env('DEBUG')`` casts what is clearly no text: ``true``, ``false`` and ``null`` in any case, whole
    numbers, decimal numbers and JSON lists. Everything else stays a str, and so does what would not
    survive the round trip (``007``, ``+33``, ``1e5``). The variables are read anew at each call; the
    file is read once.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file: dict[str, str | None] = {}
        if file is not None and file.is_file():
            from dotenv import (
                dotenv_values,
            )  # a server that is told everything by its environment has no file

            self._file = dict(dotenv_values(file, interpolate=False))

    def __call__(self, name: str, default: Any = None) -> Any:
        """Return the variable, cast, or ``default`` as it is where there is no such variable."""
        text = self.text(name)
        return default if text is None else cast(text)

    def text(self, name: str) -> str | None:
        """Return the variable as it was written, or None."""
        text = os.environ.get(name)
        return self._file.get(name) if text is None else text


def cast(text: str) -> Any:
    """Return the bool, None, int, float or list that a text clearly is, or else the text."""
    lowered = text.lower()
    if lowered in WORDS:
        return WORDS[lowered]
    if INTEGER.fullmatch(text):
        return int(text)
    if NUMBER.fullmatch(text):
        return float(text)
    return _list(text) if text.startswith("[") else text


def _list(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
