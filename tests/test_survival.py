"""Saboteurs at every stage, kills at random instants, a full disk: nothing finished is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline import intake, jobs, work
from pipeline.errors import ExitCode, UsageError
from pipeline.executors import LocalProcesses
from pipeline.progress import Silent
from pipeline.runner import Run
from pipeline.settings import Limits, Settings
from pipeline.store import Store
from pipeline.validation import validate
from tests import standins
from tests.standins import MEMORY, Inline, Replaced, deliver, quick, run, tree

HOARD: list[bytearray] = []
GOOD = {"good": 2, "well": 1}


@pytest.fixture(autouse=True)
def _no_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.Making, "of", staticmethod(standins.made))
    monkeypatch.setattr(work, "read_page", quick)


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[LocalProcesses]:
    (tmp_path / "scratch").mkdir()
    workers = LocalProcesses(2, 100, standins.start(tmp_path / "scratch"))
    yield workers
    workers.close(now=True)


# --- saboteurs at each stage --------------------------------------------------------------


def misbehave(how: str) -> Any:
    """Do what hostile files and broken libraries do."""
    if how == "exits":
        os._exit(0)  # as if all were well
    if how == "hangs":
        time.sleep(600)
    if how == "segfaults":
        os.kill(os.getpid(), signal.SIGSEGV)
    if how == "hoards":
        while True:
            HOARD.append(bytearray(MEMORY))
    if how == "babbles":
        return ["no", "outcome"]
    raise ZeroDivisionError("a fault")


SABOTAGE = {
    "raises": "internal_error",
    "exits": "crashed",
    "hangs": "timeout",
    "segfaults": "crashed",
    "hoards": "out_of_memory",
    "babbles": "internal_error",
}


def named(name: str) -> str | None:
    return next((how for how in SABOTAGE if how in name), None)


def probe(path: str, *rest: Any) -> Any:
    how = named(Path(path).name)
    return misbehave(how) if how else intake.probe(path, *rest)


def describe(task: work.DocumentTask) -> Any:
    how = named(task.name)
    return misbehave(how) if how else work.describe_document(task)


def read(*task: Any) -> Any:
    how = named(Path(task[0].path).name)
    return misbehave(how) if how else standins.read_as(quick, *task)


STAGES: dict[str, dict[Any, Any]] = {
    "opening": {intake.probe: probe},
    "reading": {work.read: read},
    "writing": {work.describe_document: describe},
}


@pytest.mark.parametrize("stage", STAGES)
def test_saboteurs_cost_themselves_alone(
    stage: str, tmp_path: Path, pool: LocalProcesses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "DESCRIBE_SECONDS", 4.0)
    run(deliver(tmp_path / "good", **GOOD), tmp_path / "clean", Inline())
    delivery = deliver(tmp_path / "in", **GOOD, **dict.fromkeys(SABOTAGE, 1))
    executor = Replaced(pool, {work.read: partial(standins.read_as, quick), **STAGES[stage]})
    settings = Settings(limits=Limits(page_seconds=4, open_seconds=4), jobs=2)
    store = Store(tmp_path / "out")
    store.prepare()
    with store.locked():
        summary = Run(settings, store, executor, Silent()).ingest(delivery)
    assert {f.file.removesuffix(".pdf"): f.reason for f in summary.failures} == SABOTAGE
    assert summary.exit_code is ExitCode.INCOMPLETE
    written = tree(tmp_path / "out/records")
    clean = tree(tmp_path / "clean/records")
    assert {name: written[name] for name in clean} == clean
    assert validate(tmp_path / "out")[1] == []


def test_a_worker_that_ends_as_if_all_were_well_is_noticed_at_once(pool: LocalProcesses) -> None:
    pool.submit(60, abs, 1).result()
    begun = time.monotonic()
    assert pool.submit(60, os._exit, 0).exception() is not None
    assert time.monotonic() - begun < 5


def start_program() -> None:
    """Start a program, as Tesseract is, and wait for it."""
    with Path(os.environ["TMPDIR"], "..", "program").open("w") as stream:
        child = subprocess.Popen(["sleep", "600"])
        stream.write(str(child.pid))
        stream.flush()
        child.wait()


def ended(pid: int) -> bool:
    """Tell whether a process ends within a few seconds."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("how", ["timeout", "killed worker", "killed parent"])
def test_programs_end_with_the_worker_that_started_them(how: str, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    program = scratch / "program"
    parent = subprocess.Popen([sys.executable, "-c", HOLDER, str(scratch), how], text=True)
    until = time.monotonic() + 90
    while not (program.exists() and program.read_text()) and time.monotonic() < until:
        time.sleep(0.02)
    pid = int(program.read_text())
    if how == "killed parent":
        parent.kill()
    assert ended(pid)
    parent.kill()
    parent.wait()


HOLDER = f"""
import os, signal, sys, time
sys.path[:] = {sys.path!r}
from pathlib import Path
from pipeline.executors import LocalProcesses
from tests import standins
from tests.test_survival import start_program
pool = LocalProcesses(1, 10, standins.start(Path(sys.argv[1])))
worker = pool.submit(60, os.getpid).result()
future = pool.submit(2 if sys.argv[2] == "timeout" else 600, start_program)
if sys.argv[2] == "killed worker":
    while not Path(sys.argv[1], "program").exists():
        time.sleep(0.02)
    time.sleep(0.3)
    os.kill(worker, signal.SIGKILL)
time.sleep(600)
"""


# --- killed at random ---------------------------------------------------------------------

RUN = f"""
import sys, time
sys.path[:] = {sys.path!r}
from functools import partial
from pathlib import Path
from pipeline import jobs, work
from pipeline.executors import LocalProcesses
from tests import standins
from tests.test_survival import slowly
jobs.Making.of = staticmethod(standins.made)
delivery, output, scratch = map(Path, sys.argv[1:])
pool = LocalProcesses(2, 100, standins.start(scratch))
executor = standins.Replaced(pool, {{work.read: partial(standins.read_as, slowly)}})
standins.run(delivery, output, executor, workers=2)
"""


def slowly(task: Any) -> Any:
    time.sleep(0.02)
    return quick(task)


@pytest.mark.slow
def test_killed_at_twenty_random_instants(tmp_path: Path) -> None:
    delivery = deliver(tmp_path / "in", a=40, b=60, c=1, d=1, e=30)
    run(delivery, tmp_path / "clean", Inline())
    (tmp_path / "scratch").mkdir()
    output, chance = tmp_path / "out", random.Random(1956)
    pages = output / "cache/pages"
    command = [sys.executable, "-c", RUN, str(delivery), str(output), str(tmp_path / "scratch")]
    kept: dict[str, bytes] = {}
    for _ in range(20):
        one = subprocess.Popen(command)
        time.sleep(chance.uniform(0.2, 2.0))
        one.kill()
        one.wait()
        now = whole(pages)
        assert {name: now[name] for name in kept} == kept
        kept = now
    subprocess.run(command, check=True)
    assert tree(output / "records") == tree(tmp_path / "clean/records")
    assert validate(output) == (5, [])


def whole(folder: Path) -> dict[str, bytes]:
    found = folder.rglob("*.json")
    return {path.name: path.read_bytes() for path in found if not path.name.startswith(".")}


# --- disks --------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Mount a file system at ``out``; return a function that changes its options."""
    (tmp_path / "out").mkdir()

    def mount(options: str) -> bool:
        command = ["mount", "-t", "tmpfs", "-o", options, "none", str(tmp_path / "out")]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    if not mount("size=200k"):
        pytest.skip("file systems cannot be mounted here")

    def remount(options: str) -> None:
        assert mount(f"remount,{options}")

    yield remount
    subprocess.run(["umount", "-l", str(tmp_path / "out")], check=True)


def test_a_full_disk_stops_the_run_and_loses_nothing(
    tmp_path: Path, small_disk: Callable[[str], None]
) -> None:
    delivery = deliver(tmp_path / "in", a=60, b=3)
    run(delivery, tmp_path / "clean", Inline())
    with pytest.raises(UsageError, match="No space left"):
        run(delivery, tmp_path / "out", Inline())
    kept = whole(tmp_path / "out/cache/pages")
    assert kept
    small_disk("size=50m")
    again = Inline()
    run(delivery, tmp_path / "out", again)
    assert again.reads() == 63 - len(kept)
    assert tree(tmp_path / "out/records") == tree(tmp_path / "clean/records")
    small_disk("ro")
    with pytest.raises(UsageError, match="cannot be written"):
        run(delivery, tmp_path / "out", Inline())
