"""The face of the hidden text: every character is the same empty glyph.

Characters get numbers in the order in which they are met, and a table in the document
says which Unicode character each number is, so that any character, however rare, can be
found and copied. The glyph draws nothing and is half as wide as high.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

NAME = "FondsGlyphless"
# Thousandths of the type size. The glyph stands on the lower edge of a word's box and
# reaches to the upper one; a descent of 0 would be read as "unknown".
WIDTH, ASCENT, DESCENT = 500, 999, -1
# PDFium parts lines by how high their glyphs seem; those of tight lines must not overlap.
SEEN = (200, 700)
EMPTY_GLYPH = 1
# As many mappings as a block of a ToUnicode table may hold.
BLOCK = 100


class Numbers:
    """The numbers of a document's characters, from 1."""

    def __init__(self) -> None:
        """Begin with no character."""
        self._of: dict[str, int] = {}

    def hex(self, text: str) -> str:
        """Return a text as the numbers of its characters, in hexadecimal."""
        return "".join(f"{self._of.setdefault(c, len(self._of) + 1):04x}" for c in text)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return ((number, character) for character, number in self._of.items())

    def __len__(self) -> int:
        return len(self._of)


def packed(pdf: pikepdf.Pdf, data: bytes, **entries: Any) -> pikepdf.Stream:
    """Return a stream of its own, compressed as far as it goes."""
    small = zlib.compress(data, 9)
    stream = pikepdf.Stream(pdf, small, Filter=Name.FlateDecode, **entries)
    return pdf.make_indirect(stream)


def complete(pdf: pikepdf.Pdf, font: Dictionary, numbers: Numbers) -> None:
    """Fill in the font dictionary that pages already point to."""
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/" + NAME),
        CIDSystemInfo=Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(_descriptor(pdf)),
        DW=WIDTH,
        CIDToGIDMap=_glyphs(pdf, len(numbers)),
    )
    font.Type = Name.Font
    font.Subtype = Name.Type0
    font.BaseFont = Name("/" + NAME)
    font.Encoding = Name("/Identity-H")
    font.DescendantFonts = Array([pdf.make_indirect(descendant)])
    font.ToUnicode = packed(pdf, to_unicode(numbers))


def _descriptor(pdf: pikepdf.Pdf) -> Dictionary:
    program = files("pipeline.exports").joinpath("data", "glyphless.ttf").read_bytes()
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + NAME),
        Flags=4,
        FontBBox=Array([0, DESCENT, WIDTH, ASCENT]),
        ItalicAngle=0,
        Ascent=ASCENT,
        Descent=DESCENT,
        CapHeight=ASCENT,
        StemV=80,
        FontFile2=packed(pdf, program, Length1=len(program)),
    )


def _glyphs(pdf: pikepdf.Pdf, count: int) -> pikepdf.Stream:
    """Return the table from character numbers to glyphs: all are the empty one."""
    return packed(pdf, bytes(2) + EMPTY_GLYPH.to_bytes(2, "big") * count)


def to_unicode(numbers: Numbers) -> bytes:
    """Return the table from character numbers to Unicode (UTF-16, with surrogates)."""
    pairs = [
        f"<{number:04x}> <{character.encode('utf-16-be').hex()}>" for number, character in numbers
    ]
    blocks = [pairs[i : i + BLOCK] for i in range(0, len(pairs), BLOCK)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines).encode("ascii")
