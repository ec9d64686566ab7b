"""What people corrected, as truth: pages they found right, and what they changed in lines.

``fonds evaluate REVIEWED OTHER`` measures any records against the pages that were checked
in an output folder; where both are the same folder, the machine's own reading is measured,
taken from under the corrections.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from pipeline.corrections import files
from pipeline.corrections.overlay import CHECKED
from pipeline.corrections.table import rows
from pipeline.corrections.types import HUMAN
from pipeline.errors import UsageError
from pipeline.evaluation.measure import Confusion, confusions, pairs
from pipeline.evaluation.truth import TruthDocument, TruthPage
from pipeline.model import APART_FROM_TEXT, Line, Page, Record
from pipeline.stages.normalise import page_text


def is_reviewed(folder: Path) -> bool:
    """Tell whether a folder is an output folder with corrections."""
    return (folder / files.FOLDER).is_dir() and (folder / "records").is_dir()


def truth_of(records: tuple[Record, ...]) -> tuple[TruthDocument, ...]:
    """Return the checked pages of records as truth; raises UsageError if there are none."""
    documents = tuple(
        TruthDocument(path=record.source.paths[0], pages=pages)
        for record in records
        if (pages := tuple(_truth(page) for page in record.pages if _checked(page)))
    )
    if not documents:
        raise UsageError(
            "No page was found right by a person.", "Mark pages as right in 'fonds review'."
        )
    return documents


def _checked(page: Page) -> bool:
    return CHECKED in page.quality.reasons


def _truth(page: Page) -> TruthPage:
    stamps = (r for r in page.regions if r.kind in APART_FROM_TEXT)
    return TruthPage(
        number=page.number,
        half=page.half,
        text=page.text,
        stamps=tuple("\n".join(line.text for line in region.lines) for region in stamps),
        language=page.language,
        direction=page.direction,
    )


def only_pages(record: Record | None, document: TruthDocument) -> Record | None:
    """Return a record with those pages alone that the truth has."""
    if record is None:
        return None
    known = {(page.number, page.half) for page in document.pages}
    pages = tuple(page for page in record.pages if (page.number, page.half) in known)
    return replace(record, pages=pages)


def as_read(record: Record) -> Record:
    """Return a record with its lines as the machine read them, reading order as corrected."""
    return replace(record, pages=tuple(map(_page_as_read, record.pages)))


def _page_as_read(page: Page) -> Page:
    regions = tuple(
        replace(region, lines=tuple(map(_line_as_read, region.lines))) for region in page.regions
    )
    return replace(page, regions=regions, text=page_text(regions))


def _line_as_read(line: Line) -> Line:
    if line.engine != HUMAN or not line.alternatives:
        return line
    read, *others = line.alternatives
    return replace(
        line,
        text=read.text,
        confidence=read.confidence,
        engine=read.engine,
        words=(),  # what is left of them is the person's
        alternatives=tuple(others),
    )


def corrected_confusions(output: Path) -> tuple[Confusion, ...]:
    """Return what people changed in lines, character by character, most frequent first."""
    return confusions(Counter(pair for pair in _pairs(output) if pair[0] != pair[1]))


def _pairs(output: Path) -> Iterator[tuple[str, str]]:
    for row in rows(output):
        if row.change.kind == "line":
            yield from pairs(list(row.change.after), list(row.change.before))
