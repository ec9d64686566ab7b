"""What is a document, what is refused and what is skipped."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from pipeline.intake import Refused, Skipped, open_delivery, probe
from pipeline.intake.kinds import kind_of
from pipeline.intake.names import clean, shown
from pipeline.intake.pdf import tidy
from pipeline.model import Failure
from pipeline.settings import Limits
from tests.intake.support import (
    CATALOG,
    LIMITS,
    PAGE,
    Deliver,
    image_bytes,
    pdf_bytes,
    raw_pdf,
    read,
    reasons,
    skips,
    sources,
)


def kids(members: bytes) -> bytes:
    return raw_pdf(CATALOG, b"<</Type/Pages/Count 1/Kids[" + members + b"]>>", PAGE)


def endless_tiff() -> bytes:
    """Make a TIFF whose list of frames leads back to its beginning."""
    tiff = bytearray(image_bytes("TIFF"))
    (start,) = struct.unpack_from("<I", tiff, 4)
    (entries,) = struct.unpack_from("<H", tiff, start)
    struct.pack_into("<I", tiff, start + 2 + 12 * entries, start)
    return bytes(tiff)


@pytest.mark.parametrize(
    ("name", "content", "media_type", "pages"),
    [
        ("a.pdf", pdf_bytes(pages=3), "application/pdf", 3),
        ("no-suffix", pdf_bytes(), "application/pdf", 1),
        ("mail.pdf", b"HTTP/1.1 200 OK\r\n\r\n" + pdf_bytes(), "application/pdf", 1),
        ("far.pdf", b"noise from a scanner\n" * 1000 + pdf_bytes(), "application/pdf", 1),
        ("a.tif", image_bytes("TIFF", frames=3), "image/tiff", 3),
        ("endless.tif", endless_tiff(), "image/tiff", 1),
        ("a.jpg", image_bytes("JPEG"), "image/jpeg", 1),
        ("a.png", image_bytes("PNG"), "image/png", 1),
        ("a.jpf", image_bytes("JPEG2000"), "image/jp2", 1),
        ("odd-kids.pdf", kids(b"3 0 R null 7 (x)"), "application/pdf", 1),
    ],
)
def test_content_decides(
    deliver: Deliver, name: str, content: bytes, media_type: str, pages: int
) -> None:
    [source] = sources(read(deliver({name: content})))
    assert (source.media_type, source.pages) == (media_type, pages)
    assert source.paths == (name,)
    assert source.bytes == len(content)


@pytest.mark.parametrize(
    ("name", "content", "reason", "said"),
    [
        ("a.pdf", b"", "empty", "empty"),
        ("a.pdf", b"<!DOCTYPE html><p>404", "not_a_document", "HTML"),
        ("a.pdf", b"Only words", "not_a_document", "text"),
        ("a.tif", b"PK\x03\x04" + bytes(40), "not_a_document", "ZIP"),
        ("a.PDF", bytes(70_000), "not_a_document", "zero bytes"),
        ("a.pdf", b"%PDF-1.7\ngarbage", "damaged", "cannot be opened"),
        ("a.pdf", pdf_bytes(password="x"), "encrypted", "password"),
        ("a.pdf", raw_pdf(CATALOG, b"<</Type/Pages/Count 0/Kids[]>>"), "no_pages", "no page"),
        ("a.pdf", pdf_bytes(pages=51), "too_many_pages", "50"),
        ("a.pdf", kids(b"3 0 R " * 100_000), "too_many_pages", "50"),
        ("a.pdf", kids(b"3 0 R 2 0 R"), "damaged", "Loop"),
        ("a.tif", image_bytes("TIFF", frames=51), "too_many_pages", "50"),
        ("a.tif", image_bytes("TIFF")[:9], "damaged", "image/tiff"),
        ("a.png", image_bytes("PNG")[:20], "damaged", "cannot be opened"),
        ("a.jpg", image_bytes("JPEG")[:8], "damaged", "cannot be opened"),
        ("a.jp2", image_bytes("JPEG2000")[:30], "damaged", "cannot be opened"),
    ],
)
def test_refused_with_the_reason(
    deliver: Deliver, name: str, content: bytes, reason: str, said: str
) -> None:
    delivery = read(deliver({name: content}))
    assert reasons(delivery) == {name: reason}
    [refused] = delivery.items
    assert isinstance(refused, Refused)
    failure = refused.failure
    assert said in failure.message
    assert failure.remedy
    assert str(delivery.root) not in failure.message


def test_a_deep_page_tree_is_refused_before_the_library_recurses(deliver: Deliver) -> None:
    chain = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % number for number in range(3, 5000)]
    assert reasons(read(deliver({"a.pdf": raw_pdf(CATALOG, *chain, PAGE)}))) == {"a.pdf": "damaged"}


def test_a_picture_of_absurd_size_is_refused_without_decoding(deliver: Deliver) -> None:
    png = bytearray(image_bytes("PNG"))
    struct.pack_into(">II", png, 16, 100_000, 100_000)
    assert reasons(read(deliver({"a.png": bytes(png)})))["a.png"] in {"too_large", "damaged"}


def test_other_files_are_skipped_with_a_reason(deliver: Deliver) -> None:
    files = {
        "README.txt": b"About the format %PDF-1.4",
        "data.json": b"{}",
        "pack.zip": b"PK\x03\x04" + bytes(26) + pdf_bytes(),
        "scan.djvu": b"AT&TFORM\0\0\0\0DJVM",
        "nothing.log": b"",
        "Thumbs.db": b"x",
        "__MACOSX/a.pdf": pdf_bytes(),
        ".hidden.pdf": pdf_bytes(),
    }
    delivery = read(deliver(files))
    assert delivery.items == ()
    assert skips(delivery) == {
        "README.txt": "not a document (text)",
        "data.json": "not a document (text)",
        "pack.zip": "not a document (a ZIP archive or an office document)",
        "scan.djvu": "cannot be read (a DjVu document): convert it to PDF",
        "nothing.log": "empty file",
        "Thumbs.db": "left behind by an operating system or office program",
        "__MACOSX": "left behind by an operating system or office program",
        ".hidden.pdf": "hidden file or folder",
    }


def test_an_empty_user_password_is_no_hindrance(deliver: Deliver) -> None:
    [source] = sources(read(deliver({"a.pdf": pdf_bytes(password="")})))
    assert source.encrypted


def test_repairs_hold_neither_paths_nor_offsets(deliver: Deliver) -> None:
    cut = raw_pdf(CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", PAGE).split(b"startxref")[0]
    root = deliver({"a.pdf": cut})
    [source] = sources(read(root))
    assert source.repairs
    assert not any(str(root) in line or "offset" in line for line in source.repairs)


def test_a_misleading_name_is_noted(deliver: Deliver) -> None:
    [source] = sources(read(deliver({"a.pdf": image_bytes("TIFF")})))
    assert source.repairs == ("named .pdf, but the content is image/tiff",)


def test_producer_is_made_harmless(deliver: Deliver) -> None:
    title = "Jelentés\x07\u202e\n1956" + "x" * 1000
    [source] = sources(read(deliver({"a.pdf": pdf_bytes(title)})))
    assert source.producer["Title"].startswith("Jelentés 1956")
    assert len(source.producer["Title"]) == 300


def test_a_single_file_is_a_delivery(deliver: Deliver) -> None:
    root = deliver({"a.pdf": pdf_bytes("a"), "b.txt": b"words", "manifest.csv": b"nonsense"})
    assert [one.paths for one in sources(read(root / "a.pdf"))] == [("a.pdf",)]
    assert read(root / "b.txt").skipped == (Skipped(path="b.txt", reason="not a document (text)"),)


def test_probe_never_raises(tmp_path: Path) -> None:
    outcome = probe(str(tmp_path / "gone.pdf"), LIMITS)
    assert isinstance(outcome, Failure)
    assert outcome.reason == "unreadable"


def test_the_messages_of_qpdf_are_made_comparable() -> None:
    assert (
        tidy("/x/a.pdf (object 6 0, offset 97): expected endobj", "/x/a.pdf") == "expected endobj"
    )
    assert tidy("/x/a.pdf, object 5 0 at offset 65: kid 0", "/x/a.pdf") == "kid 0"
    assert tidy("/x/a.pdf (trailer, offset 8): bad", "/x/a.pdf") == "bad"


def test_names_and_texts() -> None:
    assert shown("a\udcff\udce9.pdf") == "a\\xff\\xe9.pdf"
    assert clean("a\ud800b", 9) == "ab"
    assert kind_of(b"").name == "nothing but zero bytes"


HOSTILE = Path(__file__).parents[3] / "shared" / "scans" / "hostile"


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile files are not here")
def test_found_files_of_all_kinds_end_as_values() -> None:
    delivery = open_delivery(HOSTILE, Limits())
    assert len(delivery.items) == len(list(HOSTILE.iterdir()))
    known = {"encrypted", "damaged", "no_pages", "empty", "not_a_document"}
    assert set(reasons(delivery).values()) == known
