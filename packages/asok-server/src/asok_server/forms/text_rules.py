"""Rules about texts: what one may be made of. A field with several values keeps a rule if each value does."""

import re
import unicodedata
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from asok_server.forms.backtracking import explodes
from asok_server.forms.entry import Entry, Others
from asok_server.forms.pattern import html_pattern
from asok_server.forms.rule import Check, Rule, Written

LONGEST_EMAIL = 320
LONGEST_URL = 2048
LONGEST_MATCHED = 1000
"""A longer text matches no ``regex``: a pattern may cost the square of the length, or worse."""

LONGEST_PLAIN_EMAIL = 64
PLAIN_EMAIL = re.compile(
    r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+(?:com|net|org|edu|gov|[a-z]{2})",
    re.IGNORECASE | re.ASCII,
)
"""Addresses so plain and short that the library takes every one of them: most need not wait for it."""

DIGITS = re.compile(r"[0-9]+")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
NOT_IN_URL = re.compile(r"[\x00-\x20\x7f-\xa0\s\\<>\"^`{|}\ufffd]")
HOST_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")


def each(keeps: Callable[[str], object]) -> Check:
    """Return the check that ``keeps`` holds for every text of an entry."""

    def check(entry: Entry, _: Others) -> bool:
        return all(map(keeps, entry.texts))

    return check


def is_safe(entry: Entry, _: Others) -> bool:
    """Tell whether the texts of an entry hold only what HTML can."""
    return entry.safe


IS_TEXT = Rule("text", is_safe)
"""What every text must keep before anything else."""


def email(rule: Written) -> Rule:
    """An address of mail, by its form alone: no name server is asked (RFC 5321, 5322, 6531)."""
    rule.none()
    return Rule("email", each(is_email))


def url(rule: Written) -> Rule:
    """An absolute address with the scheme http or https, and a host."""
    rule.none()
    return Rule("url", each(is_url))


def regex(rule: Written) -> Rule:
    """A text that a Python pattern matches from its first to its last character."""
    if not rule.argument:
        rule.fail("needs an argument")
    try:
        pattern = re.compile(rule.argument)
    except re.error as error:
        rule.fail(f"is no regular expression ({error}); one that holds | needs the rules as a list")
    if explodes(rule.argument):
        rule.fail("repeats a repetition, which can take exponential time: put something fixed between")

    def matches(text: str) -> bool:
        return len(text) <= LONGEST_MATCHED and pattern.fullmatch(text) is not None

    portable = html_pattern(rule.argument)
    return Rule("regex", each(matches), attributes=(("pattern", portable),) if portable else ())


def digits(rule: Written) -> Rule:
    """ASCII digits alone; with an argument, exactly that many."""
    count = rule.whole_number() if rule.argument else None
    pattern = "[0-9]+" if count is None else f"[0-9]{{{count}}}"

    def keeps(text: str) -> bool:
        return DIGITS.fullmatch(text) is not None and count in {None, len(text)}

    attributes = (("inputmode", "numeric"), ("pattern", pattern))
    return Rule("digits", each(keeps), {"digits": count or 0}, attributes)


def one_of(rule: Written) -> Rule:
    """One of the texts given, in exact case."""
    choices = rule.listed()
    return Rule("in", each(frozenset(choices).__contains__), {"values": ", ".join(choices)})


def slug(rule: Written) -> Rule:
    """Small ASCII letters and digits, in groups joined by single hyphens."""
    rule.none()
    return Rule("slug", each(SLUG.fullmatch), attributes=(("pattern", SLUG.pattern),))


def uuid(rule: Written) -> Rule:
    """A UUID as RFC 9562 writes it: 36 characters, hyphens, any case."""
    rule.none()
    return Rule("uuid", each(UUID.fullmatch), attributes=(("pattern", UUID.pattern),))


def alpha(rule: Written) -> Rule:
    """Letters of any script, with their marks."""
    rule.none()
    return Rule("alpha", each(made_of("LM")), attributes=(("pattern", r"[\p{L}\p{M}]+"),))


def alpha_num(rule: Written) -> Rule:
    """Letters and digits of any script, with their marks."""
    rule.none()
    return Rule("alpha_num", each(made_of("LMN")), attributes=(("pattern", r"[\p{L}\p{M}\p{N}]+"),))


def made_of(categories: str) -> Callable[[str], bool]:
    """Return a test for texts whose characters all belong to the general categories of Unicode given."""

    def test(text: str) -> bool:
        return all(unicodedata.category(character)[0] in categories for character in text)

    return test


def is_email(text: str) -> bool:
    """Tell whether a text is an address of mail on a domain that can be on the internet."""
    if len(text) <= LONGEST_PLAIN_EMAIL and PLAIN_EMAIL.fullmatch(text):
        return True
    # The library takes longer to import than all of the server: only an unusual address pays for it.
    from email_validator import EmailNotValidError, validate_email

    if len(text) > LONGEST_EMAIL:
        return False
    try:
        validate_email(text, check_deliverability=False, strict=True)
    except EmailNotValidError:
        return False
    return True


def is_url(text: str) -> bool:
    """Tell whether a text is an absolute http or https URL with a well-formed host and port."""
    if len(text) > LONGEST_URL or NOT_IN_URL.search(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and parts.port != 0 and is_host(parts.hostname or "")
    except ValueError:
        return False


def is_host(host: str) -> bool:
    """Tell whether a host is a domain name, ASCII or not, or an address; ValueError for a bad address."""
    if ":" in host:
        return bool(IPv6Address(host))
    labels = host.removesuffix(".").split(".")
    if DIGITS.fullmatch(labels[-1]):
        return bool(IPv4Address(host))
    return len(host) <= 253 and all(map(HOST_LABEL.fullmatch, labels))
