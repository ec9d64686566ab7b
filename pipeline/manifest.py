"""``records.sha256``: the checksum of every record, as ``sha256sum -c`` reads it."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.files import atomic

NAME = "records.sha256"
_LINE = re.compile(r"([0-9a-f]{64})  records/([^/\n]+)")


class Manifest:
    """What the records of an output folder should be, by their names."""

    def __init__(self, root: Path) -> None:
        """Load what earlier runs wrote; lines that are no checksums are left out."""
        self._path = root / NAME
        self._records = root / "records"
        self.digests = self._load()

    def _load(self) -> dict[str, str]:
        try:
            text = self._path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return {}
        matches = (_LINE.fullmatch(line) for line in text.splitlines())
        return {match[2]: match[1] for match in matches if match}

    def note(self, name: str, digest: str) -> None:
        """Keep the checksum of a record that was written or found unchanged."""
        self.digests[name] = digest

    def differs(self, name: str, digest: str | None) -> bool:
        """Tell whether a record that is there is not the one that was written."""
        return digest is not None and self.digests.get(name, digest) != digest

    def save(self) -> None:
        """Write the list, without records that are no longer there."""
        present = {path.name for path in self._records.iterdir()}
        with atomic(self._path) as stream:
            for name in sorted(present & self.digests.keys()):
                stream.write(f"{self.digests[name]}  records/{name}\n".encode())
