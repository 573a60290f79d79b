"""User-Agent Client Hints: what a browser says of itself in `Sec-CH-UA*`."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

MAX_LENGTH = 512
BRAND = re.compile(r'"((?:[^"\\]|\\.)*)"\s*;\s*v\s*=\s*"([0-9.]*)[^"]*"')
NAMES = {
    "Google Chrome": "Chrome",
    "Android WebView": "Chrome",
    "Microsoft Edge": "Edge",
    "Microsoft Edge WebView2": "Edge",
    "Samsung Internet": "Samsung Internet",
    "Samsung Browser": "Samsung Internet",
    "Opera": "Opera",
    "Opera GX": "Opera",
    "OperaMobile": "Opera",
    "Opera Mini Android": "Opera Mini",
    "Yandex": "Yandex Browser",
    "YaBrowser": "Yandex Browser",
    "HuaweiBrowser": "Huawei Browser",
    "MiuiBrowser": "Mi Browser",
    "DuckDuckGo": "DuckDuckGo Privacy Browser",
    "Brave": "Brave",
    "Whale": "Whale Browser",
    "AvastSecureBrowser": "Avast Secure Browser",
    "Brave Browser": "Brave",
    "CCleaner Browser": "CCleaner",
    "Opera Crypto": "Opera",
    "Aloha": "Aloha Browser",
}
ENGINES = frozenset(("Chrome", "Chromium", ""))
SYSTEMS = {"Chromium OS": "Chrome OS", "Chrome OS": "Chrome OS"}


class Hints(NamedTuple):
    """What the hints say; '' for what they do not."""

    name: str
    version: str
    system: str
    system_version: str
    model: str
    mobile: bool


KEYS = (
    "HTTP_SEC_CH_UA_FULL_VERSION_LIST",
    "HTTP_SEC_CH_UA",
    "HTTP_SEC_CH_UA_FULL_VERSION",
    "HTTP_SEC_CH_UA_PLATFORM",
    "HTTP_SEC_CH_UA_PLATFORM_VERSION",
    "HTTP_SEC_CH_UA_MODEL",
    "HTTP_SEC_CH_UA_MOBILE",
)


def sent_hints(environ: Mapping[str, Any]) -> tuple[str, ...]:
    """The hints' fields as they came, in the order of `KEYS`."""
    return tuple(environ.get(key, "")[:MAX_LENGTH] for key in KEYS)


def parse_hints(sent: tuple[str, ...]) -> Hints:
    full_list, brands, full_version, system, system_version, model, mobile = sent
    name, version = telling_brand(full_list or brands)
    if not full_list and full_version and version:
        version = unquoted(full_version)
    system = SYSTEMS.get(unquoted(system), unquoted(system))
    return Hints(
        name,
        version,
        "" if system == "Unknown" else system,
        windows_version(unquoted(system_version)) if system == "Windows" else unquoted(system_version),
        unquoted(model),
        mobile.strip() == "?1",
    )


def telling_brand(brands: str) -> tuple[str, str]:
    """The brand that is neither the engine's nor GREASE; the engine's if there is no other."""
    found = {
        NAMES.get(brand, unescaped(brand)): version
        for brand, version in BRAND.findall(brands)
        if not is_grease(brand)
    }
    name = next((name for name in found if name not in ENGINES), "")
    name = name or next((name for name in ("Chrome", "Chromium") if name in found), "")
    return name, found.get(name, "")


def is_grease(brand: str) -> bool:
    """A made-up brand: ``Not A;Brand`` and the like, with whatever between its words."""
    letters = re.sub("[^a-z]", "", brand.lower())
    return letters.startswith("not") and letters.endswith("brand")


def unescaped(text: str) -> str:
    """The characters of a string (RFC 9651, section 3.3.3)."""
    return re.sub(r"\\(.)", r"\1", text) if "\\" in text else text


def unquoted(value: str) -> str:
    return unescaped(value.strip(" \t").strip('"').strip())


def windows_version(version: str) -> str:
    """Windows' own name for a platform version, as Microsoft documents the numbers."""
    major, _, rest = version.partition(".")
    if not major.isdecimal() or len(major) > 4:
        return ""
    if major == "0":
        return {"1": "7", "2": "8", "3": "8.1"}.get(rest[:1], "")
    return "11" if int(major) >= 13 else "10"
