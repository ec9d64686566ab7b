"""English papers (files hold telegrams and letters in English): every finding on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding, Page
from pipeline.rules import english_dates, english_letters, places, shared
from pipeline.rules.dates import MOST, Dated, Role, finding
from pipeline.rules.fold import latin
from pipeline.rules.hungarian_numbers import registered
from pipeline.rules.passages import Passage, Row, passages
from pipeline.rules.values import noted

HEAD, SHORT = 14, 70
_WORDS = re.compile(r"\b(?:the|of|and|to|in|was|were|that|from|with)\b")
_LABELS = tuple(
    (field, re.compile(rf"(?:^|\t|\s{{2,}})(?:{label})\s?[:.]{{1,2}}\s{{0,12}}(?P<value>[^\s:])"))
    for field, label in (
        ("sender", "from"),
        ("recipient", "to|action"),
        ("copy_recipients", "repeated|rptd|info|cc|copies? to|copy to"),
        ("subject", "subject|subj|re"),
        ("drafter", "drafted by|prepared by"),
        ("attachments", "enclosures?|encls?|attachments?"),
    )
)
_NUMBER = re.compile(
    r"(?:^|\t|\s{2,})(?:(?P<label>(?:our |file )?ref(?:erence)?\.?|file)\s?(?:no\.?)?\s?:?\s{1,8}"
    r"(?P<number>[a-z]{0,4}[\s/-]?\d[\w/().-]{0,24})"
    r"|(?P<plain>(?:no|nr|telegram no)\.\s?\d[\d/-]{0,16}))"
    r"(?=\s*$|\t|\s{2}|,)"
)
_NAMED = re.compile(r"[\w .,&'()-]{3,50}(?<![.!?])")
_CITED = re.compile(
    r"\b(?:your|deptel|embtel|legtel|telegram no\.?|despatch no\.?)\s"
    r"(?P<number>(?:no\.?\s?)?\d[\w/.-]{0,16})"
)
_DATELINE = re.compile(r"(?:^|\t|\s{3,})(?P<place>[A-Z][\w .-]{2,30}?),\s{0,3}$")
_DATED = re.compile(r"(?:^|\t|\s{3,})(?:date|dated)\s?:?\s{0,8}$")
_SENT = re.compile(r"(?:^|\t)\s*(?:sent|despatched)\s?:?\s{0,8}$")
_RECEIVED = re.compile(r"\b(?:received|rec'd|recd)\W{0,8}$")
_CLOSED = re.compile(r"\W*(?:,?\s\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?\s?m\.?)?\W*$")


def spoken(page: Page) -> bool:
    """Whether a page is English: by its language, or by its little words if that is unknown."""
    if page.language != "und":
        return page.language == "en"
    return len(_WORDS.findall(latin(page.text[:4000]))) > len(page.text[:4000]) / 120


def find(page: Page) -> Iterator[Finding]:
    """Run every rule for English over the passages of a page."""
    for passage in passages(page):
        for rule in (*shared.RULES, *RULES):
            yield from rule(passage)


def _parties(passage: Passage) -> Iterator[Finding]:
    if not passage.apart:
        yield from _heads(passage)


def _dates(passage: Passage) -> Iterator[Finding]:
    for number, dated in enumerate(english_dates.read(passage.text)):
        if number >= MOST:
            return
        row = passage.rows[passage.row_at(dated.start)]
        role = _role(passage, row, dated)
        yield finding(passage, dated, role)
        place = _DATELINE.search(passage.text[row.start : dated.start])
        if role.role == "written" and place and places.known(place["place"]):
            span = row.start + place.start("place"), row.start + place.end("place")
            yield noted(passage, span, "place", "dateline", "english.dateline", 0.9)


def _role(passage: Passage, row: Row, dated: Dated) -> Role:
    before = latin(passage.text[row.start : dated.start])
    closed = bool(_CLOSED.match(latin(passage.text[dated.end : row.end])))
    if passage.apart:
        return Role("received" if "received" in before else "stamped", "english.stamp", 0.8)
    if _RECEIVED.search(before):
        return Role("received", "english.received", 0.9)
    if dated.form == "yearless" or not closed:
        return Role("mentioned", "english.mention", 0.5)
    if _SENT.search(before):
        return Role("sent", "english.sent", 0.9)
    alone = not before.strip() or before.endswith(("\t", "   "))
    if _DATED.search(before) or _DATELINE.search(passage.text[row.start : dated.start]) or alone:
        return Role("written", "english.dateline", 0.9)
    return Role("mentioned", "english.mention", 0.5)


def _heads(passage: Passage) -> Iterator[Finding]:
    """Labels anywhere in short lines; numbers in the head; numbers of papers that are cited."""
    for index, row in enumerate(passage.rows):
        if len(row.text) > 200:
            continue
        folded = latin(row.text)
        for field, pattern in _LABELS:
            if len(row.text) <= SHORT + 30 and (found := pattern.search(folded)):
                yield from _labelled(passage, index, field, found.start("value"))
        number = _NUMBER.search(folded)
        if number and (index < HEAD or index >= len(passage.rows) - 4):
            group = "number" if number["number"] else "plain"
            span = row.start + number.start(group), row.start + number.end(group)
            yield noted(passage, span, "reference_numbers", "own", "english.number", 0.85)
        elif index < HEAD and (plain := registered(folded.strip())):
            start = row.start + folded.index(plain)
            span = start, start + len(plain)
            yield noted(passage, span, "reference_numbers", "own", "english.number", 0.8)
        for cited in _CITED.finditer(folded):
            span = row.start + cited.start("number"), row.start + cited.end("number")
            yield noted(passage, span, "relation", "refers-to", "english.cited-number", 0.7)


def _labelled(passage: Passage, index: int, field: str, start: int) -> Iterator[Finding]:
    row = passage.rows[index]
    gap = re.search(r"\t|\s{3,}", row.text[start:])
    end = start + gap.start() if gap else len(row.text)
    span = row.start + start, row.start + end
    if field != "copy_recipients":
        yield noted(passage, span, field, "printed", "english.label", 0.9)
        if field == "sender" and places.known(row.text[start:end].strip()):
            yield noted(passage, span, "place", "printed", "english.label", 0.6)
        return
    yield from _copied(passage, *span)
    if "," in row.text[start:end]:
        return
    for below in passage.rows[index + 1 : index + 8]:
        if not _NAMED.fullmatch(below.text) or not below.text.strip()[:1].isupper():
            return
        yield noted(
            passage, (below.start, below.end), "copy_recipients", "printed", "english.label", 0.7
        )


def _copied(passage: Passage, start: int, end: int) -> Iterator[Finding]:
    for item in re.finditer(r"[^,;]*[^,;\s]", passage.text[start:end]):
        span = start + item.start(), start + item.end()
        yield noted(passage, span, "copy_recipients", "printed", "english.label", 0.8)


RULES = (_dates, _parties, english_letters.find)
