"""Forms: which fields there are, what was sent for them, whether it holds, and the HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from markupsafe import Markup

from asok_server.forms import names
from asok_server.forms.bound import BoundField
from asok_server.forms.constructors import Constructors
from asok_server.forms.errors import FormError
from asok_server.forms.field import Field
from asok_server.forms.fields import Fields
from asok_server.forms.protocols import Bindable
from asok_server.forms.state import State


class Form(metaclass=Constructors):
    """A form: fields by name, bound to a request or to be bound to many.

    ``form.name`` and ``form['name']`` are the field ``name``. One that is called like a member of the form
    (``data``, ``errors``, ``validate`` ...) or begins with ``_`` is reached as ``form['data']`` only.

    ``id`` begins the id of every control; give one where the same form stands twice on a page. By default
    it is made of the names of the fields, so that two different forms never share an id.

    Raises FormError for names that can't stand side by side.
    """

    __slots__ = ("_state",)

    def __init__(
        self,
        fields: Mapping[str, Field],
        request: Bindable | None = None,
        *,
        id: str = "",  # noqa: A002
    ) -> None:
        _check(fields)
        self._state = State(Fields(fields), request, id, shows_sent=True)

    def bind(self, request: Bindable) -> Form:
        """Return this form for one request; only the definition is shared.

        A form bound so may be on every page, while most requests are about another one: it shows what was
        sent only once ``validate`` has been called.
        """
        form = object.__new__(type(self))
        form._state = State(self._state.fields, request, self._state.prefix, shows_sent=False)
        return form

    def validate(self) -> bool:
        """Tell whether the form was sent and every field keeps its rules; ``errors`` says which do not.

        False on GET and HEAD, and after ``reset``. Raises what reading the body of the request raises,
        and FormError for a form that is bound to no request.
        """
        return self._state.validate()

    @property
    def errors(self) -> dict[str, str]:
        """The message of each field that failed, by the field's name; empty before ``validate``.

        A page may add its own (``form.errors['email'] = 'Taken'``): it is shown at the field like the others.
        """
        return self._state.errors

    @property
    def data(self) -> dict[str, Any]:
        """The values in their types, nested as the names are: what was sent, else the initial values.

        A text that is not of its field's type stays a text: after ``validate()`` is True there is none.
        """
        return self._state.data()

    @property
    def enctype(self) -> str:
        """What the ``<form>`` needs as its ``enctype``: multipart/form-data where there is a file field."""
        files = any(field.control.type == "file" for field in self._state.fields.values())
        return "multipart/form-data" if files else "application/x-www-form-urlencoded"

    def fill(self, values: Mapping[str, Any]) -> Form:
        """Set initial values by name, nested or flat, and return the form; what was sent goes before them.

        Names that no field has are passed over, so that a whole record can be given.
        """
        self._state.filled = {**self._state.filled, **values}
        return self

    def reset(self) -> None:
        """Forget what was sent, what was filled in and the errors: the form is as it was defined."""
        self._state.reset()

    def __getitem__(self, name: str) -> BoundField:
        return BoundField(name, self._state.fields[name], self._state)

    def __getattr__(self, name: str) -> BoundField:
        if not name.startswith("_") and name in self._state.fields:
            return self[name]
        raise AttributeError(f"the form has no field {name!r}")

    def __contains__(self, name: object) -> bool:
        return name in self._state.fields

    def __iter__(self) -> Iterator[BoundField]:
        return map(self.__getitem__, self._state.fields)

    def __html__(self) -> Markup:
        return Markup("\n").join(self)

    __str__ = __html__


def _check(fields: object) -> None:
    if not isinstance(fields, Mapping):
        raise FormError(f"the fields are {fields!r}: give a mapping of fields by their names")
    fields = cast(Mapping[object, object], fields)
    if unnamed := [name for name in fields if not isinstance(name, str)]:
        raise FormError(f"{unnamed[0]!r} is no name for a field: names are texts")
    names.check(cast(Mapping[str, object], fields))
    for name, field in fields.items():
        if not isinstance(field, Field):
            raise FormError(f"the field {name!r} is {field!r}: make it with Form.text or another constructor")
