"""Pages that people found right, as truth."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.corrections.overlay import lay
from pipeline.corrections.types import Change, Sheet
from pipeline.errors import UsageError
from pipeline.evaluation.evaluate import evaluate
from pipeline.evaluation.reviewed import as_read
from pipeline.model import Record
from tests.records import record, write

READ = record()
LINE = READ.pages[0].regions[0].lines[0]
WRONG = Change(kind="line", box=LINE.box, before=LINE.text, after="Feljegyzes")


def reviewed(*changes: Change) -> Record:
    """A record whose first page was corrected; ``Feljegyzés`` counts as misread."""
    laid = lay(READ.pages[0], Sheet(sha256=READ.source.sha256, page=1, changes=changes))
    return replace(READ, pages=(laid.page, *READ.pages[1:]))


def output(folder: Path, made: Record) -> Path:
    (folder / "corrections").mkdir(parents=True)
    return write(folder, made)


def test_the_machine_is_measured_on_its_own_checked_pages(tmp_path: Path) -> None:
    folder = output(tmp_path, reviewed(WRONG, Change(kind="checked")))
    found = evaluate(folder, folder)
    [page] = found.pages
    assert page.number == 1
    assert page.text.cer is not None
    assert page.text.cer.errors == 1
    assert [document.unexpected for document in found.documents] == [()]


def test_other_records_are_measured_on_checked_pages(tmp_path: Path) -> None:
    truth = output(tmp_path / "truth", reviewed(WRONG, Change(kind="checked")))
    right = write(tmp_path / "right", reviewed(WRONG))
    [page] = evaluate(truth, right).pages
    assert page.text.cer is not None
    assert page.text.cer.errors == 0


def test_under_a_correction_lies_what_was_read() -> None:
    page = as_read(reviewed(WRONG)).pages[0]
    assert page.text == READ.pages[0].text
    assert page.regions[0].lines[0] == replace(LINE, words=())


def test_without_checked_pages_there_is_no_truth(tmp_path: Path) -> None:
    folder = output(tmp_path, reviewed(WRONG))
    with pytest.raises(UsageError, match="found right by a person"):
        evaluate(folder, folder)
