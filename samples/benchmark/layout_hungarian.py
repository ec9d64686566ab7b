# ruff: noqa: E501
"""Hungarian pages of text only: columns, tables, forms, notes, headings, signatures."""

from dataclasses import replace

import numpy as np

from samples.benchmark.layout_page import Made, fitted, made, numbered
from samples.benchmark.layout_words import (
    HEADINGS,
    OFFICES,
    TITLES,
    TOWNS,
    TRADES,
    Rng,
    day,
    ending,
    person,
    pick,
    smaller,
    spaced,
    style_of,
    text_of,
)
from samples.generator.model import Page


def _columns(rng: Rng, count: int, head: list[str], length: int) -> Made:
    share = {2: 0.86, 3: 0.66}[count]
    style = replace(smaller(style_of(rng), share), columns=count, gutter=9 if count == 2 else 7, indent=5,
                    left=18, right=14, hyphenate=True)  # fmt: skip

    def attempt(size: int) -> Made:
        parts = text_of(np.random.default_rng([size, int(start)]), size)
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
        f".c {spaced(pick(rng, HEADINGS))}",
        ".gap 0.5",
        f".c a {rng.integers(2, 9)}. ülés anyagához",
        ".gap",
    ]
    return _columns(rng, 2, head, 5600)


def three_columns(rng: Rng) -> Made:
    """Three narrow columns under a masthead, as in a bulletin."""
    head = [f".c {pick(rng, OFFICES)}", f".c {rng.integers(2, 99)}. szám", ".gap"]
    return _columns(rng, 3, head, 8000)


def _rows(rng: Rng, count: int, ditto: bool) -> list[str]:
    rows, last = [], ""
    for number in range(1, count + 1):
        trade, town = pick(rng, TRADES), pick(rng, TOWNS)
        shown = '"' if ditto and last and rng.random() < 0.45 else trade
        last = trade
        rows.append(
            f".t {number}. | {person(rng)} | {shown} | {town} | {int(rng.integers(120, 9800))}"
        )
    return rows


def _table(rng: Rng, *, ruled: bool, ditto: bool) -> Made:
    style = style_of(
        rng,
        ruled=ruled,
        stops=(0, 12, 64, 106, 132, 158),
        aligns="lllll",
        leading=6.4 if ruled else 5.8,
    )
    rows = [".t Sz. | Név | Beosztás | Hely | Ft", *_rows(rng, int(rng.integers(9, 16)), ditto)]
    title = f".c {spaced(pick(rng, HEADINGS))}"
    body = [
        title,
        ".gap 0.6",
        *text_of(rng, 260),
        ".gap 0.6",
        *rows,
        ".gap 0.6",
        *text_of(rng, 240),
    ]
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
    style = style_of(rng, stops=(0, 80, 150), aligns="ll")
    rows = [f".t {person(rng)} | {pick(rng, TRADES)}, {pick(rng, TOWNS)}" for _ in range(12)]
    found = made(
        Page("\n".join([*text_of(rng, 300), ".gap", *rows, ".gap", *text_of(rng, 300)]), style), rng
    )
    return replace(
        found, kinds={"table": tuple(line for line in found.leaf.layout.lines if "\t" in line)}
    )


def form(rng: Rng) -> Made:
    """A form: names of fields on the left, what they hold on the right, ruled."""
    style = style_of(rng, ruled=True, stops=(0, 52, 164), aligns="ll", leading=7.2)
    fields = {"Név": person(rng), "Születési hely": pick(rng, TOWNS), "Foglalkozás": pick(rng, TRADES),
              "Lakcím": f"{pick(rng, TOWNS)}, Fő u. {rng.integers(2, 90)}.", "Kelt": day(rng)}  # fmt: skip
    rows = [f".t {name} | {value}" for name, value in fields.items()]
    found = made(
        Page(
            "\n".join([f".c {pick(rng, HEADINGS)}", ".gap", *rows, ".gap", *text_of(rng, 300)]),
            style,
        ),
        rng,
    )
    return replace(
        found, kinds={"table": tuple(line for line in found.leaf.layout.lines if "\t" in line)}
    )


def footnotes(rng: Rng) -> Made:
    """A page whose text ends in notes in small type under a rule."""
    notes = [f".ns {n}) {text}" for n, text in enumerate(text_of(rng, 260)[:2], start=1)]
    body = ["\n".join(text_of(rng, 1300)), ".gap 2", ".hr", ".gap 0.3", *notes]
    return made(Page("\n".join(body), style_of(rng)), rng)


def line_numbers(rng: Rng) -> Made:
    """Every fifth line numbered in the margin."""
    found = made(Page("\n".join(text_of(rng, 1700)), style_of(rng, left=32)), rng)
    layout = numbered(found.leaf.layout, 17, 5)
    return replace(found, leaf=replace(found.leaf, layout=layout))


def spaced_headings(rng: Rng) -> Made:
    """Letter-spaced headings, centred and at the left, over paragraphs."""
    body, heads = [], []
    for place in (".c", ".c", ".l"):
        heads.append(spaced(pick(rng, HEADINGS)))
        body += [f"{place} {heads[-1]}", ".gap 0.5", *text_of(rng, 420), ".gap 0.6"]
    return made(Page("\n".join(body), style_of(rng)), rng, kinds={"heading": tuple(heads)})


def signatures(rng: Rng) -> Made:
    """Two people sign side by side, a third below on a copy."""
    style = style_of(rng, stops=(8, 90, 160), aligns="ll")
    one, two, three = person(rng), person(rng), person(rng)
    body = [*text_of(rng, 900), ".gap", f".l Budapest, {day(rng)}", ".gap 2", f".t {one} | {two}",
            f".t {pick(rng, TITLES)} | {pick(rng, TITLES)}", ".gap 1.4", f".i100 {three} s. k."]  # fmt: skip
    found = made(Page("\n".join(body), style), rng)
    lines = found.leaf.layout.lines
    return replace(found, kinds={"signature": lines[-3:]})


def running_page(rng: Rng) -> Made:
    """A page from the middle: its number, text, a typed signature."""
    end, block = ending(rng)
    number = f"- {rng.integers(2, 9)} -"
    body = [f".c {number}", ".gap", *text_of(rng, 1000), *end]
    return made(
        Page("\n".join(body), style_of(rng)),
        rng,
        kinds={"page-number": (number,), "signature": block},
    )


PLAIN = {
    "two-columns": two_columns,
    "heading-two-columns": heading_over_two,
    "three-columns": three_columns,
    "table-ruled": table_ruled,
    "table-plain": table_plain,
    "table-two": table_two,
    "names-ditto": names_ditto,
    "form": form,
    "footnotes": footnotes,
    "line-numbers": line_numbers,
    "spaced-headings": spaced_headings,
    "signatures": signatures,
    "running-page": running_page,
}
