"""Temporary folders of runs, which hold decrypted papers: none outlives its run for long.

A run that is killed cannot remove its own; the next one on the machine does. A folder is in
use as long as its lock is held, and the system lets go of that whatever ends the process
(a process number would mean nothing to another machine or container with the same folder).
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType

PREFIX = "fonds-"
LOCK = "in-use"


class Scratch:
    """A folder for this user alone, gone with the ``with`` block or with ``cleanup``."""

    def __init__(self) -> None:
        """Make the folder, after removing those that killed runs of this user left."""
        root = Path(tempfile.gettempdir())
        sweep(root)
        self.name = tempfile.mkdtemp(prefix=PREFIX, dir=root)
        # Locked before it has its name: no other run may find it unlocked.
        draft = Path(self.name, f"{LOCK}.new")
        self._handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        draft.rename(draft.with_name(LOCK))

    def cleanup(self) -> None:
        """Remove the folder with all that is in it."""
        shutil.rmtree(self.name, ignore_errors=True)
        os.close(self._handle)

    def __enter__(self) -> str:
        """Return the folder's path."""
        return self.name

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove the folder."""
        self.cleanup()


def sweep(root: Path) -> None:
    """Remove folders below ``root`` that runs of this user left when they were killed."""
    for folder in root.glob(f"{PREFIX}*"):
        with suppress(OSError):  # somebody else's, in use, or just gone
            if folder.lstat().st_uid == os.getuid() and not folder.is_symlink():
                _remove_unused(folder)


def _remove_unused(folder: Path) -> None:
    """Remove a folder that has a lock which nobody holds; raises OSError for any other."""
    handle = os.open(folder / LOCK, os.O_WRONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)
