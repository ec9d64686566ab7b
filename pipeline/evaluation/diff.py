"""Two texts side by side, with the characters marked in which they differ."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from pipeline.evaluation.body import keep_body
from pipeline.evaluation.graphemes import CLUSTER, graphemes
from pipeline.model import Frozen


class Segment(Frozen, frozen=True, kw_only=True):
    """A run of characters with the same mark: ``same``, ``differs`` or ``extra``."""

    text: str
    mark: str


Side = tuple[Segment, ...]
Marks = list[str]


def sides(truth: str, read: str, *, body_only: bool = False) -> tuple[Side, Side]:
    """Return both texts in runs of equal and differing characters.

    >>> truth, read = sides("titkos", "titcos")
    >>> [(run.text, run.mark) for run in read]
    [('tit', 'same'), ('c', 'differs'), ('os', 'same')]
    """
    lines = [graphemes(line) for line in read.splitlines()]
    there = graphemes(truth)
    kept = keep_body(there, lines).lines if body_only else (True,) * len(lines)
    seen = [each for line, keep in zip(lines, kept, strict=True) if keep for each in line]
    truth_marks, seen_marks = _marks(there, seen)
    marks = iter(seen_marks)
    read_marks = [
        next(marks) if keep else "extra"
        for line, keep in zip(lines, kept, strict=True)
        for _ in line
    ]
    return _side(truth, truth_marks), _side(read, read_marks)


def _marks(truth: list[str], read: list[str]) -> tuple[Marks, Marks]:
    """Mark the characters of both."""
    there, seen = ["differs"] * len(truth), ["differs"] * len(read)
    for step in Levenshtein.opcodes(truth, read):
        if step.tag == "equal":
            length = step.src_end - step.src_start
            there[step.src_start : step.src_end] = ["same"] * length
            seen[step.dest_start : step.dest_end] = ["same"] * length
    return there, seen


def _side(text: str, marks: Marks) -> Side:
    """Put marks and text together; whitespace takes the mark before it."""
    runs = groupby(_marked(text, marks), key=lambda pair: pair[1])
    return tuple(Segment(text="".join(each for each, _ in run), mark=mark) for mark, run in runs)


def _marked(text: str, marks: Marks) -> Iterator[tuple[str, str]]:
    """Yield characters, whitespace included, with their marks."""
    following, mark = iter(marks), "same"
    for cluster in CLUSTER.findall(unicodedata.normalize("NFC", text)):
        if not cluster.isspace():
            mark = next(following)
        yield cluster, "same" if "\n" in cluster else mark
