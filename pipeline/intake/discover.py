"""Taking stock of a delivery: every file is hashed and named, nothing is opened yet."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec

from pipeline.errors import ReadFailure, UsageError
from pipeline.intake.bag import PAYLOAD, Bag, absent, check_tags, read_bag
from pipeline.intake.listing import Listing, read_listing
from pipeline.intake.names import shown
from pipeline.intake.triage import Rules, Verdict, triage
from pipeline.intake.types import Candidate, Discovery, Known, Refused, Skipped, StatKey
from pipeline.intake.walk import Found, Walk, inside, walk
from pipeline.settings import Limits

Progress = Callable[[int, int], None]
_NOTHING: Mapping[StatKey, Known] = MappingProxyType({})


def discover(
    path: Path,
    limits: Limits,
    *,
    exclude: Path | None = None,
    known: Mapping[StatKey, Known] = _NOTHING,
    progress: Progress | None = None,
) -> Discovery:
    """Find, hash and sort all files of a delivery (a folder, a bag or a single file).

    ``exclude`` is the output folder, ``known`` what an earlier run learned, and
    ``progress`` is called with the files done and their number. Raises UsageError for a
    path that is no delivery and for a manifest that cannot be understood.
    """
    root, walked = _open(path, exclude)
    is_folder = os.path.isdir(path)
    bag = _read_bag(root) if is_folder else None
    listing = read_listing(root, PAYLOAD if bag else "") if is_folder else Listing()
    rules = Rules(bag=bag, known=known, limits=limits, started=time.time_ns())
    files = [found for found in walked.files if found.raw != listing.name]
    verdicts = _triage_all(files, rules, progress)
    missing = (*check_tags(root, bag), *absent(root, bag, _payload(files))) if bag else ()
    flaws = (*(bag.refused if bag else ()), *missing, *walked.refused)
    told = [*(found.raw for found in files), *(path for one in flaws for path in one.paths)]
    refused = _merge([v for v in verdicts if isinstance(v, Refused)])
    skipped = [v for v in verdicts if isinstance(v, Skipped)]
    skipped += [*walked.skipped, *listing.unusable(root)]
    return Discovery(
        root=Path(root),
        candidates=_group((v for v in verdicts if isinstance(v, Candidate)), listing),
        refused=tuple(
            sorted((*refused, *flaws, *listing.undelivered(root, told)), key=lambda one: one.paths)
        ),
        skipped=tuple(sorted(skipped, key=lambda one: (one.path, one.reason))),
    )


def _open(path: Path, exclude: Path | None) -> tuple[str, Walk]:
    """Return the delivery's root as a real path, and its files."""
    real = os.path.realpath(path)
    if os.path.isfile(real):
        name = os.path.basename(os.path.abspath(path))
        found = Found(path=real, raw=name, name=shown(name))
        return os.path.dirname(real), Walk(files=(found,))
    if not os.path.isdir(real):
        there = "is neither a file nor a folder" if os.path.lexists(path) else "does not exist"
        message = f"The delivery {shown(str(path))} {there}"
        raise UsageError(message, "Give the path of a folder, a bag, a PDF or an image")
    if exclude is not None:
        check_apart(path, exclude)
    return real, walk(real, os.path.realpath(exclude) if exclude is not None else None)


def check_apart(delivery: Path, output: Path) -> None:
    """Raise UsageError for an output folder that is the delivered folder or contains it.

    Neither needs to exist.
    """
    real = os.path.realpath(delivery)
    if not os.path.isfile(real) and inside(real, os.path.realpath(output)):
        message = "The output folder is the delivery itself or contains it"
        raise UsageError(message, "Choose an output folder beside the delivery")


def _read_bag(root: str) -> Bag | None:
    try:
        return read_bag(root)
    except ReadFailure as failure:
        raise UsageError(failure.message, failure.remedy) from failure


def _payload(files: Iterable[Found]) -> list[str]:
    return [found.raw for found in files if found.raw.startswith(PAYLOAD)]


def _triage_all(files: list[Found], rules: Rules, progress: Progress | None) -> list[Verdict]:
    verdicts = []
    for number, found in enumerate(files, start=1):
        verdicts.append(triage(found, rules))
        if progress is not None:
            progress(number, len(files))
    return verdicts


def _group(candidates: Iterable[Candidate], listing: Listing) -> tuple[Candidate, ...]:
    """Make one candidate of all copies with the same bytes, in the order of first paths."""
    copies: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        copies.setdefault(candidate.sha256, []).append(candidate)
    return tuple(_joined(group, listing) for group in copies.values())


def _joined(group: list[Candidate], listing: Listing) -> Candidate:
    group = sorted(group, key=lambda one: one.paths)
    paths = tuple(path for one in group for path in one.paths)
    several = len(group) > 1
    return msgspec.structs.replace(
        group[0],
        paths=paths,
        notes=tuple(
            f"{one.paths[0]}: {note}" if several else note for one in group for note in one.notes
        ),
        delivered=listing.delivered(paths),
        digests={name: value for one in group for name, value in one.digests.items()},
        stats=tuple(stat for one in group for stat in one.stats),
        probed=next((one.probed for one in group if one.probed is not None), None),
    )


def _merge(refusals: list[Refused]) -> list[Refused]:
    """Make one refusal of all copies that are refused for the same reason."""
    merged: dict[tuple[str, str, str], Refused] = {}
    for one in refusals:
        key = (one.sha256 or one.paths[0], one.failure.reason, one.failure.message)
        paths = (*merged[key].paths, *one.paths) if key in merged else one.paths
        merged[key] = msgspec.structs.replace(one, paths=tuple(sorted(paths)))
    return list(merged.values())
