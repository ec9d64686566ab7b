"""Writing of the other side that shines through thin paper: read, it would be invented text.

It is mirrored. A recogniser reads it badly as it stands and well when mirrored back; with
writing of this side it is the other way round, however faint.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.engines import Grey, Reader, Reading

# Lines read this badly are looked at mirrored, if they have so many characters ...
BADLY, LEAST_CHARACTERS = 0.8, 4
# ... and are of the other side if they are then read so much better, and this well.
# (Invented pages: show-through gains 0.3, the worst genuine lines lose as much.)
GAIN, WELL = 0.15, 0.8


def of_other_side(
    strips: Sequence[Grey], readings: Sequence[Reading], reader: Reader
) -> frozenset[int]:
    """Return which lines are writing of the other side.

    ``reader`` is that which gave the ``readings`` of the ``strips``.
    """
    doubtful = [
        i
        for i, reading in enumerate(readings)
        if reading.confidence < BADLY and len(reading.text) >= LEAST_CHARACTERS
    ]
    mirrored = reader.read([np.ascontiguousarray(strips[i][:, ::-1]) for i in doubtful], ())
    return frozenset(
        i
        for i, back in zip(doubtful, mirrored, strict=True)
        if back.confidence >= max(WELL, readings[i].confidence + GAIN)
        and len(back.text) >= LEAST_CHARACTERS
    )
