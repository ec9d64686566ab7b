"""What a search is asked and what it answers; plain values, ready for JSON.

``pipeline.catalogue.search.search(connection, query)`` takes a :class:`Query` and returns
:class:`Results`. All text is as printed; all boxes are pixels of the page as delivered.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from pipeline.model import Box

Order = Literal["relevance", "date"]
Mark = tuple[int, int]


class Query(Struct, frozen=True):
    """What was asked: words and filters as typed, which hits to show, in what order.

    ``expand`` also looks for the other names of persons, places and organisations that the
    authority table knows.
    """

    text: str
    limit: int = 20
    offset: int = 0
    expand: bool = True
    order: Order = "relevance"


class FoundLine(Struct, frozen=True):
    """A printed line that holds a match: where it stands and what of it matched.

    ``marks`` are offsets into ``text``; ``kind`` is the kind of its region.
    """

    text: str
    box: Box
    kind: str
    marks: tuple[Mark, ...]


class Snippet(Struct, frozen=True):
    """A passage quoted from the page as printed (with its line ends), and the matches in it."""

    text: str
    marks: tuple[Mark, ...]


class Hit(Struct, frozen=True):
    """A page that was found. ``lines`` is empty where only filters were asked for."""

    record: str
    file: str
    path: str
    title: str | None
    date: str | None
    document_type: str | None
    classification: str | None
    page: int
    half: str | None
    width: int
    height: int
    language: str
    grade: str
    needs_review: bool
    snippet: Snippet
    lines: tuple[FoundLine, ...]


class Expansion(Struct, frozen=True):
    """A name of the query and what else was looked for: the other names of ``authority``."""

    asked: str
    authority: str
    label: str
    names: tuple[str, ...]


class Results(Struct, frozen=True):
    """The answer: how many pages match in all, and those from ``offset`` on.

    ``suggestions`` are words of the records that differ by one letter from a word that is
    in none of them.
    """

    query: Query
    total: int
    hits: tuple[Hit, ...]
    expansions: tuple[Expansion, ...] = ()
    suggestions: tuple[str, ...] = ()
