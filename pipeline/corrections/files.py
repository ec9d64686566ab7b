"""Where corrections lie: ``corrections/<hash of the source>/<page>[-half].json``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from pipeline.corrections.match import SAME, overlap
from pipeline.corrections.sense import checked
from pipeline.corrections.types import Change, Conflict, Sheet
from pipeline.errors import ReadFailure, UsageError
from pipeline.files import atomic
from pipeline.model import Half
from pipeline.store import ENCODER

FOLDER = "corrections"
CONFLICTS = "conflicts.json"
SHA256 = re.compile(r"[0-9a-f]{64}")
HALVES: tuple[Half, ...] = ("left", "right")
SHEET = msgspec.json.Decoder(Sheet)
LISTED = msgspec.json.Decoder(tuple[Conflict, ...])


def folder_of(output: Path, sha256: str) -> Path:
    """Return where a document's corrections lie; the hash comes from outside."""
    if not SHA256.fullmatch(sha256):
        raise ValueError(f"{sha256!r} is no SHA-256")
    return output / FOLDER / sha256


def sheet_path(output: Path, sha256: str, page: int, half: Half | None) -> Path:
    """Return the file of a page's corrections; that of page 0 is the document's."""
    return folder_of(output, sha256) / _name(page, half)


def _name(page: int, half: Half | None) -> str:
    return f"{page:04d}-{half}.json" if half else f"{page:04d}.json"


def load(output: Path, sha256: str) -> dict[tuple[int, Half | None], Sheet]:
    """Return a document's corrections by page and half.

    Raises ReadFailure (``bad_correction``) for a file that is none: a person's work must
    not vanish silently.
    """
    found = (_load(path) for path in _sheets(folder_of(output, sha256)))
    return {(sheet.page, sheet.half): sheet for sheet in found if sheet.changes}


def _load(path: Path) -> Sheet:
    try:
        sheet = SHEET.decode(path.read_bytes())
        for change in sheet.changes:
            checked(change)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, UsageError) as error:
        raise ReadFailure("bad_correction", f"{path.parent.name}/{path.name}: {error}") from error
    if sheet.sha256 != path.parent.name:
        raise ReadFailure("bad_correction", f"{path.parent.name}/{path.name} is another document's")
    if _name(sheet.page, sheet.half) != path.name:
        raise ReadFailure("bad_correction", f"{path.parent.name}/{path.name} is another page's")
    return sheet


def _sheets(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("[0-9]*.json") if path.name != CONFLICTS)


def load_page(output: Path, sha256: str, page: int, half: Half | None) -> Sheet:
    """Return a page's corrections, none if there are none yet."""
    path = sheet_path(output, sha256, page, half)
    return _load(path) if path.is_file() else Sheet(sha256=sha256, page=page, half=half)


def save(output: Path, sheet: Sheet) -> None:
    """Write a page's corrections; without any, the file goes."""
    path = sheet_path(output, sheet.sha256, sheet.page, sheet.half)
    if not sheet.changes:
        path.unlink(missing_ok=True)
        return
    with atomic(path) as stream:
        stream.write(msgspec.json.format(ENCODER.encode(sheet), indent=2) + b"\n")


def add(output: Path, sheet: Sheet, changes: Iterable[Change]) -> Sheet:
    """Add corrections to a page's; return the page's corrections as they now are."""
    made = added(sheet, changes)
    put(output, sheet, made)
    return made


def added(sheet: Sheet, changes: Iterable[Change]) -> Sheet:
    """Return a page's corrections with more of them."""
    kept = list(sheet.changes)
    for change in changes:
        kept = [other for other in kept if not _replaces(change, other)]
        kept.append(change)
    return msgspec.structs.replace(sheet, changes=tuple(kept))


def put(output: Path, before: Sheet, after: Sheet) -> tuple[tuple[Sheet, Sheet], ...]:
    """Write a page's corrections; return every sheet that was written, as it was and as it is.

    Halves of a scan that now lies otherwise are no longer checked: that was another reading.
    """
    pairs = [(before, after)]
    if after.half is None and _position(before) != _position(after):
        halves = (load_page(output, after.sha256, after.page, half) for half in HALVES)
        pairs += [(half, _unchecked(half)) for half in halves if half != _unchecked(half)]
    for _, made in reversed(pairs):  # better a check too few than one that was not made
        save(output, made)
    return tuple(pairs)


def _position(sheet: Sheet) -> list[str]:
    return [change.after for change in sheet.changes if change.kind == "rotation"]


def _unchecked(sheet: Sheet) -> Sheet:
    kept = tuple(change for change in sheet.changes if change.kind != "checked")
    return msgspec.structs.replace(sheet, changes=kept)


def _replaces(new: Change, old: Change) -> bool:
    """Tell whether a correction takes the place of an earlier one of the same."""
    if new.kind == "rotation" and old.kind == "checked":
        return True  # what was found right was another reading
    if new.kind != old.kind:
        return False
    if new.kind == "line" and new.box and old.box:
        return overlap(new.box, old.box) > SAME
    return (new.box, new.field) == (old.box, old.field)


def digest(output: Path, sha256: str) -> str:
    """Return a digest of a document's corrections, empty if it has none."""
    seen = hashlib.sha256()
    paths = _sheets(folder_of(output, sha256))
    for path in paths:
        seen.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return seen.hexdigest() if paths else ""


def documents(output: Path) -> Iterator[str]:
    """Return the hashes of the documents that have corrections."""
    for path in sorted((output / FOLDER).glob("*")):
        if SHA256.fullmatch(path.name) and _sheets(path):
            yield path.name


def save_conflicts(output: Path, sha256: str, conflicts: tuple[Conflict, ...]) -> None:
    """List the corrections that no longer fit; nothing is left of an earlier list."""
    path = folder_of(output, sha256) / CONFLICTS
    if not conflicts:
        path.unlink(missing_ok=True)
        return
    with atomic(path) as stream:
        stream.write(msgspec.json.format(ENCODER.encode(conflicts), indent=2) + b"\n")


def load_conflicts(output: Path, sha256: str) -> tuple[Conflict, ...]:
    """Return the corrections that did not fit when the record was last written."""
    try:
        return LISTED.decode((folder_of(output, sha256) / CONFLICTS).read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return ()  # derived: the next run lists them again
