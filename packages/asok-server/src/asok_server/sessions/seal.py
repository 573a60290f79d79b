"""Values that travel through a browser and come back as they were, and not too late."""

import time
from binascii import a2b_base64, b2a_base64
from collections.abc import Sequence
from hashlib import blake2b
from hmac import compare_digest

from itsdangerous import Signer, want_bytes

from asok_server.sessions.keys import derive_key


class Seal:
    """Signs values with the first of ``keys``; accepts what any of them signed, for ``lifetime`` seconds.

    Keyed BLAKE2b through itsdangerous, one MAC to sign and one to verify (one more for each fallback key that
    has to be tried). The keys are derived once, here.
    """

    def __init__(self, keys: Sequence[str], purpose: str, lifetime: int) -> None:
        self.lifetime = lifetime
        self._signer = _Signer([derive_key(key, purpose) for key in reversed(keys)], key_derivation="none")

    def seal(self, value: bytes) -> str:
        """Return text that may stand in a cookie as it is."""
        issued = time.time_ns() // 1_000_000
        return self._signer.sign(b"%x.%b" % (issued, b2a_base64(value, newline=False))).decode("ascii")

    def open(self, sealed: str) -> tuple[bytes, bool] | None:
        """Return what was sealed, and whether half of its lifetime is over: then it is time to seal it anew.

        None for every text that is not of ours, was changed, or is too old.
        """
        try:
            signed, _, signature = sealed.encode("ascii").rpartition(b".")
        except UnicodeEncodeError:
            return None
        if not self._signer.accepts(signed, signature):
            return None
        issued, _, encoded = signed.partition(b".")
        age = time.time() - int(issued, 16) / 1000  # below 0 where clocks differ
        return None if age > self.lifetime else (a2b_base64(encoded), age > self.lifetime / 2)


class _Signer(Signer):
    """Signs with BLAKE2b, which takes a key (RFC 7693): a MAC by itself, for half the time of an HMAC."""

    def get_signature(self, value: str | bytes) -> bytes:
        return _mac(self.secret_key, want_bytes(value))

    def accepts(self, value: bytes, signature: bytes) -> bool:
        """Tell whether one of the keys made a signature, which has one spelling alone."""
        for key in reversed(self.secret_keys):
            made = _mac(key, value)
            if compare_digest(made, signature):
                return True
        return False


def _mac(key: bytes, value: bytes) -> bytes:
    return blake2b(value, key=key, digest_size=24).hexdigest().encode("ascii")
