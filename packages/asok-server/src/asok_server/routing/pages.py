"""Pages: the folders below ``src/pages``, their modules and their templates."""

import inspect
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from asok_server.routing.modules import ModuleError, import_file, takes

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""The methods that a page may answer, in exact case (RFC 9110, section 9; PATCH: RFC 5789)."""

KNOWN = frozenset((*METHODS, "TRACE", "CONNECT"))
"""The methods of HTTP, those included that no page answers; what is none of them is a 501."""

RENDERED = tuple(method for method in METHODS if method not in ("HEAD", "OPTIONS"))
"""The methods that a page's ``render`` answers where there is no function of the method's own."""

MODULE, TEMPLATE = "page.py", "page.html"

Handler = Callable[[Any], Any]
"""What answers one method: a function of the request."""


class Page:
    """One folder: a module, a template, or both.

    ``folder`` is its path below ``src/pages`` with ``/`` between the segments, '' for the front page.
    The module is imported at first use; :meth:`load` does it ahead.
    """

    def __init__(self, root: Path, folder: str) -> None:
        self.folder = folder
        place = root / folder
        self._module_file = place / MODULE if (place / MODULE).is_file() else None
        self.file = str(self._module_file or place / TEMPLATE)

    def __repr__(self) -> str:
        return f"<Page {self.folder or '/'} from {self.file}>"

    @property
    def has_module(self) -> bool:
        """Whether there is Python to it, and not a template alone."""
        return self._module_file is not None

    @cached_property
    def handlers(self) -> Mapping[str, Handler]:
        """What answers each method. HEAD falls back to GET; OPTIONS, unless defined, is not in it."""
        found = self._defined()
        if "GET" in found:
            found.setdefault("HEAD", found["GET"])
        return found

    @property
    def on_error(self) -> Handler:
        """What answers where this is the page of an error. Raises ModuleError where nothing in it can."""
        handler = self.handlers.get("GET")
        if handler is None:
            raise ModuleError(f"{self.file} shows no error: define render(request) or get(request)")
        return handler

    @cached_property
    def allow(self) -> str:
        """The value of the Allow header."""
        return ", ".join(method for method in METHODS if method in self.handlers or method == "OPTIONS")

    def load(self) -> None:
        """Import the module now. Raises ModuleError where nothing in it can answer a request."""
        _ = self.handlers

    def _defined(self) -> dict[str, Handler]:
        if self._module_file is None:
            return {"GET": _render_template}
        module = import_file(self._module_file)
        render = _function(module, "render")
        own = {method: _function(module, method.lower()) for method in METHODS}
        handlers = {method: handler for method, handler in own.items() if handler is not None}
        if render is not None:
            handlers = dict.fromkeys(RENDERED, render) | handlers
        if not handlers:
            raise ModuleError(
                f"{self._module_file} answers nothing: define render(request), get(request), ..."
            )
        return handlers


def find_pages(root: Path) -> Iterator[Page]:
    """Yield a page for every folder below ``root`` that has a module or a template.

    Folders that start with a dot and ``__pycache__`` are passed over; links to folders are not followed.
    """
    for place, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        if MODULE in files or TEMPLATE in files:
            yield Page(root, Path(place).relative_to(root).as_posix().removeprefix("."))


def _render_template(request: Any) -> Any:
    """Answer for a page that is a template alone."""
    return request.html(TEMPLATE)


def _function(module: ModuleType, name: str) -> Handler | None:
    """Return what a module has under a name. Raises ModuleError for what no request can be given to."""
    value: object = vars(module).get(name)
    if not callable(value):
        return None
    if inspect.iscoroutinefunction(value) or inspect.isasyncgenfunction(value):
        raise ModuleError(f"{module.__file__}: write {name} with `def`, not with `async def`")
    if not takes(value, 1):
        raise ModuleError(f"{module.__file__}: {name} has to take the request and nothing else")
    return value
