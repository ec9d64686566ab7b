"""A document's corrections while its record is written: pages, fields, history, conflicts."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from pipeline.corrections.fields import lay_fields
from pipeline.corrections.files import load, save_conflicts
from pipeline.corrections.overlay import Laid, lay
from pipeline.corrections.rotation import of_scan
from pipeline.corrections.types import Conflict, Sheet
from pipeline.model import Page, Record


class Overlay:
    """The corrections of one document, laid over its pages as they are asked for."""

    def __init__(self, output: Path, sha256: str) -> None:
        """Load them; raises ReadFailure for a file of corrections that is none."""
        self._output = output
        self._sha256 = sha256
        self._sheets = load(output, sha256)
        self._laid: dict[int, Laid] = {}
        self._conflicts: tuple[Conflict, ...] = ()

    def page(self, index: int, page: Page) -> Page:
        """Return the page at a position of the record as people corrected it."""
        sheet = self._sheet(page)
        if sheet is None:
            return page
        laid = lay(page, sheet)
        self._laid[index] = replace(laid, page=_without_text(laid.page))
        return laid.page

    def _sheet(self, page: Page) -> Sheet | None:
        """Return a page's corrections; half a scan is turned with the whole."""
        own = self._sheets.get((page.number, page.half))
        turned = of_scan(self._sheets, page.number) if page.half else ()
        if not turned:
            return own
        changes = (*turned, *(own.changes if own else ()))
        return Sheet(sha256=self._sha256, page=page.number, half=page.half, changes=changes)

    def record(self, record: Record) -> Record:
        """Return the record (without pages) with its corrected fields and its history.

        Every page must have been asked for before.
        """
        if not self._sheets:
            return record
        whole = self._sheets.get((0, None))
        laid = lay_fields(record, whole.changes if whole else ())
        pages = [
            replace(change, path=f"pages[{index}].{change.path}")
            for index, found in sorted(self._laid.items())
            for change in found.history
        ]
        self._conflicts = (*laid.conflicts, *self._of_pages(), *self._lost())
        return replace(laid.record, history=(*pages, *laid.history))

    def list_conflicts(self) -> None:
        """Write down what no longer fits, now that the record is written."""
        save_conflicts(self._output, self._sha256, self._conflicts)

    def _of_pages(self) -> tuple[Conflict, ...]:
        found = (c for _, laid in sorted(self._laid.items()) for c in laid.conflicts)
        return tuple(dict.fromkeys(found))  # two halves wait for one scan

    def _lost(self) -> tuple[Conflict, ...]:
        """Return corrections of pages that the document no longer has."""
        there = {(laid.page.number, laid.page.half) for laid in self._laid.values()}
        scans = {number for number, _ in there}
        return tuple(
            Conflict(page=page, half=half, change=change, trouble="missing")
            for (page, half), sheet in sorted(self._sheets.items(), key=str)
            if (page, half) not in there
            for change in sheet.changes
            if change.kind != "checked"
            and not (change.kind == "rotation" and page in scans)
            and not (change.kind == "field" and page == 0)
        )


def _without_text(page: Page) -> Page:
    """Return what has to be known of a page later: ten thousand never lie in memory at once."""
    return replace(page, regions=(), text="", search_text="", judgements=())
