"""Lines as letters only: what letter spacing, punctuation and case cannot hide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from pipeline.rules.fold import han, latin
from pipeline.rules.passages import Passage, Row

LONGEST = 80
_GAP = re.compile(r"\t|\s{2,}")
_SENTENCE = re.compile(r"\t|\s{2,}|(?<=[.!;:])\s")


class Lettered(Struct, frozen=True):
    """Folded letters and digits of a stretch, each with its offset in the passage."""

    text: str
    offsets: tuple[int, ...]
    start: int
    end: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original start and end of a stretch of letters."""
        return self.offsets[start], self.offsets[end - 1] + 1


def lettered(text: str, start: int) -> Lettered:
    """The letters of a text that starts at an offset of its passage.

    >>> lettered("T I T K O S !", 10).text
    'titkos'
    """
    kept = [(c, start + i) for i, c in enumerate(latin(han(text))) if c.isalnum()]
    return Lettered(
        "".join(c for c, _ in kept), tuple(i for _, i in kept), start, start + len(text)
    )


def segments(row: Row, sentences: bool = False) -> Iterator[Lettered]:
    """The line as a whole, then its columns; with ``sentences`` also what full stops part."""
    if len(row.text) <= 3 * LONGEST:
        whole = lettered(row.text, row.start)
        if whole.text:
            yield whole
    pattern = _SENTENCE if sentences else _GAP
    parts = list(_split(row, pattern))
    if len(parts) > 1:
        yield from (part for part in parts if part.text)


def _split(row: Row, pattern: re.Pattern[str]) -> Iterator[Lettered]:
    if len(row.text) > 3 * LONGEST:
        return
    start = 0
    for gap in pattern.finditer(row.text):
        yield lettered(row.text[start : gap.start()], row.start + start)
        start = gap.end()
    yield lettered(row.text[start:], row.start + start)


def head(passage: Passage, rows: int) -> tuple[Row, ...]:
    """The first lines of a page's text."""
    return passage.rows[:rows]
