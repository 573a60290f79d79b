"""The cookies that a test client keeps, as a browser does for one site."""

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime

from asok_request import parse_cookies

from asok_server.cookies import set_cookie
from asok_server.files.httpdate import parse_http_date


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie as it was set; ``attributes`` by name in lower case, ``""`` for those without a value."""

    name: str
    raw: str
    attributes: dict[str, str]

    @property
    def value(self) -> str:
        """The value as the app reads it."""
        return parse_cookies(f"{self.name}={self.raw}")[self.name]

    @property
    def path(self) -> str:
        """The path below which it is sent."""
        return self.attributes.get("path") or "/"

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
        self._cookies: dict[tuple[str, str], Cookie] = {}

    def store(self, header: str, *, https: bool) -> None:
        """Take in a ``Set-Cookie`` header; one that a browser would refuse is dropped."""
        pair, *rest = header.split(";")
        name, _, raw = pair.partition("=")
        parts = (part.partition("=") for part in rest)
        cookie = Cookie(
            name.strip(), raw.strip(), {key.strip().lower(): value.strip() for key, _, value in parts}
        )
        if (cookie.secure or cookie.name.lower().startswith(("__host-", "__secure-"))) and not https:
            return
        self._cookies.pop((cookie.name, cookie.path), None)
        if not cookie.ended:
            self._cookies[cookie.name, cookie.path] = cookie

    def header(self, path: str, *, https: bool) -> str:
        """Return the ``Cookie`` header for a path, longer cookie paths first; empty if there is none."""
        sent = [
            cookie
            for cookie in sorted(self._cookies.values(), key=lambda cookie: -len(cookie.path))
            if _covers(cookie.path, path) and (https or not cookie.secure)
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
        self._cookies[name, "/"] = Cookie(name, pair.partition("=")[2], {})

    def __delitem__(self, name: str) -> None:
        del self._cookies[name, self.cookie(name).path]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name for name, _ in self._cookies))

    def __len__(self) -> int:
        return len({name for name, _ in self._cookies})


def _covers(cookie_path: str, path: str) -> bool:
    """Path matching of RFC 6265, section 5.1.4."""
    return path == cookie_path or path.startswith(
        cookie_path if cookie_path.endswith("/") else f"{cookie_path}/"
    )
