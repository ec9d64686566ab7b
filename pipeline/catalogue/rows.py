"""A record as rows of the catalogue's tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import UNSET

from pipeline.catalogue import fold
from pipeline.catalogue.dates import days
from pipeline.catalogue.parties import party
from pipeline.model import APART_FROM_TEXT, Evidence, Metadata, Page, Record, Region, Value

Row = tuple[Any, ...]
Place = tuple[int, str | None]
NOWHERE: Row = (None,) * 6
# Fields whose value is not a Value of its own.
NO_VALUES = frozenset({"redactions"})
PARTIES = frozenset({"sender", "recipient", "copy_recipients"})


def document(record: Record, file: str) -> Row:
    """Return the row of ``documents``, without its id."""
    said, source = record.metadata, record.source
    dated = days(str(said.date.value)) if said.date else None
    main = max(record.languages, key=lambda language: language.share, default=None)
    return (
        file, record.id, next(iter(source.paths), file), _json(source.paths), source.media_type,
        source.pages, record.title, record.summary, _value(said.date),
        *(dated or (None, None)), _value(said.document_type), _value(said.classification),
        _value(said.urgency), _value(said.sender), _authority(said.sender),
        _value(said.recipient), _authority(said.recipient), _value(said.place),
        _value(said.subject), _value(next(iter(said.reference_numbers), None)),
        _value(said.archive_reference), main.code if main else None,
        _json([language.code for language in record.languages]), record.quality.grade,
        record.quality.confidence, record.quality.needs_review, _json(source.delivered),
    )  # fmt: skip


def page(read: Page) -> Row:
    """Return the row of ``pages``, without its id and its document's."""
    quality = read.quality
    return (
        read.number, read.half, read.label, read.width, read.height, read.dpi, read.scale,
        read.rotation, read.skew, read.blank, read.negative, read.language, read.script,
        read.direction, quality.grade, quality.confidence, quality.needs_review,
        _json(quality.reasons), read.text,
    )  # fmt: skip


def in_reading_order(read: Page) -> list[Region]:
    """Return a page's regions in the order in which its text joins them."""
    return sorted(read.regions, key=lambda region: region.order)


def lines(read: Page) -> Iterator[Row]:
    """Return the rows of ``lines``, without their page's id.

    ``start`` is a line's offset in the page's text; None for what stands apart from it:
    stamps, handwriting, notes.
    """
    number = start = 0
    for order, region in enumerate(in_reading_order(read)):
        kind = region.kind
        apart = kind in APART_FROM_TEXT
        for line in region.lines:
            text = line.text
            yield (
                number, order, kind, None if apart else start, text, *line.box,
                line.confidence, line.script, line.language, line.engine,
            )  # fmt: skip
            number += 1
            start += 0 if apart else len(text) + 1


def words(read: Page, names: Iterable[str]) -> Row:
    """Return what is indexed of a page: text, what stands apart, joined words, names."""
    apart = "\n".join(
        line.text
        for region in in_reading_order(read)
        if region.kind in APART_FROM_TEXT
        for line in region.lines
    )
    return (
        fold.indexed(read.text),
        fold.indexed(apart),
        fold.joined(f"{read.text}\n{apart}"),
        " ".join(f"{name} {name_word(name)}" for name in names),
    )


def name_word(authority: str) -> str:
    """Return the one word that stands for an authority in the index.

    >>> name_word("kadar-janos")
    'authoritykadarjanos'
    """
    return f"authority{''.join(fold.words(authority))}"


def fields(metadata: Metadata) -> Iterator[Row]:
    """Return the rows of ``fields``: the chosen values, without their document's id."""
    number = 0
    for name in metadata.__struct_fields__:
        said = getattr(metadata, name)
        if said is None or name in NO_VALUES:
            continue
        for value in said if isinstance(said, tuple) else (said,):
            known = fold.key(f"{value.value}\n{value.as_written}")
            who = party(value) if name in PARTIES else None
            yield (number, name, *_told(value), known, who, *_place(value.evidence))
            number += 1


def findings(record: Record) -> Iterator[Row]:
    """Return the rows of ``findings``, without their document's id."""
    for number, found in enumerate(record.findings):
        rejected = found.rejected if found.rejected is not UNSET else None
        yield (number, found.field, *_told(found), rejected, *_place(found.evidence))


def entities(record: Record) -> Iterator[Row]:
    """Return the rows of ``entities``, without their document's id."""
    for number, entity in enumerate(record.entities):
        yield (
            number, entity.type, entity.label, entity.authority, _json(entity.as_written),
            entity.confidence, _json(entity.candidates),
            "|".join(map(fold.key, (entity.label, *entity.as_written))),
        )  # fmt: skip


def mentions(record: Record, pages: dict[Place, int]) -> Iterator[Row]:
    """Return the rows of ``mentions``, without their document's id, by ``pages``' numbers."""
    for entity, mentioned in enumerate(record.entities):
        for number, quoted in enumerate(mentioned.mentions):
            page = pages.get((quoted.page, quoted.half))
            yield (entity, number, page, quoted.text, quoted.start, quoted.end,
                   *_place((quoted,)))  # fmt: skip


def named(record: Record) -> dict[Place, dict[str, None]]:
    """Return which authorities are named on which page, in the order of the entities."""
    found: dict[Place, dict[str, None]] = {}
    for entity in record.entities:
        if entity.authority:
            for quoted in entity.mentions:
                found.setdefault((quoted.page, quoted.half), {})[entity.authority] = None
    return found


def relations(record: Record) -> Iterator[Row]:
    """Return the rows of ``relations``, without their document's id."""
    for number, link in enumerate(record.relations):
        yield (number, link.kind, link.target, link.record, *_place(link.evidence))


def failures(record: Record) -> Iterator[Row]:
    """Return the rows of ``failures`` for pages of a record, without their document's id."""
    path = next(iter(record.source.paths), "")
    failed = ((read.number, read.failure) for read in record.pages if read.failure)
    for number, failure in failed:
        yield (path, number, failure.reason, failure.message, failure.remedy)


def _told(value: Value) -> Row:
    role = value.role if value.role is not UNSET else None
    return (
        _value(value), value.as_written, role, _authority(value), value.confidence,
        value.rule, value.status,
    )  # fmt: skip


def _value(value: Value | None) -> str | None:
    if value is None:
        return None
    return value.value if isinstance(value.value, str) else _json(value.value)


def _authority(value: Value | None) -> str | None:
    return value.authority if value is not None and value.authority is not UNSET else None


def _place(evidence: Iterable[Evidence]) -> Row:
    """Return page, half and box of the first quotation."""
    first = next(iter(evidence), None)
    return NOWHERE if first is None else (first.page, first.half, *first.box)


def _json(value: Any) -> str:
    return msgspec.json.encode(value, order="sorted").decode()
