"""Content-Disposition of a form's part (RFC 7578, section 4.2; WHATWG HTML, multipart/form-data)."""

import re
from binascii import a2b_qp

from .errors import MalformedForm
from .mediatype import essence_of

PARAMETER = re.compile(
    r""";[ \t]*(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*=[ \t]*
        (?: "(?P<quoted>(?:[^"\\]|\\.)*)"[ \t]* | (?P<token>[^";]*) )""",
    re.VERBOSE | re.DOTALL,
)
WHATWG_ESCAPES = {"%22": '"', "%0D": "\r", "%0A": "\n", "%0d": "\r", "%0a": "\n"}
WHATWG_ESCAPE = re.compile("%22|%0[DdAa]")


def parse_disposition(value: str) -> tuple[str, str | None]:
    """The name and the file name of a part, which is None for a text field.

    `value` is a string of bytes (ISO-8859-1) that holds UTF-8. ``filename*`` counts only where there is
    no ``filename``: RFC 7578 forbids it, some clients send nothing else. Of a parameter that comes twice
    the first counts. Raises `MalformedForm` if it is no form-data or has no name.
    """
    pieces = value.split('"')
    if pieces[0] == "form-data; name=" and pieces[-1] == "" and "\\" not in value:
        if len(pieces) == 3:
            return unescaped(pieces[1]), None
        if len(pieces) == 5 and pieces[2] == "; filename=":
            return unescaped(pieces[1]), unescaped(pieces[3])
    return parse_parameters(value)


def parse_parameters(value: str) -> tuple[str, str | None]:
    if essence_of(value) != "form-data":
        raise MalformedForm("a part is not form-data")
    found: dict[str, str] = {}
    position = value.find(";")
    while position >= 0 and (match := PARAMETER.match(value, position)):
        quoted, token = match["quoted"], match["token"]
        found.setdefault(match["name"].lower(), token.strip() if quoted is None else unquoted(quoted))
        position = match.end()
    if "name" not in found:
        raise MalformedForm("a part without a name")
    filename = unescaped(found["filename"]) if "filename" in found else extended(found.get("filename*", ""))
    return unescaped(found["name"]), filename


def unquoted(text: str) -> str:
    """Backslashes are escapes only if one stands before a quote: older browsers send whole paths."""
    return text.replace('\\"', '"').replace("\\\\", "\\") if '\\"' in text else text


def unescaped(text: str) -> str:
    if "%" in text:
        text = WHATWG_ESCAPE.sub(lambda escape: WHATWG_ESCAPES[escape[0]], text)
    return text if text.isascii() else text.encode("latin-1").decode("utf-8", "replace")


def extended(text: str) -> str | None:
    """An ext-value (RFC 8187): only its two charsets, None if it is malformed."""
    charset, _, rest = text.partition("'")
    encoded = rest.partition("'")[2]
    if charset.lower() not in ("utf-8", "iso-8859-1"):
        return None
    data = a2b_qp(encoded.replace("=", "%3D").replace("%", "=").encode("ascii", "replace"))
    return data.decode(charset, "replace")
