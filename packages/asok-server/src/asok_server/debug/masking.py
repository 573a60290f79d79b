"""What a developer's page must not show: it ends up in screenshots and chats."""

import re
from collections.abc import Iterable

MASK = "••••••"

_WORDS = (
    r"pass|pwd|secret|token|api_?key|auth|cookie|session|csrf|xsrf|credential|signature|private"
    r"|card|cvv|cvc|iban|ssn"
)
_NAME = re.compile(rf"{_WORDS}|(?:^|[_-])(?:key|pin|otp|sid)(?:$|[_-])|dsn|_url$", re.IGNORECASE)
_IN_ADDRESS = re.compile(rf"([?&;][^=&;\s]*(?:{_WORDS}|key)[^=&;\s]*=)[^&;\s#]+", re.IGNORECASE)
_USER_INFO = re.compile(r"(?<=://)[^/\s@]+@")
_SHORTEST = 6


class Masking:
    """Hides values by the names they have, and given secrets wherever they turn up."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = sorted({secret for secret in secrets if len(secret) >= _SHORTEST}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def text(self, text: str) -> str:
        """Return text without the secrets that are known."""
        return self._known.sub(MASK, text) if self._known else text

    def value(self, name: str, value: object) -> str:
        """Return the value of a named thing, or the mask if its name sounds of a secret."""
        if value in (None, ""):
            return ""
        if _NAME.search(name):
            return MASK
        shown = value if isinstance(value, str) else repr(value)
        return self.text(_USER_INFO.sub(f"{MASK}@", _IN_ADDRESS.sub(rf"\1{MASK}", shown)))
