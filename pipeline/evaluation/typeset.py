"""True texts as pages, so that the rules can be measured without a reader's errors.

Lines stand one below the other with invented boxes of even size; a stamp stands in a region
of its own beside them. What the rules then say of such pages is what they would say of a
scan that was read without a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from msgspec.structs import replace

from pipeline.describe import describe
from pipeline.evaluation.truth import TruthDocument, TruthPage
from pipeline.model import Box, Line, Page, Quality, Record, Region, RegionKind, SourceInfo, Word
from pipeline.rules.passages import union

WIDTH, HEIGHT, DPI = 2480, 3508, 300
LEFT, TOP, PITCH, TALL = 200, 200, 44, 34
ADVANCE, STAMP_LEFT = 20, 1700
_SURE = Quality(grade="good", confidence=1.0, needs_review=False)
_WORDS = re.compile(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+")
_CELLS = 2  # so many tabs make a line the row of a table


def typeset(document: TruthDocument) -> Record:
    """The record of a document that was read without a fault."""
    pages = tuple(_page(page) for page in document.pages)
    source = SourceInfo(
        paths=(document.path,), sha256="0" * 64, bytes=0, media_type="text/plain", pages=len(pages)
    )
    record, done, _ = describe(pages, source, (), ("hu", "zh", "en"))
    return replace(record, pages=tuple(done))


def _page(page: TruthPage) -> Page:
    lines = [_line(text, row, LEFT) for row, text in enumerate(page.text.split("\n")) if text]
    regions = [_region(kind, tuple(group)) for kind, group in groupby(lines, key=_kind)]
    regions += _stamps(page.stamps)
    return Page(
        number=page.number, half=page.half, width=WIDTH, height=HEIGHT, dpi=DPI, quality=_SURE,
        blank=not lines, script=page.script or "Zyyy",
        direction="vertical-rl" if page.direction == "vertical-rl" else "horizontal",
        text="\n".join(line.text for line in lines),
        regions=tuple(_ordered(regions)),
    )  # fmt: skip


def _ordered(regions: list[Region]) -> Iterator[Region]:
    for order, region in enumerate(regions):
        yield Region(kind=region.kind, box=region.box, order=order, lines=region.lines)


def _kind(line: Line) -> RegionKind:
    return "table" if line.text.count("\t") >= _CELLS else "body"


def _stamps(stamps: tuple[str, ...]) -> list[Region]:
    found: list[Region] = []
    row = 0
    for stamp in stamps:
        texts = stamp.split("\n")
        lines = tuple(_line(text, row + i, STAMP_LEFT) for i, text in enumerate(texts))
        found.append(_region("stamp", lines))
        row += len(texts) + 1
    return found


def _region(kind: RegionKind, lines: tuple[Line, ...]) -> Region:
    return Region(kind=kind, box=union([line.box for line in lines]), order=0, lines=lines)


def _line(text: str, row: int, left: int) -> Line:
    top = TOP + PITCH * row

    def box(start: int, end: int) -> Box:
        return (left + ADVANCE * start, top, left + ADVANCE * end, top + TALL)

    words = tuple(
        Word(text=found.group(), box=box(*found.span()), confidence=1.0)
        for found in _WORDS.finditer(text)
    )
    return Line(
        text=text, box=box(0, max(1, len(text))), script="Zyyy", confidence=1.0,
        engine="typeset", words=words,
    )  # fmt: skip
