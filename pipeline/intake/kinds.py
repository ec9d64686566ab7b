"""What a file is, decided by its first bytes and never by its name."""

from __future__ import annotations

import os
import re

from pipeline.model import Frozen

HEAD_BYTES = 65_536
PDF = "application/pdf"
TIFF = "image/tiff"
# A file with such a name is meant to be a document, whatever it holds.
DOCUMENT_NAMES = frozenset(
    {".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".jpe", ".jfif", ".png"}
    | {".jp2", ".jpx", ".jpf", ".jpm", ".j2k", ".j2c", ".jpc"}
)

_DOCUMENTS: tuple[tuple[bytes, str], ...] = (
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\x4f\xff\x51", "image/j2c"),
)
_JP2 = b"\0\0\0\x0cjP  \r\n\x87\n"
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"%!PS", "a PostScript file"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"RIFF", "a WebP image or another RIFF file"),
    (b"AT&TFORM", "a DjVu document"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
# A scan may hide in these: worth telling the archive apart from plain "not a document".
CONVERTIBLE = frozenset(
    {"a GIF image", "a BMP image", "a WebP image or another RIFF file", "a DjVu document"}
)
_PDF_HEADER = re.compile(rb"%PDF-\d")
_PDF_OBJECT = re.compile(rb"\d+[ \r\n\t]+\d+[ \r\n\t]+obj\b")
_MARKUP = re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)


class Kind(Frozen, frozen=True, kw_only=True):
    """``media_type`` is None for what is not a document; ``name`` is for people."""

    media_type: str | None
    name: str


def kind_of(head: bytes, named: str = "") -> Kind:
    """Return what a file holds that begins with ``head`` (up to HEAD_BYTES).

    A PDF may stand behind anything: mail servers and scanners prepend lines to it. So
    the header is looked for in all of ``head``, together with a first object, lest a
    text about PDF be taken for one. ``named`` only helps a PDF whose header is lost.
    """
    image = _image(head)
    if image is not None:
        return Kind(media_type=image, name=image)
    if head.lstrip(b"\xef\xbb\xbf\0 \t\r\n\f").startswith(b"%PDF-"):
        return Kind(media_type=PDF, name="a PDF")
    for magic, name in _OTHERS:
        if head.startswith(magic) and (magic != b"BM" or head[6:10] == b"\0\0\0\0"):
            return Kind(media_type=None, name=name)
    if _is_buried_pdf(head, named):
        return Kind(media_type=PDF, name="a PDF")
    return Kind(media_type=None, name=_plain(head))


def has_document_name(name: str) -> bool:
    """Tell whether a file name promises a document."""
    return os.path.splitext(name)[1].lower() in DOCUMENT_NAMES


def _image(head: bytes) -> str | None:
    for magic, media_type in _DOCUMENTS:
        if head.startswith(magic):
            return media_type
    if head.startswith(_JP2):
        return "image/jpx" if head[20:24] == b"jpx " else "image/jp2"
    return None


def _is_buried_pdf(head: bytes, named: str) -> bool:
    has_object = _PDF_OBJECT.search(head) is not None
    if _PDF_HEADER.search(head):
        return has_object or named.lower().endswith(".pdf")
    return has_object and named.lower().endswith(".pdf")


def _plain(head: bytes) -> str:
    """Name what has no magic number: markup, text, nothing but zeros, or unknown."""
    if not head.strip(b"\0"):
        return "nothing but zero bytes"
    if _MARKUP.search(head[:4096]):
        return "an HTML page"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<?xml"):
        return "XML"
    return "text" if _is_text(head) else "unknown binary data"


def _is_text(head: bytes) -> bool:
    """Tell text from binary; legacy encodings (ISO 8859-2, GB 18030) count as text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    control = sum(1 for byte in head[:4096] if byte < 9 or 13 < byte < 32)
    return control == 0
