"""What a client prefers: a list of names, each with its weight (RFC 9110, section 12.4.2)."""

import re

_WEIGHT = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")


def weights(header: str) -> dict[str, float]:
    """Return the names in an Accept or Accept-Encoding header, in lower case, each with its weight, 0 to 1.

    A name without a weight has 1, and one of which the weight can't be read is refused: 0.
    """
    return dict(map(_weighted, header.lower().split(",")))


def _weighted(item: str) -> tuple[str, float]:
    name, *parameters = item.split(";")
    return name.strip(" \t"), min(map(_weight, parameters), default=1.0)


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip(" \t").partition("=")
    if name != "q":
        return 1.0
    return float(value) if _WEIGHT.fullmatch(value) else 0.0
