"""Languages and messages, standalone, correct for every language."""

from .catalogs import Catalogs
from .detection import detect
from .errors import CatalogError, FormatsUnavailableError, I18nError, MessageError
from .lazy import Lazy
from .negotiation import negotiate
from .plurals import plural_categories, plural_category
from .text import Text
from .translator import Translator

__all__ = [
    "CatalogError",
    "Catalogs",
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
