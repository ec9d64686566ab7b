"""Writes a born-digital PDF: real text in embedded, subset faces with a sane text layer."""

import io
import logging
from itertools import groupby
from pathlib import Path
from typing import Any

import pikepdf
from fontTools import subset

from samples.generator.faces import FACES, face_path, open_face
from samples.generator.model import Document
from samples.generator.paper import lay_out
from samples.generator.setting import Bar, Glyph, Layout
from samples.generator.write import POINTS, finish

logging.getLogger("fontTools").setLevel(logging.ERROR)
DPI = 720
UNITS = 1000


def _subset(key: str, chars: str) -> tuple[Any, bytes]:
    """A face cut down to some characters, glyph numbers kept, and its bytes."""
    options = subset.Options(retain_gids=True, hinting=False, notdef_outline=True)
    options.layout_features = []
    cut = subset.load_font(str(face_path(key)), options, dontLoadGlyphNames=False)
    worker = subset.Subsetter(options)
    worker.populate(text=chars)
    worker.subset(cut)
    cut.recalcTimestamp = False
    buffer = io.BytesIO()
    cut.save(buffer)
    return cut, buffer.getvalue()


def _to_unicode(codes: dict[str, int]) -> bytes:
    """The map from glyph numbers back to characters."""
    pairs = sorted((number, char) for char, number in codes.items())
    rows = [f"<{n:04X}> <{c.encode('utf-16-be').hex().upper()}>" for n, c in pairs]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    shown = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CMapName /Sample-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\n"
        f"endcodespacerange\n{shown}\nendcmap\nend\nend\n"
    ).encode()


def _descriptor(pdf: pikepdf.Pdf, name: pikepdf.Name, cut: Any, data: bytes) -> pikepdf.Object:
    """The font descriptor with the embedded face."""
    head, hhea, per = cut["head"], cut["hhea"], UNITS / cut["head"].unitsPerEm
    box = [round(v * per) for v in (head.xMin, head.yMin, head.xMax, head.yMax)]
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=box,
            ItalicAngle=0,
            Ascent=round(hhea.ascent * per),
            Descent=round(hhea.descent * per),
            CapHeight=700,
            StemV=80,
            FontFile2=pdf.make_stream(data),
        )
    )


def _font(pdf: pikepdf.Pdf, key: str, chars: str) -> tuple[pikepdf.Object, dict[str, int]]:
    """A Type 0 font for some characters, and the glyph number of each."""
    if FACES[key].path.endswith(("otf", "ttc")):
        raise ValueError(f"{key}: only single TrueType faces are embedded")
    cut, data = _subset(key, chars)
    full = open_face(key)
    cmap = full.getBestCmap()
    codes = {char: full.getGlyphID(cmap[ord(char)]) for char in chars}
    per = UNITS / cut["head"].unitsPerEm
    widths: list[Any] = []
    for char, number in sorted(codes.items(), key=lambda pair: pair[1]):
        widths += [number, [round(full["hmtx"][cmap[ord(char)]][0] * per)]]
    name = pikepdf.Name("/SAMPLE+" + full["name"].getDebugName(6))
    system = pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0)
    inner = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=name,
        CIDSystemInfo=system, CIDToGIDMap=pikepdf.Name.Identity, DW=UNITS,
        W=pikepdf.Array(widths), FontDescriptor=_descriptor(pdf, name, cut, data),
    )  # fmt: skip
    outer = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=name,
        Encoding=pikepdf.Name("/Identity-H"), DescendantFonts=[pdf.make_indirect(inner)],
        ToUnicode=pdf.make_stream(_to_unicode(codes)),
    )  # fmt: skip
    return pdf.make_indirect(outer), codes


def _words(glyphs: tuple[Glyph, ...]) -> list[list[Glyph]]:
    """Glyphs in printed lines: runs of one height, face and size."""
    return [list(run) for _, run in groupby(glyphs, key=lambda g: (g.y, g.face, g.size))]


def _text(layout: Layout, codes: dict[str, dict[str, int]], names: dict[str, str]) -> list[str]:
    """The operators that show a page's text, a glyph placed where the layout has it."""
    per = POINTS / DPI
    shown: list[str] = []
    for run in _words(layout.glyphs):
        face, size = run[0].face, run[0].size * per
        x, y = run[0].x * per, (layout.height - run[0].y) * per
        shown.append(f"BT /{names[face]} {size:.2f} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm")
        shown.append("[" + "".join(_moves(run, codes[face], size)) + "] TJ ET")
    return shown


def _moves(run: list[Glyph], codes: dict[str, int], size: float) -> list[str]:
    """One line's glyph numbers with the extra space between some of them."""
    full, per = open_face(run[0].face), POINTS / DPI
    cmap, em = full.getBestCmap(), full["head"].unitsPerEm
    found: list[str] = []
    for glyph, after in zip(run, [*run[1:], None], strict=True):
        found.append(f"<{codes[glyph.char]:04X}>")
        if after is not None:
            own = full["hmtx"][cmap[ord(glyph.char)]][0] / em * size
            extra = ((after.x - glyph.x) * per - own) / size * UNITS
            found += [f"{-extra:.0f}"] if abs(extra) >= 1 else []
    return found


def _rules(bars: tuple[Bar, ...], height: int) -> list[str]:
    """The operators that draw ruled lines."""
    per = POINTS / DPI
    return [
        f"0.6 w {b.x0 * per:.2f} {(height - b.y0) * per:.2f} m "
        f"{b.x1 * per:.2f} {(height - b.y1) * per:.2f} l S"
        for b in bars
    ]


def write_born(document: Document, path: Path) -> list[list[Layout]]:
    """Write a born-digital PDF; answers the layouts of its pages."""
    layouts = [lay_out(sheet.pages[0], DPI) for sheet in document.sheets]
    used: dict[str, set[str]] = {}
    for layout in layouts:
        for glyph in layout.glyphs:
            used.setdefault(glyph.face, set()).add(glyph.char)
    with pikepdf.new() as pdf:
        made = {key: _font(pdf, key, "".join(sorted(used[key]))) for key in sorted(used)}
        names = {key: f"F{number}" for number, key in enumerate(made)}
        fonts = pikepdf.Dictionary({f"/{names[key]}": made[key][0] for key in made})
        codes = {key: made[key][1] for key in made}
        for layout in layouts:
            shown = _text(layout, codes, names) + _rules(layout.bars, layout.height)
            box = [0, 0, layout.width * POINTS / DPI, layout.height * POINTS / DPI]
            page = pikepdf.Dictionary(
                Type=pikepdf.Name.Page, MediaBox=[round(v, 2) for v in box],
                Resources=pikepdf.Dictionary(Font=fonts),
                Contents=pdf.make_stream("\n".join(shown).encode()),
            )  # fmt: skip
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        finish(pdf, document, path)
    return [[layout] for layout in layouts]
