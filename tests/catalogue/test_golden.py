"""Golden queries in both languages: what they must find, and nothing else."""

from __future__ import annotations

import sqlite3

import pytest

from tests.catalogue.support import ask, found, marked

MEMO, MEMO_2 = "hu-feljegyzes 1", "hu-feljegyzes 2"
TELEGRAM, GRAPES = "hu-tavirat 1", "hu-kadarka 1"
REPORT, LETTER, TABLE = "zh-baogao 1", "zht-han 1", "zh-biao 1"

GOLDEN = {
    # Names across the languages.
    "Kádár": {MEMO, TELEGRAM, REPORT, LETTER},
    "kadar": {MEMO, TELEGRAM, REPORT, LETTER},
    "卡达尔": {MEMO, TELEGRAM, REPORT, LETTER},
    "卡達爾": {MEMO, TELEGRAM, REPORT, LETTER},
    "János Kádár": {MEMO, TELEGRAM, REPORT, LETTER},
    '"Kádár"': {MEMO},
    "Csou En-laj": {MEMO_2, LETTER},
    "Zhou Enlai": {MEMO_2, LETTER},
    "周总理": {MEMO_2, LETTER},
    "Mao Cetung": {GRAPES},
    "毛澤東": {GRAPES},
    "Budapest": {MEMO, LETTER},
    "匈京": {MEMO, LETTER},
    # Hungarian with and without accents and case, ö ő ó alike.
    "küldöttség": {MEMO, MEMO_2, TELEGRAM},
    "KULDOTTSEG": {MEMO, MEMO_2, TELEGRAM},
    "küldõttség": {MEMO, MEMO_2, TELEGRAM},
    "őrségváltás": {MEMO},
    "orsegvaltas": {MEMO},
    # Words cut at line ends, hyphened, letter-spaced.
    "egyezményről": {MEMO},
    "Ce-tung": {MEMO_2, GRAPES},
    "cetung": {MEMO_2, GRAPES},
    "magyar-kínai": {MEMO},
    "magyarkínai": {MEMO},
    "kínai": {MEMO},
    "feljegyzés": {MEMO},
    # Chinese words of one, two and more characters; either form; across line ends.
    "合作": {REPORT, LETTER},
    "经济": {REPORT, LETTER},
    "經濟": {REPORT, LETTER},
    "关系": {REPORT},
    "關系": {REPORT},
    "济合": {REPORT, LETTER},
    "作经": set(),
    "豆": {TABLE},
    "填表": {LETTER},
    "塡表": {LETTER},
    # Stamps; digits as typed; Chinese noughts.
    "titkos": {TABLE},
    "国史": {TABLE},
    "1956-ban": {TELEGRAM},
    "一九五零年": {TABLE},
    # The language of queries.
    "küldöttség Pekingbe": {TELEGRAM},
    '"küldöttség Pekingbe"': {TELEGRAM},
    '"Pekingbe küldöttség"': set(),
    "kadar*": {MEMO, TELEGRAM, GRAPES},
    "szüret*": {GRAPES},
    "szuretorol~": {GRAPES},
    "küldöttség -STOP": {MEMO, MEMO_2},
    "küldöttség NOT STOP": {MEMO, MEMO_2},
    "大豆 OR szüret*": {TABLE, GRAPES},
    "(大豆 OR 合作) -外交部": {TABLE, REPORT},
    "-(lang:zh OR lang:hu)": set(),
    "nagy": {GRAPES},
    # Filters.
    "lang:zh": {REPORT, LETTER, TABLE},
    "lang:zh-Hant": {LETTER},
    "lang:hu type:telegram,memorandum": {MEMO, MEMO_2, TELEGRAM},
    "type:távirat": {TELEGRAM},
    "type:报告": {REPORT},
    "classification:titkos": {MEMO},
    "date:1956-10..1956-12": {MEMO, TELEGRAM, LETTER},
    "date:1957": {REPORT},
    "date:1957-03-15": {REPORT},
    "date:..1956-11-30 lang:hu": {MEMO, MEMO_2},
    "date:1957..": {REPORT},
    "-date:1956 lang:zh": {REPORT, TABLE},
    'person:"Mao Ce-tung"': {GRAPES},
    'person:"周恩来"': {MEMO_2, LETTER},
    "person:kadar": {MEMO, REPORT, LETTER},
    "place:Peking": {MEMO_2, TELEGRAM},
    "org:Peking": set(),
    "sender:北京": {TELEGRAM},
    "sender:外交部": {LETTER},
    "recipient:KÜM": {TELEGRAM},
    "grade:poor": {TELEGRAM},
    "review:yes": {TELEGRAM},
    "review:no lang:hu": {MEMO, MEMO_2, GRAPES},
    "path:zh-*": {REPORT, TABLE},
    "path:HU-KAD*.pdf": {GRAPES},
    "path:[": set(),
    "path:]": set(),
    'path:"pdf*box"': set(),
    'path:"box 5/hu-k"': {GRAPES},
    "ref:00756/1956": {MEMO},
    "ref:756": set(),
    "küldöttség date:1956-12": {TELEGRAM},
    "type：telegram": {TELEGRAM},
    "“大豆”": {TABLE},
}


@pytest.mark.parametrize("query", GOLDEN)
def test_golden(catalogue: sqlite3.Connection, query: str) -> None:
    assert found(catalogue, query) == GOLDEN[query]


def test_names_are_expanded_only_if_wanted(catalogue: sqlite3.Connection) -> None:
    assert found(catalogue, "Kádár", expand=False) == {MEMO}
    assert ask(catalogue, "Kádár", expand=False).expansions == ()


def test_the_answer_says_what_else_was_looked_for(catalogue: sqlite3.Connection) -> None:
    [expansion] = ask(catalogue, "csou en-laj 總理").expansions
    assert (expansion.asked, expansion.authority) == ("csou en-laj", "zhou-enlai")
    assert "周恩来" in expansion.names


def test_matches_are_marked_as_printed(catalogue: sqlite3.Connection) -> None:
    [hit] = ask(catalogue, "经济 合作 lang:zh-Hant").hits
    assert marked(hit) == ["經濟", "合作"]
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.marks] == ["經濟", "合作"]


def test_a_word_cut_at_a_line_end_is_marked_in_both_lines(catalogue: sqlite3.Connection) -> None:
    [hit] = ask(catalogue, "egyezményről").hits
    assert marked(hit) == ["egyez-", "ményről"]
    assert [line.box for line in hit.lines] == [(100, 220, 480, 250), (100, 260, 1220, 290)]


def test_a_letter_spaced_word_is_marked(catalogue: sqlite3.Connection) -> None:
    [hit] = ask(catalogue, "feljegyzés").hits
    assert marked(hit) == ["F E L J E G Y Z É S"]


def test_a_stamp_is_quoted_with_its_own_box(catalogue: sqlite3.Connection) -> None:
    [hit] = ask(catalogue, "titkos").hits
    [line] = hit.lines
    assert (line.kind, line.box) == ("stamp", (1500, 500, 1620, 530))
    assert hit.snippet.text.startswith("Titkos")


def test_names_with_case_endings_are_marked(catalogue: sqlite3.Connection) -> None:
    [hit] = ask(catalogue, "周恩来 lang:hu").hits
    assert marked(hit) == ["Csou En-lajjal"]


def test_a_hit_tells_the_document(catalogue: sqlite3.Connection) -> None:
    [hit] = ask(catalogue, "type:telegram").hits
    assert (hit.path, hit.date, hit.page, hit.grade) == (
        "box 5/hu-tavirat.pdf",
        "1956-12",
        1,
        "poor",
    )
    assert (hit.width, hit.height, hit.needs_review, hit.lines) == (2480, 3508, True, ())


def test_filters_alone_show_documents_by_date(catalogue: sqlite3.Connection) -> None:
    hits = ask(catalogue, "path:box").hits
    assert [hit.date for hit in hits] == [
        "1956?",
        "1956-11-04",
        "1956-12",
        DATED,
        None,
        "XXXX-11-04",
    ]
    assert {hit.page for hit in hits} == {1}


DATED = "1957-03-02/1957-04-01"


def test_hits_come_in_pages_without_gap_or_repetition(catalogue: sqlite3.Connection) -> None:
    whole = ask(catalogue, "lang:hu OR lang:zh", limit=1000).hits
    parts = [ask(catalogue, "lang:hu OR lang:zh", limit=2, offset=at).hits for at in range(0, 8, 2)]
    assert [hit for part in parts for hit in part] == list(whole)
    assert ask(catalogue, "lang:zh", limit=0).total == 3


def test_order_by_date(catalogue: sqlite3.Connection) -> None:
    dates = [hit.date for hit in ask(catalogue, "Kádár", order="date").hits]
    assert dates == ["1956?", "1956-11-04", "1956-12", DATED]


def test_near_words_are_suggested_where_there_is_nothing(catalogue: sqlite3.Connection) -> None:
    results = ask(catalogue, "küldötség")
    assert (results.total, results.suggestions) == (0, ("kuldottseg",))
