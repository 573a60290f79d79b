"""A project's files, imported by path: pages and middlewares; and whether what is in them can be called."""

import importlib.util
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from zlib import crc32

from asok_server.errors import ConfigError


class ModuleError(ConfigError):
    """A file of the project can't be used; the message names it."""


def import_file(file: Path) -> ModuleType:
    """Import a file under a module name that no other file can have; what it raises passes through."""
    name = f"asok_project_{crc32(str(file).encode()):08x}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ModuleError(f"{file} can't be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def takes(function: Callable[..., Any], count: int) -> bool:
    """Whether a function can be called with that many arguments; one written in C may not say.

    What a decorator returns counts, not what it wraps: it may add arguments, such as a connection.
    """
    try:
        inspect.signature(function, follow_wrapped=False).bind(*range(count))
    except TypeError:
        return False
    except ValueError:
        return True
    return True
