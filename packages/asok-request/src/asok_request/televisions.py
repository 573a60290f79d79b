"""Televisions and the boxes beside them, by what a User-Agent says of them."""

import re

from .products import Words

# Words and pieces of words of televisions and of the boxes beside them; headsets count with these.
WORDS = frozenset(
    (
        "bravia", "box", "stb", "hbbtv", "chromecast", "crkey", "roku", "vidaa", "leanback", "projector",
        "mibox", "shield", "vr",
    )
)  # fmt: skip
PIECES = re.compile(
    r"(?<!s)tv\b|[a-z]tv|_tv|tv_|tv[a-z]?[0-9]|\baft[a-z]+[0-9]*\b|\baft[0-9a-f]{5}\b|box\b"
    r"|(?<!run)(?<!tur)box[_d]|projector|\btivo\b|tivoos|smart_tv",
    re.ASCII,
)
# Handhelds that have a tuner, or just the letters, in their names.
HANDHELDS = re.compile(
    r"""(?:[\ _h]|lite)dtv[0-9]?\b|\bbtv-|\bbntv|\bhtv3|\bstv100|\bwtvis|\bhitv[0-9]|smartvi|\bletv\ x|_natv
        |w-k3[68]0-tv|\b(?:droidz|kazam|kempler|fresh|x_tigi|cinematv|a350|gtvr|btpc)|shield\ tablet
        |\bvr\ bot|\b(?:l52|six)\ vr\b""",
    re.VERBOSE,
)
# Models that begin with a maker's or a product's name.
NAMES = (
    "a-stream", "a5x max", "a95x", "abx-", "adt-", "alfawise a9", "allente ", "amigo7", "andowl",
    "artline", "as512", "as514", "as515", "as516", "atom-108", "atom-216", "b-stream", "beelink",
    "bell streamer", "ct-87", "ct-88", "ct-89", "cvte_", "da220h", "da222h", "da241h", "dangcaphd",
    "digifors", "divisat", "dolamee", "draco ", "dreamstar", "dv8235", "dv9135", "dvs x",
    "eagle classic", "eagle elite", "eagle gold", "ec6108", "epico ", "evpad", "fenoti", "formuler",
    "fundroid", "gazal_", "gi fly", "gi uni", "globmall", "gt-b91", "gt1 mini", "gt1-mini", "gt1_mini",
    "gt1mini", "gtx-", "h-dmp", "harper", "hiper media", "hk1", "iconbit movie", "iconbit xds",
    "iconbit xlr", "ifp55", "ifp65", "ifp75", "ifp86", "ifp98", "imaq ", "imtm", "invin x", "invin_",
    "ip-60 max", "ip-70 max", "ip-80 max", "kant-3", "ki plus", "ki pro", "kii pro", "kiii pro", "km22",
    "km9pro", "limet95", "m8s pro ", "matador", "mecool", "mibox", "minix", "mk802", "mk808", "mk902",
    "mnbp-", "movix", "neo u", "neo-u", "neo-x", "neo-z", "netta", "nexon", "nexus player", "nogapc",
    "nordmende", "nv501w", "nv510w", "nv720w", "onvo", "orbsmart", "orion r", "ott xview", "ozone hd",
    "ozonehd", "panodic", "pendoo", "perfeo_pf", "pipo_x", "polarline", "qm161e", "qm163e", "qm164e",
    "qs02", "r68 ii", "red 2", "red 3", "red 4", "red 5", "rkm mk", "rombica", "s600 max", "s700 max",
    "s800 max", "s900_pro", "s900pro", "saba_", "samtron", "sdott", "sdstb", "sei600", "selenga",
    "silelis", "skyline", "skystream", "solo 8k", "soullink", "spc_alien", "spybox", "stb0",
    "sternenschein", "sunwell", "supermax", "t40sg", "t40sled", "t95z", "t96mini", "tanix", "technosat",
    "telefunken shell", "tesla xt", "topdevice", "tox1", "tox3", "tox4", "tpm171e", "tpm191e", "tr99",
    "transpeed", "tvb-", "tvs-", "ugoos", "vega s95", "vekta", "vim1", "vim2", "vim3", "vim4",
    "viva_home", "vmp-0", "vontar", "vorke", "vsd2", "wt19m", "wt22m", "x96max", "x96q", "xd-s", "xdh-",
    "xds7", "xds8", "xds9", "xgody_x96", "yndx-0007", "yndx-0008", "yndx-0009", "yndx-0010", "yndx-00a",
    "yundoo", "yuno.pt", "zidoo",
)  # fmt: skip
BY_LETTER = {
    letter: tuple(name for name in NAMES if name[0] == letter) for letter in {name[0] for name in NAMES}
}
# Models that tell the inches.
INCHES = re.compile(
    r"""(?:^|[-_\ ])(?:19|22|24|28|32|39|4[0-39]|5[0358]|6[05]|7[057]|8[256])[a-z]{1,4}-?[0-9]{2}
        |^(?:lcd_|hty-|td|ty|hc|[hfkptv])(?:24|28|32|39|4[0-39]|5[0358]|6[05]|75)[a-z_]{2,4}[0-9]
        |^[a-z]{1,2}(?:24|32|4[038]|5[05]|65)[a-z][0-9]{4}[a-z]|^(?:td|tq|v)(?:24|32|4[038]|5[05]|65)[a-z]{4}
        |^(?:hiberg|rh-le|le|mlt|tle-|vesta|gr|wud)(?:32|4[0-39]|5[05]|65|75)[a-z0-9]{3}
        |q?led-?[0-9]{2}|\b[hx]9[26](?![0-9])""",
    re.VERBOSE,
)
# Models of televisions, of boxes and of computers, where nothing says that it is a telephone.
NO_TELEPHONES = re.compile(
    r"""\bled(?!star)|uhd|(?<![0-9])[48]k(?!o)|shell|stick\b|player|\b(?:h96|x96|x88|t95|m8s)(?![0-9])
        |\btx[0-9](?:mini|s)?\b|minim8s|mxq|gtking|ugoos|mecool|full\ aosp\ on|/uts|polar_|\ba95x|\bkm[0-9]\b
        |^(?:24|32|39|4[0-39]|5[0358]|6[05]|7[057]|8[256])[a-z]{2}
        |inspiron|vostro|travelmate|satellite|thinkpad(?!\ ?tablet)|aspire|latitude|pavilion
        |elitebook|lifebook""",
    re.VERBOSE,
)


def is_television(words: Words) -> bool:
    """Whether the text as a whole says so."""
    text = words.text
    if words.names.isdisjoint(WORDS) and not says_so(text):
        return False
    return not HANDHELDS.search(text)


def says_so(text: str) -> bool:
    likely = "tv" in text or "box" in text or "aft" in text or "projector" in text or "tivo" in text
    return likely and PIECES.search(text) is not None


def is_stationary(model: str, says_mobile: bool) -> bool:
    """Whether an Android device's model, in lower case, is that of a television, a box or a computer."""
    if model.startswith(BY_LETTER.get(model[:1], ())) or INCHES.search(model):
        return True
    return not says_mobile and NO_TELEPHONES.search(model) is not None
