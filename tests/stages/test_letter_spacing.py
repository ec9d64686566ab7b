"""Letter-spaced words are read with the spaces they are printed with."""

from __future__ import annotations

from pipeline.model import Line, Word
from pipeline.stages.letter_spacing import spaced_out
from pipeline.stages.normalise import search_text
from pipeline.stages.placed import Placed


def put(text: str, step: float, v: float = 0.0, high: float = 40.0) -> Placed:
    """A line of words, ``step`` pixels a character."""
    words, spans, at = [], [], 0
    for part in text.split(" "):
        x0, x1 = round(at * step), round((at + len(part)) * step)
        words.append(Word(text=part, box=(x0, 0, x1, 40), confidence=0.9))
        spans.append((float(x0), float(x1)))
        at += len(part) + 1
    box = (0, 0, round(len(text) * step), 40)
    line = Line(text=text, box=box, script="Latn", confidence=0.9, engine="e", words=tuple(words))
    return Placed(line, 0.0, v, len(text) * step, v + high, spans=tuple(spans))


USUAL = [put("A nagykövetség jelentése szerint folytatódik.", 20, 100.0 + 60 * i) for i in range(4)]


def text_of(line: Placed) -> str:
    return spaced_out([*USUAL, line])[-1].line.text


def test_letters_far_apart_are_letter_spaced() -> None:
    assert text_of(put("FELJEGYZÉS", 40)) == "F E L J E G Y Z É S"
    assert text_of(put("TITKOS IRAT", 38)) == "TITKOS IRAT"


def test_each_letter_keeps_its_place() -> None:
    found = spaced_out([*USUAL, put("TITKOS", 40)])[-1]
    assert [word.text for word in found.line.words] == list("TITKOS")
    assert found.line.words[1].box == (40, 0, 80, 40)
    assert found.spans[1] == (40.0, 80.0)


def test_half_split_words_are_put_right() -> None:
    assert text_of(put("EMLÉKE Z T E TŐ", 34)) == "E M L É K E Z T E T Ő"


def test_other_lines_stay_as_they_are() -> None:
    for line in (
        put("FELJEGYZÉS", 21),  # capitals
        put("feljegyzés", 40),  # a wide face
        put("TÖRÖKBÁLINT", 40, high=90.0),  # large type
        put("F E L J", 20),
    ):
        assert text_of(line) == line.line.text
    assert spaced_out([put("FELJEGYZÉS", 40)])[0].line.text == "FELJEGYZÉS"


def test_it_is_found_as_a_word() -> None:
    assert search_text("T I T K O S   I R A T") == "titkos irat"
