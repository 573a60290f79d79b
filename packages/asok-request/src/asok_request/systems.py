"""Operating systems, by what a User-Agent says of them."""

import re

from .products import Words

# Of several words the first counts.
WORDS = (
    ("KaiOS", "kaios"),
    ("PlayStation", "playstation"),
    ("Tizen", "tizen"),
    ("webOS", "web0s webos hpwos"),
    ("Symbian", "symbian symbianos symbos series60"),
    ("Bada", "bada"),
    ("BlackBerry OS", "bb10 blackberry"),
    ("Chrome OS", "cros"),
    ("Android", "android andr0id adr oculusbrowser picobrowser silk"),
    ("iOS", "iphone ipad ipod"),
    ("Windows", "windows"),
    ("macOS", "macintosh mac_powerpc darwin"),
    ("FreeBSD", "freebsd"),
    ("OpenBSD", "openbsd"),
    ("NetBSD", "netbsd"),
    ("Solaris", "sunos"),
    ("Haiku", "haiku"),
    ("Linux", "linux ubuntu x11"),
)
BY_WORD = {word: (rank, name) for rank, (name, words) in enumerate(WORDS) for word in words.split()}
KNOWN = frozenset(BY_WORD)
# What the words leave open, by pieces of text, of which again the first counts: '' is for no word at all.
PIECES = {
    "Windows": (
        ("windows phone", "Windows Phone"),
        ("; wds ", "Windows Phone"),
        ("wpdesktop", "Windows Phone"),
        ("xblwp7", "Windows Phone"),
        ("windows ce", "Windows CE"),
        ("windows mobile", "Windows CE"),
    ),
    "Android": (("windows phone", "Windows Phone"), ("harmonyos", "HarmonyOS"), ("chromebook", "Chrome OS")),
    "Linux": (
        ("playstation", "PlayStation"),
        ("nintendo", "Nintendo"),
        ("vidaa", "VIDAA"),
        ("tivoos", "TiVo OS"),
        ("whaleos", "Whale OS"),
        ("zeasn", "Whale OS"),
        ("vizio", "ViziOS"),
        ("opera tv", "Opera TV"),
        ("brightsign", "BrightSignOS"),
        ("crkey", "Chromecast"),
        ("android", "Android"),
    ),
    "": (
        ("harmonyos", "HarmonyOS"),
        ("openharmony", "HarmonyOS"),
        ("hmos", "HarmonyOS"),
        ("playstation", "PlayStation"),
        ("nintendo", "Nintendo"),
        ("blackberry", "BlackBerry OS"),
        ("rim tablet os", "BlackBerry Tablet OS"),
        ("series 60", "Symbian"),
        ("symbian", "Symbian"),
        ("roku", "Roku OS"),
        ("smarttv_aft", "Android"),
        ("android", "Android"),
        ("dv(iph", "iOS"),
        ("dv(ipd", "iOS"),
        ("iphone", "iOS"),
        ("ipod", "iOS"),
        ("ipad", "iOS"),
        ("winnt", "Windows"),
        ("win9", "Windows"),
        ("beos", "BeOS"),
        ("amiga", "AmigaOS"),
        ("mre/", "MRE"),
        ("maui", "Java ME"),
        ("midp", "Java ME"),
        ("j2me", "Java ME"),
        ("up.browser", "Java ME"),
        ("brew", "Brew"),
        ("linux", "Linux"),
    ),
}  # fmt: skip
VERSIONS = {
    "Android": re.compile(r"(?:android|andr0id|adr)[ /-]{0,2}([0-9][0-9.]{0,15})"),
    "Windows": re.compile(r"windows (?:nt )?([0-9][0-9.]{0,9}|xp|vista|me)"),
    "iOS": re.compile(r"(?: os |;ov\()([0-9][0-9_.]{0,15})"),
    "macOS": re.compile(r"os x ([0-9][0-9_.]{0,15})"),
    "Chrome OS": re.compile(r"cros \w{1,10} ([0-9][0-9.]{0,20})"),
    "Windows Phone": re.compile(r"(?:windows phone|wds) (?:os )?([0-9][0-9.]{0,15})"),
    "Tizen": re.compile(r"tizen[ /]([0-9][0-9.]{0,15})"),
    "KaiOS": re.compile(r"kaios/([0-9][0-9.]{0,15})"),
}
WINDOWS = {
    "10.0": "10",
    "6.4": "10",
    "6.3": "8.1",
    "6.2": "8",
    "6.1": "7",
    "6.0": "Vista",
    "5.2": "XP",
    "5.1": "XP",
    "5.01": "2000",
    "5.0": "2000",
    "xp": "XP",
    "vista": "Vista",
    "me": "ME",
}

NOT_ON_A_MAC = frozenset(("mobile", "crios", "fxios", "edgios", "opios"))


def find_system(words: Words) -> tuple[str, str]:
    """The name and version of the system; '' for what is not said."""
    found = KNOWN & words.names
    name = BY_WORD[min(found, key=BY_WORD.__getitem__)][1] if found else ""
    for piece, meant in PIECES.get(name, ()):
        if piece in words.text:
            name = meant
            break
    if name == "macOS" and not words.names.isdisjoint(NOT_ON_A_MAC):
        name = "iOS"  # an iPad or an iPhone that asks for the desktop's page
    return name, system_version(name, words.text)


def system_version(name: str, text: str) -> str:
    pattern = VERSIONS.get(name)
    match = pattern.search(text) if pattern else None
    if not match:
        return ""
    version = match[1].replace("_", ".").rstrip(".")
    return WINDOWS.get(version, version) if name == "Windows" else version
