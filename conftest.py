"""Runs every snippet of every README and docs page.

A document is one program: its blocks run in order, in one namespace, in one empty folder.

- A block that names a file, in its first line as a comment or behind the language (```json en.json),
  is written to that file.
- `python` runs. `console` runs each line that starts with `$ `; the lines below it, if any, are what
  it must print, `...` standing for any text.
- `sh` (what a reader does once on a machine of their own) must parse; `json` and `toml` as well.
- `text` and every other language is for the eye.
"""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sybil import Document, Example, Region, Sybil

FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>\w+)(?: +(?P<path>\S+))?\n(?P<code>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
NAMED = re.compile(r"(?:#|//|<!--|\{#|/\*) *(?P<path>[\w./\[\]:-]+\.\w+|\.env) *(?:-->|#\}|\*/)?\n")


def blocks(document: Document) -> Iterable[Region]:
    for fence in FENCE.finditer(document.text):
        indent, code = fence["indent"], fence["code"]
        code = re.sub(f"^{indent}", "", code, flags=re.MULTILINE) if indent else code
        named = NAMED.match(code)
        path = fence["path"] or (named and named["path"])
        yield Region(fence.start(), fence.end(), (fence["language"], path, code), evaluate)


def evaluate(example: Example) -> None:
    language, path, code = example.parsed
    if path:
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(code, "utf-8")
    elif language == "python":
        padding = "\n" * example.line
        exec(compile(padding + code, example.path, "exec"), example.namespace)
    elif language == "console":
        converse(code)
    elif language == "sh":
        subprocess.run(["bash", "-n"], input=code, text=True, check=True)
    if language == "json":
        json.loads(code)
    elif language == "toml":
        tomllib.loads(code)


def converse(code: str) -> None:
    """Run each command and compare what it prints with what the page shows."""
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for block in re.split(r"^\$ ", code, flags=re.MULTILINE)[1:]:
        command, _, expected = block.partition("\n")
        done = subprocess.run(
            ["bash", "-c", command], env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        printed = done.stdout + done.stderr
        assert done.returncode == 0 or expected, f"{command}\n{printed}"
        if expected.strip():
            pattern = re.escape(expected.strip()).replace(re.escape("..."), ".*")
            assert re.fullmatch(pattern, printed.strip(), re.DOTALL), f"{command}\nprinted:\n{printed}"


def enter(namespace: dict[str, Any]) -> None:
    stack = namespace["_stack"] = contextlib.ExitStack()
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    stack.enter_context(contextlib.chdir(folder))
    stack.callback(forget, folder, set(sys.modules))
    sys.path.insert(0, folder)


def forget(folder: str, modules: set[str]) -> None:
    """Let the next document import a module of the same name anew."""
    sys.path.remove(folder)
    for name in set(sys.modules) - modules:
        if str(getattr(sys.modules[name], "__file__", None)).startswith(folder):
            del sys.modules[name]


def leave(namespace: dict[str, Any]) -> None:
    namespace["_stack"].close()


pytest_collect_file = Sybil(
    parsers=[blocks], patterns=["README.md", "docs/*.md", "docs/**/*.md"], setup=enter, teardown=leave
).pytest()
