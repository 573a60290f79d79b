"""The template engine as a site uses it: where templates lie, and what every one of them has."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from asok_templates import Templates
from asok_templates.extending import Extension, Token, TokenStream

from asok_server.jsons import script_json
from asok_server.script_tag import CALL, place
from asok_server.security.safe_urls import SafeUrls


def make_templates(
    pages: Path,
    partials: Path,
    *,
    constants: Mapping[str, Any],
    development: bool,
    cache: Path,
) -> Templates:
    """Return the engine: the pages' folder before the partials', with safe addresses and the script's tag."""
    return Templates(
        [pages, partials],
        globals=constants,
        filters={"tojson": script_json},
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols", ScriptTag, SafeUrls],
        auto_reload=development,
        development=development,
        cache_dir=None if development else cache,
    )


def template_finder(pages: Path, *, development: bool) -> Callable[[str, str], str]:
    """Return what names a template as a page's folder sees it: the one beside the page comes first."""

    def find(folder: str, name: str) -> str:
        beside = f"{folder}/{name}"
        return beside if folder and (pages / beside).is_file() else name

    return find if development else lru_cache(maxsize=4096)(find)


class ScriptTag(Extension):
    """Writes the client script's tag before the first literal ``</head>`` or ``</body>`` of a template."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        return _with_tag(stream)


def _with_tag(stream: Iterable[Token]) -> Iterator[Token]:
    placed = False
    for token in stream:
        at = None if placed or token.type != "data" else place(token.value)
        if at is None:
            yield token
            continue
        placed = True
        before, after = token.value[:at], token.value[at:]
        line = token.lineno + before.count("\n")
        yield Token(token.lineno, "data", before)
        yield from _call(line)
        yield Token(line, "data", after)


def _call(line: int) -> Iterator[Token]:
    for kind, value in (
        ("variable_begin", "{{"),
        ("name", CALL),
        ("lparen", "("),
        ("rparen", ")"),
        ("variable_end", "}}"),
    ):
        yield Token(line, kind, value)
