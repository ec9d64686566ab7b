"""A record as the report carries it: what is shown, and as little else as can be.

Lines keep their readable names; the words of a line are one flat list of numbers, seven a
word: where it begins and ends in the line's text, its box from the line's corner, and its
confidence in hundredths. A word that is not found in its line's text is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.model import (
    Entity,
    Evidence,
    Judgement,
    Line,
    Metadata,
    Page,
    Record,
    Redactions,
    Region,
    Relation,
    Value,
)

# A long line is shown cut, with the number of characters that are left out.
MOST_LETTERS = 20_000
MOST_MENTIONS = 50


def document(record: Record, name: str) -> dict[str, Any]:
    """Return all that the view of a document shows."""
    engines: dict[str, int] = {}
    pages = [_page(page, engines) for page in record.pages]
    return {
        "name": name,
        "id": record.id,
        "paths": record.source.paths,
        "bytes": record.source.bytes,
        "media": record.source.media_type,
        "delivered": record.source.delivered,
        "title": record.title,
        "summary": record.summary,
        "languages": [[found.code, found.share] for found in record.languages],
        "quality": record.quality,
        "fields": list(fields(record.metadata)),
        "redactions": _redactions(record.metadata.redactions),
        "entities": [_entity(found) for found in record.entities],
        "relations": [_relation(found) for found in record.relations],
        "history": record.history,
        "software": sorted({step.software for step in record.processing}),
        "engines": list(engines),
        "pages": pages,
    }


def fields(metadata: Metadata) -> Iterator[dict[str, Any]]:
    """Return the fields that have a value, in the order of the record's description."""
    for field in Metadata.__struct_fields__:
        found = getattr(metadata, field)
        for value in found if isinstance(found, tuple) else (found,):
            if isinstance(value, Value):
                yield {"field": field, **_value(value)}


def _value(value: Value) -> dict[str, Any]:
    told = {
        "value": value.value,
        "written": value.as_written[:MOST_LETTERS],
        "confidence": value.confidence,
        "rule": value.rule,
        "status": value.status,
        "role": value.role or None,
        "authority": value.authority or None,
        "at": _places(value.evidence),
    }
    return {key: item for key, item in told.items() if item is not None}


def _places(evidence: tuple[Evidence, ...]) -> list[list[Any]]:
    """Return where something stands: page, half, and the box."""
    return [[found.page, found.half, *found.box] for found in evidence[:MOST_MENTIONS]]


def _redactions(found: Redactions | None) -> list[list[Any]]:
    return [] if found is None else _places(found.boxes)


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "type": entity.type,
        "label": entity.label,
        "authority": entity.authority,
        "written": entity.as_written,
        "at": _places(entity.mentions),
    }


def _relation(relation: Relation) -> dict[str, Any]:
    return {"kind": relation.kind, "target": relation.target, "at": _places(relation.evidence)}


def _page(page: Page, engines: dict[str, int]) -> dict[str, Any]:
    return {
        "number": page.number,
        "half": page.half,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "rotation": page.rotation,
        "skew": page.skew,
        "direction": page.direction,
        "language": page.language,
        "blank": page.blank,
        "negative": page.negative,
        "quality": page.quality,
        "failure": page.failure,
        "judgements": [_judgement(told) for told in page.judgements],
        "regions": [_region(region, engines) for region in page.regions],
    }


def _judgement(told: Judgement) -> list[str]:
    """Return a decision, and who took it if that was no machine."""
    by = told.evidence.get("told by")
    return [told.what, told.decision, *([str(by)] if by else [])]


def _region(region: Region, engines: dict[str, int]) -> dict[str, Any]:
    return {
        "kind": region.kind,
        "box": region.box,
        "lines": [_line(line, engines) for line in region.lines],
    }


def _line(line: Line, engines: dict[str, int]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "t": line.text[:MOST_LETTERS],
        "b": line.box,
        "c": round(100 * line.confidence),
        "e": engines.setdefault(line.engine, len(engines)),
    }
    if len(line.text) > MOST_LETTERS:
        told["cut"] = len(line.text) - MOST_LETTERS
    if line.words:
        told["w"] = _words(line)
    if line.alternatives:
        told["a"] = [
            [other.text[:MOST_LETTERS], round(100 * other.confidence),
             engines.setdefault(other.engine, len(engines))]
            for other in line.alternatives
        ]  # fmt: skip
    return told


def _words(line: Line) -> list[int]:
    left, top, _, _ = line.box
    numbers: list[int] = []
    end = 0
    for word in line.words:
        start = line.text.find(word.text, end, MOST_LETTERS)
        if start < 0:
            continue
        end = start + len(word.text)
        x0, y0, x1, y1 = word.box
        numbers += (start, end, x0 - left, y0 - top, x1 - left, y1 - top)
        numbers.append(round(100 * word.confidence))
    return numbers
