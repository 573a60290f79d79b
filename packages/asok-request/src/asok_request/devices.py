"""Kinds and models of devices, by what a User-Agent says of them."""

import re

from .products import Words

MOBILE_SYSTEMS = frozenset(
    (
        "Android", "iOS", "Windows Phone", "Windows CE", "KaiOS", "HarmonyOS", "BlackBerry OS", "Symbian",
        "BlackBerry Tablet OS", "Bada", "Java ME", "Brew", "MRE",
    )
)  # fmt: skip
STATIONARY_SYSTEMS = frozenset(("Windows", "macOS", "Chrome OS"))
# Words and pieces of words of televisions and of the boxes beside them; headsets count with these.
TELEVISION_WORDS = frozenset(
    (
        "bravia",
        "box",
        "stb",
        "hbbtv",
        "chromecast",
        "crkey",
        "roku",
        "vidaa",
        "leanback",
        "projector",
        "mibox",
        "shield",
        "vr",
    )
)
TELEVISION = re.compile(
    r"(?<!s)tv\b|[a-z]tv|_tv|tv_|tv[a-z]?[0-9]|\baft[a-z]+[0-9]*\b|box\b|projector|tivo|smart_tv", re.ASCII
)
# Models of televisions, by their inches or their makers, and of the boxes beside them.
SCREEN = re.compile(
    r"""(?:^|[-_\ ])(?:19|22|24|28|32|39|4[0-39]|5[0358]|6[05]|7[057]|8[256])[a-z]{1,4}-?[0-9]{2}
        |^(?:lcd_|hty-|td|ty|hc|[hfkuptv])(?:24|28|32|39|4[0-39]|5[0358]|6[05]|75)[a-z_]{2,4}[0-9]
        |q?led-?[0-9]{2}
        |\b(?:h96|x92|a95x|vontar|nogapc|yndx-00|zidoo|beelink|pendoo|selenga|ugoos|mecool|tanix|mk808|hk1
        |transpeed|formuler|minix|neo-[ux]|digifors|nexus\ player|mibox|vekta|dangcaphd|sunwell|skyline|yundoo
        |andowl|harper|saba_|nordmende|samtron|fenoti|onvo|perfeo_pf|polarline|nexon|matador|movix|ozonehd
        |vega\ s95|ec6108|dolamee|gt1[-_\ ]?mini|netta\b|technosat|sei600|rombica|invin\ x|atom-216|vmp-0
        |iconbit\ (?:xds|xlr|movie)|spybox|orbsmart|vorke|evpad|sdott|sdstb|spc_alien|x96q|ki\ (?:plus|pro)
        |vim[0-9]\b|red\ [0-9]{2}\b|s[67]00\ max|tv[bs]-)""",
    re.VERBOSE,
)
# Models of televisions and computers, where nothing says that it is a telephone.
NO_TELEPHONE = re.compile(
    r"""\bled|uhd|fhd|4k|8k|shell|stick\b|player|\bh96|\bx96|\bx88|\bt95|\btx[0-9]|\bm8s|mxq|gtking|ugoos
        |mecool|_hd\b|/uts|polar_|\ba95x|\bkm[0-9]\b|^(?:24|32|39|4[0-39]|5[0358]|6[05]|7[057]|8[256])[a-z]{2}
        |inspiron|vostro|travelmate|satellite|thinkpad|aspire|latitude|pavilion""",
    re.VERBOSE,
)
TABLET = re.compile(
    r"""ipad|tablet|\btab\b|[a-z]pad\b|\bpad\b|\bsm-[tx][0-9]|\bgt-[pn][0-9]{4}|\bkf[a-z]{2}
        |nexus\ (?:7|9|10)\b|playbook|xoom|kindle|\btb-?[0-9x]|transformer""",
    re.VERBOSE,
)
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
    if system in STATIONARY_SYSTEMS:
        return False, False
    text = words.text
    says_mobile = "mobile" in text
    if system == "iOS":
        return True, model == "iPad" or "ipad" in text
    if is_television(words):
        return False, False
    if system not in MOBILE_SYSTEMS:
        return says_mobile, False
    lower = model.lower()
    if SCREEN.search(lower) or (not says_mobile and NO_TELEPHONE.search(lower)):
        return False, False
    seems_tablet = system == "Android" and not says_mobile and "chrome" in words.products
    return True, seems_tablet or TABLET.search(lower or text) is not None


def is_television(words: Words) -> bool:
    text = words.text
    if not words.names.isdisjoint(TELEVISION_WORDS):
        return True
    return ("tv" in text or "box" in text or "aft" in text or "projector" in text) and bool(
        TELEVISION.search(text)
    )
