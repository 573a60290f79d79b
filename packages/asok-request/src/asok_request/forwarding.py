"""Who the client is behind proxies: Forwarded (RFC 7239) and X-Forwarded-*, read from the right."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .addresses import Proxies, parse_address, parse_node

PAIR = re.compile(
    r"[ \t]*(?:(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+)="
    r'(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<token>[^\s";,=]*))[ \t]*)?'
)


class Hop(NamedTuple):
    """What one proxy said of whoever connected to it; None for what it did not say."""

    node: str | None
    scheme: str | None = None
    host: str | None = None
    port: str | None = None


class Client(NamedTuple):
    """What the trusted proxies say of the client; `scheme`, `host` and `port` only where they do."""

    ip: str
    scheme: str | None
    host: str | None
    port: str | None


def find_client(environ: Mapping[str, Any], proxies: Proxies, forwarded_header: str) -> Client | None:
    """The client as the trusted proxies describe it; None if the peer is no trusted proxy.

    From the right, the first address that is no proxy is the client. A hop that is no address ends the
    walk, and the last proxy is the client. Scheme and host are those the outermost trusted proxy gave,
    or else the next one inwards that gave any.
    """
    peer = environ.get("REMOTE_ADDR", "")
    address = parse_address(peer.partition("%")[0])
    if not proxies.trust_peer(address):
        return None
    spoken: list[Hop] = []
    read = standard_hops if forwarded_header == "forwarded" else customary_hops
    for hop in read(environ):
        spoken.append(hop)
        found = parse_node(hop.node) if hop.node else None
        if found is None:
            break
        address = found
        if not (len(spoken) < proxies.hops or proxies.trust(found)):
            break
    return Client(
        ip=str(address) if address else peer,
        scheme=outermost(scheme_of(hop) for hop in reversed(spoken)),
        host=outermost(hop.host for hop in reversed(spoken)),
        port=outermost(hop.port for hop in reversed(spoken)),
    )


def outermost(values: Iterator[str | None]) -> str | None:
    return next((value for value in values if value), None)


def scheme_of(hop: Hop) -> str | None:
    scheme = (hop.scheme or "").lower()
    return scheme if scheme in ("http", "https") else None


def customary_hops(environ: Mapping[str, Any]) -> Iterator[Hop]:
    """The hops of X-Forwarded-For with what X-Forwarded-Proto, -Host and -Port say at the same place
    from the right; at least one, so that a proxy which names no address is heard on the others."""
    lists = [listed(environ, name) for name in ("FOR", "PROTO", "HOST", "PORT")]
    nodes = lists[0]
    for place in range(max(1, len(nodes))):
        yield Hop(*(values[-1 - place] if place < len(values) else None for values in lists))


def listed(environ: Mapping[str, Any], name: str) -> list[str]:
    header: str = environ.get("HTTP_X_FORWARDED_" + name, "")
    return [value.strip(" \t") for value in header.split(",")] if header else []


def standard_hops(environ: Mapping[str, Any]) -> Iterator[Hop]:
    """The hops of Forwarded, last first. Read from the right, because what stands on the left can be
    the client's own, and an open quote there must not swallow what a proxy wrote behind it."""
    pieces: list[str] = []
    for piece in reversed(environ.get("HTTP_FORWARDED", "").split(",")):
        pieces.append(piece)
        if sum(map(quotes, pieces)) % 2:
            continue
        element = ",".join(reversed(pieces))
        pieces.clear()
        if element.strip(" \t"):
            yield parse_element(element)
    if pieces:
        yield Hop(None)


def quotes(text: str) -> int:
    return len(re.sub(r"\\.", "", text).split('"')) - 1 if '"' in text else 0


def parse_element(element: str) -> Hop:
    """One forwarded-element, in which pairs may be empty; a malformed one, or one that says a thing twice,
    says nothing."""
    said: dict[str, str] = {}
    position = 0
    while position < len(element):
        pair = PAIR.match(element, position)
        assert pair  # of an empty one too
        name = (pair["name"] or "").lower()
        if name in said or element[pair.end() : pair.end() + 1] not in ("", ";"):
            return Hop(None)
        if name:
            quoted = pair["quoted"]
            said[name] = pair["token"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        position = pair.end() + 1
    return Hop(said.get("for"), said.get("proto"), said.get("host"))
