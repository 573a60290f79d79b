"""Content-Type (RFC 9110, section 8.3)."""

import re

TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
JSON = rf"(?:application|text)/json|{TOKEN}/{TOKEN}\+json"
PARAMETER = re.compile(
    rf""";[ \t]*(?: (?P<name>{TOKEN})=(?: "(?P<quoted>(?:[^"\\]|\\.)*)" | (?P<token>[^";\s]*) )[ \t]*)?""",
    re.VERBOSE,
)
# As every browser writes it.
BROWSERS = re.compile(r"multipart/form-data; boundary=([0-9A-Za-z-]+)")


def essence_of(content_type: str) -> str:
    """The ``type/subtype`` of a Content-Type header, in lower case, without parameters."""
    return content_type.partition(";")[0].strip(" \t").lower()


def boundary_of(content_type: str) -> str | None:
    """The boundary of a multipart type; None if there is none."""
    plain = BROWSERS.fullmatch(content_type)
    return plain[1] if plain else parameter_of(content_type, "boundary")


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
