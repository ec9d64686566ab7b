"""An output folder of invented papers in both languages, and its catalogue."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pipeline.catalogue import index
from pipeline.catalogue.answer import Hit, Query, Results
from pipeline.catalogue.search import search
from pipeline.model import (
    Entity,
    Evidence,
    Language,
    Metadata,
    Page,
    Quality,
    Record,
    SourceInfo,
    Value,
)
from tests import records
from tests.pages import GOOD, page

POOR = Quality(grade="poor", confidence=0.4, needs_review=True, reasons=("faded",))

PAPERS: dict[str, tuple[str, ...]] = {
    "hu-feljegyzes": (
        "F E L J E G Y Z É S\nBudapest, 1956. november 4.\nKádár János elvtárssal a magyar-kínai\n"
        "kereskedelmi egyez-\nményről beszéltem. A KÜLDÖTTSÉG Őrségváltás után utazik.",
        "Csou En-lajjal Pekingben találkozik a küldöttség.\nCe-\ntung neve így is áll.",
    ),
    "hu-tavirat": ("TAVIRAT\nA KULDOTTSEG PEKINGBE ERKEZETT L956-BAN STOP\nKADARRAL BESZELT",),
    "hu-kadarka": ("A kadarka szüretéről és a nagy esőkről.\nMao Ce-tung verseit fordítják.",),
    "zh-baogao": ("关于匈牙利情况的报告\n卡达尔同志谈到中匈两党关\n系。经济合作暂缓。",),
    "zht-han": ("外交部函\n關於匈京近況，卡達爾談話。\n經濟合作，周恩來總理。塡表。",),
    "zh-biao": ("统计表\n大豆　小麦\n一九五〇年",),
}
# Whom the rules find on them, as written.
NAMED: dict[str, tuple[tuple[str, Any, tuple[str, ...]], ...]] = {
    "hu-feljegyzes": (
        ("kadar-janos", "person", ("Kádár János elvtárssal",)),
        ("budapest", "place", ("Budapest",)),
        ("zhou-enlai", "person", ("Csou En-lajjal",)),
        ("beijing", "place", ("Pekingben",)),
    ),
    "hu-tavirat": (("beijing", "place", ("PEKINGBE",)),),
    "hu-kadarka": (("mao-zedong", "person", ("Mao Ce-tung",)),),
    "zh-baogao": (("kadar-janos", "person", ("卡达尔",)), ("hungary", "place", ("匈牙利",))),
    "zht-han": (
        ("budapest", "place", ("匈京",)),
        ("kadar-janos", "person", ("卡達爾",)),
        ("zhou-enlai", "person", ("周恩來", "周恩來總理")),
    ),
}
DATES = {
    "hu-feljegyzes": "1956-11-04",
    "hu-tavirat": "1956-12",
    "zh-baogao": "1957-03-02/1957-04-01",
    "zht-han": "1956?",
    "zh-biao": "XXXX-11-04",
}
TYPES = {"hu-feljegyzes": "memorandum", "hu-tavirat": "telegram", "zh-baogao": "report"}
SENDERS = {"hu-tavirat": ("PEKING", "beijing"), "zht-han": ("外交部", None)}


def value(text: str, **changes: Any) -> Value:
    """Return a value that is written as it is."""
    return replace(records.value(), value=text, as_written=text, **changes)


def paper(name: str, *texts: str, **changes: Any) -> Record:
    """Return a record of these pages; what is known of its name is its metadata."""
    pages = tuple(_page(name, text, number) for number, text in enumerate(texts, start=1))
    return replace(_described(name, pages), **changes)


def _page(name: str, text: str, number: int) -> Page:
    language = {"hu": "hu", "zh": "zh-Hans"}.get(name.split("-")[0], "zh-Hant")
    stamps = ("Titkos", "國史館") if name == "zh-biao" else ()
    return replace(
        page(text, number, stamps=stamps), language=language,
        quality=POOR if name == "hu-tavirat" else GOOD,
    )  # fmt: skip


def _described(name: str, pages: tuple[Page, ...]) -> Record:
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    sender, known = SENDERS.get(name, (None, None))
    metadata = Metadata(
        date=value(DATES[name]) if name in DATES else None,
        document_type=value(TYPES[name]) if name in TYPES else None,
        classification=value("secret") if name == "hu-feljegyzes" else None,
        sender=value(sender, **({"authority": known} if known else {})) if sender else None,
        recipient=value("Külügyminisztérium", authority="hu-foreign-ministry")
        if name == "hu-tavirat" else None,
        reference_numbers=(value("00756/1956"),) if name == "hu-feljegyzes" else (),
    )  # fmt: skip
    return Record(
        id=f"fonds:sha256:{sha256}",
        source=SourceInfo(
            paths=(f"box 5/{name}.pdf",), sha256=sha256, bytes=9,
            media_type="application/pdf", pages=len(pages),
        ),
        languages=(Language(code=pages[0].language, share=1.0, confidence=1.0, method="made"),),
        quality=pages[0].quality,
        title=pages[0].text.split("\n")[0],
        metadata=metadata,
        entities=tuple(_entity(pages, *named) for named in NAMED.get(name, ()))
        if pages[0].text == PAPERS.get(name, ("",))[0] else (),
        pages=pages,
    )  # fmt: skip


def _entity(pages: tuple[Page, ...], known: str, kind: Any, written: tuple[str, ...]) -> Entity:
    return Entity(
        type=kind, label=known, authority=known, as_written=written, confidence=0.9,
        mentions=tuple(_quoted(pages, text) for text in written),
    )  # fmt: skip


def _quoted(pages: tuple[Page, ...], text: str) -> Evidence:
    """Quote a text from the page it stands on."""
    [read] = [page for page in pages if text in page.text]
    start = read.text.index(text)
    [line] = [line for region in read.regions for line in region.lines if text in line.text]
    return Evidence(page=read.number, box=line.box, text=text, start=start, end=start + len(text))


def papers() -> list[Record]:
    """Return all papers."""
    return [paper(name, *texts) for name, texts in PAPERS.items()]


def made(output: Path, *made_of: Record) -> sqlite3.Connection:
    """Write an output folder and return its catalogue."""
    records.write(output, *made_of)
    index.update(output)
    return index.connect(output)


def ask(connection: sqlite3.Connection, text: str, **options: Any) -> Results:
    """Search; as ``search`` with the options of a query."""
    return search(connection, Query(text, **options))


def found(connection: sqlite3.Connection, text: str, **options: Any) -> set[str]:
    """Return name and page of all hits."""
    hits = ask(connection, text, limit=1000, **options).hits
    return {f"{_name(hit)} {hit.page}" for hit in hits}


def _name(hit: Hit) -> str:
    return Path(hit.path).stem


def marked(hit: Hit) -> list[str]:
    """Return what is marked in a hit's lines."""
    return [line.text[a:b] for line in hit.lines for a, b in line.marks]
