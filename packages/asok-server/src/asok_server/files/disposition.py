"""Content-Disposition: the name a download is saved under (RFC 6266, RFC 8187)."""

import re
import unicodedata
from urllib.parse import quote

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NOT_PLAIN = re.compile(r"[^\x20\x21\x23\x24\x26-\x2e\x30-\x5b\x5d-\x7e]")
_ATTR_CHAR = "!#$&+-.^_`|~"


def content_disposition(kind: str, filename: str) -> str:
    """Write ``attachment`` or ``inline`` with a name that every browser understands and none misreads.

    Only the last part of a path is a name. Control characters, and those that turn the direction of writing
    (they make ``cod.exe`` look like ``exe.doc``), become ``_``. A name that is not plain ASCII, or holds a
    quote, backslash or percent sign, is written twice: a plain likeness for old readers, and ``filename*``
    as it is.
    """
    last = _UNSAFE.sub("_", re.split(r"[/\\]", filename)[-1]).strip()
    name = last if last.strip(".") else "download"
    plain = _NOT_PLAIN.sub("_", _without_accents(name))
    if plain == name:
        return f'{kind}; filename="{name}"'
    encoded = quote(name, safe=_ATTR_CHAR, encoding="utf-8", errors="replace")
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{encoded}"


def _without_accents(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
