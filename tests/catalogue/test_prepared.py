"""Records are made ready by workers as well as here, in order, and none is lost with one."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalogue import files, index, prepared
from pipeline.catalogue.prepared import Prepared, prepare, prepare_all
from pipeline.pool import WorkerDied
from tests.catalogue.support import papers
from tests.records import write


@pytest.fixture
def output(tmp_path: Path) -> Path:
    made = write(tmp_path / "out", *papers())
    (made / "records" / "zz-broken-000000000000.json").write_text("{")
    return made


def paths(output: Path) -> list[tuple[Path, int]]:
    found = sorted((output / "records").glob("*.json"))
    return [(path, 5000) for path in (*found, output / "records" / "gone.json")]


def test_workers_make_the_same_in_the_same_order(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "TASK_BYTES", 10_000)
    known = {paths(output)[0][0].name: str(prepare(paths(output)[0][0], None).digest)}
    here = list(prepare_all(paths(output), known, many=False))
    there = list(prepare_all(paths(output), known, many=True))
    assert there == here
    assert (here[0].rows, here[0].fault) == (None, None)
    assert here[-1] == Prepared(None)
    assert [one.fault is not None for one in here].count(True) == 1


def test_what_is_lost_with_a_worker_is_made_here(output: Path) -> None:
    lost: Future[Any] = Future()
    lost.set_exception(WorkerDied(-9))
    [path, *_], *_ = paths(output)
    assert prepared._settled(((str(path), None),), lost) == (prepare(path, None),)


def test_the_catalogue_is_the_same(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dumps = []
    for many in (files.MANY, 1):
        monkeypatch.setattr(files, "MANY", many)
        index.path_of(output).unlink(missing_ok=True)
        index.update(output)
        with closing(index.connect(output)) as connection:
            tables = ("documents", "pages", "lines", "fields", "entities", "mentions", "files")
            dumps.append([connection.execute(f"SELECT * FROM {t}").fetchall() for t in tables])
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
            assert ("fields_by_name",) in names.fetchall()
    assert dumps[0] == dumps[1]
    assert all(dumps[0])
