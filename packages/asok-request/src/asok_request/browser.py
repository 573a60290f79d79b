"""The browser, its system and its device, from User-Agent and the client hints."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Browser(NamedTuple):
    """What a User-Agent says. Names are '' and versions '' where it does not say; `str()` is the raw header.

    `name`: Chrome, Firefox, Safari, Edge, Opera, Samsung Internet, ... ; for a bot the bot's name.
    `os`: Windows, macOS, Linux, Android, iOS (iPadOS counts as iOS), ChromeOS, ...
    `device`: the model or the kind of device, as far as it says.
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
    """The verdict on a request's headers."""
    from .uaparser import parse

    return parse(user_agent[:512])._replace(raw=user_agent)
