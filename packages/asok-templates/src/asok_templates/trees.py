"""The syntax trees of an environment's templates, and how the templates extend each other."""

import hashlib
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

import jinja2
from jinja2 import nodes

from asok_templates.cache import CompiledFiles
from asok_templates.errors import TemplateRecursion
from asok_templates.refusals import may_be_refused
from asok_templates.syntax import descendants, mentioned, stored

# What reading a template may raise that a page may never come to.
UNREADABLE = (jinja2.TemplateError, UnicodeError, OSError)


class NoSource(Exception):
    """The template was made from a string, or its loader keeps only compiled code."""


@dataclass(eq=False)
class Tree:
    """A parsed template. `blocks` are its own, `extends` all its `{% extends %}` tags.

    `name` is what the loader knows it by. `code`: the root's descendants, each before its own.
    """

    name: str
    source: str
    filename: str | None
    root: nodes.Template
    current: Callable[[], bool]
    code: list[nodes.Node] = field(init=False)
    blocks: dict[str, nodes.Block] = field(init=False)
    extends: list[nodes.Extends] = field(init=False)
    doubtful: bool | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.code = descendants(self.root)
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

    @cached_property
    def inner_blocks(self) -> dict[str, frozenset[str]]:
        """The names of the blocks that stand in each block."""
        return {
            name: frozenset(inner.name for inner in block.find_all(nodes.Block))
            for name, block in self.blocks.items()
        }

    @cached_property
    def layouts(self) -> tuple[set[str], list[str]]:
        """The variables that decide what this extends, and the templates that the source mentions for it."""
        variables: set[str] = set()
        found: list[str] = []
        for tag in self.extends:
            names = {name.name for name in tag.find_all(nodes.Name)}
            variables |= names
            found += mentioned(tag.template)
            for assignment in self.root.find_all(nodes.Assign):
                if names.intersection(stored(assignment.target)) and isinstance(assignment.node, nodes.Expr):
                    found += mentioned(assignment.node)
        return variables, found


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
        self.asked: set[str] = set()  # every name since this was made empty
        self._trees: dict[str, Tree] = {}

    def get(self, name: str) -> Tree:
        """Raises `jinja2.TemplateNotFound`, `jinja2.TemplateSyntaxError`, `NoSource`."""
        self.asked.add(name)
        tree = self._trees.get(name)
        if tree is None or not tree.current():
            tree = self._trees[name] = self._parse(name)
        return tree

    def digests(self) -> dict[str, str | None]:
        """A digest of each template that was asked for; None for one that could not be read."""
        trees = {name: self._trees.get(name) for name in list(self.asked)}
        return {name: digest(tree.source, tree.filename) if tree else None for name, tree in trees.items()}

    def digest(self, name: str) -> str | None:
        """The digest of a template as it is now."""
        try:
            source, filename, _ = self._demand_source().get_source(self.environment, name)
        except UNREADABLE:
            return None
        return digest(source, filename)

    def chain(
        self, name: str, parent_of: Callable[[Tree], str | None] = attrgetter("parent")
    ) -> list[Tree] | None:
        """The template and all it extends, the base last; None if that depends on what is rendered.

        Raises `TemplateRecursion`.
        """
        trees = [self._compilable(name)]
        while trees[-1].extends:
            tree = trees[-1]
            extended = parent_of(tree)
            if extended is None:
                return None
            parent = self._compilable(self.environment.join_path(extended, tree.name))
            trees.append(parent)
            if parent in trees[:-1]:
                raise TemplateRecursion([tree.name for tree in trees[trees.index(parent) :]])
        return trees

    def compiled(self, tree: Tree) -> jinja2.Template | None:
        """The whole template, if it is compiled by now or blocks of it can't be compiled without the rest."""
        if self._compiles_parts() and not self._is_doubtful(tree) and not self.loaded(tree.name):
            return None
        return self.environment.get_template(tree.name)

    def loaded(self, name: str) -> jinja2.Template | None:
        """The template, if the environment has it and it is up to date."""
        environment = self.environment
        known = environment.cache and environment.cache.get((weakref.ref(environment.loader), name))
        return known if known and (not environment.auto_reload or known.is_up_to_date) else None

    def _compilable(self, name: str) -> Tree:
        """The tree of a template in which there is nothing that Jinja2 refuses when it compiles it."""
        self._demand_source()
        if not self._compiles_parts():
            self.environment.get_template(name)  # it will be needed, and compiling it parses it
        tree = self.get(name)
        if self._is_doubtful(tree):
            self.environment.get_template(name)
        return tree

    def _is_doubtful(self, tree: Tree) -> bool:
        if tree.doubtful is None:
            tree.doubtful = may_be_refused(tree.code, tree.blocks, self.environment)
        return tree.doubtful

    def _compiles_parts(self) -> bool:
        """Whether a template need not be compiled whole: only if nobody keeps it or has a say in how."""
        environment = self.environment
        return (
            (environment.bytecode_cache is None or isinstance(environment.bytecode_cache, CompiledFiles))
            and getattr(type(environment.loader), "load", None) is jinja2.BaseLoader.load
            and type(environment).get_template is jinja2.Environment.get_template
        )

    def freshness(self) -> Callable[[], bool]:
        """A function that tells whether all the templates parsed so far are as they were."""
        trees = list(self._trees.values())
        return lambda: all(tree.current() for tree in trees)

    def _parse(self, name: str) -> Tree:
        environment = self.environment
        source, filename, uptodate = self._demand_source().get_source(environment, name)
        reload = environment.auto_reload and uptodate
        recent: Recent | None = getattr(environment, "recent", None)
        tree = recent.take(name, source) if recent else None
        tree = tree or environment.parse(source, name, filename)
        return Tree(name, source, filename, tree, reload or always)

    def _demand_source(self) -> jinja2.BaseLoader:
        loader = self.environment.loader
        if loader is None or not loader.has_source_access:
            raise NoSource
        return loader


def always() -> bool:
    return True


def digest(source: str, filename: str | None) -> str:
    return hashlib.sha256(f"{filename}\0{source}".encode("utf-8", "surrogatepass")).hexdigest()
