"""Queries: what they mean, and what is said of those that mean nothing."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalogue.filters import FILTERS, Filter
from pipeline.catalogue.query import All, Either, Not, QueryError, Words, parse
from pipeline.catalogue.search import Query, search
from pipeline.errors import UsageError
from tests.catalogue.support import ask, found

WRONG = {
    "lang:xx": "no value of 'lang:'",
    "": "nothing to look for",
    "  ": "nothing to look for",
    "— !? ...": "nothing to look for",
    '"Mao': "not closed",
    "a OR": "between two words",
    "OR a": "between two words",
    "a OR OR b": "between two words",
    "(Mao": r"'\(' without",
    "Mao)": r"'\)' without",
    "()": "nothing to look for",
    "NOT": "After NOT",
    "(-)": "After NOT",
    "*": "no word before",
    "k*": "too short",
    "k*nai": "not at the end",
    "kínai**": "not at the end",
    "Tárgy:rizs": "no filter 'Tárgy:'",
    "http://example.org": "no filter 'http:'",
    "lang:": "needs a value",
    'person:""': "needs a value",
    "path:,": "needs a value",
    "type:report,": "needs a value",
    "date:1956-13": "no value of 'date:'",
    "date:1957..1956": "no value of 'date:'",
    "date:tegnap": "no value of 'date:'",
    "date:..": "no value of 'date:'",
    "date:1956..1957..1958": "no value of 'date:'",
    "type:regény": "no value of 'type:'",
    "classification:x": "no value of 'classification:'",
    "grade:best": "no value of 'grade:'",
    "review:maybe": "no value of 'review:'",
    "person:!!": "no word",
    "a " * 61: "at most 60",
    "a" * 1001: "at most 1000",
    "(" * 11 + "a" + ")" * 11: "nested",
}
# Words that would be operators of SQL or FTS5, and must be only words.
HOSTILE = [
    "' OR 1=1 --",
    '"; DROP TABLE documents; --"',
    "text : kínai",
    "NEAR(kínai 5)",
    "kínai NEAR küldöttség",
    "^kínai",
    "{text} kínai",
    "-names kínai",
    'person:"%"x',
    "path:%_\\'",
    "ref:' OR '1'='1",
    'sender:"\'"x',
    "authoritykadarjanos",
    "kínai\x00küldöttség",
    "AND AND kínai",
]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_said(text: str) -> None:
    with pytest.raises(UsageError, match=WRONG[text]):
        parse(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_is_an_operator_of_the_database(
    catalogue: sqlite3.Connection, text: str
) -> None:
    try:
        ask(catalogue, text)
    except UsageError as error:
        assert "cannot be read" not in error.message
    assert len(found(catalogue, "-lang:fi")) == 7


def test_names_of_columns_are_words(catalogue: sqlite3.Connection) -> None:
    assert found(catalogue, "names") == set()
    assert found(catalogue, "kadarjanos", expand=False) == set()


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "(",
                ")",
                "OR",
                "NOT",
                "AND",
                "-",
                '"',
                "*",
                "~",
                ":",
                "..",
                ",",
                "|",
                "毛",
                "ő",
                "a b",
            ]
        )
        | st.sampled_from([f"{name}:" for name in FILTERS])
        | st.text(max_size=8),
        max_size=12,
    ).map("".join)
    | st.text(max_size=40)
)
def test_no_text_breaks_the_search(catalogue: sqlite3.Connection, text: str) -> None:
    try:
        results = ask(catalogue, text)
    except UsageError as error:
        assert "cannot be read" not in error.message
    else:
        assert 0 <= len(results.hits) <= results.total <= 7


def test_words_stand_together_before_or() -> None:
    assert parse("a b OR c") == Either((All((_word("a"), _word("b"))), _word("c")))
    assert parse("a (b OR c)") == All((_word("a"), Either((_word("b"), _word("c")))))
    assert parse("a -(b c)") == All((_word("a"), Not(All((_word("b"), _word("c"))))))


def test_a_hyphen_in_a_word_excludes_nothing() -> None:
    assert parse("Ce-tung") == Words("Ce-tung", ("ce", "tung"))
    assert parse("Budapest - Peking") == All((_word("Budapest"), _word("Peking")))


def test_filters_take_quoted_and_several_values() -> None:
    assert parse('person:"Mao Ce-tung"') == Filter("person", ("Mao Ce-tung",))
    assert parse("type:telegram,jelentés") == Filter("type", ("telegram", "report"))
    assert parse('-ref:"1,2"') == Not(Filter("ref", ("1,2",)))


def test_signs_of_chinese_keyboards() -> None:
    assert parse("（毛 ｜ type：电报）") == Either((_word("毛"), Filter("type", ("telegram",))))


@pytest.mark.parametrize(("limit", "offset"), [(-1, 0), (0, -1), (20_000, 0), (1, 1 << 80)])
def test_limits(catalogue: sqlite3.Connection, limit: int, offset: int) -> None:
    with pytest.raises(QueryError, match="hits"):
        search(catalogue, Query("a", limit, offset))


def test_every_filter_has_an_example_that_works(catalogue: sqlite3.Connection) -> None:
    for kind in FILTERS.values():
        ask(catalogue, kind.example)


def _word(text: str) -> Words:
    return Words(text, (text.casefold(),))
