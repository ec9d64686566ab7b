"""One catalogue of the invented papers for all tests that only read it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.catalogue.support import made, papers


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with closing(made(tmp_path_factory.mktemp("output"), *papers())) as connection:
        yield connection
