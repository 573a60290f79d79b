"""What the HTML standard says about its elements, as far as tests need it."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")
"""Elements without content or end tag."""

FOREIGN = _names("svg math")
"""Elements inside which ``<x/>`` ends itself."""

SILENT = _names("script style template")
"""Elements whose text nobody reads."""

LEADING_NEWLINE = _names("pre textarea listing")
"""Elements that drop a line feed right behind their start tag."""

RAW_TEXT = _names("textarea title")
"""Elements that hold text with character references, and no elements."""

PARAGRAPH_ENDERS = _names(
    """address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section table ul"""
)

ENDS = {
    "li": _names("li p"),
    "dt": _names("dt dd p"),
    "dd": _names("dt dd p"),
    "option": _names("option"),
    "optgroup": _names("option optgroup"),
    "td": _names("td th p"),
    "th": _names("td th p"),
    "tr": _names("td th tr p"),
    "tbody": _names("td th tr thead tbody p"),
    "tfoot": _names("td th tr thead tbody p"),
} | dict.fromkeys(PARAGRAPH_ENDERS, _names("p"))
"""By start tag, the open elements that it ends."""

BLOCKS = PARAGRAPH_ENDERS | ENDS.keys() | _names("br body head title button label select textarea")
"""Elements whose text a reader sees apart from the text around."""
