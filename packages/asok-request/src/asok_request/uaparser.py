"""The browsers that the token table does not know, by `ua-parser`."""

import ua_parser

from .browser import Browser

SYSTEMS = {"Mac OS X": "macOS", "Chrome OS": "ChromeOS"}
NAMES = {"Mobile Safari": "Safari", "Chrome Mobile": "Chrome", "Chrome Mobile iOS": "Chrome"}


def parse(user_agent: str) -> Browser:
    result = ua_parser.parse(user_agent)
    agent, system = result.user_agent, result.os
    name = agent.family if agent else ""
    return Browser(
        user_agent,
        NAMES.get(name, name),
        ".".join(part for part in (agent.major, agent.minor, agent.patch) if part) if agent else "",
        SYSTEMS.get(system.family, system.family) if system else "",
        is_mobile="Mobile" in user_agent,
    )
