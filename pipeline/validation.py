"""``fonds validate``: every record against its types and itself, and the folder as a whole.

One record is in memory at a time; of the others only paths and failed page numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from pipeline import record_checks
from pipeline.errors import REMEDIES, UsageError
from pipeline.model import Record
from pipeline.store import DRAFT, FailedPage, Store

RECORD_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*-([0-9a-f]{12})\.json")
RECORD = msgspec.json.Decoder(Record)
FAILED = msgspec.json.Decoder(FailedPage)
GARBLED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
AGAIN = "run 'fonds ingest' again"
LEFT_BEHIND = "left behind by a run that was killed; the next run removes it"


class Fault(Struct, frozen=True):
    """Something that is wrong: where (file below the output, JSON path) and what."""

    file: str
    path: str
    message: str

    def __str__(self) -> str:
        """All in one line."""
        return f"{self.file}: {self.path}: {self.message}"


class _Log(Struct, frozen=True):
    """What is needed of a run's log."""

    started: str
    failures: tuple[FailedPage, ...]


LOG = msgspec.json.Decoder(_Log)


class _Seen:
    """What stays of records and logs once they are checked."""

    def __init__(self) -> None:
        self.count = 0
        self.files: dict[str, str] = {}
        self.failed: dict[str, set[int]] = {}
        self.failing: list[tuple[str, Record]] = []
        self.logged: set[tuple[str, int | None]] = set()

    def add(self, file: str, record: Record) -> None:
        """Keep a record's id and failed pages; of one with failures, no more than these."""
        failed = tuple(page for page in record.pages if page.failure is not None)
        for path in record.source.paths:
            self.failed.setdefault(path, set()).update(page.number for page in failed)
        if failed:
            self.failing.append(
                (
                    file,
                    Record(
                        id=record.id, source=record.source, quality=record.quality, pages=failed
                    ),
                )
            )
        self.files.setdefault(record.id, file)


def validate(output: Path) -> tuple[int, list[Fault]]:
    """Return the number of records in an output folder and everything that is wrong.

    Raises UsageError where there is no such folder.
    """
    store = Store(output)
    if not store.records.is_dir():
        what = "no folder of records in" if output.is_dir() else "no folder"
        raise UsageError(f"There is {what} {output}.", "Give a folder written by 'fonds ingest'.")
    seen = _Seen()
    faults = [*_records(store, seen), *_logs(store, seen), *_failures(store, seen)]
    faults += [
        Fault(path.relative_to(output).as_posix(), "$", LEFT_BEHIND)
        for path in sorted(store.drafts())
    ]
    return seen.count, faults


def _records(store: Store, seen: _Seen) -> Iterator[Fault]:
    for path in sorted(store.records.iterdir()):
        file = f"records/{path.name}"
        if path.name.startswith(DRAFT):
            continue
        if not RECORD_NAME.fullmatch(path.name) or not path.is_file():
            yield Fault(file, "$", "not a record; move it elsewhere")
            continue
        seen.count += 1
        yield from _record(path, file, seen)


def _record(path: Path, file: str, seen: _Seen) -> Iterator[Fault]:
    try:
        data = path.read_bytes()
        record = RECORD.decode(data)
    except OSError as error:
        yield Fault(file, "$", f"cannot be read: {error.strerror}")
    except GARBLED as error:
        yield _garbled(file, error)
    else:
        if record.id in seen.files:
            yield Fault(file, "$.id", f"the same document as {seen.files[record.id]}")
        seen.add(file, record)
        wrong = record_checks.all_of(data, record, path.name)
        yield from (Fault(file, where, what) for where, what in wrong)


def _garbled(file: str, error: Exception, path: str = "$") -> Fault:
    """Return a fault from what msgspec says: the message ends in the path."""
    message, _, where = str(error).partition(" - at `")
    return Fault(file, path + where.rstrip("`").removeprefix("$"), message)


def _logs(store: Store, seen: _Seen) -> Iterator[Fault]:
    """Check the logs of all runs, and gather the failures that they list."""
    for path in sorted(store.runs.glob("*.json")):
        try:
            log = LOG.decode(path.read_bytes())
        except (OSError, *GARBLED) as error:
            yield _garbled(f"runs/{path.name}", error)
        else:
            seen.logged.update((line.file, line.page) for line in log.failures)


def _failures(store: Store, seen: _Seen) -> Iterator[Fault]:
    """Check the list of failures against the records, both ways.

    A record may come from an earlier run on another delivery; its failures then are in
    that run's log.
    """
    name, listed = store.failures.name, []
    try:
        lines = store.failures.read_bytes().splitlines()
    except OSError:
        yield Fault(name, "$", f"is missing: no run has ended here; {AGAIN}")
        return
    for number, line in enumerate(lines, start=1):
        try:
            listed.append((f"line {number}", FAILED.decode(line)))
        except GARBLED as error:
            yield _garbled(name, error, f"line {number}")
    whole = {failed.file for _, failed in listed if failed.page is None}
    for where, failed in listed:
        if wrong := _listed(failed, seen, whole):
            yield Fault(name, where, wrong)
    seen.logged.update((failed.file, failed.page) for _, failed in listed)
    yield from _unlisted(seen)


def _listed(failed: FailedPage, seen: _Seen, whole: set[str]) -> str:
    """Return what is wrong with a line of the list; ``whole`` are files without a record."""
    if failed.reason not in REMEDIES:
        return f"there is no reason {failed.reason!r}"
    if failed.page is None or failed.file in whole:
        return ""
    if failed.file not in seen.failed:
        return f"there is no record of {failed.file}; {AGAIN}"
    if failed.page not in seen.failed[failed.file]:
        return f"page {failed.page} of {failed.file} has not failed in its record"
    return ""


def _unlisted(seen: _Seen) -> Iterator[Fault]:
    for file, record in seen.failing:
        for page in record.pages:
            if not any((path, page.number) in seen.logged for path in record.source.paths):
                what = f"page {page.number} has failed, which no list of failures says; {AGAIN}"
                yield Fault(file, "$.pages", what)
