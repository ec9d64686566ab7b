"""The rules on true text: what they find where nothing was misread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.evaluation.crops import cutter
from pipeline.evaluation.evaluate import evaluate_text
from pipeline.evaluation.truth import TruthDocument, TruthPage, load
from pipeline.evaluation.typeset import typeset
from pipeline.model import Box, Evidence, Metadata, Page, Record, Value

SAMPLES = Path(__file__).parents[2] / "samples"
DOCUMENTS = (*load(SAMPLES), *load(SAMPLES / "papers"))
MEMO = TruthDocument(
    path="memo.pdf",
    pages=(
        TruthPage(
            number=1,
            text="FELJEGYZÉS\nBudapest, 1956. november 4.\nCsou En-lajjal Pekingben beszéltek.",
            stamps=("Érkezett\n1956. november 9.",),
        ),
    ),
    metadata={"date": "1956-11-04", "signatory": None},
    entities={"persons": ("Csou En-laj",)},
    split="test",
)


def quotations(record: Record) -> Iterator[tuple[str, Evidence]]:
    """Every quotation of a record with what it belongs to."""
    for finding in record.findings:
        yield from ((f"finding {finding.field}", evidence) for evidence in finding.evidence)
    for entity in record.entities:
        yield from ((f"entity {entity.label}", evidence) for evidence in entity.mentions)
    for relation in record.relations:
        yield from ((f"relation {relation.target}", evidence) for evidence in relation.evidence)


def values(metadata: Metadata) -> Iterator[Value]:
    """Every value of the metadata, in whatever field."""
    for field in Metadata.__struct_fields__:
        found = getattr(metadata, field)
        for value in found if isinstance(found, tuple) else (found,):
            if isinstance(value, Value):
                yield value


def standing(page: Page, box: Box) -> str:
    """The words of a page that lie within a box, without their spaces."""
    return "".join(
        word.text
        for region in page.regions
        for line in region.lines
        for word in line.words
        if _inside(word.box, box)
    )


def _inside(word: Box, box: Box) -> bool:
    across = word[0] >= box[0] and word[2] <= box[2]
    return across and word[1] >= box[1] and word[3] <= box[3]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.path)
def test_every_quotation_stands_at_its_box(document: TruthDocument) -> None:
    """No value without evidence, no evidence that is not on its page where it says."""
    record = typeset(document)
    pages = {(page.number, page.half): page for page in record.pages}
    assert all(value.evidence for value in values(record.metadata))
    for _, evidence in quotations(record):
        page = pages[evidence.page, evidence.half]
        if evidence.start is not None and evidence.end is not None:
            assert page.text[evidence.start : evidence.end] == evidence.text
        assert "".join(evidence.text.split()) in standing(page, evidence.box)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.path)
def test_the_summary_is_made_of_fields(document: TruthDocument) -> None:
    """Nothing in the summary line that is not a value of the record."""
    record = typeset(document)
    told = " ".join(" ".join(str(value.value).split()) for value in values(record.metadata))
    words = set((record.summary or "").replace(",", " ").rstrip(".").split())
    known = {word.rstrip(".") for word in told.replace("-", " ").replace(",", " ").split()}
    own = set("from signed by to written at dated about classified Document".split())
    loose = {word for word in words if word.rstrip(".") not in known | own}
    assert {word for word in loose if word.lower() not in told.lower()} == set()


def test_a_document_is_described() -> None:
    """The rules see lines and stamps as on a scan."""
    record = typeset(MEMO)
    assert record.metadata.date is not None
    assert record.metadata.date.value == "1956-11-04"
    assert [one.authority for one in record.entities if one.type == "person"] == ["zhou-enlai"]
    assert ("1956-11-09", "received") in {(d.value, d.role) for d in record.metadata.dates}


SEALED = tuple(document for document in DOCUMENTS if document.split == "test")


@pytest.mark.skipif(not SEALED, reason="no paper is sealed in this copy")
def test_splits_are_scored_apart() -> None:
    """Both halves together are the whole."""
    train, test = (evaluate_text(SAMPLES, split=name) for name in ("train", "test"))
    assert len(train.documents) + len(test.documents) == len(DOCUMENTS)
    assert len(test.documents) == len(SEALED)


def test_a_split_that_is_none() -> None:
    """Only 'train' and 'test'."""
    assert len(DOCUMENTS) >= 53
    with pytest.raises(UsageError):
        evaluate_text(SAMPLES, split="other")


def test_what_was_looked_at_is_found() -> None:
    """The papers that rules were written with: what broke shows here first."""
    scores = {score.field: score for score in evaluate_text(SAMPLES, split="train").summary.fields}
    floors = {
        "date": 0.96, "document_type": 0.93, "classification": 0.96, "place": 0.94,
        "reference_numbers": 0.95, "sender": 0.88, "recipient": 0.93, "signatory": 0.94,
        "subject": 0.9, "entities.person": 0.92, "entities.place": 0.86,
        "entities.organisation": 0.83,
    }  # fmt: skip
    low = {field: scores[field].f1 for field in floors if (scores[field].f1 or 0) < floors[field]}
    assert low == {}


@pytest.mark.skipif(not SEALED, reason="no paper is sealed in this copy")
def test_what_was_never_looked_at_is_found_as_well() -> None:
    """The papers that no rule was written with keep a floor of their own."""
    scores = {score.field: score for score in evaluate_text(SAMPLES, split="test").summary.fields}
    floors = {
        "date": 0.86, "document_type": 0.87, "classification": 0.93, "place": 0.78,
        "reference_numbers": 0.66, "sender": 0.72, "recipient": 0.8, "signatory": 0.8,
        "subject": 0.9, "entities.place": 0.9, "entities.organisation": 0.7,
        "entities.person": 0.78,
    }  # fmt: skip
    low = {field: scores[field].f1 for field in floors if (scores[field].f1 or 0) < floors[field]}
    assert low == {}


def test_misses_are_listed_with_what_was_read() -> None:
    """Each differing field with both sides and where it was read."""
    found = evaluate_text(SAMPLES, split="train").documents
    missed = [miss for document in found for miss in document.misses]
    assert missed
    assert all(miss.wanted or miss.read for miss in missed)


def test_a_piece_of_a_scan_is_cut() -> None:
    """A data URI of the box; nothing where there is no scan or no record."""
    record = typeset(MEMO)
    png = next(SAMPLES.glob("zh-cable-1967.png"))
    source = type(record.source)(
        paths=(png.name,), sha256="0" * 64, bytes=1, media_type="image/png", pages=1
    )
    scanned = Record(id="x", source=source, quality=record.quality)
    assert cutter(png, scanned)(1, (100, 100, 400, 200)).startswith("data:image/jpeg;base64,")
    assert cutter(png, None)(1, None) == ""
    assert cutter(png.with_name("absent.png"), scanned)(1, None) == ""
