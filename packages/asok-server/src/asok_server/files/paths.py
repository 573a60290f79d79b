"""File names that come from outside, kept inside a folder."""

import os
from os import PathLike


def contained(base_dir: str | PathLike[str], name: str) -> str | None:
    """Resolve ``name`` inside ``base_dir`` and return the real path, or None where it may not be served.

    A name is one or more segments joined by ``/``. Refused are absolute names, empty segments (a trailing
    slash too), ``.`` and ``..``, dotfiles and files in dot folders, backslashes, control characters, and
    links that lead out of ``base_dir`` or to a dotfile in it. Whether there is such a file is not looked
    at.
    """
    if "\\" in name or any(character < " " or character == "\x7f" for character in name):
        return None
    if not _all_visible(name.split("/")):
        return None
    try:
        base = os.path.realpath(base_dir)
        real = os.path.realpath(os.path.join(base, name))  # noqa: PTH118  (this runs for every static file)
    except (OSError, ValueError):
        return None
    prefix = base if base.endswith(os.sep) else base + os.sep
    inside = real.startswith(prefix) and _all_visible(real.removeprefix(prefix).split(os.sep))  # noqa: PTH206
    return real if inside else None


def _all_visible(segments: list[str]) -> bool:
    return all(segment and segment[0] != "." for segment in segments)
