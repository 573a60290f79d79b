"""What came in, as mappings that nobody can change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from .errors import InvalidValue, MissingKey

# Not from `typing`, whose import alone would take as long as all of this package's.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any, NoReturn, TypeVar, overload

    T = TypeVar("T")
    D = TypeVar("D")
    V = TypeVar("V")


class MultiDict(Mapping[str, "T"]):
    """An immutable mapping in which a key can have several values.

    `m['k']` is the first value and `m.getlist('k')` all of them; as a mapping (`len`, iteration,
    `items()`, `dict(m)`, `==` with a dict) it holds the first values. `multi_items()` gives every pair in
    the order in which it came. A key that is not there raises `MissingKey`: a `KeyError` with status 400.
    """

    __slots__ = ("_first", "_lists", "_names", "_values", "_what")

    def __init__(self, pairs: Iterable[tuple[str, T]] = (), what: str = "field") -> None:
        """`what` is the noun for error messages: ``missing <what> 'k'``."""
        columns = list(zip(*pairs, strict=True)) or ((), ())
        self._fill(columns[0], columns[1], what)

    @staticmethod
    def of_columns(names: Sequence[str], values: Sequence[D], what: str = "field") -> MultiDict[D]:
        """The mapping whose pairs are the names with the values at the same places; it keeps both."""
        made: MultiDict[D] = MultiDict.__new__(MultiDict)  # pyright: ignore[reportUnknownVariableType]
        made._fill(names, values, what)
        return made

    def _fill(self, names: Sequence[str], values: Sequence[T], what: str) -> None:
        self._names = names
        self._values = values
        self._what = what
        self._lists: dict[str, list[T]] | None = None
        self._first = first = dict(zip(names, values))  # noqa: B905 (asking costs as much as zipping)
        if len(first) < len(names):
            # The keys stay in the order of the first ones, whose values go over the last ones.
            first.update(zip(reversed(names), reversed(values), strict=True))

    def __getitem__(self, key: str) -> T:
        try:
            return self._first[key]
        except (KeyError, TypeError):
            raise MissingKey(self._what, key) from None

    if TYPE_CHECKING:

        @overload
        def get(self, key: str, /) -> T | None: ...
        @overload
        def get(self, key: str, /, default: T | D) -> T | D: ...
        @overload
        def get(self, key: str, /, *, type: Callable[[T], V]) -> V | None: ...
        @overload
        def get(self, key: str, /, default: D, type: Callable[[T], V]) -> V | D: ...

    def get(self, key: str, /, default: Any = None, type: Callable[[T], Any] | None = None) -> Any:  # noqa: A002
        """The first value, or `default`; with `type` what that makes of it, as in `get('page', 1, int)`.

        Raises `InvalidValue`, whose status is 400, where the type refuses the value; but a control that was
        left empty sends an empty value, which then counts as none.
        """
        if type is None or key not in self._first:
            return self._first.get(key, default)
        values = self._converted(key, [self._first[key]], type)
        return values[0] if values else default

    if TYPE_CHECKING:

        @overload
        def getlist(self, key: str) -> list[T]: ...
        @overload
        def getlist(self, key: str, type: Callable[[T], V]) -> list[V]: ...

    def getlist(self, key: str, type: Callable[[T], Any] | None = None) -> list[Any]:  # noqa: A002
        """Every value of `key` in the order in which they came; an empty list if there is none.

        `type` is as for `get`.
        """
        if key not in self._first:
            return []
        values = [self._first[key]] if len(self._first) == len(self._names) else list(self._grouped()[key])
        return values if type is None else self._converted(key, values, type)

    def _converted(self, key: str, values: Iterable[T], kind: Callable[[T], V]) -> list[V]:
        """What a type makes of values, without the empty ones that it refuses."""
        converted: list[V] = []
        for value in values:
            try:
                converted.append(kind(value))
            except (ValueError, TypeError, ArithmeticError):
                if value:
                    raise InvalidValue(self._what, key, named(kind)) from None
        return converted

    def lists(self) -> Iterator[tuple[str, list[T]]]:
        """Each key once, with all its values."""
        return ((key, list(values)) for key, values in self._grouped().items())

    def multi_items(self) -> Iterator[tuple[str, T]]:
        """Every pair in the order in which it came, repeated keys included."""
        return zip(self._names, self._values, strict=True)

    def __contains__(self, key: object) -> bool:
        return key in self._first

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def __len__(self) -> int:
        return len(self._first)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, MultiDict):
            return self._grouped() == other._grouped()
        return self._first == other

    __hash__ = None  # type: ignore[assignment]

    def _grouped(self) -> dict[str, list[T]]:
        if self._lists is None:
            lists: dict[str, list[T]] = {key: [] for key in self._first}
            for key, value in self.multi_items():
                lists[key].append(value)
            self._lists = lists
        return self._lists

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self.multi_items())!r})"


def named(kind: Callable[..., object]) -> str:
    """What a type is called in a message; a function is no type."""
    return kind.__name__ if isinstance(kind, type) else "value"


class FrozenDict(dict[str, "T"]):
    """A dict with one value a key that refuses to be changed; a missing key raises `MissingKey`."""

    __slots__ = ("_what",)

    def __init__(self, items: Mapping[str, T] | Iterable[tuple[str, T]] = (), what: str = "field") -> None:
        super().__init__(items)
        self._what = what

    def __missing__(self, key: str) -> T:
        raise MissingKey(self._what, key)

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError(f"{type(self).__name__} cannot be changed: it is what came in")

    __setitem__ = __delitem__ = __ior__ = _refuse  # pyright: ignore
    clear = pop = popitem = setdefault = update = _refuse  # pyright: ignore

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self), self._what)


class Headers(Mapping[str, str]):
    """The request's header fields: names in any case, values as text.

    Values are UTF-8 where their bytes are, else ISO-8859-1 (RFC 9110, section 5.5). A field that came
    several times is one value, joined by the server. A field that did not come raises `MissingKey`.
    """

    __slots__ = ("_environ",)

    def __init__(self, environ: Mapping[str, Any]) -> None:
        self._environ = environ

    def __getitem__(self, name: str) -> str:
        value = self.get(name)
        if value is None:
            raise MissingKey("header", name)
        return value

    if not TYPE_CHECKING:  # typed as in Mapping

        def get(self, key, default=None):
            """The value, or `default`."""
            name = variable(key)
            value = self._environ.get(name)
            return default if value is None or (value == "" and name in UNPREFIXED) else text(value)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        for key, value in self._environ.items():
            if key in UNPREFIXED:
                if value:
                    yield header_name(key)
            elif key.startswith("HTTP_") and key[5:] not in UNPREFIXED:
                yield header_name(key[5:])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self)!r})"


# The two that CGI, and so WSGI, keeps without the prefix (RFC 3875, section 4.1).
UNPREFIXED = frozenset(("CONTENT_TYPE", "CONTENT_LENGTH"))


def variable(name: str) -> str:
    """The environ's key for a header field."""
    key = name.upper().replace("-", "_")
    return key if key in UNPREFIXED else "HTTP_" + key


def header_name(key: str) -> str:
    return key.replace("_", "-").title()


def text(value: str) -> str:
    """A WSGI string, whose characters stand for bytes (PEP 3333), as the text that was meant."""
    if value.isascii():
        return value
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
