"""All rows of a record, made where there is time: in a second process when there is much to do.

Reading, decoding and folding take longer than SQLite does to write, and need nothing of the
catalogue. Ids are counted from nought; whoever writes adds those given before.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from pipeline.catalogue import reading, rows
from pipeline.catalogue.rows import Place, Row
from pipeline.model import Record
from pipeline.pool import Pool

GARBLED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError)
# Bytes of records a task, and tasks under way or waiting for each worker.
TASK_BYTES, AHEAD = 4 << 20, 3
TASK_SECONDS, TASKS = 120.0, 10_000
MOST_WORKERS = 2
# Paths of records, and the digests that are known of them.
Task = tuple[tuple[str, str | None], ...]


class PageRows(Struct, frozen=True, array_like=True):
    """The rows of a page, without its id."""

    page: Row
    lines: tuple[Row, ...]
    words: Row


class RecordRows(Struct, frozen=True, array_like=True):
    """The rows of a record, without ids; mentions name pages by their place in ``pages``."""

    document: Row
    pages: tuple[PageRows, ...]
    fields: tuple[Row, ...]
    findings: tuple[Row, ...]
    entities: tuple[Row, ...]
    relations: tuple[Row, ...]
    failures: tuple[Row, ...]
    mentions: tuple[Row, ...]


class Prepared(Struct, frozen=True):
    """A file of a record: its digest (None: it is gone), and its rows or what is wrong.

    Neither rows nor fault: its bytes are those that are known.
    """

    digest: str | None
    rows: RecordRows | None = None
    fault: str | None = None


def rows_of(record: Record, file: str) -> RecordRows:
    """Return all rows of a record."""
    named = rows.named(record)
    places: dict[Place, int] = {
        (page.number, page.half): index for index, page in enumerate(record.pages)
    }
    pages = tuple(
        PageRows(
            rows.page(page),
            tuple(rows.lines(page)),
            rows.words(page, named.get((page.number, page.half), ())),
        )
        for page in record.pages
    )
    return RecordRows(
        document=rows.document(record, file),
        pages=pages,
        fields=tuple(rows.fields(record.metadata)),
        findings=tuple(rows.findings(record)),
        entities=tuple(rows.entities(record)),
        relations=tuple(rows.relations(record)),
        failures=tuple(rows.failures(record)),
        mentions=tuple(rows.mentions(record, places)),
    )


def prepare(path: Path, known: str | None) -> Prepared:
    """Read a record; nothing is made of bytes whose digest is ``known``."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Prepared(None)  # since the folder was listed; the next update sees it
    digest = hashlib.sha256(data).hexdigest()
    if digest == known:
        return Prepared(digest)
    try:
        return Prepared(digest, rows_of(reading.decode(data), path.name))
    except GARBLED as error:
        return Prepared(digest, fault=str(error) or type(error).__name__)


def prepare_all(
    paths: Iterable[tuple[Path, int]], known: Mapping[str, str], *, many: bool
) -> Iterator[Prepared]:
    """Read records in their order, by workers if they are many; sizes are told with paths."""
    if not many or (os.cpu_count() or 1) < 2:
        return (prepare(path, known.get(path.name)) for path, _ in paths)
    return _by_workers(paths, known)


def _by_workers(paths: Iterable[tuple[Path, int]], known: Mapping[str, str]) -> Iterator[Prepared]:
    workers = min(MOST_WORKERS, (os.cpu_count() or 2) - 1)
    under_way: deque[tuple[Task, Future[Any]]] = deque()
    pool = Pool(workers, TASKS, _begin)
    try:
        for task in _tasks(paths, known):
            under_way.append((task, pool.submit(TASK_SECONDS, _prepare, task)))
            if len(under_way) >= AHEAD * workers:
                yield from _settled(*under_way.popleft())
        while under_way:
            yield from _settled(*under_way.popleft())
    finally:
        pool.close(now=True)


def _tasks(paths: Iterable[tuple[Path, int]], known: Mapping[str, str]) -> Iterator[Task]:
    task: list[tuple[str, str | None]] = []
    size = 0
    for path, bytes_ in paths:
        task.append((str(path), known.get(path.name)))
        size += bytes_
        if size >= TASK_BYTES:
            yield tuple(task)
            task, size = [], 0
    if task:
        yield tuple(task)


def _prepare(task: Task) -> tuple[Prepared, ...]:
    return tuple(prepare(Path(path), known) for path, known in task)


def _settled(task: Task, future: Future[Any]) -> tuple[Prepared, ...]:
    """Return what a worker made; of a task that was lost with its worker, make it here."""
    if future.exception() is not None:
        return _prepare(task)
    made: tuple[Prepared, ...] = future.result()
    return made


def _begin() -> None:
    """Prepare a worker: nothing is needed."""
