"""Tells whether a confidence of 0.9 means that nine words in ten are right.

Words (whole lines where a line has no words) are put into ten bins of equal width by their
confidence. Expected calibration error (Naeini, Cooper, Hauskrecht 2015)::

    ECE = sum over bins of  words in bin / all words * |share right - mean confidence|

A word is right if every character of it is aligned with an equal character of the truth.

Pages are judged by their rank: those that Fonds itself trusts least should hold most errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from rapidfuzz.distance import Levenshtein

from pipeline.evaluation.body import keep_body
from pipeline.evaluation.graphemes import graphemes
from pipeline.model import APART_FROM_TEXT, Frozen, Line, Page

BINS = 10
# The share of pages that are looked at first, because they were trusted least.
WORST = 0.1

Unit = tuple[list[str], float]


class Bin(Frozen, frozen=True, kw_only=True):
    """The words of one range of confidence."""

    words: int = 0
    right: int = 0
    confidence: float = 0.0
    """Sum of the confidences."""


EMPTY: tuple[Bin, ...] = (Bin(),) * BINS


def calibrate(outcomes: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Sort (confidence, right) into the bins.

    >>> calibrate([(0.95, True), (1.0, False)])[9]
    Bin(words=2, right=1, confidence=1.95)
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in outcomes:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return tuple(
        Bin(
            words=len(each),
            right=sum(right for _, right in each),
            confidence=round(sum(confidence for confidence, _ in each), 6),
        )
        for each in bins
    )


def merged(tables: Iterable[Sequence[Bin]]) -> tuple[Bin, ...]:
    """Add up the bins of many pages."""
    columns = list(zip(EMPTY, *tables, strict=True))
    return tuple(
        Bin(
            words=sum(each.words for each in column),
            right=sum(each.right for each in column),
            confidence=round(sum(each.confidence for each in column), 6),
        )
        for column in columns
    )


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the ECE, 0-1; None without words.

    >>> calibration_error(calibrate([(0.95, True), (0.95, False)]))
    0.45
    """
    total = sum(each.words for each in bins)
    if not total:
        return None
    return round(sum(abs(each.right - each.confidence) for each in bins) / total, 6)


def held_by_worst(pages: Iterable[tuple[float, int]]) -> float | None:
    """Return the share of all errors (0-1) on the tenth of pages with the lowest confidence.

    ``pages`` are (confidence, errors); a tenth is rounded up to whole pages, and of pages
    with the same confidence at its end each counts in part. None without errors.

    >>> held_by_worst([(0.5, 8), (0.9, 1), (0.9, 1)])
    0.8
    >>> held_by_worst([(0.9, 3), (0.9, 1)])
    0.5
    """
    ranked = sorted(pages)
    total = sum(errors for _, errors in ranked)
    if not total:
        return None
    count = ceil(len(ranked) * WORST)
    last = ranked[count - 1][0]
    before = [errors for confidence, errors in ranked if confidence < last]
    tied = [errors for confidence, errors in ranked if confidence == last]
    held = sum(before) + sum(tied) * (count - len(before)) / len(tied)
    return round(held / total, 6)


def outcomes(page: Page, truth: Sequence[str], body_only: bool) -> Iterator[tuple[float, bool]]:
    """Yield confidence and rightness of the words of a page's running text.

    With a truth of the body only, lines outside it are passed over.
    """
    lines = [list(_units(line)) for line in _lines(page)]
    if body_only:
        flat = [[character for text, _ in units for character in text] for units in lines]
        kept = keep_body(truth, flat).lines
        lines = [units for units, keep in zip(lines, kept, strict=True) if keep]
    units = [unit for line in lines for unit in line]
    right = _right([character for text, _ in units for character in text], truth)
    position = 0
    for text, confidence in units:
        yield confidence, all(right[position : position + len(text)])
        position += len(text)


def _lines(page: Page) -> Iterator[Line]:
    """Yield the printed lines in reading order."""
    for region in sorted(page.regions, key=lambda region: region.order):
        if region.kind not in APART_FROM_TEXT:
            yield from region.lines


def _units(line: Line) -> Iterator[Unit]:
    """Yield characters and confidence of each word, or of a line without words."""
    for part in line.words or (line,):
        characters = graphemes(part.text)
        if characters:
            yield characters, part.confidence


def _right(read: Sequence[str], truth: Sequence[str]) -> list[bool]:
    """Tell for each recognised character whether it is aligned with an equal one."""
    right = [False] * len(read)
    for step in Levenshtein.opcodes(truth, read):
        if step.tag == "equal":
            right[step.dest_start : step.dest_end] = [True] * (step.dest_end - step.dest_start)
    return right
