"""A client that calls a WSGI app directly, and behaves as a browser where that matters to a test."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast
from urllib.parse import quote, urlencode, urljoin, urlsplit

from asok_server.app import Asok
from asok_server.cookies import set_cookie
from asok_server.errors import AsokError
from asok_server.security import csrf as csrf_tokens
from asok_server.sessions import Session, cookie_name
from asok_server.testing import bodies, calls
from asok_server.testing.answer import Answer, AnswerHeaders
from asok_server.testing.jar import CookieJar
from asok_server.testing.visitor import VisitorSession
from asok_server.visit import identity_of

T = TypeVar("T")

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 20
_UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
_SCHEMES = ("http://", "https://")
_PATH = "/%:@!$&'()*+,;=~"


class TooManyRedirectsError(AsokError):
    """The app redirected 20 times in a row."""


class Client:
    """A visitor of an app.

    Cookies are kept between requests, in ``cookies``. A request that changes something carries a CSRF token
    of the visitor's session, unless ``csrf`` is false, for all requests or for one. ``base_url`` is where
    the app is visited: https makes cookies Secure, the host has to be one of ALLOWED_HOSTS. ``headers`` go
    with every request. ``ip`` is the visitor's address.
    """

    def __init__(
        self,
        app: Callable[..., Any],
        *,
        base_url: str = "http://localhost",
        headers: Mapping[str, str] | None = None,
        csrf: bool = True,
        ip: str = "127.0.0.1",
    ) -> None:
        if not base_url.startswith(_SCHEMES):
            raise ValueError(f"base_url is {base_url!r}; it begins with http:// or https://")
        self.app = app
        self.base_url = base_url.rstrip("/")
        self.headers = dict(headers or {})
        self.csrf = csrf
        self.ip = ip
        self.cookies = CookieJar()

    def get(self, path: str, **options: Any) -> Answer:
        """Send a GET; see :meth:`request` for the options of this and the other methods."""
        return self.request("GET", path, **options)

    def head(self, path: str, **options: Any) -> Answer:
        """Send a HEAD."""
        return self.request("HEAD", path, **options)

    def options(self, path: str, **options: Any) -> Answer:
        """Send an OPTIONS."""
        return self.request("OPTIONS", path, **options)

    def post(self, path: str, data: bodies.Data = None, **options: Any) -> Answer:
        """Send a POST."""
        return self.request("POST", path, data=data, **options)

    def put(self, path: str, data: bodies.Data = None, **options: Any) -> Answer:
        """Send a PUT."""
        return self.request("PUT", path, data=data, **options)

    def patch(self, path: str, data: bodies.Data = None, **options: Any) -> Answer:
        """Send a PATCH."""
        return self.request("PATCH", path, data=data, **options)

    def delete(self, path: str, data: bodies.Data = None, **options: Any) -> Answer:
        """Send a DELETE."""
        return self.request("DELETE", path, data=data, **options)

    @property
    def session(self) -> VisitorSession:
        """What the app keeps in the visitor's session now; a value that is set here is kept, too."""
        return VisitorSession(self._with_session)

    def login(self, user: object) -> None:
        """Log a user in without the app's login page; ``user`` as ``request.login`` gets it."""
        self._with_session(lambda session: session.login(identity_of(user)))

    def request(
        self,
        method: str,
        path: str,
        *,
        query: bodies.Fields | str | None = None,
        data: bodies.Data = None,
        json: Any = None,
        files: bodies.Files | None = None,
        content_type: str | None = None,
        headers: Mapping[str, str] | None = None,
        block: str | None = None,
        csrf: bool | None = None,
        follow_redirects: bool = False,
    ) -> Answer:
        """Send a request and return the answer, read to its end.

        ``path`` may have a query of its own; ``query`` is added to it. ``data`` is a form, or bytes or text
        to be sent as they are; ``files`` makes the form multipart; ``json`` is sent as JSON.
        ``content_type`` replaces the type that follows from these. ``block`` asks for blocks of the page
        (``'main'``, ``'main,aside'``), as the client script does. With ``follow_redirects`` the last answer
        is returned, and the others are its ``history``; a redirect to another site is not followed.

        :raises TooManyRedirectsError: after 20 redirects.
        """
        body = bodies.encode(data, json, files)
        sent = {**self.headers, **(headers or {})}
        if block is not None:
            sent["X-Block"] = block
        kind = content_type or body.content_type
        if kind is not None:
            sent.setdefault("Content-Type", kind)
        url = self._url(path, query)
        answer = self._send(method, url, sent, body.content, self.csrf if csrf is None else csrf)
        return self._followed(answer, sent, body.content, csrf) if follow_redirects else answer

    def _url(self, path: str, query: bodies.Fields | str | None) -> str:
        if not isinstance(path, str):  # pyright: ignore[reportUnnecessaryIsInstance]  (a Location that is not there)
            raise TypeError(f"a path is text, not {path!r}")
        path = path.partition("#")[0]
        url = path if path.startswith(_SCHEMES) else f"{self.base_url}/{path.removeprefix('/')}"
        if not query:
            return url
        added = query if isinstance(query, str) else urlencode(list(bodies.pairs(query)))
        return f"{url}{'&' if '?' in url else '?'}{added}"

    def _followed(self, answer: Answer, headers: dict[str, str], body: bytes, csrf: bool | None) -> Answer:
        history: tuple[Answer, ...] = ()
        while answer.status in _REDIRECTS and answer.location is not None:
            url = urljoin(answer.url, answer.location)
            if not f"{url}/".startswith((f"{self.base_url}/", f"{self.base_url}?")):
                break
            if len(history) == _MOST_REDIRECTS:
                raise TooManyRedirectsError(f"{answer.url} is the {_MOST_REDIRECTS}th redirect in a row")
            history += (answer,)
            method = answer.method
            if _becomes_get(answer.status, method):
                method, body = "GET", b""
                headers = {name: value for name, value in headers.items() if name.lower() != "content-type"}
            answer = self._send(method, url, headers, body, self.csrf if csrf is None else csrf)
        return replace(answer, history=history)

    def _send(self, method: str, url: str, headers: dict[str, str], body: bytes, csrf: bool) -> Answer:
        parts = urlsplit(url)
        https = parts.scheme == "https"
        path = quote(parts.path or "/", safe=_PATH)
        host = parts.hostname or ""
        names = {name.lower() for name in headers}
        if csrf and method in _UNSAFE and not names & {"x-csrf-token"} and b"csrf_token" not in body:
            headers = {**self._proof(), **headers}
        if "cookie" not in names and (cookies := self.cookies.header(path, https=https, host=host)):
            headers = {**headers, "Cookie": cookies}
        environ = calls.environ_of(
            method, parts.scheme, parts.netloc, path, quote(parts.query, safe=_PATH + "?/"), body
        )
        environ |= {"REMOTE_ADDR": self.ip, **calls.header_keys(headers)}
        status, pairs, content = calls.call(self.app, environ)
        for name, value in pairs:
            if name.lower() == "set-cookie":
                self.cookies.store(value, https=https, host=host, path=path)
        return Answer(method, url.partition("#")[0], status, AnswerHeaders(pairs), content)

    def _proof(self) -> dict[str, str]:
        """Return what a page of the app would send: its origin, and a token of the visitor's session."""
        if not hasattr(self.app, "start"):
            return {}
        token = self._with_session(lambda session: csrf_tokens.token(session.csrf_secret))
        return {csrf_tokens.HEADER: token, "Origin": self.base_url}

    def _with_session(self, use: Callable[[Session], T]) -> T:
        """Let a function read or change the visitor's session, and keep the cookie that comes of it."""
        if not hasattr(self.app, "start"):
            raise TypeError(f"only an Asok app has sessions, not {self.app!r}")
        https = self.base_url.startswith("https:")
        name = cookie_name(https)
        sessions = cast(Asok, self.app).start().sessions
        session = sessions.open(self.cookies.get(name))
        result = use(session)
        saved = sessions.save(session)
        if saved:
            host = urlsplit(self.base_url).hostname or ""
            self.cookies.store(set_cookie(name, saved, secure=https), https=https, host=host)
        return result


def _becomes_get(status: int, method: str) -> bool:
    """Tell whether a redirect is followed with a GET (Fetch, "HTTP-redirect fetch")."""
    return (status in (301, 302) and method == "POST") or (status == 303 and method not in ("GET", "HEAD"))
