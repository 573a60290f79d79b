"""A Jinja2 environment with the faster code generator, lazy values and errors that say where."""

import re
import sys
from ast import literal_eval
from types import CodeType, TracebackType
from typing import Any, NoReturn

import jinja2
from jinja2 import nodes

from asok_templates.context import Context, Template
from asok_templates.errors import (
    NoneFound,
    TemplateAssertion,
    TemplateError,
    TemplateRecursion,
    TemplateSyntax,
    UndefinedVariable,
)
from asok_templates.folders import Folders, Names
from asok_templates.generator import CodeGenerator
from asok_templates.trees import Recent

MISSING_NAME = re.compile(
    r"'(?P<name>[^']+)' is undefined|(?:has no (?:attribute|element)|requested name) '?(?P<member>[^']+)'?$"
)
# What the code of a template says of itself: whose it is, and which of its lines were made of which.
MADE_OF = re.compile(r"^name = (?P<name>.+?)$.*^debug_info = '(?P<lines>[0-9=&]*)'", re.MULTILINE | re.DOTALL)
# No page is made of so many templates, blocks and macros in each other. With fewer of them on the way, it was
# other code that called itself without end.
MANY = 50


class Environment(jinja2.Environment):
    """`jinja2.Environment`, faster, with the same arguments and the same output."""

    code_generator_class = CodeGenerator
    context_class = Context
    template_class = Template

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.recent = Recent()
        super().__init__(*arguments, **options)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for extension in self.iter_extensions():
            if transform := getattr(extension, "transform", None):
                tree = transform(tree)
        self.recent.keep(name, source, tree)
        return tree


class ExplainingEnvironment(Environment):
    """Turns Jinja2's errors into those of `asok_templates.errors`."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            return super()._parse(source, name, filename)
        except jinja2.TemplateSyntaxError as error:
            error.name, error.filename = name, filename  # for a comment without an end Jinja2 mixes them up
            raise

    def _compile(self, source: str, filename: str) -> CodeType:
        try:
            return super()._compile(source, filename)
        except SyntaxError as error:  # of a limit of Python, such as 20 loops inside one another
            name, line = origin(source, error.lineno or 1)
            message = f"Python can't compile this ({error.msg})"
            raise jinja2.TemplateSyntaxError(message, line, name, filename) from None

    def handle_exception(self, source: str | None = None) -> NoReturn:
        error = sys.exception()
        explained = error and (missing(error, self.loader) or explain(error, source))
        if not explained:
            super().handle_exception(source)
        try:
            raise explained.with_traceback(explained.__traceback__) from None
        except TemplateError:
            super().handle_exception(source)


def missing(error: BaseException, loader: object) -> TemplateError | None:
    """For a choice of templates of which none is there, the error that names folders and near names."""
    if not isinstance(error, jinja2.TemplatesNotFound) or not isinstance(loader, Folders):
        return None
    if isinstance(error, TemplateError) or not error.templates:
        return None
    found = NoneFound(error.templates, loader.paths, Names(loader))
    return found.with_traceback(error.__traceback__ and error.__traceback__.tb_next)


def explain(error: BaseException, source: str | None) -> TemplateError | None:
    """The error of ours that says more than this one, or None."""
    if isinstance(error, TemplateError):
        return None
    if isinstance(error, jinja2.TemplateSyntaxError):
        kind = TemplateAssertion if isinstance(error, jinja2.TemplateAssertionError) else TemplateSyntax
        return kind(error.message or "", error.lineno, error.name, error.filename, source)
    frames = template_frames(error.__traceback__)
    if isinstance(error, RecursionError) and len(frames) >= MANY:
        return TemplateRecursion(cycle([template for template, _, _ in frames]))
    if isinstance(error, jinja2.UndefinedError):
        found = MISSING_NAME.search(error.message or "")
        variable = found and (found["name"] or found["member"])
        template, line, known = frames[-1] if frames else (None, 0, ())
        rewritten = UndefinedVariable(error.message or "", variable, template, line, known)
        return rewritten.with_traceback(error.__traceback__ and error.__traceback__.tb_next)
    return None


def origin(code: str, line: int) -> tuple[str | None, int]:
    """The template's name, and the line of it from which a line of its code was made."""
    made_of = MADE_OF.search(code)
    if made_of is None:
        return None, 1
    pairs = [pair.split("=") for pair in made_of["lines"].split("&") if pair]
    written = next((int(written) for written, made in reversed(pairs) if int(made) <= line), 1)
    return literal_eval(made_of["name"]), written


def template_frames(traceback: TracebackType | None) -> list[tuple[str, int, list[str]]]:
    """The templates a traceback goes through: name, line, and the variables known there."""
    frames: list[tuple[str, int, list[str]]] = []
    while traceback is not None:
        template = traceback.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            line = template.get_corresponding_lineno(traceback.tb_lineno)
            context: Any = traceback.tb_frame.f_locals.get("context")
            known: list[str] = list(context.get_all()) if isinstance(context, jinja2.runtime.Context) else []
            frames.append((template.name or "<template>", line, known))
        traceback = traceback.tb_next
    return frames


def cycle(names: list[str]) -> list[str]:
    """The shortest round at the end of a long way: a b a b a b -> a b a."""
    runs = [name for index, name in enumerate(names) if index == 0 or names[index - 1] != name]
    if len(runs) == 1:
        return [runs[0], runs[0]]
    last = runs[-1]
    previous = next((index for index in range(len(runs) - 2, -1, -1) if runs[index] == last), 0)
    return runs[previous:]
