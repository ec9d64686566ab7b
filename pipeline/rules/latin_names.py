"""Names in Hungarian and English papers that stand in no table, by how they are built."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.rules import latin_organs, latin_persons, latin_places
from pipeline.rules.authority import Mention
from pipeline.rules.latin_words import spread


def find(text: str) -> Iterator[Mention]:
    """Every person, organisation and place that its form gives away."""
    view, strict = spread(text)
    yield from latin_organs.find(view, strict)
    yield from latin_persons.find(view, strict)
    yield from latin_places.find(view, strict)
