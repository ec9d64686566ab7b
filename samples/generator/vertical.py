"""Lays Chinese text out in vertical columns that run from right to left."""

from samples.generator.faces import require
from samples.generator.model import MM_PER_INCH, Page
from samples.generator.setting import (
    SCALES,
    Command,
    Glyph,
    Layout,
    LayoutError,
    Type,
    commands,
    read_aloud,
)
from samples.generator.text import wrap


def lay_vertical(page: Page, dpi: int) -> Layout:
    """Lay out a page of vertical columns, from the right to the left."""
    mm, style = dpi / MM_PER_INCH, page.style
    x = (page.width - style.right) * mm - style.leading * mm / 2
    room = (page.height - style.top - style.bottom) * mm
    glyphs: list[Glyph] = []
    lines: list[str] = []
    for item in commands(page.body):
        if item.name == "gap":
            x -= item.number * style.leading * mm
            continue
        kind = Type(style, dpi, next((SCALES[f] for f in item.flags if f in SCALES), 1.0))
        step = kind.pixels * style.tracking
        for top, text in _columns(item, kind, room, style.indent * mm):
            glyphs += _column(text, x, style.top * mm + top, step, kind)
            lines.append(read_aloud(text))
            if x < style.left * mm:
                raise LayoutError(f"page full at: {text}")
            x -= style.leading * mm
    return Layout(round(page.width * mm), round(page.height * mm), tuple(glyphs), (), tuple(lines))


def _columns(item: Command, kind: Type, room: float, indent: float) -> list[tuple[float, str]]:
    """The columns of one vertical item, each with how far from the top it starts."""
    step = kind.pixels * kind.style.tracking
    if item.name in {"p", "n", "q"}:
        first = indent if item.name == "p" else 0.0
        inset = indent if item.name == "q" else 0.0
        found = wrap(item.text.strip(), kind.style, kind.measure, room - inset, first)
        return [(inset + (0.0 if n else first), text) for n, text in enumerate(found)]
    length = len(item.text) * step
    if length > room:
        raise LayoutError(f"column too long: {item.text}")
    start = {"r": room - length, "c": (room - length) / 2}.get(item.name, item.number * kind.mm)
    return [(start, item.text)]


def _column(text: str, x: float, top: float, step: float, kind: Type) -> list[Glyph]:
    """The glyphs of one vertical column, each at the centre of its cell."""
    require(kind.style.face, text)
    face, twice = kind.style.face, kind.style.double
    return [
        Glyph(char, x, top + (number + 0.5) * step, face, kind.pixels, False, twice)
        for number, char in enumerate(text)
    ]
