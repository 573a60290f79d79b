"""Content-Type (RFC 9110, section 8.3)."""

import re

TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
JSON = rf"(?:application|text)/json|{TOKEN}/{TOKEN}\+json"
PARAMETER = re.compile(
    rf""";[ \t]*(?: (?P<name>{TOKEN})=(?: "(?P<quoted>(?:[^"\\]|\\.)*)" | (?P<token>[^";\s]*) )[ \t]*)?""",
    re.VERBOSE,
)
MEDIA_TYPE = re.compile(rf"{TOKEN}/{TOKEN}")
# As every browser writes it.
BROWSERS = re.compile(r"multipart/form-data; boundary=([0-9A-Za-z-]{1,200})")
# Printable ASCII, no space at the end (RFC 2046, section 5.1.1, which allows 70 and fewer characters).
BOUNDARY = re.compile(r"[ -~]{0,199}[!-~]")


def essence_of(content_type: str) -> str:
    """The ``type/subtype`` of a Content-Type header, in lower case, without parameters."""
    return content_type.partition(";")[0].strip(" \t").lower()


def boundary_of(content_type: str) -> str | None:
    """The boundary of a multipart type; None if there is none that can be parsed with."""
    plain = BROWSERS.fullmatch(content_type)
    if plain:
        return plain[1]
    boundary = parameter_of(content_type, "boundary")
    return boundary if boundary is not None and BOUNDARY.fullmatch(boundary) else None


def parameter_of(content_type: str, name: str) -> str | None:
    """The value of a parameter, None if it is not there.

    Of a parameter that comes twice the first counts; a malformed parameter ends the list.
    """
    position = content_type.find(";")
    while position >= 0 and (match := PARAMETER.match(content_type, position)):
        found, quoted, token = match.groups()
        if found and found.lower() == name:
            return token if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        position = match.end()
    return None


def is_json(essence: str) -> bool:
    """Whether a type is JSON: application/json, text/json, or any ``+json`` (RFC 6839, section 3.1)."""
    return essence == "application/json" or bool(re.fullmatch(JSON, essence))
