"""Many words as one regular expression that reads each character once.

An alternation of a thousand words tries them one after another at every place of a text; a
tree of their beginnings goes down one branch.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

Units = tuple[str, ...]
_WIDE = 24  # branches that may stand side by side


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
    branches = {unit: unit + _branch(below) for unit, below in sorted(node.items()) if unit}
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return next(iter(branches.values()))
    return f"(?:{'|'.join(_grouped(branches))}){'?' if ends else ''}"


def _grouped(branches: dict[str, str]) -> list[str]:
    """Many branches in groups, each behind a look at its first characters.

    Python tries the branches of an alternation one after another: of nine hundred that would
    be nine hundred steps at every character, of thirty groups of thirty it is sixty.
    """
    units = list(branches)
    if len(units) <= _WIDE or any(len(unit.removeprefix("\\")) != 1 for unit in units):
        return list(branches.values())
    size = math.isqrt(len(units))
    everything = "".join(units)
    groups = (units[at : at + size] for at in range(0, len(units), size))
    return [f"(?=[{everything}])(?:{'|'.join(_group(branches, group) for group in groups)})"]


def _group(branches: dict[str, str], group: list[str]) -> str:
    return f"(?=[{''.join(group)}])(?:{'|'.join(branches[unit] for unit in group)})"
