"""The best WSGI request there is: `Request(environ)`."""

from .cookies import parse_cookies
from .errors import (
    BadContentLength,
    BadHost,
    BodyConsumed,
    IncompleteBody,
    InvalidValue,
    LengthRequired,
    LimitExceeded,
    MalformedForm,
    MalformedJSON,
    MissingKey,
    OptionError,
    RequestError,
    UnexpectedJSON,
    UnsupportedMediaType,
)
from .mappings import FrozenDict, Headers, MultiDict
from .request import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .browser import Browser
    from .options import Options
    from .parts import Part
    from .uploads import UploadedFile

__all__ = [
    "BadContentLength",
    "BadHost",
    "BodyConsumed",
    "Browser",
    "FrozenDict",
    "Headers",
    "IncompleteBody",
    "InvalidValue",
    "LengthRequired",
    "LimitExceeded",
    "MalformedForm",
    "MalformedJSON",
    "MissingKey",
    "MultiDict",
    "OptionError",
    "Options",
    "Part",
    "Request",
    "RequestError",
    "UnexpectedJSON",
    "UnsupportedMediaType",
    "UploadedFile",
    "parse_cookies",
]

# What a request that does not use it shall not pay for is imported when it is first named.
LATER = {"Browser": "browser", "Options": "options", "Part": "parts", "UploadedFile": "uploads"}


def __getattr__(name: str) -> object:
    if name not in LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f".{LATER[name]}", __name__), name)
    return value
