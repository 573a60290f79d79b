"""Content codings: what a client accepts, by preference (RFC 9110 section 12.5.3)."""

from collections.abc import Sequence

from asok_server.weights import weights

_ALIASES = {"x-gzip": "gzip"}


def preferred(accept_encoding: str | None, available: Sequence[str]) -> str | None:
    """Pick one of the ``available`` codings, best first among equals; None for the plain content.

    Plain content is what remains when nothing else is wanted more, even where it is refused: it never does
    harm, a 406 would.
    """
    if not accept_encoding or not available:
        return None
    accepted = {_ALIASES.get(coding, coding): weight for coding, weight in weights(accept_encoding).items()}
    anything = accepted.get("*", 0.0)
    plain = accepted.get("identity", 0.0)
    best = max(available, key=lambda coding: accepted.get(coding, anything))
    weight = accepted.get(best, anything)
    return best if weight > 0 and weight >= plain else None
