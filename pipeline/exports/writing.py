"""From a collection to folders of exports: each whole, or as it was before.

A format writes into a folder beside the final one; when it is complete the two change
places. A kill at any moment leaves a whole export, old or new: between the two renames the
old one is kept under a name by which the next run finds it.
"""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from msgspec.structs import replace

from pipeline.errors import UsageError
from pipeline.exports import FORMATS, Format, load
from pipeline.exports.collection import Collection
from pipeline.exports.optional import check
from pipeline.store import DRAFT, NO_ROOM

Advance = Callable[[], None]
# Told the format's name and the number of records (None: not known), gives what counts them.
Watch = Callable[[str, int | None], AbstractContextManager[Advance]]
SET_ASIDE = ".old-"


class Count:
    """Counts records on their way to whoever watches."""

    def __init__(self, advance: Advance) -> None:
        """Pass every count on to ``advance``."""
        self.count = 0
        self._advance = advance

    def __call__(self) -> None:
        """Count one record."""
        self.count += 1
        self._advance()


def export(collection: Collection, names: Sequence[str], watch: Watch) -> tuple[Path, ...]:
    """Write the formats named; return their folders.

    Raises UsageError (unknown format, no records, sources not given, disk full) and
    MissingProgram (a library of an extra is not installed).
    """
    formats = [load(name) for name in ordered(names)]
    total = len(collection.names())
    if not total:
        raise UsageError(f"There are no records in {collection.output}.", "Run 'fonds ingest'.")
    check(form.NAME for form in formats)
    _check_sources(collection, formats)
    collection = replace(collection, beside=tuple(form.NAME for form in formats))
    root = collection.output / "exports"
    root.mkdir(parents=True, exist_ok=True)
    with _alone(root):
        return tuple(
            _write(form, collection, root, watch, None if collection.where else total)
            for form in formats
        )


def ordered(names: Sequence[str]) -> tuple[str, ...]:
    """Return names once each, in the order of ``FORMATS``; raises UsageError."""
    for name in names:
        load(name)
    return tuple(name for name in FORMATS if name in names)


def _check_sources(collection: Collection, formats: Sequence[Format]) -> None:
    needing = [form.NAME for form in formats if form.NEEDS_SOURCES]
    if needing and (collection.delivery is None or not collection.delivery.exists()):
        where = f": {collection.delivery} is not there" if collection.delivery else ""
        raise UsageError(
            f"The export {', '.join(needing)} needs the delivered files{where}.",
            "Name the delivery that was read with --delivery.",
        )


def _write(
    form: Format, collection: Collection, root: Path, watch: Watch, total: int | None
) -> Path:
    final = root / form.NAME
    draft = Path(tempfile.mkdtemp(prefix=f"{DRAFT}{form.NAME}-", dir=root))
    draft.chmod(root.stat().st_mode & 0o777)
    try:
        with watch(form.NAME, total) as advance:
            written = Count(advance)
            form.write(collection, draft, written)
        if not written.count:
            raise UsageError("No record meets the conditions.", "Ask for less with --where.")
        _put(draft, final)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise UsageError(
                f"{root} cannot be written: {error.strerror}.", "Make room and run again."
            ) from error
        raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return final


def _put(draft: Path, final: Path) -> None:
    """Let ``draft`` take the place of ``final``."""
    aside = final.with_name(f"{SET_ASIDE}{final.name}")
    if final.exists():
        final.rename(aside)
    draft.rename(final)
    shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keep a second export out of this folder, and clear up after one that was killed."""
    with (root / ".lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UsageError(
                f"Another export is writing to {root}.", "Wait until it has ended."
            ) from error
        _recover(root)
        yield


def _recover(root: Path) -> None:
    for aside in sorted(root.glob(f"{SET_ASIDE}*")):
        final = root / aside.name.removeprefix(SET_ASIDE)
        if final.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(final)
    for draft in root.glob(f"{DRAFT}*"):
        shutil.rmtree(draft, ignore_errors=True)
