"""The messages of Jinja2 templates, for Babel: those of methods too, such as `t.ngettext(...)`."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from operator import itemgetter
from typing import IO, Any

from jinja2 import Environment, nodes
from jinja2.ext import extract_from_ast

# Tags that Jinja2 itself brings are read whether or not the program has switched them on.
EXTENSIONS = ("jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols")

Message = tuple[int, str, Any, list[str]]


def template_messages(
    file: IO[bytes],
    keywords: Collection[str],
    tags: Collection[str],
    options: Mapping[str, Any],  # noqa: ARG001
) -> Iterator[Message]:
    """Line, function, texts and translators' comments of each message: an extraction method of Babel's."""
    environment = Environment(extensions=EXTENSIONS)
    source = file.read().decode()
    tree = environment.parse(source)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Getattr):
            call.node = nodes.Name(call.node.attr, "load")
    comments = deque(comments_of(environment, source, tags))
    for line, function, texts in sorted(extract_from_ast(tree, tuple(keywords)), key=itemgetter(0)):
        last = list[str]()
        while comments and comments[0][0] <= line:
            last = [comments.popleft()[1]]
        yield line, function, texts, last


def comments_of(environment: Environment, source: str, tags: Collection[str]) -> Iterator[tuple[int, str]]:
    """The comments that begin with a tag: their lines, and their texts without it."""
    for line, kind, text in environment.lex(environment.preprocess(source)):
        tag, *rest = text.split(None, 1) if kind == "comment" else ("",)
        if tag in tags and rest:
            yield line, rest[0].rstrip()
