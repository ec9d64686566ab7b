"""Corrections as a table for spreadsheets, there and back.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, which is
taken away again when the table is read. Rows whose ``after`` is empty and that correct a
line are passed by: that is how a list of doubtful lines comes back half filled in.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from pipeline.corrections.files import SHA256, add, documents, load, load_page
from pipeline.corrections.sense import checked
from pipeline.corrections.types import Change, Sheet
from pipeline.errors import UsageError
from pipeline.model import Half

COLUMNS = (
    "sha256", "page", "half", "kind", "box", "field", "before", "after", "boxes", "by", "at",
)  # fmt: skip
NEEDED = frozenset({"sha256", "page", "kind", "before", "after"})
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


class Row(Struct, frozen=True):
    """A correction with the page it belongs to."""

    sha256: str
    page: int
    half: Half | None
    change: Change


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), unguarded(guarded("=1+1")), unguarded(guarded("'quoted"))
    ("'=1+1", '=1+1', "'quoted")
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def unguarded(cell: str) -> str:
    """Return what a guarded cell held."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def rows(output: Path) -> Iterator[Row]:
    """Return all corrections of an output folder."""
    for sha256 in documents(output):
        for sheet in load(output, sha256).values():
            for change in sheet.changes:
                yield Row(sha256, sheet.page, sheet.half, change)


def as_csv(found: Iterable[Row]) -> str:
    """Return corrections as CSV that spreadsheets open as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in found:
        writer.writerow(guarded(cell) for cell in _cells(row))
    return "\ufeff" + text.getvalue()


def _cells(row: Row) -> tuple[str, ...]:
    change = row.change
    return (
        row.sha256, str(row.page), row.half or "", change.kind, _box(change.box),
        change.field or "", change.before, change.after, ";".join(map(_box, change.boxes)),
        change.by, change.at,
    )  # fmt: skip


def _box(box: tuple[int, ...] | None) -> str:
    return " ".join(map(str, box)) if box else ""


def from_csv(data: bytes) -> list[Row]:
    """Return the corrections in a table; raises UsageError naming the line that is wrong."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("The table is not in UTF-8.", "Save it as 'CSV UTF-8'.") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        missing = NEEDED - set(table.fieldnames or ())
        if missing:
            raise UsageError(
                f"The table lacks the columns {', '.join(sorted(missing))}.",
                "Take a table written by 'fonds corrections --export'.",
            )
        found = (_row(cells, table.line_num) for cells in table)
        return [row for row in found if row is not None]
    except csv.Error as error:
        raise UsageError(f"The table is damaged: {error}.", "Save it as CSV again.") from error


def _row(cells: dict[str, str | None], number: int) -> Row | None:
    told = {key: unguarded(cells.get(key) or "") for key in COLUMNS}
    if told["kind"] == "line" and not told["after"].strip():
        return None
    try:
        if not SHA256.fullmatch(told["sha256"]):
            raise ValueError("no SHA-256")
        change = checked(
            msgspec.convert(
                {
                    "kind": told["kind"],
                    "box": _numbers(told["box"]) if told["box"] else None,
                    "field": told["field"] or None,
                    "boxes": [_numbers(box) for box in told["boxes"].split(";") if box],
                    **{key: told[key] for key in ("before", "after", "by", "at")},
                },
                Change,
            )
        )
        half = msgspec.convert(told["half"] or None, Half | None)
        half = None if change.kind == "rotation" else half  # a scan turns as a whole
        page = int(told["page"])
        if not 0 <= page <= 100_000:
            raise ValueError(f"no page {page}")
    except (ValueError, UsageError) as error:
        raise UsageError(f"Line {number} of the table: {error}", "Mend it there.") from error
    return Row(told["sha256"], page, half, change)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split()]


def take_in(output: Path, found: Iterable[Row]) -> int:
    """Add the corrections of a table to an output folder; return how many there were."""
    pages: dict[tuple[str, int, Half | None], list[Change]] = {}
    for row in found:
        pages.setdefault((row.sha256, row.page, row.half), []).append(row.change)
    for (sha256, page, half), changes in pages.items():
        sheet: Sheet = load_page(output, sha256, page, half)
        add(output, sheet, changes)
    return sum(map(len, pages.values()))
