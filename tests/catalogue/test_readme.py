"""The queries of the README are queries, and each filter is explained there."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from pipeline.catalogue.filters import FILTERS
from tests.catalogue.support import ask

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
TABLE = README.partition("| in a query | finds |")[2].partition("\n\n")[0]
QUERIES = [
    query
    for row in TABLE.splitlines()[2:]
    for query in re.findall(r"`([^`]+)`", row.split(" | ")[0])
]


@pytest.mark.parametrize("query", QUERIES)
def test_it_is_answered(catalogue: sqlite3.Connection, query: str) -> None:
    ask(catalogue, query)


def test_every_filter_is_in_the_table() -> None:
    assert {query.partition(":")[0] for query in QUERIES if ":" in query} == set(FILTERS)
