"""The visitor's language: found once for a request, kept in a cookie where the visitor chose it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asok_server.visit import Visit

COOKIE = "asok_lang"
YEAR = 365 * 24 * 3600


def of(request: "Visit") -> str:
    """Return the language of ?lang=, else of the cookie, of Accept-Language, or LOCALE."""
    catalogs, environ = request.site.catalogs, request.environ
    if len(catalogs.languages) > 1:
        request.reply.add_vary("Accept-Language", "Cookie")
    return catalogs.detect(
        environ.get("QUERY_STRING"), environ.get("HTTP_COOKIE"), environ.get("HTTP_ACCEPT_LANGUAGE")
    )


def remember(request: "Visit") -> None:
    """Keep a choice that the query made by ?lang= in the cookie."""
    chosen = request.site.catalogs.chosen(request.environ.get("QUERY_STRING"))
    if chosen is not None and request.cookies_dict.get(COOKIE) != chosen:
        request.set_cookie(COOKIE, chosen, max_age=YEAR)
