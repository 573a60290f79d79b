"""Languages and messages, standalone, correct for every language.

Each name is imported when it is first used, so that a program pays for what it needs.
"""

from importlib import import_module

# Type checkers take it for True by its name; importing it from typing would be most of this import's time.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from .catalogs import Catalogs
    from .detection import detect
    from .errors import CatalogError, FormatsUnavailableError, I18nError, MessageError
    from .formats import Formats
    from .lazy import Lazy
    from .negotiation import negotiate
    from .plurals import plural_categories, plural_category
    from .text import Text
    from .translator import Translator

__all__ = [
    "CatalogError",
    "Catalogs",
    "Formats",
    "FormatsUnavailableError",
    "I18nError",
    "Lazy",
    "MessageError",
    "Text",
    "Translator",
    "detect",
    "negotiate",
    "plural_categories",
    "plural_category",
]

_HOMES = {
    "Catalogs": "catalogs",
    "Formats": "formats",
    "Lazy": "lazy",
    "Text": "text",
    "Translator": "translator",
    "detect": "detection",
    "negotiate": "negotiation",
    "plural_categories": "plurals",
    "plural_category": "plurals",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOMES.get(name, 'errors')}", __name__), name)
    globals()[name] = value
    return value
