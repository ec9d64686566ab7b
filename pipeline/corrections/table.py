"""Corrections as a table for spreadsheets, there and back.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, which is
taken away again when the table is read. Rows whose ``after`` is empty and that correct a
line are passed by: that is how a list of doubtful lines comes back half filled in.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from pipeline.corrections.cells import Row as Row
from pipeline.corrections.cells import WrongCell, read_row
from pipeline.corrections.files import add, documents, load, load_page
from pipeline.corrections.types import Change, Sheet
from pipeline.errors import UsageError
from pipeline.model import Half, SourceInfo

if TYPE_CHECKING:
    from _csv import Reader

COLUMNS = (
    "sha256", "page", "half", "kind", "box", "field", "before", "after", "boxes", "by", "at",
)  # fmt: skip
NEEDED = frozenset({"sha256", "page", "kind", "before", "after"})
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


class _Told(Struct, frozen=True):
    """What has to be known of a record."""

    source: SourceInfo


TOLD = msgspec.json.Decoder(_Told)


class Numbered(Struct, frozen=True):
    """A row of a table and the line on which it begins."""

    line: int
    row: Row


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
    return [one.row for one in numbered(data)]


def numbered(data: bytes) -> list[Numbered]:
    """Return the corrections in a table with their lines; raises UsageError as above."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("The table is not in UTF-8.", "Save it as 'CSV UTF-8'.") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    [(_, head), *lines] = [*_lines(reader)] or [(1, [])]
    missing = NEEDED - set(head)
    if missing:
        raise UsageError(
            f"The table lacks the columns {', '.join(sorted(missing))}.",
            "Take a table written by 'fonds corrections --export'.",
        )
    found = (_row(dict(zip(head, cells, strict=False)), line) for line, cells in lines)
    return [one for one in found if one is not None]


def _lines(reader: Reader) -> Iterator[tuple[int, list[str]]]:
    """Return the rows that are not empty, with the lines on which they begin."""
    line = 1
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(
            f"Line {line} of the table: a quotation mark is not closed, or text follows it.",
            "Mend it there, or save the table as CSV again.",
        ) from error


def _row(cells: dict[str, str], line: int) -> Numbered | None:
    told = {key: unguarded(cells.get(key) or "") for key in COLUMNS}
    if told["kind"] == "line" and not told["after"].strip():
        return None
    try:
        return Numbered(line, read_row(told))
    except WrongCell as error:
        raise _wrong(line, error) from error
    except UsageError as error:
        remedy = error.remedy or "Mend it there."
        raise UsageError(f"Line {line} of the table: {error.message}", remedy) from error


def _wrong(line: int, error: WrongCell) -> UsageError:
    return UsageError(
        f"Line {line} of the table, column '{error.column}': {error.message}.", error.remedy
    )


def unknown(found: Iterable[Numbered], pages: Mapping[str, int]) -> tuple[Numbered, ...]:
    """Return the rows of documents that no record has; ``pages`` counts those of the others.

    Raises UsageError for a page that a document does not have.
    """
    for one in found:
        most = pages.get(one.row.sha256)
        if most is not None and one.row.page > most:
            raise _wrong(
                one.line,
                WrongCell("page", f"the document has no page {one.row.page}: {most} in all"),
            )
    return tuple(one for one in found if one.row.sha256 not in pages)


def pages_of_documents(output: Path) -> dict[str, int]:
    """Return how many pages the documents have that a record tells of; damaged ones tell none."""
    found = {}
    for path in sorted((output / "records").glob("*.json")):
        with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
            source = TOLD.decode(path.read_bytes()).source
            found[source.sha256] = source.pages
    return found


def take_in(output: Path, found: Iterable[Row]) -> int:
    """Add the corrections of a table to an output folder; return how many there were."""
    pages: dict[tuple[str, int, Half | None], list[Change]] = {}
    for row in found:
        pages.setdefault((row.sha256, row.page, row.half), []).append(row.change)
    # Scans are turned first: what was checked thereafter stays so.
    for (sha256, page, half), changes in sorted(pages.items(), key=lambda item: bool(item[0][2])):
        sheet: Sheet = load_page(output, sha256, page, half)
        add(output, sheet, changes)
    return sum(map(len, pages.values()))
