"""Citations of a whole output folder resolved to its records, at the end of a run.

A record is made from its own source alone; only its links (``relations[].record``) depend on
what else lies in the folder. They are therefore written last, into records that are there,
and depend on nothing but those records: not on the number of workers, and not on how many
runs it took to read them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from pipeline.concordance import Standing, links, standing
from pipeline.files import atomic
from pipeline.model import Metadata, Relation
from pipeline.store import Store

_BEGIN, _END, _LINK = b'  "relations": [\n', b"  ],\n", b'      "record": '


class Linked(msgspec.Struct, frozen=True):
    """A record whose links were written anew, with the checksum that it has now."""

    name: str
    digest: str
    standing: Standing


class _Head(msgspec.Struct, frozen=True):
    """A record without its pages: they are skipped, not decoded."""

    id: str
    metadata: Metadata
    relations: tuple[Relation, ...] = ()


_HEAD = msgspec.json.Decoder(_Head)


def standing_at(path: Path) -> Standing | None:
    """What a record in a folder says of itself; None if it is gone or no record."""
    try:
        head = _HEAD.decode(path.read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return standing(head.id, head.metadata, head.relations)


def link(store: Store, remembered: Callable[[str], Standing | None]) -> Iterator[Linked]:
    """Resolve the citations of all records; yield those that had to be written anew.

    ``remembered``: what is known of a record without reading it, by its file name.
    """
    there: dict[str, Standing] = {}
    for path in sorted(store.records.glob("*.json")):
        found = remembered(path.name) or standing_at(path)
        if found is not None:
            there[path.name] = found
    names = {one.id: name for name, one in there.items()}
    for one, ids in links(there.values()):
        if ids != tuple(cited.record for cited in one.cites):
            yield _relinked(store, names[one.id], one, ids)


def keep_links(store: Store, name: str, before: Standing | None, after: Standing) -> Linked | None:
    """Give a record that was written alone the links it had before; None if it had none.

    The next run looks at the whole folder again.
    """
    had = {(c.number, c.date): c.record for c in before.cites} if before else {}
    ids = tuple(had.get((cited.number, cited.date)) for cited in after.cites)
    return _relinked(store, name, after, ids) if any(ids) else None


def _relinked(store: Store, name: str, one: Standing, ids: tuple[str | None, ...]) -> Linked:
    """Write other links into a record, line by line; its pages never lie in memory."""
    path = store.records / name
    seen = hashlib.sha256()
    with path.open("rb") as lines, atomic(path) as stream:
        for line in _with_links(lines, iter(ids)):
            stream.write(line)
            seen.update(line)
    cites = zip(one.cites, ids, strict=True)
    told = tuple(replace(cited, record=record) for cited, record in cites)
    return Linked(name, seen.hexdigest(), replace(one, cites=told))


def _with_links(lines: Iterable[bytes], ids: Iterator[str | None]) -> Iterator[bytes]:
    """The lines of a record's canonical form with other values of ``relations[].record``."""
    within = False
    for line in lines:
        within = line == _BEGIN or (within and line != _END)
        if within and line.startswith(_LINK):
            yield _LINK + msgspec.json.encode(next(ids)) + b",\n"
        else:
            yield line
