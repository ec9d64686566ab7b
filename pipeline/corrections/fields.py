"""Corrections of metadata: what a person may write into a field, and how it is laid over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import replace

from pipeline.corrections.types import HUMAN, Change, Conflict
from pipeline.errors import UsageError
from pipeline.model import Correction, Metadata, Record, Value
from pipeline.rules import summaries
from pipeline.stages.normalise import clean

SINGLE = (
    "title", "document_type", "date", "archive_reference", "classification", "declassified",
    "urgency", "sender", "recipient", "signatory", "drafter", "place", "subject", "copies",
    "copy_number", "attachments", "stated_pages", "is_copy",
)  # fmt: skip
SEVERAL = ("dates", "reference_numbers", "copy_recipients")
TRUTHS = {"true": True, "false": False}
CHOICES = {
    "classification": "top-secret secret confidential restricted internal none".split(),
    "urgency": "flash immediate priority routine".split(),
    "declassified": list(TRUTHS),
    "is_copy": list(TRUTHS),
    "document_type": """memorandum telegram report minutes conversation-record letter
        official-letter note-verbale decision order notice circular request briefing bulletin
        agreement table list speech statement clipping translation form cover-sheet
        other""".split(),
}
ONE_DATE = r"(?:\d{4}|XXXX)(?:-(?:\d{2}|XX)(?:-(?:\d{2}|XX))?)?[?~%]?"
DATE = re.compile(rf"{ONE_DATE}(?:/{ONE_DATE})?")


class LaidFields(Struct, frozen=True):
    """A record (without pages) with its fields corrected, and what that changed."""

    record: Record
    history: tuple[Correction, ...]
    conflicts: tuple[Conflict, ...]


def check(field: str, text: str) -> str:
    """Return what is to be kept of a person's words; raises UsageError for what cannot be.

    >>> check("date", " 1956-11 ")
    '1956-11'
    """
    if field not in (*SINGLE, *SEVERAL):
        raise UsageError(f"There is no field {field!r} to correct.", ", ".join((*SINGLE, *SEVERAL)))
    values = [line for line in map(str.strip, clean(text).split("\n")) if line]
    if field in SINGLE and len(values) > 1:
        raise UsageError(f"The field {field} has one value.", "Write one line.")
    for value in values:
        if field in CHOICES and value not in CHOICES[field]:
            raise UsageError(f"{value!r} is no {field}.", f"One of: {', '.join(CHOICES[field])}.")
        if field in ("date", "dates") and not DATE.fullmatch(value):
            raise UsageError(
                f"{value!r} is no date.", "As exact as the paper: 1956, 1956-11, 1956-11-04?"
            )
    return "\n".join(values)


def text_of(metadata: Metadata, field: str) -> str:
    """Return a field's value as a person writes it; several stand one a line."""
    found = getattr(metadata, field)
    values = found if isinstance(found, tuple) else () if found is None else (found,)
    return "\n".join(_text(value) for value in values)


def _text(value: Value) -> str:
    return str(value.value).lower() if isinstance(value.value, bool) else str(value.value)


def lay_fields(record: Record, changes: Sequence[Change]) -> LaidFields:
    """Lay a document's corrections over its metadata."""
    metadata, history, conflicts = record.metadata, [], []
    for change in changes:
        field = change.field or ""
        if change.kind != "field" or field not in (*SINGLE, *SEVERAL):
            continue
        now = text_of(metadata, field)
        if now not in (change.before, change.after):
            conflicts.append(Conflict(page=0, half=None, change=change, trouble="changed", now=now))
        metadata = replace(metadata, **{field: _values(metadata, field, change.after)})
        history.append(
            Correction(path=f"metadata.{field}", before=now, after=change.after, by=HUMAN)
        )
    if not history:
        return LaidFields(record, (), ())
    title, summary = summaries.title(metadata), summaries.summary(metadata)
    made = replace(record, metadata=metadata, title=title, summary=summary)
    return LaidFields(made, tuple(history), tuple(conflicts))


def _values(metadata: Metadata, field: str, text: str) -> Any:
    found = getattr(metadata, field)
    values = text.split("\n") if text else []
    if field in SINGLE:
        return _value(found, field, values[0]) if values else None
    known = {_text(value): value for value in reversed(found)}
    return tuple(known.get(value) or _value(None, field, value) for value in values)


def _value(found: Value | None, field: str, text: str) -> Value:
    """Return a person's value; the place on the page stays, as far as one was found."""
    meant = TRUTHS[text] if field in ("declassified", "is_copy") else text
    if found is None:
        return Value(
            value=meant,
            as_written=text,
            evidence=(),
            confidence=1.0,
            rule=HUMAN,
            status="corrected",
        )
    return replace(
        found, value=meant, confidence=1.0, rule=HUMAN, status="corrected", authority=UNSET
    )
