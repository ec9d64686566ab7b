"""Scoring against a truth that holds the body text only.

The scan shows more than the truth says: letterheads, stamps, handwriting. What was read of
them is not wrong, only unknown. The rule:

    A recognised line may be left out as a whole, at no cost. The errors are the smallest
    edit distance between the truth and the recognised lines that are kept, in their order.
    The characters of the lines left out are *extra* and reported apart.

A line of the truth can never be left out, so what was not read stays an error; a stray mark
inside a body line is an error too. Lines in the wrong order cost what they cost in an
ordinary edit distance, or less.

Computed exactly by Levenshtein's recurrence, one row for each recognised character over all
prefixes of the truth, with one addition: at the end of line *k*
``row[i] = min(row after the line, row before the line)``. Time O(true x read characters),
the inner loop in numpy.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.model import Frozen

Row = npt.NDArray[np.int32]


class Kept(Frozen, frozen=True, kw_only=True):
    """Which recognised lines belong to the truth, and the distance of these to it."""

    lines: tuple[bool, ...]
    distance: int


def keep_body(truth: Sequence[str], lines: Sequence[Sequence[str]]) -> Kept:
    """Choose the recognised lines that explain the truth best.

    >>> keep_body(list("bodytext"), [list("STAMP"), list("bady"), list("x9"), list("text")])
    Kept(lines=(False, True, False, True), distance=1)
    """
    codes: dict[str, int] = {}
    there = _coded(truth, codes)
    read = [_coded(line, codes) for line in lines]
    rows = [np.arange(len(there) + 1, dtype=np.int32)]
    for line in read:
        rows.append(np.minimum(rows[-1], _through(rows[-1], there, line)))
    return Kept(lines=_chosen(there, read, rows), distance=int(rows[-1][-1]))


def _coded(characters: Sequence[str], codes: dict[str, int]) -> Row:
    """Turn characters into numbers, so that numpy can compare them."""
    numbers = [codes.setdefault(character, len(codes)) for character in characters]
    return np.array(numbers, dtype=np.int32)


def _through(row: Row, truth: Row, line: Row) -> Row:
    """Take a row of the recurrence through all characters of a line."""
    steps = np.arange(len(truth) + 1, dtype=np.int32)
    for character in line:
        after = row + 1
        np.minimum(after[1:], row[:-1] + (truth != character), out=after[1:])
        # A true character that was not read costs 1: a running minimum over the prefix.
        row = np.minimum.accumulate(after - steps) + steps
    return row


def _chosen(truth: Row, lines: list[Row], rows: list[Row]) -> tuple[bool, ...]:
    """Walk back from the end; of two equally good ways the one that keeps less wins."""
    kept = [False] * len(lines)
    end = len(truth)
    for index in range(len(lines) - 1, -1, -1):
        if rows[index + 1][end] == rows[index][end]:
            continue
        kept[index] = True
        end = _start(truth[:end], lines[index], rows[index])
    return tuple(kept)


def _start(truth: Row, line: Row, before: Row) -> int:
    """Find where in the truth a kept line begins, by the recurrence run backwards."""
    lengths = np.arange(len(truth) + 1, dtype=np.int32)
    backwards = _through(lengths, truth[::-1], line[::-1])
    return int(np.argmin(before[: len(truth) + 1] + backwards[::-1]))
