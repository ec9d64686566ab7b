"""Lines that do not run with the page's text: which way round are they read?

A line that runs up the page and one that runs down look the same to the line finder, and a
stamp may be pressed on its head. Both ways are read, and the surer reading wins.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.engines import Grey, Quad, Reader, Reading
from pipeline.stages.strips import cut

MARGIN = 0.04
# What a character adds to a reading's weight: its confidence above this.
EVEN = 0.5
# Characters that look the same on their head say nothing.
SYMMETRICAL = frozenset("0689OoHIlNSXZxszi-.:=/|一二三十")


def right_way(
    page: Grey, quads: Sequence[Quad], doubtful: Sequence[int], reader: Reader
) -> list[Quad]:
    """Return lines with their corners in the order they are read.

    ``quads``: all lines, in pixels of ``page``; ``doubtful``: which of them may stand on
    their head.
    """
    found = list(quads)
    strips = cut(page, [quads[i] for i in doubtful], None, MARGIN, quads)
    images = [strip.image for strip in strips]
    ahead = reader.read(images, ())
    back = reader.read([np.ascontiguousarray(np.rot90(image, 2)) for image in images], ())
    for i, one, other in zip(doubtful, ahead, back, strict=True):
        if _weight(other) > _weight(one):
            found[i] = np.asarray(quads[i][[2, 3, 0, 1]], dtype=np.float32)
    return found


def _weight(reading: Reading) -> float:
    return sum(
        (token.confidence - EVEN) * (0.3 if token.text in SYMMETRICAL else 1.0)
        for token in reading.tokens
        if not token.text.isspace()
    )
