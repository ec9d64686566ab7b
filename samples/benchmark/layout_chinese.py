# ruff: noqa: RUF001
"""Chinese pages of every arrangement, simplified in lines and traditional in columns."""

from dataclasses import replace

import numpy as np

from samples.benchmark import phrases
from samples.benchmark.chinese import CELLS_OF_INDENT, HANS, HANT, LEADING, THIN
from samples.benchmark.hiding import SIGN
from samples.benchmark.layout_page import DPI, Made, fitted, made
from samples.benchmark.marks import Impression
from samples.benchmark.prose import Clerk, traditional, undrawable
from samples.generator.model import Page, Stamp, Style
from samples.generator.paper import lay_out

Rng = np.random.Generator
RED = (186, 32, 36)


def _style(rng: Rng, faces: tuple[str, ...] = HANS, **changes: object) -> Style:
    face = faces[int(rng.integers(len(faces)))]
    size = 14.0 * float(rng.uniform(0.9, 1.05))
    plain = Style(face, cjk=face, size=size, leading=LEADING * size, indent=CELLS_OF_INDENT * size,
                  ribbon=0.2, jitter=0.05, double=face in THIN)  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def _written(rng: Rng, style: Style, length: int) -> list[str]:
    """Paragraphs that the face can draw."""
    for _ in range(200):
        parts = Clerk(rng).paragraphs(length, numbered=False)
        if not undrawable(style.face, "\n".join(parts)):
            return parts
    raise LookupError(f"no text for {style.face}")


def _title(rng: Rng, style: Style) -> str:
    clerk = Clerk(rng)
    kept = traditional if style.face in HANT else str
    titles = [kept(clerk.fill(topic)) for topic in phrases.TOPICS]
    fit = [text for text in titles if not undrawable(style.face, text) and len(text) < 24]
    return fit[int(rng.integers(len(fit)))]


def two_columns(rng: Rng) -> Made:
    """A title over two columns."""
    style = replace(_style(rng), columns=2, gutter=10)
    small = replace(
        style, size=style.size * 0.8, leading=style.leading * 0.8, indent=style.indent * 0.8
    )
    title = _title(rng, style)
    seed = int(rng.integers(1 << 30))

    def attempt(length: int) -> Made:
        parts = _written(np.random.default_rng([seed, length]), small, length)
        return made(Page("\n".join([f".c {title}", ".gap", ".cols", *parts]), small, "zh-Hans", "Hans"),
                    rng, kinds={"heading": (title,)})  # fmt: skip

    return fitted(attempt, 1250)


def _table(rng: Rng, *, ruled: bool) -> Made:
    style = _style(rng, ruled=ruled, stops=(0, 18, 58, 108, 162), aligns="llll", leading=8.6)
    clerk, rows, last = Clerk(rng), [], ""
    people = [name for name in phrases.PERSONS if not undrawable(style.face, name)]
    offices = [
        name for name in phrases.OFFICES if len(name) < 8 and not undrawable(style.face, name)
    ]
    for number in range(1, int(rng.integers(8, 13))):
        office = clerk.one(tuple(offices))
        shown = "〃" if last and rng.random() < 0.4 and not undrawable(style.face, "〃") else office
        last = office
        rows.append(f".t {number} | {clerk.one(tuple(people))} | {shown} | {clerk.number()}")
    title = _title(rng, style)
    body = [f".c {title}", ".gap", *_written(rng, style, 60)[:1], ".gap 0.4",
            ".t 序号 | 姓名 | 单位 | 数量", *rows, ".gap 0.4", *_written(rng, style, 60)[:1]]  # fmt: skip
    found = made(Page("\n".join(body), style, "zh-Hans", "Hans"), rng)
    table = tuple(line for line in found.leaf.layout.lines if line.count("\t") == 3)
    return replace(found, kinds={"heading": (title,), "table": table})


def table_ruled(rng: Rng) -> Made:
    """A ruled list of names."""
    return _table(rng, ruled=True)


def table_plain(rng: Rng) -> Made:
    """A list of names without rules."""
    return _table(rng, ruled=False)


def _letter(rng: Rng, style: Style) -> tuple[Page, tuple[str, ...]]:
    clerk = Clerk(rng)
    office = next(name for name in phrases.OFFICES if not undrawable(style.face, name))
    date = clerk.date()
    body = [
        f".c {_title(rng, style)}",
        ".gap",
        *_written(rng, style, 330),
        ".gap",
        f".r {office}　　",
        f".r {date}　",
    ]
    return Page("\n".join(body), style, "zh-Hans", "Hans"), (office, date)


def stamp_turned(rng: Rng) -> Made:
    """A stamp turned by 90 degrees in the margin."""
    turn = 90.0 if rng.random() < 0.5 else -90.0
    page, _ = _letter(rng, _style(rng))
    stamp = Stamp(("档案馆收文第三一五号",), 14, 150, "box", 60, 4.4, turn, RED, "zenhei")
    return made(page, rng, [Impression(stamp)])


def seal(rng: Rng) -> Made:
    """A round red seal with a star over office and date."""
    page, block = _letter(rng, _style(rng))
    heights = sorted({glyph.y for glyph in lay_out(page, DPI).glyphs})
    at = (heights[-1] + heights[-2]) / 2 * 25.4 / DPI
    office = phrases.OFFICES[int(rng.integers(10, len(phrases.OFFICES)))]
    stamp = Stamp(
        (f"中华人民共和国{office}",),
        160,
        at,
        "ring",
        42,
        4.0,
        float(rng.uniform(-12, 12)),
        RED,
        "zenhei",
    )
    return made(page, rng, [Impression(stamp, star=True)], kinds={"signature": block})


def struck(rng: Rng) -> Made:
    """Names and a line under black boxes."""
    style = _style(rng)
    parts = []
    for text in _written(rng, style, 420):
        at = int(rng.integers(4, max(5, len(text) - 12)))
        parts.append(text[:at] + SIGN * int(rng.integers(6, 18)) + text[at + 4 :])
    return made(Page("\n".join(parts), style, "zh-Hans", "Hans"), rng)


def _upright(rng: Rng, length: int) -> tuple[Style, list[str]]:
    style = _style(rng, HANT, vertical=True)
    clerk = Clerk(rng)
    clerk.worded = True
    while True:
        plain = [
            sentence + "。"
            for text in clerk.paragraphs(3 * length, numbered=False)
            for sentence in text.rstrip("。").split("。")
            if not any(char.isascii() or char in "％ÁÉáéíóöőúüű" for char in sentence)
        ]
        kept = traditional("".join(plain))[:length]
        if len(kept) > 0.6 * length and not undrawable(style.face, kept):
            return style, [kept[at : at + 90] for at in range(0, len(kept), 90)]


def vertical_heading(rng: Rng) -> Made:
    """Columns under a heading that runs across, from the left, and a page number below."""
    style, parts = _upright(rng, 300)
    style = replace(style, top=48.0, bottom=30.0)
    columns = Page("\n".join(parts), style, "zh-Hant", "Hant")
    title = _title(rng, style)
    over = replace(style, vertical=False, top=24.0, size=style.size * 1.2)
    head = lay_out(Page(f".c {title}", over, "zh-Hant", "Hant"), DPI)
    found = made(columns, rng, kinds={"heading": (title,)})
    layout = found.leaf.layout
    both = replace(layout, glyphs=(*head.glyphs, *layout.glyphs), lines=(title, *layout.lines))
    return replace(found, leaf=replace(found.leaf, layout=both))


def vertical_registers(rng: Rng) -> Made:
    """Columns in two registers, one above the other."""
    style, parts = _upright(rng, 420)
    upper = Page("\n".join(parts[:2]), replace(style, bottom=158.0), "zh-Hant", "Hant")
    lower = Page("\n".join(parts[2:]), replace(style, top=158.0), "zh-Hant", "Hant")
    one, two = lay_out(upper, DPI), lay_out(lower, DPI)
    found = made(upper, rng)
    both = replace(one, glyphs=(*one.glyphs, *two.glyphs), lines=(*one.lines, *two.lines))
    return replace(found, leaf=replace(found.leaf, layout=both))


def vertical_seal(rng: Rng) -> Made:
    """Columns with a red seal over the last one."""
    style, parts = _upright(rng, 300)
    page = Page("\n".join([*parts, ".r 中華民國四十五年十一月四日"]), style, "zh-Hant", "Hant")
    left = min(glyph.x for glyph in lay_out(page, DPI).glyphs) * 25.4 / DPI
    stamp = Stamp(("國史館文書檔案室",), left + 12, 230, "ring", 38, 4.0, 0.0, RED, "zenhei")
    return made(page, rng, [Impression(stamp, star=True)])


PLAIN = {
    "zh-two-columns": two_columns, "zh-table-ruled": table_ruled, "zh-table-plain": table_plain,
    "zh-struck": struck, "zht-heading": vertical_heading, "zht-registers": vertical_registers,
}  # fmt: skip
INKED = {"zh-stamp-turned": stamp_turned, "zh-seal": seal, "zht-seal": vertical_seal}
