"""What the documents tell together: when they were written, and who writes to whom.

Plain data for whoever draws it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from msgspec import Struct

from pipeline.catalogue import names

# A document's time as narrow as its date allows: a month, a year, or from month to month.
PERIOD = """CASE
  WHEN substr(first_day, 1, 7) = substr(last_day, 1, 7) THEN substr(first_day, 1, 7)
  WHEN first_day = substr(first_day, 1, 4) || '-01-01'
   AND last_day = substr(first_day, 1, 4) || '-12-31' THEN substr(first_day, 1, 4)
  ELSE substr(first_day, 1, 7) || '/' || substr(last_day, 1, 7) END"""
TIMELINE = f"""SELECT {PERIOD} AS period, document_type, count(*) AS documents
 FROM documents WHERE first_day IS NOT NULL GROUP BY period, document_type
 ORDER BY period, document_type"""
# A party is an authority, or else its words, whatever case and accents.
CORRESPONDENCE = """SELECT
 one.party AS sender, min(one.value) AS sender_as_written,
 other.party AS recipient, min(other.value) AS recipient_as_written,
 max(CASE WHEN one.authority = one.party THEN one.party END) AS sender_authority,
 max(CASE WHEN other.authority = other.party THEN other.party END) AS recipient_authority,
 sum(other.field = 'recipient') AS documents, sum(other.field <> 'recipient') AS copies,
 min(documents.first_day) AS first_day, max(documents.last_day) AS last_day
 FROM fields AS one JOIN fields AS other ON other.document_id = one.document_id
 JOIN documents ON documents.id = one.document_id
 WHERE one.field = 'sender' AND other.field IN ('recipient', 'copy_recipients')
 GROUP BY 1, 3 ORDER BY documents + copies DESC, 1, 3"""


class Period(Struct, frozen=True):
    """How many documents are of a time (``1956-11``, ``1956``, ``1956-10/1957-02``), by type.

    Documents of no known type are counted under the empty string.
    """

    period: str
    documents: int
    types: dict[str, int]


class Timeline(Struct, frozen=True):
    """All times in order, and how many documents have no date with a year."""

    periods: tuple[Period, ...]
    undated: int


class Party(Struct, frozen=True):
    """Who writes or is written to: an authority, or the words that stand on the paper."""

    id: str
    label: str
    authority: str | None


class Exchange(Struct, frozen=True):
    """From whom to whom, in how many documents, and when; ``copies`` went there as copies."""

    sender: Party
    recipient: Party
    documents: int
    copies: int
    first_day: str | None
    last_day: str | None


def timeline(connection: sqlite3.Connection) -> Timeline:
    """Return how many documents there are of every month."""
    periods: dict[str, dict[str, int]] = {}
    for period, kind, count in connection.execute(TIMELINE):
        periods.setdefault(period, {})[kind or ""] = count
    undated = connection.execute("SELECT count(*) FROM documents WHERE first_day IS NULL")
    return Timeline(
        tuple(Period(period, sum(types.values()), types) for period, types in periods.items()),
        undated.fetchone()[0],
    )


def correspondence(connection: sqlite3.Connection) -> tuple[Exchange, ...]:
    """Return who writes to whom, those with the most documents first."""
    return tuple(_exchanges(connection))


def _exchanges(connection: sqlite3.Connection) -> Iterator[Exchange]:
    for row in connection.execute(CORRESPONDENCE):
        sender, written, recipient, addressed, known, addressee, *counted = row
        yield Exchange(
            _party(sender, written, known), _party(recipient, addressed, addressee), *counted
        )


def _party(party: str, written: str, authority: str | None) -> Party:
    known = names.names().get(authority) if authority else None
    return Party(party, known.label if known else written, authority)
