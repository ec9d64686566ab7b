"""Entities for Aleph: each is one that the followthemoney library builds and validates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.exports.support import dated, exported, several

model: Any = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model


@pytest.fixture(scope="module")
def entities(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return read(exported(tmp_path_factory.mktemp("aleph"), "aleph"))


def read(folder: Path) -> list[dict[str, Any]]:
    data = (folder / "entities.ftm.json").read_bytes()
    return [msgspec.json.decode(line) for line in data.splitlines()]


def test_followthemoney_takes_every_value(entities: list[dict[str, Any]]) -> None:
    for entity in entities:
        proxy = model.get_proxy(entity, cleaned=False)  # drops what it finds invalid
        proxy.schema.validate(entity)
        for name, values in entity["properties"].items():
            assert sorted(proxy.get(name)) == sorted(values), (entity["schema"], name)


def test_a_wrong_value_would_be_seen(entities: list[dict[str, Any]]) -> None:
    wrong = {**entities[0], "properties": {"fileName": ["x"], "date": ["4 November"]}}
    assert model.get_proxy(wrong, cleaned=False).get("date") == []


def test_ids_are_unique_and_references_lead_somewhere(entities: list[dict[str, Any]]) -> None:
    ids = [entity["id"] for entity in entities]
    assert len(ids) == len(set(ids))
    for entity in entities:
        for name in ("document", "resolved", "addressEntity"):
            assert set(entity["properties"].get(name, [])) <= set(ids)


def test_a_document_and_its_pages(entities: list[dict[str, Any]]) -> None:
    [document] = [e for e in entities if e["properties"].get("fileName") == ["rich.pdf"]]
    told = document["properties"]
    assert document["schema"] == "Pages"
    assert told["language"] == ["hun", "zho"]
    assert told["date"] == told["authoredAt"] == ["1956-11-04"]
    assert told["author"] == ["KÜLÜGYMINISZTÉRIUM IV. osztály", "Halmos Ervin"]
    assert "top-secret" in told["keywords"]
    assert any("dates.own" in note for note in told["notes"])
    pages = [e for e in entities if e["properties"].get("document") == [document["id"]]
             and e["schema"] == "Page"]  # fmt: skip
    assert [page["properties"]["index"] for page in pages] == [["1"], ["2"]]
    assert pages[0]["properties"]["bodyText"] == ["Feljegyzés\nBudapest, 1956. november 4."]


def test_who_is_known_has_names_in_all_scripts(entities: list[dict[str, Any]]) -> None:
    [zhou] = [e for e in entities if e["id"] == "fonds-authority-zhou-enlai"]
    assert zhou["schema"] == "Person"
    assert zhou["properties"]["name"] == ["Zhou Enlai"]
    assert {"Csou En-laj", "周恩来", "周恩來", "Chou En-lai"} <= set(zhou["properties"]["alias"])
    mentions = [e for e in entities if e["properties"].get("resolved") == [zhou["id"]]]
    assert len(mentions) == 2
    assert mentions[0]["properties"]["name"] == ["Zhou Enlai", "Csou En-laj", "周恩来"]


def test_who_is_not_known_is_mentioned_only(entities: list[dict[str, Any]]) -> None:
    mentions = [e for e in entities if "Mei-hua" in e["properties"].get("name", [])]
    assert {e["schema"] for e in mentions} == {"Mention"}
    assert all("resolved" not in e["properties"] for e in mentions)


def test_places_are_addresses_of_the_document(entities: list[dict[str, Any]]) -> None:
    [budapest] = [e for e in entities if e["schema"] == "Address"]
    assert budapest["properties"]["full"] == ["Budapest"]
    mentions = [e for e in entities if e["properties"].get("detectedSchema") == ["Address"]]
    assert mentions
    assert all("resolved" not in e["properties"] for e in mentions)


@pytest.mark.parametrize(
    ("edtf", "date", "authored"),
    [
        ("1956-11", ["1956-11"], ["1956-11"]),
        ("1956-10-23/1956-11", ["1956-10-23", "1956-11"], None),
        ("XXXX-11-12", None, None),
        ("1956~", ["1956"], ["1956"]),
    ],
)
def test_dates_are_prefixes(tmp_path: Path, edtf: str, date: Any, authored: Any) -> None:
    told = read(exported(tmp_path, "aleph", dated(edtf)))[0]["properties"]
    assert (told.get("date"), told.get("authoredAt")) == (date, authored)
    assert any(note.startswith("Date: 1956. november 4.") for note in told["notes"])


def test_every_document_is_there(entities: list[dict[str, Any]]) -> None:
    assert sum(e["schema"] == "Pages" for e in entities) == len(several())
