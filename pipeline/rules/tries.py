"""Many words as one regular expression that reads each character once.

An alternation of a thousand words tries them one after another at every place of a text; a
tree of their beginnings goes down one branch.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Units = tuple[str, ...]


def pattern(words: Iterable[Units]) -> str:
    """The expression for words given as sequences of expressions for their characters.

    The longest word wins where one begins another.

    >>> pattern([tuple("ab"), tuple("ac"), tuple("a")])
    'a(?:b|c)?'
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for unit in word:
            node = node.setdefault(unit, {})
        node[""] = {}
    return _branch(tree)


def _branch(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = [unit + _branch(below) for unit, below in sorted(node.items()) if unit]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"
