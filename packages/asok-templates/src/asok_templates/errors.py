"""Everything that goes wrong with a template, as one small tree under `TemplateError`.

Each class is also the jinja2 class for the same thing, so `except jinja2.TemplateNotFound` keeps working.
"""

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

import jinja2
from jinja2.lexer import newline_re


class TemplateError(jinja2.TemplateError):
    """Base class of everything this package raises."""


class TemplateNotFound(TemplateError, jinja2.TemplateNotFound):
    """No folder has this template.

    `name` is what was asked for, `folders` where it was looked for, in order, and `near` the names that
    exist and look alike (worked out when first asked for: an `include ... ignore missing` pays nothing).
    """

    def __init__(self, name: str, folders: Sequence[str] = (), known: Iterable[str] = ()) -> None:
        jinja2.TemplateNotFound.__init__(self, name)
        self.folders = tuple(folders)
        self._known = known

    @property
    def near(self) -> list[str]:
        return nearest(str(self.name), self._known)

    def __str__(self) -> str:
        searched = f"; searched {', '.join(self.folders)}" if self.folders else ""
        return f"no template {self.name!r}{searched}{suggestion(self.near)}"


class NoneFound(TemplateNotFound, jinja2.TemplatesNotFound):
    """No folder has any of the `templates` that a tag or a call leaves a choice of."""

    def __init__(self, names: Sequence[Any], folders: Sequence[str], known: Iterable[str]) -> None:
        jinja2.TemplatesNotFound.__init__(self, names)
        self.folders = tuple(folders)
        self._known = known

    @property
    def near(self) -> list[str]:
        known = list(self._known)
        return list(dict.fromkeys(near for name in self.templates for near in nearest(str(name), known)))

    def __str__(self) -> str:
        searched = f"; searched {', '.join(self.folders)}" if self.folders else ""
        return f"{self.message}{searched}{suggestion(self.near)}"


class BlockNotFound(TemplateError, LookupError):
    """The template has no such block. `block`, `template`, and `blocks`: the names that exist."""

    def __init__(self, block: str, template: str | None, blocks: Iterable[str]) -> None:
        self.block = block
        self.template = template
        self.blocks = tuple(blocks)
        exist = f"its blocks are {', '.join(map(repr, self.blocks))}" if self.blocks else "it has no blocks"
        super().__init__(f"no block {block!r} in {template!r}: {exist}{suggestion(self.near)}")

    @property
    def near(self) -> list[str]:
        return nearest(self.block, self.blocks)


class BlockNotSeparable(TemplateError):
    """The block exists, but what stands around it changes its text in a way that can't be told apart.

    `block`, `template`, and `why`, a sentence part: "stands in a call of an extension", ...
    """

    def __init__(self, block: str, template: str | None, why: str) -> None:
        self.block = block
        self.template = template
        self.why = why
        super().__init__(f"block {block!r} of {template!r} can't be rendered alone: it {why}")


class TemplateSyntax(TemplateError, jinja2.TemplateSyntaxError):
    """The template is not valid. `lineno`, `name`, `filename`, and `line`, the text of that line."""

    def __init__(
        self, message: str, lineno: int, name: str | None, filename: str | None, source: str | None = None
    ) -> None:
        jinja2.TemplateSyntaxError.__init__(self, message, lineno, name, filename)
        self.source = source

    @property
    def line(self) -> str:
        lines = newline_re.split(self.source or "")[::2]  # Jinja2's lines; form feeds and the like end none
        return lines[self.lineno - 1] if 0 < self.lineno <= len(lines) else ""

    def __str__(self) -> str:
        where = f"{self.filename or self.name or '<template>'}:{self.lineno}: {self.message}"
        return f"{where}\n    {self.line.strip()}" if self.line else where


class TemplateAssertion(TemplateSyntax, jinja2.TemplateAssertionError):
    """What is wrong shows when the template is compiled, such as a filter that does not exist."""


class TemplateEncoding(TemplateError, ValueError):
    """A template file is not UTF-8.

    `filename`, `offset`, the first bad byte, counted from 0, and `lineno`, its line, counted from 1.
    """

    def __init__(self, filename: str, offset: int, reason: str, lineno: int) -> None:
        self.filename = filename
        self.offset = offset
        self.lineno = lineno
        super().__init__(f"{filename}:{lineno}: not UTF-8 at byte {offset} ({reason}): save it as UTF-8")


class UndefinedVariable(TemplateError, jinja2.UndefinedError):
    """A variable, attribute or item that does not exist was used.

    `variable` is its name (None where Jinja2's message names none), `template` the template's name and
    `line` the line, counted from 1.
    """

    def __init__(
        self, message: str, variable: str | None, template: str | None, line: int, known: Iterable[str] = ()
    ) -> None:
        self.variable = variable
        self.template = template
        self.line = line
        where = f" in {template!r}, line {line}" if template else ""
        near = nearest(variable, known) if variable else []
        super().__init__(f"{message}{where}{suggestion(near)}")


class TemplateRecursion(TemplateError, RecursionError):
    """Templates include, extend or import each other without end. `cycle` names them in order."""

    def __init__(self, cycle: Sequence[str]) -> None:
        self.cycle = tuple(cycle)
        super().__init__(f"templates lead back to each other without end: {' -> '.join(self.cycle)}")


def nearest(name: str, known: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(name, list(known), n=3)


def suggestion(near: Sequence[str]) -> str:
    return f" (did you mean {' or '.join(map(repr, near))}?)" if near else ""
