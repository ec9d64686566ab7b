"""``retried.json``: documents that were retried with other settings keep them.

Otherwise the next plain run would read such a document with the old settings, and lose
what the retry had won. Delete the file to go back to the same settings for all.
"""

from __future__ import annotations

import msgspec

from pipeline.errors import UsageError
from pipeline.settings import PageSettings
from pipeline.store import Store

NAME = "retried.json"


class Choices:
    """Page settings of single documents, by the SHA-256 of their bytes."""

    def __init__(self, store: Store) -> None:
        """Load what earlier retries left; raises UsageError for a garbled file."""
        self._store = store
        self._path = store.root / NAME
        self._settings: dict[str, PageSettings] = {}
        self._changed = False
        if self._path.exists():
            self._settings = self._load()

    def _load(self) -> dict[str, PageSettings]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, PageSettings])
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{self._path} cannot be understood: {error}.",
                "Restore it, or delete it to read all documents with the same settings.",
            ) from error

    def of(self, sha256: str, usual: PageSettings) -> PageSettings:
        """Return a document's own settings, or the usual ones."""
        return self._settings.get(sha256, usual)

    @property
    def most_pixels(self) -> int:
        """Return the largest page that any of these settings allows."""
        return max((one.max_pixels for one in self._settings.values()), default=0)

    def keep(self, sha256: str, settings: PageSettings) -> None:
        """Remember a document's settings."""
        self._changed |= self._settings.get(sha256) != settings
        self._settings[sha256] = settings

    def save(self) -> None:
        """Write the file if anything is new."""
        if self._changed:
            self._store.save_json(self._path, self._settings)
