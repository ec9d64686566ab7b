"""The cells of a row of a table of corrections, told in a person's words where they are wrong."""

from __future__ import annotations

from typing import get_args

from msgspec import Struct

from pipeline.corrections.sense import checked
from pipeline.corrections.types import Change, Kind
from pipeline.errors import UsageError
from pipeline.model import Box, Half

MOST_PAGES = 100_000
HEX = frozenset("0123456789abcdef")


class Row(Struct, frozen=True):
    """A correction with the page it belongs to."""

    sha256: str
    page: int
    half: Half | None
    change: Change


class WrongCell(UsageError):
    """A cell that makes no sense; ``column`` is its name."""

    def __init__(self, column: str, message: str) -> None:
        """Name the column."""
        super().__init__(message, "Mend it there.")
        self.column = column


def read_row(cells: dict[str, str]) -> Row:
    """Return a row of a table; raises WrongCell, or UsageError where they contradict each other."""
    if len(cells["sha256"]) != 64 or not set(cells["sha256"]) <= HEX:
        raise WrongCell("sha256", f"{cells['sha256']!r} is no SHA-256")
    change = Change(
        kind=_kind(cells["kind"]),
        box=_box("box", cells["box"]) if cells["box"] else None,
        field=cells["field"] or None,
        boxes=tuple(_box("boxes", box) for box in cells["boxes"].split(";") if box),
        **{key: cells[key] for key in ("before", "after", "by", "at")},
    )
    page, half = _page(cells["page"], change.kind), _half(cells["half"])
    if half and change.kind == "field":
        raise WrongCell("half", "a field belongs to the document, not to half a page")
    half = None if change.kind == "rotation" else half  # a scan turns as a whole
    return Row(cells["sha256"], page, half, checked(change))


def _kind(text: str) -> Kind:
    for kind in get_args(Kind):
        if text == kind:
            found: Kind = kind
            return found
    raise WrongCell("kind", f"{text!r} is none of {', '.join(get_args(Kind))}")


def _box(column: str, text: str) -> Box:
    parts = text.split()
    if len(parts) != 4 or not all(part.isascii() and part.isdecimal() for part in parts):
        raise WrongCell(
            column, f"a place is four whole numbers (left top right bottom), not {text!r}"
        )
    left, top, right, bottom = map(int, parts)
    return left, top, right, bottom


def _page(text: str, kind: Kind) -> int:
    digits = text.strip()
    if not (digits.isascii() and digits.isdecimal()) or int(digits[:9]) > MOST_PAGES:
        raise WrongCell("page", f"{text!r} is no number of a page")
    page = int(digits)
    if kind == "field" and page:
        raise WrongCell("page", f"a field belongs to the document: page 0, not {page}")
    if kind != "field" and not page:
        raise WrongCell("page", f"a correction of kind {kind} needs a page; they count from 1")
    return page


def _half(text: str) -> Half | None:
    if text in ("left", "right"):
        return "left" if text == "left" else "right"
    if text:
        raise WrongCell("half", f"{text!r} is neither left nor right")
    return None
