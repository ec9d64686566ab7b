"""Chinese papers: every finding on a page."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, Page
from pipeline.rules import (
    chinese_numbers,
    chinese_parties,
    chinese_roles,
    chinese_signatures,
    shared,
)
from pipeline.rules.passages import passages

RULES = (chinese_roles.find, chinese_numbers.find, chinese_parties.find, chinese_signatures.find)


def find(page: Page) -> Iterator[Finding]:
    """Run every rule for Chinese over the passages of a page."""
    for passage in passages(page):
        for rule in (*shared.RULES, *RULES):
            yield from rule(passage)
