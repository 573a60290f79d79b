"""`asok-i18n extract`: the messages in Python files and Jinja2 templates as a gettext template."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .errors import FormatsUnavailableError

METHODS = [
    ("**.py", "python"),
    *((f"**.{suffix}", "jinja2") for suffix in ("html", "htm", "jinja", "jinja2", "j2", "txt", "xml")),
]
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("__", "t", "_", "gettext", "translate", "lazy"), None),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def extract(places: Iterable[str | Path]) -> bytes:
    """A template (.pot) of the messages in files and folders, with their places and translators' comments.

    Raises FormatsUnavailableError where Babel is not installed, or Jinja2 where a template is met.
    """
    try:
        from babel.messages.catalog import Catalog
        from babel.messages.extract import extract_from_dir, extract_from_file
        from babel.messages.pofile import write_po
    except ImportError:
        raise FormatsUnavailableError("extract needs Babel: install asok-i18n[babel]") from None
    catalog = Catalog(charset="utf-8", fuzzy=False)
    options: dict[str, Any] = {
        "keywords": KEYWORDS,
        "comment_tags": ("TRANSLATORS:",),
        "strip_comment_tags": True,
    }
    try:
        for place in map(Path, places):
            if place.is_dir():
                for name, line, message, comments, context in extract_from_dir(place, METHODS, **options):
                    catalog.add(message, None, [(str(place / name), line)], (), comments, context=context)
            else:
                method = "python" if place.suffix == ".py" else "jinja2"
                for line, message, comments, context in extract_from_file(method, place, **options):
                    catalog.add(message, None, [(str(place), line)], (), comments, context=context)
    except (ImportError, ValueError) as error:
        if "jinja2" not in str(error).lower():
            raise
        raise FormatsUnavailableError("templates need Jinja2 to be extracted") from None
    out = io.BytesIO()
    write_po(out, catalog, sort_by_file=True)
    return out.getvalue()
