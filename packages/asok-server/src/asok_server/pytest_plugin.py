"""The pytest plugin: ``app`` and ``client`` in the tests of an Asok project, nothing in any other.

Nothing of the server is imported before a test asks for one of the two.
"""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from asok_server.testing import Client


def pytest_configure(config: pytest.Config) -> None:
    """Offer the fixtures where the folder of pytest, of an argument, or one above is an Asok project."""
    places = [
        config.rootpath,
        *(Path(str(argument).partition("::")[0]).absolute() for argument in config.args),
    ]
    if any(_project(place) for place in places):
        config.pluginmanager.register(_Fixtures(), "asok-fixtures")


class _Fixtures:
    @pytest.fixture(scope="session")
    def app(self, request: pytest.FixtureRequest) -> Iterator[Any]:
        """The app that the project's ``wsgi.py`` makes. A project may define a fixture ``app`` of its own."""
        places = (*(item.path for item in request.session.items), request.config.rootpath)
        project = next(filter(None, map(_project, places)), None)
        if project is None:
            pytest.fail("there is no wsgi.py of an Asok project here: define a fixture `app`")
        sys.path.insert(0, str(project))
        try:
            yield _load(project / "wsgi.py").app
        finally:
            sys.path.remove(str(project))

    @pytest.fixture
    def client(self, app: Any) -> "Client":
        """A visitor of the app, who comes without cookies."""
        from asok_server.testing import Client

        return Client(app)


def _project(place: Path) -> Path | None:
    """Return the folder of the Asok project that a path belongs to."""
    return next((folder for folder in (place, *place.parents) if _is_project(folder)), None)


def _is_project(folder: Path) -> bool:
    wsgi = folder / "wsgi.py"
    return wsgi.is_file() and ((folder / "src" / "pages").is_dir() or b"asok" in wsgi.read_bytes().lower())


def _load(path: Path) -> Any:
    """Import ``wsgi.py`` as ``wsgi``, unless that is what has been imported."""
    known = sys.modules.get("wsgi")
    if known is not None and Path(str(known.__file__)).resolve() == path.resolve():
        return known
    spec = importlib.util.spec_from_file_location("wsgi", path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["wsgi"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
