"""Writing of the other side that shines through thin paper: read, it would be invented text.

It is mirrored. A recogniser reads it badly as it stands and well when mirrored back; with
writing of this side it is the other way round, however faint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.engines import Grey, Reader, Reading

# Lines read this badly are looked at mirrored, if they have so many characters ...
BADLY, LEAST_CHARACTERS = 0.8, 4
# ... and are of the other side if they are then read so much better, and this well.
# (Invented pages: show-through gains 0.3, the worst genuine lines lose as much.)
GAIN, WELL = 0.15, 0.8
# Where one line is of the other side, others are suspected too: those read less surely than this
# (many Chinese characters are nearly their own mirror image), and shorter ones, for less gain.
SUSPECT, SHORT, LESS_GAIN = 0.9, 2, 0.05
# So many such lines, and no fewer than others, make a page of the other side.
LEAST_LINES = 3


def of_other_side(
    strips: Sequence[Grey], readings: Sequence[Reading], reader: Reader
) -> frozenset[int]:
    """Return which lines are writing of the other side.

    ``reader`` is that which gave the ``readings`` of the ``strips``.
    """
    behind = _behind(strips, readings, reader, BADLY, LEAST_CHARACTERS, GAIN, frozenset())
    if behind:
        behind |= _behind(strips, readings, reader, SUSPECT, SHORT, LESS_GAIN, behind)
    rest = [i for i, reading in enumerate(readings) if i not in behind and reading.text]
    if len(behind) < max(LEAST_LINES, len(rest)):
        return behind
    # Most of the page is the other side's, so the rest must be read better as it stands.
    return behind | {
        i
        for i, back in _mirrored(strips, rest, reader)
        if back.confidence > readings[i].confidence - LESS_GAIN
    }


def _behind(
    strips: Sequence[Grey],
    readings: Sequence[Reading],
    reader: Reader,
    below: float,
    least: int,
    gain: float,
    known: frozenset[int],
) -> frozenset[int]:
    """Return lines read less surely than ``below`` that gain so much by being mirrored."""
    doubtful = [
        i
        for i, reading in enumerate(readings)
        if i not in known and reading.confidence < below and len(reading.text) >= least
    ]
    return frozenset(
        i
        for i, back in _mirrored(strips, doubtful, reader)
        if back.confidence >= max(WELL, readings[i].confidence + gain) and len(back.text) >= least
    )


def _mirrored(
    strips: Sequence[Grey], which: Sequence[int], reader: Reader
) -> Iterator[tuple[int, Reading]]:
    turned = [np.ascontiguousarray(strips[i][:, ::-1]) for i in which]
    return zip(which, reader.read(turned, ()), strict=True)
