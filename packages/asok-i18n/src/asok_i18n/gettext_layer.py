"""The messages of a PO or MO file as a layer. The header field `X-Syntax: icu` makes it strict."""

from pathlib import Path

from .errors import CatalogError
from .messages import Entry, Layer
from .mo import read_mo
from .po import PoFile, read_po, translated

TEMPLATE = "nplurals=INTEGER"


def gettext_layer(language: str, path: Path, content: bytes) -> Layer:
    """Raises CatalogError, whose text begins `path:line:`."""
    po = read_mo(content, path) if path.suffix == ".mo" else read_po(content, path)
    return layer_of(language, po, path)


def layer_of(language: str, po: PoFile, path: str | Path) -> Layer:
    entries: dict[str, Entry] = {
        entry.key: entry.msgstr[0] if entry.msgid_plural is None else entry.msgstr
        for entry in translated(po.entries)
    }
    headers, line = po.headers, po.header.line if po.header else 1
    syntax = headers.get("x-syntax", "").lower()
    if syntax not in ("", "icu"):
        raise CatalogError(path, line, "X-Syntax can only be 'icu'")
    forms = headers.get("plural-forms", "")
    if forms.startswith(TEMPLATE):
        forms = ""
    try:
        return Layer(language, entries, forms, bool(syntax))
    except ValueError as error:
        raise CatalogError(path, line, str(error)) from None
