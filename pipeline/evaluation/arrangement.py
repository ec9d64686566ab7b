"""How a page's parts were told apart: kinds of lines, cells of tables, struck-out places.

A line of the truth is looked for among the recognised lines by its letters (no spaces), and
counts as found where at least LIKE of it agrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from pipeline.evaluation.measure import Rate, pooled, rate
from pipeline.evaluation.truth import TruthPage
from pipeline.geometry import overlap
from pipeline.model import Box, Frozen, Page

LIKE = 75
# Boxes are the same place if they share this much of what they cover together.
SAME = 0.4


class Places(Frozen, frozen=True, kw_only=True):
    """Boxes that are there, those found again, and those found where nothing is."""

    there: int
    found: int
    false: int


class Arranged(Frozen, frozen=True, kw_only=True):
    """Lines not in a region of their kind, rows of tables not in their cells, struck-out places."""

    kinds: Rate | None = None
    rows: Rate | None = None
    redactions: Places | None = None


def score_arrangement(truth: TruthPage, pages: Sequence[Page]) -> Arranged:
    """Score one page of the truth."""
    return Arranged(
        kinds=score_kinds(truth.kinds, pages),
        rows=score_rows(truth.text, pages),
        redactions=score_redactions(truth.redactions, pages),
    )


def summed_up(pages: Sequence[Arranged]) -> Arranged:
    """Add up pages."""
    return Arranged(
        kinds=pooled(page.kinds for page in pages),
        rows=pooled(page.rows for page in pages),
        redactions=pooled_places(page.redactions for page in pages),
    )


def score_kinds(kinds: Mapping[str, Sequence[str]], pages: Sequence[Page]) -> Rate | None:
    """Return the truth's lines that no region of their kind holds, over all of them.

    ``kinds``: lines by the kind of their region.
    """
    wrong = total = 0
    for kind, texts in kinds.items():
        held = [
            _bare(line.text)
            for page in pages
            for region in page.regions
            if region.kind == kind
            for line in region.lines
        ]
        total += len(texts)
        wrong += sum(not any(fuzz.ratio(_bare(t), h) >= LIKE for h in held) for t in texts)
    return rate(wrong, total) if total else None


def score_rows(truth: str, pages: Iterable[Page]) -> Rate | None:
    """Return the rows of tables whose cells were not told apart rightly, over all rows.

    A row is a line with tabs. It is right if a line was read with as many cells, each like
    the true one.
    """
    rows = [line.split("\t") for line in truth.splitlines() if "\t" in line]
    read = [line.split("\t") for page in pages for line in page.text.splitlines()]
    wrong = sum(not any(_alike(row, other) for other in read) for row in rows)
    return rate(wrong, len(rows)) if rows else None


def score_redactions(there: Sequence[Box] | None, pages: Sequence[Page]) -> Places | None:
    """Count the struck-out places found, missed and invented; None if the truth tells none."""
    if there is None:
        return None
    seen = [r.box for page in pages for r in page.regions if r.kind == "redaction"]
    hit = [any(_shared(box, other) >= SAME for other in seen) for box in there]
    false = sum(not any(_shared(box, other) >= SAME for box in there) for other in seen)
    return Places(there=len(there), found=sum(hit), false=false)


def pooled_places(places: Iterable[Places | None]) -> Places | None:
    """Add up; None if there is nothing to add."""
    told = [each for each in places if each is not None]
    if not told:
        return None
    return Places(
        there=sum(each.there for each in told),
        found=sum(each.found for each in told),
        false=sum(each.false for each in told),
    )


def _alike(row: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two rows have the same cells; a cell of one or two letters may be misread."""
    if len(row) != len(other):
        return False
    return all(
        len(_bare(a)) <= 2 or fuzz.ratio(_bare(a), _bare(b)) >= LIKE
        for a, b in zip(row, other, strict=True)
    )


def _bare(text: str) -> str:
    return "".join(text.split())


def _shared(a: Box, b: Box) -> float:
    """Return the area two boxes share over the area they cover together."""
    both = overlap(a[0], a[2], b[0], b[2]) * overlap(a[1], a[3], b[1], b[3])
    return both / max(1, _area(a) + _area(b) - both)


def _area(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])
