"""From pages to a record: languages settle, heads are named, the worst page decides."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.describe import Pages, describe
from pipeline.model import Failure, Page, Quality, Record, SourceInfo
from tests.pages import page

EXPECTED = ("hu", "zh", "en")
SOURCE = SourceInfo(
    paths=("a.pdf",), sha256="0" * 64, bytes=1, media_type="application/pdf", pages=3
)
HU = """1957. május 14-én felkerestem a kínai nagykövetségen a másodtitkárt, akivel a
könyvkiállítás ügyében folytattam megbeszélést, és elmondta, hogy a fél mit kíván."""
OTHER = "A tanács megnyitotta az ülést, jelen voltak a tagok.\nMás hozzászólás nem hangzott el."
POOR = Quality(grade="poor", confidence=0.5, needs_review=True, reasons=("faded",))
FAILED = Failure(reason="timeout", message="too slow", remedy="wait")


def told(*pages: Page) -> tuple[Record, list[Page]]:
    record, done, _ = describe(pages, SOURCE, (), EXPECTED)
    return record, list(done)


def test_short_page_takes_the_language_of_the_document() -> None:
    """Three words tell nothing alone; the document around them does."""
    record, done = told(page(HU, 1), page("Kovács Jenő", 2), page("人山", 3))
    assert [one.language for one in done] == ["hu", "hu", "zh"]
    assert record.languages[0].code == "hu"


def test_short_chinese_page_takes_the_document_form() -> None:
    _, done = told(page("關於匈牙利專家來華考察情況的報告", 1), page("人山水", 2))
    assert [one.language for one in done] == ["zh-Hant", "zh-Hant"]


def test_running_heads_are_named_on_every_page() -> None:
    texts = (HU, OTHER)
    _, done = told(
        *(page(f"Zalavári Tanács {i}. lap\n{text}", i) for i, text in enumerate(texts, 1))
    )
    assert [one.regions[0].kind for one in done] == ["header", "header"]
    assert done[0].text.startswith("Zalavári Tanács 1. lap\n")


def test_the_worst_page_decides() -> None:
    record, _ = told(page(HU, 1), replace(page(OTHER, 2), quality=POOR))
    assert (record.quality.grade, record.quality.needs_review) == ("poor", True)
    assert record.quality.reasons == ("faded",)
    assert record.quality.confidence == pytest.approx(0.7)


def test_blank_pages_do_not_count() -> None:
    blank = replace(page("", 2), blank=True, quality=POOR)
    record, _ = told(page(HU, 1), blank)
    assert record.quality.grade == "good"
    assert told(blank)[0].quality.reasons == ("blank",)


def test_summary_counts() -> None:
    pages = (
        page(HU, 1),
        replace(page("", 2), blank=True),
        replace(page("", 3), failure=FAILED, quality=POOR),
    )
    _, _, summary = describe(pages, SOURCE, (), EXPECTED)
    assert (summary.pages, summary.blank, summary.failed, summary.review) == (3, 1, 1, 1)
    assert summary.languages == {"hu": 1}


def test_record_is_named_after_its_source() -> None:
    record, _ = told(page(HU))
    assert record.id == "fonds:sha256:" + "0" * 64
    assert record.pages == ()


def test_document_without_pages() -> None:
    record, done = told()
    assert (record.languages, done, record.metadata) == ((), [], type(record.metadata)())


def test_pages_are_loaded_one_at_a_time() -> None:
    """A sequence like any other that keeps nothing."""
    loaded: list[int] = []

    def load(index: int) -> Page:
        loaded.append(index)
        return page("x", index + 1)

    pages = Pages(load, 4)
    assert len(pages) == 4
    assert [one.number for one in pages] == [1, 2, 3, 4]
    assert [one.number for one in pages[1:3]] == [2, 3]
    assert pages[-1].number == 4
    assert loaded == [0, 1, 2, 3, 1, 2, 3]
    for outside in (4, -5):
        with pytest.raises(IndexError):
            pages[outside]
