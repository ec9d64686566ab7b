"""ALTO, hOCR and METS: valid, and read back they give what the record says."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from msgspec.structs import replace

from pipeline.exports import load
from pipeline.exports.alto import NAMESPACE, page_name, page_xml
from pipeline.exports.mets import XLINK
from pipeline.model import Alternative, Language, Page, Record, Region
from tests.exports import papers, published
from tests.exports.readers import one_spaced
from tests.pages import GOOD
from tests.records import failed_page

METS = "http://www.loc.gov/METS/"
XML_ID = "{http://www.w3.org/XML/1998/namespace}lang"
TYPES = {"HPOS", "VPOS", "WIDTH", "HEIGHT"}


def mixed() -> Page:
    """A Hungarian page with a stamp, a table, and other languages beside its own."""
    page = papers.hungarian()
    cells = papers.row("Sorszám 1963.05.06. fűtő", 700)
    table = replace(cells, text="Sorszám\t1963.05.06.\tfűtő", language="hu")
    stamp = papers.row("TITKOS & <kész>", 900)
    other = Alternative(text="TlTKOS", confidence=0.4, engine="other")
    regions = (
        *page.regions,
        Region(kind="table", box=table.box, order=1, lines=(table,)),
        Region(
            kind="stamp", box=stamp.box, order=2, lines=(replace(stamp, alternatives=(other,)),)
        ),
        Region(kind="redaction", box=(5, 5, 50, 50), order=3, lines=()),
    )
    found = (
        Language(code="hu", share=0.9, confidence=0.9, method="invented"),
        Language(code="zh-Hant", share=0.1, confidence=0.9, method="invented"),
    )
    return replace(page, regions=regions, languages=found, label="3/a", number=3)


def pages() -> list[Page]:
    left = replace(papers.hungarian(), half="left", number=4)
    right = replace(papers.hungarian(), half="right", number=4)
    empty = replace(papers.page([]), blank=True, language="und", number=5)
    corrected = replace(papers.row("hibás", 300), text="Javított szöveg", confidence=0.5)
    return [
        papers.hungarian(180),
        replace(papers.chinese(), number=2),
        mixed(),
        left,
        right,
        empty,
        failed_page(6),
        replace(papers.page([corrected]), number=7),
    ]


@pytest.fixture
def record() -> Record:
    return papers.record(b"scan", "doboz 5/irat #1.pdf", "application/pdf", *pages())


@pytest.fixture
def exported(tmp_path: Path, record: Record) -> Path:
    collection = papers.collection(tmp_path, record)
    for name in ("alto", "hocr", "mets"):
        (tmp_path / name).mkdir()
        load(name).write(collection, tmp_path / name, lambda: None)
    return tmp_path


def words_of(page: Page) -> list[tuple[str, str, str]]:
    return [
        (word.text, " ".join(map(str, word.box)), f"{word.confidence:.2f}")
        for region in page.regions
        for line in region.lines
        for word in line.words
    ]


# --- ALTO ----------------------------------------------------------------------------


def alto_box(element: Any) -> str:
    x, y, width, height = (int(element.get(k)) for k in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return f"{x} {y} {x + width} {y + height}"


def all_named(root: Any, name: str) -> list[Any]:
    return list(root.iter(f"{{{NAMESPACE}}}{name}"))


def test_alto_gives_back_text_boxes_and_languages(record: Record) -> None:
    for page in record.pages[:6]:
        root = etree.fromstring(page_xml(record, page))
        lines = [line for region in page.regions for line in region.lines]
        texts = [
            "".join(" " if part.tag.endswith("SP") else part.get("CONTENT") for part in line)
            for line in all_named(root, "TextLine")
        ]
        assert texts == [one_spaced(line.text) for line in lines]
        assert [alto_box(line) for line in all_named(root, "TextLine")] == [
            " ".join(map(str, line.box)) for line in lines
        ]
        strings = [
            (s.get("CONTENT"), alto_box(s), f"{float(s.get('WC')):.2f}")
            for s in all_named(root, "String")
        ]
        assert strings == words_of(page)
        [own] = all_named(root, "Page")
        assert own.get("LANG", "und") == page.language
        assert int(own.get("ROTATION", 0)) == page.rotation
        assert int(own.get("PHYSICAL_IMG_NR")) == page.number


def test_alto_tells_kinds_labels_languages_and_steps(record: Record) -> None:
    root = etree.fromstring(page_xml(record, record.pages[2]))
    labels = {tag.get("ID"): tag.get("LABEL") for tag in all_named(root, "OtherTag")}
    assert [labels[block.get("TAGREFS")] for block in all_named(root, "TextBlock")] == [
        "body", "table", "stamp", "redaction",
    ]  # fmt: skip
    [page] = all_named(root, "Page")
    assert (page.get("PRINTED_IMG_NR"), page.get("OTHERLANGS")) == ("3/a", "zh-Hant")
    assert [step.text for step in all_named(root, "softwareName")] == [
        "pikepdf 10", "tesseract 5.3.0", "fonds 0.1.0",
    ]  # fmt: skip
    categories = [one.text for one in all_named(root, "processingCategory")]
    assert categories == ["preOperation", "contentGeneration", "postOperation"]
    assert "hun=sha256:ab" in [one.text for one in all_named(root, "processingStepSettings")]


def test_columns_run_downwards_and_turned_lines_backwards(record: Record) -> None:
    for page, direction in ((record.pages[1], "ttb"), (record.pages[0], "rtl")):
        lines = all_named(etree.fromstring(page_xml(record, page)), "TextLine")
        assert {line.get("BASEDIRECTION") for line in lines} == {direction}


def test_alto_references_lead_somewhere_and_ids_are_unique(exported: Path) -> None:
    for path in (exported / "alto").rglob("*.xml"):
        root = etree.parse(str(path)).getroot()
        ids = [e.get("ID") for e in root.iter() if e.get("ID")]
        assert len(ids) == len(set(ids))
        for element in root.iter():
            for reference in ("TAGREFS", "PROCESSINGREFS"):
                assert set(element.get(reference, "").split()) <= set(ids)
            assert all(int(element.get(side, 0)) >= 0 for side in TYPES)


def test_a_page_that_failed_has_no_alto_and_halves_have_one_each(exported: Path) -> None:
    [folder] = (exported / "alto").iterdir()
    assert sorted(path.name for path in folder.iterdir()) == [
        "0001.xml", "0002.xml", "0003.xml", "0004-left.xml", "0004-right.xml",
        "0005.xml", "0007.xml",
    ]  # fmt: skip


def test_corrected_lines_keep_their_text(record: Record) -> None:
    page = record.pages[7]
    strings = all_named(etree.fromstring(page_xml(record, page)), "String")
    assert [s.get("CONTENT") for s in strings] == ["Javított", "szöveg"]
    assert {s.get("WC") for s in strings} == {"0.5000"}


def test_alto_is_valid(exported: Path) -> None:
    """Valid against ALTO 4.3 as published, less the three attributes that are new in 4.4.

    No package ships 4.4; what it adds and we write is checked by ``as_alto_4_3`` and below.
    """
    check = published.alto_4_3()
    paths = list((exported / "alto").rglob("*.xml"))
    assert len(paths) == 7
    for path in paths:
        assert check.validate(published.as_alto_4_3(path)), check.error_log
    spoilt = published.as_alto_4_3(paths[0])
    next(spoilt.getroot().iter("{*}PrintSpace")).set("HPOS", "left")
    assert not check.validate(spoilt)


# The part of the ALTO 4.4 schema that we write: attributes, and children in their order.
GRAMMAR = {
    "alto": ({"SCHEMAVERSION"}, ["Description", "Tags?", "Layout"]),
    "Description": (set(), ["MeasurementUnit", "sourceImageInformation", "Processing*"]),
    "sourceImageInformation": (set(), ["fileName", "fileIdentifier", "documentIdentifier"]),
    "Processing": (
        {"ID"},
        ["processingCategory", "processingStepDescription", "processingStepSettings?",
         "processingSoftware"],
    ),
    "processingSoftware": (set(), ["softwareName"]),
    "Tags": (set(), ["OtherTag*"]),
    "OtherTag": ({"ID", "TYPE", "LABEL"}, []),
    "Layout": (set(), ["Page"]),
    "Page": (
        {"ID", "PHYSICAL_IMG_NR", "PRINTED_IMG_NR", "WIDTH", "HEIGHT", "PC", "ROTATION", "LANG",
         "OTHERLANGS", "PROCESSINGREFS"},
        ["PrintSpace"],
    ),
    "PrintSpace": (TYPES, ["TextBlock*"]),
    "TextBlock": (TYPES | {"ID", "TAGREFS"}, ["TextLine*"]),
    "TextLine": (TYPES | {"ID", "LANG", "BASEDIRECTION", "BASELINE"}, ["(String(SP)?)+"]),
    "String": (TYPES | {"ID", "CONTENT", "WC"}, []),
    "SP": ({"HPOS", "VPOS", "WIDTH"}, []),
}  # fmt: skip


def test_alto_keeps_to_its_grammar(exported: Path) -> None:
    for path in (exported / "alto").rglob("*.xml"):
        for element in etree.parse(str(path)).getroot().iter():
            name = etree.QName(element).localname
            if len(element) or name in GRAMMAR:
                attributes, children = GRAMMAR[name]
                assert {k for k in element.attrib if "}" not in k} <= attributes, name
                wanted = "".join(
                    c if c.startswith("(") else f"({c.rstrip('?*')}){c[len(c.rstrip('?*')) :]}"
                    for c in children
                )
                assert re.fullmatch(wanted, "".join(etree.QName(c).localname for c in element)), (
                    name
                )


# --- hOCR ----------------------------------------------------------------------------


def hocr(exported: Path) -> Any:
    [path] = (exported / "hocr").iterdir()
    etree.parse(str(path))  # it is XML as well
    return html.fromstring(path.read_bytes().partition(b"?>")[2])


def field(element: Any, name: str) -> str:
    parts = [part.strip() for part in element.get("title").split(";")]
    return str(next(part[len(name) + 1 :] for part in parts if part.startswith(f"{name} ")))


def test_hocr_gives_back_text_boxes_and_languages(exported: Path, record: Record) -> None:
    shown = hocr(exported).find_class("ocr_page")
    assert len(shown) == len(record.pages)
    for element, page in zip(shown[:6], record.pages[:6], strict=True):
        lines = [line for region in page.regions for line in region.lines]
        read = element.find_class("ocr_line")
        assert [line.text_content() for line in read] == [line.text for line in lines]
        assert [field(line, "bbox") for line in read] == [
            " ".join(map(str, line.box)) for line in lines
        ]
        words = [
            (w.text_content(), field(w, "bbox"), f"{int(field(w, 'x_wconf')) / 100:.2f}")
            for w in element.find_class("ocrx_word")
        ]
        assert words == words_of(page)
        assert element.get("lang", "und") == page.language
        assert field(element, "ppageno") == str(page.number - 1)


def test_hocr_names_areas_turns_and_failures(exported: Path) -> None:
    root = hocr(exported)
    turned, columns, table, *_ = root.find_class("ocr_page")
    assert {field(line, "textangle") for line in turned.find_class("ocr_line")} == {"180"}
    assert {field(line, "textangle") for line in columns.find_class("ocr_line")} == {"270"}
    assert len(table.find_class("ocr_table")) == 1
    assert field(root.find_class("ocr_page")[6], "x_failure") == '"timeout"'
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    capabilities = root.xpath("//meta[@name='ocr-capabilities']/@content")[0].split()
    used = {element.get("class") for element in root.iter() if element.get("class")}
    assert used <= set(capabilities)


# --- METS ----------------------------------------------------------------------------


def test_mets_is_valid_and_ties_what_is_there(exported: Path, record: Record) -> None:
    [package] = (exported / "mets").iterdir()
    tree = etree.parse(str(package / "mets.xml"))
    check = published.schema(published.SCHEMAS / "mets.xsd")
    assert check.validate(tree), check.error_log
    root = tree.getroot()
    files = {f.get("ID"): f for f in root.iter(f"{{{METS}}}file")}
    for found in files.values():
        [place] = found
        if place.get("LOCTYPE") == "URL":
            data = (package / place.get(f"{{{XLINK}}}href")).read_bytes()
            assert found.get("CHECKSUM") == hashlib.sha256(data).hexdigest()
            assert int(found.get("SIZE")) == len(data)
    scan = files["scan"]
    assert scan.get("CHECKSUM") == record.source.sha256
    assert scan[0].get(f"{{{XLINK}}}href") == "doboz%205/irat%20%231.pdf"
    assert json.loads((package / "record.json").read_text())["id"] == record.id
    pointers = [p.get("FILEID") for p in root.iter(f"{{{METS}}}fptr")]
    assert set(pointers) == set(files)


def test_mets_tells_pages_failures_and_provenance(exported: Path, record: Record) -> None:
    [package] = (exported / "mets").iterdir()
    root = etree.parse(str(package / "mets.xml")).getroot()
    divisions = root.findall(f".//{{{METS}}}div/{{{METS}}}div")
    assert [d.get("ORDER") for d in divisions] == [str(page.number) for page in record.pages]
    assert divisions[6].get("LABEL") == "not read: timeout"
    assert divisions[3].get("TYPE") == "half page, left"
    events = root.xpath("//*[local-name()='eventType']/text()")
    assert events == ["rasterise", "recognise", "metadata"]
    linked = set(root.xpath("//*[local-name()='linkingAgentIdentifierValue']/text()"))
    assert linked == set(root.xpath("//*[local-name()='agentName']/text()"))
    assert root.xpath("//*[local-name()='title']/text()") == [record.title]


@pytest.mark.parametrize("name", ["alto", "hocr", "mets"])
def test_the_same_bytes_every_time_and_no_forbidden_character(tmp_path: Path, name: str) -> None:
    line = replace(papers.row("a b", 300), text="a\x00 \x1bb", words=())
    made = papers.record(b"x", "a\x07.pdf", "application/pdf", papers.page([line]))
    digests = []
    for run in ("one", "two"):
        folder = tmp_path / run
        (folder / name).mkdir(parents=True)
        load(name).write(papers.collection(folder, made), folder / name, lambda: None)
        written = sorted((folder / name).rglob("*.*"))
        files = [path.read_bytes() for path in written if path.is_file()]
        digests.append(files)
        for path in written:
            if path.suffix in (".xml", ".hocr"):
                etree.parse(str(path))
    assert digests[0] == digests[1]


def test_names_of_pages() -> None:
    page = Page(number=12, width=1, height=1, dpi=1, quality=GOOD)
    assert page_name(page) == "0012.xml"
