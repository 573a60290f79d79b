"""What the app knows: read once at start, the same for every request, never changed while serving."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asok_request
from asok_i18n import Catalogs
from asok_request import Options
from asok_templates import Templates

from asok_server import forms
from asok_server.config import Settings
from asok_server.env import Env
from asok_server.modules import ModuleError, import_file
from asok_server.pages import Page, find_pages
from asok_server.places import Places
from asok_server.routes import NOTHING, Captured, RouteError, RouteTable
from asok_server.script_tag import CALL, SCRIPT
from asok_server.security import SecurityHeaders
from asok_server.sessions import SessionStore, make_store
from asok_server.shared import is_dynamic
from asok_server.slashes import SlashPage
from asok_server.static import Statics
from asok_server.static_page import PREFIX, StaticPage
from asok_server.templating import make_templates, template_finder

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

FRAMEWORK_NAMES = frozenset({"request", "__", "get_flashed_messages", "static", "url_for", CALL})
"""What every template sees, and ``app.share`` therefore can't name."""

Answering = Page | StaticPage | SlashPage
"""What an address leads to: it has a folder, the handlers of its methods, and what it allows."""

Found = tuple[Answering | None, Captured]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A project as it is served."""

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
    templates: Templates
    template_of: Callable[[str, str], str]
    catalogs: Catalogs
    places: Places
    sessions: SessionStore
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
        env = Env(root / ".env")
        settings = Settings.load(config, env)
        keys = (settings.secret_key, *settings.secret_key_fallbacks)
        pages, partials, state = root / "src/pages", root / "src/partials", root / ".asok"
        found = list(find_pages(pages))
        site = cls(
            root=root,
            settings=settings,
            env=env,
            options=(options := _options(settings)),
            trusts_proxies=bool(options.proxies),
            check_host=_host_checker(options),
            keys=keys,
            sessions=make_store(
                keys=keys,
                folder=state,
                backend=settings.session_backend,
                lifetime=settings.session_lifetime,
                redis_url=settings.redis_url,
            ),
            routes=RouteTable(page for page in found if _status_of(page) is None),
            error_pages={status: page for page in found if (status := _status_of(page)) is not None},
            statics=(
                statics := Statics([partials], named={SCRIPT: CLIENT}, prefix=PREFIX, reload=settings.debug)
            ),
            static_page=StaticPage(statics),
            templates=make_templates(
                pages,
                partials,
                constants={name: value for name, value in shared.items() if not is_dynamic(value)},
                development=settings.debug,
                cache=state / "templates",
            ),
            template_of=template_finder(pages, development=settings.debug),
            catalogs=Catalogs.load(
                _existing(root / "src/locales"), default=settings.locale, builtin=forms.MESSAGES
            ),
            places=Places(state / "geo.csv"),
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

    def find(self, environ: "WSGIEnvironment") -> Found:
        """Return what answers a path, if anything does, and what its folders captured."""
        path = environ.get("PATH_INFO") or "/"
        if not path.isascii():
            path = _decoded(path)
        if path.startswith(PREFIX):
            return self.static_page, Captured({"name": path[len(PREFIX) :]})
        found = self.routes.match(path)
        if found is None and path.endswith("/") and self.routes.match(path[:-1]) is not None:
            return SLASH_PAGE, NOTHING
        return found or (None, NOTHING)

    def check(self) -> None:
        """Raise ConfigError for a page that could never be reached; import every page unless in DEBUG."""
        for page in self.routes:
            if f"/{page.folder}/".startswith(PREFIX):
                raise RouteError(f"{page.file} can't be reached: {PREFIX} is for static files")
        if not self.settings.debug:
            for page in (*self.routes, *self.error_pages.values()):
                page.load()


CLIENT = Path(__file__).parent / "client" / "asok.min.js"
SLASH_PAGE = SlashPage()


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
        request.__dict__["host"] = known(
            environ.get("HTTP_HOST"),
            environ["SERVER_NAME"],
            environ["SERVER_PORT"],
            environ["wsgi.url_scheme"],
        )

    def check_forwarded(request: asok_request.Request) -> None:
        _ = request.host

    return check_forwarded if options.proxies else check


def _existing(folder: Path) -> list[Path]:
    return [folder] if folder.is_dir() else []


def _status_of(page: Page) -> int | None:
    """Return the status that a page is the error page of: its folder is src/pages/<status>."""
    name = page.folder
    return int(name) if len(name) == 3 and name.isascii() and name.isdecimal() and name[0] in "45" else None


def _options(settings: Settings) -> Options:
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
            yield handle
