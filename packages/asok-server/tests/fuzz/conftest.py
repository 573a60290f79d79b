"""The sites of the fuzz, for a small batch in every test run; run.py sends a large one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def fuzz_folder() -> Path:
    return Path(__file__).parent


@pytest.fixture(scope="module")
def target_of(fuzz_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> "Callable[[str], Any]":
    """Return the site of a configuration under fire."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(fuzz_folder)
        import fuzz_calls
        import fuzz_site

    def make(name: str) -> Any:
        return fuzz_calls.Target(fuzz_site.make_site(tmp_path_factory.mktemp(name), name))

    return make
