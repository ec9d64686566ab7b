"""Struck-out places of a page that was read: which stand where words stood, and their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.geometry import overlap, union
from pipeline.model import Box, Evidence, Line, Page, Redactions, Region, Word
from pipeline.stages.redactions import Struck, in_text

# What is written on or for words that are left out.
LABEL = re.compile(
    r"(?i)[\[(<{]?\s*(?:kitakar(?:va|t|ás)|töröl(?:ve|t)|torolve|olvashatatlanná téve|anonimizálva"
    r"|redacted|deleted|deletion|excised|sanitized|withheld|exempt(?:ed)?|blank(?:ed)? out"
    r"|遮盖|遮蔽|涂黑|塗黑|删节|刪節|删去|刪除|此处有删节)\s*[\])>}]?"
)
BRACKETED = re.compile(r"[\[(<{].*[\])>}]")


def hidden_regions(places: Sequence[Struck], regions: Sequence[Region]) -> tuple[Region, ...]:
    """Return the regions of a page with its struck-out places as regions of their own, last.

    A place counts where words stood, or where its label says so. Labels inside a place go
    with it; labels in brackets between words stay in the text, and their place is told.
    """
    lines = [line for region in regions for line in region.lines]
    boxes = [line.box for line in lines if line.text.strip()]
    usual = _usual(lines)
    found: list[tuple[Box, tuple[Line, ...]]] = []
    for place in places:
        labels = tuple(line for line in lines if _inside(line.box, place.box))
        named = bool(labels) and all(LABEL.fullmatch(line.text.strip()) for line in labels)
        outside = [box for box in boxes if not _inside(box, place.box)]
        fits = place.how != "labelled" and in_text(place, outside, usual)
        if named or (fits and (not labels or place.how in ("black", "bar"))):
            found.append((place.box, labels))
    gone = [line for _, labels in found for line in labels]
    kept = [_without(region, gone) for region in regions]
    marked = [(word.box, ()) for word in _marked(line for line in lines if line not in gone)]
    struck = [*found, *(m for m in marked if not any(_inside(m[0], box) for box, _ in found))]
    whole = [region for region in kept if region is not None]
    first = len(whole)
    return (
        *(Region(kind=r.kind, box=r.box, order=i, lines=r.lines) for i, r in enumerate(whole)),
        *(
            Region(kind="redaction", box=box, order=first + i, lines=labels)
            for i, (box, labels) in enumerate(sorted(struck, key=lambda s: (s[0][1], s[0][0])))
        ),
    )


def told_redactions(pages: Sequence[Page]) -> Redactions | None:
    """Return the struck-out places of a document and their share of its pages; None without."""
    seen = [(page, r) for page in pages for r in page.regions if r.kind == "redaction"]
    if not seen:
        return None
    struck = sum(_area(region.box) for _, region in seen)
    whole = sum(page.width * page.height for page in pages)
    boxes = tuple(
        Evidence(
            page=page.number,
            box=region.box,
            text=" ".join(line.text for line in region.lines),
            half=page.half,
        )
        for page, region in seen
    )
    return Redactions(count=len(seen), share=round(min(1.0, struck / whole), 5), boxes=boxes)


def _usual(lines: Sequence[Line]) -> float:
    sides = [min(line.box[2] - line.box[0], line.box[3] - line.box[1]) for line in lines]
    return float(np.median(sides)) if sides else 0.0


def _marked(lines: Iterator[Line]) -> Iterator[Word]:
    """Yield words that say, in brackets, that something was left out in their place."""
    for line in lines:
        for word in line.words:
            text = word.text.strip(".,;:")
            if BRACKETED.fullmatch(text) and LABEL.fullmatch(text):
                yield word


def _without(region: Region, gone: Sequence[Line]) -> Region | None:
    """Return a region without some lines, None if nothing is left of it."""
    lines = tuple(line for line in region.lines if line not in gone)
    if len(lines) == len(region.lines):
        return region
    if not lines:
        return None
    return Region(
        kind=region.kind, box=union([line.box for line in lines]), order=region.order, lines=lines
    )


def _inside(box: Box, place: Box) -> bool:
    shared = overlap(box[0], box[2], place[0], place[2]) * overlap(
        box[1], box[3], place[1], place[3]
    )
    return shared >= 0.7 * max(1, _area(box))


def _area(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])
