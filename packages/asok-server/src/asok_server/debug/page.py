"""The page itself: one document without a script, everything in it escaped."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from traceback import TracebackException
from typing import Any

from asok_server.debug.environ import Section, request_data
from asok_server.debug.frames import Line, Place, places
from asok_server.debug.masking import Masking
from asok_server.debug.style import STYLE
from asok_server.response import Response

_LONGEST_TEXT = 100_000
_LONGEST_MESSAGE = 10_000
_MOST_CHAINED = 20
_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
)
_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>{style}</style>
</head>
<body>"""
_TAIL = """<section>
<h2>As text</h2>
<textarea readonly rows="12" aria-label="The traceback as text">
{text}</textarea>
</section>
</body>
</html>"""


def page(
    error: BaseException, environ: Mapping[str, Any], *, root: Path | None = None, secrets: Iterable[str] = ()
) -> Response:
    """Answer a failed request with the page: a 500 that no cache keeps and that loads nothing."""
    headers = (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", _POLICY),
    )
    body = render(error, request_data=request_data(environ), root=root, secrets=secrets)
    return Response(body, 500, headers)


def render(
    error: BaseException,
    *,
    request_data: Mapping[str, Section] | None = None,
    root: Path | None = None,
    secrets: Iterable[str] = (),
) -> bytes:
    """Return the document for an error and those that led to it.

    ``request_data`` are sections, each a mapping of names to values; a value whose name sounds of a secret is
    masked. ``secrets`` are masked wherever they turn up, in messages and source lines too. What lies below
    ``root``, and in no library, is shown as the project's own.
    """
    masking = Masking(secrets)
    text = masking.text(_as_text(error))
    headline = masking.text(_headline(error))
    parts = (
        _HEAD.format(title=escape(headline[:200]), style=STYLE),
        *(_error(one, how, masking, root) for one, how in _chain(error)),
        *(_section(name, section, masking) for name, section in (request_data or {}).items() if section),
        _TAIL.format(text=escape(text)),
    )
    return "\n".join(parts).encode("utf-8", "replace")


def _as_text(error: BaseException) -> str:
    return _cut("".join(TracebackException.from_exception(error, limit=-50).format()), _LONGEST_TEXT)


def _headline(error: BaseException) -> str:
    lines = TracebackException.from_exception(error, limit=-1).format_exception_only()
    return _cut("".join(lines).strip(), _LONGEST_MESSAGE)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]} ..."


def _chain(error: BaseException) -> Iterator[tuple[BaseException, str]]:
    """Yield an error and, after it, what it came from, with words for how."""
    seen: set[int] = set()
    how = ""
    following: BaseException | None = error
    while following is not None and id(following) not in seen and len(seen) < _MOST_CHAINED:
        yield following, how
        seen.add(id(following))
        how = "caused by" if following.__cause__ else "while this was handled"
        context = None if following.__suppress_context__ else following.__context__
        following = following.__cause__ or context


def _error(error: BaseException, how: str, masking: Masking, root: Path | None) -> str:
    message = masking.text(_headline(error))
    kind, _, rest = (
        message.partition(":") if message.startswith(_kind(error)) else (_kind(error), "", message)
    )
    found, left_out = places(error, root)
    shown = [_place(place, masking) for place in reversed(found)]
    if left_out:
        shown.append(f"<p class=gap>{left_out} more steps</p>")
    tag = "h2" if how else "h1"
    lead = f"<p class=how>{how}</p>" if how else ""
    order = "" if how else "<p class=order>The last step first; the project's own are open.</p>"
    return (
        f"<section>{lead}<{tag}>{escape(kind)}</{tag}><pre class=message>{escape(rest.strip())}</pre>"
        f"{order}{''.join(shown)}</section>"
    )


def _kind(error: BaseException) -> str:
    kind = type(error)
    return (
        kind.__qualname__
        if kind.__module__ in ("builtins", "__main__")
        else f"{kind.__module__}.{kind.__qualname__}"
    )


def _place(place: Place, masking: Masking) -> str:
    function = f" in <b>{escape(place.function)}</b>" if place.function else ""
    lines = "".join(_line(line, line.number == place.number, masking) for line in place.lines)
    source = f"<pre class=source>{lines}</pre>" if lines else "<p class=gap>The source is not to be had.</p>"
    return (
        f"<details{' open class=own' if place.own else ''}><summary>{escape(masking.text(place.file))}"
        f"<span>:{place.number}</span>{function}</summary>{source}</details>"
    )


def _line(line: Line, failed: bool, masking: Masking) -> str:
    text = masking.text(line.text)
    if text == line.text and line.start < line.stop:
        before, within, after = text[: line.start], text[line.start : line.stop], text[line.stop :]
        shown = f"{escape(before)}<mark>{escape(within)}</mark>{escape(after)}"
    else:
        shown = escape(text)
    return f"<span class='{'line failed' if failed else 'line'}'><i>{line.number:>5}</i> {shown}\n</span>"


def _section(name: str, section: Section, masking: Masking) -> str:
    rows = "".join(
        f"<tr><th scope=row>{escape(key)}</th><td>{escape(masking.value(key, value))}</td></tr>"
        for key, value in section.items()
    )
    return f"<section><h2>{escape(name)}</h2><table>{rows}</table></section>"
