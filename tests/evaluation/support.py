"""Hand-made truth and records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.model import (
    Line,
    Metadata,
    Page,
    Quality,
    Record,
    Region,
    SourceInfo,
    Word,
)

EMPTY = Metadata()
GOOD = Quality(grade="good", confidence=0.9, needs_review=False)

WriteOutput = Callable[..., Path]
WriteTruth = Callable[..., Path]


def _line(text: str) -> Line:
    """Make a line of words."""
    words = tuple(Word(text=word, box=(0, 0, 1, 1), confidence=0.95) for word in text.split())
    return Line(
        text=text, box=(0, 0, 9, 9), script="Latn", confidence=0.95, engine="test", words=words
    )


def make_page(text: str = "", number: int = 1, stamps: tuple[str, ...] = (), **fields: Any) -> Page:
    """Make a page of the given text."""
    body = Region(
        kind="body", box=(0, 0, 9, 9), order=0, lines=tuple(map(_line, text.splitlines()))
    )
    apart = tuple(
        Region(kind="stamp", box=(0, 0, 9, 9), order=order, lines=(_line(stamp),))
        for order, stamp in enumerate(stamps, start=1)
    )
    known = {"language": "hu", "script": "Latn", "blank": not text, "quality": GOOD, **fields}
    return Page(
        number=number, width=9, height=9, dpi=300, text=text, regions=(body, *apart), **known
    )


def make_record(path: str, pages: tuple[Page, ...], metadata: Metadata = EMPTY) -> Record:
    """Make a record of the given pages."""
    return Record(
        id="fonds:sha256:" + "0" * 64,
        source=SourceInfo(
            paths=(f"box 1/{path}",), sha256="0" * 64, bytes=1, media_type="x", pages=len(pages)
        ),
        quality=GOOD,
        metadata=metadata,
        pages=pages,
    )
