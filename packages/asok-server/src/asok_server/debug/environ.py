"""What a request brought, as far as it helps to find an error."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from asok_request import parse_cookies

from asok_server.debug.masking import MASK

Section = Mapping[str, object]

_MOST_FIELDS = 200


def request_data(environ: Mapping[str, Any]) -> Mapping[str, Section]:
    """Return the request line, query, headers and names of cookies of a WSGI environ, each a mapping.

    The body is left alone, and no value of a cookie is shown: most are secrets, and all are personal.
    """
    query = str(environ.get("QUERY_STRING", ""))
    cookies = parse_cookies(str(environ.get("HTTP_COOKIE", "")))
    return {
        "Request": {
            "Method": environ.get("REQUEST_METHOD", ""),
            "Path": _decoded(environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")),
            "Client": environ.get("REMOTE_ADDR", ""),
            "Content type": environ.get("CONTENT_TYPE", ""),
            "Content length": environ.get("CONTENT_LENGTH", ""),
        },
        "Query": dict(parse_qsl(query, keep_blank_values=True, errors="replace")[:_MOST_FIELDS]),
        "Headers": {
            key[5:].replace("_", "-").title(): value
            for key, value in sorted(environ.items())
            if key.startswith("HTTP_") and key != "HTTP_COOKIE"
        },
        "Cookies": dict.fromkeys(cookies, MASK),
    }


def _decoded(*parts: object) -> str:
    return "".join(map(str, parts)).encode("latin-1", "replace").decode("utf-8", "replace")
