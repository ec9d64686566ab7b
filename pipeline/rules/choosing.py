"""One finding a field: the order of preference, and the reason against the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import UNSET
from msgspec.structs import replace

from pipeline.model import Finding, Value

Order = Callable[[Finding], tuple[float, ...]]

# Which kind of evidence for a party counts first.
_SOURCES = {
    "printed": 0,
    "formula": 1,
    "signature": 1,
    "salutation": 1,
    "address": 2,
    "letterhead": 3,
}


def value(found: Finding) -> Value:
    """A finding as the value of its field."""
    return Value(
        value=found.value,
        as_written=found.as_written,
        evidence=found.evidence,
        confidence=found.confidence,
        rule=found.rule,
        status=found.status,
        role=found.role,
        authority=found.authority,
        parts=found.parts,
    )


def position(found: Finding) -> tuple[int, int, int]:
    """Where a finding stands in the document: right halves of Chinese spreads come as given."""
    evidence = found.evidence[0]
    return evidence.page, int(evidence.start is None), evidence.start or 0


def first(found: Finding) -> tuple[float, ...]:
    """The printed one before the stamped, the earlier before the later."""
    return (float(found.evidence[0].start is None), *position(found))


def surest(found: Finding) -> tuple[float, ...]:
    """The most certain, then the earliest."""
    return (float(found.evidence[0].start is None), -found.confidence, *position(found))


def party(found: Finding) -> tuple[float, ...]:
    """A label before a signature, a signature before a letterhead."""
    return (float(_SOURCES.get(str(found.role), 4)), -found.confidence, *position(found))


def last(found: Finding) -> tuple[float, ...]:
    """The most certain, then the last of the document: signatures."""
    page, apart, start = position(found)
    return (-found.confidence, float(apart), -page, -start)


ORDERS: dict[str, Order] = {
    "document_type": surest,
    "classification": first,
    "urgency": first,
    "is_copy": first,
    "declassified": lambda found: position(found),
    "sender": party,
    "recipient": party,
    "drafter": surest,
    "signatory": last,
    "subject": surest,
    "title": surest,
    "place": surest,
    "copies": surest,
    "copy_number": surest,
    "attachments": surest,
    "stated_pages": surest,
    "archive_reference": lambda found: position(found),
}


def choose(field: str, findings: Iterable[Finding]) -> tuple[Finding | None, list[Finding]]:
    """The best finding of a field, and all of them with reasons for those not chosen."""
    found = list(findings)
    able = [one for one in found if one.rejected is UNSET]
    best = min(able, key=ORDERS.get(field, surest), default=None)
    return best, [
        one if one is best else replace(one, rejected=_reason(one, best)) for one in found
    ]


def several(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Every different value once (repeated headers repeat numbers), and all with reasons."""
    kept: dict[str, Finding] = {}
    marked: list[Finding] = []
    for found in findings:
        key = "".join(c for c in str(found.value).lower() if c.isalnum())
        if found.rejected is not UNSET:
            marked.append(found)
        elif key in kept:
            marked.append(replace(found, rejected="the same value again"))
        else:
            kept[key] = found
            marked.append(found)
    return list(kept.values()), marked


def _reason(found: Finding, best: Finding | None) -> str:
    if found.rejected is not UNSET:
        return str(found.rejected)
    if best is None:
        return "not certain enough"
    if found.value == best.value:
        return "the same value again"
    if found.evidence[0].start is None and best.evidence[0].start is not None:
        return "a stamp or note; the printed one was in force"
    if found.evidence[0].page != best.evidence[0].page:
        return "another page holds better evidence"
    return f"{best.rule} is better evidence than {found.rule}"
