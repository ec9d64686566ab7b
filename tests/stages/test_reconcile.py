"""Two readings of a line become one: what both together hold likelier stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engines import Reading, Token
from pipeline.stages.reconcile import reconcile

HUNGARIAN = ("hu", "zh")


def shapes(text: str, sure: float = 0.97, **rivals: float) -> Reading:
    """PP-OCR's reading, ten pixels a character; ``rivals``: ``í=0.1`` beside every i ..."""
    beside = {"í": "i", "ő": "ö", "á": "a", "l": "1", "a": "ă"}
    tokens = tuple(
        Token(c, 10.0 * i, 10.0 * i + 10, sure,
              tuple((r, p) for r, p in rivals.items() if beside[r] == c))
        for i, c in enumerate(text)
    )  # fmt: skip
    return Reading(text, sure, tokens, "ppocr", by_character=True)


def words(text: str, sure: float = 0.9) -> Reading:
    """Tesseract's reading."""
    tokens, at = [], 0
    for word in text.split():
        tokens.append(Token(word, 10.0 * at, 10.0 * (at + len(word)), sure))
        at += len(word) + 1
    return Reading(text, sure, tuple(tokens), "tesseract")


def one(shape: Reading, word: Reading, languages: tuple[str, ...] = HUNGARIAN) -> str:
    return reconcile([shape], [word], languages)[0].text


def test_what_both_saw_stands() -> None:
    both = reconcile([shapes("A titkos irat")], [words("A titkos irat")], HUNGARIAN)[0]
    assert both.text == "A titkos irat"
    assert both.engine == "ppocr+tesseract"
    assert both.confidence > 0.98
    assert [token.text for token in both.tokens] == ["A", "titkos", "irat"]


def test_accent_that_shapes_hint_at_comes_from_the_words() -> None:
    assert one(shapes("kinai", í=0.01), words("kínai", 0.95)) == "kínai"


def test_accent_that_only_the_language_expects_does_not_stand() -> None:
    """A machine without í prints i, and i is what is transcribed."""
    assert one(shapes("kinai", 0.999), words("kínai", 0.95)) == "kinai"


def test_machine_without_a_letter() -> None:
    """Where the engines never agree on ő, the page has none; where they do, it may."""
    lines = ["Elöadtam és elöbb", "közölte a követ", "idöben jött"]
    without = reconcile(
        [shapes(line, 0.9, ő=0.1) for line in lines],
        [words(line.replace("ö", "ő"), 0.9) for line in lines],
        HUNGARIAN,
    )
    assert [r.text for r in without] == lines
    seen = ["előbb", "nőtt", "felső", "időben", "első"]
    agreed = [shapes(word) for word in seen], [words(word) for word in seen]
    with_it = reconcile(
        [*agreed[0], shapes("elöl", 0.6, ő=0.35)], [*agreed[1], words("elől")], HUNGARIAN
    )
    assert with_it[-1].text == "elől"


def test_letter_of_a_foreign_language_gives_way_to_its_rival() -> None:
    assert one(shapes("ăz irăt", 0.6, a=0.3), words("az irat")) == "az irat"
    assert one(shapes("Ceaușescu"), words("Ceausescu", 0.3)) == "Ceaușescu"
    assert one(shapes("ăz", 0.6, a=0.3), words(""), ("ro",)) == "ăz"


def test_shapes_lead_where_words_are_wild() -> None:
    wild = words("ŐgZ 4lI vv~ {3t", 0.6)
    assert one(shapes("Nagy Imre volt"), wild) == "Nagy Imre volt"


def test_specks_that_one_engine_alone_saw_are_left_out() -> None:
    assert one(shapes("irat", 0.97), words("irat . ,")) == "irat"
    line = Reading(
        "irat~", 0.9, (*shapes("irat").tokens, Token("~", 40, 50, 0.4)), "ppocr", by_character=True
    )
    assert one(line, words("irat")) == "irat"


def test_a_speck_left_out_does_not_join_words() -> None:
    tokens = (*shapes("az ").tokens, Token("~", 30, 40, 0.4), Token("i", 40, 50, 0.97),
              Token("r", 50, 60, 0.97))  # fmt: skip
    line = Reading("az ~ir", 0.9, tokens, "ppocr", by_character=True)
    assert one(line, words("az ir")) == "az ir"


def test_a_line_of_unsure_signs_is_not_lost() -> None:
    assert one(shapes("~", 0.3), words(",")) in {"~", ","}


def test_spaces_are_as_shapes_show_them() -> None:
    assert one(shapes("Nagy Imre"), words("NagyImre")) == "Nagy Imre"


@pytest.mark.parametrize(("seen", "read"), [("", "irat"), ("irat", ""), ("", "")])
def test_one_engine_alone(seen: str, read: str) -> None:
    assert one(shapes(seen), words(read)) == (seen or read)


def test_words_lie_where_tesseract_measured_them() -> None:
    measured = Reading("irat", 0.9, (Token("irat", 3.0, 37.0, 0.9),), "tesseract")
    [both] = reconcile([shapes("irat")], [measured], HUNGARIAN)
    assert (both.tokens[0].x0, both.tokens[0].x1) == (3.0, 37.0)


TEXT = st.text(alphabet='aáeőö ,."„1l中', max_size=20)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT, st.floats(0, 1), st.floats(0, 1)), max_size=4))
def test_only_what_was_seen_stands(lines: list[tuple[str, str, float, float]]) -> None:
    """Whatever the readings, no character appears that neither engine saw in the line."""
    made = reconcile(
        [shapes(a, p) for a, _, p, _ in lines], [words(b, q) for _, b, _, q in lines], HUNGARIAN
    )
    assert len(made) == len(lines)
    for (a, b, _, _), reading in zip(lines, made, strict=True):
        assert set(reading.text) <= set(a) | set(b) | {" "}
        assert 0 <= reading.confidence <= 1
        assert all(token.text and token.x0 <= token.x1 for token in reading.tokens)


def test_wide_signs_belong_to_chinese_print() -> None:
    """On a Latin line a comma is narrow, though PP-OCR prefers the wide one."""
    beside = Token("，", 0, 10, 0.8, ((",", 0.15),))
    shape = Reading("a，", 0.9, (Token("a", 0, 10, 0.99), beside), "ppocr", by_character=True)
    assert one(shape, words("a,", 0.5)) == "a,"


@pytest.mark.parametrize(
    ("seen", "read", "printed"),
    [("JEGYZőKÖNYV", "JEGYZŐKÖNYV", "JEGYZŐKÖNYV"),
     ("Sándor", "sándor", "Sándor"), ("Vuhan", "vuhan", "Vuhan")],
)  # fmt: skip
def test_capitals_among_capitals_and_otherwise_as_shapes_show_them(
    seen: str, read: str, printed: str
) -> None:
    """Tesseract often takes S and s for each other; in a word of capitals it may be right."""
    tokens = tuple(
        Token(c, 10.0 * i, 10.0 * i + 10, 0.95, ((c.swapcase(), 0.04),)) for i, c in enumerate(seen)
    )
    shape = Reading(seen, 0.95, tokens, "ppocr", by_character=True)
    assert one(shape, words(read, 0.95)) == printed


def test_double_acute_that_shapes_make_single() -> None:
    """PP-OCR reads ű as ú more often than the reverse, and then still thinks of ű."""
    tokens = tuple(Token(c, 10.0 * i, 10.0 * i + 10, 0.98, (("ű", 0.008),) if c == "ú" else ())
                   for i, c in enumerate("fútés"))  # fmt: skip
    shape = Reading("fútés", 0.98, tokens, "ppocr", by_character=True)
    assert one(shape, words("fűtés", 0.93)) == "fűtés"
    assert one(shapes("fútés", 0.98), words("fűtés", 0.93)) == "fútés"


def test_a_letter_that_shapes_dropped_comes_back_between_two_that_both_saw() -> None:
    assert one(shapes("forgalo és"), words("forgalom és", 0.95)) == "forgalom és"
    assert one(shapes("eőadás"), words("előadás", 0.95)) == "előadás"
    assert one(shapes("eőadás"), words("előadás", 0.7)) == "eőadás"
    assert one(shapes("jötek"), words("jöttek", 0.95)) == "jöttek"
