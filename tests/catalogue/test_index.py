"""The catalogue keeps up with the records, whatever happens to it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.catalogue import files, index
from pipeline.catalogue.index import NAME, connect, update
from pipeline.errors import UsageError
from tests import records
from tests.catalogue.support import found, paper, papers
from tests.standins import tree

ALL = {"hu-tavirat 1", "hu-feljegyzes 1", "hu-feljegyzes 2"}
TABLES = ("documents", "pages", "lines", "fields", "entities", "mentions", "files")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return records.write(tmp_path / "output", *papers())


def query(output: Path, text: str = "küldöttség") -> set[str]:
    with closing(connect(output)) as connection:
        return found(connection, text)


def counts(output: Path) -> dict[str, int]:
    with closing(connect(output)) as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in TABLES
        }


def path_of(output: Path, name: str) -> Path:
    [path] = (output / "records").glob(f"{name}-*.json")
    return path


def test_the_records_stay_as_they_are(output: Path) -> None:
    before = tree(output / "records")
    update(output)
    assert tree(output / "records") == before


def test_only_what_changed_is_taken_in(output: Path) -> None:
    assert update(output).added == 7  # six records, and the list of failures
    assert update(output) == index.Update(documents=6)
    records.write(output, paper("hu-tavirat", "másik szöveg"))
    # `write` rewrites failures.ndjson too: the same bytes in a new file.
    assert update(output) == index.Update(documents=6, changed=2)
    assert query(output) == ALL - {"hu-tavirat 1"}
    assert query(output, '"másik szöveg"') == {"hu-tavirat 1"}


def test_a_file_touched_is_not_taken_in_again(output: Path) -> None:
    update(output)
    with closing(connect(output)) as connection:
        before = connection.execute("SELECT id FROM documents").fetchall()
    for path in (output / "records").iterdir():
        os.utime(path, ns=(1, 1))
    update(output)
    with closing(connect(output)) as connection:
        assert connection.execute("SELECT id FROM documents").fetchall() == before


def test_a_record_removed_is_forgotten(output: Path) -> None:
    update(output)
    path_of(output, "hu-tavirat").unlink()
    assert update(output) == index.Update(documents=5, removed=1)
    assert query(output) == ALL - {"hu-tavirat 1"}
    assert query(output, "type:telegram OR sender:Peking") == set()


def test_nothing_is_left_of_records_removed(output: Path) -> None:
    update(output)
    for path in (output / "records").iterdir():
        path.unlink()
    update(output)
    assert counts(output) == dict.fromkeys(TABLES, 0) | {"files": 1}


def test_many_changes_leave_the_same_as_one(output: Path, tmp_path: Path) -> None:
    for round_ in range(5):
        records.write(output, *(paper(f"hu-{n}", f"lap {round_} {n}") for n in range(round_ + 1)))
        update(output)
    fresh = tmp_path / "fresh"
    shutil.copytree(output, fresh, ignore=shutil.ignore_patterns(NAME))
    update(fresh)
    assert counts(output) == counts(fresh)
    for text in ("lap", "küldöttség", '"lap 4"', "Kádár", "lap -küldöttség"):
        assert query(output, text) == query(fresh, text) != set()


def test_an_index_of_mostly_removed_pages_is_made_anew(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "MOST_GONE", 3)
    for number in range(12):
        records.write(output, paper("hu-tavirat", f"szöveg {number}"))
        update(output)
    with closing(connect(output)) as connection:
        assert connection.execute("SELECT count(*) FROM gone").fetchone()[0] <= 9
    assert query(output, "szöveg") == {"hu-tavirat 1"}


def test_a_garbled_record_is_told_and_the_rest_is_found(output: Path) -> None:
    path_of(output, "zh-biao").write_bytes(b'{"id": 7}')
    for _ in range(2):  # told again although it is not read again
        [(name, message)] = update(output).faults
        assert name.startswith("zh-biao-")
        assert "Expected" in message or "missing" in message
    assert query(output) == ALL
    records.write(output, *papers())
    assert update(output).faults == ()
    assert query(output, "大豆") == {"zh-biao 1"}


def test_numbers_that_no_table_holds(output: Path) -> None:
    made = paper("hu-szam", "küldöttség")
    huge = replace(made, pages=(replace(made.pages[0], dpi=1 << 70),))
    records.write(output, huge)
    [(name, _)] = update(output).faults
    assert name.startswith("hu-szam")
    assert query(output) == ALL


def test_hostile_texts(output: Path) -> None:
    texts = ("a\x00b nulla", "x" * 1_000_000, "\u202eabc <script>alert(1)</script>", "'; DROP")
    records.write(output, *(paper(f"hu-{n}", text) for n, text in enumerate(texts)))
    assert update(output).faults == ()
    assert query(output, "nulla") == {"hu-0 1"}
    assert query(output, "x" * 900 + "*") == {"hu-1 1"}
    assert query(output, "script") == {"hu-2 1"}


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b"", b"SQLite format 3\x00"])
def test_a_damaged_catalogue_is_made_anew(output: Path, damage: bytes) -> None:
    update(output)
    (output / NAME).write_bytes(damage)
    assert update(output).documents == 6
    assert query(output) == ALL


def test_a_catalogue_damaged_in_its_middle(output: Path) -> None:
    update(output)
    data = bytearray((output / NAME).read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 100] = b"\xff" * 100
    (output / NAME).write_bytes(data)
    with pytest.raises(UsageError):
        query(output)
    assert update(output).documents == 6
    assert query(output) == ALL


def test_another_version_is_made_anew(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update(output)
    monkeypatch.setattr(index, "VERSION", 1)
    with pytest.raises(UsageError, match="no catalogue"):
        connect(output)
    assert update(output).added == 7


def test_damage_that_only_a_search_meets(output: Path) -> None:
    update(output)
    with closing(sqlite3.connect(output / NAME)) as connection, connection:
        connection.execute("UPDATE words_data SET block = x'ff' WHERE id > 10")
    with pytest.raises(UsageError, match="cannot be read"):
        query(output)


def test_no_records_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no records"):
        update(tmp_path)
    with pytest.raises(UsageError, match="no catalogue"):
        connect(tmp_path)
    assert tree(tmp_path) == {}


def test_a_path_with_signs_of_urls(tmp_path: Path) -> None:
    output = records.write(tmp_path / "doboz #5 ?mode=rwc & 100%", *papers())
    update(output)
    assert query(output) == ALL


def test_file_failures_are_kept_apart_from_page_failures(output: Path) -> None:
    failed = replace(paper("hu-hiba", "x"), pages=(records.failed_page(1),))
    records.write(output, failed)
    whole = '{"file":"a.pdf","page":null,"reason":"damaged","message":"m","remedy":"r"}\n'
    with (output / "failures.ndjson").open("a") as stream:
        stream.write(whole)
    for _ in range(2):
        update(output)
        with closing(connect(output)) as connection:
            rows = connection.execute("SELECT path, page, reason FROM failures ORDER BY path")
            assert rows.fetchall() == [
                ("a.pdf", None, "damaged"),
                ("box 5/hu-hiba.pdf", 1, "timeout"),
            ]
        (output / "failures.ndjson").write_text(whole)


def test_the_catalogue_is_open_for_reading_only(output: Path) -> None:
    update(output)
    with (
        closing(connect(output)) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("DELETE FROM pages")


def test_many_threads_search_while_records_change(output: Path) -> None:
    update(output)
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(query, output) for _ in range(40)]
        for number in range(5):
            records.write(output, paper("hu-uj", f"szöveg {number}"))
            update(output)
    assert all(answer.result() == ALL for answer in answers)


# --- several processes, and kills ---------------------------------------------------------


def _update_often(output: Path, times: int) -> None:
    for _ in range(times):
        update(output)


def test_two_processes_at_once(output: Path) -> None:
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_update_often, args=(output, 8)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for number in range(12):
        records.write(output, paper("hu-tavirat", f"szöveg {number}"))
        time.sleep(0.01)
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    update(output)
    assert query(output, "szöveg") == {"hu-tavirat 1"}
    with closing(connect(output)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _killed_at(output: Path, batch: int) -> None:
    """Update with a batch a file, and be killed in the middle of one."""
    taken = 0
    take = files._take

    def take_or_die(*args: Any) -> None:
        nonlocal taken
        take(*args)
        taken += 1
        if taken == batch:
            os.kill(os.getpid(), signal.SIGKILL)

    vars(files).update(BATCH_BYTES=1, _take=take_or_die)
    update(output)


@pytest.mark.parametrize("batch", [1, 4, 6])
def test_a_killed_update_is_finished_by_the_next(output: Path, batch: int) -> None:
    worker = multiprocessing.get_context("fork").Process(target=_killed_at, args=(output, batch))
    worker.start()
    worker.join(60)
    assert worker.exitcode == -signal.SIGKILL
    assert update(output).documents == 6
    assert query(output) == ALL
    with closing(connect(output)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_what_was_open_before_an_update_still_answers(output: Path) -> None:
    update(output)
    with closing(connect(output)) as connection:
        path_of(output, "hu-tavirat").unlink()
        update(output)
        assert found(connection, "küldöttség") == ALL - {"hu-tavirat 1"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(output: Path) -> None:
    (output / "cache").chmod(0o500)
    try:
        with pytest.raises(UsageError, match="cannot be written"):
            update(output)
    finally:
        (output / "cache").chmod(0o700)
