"""Letter-spaced words (F E L J E G Y Z É S) as they are printed: engines read them as one word.

A typewriter moves by even steps, so a word whose letters stand much further apart than those
of the page's other lines, in letters no larger than theirs, was spaced out. Lines of several
whole words stay as they were read: among spaced letters nothing would tell where words part.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from pipeline.model import Box, Line, Word
from pipeline.stages.placed import Placed

# A line's step from letter to letter is, for its height, at least this many of the page's
# usual ones (capitals of printed faces are up to 1.4 times as wide); its letters are at most so
# much larger, and it has so many of them, nearly all capitals.
WIDER, LARGER, LEAST_LETTERS, CAPITALS = 1.7, 1.35, 4, 0.9
# So many lines, of so many characters, show the page's usual step.
LEAST_LINES, LONG = 3, 15


def spaced_out(lines: Sequence[Placed]) -> list[Placed]:
    """Return lines with the letters of letter-spaced words apart again, each a word."""
    usual = [
        (_step(p), p.thick)
        for p in lines
        if p.apart is None and len(p.line.text) >= LONG and p.line.script == "Latn"
    ]
    if len(usual) < LEAST_LINES:
        return list(lines)
    step, thick = (float(np.median(values)) for values in zip(*usual, strict=True))
    return [
        replace(p, line=_spaced(p.line), spans=_spans(p)) if _is_spaced(p, step, thick) else p
        for p in lines
    ]


def _step(p: Placed) -> float:
    return (p.u1 - p.u0) / max(1, len(p.line.text))


def _is_spaced(p: Placed, step: float, thick: float) -> bool:
    text = p.line.text
    letters = [c for c in text if c.isalpha()]
    return (
        p.apart is None
        and p.line.script == "Latn"
        and len(letters) >= LEAST_LETTERS
        and "".join(word.text for word in p.line.words) == text.replace(" ", "")
        and not (letters == text.split(" ") and len(p.line.words) == len(letters))
        and (len(p.line.words) == 1 or any(len(word.text) == 1 for word in p.line.words))
        and sum(c.isupper() for c in letters) >= CAPITALS * len(text.replace(" ", ""))
        and _step(p) * thick >= WIDER * step * p.thick
        and p.thick <= LARGER * thick
    )


def _spaced(line: Line) -> Line:
    """Return a line letter by letter."""
    return replace(
        line,
        text=" ".join(" ".join(word.text) for word in line.words),
        words=tuple(
            Word(text=letter, box=_part(word.box, i, len(word.text)), confidence=word.confidence)
            for word in line.words
            for i, letter in enumerate(word.text)
        ),
    )


def _part(box: Box, number: int, count: int) -> Box:
    """Return the box of one of ``count`` equal parts along the longer side of a box."""
    x0, y0, x1, y1 = box
    if x1 - x0 >= y1 - y0:
        wide = (x1 - x0) / count
        return round(x0 + number * wide), y0, round(x0 + (number + 1) * wide), y1
    high = (y1 - y0) / count
    return x0, round(y0 + number * high), x1, round(y0 + (number + 1) * high)


def _spans(p: Placed) -> tuple[tuple[float, float], ...]:
    if len(p.spans) != len(p.line.words):
        return ()
    return tuple(
        (u0 + i * (u1 - u0) / len(word.text), u0 + (i + 1) * (u1 - u0) / len(word.text))
        for word, (u0, u1) in zip(p.line.words, p.spans, strict=True)
        for i in range(len(word.text))
    )
