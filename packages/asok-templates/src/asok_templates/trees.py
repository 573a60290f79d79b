"""The syntax trees of an environment's templates, and how the templates extend each other."""

from collections.abc import Callable
from dataclasses import dataclass, field

import jinja2
from jinja2 import nodes

from asok_templates.errors import TemplateRecursion

# What reading a template may raise that a page may never come to.
UNREADABLE = (jinja2.TemplateError, UnicodeError, OSError)


class NoSource(Exception):
    """The template was made from a string, or its loader keeps only compiled code."""


@dataclass(eq=False)
class Tree:
    """A parsed template. `blocks` are its own, `extends` all its `{% extends %}` tags.

    `code`: the root's descendants, each before its own.
    """

    name: str
    source: str
    root: nodes.Template
    current: Callable[[], bool]
    code: list[nodes.Node] = field(init=False)
    blocks: dict[str, nodes.Block] = field(init=False)
    extends: list[nodes.Extends] = field(init=False)

    def __post_init__(self) -> None:
        self.code = list(self.root.find_all(nodes.Node))
        self.blocks = {node.name: node for node in self.code if isinstance(node, nodes.Block)}
        self.extends = [node for node in self.code if isinstance(node, nodes.Extends)]

    @property
    def parent(self) -> str | None:
        """The template that this one extends in any case; None if there is none or no telling."""
        if len(self.extends) != 1 or not any(node is self.extends[0] for node in self.root.body):
            return None
        template = self.extends[0].template
        return (
            template.value if isinstance(template, nodes.Const) and isinstance(template.value, str) else None
        )


class Recent:
    """The trees parsed last: a page that was just compiled need not be parsed again for its blocks."""

    MOST = 32

    def __init__(self) -> None:
        self._trees: dict[str | None, tuple[str, nodes.Template]] = {}

    def keep(self, name: str | None, source: str, tree: nodes.Template) -> None:
        if name is not None:
            if len(self._trees) >= self.MOST:
                self._trees.clear()
            self._trees[name] = source, tree

    def take(self, name: str, source: str) -> nodes.Template | None:
        kept, tree = self._trees.pop(name, (None, None))
        return tree if kept == source else None


class Trees:
    """Parses templates by name, each once while its source stays as it is."""

    def __init__(self, environment: jinja2.Environment) -> None:
        self.environment = environment
        self._trees: dict[str, Tree] = {}

    def get(self, name: str) -> Tree:
        """Raises `jinja2.TemplateNotFound`, `jinja2.TemplateSyntaxError`, `NoSource`."""
        tree = self._trees.get(name)
        if tree is None or not tree.current():
            tree = self._trees[name] = self._parse(name)
        return tree

    def chain(self, name: str) -> list[Tree] | None:
        """The template and all it extends, the base last; None if that depends on what is rendered.

        Raises `TemplateRecursion`.
        """
        trees = [self.get(name)]
        while trees[-1].extends:
            tree = trees[-1]
            if tree.parent is None:
                return None
            name = self.environment.join_path(tree.parent, tree.name)
            self.environment.get_template(name)  # it will be needed, and compiling it parses it
            parent = self.get(name)
            trees.append(parent)
            if parent in trees[:-1]:
                raise TemplateRecursion([tree.name for tree in trees[trees.index(parent) :]])
        return trees

    def freshness(self) -> Callable[[], bool]:
        """A function that tells whether all the templates parsed so far are as they were."""
        trees = list(self._trees.values())
        return lambda: all(tree.current() for tree in trees)

    def _parse(self, name: str) -> Tree:
        environment = self.environment
        if environment.loader is None or not environment.loader.has_source_access:
            raise NoSource
        source, filename, uptodate = environment.loader.get_source(environment, name)
        reload = environment.auto_reload and uptodate
        recent: Recent | None = getattr(environment, "recent", None)
        tree = recent.take(name, source) if recent else None
        return Tree(name, source, tree or environment.parse(source, name, filename), reload or always)


def always() -> bool:
    return True
