"""The cookies that a test client keeps, as a browser does for one site."""

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime

from asok_request import parse_cookies

from asok_server.cookies import set_cookie
from asok_server.files.httpdate import parse_http_date


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie as it was set; ``attributes`` by name in lower case, ``""`` for those without a value.

    ``host`` set it, in an answer for ``default_path`` (RFC 6265, section 5.1.4); one without a host is sent
    everywhere.
    """

    name: str
    raw: str
    attributes: dict[str, str]
    host: str = ""
    default_path: str = "/"

    @property
    def value(self) -> str:
        """The value as the app reads it."""
        return parse_cookies(f"{self.name}={self.raw}")[self.name]

    @property
    def path(self) -> str:
        """The path below which it is sent."""
        path = self.attributes.get("path", "")
        return path if path.startswith("/") else self.default_path

    @property
    def domain(self) -> str:
        """The domain that it is sent to, hosts below it included; empty for the host that set it alone."""
        return self.attributes.get("domain", "").removeprefix(".").lower()

    @property
    def secure(self) -> bool:
        """Whether it is sent over https only."""
        return "secure" in self.attributes

    @property
    def ended(self) -> bool:
        """Whether its life is over, which is how an app deletes a cookie."""
        age = self.attributes.get("max-age")
        if age is not None and age.lstrip("-").isdecimal():
            return int(age) <= 0
        expires = parse_http_date(self.attributes.get("expires", ""))
        return expires is not None and expires <= datetime.now(UTC).timestamp()


class CookieJar(MutableMapping[str, str]):
    """Cookies by name, with the values that the app reads. One that is set here is sent everywhere."""

    def __init__(self) -> None:
        self._cookies: dict[tuple[str, str, str], Cookie] = {}

    def store(self, header: str, *, https: bool, host: str = "", path: str = "/") -> None:
        """Take in a ``Set-Cookie`` header; one that a browser would refuse is dropped.

        ``host`` and ``path`` are those of the request that was answered so.
        """
        pair, *rest = header.split(";")
        name, _, raw = pair.partition("=")
        parts = (part.partition("=") for part in rest)
        attributes = {key.strip().lower(): value.strip() for key, _, value in parts}
        cookie = Cookie(name.strip(), raw.strip(), attributes, host, path[: path.rfind("/")] or "/")
        if not _is_taken(cookie, https=https):
            return
        self._cookies.pop(_key(cookie), None)
        if not cookie.ended:
            self._cookies[_key(cookie)] = cookie

    def header(self, path: str, *, https: bool, host: str = "") -> str:
        """Return the ``Cookie`` header for a path, longer cookie paths first; empty if there is none."""
        sent = [
            cookie
            for cookie in sorted(self._cookies.values(), key=lambda cookie: -len(cookie.path))
            if _covers(cookie.path, path) and _is_for(cookie, host) and (https or not cookie.secure)
        ]
        return "; ".join(f"{cookie.name}={cookie.raw}" for cookie in sent)

    def cookie(self, name: str) -> Cookie:
        """Return a cookie with its attributes. Raises KeyError."""
        for key, cookie in self._cookies.items():
            if key[0] == name:
                return cookie
        raise KeyError(name)

    def __getitem__(self, name: str) -> str:
        return self.cookie(name).value

    def __setitem__(self, name: str, value: str) -> None:
        pair = set_cookie(name, value, secure=True).partition(";")[0]
        self.pop(name, None)
        cookie = Cookie(name, pair.partition("=")[2], {})
        self._cookies[_key(cookie)] = cookie

    def __delitem__(self, name: str) -> None:
        del self._cookies[_key(self.cookie(name))]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(key[0] for key in self._cookies))

    def __len__(self) -> int:
        return len({key[0] for key in self._cookies})


def _key(cookie: Cookie) -> tuple[str, str, str]:
    """Return what makes two cookies the same: their name, where they are sent, and the path."""
    return cookie.name, cookie.domain or cookie.host, cookie.path


def _is_taken(cookie: Cookie, *, https: bool) -> bool:
    """Tell whether a browser takes a cookie (RFC 6265bis, "Storage Model")."""
    name = cookie.name.lower()
    if not cookie.name or (cookie.secure and not https):
        return False
    if name.startswith(("__host-", "__secure-")) and not cookie.secure:
        return False
    if name.startswith("__host-") and (cookie.attributes.get("path") != "/" or cookie.domain):
        return False
    if cookie.attributes.get("samesite", "").lower() == "none" and not cookie.secure:
        return False
    return not (cookie.host and cookie.domain) or _is_within(cookie.host, cookie.domain)


def _is_for(cookie: Cookie, host: str) -> bool:
    """Tell whether a cookie is sent to a host; to any, where one of the two is not known."""
    if not cookie.host or not host:
        return True
    return _is_within(host, cookie.domain) if cookie.domain else host == cookie.host


def _is_within(host: str, domain: str) -> bool:
    """Domain matching of RFC 6265, section 5.1.3."""
    return host == domain or (host.endswith(f".{domain}") and not host.replace(".", "").isdigit())


def _covers(cookie_path: str, path: str) -> bool:
    """Path matching of RFC 6265, section 5.1.4."""
    return path == cookie_path or path.startswith(
        cookie_path if cookie_path.endswith("/") else f"{cookie_path}/"
    )
