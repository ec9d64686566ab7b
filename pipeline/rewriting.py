"""Records written anew after corrections, without a run: at once, or after one page is read."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pipeline.corrections.rotation import rotations
from pipeline.executors import failure_of
from pipeline.flow import PageTask
from pipeline.linking import keep_links, standing_at
from pipeline.manifest import Manifest
from pipeline.model import Page, Rotation
from pipeline.provenance import page_key, reading_fingerprint, turned_key
from pipeline.store import Store
from pipeline.work import (
    DocumentTask,
    describe_document,
    give_back_memory,
    kept_task,
    read_checked,
    tidy,
)


def describe_again(output: Path, name: str) -> bool:
    """Write a record anew after corrections; False if its pages must be read again first.

    A page that was turned since is taken in its new position if it has been read so.
    """
    store = Store(output)
    task = _made_before(store, name)
    if task is None:
        return False
    turned = _positions(store, task, rotations(output, task.source.sha256))
    before = standing_at(store.records / name)
    made = describe_document(replace(task, output=str(output), rotations=turned)).finished
    if made is None:
        return False
    linked = keep_links(store, name, before, made.standing)
    manifest = Manifest(output)
    manifest.note(name, linked.digest if linked else made.digest)
    manifest.save()
    return True


def _positions(store: Store, task: DocumentTask, told: dict[int, Rotation]) -> dict[int, Rotation]:
    """Return in which positions scans are to be taken: as told where they were read so."""
    taken = dict(task.rotations)
    for number in {*told, *task.rotations}:
        rotation = told.get(number)
        if not 1 <= number <= len(task.keys) or number in task.failures:
            continue
        if not store.has_page(_at(task, number, rotation)):
            continue  # as it was, until it is read
        if rotation is None:
            taken.pop(number, None)
        else:
            taken[number] = rotation
    return dict(sorted(taken.items()))


def _at(task: DocumentTask, number: int, rotation: Rotation | None) -> str:
    return turned_key(task.keys[number - 1], rotation)


def is_read(output: Path, name: str, number: int, rotation: Rotation) -> bool:
    """Tell whether the cache holds a page in a position already."""
    store = Store(output)
    task = _made_before(store, name)
    if task is None or not 1 <= number <= len(task.keys):
        return False
    return store.has_page(_at(task, number, rotation))


class Reread(Struct, frozen=True):
    """A page that was read again: its pages and their cache key, or why it was not."""

    pages: tuple[Page, ...] = ()
    key: str = ""
    why: str = ""


def read_again(output: str, name: str, number: int, rotation: Rotation, path: str) -> Reread:
    """Read a page of a finished document in the position that a person gave it.

    Nothing is written: whoever asked does, when nobody else is writing. A document that
    another version of Fonds has read is left to the next run, which reads all of it anew.
    """
    task = _made_before(Store(Path(output)), name)
    if task is None:
        return Reread(why="The cache does not hold how the record was made.")
    source, settings = task.source, task.settings
    try:
        fingerprint = reading_fingerprint(settings.languages)
        if page_key(source.sha256, number, settings, fingerprint) != task.keys[number - 1]:
            return Reread(why="The document was read by another version.")
        asked = PageTask(path, source.sha256, source.media_type, number, settings, rotation)
        return Reread(read_checked(asked, None).pages, _at(task, number, rotation))
    except Exception as error:
        failure = failure_of(error, 0.0)
        return Reread(why=tidy(failure, path).message if failure else str(error))
    finally:
        give_back_memory()


def _made_before(store: Store, name: str) -> DocumentTask | None:
    try:
        return msgspec.json.decode(kept_task(store, name).read_bytes(), type=DocumentTask)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
