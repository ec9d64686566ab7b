"""What stands on a page beside its text: page numbers, headings, running heads and feet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz import fuzz

from pipeline.model import Line, Page, Region, RegionKind
from pipeline.scripts import is_han
from pipeline.stages.placed import Placed

# Page numbers stand within this share of the page from its upper or lower edge.
EDGE = 0.13
# A heading is this much taller than the usual line, or set in capitals or spaced out.
TALLER = 1.3
# Only so many lines at the top and bottom of a page can be running heads or feet.
EDGE_LINES = 2
ALIKE = 82

NUMERAL = r"(?:\d{1,3}|[ivxl]{1,6}|[一二三四五六七八九十百〇○零]{1,4})"
DASHES = r"[\s\-–—－~·•.()（）\[\]=/]*"
PAGE_NUMBER = re.compile(
    rf"{DASHES}(?:第\s*)?{NUMERAL}\s*(?:页|頁|\.?\s*(?:oldal|lap|old))?"
    rf"(?:\s*[/,，]?\s*共?\s*{NUMERAL}\s*[页頁]?)?{DASHES}",
    re.IGNORECASE,
)
CHINESE_NUMERALS = frozenset("一二三四五六七八九十百〇○零")
SPACED = re.compile(r"(?:\w[ \u3000]){3,}\w\W?")


# A heading in the middle of its text stands in by this share of it on both sides, by the same.
STANDS_IN, EVENLY = 0.12, 0.05
# Below this share of the page who signs may be typed like a heading.
FOOT = 0.75
# Numbers of lines: at least so many in the margin, so much left of the text (thicknesses).
LEAST_NUMBERS, MARGIN = 3, 0.8


def kind_of_row(
    line: Line,
    place: tuple[float, float, float, float],
    taller: float,
    around: tuple[float, float] | None = None,
) -> RegionKind:
    """Name a printed line by its text and place.

    ``place``: (u0, v0, u1, v1) as shares of the page along and across the lines;
    ``taller``: the line's height relative to the page's usual line; ``around``: how far it
    stands in from both sides of the text, as shares of the text's extent.
    """
    u0, v0, u1, v1 = place
    text = line.text.strip()
    at_edge = v1 < EDGE or v0 > 1 - EDGE
    if at_edge and len(line.text) <= 14 and PAGE_NUMBER.fullmatch(line.text):
        return "page-number"
    spaced = SPACED.fullmatch(text) is not None
    centred = abs((u0 + u1) / 2 - 0.5) < 0.12 and u1 - u0 < 0.7
    if centred and len(line.text) > 1 and (spaced or taller > TALLER) and v0 < 0.6:
        return "heading"
    middle = around is not None and min(around) > STANDS_IN and abs(around[0] - around[1]) < EVENLY
    if v0 < FOOT and ((spaced and text.upper() == text) or (middle and _is_title(text))):
        return "heading"
    return "body"


def _is_title(text: str) -> bool:
    """Tell whether a line in the middle of its text is written as titles are."""
    if "\t" in text or text.endswith(("。", "，", "；", "：", ",", ";", ":")):
        return False
    han = sum(map(is_han, text))
    if han >= 3:
        return han >= 0.6 * len(text) and re.search(r"[月年]\S{0,12}日$", text) is None
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def line_numbers(lines: Sequence[Placed]) -> tuple[Placed, ...]:
    """Return the numbers in the margin that count the lines of a text: 5, 10, 15 ...

    The numbers of a list's items stand before every item, and count by one.
    """
    numbers = [p for p in lines if p.line.text.isdecimal() and len(p.line.text) <= 3]
    others = [p for p in lines if p not in numbers]
    if len(numbers) < LEAST_NUMBERS or len(others) < LEAST_NUMBERS:
        return ()
    start, end = min(p.u0 for p in others), max(p.u1 for p in others)
    margin = sorted(
        (p for p in numbers if p.u1 < start - MARGIN * p.thick or p.u0 > end + MARGIN * p.thick),
        key=lambda p: p.v0,
    )
    counted = [int(p.line.text) for p in margin]
    steps = {after - before for before, after in pairwise(counted)}
    counts = len(margin) >= LEAST_NUMBERS and len(steps) == 1 and min(steps) >= 2
    return tuple(margin) if counts else ()


class Edges(Struct, frozen=True):
    """The first and last lines of a page, which may run through the document."""

    top: tuple[str, ...]
    bottom: tuple[str, ...]


def edges(page: Page) -> Edges:
    """Return the lines of a page that may be a running head or foot."""
    lines = [line.text for region in page.regions if _running(region) for line in region.lines]
    return Edges(tuple(lines[:EDGE_LINES]), tuple(lines[-EDGE_LINES:]))


def _running(region: Region) -> bool:
    return region.kind in ("body", "heading", "header", "footer")


def repeated(all_edges: Sequence[Edges]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the texts that run through the heads and through the feet of a document."""
    return (
        _recurring([edge.top for edge in all_edges]),
        _recurring([edge.bottom for edge in all_edges]),
    )


def _recurring(groups: Sequence[tuple[str, ...]]) -> frozenset[str]:
    """Return texts that stand on two pages or more, numbers and small errors aside."""
    counted: dict[str, int] = {}
    for group in groups:
        for key in sorted({_key(text) for text in group}):
            counted[key] = counted.get(key, 0) + 1
    common = [key for key in sorted(counted) if counted[key] >= 2]
    return frozenset(
        text
        for group in groups
        for text in group
        if len(_key(text)) >= 4 and (counted[_key(text)] >= 2 or _near(_key(text), common))
    )


def _near(key: str, common: Iterable[str]) -> bool:
    return any(fuzz.ratio(key, other) >= ALIKE for other in common if len(other) >= 4)


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalpha() and c not in CHINESE_NUMERALS)


def name_running(page: Page, heads: frozenset[str], feet: frozenset[str]) -> Page:
    """Return the page with its running head and foot named as header and footer."""
    own = edges(page)
    count = sum(len(region.lines) for region in page.regions if _running(region))
    named: dict[int, RegionKind] = {
        count - len(own.bottom) + i: "footer" for i, text in enumerate(own.bottom) if text in feet
    }
    named |= {i: "header" for i, text in enumerate(own.top) if text in heads}
    if not named:
        return page
    regions: list[Region] = []
    at = 0
    for region in page.regions:
        if _running(region):
            regions += _split(region, {i - at: kind for i, kind in named.items()})
            at += len(region.lines)
        else:
            regions.append(region)
    ordered = tuple(replace(region, order=order) for order, region in enumerate(regions))
    return replace(page, regions=ordered)


def _split(region: Region, named: dict[int, RegionKind]) -> Iterable[Region]:
    """Cut a region where lines (by their index in it) have another kind."""
    kinds = [named.get(i, region.kind) for i in range(len(region.lines))]
    start = 0
    for i in range(1, len(kinds) + 1):
        if i == len(kinds) or kinds[i] != kinds[start]:
            yield _region(kinds[start], region.lines[start:i])
            start = i


def _region(kind: RegionKind, lines: Sequence[Line]) -> Region:
    boxes = [line.box for line in lines]
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return Region(kind=kind, box=(min(x0), min(y0), max(x1), max(y1)), order=0, lines=tuple(lines))
