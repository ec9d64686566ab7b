"""What stands above the items of a finding aid: gathered from all records, kept small."""

from __future__ import annotations

import hashlib

from msgspec import Struct

from pipeline.exports import crosswalk
from pipeline.exports.collection import Collection
from pipeline.exports.edtf import When
from pipeline.exports.safe import one_line


class Overview(Struct, frozen=True):
    """A delivery as a whole; ``first`` and ``last`` are its earliest and latest date.

    ``digest`` identifies the set of documents.
    """

    documents: int
    pages: int
    first: str | None
    last: str | None
    languages: tuple[str, ...]
    collections: tuple[str, ...]
    repositories: tuple[str, ...]
    digest: str


def overview(collection: Collection) -> Overview:
    """Read all records once and return what they have in common."""
    documents = pages = 0
    first: tuple[str, str] | None = None
    last: tuple[str, str] | None = None
    languages: set[str] = set()
    collections: set[str] = set()
    repositories: set[str] = set()
    digest = hashlib.sha256()
    for record in collection.records():
        documents += 1
        pages += record.source.pages
        languages |= {language.code for language in record.languages}
        collections.add(one_line(record.source.delivered.get("collection", "")))
        repositories.add(one_line(record.source.delivered.get("repository", "")))
        digest.update(record.id.encode())
        dated = crosswalk.date(record)
        if dated is not None:
            first, last = _earlier(first, dated[1]), _later(last, dated[1])
    return Overview(
        documents,
        pages,
        first[1] if first else None,
        last[1] if last else None,
        tuple(sorted(languages)),
        tuple(sorted(collections - {""})),
        tuple(sorted(repositories - {""})),
        digest.hexdigest(),
    )


def _earlier(first: tuple[str, str] | None, date: When) -> tuple[str, str] | None:
    """Return the earlier of two beginnings: a day, and the date as precise as told."""
    if not date.first_day or not date.start:
        return first
    begins = (date.first_day, date.start)
    return begins if first is None else min(first, begins)


def _later(last: tuple[str, str] | None, date: When) -> tuple[str, str] | None:
    """Return the later of two ends: a day, and the date as precise as told."""
    if not date.last_day or not date.end:
        return last
    ends = (date.last_day, date.end)
    return ends if last is None else max(last, ends)
