"""The CSVs for ArchivesSpace and Omeka S hold what their importers ask for."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.exports.archivesspace import CODE_ROW, COLUMNS
from pipeline.exports.omeka import HEADERS
from tests.exports.support import DELIVERED, dated, exported, rich, rows

# Field codes of ArchivesSpace's template for archival objects (version 4): the groups that
# Fonds uses, with their numbered members.
TEMPLATE = re.compile(
    r"""ead|res_uri|ref_id|title|unit_id|hierarchy|level|publish|processing_note
    |l_lang(_2)?|l_langscript(_2)?|[np]_langmaterial(_2)?
    |(dates_label|begin|end|date_type|expression|date_certainty)_[12]
    |(portion|number|extent_type|container_summary)(_2)?
    |people_agent_(header|role|relator)_[1-5]|corporate_entities_agent_(header|role|relator)_[1-3]
    |subject_[12]_(term|type|source)
    |n_(abstract|accessrestrict|odd|processinfo|relatedmaterial|scopecontent|userestrict)""",
    re.VERBOSE,
)
# Controlled values as a new ArchivesSpace has them.
CONTROLLED = {
    "level": {"item"},
    "date_type_1": {"single", "inclusive"},
    "dates_label_1": {"creation"},
    "date_certainty_1": {"", "approximate", "inferred", "questionable"},
    "portion": {"whole", "part"},
    "extent_type": {"files"},
    "people_agent_role_1": {"", "creator", "source", "subject"},
    "people_agent_relator_1": {"", "rcp"},
    "subject_1_type": {"", "genre_form", "geographic"},
    "subject_1_source": {"", "local"},
    "l_lang": {"", "hun", "chi"},
    "l_langscript": {"", "Latn", "Hans", "Hant"},
}
DAY = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    path = exported(tmp_path_factory.mktemp("as"), "archivesspace") / "archival-objects.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        codes, labels, *_ = csv.reader(stream)
    assert codes == [CODE_ROW, *COLUMNS]
    assert len(labels) == len(codes)
    return rows(path)[1:]


def test_archivesspace_knows_every_column() -> None:
    assert [code for code in COLUMNS if not TEMPLATE.fullmatch(code)] == []


def test_archivesspace_can_take_every_row(table: list[dict[str, str]]) -> None:
    assert len(table) == 9
    for row in table:
        assert row[CODE_ROW] == ""
        assert row["title"]
        assert row["hierarchy"] == "1"
        for column, allowed in CONTROLLED.items():
            assert row[column] in allowed or not row[column], (column, row[column])
        assert DAY.fullmatch(row["begin_1"])
        assert DAY.fullmatch(row["end_1"])
        assert not row["end_1"] or row["date_type_1"] == "inclusive"
        assert re.fullmatch(r"[a-zA-Z0-9_:.-]{1,255}", row["ref_id"])
        # A tag in a note would be parsed as XML, strictly.
        assert not any(re.search(r"</?[a-zA-Z]+>", text) for text in row.values())


def test_archivesspace_agents_only_where_their_type_is_known(table: list[dict[str, str]]) -> None:
    row = next(row for row in table if row["ead"] == "MINTA-1")
    assert row["corporate_entities_agent_header_1"] == "KÜLÜGYMINISZTÉRIUM IV. osztály"
    assert row["corporate_entities_agent_role_1"] == "creator"
    assert row["people_agent_header_1"] == "Csou En-laj"
    assert (row["people_agent_role_1"], row["people_agent_relator_1"]) == ("subject", "rcp")
    headers = [text for code, text in row.items() if "agent_header" in code]
    assert "Halmos Ervin" not in headers
    assert "Signatory: Halmos Ervin" in row["n_odd"]
    assert "Places mentioned: Budapest" in row["n_odd"]


def test_archivesspace_texts_fit_their_fields(tmp_path: Path) -> None:
    made = rich()
    long = replace(made, title="x" * 9000, summary="y" * 70_000)
    [_, row] = rows(exported(tmp_path, "archivesspace", long) / "archival-objects.csv")
    assert len(row["title"]) == 8192
    assert len(row["n_abstract"]) == 65_000
    assert row["title"].endswith("…")


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("1956-11", ("1956-11", "", "single", "")),
        ("1956-11-04?", ("1956-11-04", "", "single", "questionable")),
        ("1956~", ("1956", "", "single", "approximate")),
        ("1956-10-23/1956-11", ("1956-10-23", "1956-11", "inclusive", "")),
        ("1956/..", ("1956", "", "inclusive", "")),
        ("XXXX-11-12", ("", "", "single", "")),
    ],
)
def test_archivesspace_dates(tmp_path: Path, edtf: str, expected: tuple[str, ...]) -> None:
    [_, row] = rows(exported(tmp_path, "archivesspace", dated(edtf)) / "archival-objects.csv")
    columns = ("begin_1", "end_1", "date_type_1", "date_certainty_1")
    assert tuple(row[column] for column in columns) == expected
    assert row["expression_1"]


# --- Omeka S ------------------------------------------------------------------------------

TERMS = frozenset(
    """identifier title alternative creator contributor date created type format extent language
    subject spatial abstract description accessRights rights isPartOf relation source
    provenance""".split()
)


def test_omeka_knows_every_term() -> None:
    terms = [name.removeprefix("dcterms:") for name in HEADERS if name.startswith("dcterms:")]
    assert set(terms) <= TERMS
    assert set(HEADERS) - {f"dcterms:{term}" for term in terms} == {"bibo:content", "file"}


def test_omeka_items(tmp_path: Path) -> None:
    table = rows(exported(tmp_path, "omeka") / "items.csv")
    row = next(row for row in table if row["dcterms:title"].startswith("'=HYPERLINK"))
    assert row["dcterms:identifier"].startswith("fonds:sha256:")
    assert row["dcterms:language"] == "hu|zh-Hant"
    assert row["dcterms:created"] == "1956-11-04"
    assert row["dcterms:isPartOf"] == DELIVERED["collection"]
    assert row["dcterms:subject"].split("|")[0] == "Könyvkiállítás Pekingben"
    assert row["dcterms:spatial"] == "Budapest"
    assert row["bibo:content"] == "Feljegyzés\nBudapest, 1956. november 4.\n\nMásodik lap"
    assert row["file"] == "box/rich.pdf"
    assert len({row["dcterms:identifier"].split("|")[0] for row in table}) == len(table)
    bare = next(row for row in table if row["dcterms:title"] == "bare")
    assert bare["dcterms:creator"] == bare["dcterms:date"] == bare["dcterms:type"] == ""
