"""The output folder: page cache, records, failures, run log. Every write is atomic.

Cache entries carry their checksum; a damaged one counts as missing.
"""

from __future__ import annotations

import fcntl
import hashlib
import re
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import msgspec

from pipeline.errors import UsageError
from pipeline.files import DRAFT as DRAFT
from pipeline.files import NO_ROOM as NO_ROOM
from pipeline.files import atomic as atomic
from pipeline.model import Failure, Frozen, Page, Record

ENCODER = msgspec.json.Encoder(order="sorted")
PAGES = msgspec.json.Decoder(tuple[Page, ...])
NO_PAGES = b'\n  "pages": [],\n'
SLUG_LENGTH = 60
LOCK = "lock"
# Seconds that a run waits for a record that the review is writing.
PATIENCE = 2.0


class FailedPage(Frozen, frozen=True, kw_only=True):
    """A line of ``failures.ndjson``; ``page`` is None where the whole file failed."""

    file: str
    page: int | None
    reason: str
    message: str
    remedy: str

    @classmethod
    def of(cls, file: str, page: int | None, failure: Failure) -> FailedPage:
        """Return the line for a failure."""
        return cls(
            file=file,
            page=page,
            reason=failure.reason,
            message=failure.message,
            remedy=failure.remedy,
        )


def slug(path: str) -> str:
    """Return a short ASCII name for a delivered path.

    >>> slug("box 5/Feljegyzés (2).pdf")
    'feljegyzes-2'
    >>> slug("绝密.pdf")
    'document'
    """
    stem = Path(path).stem
    bare = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:SLUG_LENGTH].strip("-") or "document"


def digest(value: Any) -> str:
    """Return the SHA-256 of a value's canonical JSON."""
    return hashlib.sha256(ENCODER.encode(value)).hexdigest()


class Store:
    """An output folder."""

    def __init__(self, root: Path) -> None:
        """Name the folder; nothing is created yet."""
        self.root = root
        self.records = root / "records"
        self.cache = root / "cache"
        self.runs = root / "runs"
        self.failures = root / "failures.ndjson"

    def prepare(self) -> None:
        """Create the folder; raises UsageError where that is not possible."""
        try:
            for folder in (self.records, self.cache / "pages", self.runs):
                folder.mkdir(parents=True, exist_ok=True)
            with atomic(self.cache / "writable"):
                pass
        except OSError as error:
            raise UsageError(
                f"The output folder {self.root} cannot be written: {error.strerror}.",
                "Choose another with -o, or change its permissions.",
            ) from error

    @contextmanager
    def locked(self, note: str = "") -> Iterator[None]:
        """Keep a second run out of this folder; raises UsageError when one is under way.

        ``note`` says for others who is at work; it stays if the run is killed. Whoever has
        none only writes a record, so a run waits for it a moment. What a killed run left
        half written is removed: nobody else can be writing it.
        """
        with (self.cache / LOCK).open("a+") as stream:
            stream.seek(0)
            if not _lock(stream, PATIENCE if note else 0.0):
                said = f" ({found})" if note and (found := stream.read(300)) else ""
                raise UsageError(
                    f"Another run is writing to {self.root}{said}.",
                    "Wait until it has ended, or choose another output folder with -o.",
                )
            if note:
                stream.truncate(0)
                stream.write(note)
                stream.flush()
            for draft in self.drafts():
                draft.unlink(missing_ok=True)
            try:
                yield
            finally:
                if note:
                    stream.truncate(0)

    def at_work(self) -> tuple[bool, str]:
        """Tell whether a run is under way, and its note; the note alone if it was killed."""
        try:
            with (self.cache / LOCK).open("r") as stream:
                return not _lock(stream), stream.read(300)
        except OSError:
            return False, ""

    def drafts(self) -> Iterator[Path]:
        """Return files that were being written when a run was killed."""
        yield from self.root.glob(f"{DRAFT}{self.failures.name}-*")
        for folder in (self.records, self.runs, self.cache):
            yield from folder.rglob(f"{DRAFT}*")

    # --- page cache ---

    def page_file(self, key: str) -> Path:
        """Return where the page with this cache key lies."""
        return self.cache / "pages" / key[:2] / f"{key}.json"

    def has_page(self, key: str) -> bool:
        """Tell whether a page was read before; its bytes are checked when it is loaded."""
        return self.page_file(key).is_file()

    def save_page(self, key: str, pages: tuple[Page, ...]) -> None:
        """Keep what was read of a page; raises msgspec.ValidationError for what is no page."""
        body = ENCODER.encode(pages)
        PAGES.decode(body)
        with atomic(self.page_file(key)) as stream:
            stream.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)

    def load_page(self, key: str) -> tuple[Page, ...] | None:
        """Return what was read of a page; None if missing, cut short, changed or outdated."""
        try:
            checksum, _, body = self.page_file(key).read_bytes().partition(b"\n")
        except OSError:
            return None
        if hashlib.sha256(body).hexdigest().encode() == checksum:
            # Fields may have changed since the page was kept; then it is read again.
            with suppress(msgspec.DecodeError):
                return PAGES.decode(body)
        self.page_file(key).unlink(missing_ok=True)
        return None

    # --- records ---

    def record_name(self, path: str, sha256: str) -> str:
        """Return the file name of a document's record."""
        return f"{slug(path)}-{sha256[:12]}.json"

    def save_record(self, name: str, record: Record, pages: Iterable[Page]) -> str:
        """Write a record, page by page; return the SHA-256 of its bytes."""
        seen = hashlib.sha256()
        with atomic(self.records / name) as stream:
            for part in record_parts(record, pages):
                stream.write(part)
                seen.update(part)
        return seen.hexdigest()

    def record_digest(self, name: str) -> str | None:
        """Return the SHA-256 of a record's bytes, None if there is none."""
        try:
            with (self.records / name).open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return None

    def drop_others(self, sha256: str, keep: str) -> None:
        """Remove a document's record under an older name."""
        for path in self.records.glob(f"*-{sha256[:12]}.json"):
            if path.name != keep:
                path.unlink(missing_ok=True)

    # --- the rest ---

    def save_failures(self, failures: Sequence[FailedPage]) -> None:
        """Rewrite the list of failures; empty when all is well."""
        with atomic(self.failures) as stream:
            for failure in failures:
                stream.write(ENCODER.encode(failure) + b"\n")

    def new_log(self, started: datetime) -> Path:
        """Return where the log of a run goes: after all others, even if the clock was set back."""
        name = f"{started:%Y%m%dT%H%M%S.%fZ}"
        newest = self.last_log()
        if newest is not None and newest.stem >= name:
            base, _, number = newest.stem.partition("_")
            name = f"{base}_{int(number or 0) + 1:06}"
        return self.runs / f"{name}.json"

    def last_log(self) -> Path | None:
        """Return the log of the last run that ended."""
        return max(self.runs.glob("[0-9]*.json"), default=None)

    def save_json(self, path: Path, value: Any) -> None:
        """Write any value as formatted JSON."""
        with atomic(path) as stream:
            stream.write(msgspec.json.format(ENCODER.encode(value), indent=2) + b"\n")


def _lock(stream: IO[str], patience: float = 0.0) -> bool:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.02)
        else:
            return True


def record_parts(record: Record, pages: Iterable[Page]) -> Iterator[bytes]:
    """Return a record's canonical bytes in pieces; ``record`` itself comes without pages."""
    whole = msgspec.json.format(ENCODER.encode(record), indent=2) + b"\n"
    before, found, after = whole.partition(NO_PAGES)
    if not found:
        raise AssertionError("a record to be written must come without pages")
    yield before
    yield from _page_parts(pages)
    yield after


def _page_parts(pages: Iterable[Page]) -> Iterator[bytes]:
    """Return the record's ``pages`` member in pieces, one page in memory at a time."""
    yield b'\n  "pages": ['
    first = True
    for page in pages:
        formatted = msgspec.json.format(ENCODER.encode(page), indent=2)
        yield (b"\n    " if first else b",\n    ") + formatted.replace(b"\n", b"\n    ")
        first = False
    yield b"],\n" if first else b"\n  ],\n"
