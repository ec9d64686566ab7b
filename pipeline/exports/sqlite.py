"""SQLite: one file of tables with a word index, and the settings of Datasette beside it.

The tables are the catalogue's. ``search`` in the settings is a query that folds what is
typed as the index is folded, so that Chinese words of any length are found in either form
by plain SQLite, without this package.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from pipeline.catalogue import fold, schema, views
from pipeline.catalogue.prepared import rows_of
from pipeline.catalogue.writer import Writer
from pipeline.exports.collection import Collection

NAME = "sqlite"
DESCRIPTION = "one SQLite file with full-text search in both languages (Datasette, DB Browser)"
NEEDS_SOURCES = False

FILE = "fonds.sqlite"
# Records a transaction, and pages of the file in memory: they bound what is needed. An index
# is sorted in as much memory again as pages may take, so these are fewer then.
BATCH = 200
CACHE_KILOBYTES = 4 << 10
SORTING_KILOBYTES = 512
HAN = (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))
EXTRAS = f"""
CREATE TABLE folds (printed TEXT PRIMARY KEY, folded TEXT NOT NULL) WITHOUT ROWID;
CREATE VIEW timeline AS {views.TIMELINE};
CREATE VIEW correspondence AS {views.CORRESPONDENCE};
"""
# What is typed becomes phrases of the index: pairs in Chinese, words elsewhere. The signs
# between phrases are quotation marks, so nothing typed is read as an operator.
SEARCH = """WITH RECURSIVE
typed (n, sign, rest) AS (
  SELECT 0, '', :words UNION ALL
  SELECT n + 1, substr(rest, 1, 1), substr(rest, 2) FROM typed WHERE rest <> '' AND n < 300),
signs (n, sign) AS (
  SELECT n, coalesce(folds.folded, typed.sign) FROM typed
  LEFT JOIN folds ON folds.printed = typed.sign WHERE n > 0),
kinds (n, sign, han) AS (
  SELECT n, sign, unicode(sign) BETWEEN 13312 AND 40959 FROM signs),
pieces (n, piece) AS (
  SELECT one.n, CASE
    WHEN one.han AND after.han
      THEN CASE WHEN before.han THEN ' ' ELSE '" "' END || one.sign || after.sign
    WHEN one.han AND before.han THEN '" "'
    WHEN one.han THEN '" "' || one.sign || '" * "'
    WHEN one.sign IN ('"', ' ', '　') THEN '" "'
    ELSE one.sign END
  FROM kinds AS one LEFT JOIN kinds AS before ON before.n = one.n - 1
  LEFT JOIN kinds AS after ON after.n = one.n + 1 ORDER BY one.n),
asked (words) AS (SELECT '"' || coalesce(group_concat(piece, ''), '') || '"' FROM pieces)
SELECT documents.title, documents.date, documents.document_type, documents.path,
  pages.number AS page, pages.language,
  substr(pages.text, max(1, instr(pages.text, :words) - 60), 240) AS text, pages.id AS page_id
FROM words JOIN pages ON pages.id = words.rowid JOIN documents ON documents.id = pages.document_id
WHERE words MATCH (SELECT words FROM asked)
ORDER BY bm25(words), pages.id LIMIT 200"""
FACETS = {
    "documents": ["document_type", "classification", "language", "grade", "needs_review"],
    "pages": ["language", "script", "direction", "grade", "needs_review"],
    "lines": ["kind", "script", "engine"],
    "fields": ["field", "authority", "status"],
    "findings": ["field", "rule", "status"],
    "entities": ["type", "authority"],
    "mentions": [],
    "relations": ["kind"],
    "failures": ["reason"],
}
HIDDEN = ("folds", "gone")


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write ``fonds.sqlite`` and ``metadata.json``."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as connection:
        # The folder takes its place only when it is whole, so nothing is ever rolled back.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
        schema.create(connection)
        connection.executescript(EXTRAS)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO folds VALUES (?, ?)", _folds())
        writer = Writer(connection)
        for number, record in enumerate(collection.records(), start=1):
            writer.add(rows_of(record, f"{collection.name(record)}.json"))
            if number % BATCH == 0:
                connection.execute("COMMIT")
                connection.execute("BEGIN")
            progress()
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        connection.execute(f"PRAGMA cache_size = -{SORTING_KILOBYTES}")
        schema.create_indexes(connection)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
    settings = msgspec.json.format(msgspec.json.encode(_settings()), indent=2)
    (folder / "metadata.json").write_bytes(settings + b"\n")


def _folds() -> Iterator[tuple[str, str]]:
    """Return every Chinese character that is looked for under another form."""
    for character in map(chr, HAN):
        form = fold.han_form(character)
        if form != character:
            yield character, form
    yield "〇", fold.han_form("〇")


def _settings() -> dict[str, object]:
    """Return what Datasette is told with ``--metadata``."""
    tables: dict[str, dict[str, object]] = {
        name: {"facets": facets} for name, facets in FACETS.items()
    }
    tables["documents"] |= {"label_column": "title", "sort": "first_day"}
    tables["pages"] |= {"fts_table": "words", "fts_pk": "id"}
    tables |= {name: {"hidden": True} for name in HIDDEN}
    query = {
        "title": "Search in both languages",
        "description": "All words must stand on the page. Chinese in either form, Hungarian "
        "with or without accents.",
        "sql": SEARCH,
    }
    return {
        "title": "Fonds",
        "description": "Records of scanned archival papers; boxes are pixels of the page.",
        "databases": {Path(FILE).stem: {"tables": tables, "queries": {"search": query}}},
    }
