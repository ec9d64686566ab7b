"""BagIt bags: what the manifests promise, kept per file so that one can fail alone.

Written here rather than taken from a BagIt library because those judge a bag as a
whole: one damaged page would refuse ten thousand good ones.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.errors import ReadFailure
from pipeline.intake.fixity import algorithm, digests
from pipeline.intake.names import leaves, loose, shown
from pipeline.intake.types import Refused
from pipeline.model import Frozen

PAYLOAD = "data/"
_MANIFEST = re.compile(r"(tag)?manifest-([A-Za-z0-9_-]+)\.txt")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")
_ENCODED = re.compile("%(0[AaDd]|25)")
_LONGEST_LINE = 65_536
Checksum = tuple[str, str]


class Bag(Frozen, frozen=True, kw_only=True):
    """The checksums a bag's manifests give for each file.

    ``payload`` and ``tags`` are keyed by the path as written; ``aliases`` lead from
    other spellings to it. ``refused`` holds what is wrong with the manifests.
    """

    payload: dict[str, tuple[Checksum, ...]]
    tags: dict[str, tuple[Checksum, ...]]
    aliases: dict[str, str] = {}
    refused: tuple[Refused, ...] = ()

    def entry(self, raw: str) -> str | None:
        """Return the manifest's path for a file, or None if it is not listed."""
        return raw if raw in self.payload else self.aliases.get(loose(raw))


def read_bag(root: str) -> Bag | None:
    """Read the manifests of the bag in ``root``; None if it is not a bag.

    Raises ReadFailure("unreadable") for a manifest that cannot be read from disk.
    """
    if not os.path.isfile(os.path.join(root, "bagit.txt")):
        return None
    draft = _Draft()
    for name in sorted(os.listdir(root)):
        match = _MANIFEST.fullmatch(name)
        if match:
            _read_manifest(root, name, match, draft)
    return Bag(
        payload={path: tuple(sums) for path, sums in draft.payload.items()},
        tags={path: tuple(sums) for path, sums in draft.tags.items()},
        aliases=draft.aliases,
        refused=tuple(draft.refused),
    )


def absent(root: str, bag: Bag, present: Iterable[str]) -> tuple[Refused, ...]:
    """Refuse what the payload manifests list but the bag does not hold."""
    found = {bag.entry(raw) for raw in present}
    paths = [path for path in bag.payload if path not in found]
    return tuple(_missing(path) for path in paths if not _exists(root, path))


def check_tags(root: str, bag: Bag) -> tuple[Refused, ...]:
    """Refuse each tag file (the manifests among them) that is missing or altered."""
    return tuple(
        refused
        for path, sums in bag.tags.items()
        if (refused := _check_tag(root, path, sums)) is not None
    )


def mismatch(actual: dict[str, str], promised: Iterable[Checksum]) -> ReadFailure | None:
    """Compare checksums; return the failure, naming the first that differs."""
    for name, value in promised:
        if actual[name] != value:
            return ReadFailure(
                "fixity_mismatch",
                f"The {name} checksum is {actual[name]}, the bag's manifest says {value}",
            )
    return None


@dataclass
class _Draft:
    payload: dict[str, list[Checksum]] = field(default_factory=dict)
    tags: dict[str, list[Checksum]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)


def _read_manifest(root: str, name: str, match: re.Match[str], draft: _Draft) -> None:
    hash_name = algorithm(match[2])
    if hash_name is None:
        draft.refused.append(_bad(name, f"Checksums of type '{match[2]}' are not supported"))
        return
    wrong = []
    for number, line in _lines(os.path.join(root, name)):
        parsed = _LINE.fullmatch(line)
        if parsed is None or leaves(parsed[2]):
            wrong.append((number, parsed))
        elif match[1]:
            draft.tags.setdefault(_decoded(parsed[2]), []).append((hash_name, parsed[1].lower()))
        elif not _add_payload(draft, parsed[2], (hash_name, parsed[1].lower())):
            wrong.append((number, None))
    if wrong:
        draft.refused.append(_bad(name, _complaint(wrong)))


def _add_payload(draft: _Draft, written: str, checksum: Checksum) -> bool:
    """Note one line; return False if it names something outside the payload."""
    path = _decoded(written).removeprefix("./")
    if not loose(path).startswith(PAYLOAD):
        return False
    draft.payload.setdefault(path, []).append(checksum)
    # Old bags do not encode "%": the undecoded spelling must lead to the file as well.
    for spelling in (path, written):
        draft.aliases.setdefault(loose(spelling), path)
    return True


def _lines(path: str) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines that are not empty; undecodable bytes stay as surrogates.

    File names on disk are decoded in the same way, so the two still meet.
    """
    try:
        with open(path, "rb") as stream:
            lines = iter(lambda: stream.readline(_LONGEST_LINE), b"")
            for number, raw in enumerate(lines, start=1):
                line = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except OSError as error:
        raise ReadFailure("unreadable", f"A bag manifest is unreadable: {error}") from error


def _decoded(path: str) -> str:
    return _ENCODED.sub(lambda match: chr(int(match[1], 16)), path)


def _complaint(wrong: list[tuple[int, re.Match[str] | None]]) -> str:
    number, parsed = wrong[0]
    more = f" (and {len(wrong) - 1} more lines)" if len(wrong) > 1 else ""
    if parsed is not None:
        return f"Line {number}{more} points outside the bag: {shown(parsed[2])[:200]}"
    return f"Line {number}{more} is not a checksum with a path in 'data/'"


def _check_tag(root: str, path: str, sums: tuple[Checksum, ...]) -> Refused | None:
    if not _exists(root, path):
        return _missing(path)
    try:
        actual = digests(os.path.join(root, path), {name for name, _ in sums})
        failure = mismatch(actual, sums)
    except ReadFailure as error:
        failure = error
    except OSError as error:
        failure = ReadFailure("unreadable", f"The tag file is unreadable: {error.strerror}")
    if failure is None:
        return None
    return Refused(paths=(shown(path),), sha256=None, failure=failure.as_failure())


def _exists(root: str, path: str) -> bool:
    return os.path.lexists(os.path.join(root, path))


def _missing(path: str) -> Refused:
    failure = ReadFailure("missing", "The bag's manifest lists it, but it was not delivered")
    return Refused(paths=(shown(path),), sha256=None, failure=failure.as_failure())


def _bad(name: str, message: str) -> Refused:
    failure = ReadFailure("bad_manifest", message)
    return Refused(paths=(shown(name),), sha256=None, failure=failure.as_failure())
