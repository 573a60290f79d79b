"""Values that travel through a browser and come back as they were, and not too late."""

import hmac
import time
from binascii import a2b_base64, b2a_base64
from collections.abc import Sequence
from typing import NamedTuple

from itsdangerous import Signer
from itsdangerous.signer import SigningAlgorithm

from asok_server.sessions.keys import derive_key


class Opened(NamedTuple):
    """A value that came back, and its age in seconds: never below 0, though clocks differ."""

    value: bytes
    age: float


class Seal:
    """Signs values with the first of ``keys``; accepts what any of them signed, for ``lifetime`` seconds.

    HMAC-SHA256 through itsdangerous, one MAC to sign and one to verify (one more for each fallback key that
    has to be tried). The keys are derived once, here.
    """

    def __init__(self, keys: Sequence[str], purpose: str, lifetime: int) -> None:
        self.lifetime = lifetime
        self._signer = _Signer(
            [derive_key(key, purpose) for key in reversed(keys)], key_derivation="none", algorithm=_HMAC()
        )

    def seal(self, value: bytes) -> str:
        """Return text that may stand in a cookie as it is."""
        issued = time.time_ns() // 1_000_000
        return self._signer.sign(b"%x.%b" % (issued, _encoded(value))).decode("ascii")

    def open(self, sealed: str) -> Opened | None:
        """Return what was sealed; None for every text that is not of ours, was changed, or is too old."""
        try:
            signed, _, signature = sealed.encode("ascii").rpartition(b".")
        except UnicodeEncodeError:
            return None
        if not self._signer.accepts(signed, signature):
            return None
        issued, _, encoded = signed.partition(b".")
        age = max(0.0, time.time_ns() / 1e9 - int(issued, 16) / 1000)
        if age > self.lifetime:
            return None
        return Opened(_decoded(encoded), age)


class _HMAC(SigningAlgorithm):
    """HMAC-SHA256 in one call into OpenSSL."""

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        return hmac.digest(key, value, "sha256")


class _Signer(Signer):
    def accepts(self, value: bytes, signature: bytes) -> bool:
        """Verify one spelling of a signature only: base64 decoders overlook what should not be there."""
        for key in reversed(self.secret_keys):
            if hmac.compare_digest(_encoded(self.algorithm.get_signature(key, value)), signature):
                return True
        return False


def _encoded(value: bytes) -> bytes:
    return b2a_base64(value, newline=False).translate(_TO_URL).rstrip(b"=")


def _decoded(text: bytes) -> bytes:
    return a2b_base64(text.translate(_FROM_URL) + b"=" * (-len(text) % 4))


_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_", b"+/")
