"""The pages of errors for which a project has none of its own, and what programs are told in their place."""

from collections.abc import Mapping
from html import escape
from http import HTTPStatus
from typing import Any

from asok_server.answers import HTML, JSON
from asok_server.jsons import dumps
from asok_server.response import Response
from asok_server.weights import weights

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{status} {phrase}</title>
<style>
body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 20vh auto 0; padding: 0 1rem;
  color: #222; background: #fff }}
h1 {{ font-size: 1.6rem; margin: 0 }}
@media (prefers-color-scheme: dark) {{ body {{ color: #eee; background: #161616 }} }}
</style>
</head>
<body>
<main>
<h1>{status} {phrase}</h1>
<p>{message}</p>
<p><a href="/">Home</a></p>
</main>
</body>
</html>
"""

MESSAGES = {
    400: "The request could not be understood.",
    403: "The request was refused. If you sent a form, go back, reload the page and send it again.",
    404: "There is no page at this address.",
    413: "What was sent is too large.",
    500: "Something went wrong here. It has been noted.",
    501: "This method is not known here.",
}


def plain_page(status: int, message: str) -> Response:
    """Return a whole document that names the status; ``message`` is text."""
    text = escape(message or MESSAGES.get(status, ""))
    page = PAGE.format(status=status, phrase=_phrase(status), message=text)
    return Response(page.encode(), status, HTML)


def json_error(status: int, message: str) -> Response:
    """Return the same for a program: ``{"error": {"status": 404, "message": "..."}}``."""
    text = message or MESSAGES.get(status) or _phrase(status)
    return Response(dumps({"error": {"status": status, "message": text}}), status, JSON)


def wants_json(environ: Mapping[str, Any]) -> bool:
    """Whether a client names application/json in its Accept, and likes it better than HTML.

    Source: RFC 9110, section 12.5.1. Where HTML is not named, a ``*/*`` beside may weigh as much. A block
    request always gets a document.
    """
    accept = environ.get("HTTP_ACCEPT", "")
    if "json" not in accept.lower() or "HTTP_X_BLOCK" in environ:
        return False
    accepted = weights(accept)
    json, html = accepted.get("application/json", 0.0), accepted.get("text/html", accepted.get("text/*"))
    return json > html if html is not None else 0 < json >= accepted.get("*/*", 0.0)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"
