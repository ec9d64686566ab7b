"""Walking through a delivery: every file once, in a fixed order, never outside it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from pipeline.errors import ReadFailure
from pipeline.intake.names import shown
from pipeline.intake.types import Refused, Skipped
from pipeline.model import Frozen

_DROPPINGS = frozenset(
    {"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "@eadir", "lost+found"}
    | {"$recycle.bin", "system volume information"}
)


class Found(Frozen, frozen=True, kw_only=True):
    """A file: ``path`` opens it, ``raw`` is relative to the delivery, ``name`` shown."""

    path: str
    raw: str
    name: str


class Walk(Frozen, frozen=True, kw_only=True):
    """All regular files in the order of their names, and what was passed by."""

    files: tuple[Found, ...]
    skipped: tuple[Skipped, ...] = ()
    refused: tuple[Refused, ...] = ()


def walk(root: str, exclude: str | None = None) -> Walk:
    """List the files below ``root`` (a real path) without those below ``exclude``.

    Links to files inside are followed. A link to a folder is followed only if nothing
    else led there, so a loop ends and no folder is read twice. A folder that cannot be
    listed is refused: documents may be in it.
    """
    walker = _Walker(root=root, exclude=exclude)
    if exclude is not None and os.path.isdir(exclude):
        # Counted as read from the start, so that no way leads into it.
        stat = os.stat(exclude)
        walker.seen.add((stat.st_dev, stat.st_ino))
    walker.descend("")
    while walker.links:
        walker.follow(walker.links.pop(0))
    return Walk(
        files=tuple(sorted(walker.files, key=lambda found: found.raw)),
        skipped=tuple(walker.skipped),
        refused=tuple(walker.refused),
    )


@dataclass
class _Walker:
    root: str
    exclude: str | None
    files: list[Found] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)

    def descend(self, folder: str) -> None:
        """Read a folder and all below it, without recursion: depth is the sender's."""
        waiting = [folder]
        while waiting:
            current = waiting.pop()
            try:
                waiting.extend(self._read(current))
            except OSError as error:
                self._refuse(current or ".", error)

    def follow(self, link: str) -> None:
        """Descend into a linked folder unless it has been read."""
        try:
            stat = os.stat(os.path.join(self.root, link))
        except OSError as error:
            self._refuse(link, error)
            return
        if (stat.st_dev, stat.st_ino) in self.seen:
            self._skip(link, "link to a folder that is read anyway")
        else:
            self.descend(link)

    def _read(self, folder: str) -> list[str]:
        """Sort the entries of one folder; return the folders in it."""
        path = os.path.join(self.root, folder) if folder else self.root
        stat = os.stat(path)
        if (stat.st_dev, stat.st_ino) in self.seen:
            return []
        self.seen.add((stat.st_dev, stat.st_ino))
        folders = []
        with os.scandir(path) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                raw = f"{folder}/{entry.name}" if folder else entry.name
                if self._take(entry, raw):
                    folders.append(raw)
        return folders[::-1]

    def _take(self, entry: os.DirEntry[str], raw: str) -> bool:
        """Put one entry where it belongs; return True for a folder to descend into."""
        reason = _dropping(entry.name)
        if reason:
            self._skip(raw, reason)
        elif entry.is_symlink():
            self._take_link(entry.path, raw)
        elif entry.is_dir(follow_symlinks=False):
            return True
        elif entry.is_file(follow_symlinks=False):
            self.files.append(Found(path=entry.path, raw=raw, name=shown(raw)))
        else:
            self._skip(raw, "not a regular file (device, pipe or socket)")
        return False

    def _take_link(self, path: str, raw: str) -> None:
        target = os.path.realpath(path)
        if os.path.islink(target):
            self._skip(raw, "link that leads back to itself")
        elif not inside(target, self.root):
            self._skip(raw, "link that leaves the delivery")
        elif self.exclude is not None and inside(target, self.exclude):
            self._skip(raw, "link into the output folder")
        elif os.path.isdir(target):
            self.links.append(raw)
        elif os.path.isfile(target):
            self.files.append(Found(path=path, raw=raw, name=shown(raw)))
        else:
            self._skip(raw, "link to a file that does not exist")

    def _skip(self, raw: str, reason: str) -> None:
        self.skipped.append(Skipped(path=shown(raw), reason=reason))

    def _refuse(self, raw: str, error: OSError) -> None:
        failure = ReadFailure("unreadable", f"The folder cannot be listed: {error.strerror}")
        self.refused.append(Refused(paths=(shown(raw),), sha256=None, failure=failure.as_failure()))


def inside(path: str, folder: str) -> bool:
    """Tell whether a real path is ``folder`` or below it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _dropping(name: str) -> str | None:
    if name.lower() in _DROPPINGS or name.startswith("~$"):
        return "left behind by an operating system or office program"
    return "hidden file or folder" if name.startswith(".") else None
