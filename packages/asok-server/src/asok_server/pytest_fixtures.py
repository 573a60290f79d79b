"""The fixtures of an Asok project's tests."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from asok_server.testing import Client


@pytest.fixture(scope="session")
def app(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The app that the project's ``wsgi.py`` makes. A project may define a fixture ``app`` of its own."""
    places = (*(item.path for item in request.session.items), request.config.rootpath)
    project = next(filter(None, map(project_of, places)), None)
    if project is None:
        pytest.fail("no wsgi.py of an Asok project lies above these tests: define a fixture `app`")
    sys.path.insert(0, str(project))
    try:
        yield _load(project / "wsgi.py").app
    finally:
        sys.path.remove(str(project))


@pytest.fixture
def client(app: Any) -> "Client":
    """A visitor of the app, who comes without cookies."""
    from asok_server.testing import Client

    return Client(app)


def project_of(place: Path) -> Path | None:
    """Return the folder of the Asok project that a path lies in: the nearest that has its ``wsgi.py``."""
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
