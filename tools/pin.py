"""Pin every third-party version of the workspace, or say which pins are stale.

    python tools/pin.py            raise every pin to the newest version that fits, and write the list
    python tools/pin.py --check    exit with 1 and name what differs, changing nothing

The list is `[tool.uv] constraint-dependencies` in pyproject.toml. It stands in for a lock file, which
would carry download addresses.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from uv import find_uv_bin

ROOT = Path(__file__).parent.parent
PROJECT = ROOT / "pyproject.toml"
LIST = re.compile(r"^constraint-dependencies = \[.*?\]\n", re.MULTILINE | re.DOTALL)


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        return check()
    if arguments:
        print(__doc__)
        return 2
    write([])
    write(locked(upgrade=True))
    return check()


def check() -> int:
    """Compare the pins with what uv resolves under them."""
    pins, resolved = set(pinned()), set(locked(upgrade=False))
    for name in sorted(resolved - pins):
        print(f"not pinned: {name}")
    for name in sorted(pins - resolved):
        print(f"pinned but not used: {name}")
    return 0 if pins == resolved else 1


def pinned() -> list[str]:
    return tomllib.loads(PROJECT.read_text("utf-8"))["tool"]["uv"]["constraint-dependencies"]


def locked(*, upgrade: bool) -> list[str]:
    """What uv resolves for every extra, group, platform and Python of the workspace."""
    subprocess.run(
        [find_uv_bin(), "lock", "--quiet", *(["--upgrade"] if upgrade else [])], cwd=ROOT, check=True
    )
    packages = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    return sorted(f"{p['name']}=={p['version']}" for p in packages if "registry" in p["source"])


def write(pins: list[str]) -> None:
    lines = "".join(f'    "{pin}",\n' for pin in pins)
    text = f"constraint-dependencies = [\n{lines}]\n" if pins else "constraint-dependencies = []\n"
    PROJECT.write_text(LIST.sub(lambda _: text, PROJECT.read_text("utf-8"), count=1), "utf-8")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
