"""The shape of the monorepo: what every package has, and what it may ask for."""

import ast
import importlib
import subprocess
import sys
import tomllib
from importlib.metadata import distribution, packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parent.parent
FOLDERS = [ROOT, *sorted((ROOT / "packages").iterdir())]
OURS = {folder.name if folder != ROOT else "asok": folder for folder in FOLDERS}


def project(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]


def requirements(folder: Path) -> list[Requirement]:
    declared = project(folder)
    extras = declared.get("optional-dependencies", {}).values()
    return [
        Requirement(text)
        for text in (*declared["dependencies"], *(text for extra in extras for text in extra))
    ]


def package(folder: Path) -> Path:
    return next((folder / "src").iterdir())


every_package = pytest.mark.parametrize("folder", FOLDERS, ids=OURS)


@every_package
@pytest.mark.parametrize("name", ["README.md", "LICENSE", "CHANGELOG.md"])
def test_every_package_explains_itself(folder, name):
    assert (folder / name).read_text("utf-8").strip()


@every_package
def test_every_package_is_typed_and_names_what_is_public(folder):
    assert (package(folder) / "py.typed").is_file()
    module = importlib.import_module(package(folder).name)
    assert sorted(module.__all__) == sorted(set(module.__all__))
    assert all(hasattr(module, name) for name in module.__all__)


@every_package
def test_every_package_asks_for_python_3_11(folder):
    assert project(folder)["requires-python"] == ">=3.11"


@every_package
def test_every_range_has_both_bounds(folder):
    for requirement in requirements(folder):
        if requirement.name in OURS and requirement.extras:
            continue
        operators = {specifier.operator for specifier in requirement.specifier}
        assert {">=", "<"} <= operators or folder == ROOT, f"{folder.name}: {requirement}"


@every_package
def test_every_range_between_our_packages_holds(folder):
    for requirement in requirements(folder):
        if requirement.name in OURS:
            version = project(OURS[requirement.name])["version"]
            assert requirement.specifier.contains(version), (
                f"{folder.name}: {requirement}, but it is {version}"
            )


@every_package
def test_every_third_party_import_is_declared(folder):
    declared = {requirement.name.lower() for requirement in requirements(folder)}
    owners = packages_distributions()
    for file in package(folder).rglob("*.py"):
        for name in imported(file):
            if (
                name in sys.stdlib_module_names
                or name == package(folder).name
                or name.startswith("_typeshed")
            ):
                continue
            names = {owner.lower() for owner in owners.get(name, [name.replace("_", "-")])}
            assert names & declared, (
                f"{file.relative_to(ROOT)} imports {name}, which {folder.name} does not declare"
            )


def imported(file: Path) -> set[str]:
    """The top-level names of all absolute imports of a file, wherever they stand."""
    tree = ast.parse(file.read_text("utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_the_installed_asok_is_ours():
    assert project(ROOT)["description"] == distribution("asok").metadata["Summary"]
    assert Version(distribution("asok").version) == Version(project(ROOT)["version"])
    assert distribution("asok").requires, (
        "a stranger's project has that name too, and asks for nothing of ours"
    )


def test_every_member_comes_from_the_workspace():
    sources = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["uv"]["sources"]
    assert sources == {name: {"workspace": True} for name in OURS}


def test_every_third_party_version_is_pinned():
    done = subprocess.run(
        [sys.executable, "tools/pin.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"run python tools/pin.py\n{done.stdout}{done.stderr}"


def test_no_lock_file_and_no_generated_state_is_tracked():
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    tracked = {Path(name) for name in done.stdout.splitlines()}
    assert Path("uv.lock") not in tracked
    state = {file.name for file in tracked if ".asok" in file.parts}
    assert state == {"geo.csv", "geo.LICENSE"}


def test_the_metapackage_only_hands_over():
    tree = ast.parse((ROOT / "src/asok/__init__.py").read_text("utf-8"))
    assert all(isinstance(node, ast.Expr | ast.ImportFrom | ast.Assign) for node in tree.body)
    assert len((ROOT / "src/asok/__init__.py").read_text("utf-8").splitlines()) <= 40
