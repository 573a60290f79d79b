"""Test the built wheels: each in an empty environment that can't reach a package index.

python tools/wheels.py gather            download what the wheels in dist/ need into dist/third-party/
python tools/wheels.py test asok-geo     install that package alone, and run its own tests against it
python tools/wheels.py test asok         install everything, and run the contract against it
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from pin import ROOT, pinned
from uv import find_uv_bin

DIST = ROOT / "dist"
THIRD_PARTY = DIST / "third-party"
TEST_TOOLS = ("pytest", "hypothesis")


def main(arguments: list[str]) -> int:
    match arguments:
        case ["gather"]:
            return gather()
        case ["test", name, *options]:
            return test(name, options)
        case _:
            print(__doc__)
            return 2


def gather() -> int:
    """Download the wheels of every dependency, at the pinned versions (uv installs, but pip downloads)."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as constraints:
        constraints.write("\n".join(pinned()))
        constraints.flush()
        pip = [
            "run",
            "--quiet",
            "--no-project",
            "--python",
            sys.executable,
            "--with",
            "pip",
            "python",
            "-m",
            "pip",
        ]
        command = [find_uv_bin(), *pip, "download", "--quiet", "--only-binary", ":all:"]
        places = ["--dest", str(THIRD_PARTY), "--find-links", str(DIST), "--constraint", constraints.name]
        wheels = [str(wheel) for wheel in DIST.glob("*.whl")]
        return subprocess.run([*command, *places, *wheels, *TEST_TOOLS], check=False).returncode


def test(name: str, options: list[str]) -> int:
    """Install one package from the wheels and run its tests, away from the sources."""
    folder = ROOT / "tests" if name == "asok" else ROOT / "packages" / name / "tests"
    tests = folder / "test_contract.py" if name == "asok" else folder
    with tempfile.TemporaryDirectory() as empty:
        python = install(Path(empty) / "venv", name)
        command = [str(python), "-I", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        places = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), "--confcutdir", str(folder)]
        return subprocess.run([*command, *places, str(tests), *options], cwd=empty, check=False).returncode


def install(environment: Path, name: str) -> Path:
    """Make an environment with the wheel of ``name`` and what it declares; return its Python."""
    python = environment / "bin" / "python"
    wheel = next(DIST.glob(f"{name.replace('-', '_')}-*.whl"))
    places = ["--no-index", "--find-links", str(DIST), "--find-links", str(THIRD_PARTY)]
    uv("venv", "--quiet", "--python", sys.executable, str(environment))
    # uv's cache knows a wheel of a folder by its version alone, and would install one that was built before.
    uv("pip", "install", "--quiet", "--no-cache", "--python", str(python), *places, str(wheel), *TEST_TOOLS)
    return python


def uv(*arguments: str) -> None:
    subprocess.run([find_uv_bin(), *arguments], check=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
