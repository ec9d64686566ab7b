"""From pages as read to the record: language, running heads, metadata. Cheap, never cached."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import Language, Page, Quality, Record, SourceInfo, Step
from pipeline.rules.authority import Table
from pipeline.stages.furniture import Edges, edges, name_running, repeated
from pipeline.stages.hidden import told_redactions
from pipeline.stages.language import document_languages, page_language
from pipeline.stages.metadata import describe as describe_metadata

# The worst pages decide: a document is as good as its weaker pages.
GRADES = ("unreadable", "poor", "fair", "good")


class Pages(Sequence[Page]):
    """A document's pages, loaded one at a time: ten thousand never lie in memory at once."""

    def __init__(self, load: Callable[[int], Page], count: int) -> None:
        """``load`` returns the page at a position; it is called at every access."""
        self._load = load
        self._count = count

    def __len__(self) -> int:
        """Return how many pages there are."""
        return self._count

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | Sequence[Page]:
        """Load the page at ``index``."""
        if isinstance(index, slice):
            return [self._load(i) for i in range(*index.indices(self._count))]
        position = index + self._count if index < 0 else index
        if not 0 <= position < self._count:
            raise IndexError(index)
        return self._load(position)

    def __iter__(self) -> Iterator[Page]:
        """Load page after page."""
        return (self._load(i) for i in range(self._count))


class Summary(Struct, frozen=True):
    """What the end of a run shows about a document's pages."""

    pages: int
    blank: int
    failed: int
    review: int
    languages: dict[str, int]


class _Seen(Struct, frozen=True):
    """What one pass over the pages gathers; small however long the document."""

    letters: int
    language: str
    languages: tuple[Language, ...]
    script: str
    script_shares: dict[str, float]
    edges: Edges
    quality: Quality
    blank: bool
    failed: bool


def describe(
    pages: Sequence[Page],
    source: SourceInfo,
    steps: tuple[Step, ...],
    expected: tuple[str, ...],
    names: Table | None = None,
) -> tuple[Record, Pages, Summary]:
    """Return the record without its pages, the finished pages, and the summary.

    ``names``: the authority table to link to; the project's own if None.
    """
    seen = [_seen(page_language(page, expected)) for page in pages]
    heads, feet = repeated([page.edges for page in seen if not page.blank])
    languages = document_languages([(page.letters, page.languages) for page in seen])

    seen = [_settled(page, languages) for page in seen]

    def finished(index: int) -> Page:
        told = seen[index]
        page = replace(
            pages[index],
            language=told.language,
            languages=told.languages,
            script=told.script,
            script_shares=told.script_shares,
        )
        return name_running(page, heads, feet)

    done = Pages(finished, len(pages))
    said = describe_metadata(done, names)
    record = Record(
        id=f"fonds:sha256:{source.sha256}",
        source=source,
        languages=languages,
        quality=_quality([page.quality for page in seen if not page.blank]),
        title=said.title,
        summary=said.summary,
        metadata=replace(said.metadata, redactions=told_redactions(done)),
        entities=said.entities,
        relations=said.relations,
        findings=said.findings,
        processing=steps,
    )
    return record, done, _summary(seen)


def _seen(page: Page) -> _Seen:
    letters = sum(character.isalnum() for character in page.text)
    return _Seen(
        letters,
        page.language,
        page.languages,
        page.script,
        page.script_shares,
        edges(page),
        page.quality,
        page.blank,
        page.failure is not None,
    )


def _settled(page: _Seen, languages: Sequence[Language]) -> _Seen:
    """Give a page too short to tell its language that of the document's same script."""
    if page.blank or page.failed or page.language not in ("und", "zh"):
        return page
    chinese = page.language == "zh"
    for language in languages:
        if language.code not in ("und", "zh") and language.code.startswith("zh") == chinese:
            return replace(page, language=language.code)
    return page


def _quality(pages: Sequence[Quality]) -> Quality:
    if not pages:
        return Quality(grade="good", confidence=1.0, needs_review=False, reasons=("blank",))
    worst = min(pages, key=lambda quality: GRADES.index(quality.grade))
    return Quality(
        grade=worst.grade,
        confidence=round(sum(quality.confidence for quality in pages) / len(pages), 3),
        needs_review=any(quality.needs_review for quality in pages),
        reasons=tuple(sorted({reason for quality in pages for reason in quality.reasons})),
    )


def _summary(seen: Sequence[_Seen]) -> Summary:
    languages: dict[str, int] = {}
    for page in seen:
        if not page.blank and not page.failed:
            languages[page.language] = languages.get(page.language, 0) + 1
    return Summary(
        pages=len(seen),
        blank=sum(page.blank for page in seen),
        failed=sum(page.failed for page in seen),
        review=sum(page.quality.needs_review for page in seen),
        languages=dict(sorted(languages.items())),
    )
