"""Findings whose value is what is written, with its white space evened out."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from pipeline.model import Finding
from pipeline.rules.passages import Passage


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def noted(
    passage: Passage,
    span: tuple[int, int],
    field: str,
    role: str | UnsetType,
    rule: str,
    confidence: float,
    value: str | None = None,
    parts: dict[str, str] | UnsetType = UNSET,
) -> Finding:
    """A finding quoted from a passage; its value is the quotation unless another is given."""
    evidence = passage.evidence(*trimmed(passage.text, *span))
    lines = (" ".join(line.split()) for line in evidence.text.split("\n"))
    return Finding(
        field=field,
        value="\n".join(lines) if value is None else value,
        as_written=evidence.text,
        evidence=(evidence,),
        confidence=confidence,
        rule=rule,
        role=role,
        parts=parts,
    )
