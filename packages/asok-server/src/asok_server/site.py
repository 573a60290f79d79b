"""What the app knows: read once at start, the same for every request, never changed while serving."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asok_request
from asok_request import OptionError, Options

from asok_server.config import Settings
from asok_server.env import Env
from asok_server.errors import ConfigError
from asok_server.files.static import Statics
from asok_server.routing.modules import ModuleError, import_file, takes
from asok_server.routing.pages import Page, find_pages
from asok_server.routing.routes import NOTHING, Captured, RouteTable
from asok_server.routing.slashes import SlashPage
from asok_server.routing.static_page import PREFIX, StaticPage
from asok_server.routing.whole_site import ASTERISK, WholeSite
from asok_server.script_tag import CALL, SCRIPT
from asok_server.security.headers import SecurityHeaders
from asok_server.sessions import SessionStore, check_keys, make_store
from asok_server.shared import is_dynamic

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment
    from asok_i18n import Catalogs
    from asok_templates import Lazy, Templates

    from asok_server.places import Places

FRAMEWORK_NAMES = frozenset({"request", "__", "get_flashed_messages", "static", "url_for", CALL})
"""What every template sees, and ``app.share`` therefore can't name."""

WRITTEN = {
    "ALLOWED_HOSTS": "; write a list of hosts as 'example.com' or 'example.com:8000', "
    "and as '.example.com' to include subdomains",
    "TRUSTED_PROXIES": "; write a list of networks as '10.0.0.1' or '10.0.0.0/8', or '*', or how many",
}
"""What a list of the configuration holds, for whoever wrote something else."""

Answering = Page | StaticPage | SlashPage | WholeSite
"""What an address leads to: it has a folder, the handlers of its methods, and what it allows."""

Found = tuple[Answering | None, Captured]


@dataclass(frozen=True, kw_only=True)
class Site:
    """A project as it is served. What not every app needs is made at its first use, or by :meth:`warm`."""

    root: Path
    settings: Settings
    env: Env
    options: Options
    trusts_proxies: bool
    check_host: Callable[[asok_request.Request], None]
    keys: tuple[str, ...]
    routes: RouteTable[Page]
    error_pages: Mapping[int, Page]
    statics: Statics
    static_page: StaticPage
    security: SecurityHeaders
    shared: Mapping[str, Any]
    dynamic: tuple[str, ...]
    user_loader: Callable[[str], Any] | None
    middlewares: tuple[Callable[..., Any], ...]

    @classmethod
    def read(
        cls,
        root: Path,
        config: Mapping[str, Any],
        shared: Mapping[str, Any],
        user_loader: Callable[[str], Any] | None = None,
    ) -> "Site":
        """Read a project's folder. Raises ConfigError for one that can't be served."""
        env = _env(root / ".env")
        settings = Settings.load(config, env)
        keys = (settings.secret_key, *settings.secret_key_fallbacks)
        check_keys(keys, root / ".env")
        found = list(find_pages(root / "src/pages"))
        site = cls(
            root=root,
            settings=settings,
            env=env,
            options=(options := _options(settings)),
            trusts_proxies=bool(options.proxies),
            check_host=_host_checker(options),
            keys=keys,
            routes=RouteTable(page for page in found if _status_of(page) is None),
            error_pages={status: page for page in found if (status := _status_of(page)) is not None},
            statics=(
                statics := Statics(
                    [root / "src/partials"], named={SCRIPT: CLIENT}, prefix=PREFIX, reload=settings.debug
                )
            ),
            static_page=StaticPage(statics),
            security=SecurityHeaders(
                enabled=settings.security_headers,
                extension=settings.csp,
                form_origins=settings.redirect_origins,
            ),
            shared=shared,
            dynamic=tuple(name for name, value in shared.items() if is_dynamic(value)),
            user_loader=user_loader,
            middlewares=tuple(_middlewares(root / "src/middlewares")),
        )
        site.check()
        return site

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be shown, not even to the developer."""
        return (*self.keys, self.settings.redis_url)

    @cached_property
    def sessions(self) -> SessionStore:
        return make_store(
            keys=self.keys,
            folder=self.root / ".asok",
            backend=self.settings.session_backend,
            lifetime=self.settings.session_lifetime,
            redis_url=self.settings.redis_url,
        )

    @cached_property
    def templates(self) -> "Templates":
        from asok_server.templating import make_templates

        return make_templates(
            self.root / "src/pages",
            self.root / "src/partials",
            constants={name: value for name, value in self.shared.items() if name not in self.dynamic},
            development=self.settings.debug,
            cache=self.root / ".asok/templates",
        )

    @cached_property
    def template_of(self) -> Callable[[str, str], str]:
        """What names a template as a page's folder sees it."""
        from asok_server.templating import template_finder

        return template_finder(self.root / "src/pages", development=self.settings.debug)

    @cached_property
    def lazily(self) -> "type[Lazy[Any]]":
        """What wraps a variable of a template that is worked out at its first use."""
        from asok_templates import Lazy

        return Lazy

    @cached_property
    def catalogs(self) -> "Catalogs":
        from asok_i18n import Catalogs

        from asok_server.forms import MESSAGES

        folders = _existing(self.root / "src/locales")
        return Catalogs.load(folders, default=self.settings.locale, builtin=MESSAGES)

    @cached_property
    def places(self) -> "Places":
        from asok_server.places import Places

        return Places(self.root / ".asok/geo.csv")

    def warm(self) -> None:
        """Make everything now, so that no request waits for it, and what is broken is found out."""
        _ = self.sessions, self.templates, self.template_of, self.lazily, self.catalogs
        if (self.root / ".asok/geo.csv").is_file():
            _ = self.places

    def find(self, environ: "WSGIEnvironment") -> Found:
        """Return what answers a path, if anything does, and what its folders captured."""
        path = environ.get("PATH_INFO") or "/"
        if not path.isascii():
            path = _decoded(path)
        if path.startswith(PREFIX):
            return self.static_page, Captured({"name": path[len(PREFIX) :]})
        return self.routes.match(path) or (self._beside(path, environ["REQUEST_METHOD"]), NOTHING)

    def _beside(self, path: str, method: str) -> Answering | None:
        """Return what answers a path that no page has: a page's with a slash behind it, or ``OPTIONS *``."""
        if path.endswith("/") and path != "//" and self.routes.match(path[:-1]) is not None:
            return SLASH_PAGE
        return WHOLE_SITE if path == ASTERISK and method == "OPTIONS" else None

    def check(self) -> None:
        """Raise ConfigError for what can't be served; import every page unless in DEBUG."""
        if self.settings.session_backend != "cookie":
            _ = self.sessions
        if (self.root / "src/locales").is_dir():
            _ = self.catalogs
        self.routes.keep_clear(PREFIX, f"{PREFIX} is for static files")
        if not self.settings.debug:
            for page in self.routes:
                page.load()
            for page in self.error_pages.values():
                _ = page.on_error


CLIENT = Path(__file__).parent / "client" / "asok.min.js"
SLASH_PAGE = SlashPage()
WHOLE_SITE = WholeSite()


def _decoded(path: str) -> str:
    """Return PATH_INFO as text (PEP 3333 hands bytes on as latin-1), or '' where its bytes are no UTF-8."""
    try:
        return path.encode("latin-1").decode()
    except UnicodeError:
        return ""


def _host_checker(options: Options) -> Callable[[asok_request.Request], None]:
    """Return what finds out the host of a request, once, and raises BadHost for a malformed or foreign one.

    Hosts that are allowed are remembered. Behind proxies the host depends on more than one header, and
    each request is looked at.
    """

    @lru_cache(maxsize=256)
    def known(host: str | None, name: str, port: str, scheme: str) -> str:
        named = {"SERVER_NAME": name, "SERVER_PORT": port, "wsgi.url_scheme": scheme}
        return asok_request.Request(
            named if host is None else {**named, "HTTP_HOST": host}, options=options
        ).host

    def check(request: asok_request.Request) -> None:
        environ = request.environ
        request.host = known(
            environ.get("HTTP_HOST"),
            environ["SERVER_NAME"],
            environ["SERVER_PORT"],
            environ["wsgi.url_scheme"],
        )

    def check_forwarded(request: asok_request.Request) -> None:
        _ = request.host

    return check_forwarded if options.proxies else check


def _env(file: Path) -> Env:
    """Return the environment. Raises ConfigError for a file that is not UTF-8."""
    try:
        return Env(file)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file} is not UTF-8: see its byte {error.start}") from None


def _existing(folder: Path) -> list[Path]:
    return [folder] if folder.is_dir() else []


def _status_of(page: Page) -> int | None:
    """Return the status that a page is the error page of: its folder is src/pages/<status>."""
    name = page.folder
    return int(name) if len(name) == 3 and name.isascii() and name.isdecimal() and name[0] in "45" else None


def _options(settings: Settings) -> Options:
    """Return what bounds a request. Raises ConfigError, which names the key."""
    try:
        return _bounds(settings)
    except OptionError as error:
        name, colon, reason = str(error).partition(":")
        hint = WRITTEN.get(name.upper(), "")
        raise ConfigError(f"{name.upper()}{colon}{reason}{hint}") from error


def _bounds(settings: Settings) -> Options:
    return Options(
        max_content_length=settings.max_content_length,
        max_form_memory=settings.max_form_memory,
        max_form_fields=settings.max_form_fields,
        max_form_parts=settings.max_form_parts,
        max_part_headers=settings.max_part_headers,
        max_json_depth=settings.max_json_depth,
        trusted_proxies=settings.trusted_proxies,
        forwarded_header=settings.forwarded_header,
        allowed_hosts=settings.allowed_hosts,
    )


def _middlewares(folder: Path) -> Iterator[Callable[..., Any]]:
    """Yield the ``handle(request, next)`` of each file of a folder, by file name."""
    for file in sorted(folder.glob("*.py")):
        handle = getattr(import_file(file), "handle", None)
        if handle is None and file.name != "__init__.py":
            raise ModuleError(f"{file} has no middleware: define handle(request, next)")
        if handle is not None:
            if not callable(handle) or not takes(handle, 2):
                raise ModuleError(f"{file}: write handle(request, next), which returns next(request)")
            yield handle
