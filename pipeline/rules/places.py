"""Places by their names: the gazetteer, and those of the authority table.

Well-known names only: countries, capitals, rivers, Hungarian towns and counties, Chinese
provinces and cities, each as papers of the time spell it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.rules import tries
from pipeline.rules.authority import CASE, latin_forms, whole
from pipeline.rules.fold import han, latin
from pipeline.rules.tables import forms, rows

BY_LANGUAGE = {kind: forms(cell) for kind, cell in rows("gazetteer.tsv")}
_LINKED = tuple(row for row in rows("authority.tsv") if row[1:2] == ("place",))
LATIN = frozenset(map(latin, (*BY_LANGUAGE["hungarian"], *BY_LANGUAGE["english"])))
LATIN |= {latin(form) for row in _LINKED for form in latin_forms(row) if form.isalpha()}
HAN = frozenset(map(han, BY_LANGUAGE["han"]))
HAN |= {han(form) for row in _LINKED for form in forms(f"{row[4]}|{row[5]}")}

_HAN_NAMES = re.compile(tries.pattern(tuple(map(re.escape, name)) for name in sorted(HAN)))
_NAME = tries.pattern(tuple(re.escape(char) for char in name) for name in sorted(LATIN))
CASED = re.compile(rf"(?P<name>{_NAME})(?P<case>{CASE}|ott|ett|on)(?!\w)(?!-[a-z]\w)")


@lru_cache(8)
def spans(squeezed: str) -> tuple[tuple[int, int], ...]:
    """Where places stand in a squeezed Chinese text.

    >>> spans("由青岛到上海")
    ((1, 3), (4, 6))
    """
    return tuple(found.span() for found in _HAN_NAMES.finditer(squeezed))


def cased(folded: str) -> bool:
    """Whether a word without accents is a place, in whatever case.

    >>> cased("budapesten"), cased("phenjan"), cased("budapesti")
    (True, True, False)
    """
    return folded in LATIN or CASED.fullmatch(folded) is not None


def known(text: str) -> bool:
    """Whether a whole value is the name of a known place.

    >>> known("PEKING"), known("Phenjan"), known("青岛"), known("Peking, követség")
    (True, True, True, False)
    """
    text = text.strip()
    if latin(text) in LATIN or han(text) in HAN:
        return True
    found = whole(text)
    return found is not None and found.type == "place"


def within(text: str) -> tuple[int, int] | None:
    """Where the one known place of an address or an office stands: 'Genf, képviselet'.

    >>> within("Nagykövetség, Phenjan"), within("14 Bedford Court, London, W.C.1")
    ((14, 21), (18, 24))
    >>> within("Külügyminisztérium") is None
    True
    """
    parts = [at for at in re.finditer(r"[^,;()]+", text) if known(at.group())]
    if len(parts) != 1:
        return None
    start = parts[0].start() + len(parts[0].group()) - len(parts[0].group().lstrip())
    return start, start + len(parts[0].group().strip())
