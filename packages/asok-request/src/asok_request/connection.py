"""Who asks, and for which host, as the client itself sees it."""

from __future__ import annotations

from collections.abc import Mapping

from .errors import BadHost, shown
from .lazy import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .forwarding import Client
    from .options import Options


class Connection:
    """The client's address, scheme and host: the server's word, or that of the proxies it may believe.

    `environ` is a WSGI environ; `options` say which proxies are trusted and which hosts are served.
    """

    def __init__(self, environ: Mapping[str, Any], options: Options) -> None:
        self.environ = environ
        self.options = options

    @lazy
    def _client(self) -> Client | None:
        proxies = self.options.proxies
        if not proxies:
            return None
        from .forwarding import find_client

        return find_client(self.environ, proxies, self.options.forwarded_header)

    @lazy
    def ip(self) -> str:
        """The client's address: the peer's, unless that is a trusted proxy; '' on a Unix socket."""
        if self._client:
            return self._client.ip
        peer = str(self.environ.get("REMOTE_ADDR", ""))
        if ":" not in peer:
            return peer
        from .addresses import canonical

        return canonical(peer)

    @lazy
    def scheme(self) -> str:
        """``http`` or ``https``."""
        said = self._client.scheme if self._client else None
        return said or str(self.environ.get("wsgi.url_scheme", "http")).lower()

    @lazy
    def host(self) -> str:
        """The host in lower case, with the port if it is not the scheme's own; raises `BadHost`."""
        from .hosts import parse_host, server_name

        client = self._client
        said = (client and client.host) or self.environ.get("HTTP_HOST") or server_name(self.environ)
        host = parse_host(said, client.port if client else None)
        if host is None:
            raise BadHost(f"malformed host {shown(said)}")
        if not self.options.hosts.allow(host, self.scheme):
            raise BadHost(f"the host {shown(host.name)} is not served here")
        return host.within(self.scheme)
