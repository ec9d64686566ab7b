# ruff: noqa: E501
"""Hungarian pages of every arrangement, typed by one of the benchmark's machines."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from samples.benchmark.hiding import SIGN
from samples.benchmark.layout_page import Made, fitted, made, numbered
from samples.benchmark.marks import Film, Impression, Mark, Photograph
from samples.benchmark.typescripts import MACHINES
from samples.benchmark.variants import fill, paragraphs
from samples.generator.model import Page, Stamp, Style

Rng = np.random.Generator
RED, BLUE, DARK = (178, 34, 40), (52, 60, 140), (46, 44, 46)
FAMILY = "Bárdos Csomor Dévai Erdei Fazekas Gergely Hamar Ivánka Juhos Kelecsényi Lovas Madarász Nádor Orbán Pataki Rábai Somlai Takács Uray Vajda Zemplén".split()
GIVEN = "Ágnes Béla Csilla Dénes Elemér Ferenc Gizella Hedvig Ilona Jolán Kálmán Lajos Magda Nándor Olga Pál Rózsa Sándor Tibor Vilma".split()
TRADES = (
    "előadó",
    "főelőadó",
    "osztályvezető",
    "titkár",
    "fordító",
    "gépíró",
    "szakértő",
    "mérnök",
)
TOWNS = ("Baja", "Cegléd", "Dorog", "Eger", "Gyula", "Hatvan", "Kalocsa", "Makó", "Pápa", "Siklós")
TITLES = (
    "nagykövet",
    "ideiglenes ügyvivő",
    "osztályvezető",
    "miniszterhelyettes",
    "titkár",
    "tanácsos",
)
HEADINGS = (
    "FELJEGYZÉS",
    "JELENTÉS",
    "KIMUTATÁS",
    "EMLÉKEZTETŐ",
    "TÁJÉKOZTATÓ",
    "JEGYZŐKÖNYV",
    "HATÁROZAT",
)
OFFICES = (
    "MAGYAR NÉPKÖZTÁRSASÁG NAGYKÖVETSÉGE",
    "KÜLKERESKEDELMI MINISZTÉRIUM",
    "VÍZÜGYI FŐIGAZGATÓSÁG",
)
NOTES = (
    "Irattárba! 1957. nov. 12.",
    "Kérem előterjeszteni",
    "Vissza a II. osztályra",
    "Másolat elküldve 3 pld.",
)


def _one(rng: Rng, of: tuple[str, ...] | list[str]) -> str:
    return of[int(rng.integers(len(of)))]


def _name(rng: Rng) -> str:
    return f"{_one(rng, FAMILY)} {_one(rng, GIVEN)}"


def _date(rng: Rng) -> str:
    return f"195{rng.integers(2, 9)}. {_one(rng, ['január', 'május', 'október'])} {rng.integers(1, 29)}."


def _style(rng: Rng, **changes: object) -> Style:
    machine = MACHINES[int(rng.choice([0, 2, 4, 5, 10]))]
    plain = Style(machine.face, size=11.5 * machine.size, pitch=2.42, leading=5.6, indent=9.7,
                  left=25, right=17, top=20, bottom=18, double=machine.double, ribbon=0.3)  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def _small(style: Style, share: float) -> Style:
    return replace(
        style, size=style.size * share, pitch=style.pitch * share, leading=style.leading * share
    )


def _text(rng: Rng, length: int) -> list[str]:
    known = paragraphs()
    return fill([known[int(at)] for at in rng.permutation(len(known))], length).split("\n")


def _spaced(text: str) -> str:
    return " ".join(text)


def _end(rng: Rng) -> tuple[list[str], tuple[str, ...]]:
    name, title = _name(rng), _one(rng, TITLES)
    return [".gap", f".l Budapest, {_date(rng)}", ".gap 1.2", f".i100 {name}", f".i100 {title}"], (
        name,
        title,
    )


def _columns(rng: Rng, count: int, head: list[str], length: int) -> Made:
    share = {2: 0.86, 3: 0.66}[count]
    style = replace(_small(_style(rng), share), columns=count, gutter=9 if count == 2 else 7, indent=5,
                    left=18, right=14, hyphenate=True)  # fmt: skip

    def attempt(size: int) -> Made:
        parts = _text(np.random.default_rng([size, int(start)]), size)
        page = "\n".join([*head, ".cols", *parts])
        found = made(Page(page, style), rng)
        kinds = {"heading": tuple(line for line in found.leaf.layout.lines[:1] if head)}
        return replace(found, kinds=kinds if head and head[0].startswith(".c") else {})

    start = rng.integers(1 << 30)
    return fitted(attempt, length)


def two_columns(rng: Rng) -> Made:
    """Two columns of running text, nothing above them."""
    return _columns(rng, 2, [".gap 0.1"], 6000)


def heading_over_two(rng: Rng) -> Made:
    """A centred, letter-spaced heading and a line over two columns."""
    head = [
        f".c {_spaced(_one(rng, HEADINGS))}",
        ".gap 0.5",
        f".c a {rng.integers(2, 9)}. ülés anyagához",
        ".gap",
    ]
    return _columns(rng, 2, head, 5600)


def three_columns(rng: Rng) -> Made:
    """Three narrow columns under a masthead, as in a bulletin."""
    head = [f".c {_one(rng, OFFICES)}", f".c {rng.integers(2, 99)}. szám", ".gap"]
    return _columns(rng, 3, head, 8000)


def _rows(rng: Rng, count: int, ditto: bool) -> list[str]:
    rows, last = [], ""
    for number in range(1, count + 1):
        trade, town = _one(rng, TRADES), _one(rng, TOWNS)
        shown = '"' if ditto and last and rng.random() < 0.45 else trade
        last = trade
        rows.append(
            f".t {number}. | {_name(rng)} | {shown} | {town} | {int(rng.integers(120, 9800))}"
        )
    return rows


def _table(rng: Rng, *, ruled: bool, ditto: bool) -> Made:
    style = _style(
        rng,
        ruled=ruled,
        stops=(0, 12, 64, 106, 132, 158),
        aligns="lllll",
        leading=6.4 if ruled else 5.8,
    )
    rows = [".t Sz. | Név | Beosztás | Hely | Ft", *_rows(rng, int(rng.integers(9, 16)), ditto)]
    title = f".c {_spaced(_one(rng, HEADINGS))}"
    body = [title, ".gap 0.6", *_text(rng, 260), ".gap 0.6", *rows, ".gap 0.6", *_text(rng, 240)]
    found = made(Page("\n".join(body), style), rng)
    table = tuple(line for line in found.leaf.layout.lines if line.count("\t") == 4)
    return replace(found, kinds={"heading": found.leaf.layout.lines[:1], "table": table})


def table_ruled(rng: Rng) -> Made:
    """A ruled table between two paragraphs."""
    return _table(rng, ruled=True, ditto=False)


def table_plain(rng: Rng) -> Made:
    """A table without rules."""
    return _table(rng, ruled=False, ditto=False)


def names_ditto(rng: Rng) -> Made:
    """A list of names with ditto marks."""
    return _table(rng, ruled=False, ditto=True)


def table_two(rng: Rng) -> Made:
    """A table of two columns: names and places, far apart."""
    style = _style(rng, stops=(0, 80, 150), aligns="ll")
    rows = [f".t {_name(rng)} | {_one(rng, TRADES)}, {_one(rng, TOWNS)}" for _ in range(12)]
    found = made(
        Page("\n".join([*_text(rng, 300), ".gap", *rows, ".gap", *_text(rng, 300)]), style), rng
    )
    return replace(
        found, kinds={"table": tuple(line for line in found.leaf.layout.lines if "\t" in line)}
    )


def form(rng: Rng) -> Made:
    """A form: names of fields on the left, what they hold on the right, ruled."""
    style = _style(rng, ruled=True, stops=(0, 52, 164), aligns="ll", leading=7.2)
    fields = {"Név": _name(rng), "Születési hely": _one(rng, TOWNS), "Foglalkozás": _one(rng, TRADES),
              "Lakcím": f"{_one(rng, TOWNS)}, Fő u. {rng.integers(2, 90)}.", "Kelt": _date(rng)}  # fmt: skip
    rows = [f".t {name} | {value}" for name, value in fields.items()]
    found = made(
        Page(
            "\n".join([f".c {_one(rng, HEADINGS)}", ".gap", *rows, ".gap", *_text(rng, 300)]), style
        ),
        rng,
    )
    return replace(
        found, kinds={"table": tuple(line for line in found.leaf.layout.lines if "\t" in line)}
    )


def footnotes(rng: Rng) -> Made:
    """A page whose text ends in notes in small type under a rule."""
    notes = [f".ns {n}) {text}" for n, text in enumerate(_text(rng, 260)[:2], start=1)]
    body = ["\n".join(_text(rng, 1300)), ".gap 2", ".hr", ".gap 0.3", *notes]
    return made(Page("\n".join(body), _style(rng)), rng)


def line_numbers(rng: Rng) -> Made:
    """Every fifth line numbered in the margin."""
    found = made(Page("\n".join(_text(rng, 1700)), _style(rng, left=32)), rng)
    layout = numbered(found.leaf.layout, 17, 5)
    return replace(found, leaf=replace(found.leaf, layout=layout))


def spaced_headings(rng: Rng) -> Made:
    """Letter-spaced headings, centred and at the left, over paragraphs."""
    body, heads = [], []
    for place in (".c", ".c", ".l"):
        heads.append(_spaced(_one(rng, HEADINGS)))
        body += [f"{place} {heads[-1]}", ".gap 0.5", *_text(rng, 420), ".gap 0.6"]
    return made(Page("\n".join(body), _style(rng)), rng, kinds={"heading": tuple(heads)})


def signatures(rng: Rng) -> Made:
    """Two people sign side by side, a third below on a copy."""
    style = _style(rng, stops=(8, 90, 160), aligns="ll")
    one, two, three = _name(rng), _name(rng), _name(rng)
    body = [*_text(rng, 900), ".gap", f".l Budapest, {_date(rng)}", ".gap 2", f".t {one} | {two}",
            f".t {_one(rng, TITLES)} | {_one(rng, TITLES)}", ".gap 1.4", f".i100 {three} s. k."]  # fmt: skip
    found = made(Page("\n".join(body), style), rng)
    lines = found.leaf.layout.lines
    return replace(found, kinds={"signature": lines[-3:]})


def running_page(rng: Rng) -> Made:
    """A page from the middle: its number, text, a typed signature."""
    end, block = _end(rng)
    number = f"- {rng.integers(2, 9)} -"
    body = [f".c {number}", ".gap", *_text(rng, 1000), *end]
    return made(
        Page("\n".join(body), _style(rng)),
        rng,
        kinds={"page-number": (number,), "signature": block},
    )


def _letter(rng: Rng, length: int = 900) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    heading = _one(rng, HEADINGS)
    end, block = _end(rng)
    body = [f".l {_one(rng, OFFICES)}", f".l Szám: 00{rng.integers(100, 900)}/{rng.integers(2, 20)}-1957.", ".gap",
            f".c {_spaced(heading)}", ".gap 0.5", *_text(rng, length), *end]  # fmt: skip
    return body, {"heading": (_spaced(heading),), "signature": block}


def _received(rng: Rng, **places: object) -> Impression:
    lines = ("ÉRKEZETT", _date(rng).upper(), f"Ikt. {rng.integers(1000, 9000)}")
    return Impression(replace(Stamp(lines, 150, 42, width=52, colour=BLUE), **places))  # type: ignore[arg-type]


def _pressed(rng: Rng, marks: Sequence[Mark]) -> Made:
    body, kinds = _letter(rng)
    return made(Page("\n".join(body), _style(rng, top=42)), rng, marks, kinds=kinds)


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
                lines=(f"ÉRKEZETT {_date(rng).upper()}",),
            )
        ],
    )


def note_turned(rng: Rng) -> Made:
    """A typed note that runs up or down the margin."""
    turn = 90.0 if rng.random() < 0.5 else -90.0
    note = Stamp((_one(rng, NOTES),), 14, 160, "plain", 90, 3.6, turn, DARK, "liberation-mono")
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
    town = _one(rng, TOWNS).upper()
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
        (f"{_one(rng, TOWNS).upper()}I JÁRÁSBÍRÓSÁG ELNÖKE", "12."),
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
        ("IRATTÁR", _date(rng).upper()),
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
        *_text(rng, 420),
        ".gap 13",
        f".c 1. kép. {_one(rng, TOWNS)}, {_date(rng)}",
        ".gap",
        *_text(rng, 500),
    ]
    found = made(Page("\n".join(body), _style(rng)), rng)
    heights = sorted({glyph.y for glyph in found.leaf.layout.glyphs})
    top, low = max(pairwise(heights), key=lambda pair: pair[1] - pair[0])
    mm = 25.4 / 200
    picture = Photograph((60, top * mm + 5, 60 + float(rng.uniform(60, 95)), low * mm - 8))
    return replace(found, leaf=replace(found.leaf, marks=(picture,)))


def _struck_text(rng: Rng, *, whole: bool) -> list[str]:
    found = []
    for text in _text(rng, 1300):
        words = text.split(" ")
        for at in range(int(rng.integers(2, 9)), len(words) - 1, int(rng.integers(9, 17))):
            words[at] = SIGN * int(rng.integers(7, 20))
        found.append(" ".join(words))
    if whole:
        found.insert(1, ".l " + SIGN * 60)
    return found


def _struck(rng: Rng, how: str) -> Made:
    end, _ = _end(rng)
    body = [f".c {_one(rng, HEADINGS)}", ".gap", *_struck_text(rng, whole=how != "bar"), *end]
    return made(Page("\n".join(body), _style(rng)), rng, how=how)


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
    "two-columns": two_columns, "heading-two-columns": heading_over_two, "three-columns": three_columns,
    "table-ruled": table_ruled, "table-plain": table_plain, "table-two": table_two, "names-ditto": names_ditto,
    "form": form, "footnotes": footnotes, "line-numbers": line_numbers, "spaced-headings": spaced_headings,
    "signatures": signatures, "running-page": running_page, "stamp-tilted": stamp_tilted,
    "stamp-turned": stamp_upright, "note-turned": note_turned, "seal-black": seal_black,
    "photograph": photograph, "struck-black": struck_black, "struck-bar": struck_bar,
    "struck-framed": struck_framed, "film": film,
}  # fmt: skip
INKED = {"stamps-coloured": stamps_coloured, "seal-round": seal_round, "crowded": crowded}
