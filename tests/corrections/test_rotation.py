"""A page that a person has turned: read again in that position, and nothing else with it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from pipeline import retrying, rewriting, work
from pipeline.cli import main
from pipeline.corrections import files, table
from pipeline.corrections.document import Overlay
from pipeline.corrections.overlay import WAITING, lay
from pipeline.corrections.rotation import rotations, waiting_files
from pipeline.corrections.sense import checked
from pipeline.corrections.types import Change, Sheet
from pipeline.errors import UsageError
from pipeline.flow import PageResult, PageTask
from pipeline.model import Line, Record
from pipeline.status import status
from pipeline.store import Store
from pipeline.validation import validate
from tests import standins
from tests.pages import page
from tests.records import failed_page, record
from tests.standins import deliver, run, tree

SHA256 = "0" * 64
READ = page("Feliegyzés\nBudapest, 1956. november 4.", 1)
TURN = Change(kind="rotation", before="0", after="90")


def sheet(*changes: Change, **where: object) -> Sheet:
    return Sheet(sha256=SHA256, page=1, changes=changes, **where)  # type: ignore[arg-type]


def read(task: PageTask, engines: object = None) -> PageResult:
    """Read a page as it lies: turned, it says something else, and its lines run down."""
    [made] = standins.quick(task).pages
    if not task.rotation:
        return PageResult((made,), {})
    turned = replace(made, rotation=task.rotation)
    if task.rotation == 90:
        turned = replace(turned, regions=tuple(
            replace(region, lines=tuple(map(_down, region.lines))) for region in made.regions
        ))  # fmt: skip
    return PageResult((turned,), {})


def _down(line: Line) -> Line:
    x0, y0, x1, y1 = line.box
    return replace(line, box=(y0, x0, y1, x1), words=())


@pytest.fixture
def executor(monkeypatch: pytest.MonkeyPatch) -> standins.Inline:
    made = standins.offline(monkeypatch)
    monkeypatch.setattr(work, "read_page", read)
    monkeypatch.setattr(rewriting, "reading_fingerprint", lambda languages: "no engines")
    return made


def only(output: Path) -> tuple[str, Record]:
    [path] = (output / "records").glob("*.json")
    return path.name, msgspec.json.decode(path.read_bytes(), type=Record)


def turn(output: Path, number: int = 2, change: Change = TURN) -> Sheet:
    _, found = only(output)
    before = files.load_page(output, found.source.sha256, number, None)
    return files.add(output, before, [change])


# --- one page ---------------------------------------------------------------------------


def test_until_it_is_read_so_the_page_waits_and_says_so() -> None:
    laid = lay(READ, sheet(TURN))
    assert [c.trouble for c in laid.conflicts] == ["waiting"]
    assert (laid.history, laid.page.quality.needs_review) == ((), True)
    assert WAITING in laid.page.quality.reasons
    assert "correction conflict" not in laid.page.quality.reasons
    assert lay(laid.page, sheet(TURN)).page == laid.page


def test_read_so_it_is_in_the_history() -> None:
    laid = lay(replace(READ, rotation=90), sheet(TURN))
    assert [(h.path, h.before, h.after, h.by) for h in laid.history] == [
        ("rotation", "0", "90", "human")
    ]
    assert not laid.conflicts
    assert not laid.page.quality.needs_review


def test_a_page_that_fails_in_its_new_position_still_waits() -> None:
    assert [c.trouble for c in lay(failed_page(1), sheet(TURN)).conflicts] == ["waiting"]


def test_halves_turn_with_their_scan(tmp_path: Path) -> None:
    own = Change(kind="line", box=READ.regions[0].lines[0].box, before="Feliegyzés", after="x")
    files.save(tmp_path, sheet(TURN, own))
    overlay = Overlay(tmp_path, SHA256)
    halves = tuple(replace(READ, half=half) for half in ("left", "right"))
    for index, half in enumerate(halves):
        assert WAITING in overlay.page(index, half).quality.reasons
    overlay.record(record(pages=halves))
    overlay.list_conflicts()
    troubles = {c.change.kind: c.trouble for c in files.load_conflicts(tmp_path, SHA256)}
    assert len(files.load_conflicts(tmp_path, SHA256)) == 2
    assert troubles == {"rotation": "waiting", "line": "missing"}


def test_page_0_turns_nothing_and_is_listed(tmp_path: Path) -> None:
    files.save(tmp_path, Sheet(sha256=SHA256, page=0, changes=(TURN,)))
    assert rotations(tmp_path, SHA256) == {}
    overlay = Overlay(tmp_path, SHA256)
    overlay.page(0, READ)
    overlay.record(record(pages=(READ,)))
    overlay.list_conflicts()
    assert [c.trouble for c in files.load_conflicts(tmp_path, SHA256)] == ["missing"]


def test_what_was_found_right_was_another_reading(tmp_path: Path) -> None:
    made = files.add(tmp_path, sheet(Change(kind="checked")), [TURN])
    assert [change.kind for change in made.changes] == ["rotation"]
    again = files.add(tmp_path, made, [replace(TURN, after="180")])
    assert [change.after for change in again.changes] == ["180"]


def test_halves_of_a_turned_scan_are_no_longer_checked(tmp_path: Path) -> None:
    line = Change(kind="line", box=(0, 0, 9, 9), before="a", after="b")
    left = Sheet(sha256=SHA256, page=1, half="left", changes=(line, Change(kind="checked")))
    files.save(tmp_path, left)
    made = files.add(tmp_path, sheet(), [TURN])
    assert files.load_page(tmp_path, SHA256, 1, "left").changes == (line,)
    files.save(tmp_path, left)
    files.add(tmp_path, made, [TURN])
    assert files.load_page(tmp_path, SHA256, 1, "left") == left


@pytest.mark.parametrize("after", ["45", "", "-90", "90°"])
def test_what_is_no_rotation_is_refused(after: str) -> None:
    with pytest.raises(UsageError, match="no rotation"):
        checked(replace(TURN, after=after))


# --- runs -------------------------------------------------------------------------------


def test_exactly_that_page_is_read_again(tmp_path: Path, executor: standins.Inline) -> None:
    delivery, output = deliver(tmp_path / "in", one=3, two=2), tmp_path / "out"
    run(delivery, output, executor)
    before, reads = tree(output / "records"), executor.reads()
    name = next(name for name in before if name.startswith("one"))
    sha256 = msgspec.json.decode(before[name], type=Record).source.sha256
    files.add(output, files.load_page(output, sha256, 2, None), [TURN])
    assert list(waiting_files(output)) == ["one.pdf"]

    run(delivery, output, executor)
    assert executor.reads() == reads + 1
    found = msgspec.json.decode((output / "records" / name).read_bytes(), type=Record)
    assert [p.rotation for p in found.pages] == [0, 90, 0]
    assert [(h.path, h.before, h.after) for h in found.history] == [
        ("pages[1].rotation", "0", "90")
    ]
    assert not list(waiting_files(output))
    assert validate(output) == (2, [])

    run(delivery, output, executor)
    assert executor.reads() == reads + 1
    files.save(output, Sheet(sha256=sha256, page=2))
    run(delivery, output, executor)
    assert executor.reads() == reads + 1
    assert tree(output / "records") == before


def test_corrections_of_the_old_position_are_listed_not_lost(
    tmp_path: Path, executor: standins.Inline
) -> None:
    delivery, output = deliver(tmp_path / "in", one=1), tmp_path / "out"
    run(delivery, output, executor)
    _, found = only(output)
    lines = found.pages[0].regions[0].lines
    made = [
        Change(kind="line", box=line.box, before=line.text, after=f"javított {i}")
        for i, line in enumerate(lines)
    ]
    files.add(output, Sheet(sha256=found.source.sha256, page=1), [*made, TURN])
    run(delivery, output, executor)
    conflicts = files.load_conflicts(output, found.source.sha256)
    assert [(c.change, c.trouble) for c in conflicts] == [(change, "missing") for change in made]
    kept = files.load_page(output, found.source.sha256, 1, None).changes
    assert kept == (*made, TURN)
    # Turned back, they hold again.
    files.save(output, Sheet(sha256=found.source.sha256, page=1, changes=tuple(made)))
    run(delivery, output, executor)
    assert only(output)[1].pages[0].text == "javított 0\njavított 1"
    assert not files.load_conflicts(output, found.source.sha256)


def test_a_retry_reads_turned_pages_too(tmp_path: Path, executor: standins.Inline) -> None:
    delivery, output = deliver(tmp_path / "in", one=2), tmp_path / "out"
    from pipeline.ingest import ingest
    from pipeline.settings import Settings

    ingest(delivery, output, Settings(jobs=1), quiet=True, events=None)
    assert retrying.retry(output, quiet=True) is None
    turn(output)
    reads = executor.reads()
    assert status(output).turned == ("one.pdf",)
    assert (
        "in 1 document; 'fonds retry'" in CliRunner().invoke(main, ["status", str(output)]).stdout
    )
    assert retrying.retry(output, reasons=("timeout",), quiet=True) is None
    report = retrying.retry(output, quiet=True)
    assert report is not None
    assert executor.reads() == reads + 1
    assert [p.rotation for p in only(output)[1].pages] == [0, 90]
    assert status(output).turned == ()
    assert retrying.retry(output, quiet=True) is None


def test_there_and_back_by_spreadsheet(tmp_path: Path, executor: standins.Inline) -> None:
    delivery, output = deliver(tmp_path / "in", one=2), tmp_path / "out"
    run(delivery, output, executor)
    turn(output)
    _, found = only(output)
    written = table.as_csv(table.rows(output))
    files.save(output, Sheet(sha256=found.source.sha256, page=2))
    half = written.replace(",2,,rotation", ",2,left,rotation")
    assert table.take_in(output, table.from_csv(half.encode())) == 1
    assert rotations(output, found.source.sha256) == {2: 90}
    with pytest.raises(UsageError, match="Line 2 of the table: '45' is no rotation"):
        table.from_csv(written.replace(",90,", ",45,").encode())


def test_a_damaged_file_turns_nothing_and_is_named(
    tmp_path: Path, executor: standins.Inline
) -> None:
    delivery, output = deliver(tmp_path / "in", one=1), tmp_path / "out"
    run(delivery, output, executor)
    turn(output, 1)
    [path] = (output / "corrections").glob("*/0001.json")
    path.write_text(path.read_text().replace('"90"', '"right"'))
    summary = run(delivery, output, executor)
    assert [failure.reason for failure in summary.failures] == ["bad_correction"]


# --- at once ----------------------------------------------------------------------------


def test_one_page_is_read_again_without_a_run(tmp_path: Path, executor: standins.Inline) -> None:
    delivery, output = deliver(tmp_path / "in", one=2), tmp_path / "out"
    run(delivery, output, executor)
    name, before = only(output)
    turn(output)
    assert rewriting.describe_again(output, name)
    assert WAITING in only(output)[1].pages[1].quality.reasons
    made = rewriting.read_again(str(output), name, 2, 90, str(delivery / "one.pdf"))
    assert made.why == ""
    Store(output).save_page(made.key, made.pages)
    assert rewriting.describe_again(output, name)
    assert [p.rotation for p in only(output)[1].pages] == [0, 90]
    at_once = tree(output / "records")
    reads = executor.reads()
    run(delivery, output, executor)
    assert executor.reads() == reads
    assert tree(output / "records") == at_once
    files.save(output, Sheet(sha256=before.source.sha256, page=2))
    assert rewriting.describe_again(output, name)
    assert only(output)[1] == before


def test_the_list_says_what_waits(tmp_path: Path, executor: standins.Inline) -> None:
    delivery, output = deliver(tmp_path / "in", one=2), tmp_path / "out"
    run(delivery, output, executor)
    name, _ = only(output)
    turn(output)
    assert rewriting.describe_again(output, name)
    listed = CliRunner().invoke(main, ["corrections", str(output)])
    assert (listed.exit_code, listed.stdout.splitlines()[-1]) == (
        3, "waits to be read again p. 2: rotation: 0 -> 90",
    )  # fmt: skip
    run(delivery, output, executor)
    assert CliRunner().invoke(main, ["corrections", str(output)]).exit_code == 0


def test_what_another_version_has_read_waits_for_the_next_run(
    tmp_path: Path, executor: standins.Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery, output = deliver(tmp_path / "in", one=1), tmp_path / "out"
    run(delivery, output, executor)
    name, _ = only(output)
    path = str(delivery / "one.pdf")
    monkeypatch.setattr(rewriting, "reading_fingerprint", lambda languages: "newer")
    assert "another version" in rewriting.read_again(str(output), name, 1, 90, path).why
    monkeypatch.setattr(rewriting, "reading_fingerprint", lambda languages: "no engines")
    monkeypatch.setattr(work, "read_page", lambda task, engines: standins.raises(task))
    failed = rewriting.read_again(str(output), name, 1, 90, path)
    assert (failed.pages, failed.why) == ((), "ZeroDivisionError: a fault")
    (output / "cache" / "documents" / name).unlink()
    assert "cache" in rewriting.read_again(str(output), name, 1, 90, path).why
