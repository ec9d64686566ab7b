"""``search(connection, query)``: pages that answer a query, with their places on the paper."""

from __future__ import annotations

import sqlite3
from typing import Any

from pipeline.catalogue import filters
from pipeline.catalogue.answer import Expansion, FoundLine, Hit, Query, Results, Snippet
from pipeline.catalogue.locate import Printed, found_lines, marks, snippet, tidy
from pipeline.catalogue.plan import Plan, plan
from pipeline.catalogue.query import QueryError, parse
from pipeline.catalogue.vocabulary import holds, near
from pipeline.errors import UsageError

__all__ = ["Expansion", "FoundLine", "Hit", "Query", "QueryError", "Results", "Snippet", "search"]

MOST_HITS = 10_000
COLUMNS = """pages.id, documents.record, documents.file, documents.path, documents.title,
 documents.date, documents.document_type, documents.classification, pages.number, pages.half,
 pages.width, pages.height, pages.language, pages.grade, pages.needs_review, pages.text"""
# The first is gone through, the second looked up.
BY_PAGE = "pages CROSS JOIN documents ON documents.id = pages.document_id"
BY_DOCUMENT = "documents CROSS JOIN pages ON pages.document_id = documents.id"
FIRST_PAGE = (
    "pages.id = (SELECT min(other.id) FROM pages AS other WHERE other.document_id = documents.id)"
)
BY_DATE = "ORDER BY documents.first_day IS NULL, documents.first_day, documents.file, pages.id"


def search(connection: sqlite3.Connection, query: Query | str) -> Results:
    """Return the pages that answer a query, best first.

    A query of filters alone returns the first page of each document, by date, unless a
    filter asks for pages. Raises UsageError for a query that cannot be understood and for
    a damaged catalogue.
    """
    asked = Query(query) if isinstance(query, str) else query
    if not 0 <= asked.limit <= MOST_HITS or not 0 <= asked.offset < 1 << 62:
        raise QueryError(f"At most {MOST_HITS} hits are shown at once, from the first on.")
    node = parse(asked.text)
    try:
        connection.execute("BEGIN")  # one state of the catalogue for all questions
        try:
            made = plan(node, connection, expand=asked.expand)
            total, found = _select(connection, made, asked)
            hits = tuple(_hit(connection, made, row) for row in found)
            suggestions = _suggestions(connection, made) if not total else ()
        finally:
            connection.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        raise UsageError(
            f"The catalogue cannot be read: {error}.", "Delete catalogue.sqlite and search again."
        ) from error
    return Results(asked, total, hits, made.expansions, suggestions)


def _select(connection: sqlite3.Connection, made: Plan, asked: Query) -> tuple[int, list[Any]]:
    """Return how many pages there are, and the rows of those to show."""
    sql, values = _question(made, asked)
    # All ids at once are cheaper than counting first and sorting then.
    pages = [page for (page,) in connection.execute(sql, values)]
    shown = pages[asked.offset : asked.offset + asked.limit]
    one = f"SELECT {COLUMNS} FROM {BY_PAGE} WHERE pages.id = ?"
    return len(pages), [connection.execute(one, (page,)).fetchone() for page in shown]


def _question(made: Plan, asked: Query) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL for the ids of all pages, in order."""
    tables = BY_PAGE if made.of_pages else BY_DOCUMENT
    conditions = " AND ".join(made.conditions)
    if made.match is None:
        first = "" if made.asks_pages else f" AND {FIRST_PAGE}"
        return f"SELECT pages.id FROM {tables} WHERE {conditions}{first} {BY_DATE}", made.values
    where = "words MATCH ? AND words.rowid NOT IN (SELECT page_id FROM gone)"
    if conditions:  # worked out once, as a set; with "+" SQLite does not ask word by word
        where += f" AND +words.rowid IN (SELECT pages.id FROM {tables} WHERE {conditions})"
    values = (made.match, *made.values)
    if asked.order == "relevance":
        return f"SELECT rowid FROM words WHERE {where} ORDER BY rank, rowid", values
    dated = f"words CROSS JOIN {BY_PAGE}"
    return (
        f"SELECT pages.id FROM {dated} WHERE {where} AND pages.id = words.rowid {BY_DATE}",
        values,
    )


def _hit(connection: sqlite3.Connection, made: Plan, row: tuple[Any, ...]) -> Hit:
    page, *told, review, text = row
    running, apart = _lines(connection, page)
    named = _named(connection, made, page)
    found = tidy([*marks(text, made.patterns), *(span for span, _ in named if span)])
    lines = list(found_lines(running, found))
    stamped = "\n".join(line.text for line in apart)
    quoted = [(stamped.find(words), len(words)) for span, words in named if not span]
    spans = [(at, at + length) for at, length in quoted if at >= 0]
    beside = tidy([*marks(stamped, made.patterns), *spans])
    lines += found_lines(apart, beside)
    shown = snippet(stamped, beside) if beside and not found else snippet(text, found)
    values: Any = (*told, bool(review), shown, tuple(lines))
    return Hit(*values)


def _lines(connection: sqlite3.Connection, page: int) -> tuple[list[Printed], list[Printed]]:
    """Return a page's running lines, and those apart from its text as a text of their own."""
    running: list[Printed] = []
    apart: list[Printed] = []
    offset = 0
    rows = connection.execute(
        "SELECT start, text, x0, y0, x1, y1, kind FROM lines WHERE page_id = ? ORDER BY number",
        (page,),
    )
    for start, text, x0, y0, x1, y1, kind in rows:
        if start is None:
            apart.append(Printed(offset, text, (x0, y0, x1, y1), kind))
            offset += len(text) + 1
        else:
            running.append(Printed(start, text, (x0, y0, x1, y1), kind))
    return running, apart


def _named(
    connection: sqlite3.Connection, made: Plan, page: int
) -> list[tuple[tuple[int, int] | None, str]]:
    """Return where a page names those who were asked for: offsets if in its text, and words."""
    asked = [filters.entity(name, value) for name, value in made.entities]
    if made.authorities:
        marks_of = ",".join("?" * len(made.authorities))
        known = f"entities.authority IN ({marks_of})"
        asked.append(filters.Condition(known, made.authorities))
    if not asked:
        return []
    rows = connection.execute(
        "SELECT mentions.start, mentions.end, mentions.text FROM mentions JOIN pages ON"
        " pages.document_id = mentions.document_id AND pages.id = mentions.page_id"
        " JOIN entities ON entities.document_id = mentions.document_id"
        " AND entities.number = mentions.entity"
        f" WHERE pages.id = ? AND ({' OR '.join(one.sql for one in asked)})",
        (page, *(value for one in asked for value in one.values)),
    )
    return [((start, end) if start is not None else None, text) for start, end, text in rows]


def _suggestions(connection: sqlite3.Connection, made: Plan) -> tuple[str, ...]:
    """Return near relatives of the words that are on no page."""
    words = dict.fromkeys(word for pattern in made.asked for word in pattern.words)
    missing = [word for word in words if not holds(connection, word)]
    return tuple(other for word in missing for other in near(connection, word)[:3])
