"""Exports: records in the forms that archive tools load, a module a format.

A format is a module of this package that is named in ``FORMATS`` and holds what
:class:`Format` says. It writes into a fresh, empty folder; :mod:`pipeline.exports.writing`
puts that folder in the place of ``OUTPUT/exports/<name>/`` once it is complete. A format

- takes records one at a time from ``collection.records()`` and keeps none of them;
- writes the same bytes for the same records: no time stamps, no random ids, sorted;
- calls ``progress()`` once a record;
- imports what only it needs inside ``write`` (libraries of an extra through
  :func:`pipeline.exports.optional.need`), so that ``--list`` works without;
- writes nothing that the record does not say.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from pipeline.errors import UsageError
from pipeline.exports.collection import Collection

# In the order in which they are listed and written; the bag comes last, for it holds others.
FORMATS: tuple[str, ...] = (
    "ndjson",
    "parquet",
    "atom",
    "archivesspace",
    "ead",
    "omeka",
    "dc",
    "aleph",
    "opensearch",
    "sqlite",
    "alto",
    "hocr",
    "mets",
    "pdf",
    "iiif",
    "bag",
)


class Format(Protocol):
    """What the module of a format holds. ``DESCRIPTION`` is one line for ``--list``."""

    NAME: str
    DESCRIPTION: str
    NEEDS_SOURCES: bool

    def write(
        self, collection: Collection, folder: Path, progress: Callable[[], None]
    ) -> None:  # pragma: no cover - a protocol
        """Write the collection into ``folder``, which is empty; call ``progress`` a record."""


def load(name: str) -> Format:
    """Return the format of that name; raises UsageError where there is none."""
    if name not in FORMATS:
        raise UsageError(f"There is no format {name!r}.", f"Formats: {', '.join(FORMATS)}.")
    return cast(Format, import_module(f"pipeline.exports.{name}"))
