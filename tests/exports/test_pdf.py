"""Searchable PDFs, read back with poppler and PDFium and looked at as PDF/A requires."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from msgspec.structs import replace

from pipeline.exports import load
from pipeline.exports.pdf import Made, save
from pipeline.exports.pdf_archival import srgb
from pipeline.exports.pdf_font import SEEN, WIDTH
from pipeline.exports.pdf_xmp import DC, PDFA
from pipeline.model import Judgement, Language, Line, Page, Record, Rotation
from tests.exports import glyphless, papers, readers
from tests.exports.papers import COLUMNS, DPI, HUNGARIAN

PDF = "application/pdf"
TURNS: tuple[Rotation, ...] = (0, 90, 180, 270)
HIDDEN = b"BT 3 Tr /F1 10 Tf 72 700 Td (Wrong hidden guess) Tj ET\n"
SHOWN = b"BT 0 Tr /F1 10 Tf 72 600 Td (Shown text) Tj ET\n"


def made(folder: Path, page: Page, pdf: pikepdf.Pdf | None = None) -> tuple[Path, Made, Record]:
    """Export one page; return the file, what is said of it, and the record."""
    data = papers.bytes_of(pdf or papers.pdf_of(page))
    record = papers.delivered(folder / "in", data, "box/one.pdf", PDF, page)
    target = folder / "one.pdf"
    return target, save(record, folder / "in" / "box" / "one.pdf", target), record


def bare(pdf: pikepdf.Pdf) -> list[bytes]:
    """Return the coded bytes of all images."""
    streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
    return [bytes(o.read_raw_bytes()) for o in streams if o.get("/Subtype") == "/Image"]


# --- text ----------------------------------------------------------------------------


def test_poppler_and_pdfium_read_the_record_line_by_line(tmp_path: Path) -> None:
    path, _, record = made(tmp_path, papers.hungarian())
    assert readers.poppler(path) == readers.wanted(record, 1) == list(HUNGARIAN)
    assert readers.pdfium(path) == list(HUNGARIAN)
    assert readers.poppler(path, 1, "-layout") == list(HUNGARIAN)


@pytest.mark.parametrize("rotate", TURNS)
@pytest.mark.parametrize("rotation", TURNS)
def test_turned_scans_and_turned_pages(tmp_path: Path, rotation: Rotation, rotate: int) -> None:
    page = papers.hungarian(rotation)
    path, _, _ = made(tmp_path, page, papers.pdf_of(page, rotate))
    assert readers.pdfium(path) == list(HUNGARIAN)
    assert " ".join(readers.poppler(path)) == " ".join(HUNGARIAN)


def test_leaning_lines_stay_lines(tmp_path: Path) -> None:
    page = papers.hungarian(fall=0.045)
    path, _, _ = made(tmp_path, page)
    assert readers.pdfium(path) == readers.poppler(path) == list(HUNGARIAN)


@pytest.mark.parametrize("rotation", TURNS)
def test_columns_read_from_right_to_left(tmp_path: Path, rotation: Rotation) -> None:
    path, _, _ = made(tmp_path, papers.chinese(rotation))
    assert readers.pdfium(path) == list(COLUMNS)
    assert "".join(readers.poppler(path)) == "".join(COLUMNS)


def test_search_finds_words_of_both_languages(tmp_path: Path) -> None:
    path, _, _ = made(tmp_path, papers.chinese())
    assert readers.found(path, "文化合作")
    assert readers.found(path, "田主任")
    assert not readers.found(path, "文合")
    path, _, _ = made(tmp_path / "hu", papers.hungarian())
    assert readers.found(path, "pekingi tárgyalásról")
    assert readers.found(path, "őszinte")


def test_words_stand_on_their_boxes(tmp_path: Path) -> None:
    path, _, record = made(tmp_path, papers.hungarian())
    words = [word for line in record.pages[0].regions[0].lines for word in line.words]
    read = readers.word_boxes(path, DPI)
    assert [text for text, _ in read] == [word.text for word in words]
    for word, (_, box) in zip(words, read, strict=True):
        off = max(abs(a - b) for a, b in zip(word.box, box, strict=True))
        assert off * 300 / DPI <= 3, (word.text, word.box, box)


def test_characters_of_a_column_stand_on_theirs(tmp_path: Path) -> None:
    path, _, record = made(tmp_path, papers.chinese())
    words = [word for line in record.pages[0].regions[0].lines for word in line.words]
    for word, (character, (_, top)) in zip(words, readers.letters(path, DPI), strict=True):
        assert character == word.text
        assert word.box[1] - 20 <= top <= word.box[1] + 3


def test_corrected_text_is_spread_over_its_line(tmp_path: Path) -> None:
    line = replace(papers.row("hibás szó", 300), text="Javított, hosszabb szöveg")
    path, _, _ = made(tmp_path, papers.page([line]))
    assert readers.poppler(path) == readers.pdfium(path) == [line.text]
    left, right = line.box[0], line.box[2]
    boxes = [box for _, box in readers.word_boxes(path, DPI)]
    assert all(left - 3 <= box[0] and box[2] <= right + 3 for box in boxes)


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    text = "Q) Tj ET <</S/JavaScript>> %PDF \\( ]TJ"
    page = replace(papers.page([papers.row(text, 300)]), language="hu)/X(")
    path, _, _ = made(tmp_path, page)
    assert readers.pdfium(path) == [text]
    with pikepdf.open(path) as pdf:
        assert b"JavaScript" not in pikepdf.unparse_content_stream(
            pikepdf.parse_content_stream(pdf.pages[0])
        )


# --- the source ----------------------------------------------------------------------


@pytest.mark.parametrize("rotate", [0, 90])
def test_images_are_untouched_and_pages_look_the_same(tmp_path: Path, rotate: int) -> None:
    page = papers.hungarian()
    # A scaling that is never undone must not move our text.
    pdf = papers.pdf_of(page, rotate, after=b"q 0.5 0 0 0.5 10 10 cm\n")
    path, _, _ = made(tmp_path, page, pdf)
    with pikepdf.open(path) as done:
        assert bare(done) == bare(pdf)
        assert done.check_pdf_syntax() == []
    source = tmp_path / "in" / "box" / "one.pdf"
    (tmp_path / "a").mkdir()
    assert readers.drawn(path, tmp_path) == readers.drawn(source, tmp_path / "a")
    assert readers.pdfium(path) == list(HUNGARIAN)


def test_an_image_smaller_than_its_page_is_where_it_is(tmp_path: Path) -> None:
    page = papers.hungarian()
    pdf = papers.pdf_of(page)
    width, height = page.width * 72 / DPI, page.height * 72 / DPI
    moved = f"q {0.98 * width:.2f} 0 0 {height:.2f} {0.02 * width:.2f} 0 cm /Im0 Do Q"
    pdf.pages[0].obj.Contents = pdf.make_stream(moved.encode())
    path, _, record = made(tmp_path, page, pdf)
    first = record.pages[0].regions[0].lines[0].words[0].box
    [(_, box), *_] = readers.word_boxes(path, DPI)
    assert abs(box[0] - (0.98 * first[0] + 0.02 * page.width)) <= 2


def test_a_hidden_layer_gives_way_and_that_is_said(tmp_path: Path) -> None:
    page = papers.hungarian()
    path, said, _ = made(tmp_path, page, papers.pdf_of(page, after=HIDDEN))
    assert readers.pdfium(path) == readers.poppler(path) == list(HUNGARIAN)
    assert said.removed == ["hidden text of page 1"]
    assert said.conformance == "PDF/A-2b"  # its face went with it
    assert b"removed: hidden text of page 1" in xmp(path)


def test_a_hidden_layer_in_a_form_gives_way(tmp_path: Path) -> None:
    page = papers.hungarian()
    pdf = papers.pdf_of(page, after=b"/Fm0 Do")
    form = pikepdf.Stream(pdf, HIDDEN, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    form.BBox, form.Resources = pikepdf.Array([0, 0, 600, 800]), pdf.pages[0].obj.Resources
    pdf.pages[0].obj.Resources.XObject.Fm0 = pdf.make_indirect(form)
    path, _, _ = made(tmp_path, page, pdf)
    assert readers.pdfium(path) == list(HUNGARIAN)


def test_text_under_the_scan_gives_way(tmp_path: Path) -> None:
    page = papers.hungarian()
    path, _, _ = made(tmp_path, page, papers.pdf_of(page, before=SHOWN))
    assert readers.pdfium(path) == list(HUNGARIAN)


def test_shown_text_stays_beside_hidden_text_that_goes(tmp_path: Path) -> None:
    page = papers.hungarian()
    path, said, _ = made(tmp_path, page, papers.pdf_of(page, after=HIDDEN + SHOWN))
    assert readers.poppler(path) == ["Shown text", *HUNGARIAN]
    assert said.conformance is None
    assert said.because == ["the face Helvetica is not embedded"]
    assert b"conformance" not in xmp(path)


def test_a_born_digital_page_keeps_its_own_text_only(tmp_path: Path) -> None:
    used = (Judgement(what="text-layer", decision="used"),)
    page = replace(papers.page([papers.row("Shown text", 300)]), judgements=used)
    path, _, _ = made(tmp_path, page, papers.pdf_of(page, after=SHOWN))
    assert readers.poppler(path) == ["Shown text"]


def test_double_pages_share_an_image(tmp_path: Path) -> None:
    left = replace(papers.page([papers.row("bal oldal", 300)]), half="left")
    right = replace(papers.page([papers.row("jobb oldal", 400)]), half="right")
    data = papers.bytes_of(papers.pdf_of(left))
    record = papers.delivered(tmp_path, data, "d.pdf", PDF, left, right)
    save(record, tmp_path / "d.pdf", tmp_path / "made.pdf")
    assert readers.pdfium(tmp_path / "made.pdf") == ["bal oldal", "jobb oldal"]


# --- PDF/A-2b ------------------------------------------------------------------------


def xmp(path: Path) -> bytes:
    with pikepdf.open(path) as pdf:
        return bytes(pdf.Root.Metadata.read_raw_bytes())


def test_the_file_is_as_pdf_a_wants_it(tmp_path: Path) -> None:
    path, said, _ = made(tmp_path, papers.chinese())
    data = path.read_bytes()
    assert said == Made(said.record, "one.pdf", "PDF/A-2b", [], [])
    assert re.match(rb"%PDF-1\.[4-7]\n%[\x80-\xff]{4}", data)  # 6.1.2 header
    assert data.rstrip().endswith(b"%%EOF")
    with pikepdf.open(path) as pdf:
        assert len(pdf.trailer.ID) == 2  # 6.1.3 trailer
        assert "/Encrypt" not in pdf.trailer
        assert "/Info" not in pdf.trailer  # nothing that XMP could contradict
        filters = {str(o.get("/Filter")) for o in pdf.objects if isinstance(o, pikepdf.Stream)}
        assert not {"/LZWDecode", "/Crypt"} & filters  # 6.1.7.2
        assert "/Filter" not in pdf.Root.Metadata
        [intent] = pdf.Root.OutputIntents  # 6.2.3
        assert (str(intent.S), int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 3)
        assert bytes(intent.DestOutputProfile.read_bytes())[36:40] == b"acsp"


def test_its_face_is_embedded_and_whole(tmp_path: Path) -> None:
    path, _, _ = made(tmp_path, papers.chinese())
    with pikepdf.open(path) as pdf:
        font = pdf.pages[0].resources.Font.FondsText
        [descendant] = font.DescendantFonts
        program = descendant.FontDescriptor.FontFile2
        assert len(program.read_bytes()) == program.Length1
        glyphs = descendant.CIDToGIDMap.read_bytes()
        codes = shown_codes(pdf)
        assert codes and all(
            glyphs[2 * code : 2 * code + 2] == b"\0\1" for code in codes
        )  # no .notdef
        assert descendant.DW == WIDTH  # 6.2.11.5: as wide as the face says


def shown_codes(pdf: pikepdf.Pdf) -> set[int]:
    codes: set[int] = set()
    for instruction in pikepdf.parse_content_stream(pdf.pages[0], "Tj"):
        text = bytes(instruction.operands[0])
        codes |= {int.from_bytes(text[i : i + 2], "big") for i in range(0, len(text), 2)}
    return codes


def test_the_face_draws_nothing_and_is_what_its_maker_makes() -> None:
    kept, fresh = TTFont(glyphless.PLACE), TTFont(BytesIO(glyphless.glyphless()))
    for font in (kept, fresh):
        assert set(font.keys()) - {"GlyphOrder"} == set(glyphless.NEEDED)
        assert {advance for advance, _ in font["hmtx"].metrics.values()} == {WIDTH}
        for name in font.getGlyphOrder():
            glyph = font["glyf"][name]
            assert [tuple(point) for point in glyph.coordinates] == [(0, SEEN[0]), (WIDTH, SEEN[1])]
            assert glyph.endPtsOfContours == [0, 1]  # single points: no area, no stroke


def test_xmp_says_what_the_record_says(tmp_path: Path) -> None:
    page = papers.hungarian()
    data = papers.bytes_of(papers.pdf_of(page))
    record = papers.delivered(tmp_path, data, "a.pdf", PDF, page)
    language = Language(code="hu", share=1.0, confidence=1.0, method="invented")
    record = replace(record, languages=(language,), summary="Szó\x00 & szó")
    save(record, tmp_path / "a.pdf", tmp_path / "made.pdf")
    root = etree.fromstring(xmp(tmp_path / "made.pdf"))
    assert root.findtext(f".//{{{PDFA}}}part") == "2"
    assert root.findtext(f".//{{{PDFA}}}conformance") == "B"
    said = {
        name: root.xpath(f"//*[local-name()='{name}']/descendant-or-self::*[not(*)]/text()")
        for name in ("title", "language", "identifier", "description")
    }
    assert said["title"] == [record.title, record.title]
    assert said["language"] == ["hu"]
    assert said["identifier"] == [record.id]
    assert said["description"] == ["Szó & szó"]
    assert root.find(f".//{{{DC}}}date") is None  # the record has none
    assert b"tesseract 5.3.0" in xmp(tmp_path / "made.pdf")
    with pikepdf.open(tmp_path / "made.pdf") as pdf:
        assert str(pdf.Root.Lang) == "hu"


@pytest.fixture
def armed() -> pikepdf.Pdf:
    """A PDF with everything that acts, hides and carries."""
    pdf = papers.pdf_of(papers.hungarian())
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.Root.OpenAction = script
    pdf.Root.AA = pikepdf.Dictionary(WC=script)
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array()))
    pdf.attachments["payload.exe"] = b"MZ"
    kept: dict[str, Any] = {"Type": pikepdf.Name.Annot, "Rect": pikepdf.Array([0, 0, 9, 9])}
    link = pikepdf.Dictionary(**kept, Subtype=pikepdf.Name.Link, A=script)
    launch = pikepdf.Dictionary(**kept, Subtype=pikepdf.Name.Link)
    launch.A = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    ghost = pikepdf.Dictionary(**kept, Subtype=pikepdf.Name.Text, F=2)
    film = pikepdf.Dictionary(**kept, Subtype=pikepdf.Name.Movie)
    pdf.pages[0].obj.Annots = pikepdf.Array([link, launch, ghost, film])
    pdf.pages[0].obj.AA = pikepdf.Dictionary(O=script)
    with pdf.open_metadata() as meta:
        meta["pdf:Producer"] = "somebody else"
    return pdf


def test_what_acts_hides_and_carries_goes(tmp_path: Path, armed: pikepdf.Pdf) -> None:
    path, said, _ = made(tmp_path, papers.hungarian(), armed)
    assert said.conformance == "PDF/A-2b"
    assert set(said.removed) >= {
        "an action on opening", "actions", "JavaScript", "embedded files",
        "a hidden annotation", "an annotation of kind Movie",
    }  # fmt: skip
    with pikepdf.open(path) as pdf:
        whole = b"".join(o.unparse(resolved=True) for o in pdf.objects)
        assert not re.search(rb"JavaScript|/Launch|EmbeddedFile|/Movie|/AA|cmd\.exe", whole)
        assert [int(a.F) for a in pdf.pages[0].obj.Annots] == [4, 4]
        assert pdf.attachments == {}
    assert b"somebody else" not in xmp(path)


def test_a_locked_source_is_opened_and_written_unlocked(tmp_path: Path) -> None:
    page = papers.hungarian()
    locked = tmp_path / "locked.pdf"
    papers.pdf_of(page).save(locked, encryption=pikepdf.Encryption(owner="x", user=""))
    path, said, _ = made(tmp_path, page, pikepdf.open(locked))
    record = papers.delivered(tmp_path, locked.read_bytes(), "l.pdf", PDF, page)
    said = save(record, tmp_path / "l.pdf", path)
    assert (said.removed, said.conformance) == (["encryption"], "PDF/A-2b")


def test_cmyk_is_kept_and_not_claimed(tmp_path: Path) -> None:
    page = papers.hungarian()
    path, said, _ = made(tmp_path, page, papers.pdf_of(page, after=b"0 0 0 1 k 0 0 9 9 re f\n"))
    assert said.because == ["it draws in CMYK without a profile"]
    assert b"conformance" not in xmp(path)


def test_lzw_is_packed_anew_with_the_same_content(tmp_path: Path) -> None:
    # 80 0B 60 50 22 0C 0C 85 01: the example of the PDF specification for LZW.
    page = papers.hungarian()
    pdf = papers.pdf_of(page)
    coded = bytes.fromhex("800b6050220c0c8501")
    pdf.Root.Odd = pdf.make_indirect(pikepdf.Stream(pdf, coded, Filter=pikepdf.Name.LZWDecode))
    path, _, _ = made(tmp_path, page, pdf)
    with pikepdf.open(path) as done:
        assert bytes(done.Root.Odd.read_bytes()) == bytes([45, 45, 45, 45, 45, 65, 45, 45, 45, 66])
        assert done.Root.Odd.get("/Filter") != "/LZWDecode"


# --- the format ----------------------------------------------------------------------


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    one, _, _ = made(tmp_path / "a", papers.chinese())
    other, _, _ = made(tmp_path / "b", papers.chinese())
    assert one.read_bytes() == other.read_bytes()
    assert srgb() == srgb()


def test_the_layer_is_small(tmp_path: Path) -> None:
    lines = [papers.row("tizenkét betű és szó " * 3, 100 + 38 * i) for i in range(40)]
    page = papers.page([replace(line, text=line.text.strip()) for line in lines])
    path, _, _ = made(tmp_path, page)
    source = (tmp_path / "in" / "box" / "one.pdf").stat().st_size
    # 3 % and, once a document, what PDF/A asks for.
    assert path.stat().st_size <= 1.03 * source + 9000


def test_an_index_tells_what_became_of_each(tmp_path: Path) -> None:
    page = papers.hungarian()
    good = papers.bytes_of(papers.pdf_of(page))
    records = [
        papers.delivered(tmp_path / "in", good, "good.pdf", PDF, page),
        papers.delivered(tmp_path / "in", b"%PDF-1.4 nothing", "broken.pdf", PDF, page),
        papers.record(b"away", "away.pdf", PDF, page),
    ]
    folder = tmp_path / "pdf"
    folder.mkdir()
    counted: list[None] = []
    load("pdf").write(papers.collection(tmp_path, *records), folder, lambda: counted.append(None))
    index = {
        m["record"]: m for m in map(json.loads, (folder / "index.ndjson").read_text().splitlines())
    }
    good_, broken, away = (index[record.id] for record in records)
    assert len(counted) == 3
    assert (good_["conformance"], (folder / good_["file"]).is_file()) == ("PDF/A-2b", True)
    assert broken["file"] is None and "cannot be" in broken["because"][0]
    assert away["because"] == ["the delivered file is not at hand"]
    assert {p.name for p in folder.iterdir()} == {"index.ndjson", good_["file"]}


def test_lines_without_words_and_empty_pages(tmp_path: Path) -> None:
    empty = replace(papers.page([]), blank=True)
    path, said, _ = made(tmp_path, empty)
    assert (readers.pdfium(path), said.conformance) == ([], "PDF/A-2b")
    wordless: Line = replace(papers.row("egy sor", 300), words=())
    path, _, _ = made(tmp_path / "b", papers.page([wordless]))
    assert readers.pdfium(path) == ["egy sor"]
