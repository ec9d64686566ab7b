"""Struck-out places of a page that was read: which stand where words stood, and their labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from pipeline.model import Box, Evidence, Judgement, Line, Page, Redactions, Region, Word
from pipeline.stages.apart import Taken, set_apart, within
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
    words = [word for line in lines for word in line.words]
    usual = _usual(lines)
    found: list[Taken] = []
    for place in places:
        labels = tuple(line for line in lines if within(line.box, place.box))
        inside = [word for word in words if within(word.box, place.box)]
        letters = [word.text for word in inside if any(map(str.isalnum, word.text))]
        named = LABEL.fullmatch(" ".join(letters)) is not None
        outside = [word.box for word in words if word not in inside]
        fits = place.how != "labelled" and in_text(place, outside, usual)
        if named or (fits and not letters):
            found.append((place.box, labels))
    found += [
        (word.box, ())
        for word in words
        if _says_so(word) and not any(within(word.box, box) for box, _ in found)
    ]
    return set_apart(regions, "redaction", found)


def outside(places: Sequence[Struck], pictures: Sequence[Box]) -> list[Struck]:
    """Return the places that are no dark parts of pictures."""
    return [p for p in places if not any(within(p.box, box) for box in pictures)]


def told_redactions(pages: Sequence[Page]) -> Redactions | None:
    """Return the struck-out places of a document and their share of its pages; None without."""
    seen = [(page, r) for page in pages for r in page.regions if r.kind == "redaction"]
    if not seen:
        return None
    struck = sum(_area(region.box) for _, region in seen)
    # Both halves of a double page have the size of their scan.
    whole = sum({page.number: page.width * page.height for page in pages}.values())
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


def judged(regions: Sequence[Region], width: int, height: int) -> tuple[Judgement, ...]:
    """Return what was found struck out on a page of this size, with its share of the page."""
    boxes = [region.box for region in regions if region.kind == "redaction"]
    if not boxes:
        return ()
    share = round(min(1.0, sum(map(_area, boxes)) / (width * height)), 5)
    evidence: dict[str, float | int | str] = {"places": len(boxes), "share": share}
    return (Judgement(what="redactions", decision="struck out", evidence=evidence),)


def _usual(lines: Sequence[Line]) -> float:
    sides = [min(line.box[2] - line.box[0], line.box[3] - line.box[1]) for line in lines]
    return float(np.median(sides)) if sides else 0.0


def _says_so(word: Word) -> bool:
    """Tell whether a word says, in brackets, that something was left out in its place."""
    text = word.text.strip(".,;:")
    return BRACKETED.fullmatch(text) is not None and LABEL.fullmatch(text) is not None


def _area(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])
