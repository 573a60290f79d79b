"""Content codings: what a client accepts, by preference (RFC 9110 section 12.5.3)."""

import re
from collections.abc import Mapping, Sequence

_WEIGHT = re.compile(r"(.*?)[ \t]*;[ \t]*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE | re.ASCII)
_ALIASES = {"x-gzip": "gzip"}


def preferred(accept_encoding: str | None, available: Sequence[str]) -> str | None:
    """Pick one of the ``available`` codings, best first among equals; None for the plain content.

    Plain content is what remains when nothing else is wanted more, even where it is refused: it never does
    harm, a 406 would.
    """
    if not accept_encoding or not available:
        return None
    weights = _weights(accept_encoding)
    anything = weights.get("*", 0.0)
    plain = weights.get("identity", 0.0)
    best = max(available, key=lambda coding: weights.get(coding, anything))
    weight = weights.get(best, anything)
    return best if weight > 0 and weight >= plain else None


def _weights(accept_encoding: str) -> Mapping[str, float]:
    weights: dict[str, float] = {}
    for item in accept_encoding.split(","):
        coding, weight = _weighted(item.strip(" \t"))
        weights[_ALIASES.get(coding, coding)] = weight
    return weights


def _weighted(item: str) -> tuple[str, float]:
    """Read one ``coding;q=weight``; a weight that can't be read refuses the coding."""
    found = _WEIGHT.fullmatch(item)
    if found:
        return found[1].lower(), float(found[2])
    coding, semicolon, _ = item.partition(";")
    return coding.strip(" \t").lower(), 0.0 if semicolon else 1.0
