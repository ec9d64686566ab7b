"""What the runner keeps of documents and pages that are under way."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pipeline import provenance
from pipeline.corrections.files import digest as corrections_digest
from pipeline.corrections.rotation import rotations
from pipeline.executors import failure_of
from pipeline.flow import PageTask
from pipeline.intake import Opening, Passwords, Source
from pipeline.model import Failure, Rotation, SourceInfo, Step
from pipeline.settings import PageSettings
from pipeline.store import Store, digest

Kind = TypeVar("Kind")
# A worker that ended so may have done it for another page; these are tried once more, alone.
AGAIN = frozenset({"timeout", "crashed", "out_of_memory"})
# Writing a record takes a fixed time and some a page.
DESCRIBE_SECONDS, DESCRIBE_SECONDS_A_PAGE = 60.0, 1.0


class Making(Struct, frozen=True):
    """What all records of a run are made with."""

    settings: PageSettings
    steps: tuple[Step, ...]
    fingerprint: str

    @classmethod
    def of(cls, settings: PageSettings) -> Making:
        """Ask the engines what they are; raises MissingProgram."""
        fingerprint = provenance.reading_fingerprint(settings.languages)
        return cls(settings, provenance.steps(settings), fingerprint)


class Document(Struct):
    """A document on its way: keys of its pages, failures so far, pages not yet settled.

    ``keys`` are those of pages that nobody turned; ``rotations`` what people have told.
    """

    making: Making
    source: Source
    info: SourceInfo
    name: str
    stamp: str
    keys: tuple[str, ...]
    rotations: dict[int, Rotation]
    waiting: int
    failures: dict[int, Failure]

    @classmethod
    def of(cls, source: Source, making: Making, store: Store) -> Document:
        """Return a document of which nothing is done yet."""
        info = SourceInfo(**{f: getattr(source, f) for f in SourceInfo.__struct_fields__})
        keys = tuple(
            provenance.page_key(source.sha256, number, making.settings, making.fingerprint)
            for number in range(1, source.pages + 1)
        )
        described = provenance.describing_fingerprint()
        corrected = corrections_digest(store.root, source.sha256)
        stamp = digest([info, making.steps, keys[:1], making.settings, described, corrected])
        name = store.record_name(source.paths[0], source.sha256)
        told = rotations(store.root, source.sha256)
        return cls(making, source, info, name, stamp, keys, told, 0, {})

    def key(self, number: int) -> str:
        """Return the cache key of a page."""
        return provenance.turned_key(self.keys[number - 1], self.rotations.get(number))

    @property
    def seconds(self) -> float:
        """Return how long writing the record may take."""
        return DESCRIBE_SECONDS + DESCRIBE_SECONDS_A_PAGE * len(self.keys)


class PageJob(Struct, frozen=True):
    """A page to be read, for the first time in this run or again."""

    document: Document
    number: int

    @property
    def key(self) -> str:
        """Return the page's cache key."""
        return self.document.key(self.number)

    @property
    def task(self) -> PageTask:
        """Return what a worker needs to know."""
        source, settings = self.document.source, self.document.making.settings
        rotation = self.document.rotations.get(self.number)
        return PageTask(
            source.path, source.sha256, source.media_type, self.number, settings, rotation
        )

    def opening(self, passwords: Passwords) -> Opening | None:
        """Return how to open the document, if it cannot be read as it is."""
        source = self.document.source
        if source.locked or source.odd:
            return Opening(locked=source.locked, passwords=passwords)
        return None


def twice(failure: Failure) -> Failure:
    """Return a failure that says it was no accident."""
    return replace(failure, message=f"{failure.message}, tried twice")


def outcome(future: Future[Any], kind: type[Kind], seconds: float) -> Kind | Failure:
    """Return what a future holds, or the failure it ended with; MissingProgram is raised.

    Anything but a ``kind`` or a failure is one too. What the task raised is asked for, not
    caught: a KeyboardInterrupt here is the user's.
    """
    error = future.exception()
    if error is None:
        found = future.result()
        if isinstance(found, kind | Failure):
            return found
        error = TypeError(f"a worker returned {type(found).__name__}")
    failure = failure_of(error, seconds)
    if failure is None:
        raise error
    return failure
