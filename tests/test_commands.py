"""``fonds status``, ``retry`` and ``verify``, and what stops or narrows a run."""

from __future__ import annotations

import errno
import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import finishing, provenance, runner, work
from pipeline.cli import main
from pipeline.errors import ExitCode, ReadFailure, UsageError
from pipeline.files import atomic
from pipeline.flow import PageResult, PageTask
from pipeline.jobs import Making
from pipeline.settings import Budget, PageSettings
from pipeline.store import Store
from pipeline.validation import validate
from tests import records, standins
from tests.hostile.cases import locked
from tests.intake.support import CATALOG, PAGE, pdf_bytes, raw_pdf
from tests.standins import deliver, quick, tree


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> standins.Inline:
    return standins.offline(monkeypatch)


def fonds(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments], env={"COLUMNS": "120"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert "Traceback" not in result.output
    return result


def words(result: Result) -> str:
    return " ".join(result.output.split())


def fails(*pages: int) -> object:
    """Return a reader for which these pages take too long."""

    def read(task: PageTask, engines: object) -> PageResult:
        if task.number in pages:
            raise ReadFailure("engine_error", "it fell over")
        return quick(task)

    return read


@pytest.fixture
def failed(tmp_path: Path, offline: standins.Inline, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an output folder in which a page and a document have failed."""
    delivery = deliver(tmp_path / "in", good=2, bad=3)
    (delivery / "empty.pdf").touch()
    monkeypatch.setattr(work, "read_page", fails(3))
    assert fonds("ingest", delivery, "-o", tmp_path / "out", "-q").exit_code == 3
    monkeypatch.setattr(work, "read_page", quick)
    offline.submitted.clear()
    return tmp_path / "out"


# --- status -------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["retry", "verify", "export", "report", "review"])
def test_a_delivery_is_named_alike_everywhere(command: str) -> None:
    assert "-d, --delivery" in fonds(command, "--help").output


def test_a_report_is_put_where_output_says(tmp_path: Path) -> None:
    output = records.write(tmp_path / "out", records.record())
    assert fonds("report", output, "--output", tmp_path / "seen", "--no-images").exit_code == 0
    assert (tmp_path / "seen" / "index.html").is_file()


def test_status_of_a_good_run(tmp_path: Path, offline: standins.Inline) -> None:
    fonds("ingest", deliver(tmp_path / "in", one=2), "-o", tmp_path / "out", "-q")
    result = fonds("status", tmp_path / "out")
    assert result.exit_code == 0
    assert "ended: finished" in words(result)
    assert "failures 0" in words(result)


def test_status_says_what_failed_why_and_what_to_do(failed: Path) -> None:
    result = fonds("status", failed)
    assert result.exit_code == 3
    assert "engine_error: 1. The OCR program failed" in words(result)
    assert "bad.pdf, page 3: it fell over" in words(result)
    assert "empty: 1. The file has no content" in words(result)
    told = json.loads(fonds("status", failed, "--json").output)
    assert {one["reason"] for one in told["failures"]} == {"engine_error", "empty"}
    assert told["run"]["counts"]["failures"] == 2


def test_status_of_many_failures_is_short_unless_asked(
    tmp_path: Path, offline: standins.Inline
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(9):
        (folder / f"e{number}.pdf").touch()
    assert fonds("ingest", folder, "-o", tmp_path / "out", "-q").exit_code == 5
    assert "and 4 more" in words(fonds("status", tmp_path / "out"))
    assert "e8.pdf" in words(fonds("status", tmp_path / "out", "--all"))


def test_status_knows_a_run_under_way_and_one_that_was_killed(failed: Path) -> None:
    store = Store(failed)
    with store.locked("process 7 on host"):
        result = fonds("status", failed)
        assert (result.exit_code, "under way process 7 on host" in words(result)) == (0, True)
        with pytest.raises(UsageError, match=r"Another run .* \(process 7 on host\)"):
            store.locked("another").__enter__()
    (store.cache / "lock").write_text("process 7 on host")
    result = fonds("status", failed)
    assert (result.exit_code, "killed process 7" in words(result)) == (3, True)
    assert "was killed" in words(fonds("verify", failed))


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KeyboardInterrupt(), "ended: stopped by Ctrl-C"),
        (KeyboardInterrupt("SIGTERM"), "ended: stopped by SIGTERM"),
        (OSError(errno.ENOSPC, "No space left on device"), "cannot be written: the disk is full"),
        (OSError(errno.EROFS, "Read-only file system"), "the disk is read-only"),
        (ZeroDivisionError("x"), "ended: a fault of Fonds: ZeroDivisionError: x"),
    ],
)
def test_status_says_in_words_how_a_run_ended(
    failed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, told: str
) -> None:
    def ends(*arguments: object) -> None:
        with atomic(failed / "cache/new"):
            raise error

    monkeypatch.setattr(finishing, "link", ends)
    result = CliRunner().invoke(main, ["ingest", str(tmp_path / "in"), "-o", str(failed), "-q"])
    assert result.exit_code in (1, 2, 130)
    assert ("Make room" in result.output) == ("full" in told)
    assert told in words(fonds("status", failed))


@pytest.mark.parametrize("command", ["status", "retry", "verify"])
def test_no_such_folder(tmp_path: Path, command: str) -> None:
    assert fonds(command, tmp_path / "none").exit_code == 2
    (tmp_path / "empty").mkdir()
    assert fonds(command, tmp_path / "empty").exit_code == 2


def test_names_cannot_move_the_cursor(tmp_path: Path, offline: standins.Inline) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a\x1b[2J\nb\u202e.pdf").touch()
    shown = fonds("ingest", tmp_path / "in", "-o", tmp_path / "out").output
    shown += fonds("status", tmp_path / "out").output
    assert "\x1b[2J" not in shown
    assert "\u202e" not in shown


def left(output: Path) -> tuple[object, ...]:
    """Return all that an output folder tells of its last run."""
    told = json.loads(fonds("status", output, "--json").output)
    return (output / "failures.ndjson").read_bytes(), told["run"], told["failures"]


@pytest.mark.parametrize("wrong", ["records", "nothing", "manifest"])
def test_a_refused_run_leaves_the_failures_of_the_last(
    failed: Path, tmp_path: Path, wrong: str
) -> None:
    deliveries = {name: tmp_path / name for name in ("nothing", "manifest")}
    for folder in deliveries.values():
        folder.mkdir()
    (deliveries["manifest"] / "manifest.csv").write_text("title\nx\n")
    before = left(failed)
    result = fonds("ingest", deliveries.get(wrong, failed / "records"), "-o", failed)
    assert result.exit_code == (5 if wrong == "nothing" else 2)
    assert left(failed) == before
    assert "nothing to retry" not in fonds("retry", failed, "-q").output


@pytest.mark.parametrize("where", ["take_stock", "read_page"])
def test_ctrl_c_before_anything_is_settled_leaves_the_failures_of_the_last(
    failed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    before = left(failed)
    monkeypatch.setattr(runner if where == "take_stock" else work, where, interrupted)
    assert fonds("ingest", deliver(tmp_path / "other", new=1), "-o", failed).exit_code == 130
    assert left(failed) == before


# --- retry --------------------------------------------------------------------------------


def test_retry_reads_only_what_failed(
    failed: Path, offline: standins.Inline, tmp_path: Path
) -> None:
    before = tree(failed / "records")
    result = fonds("retry", failed, "-q")
    assert result.exit_code == 3  # empty.pdf is still empty
    assert offline.reads() == 1
    after = tree(failed / "records")
    assert {name for name in after if after[name] != before.get(name)} == {
        name for name in before if name.startswith("bad-")
    }
    assert [one["reason"] for one in lines(failed)] == ["empty"]
    assert validate(failed) == (2, [])
    clean = fonds("ingest", tmp_path / "in", "-o", tmp_path / "clean", "-q")
    assert clean.exit_code == 3
    assert tree(tmp_path / "clean/records") == after


def lines(output: Path) -> list[dict[str, object]]:
    text = (output / "failures.ndjson").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_retry_of_one_reason_keeps_the_others(failed: Path, offline: standins.Inline) -> None:
    assert fonds("retry", failed, "--reason", "empty", "-q").exit_code == 3
    assert offline.reads() == 0
    assert {one["reason"] for one in lines(failed)} == {"empty", "engine_error"}
    assert validate(failed) == (2, [])


@pytest.mark.parametrize("seconds", ["inf", "nan", "86401", "0"])
def test_retry_refuses_absurd_time_limits(failed: Path, seconds: str) -> None:
    result = fonds("retry", failed, "--page-timeout", seconds)
    assert (result.exit_code, "--page-timeout" in result.output) == (2, True)


def test_retry_with_nothing_to_do(tmp_path: Path, offline: standins.Inline) -> None:
    fonds("ingest", deliver(tmp_path / "in", one=2), "-o", tmp_path / "out", "-q")
    result = fonds("retry", tmp_path / "out")
    assert (result.exit_code, "nothing to retry" in result.output) == (0, True)


def test_a_retry_with_other_settings_lasts(
    failed: Path, offline: standins.Inline, tmp_path: Path
) -> None:
    """The document is read with them as a whole, and later runs keep to them."""
    (tmp_path / "in/empty.pdf").unlink()
    assert fonds("retry", failed, "--max-pixels", 90_000_000, "-q").exit_code == 3
    assert offline.reads() == 3
    records = tree(failed / "records")
    offline.submitted.clear()
    assert fonds("ingest", tmp_path / "in", "-o", failed, "-q").exit_code == 0
    assert offline.reads() == 0
    assert tree(failed / "records") == records
    [kept] = json.loads((failed / "retried.json").read_text()).values()
    assert kept["max_pixels"] == 90_000_000


def test_a_garbled_list_of_retries_is_no_guess(failed: Path, tmp_path: Path) -> None:
    (failed / "retried.json").write_text("{")
    result = fonds("ingest", tmp_path / "in", "-o", failed, "-q")
    assert (result.exit_code, "cannot be understood" in words(result)) == (2, True)


def test_retry_when_the_delivery_was_moved(
    failed: Path, offline: standins.Inline, tmp_path: Path
) -> None:
    (tmp_path / "in").rename(tmp_path / "moved")
    result = fonds("retry", failed)
    assert (result.exit_code, "--delivery" in result.output) == (2, True)
    assert len(lines(failed)) == 2
    fonds("retry", failed, "--delivery", tmp_path / "moved", "-q")
    assert [one["reason"] for one in lines(failed)] == ["empty"]


def test_a_failed_file_that_is_gone_stays_listed(failed: Path, tmp_path: Path) -> None:
    (tmp_path / "in/bad.pdf").unlink()
    assert fonds("retry", failed, "-q").exit_code == 3
    assert {one["file"] for one in lines(failed)} == {"bad.pdf", "empty.pdf"}


def test_an_interrupted_retry_forgets_no_failure(
    failed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(task: PageTask, engines: object) -> PageResult:
        raise KeyboardInterrupt

    monkeypatch.setattr(work, "read_page", interrupted)
    assert fonds("retry", failed, "-q").exit_code == 130
    assert {one["file"] for one in lines(failed)} == {"bad.pdf", "empty.pdf"}


def test_passwords_open_what_was_locked(tmp_path: Path, offline: standins.Inline) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "locked.pdf").write_bytes(locked(6, "kulcs-7531"))
    (folder / "open.pdf").write_bytes(pdf_bytes("open"))
    assert fonds("ingest", folder, "-o", tmp_path / "out", "-q").exit_code == 3
    (tmp_path / "words").write_text("other-2468\nkulcs-7531\n")
    result = fonds("retry", tmp_path / "out", "--passwords", tmp_path / "words")
    assert result.exit_code == 0
    for content in (*tree(tmp_path / "out").values(), result.output.encode()):
        assert b"kulcs-7531" not in content
        assert b"other-2468" not in content


def test_a_passwords_file_that_is_none(tmp_path: Path, offline: standins.Inline) -> None:
    deliver(tmp_path / "in", one=1)
    for file in (tmp_path / "none", tmp_path):
        result = fonds("ingest", tmp_path / "in", "-o", tmp_path / "out", "--passwords", file)
        assert result.exit_code == 2


# --- verify -------------------------------------------------------------------------------


def test_verify_finds_every_changed_byte(tmp_path: Path, offline: standins.Inline) -> None:
    delivery, output = deliver(tmp_path / "in", one=1, two=2), tmp_path / "out"
    fonds("ingest", delivery, "-o", output, "-q")
    assert "2 records, all as they were written" in fonds("verify", output).output
    assert fonds("verify", output, "--delivery", delivery).exit_code == 0
    first, second = sorted((output / "records").iterdir())
    first.write_bytes(first.read_bytes() + b" ")
    second.rename(output / "records/other-000000000000.json")
    result = fonds("verify", output)
    assert result.exit_code == 3
    assert [line.split(" ")[1] for line in result.output.splitlines()[:3]] == [
        "has", "is", "is"
    ]  # fmt: skip
    assert fonds("ingest", delivery, "-o", output, "-q").exit_code == 0
    (output / "records/other-000000000000.json").unlink()
    assert fonds("verify", output).exit_code == 0


def test_verify_finds_sources_that_changed_or_went(
    tmp_path: Path, offline: standins.Inline
) -> None:
    delivery, output = deliver(tmp_path / "in", one=1, two=2), tmp_path / "out"
    fonds("ingest", delivery, "-o", output, "-q")
    times = (delivery / "one.pdf").stat()
    (delivery / "one.pdf").write_bytes(pdf_bytes("other"))
    os.utime(delivery / "one.pdf", ns=(times.st_atime_ns, times.st_mtime_ns))
    (delivery / "two.pdf").unlink()
    result = fonds("verify", output, "--delivery", delivery)
    assert result.exit_code == 3
    assert "one.pdf: differs from what records/one-" in result.output
    assert "two.pdf: is not in the delivery" in result.output


def test_sha256sum_reads_the_list(tmp_path: Path, offline: standins.Inline) -> None:
    fonds("ingest", deliver(tmp_path / "in", one=1), "-o", tmp_path / "out", "-q")
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "records.sha256"], cwd=tmp_path / "out", check=False
    )
    assert done.returncode == 0


# --- what stops a run ---------------------------------------------------------------------


def test_a_batch_that_goes_wrong_is_stopped_and_kept(
    tmp_path: Path, offline: standins.Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "read_page", fails(*range(10, 500)))
    delivery = deliver(tmp_path / "in", long=200)
    result = fonds("ingest", delivery, "-o", tmp_path / "out", "-q", "--max-failures", "10%")
    assert result.exit_code == ExitCode.TOO_MANY_FAILURES
    assert "more than --max-failures 10% allows" in words(result)
    assert 50 <= offline.reads() < 60
    assert len(lines(tmp_path / "out")) == offline.reads() - 9
    told = words(fonds("status", tmp_path / "out"))
    assert "ended: stopped: 41 failures are more than --max-failures 10% allows" in told
    monkeypatch.setattr(work, "read_page", quick)
    offline.submitted.clear()
    assert fonds("ingest", delivery, "-o", tmp_path / "out", "-q").exit_code == 0
    assert offline.reads() == 200 - 9


def test_pages_put_aside_count_before_they_are_tried_again(
    tmp_path: Path, offline: standins.Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dead(task: PageTask, engines: object) -> PageResult:
        raise MemoryError

    monkeypatch.setattr(work, "read_page", dead)
    delivery = deliver(tmp_path / "in", long=40)
    result = fonds("ingest", delivery, "-o", tmp_path / "out", "-q", "--max-failures", "5")
    assert result.exit_code == 6
    assert offline.reads() == 6
    assert {one["reason"] for one in lines(tmp_path / "out")} == {"out_of_memory"}


@pytest.mark.parametrize("wrong", ["-1", "ten", "101%", "1.5", "%", "9" * 40])
def test_no_number_of_failures(wrong: str) -> None:
    with pytest.raises(UsageError):
        Budget.parse(wrong)


def test_budgets() -> None:
    assert not Budget.parse("2").exceeded(2, 1000)
    assert Budget.parse("2").exceeded(3, 3)
    assert not Budget.parse("10%").exceeded(20, 49)
    assert Budget.parse("10 %").exceeded(6, 50)
    assert not Budget.parse("10%").exceeded(5, 50)
    assert [str(Budget.parse(text)) for text in ("7", "2.5%")] == ["7", "2.5%"]


def test_strict_refuses_what_was_repaired(tmp_path: Path, offline: standins.Inline) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    sound = raw_pdf(CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", PAGE)
    (folder / "broken.pdf").write_bytes(sound[:-40])
    (folder / "sound.pdf").write_bytes(sound)
    assert fonds("ingest", folder, "-o", tmp_path / "out", "-q").exit_code == 0
    result = fonds("ingest", folder, "-o", tmp_path / "strict", "-q", "--strict")
    assert (result.exit_code, "broken.pdf: repaired" in result.output) == (3, True)
    assert [path.name[:6] for path in (tmp_path / "strict/records").iterdir()] == ["sound-"]


def test_logs_follow_each_other_even_if_the_clock_is_set_back(
    tmp_path: Path, offline: standins.Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery, output = deliver(tmp_path / "in", one=1), tmp_path / "out"
    fonds("ingest", delivery, "-o", output, "-q")
    log = Store(output).last_log()
    assert log is not None
    log.rename(log.with_name("29991231T000000.000000Z.json"))
    (delivery / "empty.pdf").touch()
    for _ in range(2):
        assert fonds("ingest", delivery, "-o", output, "-q").exit_code == 3
    assert "failures 1" in words(fonds("status", output))
    assert len(list((output / "runs").iterdir())) == 3
    assert validate(output) == (1, [])


def test_settings_do_not_hold_passwords() -> None:
    names = set(PageSettings.__struct_fields__) | set(Making.__struct_fields__)
    assert not any("password" in name for name in names)
    assert provenance.page_key("0" * 64, 1, PageSettings(), "x")
