"""Lines come in the order they are read, across or down, in one column or two."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Direction, Line, RegionKind
from pipeline.stages.arrange import arrange
from pipeline.stages.normalise import page_text
from pipeline.stages.placed import Placed, place
from tests.pages import line as pages_line

WIDTH, HEIGHT = 2000.0, 2800.0
THICK = 40.0


def put(
    text: str, u0: float, v0: float, u1: float = 0, v1: float = 0, apart: RegionKind | None = None
) -> Placed:
    """A line at a place; 20 pixels a character and 40 across where nothing else is said."""
    made = pages_line(text, 0)
    return Placed(made, u0, v0, u1 or u0 + 20 * len(text), v1 or v0 + THICK, apart)


def read(lines: Sequence[Placed], u: float = WIDTH, v: float = HEIGHT) -> list[str]:
    """The text in reading order, whatever order the lines were found in."""
    mixed = [lines[i] for i in np.random.default_rng(5).permutation(len(lines))]
    return page_text(arrange(mixed, u, v)).split("\n")


def column(name: str, u0: float, u1: float, count: int = 8, v0: float = 500) -> list[Placed]:
    return [
        put(f"{name}{i}", u0, v0 + 60 * i, u1 - (200 if i == count - 1 else 0))
        for i in range(count)
    ]


def names(letters: str, count: int = 8) -> list[str]:
    return [f"{letter}{i}" for letter in letters for i in range(count)]


def test_lines_from_top_to_bottom() -> None:
    assert read(column("a", 200, 1800)) == names("a")


def test_two_columns_one_after_the_other() -> None:
    assert read(column("a", 200, 950) + column("b", 1050, 1800)) == names("ab")


def test_columns_of_different_pitch() -> None:
    """Rows of the two columns need not stand beside each other."""
    right = [put(f"b{i}", 1050, 520 + 71 * i, 1800) for i in range(8)]
    assert read(column("a", 200, 950) + right) == names("ab")


def test_heading_over_both_columns() -> None:
    """What spans the columns parts them: above it first, below it last."""
    lines = [put("HEAD", 300, 300, 1700), *column("a", 200, 950), *column("b", 1050, 1800),
             put("MIDDLE", 300, 1100, 1700), *column("c", 200, 950, v0=1300),
             *column("d", 1050, 1800, v0=1300)]  # fmt: skip
    assert read(lines) == ["HEAD", *names("ab"), "MIDDLE", *names("cd")]


def test_caption_that_the_columns_flow_around() -> None:
    """It parts neither column, and is read after them."""
    left = [put(f"a{i}", 200, 500 + 60 * i, 800 if 3 <= i < 6 else 960) for i in range(10)]
    right = [put(f"b{i}", 1200 if 3 <= i < 6 else 1040, 500 + 60 * i, 1800) for i in range(10)]
    caption = [put(f"c{i}", 860, 680 + 60 * i, 1140) for i in range(3)]
    assert read(left + right + caption) == [*names("ab", 10), *names("c", 3)]


def test_masthead_with_a_date_beside_it_is_read_first() -> None:
    """Text on one side only: a line of the head, not a caption."""
    head = [put("No. 37", 200, 300, 420), put("Internal bulletin", 700, 300, 1300)]
    columns = column("a", 200, 950) + column("b", 1050, 1800)
    assert read(head + columns)[-16:] == names("ab")


def test_two_columns_of_vertical_registers() -> None:
    """Columns from right to left, the upper register before the lower one."""
    lines = []
    for i in range(8):
        x0 = WIDTH - 300 - 100 * i
        for name, y0, y1 in (("a", 300, 1300), ("b", 1500, 2500)):
            lines.append(
                place(pages_line(f"{name}{i}", 0), (x0, y0, x0 + 50, y1), "vertical-rl", WIDTH)
            )
    assert read(lines, HEIGHT, WIDTH) == names("ab")


def test_vertical_columns_from_right_to_left() -> None:
    lines = []
    for i in range(8):
        x0 = WIDTH - 300 - 100 * i
        lines.append(place(pages_line(f"a{i}", 0), (x0, 300, x0 + 50, 2500), "vertical-rl", WIDTH))
    assert read(lines, HEIGHT, WIDTH) == names("a")


def test_column_found_in_two_pieces_is_one_line() -> None:
    upper = place(pages_line("上半", 0), (1000, 300, 1050, 900), "vertical-rl", WIDTH)
    lower = place(pages_line("下半", 0), (1002, 920, 1051, 1500), "vertical-rl", WIDTH)
    assert read([lower, upper], HEIGHT, WIDTH) == ["上半下半"]


def test_key_and_value_stay_on_one_row() -> None:
    """A wide gap is a tab, and such a page is not one of two columns."""
    lines = [put(f"key{i}", 200, 400 + 60 * i) for i in range(8)]
    lines += [put(f"value{i}", 900, 403 + 60 * i) for i in range(8)]
    assert read(lines) == [f"key{i}\tvalue{i}" for i in range(8)]


def test_pieces_of_a_line_are_joined() -> None:
    """Latin words by a space, Chinese characters by nothing."""
    assert read([put("one", 200, 400), put("two", 280, 402), put("three", 360, 399)]) == [
        "one two three"
    ]
    assert read([put("外交", 200, 400), put("部门", 250, 402)]) == ["外交部门"]
    assert read([put("外交", 200, 400), put("MTI", 250, 402)]) == ["外交 MTI"]


def test_rows_of_a_table() -> None:
    """Rows of three cells make a table, cells parted by tabs, also where one is empty."""
    lines = [put(f"c{row}{col}", 200 + 600 * col, 400 + 60 * row)
             for row in range(5) for col in range(3)]  # fmt: skip
    regions = arrange(lines, WIDTH, HEIGHT)
    assert [region.kind for region in regions] == ["table"]
    assert [row.text for row in regions[0].lines] == [f"c{r}0\tc{r}1\tc{r}2" for r in range(5)]


@pytest.mark.parametrize("bend", [-40, 40])
def test_slightly_bent_lines(bend: float) -> None:
    """Pieces follow their line though it has bent by the next line's place."""
    lines = []
    for row in range(5):
        for piece in range(5):
            drop = bend * (piece / 4) ** 2
            lines.append(put(f"r{row}p{piece}", 200 + 200 * piece, 400 + 60 * row + drop))
    assert read(lines) == ["\t".join(f"r{row}p{piece}" for piece in range(5)) for row in range(5)]


def test_stamps_come_last_and_are_no_text() -> None:
    lines = [*column("a", 200, 1800), put("STAMP", 900, 520, apart="stamp")]
    regions = arrange(lines, WIDTH, HEIGHT)
    assert [region.kind for region in regions] == ["body", "stamp"]
    assert [region.order for region in regions] == [0, 1]
    assert "STAMP" not in page_text(regions)


def test_stamp_over_the_text_does_not_join_its_lines() -> None:
    assert read([*column("a", 200, 800), put("STAMP", 820, 560, apart="stamp")]) == names("a")


def test_nothing_gives_nothing() -> None:
    assert arrange([], WIDTH, HEIGHT) == ()


NUMBER = st.floats(0, 2000)
SPOT = st.tuples(NUMBER, NUMBER, st.floats(1, 1800), st.floats(1, 300), st.booleans())


@given(st.lists(SPOT, max_size=30), st.booleans())
@settings(max_examples=150, deadline=None)
def test_every_line_is_kept_exactly_once(
    spots: list[tuple[float, float, float, float, bool]], vertical: bool
) -> None:
    """Any boxes at all, in either direction: no line is lost, doubled or out of its region."""
    placed = []
    for i, (x, y, w, h, stamp) in enumerate(spots):
        made: Line = pages_line(f"w{i}", i)
        direction: Direction = "vertical-rl" if vertical else "horizontal"
        placed.append(
            place(made, (x, y, x + w, y + h), direction, WIDTH, "stamp" if stamp else None)
        )
    regions = arrange(placed, WIDTH, HEIGHT)
    found = [word for region in regions for line in region.lines for word in line.text.split()]
    assert sorted(found) == sorted(f"w{i}" for i in range(len(spots)))
    words = [word.text for region in regions for line in region.lines for word in line.words]
    assert sorted(words) == sorted(found)
    assert [region.order for region in regions] == list(range(len(regions)))
    for region in regions:
        for line in region.lines:
            assert region.box[0] <= line.box[0] and line.box[2] <= region.box[2]
            assert 0 <= line.confidence <= 1


@given(st.permutations(range(12)))
@settings(max_examples=40, deadline=None)
def test_order_of_finding_does_not_matter(order: list[int]) -> None:
    lines = column("a", 200, 950, 6) + column("b", 1050, 1800, 6)
    assert arrange([lines[i] for i in order], WIDTH, HEIGHT) == arrange(lines, WIDTH, HEIGHT)


def test_three_columns_under_a_masthead_that_crosses_none() -> None:
    """The masthead is no wider than the middle column."""
    lines = [put("MAST", 800, 300, 1200)]
    for name, u0 in (("a", 200), ("b", 770), ("c", 1340)):
        lines += column(name, u0, u0 + 500, 10, 400)
    assert read(lines) == ["MAST", *names("abc", 10)]


def words(text: str, spans: Sequence[tuple[float, float]], v: float) -> Placed:
    """A line found as one piece, with the places of its words."""
    made = pages_line(text, 0)
    return Placed(made, spans[0][0], v, spans[-1][1], v + THICK, spans=tuple(spans))


def test_cells_of_a_line_found_as_one_are_told_by_free_corridors() -> None:
    """Two words of a cell stand closer than two cells, in every row."""
    cells = [((200, 230), (270, 350), (362, 450), (600, 700), (900, 960)),
             ((200, 230), (270, 330), (342, 470), (600, 760), (900, 940)),
             ((190, 240), (272, 380), (392, 480), (600, 680), (900, 990))]  # fmt: skip
    lines = [words(f"{i}. Kis Pál titkár {i}00", spans, 500 + 60 * i)
             for i, spans in enumerate(cells)]  # fmt: skip
    assert read(lines) == [f"{i}.\tKis Pál\ttitkár\t{i}00" for i in range(3)]
    assert [region.kind for region in arrange(lines, WIDTH, HEIGHT)] == ["table"]


def test_words_of_running_text_leave_no_corridor() -> None:
    rng = np.random.default_rng(4)
    lines = []
    for i in range(8):
        ends = np.cumsum(rng.integers(90, 190, 8)) + 200.0
        spans = [(float(a), float(b) - 25) for a, b in zip([200.0, *ends[:-1]], ends, strict=True)]
        lines.append(words("egy ket har neg ot hat het nyolc", spans, 500 + 60 * i))
    assert read(lines) == ["egy ket har neg ot hat het nyolc"] * 8
    assert [region.kind for region in arrange(lines, WIDTH, HEIGHT)] == ["body"]


def test_names_of_fields_are_no_table() -> None:
    """Such lines are read as text by the rules that look for sender and subject."""
    lines = [put(f"KEY{i}:", 200, 400 + 60 * i) for i in range(5)]
    lines += [put(f"value{i}", 900, 403 + 60 * i) for i in range(5)]
    assert [region.kind for region in arrange(lines, WIDTH, HEIGHT)] == ["body"]


def test_numbers_of_lines_stand_apart_and_numbers_of_items_do_not() -> None:
    text = column("a", 300, 1800, 20)
    counted = [put(str(5 * i), 180, 500 + 60 * (5 * i - 1)) for i in range(1, 4)]
    items = [put(str(i + 1), 180, 500 + 60 * i) for i in range(4)]
    found = arrange([*text, *counted], WIDTH, HEIGHT)
    assert [r.kind for r in found] == ["body", "marginal-note", "marginal-note", "marginal-note"]
    assert page_text(arrange([*text, *items], WIDTH, HEIGHT)).startswith("1\ta0\n2\ta1")


def test_heading_across_a_vertical_page_comes_first_and_its_number_last() -> None:
    lines = [put_across("关于会议的报告", 700, 200, 1300), put_across("七", 980, 2650, 1020)]
    for i in range(8):
        x0 = WIDTH - 300 - 100 * i
        lines.append(place(pages_line(f"a{i}", 0), (x0, 300, x0 + 50, 2500), "vertical-rl", WIDTH))
    assert read(lines, HEIGHT, WIDTH) == ["关于会议的报告", *names("a"), "七"]
    kinds = [region.kind for region in arrange(lines, HEIGHT, WIDTH)]
    assert kinds == ["heading", "body", "page-number"]


def put_across(text: str, x0: float, y0: float, x1: float) -> Placed:
    """A horizontal line of a vertical page."""
    box = (x0, y0, x1, y0 + THICK)
    return place(pages_line(text, 0), box, "vertical-rl", WIDTH, across=True)


def test_a_struck_out_place_parts_no_cells() -> None:
    lines = []
    for i in range(4):
        lines += [put("a követség", 200, 400 + 60 * i), put("jelentette", 900, 400 + 60 * i)]
    hidden = [(420.0, 400.0 + 60 * i, 880.0, 440.0 + 60 * i) for i in range(4)]
    found = arrange(lines, WIDTH, HEIGHT, hidden)
    assert page_text(found) == "\n".join(["a követség jelentette"] * 4)


def test_ditto_marks_of_a_chinese_table_are_as_printed() -> None:
    rows = [("1", "毛德全", "外交部"), ("2", "雷振声", '"'), ("3", "龚建华", '"')]
    lines = [put(cell, 200 + 500 * n, 400 + 60 * i) for i, row in enumerate(rows)
             for n, cell in enumerate(row)]  # fmt: skip
    assert read(lines) == ["1\t毛德全\t外交部", "2\t雷振声\t〃", "3\t龚建华\t〃"]
