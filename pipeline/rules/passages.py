"""Where text stands on a page: passages, their lines, and evidence quoted from them.

A passage is the page's running text, or one region apart from it (a stamp, a marginal
note). Rules look at passages and never at regions, so that a stamp's words can never
be taken for the document's own by accident.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from msgspec import Struct

from pipeline.model import APART_FROM_TEXT, Box, Evidence, Half, Line, Page, Region

_SMALL = re.compile(r"[a-záéíóöőúüű]{3}")
_FIRST = re.compile(r"(?<![\w-])[a-záéíóöőúüű]")

_LINES = 8  # so many lines tell that a text has no capitals, whatever single letters look like
Span = tuple[int, int, Box]


class Row(Struct, frozen=True, gc=False):
    """One line of a passage: where it starts and ends in the passage, and what kind it is."""

    start: int
    end: int
    text: str
    kind: str
    box: Box


class Passage(Struct, frozen=True):
    """A run of lines that belong together; ``kind`` is 'text' or the kind of the region.

    ``written`` is what evidence is quoted from. ``text`` is the same, but for a text without
    any capital (some telegrams): there its words begin with one, so that rules that know
    names and headings by their capitals see them.
    """

    page: int
    half: Half | None
    kind: str
    text: str
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    script: str = "Zyyy"
    written: str = ""
    placed: dict[int, list[Span]] = {}

    @property
    def apart(self) -> bool:
        """Whether it is not part of the page's running text."""
        return self.kind != "text"

    def row_at(self, offset: int) -> int:
        """The index of the line an offset lies in."""
        return max(0, bisect_right(self.rows, offset, key=lambda row: row.start) - 1)

    def evidence(self, start: int, end: int) -> Evidence:
        """The exact quotation from ``start`` to ``end`` with the box of its words."""
        return Evidence(
            page=self.page,
            box=self._box(start, end),
            text=self.written[start:end],
            start=None if self.apart else start,
            end=None if self.apart else end,
            half=self.half,
        )

    def _words(self, index: int) -> list[Span]:
        """Where the words of a line stand; looked up once, and only where it is asked."""
        if index not in self.placed:
            self.placed[index] = list(_spans(self.lines[index], self.rows[index].start))
        return self.placed[index]

    def _box(self, start: int, end: int) -> Box:
        first, last = self.row_at(start), self.row_at(max(start, end - 1))
        boxes = [
            box
            for index in range(first, min(last + 1, len(self.lines)))
            for box in _between(self._words(index), start, end)
        ]
        return union(boxes) if boxes else self.rows[first].box


def _between(spans: list[Span], start: int, end: int) -> list[Box]:
    first = bisect_right(spans, start, key=lambda span: span[1])
    last = bisect_left(spans, end, key=lambda span: span[0])
    return [box for _, _, box in spans[first:last]]


def union(boxes: list[Box]) -> Box:
    """The smallest box around all of them."""
    if len(boxes) == 1:
        return boxes[0]
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def passages(page: Page) -> Iterator[Passage]:
    """The running text first, then each region apart from it."""
    regions = sorted(page.regions, key=lambda region: region.order)
    running = [region for region in regions if region.kind not in APART_FROM_TEXT]
    if page.text:
        yield _passage(page, "text", page.text, _aligned(page, running))
    for region in regions:
        if region.kind in APART_FROM_TEXT and region.lines:
            text = "\n".join(line.text for line in region.lines)
            yield _passage(page, region.kind, text, [(region, line) for line in region.lines])


def _aligned(page: Page, regions: list[Region]) -> list[tuple[Region, Line]]:
    """The lines the page's text was joined from; none if it is not their join."""
    found = [(region, line) for region in regions for line in region.lines]
    joined = "\n".join(line.text for _, line in found)
    return found if joined == page.text else []


def _passage(page: Page, kind: str, text: str, lines: list[tuple[Region, Line]]) -> Passage:
    rows = _placed(lines) if lines else _unplaced(page, text)
    shown = capitalised(text)
    if shown is not text:
        rows = [Row(r.start, r.end, shown[r.start : r.end], r.kind, r.box) for r in rows]
    quoted = tuple(line for _, line in lines)
    return Passage(page.number, page.half, kind, shown, tuple(rows), quoted, page.script, text)


def capitalised(text: str) -> str:
    """A text without capitals with its words capitalised, character for character.

    >>> capitalised("peking, 1967. februar 2."), capitalised("Peking, tegnap")
    ('Peking, 1967. Februar 2.', 'Peking, tegnap')
    """
    if not _SMALL.search(text) or not _without_capitals(text):
        return text
    return _FIRST.sub(lambda found: found.group().upper(), text)


def _without_capitals(text: str) -> bool:
    """Whether a machine had none; in a long text a reader may have seen one in a few places."""
    great = sum(map(str.isupper, text))
    starts = [line.lstrip()[:1] for line in text.split("\n")]
    letters = [start for start in starts if start.isalpha()]
    few = great * 50 < sum(map(str.islower, text)) and sum(map(str.isupper, letters)) < 2
    return not great or (len(letters) >= _LINES and few)


def _unplaced(page: Page, text: str) -> list[Row]:
    """Lines of a text whose regions do not match it: the page is all we can point to."""
    box, rows, start = (0, 0, page.width, page.height), [], 0
    for line in text.split("\n"):
        rows.append(Row(start, start + len(line), line, "body", box))
        start += len(line) + 1
    return rows


def _placed(lines: list[tuple[Region, Line]]) -> list[Row]:
    rows: list[Row] = []
    start = 0
    for region, line in lines:
        rows.append(Row(start, start + len(line.text), line.text, region.kind, line.box))
        start += len(line.text) + 1
    return rows


def _spans(line: Line, offset: int) -> Iterator[Span]:
    """Where each word of a line stands; the whole line if its words do not spell it."""
    found: list[Span] = []
    position = 0
    for word in line.words:
        at = line.text.find(word.text, position) if word.text else -1
        if at < 0:
            yield (offset, offset + len(line.text), line.box)
            return
        position = at + len(word.text)
        found.append((offset + at, offset + position, word.box))
    yield from found or [(offset, offset + len(line.text), line.box)]
