"""The limits of a request, and whom it may believe."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from .addresses import Address, Network, Proxies
from .errors import LimitExceeded, OptionError, shown
from .hosts import AllowedHosts

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Checked once, when they are made; a bad value raises `OptionError`, which names it.

    Sizes are in bytes. Passing a limit is a `LimitExceeded`, status 413, which names it.
    """

    max_content_length: int = 64 * MIB
    """The whole body, also while it is streamed."""
    max_form_memory: int = 2 * MIB
    """An urlencoded body, a query string, or the text fields of a multipart body together."""
    max_form_fields: int = 1000
    """The fields of a query string, an urlencoded body or a multipart body."""
    max_form_parts: int = 1000
    """The parts of a multipart body: fields and files."""
    max_part_headers: int = 16 * 1024
    """The headers of one part of a multipart body."""
    max_form_disk: int | None = None
    """The files of a multipart body together; None: no less than `max_content_length`."""
    max_file_memory: int = 64 * 1024
    """An uploaded file up to this size stays in memory; a larger one goes to a temporary file."""
    max_disk_files: int = 100
    """The temporary files of one request: a process may open only so many (1,024, on many systems)."""
    max_json_depth: int = 100
    """Arrays and objects inside one another; deeper JSON is malformed (400)."""
    max_json_digits: int = 1000
    """The digits of an integer in JSON; a longer one is malformed (400)."""
    trusted_proxies: str | int | Iterable[str | Address | Network] = ()
    """The networks of the proxies that may say who the client is, or ``*`` for any peer, as a sequence or
    separated by commas; or an int, how many proxies stand in a row before the app. Default: nobody."""
    forwarded_header: Literal["x-forwarded", "forwarded"] = "x-forwarded"
    """The headers that those proxies write; the others are not read."""
    allowed_hosts: str | Iterable[str] = ()
    """The hosts that are served, as a sequence or separated by commas; ``.example.com`` covers the domain
    and its subdomains. Default: any that is well-formed."""

    proxies: Proxies = field(init=False, repr=False, compare=False)
    hosts: AllowedHosts = field(init=False, repr=False, compare=False)
    uncounted: tuple[int, int, int] = field(init=False, repr=False, compare=False)
    """Parts, bytes of a body and bytes of a part's headers that no form needs to be counted for."""

    def __post_init__(self) -> None:
        for each in dataclasses.fields(self):
            if each.name.startswith("max_"):
                check_limit(each.name, getattr(self, each.name))
        if self.forwarded_header not in ("x-forwarded", "forwarded"):
            raise OptionError(
                f"forwarded_header: neither 'x-forwarded' nor 'forwarded': {shown(self.forwarded_header)}"
            )
        object.__setattr__(self, "trusted_proxies", frozen("trusted_proxies", self.trusted_proxies))
        object.__setattr__(self, "allowed_hosts", frozen("allowed_hosts", self.allowed_hosts))
        object.__setattr__(self, "proxies", compiled("trusted_proxies", Proxies, self.trusted_proxies))
        object.__setattr__(self, "hosts", compiled("allowed_hosts", AllowedHosts, self.allowed_hosts))

        object.__setattr__(self, "uncounted", self._uncounted())

    def _uncounted(self) -> tuple[int, int, int]:
        sizes = (self.max_form_memory, self.max_file_memory, self.max_form_disk)
        return (
            min(self.max_form_fields, self.max_form_parts),
            min(size for size in sizes if size is not None),
            self.max_part_headers,
        )

    def check(self, limit: str, value: int) -> None:
        """Raise `LimitExceeded` if `value` is over the limit of that name."""
        allowed = getattr(self, limit)
        if allowed is not None and value > allowed:
            raise LimitExceeded(limit, allowed)

    def replace(self, **changes: Any) -> "Options":
        """A copy with some options changed; raises `OptionError` for a name that is no option."""
        try:
            return dataclasses.replace(self, **changes)
        except TypeError as error:
            raise OptionError(f"no such option: {error}") from error


def check_limit(name: str, value: object) -> None:
    if value is None and name == "max_form_disk":
        return
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise OptionError(f"{name}: not a number of 0 or more: {shown(value)}")


def frozen(name: str, value: Any) -> Any:
    """A list of entries as a tuple; text is split at its commas, and digits alone are a number."""
    if isinstance(value, str):
        entries = tuple(entry.strip() for entry in value.split(",") if entry.strip())
        alone = name == "trusted_proxies" and len(entries) == 1 and entries[0].isdecimal()
        return int(entries[0]) if alone else entries
    if value is None:
        return ()
    if isinstance(value, int) and not isinstance(value, bool) and name == "trusted_proxies":
        return value
    try:
        return tuple(cast(Iterable[object], value))
    except TypeError:
        raise OptionError(f"{name}: neither text nor a sequence: {shown(value)}") from None


def compiled(name: str, compile_: Any, entries: Any) -> Any:
    try:
        return compile_(entries)
    except (ValueError, AttributeError) as error:
        raise OptionError(f"{name}: malformed entry {shown(str(error))}") from None


DEFAULTS = Options()
