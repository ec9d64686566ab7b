"""Chinese papers: every finding on a page."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, Page
from pipeline.rules import (
    chinese_numbers,
    chinese_parties,
    chinese_roles,
    copies,
    document_types,
    marks,
)
from pipeline.rules.passages import passages

_RULES = (
    chinese_roles.find,
    marks.find,
    document_types.find,
    chinese_numbers.find,
    chinese_parties.find,
    copies.find,
)


def find(page: Page) -> Iterator[Finding]:
    """Run every rule for Chinese over the passages of a page."""
    for passage in passages(page):
        for rule in _RULES:
            yield from rule(passage)
