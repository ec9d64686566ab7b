"""How near a searchable PDF comes to its record: texts and boxes as poppler and PDFium see them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pypdfium2
from lxml import html
from msgspec import Struct
from pypdfium2 import raw

from pipeline.exports.pdf_layer import LEAST_GAP, lines_in_order
from pipeline.exports.placing import grouped, line_turn, span
from pipeline.geometry import union
from pipeline.model import Box, Page, Record

Place = tuple[float, float, float, float]
# Pixels at 300 dpi.
MOST_OFF = 3.0


class Letters(Struct, frozen=True):
    """Text between two spaces with its place.

    ``lacking``: by how many pixels it stands too near to a neighbour for readers to part them.
    """

    text: str
    box: Box
    lacking: float


def words(page: Page) -> Iterator[Letters]:
    """Return a page's words in the order of its layer; Chinese ones run from space to space.

    A line whose words have no places of their own, as along the rim of a stamp, is one word.
    """
    for line in lines_in_order(page):
        groups = grouped(line) or []
        if not line.words:
            yield Letters("".join(line.text.split()), line.box, 0.0)
        boxes = [union([word.box for word in group]) for group in groups]
        near = [0.0, *_lacking(boxes, line_turn(line, page)), 0.0]
        for group, box, lacking in zip(
            groups, boxes, (max(pair) for pair in pairwise(near)), strict=False
        ):
            yield Letters("".join("".join(w.text.split()) for w in group), box, lacking)


def _lacking(boxes: Sequence[Box], turn: int) -> Iterator[float]:
    """Return by how much the gap before each next word is smaller than readers need."""
    for one, other in pairwise(span(box, turn) for box in boxes):
        yield max(0.0, LEAST_GAP * (one.top - one.bottom) - (other.start - one.end))


def poppler_places(path: Path, number: int, dpi: int) -> list[tuple[str, Place]]:
    """Return poppler's words with their boxes in pixels."""
    run = ["pdftotext", "-raw", "-bbox", "-f", str(number), "-l", str(number), str(path), "-"]
    read = subprocess.run(run, capture_output=True, check=True).stdout.decode()
    sides = ("xmin", "ymin", "xmax", "ymax")
    found = html.fromstring(read.partition("<body>")[2]).iter("word")
    return [
        (str(word.text), tuple(float(word.get(s)) * dpi / 72 for s in sides))  # type: ignore
        for word in found
    ]


def pdfium_places(path: Path, number: int, dpi: int) -> list[tuple[str, Place]]:
    """Return PDFium's characters with the room they take, in pixels."""
    page = pypdfium2.PdfDocument(path)[number - 1]
    text, height = page.get_textpage(), page.get_size()[1]
    seen: list[tuple[str, Place]] = []
    high = 0
    for i in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, i)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        # PDFium says with these that a word goes on in the next line.
        character = "-" if code in (2, 0xFFFE) else chr(code)
        if not raw.FPDFText_IsGenerated(text, i) and not character.isspace():
            left, bottom, right, top = text.get_charbox(i, loose=True)
            box = (left, height - top, right, height - bottom)
            seen.append((character, tuple(side * dpi / 72 for side in box)))
    return seen


def offsets(wanted: Sequence[Letters], read: Sequence[tuple[str, Place]]) -> list[float]:
    """Return how far each word is off (the worst of its sides, in pixels of ``read``).

    Raises AssertionError where the texts differ.
    """
    assert "".join(word.text for word in wanted) == "".join(text for text, _ in read)
    owners = [place for text, place in read for _ in text]
    off, start = [], 0
    for word in wanted:
        end = start + len(word.text)
        there = list(dict.fromkeys(owners[start:end]))
        whole = (
            *(min(p[i] for p in there) for i in (0, 1)),
            *(max(p[i] for p in there) for i in (2, 3)),
        )
        off.append(max(abs(a - b) for a, b in zip(word.box, whole, strict=True)))
        start = end
    return off


def excused(word: Letters, off: float) -> bool:
    """Tell whether a word had to give way to a neighbour that it all but touches.

    Readers part words by gaps, so of two that stand too close each gives up some of its width.
    """
    return word.lacking > 0 and off <= word.lacking + MOST_OFF


def pages_of(record: Record) -> Iterator[tuple[int, list[Page]]]:
    """Return a record's page numbers with their pages (two where a scan holds two)."""
    for number in sorted({page.number for page in record.pages}):
        yield number, [page for page in record.pages if page.number == number]
