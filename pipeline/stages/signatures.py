"""Typed signatures: who signed, under the text, by where it stands and how it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import Line, RegionKind
from pipeline.stages.placed import Row

# A signature stands among the last so many rows, in the second half of the text's width or in
# cells of its own, and no row of it is longer than this share of the text.
LAST_ROWS, STARTS, LONGEST = 9, 0.38, 0.62
# The gap over a signature, as a multiple of the usual feed of the page.
GAP = 1.35

# OCR may take a capital O for a zero.
_WORD = r"(?:[0A-ZÁÉÍÓÖŐÚÜŰÕÛČŠŽŘĎŤŇÄ][\w'’-]*\.?)"
_TITLE = r"(?:[dD]r\.|[iI]fj\.|id\.|özv\.)"
NAME = re.compile(
    rf"[(/]?\s*(?:{_TITLE}\s*)*{_WORD}(?:[ .]+(?:{_WORD}|né|de|von|van)){{1,3}}\s*[)/]?"
    r"(?:,?\s*s\.\s?k\.?)?"
)
OFFICE = re.compile(
    r"(?i)(?:\w+[ -]){0,4}\w*(?:követ|ügyviv[őöoõ]|vezet[őöoõ]|titk[áa]r|miniszter(?:helyettes)?"
    r"|elnöke?|igazgat[óo]|előad[óo]|elöad[óo]|tan[áa]csos|f[őöõ]nök|referens|attas[ée]|konzul"
    r"|parancsnok|ezredes|[őöõ]rnagy|sz[áa]zados|mérnök|tan[áa]r|szerkeszt[őöoõ]|ambassador|minister|secretary|director"
    r"|chief|consul|affaires|president|chairman|colonel|captain|major|officer|attach[eé])"
    r"\.?(?:\s+\w{1,12})?"
)
HAN_DATE = re.compile(
    r"[\d０-９一二三四五六七八九十〇○零廿卅元民國国中華华年月日號号 \u3000.]{4,}[日號号]?"
)
HAN_OFFICER = re.compile(
    r"(?:.{0,12})(?:[处處部局司科所馆館院][长長]|大使|公使|代办|代辦|参赞|參贊|参事|參事|秘书|秘書|主任|主席|总理|總理"
    r"|领事|領事|社长|社長|书记|書記)[ \u3000]*[\u3400-\u9fff·]{2,4}"
)
HAN_SIGNED = re.compile(r"[\u3400-\u9fff·（）() \u3000]{2,24}")


def signed(
    rows: Sequence[Row], lines: Sequence[Line], kinds: Sequence[RegionKind]
) -> list[RegionKind]:
    """Return the kinds of rows in reading order, those of typed signatures named so.

    ``lines``: the rows as lines of text. Only rows that are plain body so far can be renamed.
    """
    named = list(kinds)
    if len(rows) < 2:
        return named
    fits = [
        kinds[i] in ("body", "heading") and i >= len(rows) - LAST_ROWS and _stands(rows, row)
        for i, row in enumerate(rows)
    ]
    feed = _feed(rows)
    i = 0
    while i < len(rows):
        end = i
        while end < len(rows) and fits[end]:
            end += 1
        if end > i:
            gap = i == 0 or _top(rows[i]) - _top(rows[i - 1]) >= GAP * feed
            for at in _block([line.text for line in lines[i:end]], gap=gap):
                named[i + at] = "signature"
        i = max(end, i + 1)
    return named


def _block(texts: Sequence[str], *, gap: bool) -> list[int]:
    """Return which of some neighbouring rows are a signature's; ``gap``: they stand free."""
    han = [HAN_SIGNED.fullmatch(text.strip()) is not None for text in texts]
    dated = [HAN_DATE.fullmatch(text.strip()) is not None for text in texts]
    if any(dated) and any("\u3400" <= c <= "\u9fff" for text in texts for c in text):
        return [i for i in range(len(texts)) if dated[i] or han[i]]
    officers = [i for i, text in enumerate(texts) if HAN_OFFICER.fullmatch(text.strip())]
    if officers:
        return officers
    names = [i for i, text in enumerate(texts) if all(map(_is_name, _cells(text)))]
    offices = [i for i, text in enumerate(texts) if all(map(_is_office, _cells(text)))]
    beside = [i for i in names if {i - 1, i + 1} & {*offices}]
    own_hand = [i for i in names if "k." in texts[i].lower()[-4:]]
    if not (gap or beside or own_hand):
        return []
    sure = names if gap else [*beside, *own_hand]
    return sorted({*sure, *(i for i in offices if {i - 1, i + 1} & {*sure})})


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split("\t") if cell.strip()]


def _is_name(text: str) -> bool:
    return NAME.fullmatch(text) is not None


def _is_office(text: str) -> bool:
    return OFFICE.fullmatch(text) is not None


def _stands(rows: Sequence[Row], row: Row) -> bool:
    """Tell whether a row stands where signatures do: short, to the right, or in cells."""
    start = min(piece.u0 for other in rows for piece in other)
    extent = max(piece.u1 for other in rows for piece in other) - start
    if len(row) > 1:
        return all(piece.u1 - piece.u0 < LONGEST / 1.5 * extent for piece in row)
    return row[0].u0 - start >= STARTS * extent and row[0].u1 - row[0].u0 <= LONGEST * extent


def _feed(rows: Sequence[Row]) -> float:
    """Return the usual distance from row to row."""
    steps = sorted(_top(after) - _top(before) for before, after in pairwise(rows))
    return max(1.0, steps[len(steps) // 2])


def _top(row: Row) -> float:
    return min(piece.middle for piece in row)
