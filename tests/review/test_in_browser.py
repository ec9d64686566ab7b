"""The whole way with real pages: read, look, correct by typing, read again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from pipeline.corrections.types import Change
from pipeline.ingest import ingest
from pipeline.report.build import build
from pipeline.report.images import draw
from pipeline.review.desk import Asked
from pipeline.settings import Settings
from pipeline.validation import validate
from tests import browser as browsers
from tests.browser import Visit, serious_findings, shoot, visit
from tests.review.support import Served, served

SAMPLES = Path(__file__).parents[2] / "samples"
HUNGARIAN, VERTICAL, REPORT = "hu-letter-stamps.jpg", "zht-vertical.tif", "zh-report.pdf"
FIRST = "Magyar-Kínai Baráti Társaság"

pytestmark = pytest.mark.engine


class Read(Struct, frozen=True):
    """Three samples that were read."""

    delivery: Path
    output: Path

    def name(self, sample: str) -> str:
        [path] = (self.output / "records").glob(f"{Path(sample).stem}-*.json")
        return path.stem

    def again(self) -> int:
        report = ingest(self.delivery, self.output, Settings(jobs=1), quiet=True, events=None)
        return report.summary.read


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browsers.chromium() as started:
        yield started


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    folder = tmp_path_factory.mktemp("review")
    (folder / "in").mkdir()
    for sample in (HUNGARIAN, VERTICAL, REPORT):
        shutil.copy(SAMPLES / sample, folder / "in")
    made = Read(folder / "in", folder / "out")
    assert made.again() == 6
    return made


@pytest.fixture
def server(read: Read) -> Iterator[Served]:
    with served(read.output, read.delivery) as running:
        yield running


def test_the_report_shows_scans_beside_their_text(
    chromium: Any, read: Read, tmp_path: Path
) -> None:
    built = build(read.output, tmp_path / "report", None)
    assert [draw(picture) for picture in built.pictures] == [""] * 6
    with visit(chromium, built.index.parent.as_uri()) as page:
        for sample, lang, dark in ((HUNGARIAN, "hu", False), (VERTICAL, "zh", True)):
            page.goto(f"{built.index.as_uri()}#/d/{read.name(sample)}/1")
            page.wait_for_selector("image")
            page.wait_for_selector("rect.box:nth-of-type(11)", state="attached")
            page.select_option("#language", lang)
            page.emulate_media(color_scheme="dark" if dark else "light")
            page.keyboard.press("j")
            page.wait_for_timeout(400)
            assert serious_findings(page) == []
            shoot(page, f"document-{lang}", tmp_path)
        assert page.locator(".note.under").inner_text() == ""


def test_a_line_is_corrected_by_typing_and_stays(
    chromium: Any, read: Read, server: Served, tmp_path: Path
) -> None:
    name = read.name(HUNGARIAN)
    with visit(chromium, server.url) as page:
        page.goto(server.entry)
        page.goto(f"{server.url}/#/d/{name}/1")
        line = page.locator("[data-line='0']")
        line.click()
        page.keyboard.press("Enter")
        page.keyboard.press("Control+A")
        page.keyboard.type("Kárhozat")
        page.keyboard.press("Escape")
        assert "Kárhozat" not in line.inner_text()
        page.keyboard.press("Enter")
        page.keyboard.press("Control+A")
        page.keyboard.type(FIRST)
        page.keyboard.press("Enter")
        page.wait_for_selector(".line.human")
        assert page.locator(".line.human").inner_text() == FIRST
        assert page.locator("#status").inner_text() == f"Saved: {FIRST}"
        assert serious_findings(page) == []
        shoot(page, "corrected", tmp_path)
    record = read.output / "records" / f"{name}.json"
    assert FIRST in record.read_text("utf-8")
    (read.output / "cache" / "documents.json").unlink()
    assert read.again() == 0
    assert FIRST in record.read_text("utf-8")
    assert validate(read.output) == (3, [])
    with visit(chromium, server.url) as page:
        page.goto(server.entry)
        page.goto(f"{server.url}/#/d/{name}/1")
        page.wait_for_selector(".line.human")
        page.keyboard.press("u")
        page.wait_for_selector(".line.human", state="detached")
    assert FIRST not in record.read_text("utf-8")


def test_what_was_typed_is_not_lost(chromium: Any, read: Read, server: Served) -> None:
    """Leaving a line saves it; what another window changed meanwhile stays to be tried again."""
    name = read.name(HUNGARIAN)
    with visit(chromium, server.url) as page:
        page.goto(server.entry)
        page.goto(f"{server.url}/#/d/{name}/1")
        page.locator("[data-line='0']").dblclick()
        page.keyboard.press("Control+A")
        page.keyboard.type("Egyik")
        page.locator("[data-line='2']").click()
        page.wait_for_selector(".line.human:has-text('Egyik')")
        page.wait_for_selector("[data-line='2'].chosen")
        page.keyboard.press("u")
        page.wait_for_selector(".line.human", state="detached")
    seen = Visit(chromium, server.url)
    page = seen.page
    page.goto(server.entry)
    page.goto(f"{server.url}/#/d/{name}/1")
    line = page.locator("[data-line='0']")
    line.dblclick()
    page.keyboard.press("Control+A")
    page.keyboard.type("Másik")
    found = server.desk.record(name)
    assert found is not None
    first = found.pages[0].regions[0].lines[0]
    change = Change(kind="line", box=first.box, before=first.text, after="Egyik")
    server.desk.correct(Asked(name=name, page=1, half=None, change=change))
    page.keyboard.press("Enter")
    page.wait_for_selector("#status:has-text('changed meanwhile')")
    assert line.inner_text() == "Másik"
    assert line.get_attribute("contenteditable")
    page.keyboard.press("Escape")
    seen.context.close()
    assert all("409" in error for error in seen.errors)
    server.desk.undo()


def test_a_field_is_corrected_and_an_impossible_one_refused(
    chromium: Any, read: Read, server: Served
) -> None:
    with visit(chromium, server.url) as page:
        page.goto(server.entry)
        page.goto(f"{server.url}/#/d/{read.name(HUNGARIAN)}/1")
        page.locator(".field-form select").select_option("date")
        page.locator(".field-form textarea").fill("1962-10-04")
        page.locator(".field-form button").click()
        page.wait_for_selector(".fact.corrected")
        assert "1962-10-04" in page.locator(".fact.corrected").inner_text()
        page.get_by_role("button", name="Undo").click()
        page.wait_for_selector(".fact.corrected", state="detached")


def test_the_reading_order_is_corrected(chromium: Any, read: Read, server: Served) -> None:
    with visit(chromium, server.url) as page:
        page.goto(server.entry)
        page.goto(f"{server.url}/#/d/{read.name(HUNGARIAN)}/1")
        second = page.locator("[data-line='1']").inner_text()
        page.locator("[data-line='1']").click()
        page.get_by_role("button", name="Earlier", exact=True).click()
        page.locator("[data-line='0']", has_text=second).wait_for()
        page.get_by_role("button", name="Undo").click()
        page.locator("[data-line='1']", has_text=second).wait_for()


def test_a_turned_page_is_read_again_in_its_new_position(
    chromium: Any, read: Read, server: Served, tmp_path: Path
) -> None:
    name = read.name(HUNGARIAN)
    record = read.output / "records" / f"{name}.json"
    before = record.read_bytes()
    with visit(chromium, server.url) as page:
        page.goto(server.entry)
        page.goto(f"{server.url}/#/d/{name}/1")
        page.wait_for_selector(".line")
        assert not page.locator(".turned").is_visible()
        page.keyboard.press("r")
        page.keyboard.press("r")
        assert "180" in page.locator(".turned").inner_text()
        assert serious_findings(page) == []
        page.keyboard.press("t")
        page.wait_for_selector(".picture .notice:has-text('being read again')")
        assert page.locator("#status").inner_text() == "Saved: Turned by 180°"
        shoot(page, "turned", tmp_path)
        page.wait_for_selector(".picture .notice", state="detached", timeout=120_000)
        page.locator("summary", has_text="Corrections").click()
        assert page.locator(".history").inner_text() == "pages[0].rotation 0 180"
        found = json.loads(record.read_bytes())
        assert found["pages"][0]["rotation"] == 180
        told = [j for j in found["pages"][0]["judgements"] if j["what"] == "orientation"]
        assert [one["evidence"]["told by"] for one in told] == ["human"]
        assert read.again() == 0
        page.keyboard.press("u")
        page.wait_for_selector("summary:has-text('Corrections')", state="detached")
    assert record.read_bytes() == before


def test_a_hungarian_name_is_found_in_chinese(
    chromium: Any, read: Read, server: Served, tmp_path: Path
) -> None:
    with visit(chromium, server.url) as page:
        page.goto(server.entry)
        page.fill("#query", "Kádár")
        page.press("#query", "Enter")
        page.wait_for_selector(".results mark")
        assert page.locator(".results mark").first.inner_text() == "卡达尔"
        shoot(page, "search", tmp_path)
        page.locator(".results a").first.click()
        page.wait_for_selector("rect.evidence", state="attached")
        assert read.name(REPORT) in page.url
