"""The pytest plugin: ``app`` and ``client`` in the tests of an Asok project, nothing in any other.

Nothing of the server is imported before a test asks for one of the two.
"""

from pathlib import Path

import pytest

from asok_server import pytest_fixtures


def pytest_configure(config: pytest.Config) -> None:
    """Offer the fixtures where the folder of pytest, of an argument, or one above is an Asok project."""
    places = [
        config.rootpath,
        *(Path(str(argument).partition("::")[0]).absolute() for argument in config.args),
    ]
    if any(pytest_fixtures.project_of(place) for place in places):
        config.pluginmanager.register(pytest_fixtures, "asok-fixtures")
