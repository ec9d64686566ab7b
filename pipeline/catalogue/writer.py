"""Writes records into the tables; used by the catalogue and by the SQLite export."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from pipeline.catalogue.prepared import PageRows, RecordRows
from pipeline.catalogue.rows import Row

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
OF_DOCUMENT = {
    "fields": _insert("fields", 18),
    "findings": _insert("findings", 17),
    "entities": _insert("entities", 9),
    "relations": _insert("relations", 11),
    "failures": _insert("failures", 6),
}
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

    def add(self, made: RecordRows) -> int:
        """Write a record's rows; return the id of its row in ``documents``."""
        self.document += 1
        document, first = self.document, self._page + 1
        self._connection.execute(DOCUMENT, (document, *made.document))
        for page in made.pages:
            self._add_page(page, document)
        for table, statement in OF_DOCUMENT.items():
            self._add_many(statement, document, getattr(made, table))
        placed = (
            (entity, number, None if page is None else first + page, *quoted)
            for entity, number, page, *quoted in made.mentions
        )
        self._add_many(MENTION, document, placed)
        return document

    def _add_page(self, made: PageRows, document: int) -> None:
        self._page += 1
        page = self._page
        self._connection.execute(PAGE, (page, document, *made.page))
        self._add_many(LINE, page, made.lines)
        self._connection.execute(WORDS, (page, *made.words))

    def _add_many(self, statement: str, owner: int, told: Iterable[Row]) -> None:
        self._connection.executemany(statement, ((owner, *row) for row in told))


def _last(connection: sqlite3.Connection, table: str) -> int:
    """Return the highest id ever given in a table."""
    found = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
    return int((found.fetchone() or (0,))[0])
