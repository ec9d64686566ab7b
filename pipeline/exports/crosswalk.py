"""What a record says, in the terms that archive descriptions share.

ISAD(G), Dublin Core and EAD ask the same questions: who, to whom, when, what about, how
long, who may see it, how was it made. The answers are taken from the record as they stand;
a question it does not answer stays open. Values on paper come first, those of the delivery's
own list beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec import Struct

from pipeline.exports.edtf import When, when
from pipeline.exports.safe import one_line
from pipeline.model import Entity, Metadata, Record, Value

CREATORS = ("sender", "signatory", "drafter")
RECIPIENTS = ("recipient", "copy_recipients")
# Dates that tell what happened to the paper, in contrast to those that it talks about.
OWN_DATES = ("signed", "sent", "received", "registered", "stamped", "declassified", "printed")


class Party(Struct, frozen=True):
    """Somebody who wrote, sent or received; ``type`` only where the authority tells it."""

    role: str
    name: str
    type: str | None


def title(record: Record) -> str:
    """Return the printed title, else the delivered one, else the file's name."""
    stem = PurePosixPath(record.source.paths[0]).stem
    return one_line(record.title or record.source.delivered.get("title") or stem)


def other_title(record: Record) -> str:
    """Return the delivered title if there is a printed one beside it."""
    delivered = one_line(record.source.delivered.get("title", ""))
    return delivered if delivered != title(record) else ""


def identifiers(record: Record) -> tuple[tuple[str, str], ...]:
    """Return (kind, identifier), the shelf mark first; the record's own id is the last."""
    found = [("archive reference", record.source.delivered.get("archive_reference", ""))]
    found += [("archive reference", said) for said in values(record, "archive_reference")]
    found += [("reference number", said) for said in values(record, "reference_numbers")]
    found.append(("record", record.id))
    return tuple(dict.fromkeys((kind, one_line(said)) for kind, said in found if said))


def field(record: Record, name: str) -> tuple[Value, ...]:
    """Return the values of a metadata field, none, one or several."""
    found = getattr(record.metadata, name)
    if isinstance(found, Value):
        return (found,)
    return found if isinstance(found, tuple) else ()


def values(record: Record, name: str) -> tuple[str, ...]:
    """Return the values of a field as text on one line."""
    return tuple(map(text, field(record, name)))


def text(value: Value) -> str:
    """Return a normalised value on one line."""
    found = value.value
    return ("yes" if found else "no") if isinstance(found, bool) else one_line(str(found))


def creators(record: Record) -> tuple[Party, ...]:
    """Return who wrote and sent it; somebody named twice comes once."""
    return _parties(record, CREATORS)


def recipients(record: Record) -> tuple[Party, ...]:
    """Return to whom it went."""
    return _parties(record, RECIPIENTS)


def _parties(record: Record, fields: tuple[str, ...]) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for name in fields:
        role = "copy recipient" if name == "copy_recipients" else name
        for value in field(record, name):
            party = Party(role, text(value), _type(record, value))
            found.setdefault(party.name, party)
    return tuple(found.values())


def _type(record: Record, value: Value) -> str | None:
    """Return person or organisation, if the value is resolved to one that is mentioned."""
    for entity in record.entities:
        if entity.authority and entity.authority == value.authority and entity.type != "place":
            return entity.type
    return None


def named(record: Record, *types: str) -> tuple[Entity, ...]:
    """Return the entities of these types that are mentioned."""
    return tuple(entity for entity in record.entities if entity.type in types)


def date(record: Record) -> tuple[Value, When] | None:
    """Return the document's own date as written and taken apart."""
    found = record.metadata.date
    return None if found is None else (found, when(str(found.value)))


def shown(value: Value) -> str:
    """Return a date as written, with its EDTF value where the writing does not tell it all."""
    written, edtf = one_line(value.as_written), str(value.value)
    taken = when(edtf)
    sure = taken.kind != "unplaced" and not taken.certainty
    return written if sure and written else f"{written} [{edtf}]".strip()


def other_dates(record: Record) -> Iterator[tuple[str, Value]]:
    """Return the dates of what happened to the paper, each with its role."""
    own = record.metadata.date
    for value in record.metadata.dates:
        role = value.role
        if isinstance(role, str) and role in OWN_DATES and (own is None or value != own):
            yield role, value


def scripts(record: Record) -> tuple[str, ...]:
    """Return the scripts of the pages, the common one (digits, signs) left out."""
    found = (page.script for page in record.pages)
    return tuple(dict.fromkeys(script for script in found if script not in ("Zyyy", "")))


def extent(record: Record) -> str:
    """Return how long it is, as scanned."""
    count = record.source.pages
    return f"{count} page" if count == 1 else f"{count} pages"


def access(record: Record) -> tuple[str, ...]:
    """Return the marks of secrecy: in force when written, later changes, declassification."""
    lines = [f"Classification: {_said(v)}" for v in field(record, "classification")]
    for value in record.metadata.classification_history:
        role = value.role if isinstance(value.role, str) else "changed"
        lines.append(f"Classification {role}: {_said(value)}")
    lines += [f"Declassified: {_said(value)}" for value in field(record, "declassified")]
    return tuple(lines)


def relations(record: Record) -> tuple[str, ...]:
    """Return the links to other documents, as written."""
    return tuple(f"{found.kind}: {one_line(found.target)}" for found in record.relations)


def remarks(record: Record) -> tuple[str, ...]:
    """Return what descriptions have no field for: urgency, copies, attachments, dates."""
    fields = ("urgency", "copies", "copy_number", "attachments", "stated_pages", "is_copy")
    lines = [
        f"{name.replace('_', ' ').capitalize()}: {_said(value)}"
        for name in fields
        for value in field(record, name)
    ]
    lines += [f"Date {role}: {shown(value)}" for role, value in other_dates(record)]
    if notes := record.source.delivered.get("notes"):
        lines.append(f"Delivered note: {one_line(notes)}")
    return tuple(lines)


def notes(record: Record) -> tuple[str, ...]:
    """Return the remarks, and the delivered title for descriptions that have room for one."""
    delivered = other_title(record)
    return (*remarks(record), f"Delivered title: {delivered}") if delivered else remarks(record)


def reading(record: Record) -> tuple[str, ...]:
    """Return how the text was made and how far it can be trusted."""
    used = dict.fromkeys(step.software for step in record.processing)
    quality = record.quality
    why = f" ({', '.join(quality.reasons)})" if quality.reasons else ""
    lines = [f"Text read by machine; legibility {quality.grade}, {quality.confidence:.2f}{why}."]
    if quality.needs_review:
        lines.append("Not yet reviewed by a person, which it needs.")
    if used:
        lines.append(f"Software: {'; '.join(used)}.")
    failed = [str(page.number) for page in record.pages if page.failure is not None]
    if failed:
        lines.append(f"Pages that could not be read: {', '.join(failed)}.")
    return tuple(lines)


def evidence(record: Record) -> tuple[str, ...]:
    """Return for every value of the metadata where it stands, one line each."""
    return tuple(
        f"{name.replace('_', ' ')} = {text(value)}: {_where(value)}"
        for name in Metadata.__struct_fields__
        for value in field(record, name)
    )


def _where(value: Value) -> str:
    if not value.evidence:
        return value.status
    first = value.evidence[0]
    half = f" ({first.half} half)" if first.half else ""
    quoted = f"page {first.page}{half}, {_quoted(value)}"
    return f"{quoted}, confidence {value.confidence:.2f}, {value.rule}"


def _said(value: Value) -> str:
    """Return a value with the printed words, if they differ."""
    said = text(value)
    return said if said == one_line(value.as_written) else f"{said} ({_quoted(value)})"


def _quoted(value: Value) -> str:
    return f"“{one_line(value.as_written)}”"
