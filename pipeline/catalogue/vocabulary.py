"""The words of the index themselves: those one letter off what was asked."""

from __future__ import annotations

import sqlite3

from pipeline.rules.fold import near as one_letter_off

# Shorter words have too many neighbours.
SHORTEST = 4
MOST = 20
TERMS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab ('main', 'words', 'row')"


def near(connection: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """Return indexed words that differ from a folded word by one letter, most frequent first.

    The first letter must be the same; nothing is returned for words of fewer than four.
    """
    if len(word) < SHORTEST:
        return ()
    connection.execute(TERMS)
    found = connection.execute(
        "SELECT term FROM temp.terms WHERE term >= ? AND term < ?"
        " AND length(term) BETWEEN ? AND ? ORDER BY doc DESC, term",
        (word[0], chr(ord(word[0]) + 1), len(word) - 1, len(word) + 1),
    )
    others = (term for (term,) in found if term != word and one_letter_off(term, word))
    return tuple(term for term, _ in zip(others, range(MOST), strict=False))


def holds(connection: sqlite3.Connection, word: str) -> bool:
    """Tell whether a folded word is in the index."""
    connection.execute(TERMS)
    return bool(connection.execute("SELECT 1 FROM temp.terms WHERE term = ?", (word,)).fetchone())
