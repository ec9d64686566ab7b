"""A collection to export: records that say much, little, and what hostile senders would say."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pipeline.exports.bar import silent
from pipeline.exports.collection import Collection
from pipeline.exports.writing import export
from pipeline.model import (
    Entity,
    Evidence,
    Finding,
    Language,
    Metadata,
    Record,
    Relation,
    Step,
    Value,
)
from tests.records import DATE, TEXT, failed_page, record, value, write

FORMULA = '=HYPERLINK("http://x","y")'
DELIVERED = {
    "title": "Feljegyzés 1956-ból",
    "archive_reference": "XIX-J-1-j 5. doboz",
    "collection": "Kína TÜK",
    "repository": "Minta Levéltár",
    "rights": "szabad",
    "ead_id": "MINTA-1",
}
PLACE = Evidence(page=1, box=(300, 140, 640, 170), text=DATE, start=11, end=28)


def said(text: str, **changes: Any) -> Value:
    """Return a value as printed."""
    return value(text, **({"value": text, "rule": "test.rule", "evidence": (PLACE,)} | changes))


def dated(edtf: str, written: str = DATE, name: str = "dated") -> Record:
    """Return a record with just this date."""
    return record(name, metadata=Metadata(date=value(written, value=edtf)))


def rich(name: str = "rich", **changes: Any) -> Record:
    """Return a record in which every field says something."""
    made = record(name)
    metadata = Metadata(
        title=said("FELJEGYZÉS"),
        document_type=said("FELJEGYZÉS", value="memorandum"),
        date=value(),
        dates=(value(), said("1956 NOV 6", value="1956-11-06", role="received")),
        reference_numbers=(said("00412/7-1956."), said("118/1956.")),
        archive_reference=said("XIX-J-1-j"),
        classification=said("Szigorúan titkos", value="top-secret"),
        classification_history=(said("TITKOSSÁG FELOLDVA", value="none", role="declassified"),),
        declassified=said("TITKOSSÁG FELOLDVA", value=True),
        urgency=said("特急", value="flash"),
        sender=said("KÜLÜGYMINISZTÉRIUM\nIV. osztály", authority="hu-foreign-ministry"),
        signatory=said("Halmos Ervin"),
        recipient=said("A | B <titkár> & Társa"),
        copy_recipients=(said("Csou En-laj", authority="zhou-enlai"),),
        place=said("Budapest"),
        subject=said("Könyvkiállítás\x0b Pekingben"),
        is_copy=said("másolat", value=True),
    )
    entities = (
        Entity(type="organisation", label="Hungarian Ministry of Foreign Affairs",
               authority="hu-foreign-ministry", as_written=("KÜLÜGYMINISZTÉRIUM",),
               mentions=(PLACE,), confidence=0.9),
        Entity(type="person", label="Zhou Enlai", authority="zhou-enlai",
               as_written=("Csou En-laj", "周恩来"), mentions=(PLACE,), confidence=0.9),
        Entity(type="person", label="Mei-hua", authority=None, as_written=("Mej-hua",),
               mentions=(PLACE,), confidence=0.6),
        Entity(type="place", label="Budapest", authority="budapest", as_written=("Budapest",),
               mentions=(PLACE,), confidence=0.9),
    )  # fmt: skip
    finding = Finding(
        field="date", value="1956-11-04", as_written=DATE, evidence=(PLACE,), confidence=0.9,
        rule="dates.own", role="written",
    )  # fmt: skip
    return replace(
        made,
        **{
            "source": replace(made.source, delivered=DELIVERED),
            "title": FORMULA,
            "summary": "Memorandum from KÜLÜGYMINISZTÉRIUM.",
            "languages": (
                Language(code="hu", share=0.7, confidence=0.9, method="langdetect"),
                Language(code="zh-Hant", share=0.3, confidence=0.9, method="script"),
            ),
            "metadata": metadata,
            "entities": entities,
            "relations": (
                Relation(kind="reply-to", target="第４１号", record=None, evidence=(PLACE,)),
            ),
            "findings": (finding, replace(finding, rejected="not the first")),
            "processing": (Step(step="recognise", software="tesseract 5.3.0"),),
            **changes,
        },
    )


def bare() -> Record:
    """Return a record that says nothing but that it is there, with a page that failed."""
    made = record("bare", metadata=Metadata())
    return replace(made, pages=(made.pages[0], failed_page(2)))


def several() -> tuple[Record, ...]:
    """Return the records of a delivery: rich, poor and oddly dated ones."""
    return (
        rich(),
        rich("second"),
        bare(),
        dated("1956-11", name="month"),
        dated("1956-11-04?", name="unsure"),
        dated("1956-10-23/1956-11-04", name="range"),
        dated("1956/..", name="open"),
        dated("XXXX-11-12", "november 12.", name="yearless"),
        dated("1951-11-09/1951-11-02", name="backwards"),
    )


def exported(folder: Path, name: str, *records: Record, **settings: Any) -> Path:
    """Export records in one format; return the folder of the export."""
    output = write(folder / "output", *(records or several()))
    [made] = export(Collection(output, **settings), [name], silent)
    return made


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


__all__ = ["DATE", "DELIVERED", "FORMULA", "TEXT", "bare", "dated", "exported", "rich", "rows"]
