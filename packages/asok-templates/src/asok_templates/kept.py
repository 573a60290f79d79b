"""Keeps plans in the folder of compiled templates, so that the next process need not parse anything."""

import marshal
from collections import ChainMap
from collections.abc import Sequence
from importlib.util import MAGIC_NUMBER
from typing import Any

import jinja2
from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from asok_templates.assembly import Recipe, followed
from asok_templates.cache import CompiledFiles
from asok_templates.purity import is_pure, takes_context
from asok_templates.stages import Part, Stages
from asok_templates.straight import Straight
from asok_templates.trees import NoSource, Trees

PLANS = 1  # to be raised whenever other plans come out


class KeptPlans:
    """The plans of an environment, each with the digests of the templates that it was made from.

    Plans for one block only, of which there are not many: which ones are asked for together may be up to
    visitors. None where templates may still change, or a function decides what is escaped: a plan is of many.
    """

    def __init__(self, environment: jinja2.Environment, trees: Trees, stages: Stages) -> None:
        self._environment = environment
        self._trees = trees
        self._stages = stages

    def load(self, template: str | jinja2.Template, blocks: Sequence[str]) -> Straight | None:
        files = self._files(template, blocks)
        if files is None or self._has_own_globals(str(template)):
            return None
        try:
            sources, called, recipe = marshal.loads(files.read(self._key(files, template, blocks)))
            if any(self._trees.digest(name) != digest for name, digest in sources.items()):
                return None
        except (OSError, ValueError, EOFError, TypeError, NoSource):
            return None
        parts, *rest = recipe
        plan = followed(
            self._stages, Recipe(tuple(part and Part(*part) for part in parts), *rest), tuple(blocks)
        )
        plan.called = called
        return plan

    def keep(self, template: str | jinja2.Template, plan: Straight, recipe: Recipe | None) -> None:
        files = self._files(template, plan.blocks)
        if files is None or recipe is None:
            return
        parts, *rest = recipe
        data: Any = (
            self._trees.digests(),
            plan.called,
            (tuple(part and tuple(part) for part in parts), *rest),
        )
        files.write(self._key(files, template, plan.blocks), marshal.dumps(data))

    def _has_own_globals(self, name: str) -> bool:
        """Whether the page was loaded with variables of its own, as only its own code knows."""
        page = self._trees.loaded(name)
        return page is not None and isinstance(page.globals, ChainMap) and bool(page.globals.maps[0])

    def _files(self, template: str | jinja2.Template, blocks: Sequence[str]) -> CompiledFiles | None:
        environment = self._environment
        files = environment.bytecode_cache
        changing = environment.auto_reload or callable(environment.autoescape)
        wanted = isinstance(template, str) and len(blocks) == 1 and not changing
        return files if wanted and isinstance(files, CompiledFiles) else None

    def _key(self, files: CompiledFiles, template: Any, blocks: Sequence[str]) -> str:
        environment = self._environment
        known: tuple[Any, ...] = (environment.globals, environment.filters, environment.tests)
        functions = [
            sorted((name, trait(name, function)) for name, function in names.items()) for names in known
        ]
        join_path = type(environment).join_path
        places = (join_path.__module__, join_path.__qualname__, getattr(environment.loader, "paths", None))
        return files.key("blocks", PLANS, MAGIC_NUMBER, template, tuple(blocks), functions, places)


def trait(name: str, function: Any) -> tuple[bool, bool, bool]:
    """What plans depend on of a function, filter or test."""
    own = function is FILTERS.get(name) or function is TESTS.get(name)
    try:
        return takes_context(function), is_pure(function), own
    except Exception:  # an object that can't be asked now, such as what stands for a request
        return False, False, own
