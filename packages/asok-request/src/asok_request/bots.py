"""Robots, by what they call themselves."""

import re

from .products import Words

# Pieces of text that no browser has in its User-Agent.
PIECES = (
    "bot",
    "http://",
    "https://",
    "crawl",
    "spider",
    "like gecko; ",
    "www.",
    "slurp",
    "headless",
    "monitor",
    "google-",
    "preview",
    "scann",
    "checker",
    "validator",
    "archiver",
    "lighthouse",
    "siteimprove",
    ".com/",
    "-user/",
)
NAMES = frozenset(
    (
        "facebookexternalhit",
        "phantomjs",
        "transcoder",
        "inspector",
        "ptst",
        "catchpoint",
        "daum",
        "daumoa",
        "googleimageproxy",
        "nutch",
        "nutch-1.7",
        "statuscake",
        "cloudflare",
        "cloudflarediagnostics",
        "datanyze",
        "iplabel",
        "cloudflareobservatory",
        "securityheaders",
        "assetnote",
        "googleweblight",
        "functionize",
        "convertify",
        "favicon",
        "duplexweb-google",
        "dmbrowser",
        "ruxitsynthetic",
        "mail.ru",
        "console",
        "ucsbnetworkmeasurement",
        "cybaaagent",
    )
)
# Libraries and tools; some text browsers have their names too.
TOOLS = (
    "python",
    "curl",
    "wget",
    "java/",
    "ruby",
    "perl",
    "go-http",
    "libwww",
    "okhttp",
    "axios",
    "httpclient",
    "php",
    "guzzle",
)
EMAIL = re.compile(r"@[a-z][a-z0-9-]{0,62}\.[a-z]")
SEPARATORS = str.maketrans(";,()[]+", "       ")
CALLED = (
    "bot",
    "crawl",
    "spider",
    "slurp",
    "monitor",
    "preview",
    "validator",
    "scan",
    "check",
    "google",
    "headless",
)


def is_bot(words: Words, model: str, browser: str) -> bool:
    """Whether a User-Agent is that of a robot, a library or a tool rather than a person's browser.

    The device's model and the maker Cubot are not looked at: there are telephones called bots.
    """
    text = words.text.replace("cubot", "")
    if "bot" in model.lower() and "/" not in model:
        text = text.replace(model.lower(), "")
    for piece in PIECES:
        if piece in text:
            return True
    if not words.names.isdisjoint(NAMES) or ("@" in text and EMAIL.search(text)):
        return True
    return not browser and "safari" not in words.products and any(tool in text for tool in TOOLS)


def bot_name(user_agent: str) -> tuple[str, str]:
    """What a robot calls itself, and its version: the first product that sounds like one, else the first."""
    names = user_agent.translate(SEPARATORS).split()
    robots = (each for each in names if "//" not in each and any(word in each.lower() for word in CALLED))
    name, _, version = next(robots, names[0] if names else "").partition("/")
    return name, version
