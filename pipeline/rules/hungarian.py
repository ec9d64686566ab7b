"""Hungarian papers: every finding on a page."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, Page
from pipeline.rules import (
    hungarian_numbers,
    hungarian_parties,
    hungarian_roles,
    hungarian_signatures,
    shared,
)
from pipeline.rules.passages import passages

RULES = (
    hungarian_roles.find,
    hungarian_numbers.find,
    hungarian_parties.find,
    hungarian_signatures.find,
)


def find(page: Page) -> Iterator[Finding]:
    """Run every rule for Hungarian over the passages of a page."""
    for passage in passages(page):
        for rule in (*shared.RULES, *RULES):
            yield from rule(passage)
