"""Persons in Latin letters by what stands before them: a title, a label of a record, a heading.

'Mr. Sebes', 'Jelen voltak: Vadnay, Tolnai', and the cells of a table below 'Név'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules.authority import Mention
from pipeline.rules.columns import column_cells
from pipeline.rules.fold import latin
from pipeline.rules.latin_words import HEAD_WORD, NO_PERSON, OPENERS, UPPER, WORD, mention
from pipeline.rules.places import LATIN as PLACES

_TITLED = re.compile(
    rf"(?<!\w)(?P<whole>(?:Mr|Mrs|Miss|Mme|Dr|Sir|Lord|Ambassador|Minister|Comrade|Col|Gen|Prof|Professor"
    rf"|Captain|Major|Colonel|General|Marshal|President|Premier|Chairman|Secretary|Madame|Father|Bishop)"
    rf"\.?[ ](?P<titled>[{UPPER}][\w'-]+(?:[ ][{UPPER}][\w'-]+){{0,2}}))"
    rf"|(?<!\w)(?P<middle>[{UPPER}][a-z]{{2,}} (?:[{UPPER}]\. ?){{1,2}}[{UPPER}][\w'-]{{2,}})"
    rf"|(?<!\w)(?![A-Z]\.[ ]?[IVX]{{2}})(?![IVX]\.[ ]?[{UPPER}][a-z])(?P<initials>"
    rf"(?:[{UPPER}]\.[ ]?){{1,3}}[{UPPER}][\w'-]{{2,}})"
)
_LISTED = re.compile(
    r"(?:^|[\n\t(])[ ]{0,4}(?:jelen (?:voltak|vannak)|jelenlevok|reszt ?vett(?:ek)?|resztvevok"
    r"|hianyzott|hianyoztak"
    r"|meghivottak|tagjai|felelosok?|eloado|felszolalt(?:ak)?|hozzaszolt(?:ak)?|tavol (?:volt"
    r"|maradt)(?:ak)?"
    r"|igazoltan tavol|kapjak?|ugyintezo|keszitette|forditotta|lattam|jegyzokonyvvezeto|elnok"
    r"|ugyeletes szerkeszto"
    r"|gepelte|leirta|fogalmazta|targyalopartnerek|magyar reszrol|kinai reszrol|irta"
    r"|szerkesztette|rejtjelezte"
    r"|ellenorizte|oktatoja|cimzett)[ ]?:[ ]{0,8}(?P<names>[^:]{2,300}?)(?=\n[^\n]{0,24}:|\n\n"
    r"|\.\n|$)",
)
_ITEM = re.compile(rf"(?P<name>{WORD}(?: {WORD}){{0,2}})(?=[ ]?(?:[,;.(\n]|$| és | elv| et\.|-\n))")
_NAME_COLUMN = re.compile(r"(?i:név|neve|nevek|name)")
_CELL = re.compile(rf"\s*(?P<name>{WORD}(?: {WORD}){{1,3}})\s*")


def find(text: str, strict: bool) -> Iterator[Mention]:
    """Every person that is announced; ``strict``: capitals tell nothing in this text."""
    yield from _english(text)
    if not strict:
        yield from _listed(text)
    for start, end in column_cells(text, _NAME_COLUMN):
        if name := _CELL.fullmatch(text, start, end):
            yield mention(text, *name.span("name"), 0.6, 0)


def _english(text: str) -> Iterator[Mention]:
    """'Mr. Sebes' and 'T. L. Garside': quoted with the title, labelled without."""
    for found in _TITLED.finditer(text):
        label = found["titled"] or found["middle"] or found["initials"]
        group = "whole" if found["titled"] else "middle" if found["middle"] else "initials"
        span = found.span(group)
        if HEAD_WORD.fullmatch(latin(label)):
            continue
        yield Mention(None, "person", *span, text[span[0] : span[1]], 0.6, label=label)


def _listed(text: str) -> Iterator[Mention]:
    """Names behind a label of a record: 'Jelen voltak: Vadnay, Tolnai, Mérei László'."""
    folded = latin(text)
    for found in _LISTED.finditer(folded):
        for item in _ITEM.finditer(text, *found.span("names")):
            plain = latin(item["name"]).split()
            organ = any(HEAD_WORD.fullmatch(word) or word in NO_PERSON for word in plain)
            before = text[item.start() - 1]
            if organ or plain[0] in PLACES or plain[0] in OPENERS or before not in " \n\t":
                continue
            if not item["name"].isupper():
                yield mention(text, *item.span("name"), 0.5, 0)
