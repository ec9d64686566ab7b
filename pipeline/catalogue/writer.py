"""Writes records into the tables; used by the catalogue and by the SQLite export."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from pipeline.catalogue import rows
from pipeline.catalogue.rows import Row
from pipeline.model import Record

# Memory the word index gathers before it writes: fewer, larger pieces to merge.
WORDS_IN_MEMORY = 8 << 20


def _marks(count: int) -> str:
    return ",".join("?" * count)


def _insert(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({_marks(columns)})"


DOCUMENT = _insert("documents", 29)
PAGE = _insert("pages", 21)
LINE = _insert("lines", 14)
WORDS = f"INSERT INTO words (rowid, text, apart, joined, names) VALUES ({_marks(5)})"
OF_DOCUMENT = (
    (_insert("fields", 17), lambda record: rows.fields(record.metadata)),
    (_insert("findings", 17), rows.findings),
    (_insert("entities", 9), rows.entities),
    (_insert("relations", 11), rows.relations),
    (_insert("failures", 6), rows.failures),
)
MENTION = _insert("mentions", 13)


class Writer:
    """Adds documents; ids go on from those given before."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Begin after the last ids; the connection must be in a transaction."""
        self._connection = connection
        self.document = _last(connection, "documents")
        self._page = _last(connection, "pages")
        # Kept in the index itself; harmless to repeat.
        connection.execute(
            "INSERT INTO words (words, rank) VALUES ('hashsize', ?)", (WORDS_IN_MEMORY,)
        )

    def add(self, record: Record, file: str) -> int:
        """Write a record; return the id of its row in ``documents``."""
        self.document += 1
        document = self.document
        self._connection.execute(DOCUMENT, (document, *rows.document(record, file)))
        places = self._add_pages(record, document)
        for statement, told in OF_DOCUMENT:
            self._add_many(statement, document, told(record))
        self._add_many(MENTION, document, rows.mentions(record, places))
        return document

    def _add_many(self, statement: str, document: int, told: Iterable[Row]) -> None:
        self._connection.executemany(statement, ((document, *row) for row in told))

    def _add_pages(self, record: Record, document: int) -> dict[rows.Place, int]:
        named = rows.named(record)
        places: dict[rows.Place, int] = {}
        for page in record.pages:
            self._page += 1
            place = (page.number, page.half)
            places[place] = self._page
            self._connection.execute(PAGE, (self._page, document, *rows.page(page)))
            self._connection.executemany(LINE, rows.lines(page, self._page))
            indexed = rows.words(page, named.get(place, ()))
            self._connection.execute(WORDS, (self._page, *indexed))
        return places


def _last(connection: sqlite3.Connection, table: str) -> int:
    """Return the highest id ever given in a table."""
    found = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
    return int((found.fetchone() or (0,))[0])
