"""Punctuation that a recogniser saw and did not print.

A comma that touches its character is part of that to PP-OCR: it prints nothing, but held a
sign possible where the empty cell is. Chinese print is set on a grid, so the empty cell shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.engines import Grey, Reading, Token
from pipeline.scripts import is_han

PAPER = 255
SIGNS = "，。、：；！？,:;!?"
WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
# Between two neighbouring Chinese characters one cell is empty at these distances, in cells.
ONE_EMPTY = (1.5, 2.7)
# Fewer neighbouring Chinese characters than this do not show the grid.
LEAST_PAIRS = 4
# A sign stands in an empty cell if it was held possible with this probability.
POSSIBLE = 0.02
# How sure one is of a sign: seen apart from its character, and only held possible.
APART, HELD = 0.9, 0.5
# Paper put between a character and the sign that touches it, in cells.
ROOM = 0.2


class Empty(Struct, frozen=True):
    """An empty cell: the tokens before and after it (by index), and the likeliest sign."""

    before: int
    after: int
    sign: Token


def empty_cells(
    tokens: Sequence[Token], scores: NDArray[np.float32], classes: dict[str, int], width: int
) -> tuple[Empty, ...]:
    """Return the cells of a line that hold a sign though none was printed.

    ``scores``: probability of every class at every step of a strip that is ``width`` wide;
    ``classes``: the class of a character.
    """
    cell = _cell(tokens)
    if cell is None:
        return ()
    step = width / len(scores)
    found = []
    for i, (a, b) in enumerate(pairwise(tokens)):
        distance = _middle(b) - _middle(a)
        if not (is_han(a.text) and is_han(b.text)):
            continue
        if ONE_EMPTY[0] * cell < distance < ONE_EMPTY[1] * cell:
            between = scores[int(_middle(a) / step) + 1 : int(_middle(b) / step)]
            likely, sign = max(
                (float(between[:, classes[s]].max(initial=0.0)), s) for s in SIGNS if s in classes
            )
            if likely >= POSSIBLE:
                start = _middle(a) + cell / 2
                token = Token(WIDE.get(sign, sign), start, start + cell, HELD)
                found.append(Empty(i, i + 1, token))
    return tuple(found)


def parted(strip: Grey, before: Token, sign: Token, after: Token) -> Grey:
    """Return a character and what stands in the cell behind it, with paper between."""
    cell = sign.x1 - sign.x0
    left = max(0, int(_middle(before) - 0.55 * cell))
    middle, right = int(sign.x0), int(_middle(after) - cell / 2)
    room = np.full((strip.shape[0], int(ROOM * cell)), PAPER, np.uint8)
    return np.ascontiguousarray(
        np.hstack([strip[:, left:middle], room, strip[:, middle:right], room])
    )


def as_seen(sign: Token, before: Token, seen: Reading) -> Token:
    """Return a sign as it was seen apart from its character, if that was read again too."""
    printed = [token for token in seen.tokens if not token.text.isspace()]
    if len(printed) != 2 or printed[0].text != before.text or printed[1].text not in SIGNS:
        return sign
    text = WIDE.get(printed[1].text, printed[1].text)
    return Token(text, sign.x0, sign.x1, min(APART, printed[1].confidence))


def _cell(tokens: Sequence[Token]) -> float | None:
    steps = [
        _middle(b) - _middle(a) for a, b in pairwise(tokens) if is_han(a.text) and is_han(b.text)
    ]
    return float(np.median(steps)) if len(steps) >= LEAST_PAIRS else None


def _middle(token: Token) -> float:
    return (token.x0 + token.x1) / 2
