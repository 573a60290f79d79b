"""The HTML of a field's parts. Every text is escaped where it is put in, and nowhere else."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from asok_server.forms.attributes import Attribute, escape, plain, written
from asok_server.forms.entry import Entry
from asok_server.forms.field import Field
from asok_server.forms.options import Option
from asok_server.forms.protocols import Request, resolved
from asok_server.forms.values import showable

UNSHOWN = frozenset({"password", "file"})
"""Controls that never show what was sent: it would lie in caches and in the source of the page."""


class Part(NamedTuple):
    """What the HTML of one field is made of. ``message`` is empty where the field is not at fault."""

    field: Field
    request: Request | None
    name: str
    id: str
    label: str
    message: str
    entry: Entry


def whole(part: Part) -> Markup:
    """Return label, control and error; a tick stands before its label, a hidden field has none."""
    field = part.field
    if field.control.type == "hidden":
        return control(part) + error(part)
    parts = [label(part), control(part), error(part)]
    if field.is_tick:
        parts[:2] = parts[1::-1]
    inside = "\n".join(filter(None, parts))
    return Markup(f'<div class="field">{inside}</div>')


def label(part: Part) -> Markup:
    """Return the label of the control, or what names a group of controls; nothing for a hidden field."""
    if part.field.control.type == "hidden":
        return Markup()
    if part.field.is_group:
        return Markup(f'<span id="{escape(part.id)}-label">{escape(part.label)}</span>')
    return Markup(f'<label for="{escape(part.id)}">{escape(part.label)}</label>')


def error(part: Part) -> Markup:
    """Return the message, under the id that the control refers to."""
    if not part.message:
        return Markup()
    own = escape(part.id)
    return Markup(f'<span class="error" id="{own}-error" role="alert">{escape(part.message)}</span>')


def control(part: Part) -> Markup:
    """Return the control, or the group of controls."""
    if part.field.is_group:
        return _group(part)
    attributes = _attributes(part)
    match part.field.control.type:
        case "textarea":
            return Markup(f"<textarea{written(attributes)}>{_area(part.entry)}</textarea>")
        case "select":
            options = "".join(_options(part, attributes.pop("placeholder", None)))
            return Markup(f"<select{written(attributes)}>{options}</select>")
        case "checkbox":
            return _input("checkbox", attributes | {"checked": bool(part.entry.data)})
        case kind if kind in UNSHOWN:
            return _input(kind, attributes)
        case kind:
            return _input(kind, attributes | {"value": showable(part.entry.texts[0]) or None})


def _input(kind: str, attributes: dict[str, Attribute]) -> Markup:
    return Markup(f"<input{written({'type': kind, **attributes})}>")


def _area(entry: Entry) -> str:
    """Return the text of a textarea: HTML drops a line end right behind the tag, so one goes before one."""
    text = escape(showable(entry.texts[0]))
    return f"\n{text}" if text.startswith("\n") else text


def _group(part: Part) -> Markup:
    """Return radio buttons or checkboxes, each with its label, in a group that the field's label names."""
    role = "radiogroup" if part.field.control.type == "radio" else "group"
    choices = "\n".join(_choice(part, number, option) for number, option in enumerate(part.field.offered))
    attributes = written({"id": part.id, "role": role, "aria-labelledby": f"{part.id}-label"})
    return Markup(f"<div{attributes}>{choices}</div>")


def _choice(part: Part, number: int, option: Option) -> Markup:
    own = f"{part.id}-{number}"
    ticked = option.text in part.entry.texts
    attributes = _attributes(part) | {"id": own, "value": option.text, "checked": ticked}
    if part.field.multiple:  # `required` would demand each of the boxes, not one of them.
        attributes.pop("required", None)
    box = _input(part.field.control.type, attributes)
    return Markup(
        f'<div>{box} <label for="{escape(own)}">{escape(resolved(option.label, part.request))}</label></div>'
    )


def _options(part: Part, placeholder: Attribute) -> Iterator[str]:
    if placeholder is not None:
        yield f'<option value="">{escape(plain(placeholder))}</option>'
    for group, options in groupby(part.field.offered, key=lambda option: option.group):
        inside = "".join(_option(part, option) for option in options)
        named = {"label": resolved(group, part.request)}
        yield inside if group is None else f"<optgroup{written(named)}>{inside}</optgroup>"


def _option(part: Part, option: Option) -> str:
    selected = option.text in part.entry.texts
    attributes = written({"value": option.text, "selected": selected})
    return f"<option{attributes}>{escape(resolved(option.label, part.request))}</option>"


def _attributes(part: Part) -> dict[str, Attribute]:
    """Return what the rules imply, what the definition says instead or besides, and what is at fault."""
    field = part.field
    own = {name: resolved(value, part.request) for name, value in field.attributes.items()}
    attributes = {"id": part.id, "name": part.name, **field.implied(part.name), **own}
    if field.multiple and not field.is_group:
        attributes["multiple"] = True
    if part.message and field.control.type != "hidden":  # which no assistive technology ever meets
        described = (attributes.get("aria-describedby"), f"{part.id}-error")
        attributes["aria-invalid"] = "true"
        attributes["aria-describedby"] = " ".join(plain(one) for one in described if one)
    return attributes
