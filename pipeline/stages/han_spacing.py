"""Chinese print is set on a grid, and the grid tells what a recogniser leaves out.

PP-OCR was trained to print digits and punctuation in their narrow (ASCII) forms and to
drop wide spaces. How far apart its characters stand says what is on the paper: a digit
that takes a whole cell is a wide one (１), an empty cell is a wide space.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from msgspec.structs import replace

from pipeline.engines import Reading, Token
from pipeline.scripts import is_han

# Fewer neighbouring Chinese characters than this do not show the grid.
LEAST_PAIRS = 2
# Distances between the middles of neighbours, in cells: from here on a cell is empty ...
EMPTY_CELL = 1.75
# ... and from here on digits stand in cells of their own (narrow ones: about a half).
WIDE_DIGIT, LONE_DIGIT = 0.8, 0.92
WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
# Signs that Chinese print sets wide, save inside narrow numbers and words.
SIGNS = frozenset("(),:;!?")
WIDE_SPACE = "\u3000"
ONE, DASH = "一", "—"
# The brackets around the year in a document's number, and the narrow ones that PP-OCR makes of
# them: where those are printed it does not think of the wide ones, or less than this.
BRACKETS, NARROW_BRACKETS, THOUGHT_OF = "〔〕", "[]", 0.003
# Longest text between two brackets that belong together.
BRACKETED = 12
# A dot between two Chinese characters parts the names of a foreigner.
DOTS = frozenset(".．・•")
# What the raised o of № is taken for, between an N and a digit.
RAISED = frozenset("?º°")
# Beside one of these a circle is the numeral nought, otherwise it stands for a blank.
NUMERALS = frozenset("一二三四五六七八九十〇")


def as_printed(reading: Reading) -> Reading:
    """Return a reading with wide forms and wide spaces where the grid shows them.

    Readings with hardly any Chinese are returned as they are.
    """
    tokens = _with_dashes(_with_numero([token for token in reading.tokens if token.text]))
    cell = _cell(tokens)
    if cell is None:
        return _with(reading, tokens) if tokens != list(reading.tokens) else reading
    tokens = _with_brackets(tokens)
    widened = [_widened(tokens, i, cell) for i in range(len(tokens))]
    spaced = _spaced(widened, cell)
    return _with(reading, spaced)


def _with(reading: Reading, tokens: list[Token]) -> Reading:
    return replace(reading, text="".join(token.text for token in tokens), tokens=tuple(tokens))


def _with_numero(tokens: list[Token]) -> list[Token]:
    """Return tokens with the sign № of numbering machines, which PP-OCR takes for two letters."""
    found: list[Token] = []
    for i, token in enumerate(tokens):
        after = next((t.text for t in tokens[i + 1 :] if not t.text.isspace()), "")
        if found and found[-1].text == "N" and token.text in RAISED and after.isdigit():
            found[-1] = replace(found[-1], text="№", x1=token.x1)
        else:
            found.append(token)
    return found


def _with_dashes(tokens: list[Token]) -> list[Token]:
    """Return tokens with the dashes that were taken for the numeral one: —5—, 95—316.

    The numeral never stands between a digit and a digit, or between a digit and nothing.
    """
    return [
        replace(token, text=DASH) if token.text == ONE and _digits_or_ends(tokens, i) else token
        for i, token in enumerate(tokens)
    ]


def _digits_or_ends(tokens: list[Token], i: int) -> bool:
    beside = [tokens[j].text for j in (i - 1, i + 1) if 0 <= j < len(tokens)]
    return bool(beside) and all(text.isascii() and text.isdigit() for text in beside)


def _with_brackets(tokens: list[Token]) -> list[Token]:
    """Return tokens with pairs of wide brackets where one of a narrow pair may be wide."""
    found = list(tokens)
    for i, token in enumerate(tokens):
        ends = [j for j in range(i + 1, i + 2 + BRACKETED) if j < len(tokens)]
        close = next((j for j in ends if tokens[j].text == NARROW_BRACKETS[1]), None)
        if token.text != NARROW_BRACKETS[0] or close is None:
            continue
        pair = list(zip((i, close), BRACKETS, strict=True))
        if max(dict(tokens[j].rivals).get(wide, 0.0) for j, wide in pair) >= THOUGHT_OF:
            for j, wide in pair:
                found[j] = replace(tokens[j], text=wide)
    return found


def _middle(token: Token) -> float:
    return (token.x0 + token.x1) / 2


def _cell(tokens: list[Token]) -> float | None:
    """Return the grid's pitch: the usual distance of neighbouring Chinese characters."""
    distances = [
        _middle(b) - _middle(a) for a, b in pairwise(tokens) if is_han(a.text) and is_han(b.text)
    ]
    if len(distances) < LEAST_PAIRS:
        return None
    cell = float(np.median(distances))
    return cell if cell > 0 else None


def _widened(tokens: list[Token], i: int, cell: float) -> Token:
    """Return a token in its wide form where it fills a cell, a circle as the nought it is."""
    token = tokens[i]
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if token.text == "○" and any(t is not None and t.text in NUMERALS for t in (before, after)):
        return replace(token, text="〇")
    if token.text in DOTS and all(t is not None and is_han(t.text) for t in (before, after)):
        return replace(token, text="·")
    if token.text not in WIDE:
        return token
    if token.text in SIGNS:
        return token if _ascii(before) and _ascii(after) else _wide(token)
    if token.text.isdigit() or token.text == "%":
        return _wide(token) if _digits_are_wide(tokens, i, cell) else token
    return token


def _ascii(token: Token | None) -> bool:
    """Tell whether a neighbour is of narrow print: between two such, a sign is narrow too."""
    return token is not None and token.text.isascii() and token.text.isalnum()


def _digits_are_wide(tokens: list[Token], i: int, cell: float) -> bool:
    """Tell whether the run of digits around a token is set wide: one digit a cell.

    A run is judged as a whole by the distances of its digits; a lone digit by that to
    its Chinese neighbours, which is three quarters of a cell if it is narrow.
    """
    first = last = i
    while first > 0 and tokens[first - 1].text.isdigit():
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].text.isdigit():
        last += 1
    if first < last:
        span = _middle(tokens[last]) - _middle(tokens[first])
        return span / (last - first) >= WIDE_DIGIT * cell
    beside = [tokens[j] for j in (i - 1, i + 1) if 0 <= j < len(tokens) and is_han(tokens[j].text)]
    gaps = [abs(_middle(other) - _middle(tokens[i])) for other in beside]
    return bool(gaps) and min(gaps) >= LONE_DIGIT * cell


def _wide(token: Token) -> Token:
    return replace(token, text=WIDE[token.text])


def _spaced(tokens: list[Token], cell: float) -> list[Token]:
    """Put a wide space where a cell is empty between Chinese characters or signs."""
    spaced: list[Token] = []
    for token in tokens:
        before = spaced[-1] if spaced else None
        if before is not None and token.text.isspace() and before.text == WIDE_SPACE:
            continue
        if before is not None and _gap(before, token) > EMPTY_CELL * cell:
            spaced.append(Token(WIDE_SPACE, before.x1, token.x0, 1.0))
        spaced.append(token)
    return spaced


def _gap(before: Token, token: Token) -> float:
    """Return the distance of two Chinese neighbours, 0 where one is something else."""
    if not (_stands_in_cell(before.text) and _stands_in_cell(token.text)):
        return 0.0
    return _middle(token) - _middle(before)


def _stands_in_cell(text: str) -> bool:
    return is_han(text) or text in WIDE.values()
