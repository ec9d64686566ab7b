"""A cluster of real processes on this machine: same bytes as here, whatever dies."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline import cluster, jobs, machine, work
from pipeline.cluster import Cluster
from pipeline.errors import ExitCode, MissingProgram, UsageError
from pipeline.flow import PageResult, PageTask
from pipeline.machine import Setup
from pipeline.pool import WorkerDied
from pipeline.settings import Limits
from tests import standins
from tests.standins import SABOTEURS, Inline, Replaced, deliver, quick, read_as, run, tree

distributed = pytest.importorskip("distributed")

# Dask's own: sockets and loops of processes that it ends itself, and what its parts deprecate.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:(distributed|tornado|dask).*"),
    pytest.mark.filterwarnings("ignore:.*:pytest.PytestUnraisableExceptionWarning"),
]
DOCUMENTS = {"a": 5, "b": 12, "c": 1, "d": 3}


@pytest.fixture(autouse=True)
def _no_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.Making, "of", staticmethod(standins.made))


@pytest.fixture(scope="module")
def scheduler() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0",
        silence_logs=50,
    ) as local:  # fmt: skip
        yield local


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return deliver(tmp_path_factory.mktemp("in"), **DOCUMENTS)


@pytest.fixture
def clean(delivery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Return the records of a run in this process."""
    monkeypatch.setattr(work, "read_page", quick)
    run(delivery, tmp_path / "here", Inline())
    return tree(tmp_path / "here/records")


def setup(output: Path, delivery: Path, **changes: Any) -> Setup:
    (output / "cache").mkdir(parents=True, exist_ok=True)
    plain = Setup("r1", str(output), str(delivery), ("hu",), None, 2 << 30, Limits())
    return replace(plain, **changes)


def slowly(task: PageTask) -> PageResult:
    time.sleep(0.1)
    return quick(task)


def invented(inner: Cluster, behave: Any) -> Replaced:
    """Return a cluster that reads invented pages."""
    return Replaced(inner, {work.read: partial(read_as, behave)})


def test_the_same_bytes_as_here(
    scheduler: Any, delivery: Path, clean: dict[str, bytes], tmp_path: Path
) -> None:
    there = Cluster(scheduler.scheduler_address, setup(tmp_path / "out", delivery))
    assert there.slots == 2
    summary = run(delivery, tmp_path / "out", invented(there, quick))
    there.close(now=False)
    assert (summary.documents, summary.read) == (len(DOCUMENTS), sum(DOCUMENTS.values()))
    assert tree(tmp_path / "out/records") == clean
    assert not list((tmp_path / "out/cache").glob("cluster-*"))


def test_a_worker_that_is_killed_costs_nothing(
    scheduler: Any, delivery: Path, clean: dict[str, bytes], tmp_path: Path
) -> None:
    there = Cluster(scheduler.scheduler_address, setup(tmp_path / "out", delivery, run="r2"))
    pids = list(there._client.run(os.getpid).values())
    pages = tmp_path / "out/cache/pages"

    def kill() -> None:
        while len(list(pages.rglob("*.json"))) < 3:
            time.sleep(0.02)
        os.kill(pids[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    summary = run(delivery, tmp_path / "out", invented(there, slowly))
    killer.join()
    there.close(now=False)
    assert summary.exit_code is ExitCode.OK
    assert tree(tmp_path / "out/records") == clean


def saboteur(task: PageTask) -> PageResult:
    behave = {2: SABOTEURS[4][0], 3: SABOTEURS[6][0], 4: SABOTEURS[2][0]}.get(task.number, quick)
    return behave(task)


def test_saboteurs_cost_a_page_each(scheduler: Any, tmp_path: Path) -> None:
    """A page that kills its process does not kill the Dask worker above it."""
    delivery = deliver(tmp_path / "in", a=5)
    there = Cluster(scheduler.scheduler_address, setup(tmp_path / "out", delivery, run="r3"))
    before = set(there._client.run(os.getpid).values())
    summary = run(delivery, tmp_path / "out", invented(there, saboteur))
    assert before <= set(there._client.run(os.getpid).values())
    there.close(now=True)
    found = {f.page: f.reason for f in summary.failures}
    assert found == {2: "crashed", 3: "crashed", 4: "internal_error"}


def test_folders_that_are_not_shared_are_found_before_the_start(
    scheduler: Any, delivery: Path, tmp_path: Path
) -> None:
    address = scheduler.scheduler_address
    with pytest.raises(UsageError, match="does not see the delivery"):
        Cluster(address, setup(tmp_path / "out", tmp_path / "elsewhere", run="r4"))
    with pytest.raises(UsageError, match="has other versions") as caught:
        Cluster(address, setup(tmp_path / "out", delivery, run="r5", fingerprint="other"))
    assert "doctor" in caught.value.remedy
    assert not list((tmp_path / "out/cache").iterdir())


def test_a_machine_that_does_not_see_the_output(delivery: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not see the output folder"):
        machine.check_machine(setup(tmp_path / "out", delivery))


def test_no_scheduler(delivery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(UsageError, match="no Dask scheduler at"):
        Cluster("tcp://127.0.0.1:9", setup(tmp_path / "out", delivery))


def test_dask_not_installed(
    delivery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(MissingProgram, match="Dask is not installed") as caught:
        Cluster("tcp://127.0.0.1:9", setup(tmp_path / "out", delivery))
    assert "fonds[cluster]" in caught.value.remedy


def test_what_is_lost_on_the_way() -> None:
    lost: Future[Any] = Future()
    lost.cancel()
    promise: Future[Any] = Future()
    cluster._resolve(promise, lost)
    assert isinstance(promise.exception(), UsageError)
    killed: Future[Any] = Future()
    killed.set_exception(RuntimeError("KilledWorker"))
    promise = Future()
    cluster._resolve(promise, killed)
    assert isinstance(promise.exception(), WorkerDied)
