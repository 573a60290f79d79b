"""From what the browser sent, or from an initial value, to the entry of a field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from asok_server.forms import values
from asok_server.forms.controls import Control
from asok_server.forms.entry import Entry
from asok_server.forms.options import Options
from asok_server.forms.protocols import Request, Upload
from asok_server.forms.values import BOOLEANS, is_text, written

if TYPE_CHECKING:
    from asok_server.forms.field import Field

Reader = Callable[["Field", Request, str], Entry]


def reader(control: Control, offers: bool, multiple: bool) -> Reader:
    """Return the function that reads a field of that kind from a request."""
    if control.type == "file":
        return read_files if multiple else read_file
    if offers:
        return read_choices if multiple else read_choice
    return read_tick if control.type == "checkbox" else read_text


def read_text(field: Field, request: Request, name: str) -> Entry:
    """One text; its data is converted, or the text itself where it can't be."""
    text = field.control.clean(request.form.get(name) or "")
    empty = not text or text.isspace() or (not text.isprintable() and values.is_invisible(text))
    data = text if field.convert is None else _converted(field.convert, text, empty)
    return Entry(name, (text,), data, empty, (), is_text(text))


def read_tick(_: Field, request: Request, name: str) -> Entry:
    """A single checkbox: ticked if its last value is there and says nothing like no."""
    sent = request.form.getlist(name)
    ticked = bool(sent and sent[-1] and BOOLEANS.get(sent[-1].lower(), True))
    return Entry(name, tuple(sent[-1:]) if ticked else (), ticked, not ticked)


def read_choice(field: Field, request: Request, name: str) -> Entry:
    """One option; nothing chosen is None, unless the empty text is an option with another meaning."""
    text = request.form.get(name) or ""
    return chosen(field, name, (text,) if text else ())


def read_choices(field: Field, request: Request, name: str) -> Entry:
    """Any number of options."""
    return chosen(field, name, tuple(dict.fromkeys(text for text in request.form.getlist(name) if text)))


def chosen(field: Field, name: str, texts: tuple[str, ...]) -> Entry:
    """Return the entry of a field with options."""
    options = field.options or Options(())
    data: Any = [options.value(text) for text in texts]
    if not field.multiple:
        data = data[0] if texts else options.value("") if "" in options else None
    return Entry(name, texts, data, not texts, safe=all(map(is_text, texts)))


def read_file(_: Field, request: Request, name: str) -> Entry:
    """One file, or None."""
    file = request.files.get(name)
    files = given([] if file is None else [file])
    return Entry(name, tuple(file.filename for file in files), files[0] if files else None, not files, files)


def read_files(_: Field, request: Request, name: str) -> Entry:
    """Any number of files."""
    files = given(request.files.getlist(name))
    return Entry(name, tuple(file.filename for file in files), list(files), not files, files)


def given(files: Iterable[Upload]) -> tuple[Upload, ...]:
    """Leave out what browsers send where no file was chosen: no name and no content."""
    return tuple(file for file in files if file.filename or file.size)


def read_undefined(request: Request, name: str) -> Entry:
    """A name that no field has, such as a button's: its texts."""
    texts = tuple(request.form.getlist(name))
    return Entry(name, texts, texts, not any(text.strip() for text in texts))


def initial(field: Field, value: Any, name: str) -> Entry:
    """Return the entry of a field that nothing was sent for."""
    if field.control.type == "file":
        return Entry(name, (), [] if field.multiple else None, empty=True)
    if field.options is not None:
        return chosen(field, name, tuple(map(written, _as_list(value))))
    if field.control.type == "checkbox":
        return Entry(name, ("on",) if value else (), bool(value), not value)
    if field.control.fit is not None:
        value = field.control.fit(value)
    text = written(value)
    data = value if value is not None else None if field.convert else ""
    return Entry(name, (text,), data, not text)


def _converted(convert: Callable[[str], Any], text: str, empty: bool) -> Any:
    if empty:
        return None
    try:
        return convert(text)
    except ValueError:
        return text


def _as_list(value: Any) -> Iterable[Any]:
    if value is None:
        return ()
    return cast(Iterable[Any], value) if isinstance(value, list | tuple | set | frozenset) else (value,)
