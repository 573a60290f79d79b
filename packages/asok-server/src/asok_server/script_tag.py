"""The client script's tag: its place is found once, while a template is compiled."""

import re
from collections.abc import Iterable, Iterator

from asok_templates.extending import Extension, Token, TokenStream

SCRIPT = "asok.js"
"""The static name of the client script."""

CALL = "asok_script"
"""The function that a page's context must hold: it writes the tag, the first time it is called."""

# Comments and scripts may speak of these tags without closing anything.
PLACE = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style|textarea|title)\b.*?</(?P=raw)\s*>|(?P<tag></(?:head|body)\s*>)",
    re.IGNORECASE | re.DOTALL,
)


class ScriptTag(Extension):
    """Writes the client script's tag before the first literal ``</head>`` or ``</body>`` of a template."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        return _with_tag(stream)


def _with_tag(stream: Iterable[Token]) -> Iterator[Token]:
    placed = False
    for token in stream:
        place = None if placed or token.type != "data" else _place(token.value)
        if place is None:
            yield token
            continue
        placed = True
        before, after = token.value[:place], token.value[place:]
        line = token.lineno + before.count("\n")
        yield Token(token.lineno, "data", before)
        yield from _call(line)
        yield Token(line, "data", after)


def _place(text: str) -> int | None:
    return next((found.start("tag") for found in PLACE.finditer(text) if found["tag"]), None)


def _call(line: int) -> Iterator[Token]:
    for kind, value in (
        ("variable_begin", "{{"),
        ("name", CALL),
        ("lparen", "("),
        ("rparen", ")"),
        ("variable_end", "}}"),
    ):
        yield Token(line, kind, value)
