"""Deciding about one file: a document to open, a refusal, or not a document."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.errors import ReadFailure
from pipeline.intake.bag import PAYLOAD, Bag, Checksum, mismatch
from pipeline.intake.fixity import EMPTY_SHA256, digests, first_bytes, stat_key
from pipeline.intake.kinds import CONVERTIBLE, DOCUMENT_NAMES, Kind, has_document_name, kind_of
from pipeline.intake.names import is_valid
from pipeline.intake.types import Candidate, Known, Probed, Refused, Skipped, StatKey
from pipeline.intake.walk import Found
from pipeline.settings import Limits

# A file changed so recently could change again without its times showing it.
_SETTLED_NS = 2_000_000_000
_SUFFIXES = {
    "application/pdf": {".pdf"},
    "image/tiff": {".tif", ".tiff"},
    "image/jpeg": {".jpg", ".jpeg", ".jpe", ".jfif"},
    "image/png": {".png"},
}
Verdict = Candidate | Refused | Skipped


@dataclass(frozen=True)
class Rules:
    """What decisions about single files depend on; ``started`` is in nanoseconds."""

    bag: Bag | None
    known: Mapping[StatKey, Known]
    limits: Limits
    started: int


def triage(found: Found, rules: Rules) -> Verdict:
    """Decide about one file; never raises for what is wrong with the file."""
    if rules.bag is not None and not found.raw.startswith(PAYLOAD):
        return Skipped(path=found.name, reason="part of the bag, not of its content")
    try:
        return _triage(found, rules)
    except ReadFailure as failure:
        return _refused(found, None, failure)
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}"
        return _refused(found, None, ReadFailure("unreadable", message))


def _triage(found: Found, rules: Rules) -> Verdict:
    stat = os.stat(found.path)
    key = stat_key(found.name, stat)
    remembered = rules.known.get(key) if is_valid(found.raw) else None
    promised = _promised(found, rules.bag)
    kind = _kind(found, stat.st_size, remembered)
    wanted = kind.media_type is not None or has_document_name(found.raw)
    sums: dict[str, str] = {}
    if wanted or promised:
        sums = _digests(found.path, promised, remembered)
        failure = mismatch(sums, promised)
        if failure is not None:
            return _refused(found, sums["sha256"], failure)
    if kind.media_type is None:
        return _reject(found, stat.st_size, kind, sums)
    return Candidate(
        path=found.path,
        paths=(found.name,),
        sha256=sums["sha256"],
        bytes=stat.st_size,
        media_type=kind.media_type,
        notes=_notes(found, kind.media_type, rules.bag, promised),
        digests=sums,
        stats=(key,) if _is_settled(found, stat, rules.started) else (),
        probed=_usable(remembered, rules.limits),
    )


def _kind(found: Found, size: int, remembered: Known | None) -> Kind:
    if remembered is not None:
        return Kind(media_type=remembered.media_type, name=remembered.media_type)
    return kind_of(first_bytes(found.path) if size else b"", found.raw)


def _promised(found: Found, bag: Bag | None) -> tuple[Checksum, ...]:
    entry = bag.entry(found.raw) if bag is not None else None
    return bag.payload[entry] if bag is not None and entry is not None else ()


def _digests(path: str, promised: tuple[Checksum, ...], remembered: Known | None) -> dict[str, str]:
    names = {"sha256", *(name for name, _ in promised)}
    if remembered is not None and names <= remembered.digests.keys():
        return remembered.digests
    return digests(path, names)


def _reject(found: Found, size: int, kind: Kind, sums: dict[str, str]) -> Refused | Skipped:
    """Refuse what only its name calls a document; skip what does not claim to be one."""
    named = has_document_name(found.raw)
    if size == 0:
        if named:
            return _refused(found, EMPTY_SHA256, ReadFailure("empty", "The file is empty"))
        return Skipped(path=found.name, reason="empty file")
    if named:
        suffix = os.path.splitext(found.raw)[1].lower()
        message = f"The name ends in {suffix}, but the content is {kind.name}"
        return _refused(found, sums["sha256"], ReadFailure("not_a_document", message))
    if kind.name in CONVERTIBLE:
        return Skipped(path=found.name, reason=f"cannot be read ({kind.name}): convert it to PDF")
    return Skipped(path=found.name, reason=f"not a document ({kind.name})")


def _notes(
    found: Found, media_type: str, bag: Bag | None, promised: tuple[Checksum, ...]
) -> tuple[str, ...]:
    notes = []
    if bag is not None and not promised:
        notes.append("not in the bag manifest")
    suffix = os.path.splitext(found.raw)[1].lower()
    if suffix in DOCUMENT_NAMES and suffix not in _SUFFIXES.get(media_type, {suffix}):
        notes.append(f"named {suffix}, but the content is {media_type}")
    return tuple(notes)


def _usable(remembered: Known | None, limits: Limits) -> Probed | None:
    """Return the remembered probe unless today's limits could judge it otherwise."""
    if remembered is None or remembered.probed is None:
        return None
    return remembered.probed if remembered.probed.pages <= limits.max_pages else None


def _is_settled(found: Found, stat: os.stat_result, started: int) -> bool:
    newest = max(stat.st_mtime_ns, stat.st_ctime_ns)
    # Names that are not UTF-8 could, once escaped, collide with another file's name.
    return is_valid(found.raw) and newest < started - _SETTLED_NS


def _refused(found: Found, sha256: str | None, failure: ReadFailure) -> Refused:
    return Refused(paths=(found.name,), sha256=sha256, failure=failure.as_failure())
