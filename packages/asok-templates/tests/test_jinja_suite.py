"""Jinja2's own tests, from its source distribution, on our environment in place of Jinja2's."""

import os
import re
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

import pytest

# Each of Jinja2's tests that fails here, and why it may.
EXCEPTIONS = {
    "tests/test_api.py::TestStreaming::test_buffered_streaming": (
        "counts pieces of output: it expects each variable to be a piece of its own, and ours joins what "
        "stands between two tags"
    ),
}
PLUGIN = """
import jinja2, jinja2.environment, jinja2.nativetypes, jinja2.sandbox
import asok_templates
jinja2.Environment = jinja2.environment.Environment = asok_templates.Environment
jinja2.Template.environment_class = asok_templates.Environment
"""


def run(*command: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, **options)


@pytest.fixture(scope="session")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Jinja2's source distribution of the installed version, and what its tests import, kept between runs."""
    kept = Path(os.environ.get("ASOK_TEST_CACHE", Path.home() / ".cache" / "asok-tests"))
    folder = kept / f"jinja2-{version('jinja2')}-python{sys.version_info.major}.{sys.version_info.minor}"
    if not (folder / "complete").exists():
        fetch(folder)
    return folder


def fetch(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    wanted = f"jinja2=={version('jinja2')}"
    uv = (sys.executable, "-m", "uv")
    pip = (*uv, "tool", "run", "--python", sys.executable, "pip")
    steps = (
        (*pip, "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", str(folder), wanted),
        (*uv, "pip", "install", "-q", "--python", sys.executable, "--target", str(folder / "trio"), "trio"),
    )
    for step in steps:
        done = run(*step, cwd=folder)
        if done.returncode:
            if os.environ.get("CI") == "true":
                pytest.fail(done.stderr)
            pytest.skip(f"no package registry: {done.stderr[-200:]}")
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    (folder / "complete").touch()


@pytest.mark.network
def test_jinja2s_own_tests_pass_on_our_environment(suite: Path, tmp_path: Path):
    (tmp_path / "asok_environment.py").write_text(PLUGIN)
    source = next(
        path for path in suite.iterdir() if path.name.lower().startswith("jinja2-") and path.is_dir()
    )
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{suite / 'trio'}"}
    done = run(
        *(sys.executable, "-m", "pytest", "-p", "asok_environment", "-p", "no:cacheprovider", "-q", "tests"),
        cwd=source,
        env=environment,
    )
    failed = set(re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE))
    passed = int(re.search(r"(\d+) passed", done.stdout)[1])
    assert failed == set(EXCEPTIONS), done.stdout[-5000:]
    assert passed > 800
