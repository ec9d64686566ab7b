"""Read the lines of an upright page: the right engines for each line's script.

PP-OCR reads every line: it sees shapes best, Chinese and Latin. Latin lines are read by
Tesseract too, which knows their letters and signs better, and the two readings are made
into one. What was read otherwise stays beside the line as an alternative.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from pipeline.engines import Grey, HanReader, Reader, Reading, Token
from pipeline.geometry import Frame, Quad, thickness
from pipeline.model import Alternative, Line, Word
from pipeline.scripts import counts, is_han, main_script
from pipeline.stages.han_spacing import as_printed
from pipeline.stages.han_variants import in_other_forms, leaning, trust_in_context
from pipeline.stages.lost_signs import with_lost_signs
from pipeline.stages.reconcile import reconcile
from pipeline.stages.show_through import of_other_side
from pipeline.stages.strips import Strip, cut

# Heights (pixels) that lines are scaled to for Tesseract: small print is enlarged to the
# first, huge print shrunk to the second, and what lies between is left as it is.
LEAST_LINE, MOST_LINE = 44, 66
# Room left around a line, as a share of its thickness: the recogniser of PP-OCR was
# trained on its detector's own boxes, Tesseract wants paper around the letters.
LATIN_MARGIN, HAN_MARGIN = 0.18, 0.04
# Chinese on a Latin page is believed from this confidence on.
SURE_HAN = 0.60
# Fewer Latin letters than this on a Chinese page are left to PP-OCR.
LEAST_LATIN = 4

# Runs of these are one space; wide spaces stand for themselves.
NARROW_SPACES = re.compile(r"[ \t\r\n]+")

NOTHING = Reading("", 0.0, (), "none")

Choice: TypeAlias = tuple[Strip, Reading, tuple[Reading, ...]]


class Readers(Struct, frozen=True):
    """The readers: PP-OCR (``han``), and Tesseract (``latin``), None to do without.

    ``careful``: every Chinese character of which another form is possible is looked at alone.
    """

    latin: Reader | None
    han: HanReader
    careful: bool = False


class Recognised(Struct, frozen=True):
    """The lines in the order asked for, None where nothing was read.

    ``other_side``: how many were left out as writing that shines through from behind.
    """

    lines: tuple[Line | None, ...]
    other_side: int


def recognise(
    page: Grey,
    quads: Sequence[Quad],
    script: str,
    frame: Frame,
    readers: Readers,
    languages: tuple[str, ...],
) -> Recognised:
    """Read all lines of a page whose main script is known from a sample.

    ``quads`` are lines in pixels of ``page``, columns relabelled so that they read from
    left to right; ``frame`` leads to the delivered page; ``languages`` are the delivery's.
    A line on which neither engine sees a character is None.
    """
    strips = cut(page, quads, None, HAN_MARGIN, None if script == "Hani" else quads)
    seen = readers.han.read([strip.image for strip in strips], ())
    behind = of_other_side([strip.image for strip in strips], seen, readers.han)
    here = [i for i in range(len(quads)) if i not in behind]
    latin = [i for i in here if _is_latin(seen[i], script)]
    text = "".join(r.text for r in seen)
    prior, trust = leaning(text), trust_in_context(text)
    choices: dict[int, Choice] = {}
    for i in sorted({*here} - {*latin}):
        one = _han(strips[i], seen[i], readers, prior, trust)
        choices[i] = (strips[i], one, in_other_forms(one))
    shapes = [seen[i] for i in latin]
    words = _second(page, quads, latin, strips, readers.latin)
    for i, one, both in zip(
        latin, reconcile(shapes, words, languages), zip(shapes, words, strict=True), strict=True
    ):
        choices[i] = (strips[i], one, both)
    lines = tuple(
        _line(*choices[i], frame) if i in choices and choices[i][1].text.strip() else None
        for i in range(len(quads))
    )
    return Recognised(lines, len(behind))


def _second(
    page: Grey,
    quads: Sequence[Quad],
    which: Sequence[int],
    strips: Sequence[Strip],
    reader: Reader | None,
) -> list[Reading]:
    """Return Tesseract's readings of some lines in pixels of ``strips``, empty without it."""
    if reader is None:
        return [NOTHING] * len(which)
    own = _latin_strips(page, [quads[i] for i in which], quads)
    read = reader.read([strip.image for strip in own], ())
    return [_moved(r, a, strips[i]) for r, a, i in zip(read, own, which, strict=True)]


def _han(
    strip: Strip,
    reading: Reading,
    readers: Readers,
    prior: Callable[[str], float],
    trust: float,
) -> Reading:
    """Return a Chinese line as it is printed."""
    careful = readers.careful or trust < 1
    sure = readers.han.alone(
        strip.image, reading, prior, trust=trust, careful=careful, lying=strip.is_column
    )
    complete = with_lost_signs(strip.image, sure, readers.han) if strip.is_column else sure
    return as_printed(complete)


def _is_latin(reading: Reading, script: str) -> bool:
    """Tell whether Tesseract shall read a line too; ``script`` is the page's."""
    if script == "Hani":
        return main_script(reading.text) == "Latn" and counts(reading.text)["Latn"] >= LEAST_LATIN
    return main_script(reading.text) != "Hani" or reading.confidence < SURE_HAN


def _moved(reading: Reading, own: Strip, other: Strip) -> Reading:
    """Return a reading in pixels of another strip of the same line."""
    across = np.linalg.inv(other.to_page) @ own.to_page
    scale, start, width = float(across[0, 0]), float(across[0, 2]), float(other.image.shape[1])

    def at(x: float) -> float:
        return min(width, max(0.0, scale * x + start))

    tokens = tuple(replace(token, x0=at(token.x0), x1=at(token.x1)) for token in reading.tokens)
    return replace(reading, tokens=tokens)


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
