"""Which changed files make ``asok dev`` start its worker anew."""

from pathlib import Path

from watchfiles import Change, DefaultFilter


class ProjectFilter(DefaultFilter):
    """Passes what is read at start: Python, catalogues, ``.env``, ``.asok/geo.csv``, pages that come or go.

    Templates and static files are read anew by the worker itself, and what an app writes (uploads, a
    database) must not restart it: so nothing else counts.
    """

    def __init__(self) -> None:
        super().__init__()
        self._root = Path.cwd()

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change counts."""
        if not super().__call__(change, path):
            return False
        try:
            file = Path(path).relative_to(self._root)
        except ValueError:
            return False
        if change is Change.added and (self._root / file).is_dir():
            return self._holds_what_is_read(file)
        return _is_read_at_start(file) or (_is_template(file) and change is not Change.modified)

    def _holds_what_is_read(self, folder: Path) -> bool:
        """Whether a new folder counts: what was written into it before it was watched is never reported."""
        return folder.parts[:1] == ("src",) or (self._root / folder / "geo.csv").is_file()


def _is_read_at_start(file: Path) -> bool:
    return (
        (file.suffix == ".py" and file.parts[0] != ".asok")
        or file.parts[:2] == ("src", "locales")
        or file.as_posix() in (".env", ".asok/geo.csv")
    )


def _is_template(file: Path) -> bool:
    return file.parts[:2] == ("src", "pages") and file.suffix == ".html"
