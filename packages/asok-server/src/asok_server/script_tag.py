"""The client script's tag: what it is called, and where in a template it goes."""

import re

SCRIPT = "asok.js"
"""The static name of the client script."""

CALL = "asok_script"
"""The function that a page's context must hold: it writes the tag, the first time it is called."""

# Comments and scripts may speak of these tags without closing anything.
PLACE = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style|textarea|title)\b.*?</(?P=raw)\s*>|(?P<tag></(?:head|body)\s*>)",
    re.IGNORECASE | re.DOTALL,
)


def place(text: str) -> int | None:
    """Return where the tag goes in a template's literal text: before the first ``</head>`` or ``</body>``."""
    return next((found.start("tag") for found in PLACE.finditer(text) if found["tag"]), None)
