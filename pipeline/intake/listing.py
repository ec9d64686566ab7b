"""The delivery manifest: a CSV table of what the archive says about each file."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import ReadFailure, UsageError
from pipeline.intake.names import clean, leaves, loose, shown
from pipeline.intake.types import Refused, Skipped
from pipeline.model import Frozen

NAMES = ("manifest.csv", "delivery.csv")
_DELIMITERS = (",", ";", "\t")
_LONGEST_VALUE = 4_000
_REMEDY = "Correct the line, or save the table as 'CSV UTF-8'; see README, 'Reading a delivery'"
Row = dict[str, str]


class Listing(Frozen, frozen=True, kw_only=True):
    """The rows of a manifest by path (``name`` is the file's own path)."""

    name: str | None = None
    rows: dict[str, tuple[Row, ...]] = {}
    prefix: str = ""

    def delivered(self, paths: Iterable[str]) -> Row:
        """Return the values for a document; copies' differing values are joined."""
        merged: dict[str, list[str]] = {}
        for path in paths:
            for row in self._rows_of(path):
                for key, value in row.items():
                    values = merged.setdefault(key, [])
                    if value not in values:
                        values.append(value)
        return {key: " | ".join(values) for key, values in merged.items()}

    def unusable(self, root: str) -> tuple[Skipped, ...]:
        """List the rows that cannot name a delivered file."""
        found = ((path, self._why_not(root, path)) for path in self.rows)
        return tuple(Skipped(path=shown(path), reason=reason) for path, reason in found if reason)

    def undelivered(self, root: str, told: Iterable[str]) -> tuple[Refused, ...]:
        """Refuse the rows whose file is not there: it was promised, as in a bag.

        ``told`` are paths of which something is known already, in any spelling.
        """
        known = {loose(path) for path in told}
        failure = ReadFailure("missing", f"{self.name} lists it, but it was not delivered")
        return tuple(
            Refused(paths=(shown(path),), sha256=None, failure=failure.as_failure())
            for path in self.rows
            if not leaves(path)
            and known.isdisjoint((path, self.prefix + path))
            and not any(map(os.path.lexists, self._places(root, path)))
        )

    def _rows_of(self, path: str) -> tuple[Row, ...]:
        key = loose(path)
        short = key.removeprefix(self.prefix) if self.prefix else key
        return self.rows.get(key) or self.rows.get(short) or ()

    def _why_not(self, root: str, path: str) -> str | None:
        if leaves(path):
            return "listed in the manifest but outside the delivery"
        if any(map(os.path.isdir, self._places(root, path))):
            return "listed in the manifest but a folder: list its files"
        return None

    def _places(self, root: str, path: str) -> tuple[str, str]:
        return os.path.join(root, path), os.path.join(root, self.prefix, path)


def read_listing(root: str, prefix: str = "") -> Listing:
    """Read the manifest in ``root``; ``prefix`` may be left out in its paths (bags).

    Raises UsageError naming the line for a table that cannot be understood.
    """
    for name in NAMES:
        path = os.path.join(root, name)
        if os.path.isfile(path):
            return Listing(name=name, rows=_rows(Path(path)), prefix=prefix)
    return Listing()


def _rows(path: Path) -> dict[str, tuple[Row, ...]]:
    rows: dict[str, tuple[Row, ...]] = {}
    reader = _reader(path)
    header: list[str] | None = None
    for line, cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = _header(path.name, line, cells)
            continue
        row = _row(path.name, line, header, cells)
        key = loose(row.pop("path"))
        rows[key] = (*rows.get(key, ()), row)
    if header is None:
        raise _error(path.name, 1, "the table is empty")
    return rows


def _reader(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of the line on which each row ends, and its cells."""
    text = _text(path)
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep="):
        delimiter, text, skipped = first.strip()[4:] or ",", rest, 1
    else:
        delimiter = max(_DELIMITERS, key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except TypeError as error:
        raise _error(path.name, 1, "the separator is not one character") from error
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _error(path.name, reader.line_num + skipped, str(error)) from error
        yield reader.line_num + skipped, cells


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _error(path.name, 1, f"the file cannot be read ({error.strerror})") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _error(path.name, line, "the text is not UTF-8") from error


def _header(name: str, line: int, cells: list[str]) -> list[str]:
    header = ["_".join(clean(cell, 80).lower().split()) for cell in cells]
    while header and not header[-1]:
        header.pop()
    if "path" not in header:
        raise _error(name, line, f"there is no column 'path', only: {', '.join(header)}")
    if "" in header:
        raise _error(name, line, f"column {header.index('') + 1} has no name")
    twice = sorted({key for key in header if header.count(key) > 1})
    if twice:
        raise _error(name, line, f"the column '{twice[0]}' occurs twice")
    return header


def _row(name: str, line: int, header: list[str], cells: list[str]) -> Row:
    surplus = [cell for cell in cells[len(header) :] if cell.strip()]
    if surplus:
        message = f"{len(cells)} cells for {len(header)} columns; quote cells with separators"
        raise _error(name, line, message)
    values = dict(zip(header, cells, strict=False))
    path = values.pop("path", "").strip()
    if not path or "\0" in path:
        raise _error(name, line, "the path is empty or not a path")
    row = {key: clean(value, _LONGEST_VALUE) for key, value in values.items()}
    return {"path": path, **{key: value for key, value in row.items() if value}}


def _error(name: str, line: int, message: str) -> UsageError:
    return UsageError(f"The delivery manifest {name}, line {line}: {message}", _REMEDY)
