"""Scores an output folder against the ground truth.

Records are matched to the truth by the file name in ``source.paths``, pages by number and
half. What is in the truth and not in the output counts as read entirely wrong. Where a
double page is split in one of the two and not in the other, its halves are joined before
the texts are compared, and ``checks.halves`` is False.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path, PurePosixPath

import msgspec

from pipeline.errors import UsageError
from pipeline.evaluation.fields import (
    FieldScore,
    Miss,
    misses,
    score_entities,
    score_metadata,
)
from pipeline.evaluation.page_score import PageScore, score_page
from pipeline.evaluation.reviewed import as_read, is_reviewed, only_pages, truth_of
from pipeline.evaluation.summary import Summary, summarise
from pipeline.evaluation.truth import (
    TruthDocument,
    TruthPage,
    corpus_hash,
    joined,
    load,
)
from pipeline.evaluation.typeset import typeset
from pipeline.model import Frozen, Metadata, Page, Record

Pairing = tuple[TruthPage, tuple[Page, ...], bool | None]


class DocumentScore(Frozen, frozen=True, kw_only=True):
    """The score of one document; ``unexpected`` are pages that the truth does not have."""

    file: str
    record: str | None
    pages: tuple[PageScore, ...]
    fields: tuple[FieldScore, ...] = ()
    unexpected: tuple[int, ...] = ()
    misses: tuple[Miss, ...] = ()


class Evaluation(Frozen, frozen=True, kw_only=True):
    """All scores; ``corpus`` is the SHA-256 of the truth files they were made with."""

    corpus: str
    summary: Summary
    by_language: tuple[Summary, ...]
    by_severity: tuple[Summary, ...]
    documents: tuple[DocumentScore, ...]

    @property
    def pages(self) -> tuple[PageScore, ...]:
        """All pages in the order of the documents."""
        return tuple(page for document in self.documents for page in document.pages)


def evaluate(
    truth: Path, output: Path, *, found_only: bool = False, split: str | None = None
) -> Evaluation:
    """Score all records of an output folder.

    With ``found_only`` documents without a record are left out, for trying a few: the
    result says so by its number of pages, and the gate refuses it. With ``split`` only
    the documents of that half of the truth count ('train' or 'test'). Where ``truth`` is
    an output folder with corrections, the pages that people found right are the truth.
    """
    records = load_records(output)
    if is_reviewed(truth):
        return _against_people(truth, output, records)
    documents = tuple(
        score_document(document, record)
        for document in _of(load(truth), split)
        if (record := find_record(document, records)) is not None or not found_only
    )
    return assemble(documents, corpus_hash(truth))


def _against_people(truth: Path, output: Path, records: tuple[Record, ...]) -> Evaluation:
    """Score records on pages that people checked; a folder's own are scored as they were read."""
    checked = load_records(truth)
    if truth.resolve() == output.resolve():
        records = tuple(map(as_read, records))
    documents = tuple(
        score_document(document, only_pages(find_record(document, records), document))
        for document in truth_of(checked)
    )
    return assemble(documents, "corrected by people")


def evaluate_text(truth: Path, *, split: str | None = None) -> Evaluation:
    """Score the rules on the truth's own text: what they could find if nothing were misread.

    Documents that exist as text only (``papers/truth`` beside the truth) count too.
    """
    papers = truth / "papers"
    known = (*load(truth), *(load(papers) if (papers / "truth").is_dir() else ()))
    documents = tuple(score_document(each, typeset(each)) for each in _of(known, split))
    return assemble(documents, corpus_hash(truth))


def _of(documents: tuple[TruthDocument, ...], split: str | None) -> tuple[TruthDocument, ...]:
    """The documents of a split; those that name none were there when rules were written."""
    if split is None:
        return documents
    found = tuple(document for document in documents if (document.split or "train") == split)
    if not found:
        raise UsageError(f"No document of the split '{split}'", "Name 'train' or 'test'.")
    return found


def assemble(documents: tuple[DocumentScore, ...], corpus: str) -> Evaluation:
    """Sum up the scores of documents."""
    pages = [page for document in documents for page in document.pages]
    languages = sorted({page.language or "und" for page in pages})
    severities = sorted({page.severity or "unknown" for page in pages})
    fields = [score for document in documents for score in document.fields]
    return Evaluation(
        corpus=corpus,
        summary=summarise("all", pages, fields),
        by_language=tuple(
            summarise(name, [page for page in pages if (page.language or "und") == name])
            for name in languages
        ),
        by_severity=tuple(
            summarise(name, [page for page in pages if (page.severity or "unknown") == name])
            for name in severities
        ),
        documents=documents,
    )


def load_records(output: Path) -> tuple[Record, ...]:
    """Load the records of an output folder, in the order of their file names."""
    folder = output / "records"
    if not folder.is_dir():
        raise UsageError(f"No records in {output}", "Run 'fonds ingest' into this folder first.")
    return tuple(_record(file) for file in sorted(folder.glob("*.json")))


def find_record(document: TruthDocument, records: tuple[Record, ...]) -> Record | None:
    """Return the record of a document; a truth without a file matches by its stem."""
    wanted = PurePosixPath(document.path)
    for part in ("name", "stem"):
        for record in records:
            paths = [PurePosixPath(path) for path in record.source.paths]
            if any(getattr(path, part) == getattr(wanted, part) for path in paths):
                return record
        if wanted.suffix:
            break
    return None


def score_document(document: TruthDocument, record: Record | None) -> DocumentScore:
    """Score the pages, metadata and entities of a document."""
    pages = record.pages if record else ()
    known = {page.number for page in document.pages}
    metadata = record.metadata if record else Metadata()
    return DocumentScore(
        file=document.path,
        record=record.id if record else None,
        pages=tuple(score_page(document, *pairing) for pairing in pair(document.pages, pages)),
        fields=(
            *score_metadata(document.metadata, metadata),
            *score_entities(document.entities, record),
        ),
        unexpected=tuple(sorted({page.number for page in pages} - known)),
        misses=misses(document.metadata, document.entities, record),
    )


def pair(truth: tuple[TruthPage, ...], pages: tuple[Page, ...]) -> tuple[Pairing, ...]:
    """Match pages by number and half, joining halves where the two sides differ.

    The last of each three tells whether a double page was split as it should be; it is
    None for a page that is one in both, or that is missing.
    """
    pairings: list[Pairing] = []
    for number, group in groupby(truth, key=lambda page: page.number):
        wanted = tuple(group)
        there = tuple(page for page in pages if page.number == number)
        halves = {page.half: page for page in there}
        if not there:
            pairings += [(page, (), None) for page in wanted]
        elif set(halves) == {page.half for page in wanted}:
            pairings += [
                (page, (halves[page.half],), True if page.half else None) for page in wanted
            ]
        else:
            pairings.append((joined(wanted), there, False))
    return tuple(pairings)


def _record(file: Path) -> Record:
    """Load one record."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Record)
    except msgspec.MsgspecError as error:
        raise UsageError(f"{file}: {error}", "Run 'fonds ingest' again.") from error
