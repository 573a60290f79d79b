"""Cross-site request forgery: whether a request that changes something came from this site's own pages.

Three layers, and a request must pass each that applies (OWASP, CSRF Prevention): what the browser says of
the request's source, where it says that it came from, and a token that only a page of this session holds.
"""

import binascii
import secrets
from hmac import compare_digest

from markupsafe import Markup

from asok_server.errors import Abort
from asok_server.security.origins import Origin, origin_of, parse_origin

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})

_FIELD = Markup(f'<input type="hidden" name="{FIELD}" value="{{}}">')
_OWN_SITES = frozenset({"same-origin", "none"})


class CSRFError(Abort):
    """The request is not known to come from this site: a 403. ``message`` says which check it failed."""

    def __init__(self, message: str) -> None:
        super().__init__(403, message)


class TokenMissing(CSRFError):
    """The request carries no token at all."""


def new_secret() -> str:
    """Return a secret for one session: 192 random bits as 32 characters of ASCII."""
    return secrets.token_urlsafe(24)


def token(secret: str) -> str:
    """Return the secret, masked anew by each call, so that compression tells nothing about it (BREACH)."""
    plain = secret.encode("ascii")
    mask = secrets.token_bytes(len(plain))
    return (
        binascii.b2a_base64(mask + _xor(plain, mask), newline=False).translate(_TO_URL).decode().rstrip("=")
    )


def field(token: str) -> Markup:
    """Return the hidden control that carries a token in a form."""
    return _FIELD.format(token)


def check(
    *,
    method: str,
    scheme: str,
    host: str,
    sec_fetch_site: str | None,
    origin: str | None,
    referer: str | None,
    token: str | None,
    secret: str | None,
) -> None:
    """Let a request pass, or raise.

    Only POST, PUT, PATCH and DELETE are looked at, whatever they carry and wherever they go. Headers are
    None where the client sent none. In this order: ``Sec-Fetch-Site``, if sent, is ``same-origin`` or
    ``none``; ``Origin``, if sent, has the scheme, host and port of the request (``null`` never has); over
    https without ``Origin``, the ``Referer`` is there and has them; and always, the token belongs to the
    session's secret. A client that sends none of these headers over plain http is judged by its token.

    Raises:
        CSRFError: at the first check that fails.
    """
    if method not in METHODS:
        return
    if sec_fetch_site is not None and sec_fetch_site not in _OWN_SITES:
        raise CSRFError("This request was started by another site.")
    if origin is not None or scheme == "https":
        _check_source(f"{scheme}://{host}", origin, referer)
    if not token:
        raise TokenMissing("The form's security token is missing. Reload the page and send the form again.")
    if secret is None or not _belongs(token, secret):
        raise CSRFError("The form's security token is out of date. Reload the page and send the form again.")


def _check_source(own: str, origin: str | None, referer: str | None) -> None:
    if origin is not None:
        if origin != own and not _same(own, parse_origin(origin)):
            raise CSRFError("This request comes from another origin.")
    elif not _same(own, origin_of(referer or "")):
        raise CSRFError("This request does not say that it comes from a page of this site (Origin, Referer).")


def _same(own: str, origin: Origin | None) -> bool:
    return origin is not None and origin == parse_origin(own)


def _belongs(token: str, secret: str) -> bool:
    plain = secret.encode("ascii")
    size = len(plain)
    try:
        raw = binascii.a2b_base64(
            token.encode("ascii").translate(_FROM_URL) + b"=" * (-len(token) % 4), strict_mode=True
        )
    except ValueError:
        return False
    return len(raw) == 2 * size and compare_digest(_xor(raw[size:], raw[:size]), plain)


def _xor(left: bytes, right: bytes) -> bytes:
    return (int.from_bytes(left, "big") ^ int.from_bytes(right, "big")).to_bytes(len(left), "big")


_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_+/=", b"+/!!!")  # so that a token has one alphabet
