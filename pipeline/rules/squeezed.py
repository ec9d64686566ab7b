"""A text without white space that knows where each of its characters came from.

Chinese is printed without spaces and lines end anywhere, so rules for it look at the
squeezed text. A line end stays where joining would make a false number ('12' / '3.').
"""

from __future__ import annotations

from msgspec import Struct

from pipeline.rules.fold import han

_SPLITS = frozenset("0123456789.,、-/")


class Squeezed(Struct, frozen=True):
    """Folded text without white space and, for each character, its offset in the original."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original start and end of a stretch of the squeezed text."""
        return self.offsets[start], self.offsets[end - 1] + 1


def squeeze(text: str, offset: int = 0) -> Squeezed:
    r"""Fold and squeeze; ``offset`` is where the text starts in its passage.

    >>> squeeze("一九五六 年\n十一月").text
    '一九五六年十一月'
    >>> squeeze("第 12\n3. 报").text
    '第12\n3.报'
    """
    kept: list[str] = []
    offsets: list[int] = []
    folded = han(text)
    pending = -1
    for index, char in enumerate(folded):
        if char.isspace():
            if char == "\n" and pending < 0:
                pending = index
            continue
        if pending >= 0 and kept and kept[-1] in _SPLITS and char in _SPLITS:
            kept.append("\n")
            offsets.append(offset + pending)
        pending = -1
        kept.append(char)
        offsets.append(offset + index)
    return Squeezed("".join(kept), tuple(offsets))
