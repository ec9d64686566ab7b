"""A text without white space that knows where each of its characters came from.

Chinese is printed without spaces and lines end anywhere, so rules for it look at the
squeezed text. A line end or a wide gap stays where joining would make a false number
('12' / '3.').
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from pipeline.rules.fold import han

_SPLITS = frozenset("0123456789.,、-/")
_RUNS = re.compile(r"\S+")
_WIDE = re.compile(r"[\n\t\u3000]| {2}")


class Squeezed(Struct, frozen=True):
    """Folded text without white space and, for each character, its offset in the original."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original start and end of a stretch of the squeezed text."""
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(2048)  # many rules look at the same line
def squeeze(text: str, offset: int = 0) -> Squeezed:
    r"""Fold and squeeze; ``offset`` is where the text starts in its passage.

    >>> squeeze("一九五六 年\n十一月").text
    '一九五六年十一月'
    >>> squeeze("第 12\n3. 报").text
    '第12\n3.报'
    """
    folded = han(text)
    kept: list[str] = []
    offsets: list[int] = []
    last = ""
    end = 0
    for run in _RUNS.finditer(folded):
        start = run.start()
        gap = _WIDE.search(text, end, start) if last in _SPLITS else None
        if gap and folded[start] in _SPLITS:
            kept.append("\n")
            offsets.append(offset + gap.start())
        kept.append(run.group())
        end = run.end()
        offsets.extend(range(offset + start, offset + end))
        last = folded[end - 1]
    return Squeezed("".join(kept), tuple(offsets))
