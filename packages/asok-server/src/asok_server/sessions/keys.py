"""The keys that sign: which are good enough, and one of its own for every purpose."""

import hmac
from collections.abc import Sequence
from pathlib import Path

from asok_server.errors import ConfigError

LEAST_LENGTH = 32

_HOW_TO_MAKE_ONE = """python -c "import secrets; print(secrets.token_urlsafe(32))\""""


def check_key(key: str | None, name: str = "SECRET_KEY", file: str | Path = ".env") -> None:
    """Refuse a key that could be guessed; ``file`` is where a better one may be put.

    Raises:
        ConfigError: for a key that is missing, empty, shorter than 32 characters or one character repeated;
            its message holds the command that makes a good one, never the key.
    """
    if not key:
        fault = "is missing"
    elif len(key) < LEAST_LENGTH:
        fault = f"has {len(key)} characters; {LEAST_LENGTH} is the least"
    elif len(set(key)) == 1:
        fault = "is one character repeated"
    else:
        return
    raise ConfigError(
        f"{name} {fault}. Make one and put it into {file} or the environment:\n  {_HOW_TO_MAKE_ONE}"
    )


def check_keys(keys: Sequence[str], file: str | Path = ".env") -> None:
    """Refuse a list without a first key, and a fallback as weak as no key: it verifies, so it must hold.

    Raises:
        ConfigError: as :func:`check_key` does.
    """
    check_key(keys[0] if keys else None, file=file)
    for key in keys[1:]:
        check_key(key, "A key in SECRET_KEY_FALLBACKS", file)


def derive_key(key: str, purpose: str) -> bytes:
    """Return a key for one purpose alone, so that what is signed for one is never accepted for another."""
    return hmac.digest(key.encode("utf-8", "surrogateescape"), purpose.encode(), "sha256")
