"""Kinds and models of devices, by what a User-Agent says of them."""

import re

from .products import Words
from .televisions import is_stationary, is_television

MOBILE_SYSTEMS = frozenset(
    (
        "Android", "iOS", "Windows Phone", "Windows CE", "KaiOS", "HarmonyOS", "BlackBerry OS", "Symbian",
        "BlackBerry Tablet OS", "Bada", "Java ME", "Brew", "MRE",
    )
)  # fmt: skip
STATIONARY_SYSTEMS = frozenset(("Windows", "macOS", "Chrome OS"))
# Each way begins with a letter and looks back behind it, so that the search passes other letters quickly.
TABLET = re.compile(
    r"""ipad|tablet|tab(?<=\btab)\b|pad(?:(?<=[a-z]pad)|(?<=\bpad))\b|sm-(?<=\bsm-)[tx][0-9]|gt-(?<=\bgt-)[pn][0-9]{4}
        |kf(?<=\bkf)[a-z]{2}|nexus\ (?:7|9|10)\b|playbook|xoom|kindle|tb(?<=\btb)-?[0-9x]|transformer""",
    re.VERBOSE,
)
# Pocket computers and telephones whose system says nothing, or that ask for the desktop's page.
POCKET = (
    "docomo", "willcom", "wap-browser", "wapbrowser", "nokia", "obigo", "teleca", "palmos", "sanyo;",
    "webos/1", "webos/2", "samsung-sgh", "samsung-gt", "kindle/", "pocketbook",
)  # fmt: skip
# `Linux; Android 13; SM-S901B Build/TP1A...)`: behind the version and the language, before the build.
MODEL = re.compile(
    r"Andr[o0]id[^;)]{0,40};(?: ?[a-z]{2}(?:[-_][A-Za-z]{2,4}(?:-[A-Z]{2})?)?;)?"
    r" ?([^;)]{1,60}?)(?: Build| MIUI|[;)/])"
)
APPLE = {"iphone": "iPhone", "ipad": "iPad", "ipod": "iPod", "macintosh": "Mac"}
NO_MODELS = frozenset(("K", "Mobile", "Tablet", "U", "wv"))


def model_of(user_agent: str, words: Words, system: str) -> str:
    if system == "Android":
        match = MODEL.search(user_agent)
        model = match[1].strip() if match else ""
        return "" if model in NO_MODELS else model
    if system in ("iOS", "macOS"):
        model = next((name for word, name in APPLE.items() if word in words.names), "")
        return "iPad" if model == "Mac" and system == "iOS" else model
    return ""


def find_device(words: Words, system: str, model: str) -> tuple[bool, bool]:
    """Whether it is mobile (whatever is held in the hand), and whether it is a tablet."""
    text = words.text
    if system in STATIONARY_SYSTEMS:
        return "arm; lumia" in text or "palmsource" in text, False
    says_mobile = "mobile" in text
    if system == "iOS":
        return True, model == "iPad" or "ipad" in text
    if is_television(words):
        return False, False
    if system not in MOBILE_SYSTEMS:
        return says_mobile or any(piece in text for piece in POCKET), False
    lower = model.lower()
    if is_stationary(lower, says_mobile):
        return False, False
    seems_tablet = system == "Android" and not says_mobile and "chrome" in words.products
    return True, seems_tablet or TABLET.search(lower or text) is not None
