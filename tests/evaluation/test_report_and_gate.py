"""Reports read back, floors that hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from pipeline.cli import main
from pipeline.errors import UsageError
from pipeline.evaluation import gate, report
from pipeline.evaluation.evaluate import Evaluation, evaluate
from tests.evaluation.support import WriteOutput, WriteTruth, make_page, make_record


@pytest.fixture
def evaluation(write_truth: WriteTruth, write_output: WriteOutput) -> Evaluation:
    """Evaluate three pages: good, with an error and a tag in it, blank with output."""
    truth = write_truth(
        "a.pdf",
        [{"text": "tárgyalás"}, {"text": "tíz szó"}, {"text": ""}],
        metadata={"date": "1956", "title": None},
    )
    pages = (
        make_page("tárgyalás"),
        make_page("tiz <b>szó", number=2),
        make_page("folt", number=3),
    )
    return evaluate(truth, write_output(make_record("a.pdf", pages)))


def test_the_worst_page_comes_first(evaluation: Evaluation) -> None:
    assert [page.number for page in report.worst_first(evaluation)] == [3, 2, 1]
    text = report.as_text(evaluation)
    assert "infinite (4)" in text
    assert text.index("a.pdf p.3") < text.index("a.pdf p.2") < text.index("a.pdf p.1")
    assert "a.pdf p.2" not in report.as_text(evaluation, pages=1)


def test_pages_that_no_record_has_are_said_first(
    write_truth: WriteTruth, write_output: WriteOutput
) -> None:
    truth = write_truth("a.pdf", [{"text": "egy"}, {"text": "kettő"}])
    output = write_output(make_record("a.pdf", (make_page("egy"),)))
    done = CliRunner().invoke(main, ["evaluate", str(truth), str(output)])
    assert done.exit_code == 0
    assert done.stderr == "1 of 2 pages of the truth are not in OUTPUT\n"


def test_reports_are_reproducible(evaluation: Evaluation) -> None:
    assert report.as_json(evaluation) == report.as_json(evaluation)
    assert report.as_html(evaluation) == report.as_html(evaluation)
    assert json.loads(report.as_json(evaluation))["summary"]["pages"] == 3


def test_html_is_escaped_and_needs_no_network(evaluation: Evaluation) -> None:
    page = report.as_html(evaluation)
    assert "&lt;b&gt;" in page
    assert "<b>szó" not in page
    assert "http" not in page
    assert '<span class="differs">' in page


def test_floors_hold(evaluation: Evaluation, tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors = gate.update(evaluation, path)
    assert gate.load(path) == floors
    assert gate.check(evaluation, floors) == []
    higher = replace(floors, floors={**floors.floors, "characters": 0.99, "new": 0.5})
    assert gate.check(evaluation, higher) == [
        f"characters: {floors.floors['characters']:.4f} is below the floor 0.9900",
        "new: not measured, floor 0.5000",
    ]
    # Another build of Tesseract may read a few characters differently.
    near = replace(
        floors, floors={**floors.floors, "characters": floors.floors["characters"] + 0.005}
    )
    assert gate.check(evaluation, near) == []


def test_a_changed_corpus_is_a_violation(evaluation: Evaluation, tmp_path: Path) -> None:
    floors = gate.update(evaluation, tmp_path / "floors.json")
    (violation,) = gate.check(replace(evaluation, corpus="other"), floors)
    assert "ground truth has changed" in violation
    (violation,) = gate.check(evaluation, replace(floors, pages=99))
    assert "99" in violation


def test_floors_are_not_lowered_silently(evaluation: Evaluation, tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors = gate.update(evaluation, path)
    higher = replace(floors, floors={**floors.floors, "characters": 1.0})
    path.write_bytes(gate.encode(higher))
    with pytest.raises(UsageError, match="characters"):
        gate.update(evaluation, path)
    assert gate.load(path) == higher
    assert gate.update(evaluation, path, allow_lower=True) == floors


def test_missing_or_broken_floors_are_explained(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No floors"):
        gate.load(tmp_path / "floors.json")
    (tmp_path / "floors.json").write_text("[]")
    with pytest.raises(UsageError, match=r"floors\.json"):
        gate.load(tmp_path / "floors.json")
