"""Content-Type (RFC 9110, section 8.3)."""

import re
from typing import NamedTuple

TYPE = re.compile(r"[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*(?:;|$)")
PARAMETER = re.compile(
    r"""[ \t]*(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+)=
        (?: "(?P<quoted>(?:[^"\\]|\\.)*)" | (?P<token>[^";\s]*) )[ \t]*(?:;|$)""",
    re.VERBOSE,
)


class MediaType(NamedTuple):
    """`essence` is ``type/subtype`` in lower case, `parameters` has lower-case names."""

    essence: str
    parameters: dict[str, str]


def parse_media_type(value: str) -> MediaType:
    """The media type of a Content-Type header; one that is malformed has the essence ''.

    Of a parameter that comes twice the first counts; a malformed parameter ends the list.
    """
    match = TYPE.match(value)
    if not match:
        return MediaType("", {})
    parameters: dict[str, str] = {}
    position = match.end()
    while parameter := PARAMETER.match(value, position):
        quoted, token = parameter["quoted"], parameter["token"]
        text = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else token
        parameters.setdefault(parameter["name"].lower(), text)
        position = parameter.end()
    return MediaType(match[1].lower(), parameters)


def is_json(essence: str) -> bool:
    """Whether a type is JSON: application/json, text/json, or any ``+json`` (RFC 6839, section 3.1)."""
    return essence in ("application/json", "text/json") or essence.endswith("+json")
