"""The app: what a project's ``wsgi.py`` makes, configures and exports."""

import logging
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from asok_server.config import ReadConfig
from asok_server.errors import ConfigError
from asok_server.pipeline import After, Before, Middleware, Pipeline
from asok_server.routing.modules import takes
from asok_server.routing.mounts import Mounts, WSGIApp
from asok_server.routing.static_page import PREFIX
from asok_server.site import FRAMEWORK_NAMES, Site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

logger = logging.getLogger("asok")

F = TypeVar("F", bound=Callable[..., Any])


class Asok:
    """A WSGI application made of the pages below ``src/pages``.

    ``name`` is the ``__name__`` of the module whose folder is the project's root, by default of the one that
    makes the app; ``root`` names another folder. Everything is configured before the first request, and
    nothing after it.
    """

    def __init__(self, name: str | None = None, /, *, root: str | Path | None = None) -> None:
        self.root = Path(root).resolve() if root is not None else _root(name)
        self.config: dict[str, Any] = {}
        self._shared: dict[str, Any] = {}
        self._middlewares: list[Middleware] = []
        self._before: list[Before] = []
        self._after: list[After] = []
        self._mounts: dict[str, WSGIApp] = {}
        self._user_loader: Callable[[str], Any] | None = None
        self._starting = threading.Lock()
        self._serve: WSGIApp | None = None
        self._site: Site | None = None

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request; the first one starts the app, if :meth:`start` did not."""
        serve = self._serve or self._started()
        return serve(environ, start_response)

    def start(self) -> Site:
        """Read the whole project: routes, templates, catalogues. Serving calls it ahead of the first request.

        Without it, the first request reads what it needs. Calling it again does nothing.

        Raises ConfigError, with what to do about it, for an app that can't run: no SECRET_KEY, two pages of
        one address, a page that can't be imported.
        """
        self._started()
        assert self._site is not None
        self._site.warm()
        return self._site

    def share(self, **values: Any) -> None:
        """Give every template these variables; a callable is called with the request, at its first use."""
        self._still_open()
        taken = sorted(FRAMEWORK_NAMES & values.keys())
        if taken:
            raise ConfigError(f"{taken[0]!r} can't be shared: every template has one already")
        for name, value in values.items():
            if callable(value) and not takes(value, 1):
                raise ConfigError(f"{name!r} is called with the request: share {name}=lambda request: ...")
        self._shared |= values

    def use(self, middleware: Middleware) -> Middleware:
        """Add a middleware: a function of ``(request, next)``, which returns ``next(request)`` or its own.

        The first one added is the outermost; those of ``src/middlewares`` come before, by file name.
        """
        self._still_open()
        self._middlewares.append(_function(middleware, "request", "next"))
        return middleware

    def before(self, hook: Before) -> Before:
        """Add a function that is called with each request ahead of its page; what it returns, if anything,
        is the answer.
        """
        self._still_open()
        self._before.append(_function(hook, "request"))
        return hook

    def after(self, hook: After) -> After:
        """Add a function that is called with ``(request, response)``; what it returns, if anything, is the
        answer in its place.
        """
        self._still_open()
        self._after.append(_function(hook, "request", "response"))
        return hook

    def user_loader(self, loader: F) -> F:
        """Name the function that returns the user of an id, or None: what ``request.user`` is made of."""
        self._still_open()
        self._user_loader = _function(loader, "user_id")
        return loader

    def mount(self, prefix: str, app: WSGIApp) -> None:
        """Give every address below ``prefix`` to another WSGI app; what it raises is a 500 of this one.

        The app does not start while it would hide a page, or the static files.
        """
        self._still_open()
        if not prefix.startswith("/") or prefix.endswith("/"):
            raise ConfigError(f"{prefix!r} is no prefix: write it as '/shop'")
        if f"{prefix}/" == PREFIX:
            raise ConfigError(f"{prefix!r} is for static files")
        self._mounts[prefix] = _function(app, "environ", "start_response")

    def url_for(self, page: str, /, **values: Any) -> str:
        """Return the address of a page: ``url_for('user/[id]', id=42)``. Raises UnknownPage."""
        return self.start().routes.url_for(page, **values)

    def _still_open(self) -> None:
        if self._serve is not None:
            raise ConfigError("the app is serving already: configure it before its first request")

    def _started(self) -> WSGIApp:
        with self._starting:
            if self._serve is None:
                self._site = Site.read(self.root, self.config, self._shared, self._user_loader)
                pipeline = Pipeline(self._site, self._middlewares, self._before, self._after)
                for prefix in self._mounts:
                    self._site.routes.keep_clear(f"{prefix}/", f"another app is mounted at {prefix}")
                app = Mounts(self._mounts, pipeline, pipeline.failed) if self._mounts else pipeline
                self._serve = app.__call__  # a method is called sooner than an object that has it
                self.config = ReadConfig(self.config)
                if not (self._mounts or any(self._site.routes)):
                    logger.warning("there is no page below %s", self.root / "src/pages")
            return self._serve


def _function(given: F, *arguments: str) -> F:
    """Return what will be called so. Raises ConfigError where it can't be, instead of at each request."""
    if not callable(given):
        raise ConfigError(f"{given!r} is no function")
    if not takes(given, len(arguments)):
        raise ConfigError(f"{given!r} has to take ({', '.join(arguments)}) and nothing else")
    return given


def _root(name: str | None) -> Path:
    """Return the folder of the module that makes the app, or the working folder."""
    for scope in (_caller(), vars(sys.modules[name]) if name in sys.modules else {}):
        file = scope.get("__file__")
        if file and name in {None, scope.get("__name__")}:
            return Path(file).resolve().parent
    return Path.cwd()


def _caller() -> dict[str, Any]:
    """Return the globals of the module that makes the app: runpy and some servers don't register it."""
    return sys._getframe(3).f_globals  # pyright: ignore[reportPrivateUsage]
