"""IIIF manifests: as Presentation 3 asks, with images that the boxes fit."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PIL import Image

from pipeline.exports import load
from pipeline.model import Language, Metadata, Record
from tests.exports import papers
from tests.records import failed_page, value

BASE = "https://a.example/iiif"
ITEMS = {"Manifest": "Canvas", "Canvas": "AnnotationPage", "AnnotationPage": "Annotation"}


@pytest.fixture
def record(tmp_path: Path) -> Record:
    left = replace(papers.hungarian(), half="left")
    right = replace(papers.hungarian(), half="right", label="2v")
    data = papers.bytes_of(papers.pdf_of(left))
    made = papers.delivered(tmp_path / "in", data, "a.pdf", "application/pdf", left, right)
    found = (Language(code="hu", share=1.0, confidence=1.0, method="invented"),)
    return replace(made, languages=found, metadata=Metadata(date=value()), summary="Memorandum.")


@pytest.fixture
def exported(tmp_path: Path, record: Record) -> Path:
    data = papers.bytes_of(papers.pdf_of(papers.chinese()))
    chinese = papers.delivered(tmp_path / "in", data, "b.pdf", "application/pdf", papers.chinese())
    chinese = replace(chinese, title=None)
    away = papers.record(b"away", "away.pdf", "application/pdf", papers.hungarian())
    folder = tmp_path / "iiif"
    folder.mkdir()
    collection = replace(papers.collection(tmp_path, record, chinese, away), beside=("pdf", "iiif"))
    load("iiif").write(collection, folder, lambda: None)
    return folder


def manifest(exported: Path, name: str) -> dict[str, Any]:
    [path] = exported.glob(f"{name}-*/manifest.json")
    made: dict[str, Any] = json.loads(path.read_text())
    return made


def walk(thing: Any) -> list[dict[str, Any]]:
    if isinstance(thing, dict):
        return [thing, *(found for held in thing.values() for found in walk(held))]
    if isinstance(thing, list):
        return [found for held in thing for found in walk(held)]
    return []


def test_a_manifest_is_built_as_presentation_3_says(exported: Path) -> None:
    for name in ("a", "b"):
        made = manifest(exported, name)
        assert made["@context"] == "http://iiif.io/api/presentation/3/context.json"
        named = [thing for thing in walk(made) if "type" in thing and "id" in thing]
        ids = [thing["id"] for thing in named]
        assert len(ids) == len(set(ids))
        assert all(one.startswith("https://") for one in ids)
        for thing in named:
            inner = ITEMS.get(thing["type"])
            assert all(held["type"] == inner for held in thing.get("items", []))
            maps = [thing[key] for key in ("label", "summary") if key in thing]
            assert all(isinstance(texts, list) for one in maps for texts in one.values())
            if thing["type"] == "Canvas":
                assert thing["width"] > 0 and thing["height"] > 0 and thing["items"]
            if thing["type"] == "Annotation":
                assert thing["motivation"] in ("painting", "supplementing")
                assert thing["target"].startswith(made["items"][0]["id"])


def test_images_and_alto_lie_where_the_manifest_says(exported: Path) -> None:
    made = manifest(exported, "a")
    [canvas] = made["items"]
    [painting] = canvas["items"][0]["items"]
    image = exported / painting["body"]["id"].removeprefix(f"{BASE}/")
    with Image.open(image) as opened:
        size = opened.size
    assert opened.format == "JPEG"
    assert size == (canvas["width"], canvas["height"]) == (papers.WIDTH, papers.HEIGHT)
    for also in canvas["seeAlso"]:
        assert (exported / also["id"].removeprefix(f"{BASE}/")).is_file()
        assert also["profile"].startswith("http://www.loc.gov/standards/alto/")


def test_lines_are_annotations_in_their_places(exported: Path, record: Record) -> None:
    [canvas] = manifest(exported, "a")["items"]
    assert canvas["label"] == {"none": ["2v"]}
    for part, page in zip(canvas["annotations"], record.pages, strict=True):
        lines = page.regions[0].lines
        assert [a["body"]["value"] for a in part["items"]] == [line.text for line in lines]
        assert {a["body"]["language"] for a in part["items"]} == {"hu"}
        x0, y0, x1, y1 = lines[0].box
        assert part["items"][0]["target"].endswith(f"#xywh={x0},{y0},{x1 - x0},{y1 - y0}")


def test_labels_dates_and_directions(exported: Path) -> None:
    made = manifest(exported, "a")
    assert made["label"] == {"hu": ["Feljegyzés <1957> & más"]}
    assert made["navDate"] == "1956-11-04T00:00:00Z"
    [date] = [pair for pair in made["metadata"] if pair["label"]["hu"] == ["Kelt"]]
    assert set(date["label"]) == {"en", "hu", "zh-Hans", "zh-Hant"}
    assert date["value"] == {"none": ["1956-11-04 (1956. november 4.)"]}
    assert made["rendering"][0]["id"].startswith("https://a.example/pdf/a-")
    other = manifest(exported, "b")
    assert (other["label"], other["viewingDirection"]) == ({"none": ["b.pdf"]}, "right-to-left")


@pytest.mark.parametrize("written", ["1956-11-04?", "1956-11", "1956-10-23/1956-11-04"])
def test_only_a_certain_day_is_a_day(written: str, record: Record) -> None:
    from pipeline.exports.iiif import manifest as build

    uncertain = replace(record, metadata=Metadata(date=value(value=written)))
    assert "navDate" not in build(uncertain, f"{BASE}/a", [])


def test_the_collection_lists_what_could_be_drawn(exported: Path) -> None:
    made = json.loads((exported / "collection.json").read_text())
    assert (made["type"], made["id"]) == ("Collection", f"{BASE}/collection.json")
    names = [path.parent.name for path in sorted(exported.glob("*/manifest.json"))]
    assert [item["id"] for item in made["items"]] == [f"{BASE}/{n}/manifest.json" for n in names]
    assert len(names) == 2  # the third was not at hand


def test_the_same_bytes_every_time(tmp_path: Path, record: Record) -> None:
    runs = []
    for run in ("one", "two"):
        folder = tmp_path / run
        folder.mkdir()
        load("iiif").write(papers.collection(tmp_path, record), folder, lambda: None)
        runs.append([path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()])
    assert runs[0] == runs[1]
    assert any(
        Image.open(BytesIO(data)).format == "JPEG" for data in runs[0] if data[:2] == b"\xff\xd8"
    )


def test_a_page_that_cannot_be_drawn_keeps_its_place(tmp_path: Path) -> None:
    page = papers.hungarian()
    data = papers.bytes_of(papers.pdf_of(page))
    made = papers.delivered(
        tmp_path / "in", data, "c.pdf", "application/pdf", failed_page(2), replace(page, number=1)
    )
    folder = tmp_path / "iiif"
    folder.mkdir()
    load("iiif").write(papers.collection(tmp_path, made), folder, lambda: None)
    drawn, lost = manifest(folder, "c")["items"]
    assert (lost["width"], lost["height"]) == (drawn["width"], drawn["height"])
    assert [page["items"] for page in lost["items"]] == [[]]
    assert lost["summary"] == {"en": ["This page could not be drawn."]}
    assert "seeAlso" not in lost
    assert not list(folder.glob("*/0002*"))
