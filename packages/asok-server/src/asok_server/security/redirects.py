"""Where a redirect may lead, so that no address from outside takes a visitor away."""

import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

from asok_server.errors import Abort
from asok_server.response import Response
from asok_server.security.origins import origin_of, parse_origin

STATUSES = frozenset({301, 302, 303, 307, 308})

# What may stand in a URI as it is (RFC 3986, section 2), and "%" of what is encoded already.
_AS_IT_IS = "!#$%&'()*+,/:;=?@[]~"


class UnsafeRedirect(Abort):
    """The target is no place on this site and none in ``REDIRECT_ORIGINS``: a 400."""

    def __init__(self) -> None:
        super().__init__(
            400,
            "A redirect leads to a path that starts with one '/', to this site, "
            "or to an origin in REDIRECT_ORIGINS.",
        )


def safe_location(target: str | None, *, scheme: str, host: str, origins: Iterable[str] = ()) -> str:
    """Return ``target`` as an ASCII ``Location``, if it leads nowhere it should not.

    Allowed are a path that starts with one ``/``, a URL of the origin ``scheme://host``, and a URL of one
    of ``origins``; control characters and backslashes never (OWASP, Unvalidated Redirects). What a URI
    can't hold is percent-encoded as UTF-8.

    Raises:
        UnsafeRedirect: for everything else, relative references without a leading ``/`` included, and for
            None: ``request.args.get('next')`` where there was no ``?next=``.
        TypeError: for what is neither a str nor None.
    """
    if not (target is None or isinstance(target, str)):
        raise TypeError(f"a redirect leads to a str, not to {target!r}")
    if (
        not target
        or not _clean(target)
        or not (_local_path(target) or _allowed(target, scheme, host, origins))
    ):
        raise UnsafeRedirect
    try:
        return quote(target, safe=_AS_IT_IS)
    except UnicodeEncodeError:
        raise UnsafeRedirect from None


def back_location(
    referer: str | None, *, scheme: str, host: str, default: str = "/", origins: Iterable[str] = ()
) -> str:
    """Return the page that the visitor came from if it is of this site, else ``default``, else ``/``.

    Never raises. ``origins`` counts for ``default`` alone: a ``Referer`` never leads out.
    """
    for target, allowed in ((referer or "", ()), (default, origins)):
        try:
            return safe_location(target, scheme=scheme, host=host, origins=allowed)
        except UnsafeRedirect:
            continue
    return "/"


def redirection(location: str, status: int = 302) -> Response:
    """Return the answer that sends the browser to a location that :func:`safe_location` gave.

    Raises:
        ValueError: if ``status`` is not one of 301, 302, 303, 307, 308.
    """
    if status not in STATUSES:
        raise ValueError(f"{status} is no redirect: choose one of {sorted(STATUSES)}")
    return Response(b"", status, (("Location", location),))


def _clean(target: str) -> bool:
    """Whether no character is a control or a backslash, which browsers drop or read as a slash."""
    if target.isascii():
        return target.isprintable() and "\\" not in target
    return "\\" not in target and all(unicodedata.category(character) != "Cc" for character in target)


def _local_path(target: str) -> bool:
    return target.startswith("/") and not target.startswith("//")


def _allowed(target: str, scheme: str, host: str, origins: Iterable[str]) -> bool:
    origin = origin_of(target)
    if origin is None:
        return False
    return origin == parse_origin(f"{scheme}://{host}") or any(origin == parse_origin(one) for one in origins)
