"""Conditional and range requests: RFC 9110, sections 13 and 14."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from asok_server.files.httpdate import parse_http_date

_ETAG = re.compile(r'[ \t,]*((?:W/)?"[\x21\x23-\x7e\x80-\xff]*")[ \t]*(?:,|$)')
_RANGES = re.compile(r"bytes=(.*)", re.IGNORECASE | re.ASCII)
_RANGE = re.compile(r"([0-9]*)-([0-9]*)")


class UnsatisfiableRangeError(Exception):
    """The range that is asked for lies outside of the content: the answer is 416."""


class Conditions(NamedTuple):
    """What a request asks of a representation: the headers as sent, None for one that is not there."""

    method: str = "GET"
    if_match: str | None = None
    if_unmodified_since: str | None = None
    if_none_match: str | None = None
    if_modified_since: str | None = None
    range: str | None = None
    if_range: str | None = None
    accept_encoding: str | None = None

    @classmethod
    def of(cls, environ: Mapping[str, Any]) -> "Conditions":
        """Take the conditions out of a WSGI environ."""
        get = environ.get
        return cls(
            environ["REQUEST_METHOD"],
            get("HTTP_IF_MATCH"),
            get("HTTP_IF_UNMODIFIED_SINCE"),
            get("HTTP_IF_NONE_MATCH"),
            get("HTTP_IF_MODIFIED_SINCE"),
            get("HTTP_RANGE"),
            get("HTTP_IF_RANGE"),
            get("HTTP_ACCEPT_ENCODING"),
        )

    def status(self, etag: str | None, modified: int | None = None) -> int:
        """Decide between 200, 304 and 412, in the order of RFC 9110 section 13.2.2.

        ``etag`` is the representation's, quotes included; ``modified`` its last change in whole seconds
        since 1970. Either may be None where there is none.
        """
        if not self._unchanged(etag, modified):
            return 412
        if self.if_none_match is not None:
            if not _listed(self.if_none_match, etag, weakly=True):
                return 200
            return 304 if self.method in ("GET", "HEAD") else 412
        if self.if_modified_since is not None and modified is not None and self.method in ("GET", "HEAD"):
            since = parse_http_date(self.if_modified_since)
            return 304 if since is not None and modified <= since else 200
        return 200

    def slice(self, size: int, etag: str | None, modified: int | None = None) -> slice | None:
        """Return the part of ``size`` bytes that is asked for, or None for all of them.

        Only GET has ranges. One range is served; several are answered with the whole, as RFC 9110 section
        14.2 allows, and so are a unit or a range that make no sense. Empty content has no ranges.

        :raises UnsatisfiableRangeError: the range begins behind the end, or asks for the last 0 bytes.
        """
        if self.range is None or self.method != "GET" or not size:
            return None
        asked = _single_range(self.range)
        if asked is None or not self._range_is_current(etag, modified):
            return None
        first, last = asked
        if first is None:
            first, last = max(size - (last or 0), 0), size - 1
        if first >= size:
            raise UnsatisfiableRangeError
        return slice(first, min(size - 1 if last is None else last, size - 1) + 1)

    def _unchanged(self, etag: str | None, modified: int | None) -> bool:
        if self.if_match is not None:
            return _listed(self.if_match, etag, weakly=False)
        if self.if_unmodified_since is None or modified is None:
            return True
        since = parse_http_date(self.if_unmodified_since)
        return since is None or modified <= since

    def _range_is_current(self, etag: str | None, modified: int | None) -> bool:
        if self.if_range is None:
            return True
        validator = self.if_range.strip(" \t")
        if '"' in validator:
            return validator == etag and not validator.startswith("W/")
        return modified is not None and parse_http_date(validator) == modified


def _listed(field: str, etag: str | None, *, weakly: bool) -> bool:
    """Whether a list of entity tags holds ours; weak comparison passes over ``W/``, strong refuses it."""
    if field.strip(" \t") == "*":
        return True
    if etag is None or (etag.startswith("W/") and not weakly):
        return False
    if field == etag:
        return True
    bare = etag.removeprefix("W/")
    return any(tag == bare or (weakly and tag[2:] == bare) for tag in _etags(field))


def _etags(field: str) -> Iterator[str]:
    position = 0
    while found := _ETAG.match(field, position):
        yield found[1]
        position = found.end()


def _single_range(field: str) -> tuple[int | None, int | None] | None:
    """Read ``bytes=first-last``; None unless it holds exactly one well-formed range."""
    ranges = _RANGES.fullmatch(field.strip(" \t"))
    parts = [part for part in ranges[1].split(",") if part.strip(" \t")] if ranges else []
    found = _RANGE.fullmatch(parts[0].strip(" \t")) if len(parts) == 1 else None
    if found is None or not (found[1] or found[2]):
        return None
    first, last = _number(found[1]), _number(found[2])
    return None if first is not None and last is not None and last < first else (first, last)


def _number(digits: str) -> int | None:
    """Read a position; one of more than 18 digits lies behind the end of any file, whichever it is."""
    significant = digits.lstrip("0")[:19]
    return int(significant or "0") if digits else None
