"""The query language: words, "phrases", OR, -not, prefix*, near~, and filters like date:1956.

A query becomes a tree of plain values; what is wrong with it is said in words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from pipeline.catalogue import fold
from pipeline.catalogue.filters import FILTERS, Filter
from pipeline.errors import UsageError

MOST_CHARACTERS = 1000
MOST_PARTS = 60
MOST_NESTED = 10
SHORTEST_PREFIX = 2
# Signs of Chinese and Hungarian keyboards that stand for those of the language.
SIGNS = str.maketrans("“”„‟«»「」『』＂（）：－＊～｜\u3000", '"""""""""""():-*~| ')
PART = re.compile(
    r"""\s+
    | (?P<open>\() | (?P<close>\)) | (?P<either>\|)
    | (?P<not>(?<![^\s(])-(?=[^\s-]))
    | (?<![^\s(-])(?P<filter>[^\W\d_]+):(?P<value>"[^"]*"|[^\s()"]*)
    | "(?P<phrase>[^"]*)"(?P<mark>[*~]?)
    | (?P<quote>")
    | (?P<word>[^\s()"|]+)""",
    re.VERBOSE,
)


class QueryError(UsageError):
    """A query that cannot be understood."""


class Words(Struct, frozen=True):
    """Words that stand one after the other; ``mark`` is ``*`` or ``~`` after the last."""

    asked: str
    words: tuple[str, ...]
    mark: str = ""
    quoted: bool = False


class Not(Struct, frozen=True):
    """What must not be."""

    node: Node


class All(Struct, frozen=True):
    """What must all be."""

    nodes: tuple[Node, ...]


class Either(Struct, frozen=True):
    """One of which must be."""

    nodes: tuple[Node, ...]


Node = Words | Filter | Not | All | Either


def parse(text: str) -> Node:
    """Return what a query asks for.

    Raises QueryError with what is wrong and how to write it.

    >>> parse("lang:hu OR review:yes")  # doctest: +NORMALIZE_WHITESPACE
    Either(nodes=(Filter(name='lang', values=('hu',)), Filter(name='review', values=('yes',))))
    """
    if len(text) > MOST_CHARACTERS:
        raise QueryError(f"A query has at most {MOST_CHARACTERS} characters.")
    parts = [found for found in PART.finditer(text.translate(SIGNS)) if not found[0].isspace()]
    if len(parts) > MOST_PARTS:
        raise QueryError(f"A query has at most {MOST_PARTS} words and filters.")
    node = _Parser(parts).whole()
    if node is None:
        raise QueryError("There is nothing to look for.", "Type words, or a filter: type:telegram")
    return node


class _Parser:
    """Reads the parts of a query from left to right."""

    def __init__(self, parts: Sequence[re.Match[str]]) -> None:
        self._parts = list(reversed(parts))
        self._nested = 0

    def whole(self) -> Node | None:
        node = self._either()
        if self._parts:
            raise QueryError("There is a ')' without its '('.")
        return node

    def _either(self) -> Node | None:
        found = [self._all()]
        while self._parts and _is_or(self._parts[-1]):
            self._parts.pop()
            found.append(self._all())
        if len(found) > 1 and None in found:
            raise QueryError("OR stands between two words.", "For example: Peking OR Sanghaj")
        nodes = tuple(node for node in found if node is not None)
        return nodes[0] if len(nodes) == 1 else (Either(nodes) if nodes else None)

    def _all(self) -> Node | None:
        nodes: list[Node] = []
        while self._parts and not self._parts[-1]["close"] and not _is_or(self._parts[-1]):
            node = self._item(self._parts.pop())
            if node is not None:
                nodes.append(node)
        return nodes[0] if len(nodes) == 1 else (All(tuple(nodes)) if nodes else None)

    def _item(self, part: re.Match[str]) -> Node | None:
        if part["not"] or part[0] == "NOT":
            return self._not()
        if part["open"]:
            return self._group()
        if part["quote"]:
            raise QueryError("A quotation mark is not closed.", 'For example: "Mao Ce-tung"')
        if part["filter"]:
            return _filter(part["filter"], part["value"])
        if part["phrase"] is not None:
            return _words(part["phrase"], part["mark"], quoted=True)
        return None if part[0] == "AND" else _word(part[0])

    def _not(self) -> Node | None:
        if not self._parts or self._parts[-1]["close"] or _is_or(self._parts[-1]):
            raise QueryError("After NOT stands what must not be found.")
        node = self._item(self._parts.pop())
        return Not(node) if node is not None else None

    def _group(self) -> Node | None:
        self._nested += 1
        if self._nested > MOST_NESTED:
            raise QueryError(f"Brackets are nested more than {MOST_NESTED} deep.")
        node = self._either()
        if not self._parts:
            raise QueryError("There is a '(' without its ')'.")
        self._parts.pop()
        self._nested -= 1
        return node


def _is_or(part: re.Match[str]) -> bool:
    return bool(part["either"]) or part[0] == "OR"


def _word(text: str) -> Node | None:
    bare = text.rstrip("*~")
    mark = text[len(bare) :]
    if "*" in bare or len(mark) > 1:
        raise QueryError(
            f"In '{text}' there is a '*' or '~' that is not at the end.", "For example: Kádár*"
        )
    return _words(bare, mark, quoted=False)


def _words(text: str, mark: str, *, quoted: bool) -> Words | None:
    words = fold.words(text)
    if not words:
        if mark:
            raise QueryError(f"There is no word before '{mark}'.", "For example: Kádár*")
        return None
    if mark and words[-1].isascii() and len(words[-1]) < SHORTEST_PREFIX:
        raise QueryError(
            f"'{text}{mark}' is too short.", f"Write at least {SHORTEST_PREFIX} letters before it."
        )
    return Words(text, words, mark, quoted)


def _filter(name: str, value: str) -> Filter:
    known = name.casefold()
    if known not in FILTERS:
        raise QueryError(
            f"There is no filter '{name}:'.",
            f"There are {', '.join(f'{key}:' for key in FILTERS)}; put words with ':' in quotes.",
        )
    bare = value.strip('"').strip()
    values = (bare,) if value.startswith('"') else tuple(bare.split(","))
    if not all(values):
        raise QueryError(f"'{name}:' needs a value.", f"For example: {FILTERS[known].example}")
    return Filter(known, tuple(map(FILTERS[known].checked, values)))
