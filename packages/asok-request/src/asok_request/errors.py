"""Everything that a request can have wrong with it: one small tree, each error with its HTTP status."""

KINDS = {list: "an array", str: "a string", bool: "true or false", type(None): "null"}


class RequestError(Exception):
    """A request that cannot be served as it came. Every error of this package is one.

    `status` is the HTTP status to answer with (RFC 9110, section 15). `str()` is safe to send: it names
    what is wrong and which limit was passed, and shows of the input at most a short, escaped piece.
    """

    status: int = 400

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else type(self).__name__

    def __reduce__(self) -> tuple[object, ...]:
        # An error goes to another process with its message and attributes, not through `__init__` again.
        return restored, (type(self), self.args, self.__dict__)


def restored(kind: type[RequestError], args: tuple[object, ...], state: dict[str, object]) -> RequestError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class MissingKey(RequestError, KeyError):
    """A field, query parameter, file, cookie, header or JSON member asked for by `[...]` that did not come.

    It is a `KeyError` too, so `except KeyError` and templates treat it as one. `key` is the name.
    """

    def __init__(self, what: str, key: object) -> None:
        super().__init__(f"missing {what} {shown(key)}")
        self.key = key


class InvalidValue(RequestError, ValueError):
    """A field or query parameter is not of the type that was asked for; `key` is its name."""

    def __init__(self, what: str, key: str, kind: str) -> None:
        super().__init__(f"the {what} {shown(key)} is no valid {kind}")
        self.key = key


class LimitExceeded(RequestError):
    """The request is over a limit; `limit` is the name of the option and `allowed` its value."""

    status = 413

    def __init__(self, limit: str, allowed: int) -> None:
        super().__init__(f"the request is over {limit} ({allowed})")
        self.limit = limit
        self.allowed = allowed


class BadHost(RequestError):
    """The Host, or what a trusted proxy said it was, is malformed or not among `allowed_hosts`."""


class BadContentLength(RequestError):
    """Content-Length is not plain digits (RFC 9110, section 8.6)."""


class LengthRequired(RequestError):
    """The body is chunked and the server does not say where it ends (`wsgi.input_terminated`)."""

    status = 411


class IncompleteBody(RequestError):
    """The body ended, or the connection broke, before as many bytes as Content-Length came."""


class BodyConsumed(RequestError):
    """The body was already read in another way: a mistake of the application, hence a 500."""

    status = 500


class UnsupportedMediaType(RequestError):
    """The Content-Type is not the one that was asked for."""

    status = 415


class MalformedForm(RequestError):
    """A multipart body that breaks RFC 7578: no boundary, cut short, bad part headers."""


class MalformedJSON(RequestError):
    """A body that is not JSON (RFC 8259): `position` in characters from 0, `line` and `column` from 1."""

    def __init__(self, reason: str, position: int = 0, line: int = 1, column: int = 1) -> None:
        super().__init__(f"malformed JSON at line {line} column {column} (position {position}): {reason}")
        self.position = position
        self.line = line
        self.column = column


class UnexpectedJSON(RequestError):
    """A JSON body that is no object where one was asked for."""

    def __init__(self, value: object) -> None:
        super().__init__(f"the JSON body is {KINDS.get(type(value), 'a number')}, not an object")


class OptionError(RequestError, ValueError):
    """A bad value given to `Options`: a mistake of the application, found when the options are made."""

    status = 500


def shown(value: object, length: int = 60) -> str:
    """A bounded, printable-ASCII rendering of something that came from outside."""
    text = ascii(value if not isinstance(value, str) else value[: length + 1])
    return text if len(text) <= length + 2 else text[:length] + "...'"
