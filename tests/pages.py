"""Pages made from lines of text, with invented boxes: 40 pixels a line, 20 a character."""

from __future__ import annotations

import re

from pipeline.model import APART_FROM_TEXT, Box, Line, Page, Quality, Region, RegionKind, Word

PITCH, ADVANCE = 40, 20
GOOD = Quality(grade="good", confidence=0.9, needs_review=False)


def is_han(text: str) -> bool:
    """Whether a text holds any Chinese character."""
    return any("\u3400" <= char <= "\u9fff" for char in text)


def words(text: str, left: int, top: int) -> tuple[Word, ...]:
    """Words split on spaces; Chinese text split into characters."""
    pattern = r"\S" if is_han(text) else r"\S+"
    return tuple(
        Word(
            text=found.group(),
            box=(left + ADVANCE * found.start(), top, left + ADVANCE * found.end(), top + 30),
            confidence=0.9,
        )
        for found in re.finditer(pattern, text)
    )


def line(text: str, number: int, left: int = 100) -> Line:
    """A line in its place on the page."""
    top = 100 + PITCH * number
    box: Box = (left, top, left + ADVANCE * max(1, len(text)), top + 30)
    script = "Hani" if is_han(text) else "Latn"
    return Line(
        text=text, box=box, script=script, confidence=0.9, engine="invented",
        words=words(text, left, top),
    )  # fmt: skip


def region(kind: RegionKind, texts: list[str], order: int, first: int, left: int = 100) -> Region:
    """A region of lines below each other."""
    lines = tuple(line(text, first + i, left) for i, text in enumerate(texts))
    box = (left, 100 + PITCH * first, left + 2000, 100 + PITCH * (first + len(texts)))
    return Region(kind=kind, box=box, order=order, lines=lines)


def page(
    text: str,
    number: int = 1,
    stamps: tuple[str, ...] = (),
    kind: RegionKind = "body",
    apart: RegionKind = "stamp",
    script: str = "",
) -> Page:
    """A page with one region of running text and its stamps (or other regions apart)."""
    found = [region(kind, text.split("\n"), 0, 0)] if text else []
    for order, stamp in enumerate(stamps, start=1):
        found.append(region(apart, stamp.split("\n"), order, 10 * order, left=1500))
    running = [r for r in found if r.kind not in APART_FROM_TEXT]
    return Page(
        number=number, width=2480, height=3508, dpi=300, quality=GOOD,
        script=script or ("Hani" if is_han(text) else "Latn"),
        language="zh-Hans" if is_han(text) else "hu",
        text="\n".join(found_line.text for r in running for found_line in r.lines),
        regions=tuple(found),
    )  # fmt: skip
