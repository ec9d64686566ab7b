"""Speed and memory, in processor time so that a busy machine does not decide.

The full size (50,000 pages) is measured by hand; here a fiftieth of it must hold.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.catalogue import index
from pipeline.catalogue.answer import Query
from pipeline.catalogue.search import search
from pipeline.model import Record
from tests import records
from tests.catalogue.support import paper

PAGES = 1000
# A third of what an idle machine does, for those that are not.
FEWEST_PAGES_A_SECOND = 400
LINES = (
    "A küldöttség Pekingben tárgyal a gazdasági együttműködésről\n关于中匈经济合作的报告，外交部"
)


def documents() -> Iterator[Record]:
    """Return documents of ten pages of thirty lines, each page with a word of its own."""
    for number in range(PAGES // 10):
        texts = (f"{LINES}\n" * 15 + f"lap{number}x{page}x" for page in range(10))
        yield paper(f"hu-{number}", *texts)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return records.write(tmp_path_factory.mktemp("scale") / "output", *documents())


@pytest.fixture(scope="module")
def catalogue(output: Path) -> Iterator[sqlite3.Connection]:
    begun = time.process_time()
    index.update(output)
    rate = PAGES / (time.process_time() - begun)
    assert rate >= FEWEST_PAGES_A_SECOND, f"{rate:.0f} pages a second"
    with closing(index.connect(output)) as connection:
        yield connection


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("küldöttség", PAGES),
        ("中匈经济合作", PAGES),
        ("外", PAGES),
        ("lap7x3x", 1),
        ("peking* -lap7x3x", PAGES - 1),
        ("lang:hu 報告", PAGES),
        ("Kádár", 0),
        ("path:hu-7", 11),
    ],
)
def test_answers_are_quick(catalogue: sqlite3.Connection, query: str, total: int) -> None:
    search(catalogue, query)  # tables of names and folds are loaded once
    begun = time.process_time()
    results = search(catalogue, Query(query))
    assert time.process_time() - begun < 0.1
    assert results.total == total


def test_nothing_to_do_is_quick(output: Path, catalogue: sqlite3.Connection) -> None:
    begun = time.process_time()
    assert index.update(output) == index.Update(documents=PAGES // 10)
    assert time.process_time() - begun < 0.2
