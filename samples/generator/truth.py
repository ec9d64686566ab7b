"""The ground truth of a sample, from the very layouts that were drawn."""

import json
from pathlib import Path
from typing import Any

from samples.generator.model import Document, Page, Sheet
from samples.generator.setting import Layout
from samples.generator.stamps import stamp_text

FIELDS = (
    "date", "document_type", "classification", "reference_numbers", "title", "subject", "place",
    "sender", "recipient", "copy_recipients", "signatory", "urgency", "declassified", "is_copy",
    "archive_reference", "stated_pages", "copy_number", "attachments",
)  # fmt: skip
# Fields that only some of the documents tell of: left out where nothing is given.
OPTIONAL = ("copies", "drafter")


def page_truth(number: int, sheet: Sheet, page: Page, layout: Layout) -> dict[str, Any]:
    """What is true of one page or half page."""
    found: dict[str, Any] = {
        "number": number,
        "half": page.half,
        "text": layout.text,
        "stamps": [stamp_text(stamp) for stamp in page.stamps],
        "language": "und" if page.blank else page.language,
        "script": "Zyyy" if page.blank else page.script,
        "direction": page.direction,
        "rotation": sheet.rotation,
        "blank": page.blank,
        "negative": sheet.negative,
    }
    if sheet.pdf_rotate:
        found["pdf_rotate"] = sheet.pdf_rotate
    return found


def truth(document: Document, layouts: list[list[Layout]]) -> dict[str, Any]:
    """What is true of a document."""
    unknown = set(document.metadata) - {*FIELDS, *OPTIONAL}
    if unknown:
        raise ValueError(f"{document.stem}: unknown metadata {sorted(unknown)}")
    pages = [
        page_truth(number, sheet, page, layout)
        for number, (sheet, row) in enumerate(zip(document.sheets, layouts, strict=True), start=1)
        for page, layout in zip(sheet.pages, row, strict=True)
    ]
    return {
        "file": document.file,
        "invented": True,
        "severity": document.severity,
        "split": document.split,
        "shows": document.shows,
        "made": document.made,
        "languages": list(document.languages),
        "pages": pages,
        "metadata": _metadata(document),
        "entities": {
            "persons": list(document.persons),
            "places": list(document.places),
            "organisations": list(document.organisations),
        },
    }


def _metadata(document: Document) -> dict[str, Any]:
    """The fields of a document, null where it is known to say nothing."""
    told = [name for name in FIELDS if name not in document.unscored]
    told += [name for name in OPTIONAL if name in document.metadata]
    return {name: document.metadata.get(name) for name in told}


def check_entities(document: Document, found: dict[str, Any]) -> None:
    """Fail if an entity or a metadata string is not printed or stamped in the document."""
    shown = "\n".join("\n".join([page["text"], *page["stamps"]]) for page in found["pages"])
    flat = "".join(shown.replace("-\n", "").split())
    plain = "".join(shown.split())
    literal = {"date", "document_type", "classification", "urgency", "declassified", "is_copy"}
    values: list[str] = [*document.persons, *document.places, *document.organisations]
    for name, value in document.metadata.items():
        if name not in literal and value is not None:
            values += value if isinstance(value, list) else [str(value)]
    for value in values:
        key = "".join(value.split())
        if key not in plain and key not in flat:
            raise ValueError(f"{document.stem}: not printed in the document: {value}")


def write_truth(document: Document, layouts: list[list[Layout]], folder: Path) -> None:
    """Write a document's ground truth."""
    found = truth(document, layouts)
    check_entities(document, found)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    (folder / f"{document.stem}.json").write_text(text + "\n", encoding="utf-8")
