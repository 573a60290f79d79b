"""The headers that every answer carries (OWASP Secure Headers), made once at start."""

import re
from collections.abc import Iterable, Iterator, Mapping

from asok_server.errors import ConfigError
from asok_server.response import Headers
from asok_server.security.origins import parse_origin

CONSTANT: Headers = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
HSTS: Headers = (("Strict-Transport-Security", "max-age=31536000"),)
CSP = "Content-Security-Policy"
NONE = "'none'"
NAME = re.compile(r"[A-Za-z0-9-]+")
KEYWORDS = frozenset({"self", "none", "unsafe-inline", "unsafe-eval", "strict-dynamic"})
"""What means something between single quotes alone; without them it would be the name of a host."""
EXAMPLE = "\"img-src 'self' https://images.example.com; frame-src 'none'\""


class SecurityHeaders:
    """Constant header lists: one for http, one for https.

    ``extension`` holds directives that are added to the policy, source by source; ``'none'`` takes away
    what there is; ``form_origins`` are other origins that forms may post to. Raises ConfigError for what is
    no directive, and for what is no origin.
    """

    def __init__(
        self, *, enabled: bool = True, extension: str = "", form_origins: Iterable[str] = ()
    ) -> None:
        self._policy = _policy(extension, form_origins)
        common = (*CONSTANT, (CSP, _written(self._policy))) if enabled else ()
        self._http: Headers = common
        self._https: Headers = (*HSTS, *common) if enabled else ()
        self._enabled = enabled

    def of(self, *, secure: bool, nonce: str | None, own: str | None = None) -> Headers:
        """Return the headers of an answer.

        ``nonce`` allows the inline scripts that carry it. ``own`` is a policy that the page made: its
        directives go before those of the site, which fill in what it does not name.
        """
        headers = self._https if secure else self._http
        if not self._enabled:
            return ((CSP, own),) if own else ()
        if nonce is None and own is None:
            return headers
        policy = dict(self._policy)
        if nonce is not None:
            policy["script-src"] += (f"'nonce-{nonce}'",)
        policy |= _directives(own or "")
        return (*headers[:-1], (CSP, _written(policy)))


def _origin(text: str) -> str:
    if parse_origin(text) is None:
        raise ConfigError(
            f"REDIRECT_ORIGINS holds {text!r}; an origin is written as 'https://login.example.com'"
        )
    return text


def _policy(extension: str, form_origins: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    policy: dict[str, tuple[str, ...]] = {
        "script-src": ("'self'",),
        "base-uri": ("'self'",),
        "object-src": ("'none'",),
        "form-action": ("'self'", *map(_origin, form_origins)),
        "frame-ancestors": ("'self'",),
    }
    for name, sources in _directives(extension):
        _check(name, sources)
        policy[name] = _extended(policy.get(name, ()), sources)
    return policy


def _extended(known: tuple[str, ...], added: tuple[str, ...]) -> tuple[str, ...]:
    """Return both; ``'none'`` means nothing beside another source, so it takes all away or gives way."""
    if NONE in added:
        return (NONE,)
    kept = tuple(source for source in known if source != NONE)
    return (*kept, *(source for source in added if source not in kept))


def _directives(policy: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    parts = (directive.split() for directive in policy.split(";") if directive.strip())
    return ((name.lower(), tuple(sources)) for name, *sources in parts)


def _check(name: str, sources: Iterable[str]) -> None:
    """Raise ConfigError for a directive of ``CSP`` that browsers would pass over, or take for another."""
    if not NAME.fullmatch(name):
        raise ConfigError(f"CSP begins a directive with {name!r}; one is written as {EXAMPLE}")
    for source in sources:
        if "," in source:
            raise ConfigError(f"CSP holds {source!r} with a comma; spaces part sources, as in {EXAMPLE}")
        if source.lower() in KEYWORDS:
            raise ConfigError(f"CSP holds {source} where '{source}' is meant, with its quotes")


def _written(policy: Mapping[str, tuple[str, ...]]) -> str:
    text = "; ".join(" ".join((name, *sources)) for name, sources in policy.items())
    if not text.isascii() or not text.isprintable():
        raise ConfigError(f"CSP holds a character that no header can carry: {text!r}")
    return text
