"""The browsers that the table does not know, by `ua-parser`; only this module knows it."""

import ua_parser

NAMES = {
    "Mobile Safari": "Safari",
    "Mobile Safari UI/WKWebView": "Safari",
    "Chrome Mobile": "Chrome",
    "Chrome Mobile iOS": "Chrome",
    "Chrome Mobile WebView": "Chrome",
    "Firefox Mobile": "Firefox",
    "Firefox iOS": "Firefox",
    "Edge Mobile": "Edge",
    "IE": "Internet Explorer",
    "IE Mobile": "Internet Explorer",
    "Opera Mobile": "Opera",
    "Amazon Silk": "Silk",
    "Android": "Android Browser",
}


def parse_agent(user_agent: str) -> tuple[str, str]:
    """The name and version of a browser; '' if it is not known."""
    # Half a surrogate pair, from a careless server, is nothing that the parser written in Rust can take.
    agent = ua_parser.parse_user_agent(user_agent.encode("utf-8", "replace").decode())
    if agent is None or agent.family == "Mozilla":
        return "", ""
    version = ".".join(part for part in (agent.major, agent.minor, agent.patch) if part)
    return NAMES.get(agent.family, agent.family), version
