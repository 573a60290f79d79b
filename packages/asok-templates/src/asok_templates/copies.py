"""Copies of what a page is given, for a second rendering of the same."""

import copy
from typing import Any, cast

from jinja2.utils import Cycler, Joiner, Namespace

Copied = dict[int, Any]


def snapshot(variables: dict[str, Any]) -> dict[str, Any]:
    """The variables with all lists, dicts, sets, namespaces, cyclers and joiners in them made anew.

    What is one object stays one. Everything else is taken as it is: no code of others runs. What is nested
    too deeply to be copied is not.
    """
    try:
        return dict(copied(variables, {}))
    except RecursionError:
        return variables


def copied(value: Any, done: Copied) -> Any:
    if id(value) not in done:
        make = COPIED.get(cast("type[object]", type(value)))
        done[id(value)] = value
        if make is not None:
            make(value, done)
    return done[id(value)]


def copied_list(value: list[Any], done: Copied) -> None:
    new: list[Any] = []
    done[id(value)] = new
    new.extend([copied(item, done) for item in value])


def copied_dict(value: dict[Any, Any], done: Copied) -> None:
    new: dict[Any, Any] = {}
    done[id(value)] = new
    new.update({key: copied(item, done) for key, item in value.items()})


def copied_tuple(value: tuple[Any, ...], done: Copied) -> None:
    items = tuple([copied(item, done) for item in value])
    done[id(value)] = items


def copied_namespace(value: Namespace, done: Copied) -> None:
    new = done[id(value)] = Namespace()
    inside = "_Namespace__attrs"  # all other names are those of the template
    attributes: dict[str, Any] = object.__getattribute__(value, inside)
    object.__getattribute__(new, inside).update(
        {name: copied(item, done) for name, item in attributes.items()}
    )


def copied_flat(value: Any, done: Copied) -> None:
    done[id(value)] = copy.copy(value)


COPIED: dict[type, Any] = {
    list: copied_list,
    dict: copied_dict,
    tuple: copied_tuple,
    Namespace: copied_namespace,
    **dict.fromkeys((set, bytearray, Cycler, Joiner), copied_flat),
}
