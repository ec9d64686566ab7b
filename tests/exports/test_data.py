"""NDJSON, Parquet and OpenSearch files hold the record, and can be read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from pipeline.exports import opensearch, parquet
from pipeline.model import Record
from pipeline.schema import schema_json
from tests.exports.support import dated, exported, rich, several


def lines(path: Path) -> list[Any]:
    return [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]


def test_ndjson_is_what_the_schema_describes_and_comes_back(tmp_path: Path) -> None:
    path = exported(tmp_path, "ndjson") / "records.ndjson"
    check = jsonschema.Draft202012Validator(msgspec.json.decode(schema_json()))
    for line in lines(path):
        check.validate(line)
    back = [msgspec.json.decode(line, type=Record) for line in path.read_bytes().splitlines()]
    assert {made.id: made for made in back} == {made.id: made for made in several()}


# --- OpenSearch -----------------------------------------------------------------------------


def test_the_bulk_file_is_pairs_of_lines(tmp_path: Path) -> None:
    folder = exported(tmp_path, "opensearch")
    found = lines(folder / "bulk-0001.ndjson")
    actions, documents = found[::2], found[1::2]
    assert len(actions) == len(documents) == len(several())
    for action, document in zip(actions, documents, strict=True):
        assert action == {"index": {"_index": "fonds", "_id": document["id"]}}
    assert (folder / "bulk-0001.ndjson").read_bytes().endswith(b"\n")


def test_the_index_knows_every_field(tmp_path: Path) -> None:
    folder = exported(tmp_path, "opensearch")
    index = msgspec.json.decode((folder / "index.json").read_bytes())
    for document in lines(folder / "bulk-0001.ndjson")[1::2]:
        assert unmapped(document, index["mappings"]) == []


def unmapped(document: dict[str, Any], mapping: dict[str, Any]) -> list[str]:
    """Return the fields that a strict mapping would refuse."""
    known = mapping["properties"]
    found = [name for name in document if name not in known]
    for name, value in document.items():
        if "properties" in known.get(name, {}):
            for inner in value:
                found += unmapped(inner, known[name])
    return found


def test_the_index_uses_only_analysers_it_declares(tmp_path: Path) -> None:
    index = msgspec.json.decode((exported(tmp_path, "opensearch") / "index.json").read_bytes())
    declared = set(index["settings"]["analysis"]["analyzer"])
    assert set(named(index["mappings"], "analyzer")) == declared


def named(value: Any, key: str) -> list[str]:
    if not isinstance(value, dict):
        return []
    own = [value[key]] if isinstance(value.get(key), str) else []
    return own + [found for inner in value.values() for found in named(inner, key)]


def test_a_document_for_opensearch() -> None:
    document = opensearch.document(rich())
    assert document["date_range"] == {"gte": "1956-11-04", "lte": "1956-11-04"}
    assert document["creators"] == ["KÜLÜGYMINISZTÉRIUM IV. osztály", "Halmos Ervin"]
    assert document["pages"][0]["text"].startswith("Feljegyzés")
    assert document["classification"] == "top-secret"
    assert "recipients" not in opensearch.document(dated("1956"))


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("1956-11", {"gte": "1956-11-01", "lte": "1956-11-30"}),
        ("1956-10/1957", {"gte": "1956-10-01", "lte": "1957-12-31"}),
        ("1956/..", {"gte": "1956-01-01"}),
        ("1956?", {"gte": "1956-01-01", "lte": "1956-12-31"}),
        ("XXXX-11-12", {}),
    ],
)
def test_opensearch_dates_are_ranges(edtf: str, expected: dict[str, str]) -> None:
    document = opensearch.document(dated(edtf))
    assert document.get("date_range", {}) == expected
    assert document["date_edtf"] == edtf


def test_bulk_files_fit_into_a_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opensearch, "MOST_BYTES", 4000)
    folder = exported(tmp_path, "opensearch")
    files = sorted(folder.glob("bulk-*.ndjson"))
    assert len(files) > 2
    assert [path.name for path in files[:2]] == ["bulk-0001.ndjson", "bulk-0002.ndjson"]
    assert sum(len(lines(path)) for path in files) == 2 * len(several())
    assert all(len(lines(path)) == 2 or path.stat().st_size <= 4000 for path in files)


# --- Parquet --------------------------------------------------------------------------------


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    arrow = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    monkeypatch.setattr(parquet, "ROWS_IN_A_GROUP", 4)
    folder = exported(tmp_path, "parquet")
    names = ("documents", "pages", "findings")
    assert arrow.ParquetFile(folder / "documents.parquet").num_row_groups == 3
    return {name: arrow.read_table(folder / f"{name}.parquet").to_pylist() for name in names}


def test_parquet_tables(tables: dict[str, Any]) -> None:
    assert len(tables["documents"]) == len(several())
    assert len(tables["pages"]) == sum(len(made.pages) for made in several())
    [row] = [row for row in tables["documents"] if row["path"] == "box/rich.pdf"]
    assert row["languages"] == ["hu", "zh-Hant"]
    assert row["date"] == "1956-11-04"
    assert str(row["date_first"]) == str(row["date_last"]) == "1956-11-04"
    assert row["people"] == ["Zhou Enlai", "Mei-hua"]
    found = [f for f in tables["findings"] if f["id"] == row["id"]]
    assert [f["rejected"] for f in found] == [None, "not the first"]
    assert found[0]["box"] == [300, 140, 640, 170]
    assert found[0]["quotation"] == "1956. november 4."


def test_parquet_keeps_what_is_not_told_empty(tables: dict[str, Any]) -> None:
    [row] = [row for row in tables["documents"] if row["path"] == "box/bare.pdf"]
    assert row["failed_pages"] == 1
    for name in ("date", "date_first", "title", "document_type", "classification", "place"):
        assert row[name] is None
    [failed] = [page for page in tables["pages"] if page["failure"]]
    assert failed["failure"] == "timeout"
    [yearless] = [row for row in tables["documents"] if row["date"] == "XXXX-11-12"]
    assert yearless["date_first"] is None
