"""Correcting: what a person saw, what is kept, and the way back."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline import rewriting, work
from pipeline.corrections import files
from pipeline.corrections.types import Change
from pipeline.errors import ReadFailure, UsageError
from pipeline.files import atomic
from pipeline.flow import PageResult, PageTask
from pipeline.model import Line, Record
from pipeline.review import rereading
from pipeline.review.desk import Asked, Desk
from pipeline.review.pictures import Pictures
from pipeline.review.rereading import Wait
from pipeline.store import Store
from pipeline.verification import verify
from tests import pages, standins
from tests.records import record, write
from tests.standins import deliver, run, tree


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with a document of one page that was read just now."""
    executor = standins.offline(monkeypatch)
    run(deliver(tmp_path / "in", one=1), tmp_path / "out", executor)
    return Desk(tmp_path / "out", "Anna")


def only(desk: Desk) -> tuple[str, Record]:
    [path] = (desk.output / "records").glob("*.json")
    found = desk.record(path.stem)
    assert found is not None
    return path.stem, found


def first(desk: Desk) -> Line:
    return only(desk)[1].pages[0].regions[0].lines[0]


def correct(desk: Desk, change: Change, page: int = 1, *, remove: bool = False) -> bool:
    asked = Asked(name=only(desk)[0], page=page, half=None, change=change, remove=remove)
    return desk.correct(asked).written


def line(desk: Desk, after: str) -> Change:
    return Change(kind="line", box=first(desk).box, before=first(desk).text, after=after)


def sheets(desk: Desk) -> list[Change]:
    sha256 = only(desk)[1].source.sha256
    return [c for sheet in files.load(desk.output, sha256).values() for c in sheet.changes]


def test_a_correction_is_in_the_record_at_once(desk: Desk) -> None:
    before = tree(desk.output / "records")
    assert correct(desk, line(desk, "Följegyzés"))
    assert tree(desk.output / "records") != before
    assert first(desk).text == "Följegyzés"
    [kept] = sheets(desk)
    assert (kept.before, kept.after, kept.by) == ("Feljegyzés", "Följegyzés", "Anna")
    assert kept.at


def test_the_list_of_checksums_follows(desk: Desk) -> None:
    correct(desk, line(desk, "Följegyzés"))
    assert verify(desk.output) == (1, [])


def test_correcting_again_keeps_what_the_machine_read(desk: Desk) -> None:
    correct(desk, line(desk, "Följegyzés"))
    correct(desk, line(desk, "FÖLJEGYZÉS"))
    [kept] = sheets(desk)
    assert (kept.before, kept.after) == ("Feljegyzés", "FÖLJEGYZÉS")
    assert len(first(desk).alternatives) == 1


def test_typing_what_the_machine_read_takes_the_correction_away(desk: Desk) -> None:
    before = tree(desk.output / "records")
    correct(desk, line(desk, "Följegyzés"))
    correct(desk, line(desk, "Feljegyzés"))
    assert sheets(desk) == []
    assert tree(desk.output / "records") == before


def test_undo_goes_back_step_by_step(desk: Desk) -> None:
    before = tree(desk.output / "records")
    correct(desk, line(desk, "Följegyzés"))
    correct(desk, Change(kind="field", field="date", after="1956-11-05"), page=0)
    correct(desk, Change(kind="checked"))
    for left in (2, 1, 0):
        assert desk.undo() is not None
        assert len(sheets(desk)) == left
    assert desk.undo() is None
    assert tree(desk.output / "records") == before


def test_undo_leaves_what_came_in_another_way(desk: Desk) -> None:
    """A table that was taken in meanwhile is nobody's to lose."""
    correct(desk, line(desk, "Följegyzés"))
    sha256 = only(desk)[1].source.sha256
    other = only(desk)[1].pages[0].regions[0].lines[1]
    taken = Change(kind="line", box=other.box, before=other.text, after="Buda", by="Béla")
    files.add(desk.output, files.load_page(desk.output, sha256, 1, None), [taken])
    assert desk.undo() is not None
    assert sheets(desk) == [taken]


def test_a_full_disk_loses_nothing_and_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    correct(desk, line(desk, "Följegyzés"))
    before, seen = tree(desk.output), line(desk, "FÖLJEGYZÉS")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("pipeline.files.os.fsync", full)
        with pytest.raises(UsageError, match="No space left"):
            correct(desk, seen)
        with pytest.raises(UsageError, match="No space left"):
            correct(desk, Change(kind="field", field="date", after="1956-11-05"), page=0)
        assert tree(desk.output) == before
    assert desk.undo() is not None
    assert sheets(desk) == []


def test_a_disk_that_fills_up_after_the_correction_keeps_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> Any:
        if "corrections" not in path.parts:
            raise UsageError(f"{path.parent} cannot be written: No space left on device.")
        return atomic(path)

    monkeypatch.setattr("pipeline.store.atomic", full)
    assert not correct(desk, line(desk, "Följegyzés"))
    assert [change.after for change in sheets(desk)] == ["Följegyzés"]
    assert first(desk).text == "Följegyzés"


def test_a_field_keeps_what_the_machine_found(desk: Desk) -> None:
    for after in ("1956-11-05", "1956-11-06"):
        correct(desk, Change(kind="field", field="date", after=after), page=0)
    [kept] = sheets(desk)
    assert (kept.before, kept.after) == ("1956-11-04", "1956-11-06")


def test_a_checked_page_leaves_the_queue_and_comes_back(desk: Desk) -> None:
    correct(desk, Change(kind="checked"))
    [row] = desk.index()["rows"]
    assert row["checks"] == [None]
    assert "checked" in row["reasons"]
    correct(desk, Change(kind="checked"), remove=True)
    assert sheets(desk) == []


@pytest.mark.parametrize("remove", [False, True])
def test_halves_are_checked_in_one_position_only(tmp_path: Path, *, remove: bool) -> None:
    halves = tuple(replace(pages.page("a b", 1), half=half) for half in ("left", "right"))
    desk = Desk(write(tmp_path / "out", record(pages=halves)), "Anna")
    name, found = only(desk)
    asked = [Change(kind="rotation", after="90")] * remove + [Change(kind="checked")]
    for change in asked:
        desk.correct(Asked(name=name, page=1, half="left", change=change))
    before = files.load(desk.output, found.source.sha256)
    turned = Change(kind="rotation", after="0" if remove else "90")
    desk.correct(Asked(name=name, page=1, half="left", change=turned))
    assert [c.kind for c in sheets(desk)] == ["rotation"] * (not remove)
    desk.undo()
    assert files.load(desk.output, found.source.sha256) == before


def test_a_line_that_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    seen = line(desk, "mine")
    correct(desk, line(desk, "theirs"))
    with pytest.raises(UsageError, match="changed meanwhile"):
        correct(desk, seen)


def test_while_a_run_is_under_way_corrections_wait(desk: Desk) -> None:
    with Store(desk.output).locked():
        assert not correct(desk, line(desk, "Följegyzés"))
    assert len(sheets(desk)) == 1
    assert first(desk).text == "Följegyzés"


def test_what_the_machine_read_is_known_however_often_a_line_is_corrected(desk: Desk) -> None:
    """Also while records cannot be written and still hold an earlier correction."""
    correct(desk, line(desk, "Följegyzés"))
    with Store(desk.output).locked():
        for after in ("FÖLJEGYZÉS", "Följegyzes"):
            correct(desk, line(desk, after))
            assert first(desk).text == after
            assert [other.text for other in first(desk).alternatives] == ["Feljegyzés"]
            assert "correction conflict" not in only(desk)[1].pages[0].quality.reasons
    [kept] = sheets(desk)
    assert (kept.before, kept.after) == ("Feljegyzés", "Följegyzes")


def test_a_record_from_elsewhere_can_be_corrected_too(tmp_path: Path) -> None:
    desk = Desk(write(tmp_path / "out", record()), "Anna")
    assert not correct(desk, line(desk, "Följegyzés"))
    assert first(desk).text == "Följegyzés"
    assert not rewriting.describe_again(desk.output, "one.json")


@pytest.fixture
def turning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk with the scans at hand; a page that is turned by 270 degrees cannot be read."""

    def read(task: PageTask, engines: object) -> PageResult:
        if task.rotation == 270:
            raise ReadFailure("timeout", "too slow")
        pages = standins.quick(task).pages
        return PageResult(tuple(replace(one, rotation=task.rotation or 0) for one in pages), {})

    executor = standins.offline(monkeypatch)
    monkeypatch.setattr(work, "read_page", read)
    monkeypatch.setattr(rewriting, "reading_fingerprint", lambda languages: "no engines")
    delivery = deliver(tmp_path / "in", one=1)
    run(delivery, tmp_path / "out", executor)
    made = Desk(tmp_path / "out", "Anna", Pictures(tmp_path / "out", (delivery,), executor))
    yield made
    made.close()


def turn(desk: Desk, degrees: int) -> None:
    correct(desk, Change(kind="rotation", after=str(degrees)))


def settled(desk: Desk) -> dict[int, Wait] | None:
    """Return what still waits once nothing is being read any more."""
    until = time.monotonic() + 20
    while any(wait.reading for wait in (desk.waits(only(desk)[0]) or {}).values()):
        assert time.monotonic() < until
        time.sleep(0.01)
    return desk.waits(only(desk)[0])


def test_a_turned_page_is_read_again_and_turned_back_at_once(turning: Desk) -> None:
    before = tree(turning.output / "records")
    turn(turning, 90)
    assert settled(turning) == {}
    _, found = only(turning)
    assert found.pages[0].rotation == 90
    assert [(h.path, h.before, h.after) for h in found.history] == [
        ("pages[0].rotation", "0", "90")
    ]
    assert verify(turning.output) == (1, [])
    assert turning.undo() is not None
    assert tree(turning.output / "records") == before
    turn(turning, 180)
    settled(turning)
    turn(turning, 0)
    assert sheets(turning) == []
    assert tree(turning.output / "records") == before


def test_a_position_that_cannot_be_read_says_why_and_waits(turning: Desk) -> None:
    turn(turning, 270)
    [wait] = (settled(turning) or {}).values()
    assert (wait.to, wait.reading, wait.why) == (270, False, "too slow")
    name, found = only(turning)
    assert found.pages[0].rotation == 0
    assert "to be read again" in found.pages[0].quality.reasons
    shown = turning.document(name)
    assert shown is not None
    assert shown["waits"] == {1: wait}


def test_a_page_that_is_read_waits_for_its_record_without_being_read_again(
    turning: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a run is under way, the cache has the page and the record cannot be written."""
    reads: list[int] = []

    def counted(task: PageTask, engines: object) -> PageResult:
        reads.append(task.number)
        made = replace(standins.quick(task).pages[0], rotation=task.rotation or 0)
        return PageResult((made,), {})

    monkeypatch.setattr(work, "read_page", counted)
    with Store(turning.output).locked():
        turn(turning, 90)
        assert [wait.reading for wait in (settled(turning) or {}).values()] == [False]
        for after in ("a", "b", "c"):
            correct(turning, Change(kind="field", field="subject", after=after), page=0)
            settled(turning)
    assert reads == [1]
    correct(turning, Change(kind="field", field="subject", after="d"), page=0)
    assert settled(turning) == {}
    assert only(turning)[1].pages[0].rotation == 90


def test_ending_says_what_it_waits_for_and_does_not_wait_for_long(
    turning: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on, told = threading.Event(), threading.Event(), list[str]()

    def slow(task: PageTask, engines: object) -> PageResult:
        started.set()
        go_on.wait(20)
        raise ReadFailure("timeout", "too slow")

    monkeypatch.setattr(work, "read_page", slow)
    monkeypatch.setattr(rereading, "PATIENCE", 0.1)
    turn(turning, 90)
    assert started.wait(10)
    begun = time.monotonic()
    turning.close(told.append)
    assert time.monotonic() - begun < 5
    go_on.set()
    assert told == [f"waiting up to 0 s for page 1 of {only(turning)[0]} to be read"]


def test_without_scans_a_turned_page_waits_for_the_next_run(desk: Desk) -> None:
    turn(desk, 90)
    [wait] = (desk.waits(only(desk)[0]) or {}).values()
    assert (wait.to, wait.reading, wait.why) == (90, False, "")
    assert desk.waits("nothing") is None


def test_a_damaged_file_of_corrections_is_named_before_work(desk: Desk) -> None:
    correct(desk, line(desk, "Följegyzés"))
    [path] = (desk.output / "corrections").glob("*/0001.json")
    path.write_text("{")
    with pytest.raises(ReadFailure, match=r"0001\.json"):
        Desk(desk.output, "Anna")
