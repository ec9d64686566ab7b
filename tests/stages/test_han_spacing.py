"""The grid of Chinese print tells wide forms from narrow ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.engines import Reading, Token
from pipeline.stages.han_spacing import as_printed

CELL = 40.0


def reading(*placed: tuple[str, float]) -> Reading:
    """Characters with the middles of their cells, in cells."""
    tokens = tuple(Token(text, at * CELL - 10, at * CELL + 10, 0.9) for text, at in placed)
    return Reading("".join(t.text for t in tokens), 0.9, tokens, "fake", True)


def printed(*placed: tuple[str, float]) -> str:
    return as_printed(reading(*placed)).text


HEAD = (("外", 0.0), ("交", 1.0), ("部", 2.0))


def test_digits_a_cell_apart_are_wide() -> None:
    assert printed(*HEAD, ("第", 3.0), ("4", 4.0), ("1", 5.0), ("号", 6.0)) == "外交部第４１号"


def test_digits_half_a_cell_apart_are_narrow() -> None:
    assert printed(*HEAD, ("第", 3.0), ("4", 3.75), ("1", 4.25), ("号", 5.0)) == "外交部第41号"


def test_a_lone_digit_is_judged_by_its_neighbours() -> None:
    assert printed(*HEAD, ("3", 3.0), ("月", 4.0)) == "外交部３月"
    assert printed(*HEAD, ("3", 2.75), ("月", 3.5)) == "外交部3月"


def test_an_empty_cell_is_a_wide_space() -> None:
    assert printed(*HEAD, ("北", 4.0), ("京", 5.0)) == "外交部\u3000北京"


def test_signs_are_wide_save_inside_numbers() -> None:
    assert printed(*HEAD, (":", 3.0), ("北", 4.0)) == "外交部：北"
    assert printed(*HEAD, ("1", 3.0), ("8", 3.5), (":", 4.0), ("3", 4.5), ("0", 5.0)).endswith(
        "18:30"
    )


@pytest.mark.parametrize(("around", "circle"), [("一", "〇"), ("字", "○")])
def test_a_circle_beside_numerals_is_nought(around: str, circle: str) -> None:
    assert (
        printed(*HEAD, (around, 3.0), ("○", 4.0), (around, 5.0))
        == f"外交部{around}{circle}{around}"
    )


def test_latin_readings_are_left_alone() -> None:
    latin = reading(("B", 0.0), ("p", 0.5), (",", 1.0), ("1", 1.5))
    assert as_printed(latin) is latin


@given(st.lists(st.tuples(st.characters(), st.floats(0, 50)), max_size=30))
def test_only_widths_and_spaces_change(placed: list[tuple[str, float]]) -> None:
    """Nothing but wide forms, wide spaces and the circle is ever changed."""
    import unicodedata

    found = as_printed(reading(*placed)).text
    before = "".join(text for text, _ in placed)

    def bare(text: str) -> str:
        folded = unicodedata.normalize("NFKC", text).replace("○", "〇")
        return "".join(folded.split())

    assert bare(found) == bare(before)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("一5一", "—5—"),
        ("95一316", "95—316"),
        ("一九五六", "一九五六"),
        ("第一5", "第一5"),
        ("一", "一"),
    ],
)
def test_a_dash_is_not_the_numeral_one(read: str, printed: str) -> None:
    tokens = tuple(Token(c, 10.0 * i, 10.0 * i + 9, 0.9) for i, c in enumerate(read))
    assert as_printed(Reading(read, 0.9, tokens, "fake", True)).text == printed


@pytest.mark.parametrize(
    ("opening", "closing", "text"),
    [(0.006, 0.0, "外交部〔1959〕"), (0.0, 0.01, "外交部〔1959〕"), (0.001, 0.001, "外交部[1959]")],
)
def test_brackets_of_numbers_are_wide_if_they_may_be(
    opening: float, closing: float, text: str
) -> None:
    """Both of a pair, if one was thought of."""
    plain = reading(
        *HEAD, ("[", 3.0), *((d, 3.75 + i / 2) for i, d in enumerate("1959")), ("]", 6.5)
    )
    thought = {"[": (("〔", opening),), "]": (("〕", closing),)}
    tokens = tuple(replace(t, rivals=thought.get(t.text, ())) for t in plain.tokens)
    assert as_printed(replace(plain, tokens=tokens)).text == text


def test_a_single_bracket_stays() -> None:
    plain = reading(*HEAD, ("[", 3.0))
    tokens = tuple(replace(t, rivals=(("〔", 0.1),)) for t in plain.tokens)
    assert as_printed(replace(plain, tokens=tokens)).text == "外交部["


@pytest.mark.parametrize("dot", [".", "．", "•"])
def test_a_dot_between_characters_parts_names(dot: str) -> None:
    assert printed(*HEAD, (dot, 3.0), ("马", 4.0)) == "外交部·马"
    assert printed(*HEAD, ("3", 2.75), (".", 3.2), ("马", 4.0)) == "外交部3.马"


@pytest.mark.parametrize(
    ("text", "seen"), [("N? 0029", "№ 0029"), ("Nº12", "№12"), ("NATO?", "NATO?")]
)
def test_sign_of_numbering_machines(text: str, seen: str) -> None:
    assert printed(*((character, i / 2) for i, character in enumerate(text))) == seen
