"""A User-Agent taken apart into words and product tokens (RFC 9110, section 10.1.5)."""

from typing import NamedTuple

# Comments are read like the rest: the older a browser, the more of its name stands in one.
SEPARATORS = ";,()[]"
# The second words of names of two words, which would say nothing alone.
SECOND_WORDS = frozenset(("mini", "browser", "bro", "aphone", "alitephone", "search"))
JOINT = "\u00a0"
# The products that stand without a version, or with one in the next word; other words are models.
BARE = frozenset(
    (
        "msie",
        "msiemobile",
        "iemobile",
        "maxthon",
        "bb10",
        "uc",
        "kiwi",
        "konqueror",
        "ecosia",
        "brave",
        "maui",
        "teleca",
        "maui-browser",
        "sraf",
    )
)


class Words(NamedTuple):
    """`text` is the whole in lower case, `names` its words without what stands behind a slash, `products`
    the words with a slash and what stands behind it."""

    text: str
    names: set[str]
    products: dict[str, str]


def words_of(user_agent: str) -> Words:
    text = user_agent.lower()
    spaced = text
    for separator in SEPARATORS:
        spaced = spaced.replace(separator, " ")
    parts = [word.partition("/") for word in spaced.split()]
    # Backwards, because of several the first counts.
    products = {name: version for name, slash, version in reversed(parts) if slash}
    names = {part[0] for part in parts}
    if not names.isdisjoint(BARE):
        add_bare(products, parts)
    if text.count("/") > len(products):
        add_chains(products, parts)
    if not names.isdisjoint(SECOND_WORDS):
        add_pairs(products, parts)
    return Words(text, names, products)


def add_bare(products: dict[str, str], parts: list[tuple[str, str, str]]) -> None:
    """``MSIE 10.0``"""
    for place, (name, slash, _) in enumerate(parts):
        if name in BARE and not slash:
            following = parts[place + 1][0] if place + 1 < len(parts) else ""
            products.setdefault(name, following if following[:1].isdigit() else "")


def add_chains(products: dict[str, str], parts: list[tuple[str, str, str]]) -> None:
    """``a/b/1.0``: what stands before the last slash is a product too, and so is a last name."""
    for _, _, rest in parts:
        while "/" in rest or rest[:1].isalpha():
            name, _, rest = rest.partition("/")
            products.setdefault(name, rest)


def add_pairs(products: dict[str, str], parts: list[tuple[str, str, str]]) -> None:
    """``Opera Mini/7.1``, ``XiaoMi/Mint Browser/3.9``"""
    previous = ""
    for name, _, version in parts:
        if name in SECOND_WORDS:
            products.setdefault(previous + JOINT + name, version)
        previous = version if version[:1].isalpha() else name
