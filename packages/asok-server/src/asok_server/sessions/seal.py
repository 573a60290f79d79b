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
    """A value that came back, and whether half of its lifetime is over: then it is time to seal it anew."""

    value: bytes
    ageing: bool


class Seal:
    """Signs values with the first of ``keys``; accepts what any of them signed, for ``lifetime`` seconds.

    HMAC-SHA256 through itsdangerous, one MAC to sign and one to verify (one more for each fallback key that
    has to be tried). The keys are derived once, here.
    """

    def __init__(self, keys: Sequence[str], purpose: str, lifetime: int) -> None:
        self.lifetime = lifetime
        derived = [derive_key(key, purpose) for key in reversed(keys)]
        self._signer = _Signer(derived, key_derivation="none", algorithm=_HMAC(derived))

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
        age = time.time_ns() / 1e9 - int(issued, 16) / 1000  # below 0 where clocks differ
        if age > self.lifetime:
            return None
        return Opened(_decoded(encoded), age > self.lifetime / 2)


class _HMAC(SigningAlgorithm):
    """HMAC-SHA256, begun with each key once: for a value as short as a cookie that spares a third."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._begun = {key: hmac.new(key, digestmod="sha256") for key in keys}

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        mac = self._begun[key].copy()
        mac.update(value)
        return mac.digest()


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
