# ruff: noqa: E501
"""Hungarian pages with something put on the text: stamps, seals, notes, pictures, struck-out words."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from samples.benchmark.hiding import SIGN
from samples.benchmark.layout_page import DPI, Made, made
from samples.benchmark.layout_words import (
    HEADINGS,
    OFFICES,
    TOWNS,
    Rng,
    day,
    ending,
    pick,
    spaced,
    style_of,
    text_of,
)
from samples.benchmark.marks import Film, Impression, Mark, Photograph
from samples.generator.model import MM_PER_INCH, Page, Stamp

RED, BLUE, DARK = (178, 34, 40), (52, 60, 140), (46, 44, 46)
NOTES = (
    "Irattárba! 1957. nov. 12.",
    "Kérem előterjeszteni",
    "Vissza a II. osztályra",
    "Másolat elküldve 3 pld.",
)


def _letter(rng: Rng, length: int = 900) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    heading = pick(rng, HEADINGS)
    end, block = ending(rng)
    body = [f".l {pick(rng, OFFICES)}", f".l Szám: 00{rng.integers(100, 900)}/{rng.integers(2, 20)}-1957.", ".gap",
            f".c {spaced(heading)}", ".gap 0.5", *text_of(rng, length), *end]  # fmt: skip
    return body, {"heading": (spaced(heading),), "signature": block}


def _received(rng: Rng, **places: object) -> Impression:
    lines = ("ÉRKEZETT", day(rng).upper(), f"Ikt. {rng.integers(1000, 9000)}")
    return Impression(replace(Stamp(lines, 150, 42, width=52, colour=BLUE), **places))  # type: ignore[arg-type]


def _pressed(rng: Rng, marks: Sequence[Mark]) -> Made:
    body, kinds = _letter(rng)
    return made(Page("\n".join(body), style_of(rng, top=42)), rng, marks, kinds=kinds)


def stamp_tilted(rng: Rng) -> Made:
    """A stamp at 20 to 40 degrees beside the head, in ink of the page's own darkness."""
    angle = float(rng.uniform(20, 40)) * (1 if rng.random() < 0.5 else -1)
    return _pressed(rng, [_received(rng, x=155.0, y=34.0, angle=angle, colour=DARK)])


def stamp_upright(rng: Rng) -> Made:
    """A stamp turned by 90 degrees in the margin, in ink of the page's own darkness."""
    turn = 90.0 if rng.random() < 0.5 else -90.0
    return _pressed(
        rng,
        [
            _received(
                rng,
                x=12.0,
                y=150.0,
                angle=turn,
                colour=DARK,
                size=3.4,
                width=66.0,
                lines=(f"ÉRKEZETT {day(rng).upper()}",),
            )
        ],
    )


def note_turned(rng: Rng) -> Made:
    """A typed note that runs up or down the margin."""
    turn = 90.0 if rng.random() < 0.5 else -90.0
    note = Stamp((pick(rng, NOTES),), 14, 160, "plain", 90, 3.6, turn, DARK, "liberation-mono")
    return _pressed(rng, [Impression(note)])


def stamps_coloured(rng: Rng) -> Made:
    """A red stamp of secrecy turned by 90 degrees, a blue one tilted over the text's head."""
    secret = Stamp(("SZIGORÚAN TITKOS!",), 198, 120, "box", 62, 4.4, 90, RED)
    return _pressed(
        rng,
        [Impression(secret), _received(rng, x=150.0, y=32.0, angle=float(rng.uniform(-14, 14)))],
    )


def seal_round(rng: Rng) -> Made:
    """A round seal with a star beside the signature."""
    town = pick(rng, TOWNS).upper()
    seal = Stamp(
        (f"{town} VÁROSI TANÁCS VÉGREHAJTÓ BIZOTTSÁGA",),
        62,
        262,
        "ring",
        37,
        3.1,
        float(rng.uniform(-25, 25)),
        BLUE,
    )
    return _pressed(rng, [Impression(seal, star=True)])


def seal_black(rng: Rng) -> Made:
    """The same seal on a grey copy, black."""
    seal = Stamp(
        (f"{pick(rng, TOWNS).upper()}I JÁRÁSBÍRÓSÁG ELNÖKE", "12."),
        62,
        262,
        "ring",
        36,
        3.3,
        float(rng.uniform(-25, 25)),
        DARK,
    )
    return _pressed(rng, [Impression(seal)])


def crowded(rng: Rng) -> Made:
    """A crowded first page: letterhead, tilted and turned stamps, a file number in the margin."""
    file = Stamp(
        (f"{rng.integers(100, 900)}/{rng.integers(2, 50)}-56",), 12, 90, "plain", 40, 4.0, 90, DARK
    )
    secret = Stamp(("TITKOS",), 40, 34, "box", 36, 5.2, float(rng.uniform(5, 12)), RED)
    second = Stamp(
        ("IRATTÁR", day(rng).upper()),
        120,
        26,
        "box",
        46,
        3.6,
        float(rng.uniform(-9, -4)),
        (120, 40, 120),
    )
    marks = [
        Impression(file),
        Impression(secret),
        Impression(second),
        _received(rng, x=168.0, y=44.0, angle=float(rng.uniform(3, 8))),
    ]
    return _pressed(rng, marks)


def photograph(rng: Rng) -> Made:
    """A photograph between the lines, a caption under it."""
    body = [
        *text_of(rng, 420),
        ".gap 13",
        f".c 1. kép. {pick(rng, TOWNS)}, {day(rng)}",
        ".gap",
        *text_of(rng, 500),
    ]
    found = made(Page("\n".join(body), style_of(rng)), rng)
    heights = sorted({glyph.y for glyph in found.leaf.layout.glyphs})
    top, low = max(pairwise(heights), key=lambda pair: pair[1] - pair[0])
    mm = MM_PER_INCH / DPI
    picture = Photograph((60, top * mm + 5, 60 + float(rng.uniform(60, 95)), low * mm - 8))
    return replace(found, leaf=replace(found.leaf, marks=(picture,)))


def _struck_text(rng: Rng, *, whole: bool) -> list[str]:
    found = []
    for text in text_of(rng, 1300):
        words = text.split(" ")
        for at in range(int(rng.integers(2, 9)), len(words) - 1, int(rng.integers(9, 17))):
            words[at] = SIGN * int(rng.integers(7, 20))
        found.append(" ".join(words))
    if whole:
        found.insert(1, ".l " + SIGN * 60)
    return found


def _struck(rng: Rng, how: str) -> Made:
    end, _ = ending(rng)
    body = [f".c {pick(rng, HEADINGS)}", ".gap", *_struck_text(rng, whole=how != "bar"), *end]
    return made(Page("\n".join(body), style_of(rng)), rng, how=how)


def struck_black(rng: Rng) -> Made:
    """Words and a whole line under black boxes."""
    return _struck(rng, "black")


def struck_bar(rng: Rng) -> Made:
    """Words under thick strokes of a felt pen."""
    return _struck(rng, "bar")


def struck_framed(rng: Rng) -> Made:
    """Words whited out, with a thin frame, some with a label."""
    return _struck(rng, "framed")


def film(rng: Rng) -> Made:
    """A microfilm's black frame and the solid bar of a masthead: nothing is struck out."""
    return _pressed(rng, [Film(float(rng.uniform(4, 9)), (30, 24, 180, 26))])


PLAIN = {
    "stamp-tilted": stamp_tilted,
    "stamp-turned": stamp_upright,
    "note-turned": note_turned,
    "seal-black": seal_black,
    "photograph": photograph,
    "struck-black": struck_black,
    "struck-bar": struck_bar,
    "struck-framed": struck_framed,
    "film": film,
}
INKED = {
    "stamps-coloured": stamps_coloured,
    "seal-round": seal_round,
    "crowded": crowded,
}
