"""The one exit: every answer gets its cookies, its Vary and its security headers here."""

import re
from collections.abc import Iterable, Iterator

from asok_server import blocks, languages
from asok_server.answers import HTML, JSON, NoAnswer
from asok_server.cookies import delete_cookie, set_cookie
from asok_server.files.filebody import FileBody
from asok_server.reply import check_header, no_text
from asok_server.request import Request
from asok_server.response import Response
from asok_server.security import csrf
from asok_server.security.headers import CSP
from asok_server.sessions import Session, cookie_name
from asok_server.status import BODILESS
from asok_server.wsgi import Going, Pairs, close

PRIVATE = ("Cache-Control", "private")
SHARED_CACHING = re.compile(r"\b(?:public|private|s-maxage=\d+)\b,?\s*", re.IGNORECASE)


def finish(request: Request, response: Response) -> Going:
    """Return the response as it is sent. What the request did not use adds nothing."""
    environ, reply, site, used = request.environ, request.reply, request.site, request.__dict__
    session = used.get("session")
    body, status, own_headers = response
    if 300 <= status < 400 and status != 304:  # a block request is told otherwise
        reply.add_vary(blocks.HEADER)
    if "HTTP_X_BLOCK" in environ:
        body, status, own_headers = response = _for_script(request, session, response)
    headers = list(own_headers)
    common = own_headers is HTML or own_headers is JSON  # then they are known to be sound
    if not common:
        _check(response)
        _describe(status, body, headers)
    elif isinstance(body, bytes) and status not in BODILESS:
        headers.append(("Content-Length", str(len(body))))
    if reply.headers is not None:
        if "Content-Length" in reply.headers and isinstance(body, bytes) and status not in BODILESS:
            _check_length(reply.headers["Content-Length"], body, request.method)
        headers = [pair for pair in headers if pair[0].title() not in reply.headers]
        headers += reply.headers.items()
    if "lang=" in environ.get("QUERY_STRING", "") and request.page is not site.static_page:
        _remember_language(request)
    plain = common and reply.headers is None  # then nothing is said yet of caching, Vary or a policy
    if session is not None and session.touched:
        _save_session(request, session, response)
        headers = [*headers, PRIVATE] if plain else _private(headers)
    if reply.cookies is not None and request.page is not site.static_page:  # which every cache may keep
        headers += [("Set-Cookie", cookie) for cookie in reply.cookies.values()]
    if reply.vary:
        headers = [*headers, ("Vary", ", ".join(reply.vary))] if plain else _with_vary(headers, reply.vary)
    own = None if plain else _own_policy(headers)
    added = site.security.of(secure=request.scheme == "https", nonce=reply.nonce, own=own)
    ours = plain or (request.page is site.static_page and reply.headers is None)
    headers += added if ours else _unsaid(headers, added)
    if not isinstance(body, bytes):
        return status, headers, _stream(request, body)
    if "_held" in used or "_shared" in used:  # most requests have nothing to let go of
        request.close()
    return status, headers, body


def _remember_language(request: Request) -> None:
    """Keep in a cookie which language the query chose."""
    kept = request.cookies_dict.get(languages.COOKIE)
    if language := languages.chosen(request.site.catalogs, request.environ, kept):
        request.set_cookie(languages.COOKIE, language, max_age=languages.YEAR)


def _for_script(request: Request, session: Session | None, response: Response) -> Response:
    """Answer a block request: with the place of a redirect, and with the token that the next form needs."""
    if session is not None and session.touched and session.contents().csrf_secret:
        request.reply.set_header(csrf.HEADER, request.csrf_token_value)
    return blocks.redirected(response)


def _check(response: Response) -> None:
    """Raise HeaderError for a header that can't be sent (CR, LF, NUL, what is not latin-1), and NoAnswer for
    what is no final status, or no body.
    """
    if not 200 <= response.status <= 599:
        raise NoAnswer(f"{response.status} is no status of a final answer: use 200 to 599")
    if isinstance(response.body, str):
        raise NoAnswer("the body of a Response is bytes: encode the text, or use request.text")
    if not isinstance(response.headers, tuple | list):
        raise NoAnswer(
            f"the headers of a Response are pairs, as (('X-Name', 'value'),), not {response.headers!r}"
        )
    for name, value in response.headers:
        if not (isinstance(name, str) and isinstance(value, str)):
            raise no_text(name, value)
        check_header(name, value)


def _save_session(request: Request, session: Session, response: Response) -> None:
    """Save a session that was touched."""
    if session.shows_flashes and _unseen(request, response):
        session.flashes.keep()
    request.reply.add_vary("Cookie")
    value = request.site.sessions.save(session)
    if value is not None:
        _set_session_cookie(request, value)


def _unseen(request: Request, response: Response) -> bool:
    """Whether nobody sees what the page showed on this answer."""
    redirects = 300 <= response.status < 400 or response.header(blocks.REDIRECT) is not None
    return redirects or request.method == "HEAD"


def _private(headers: Pairs) -> Pairs:
    """Let no shared cache keep the answer, whatever else its page says (RFC 9111, section 5.2.2.7)."""
    said = next((value for name, value in headers if name.title() == "Cache-Control"), None)
    if said is None:
        return [*headers, PRIVATE]
    caching = said if "no-store" in said.lower() else f"private, {SHARED_CACHING.sub('', said)}".strip(", ")
    return [*(pair for pair in headers if pair[0].title() != "Cache-Control"), ("Cache-Control", caching)]


def _set_session_cookie(request: Request, value: str) -> None:
    settings, secure = request.site.settings, request.is_secure
    name, samesite = cookie_name(secure), settings.session_samesite
    if not value:
        request.reply.set_cookie(name, delete_cookie(name, secure=secure))
        return
    request.reply.set_cookie(
        name,
        set_cookie(
            name,
            value,
            max_age=settings.session_lifetime,
            secure=secure,
            httponly=True,
            samesite=samesite if secure or samesite != "None" else "Lax",  # what browsers take on plain http
        ),
    )


def _with_vary(headers: Pairs, names: tuple[str, ...]) -> Pairs:
    """Merge what the answer depends on into one Vary header (RFC 9110, section 12.5.5)."""
    said = [value for name, value in headers if name.title() == "Vary"]
    if not said:
        return [*headers, ("Vary", ", ".join(names))]
    known = {name.strip().lower() for value in said for name in value.split(",")}
    added = [name for name in names if name.lower() not in known]
    rest = [pair for pair in headers if pair[0].title() != "Vary"]
    return [*rest, ("Vary", ", ".join((*said, *added)))]


def _own_policy(headers: Pairs) -> str | None:
    """Take out the Content-Security-Policy that a page or a file brings: one header is sent for all."""
    for place, (name, value) in enumerate(headers):
        if name.title() == CSP:
            del headers[place]
            return value
    return None


def _unsaid(headers: Pairs, added: Iterable[tuple[str, str]]) -> Pairs:
    """Return what the page has not said itself: two values of one of these headers contradict each other."""
    said = {name.title() for name, _ in headers}
    return [pair for pair in added if pair[0].title() not in said]


def _describe(status: int, body: bytes | Iterable[bytes], headers: Pairs) -> None:
    """Add the length of the content, and its type, where the page named none."""
    if status in BODILESS:
        return
    names = {name.title() for name, _ in headers}
    if "Content-Type" not in names:
        headers.append(("Content-Type", "application/octet-stream" if body else "text/plain; charset=utf-8"))
    if isinstance(body, bytes):
        if "Content-Length" not in names:
            headers.append(("Content-Length", str(len(body))))
        elif body:
            _check_length(next(value for name, value in headers if name.title() == "Content-Length"), body)


def _check_length(said: str, body: bytes, method: str = "GET") -> None:
    """Raise NoAnswer for a length that is not the body's: clients would wait for the rest, or lose it. What
    answers HEAD may say the length of a body that it has not made.
    """
    if said != str(len(body)) and (body or method != "HEAD"):
        raise NoAnswer(
            f"Content-Length is {said}, and the body has {len(body)} bytes: leave it out, and it is added"
        )


def _stream(request: Request, body: Iterable[bytes]) -> Iterable[bytes]:
    """Return a stream that lets the request go when it ends."""
    if isinstance(body, FileBody):
        request.close()
        return body
    request.session.close()  # it can't change any more: the headers are about to leave
    return Closing(body, request)


class Closing:
    """A streamed body; the request's temporary files are let go after its last chunk."""

    def __init__(self, body: Iterable[bytes], request: Request) -> None:
        self._body = body
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        """Close the body, then the request."""
        try:
            close(self._body)
        finally:
            self._request.close()
