"""``fonds ingest`` as a whole: its log, its events, and real runs that are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from pipeline import ingest as ingesting
from pipeline import provenance, work
from pipeline.errors import ExitCode, MissingProgram, NothingRead, UsageError
from pipeline.flow import PageResult, PageTask
from pipeline.ingest import Report
from pipeline.settings import Limits, Settings
from pipeline.store import Store
from pipeline.validation import validate
from tests import standins
from tests.standins import deliver, tree

SAMPLES = Path(__file__).parents[1] / "samples"
FONDS = [sys.executable, "-m", "pipeline.cli"]
# Small ones: a Hungarian photocopy, an English memo, a Chinese telegram.
FEW = ("hu-telegram-photocopy.pdf", "en-memo.pdf", "zh-telegram.pdf")


def ingest(delivery: Path, output: Path, events: Path | None = None) -> Report:
    return ingesting.ingest(delivery, output, Settings(jobs=1), quiet=True, events=events)


def only_log(output: Path) -> dict[str, object]:
    [path] = (output / "runs").glob("*.json")
    log: dict[str, object] = json.loads(path.read_text())
    return log


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> standins.Inline:
    return standins.offline(monkeypatch)


def test_a_run_writes_its_log(tmp_path: Path, offline: standins.Inline) -> None:
    report = ingest(deliver(tmp_path / "in", one=2), tmp_path / "out")
    log = only_log(tmp_path / "out")
    assert (
        report.log.read_text()
        == json.dumps(log, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    )
    assert (log["ended"], log["failures"]) == ("finished", [])
    counts = log["counts"]
    assert isinstance(counts, dict)
    assert (counts["pages"], counts["read"], counts["documents"]) == (2, 2, 1)
    assert offline.closed == [False]
    assert validate(tmp_path / "out") == (1, [])


def test_events_tell_the_whole_run(tmp_path: Path, offline: standins.Inline) -> None:
    ingest(deliver(tmp_path / "in", one=2), tmp_path / "out", tmp_path / "events")
    told = [json.loads(line) for line in (tmp_path / "events").read_text().splitlines()]
    assert [event["event"] for event in told] == [
        "phase", "total", "pages", "pages", "document", "finished"
    ]  # fmt: skip
    assert told[-1]["read"] == 2


def test_a_run_that_fails_closes_everything_and_says_so(
    tmp_path: Path, offline: standins.Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(task: PageTask, engines: object) -> PageResult:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
        raise AssertionError("SIGTERM did not interrupt")

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(work, "read_page", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ingest(deliver(tmp_path / "in", one=2), tmp_path / "out", tmp_path / "events")
    assert only_log(tmp_path / "out")["ended"] == "stopped by SIGTERM"
    assert signal.getsignal(signal.SIGTERM) is before
    assert offline.closed


def test_nothing_to_read_is_logged(tmp_path: Path, offline: standins.Inline) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(NothingRead):
        ingest(tmp_path / "in", tmp_path / "out")
    assert str(only_log(tmp_path / "out")["ended"]).startswith("refused: No documents in")


def test_it_can_be_called_from_a_thread(tmp_path: Path, offline: standins.Inline) -> None:
    done: list[Report] = []
    delivery = deliver(tmp_path / "in", one=1)
    thread = threading.Thread(target=lambda: done.append(ingest(delivery, tmp_path / "out")))
    thread.start()
    thread.join()
    assert done[0].summary.exit_code is ExitCode.OK


@pytest.mark.parametrize("name", ["none", "x" * 300])
def test_a_path_that_is_not_there(tmp_path: Path, offline: standins.Inline, name: str) -> None:
    with pytest.raises(UsageError, match="There is no"):
        ingest(tmp_path / name, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_missing_programs_are_found_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> str:
        raise MissingProgram("no poppler", "bring it")

    monkeypatch.setattr(provenance, "poppler_version", missing)
    with pytest.raises(MissingProgram):
        ingest(deliver(tmp_path / "in", one=1), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_workers_leave_no_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a worker that is ended by force: its folder goes with the run."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    settings = Settings(jobs=1, limits=Limits(page_seconds=1))
    with ingesting._workers(settings, Store(tmp_path / "out"), tmp_path) as executor:
        path = executor.submit(20, tempfile.mkdtemp).result()
        assert Path(path).is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []


# --- real runs ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("few")
    for name in FEW:
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    return folder


@pytest.fixture(scope="module")
def clean(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of an undisturbed run with two workers."""
    output = tmp_path_factory.mktemp("clean") / "out"
    done = subprocess.run(
        [*FONDS, "ingest", str(few), "-o", str(output), "-q", "-j", "2"], check=False
    )
    assert done.returncode == 0
    return output


def started(few: Path, output: Path, jobs: int) -> subprocess.Popen[str]:
    """Start a run in its own process group; return when it has read its first page."""
    run = subprocess.Popen(
        [*FONDS, "ingest", str(few), "-o", str(output), "-j", str(jobs)],
        start_new_session=True,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    until = time.monotonic() + 60
    while not cached(output) and time.monotonic() < until and run.poll() is None:
        time.sleep(0.02)
    return run


def cached(output: Path) -> dict[str, int]:
    """Return the pages in the cache with the time they were written."""
    found = (output / "cache/pages").rglob("*.json")
    return {path.name: path.stat().st_mtime_ns for path in found if path.name[0] != "."}


@pytest.mark.engine
def test_a_killed_run_is_resumed_byte_for_byte(few: Path, clean: Path, tmp_path: Path) -> None:
    """``kill -9`` of the whole group after the first page; then one worker does the rest."""
    output = tmp_path / "out"
    run = started(few, output, 2)
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    before = cached(output)
    assert 1 <= len(before) < len(FEW)
    again = [*FONDS, "ingest", str(few), "-o", str(output), "-q", "-j", "1"]
    assert subprocess.run(again, check=False).returncode == 0
    after = cached(output)
    assert {name: after[name] for name in before} == before
    assert tree(output / "records") == tree(clean / "records")
    assert validate(output) == (3, [])
    counts = only_log(output)["counts"]
    assert isinstance(counts, dict)
    assert counts["read"] == len(FEW) - len(before)


@pytest.mark.engine
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_quickly_and_keeps_everything(
    few: Path, tmp_path: Path, how: signal.Signals
) -> None:
    for attempt in range(4):  # on a busy machine the few pages may be done before the signal
        output = tmp_path / f"out{attempt}"
        run = started(few, output, 1)
        begun = time.monotonic()
        # To all its processes, as a terminal does with Ctrl-C.
        os.killpg(run.pid, how) if how is signal.SIGINT else os.kill(run.pid, how)
        _, said = run.communicate(timeout=30)
        if run.returncode != ExitCode.OK:
            break
    assert run.returncode == ExitCode.INTERRUPTED
    assert time.monotonic() - begun < 10
    assert "what was read is kept" in said
    assert "Traceback" not in said
    assert cached(output)
    expected = "stopped by Ctrl-C" if how is signal.SIGINT else "stopped by SIGTERM"
    assert only_log(output)["ended"] == expected
    assert not any(".tmp-" in fault.message for fault in validate(output)[1])
    assert list((output / "records").glob(".tmp-*")) == []


@pytest.mark.engine
def test_real_records_follow_the_published_schema(clean: Path) -> None:
    import jsonschema

    from pipeline.schema import schema_json

    validator = jsonschema.Draft202012Validator(json.loads(schema_json()))
    for path in (clean / "records").iterdir():
        validator.validate(json.loads(path.read_text(encoding="utf-8")))
    assert validate(clean) == (3, [])
