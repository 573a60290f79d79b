"""A Python regular expression as the HTML attribute ``pattern``, where both mean the same."""

import re

# What Python and JavaScript (with the flag v, which `pattern` has) read alike. A hyphen in a class only
# between two letters or digits, or escaped; of the escapes, punctuation, \d and \w.
LITERAL = r"[A-Za-z0-9 _@#%=:;,<>~\"'!]"
ESCAPED = r"\\[.*+?^${}()|\[\]/\\]|\\[dw]"
ATOM = rf"{LITERAL}|[&-]|{ESCAPED}|\."
MEMBER = rf"[A-Za-z0-9]-[A-Za-z0-9]|(?:{LITERAL}|[.*+?$]|{ESCAPED}|\\-)(?!-)"
REPEAT = r"(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})\??(?![*+?{])"
TOKEN = re.compile(rf"(?:{ATOM}|\[\^?(?:{MEMBER})+\]|\((?:\?:|(?!\?))|[)|]|{REPEAT})*")
DOUBLED = re.compile(r"([#%=:;,<>~!.+*?$@])\1")
UNICODE = {r"\d": r"\p{Nd}", r"\w": r"[\p{L}\p{N}_]"}


def html_pattern(source: str) -> str | None:
    r"""Return the pattern for HTML, or None when it could mean anything else to a browser.

    ``\d`` and ``\w`` are of any script in Python, of ASCII in JavaScript: they are rewritten. Anchors at
    both ends go, since ``pattern`` always matches the whole value.
    """
    whole = source.removeprefix("^")
    if whole.endswith("$") and not whole.endswith(r"\$"):
        whole = whole[:-1]
    if not whole or not TOKEN.fullmatch(whole) or _has_doubled_punctuation(whole):
        return None
    return re.sub(r"\\.", lambda escape: UNICODE.get(escape[0], escape[0]), whole)


def _has_doubled_punctuation(source: str) -> bool:
    """Tell whether a class holds what the flag v reserves, as ``::``."""
    return any(DOUBLED.search(found) for found in re.findall(r"(?<!\\)\[.*?(?<!\\)\]", source))
