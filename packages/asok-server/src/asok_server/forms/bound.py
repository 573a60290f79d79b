"""One field of one form while one request is served: its value, and its parts as HTML."""

from markupsafe import Markup

from asok_server.forms import render
from asok_server.forms.field import Field
from asok_server.forms.state import State
from asok_server.forms.values import showable


class BoundField:
    """A field in a template: ``{{ form.name }}`` is its label, control and error; or take each alone.

    All HTML can be put in a page as it is: what came from outside is escaped in it, once.
    """

    __slots__ = ("_field", "_state", "name")

    def __init__(self, name: str, field: Field, state: State) -> None:
        self.name = name
        self._field = field
        self._state = state

    @property
    def id(self) -> str:
        """The id of the control; its error has the same with ``-error`` behind it."""
        own = self._field.attributes.get("id")
        return self._state.text(own) if own else self._state.id(self.name)

    @property
    def value(self) -> str | bool | list[str]:
        """What the control shows, not escaped: a text, a bool for a checkbox, a list for several values.

        Passwords and files show nothing.
        """
        field, entry = self._field, self._state.shown(self.name)
        if field.control.type in render.UNSHOWN:
            return [] if field.multiple else ""
        if field.is_tick:
            return bool(entry.data)
        texts = [showable(text) for text in entry.texts]
        return texts if field.multiple else "".join(texts)

    @property
    def label(self) -> Markup:
        """The ``<label>``; for radio buttons and several checkboxes, the ``<span>`` that names the group."""
        return render.label(self._part())

    @property
    def input(self) -> Markup:
        """The control, or the group of controls."""
        return render.control(self._part())

    @property
    def error(self) -> Markup:
        """The message for the rule that the field breaks, in an element that the control refers to."""
        return render.error(self._part())

    def __html__(self) -> Markup:
        return render.whole(self._part())

    __str__ = __html__

    def _part(self) -> render.Part:
        state, name = self._state, self.name
        message = state.errors.get(name, "")
        return render.Part(
            self._field, state.request, name, self.id, state.label(name), message, state.shown(name)
        )
