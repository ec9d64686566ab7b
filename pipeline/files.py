"""Writing files in one step.

A file is written beside its final name, flushed to disk and renamed, so that whatever
kills the program leaves either the old bytes or the new ones.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import CannotWrite

# Begins the name of every file that is still being written.
DRAFT = ".tmp-"
# No page and no document could be kept after one of these, so the run ends.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


@contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of ``path`` when the block ends without error.

    Raises CannotWrite when the disk is full or read-only: that is no fault of a page.
    """
    draft = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=f"{DRAFT}{path.name}-", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(draft).chmod(0o666 & ~_umask())
        Path(draft).replace(path)
    except BaseException as error:
        if draft:
            Path(draft).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise _cannot_write(path.parent, error) from error
        raise


def _cannot_write(folder: Path, error: OSError) -> CannotWrite:
    if error.errno == errno.EROFS:
        why = "the disk is read-only"
        remedy = "Have it mounted for writing, or choose another output folder"
    else:
        why, remedy = "the disk is full", "Make room and run again"
    return CannotWrite(
        f"{folder} cannot be written: {why} ({error.strerror}).",
        f"{remedy}; everything read so far is kept.",
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
