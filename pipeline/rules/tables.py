"""The data tables beside the rules: tab-separated, '#' starts a comment line."""

from __future__ import annotations

from pathlib import Path

_DATA = Path(__file__).parent / "data"


def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, split at tabs."""
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def forms(cell: str) -> tuple[str, ...]:
    """The alternatives of a cell, which '|' separates.

    >>> forms("Kanton|Canton|")
    ('Kanton', 'Canton')
    """
    return tuple(form.strip() for form in cell.split("|") if form.strip())
