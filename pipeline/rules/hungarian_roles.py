"""What a Hungarian date is to the document, told by its place and the words beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pipeline.model import Finding
from pipeline.rules.dates import MOST, Dated, Role, finding
from pipeline.rules.fold import latin
from pipeline.rules.hungarian_dates import read
from pipeline.rules.passages import Passage
from pipeline.rules.tables import rows
from pipeline.rules.values import noted

_CUES = tuple(
    (role, re.compile(before), re.compile(after) if after else None)
    for role, before, after in ((*row, "")[:3] for row in rows("hungarian_cues.tsv"))
)
_COPIED = Role("signed", "hungarian.copy-certified", 0.6)
_PLACE = re.compile(
    r"(?:^|[\t:;!.]\s?|\s{2,}|[Kk]észült |[Kk]elt )(?P<place>(?!Kelt|Készült|Dátum)"
    r"(?:[A-ZÁÉÍÓÖŐÚÜŰ][\w.-]{1,20}(?: [A-ZÁÉÍÓÖŐÚÜŰ][\w-]{2,20})?"
    r"|(?:[A-ZÁÉÍÓÖŐÚÜŰa-záéíóöőúüű] ){2,14}[a-záéíóöőúüű]))"
    r"(?: (?:nagy)?(?:községben|városban))?\s?[,.;]?[\s.]{0,3}$"
)
NEAR = 120  # characters beside a date that can say what it is
_MEETING = re.compile(r"^\s*(?:keszult|felvetetett|felveve|idopont(?:ja)?)\b[^.]{0,50}$")
_SHORTLY = re.compile(r"\s*[A-ZÁÉÍÓÖŐÚÜŰ][^\d:]{1,16}[,.;]\s*$")
_NUMBERISH = re.compile(r"(?:^|.*[\s.])(?:\d[\w./-]*|sz[.:]|szam[.:])\W*$")
_CLOSED = re.compile(
    r"^\W{0,4}\d{1,2}\s?(?:o|ora|h|[.:]\d\d)\b\W{0,4}(?:\d{1,2}\s?p\w{0,10})?\W*(?:kor)?\W*$|"
    r"^\W*(?:hetfo|kedd|szerda|csutortok|pentek|szombat|vasarnap)?(?:n|en)?\W*$|^\W{0,3}(?:\t|\s{3,})"
    r"|^\W{0,3}-\s?(?:erk|vet|felad|beerk)"
)
_MONTH_ONLY = frozenset({"month", "full", "numeric", "short-year"})
_HEAD, _COLUMNS = 14, 6
_SITTING = re.compile(
    r"-?\w{0,3}\s(?:(?:tartott|megtartott|rendkivuli|rendes)\s)?\w{0,12}(?:ules|ertekezlet|taggyules"
    r"|kozgyules|megbeszeles|targyalas)"
)
_UNTIL = re.compile(r"ig\W*$")
_LABELLED = ("sent", "received", "registered", "signed", "written")


def find(passage: Passage) -> Iterator[Finding]:
    """Every Hungarian date of a passage with its role."""
    folded = latin(passage.text)
    for dated in islice(read(passage.text), MOST):
        role = role_of(passage, folded, dated)
        yield finding(passage, dated, role)
        if role.role == "written" and not dated.problem:
            yield from _place(passage, dated)


def _place(passage: Passage, dated: Dated) -> Iterator[Finding]:
    """The place of writing that stands before a dateline's date."""
    row = passage.rows[passage.row_at(dated.start)]
    offset = max(row.start, dated.start - 60)
    found = place_before(passage.text[offset : dated.start])
    if found and not found["place"].isdigit():
        written = "".join(found["place"].split()) if " " in found["place"][1:2] else None
        span = offset + found.start("place"), offset + found.end("place")
        yield noted(passage, span, "place", "dateline", "hungarian.dateline", 0.9, written)


def role_of(passage: Passage, folded: str, dated: Dated) -> Role:
    """The role of a date; what is not clearly the document's own is only mentioned."""
    index = passage.row_at(dated.start)
    row = passage.rows[index]
    last = passage.rows[passage.row_at(max(dated.start, dated.end - 1))]
    start = max(row.start, dated.start - NEAR)
    before, after = folded[start : dated.start], folded[dated.end : min(last.end, dated.end + NEAR)]
    if passage.apart:
        return _apart(passage, folded, dated)
    above = latin(passage.rows[index - 1].text[-60:]) if index else ""
    cued = _cued(before[-60:], after[:30], above)
    if cued == "copied":
        return _COPIED
    alone = bool(_CLOSED.match(after))
    if _UNTIL.search(folded[dated.start : dated.end]) or dated.form == "relative":
        return Role("mentioned", "hungarian.mention", 0.5)
    if dated.form == "yearless":
        return _yearless(passage, dated, passage.text[start : dated.start], cued, alone)
    sitting = index < _HEAD and passage.page == 1 and _SITTING.match(after)
    if _MEETING.match(before) or sitting:
        return Role("written", "hungarian.meeting", 0.8)
    if cued == "written" and not alone:
        cued = None
    if cued:
        return Role(cued, f"hungarian.{'kelt' if cued == 'written' else cued}", 0.9)
    return _standing(passage, row.kind, passage.text[start : dated.start], alone, dated)


def _yearless(passage: Passage, dated: Dated, before: str, cued: str | None, alone: bool) -> Role:
    """A day without its year: after a label, or behind the place in the head of a letter."""
    if cued in _LABELLED and alone:
        return Role(cued, f"hungarian.{'kelt' if cued == 'written' else cued}", 0.6)
    if alone and place_before(before) and before.rstrip().endswith(","):
        return Role("written", "hungarian.yearless", 0.6)
    return Role("mentioned", "hungarian.mention", 0.5)


def place_before(before: str) -> re.Match[str] | None:
    """The place of a dateline, from what stands before its date.

    >>> place_before("Szám: 26.    Budapest, ")["place"]
    'Budapest'
    """
    return _PLACE.search(before[-60:])


def _standing(passage: Passage, kind: str, before: str, alone: bool, dated: Dated) -> Role:
    if not alone or dated.form not in _MONTH_ONLY:
        return Role("mentioned", "hungarian.mention", 0.5)
    in_head = passage.page == 1 and passage.row_at(dated.start) < _COLUMNS
    in_cell = before.endswith("\t") or passage.text[dated.end : dated.end + 1] == "\t"
    if (in_cell and not in_head) or (kind == "table" and not place_before(before)):
        return Role("mentioned", "hungarian.table", 0.5)
    if not before.strip():
        return Role("written", "hungarian.dateline", 0.85)
    if before.strip() == "(" and in_head:
        return Role("written", "hungarian.dateline", 0.7)
    if place_before(before):
        return Role("written", "hungarian.dateline", 0.95)
    # mastheads: 'Belső használatra. 41. szám. 1959. április 22.'
    if _NUMBERISH.match(latin(before[-60:])) or before.rstrip().endswith((".", "!")):
        return Role("written", "hungarian.masthead", 0.7)
    # a place that was misread: 'Pe king. 1960. március 24.'
    if _SHORTLY.match(before):
        return Role("written", "hungarian.dateline", 0.7)
    if before.endswith(("   ", "\t")):
        return Role("written", "hungarian.dateline", 0.8)
    return Role("mentioned", "hungarian.mention", 0.5)


def _apart(passage: Passage, folded: str, dated: Dated) -> Role:
    """A date in a stamp or a note is never the document's own; its own line tells most."""
    row = passage.rows[passage.row_at(dated.start)]
    role = _cued(folded[row.start : dated.start], "", "") or _cued(folded, "", "") or "stamped"
    if role in ("copied", "written"):
        role = "stamped"
    if passage.kind != "stamp" and role == "stamped":
        return Role("mentioned", f"hungarian.{passage.kind}", 0.5)
    return Role(role, f"hungarian.{passage.kind}", 0.8)


def _cued(before: str, after: str, above: str) -> str | None:
    """The role the words beside a date give it; a label may stand in the line above."""
    if "hiteleul" in above or (not before.strip() and above.rstrip().endswith(":")):
        before = above
    for role, before_it, after_it in _CUES:
        if before_it.search(before) or (after_it and after_it.search(after)):
            return role
    return None
