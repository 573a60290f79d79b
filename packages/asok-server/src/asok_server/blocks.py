"""The block protocol: which blocks a request asks for, and how several travel in one answer."""

import re
from collections.abc import Mapping

from markupsafe import escape

from asok_server.errors import Abort
from asok_server.response import Response

HEADER = "X-Block"
REDIRECT = "X-Redirect"
MOST = 16
"""How many distinct blocks one request may ask for."""
DOCUMENT = re.compile(r"\s*<(?:!doctype|html)", re.IGNORECASE)
"""How what the client script takes for a whole page begins; it finds its blocks in there."""


def requested(header: str) -> tuple[str, ...]:
    """Return the names in an X-Block header, each once. Raises Abort(400), which reflects nothing of it."""
    names = tuple(dict.fromkeys(name.strip() for name in header.split(",", 4 * MOST)))
    if len(names) > MOST:
        raise Abort(400, f"{HEADER} names more than {MOST} blocks")
    if not all(name.isidentifier() for name in names):
        raise unknown()
    return names


def unknown() -> Abort:
    """Return the answer to a name that is no block of the page."""
    return Abort(400, f"{HEADER} names a block that this page does not have")


def joined(parts: Mapping[str, str]) -> str:
    """Return one block as it is, several as one ``<template data-block>`` each."""
    if len(parts) == 1:
        return next(iter(parts.values()))
    return "".join(f'<template data-block="{escape(name)}">{text}</template>' for name, text in parts.items())


def redirected(response: Response) -> Response:
    """Return a redirect as the client script can see it: fetch would follow it and hide where it led."""
    location = response.header("Location")
    if location is None or not 300 <= response.status < 400:
        return response
    others = tuple(pair for pair in response.headers if pair[0].lower() != "location")
    return Response(b"", 200, (*others, (REDIRECT, location)))
