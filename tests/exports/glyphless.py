"""Make the face of the hidden text in PDFs: ``python -m tests.exports.glyphless``."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates
from fontTools.ttLib.tables.ttProgram import Program

from pipeline.exports.pdf_font import ASCENT, DESCENT, NAME, SEEN, WIDTH

PLACE = Path(__file__).parents[2] / "pipeline" / "exports" / "data" / "glyphless.ttf"
# What a viewer needs of an embedded TrueType face; anything else is weight.
NEEDED = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")


def corners() -> Any:
    """Return a glyph that draws nothing: two outlines of one point each.

    They give it an extent, without which PDFium does not see lines that run upwards or down.
    """
    glyph = Glyph()
    glyph.numberOfContours = 2
    glyph.endPtsOfContours = [0, 1]
    glyph.coordinates = GlyphCoordinates([(0, SEEN[0]), (WIDTH, SEEN[1])])
    glyph.flags = bytearray([1, 1])
    glyph.program = Program()
    glyph.program.fromBytecode(b"")
    return glyph


def glyphless() -> bytes:
    """Return a TrueType face of two glyphs that draw nothing."""
    glyphs = [".notdef", "empty"]
    build = FontBuilder(1000, isTTF=True)
    build.setupGlyphOrder(glyphs)
    build.setupGlyf({name: corners() for name in glyphs})
    build.setupHorizontalMetrics(dict.fromkeys(glyphs, (WIDTH, 0)))
    build.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    build.setupMaxp()
    build.updateHead(created=0, modified=0, xMin=0, yMin=DESCENT, xMax=WIDTH, yMax=ASCENT)
    font: TTFont = build.font
    font.recalcTimestamp = False
    font.recalcBBoxes = False
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


if __name__ == "__main__":
    PLACE.parent.mkdir(exist_ok=True)
    PLACE.write_bytes(glyphless())
    print(f"{NAME}: {PLACE.stat().st_size} bytes")
