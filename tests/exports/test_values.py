"""Dates, language codes, safe text and ``--where``: one value in each tool's own syntax."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.errors import UsageError
from pipeline.exports import safe
from pipeline.exports.codes import ROWS, codes, tag
from pipeline.exports.edtf import when
from pipeline.exports.selection import parse
from pipeline.settings import KNOWN_LANGUAGES
from tests.exports.support import bare, dated, rich
from tests.records import record

TAGS = [*sorted(KNOWN_LANGUAGES), "ru", "zh-Hans", "zh-Hant"]


@pytest.mark.parametrize(
    ("edtf", "start", "end", "first", "last", "certainty", "prefixes"),
    [
        ("1956-11-04", "1956-11-04", "1956-11-04", "1956-11-04", "1956-11-04", "", 1),
        ("1956-11", "1956-11", "1956-11", "1956-11-01", "1956-11-30", "", 1),
        ("1956-02", "1956-02", "1956-02", "1956-02-01", "1956-02-29", "", 1),
        ("1956", "1956", "1956", "1956-01-01", "1956-12-31", "", 1),
        ("1956-11-04?", "1956-11-04", "1956-11-04", "1956-11-04", "1956-11-04", "questionable", 1),
        ("1956~", "1956", "1956", "1956-01-01", "1956-12-31", "approximate", 1),
        ("1956-11%", "1956-11", "1956-11", "1956-11-01", "1956-11-30", "questionable", 1),
        ("1956-10/1957", "1956-10", "1957", "1956-10-01", "1957-12-31", "", 2),
        ("1956-11-04/..", "1956-11-04", None, "1956-11-04", None, "", 1),
        ("../1956", None, "1956", None, "1956-12-31", "", 1),
        ("/1956", None, "1956", None, "1956-12-31", "", 1),
        *((odd, None, None, None, None, "", 0) for odd in (
            "XXXX-11-12", "XXXX-11-12/XXXX-11-18", "1951-11-09/1951-11-02", "1956-13",
            "1955-02-29", "0000", "../..", "", "1956-21", "195X", "november", "1956-11-04T10:00",
        )),
    ],
)  # fmt: skip
def test_a_date_as_precise_as_the_paper(
    edtf: str,
    start: str | None,
    end: str | None,
    first: str | None,
    last: str | None,
    certainty: str,
    prefixes: int,
) -> None:
    found = when(edtf)
    assert (found.start, found.end) == (start, end)
    assert (found.first_day, found.last_day) == (first, last)
    assert found.certainty == certainty
    assert len(found.prefixes) == prefixes
    assert found.edtf == edtf


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789-/.?~%X", max_size=24))
def test_no_date_is_ever_invented(edtf: str) -> None:
    found = when(edtf)
    for part in (found.start, found.end):
        assert part is None or part in edtf
    if found.first_day and found.last_day:
        assert found.first_day <= found.last_day


@pytest.mark.parametrize("language", TAGS)
def test_languages_come_back_from_every_system(language: str) -> None:
    found = codes(language)
    assert found is not None
    for code in (found.alpha2, found.bibliographic, found.alpha3):
        assert tag(code, found.script) == language


def test_every_code_stands_for_one_language() -> None:
    for column in range(3):
        assert len({row[column] for row in ROWS.values()}) == len(ROWS)
    assert set(ROWS) >= KNOWN_LANGUAGES


@pytest.mark.parametrize("unknown", ["und", "mul", "xx", "", "qaa-Latn"])
def test_no_code_is_guessed(unknown: str) -> None:
    assert codes(unknown) is None
    assert tag(unknown) is None


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "  =1", "\x00=1", "\n=1"]
)
def test_no_cell_is_a_formula(formula: str) -> None:
    assert safe.cell(formula).startswith("'")
    assert safe.several(["fine", formula]).split("|")[1].startswith("'")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=5))
def test_lists_come_back_as_they_were_given(values: list[str]) -> None:
    kept = [value for value in map(safe.one_line, values) if value]
    parts = safe.several(values).split("|")
    assert len([part for part in parts if part]) == len(kept)
    assert not safe.several(values).startswith(safe.FORMULA)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), max_size=30))
def test_text_is_fit_for_xml_and_csv(text: str) -> None:
    element = etree.Element("t")
    element.text = safe.plain(text)
    assert etree.fromstring(etree.tostring(element)).text == (element.text or None)
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerow([safe.cell(text), "end"])
    assert next(csv.reader(io.StringIO(stream.getvalue(), newline=""))) == [safe.cell(text), "end"]


@pytest.mark.parametrize(
    ("where", "chosen"),
    [
        ("", "rich bare"),
        ("lang:zh", "rich"),
        ("lang:hu", "rich"),
        ("lang:zh-hans", ""),
        ("lang:none", "bare"),
        ("type:memorandum,telegram", "rich"),
        ("type:telegram", ""),
        ("type:none", "bare"),
        ("type:feljegyzés", "rich"),
        ("classification:绝密", "rich"),
        ("review:nem", "rich bare"),
        ("path:BARE", "bare"),
        ("path:[b]are", ""),
        ("classification:top-secret", "rich"),
        ("classification:none", "bare"),
        ("date:1956", "rich"),
        ("date:1956-10..1956-12", "rich"),
        ("date:1957..", ""),
        ("date:..1956-11-03", ""),
        ("date:none", "bare"),
        ("review:no grade:good", "rich bare"),
        ("review:yes", ""),
        ("path:box/r*", "rich"),
        ("lang:hu path:box/bare.pdf", ""),
        ("'path:box/b*'", "bare"),
    ],
)
def test_where(where: str, chosen: str) -> None:
    found = parse((where,))
    made = {"rich": rich(), "bare": bare()}
    admitted = [name for name, one in made.items() if found is None or found.admits(one)]
    assert admitted == chosen.split()


@pytest.mark.parametrize(
    ("own", "asked", "found"),
    [
        ("1956-11", "date:1956-11-30", True),
        ("1956-10-23/1956-11-04", "date:1956-11", True),
        ("1956-10-23/1956-11-04", "date:1956-11-05..", False),
        ("1956/..", "date:1989", True),
        ("../1956", "date:1957", False),
        ("XXXX-11-12", "date:1956", False),
        ("1956?", "date:1956", True),
    ],
)
def test_where_asks_for_what_a_date_may_mean(own: str, asked: str, found: bool) -> None:
    condition = parse((asked,))
    assert condition is not None
    assert condition.admits(dated(own)) is found


@pytest.mark.parametrize(
    "wrong",
    ["lang", "lang:", "colour:red", "date:soon", "date:1956..1955", "grade:bad", "review:perhaps",
     "classification:secret,odd", "'path:open", "type:nonsense", "lang:xx"],
)  # fmt: skip
def test_where_refuses_what_it_does_not_know(wrong: str) -> None:
    with pytest.raises(UsageError, match="--where"):
        parse((wrong,))


def test_where_lists_what_there_is() -> None:
    with pytest.raises(UsageError) as caught:
        parse(("type:nonsense",))
    assert "telegram" in caught.value.remedy
    assert "none" in caught.value.remedy


def test_names_with_signs_are_found_as_they_are() -> None:
    made = record("a,b [1]")
    condition = parse(("path:*,b*",))
    assert condition is not None
    assert condition.admits(made)
