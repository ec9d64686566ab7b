"""``catalogue.sqlite`` in the output folder: made from the records, brought up to date.

Only records that are new, changed or gone are touched. Every batch is a transaction, so a
killed update leaves whole documents and the next one goes on. A file lock lets one process
write at a time; SQLite's own locks keep readers apart from it. A rollback journal, not a
write-ahead log, because output folders lie on network disks. A catalogue that is damaged,
or was written by another version of this code, is made anew.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec import Struct

from pipeline.catalogue import schema
from pipeline.catalogue.files import SCANNED, Changes, take_in
from pipeline.errors import UsageError
from pipeline.provenance import code_digest

NAME = "catalogue.sqlite"
# Everything that decides what stands in the index.
CODE = (
    *(
        f"catalogue/{part}.py"
        for part in "dates files fold names parties prepared reading rows schema writer".split()
    ),
    "model.py",
    "scripts.py",
    "stages/normalise.py",
    "rules/data/authority.tsv",
    "rules/data/han_variants.tsv",
)
VERSION = int(code_digest(CODE)[:7], 16)
BUSY_SECONDS = 30
CACHE_KILOBYTES = 64 << 10
# Index entries of pages that are gone may be as many as these, or as the pages there are.
MOST_GONE = 5000
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")

Tell = Callable[[int, int], None]


class Update(Struct, frozen=True):
    """How many files an update took in, the list of failures among them.

    ``documents`` is how many records the catalogue holds now; ``faults`` are files that
    could not be taken in, and why.
    """

    documents: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    faults: tuple[tuple[str, str], ...] = ()


def path_of(output: Path) -> Path:
    """Return where the catalogue of an output folder lies."""
    return output / NAME


def update(output: Path, tell: Tell = lambda done, total: None) -> Update:
    """Bring the catalogue up to date; ``tell`` is called with records done and to do.

    Raises UsageError where there are no records or the catalogue cannot be written.
    """
    if not (output / "records").is_dir():
        raise UsageError(f"There are no records in {output}.", "Run 'fonds ingest' first.")
    with _errors(output), _locked(output):
        try:
            return _update(output, tell)
        except sqlite3.DatabaseError as error:
            if not error.sqlite_errorname.startswith(DAMAGED):
                raise
            _discard(path_of(output))
            return _update(output, tell)


def connect(output: Path) -> sqlite3.Connection:
    """Open the catalogue for reading, for one search at a time; opening costs a millisecond.

    Raises UsageError where there is none, or none of this version: update it first.
    """
    uri = f"{path_of(output).resolve().as_uri()}?mode=ro"
    try:
        connection = sqlite3.connect(
            uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
        current = _version(connection) == VERSION
    except sqlite3.DatabaseError:
        current = False
    if not current:
        raise UsageError(
            f"There is no catalogue of {output} by this version of Fonds.",
            "Run 'fonds search' without --no-update to make it.",
        )
    return connection


def _update(output: Path, tell: Tell) -> Update:
    path = path_of(output)
    if not _usable(path):
        _discard(path)
    with closing(_writable(path)) as connection:
        if _version(connection) != VERSION:
            _create(connection)
        changes = Changes.between(connection, output)
        done = 0
        tell(done, len(changes.stale))
        if not changes.only_new:
            _create_indexes(connection)
        made = changes.prepared(connection)
        for batch in changes.batches():
            with _transaction(connection):
                take_in(connection, batch, made)
            done += len(batch.entries)
            tell(done, len(changes.stale))
        _create_indexes(connection)
        if changes.many:
            connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            connection.execute("ANALYZE")
        return _told(connection, changes)


def _told(connection: sqlite3.Connection, changes: Changes) -> Update:
    [documents] = connection.execute("SELECT count(*) FROM documents").fetchone()
    faults = connection.execute("SELECT file, fault FROM files WHERE fault IS NOT NULL")
    return Update(
        documents=documents,
        added=changes.added,
        changed=len(changes.stale) - changes.added,
        removed=len(changes.gone),
        faults=tuple(faults.fetchall()),
    )


def _writable(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
    return connection


def _create(connection: sqlite3.Connection) -> None:
    with _transaction(connection):
        schema.create(connection)
        connection.execute(SCANNED)
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _create_indexes(connection: sqlite3.Connection) -> None:
    """Create the indexes, after the rows where all of them are new: that is quicker."""
    with _transaction(connection):
        schema.create_indexes(connection)


def _usable(path: Path) -> bool:
    """Tell whether a catalogue is of this version and not mostly made of pages that are gone."""
    if not path.exists():
        return False
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
        if _version(connection) != VERSION:
            return False
        [pages] = connection.execute("SELECT count(*) FROM pages").fetchone()
        [gone] = connection.execute("SELECT count(*) FROM gone").fetchone()
    return bool(gone <= max(MOST_GONE, pages))


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _discard(path: Path) -> None:
    """Remove a catalogue; its journal last, for SQLite ignores one without a file."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Wait until no other process updates this catalogue, and keep others out."""
    lock = output / "cache" / "catalogue.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


@contextmanager
def _errors(output: Path) -> Iterator[None]:
    """Say what a user can do where the catalogue cannot be written."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        raise UsageError(
            f"The catalogue in {output} cannot be written: {error}.",
            "Check permissions and free space, or search with --no-update.",
        ) from error
