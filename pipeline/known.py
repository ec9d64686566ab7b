"""Documents finished by earlier runs: ``cache/documents.json``, safe to delete."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from pipeline.concordance import Standing
from pipeline.store import Store
from pipeline.summary import Finished


class Known:
    """What was finished before, and with what it was made (its stamp)."""

    def __init__(self, store: Store) -> None:
        """Load what earlier runs left; nothing if there is none or it is garbled."""
        self._store = store
        self._path = store.cache / "documents.json"
        self._old = self._load()
        self._new: dict[str, tuple[str, Finished]] = {}

    def _load(self) -> dict[str, tuple[str, Finished]]:
        try:
            return msgspec.json.decode(
                self._path.read_bytes(), type=dict[str, tuple[str, Finished]]
            )
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return {}

    def finished(self, name: str, stamp: str) -> Finished | None:
        """Return what is known of a document, if it was made in the same way."""
        before = self._old.get(name)
        if before is None or before[0] != stamp:
            return None
        return before[1]

    def remember(self, stamp: str, finished: Finished) -> None:
        """Keep a document that was finished without failures."""
        self._new[finished.name] = (stamp, finished)

    def relinked(self, name: str, digest: str, standing: Standing) -> None:
        """Keep that the links of a record were written anew; the rest of it is the same."""
        before = self._new.get(name) or self._old.get(name)
        if before is not None:
            stamp, finished = before
            self._new[name] = (stamp, replace(finished, digest=digest, standing=standing))

    def save(self) -> None:
        """Write all that is known, of this and of other deliveries."""
        self._store.save_json(self._path, self._old | self._new)
