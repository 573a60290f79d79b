"""`asok-i18n extract`: the messages in Python files and Jinja2 templates as a gettext template."""

import ast
import contextlib
import io
import tokenize
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from .errors import CatalogError, FormatsUnavailableError
from .usage import FUNCTIONS, TEMPLATES, called

Step = Callable[[int, int], None]

# Where the messages are among the arguments: None is the first, "c" a context.
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(FUNCTIONS),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def extract(
    places: Iterable[str | Path],
    step: Step | None = None,
    skip: Callable[[CatalogError], object] | None = None,
) -> bytes:
    """A template (.pot) of the messages in files and folders, with their places and translators' comments.

    step: called with how many files are done, and of how many.
    skip: called with the error of each file that can't be read; without it the first is raised.
    Raises FormatsUnavailableError where Babel is not installed, or Jinja2 where a template is met.
    """
    try:
        from babel.messages.catalog import Catalog
        from babel.messages.pofile import write_po
    except ImportError:
        raise FormatsUnavailableError("extract needs Babel: install asok-i18n[babel]") from None
    catalog = Catalog(charset="utf-8", fuzzy=False)
    paths = [path for place in places for path in _files(Path(place))]
    for number, path in enumerate(paths, 1):
        try:
            for line, message, comments, context in _messages(path):
                catalog.add(message, None, [(str(path), line)], (), comments, context=context)
        except CatalogError as error:
            if not skip:
                raise
            skip(error)
        if step:
            step(number, len(paths))
    out = io.BytesIO()
    write_po(out, catalog, sort_by_file=True)
    return out.getvalue()


def _files(place: Path) -> Iterator[Path]:
    """The file itself, or those in the folder, but for hidden folders and those named with `_` first."""
    if not place.is_dir():
        yield place
        return
    for path in sorted(place.rglob("*")):
        folders = path.relative_to(place).parts[:-1]
        hidden = any(name[0] in "._" for name in folders)
        if path.suffix in TEMPLATES | {".py"} and path.is_file() and not hidden:
            yield path


def _messages(path: Path) -> list[tuple[Any, ...]]:
    from babel.messages.extract import extract_from_file

    method = "python" if path.suffix == ".py" else _template_method()
    comments = ("TRANSLATORS:",)
    try:
        return list(extract_from_file(method, path, KEYWORDS, comments, strip_comment_tags=True))
    except OSError as error:
        raise CatalogError(path, 1, error.strerror or "can't be read") from None
    except Exception as error:  # of the tokenizer, of Jinja2 or of a codec
        raise _unreadable(path, error) from None


def _template_method() -> Callable[..., Iterator[Any]]:
    try:
        from .template_messages import template_messages
    except ImportError:
        raise FormatsUnavailableError(
            "templates need Jinja2 to be extracted: install asok-i18n[jinja2]"
        ) from None
    return template_messages


def _unreadable(path: Path, error: Exception) -> CatalogError:
    reason, line = str(error), getattr(error, "lineno", None)
    if isinstance(error, tokenize.TokenError):
        reason, (line, _) = error.args
    if isinstance(error, TypeError) and path.suffix == ".py":  # Babel joins what it takes for texts
        reason, line = "bytes (b'...') stand in a call for a message", _line_of_bytes(path)
    return CatalogError(path, line or 1, f"can't be read: {reason}")


def _line_of_bytes(path: Path) -> int | None:
    """The line of the first call for a message that is given bytes."""
    with contextlib.suppress(SyntaxError, ValueError, RecursionError):
        calls = (node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call))
        lines = (call.lineno for call in calls if called(call) in KEYWORDS and _takes_bytes(call))
        return min(lines, default=None)
    return None


def _takes_bytes(call: ast.Call) -> bool:
    return any(isinstance(given, ast.Constant) and isinstance(given.value, bytes) for given in call.args)
