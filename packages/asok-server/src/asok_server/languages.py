"""The visitor's language: found once for a request, kept in a cookie where the visitor chose it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asok_i18n import Catalogs

COOKIE = "asok_lang"
YEAR = 365 * 24 * 3600
VARY = ("Accept-Language", "Cookie")
"""What an answer in the visitor's language depends on."""


def of(catalogs: "Catalogs", environ: Mapping[str, Any]) -> str:
    """Return the language of ?lang=, else of the cookie, of Accept-Language, or LOCALE."""
    return catalogs.detect(
        environ.get("QUERY_STRING"), environ.get("HTTP_COOKIE"), environ.get("HTTP_ACCEPT_LANGUAGE")
    )


def chosen(catalogs: "Catalogs", environ: Mapping[str, Any], kept: str | None) -> str | None:
    """Return what ?lang= chose, if that is not what the cookie holds already."""
    language = catalogs.chosen(environ.get("QUERY_STRING"))
    return None if language == kept else language
