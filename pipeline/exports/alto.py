"""ALTO 4.4: a file a page with lines, words, confidences, languages and how they were read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from lxml import etree

from pipeline.exports.collection import Collection
from pipeline.exports.markup import Element, Maker
from pipeline.exports.placing import grouped, line_turn, runs
from pipeline.model import Box, Line, Page, Record, Region, Step, Word

NAME = "alto"
DESCRIPTION = "ALTO 4.4: an XML file a page with lines, words, boxes and confidences"
NEEDS_SOURCES = False

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
ALTO = Maker(NAMESPACE, {None: NAMESPACE, "xsi": XSI})
# Steps that make text; those before prepare the image, those after work on the text.
READING = "recognise"
BEFORE = frozenset({"rasterise", "prepare", "find lines"})
DIRECTIONS = ("ltr", "ttb", "rtl", "btt")


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write ``<name>/<page>.xml`` for every page that was read."""
    for record in collection.records():
        save_pages(record, folder / collection.name(record))
        progress()


def save_pages(record: Record, folder: Path) -> None:
    """Write a document's pages into a folder, which is made."""
    folder.mkdir(parents=True)
    for page in record.pages:
        if page.failure is None:
            (folder / page_name(page)).write_bytes(page_xml(record, page))


def page_name(page: Page) -> str:
    """Return a page's file name; the halves of a double page have one each.

    >>> from pipeline.model import Quality
    >>> sure = Quality(grade="good", confidence=1.0, needs_review=False)
    >>> page_name(Page(number=3, width=1, height=1, dpi=300, quality=sure, half="left"))
    '0003-left.xml'
    """
    return f"{page.number:04d}{f'-{page.half}' if page.half else ''}.xml"


def page_xml(record: Record, page: Page) -> bytes:
    """Return a page as an ALTO file."""
    root = ALTO(
        "alto",
        _description(record),
        _tags(page),
        ALTO("Layout", _page(record, page)),
        SCHEMAVERSION="4.4",
    )
    root.set(f"{{{XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    written = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return bytes(written)


def _description(record: Record) -> Element:
    source = ALTO(
        "sourceImageInformation",
        ALTO("fileName", record.source.paths[0]),
        ALTO("fileIdentifier", f"sha256:{record.source.sha256}"),
        ALTO("documentIdentifier", record.id),
    )
    steps = [_step(i, step) for i, step in enumerate(record.processing, start=1)]
    return ALTO("Description", ALTO("MeasurementUnit", "pixel"), source, *steps)


def _step(number: int, step: Step) -> Element:
    category: Literal["contentGeneration", "preOperation", "postOperation"] = "postOperation"
    if step.step in BEFORE:
        category = "preOperation"
    elif step.step == READING:
        category = "contentGeneration"
    said = {**step.settings, **step.models}
    settings = "; ".join(f"{key}={value}" for key, value in sorted(said.items()))
    return ALTO(
        "Processing",
        ALTO("processingCategory", category),
        ALTO("processingStepDescription", step.step),
        ALTO("processingStepSettings", settings) if settings else None,
        ALTO("processingSoftware", ALTO("softwareName", step.software)),
        ID=f"step_{number}",
    )


def _tags(page: Page) -> Element | None:
    """Return the kinds of regions on a page; eScriptorium reads these as region types."""
    kinds = sorted({region.kind for region in page.regions})
    tags = [ALTO("OtherTag", ID=_tag(kind), TYPE="region", LABEL=kind) for kind in kinds]
    return ALTO("Tags", *tags) if tags else None


def _tag(kind: str) -> str:
    return f"kind_{kind}"


def _page(record: Record, page: Page) -> Element:
    blocks = [
        _block(page, region, f"block_{i}")
        for i, region in enumerate(sorted(page.regions, key=lambda r: r.order), start=1)
    ]
    others = [found.code for found in page.languages if found.code not in ("und", page.language)]
    steps = " ".join(f"step_{i}" for i in range(1, len(record.processing) + 1))
    return ALTO(
        "Page",
        ALTO("PrintSpace", *blocks, **_place((0, 0, page.width, page.height))),
        ID=f"page_{page.number}{f'_{page.half}' if page.half else ''}",
        PHYSICAL_IMG_NR=str(page.number),
        PRINTED_IMG_NR=page.label or "",
        WIDTH=str(page.width),
        HEIGHT=str(page.height),
        PC=f"{page.quality.confidence:.4f}",
        ROTATION=str(page.rotation) if page.rotation else "",
        LANG=page.language if page.language != "und" else "",
        OTHERLANGS=" ".join(others),
        PROCESSINGREFS=steps,
    )


def _block(page: Page, region: Region, name: str) -> Element:
    lines = [_line(page, line, f"{name}_line_{i}") for i, line in enumerate(region.lines, start=1)]
    return ALTO(
        "TextBlock",
        *[line for line in lines if line is not None],
        ID=name,
        TAGREFS=_tag(region.kind),
        **_place(region.box),
    )


def _line(page: Page, line: Line, name: str) -> Element | None:
    groups = words(line, page)
    strings: list[Element] = []
    for i, group in enumerate(groups):
        if i:
            strings.append(ALTO("SP", **_gap(groups[i - 1][-1].box, group[0].box)))
        strings += [
            _string(word, f"{name}_word_{len(strings) + n}") for n, word in enumerate(group)
        ]
    if not strings:
        return None  # ALTO has no line without words
    return ALTO(
        "TextLine",
        *strings,
        ID=name,
        LANG=line.language or "",
        BASEDIRECTION=DIRECTIONS[line_turn(line, page)],
        BASELINE=" ".join(f"{x},{y}" for x, y in line.baseline or ()),
        **_place(line.box),
    )


def words(line: Line, page: Page) -> list[list[Word]]:
    """Return a line's words, those without a space between them together.

    A line whose words do not spell it (it was corrected) is cut at its spaces, and its
    words are spread over its box.
    """
    groups = grouped(line)
    if groups is not None:
        return groups
    turn = line_turn(line, page)
    return [
        [Word(text=run.text, box=run.box(turn), confidence=line.confidence)]
        for run in runs(line, turn)
    ]


def _string(word: Word, name: str) -> Element:
    return ALTO(
        "String",
        ID=name,
        CONTENT=word.text,
        WC=f"{word.confidence:.4f}",
        **_place(word.box),
    )


def _gap(one: Box, other: Box) -> dict[str, str]:
    """Return where the space between two words lies."""
    if other[0] >= one[2]:
        box = (one[2], max(one[1], other[1]), other[0], max(one[1], other[1]))
    else:
        box = (one[0], min(one[3], other[1]), one[0], max(one[3], other[1]))
    place = _place(box)
    return {key: place[key] for key in ("HPOS", "VPOS", "WIDTH")}


def _place(box: Box) -> dict[str, str]:
    x0, y0, x1, y1 = box
    sides = {"HPOS": x0, "VPOS": y0, "WIDTH": x1 - x0, "HEIGHT": y1 - y0}
    return {key: str(value) for key, value in sides.items()}
