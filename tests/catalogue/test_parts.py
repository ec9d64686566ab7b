"""The parts of the search, each by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.catalogue import fold, names, reading
from pipeline.catalogue.dates import days
from pipeline.catalogue.locate import Printed, found_lines, marks, snippet
from pipeline.catalogue.plan import Pattern
from pipeline.catalogue.prepared import rows_of
from pipeline.model import Record
from tests import records
from tests.catalogue.support import papers

TEXT = st.text(alphabet="aőÖ1l -=\n·。國国国外交部ﬁ\u0301", max_size=60)


# --- folding ------------------------------------------------------------------------------


@given(TEXT | st.text(max_size=40))
def test_words_and_their_places_agree(text: str) -> None:
    found = fold.tokens(text)
    assert tuple(token.text for token in found) == fold.words(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)


@given(st.text(alphabet="毛泽东周恩来國", min_size=2, max_size=12), st.data())
def test_every_part_of_a_chinese_text_is_in_its_index(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    asked, begun = fold.phrase(text[start:end])
    held = f" {' '.join(fold.indexed(text).split())}{'' if begun else ' '}"
    assert f" {asked}{'' if begun else ' '}" in held


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("Gomułka", "gomulka"),
        ("Straße", "strasse"),
        ("ﬁlm", "film"),
        ("ＡＢＣ１", "abc1"),
        ("Хрущёв", "Хрущев"),
        ("臺灣", "台湾"),
        ("乾隆", "干隆"),
        ("卡达尔·亚诺什", "卡达尔亚诺什"),
        ("报　告", "报告"),
        ("1958. lll. l2.", "1958. lll. 12."),
    ],
)
def test_what_is_the_same_for_a_search(printed: str, asked: str) -> None:
    assert fold.indexed(printed).split() == fold.indexed(asked).split()


def test_chinese_signs_part_words() -> None:
    assert "系经" not in fold.indexed("关系。经济")


# --- names --------------------------------------------------------------------------------


def test_a_family_name_names_only_whom_it_must() -> None:
    surnames = {name.id: name.surname for name in names.names().values() if name.surname}
    assert surnames["kadar-janos"] == "Kádár"
    assert not {"nagy-imre", "mao-zedong", "kim-il-sung", "chiang-kai-shek"} & surnames.keys()


def test_short_forms_are_not_looked_for() -> None:
    asked = {spelling for name in names.names().values() for spelling in names.looked_for(name)}
    assert not {"UN", "Bp."} & asked
    assert {"MTI", "卡达尔"} <= asked


# --- dates --------------------------------------------------------------------------------


@given(st.text(alphabet="0123456789X-/?~%.", max_size=24))
def test_days_of_any_text(text: str) -> None:
    found = days(text)
    assert found is None or found[0] <= found[1]


@pytest.mark.parametrize("text", ["", "0000", "1956-00", "1956-02-30", "1957/1956", "1956-1-1"])
def test_no_days(text: str) -> None:
    assert days(text) is None


# --- places -------------------------------------------------------------------------------


def test_a_mark_over_a_line_end_lies_in_both_lines() -> None:
    lines = [Printed(0, "egy-", (0, 0, 4, 1), "body"), Printed(5, "ség és", (0, 1, 6, 2), "body")]
    [mark] = marks("egy-\nség és", [Pattern.of("egység")])
    told = [
        (line.box, line.text[a:b]) for line in found_lines(lines, [mark]) for a, b in line.marks
    ]
    assert told == [((0, 0, 4, 1), "egy-"), ((0, 1, 6, 2), "ség")]


def test_a_snippet_is_where_the_most_matches_are() -> None:
    text = "rizs " + "x " * 400 + "\nA rizs és a rizs ára."
    shown = snippet(text, marks(text, [Pattern.of("rizs")]))
    assert shown.text == "A rizs és a rizs ára."
    assert [shown.text[a:b] for a, b in shown.marks] == ["rizs", "rizs"]


@given(TEXT, st.integers(0, 3))
def test_snippets_quote_the_text(text: str, repeat: int) -> None:
    long = f"{text} kínai {text * repeat * 40}"
    shown = snippet(long, marks(long, [Pattern.of("kínai")]))
    assert shown.text in long
    assert len(shown.text) <= 400
    assert "kínai" in [shown.text[a:b] for a, b in shown.marks]


def test_marks_in_a_line_of_a_megabyte_are_quick_and_few() -> None:
    text = "rizs " * 200_000
    found = marks(text, [Pattern.of("rizs")])
    assert len(found) == 200
    assert len(snippet(text, found).text) <= 400


# --- reading ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "made", [records.record(), *papers()], ids=lambda made: made.source.paths[0]
)
def test_reading_leaves_out_nothing_that_is_kept(made: Record) -> None:
    failed = replace(made, pages=(*made.pages, records.failed_page(9)))
    assert rows_of(reading.decode(records.canonical(failed)), "x") == rows_of(failed, "x")
