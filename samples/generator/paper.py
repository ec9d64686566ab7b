"""Lays text out on a page: every glyph's place, and the page's text from the same lines.

The body of a page is a small markup, one source line a paragraph. A line that starts with a
dot is a command and its text: letters `c` centre, `r` right, `l` left, `n` paragraph without
indent, `q` indented paragraph, `t` table row (cells split by `|`), with `u` underline, `b` bold,
`s` small, `h` large added; `.iNN` starts at NN millimetres; `.foot` and `.head` stand in the
bottom and top margin, `.gap N` leaves N lines, `.hr` draws a rule, `.col` goes to the next column.
"""

from dataclasses import dataclass, field, replace

from samples.generator.faces import require
from samples.generator.model import MM_PER_INCH, Page
from samples.generator.setting import (
    SCALES,
    Bar,
    Command,
    Glyph,
    Layout,
    LayoutError,
    Type,
    commands,
    read_aloud,
)
from samples.generator.text import wrap
from samples.generator.vertical import lay_vertical


@dataclass
class Flow:
    """The carriage: puts lines on a horizontal page from the top down."""

    page: Page
    dpi: int
    y: float = 0.0
    column: int = 0
    column_top: float = 0.0
    glyphs: list[Glyph] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    feet: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start at the top margin."""
        self.y = self.column_top = self.page.style.top * self.mm

    @property
    def mm(self) -> float:
        """Pixels in a millimetre."""
        return self.dpi / MM_PER_INCH

    @property
    def width(self) -> float:
        """Width of the running column."""
        style = self.page.style
        whole = self.page.width - style.left - style.right
        return (whole - style.gutter * (style.columns - 1)) / style.columns * self.mm

    @property
    def left(self) -> float:
        """Left edge of the running column."""
        step = self.width + self.page.style.gutter * self.mm
        return self.page.style.left * self.mm + self.column * step

    def type(self, flags: str = "") -> Type:
        """The type that a line's flags ask for."""
        scale = next((SCALES[f] for f in flags if f in SCALES), 1.0)
        return Type(self.page.style, self.dpi, scale, "b" in flags)

    def feed(self, lines: float = 1.0) -> None:
        """Turn the platen."""
        self.y += lines * self.page.style.leading * self.mm

    def put(self, text: str, x: float, kind: Type, stretch: float = 0.0) -> float:
        """Put a line's glyphs at the carriage's height; answers where it ends."""
        base = self.y + self.page.style.leading * self.mm * 0.72
        for char in text:
            face = kind.face(char)
            require(face, char)
            start, twice = x + kind.centring(char), kind.struck_twice(face)
            self.glyphs.append(Glyph(char, start, base, face, kind.pixels, True, twice))
            x += kind.advance(char) + (stretch if char == " " else 0.0)
        return x

    def check(self, x0: float, x1: float, text: str) -> None:
        """Fail if a line leaves the paper."""
        limit = (self.page.width - 4.0) * self.mm
        bottom = (self.page.height - self.page.style.bottom) * self.mm
        if x0 < 4.0 * self.mm or x1 > limit:
            raise LayoutError(f"line too wide: {text}")
        if self.y + self.page.style.leading * self.mm * 0.9 > bottom + 1:
            raise LayoutError(f"page too long at: {text}")

    def line(self, text: str, x: float, flags: str, stretch: float = 0.0) -> None:
        """Print one line and feed."""
        kind = self.type(flags)
        end = self.put(text, x, kind, stretch)
        self.check(x, end, text)
        if "u" in flags:
            under = self.y + self.page.style.leading * self.mm * 0.84
            self.bars.append(Bar(x, under, end, under))
        self.lines.append(read_aloud(text))
        self.feed(max(1.0, kind.scale * 0.95))

    def aligned(self, item: Command) -> None:
        """Print a line at the left, centre or right, or at a measure from the left."""
        length = self.type(item.flags).measure(item.text)
        offset = {"c": (self.width - length) / 2, "r": self.width - length}.get(
            item.name, item.number * self.mm
        )
        self.line(item.text, self.left + offset, item.flags)

    def paragraph(self, item: Command) -> None:
        """Print a paragraph, broken into lines."""
        style, kind = self.page.style, self.type(item.flags)
        first = style.indent * self.mm if item.name == "p" else 0.0
        inset = style.indent * self.mm if item.name == "q" else 0.0
        width = self.width - inset
        lines = wrap(item.text.strip(), style, kind.measure, width, first)
        for number, text in enumerate(lines):
            self.next_column()
            x = self.left + inset + (0.0 if number else first)
            last = number == len(lines) - 1
            slack = width - (0.0 if number else first) - kind.measure(text)
            spaces = text.count(" ")
            stretch = slack / spaces if style.justify and spaces and not last else 0.0
            self.line(text, x, item.flags, stretch)

    def next_column(self) -> None:
        """Go to the next column when this one is full."""
        style = self.page.style
        bottom = (self.page.height - style.bottom) * self.mm
        if self.y + style.leading * self.mm * 0.9 > bottom and self.column < style.columns - 1:
            self.turn_column()

    def turn_column(self) -> None:
        """Go to the top of the next column."""
        self.column += 1
        self.y = self.column_top

    def row(self, item: Command) -> None:
        """Print a table row at the column stops, ruled if the style is."""
        style, kind = self.page.style, self.type(item.flags)
        cells = [cell.strip() for cell in item.text.split("|")]
        for number, cell in enumerate(cells):
            self.put(cell, self.cell_start(number, kind.measure(cell)), kind)
        self.check(self.left, self.left, item.text)
        if style.ruled:
            self.rule_row(len(cells))
        self.lines.append("\t".join(cells))
        self.feed(1.0)

    def cell_start(self, number: int, length: float) -> float:
        """Where a cell's text starts; fails when it would run into the next cell."""
        style = self.page.style
        x0 = self.left + style.stops[number] * self.mm
        x1 = self.left + style.stops[number + 1] * self.mm - 2.0 * self.mm
        if x0 + length > x1 + 1.0 * self.mm:
            raise LayoutError(f"cell {number} too wide")
        return x1 - length if style.aligns[number : number + 1] == "r" else x0

    def rule_row(self, cells: int) -> None:
        """Draw the lines round a row."""
        height = self.page.style.leading * self.mm
        edges = [self.left + (stop - 1.2) * self.mm for stop in self.page.style.stops]
        for y in (self.y, self.y + height):
            self.bars.append(Bar(edges[0], y, edges[cells], y))
        for x in edges[: cells + 1]:
            self.bars.append(Bar(x, self.y, x, self.y + height))

    def margin(self, item: Command) -> None:
        """Print a small line in the head or foot margin."""
        kept, style = self.y, self.page.style
        low = self.page.height - style.bottom + 2.0 + len(self.feet) * 4.5
        self.y = (style.top - 9.0 if item.name == "head" else low) * self.mm
        kind = self.type("s")
        x = (self.page.width * self.mm - kind.measure(item.text)) / 2
        self.put(item.text, x, kind)
        if item.name == "foot":
            self.feet.append(item.text)
        else:
            self.lines.insert(0, read_aloud(item.text))
        self.y = kept

    def take(self, item: Command) -> None:
        """Carry out one command."""
        if item.name in {"c", "r", "l", "i"}:
            self.aligned(item)
        elif item.name in {"p", "n", "q"}:
            self.paragraph(item)
        elif item.name == "t":
            self.row(item)
        elif item.name in {"head", "foot"}:
            self.margin(item)
        elif item.name == "gap":
            self.feed(item.number)
        elif item.name == "hr":
            self.bars.append(Bar(self.left, self.y, self.left + self.width, self.y))
            self.feed(0.4)
        elif item.name == "col":
            self.turn_column()
        else:
            raise LayoutError(f"unknown command {item.name}")


def lay_horizontal(page: Page, dpi: int) -> Layout:
    """Lay out a page of horizontal lines; commands before `.cols` span all columns."""
    flow = Flow(page, dpi)
    head, split, rest = page.body.partition("\n.cols\n")
    if split:
        flow.page = replace(page, style=replace(page.style, columns=1))
        for item in commands(head):
            flow.take(item)
        flow.page, flow.column_top = page, flow.y
    for item in commands(rest if split else head):
        flow.take(item)
    size = round(page.width * flow.mm), round(page.height * flow.mm)
    return Layout(*size, tuple(flow.glyphs), tuple(flow.bars), (*flow.lines, *flow.feet))


def lay_out(page: Page, dpi: int) -> Layout:
    """Lay out a page in its own direction."""
    if page.blank:
        mm = dpi / MM_PER_INCH
        return Layout(round(page.width * mm), round(page.height * mm), (), (), ())
    return lay_vertical(page, dpi) if page.style.vertical else lay_horizontal(page, dpi)
