"""Hungarian papers: every finding on a page."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, Page
from pipeline.rules import (
    copies,
    document_types,
    hungarian_numbers,
    hungarian_parties,
    hungarian_roles,
    marks,
)
from pipeline.rules.passages import passages

_RULES = (
    hungarian_roles.find,
    marks.find,
    document_types.find,
    hungarian_numbers.find,
    hungarian_parties.find,
    copies.find,
)


def find(page: Page) -> Iterator[Finding]:
    """Run every rule for Hungarian over the passages of a page."""
    for passage in passages(page):
        for rule in _RULES:
            yield from rule(passage)
