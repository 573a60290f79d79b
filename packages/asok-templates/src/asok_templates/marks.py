"""Marks in a text that tell where a block begins and ends, and survive what filters do to letters."""

import re
import secrets
from collections.abc import Iterable, Sequence

# Unicode's tag characters: no letters, no digits, no spaces, no width, and transparent to the rules of case.
TAG_BEGIN = "\U000e0001"
TAG_END = "\U000e007f"
TAG_DIGIT = 0xE0030


class Marks:
    """Marks for some blocks, unlike any text that was there before they were made."""

    def __init__(self, blocks: Sequence[str]) -> None:
        self.blocks = tuple(blocks)
        secret = secrets.randbelow(10**12)
        self._begin = {block: mark(f"{secret:012}{index:03}") for index, block in enumerate(blocks)}
        self._end = mark(f"{secret:012}999")
        starts = "|".join(map(re.escape, self._begin.values()))
        self._any = re.compile(f"({starts}|{self._end})")

    def around(self, block: str, text: str) -> str:
        """Nothing stays nothing, so that a test for emptiness still tells the same."""
        return f"{self._begin[block]}{text}{self._end}" if text else ""

    def stripped(self, text: str) -> str:
        return self._any.sub("", text)

    def parts(self, text: str) -> dict[str, str] | None:
        """What stands between the marks, by block, blocks in blocks too; None if marks were lost."""
        names = {begin: block for block, begin in self._begin.items()}
        found: dict[str, list[str]] = {block: [] for block in self.blocks}
        inside: list[str] = []
        for piece in self._any.split(text):
            if piece in names:
                inside.append(names[piece])
            elif piece == self._end:
                if not inside:
                    return None
                inside.pop()
            else:
                for block in dict.fromkeys(inside):  # once for a block in itself
                    found[block].append(piece)
        return None if inside else {block: "".join(pieces) for block, pieces in found.items()}


def mark(digits: Iterable[str]) -> str:
    return TAG_BEGIN + "".join(chr(TAG_DIGIT + int(digit)) for digit in digits) + TAG_END
