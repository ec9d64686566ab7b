"""Truth and records matched and scored."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.errors import UsageError
from pipeline.evaluation import truth as truths
from pipeline.evaluation.evaluate import evaluate
from pipeline.evaluation.fields import FieldScore
from pipeline.model import Entity, Metadata, Page, Value
from tests.evaluation.support import WriteOutput, WriteTruth, make_page, make_record


def _value(value: str, role: str | None = None) -> Value:
    found = Value(value=value, as_written=value, evidence=(), confidence=1.0, rule="test")
    return replace(found, role=role) if role else found


def test_a_perfect_reading(write_truth: WriteTruth, write_output: WriteOutput) -> None:
    truth = write_truth("a.pdf", [{"text": "Titkos\nirat", "blank": False}, {"text": ""}])
    pages = (make_page("Titkos\nirat"), make_page(number=2))
    found = evaluate(truth, write_output(make_record("a.pdf", pages)))
    assert found.summary.cer is not None
    assert found.summary.cer.value == 0.0
    assert found.summary.unread == 0
    assert found.summary.judged["language"].errors == 0
    assert found.summary.calibration == 0.05
    assert [group.name for group in found.by_language] == ["hu"]


def test_what_is_missing_is_all_wrong(
    write_truth: WriteTruth,
    write_output: WriteOutput,
    failed_page: Page,
) -> None:
    write_truth("none.pdf", [{"text": "abc", "direction": "horizontal"}])
    truth = write_truth("a.pdf", [{"text": "abcd"}, {"text": "ef"}], metadata={"date": "1956"})
    found = evaluate(truth, write_output(make_record("a.pdf", (failed_page,))))
    assert [page.problem for page in found.pages] == ["timeout", "missing", "missing"]
    assert found.summary.cer is not None
    assert found.summary.cer.errors == 9
    assert found.summary.judged["language"].errors == 3
    assert found.summary.judged["direction"].errors == 1
    assert found.summary.fields == (FieldScore(field="date", missed=1),)


def test_few_documents_can_be_tried(write_truth: WriteTruth, write_output: WriteOutput) -> None:
    write_truth("a.pdf", [{"text": "abc"}])
    truth = write_truth("b.pdf", [{"text": "abc"}])
    output = write_output(make_record("b.pdf", (make_page("abc"),)))
    assert [each.file for each in evaluate(truth, output, found_only=True).documents] == ["b.pdf"]


def test_halves_are_joined_where_only_one_side_is_split(
    write_truth: WriteTruth, write_output: WriteOutput
) -> None:
    truth = write_truth(
        "a.pdf",
        [
            {"number": 1, "half": "left", "text": "ab"},
            {"number": 1, "half": "right", "text": "cd"},
            {"number": 2, "half": "left", "text": "ef"},
            {"number": 2, "half": "right", "text": "gh"},
        ],
    )
    pages = (
        make_page("ab", half="left"),
        make_page("cd", half="right"),
        make_page("ef\ngh", number=2),
    )
    found = evaluate(truth, write_output(make_record("a.pdf", pages)))
    assert found.summary.cer is not None
    assert found.summary.cer.errors == 0
    assert [page.checks.halves for page in found.pages] == [True, True, False]


def test_stamps_have_their_own_regions(write_truth: WriteTruth, write_output: WriteOutput) -> None:
    truth = write_truth("a.pdf", [{"text": "irat", "stamps": ["IKTATVA", "TITKOS"]}])
    page = make_page("irat", stamps=("IKTATVA",))
    found = evaluate(truth, write_output(make_record("a.pdf", (page,))))
    assert found.summary.stamps is not None
    assert (found.summary.stamps.errors, found.summary.stamps.total) == (6, 13)


def test_metadata_and_entities(write_truth: WriteTruth, write_output: WriteOutput) -> None:
    truth = write_truth(
        "a.pdf",
        [{"text": "irat"}],
        metadata={
            "date": "1957-05-16",
            "title": "F E L J E G Y Z É S",
            "urgency": None,
            "reference_numbers": ["1/1957", "2/1957"],
            "dates": [{"value": "1957-05-17", "role": "received"}],
            "subject": "A pekingi könyvkiállítás előkészítése",
        },
        entities={"persons": ["Csou En-laj"], "places": []},
    )
    metadata = Metadata(
        date=_value("1957-05-16"),
        title=_value("FELJEGYZÉS"),
        urgency=_value("flash"),
        reference_numbers=(_value("1/1957"), _value("3/1957")),
        dates=(_value("1957-05-17", "sent"),),
        subject=_value("A pekingi könyvkiállitás előkészítése"),
    )
    person = Entity(
        type="person",
        label="Zhou Enlai",
        authority=None,
        as_written=("Csou En-laj",),
        mentions=(),
        confidence=1.0,
    )
    record = make_record("a.pdf", (make_page("irat"),), metadata)
    output = write_output(replace(record, entities=(person,)))
    counts = {
        each.field: (each.found, each.wrong, each.missed)
        for each in evaluate(truth, output).summary.fields
    }
    assert counts == {
        "date": (1, 0, 0),
        "dates": (0, 1, 1),
        "entities.person": (1, 0, 0),
        "entities.place": (0, 0, 0),
        "reference_numbers": (1, 1, 1),
        "subject": (0, 1, 1),
        "title": (1, 0, 0),
        "urgency": (0, 1, 0),
    }


def test_text_truth_with_a_manifest(tmp_path: Path, write_output: WriteOutput) -> None:
    folder = tmp_path / "typed"
    folder.mkdir()
    (folder / "letter.pdf").write_bytes(b"")
    (folder / "letter.gt.txt").write_text("egy\fkettő\f", encoding="utf-8")
    (tmp_path / "MANIFEST.tsv").write_text(
        "path\tlanguage\tscript\tlayout\ntyped/letter.pdf\thun\tlatin\thorizontal\n"
    )
    document = truths.load(folder)[0]
    assert [(page.number, page.text, page.language) for page in document.pages] == [
        (1, "egy", "hu"),
        (2, "kettő", "hu"),
    ]
    pages = (make_page("PECSÉT\negy"), make_page("kettö", number=2))
    found = evaluate(folder, write_output(make_record("letter.pdf", pages)))
    assert found.summary.cer is not None
    assert found.summary.cer.errors == 1
    assert found.summary.extra == 6


def test_clear_errors(tmp_path: Path, write_truth: WriteTruth) -> None:
    with pytest.raises(UsageError, match="No ground truth"):
        truths.load(tmp_path)
    truth = write_truth("a.pdf", [{"text": "abc"}])
    with pytest.raises(UsageError, match="No records"):
        evaluate(truth, tmp_path)
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "x.json").write_text("{}")
    with pytest.raises(UsageError, match=r"x\.json"):
        evaluate(truth, tmp_path)
    (truth / "b.json").write_text('{"file": 1}')
    with pytest.raises(UsageError, match=r"b\.json"):
        truths.load(truth)


def test_the_corpus_hash_follows_the_truth(write_truth: WriteTruth) -> None:
    truth = write_truth("a.pdf", [{"text": "abc"}])
    before = truths.corpus_hash(truth)
    assert before == truths.corpus_hash(truth)
    write_truth("a.pdf", [{"text": "abd"}])
    assert truths.corpus_hash(truth) != before
