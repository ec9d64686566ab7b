"""BagIt 1.0: sources, records and exports in one folder that proves it is whole.

The payload is ``data/sources`` (the delivered files under their names), ``data/records`` and
``data/exports`` (the formats that were named in the same run, so that what ``--where`` leaves
out is in none of them). Checksums are SHA-256. There is no date of bagging: the same
records give the same bag. Needs the delivery; a source that is missing or has changed ends
the export, because a bag without it would not be what it says.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from pipeline import __version__
from pipeline.errors import UsageError
from pipeline.exports.collection import Collection
from pipeline.model import Record

NAME = "bag"
DESCRIPTION = "BagIt 1.0 (SHA-256) of sources, records and the exports named beside it"
NEEDS_SOURCES = True

# Validators disagree on how these are escaped in manifests, so names in the bag avoid them.
UNSAFE = str.maketrans({"%": "％", "\r": "␍", "\n": "␊"})
TAG_FILES = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write a bag."""
    for record in collection.records():
        _copy(_source(collection, record), folder / "data" / "sources" / _name(record))
        path = collection.record_path(record)
        _copy(path, folder / "data" / "records" / path.name)
        progress()
    for name in collection.beside:
        if name != NAME:
            exported = collection.output / "exports" / name
            shutil.copytree(exported, folder / "data" / "exports" / name)
    _seal(folder)


def _source(collection: Collection, record: Record) -> Path:
    found = collection.source_path(record)
    if found is None:
        raise UsageError(
            f"{record.source.paths[0]} is not in {collection.delivery}, or its bytes have changed.",
            "Give the delivery as it was read, or read it again with 'fonds ingest'.",
        )
    return found


def _name(record: Record) -> PurePosixPath:
    """Return a source's path in the bag; raises UsageError for one that leads out of it."""
    path = PurePosixPath(record.source.paths[0].translate(UNSAFE))
    if path.is_absolute() or ".." in path.parts:
        raise UsageError(
            f"The record of {record.source.paths[0]} names a path outside the delivery.",
            "'fonds validate' shows what is wrong with it.",
        )
    return path


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _seal(folder: Path) -> None:
    """Write declaration, information and manifests over all that was copied."""
    size = count = 0
    with (folder / "manifest-sha256.txt").open("w", encoding="utf-8", newline="\n") as manifest:
        for path in _files(folder / "data"):
            manifest.write(f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n")
            size, count = size + path.stat().st_size, count + 1
    _tag(folder / "bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    _tag(
        folder / "bag-info.txt",
        f"Bag-Software-Agent: fonds {__version__}\nPayload-Oxum: {size}.{count}\n",
    )
    sums = (f"{_sha256(folder / name)}  {name}\n" for name in TAG_FILES)
    _tag(folder / "tagmanifest-sha256.txt", "".join(sums))


def _tag(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _files(folder: Path) -> Iterator[Path]:
    """Return all files below a folder in a fixed order; names are held a folder at a time."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries]
    names.sort()
    for name in names:
        path = folder / name
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
