"""What workers do, without workers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline import work
from pipeline.errors import MissingProgram, ReadFailure
from pipeline.flow import PageResult, PageTask
from pipeline.model import SourceInfo
from pipeline.settings import PageSettings
from pipeline.store import Store
from tests.pages import page
from tests.standins import SABOTEURS, quick

TASK = PageTask(__file__, "0" * 64, "application/pdf", 1, PageSettings())
KEYS = ("aa" + "0" * 62, "bb" + "0" * 62)
SAFE = {"raises", "quits", "babbles", "boasts", "strays", "garbles"} - {"quits"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "out")
    made.prepare()
    return made


def document(store: Store, **changes: object) -> work.DocumentTask:
    source = SourceInfo(
        paths=("a.pdf",), sha256="0" * 64, bytes=1, media_type="application/pdf", pages=2
    )
    task = work.DocumentTask(
        output=str(store.root),
        name="a-000000000000.json",
        source=source,
        steps=(),
        settings=PageSettings(languages=("hu",)),
        keys=KEYS,
        failures={},
    )
    return replace(task, **changes)


def test_a_page_goes_to_the_cache_not_to_the_parent(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "read_page", quick)
    outcome = work.read(TASK, KEYS[0], str(store.root))
    assert outcome.failure is None
    assert outcome.cpu == {"recognise": 0.001}
    assert outcome.peak_bytes > 10_000_000
    assert store.load_page(KEYS[0]) == quick(TASK).pages


@pytest.mark.parametrize(
    ("number", "reason"),
    [(n, reason) for n, (one, reason) in SABOTEURS.items() if one.__name__ in SAFE],
)
def test_saboteurs_become_failures(
    store: Store, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    monkeypatch.setattr(work, "read_page", lambda task, engines: SABOTEURS[number][0](task))
    failure = work.read(TASK, KEYS[0], str(store.root)).failure
    assert failure is not None
    assert failure.reason == reason
    assert failure.remedy
    assert not store.has_page(KEYS[0])


def test_read_failures_keep_their_reason(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(task: PageTask, engines: object) -> PageResult:
        raise ReadFailure("damaged", "page 1 is torn")

    monkeypatch.setattr(work, "read_page", damaged)
    failure = work.read(TASK, KEYS[0], str(store.root)).failure
    assert failure is not None
    assert (failure.reason, failure.message) == ("damaged", "page 1 is torn")


def test_a_missing_program_concerns_all_pages(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(task: PageTask, engines: object) -> PageResult:
        raise MissingProgram("none", "bring it")

    monkeypatch.setattr(work, "read_page", missing)
    with pytest.raises(MissingProgram):
        work.read(TASK, KEYS[0], str(store.root))


def test_a_record_from_cached_and_failed_pages(store: Store) -> None:
    store.save_page(KEYS[0], (page("Feljegyzés", 1),))
    failure = ReadFailure("timeout", "too slow").as_failure()
    outcome = work.describe_document(document(store, failures={2: failure})).finished
    assert outcome is not None
    assert (outcome.pages, outcome.failed) == (2, 1)
    record = json.loads((store.records / outcome.name).read_text())
    assert [p["failure"] and p["failure"]["reason"] for p in record["pages"]] == [None, "timeout"]
    assert record["pages"][1]["quality"]["grade"] == "unreadable"
    assert store.record_digest(outcome.name) == outcome.digest


def test_damaged_pages_are_named_and_no_record_is_written(store: Store) -> None:
    store.save_page(KEYS[0], (page("Feljegyzés", 1),))
    store.save_page(KEYS[1], (page("Feljegyzés", 2),))
    path = store.page_file(KEYS[1])
    path.write_bytes(path.read_bytes()[:-1])
    outcome = work.describe_document(document(store))
    assert (outcome.finished, outcome.missing) == (None, (2,))
    assert list(store.records.iterdir()) == []


def test_both_halves_of_a_double_page_are_written(store: Store) -> None:
    left, right = (replace(page(text, 1), half=text) for text in ("left", "right"))
    store.save_page(KEYS[0], (left, right))
    store.save_page(KEYS[1], (page("next", 2),))
    record = work.describe_document(document(store)).finished
    assert record is not None
    pages = json.loads((store.records / record.name).read_text())["pages"]
    assert [(p["number"], p["half"]) for p in pages] == [(1, "left"), (1, "right"), (2, None)]


START = """
import json, os, resource, signal, sys, tempfile
from pathlib import Path
from pipeline.bounds import start_worker
from pipeline.settings import Limits
start_worker(sys.argv[1], 3 << 30, os.getppid(), Limits(file_bytes=1 << 20, open_files=99))
try:
    Path(sys.argv[1], "large").write_bytes(bytes(2 << 20))
except OSError as error:
    too_large = error.strerror
import cv2
print(json.dumps({
    "interrupt": signal.getsignal(signal.SIGINT) is signal.SIG_IGN,
    "terminate": signal.getsignal(signal.SIGTERM) is signal.SIG_DFL,
    "memory": resource.getrlimit(resource.RLIMIT_DATA)[0],
    "files": resource.getrlimit(resource.RLIMIT_NOFILE)[0],
    "too_large": too_large,
    "own_folder": tempfile.gettempdir() == f"{sys.argv[1]}/{os.getpid()}",
    "threads": [os.environ["OMP_THREAD_LIMIT"], cv2.getNumThreads()],
}))
"""


def test_a_worker_is_bounded_and_deaf_to_ctrl_c(tmp_path: Path) -> None:
    (tmp_path / "999999999").mkdir()  # of a worker that is no more
    done = subprocess.run(
        [sys.executable, "-c", START, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert not (tmp_path / "999999999").exists()
    assert json.loads(done.stdout) == {
        "interrupt": True,
        "terminate": True,
        "memory": 3 << 30,
        "files": 99,
        "too_large": "File too large",
        "own_folder": True,
        "threads": ["1", 1],
    }
