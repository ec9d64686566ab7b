"""The SQLite export: sound, read back, searched by plain SQLite and through Datasette."""

from __future__ import annotations

import asyncio
import sqlite3
import tracemalloc
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from pipeline.exports import sqlite
from pipeline.exports.collection import Collection
from pipeline.model import Page, Record
from tests import records
from tests.catalogue.support import paper, papers
from tests.catalogue.test_golden import LETTER, MEMO, MEMO_2, REPORT, TABLE, TELEGRAM

# What is typed into Datasette, and the pages it must find; nothing else.
GOLDEN = {
    "经济": {REPORT, LETTER},
    "經濟": {REPORT, LETTER},
    "經濟合作": {REPORT, LETTER},
    "济作": set(),
    "卡達爾": {REPORT, LETTER},
    "豆": {TABLE},
    "国史": {TABLE},
    "küldöttség": {MEMO, MEMO_2, TELEGRAM},
    "kuldottseg Pekingbe": {TELEGRAM},
    "Titkos": {TABLE},
    "1956": {MEMO, TELEGRAM},
    '"küldöttség" OR NEAR(': set(),
    '"; DROP TABLE pages; --': set(),
    '"': set(),
    "": set(),
}


def exported(folder: Path, *made: Record) -> Path:
    """Write an output folder and its export; return the export."""
    records.write(folder / "output", *made)
    export = folder / "export"
    export.mkdir()
    sqlite.write(Collection(folder / "output"), export, lambda: None)
    return export


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    failed = replace(paper("hu-hiba", "egy"), pages=(records.failed_page(1),))
    return exported(tmp_path_factory.mktemp("sqlite"), *papers(), failed)


@pytest.fixture
def database(export: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{(export / sqlite.FILE).as_uri()}?mode=ro", uri=True)) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def settings(export: Path) -> Any:
    return msgspec.json.decode((export / "metadata.json").read_bytes())


def test_the_file_is_sound(database: sqlite3.Connection) -> None:
    assert [tuple(row) for row in database.execute("PRAGMA integrity_check")] == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("typed", GOLDEN)
def test_golden(export: Path, database: sqlite3.Connection, typed: str) -> None:
    sql = settings(export)["databases"]["fonds"]["queries"]["search"]["sql"]
    rows = database.execute(sql, {"words": typed})
    assert {f"{Path(row['path']).stem} {row['page']}" for row in rows} == GOLDEN[typed]


def test_read_back_it_is_the_record(database: sqlite3.Connection) -> None:
    for made in papers():
        row = database.execute("SELECT * FROM documents WHERE record = ?", (made.id,)).fetchone()
        assert msgspec.json.decode(row["languages"]) == [made.languages[0].code]
        assert (row["title"], row["date"]) == (made.title, _value(made.metadata.date))
        pages = database.execute("SELECT * FROM pages WHERE document_id = ?", (row["id"],))
        assert [_page(database, page) for page in pages] == [_told(page) for page in made.pages]


def _value(value: Any) -> Any:
    return value.value if value else None


def _told(page: Page) -> Any:
    lines = [
        (region.kind, line.text, line.box, line.confidence, line.script)
        for region in page.regions
        for line in region.lines
    ]
    return page.number, page.width, page.height, page.language, page.text, lines


def _page(database: sqlite3.Connection, row: sqlite3.Row) -> Any:
    lines = []
    for line in database.execute("SELECT * FROM lines WHERE page_id = ?", (row["id"],)):
        box = (line["x0"], line["y0"], line["x1"], line["y1"])
        lines.append((line["kind"], line["text"], box, line["confidence"], line["script"]))
        start = line["start"]
        if start is not None:
            assert row["text"][start : start + len(line["text"])] == line["text"]
    return row["number"], row["width"], row["height"], row["language"], row["text"], lines


def test_failed_pages_are_told(database: sqlite3.Connection) -> None:
    [row] = database.execute("SELECT path, page, reason FROM failures").fetchall()
    assert tuple(row) == ("box 5/hu-hiba.pdf", 1, "timeout")


def test_evidence_is_kept(database: sqlite3.Connection) -> None:
    [row] = database.execute(
        "SELECT * FROM fields JOIN documents ON documents.id = document_id"
        " WHERE field = 'reference_numbers'"
    ).fetchall()
    assert (row["value"], row["page"], row["x0"], row["y1"]) == ("00756/1956", 1, 300, 170)


def test_views(database: sqlite3.Connection) -> None:
    periods = [tuple(row) for row in database.execute("SELECT * FROM timeline")]
    assert ("1956-11", "memorandum", 1) in periods
    [exchange] = database.execute("SELECT * FROM correspondence").fetchall()
    assert (exchange["sender"], exchange["recipient"]) == ("beijing", "hu-foreign-ministry")


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    one = exported(tmp_path / "one", *papers())
    other = exported(tmp_path / "other", *papers())
    for name in (sqlite.FILE, "metadata.json"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_memory_does_not_grow_with_the_collection(tmp_path: Path) -> None:
    few, many = (_peak(tmp_path / str(count), count) for count in (10, 100))
    assert many < 1.2 * few


def _peak(folder: Path, count: int) -> int:
    """Return the most memory that an export of so many records takes at any time."""
    text = "\n".join(["A küldöttség 关于中匈经济合作的报告"] * 30)
    output = records.write(folder / "output", *(paper(f"hu-{n}", text) for n in range(count)))
    tracemalloc.start()
    try:
        sqlite.write(Collection(output), folder, lambda: None)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_progress_is_told_once_a_record(tmp_path: Path) -> None:
    output = records.write(tmp_path / "output", *papers())
    told: list[None] = []
    sqlite.write(Collection(output), tmp_path, lambda: told.append(None))
    assert len(told) == len(papers())


def test_settings_name_only_what_is_there(export: Path, database: sqlite3.Connection) -> None:
    tables = settings(export)["databases"]["fonds"]["tables"]
    for name, told in tables.items():
        columns = {row["name"] for row in database.execute(f"PRAGMA table_info({name})")}
        assert columns
        assert columns >= set(told.get("facets", ()))


def served(export: Path, *paths: str) -> list[Any]:
    """Return what Datasette answers, in this process and without a network."""
    with warnings.catch_warnings():
        # Datasette's dependencies use what newer Pythons and setuptools call outdated.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", PendingDeprecationWarning)
        app = pytest.importorskip("datasette.app")

        async def ask() -> list[Any]:
            serving = app.Datasette([str(export / sqlite.FILE)], metadata=settings(export))
            try:
                return [await serving.client.get(path) for path in paths]
            finally:
                for database in serving.databases.values():
                    database.close()

        return asyncio.run(ask())


def test_datasette_answers_a_search(export: Path) -> None:
    [answer, box, pair, facets, page] = served(
        export,
        "/fonds/search.json?words=%E7%B6%93%E6%BF%9F&_shape=array",
        "/fonds/pages.json?_search=kuldottseg&_shape=array",
        "/fonds/pages.json?_search=%E7%BB%8F%E6%B5%8E&_shape=array",
        "/fonds/documents.json",
        "/fonds/pages",
    )
    assert {row["path"] for row in answer.json()} == {"box 5/zh-baogao.pdf", "box 5/zht-han.pdf"}
    assert [row["language"] for row in box.json()] == ["hu", "hu", "hu"]
    assert [row["language"] for row in pair.json()] == ["zh-Hans", "zh-Hant"]
    found = facets.json()["facet_results"]
    assert {one["value"] for one in found["document_type"]["results"]} >= {"memorandum", "telegram"}
    assert page.status_code == 200
    assert "_search" in page.text
