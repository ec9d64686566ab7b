"""Pictures of pages, drawn when somebody looks at them, kept beside those of the report."""

from __future__ import annotations

from pathlib import Path

from pipeline.executors import Executor
from pipeline.model import SourceInfo
from pipeline.report.build import load
from pipeline.report.drawing import why_not
from pipeline.report.images import (
    SECONDS,
    Picture,
    delivered_file,
    draw,
    picture_name,
    settings_of,
)


class Pictures:
    """Draws pictures of an output folder's pages in workers."""

    def __init__(self, output: Path, deliveries: tuple[Path, ...], executor: Executor) -> None:
        """``deliveries`` are where the scans are looked for."""
        self._output = output
        self._deliveries = deliveries
        self.executor = executor
        self._folder = output / "report" / "images"
        self._sources: dict[str, Path | None] = {}

    def get(self, start: str, number: int) -> bytes | None:
        """Return the picture of a page of the document whose hash begins so."""
        path = self._folder / picture_name(start, number)
        if not path.is_file():
            picture = self._picture(start, number, path)
            if picture is None:
                return None
            if why_not(self.executor.submit(SECONDS, draw, picture)):
                return None
        return path.read_bytes()

    def _picture(self, start: str, number: int, path: Path) -> Picture | None:
        for found in sorted((self._output / "records").glob(f"*-{start[:12]}.json")):
            record = load(self._output, found.stem)
            if record is None or not record.source.sha256.startswith(start):
                continue
            if not 1 <= number <= record.source.pages:
                continue
            source = self.source_of(record.source)
            if source is None:
                continue
            return Picture(
                str(source), record.source.media_type, number, settings_of(record), str(path)
            )
        return None

    def source_of(self, info: SourceInfo) -> Path | None:
        """Return the delivered file; its hash is looked at once."""
        if info.sha256 not in self._sources:
            self._sources[info.sha256] = delivered_file(info, self._deliveries)
        return self._sources[info.sha256]
