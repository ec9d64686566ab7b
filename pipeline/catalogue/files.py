"""Which records the catalogue has to take in or forget, and doing it batch by batch."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from pipeline.catalogue.prepared import GARBLED, Prepared, prepare_all
from pipeline.catalogue.writer import Writer
from pipeline.store import DRAFT, FailedPage

SCANNED = """
CREATE TABLE files (
  file TEXT PRIMARY KEY, digest TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL,
  inode INTEGER NOT NULL, document_id INTEGER, fault TEXT
) WITHOUT ROWID
"""
FAILURES = "failures.ndjson"
FAILED = msgspec.json.Decoder(FailedPage)
BATCH_BYTES = 64 << 20
MANY = 500

State = tuple[int, int, int]


class Entry(Struct, frozen=True):
    """A file and how it looks: size, time of change, inode."""

    name: str
    path: Path
    state: State


class Batch(Struct, frozen=True):
    """Files to be taken in and file names to be forgotten, in one transaction."""

    entries: tuple[Entry, ...] = ()
    gone: tuple[str, ...] = ()


class Changes(Struct, frozen=True):
    """What differs between the folder and the catalogue."""

    stale: tuple[Entry, ...]
    gone: tuple[str, ...]
    added: int

    @classmethod
    def between(cls, connection: sqlite3.Connection, output: Path) -> Changes:
        """Compare by size, time and inode: every write by Fonds makes a new inode."""
        rows = connection.execute("SELECT file, size, mtime, inode FROM files")
        known: dict[str, State] = {name: tuple(state) for name, *state in rows}
        present = {entry.name: entry for entry in _present(output)}
        stale = [e for n, e in sorted(present.items()) if known.get(n) != e.state]
        return cls(
            stale=tuple(stale),
            gone=tuple(sorted(known.keys() - present.keys())),
            added=sum(entry.name not in known for entry in stale),
        )

    @property
    def many(self) -> bool:
        """Tell whether it is worth while to put the index in order afterwards."""
        return len(self.stale) >= MANY

    @property
    def only_new(self) -> bool:
        """Tell whether nothing has to be found in the catalogue first."""
        return not self.gone and self.added == len(self.stale)

    def prepared(self, connection: sqlite3.Connection) -> Iterator[Prepared]:
        """Return the records to be taken in, read and ready, in the order of ``batches``."""
        known: dict[str, str] = {}
        if self.added < len(self.stale):
            known = dict(connection.execute("SELECT file, digest FROM files"))
        paths = ((e.path, e.state[0]) for e in self.stale if e.name != FAILURES)
        return prepare_all(paths, known, many=self.many)

    def batches(self) -> Iterator[Batch]:
        """Return what is to be done in pieces of a bounded size; what is gone comes first."""
        if self.gone:
            yield Batch(gone=self.gone)
        entries: list[Entry] = []
        size = 0
        for entry in self.stale:
            entries.append(entry)
            size += entry.state[0]
            if size >= BATCH_BYTES:
                yield Batch(entries=tuple(entries))
                entries, size = [], 0
        if entries:
            yield Batch(entries=tuple(entries))


def _present(output: Path) -> Iterator[Entry]:
    with os.scandir(output / "records") as found:
        for entry in found:
            if entry.name.endswith(".json") and not entry.name.startswith(DRAFT):
                yield Entry(entry.name, Path(entry.path), _state(entry.stat()))
    failures = output / FAILURES
    if failures.is_file():
        yield Entry(FAILURES, failures, _state(failures.stat()))


def _state(stat: os.stat_result) -> State:
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def take_in(connection: sqlite3.Connection, batch: Batch, made: Iterator[Prepared]) -> None:
    """Write a batch; ``made`` are its records, as :meth:`Changes.prepared` returns them.

    The connection must be in a transaction.
    """
    for name in batch.gone:
        _forget(connection, name)
    writer = Writer(connection)
    for entry in batch.entries:
        if entry.name == FAILURES:
            _take_failures(connection, entry)
        else:
            _take(connection, writer, entry, next(made))


def _take(connection: sqlite3.Connection, writer: Writer, entry: Entry, made: Prepared) -> None:
    if made.digest is None:
        return
    if made.rows is None and made.fault is None:
        connection.execute(
            "UPDATE files SET size = ?, mtime = ?, inode = ? WHERE file = ?",
            (*entry.state, entry.name),
        )
        return
    _forget(connection, entry.name)
    document, fault = None, made.fault
    if made.rows is not None:
        try:
            document = writer.add(made.rows)
        except OverflowError as error:  # numbers that no table holds: then nothing of it
            forget_document(connection, writer.document)
            fault = str(error)
    _note(connection, entry, made.digest, document, fault)


def _take_failures(connection: sqlite3.Connection, entry: Entry) -> None:
    data = entry.path.read_bytes()
    _forget(connection, entry.name)
    fault = None
    try:
        _failures(connection, data)
    except GARBLED as error:
        fault = str(error) or type(error).__name__
    _note(connection, entry, hashlib.sha256(data).hexdigest(), None, fault)


def _note(
    connection: sqlite3.Connection,
    entry: Entry,
    digest: str,
    document: int | None,
    fault: str | None,
) -> None:
    connection.execute(
        "INSERT INTO files VALUES (?,?,?,?,?,?,?)",
        (entry.name, digest, *entry.state, document, fault),
    )


def _failures(connection: sqlite3.Connection, data: bytes) -> None:
    """Take in files that failed as a whole; failed pages stand in their records."""
    failed = [FAILED.decode(line) for line in data.splitlines()]
    connection.executemany(
        "INSERT INTO failures VALUES (NULL,?,NULL,?,?,?)",
        [(f.file, f.reason, f.message, f.remedy) for f in failed if f.page is None],
    )


def _forget(connection: sqlite3.Connection, name: str) -> None:
    found = connection.execute("SELECT document_id FROM files WHERE file = ?", (name,)).fetchone()
    if found is None:
        return
    if name == FAILURES:
        connection.execute("DELETE FROM failures WHERE document_id IS NULL")
    elif found[0] is not None:
        forget_document(connection, found[0])
    connection.execute("DELETE FROM files WHERE file = ?", (name,))


def forget_document(connection: sqlite3.Connection, document: int) -> None:
    """Remove a document's rows; its entries in the word index are passed over from now on."""
    connection.execute("INSERT INTO gone SELECT id FROM pages WHERE document_id = ?", (document,))
    connection.execute(
        "DELETE FROM lines WHERE page_id IN (SELECT id FROM pages WHERE document_id = ?)",
        (document,),
    )
    for table in ("pages", "fields", "findings", "entities", "mentions", "relations", "failures"):
        connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document,))
    connection.execute("DELETE FROM documents WHERE id = ?", (document,))
