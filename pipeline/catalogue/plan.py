"""From what is asked to one question to SQLite: a MATCH, and conditions beside it.

Every word reaches SQLite as a bound value, in quotes, folded to letters and digits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from pipeline.catalogue import fold, names, rows
from pipeline.catalogue.answer import Expansion
from pipeline.catalogue.expand import Asked, Named, expanded, expansions, spelt
from pipeline.catalogue.filters import ENTITIES, Filter, condition
from pipeline.catalogue.query import All, Either, Node, Not, Words

# Columns of the index that hold what is printed; `names` holds whom it names.
PRINTED = "{text apart joined}"
HYPHENS = str.maketrans("", "", "-‐‑=")


class Pattern(Struct, frozen=True):
    """Words that are marked where they stand; the last one may only be begun.

    ``match`` asks the index for them.
    """

    words: tuple[str, ...]
    begun: bool = False
    match: str = ""

    @classmethod
    def of(cls, text: str, *, begun: bool = False) -> Pattern:
        """Return the pattern of a text."""
        asked, unfinished = fold.phrase(text)
        match = f'"{asked}"{" *" if begun or unfinished else ""}'
        return cls(fold.words(text), begun, match)


class Plan(Struct, frozen=True):
    """A question to SQLite, and what to mark in its answers.

    ``of_pages`` says whether the conditions are about pages, ``asks_pages`` whether anything is.
    """

    match: str | None
    conditions: tuple[str, ...]
    values: tuple[Any, ...]
    of_pages: bool
    asks_pages: bool
    asked: tuple[Pattern, ...]
    patterns: tuple[Pattern, ...]
    authorities: tuple[str, ...]
    entities: tuple[tuple[str, str], ...]
    expansions: tuple[Expansion, ...]


def plan(node: Node, connection: sqlite3.Connection, *, expand: bool) -> Plan:
    """Return the question for a parsed query."""
    asked: Asked = spelt(node, connection)
    if expand:
        asked = expanded(asked)
    nodes = asked.nodes if isinstance(asked, All) else (asked,)
    matched = tuple(one for one in nodes if _matchable(one))
    # What must not be stands beside what must be in one MATCH, else it is a condition.
    text = _match_all(matched)
    rest = [one for one in nodes if text is None or not _matchable(one)]
    conditions = [_condition(one) for one in rest]
    wanted = tuple(_wanted(asked))
    return Plan(
        match=text,
        conditions=tuple(sql for sql, _ in conditions),
        values=tuple(value for _, values in conditions for value in values),
        of_pages=any(_asks_pages(one) for one in rest),
        asks_pages=any(_asks_pages(one) for one in nodes),
        asked=tuple(dict.fromkeys(p for one in _wanted(node) for p in _patterns(one))),
        patterns=tuple(dict.fromkeys(p for one in wanted for p in _patterns(one))),
        authorities=tuple(n.id for one in wanted if isinstance(one, Named) for n in one.names),
        entities=tuple(
            (one.name, value)
            for one in wanted
            if isinstance(one, Filter) and one.name in ENTITIES
            for value in one.values
        ),
        expansions=tuple(expansions(asked)),
    )


# --- MATCH ------------------------------------------------------------------------------


def _matchable(node: Asked) -> bool:
    """Tell whether a node asks for words only."""
    if isinstance(node, Not):
        return _matchable(node.node)
    if isinstance(node, All | Either):
        return all(map(_matchable, node.nodes))
    return isinstance(node, Words | Named)


def _match(node: Asked) -> str | None:
    """Return the FTS5 expression of words; None where there is only what must not be."""
    if isinstance(node, Words):
        return f"({PRINTED} : ({' OR '.join(p.match for p in _patterns(node))}))"
    if isinstance(node, Named):
        return _match_named(node)
    if isinstance(node, Either):
        each = [_match(one) for one in node.nodes]
        return None if None in each else f"({' OR '.join(filter(None, each))})"
    return _match_all(node.nodes) if isinstance(node, All) else None


def _match_all(nodes: Sequence[Asked]) -> str | None:
    must = [_match(one) for one in nodes if not isinstance(one, Not)]
    must_not = [_match(one.node) for one in nodes if isinstance(one, Not)]
    if not must or None in must or None in must_not:
        return None
    found = f"({' AND '.join(filter(None, must))})"
    return f"({found} NOT ({' OR '.join(filter(None, must_not))}))" if must_not else found


def _match_named(node: Named) -> str:
    known = [f'names : "{rows.name_word(name.id)}"' for name in node.names]
    spelt = [Pattern.of(text).match for name in node.names for text in names.looked_for(name)]
    printed = f"{PRINTED} : ({' OR '.join(dict.fromkeys(spelt))})"
    return f"({' OR '.join((str(_match(node.asked)), *known, f'({printed})'))})"


def _patterns(node: Asked) -> Iterator[Pattern]:
    if isinstance(node, Words):
        begun = node.mark == "*"
        yield Pattern.of(node.asked, begun=begun)
        in_one = node.asked.translate(HYPHENS)
        if in_one != node.asked and fold.words(in_one) not in ((), node.words):
            yield Pattern.of(in_one, begun=begun)
    elif isinstance(node, Named):
        for one in node.asked.nodes if isinstance(node.asked, All) else (node.asked,):
            yield from _patterns(one)
        for name in node.names:
            yield from map(Pattern.of, names.looked_for(name))


# --- conditions -------------------------------------------------------------------------


def _condition(node: Asked) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL of a node beside the MATCH, and its values."""
    text = _match(node) if _matchable(node) else None
    if text is not None:
        return "pages.id IN (SELECT rowid FROM words WHERE words MATCH ?)", (text,)
    if isinstance(node, Filter):
        made = condition(node)
        return made.sql, made.values
    if isinstance(node, Not):
        sql, values = _condition(node.node)
        # What is unknown (no date, no type) is not what was excluded.
        return f"NOT coalesce({sql}, 0)", values
    assert isinstance(node, All | Either)
    each = [_condition(one) for one in node.nodes]
    word = " AND " if isinstance(node, All) else " OR "
    return f"({word.join(sql for sql, _ in each)})", tuple(v for _, vs in each for v in vs)


def _asks_pages(node: Asked) -> bool:
    if isinstance(node, Filter):
        return condition(node).of_pages
    if isinstance(node, Not):
        return _asks_pages(node.node)
    if isinstance(node, All | Either):
        return any(map(_asks_pages, node.nodes))
    return True


def _wanted(node: Asked) -> Iterator[Words | Filter | Named]:
    """Return what is to be marked: all that is not excluded."""
    if isinstance(node, All | Either):
        for one in node.nodes:
            yield from _wanted(one)
    elif not isinstance(node, Not):
        yield node
