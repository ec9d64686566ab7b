"""Read the lines of an upright page: the right engine for each line's script.

Han lines go to PP-OCR, Latin lines to Tesseract. A page is mostly one or the other, so
the page's main script decides which engine reads every line first; lines on which it is
unsure, or on which it met the other script, are read by the other engine too. What was
not chosen stays beside the line as an alternative.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from rapidfuzz.distance import Levenshtein

from pipeline.engines import Grey, Reader, Reading, Token
from pipeline.geometry import Frame, Quad, thickness
from pipeline.model import Alternative, Line, Word
from pipeline.scripts import counts, is_han, main_script
from pipeline.stages.han_spacing import as_printed
from pipeline.stages.lost_signs import with_lost_signs
from pipeline.stages.strips import Strip, cut

# Heights (pixels) that lines are scaled to for Tesseract: small print is enlarged to the
# first, huge print shrunk to the second, and what lies between is left as it is.
LEAST_LINE, MOST_LINE = 44, 66
# Room left around a line, as a share of its thickness: the recogniser of PP-OCR was
# trained on its detector's own boxes, Tesseract wants paper around the letters.
LATIN_MARGIN, HAN_MARGIN = 0.18, 0.04
# A Latin reading under this is doubtful and gets a second opinion ...
DOUBTFUL = 0.62
# ... which replaces it only if it is this sure, or has Chinese and is fairly sure.
CONVINCING, FAIRLY_SURE = 0.80, 0.60
# Words under this are tried as Chinese; they are if PP-OCR is this sure.
UNSURE_WORD, SURE_HAN = 0.60, 0.75
# Fewer Latin letters than this on a Chinese line are left to PP-OCR.
LEAST_LATIN = 4

# Runs of these are one space; wide spaces stand for themselves.
NARROW_SPACES = re.compile(r"[ \t\r\n]+")

Choice: TypeAlias = tuple[Strip, Reading, tuple[Reading, ...]]


class Readers(Struct, frozen=True):
    """The two readers."""

    latin: Reader
    han: Reader


def recognise(
    page: Grey,
    quads: Sequence[Quad],
    script: str,
    frame: Frame,
    readers: Readers,
) -> tuple[Line | None, ...]:
    """Read all lines of a page whose main script is known from a sample.

    ``quads`` are lines in pixels of ``page``, columns relabelled so that they read from
    left to right; ``frame`` leads to the delivered page. A line on which neither engine
    sees a character is None.
    """
    first = _han_first if script == "Hani" else _latin_first
    return tuple(
        _line(strip, chosen, others, frame) if chosen.text.strip() else None
        for strip, chosen, others in first(page, quads, readers)
    )


def _latin_first(page: Grey, quads: Sequence[Quad], readers: Readers) -> list[Choice]:
    strips = _latin_strips(page, quads)
    readings = readers.latin.read([strip.image for strip in strips], ())
    doubtful = [i for i, reading in enumerate(readings) if reading.confidence < DOUBTFUL]
    second_strips = cut(page, [quads[i] for i in doubtful], None, HAN_MARGIN, quads)
    second = readers.han.read([strip.image for strip in second_strips], ())
    choices: list[Choice] = [(s, r, ()) for s, r in zip(strips, readings, strict=True)]
    for i, strip, other in zip(doubtful, second_strips, second, strict=True):
        if _convinces(readings[i], other):
            choices[i] = (strip, as_printed(other), (readings[i],))
        else:
            choices[i] = (strips[i], readings[i], (other,))
    return [_with_han(choice, readers.han) for choice in choices]


def _with_han(choice: Choice, han: Reader) -> Choice:
    """Return a Latin line with its doubtful words read as Chinese, where they are."""
    strip, reading, others = choice
    if reading.by_character:
        return choice
    spans = _doubtful_spans(reading.tokens)
    if not spans:
        return choice
    pieces = [_piece(strip, reading.tokens, span) for span in spans]
    read = [as_printed(r) for r in han.read([image for image, _ in pieces], ())]
    tokens: list[Token] = list(reading.tokens)
    for (first, last), (_, offset), found in reversed(list(zip(spans, pieces, read, strict=True))):
        if _is_han(found):
            x0, x1 = offset, offset + max(t.x1 for t in found.tokens)
            word = Token(found.text.strip(), x0, x1, found.confidence)
            tokens[first:last] = [word]
    if tokens == list(reading.tokens):
        return choice
    text = " ".join(token.text for token in tokens)
    mean = float(np.mean([token.confidence for token in tokens]))
    mixed = Reading(text, mean, tuple(tokens), f"{reading.engine}+{han.name}")
    return strip, mixed, (*others, reading)


def _doubtful_spans(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return runs of words that Tesseract is unsure of, as index ranges."""
    spans: list[tuple[int, int]] = []
    for i, token in enumerate(tokens):
        if token.confidence >= UNSURE_WORD:
            continue
        if spans and spans[-1][1] == i:
            spans[-1] = (spans[-1][0], i + 1)
        else:
            spans.append((i, i + 1))
    return spans


def _piece(strip: Strip, tokens: Sequence[Token], span: tuple[int, int]) -> tuple[Grey, float]:
    """Return the part of a strip between the sure words around a span, and where it starts."""
    first, last = span
    width = strip.image.shape[1]
    x0 = tokens[first].x0 - 4 if first == 0 else (tokens[first - 1].x1 + tokens[first].x0) / 2
    end = tokens[last - 1].x1
    x1 = end + 4 if last == len(tokens) else (end + tokens[last].x0) / 2
    x0, x1 = max(0.0, min(x0, width - 8)), min(float(width), max(x1, x0 + 8))
    return strip.image[:, int(x0) : int(x1)], float(int(x0))


def _is_han(reading: Reading) -> bool:
    """Tell whether a reading is surely Chinese: mostly Chinese characters, and sure."""
    letters = [token for token in reading.tokens if token.text.isalnum()]
    han = sum(is_han(token.text) for token in letters)
    return han > 0.5 * len(letters) and reading.confidence >= SURE_HAN


def _convinces(first: Reading, second: Reading) -> bool:
    """Tell whether a second opinion replaces a doubtful Latin reading."""
    if not first.text.strip():
        return bool(second.text.strip())
    if main_script(second.text) == "Hani":
        return second.confidence >= FAIRLY_SURE
    return second.confidence >= CONVINCING and second.confidence > first.confidence + 0.15


def _han_first(page: Grey, quads: Sequence[Quad], readers: Readers) -> list[Choice]:
    strips = cut(page, quads, None, HAN_MARGIN)
    readings = readers.han.read([strip.image for strip in strips], ())
    complete = [
        with_lost_signs(strip.image, reading, readers.han) if strip.is_column else reading
        for strip, reading in zip(strips, readings, strict=True)
    ]
    readings = tuple(map(as_printed, complete))
    choices: list[Choice] = [(s, r, ()) for s, r in zip(strips, readings, strict=True)]
    latin = [i for i, reading in enumerate(readings) if _is_latin(reading.text)]
    second_strips = _latin_strips(page, [quads[i] for i in latin], quads)
    second = readers.latin.read([strip.image for strip in second_strips], ())
    for i, strip, other in zip(latin, second_strips, second, strict=True):
        if _alike(readings[i].text, other.text) or other.confidence > 0.85:
            choices[i] = (strip, other, (readings[i],))
        elif other.text:
            choices[i] = (strips[i], readings[i], (other,))
    return choices


def _is_latin(text: str) -> bool:
    return main_script(text) == "Latn" and counts(text)["Latn"] >= LEAST_LATIN


def _alike(one: str, other: str) -> bool:
    """Tell whether two readings are the same but for accents and a few letters."""
    return Levenshtein.normalized_similarity(_bare(one), _bare(other)) > 0.6


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


def _latin_strips(
    page: Grey, quads: Sequence[Quad], among: Sequence[Quad] | None = None
) -> tuple[Strip, ...]:
    """Cut strips at a height that suits Tesseract, the same for all lines of the page."""
    if not quads:
        return ()
    usual = float(np.median([thickness(quad) for quad in quads]))
    wanted = min(max(usual, LEAST_LINE), MOST_LINE)
    return cut(page, quads, wanted / usual, LATIN_MARGIN, among)


def _line(strip: Strip, chosen: Reading, others: tuple[Reading, ...], frame: Frame) -> Line:
    words = _words(strip, chosen, frame)
    middle = strip.on_page(0, strip.image.shape[1])
    return Line(
        text=NARROW_SPACES.sub(" ", chosen.text).strip(" "),
        box=frame.box(middle),
        script=main_script(chosen.text),
        confidence=round(chosen.confidence, 4),
        engine=chosen.engine,
        words=words,
        alternatives=tuple(
            Alternative(text=o.text.strip(), confidence=round(o.confidence, 4), engine=o.engine)
            for o in others
            if o.text.strip() and o.text.strip() != chosen.text.strip()
        ),
    )


def _words(strip: Strip, reading: Reading, frame: Frame) -> tuple[Word, ...]:
    """Return words with boxes: Latin ones as they are spaced, each Chinese character alone."""
    if not reading.by_character:
        return tuple(_word(strip, [token], frame) for token in reading.tokens)
    groups: list[list[Token]] = [[]]
    for token in reading.tokens:
        alone = is_han(token.text)
        if token.text.isspace() or alone:
            groups.append([])
        if not token.text.isspace():
            groups[-1].append(token)
        if alone:
            groups.append([])
    return tuple(_word(strip, group, frame) for group in groups if group)


def _word(strip: Strip, tokens: list[Token], frame: Frame) -> Word:
    points = strip.on_page(min(t.x0 for t in tokens), max(t.x1 for t in tokens))
    confidence = sum(token.confidence for token in tokens) / len(tokens)
    return Word(
        text="".join(token.text for token in tokens),
        box=frame.box(points),
        confidence=round(min(1.0, confidence), 4),
    )
