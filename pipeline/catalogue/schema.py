"""The tables of a catalogue; the SQLite export has the same.

Ids of pages are never given twice, and those of removed pages are kept in ``gone``: nothing
has to be taken out of the word index, and nothing can be taken out wrongly.
"""

from __future__ import annotations

import sqlite3

PLACE = "page INTEGER, half TEXT, x0 INTEGER, y0 INTEGER, x1 INTEGER, y1 INTEGER"

TABLES = f"""
CREATE TABLE documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT, file TEXT NOT NULL UNIQUE, record TEXT NOT NULL,
  path TEXT NOT NULL, paths TEXT NOT NULL, media_type TEXT NOT NULL, pages INTEGER NOT NULL,
  title TEXT, summary TEXT, date TEXT, first_day TEXT, last_day TEXT, document_type TEXT,
  classification TEXT, urgency TEXT, sender TEXT, sender_authority TEXT, recipient TEXT,
  recipient_authority TEXT, place TEXT, subject TEXT, reference_number TEXT,
  archive_reference TEXT, language TEXT, languages TEXT NOT NULL, grade TEXT NOT NULL,
  confidence REAL NOT NULL, needs_review INTEGER NOT NULL, delivered TEXT NOT NULL
);
CREATE TABLE pages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  number INTEGER NOT NULL, half TEXT, label TEXT, width INTEGER NOT NULL,
  height INTEGER NOT NULL, dpi INTEGER NOT NULL, scale REAL NOT NULL,
  rotation INTEGER NOT NULL, skew REAL NOT NULL, blank INTEGER NOT NULL,
  negative INTEGER NOT NULL, language TEXT NOT NULL, script TEXT NOT NULL,
  direction TEXT NOT NULL, grade TEXT NOT NULL, confidence REAL NOT NULL,
  needs_review INTEGER NOT NULL, reasons TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE lines (
  page_id INTEGER NOT NULL REFERENCES pages (id), number INTEGER NOT NULL,
  region INTEGER NOT NULL, kind TEXT NOT NULL, start INTEGER, text TEXT NOT NULL,
  x0 INTEGER NOT NULL, y0 INTEGER NOT NULL, x1 INTEGER NOT NULL, y1 INTEGER NOT NULL,
  confidence REAL NOT NULL, script TEXT NOT NULL, language TEXT, engine TEXT NOT NULL,
  PRIMARY KEY (page_id, number)
) WITHOUT ROWID;
CREATE TABLE fields (
  document_id INTEGER NOT NULL REFERENCES documents (id),
  number INTEGER NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, as_written TEXT NOT NULL,
  role TEXT, authority TEXT, confidence REAL NOT NULL, rule TEXT NOT NULL,
  status TEXT NOT NULL, words TEXT NOT NULL, party TEXT, {PLACE},
  PRIMARY KEY (document_id, number)
) WITHOUT ROWID;
CREATE TABLE findings (
  document_id INTEGER NOT NULL REFERENCES documents (id),
  number INTEGER NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, as_written TEXT NOT NULL,
  role TEXT, authority TEXT, confidence REAL NOT NULL, rule TEXT NOT NULL,
  status TEXT NOT NULL, rejected TEXT, {PLACE}, PRIMARY KEY (document_id, number)
) WITHOUT ROWID;
CREATE TABLE entities (
  document_id INTEGER NOT NULL REFERENCES documents (id),
  number INTEGER NOT NULL, type TEXT NOT NULL, label TEXT NOT NULL, authority TEXT,
  as_written TEXT NOT NULL, confidence REAL NOT NULL, candidates TEXT NOT NULL,
  words TEXT NOT NULL, PRIMARY KEY (document_id, number)
) WITHOUT ROWID;
CREATE TABLE mentions (
  document_id INTEGER NOT NULL REFERENCES documents (id),
  entity INTEGER NOT NULL, number INTEGER NOT NULL, page_id INTEGER, text TEXT NOT NULL,
  start INTEGER, "end" INTEGER, {PLACE}, PRIMARY KEY (document_id, entity, number)
) WITHOUT ROWID;
CREATE TABLE relations (
  document_id INTEGER NOT NULL REFERENCES documents (id),
  number INTEGER NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, record TEXT, {PLACE},
  PRIMARY KEY (document_id, number)
) WITHOUT ROWID;
CREATE TABLE failures (
  document_id INTEGER REFERENCES documents (id), path TEXT NOT NULL,
  page INTEGER, reason TEXT NOT NULL, message TEXT NOT NULL, remedy TEXT NOT NULL
);
CREATE TABLE gone (page_id INTEGER PRIMARY KEY);
CREATE VIRTUAL TABLE words USING fts5 (
  text, apart, joined, names, content='', tokenize='unicode61 remove_diacritics 2'
);
"""

INDEXES = """
CREATE INDEX IF NOT EXISTS pages_of_document ON pages (document_id, number);
CREATE INDEX IF NOT EXISTS pages_by_facts ON pages (language, grade, needs_review, document_id);
CREATE INDEX IF NOT EXISTS documents_by_day ON documents (first_day, last_day);
CREATE INDEX IF NOT EXISTS fields_by_name ON fields (field, authority, words, document_id);
CREATE INDEX IF NOT EXISTS entities_by_name ON entities (type, authority, words);
CREATE INDEX IF NOT EXISTS failures_of_document ON failures (document_id);
"""


def create(connection: sqlite3.Connection) -> None:
    """Create all tables; none may exist yet."""
    _execute(connection, TABLES)


def create_indexes(connection: sqlite3.Connection) -> None:
    """Create missing indexes; sooner if much is asked, later if much is written first."""
    _execute(connection, INDEXES)


def _execute(connection: sqlite3.Connection, statements: str) -> None:
    # Not executescript, which ends a transaction.
    for statement in statements.split(";"):
        connection.execute(statement)
