"""Other spellings of a query's words, and other names of those it names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.catalogue import fold, names
from pipeline.catalogue.answer import Expansion
from pipeline.catalogue.names import Name
from pipeline.catalogue.query import All, Either, Node, Not, Words
from pipeline.catalogue.vocabulary import near

# So many words of a query may be one name.
LONGEST_NAME = 6


class Named(Struct, frozen=True):
    """Words that name somebody, as asked or under any other name."""

    asked: All | Words
    names: tuple[Name, ...]


Asked = Node | Named


def spelt(node: Node, connection: sqlite3.Connection) -> Node:
    """Replace ``word~`` by the words of the index that are one letter off."""
    if isinstance(node, Words) and node.mark == "~":
        before = " ".join(node.words[:-1])
        others = (f"{before} {word}" for word in near(connection, node.words[-1]))
        found = (Words(other, fold.words(other)) for other in others)
        return Either((replace(node, mark=""), *found))
    if isinstance(node, Not):
        return Not(spelt(node.node, connection))
    if isinstance(node, All | Either):
        return type(node)(tuple(spelt(one, connection) for one in node.nodes))
    return node


def expanded(node: Any) -> Any:
    """Replace words that name somebody; quoted words stand for themselves."""
    if isinstance(node, Not):
        return Not(expanded(node.node))
    if isinstance(node, Either):
        return Either(tuple(map(expanded, node.nodes)))
    if isinstance(node, All):
        return All(tuple(_grouped(node.nodes)))
    if isinstance(node, Words):
        return next(iter(_grouped((node,))))
    return node


def _grouped(nodes: tuple[Any, ...]) -> Iterator[Any]:
    """Take neighbouring words together as long as they name somebody: Mao Ce-tung."""
    at = 0
    while at < len(nodes):
        run = _plain_run(nodes[at : at + LONGEST_NAME])
        for length in range(len(run), 0, -1):
            found = names.named(tuple(word for one in run[:length] for word in one.words))
            if found:
                yield Named(run[0] if length == 1 else All(run[:length]), found)
                at += length
                break
        else:
            yield nodes[at] if isinstance(nodes[at], Words) else expanded(nodes[at])
            at += 1


def _plain_run(nodes: tuple[Any, ...]) -> tuple[Words, ...]:
    run: list[Words] = []
    for node in nodes:
        if not isinstance(node, Words) or node.mark or node.quoted:
            break
        run.append(node)
    return tuple(run)


def expansions(node: Asked) -> Iterator[Expansion]:
    """Return what the answer says about the other names that were looked for."""
    if isinstance(node, Not):
        yield from expansions(node.node)
    elif isinstance(node, All | Either):
        for one in node.nodes:
            yield from expansions(one)
    elif isinstance(node, Named):
        asked = node.asked.nodes if isinstance(node.asked, All) else (node.asked,)
        text = " ".join(one.asked for one in asked if isinstance(one, Words))
        for name in node.names:
            yield Expansion(text, name.id, name.label, name.spellings)
