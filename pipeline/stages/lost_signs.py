"""Punctuation of vertical columns that the recogniser passes over.

In a column a full stop stands alone in the upper right of its cell, and brackets lie on
their backs. PP-OCR, which sees columns lying on their side, often prints nothing there. The
empty cell between two characters betrays it: if there is ink in it, the character before
and the sign are laid side by side as horizontal print would have them, and read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from msgspec.structs import replace

from pipeline.engines import Grey, Reader, Reading, Token
from pipeline.scripts import is_han

PAPER = 255
INK = 180
SIGNS = frozenset("。，、：；！？」』）（「『《》〈〉〔〕【】")
# A sign longer than this share of the column's width is a bracket; in a column that lies on
# its side brackets are upright as they are.
BRACKET = 0.62
# A cell is empty when the next character is this many cells away; the last one of a
# column, when so much of a cell is left.
EMPTY_CELL = 1.5
# The largest piece of ink of a sign takes at least this share of its cell; specks are less.
LEAST_INK = 0.004
# Other pieces belong to the sign if they are so large a part of the largest one.
SAME_SIGN = 0.3
SURE = 0.25
WIDE = {",": "，", ".": "。", ":": "：", ";": "；", "!": "！", "?": "？", ")": "）", "(": "（"}


def with_lost_signs(strip: Grey, reading: Reading, reader: Reader) -> Reading:
    """Return a column's reading with the signs found in its empty cells.

    ``strip`` is the column lying counter-clockwise: its top is at the left.
    """
    tokens = [token for token in reading.tokens if not token.text.isspace()]
    cell = _cell(tokens)
    if cell is None:
        return reading
    gaps = [i for i in range(len(tokens)) if _gap_after(tokens, i, strip.shape[1], cell)]
    pairs = [(i, _pair(strip, tokens[i], cell)) for i in gaps]
    drawn = [(i, image) for i, image in pairs if image is not None]
    read = reader.read([image for _, image in drawn], ())
    found = {
        i: sign
        for (i, _), seen in zip(drawn, read, strict=True)
        if (sign := _sign(seen, tokens[i])) is not None
    }
    if not found:
        return reading
    return _inserted(reading, tokens, found, cell)


def _cell(tokens: Sequence[Token]) -> float | None:
    steps = [
        _middle(b) - _middle(a) for a, b in pairwise(tokens) if is_han(a.text) and is_han(b.text)
    ]
    return float(np.median(steps)) if len(steps) >= 3 else None


def _middle(token: Token) -> float:
    return (token.x0 + token.x1) / 2


def _gap_after(tokens: Sequence[Token], i: int, width: int, cell: float) -> bool:
    if not is_han(tokens[i].text):
        return False
    if i + 1 < len(tokens):
        return _middle(tokens[i + 1]) - _middle(tokens[i]) > EMPTY_CELL * cell
    return width - _middle(tokens[i]) > 0.9 * cell


def _pair(strip: Grey, token: Token, cell: float) -> Grey | None:
    """Return the character and the ink after it as horizontal print, None without ink."""
    middle = _middle(token)
    start, end = int(middle - cell / 2), int(middle + cell / 2)
    after = _sign_alone(strip[:, end : int(middle + 1.45 * cell)], cell)
    if after is None:
        return None
    # Turned clockwise, the column's cells are upright again.
    character = np.rot90(strip[:, max(0, start) : end], -1)
    side = character.shape[0]
    bracket = max(after.shape) > BRACKET * strip.shape[0]
    sign = after[:side] if bracket else np.rot90(after, -1)
    if min(sign.shape) < 2 or sign.shape[1] > side:
        return None
    canvas = np.full((side, character.shape[1] + side), PAPER, np.uint8)
    canvas[:, : character.shape[1]] = character
    low = (side + sign.shape[0]) // 2 if bracket else side - int(0.12 * side)
    left = character.shape[1] + int(0.1 * side)
    room = canvas[max(0, low - sign.shape[0]) : low, left : left + sign.shape[1]]
    room[:] = sign[-room.shape[0] :, : room.shape[1]]
    return np.ascontiguousarray(
        cv2.copyMakeBorder(canvas, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=PAPER)
    )


def _sign_alone(after: Grey, cell: float) -> Grey | None:
    """Return the ink of an empty cell without specks, cut close; None if there is none."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        (after < INK).astype(np.uint8), connectivity=8
    )
    areas = stats[1:, cv2.CC_STAT_AREA]
    if count < 2 or areas.max() < LEAST_INK * cell * cell:
        return None
    own = np.isin(labels, 1 + np.flatnonzero(areas >= SAME_SIGN * areas.max()))
    ys, xs = np.nonzero(cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)))
    alone = np.where(own, after, PAPER)[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    return np.asarray(alone, dtype=np.uint8)


def _sign(seen: Reading, before: Token) -> Token | None:
    """Return the sign read after a character, if the character was read again too."""
    tokens = [token for token in seen.tokens if not token.text.isspace()]
    if len(tokens) != 2 or tokens[0].text != before.text:
        return None
    text = WIDE.get(tokens[1].text, tokens[1].text)
    return tokens[1] if text in SIGNS and tokens[1].confidence >= SURE else None


def _inserted(
    reading: Reading, tokens: Sequence[Token], found: dict[int, Token], cell: float
) -> Reading:
    result: list[Token] = []
    for i, token in enumerate(tokens):
        result.append(token)
        if i in found:
            start = _middle(token) + cell / 2
            text = WIDE.get(found[i].text, found[i].text)
            result.append(Token(text, start, start + cell, found[i].confidence))
    return replace(reading, text="".join(token.text for token in result), tokens=tuple(result))
