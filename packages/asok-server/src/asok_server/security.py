"""The headers that every answer carries (OWASP Secure Headers), made once at start."""

from collections.abc import Iterable, Mapping

from asok_server.errors import ConfigError
from asok_server.response import Headers

CONSTANT: Headers = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
HSTS: Headers = (("Strict-Transport-Security", "max-age=31536000"),)
CSP = "Content-Security-Policy"


class SecurityHeaders:
    """Constant header lists: one for http, one for https.

    ``extension`` holds directives that are added to the policy, source by source;
    ``form_origins`` are other origins that forms may post to.
    """

    def __init__(
        self, *, enabled: bool = True, extension: str = "", form_origins: Iterable[str] = ()
    ) -> None:
        self._policy = _policy(extension, form_origins)
        common = (*CONSTANT, (CSP, _written(self._policy))) if enabled else ()
        self._http: Headers = common
        self._https: Headers = (*HSTS, *common) if enabled else ()
        self._enabled = enabled

    def of(self, *, secure: bool, nonce: str | None) -> Headers:
        """Return the headers of an answer; ``nonce`` allows the inline scripts that carry it."""
        headers = self._https if secure else self._http
        if nonce is None or not self._enabled:
            return headers
        policy = {**self._policy, "script-src": (*self._policy["script-src"], f"'nonce-{nonce}'")}
        return (*headers[:-1], (CSP, _written(policy)))


def _policy(extension: str, form_origins: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    policy: dict[str, tuple[str, ...]] = {
        "script-src": ("'self'",),
        "base-uri": ("'self'",),
        "object-src": ("'none'",),
        "form-action": ("'self'", *form_origins),
        "frame-ancestors": ("'self'",),
    }
    for directive in filter(None, map(str.strip, extension.split(";"))):
        name, *sources = directive.split()
        kept = tuple(source for source in policy.get(name, ()) if source != "'none'")
        policy[name] = (*kept, *(source for source in sources if source not in kept))
    return policy


def _written(policy: Mapping[str, tuple[str, ...]]) -> str:
    text = "; ".join(" ".join((name, *sources)) for name, sources in policy.items())
    if not text.isascii() or not text.isprintable():
        raise ConfigError(f"CSP holds a character that no header can carry: {text!r}")
    return text
