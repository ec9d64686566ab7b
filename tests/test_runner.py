"""A run keeps what it read, reads nothing twice, and no page can end it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline import jobs, work
from pipeline.errors import ExitCode, MissingProgram, NothingRead, ReadFailure, UsageError
from pipeline.executors import LocalProcesses
from pipeline.flow import PageResult, PageTask
from pipeline.model import Record
from pipeline.store import Store
from pipeline.validation import validate
from tests import standins
from tests.intake.support import pdf_bytes
from tests.standins import SABOTEURS, Inline, deliver, quick, run, sabotaged, tree


@pytest.fixture(autouse=True)
def _no_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.Making, "of", staticmethod(standins.made))
    monkeypatch.setattr(work, "read_page", quick)


def record(output: Path, slug: str) -> Record:
    [path] = (output / "records").glob(f"{slug}-*.json")
    return msgspec.json.decode(path.read_bytes(), type=Record)


def test_every_page_is_read_and_every_document_written(tmp_path: Path) -> None:
    summary = run(deliver(tmp_path / "in", one=1, two=3), tmp_path / "out", Inline())
    assert (summary.documents, summary.pages, summary.read, summary.cached) == (2, 4, 4, 0)
    assert summary.exit_code is ExitCode.OK
    assert [p.number for p in record(tmp_path / "out", "two").pages] == [1, 2, 3]
    assert validate(tmp_path / "out") == (2, [])


def test_a_second_run_reads_nothing_and_changes_nothing(tmp_path: Path) -> None:
    delivery = deliver(tmp_path / "in", one=1, two=3)
    run(delivery, tmp_path / "out", Inline())
    before = tree(tmp_path / "out/records")
    again = Inline()
    summary = run(delivery, tmp_path / "out", again)
    assert not {work.read, work.describe_document} & set(again.submitted)
    assert (summary.read, summary.cached, summary.fresh) == (0, 4, 0)
    assert tree(tmp_path / "out/records") == before


def test_lost_records_come_back_from_the_cache(tmp_path: Path) -> None:
    delivery = deliver(tmp_path / "in", one=1, two=3)
    run(delivery, tmp_path / "out", Inline())
    before = tree(tmp_path / "out")
    for path in (tmp_path / "out/records").iterdir():
        path.unlink()
    again = Inline()
    summary = run(delivery, tmp_path / "out", again)
    assert again.reads() == 0
    assert (summary.read, summary.cached, summary.fresh) == (0, 4, 2)
    assert tree(tmp_path / "out") == before


@pytest.mark.parametrize("damage", [b"", b"cut", b"0" * 64 + b"\n[]"])
def test_a_damaged_cache_entry_is_read_again(tmp_path: Path, damage: bytes) -> None:
    delivery = deliver(tmp_path / "in", two=3)
    run(delivery, tmp_path / "out", Inline())
    before = tree(tmp_path / "out")
    entry = next((tmp_path / "out/cache/pages").rglob("*.json"))
    entry.write_bytes(damage)
    for path in (tmp_path / "out/records").iterdir():
        path.unlink()
    again = Inline()
    summary = run(delivery, tmp_path / "out", again)
    assert again.reads() == 1
    assert (summary.read, summary.cached) == (1, 2)
    assert tree(tmp_path / "out") == before


def test_pages_that_cannot_be_kept_fail_their_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "load_page", lambda self, key: None)
    summary = run(deliver(tmp_path / "in", one=1), tmp_path / "out", Inline())
    assert [(f.page, f.reason) for f in summary.failures] == [(None, "unreadable")]
    assert summary.exit_code is ExitCode.NOTHING_READ


def test_an_edited_record_is_written_again(tmp_path: Path) -> None:
    delivery = deliver(tmp_path / "in", one=1)
    run(delivery, tmp_path / "out", Inline())
    [path] = (tmp_path / "out/records").iterdir()
    before = path.read_bytes()
    path.write_bytes(b"{}")
    run(delivery, tmp_path / "out", Inline())
    assert path.read_bytes() == before


def test_a_renamed_document_keeps_its_pages_and_one_record(tmp_path: Path) -> None:
    delivery = deliver(tmp_path / "in", one=2)
    run(delivery, tmp_path / "out", Inline())
    (delivery / "one.pdf").rename(delivery / "other.pdf")
    again = Inline()
    run(delivery, tmp_path / "out", again)
    assert again.reads() == 0
    assert [p.name[:6] for p in (tmp_path / "out/records").iterdir()] == ["other-"]


def fails_second(task: PageTask, engines: object) -> PageResult:
    if task.number == 2:
        raise ReadFailure("too_large", "far too large")
    return quick(task)


def test_a_failed_page_is_data_and_tried_again_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = deliver(tmp_path / "in", two=3)
    monkeypatch.setattr(work, "read_page", fails_second)
    summary = run(delivery, tmp_path / "out", Inline())
    assert summary.exit_code is ExitCode.INCOMPLETE
    pages = record(tmp_path / "out", "two").pages
    assert [p.failure and p.failure.reason for p in pages] == [None, "too_large", None]
    assert validate(tmp_path / "out") == (1, [])
    monkeypatch.setattr(work, "read_page", quick)
    again = Inline()
    assert run(delivery, tmp_path / "out", again).exit_code is ExitCode.OK
    assert again.reads() == 1
    assert (tmp_path / "out/failures.ndjson").read_bytes() == b""


def test_another_delivery_in_the_same_folder_keeps_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(deliver(tmp_path / "a", one=1), tmp_path / "out", Inline())
    run(deliver(tmp_path / "b", two=1), tmp_path / "out", Inline())
    assert validate(tmp_path / "out") == (2, [])
    again = Inline()
    assert run(tmp_path / "a", tmp_path / "out", again).fresh == 0
    assert again.reads() == 0


def test_copies_are_read_once(tmp_path: Path) -> None:
    delivery = deliver(tmp_path / "in", one=1)
    (delivery / "copy.pdf").write_bytes((delivery / "one.pdf").read_bytes())
    executor = Inline()
    run(delivery, tmp_path / "out", executor)
    assert executor.reads() == 1
    assert record(tmp_path / "out", "copy").source.paths == ("copy.pdf", "one.pdf")


def test_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/notes.txt").write_text("no document")
    with pytest.raises(NothingRead, match="1 other file"):
        run(tmp_path / "in", tmp_path / "out", Inline())
    assert (tmp_path / "out/failures.ndjson").read_bytes() == b""


def test_a_missing_program_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(task: PageTask, engines: object) -> PageResult:
        raise MissingProgram("gone", "bring it back")

    monkeypatch.setattr(work, "read_page", missing)
    with pytest.raises(MissingProgram, match="gone"):
        run(deliver(tmp_path / "in", one=1), tmp_path / "out", Inline())


def test_a_full_disk_ends_the_run_and_keeps_what_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(task: PageTask, engines: object) -> PageResult:
        if task.number == 2:
            raise UsageError("no space", "make room")
        return quick(task)

    monkeypatch.setattr(work, "read_page", full)
    delivery = deliver(tmp_path / "in", two=3)
    with pytest.raises(UsageError, match="no space"):
        run(delivery, tmp_path / "out", Inline())
    monkeypatch.setattr(work, "read_page", quick)
    again = Inline()
    run(delivery, tmp_path / "out", again)
    assert again.reads() == 2


class Interrupting(Inline):
    """Lets the user press Ctrl-C after some pages."""

    def submit(self, seconds: float, function: Any, *args: Any) -> Any:
        if self.reads() == 3:
            raise KeyboardInterrupt
        return super().submit(seconds, function, *args)


def test_ctrl_c_keeps_everything(tmp_path: Path) -> None:
    delivery = deliver(tmp_path / "in", a=2, b=2)
    with pytest.raises(KeyboardInterrupt):
        run(delivery, tmp_path / "out", Interrupting())
    again = Inline()
    run(delivery, tmp_path / "out", again)
    assert again.reads() == 1
    clean = run(delivery, tmp_path / "clean", Inline())
    assert clean.read == 4
    assert tree(tmp_path / "out/records") == tree(tmp_path / "clean/records")


def test_saboteurs_fail_alone_and_the_batch_goes_on(tmp_path: Path) -> None:
    """In real worker processes: raise, hang, exit, crash, hoard, babble ..."""
    delivery = deliver(tmp_path / "in", a=1, b=12, c=1)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    start = standins.start(scratch)
    workers = LocalProcesses(2, 200, start)
    try:
        summary = run(delivery, tmp_path / "out", sabotaged(workers), workers=2, seconds=4)
    finally:
        workers.close(now=True)
    assert {f.page: f.reason for f in summary.failures} == {
        number: reason for number, (_, reason) in SABOTEURS.items()
    }
    assert all(f.remedy and f.file == "b.pdf" for f in summary.failures)
    assert (summary.documents, summary.read) == (3, 4)
    assert validate(tmp_path / "out") == (3, [])


def test_records_do_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    delivery = deliver(tmp_path / "in", a=3, b=1, c=2)
    run(delivery, tmp_path / "one", Inline(), workers=1)
    run(delivery, tmp_path / "four", Inline(), workers=4)
    assert tree(tmp_path / "one/records") == tree(tmp_path / "four/records")


def test_broken_files_beside_good_ones(tmp_path: Path) -> None:
    delivery = deliver(tmp_path / "in", good=1)
    (delivery / "empty.pdf").touch()
    (delivery / "locked.pdf").write_bytes(pdf_bytes("locked", password="geheim"))
    (delivery / "text.pdf").write_text("This is no PDF. " * 20)
    summary = run(delivery, tmp_path / "out", Inline())
    assert {f.file: f.reason for f in summary.failures} == {
        "empty.pdf": "empty",
        "locked.pdf": "encrypted",
        "text.pdf": "not_a_document",
    }
    assert summary.exit_code is ExitCode.INCOMPLETE
    assert validate(tmp_path / "out") == (1, [])
