"""The CSV for AtoM passes the checks of AtoM's own validator."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.exports.atom import HEADERS
from pipeline.exports.bar import silent
from pipeline.exports.collection import Collection
from pipeline.exports.writing import export
from tests.exports.atom_checks import complaints
from tests.exports.support import dated, exported, rich, rows
from tests.records import record, write


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(tmp_path_factory.mktemp("atom"), "atom") / "information-objects.csv"


def test_atom_has_nothing_to_say_against_it(path: Path) -> None:
    assert complaints(path) == []


@pytest.mark.parametrize(
    ("column", "wrong", "complaint"),
    [
        ("language", "hun", "language 'hun'"),
        ("script", "Zyyy", "script 'Zyyy'"),
        ("culture", "en|hu", "culture 'en|hu'"),
        ("parentId", "nobody", "its parent is not above it"),
        ("qubitParentSlug", "slug", "parentId and qubitParentSlug"),
        ("eventActors", "one|two|three", "event columns differ in number"),
        ("eventStartDates", "4 November 1956", "is no date"),
        ("digitalObjectURI", "https://x", "a path and a URI"),
        ("legacyId", "", "no legacyId"),
    ],
)
def test_the_checks_find_faults(
    path: Path, tmp_path: Path, column: str, wrong: str, complaint: str
) -> None:
    table = rows(path)
    next(row for row in table if row["parentId"])[column] = wrong
    spoilt = tmp_path / "spoilt.csv"
    with spoilt.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, HEADERS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    assert any(complaint in said for said in complaints(spoilt))


@pytest.mark.parametrize(
    ("paths", "kept", "noted"),
    [
        (("box/a\x01.pdf", "b.pdf"), "b.pdf", False),
        (("=1+1.pdf",), "./=1+1.pdf", False),
        (("box/a\x01.pdf",), "", True),
    ],
)
def test_a_path_leads_to_the_file_or_is_left_out(
    tmp_path: Path, paths: tuple[str, ...], kept: str, noted: bool
) -> None:
    made = record()
    made = replace(made, source=replace(made.source, paths=paths))
    [folder] = export(Collection(write(tmp_path / "out", made)), ["atom"], silent)
    [row] = rows(folder / "information-objects.csv")
    assert row["digitalObjectPath"] == kept
    assert (r"box/a\x01.pdf" in row["generalNote"]) is noted


def test_headers_are_those_of_atom(path: Path) -> None:
    assert len(HEADERS) == len(set(HEADERS)) == 56
    assert path.read_text("utf-8").splitlines()[0] == ",".join(HEADERS)


def test_a_document_in_atoms_words(path: Path) -> None:
    row = next(row for row in rows(path) if row["title"].startswith("'=HYPERLINK"))
    assert row["identifier"] == "XIX-J-1-j 5. doboz"
    assert row["language"] == "hu|zh"
    assert row["script"] == "Latn|Hant"
    assert row["eventActors"] == "KÜLÜGYMINISZTÉRIUM IV. osztály|Halmos Ervin"
    assert row["eventDates"] == "1956. november 4.|NULL"
    assert row["eventStartDates"] == row["eventEndDates"] == "1956-11-04|NULL"
    assert row["nameAccessPoints"].split("|")[:2] == ["A ¦ B <titkár> & Társa", "Csou En-laj"]
    assert row["accessConditions"].splitlines()[0] == (
        "Classification: top-secret (“Szigorúan titkos”)"
    )
    assert row["publicationStatus"] == "Draft"
    assert (
        "classification = top-secret: page 1, “Szigorúan titkos”, confidence 0.90"
        in (row["archivistNote"])
    )
    assert row["digitalObjectPath"] == "box/rich.pdf"
    assert row["generalNote"].split("|")[-2:] == [
        "Date received: 1956 NOV 6", "Delivered title: Feljegyzés 1956-ból",
    ]  # fmt: skip


def test_a_collection_comes_once_and_first(path: Path) -> None:
    table = rows(path)
    [collection] = [row for row in table if row["levelOfDescription"] == "Collection"]
    children = [row for row in table if row["parentId"] == collection["legacyId"]]
    assert collection["title"] == "Kína TÜK"
    assert len(children) == 2
    assert table.index(collection) < min(map(table.index, children))


def test_what_is_not_told_stays_empty(path: Path) -> None:
    row = next(row for row in rows(path) if row["title"] == "bare")
    told = {name for name, text in row.items() if text}
    assert told == {
        "legacyId", "identifier", "title", "levelOfDescription", "extentAndMedium", "script",
        "digitalObjectPath", "publicationStatus", "culture", "descriptionIdentifier",
        "descriptionStatus", "languageOfDescription", "scriptOfDescription", "sources",
        "archivistNote",
    }  # fmt: skip
    assert "Pages that could not be read: 2." in row["archivistNote"]


@pytest.mark.parametrize(
    ("edtf", "start", "end", "shown"),
    [
        ("1956-11", "1956-11", "1956-11", "1956. november 4."),
        ("1956-11-04?", "1956-11-04", "1956-11-04", "1956. november 4. [1956-11-04?]"),
        ("1956-10-23/1956-11-04", "1956-10-23", "1956-11-04", "1956. november 4."),
        ("1956/..", "1956", "NULL", "1956. november 4."),
        ("XXXX-11-12", "NULL", "NULL", "1956. november 4. [XXXX-11-12]"),
    ],
)
def test_dates(tmp_path: Path, edtf: str, start: str, end: str, shown: str) -> None:
    [row] = rows(exported(tmp_path, "atom", dated(edtf)) / "information-objects.csv")
    assert (row["eventStartDates"], row["eventEndDates"]) == (start, end)
    assert row["eventDates"] == shown


def test_a_list_keeps_its_separator_to_itself(tmp_path: Path) -> None:
    [_, row] = rows(exported(tmp_path, "atom", rich()) / "information-objects.csv")
    assert len(row["nameAccessPoints"].split("|")) == 5
