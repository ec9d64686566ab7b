"""``fonds report``: an output folder becomes a folder of HTML that needs nothing else.

Documents are loaded by the browser one at a time, as scripts: a page opened from disk may
load nothing else. Everything is written anew, but pictures that are there already stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from pipeline.catalogue.parties import labels
from pipeline.corrections.files import documents, load_conflicts
from pipeline.errors import UsageError
from pipeline.evaluation.reviewed import corrected_confusions
from pipeline.model import Record
from pipeline.report import compact, rows, shell
from pipeline.report.embed import script
from pipeline.report.folding import simplified
from pipeline.report.images import Picture, delivered_file, picture_name, settings_of

RECORD = msgspec.json.Decoder(Record)
MOST_FAILURES = 1000
# Names of records end with so many digits of the hash.
NAMED_BY = 12
MOST_CONFUSIONS = 60


class Built(Struct, frozen=True):
    """What was built: how much, what could not be, and the pictures still to be made."""

    index: Path
    documents: int
    pages: int
    broken: tuple[str, ...]
    without_source: tuple[str, ...]
    pictures: tuple[Picture, ...]


class _Draft:
    """What is gathered while the records go by, one in memory at a time."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self.texts: list[str] = []
        self.broken: list[str] = []
        self.without_source: list[str] = []
        self.pictures: list[Picture] = []


def build(output: Path, target: Path, deliveries: tuple[Path, ...] | None) -> Built:
    """Write the report of an output folder into ``target``; raises UsageError.

    ``deliveries`` are where scans are looked for (None: where the runs found them, empty:
    no pictures). Pictures are only listed: drawing them takes workers.
    """
    names = record_names(output)
    logs = rows.runs(output / "runs")
    places = noted_deliveries(logs) if deliveries is None else deliveries
    (target / "data").mkdir(parents=True, exist_ok=True)
    draft = _Draft()
    for name in names:
        _add(draft, output, target, name, places)
    _index(draft, output, target, logs)
    _drop_stale(target, {row["name"] for row in draft.rows})
    for name in (*shell.STYLES, shell.ICON, *shell.scripts(editing=False)):
        (target / name).write_bytes(shell.asset(name))
    (target / "index.html").write_text(shell.page(editing=False), encoding="utf-8")
    return Built(
        index=target / "index.html",
        documents=len(draft.rows),
        pages=sum(row["pages"] for row in draft.rows),
        broken=tuple(draft.broken),
        without_source=tuple(draft.without_source),
        pictures=tuple(draft.pictures),
    )


def record_names(output: Path) -> list[str]:
    """Return the names of an output folder's records without ``.json``; raises UsageError."""
    folder = output / "records"
    names = sorted(path.stem for path in folder.glob("[!.]*.json"))
    if not names:
        raise UsageError(f"There are no records in {output}.", "Run 'fonds ingest' first.")
    return names


def load(output: Path, name: str) -> Record | None:
    """Return a record; None if it cannot be read or is none."""
    try:
        return RECORD.decode((output / "records" / f"{name}.json").read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def noted_deliveries(logs: list[rows.Run]) -> tuple[Path, ...]:
    """Return the deliveries that the runs read, newest first, as far as they still exist."""
    noted = dict.fromkeys(run.delivery for run in reversed(logs) if run.delivery)
    return tuple(path for path in map(Path, noted) if path.exists())


def _add(draft: _Draft, output: Path, target: Path, name: str, places: tuple[Path, ...]) -> None:
    record = load(output, name)
    if record is None:
        draft.broken.append(name)
        return
    pictured = _pictures(record, target, places) if places else None
    if places and pictured is None:
        draft.without_source.append(name)
    draft.pictures += pictured or ()
    draft.rows.append(rows.row(record, name))
    draft.texts.append(" ".join(page.search_text for page in record.pages))
    shown = compact.document(record, name) | {
        "pictures": _names(record) if pictured is not None else None
    }
    (target / "data" / f"{name}.js").write_bytes(script("receive", name, shown))


def _names(record: Record) -> dict[int, str]:
    """Return the file names of a document's pictures by page number."""
    numbers = sorted({page.number for page in record.pages if page.width})
    return {number: picture_name(record.source.sha256, number) for number in numbers}


def _pictures(record: Record, target: Path, places: tuple[Path, ...]) -> list[Picture] | None:
    """Return the pictures that are still to be made; None if no delivery has the document."""
    folder = target / "images"
    missing = {n: folder / name for n, name in _names(record).items()}
    missing = {n: path for n, path in missing.items() if not path.is_file()}
    if not missing:
        return []
    source = delivered_file(record.source, places)
    if source is None:
        return None
    settings = settings_of(record)
    return [
        Picture(str(source), record.source.media_type, number, settings, str(path))
        for number, path in missing.items()
    ]


def _index(draft: _Draft, output: Path, target: Path, logs: list[rows.Run]) -> None:
    """Write what the first page shows, and the texts that a search looks in."""
    content = index(draft.rows, output, logs) | {"broken": draft.broken}
    (target / "data" / "index.js").write_bytes(script("receive", "index", content))
    texts = {"texts": draft.texts, "simplified": simplified()}
    (target / "data" / "texts.js").write_bytes(script("receive", "texts", texts))


def index(table: list[dict[str, Any]], output: Path, logs: list[rows.Run]) -> dict[str, Any]:
    """Return the table of documents, the runs, the failures, and what people corrected."""
    names = {row["name"][-NAMED_BY:]: row["name"] for row in table}
    conflicts = [
        msgspec.structs.asdict(conflict) | {"name": names.get(sha256[:NAMED_BY])}
        for sha256 in documents(output)
        for conflict in load_conflicts(output, sha256)
    ]
    return {
        "conflicts": conflicts,
        "confusions": corrected_confusions(output)[:MOST_CONFUSIONS],
        "rows": table,
        "names": {party: labels()[party] for party in _parties(table) if party in labels()},
        "runs": logs,
        "failures": list(_failures(output / "failures.ndjson")),
        "output": output.absolute().name,
    }


def _parties(table: list[dict[str, Any]]) -> list[str]:
    return sorted({row[side] for row in table for side in ("from", "to")})


def _failures(path: Path) -> Iterator[Any]:
    try:
        lines = path.read_bytes().splitlines()[:MOST_FAILURES]
    except OSError:
        return
    for line in lines:
        try:
            yield msgspec.json.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue


def _drop_stale(target: Path, names: set[str]) -> None:
    """Remove documents of an earlier report that have no record any more."""
    for path in (target / "data").glob("*.js"):
        if path.stem not in names | {"index", "texts"}:
            path.unlink()
