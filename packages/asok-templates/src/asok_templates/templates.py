"""The front door: folders of templates, rendered whole, by block or as a stream."""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2.ext import Extension

from asok_templates.blocks import Definition, blocks_of, names
from asok_templates.cache import CompiledFiles
from asok_templates.environment import ExplainingEnvironment
from asok_templates.folders import Folders
from asok_templates.mentions import mentions


class Templates:
    """Jinja2 templates in folders.

    >>> pages = Templates("pages")
    >>> pages.render("page.html", name="Ada")
    >>> pages.render_block("page.html", "main", name="Ada")

    - `paths`: a folder or several, searched in order.
    - `globals`, `filters`, `tests`: added to those of Jinja2.
    - `extensions`: Jinja2 extensions, as classes or import strings. One that has a method
      `transform(tree)` is given each template's syntax tree and returns it changed.
    - `auto_reload`: look at the files' times on each use. Off, a template is read once.
    - `development`: an undefined variable is an error that names variable, template and line, not ''.
    - `cache_dir`: a folder for compiled templates and blocks, made if it is missing, readable by its owner
      alone. Whoever can write into it can run code in this process.
    - `autoescape`: on for every template, whatever its name ends with.
    - `options`: any other option of `jinja2.Environment` (`trim_blocks`, `lstrip_blocks`, `enable_async`,
      `undefined`, ...), but `loader` and `bytecode_cache`.

    Safe to use from many threads. Change `environment.globals`, `.filters` and `.tests` before the first
    template is rendered.
    """

    def __init__(
        self,
        paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
        *,
        globals: Mapping[str, Any] | None = None,  # noqa: A002 (the name that Jinja2 has for it)
        filters: Mapping[str, Callable[..., Any]] | None = None,
        tests: Mapping[str, Callable[..., Any]] | None = None,
        extensions: Sequence[str | type[Extension]] = (),
        auto_reload: bool = False,
        development: bool = False,
        cache_dir: str | os.PathLike[str] | None = None,
        finalize: Callable[..., Any] | None = None,
        autoescape: bool | Callable[[str | None], bool] = True,
        **options: Any,
    ) -> None:
        if development:
            options.setdefault("undefined", jinja2.StrictUndefined)
        options.setdefault("cache_size", -1)
        cache = CompiledFiles(Path(cache_dir)) if cache_dir is not None else None
        self.environment: jinja2.Environment = ExplainingEnvironment(
            loader=Folders([paths] if isinstance(paths, str | os.PathLike) else paths),
            extensions=extensions,
            auto_reload=auto_reload,
            bytecode_cache=cache,
            finalize=finalize,
            autoescape=autoescape,
            **options,
        )
        self.environment.globals.update(globals or {})
        self.environment.filters.update(filters or {})
        self.environment.tests.update(tests or {})
        if cache:
            cache.environment = self.environment
        self._blocks = blocks_of(self.environment)
        self._mentions: dict[tuple[str, str], bool] = {}

    def render(self, name: str, /, **context: Any) -> str:
        """The whole page.

        Raises `TemplateNotFound`, `TemplateSyntax`, `TemplateEncoding`, `UndefinedVariable`,
        `TemplateRecursion`, and whatever the code that the template calls raises.
        """
        return self.environment.get_template(name).render(context)

    def render_block(self, name: str, block: str, /, **context: Any) -> str:
        """One block, byte for byte as it stands in the page; '' if the page leaves it out.

        A block that stands in a loop is given as often as the loop runs. Raises `BlockNotFound`,
        `BlockNotSeparable`, and what `render` raises.
        """
        return self._blocks.render_one(name, block, context)

    def render_blocks(self, name: str, blocks: Iterable[str], /, **context: Any) -> dict[str, str]:
        """Several blocks of one page, by name, in the order asked for."""
        return self._blocks.render(name, names(blocks), context)

    def stream(self, name: str, /, **context: Any) -> Generator[str, None, None]:
        """The page in pieces, none of them empty, each as soon as it is known.

        A template that is missing or not valid raises at once; what goes wrong while the page is made is
        raised where the page is read. `close()` ends it early, and the loops in it.
        """
        return filled(self.environment.get_template(name).generate(context))

    def blocks(self, name: str) -> Mapping[str, tuple[Definition, ...]]:
        """The blocks of a page, each with where it is defined, the definition that counts first."""
        return self._blocks.of(name)

    def mentions(self, name: str, text: str) -> bool:
        """Whether a text stands in the source of a page, or of a template that it may load.

        True where the page may load one whose name is not known before it is rendered. Raises
        `TemplateNotFound` for the page itself, `TemplateSyntax` and `TemplateEncoding` for any of them.
        """
        known = self._mentions.get((name, text))
        if known is None or self.environment.auto_reload:
            known = self._mentions[name, text] = mentions(self._blocks.trees, name, text)
        return known

    def add_global(self, name: str, value: Any) -> None:
        """A variable or function for every template."""
        self.environment.globals[name] = value


def filled(pieces: Iterator[str]) -> Generator[str, None, None]:
    yield from filter(None, pieces)
