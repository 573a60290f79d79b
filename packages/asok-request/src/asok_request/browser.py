"""The browser, its system and its device, from User-Agent and the client hints."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from .agents import find_agent
from .bots import bot_name, is_bot
from .devices import find_device, model_of
from .hints import Hints, parse_hints, sent_hints
from .products import Words, words_of
from .systems import find_system

# No browser's own is as long; whatever comes after is never looked at.
MAX_LENGTH = 512
CACHED = 2048


class Browser(NamedTuple):
    """What a User-Agent says; '' for what it does not say. `str()` is the raw header.

    `name`: Chrome, Firefox, Safari, Edge, Opera, Samsung Internet and so on, also on systems where they are
    built otherwise; for a robot what it calls itself. `os`: Windows, macOS, Linux, Android, iOS (which
    iPadOS counts as), Chrome OS and so on. `device`: the model, as far as it is said. `is_mobile` is true of
    whatever is held in the hand, `is_tablet` of those that are tablets; a television is neither.
    """

    raw: str
    name: str = ""
    version: str = ""
    os: str = ""
    os_version: str = ""
    device: str = ""
    is_mobile: bool = False
    is_tablet: bool = False
    is_bot: bool = False

    def __str__(self) -> str:
        return self.raw


def identify(user_agent: str, environ: Mapping[str, Any]) -> Browser:
    """The verdict on a request: on its User-Agent, refined by the client hints among its header fields.

    Only the first 512 characters of each are parsed, and the verdicts on the last ones are kept.
    """
    # The hints that say something alone: a version does not.
    if (
        "HTTP_SEC_CH_UA" in environ
        or "HTTP_SEC_CH_UA_MOBILE" in environ
        or "HTTP_SEC_CH_UA_PLATFORM" in environ
        or "HTTP_SEC_CH_UA_MODEL" in environ
        or "HTTP_SEC_CH_UA_FULL_VERSION_LIST" in environ
    ):
        verdict = refined(user_agent[:MAX_LENGTH], sent_hints(environ))
    else:
        verdict = judged(user_agent[:MAX_LENGTH])
    return verdict if verdict.raw == user_agent else verdict._replace(raw=user_agent)


# Names that others go under.
UNSPECIFIC = frozenset(("", "Chrome", "Chromium", "Android Browser"))
# What a system's own browser is called where nothing else is said.
NATIVE = {
    "Android": "Android Browser",
    "Tizen": "Tizen Browser",
    "BlackBerry OS": "BlackBerry Browser",
    "PlayStation": "NetFront",
    "Symbian": "Nokia Browser",
}


@lru_cache(CACHED)
def judged(user_agent: str) -> Browser:
    words = words_of(user_agent)
    system, system_version = find_system(words)
    model = model_of(user_agent, words, system)
    name, version = find_agent(words)
    if not is_bot(words, model, name):
        if not name:
            name, version = without_token(user_agent, words, system)
        if system or name or not user_agent:
            is_mobile, is_tablet = find_device(words, system, model)
            return Browser(user_agent, name, version, system, system_version, model, is_mobile, is_tablet)
    name, version = bot_name(user_agent)
    return Browser(user_agent, name, version, system, system_version, is_bot=True)


def without_token(user_agent: str, words: Words, system: str) -> tuple[str, str]:
    """Browsers whose name is not among their tokens: WebKit's own, and what only `ua-parser` knows."""
    products = words.products
    if system in ("iOS", "macOS", "Windows") and ("safari" in products or "applewebkit" in products):
        return "Safari", products.get("version", "")
    if system in ("iOS", "macOS") and (not products or words.text.startswith("safari")):
        return "Safari", ""
    if system in NATIVE or words.text.startswith("nokia"):
        return NATIVE.get(system, "Nokia Browser"), products.get("version", "")
    if system == "Linux" and "safari" in products:
        return "Safari", products.get("version", "")
    if len(user_agent) == MAX_LENGTH or not words.text.startswith("mozilla/"):
        return "", ""
    from .uaparser import parse_agent

    return parse_agent(user_agent)


@lru_cache(CACHED)
def refined(user_agent: str, sent: tuple[str, ...]) -> Browser:
    verdict = judged(user_agent)
    return verdict if verdict.is_bot else applied(verdict, parse_hints(sent))


def applied(verdict: Browser, hints: Hints) -> Browser:
    """The verdict with what the hints know better: they say the truth where a User-Agent is frozen."""
    name, version = verdict.name, verdict.version
    if hints.name == name:
        version = max(hints.version, version, key=len)  # the full one, where one is cut
    elif hints.name and (name in UNSPECIFIC or hints.name not in UNSPECIFIC):
        name, version = hints.name, hints.version
    same = hints.system in ("", verdict.os)
    return verdict._replace(
        name=name,
        version=version,
        os=hints.system or verdict.os,
        os_version=hints.system_version or (verdict.os_version if same else ""),
        device=hints.model or verdict.device,
        is_mobile=verdict.is_mobile or hints.mobile,
    )
