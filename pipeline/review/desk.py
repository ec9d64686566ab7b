"""What lies on the reviewer's desk: records, corrections, undo. One change at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.corrections import files, table
from pipeline.corrections.document import Overlay
from pipeline.corrections.overlay import as_read
from pipeline.corrections.sense import checked
from pipeline.corrections.types import Change, Sheet
from pipeline.errors import FondsError, UsageError
from pipeline.model import Half, Page, Record
from pipeline.report import compact, rows
from pipeline.report.build import index, load, record_names
from pipeline.report.images import picture_name
from pipeline.review.pictures import Pictures
from pipeline.review.rereading import Rereading, Wait
from pipeline.rewriting import Reread, describe_again
from pipeline.store import Store

# A correction to what the machine had is none.
UNDONE = frozenset({"line", "rotation"})


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """A change as the page asks for it; ``before`` is the text that the person saw."""

    name: str
    page: int
    half: Half | None
    change: Change
    remove: bool = False


class Done(Struct, frozen=True):
    """What became of it: the document, and whether its record is already written anew."""

    name: str
    written: bool


class _Step(Struct, frozen=True):
    """What undoing needs: the corrections that changed, before and after."""

    name: str
    sheets: tuple[tuple[Sheet, Sheet], ...]


def _undone(before: Sheet, after: Sheet, now: Sheet) -> Sheet:
    """Return corrections without a step, and with all that came in another way."""
    if now == after:
        return before
    came = set(after.changes) - set(before.changes)
    kept = tuple(change for change in now.changes if change not in came)
    back = tuple(change for change in before.changes if change not in after.changes)
    return replace(now, changes=tuple(dict.fromkeys((*kept, *back))))


class Desk:
    """An output folder under review."""

    def __init__(self, output: Path, by: str, scans: Pictures | None = None) -> None:
        """Read the records' table; raises UsageError where there are none.

        With ``scans`` at hand, pages that are turned are read again at once. Raises
        ReadFailure for a damaged file of corrections: before work, not in its midst.
        """
        for _ in table.rows(output):
            pass
        self.output = output
        self._by = by
        self._rereading = Rereading(output, scans, self._take)
        self._steps: list[_Step] = []
        self._lock = threading.RLock()
        self._rows = {name: self._row(name) for name in record_names(output)}

    # --- looking ---

    def index(self) -> dict[str, Any]:
        """Return what the first page shows."""
        with self._lock:
            found = [row for row in self._rows.values() if row is not None]
            broken = [name for name, row in self._rows.items() if row is None]
        content = index(found, self.output, rows.runs(self.output / "runs"))
        return content | {"broken": broken}

    def document(self, name: str) -> dict[str, Any] | None:
        """Return a document as it is shown, with all corrections; None if there is none."""
        record = self.record(name)
        if record is None:
            return None
        numbers = sorted({page.number for page in record.pages if page.width})
        pictures = {n: picture_name(record.source.sha256, n) for n in numbers}
        shown = compact.document(record, name)
        return shown | {"pictures": pictures, "waits": self._rereading.waits(name, record)}

    def waits(self, name: str) -> dict[int, Wait] | None:
        """Return which scans of a document wait to be read again; None if there is none."""
        record = load(self.output, name) if name in self._rows else None
        return None if record is None else self._rereading.waits(name, record)

    def record(self, name: str) -> Record | None:
        """Return a record with all corrections, also those that are not written yet."""
        if name not in self._rows:
            return None
        with self._lock:
            record = load(self.output, name)
            if record is None:
                return None
            overlay = Overlay(self.output, record.source.sha256)
            pages = tuple(overlay.page(i, page) for i, page in enumerate(record.pages))
            laid = overlay.record(replace(record, pages=pages))
            return replace(laid, history=record.history or laid.history)

    # --- changing ---

    def correct(self, asked: Asked) -> Done:
        """Keep a correction and write the record anew; raises UsageError if it cannot be."""
        with self._lock:
            record = self.record(asked.name)
            if record is None:
                raise UsageError(f"There is no document {asked.name}.")
            sha256 = record.source.sha256
            half = None if asked.change.kind == "rotation" else asked.half  # the scan's
            sheet = files.load_page(self.output, sha256, asked.page, half)
            change = self._meant(record, sheet, asked)
            if asked.remove or (change.kind in UNDONE and change.before == change.after):
                after = _without(sheet, change)
            else:
                after = files.added(sheet, [change])
            self._steps.append(_Step(asked.name, files.put(self.output, sheet, after)))
            return self._settle(asked.name)

    def undo(self) -> Done | None:
        """Take the newest change back; None if there is none."""
        with self._lock:
            if not self._steps:
                return None
            step = self._steps[-1]
            for before, after in step.sheets:
                now = files.load_page(self.output, before.sha256, before.page, before.half)
                files.save(self.output, _undone(before, after, now))
            self._steps.pop()
            return self._settle(step.name)

    def _meant(self, record: Record, sheet: Sheet, asked: Asked) -> Change:
        """Return the correction with what the machine had read, not what was shown."""
        change = checked(asked.change)
        if change.kind == "field":
            if asked.page or asked.half:
                raise UsageError("A field belongs to the document, not to a page.")
            before = _machine_field(record, sheet, change)
        else:
            page = _page(record, asked)
            before = _as_it_was(page, sheet, change)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return replace(change, before=before, by=self._by, at=now)

    def _settle(self, name: str) -> Done:
        """Write the record anew, if its pages are at hand and nobody else is writing."""
        store = Store(self.output)
        try:
            with store.locked():
                written = describe_again(self.output, f"{name}.json")
        except (FondsError, OSError):
            written = False  # the correction is kept; the next run of ingest lays it over
        self._rows[name] = self._row(name)
        record = load(self.output, name)
        if record is not None:
            self._rereading.ask(name, record)
        return Done(name, written)

    def _take(self, name: str, made: Reread) -> None:
        """Keep what was read of a turned page, and write the record anew."""
        with self._lock:
            Store(self.output).save_page(made.key, made.pages)
            self._settle(name)

    def close(self, tell: Callable[[str], None] | None = None) -> None:
        """Read no more pages again; ``tell`` hears which page is waited for."""
        self._rereading.close(tell)

    def _row(self, name: str) -> dict[str, Any] | None:
        record = load(self.output, name)
        return rows.row(record, name) if record else None


def _without(sheet: Sheet, change: Change) -> Sheet:
    """Return corrections without one; what was checked in a position goes with it."""
    gone = [(change.kind, change.box, change.field)]
    gone += [("checked", None, None)] * (change.kind == "rotation")
    kept = tuple(one for one in sheet.changes if (one.kind, one.box, one.field) not in gone)
    return replace(sheet, changes=kept)


def _page(record: Record, asked: Asked) -> Page:
    for page in record.pages:
        if (page.number, page.half) == (asked.page, asked.half):
            return page
    raise UsageError(f"There is no page {asked.page} in {asked.name}.")


def _as_it_was(page: Page, sheet: Sheet, change: Change) -> str:
    """Return what a correction of a page replaces."""
    if change.kind == "line":
        return _machine_text(page, change)
    if change.kind == "rotation":
        told = [other.before for other in sheet.changes if other.kind == "rotation"]
        return told[0] if told else str(page.rotation)
    return ""


def _machine_text(page: Page, change: Change) -> str:
    """Return what the machine read at a line that a person saw; raises UsageError."""
    for line in (line for region in page.regions for line in region.lines):
        if line.box == change.box and line.text == change.before:
            return as_read(line)
    raise UsageError("This line has changed meanwhile.", "Load the page again.")


def _machine_field(record: Record, sheet: Sheet, change: Change) -> str:
    """Return what the machine found for a field."""
    from pipeline.corrections.fields import text_of

    told = {item.path: item.before for item in record.history}
    path = f"metadata.{change.field}"
    if path in told and any(other.field == change.field for other in sheet.changes):
        return told[path]
    return text_of(record.metadata, change.field or "")
