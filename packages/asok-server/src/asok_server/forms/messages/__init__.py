"""What a broken rule says to the user: ``v_<rule>`` in the catalogue of the request's language."""

import json
from collections.abc import Mapping
from pathlib import Path

from asok_server.forms.protocols import Request
from asok_server.forms.rule import Rule

MESSAGES: Mapping[str, Mapping[str, str]] = {
    file.stem: json.loads(file.read_text("utf-8")) for file in sorted(Path(__file__).parent.glob("*.json"))
}
"""The messages that come with the package, by language and key."""


def message(request: Request, rule: Rule, label: str, others: str) -> str:
    """Return the message for a broken rule, in English where the request knows none.

    The catalogue's message is given ``label``, the arguments of the rule, and as ``other`` the labels of the
    other fields that the rule looks at.
    """
    key = f"v_{rule.name}"
    arguments = {"label": label, "other": others, **rule.arguments}
    text = request.__(key, **arguments)
    return english(key, **arguments) if text == key else text


def english(key: str, **arguments: object) -> str:
    """Return the message as the English catalogue of the package has it."""
    # Read only where it is needed: an app's own catalogues are laid over these, and answer first.
    from asok_server.forms.messages.default import ENGLISH

    return ENGLISH(key, **arguments)
