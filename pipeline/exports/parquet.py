"""Parquet: documents, pages and findings as tables, for pandas, DuckDB, R or Spark.

Rows are written in groups, so that memory does not grow with the collection. Needs the
library pyarrow (the extra ``parquet``).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pipeline.exports.collection import Collection
from pipeline.exports.optional import EXTRAS, need
from pipeline.exports.parquet_rows import TABLES

NAME = "parquet"
DESCRIPTION = "Parquet tables of documents, pages and findings for analysis (needs pyarrow)"
NEEDS_SOURCES = False

ROWS_IN_A_GROUP = 1000
# A group is closed earlier when its texts are this long, in characters.
MOST_TEXT = 2_000_000


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write ``documents.parquet``, ``pages.parquet`` and ``findings.parquet``."""
    parquet = need(*EXTRAS[NAME])
    arrow = need("pyarrow", "parquet")
    with ExitStack() as stack:
        groups = []
        for name, (columns, rows) in TABLES.items():
            types = [(column, _type(arrow, kind)) for column, kind in columns.items()]
            schema = arrow.schema(types)
            writer = parquet.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            group = Group(arrow, stack.enter_context(writer), schema)
            stack.callback(group.flush)
            groups.append((group, rows))
        for record in collection.records():
            for group, rows in groups:
                for row in rows(record):
                    group.add(row)
            progress()


class Group:
    """Rows of a table that are not yet written."""

    def __init__(self, arrow: Any, writer: Any, schema: Any) -> None:
        """Write into an open file of this schema."""
        self._arrow, self._writer, self._schema = arrow, writer, schema
        self._rows: list[dict[str, Any]] = []
        self._text = 0

    def add(self, row: dict[str, Any]) -> None:
        """Take a row; write the group when it is full."""
        self._rows.append(row)
        self._text += sum(len(value) for value in row.values() if isinstance(value, str))
        if len(self._rows) >= ROWS_IN_A_GROUP or self._text >= MOST_TEXT:
            self.flush()

    def flush(self) -> None:
        """Write what has been taken."""
        if self._rows:
            table = self._arrow.Table.from_pylist(self._rows, schema=self._schema)
            self._writer.write_table(table)
        self._rows, self._text = [], 0


def _type(arrow: Any, kind: str) -> Any:
    """Return pyarrow's type of a column."""
    if kind.startswith("list"):
        return arrow.list_(arrow.int32() if kind == "list of int" else arrow.string())
    kinds = {"text": arrow.string, "int": arrow.int64, "real": arrow.float64, "bool": arrow.bool_,
             "day": arrow.date32}  # fmt: skip
    return kinds[kind]()
