"""English papers (files hold telegrams and letters in English): every finding on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding, Page
from pipeline.rules import english_dates, shared
from pipeline.rules.authority import is_place
from pipeline.rules.dates import MOST, Dated, Role, finding
from pipeline.rules.fold import latin
from pipeline.rules.passages import Passage, Row, passages
from pipeline.rules.values import noted

HEAD, FOOT, SHORT = 14, 8, 70
_WORDS = re.compile(r"\b(?:the|of|and|to|in|was|were|that|from|with)\b")
_LABELS = tuple(
    (field, re.compile(rf"(?:^|\t|\s{{2,}})(?:{label})\s?[:.]\s{{0,12}}(?P<value>\S)"))
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
_NOT_DIGITS = "abcdefghijklmnopqrstuvwxyz. "
_CITED = re.compile(
    r"\b(?:your|deptel|embtel|legtel|telegram no\.?|despatch no\.?)\s"
    r"(?P<number>(?:no\.?\s?)?\d[\w/.-]{0,16})"
)
_DATELINE = re.compile(r"(?:^|\t|\s{3,})(?P<place>[A-Z][\w .-]{2,30}?),\s{0,3}$")
_DATED = re.compile(r"(?:^|\t|\s{3,})(?:date|dated)\s?:?\s{0,8}$")
_SENT = re.compile(r"(?:^|\t)\s*(?:sent|despatched)\s?:?\s{0,8}$")
_RECEIVED = re.compile(r"\b(?:received|rec'd|recd)\W{0,8}$")
_CLOSED = re.compile(r"\W*(?:,?\s\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?\s?m\.?)?\W*$")
_DEAR = re.compile(r"\s*(?:my )?dear\s[\w .]{2,30}[,:]?\s*$")
_OFFICE = re.compile(
    r"\s*(?:the )?(?:first|second|third )?\s?(?:secretary|minister|ambassador"
    r"|counsellor|consul|attache"
    r"|charge d'affaires|chairman|director|registrar|trade observer|head of section)\b"
)
_SIGNED = re.compile(r"\s*(?P<name>(?:[A-Z]\.\s?){0,3}[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})\s*")
_ORGAN = re.compile(
    r"\b(?:office|ministry|embassy|legation|department|section|consulate|agency|committee|bureau|mission)\b"
)


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
        yield from _letter(passage)
        yield from _signed(passage)


def _dates(passage: Passage) -> Iterator[Finding]:
    for number, dated in enumerate(english_dates.read(passage.text)):
        if number >= MOST:
            return
        row = passage.rows[passage.row_at(dated.start)]
        role = _role(passage, row, dated)
        yield finding(passage, dated, role)
        place = _DATELINE.search(passage.text[row.start : dated.start])
        if role.role == "written" and place and is_place(place["place"]):
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
                yield from _labelled(passage, row, field, found.start("value"))
        number = _NUMBER.search(folded)
        if number and index < HEAD:
            group = "number" if number["number"] else "plain"
            span = row.start + number.start(group), row.start + number.end(group)
            if "/" in (number["plain"] or ""):  # the number is complete without its 'No.'
                lead = len(number["plain"]) - len(number["plain"].lstrip(_NOT_DIGITS))
                span = span[0] + lead, span[1]
            yield noted(passage, span, "reference_numbers", "own", "english.number", 0.85)
        for cited in _CITED.finditer(folded):
            span = row.start + cited.start("number"), row.start + cited.end("number")
            yield noted(passage, span, "relation", "refers-to", "english.cited-number", 0.7)


def _labelled(passage: Passage, row: Row, field: str, start: int) -> Iterator[Finding]:
    end = len(row.text)
    gap = re.search(r"\t|\s{3,}", row.text[start:])
    if gap:
        end = start + gap.start()
    if field != "copy_recipients":
        span = row.start + start, row.start + end
        yield noted(passage, span, field, "printed", "english.label", 0.9)
        if field == "sender" and is_place(row.text[start:end].strip()):
            yield noted(passage, span, "place", "printed", "english.label", 0.6)
        return
    for item in re.finditer(r"[^,;]*[^,;\s]", row.text[start:end]):
        lead = len(item.group()) - len(item.group().lstrip())
        span = row.start + start + item.start() + lead, row.start + start + item.end()
        yield noted(passage, span, field, "printed", "english.label", 0.8)


def _letter(passage: Passage) -> Iterator[Finding]:
    """A letter's head: the office that writes, the address above 'Dear ...', the subject below."""
    if passage.page != 1:
        return
    for index, row in enumerate(passage.rows[:4]):
        if (
            _ORGAN.search(latin(row.text))
            and len(row.text) <= SHORT
            and not _NUMBER.search(latin(row.text))
        ):
            span = row.start, row.start + len(row.text.rstrip(" ,."))
            yield noted(passage, span, "sender", "letterhead", "english.letterhead", 0.6)
            below = passage.rows[index + 1] if index + 1 < len(passage.rows) else None
            if below and is_place(below.text.strip(" .,")):
                place = below.start, below.start + len(below.text.rstrip(" .,"))
                yield noted(passage, place, "place", "letterhead", "english.letterhead", 0.6)
            break
    for index, row in enumerate(passage.rows[: HEAD + 4]):
        if _DEAR.match(latin(row.text)):
            yield noted(
                passage,
                (row.start, row.end),
                "document_type",
                "printed",
                "english.salutation",
                0.55,
                "letter",
            )
            yield from _address(passage, index)
            yield from _subject(passage, index)
            return


def _address(passage: Passage, dear: int) -> Iterator[Finding]:
    """The first of the lines above the salutation that each end in a comma or a stop."""
    first = dear
    while first and passage.rows[first - 1].text.rstrip().endswith((",", ".")) and first > dear - 5:
        first -= 1
    if first < dear:
        row = passage.rows[first]
        span = row.start, row.start + len(row.text.rstrip(" ,"))
        yield noted(passage, span, "recipient", "address", "english.address", 0.75)


def _subject(passage: Passage, dear: int) -> Iterator[Finding]:
    """A short line below the salutation without a full stop."""
    if dear + 1 < len(passage.rows):
        row = passage.rows[dear + 1]
        text = row.text.strip()
        if 5 < len(text) <= SHORT - 15 and not text.endswith((".", ",", ":")) and text[0].isupper():
            yield noted(passage, (row.start, row.end), "subject", "printed", "english.heading", 0.7)


def _signed(passage: Passage) -> Iterator[Finding]:
    """A name above an office, or alone at the end of a telegram."""
    rows = passage.rows
    for index in range(max(0, len(rows) - FOOT), len(rows)):
        found = _SIGNED.fullmatch(rows[index].text)
        if found is None or len(rows[index].text) > 40:
            continue
        below = latin(rows[index + 1].text) if index + 1 < len(rows) else ""
        span = rows[index].start + found.start("name"), rows[index].start + found.end("name")
        initials = "." in found["name"] and not below.rstrip().endswith((".", ","))
        if _OFFICE.match(below) or (initials and len(below) <= 40):
            yield noted(passage, span, "signatory", "signature", "english.signature", 0.8)
        elif index >= len(rows) - 2 and " " not in found["name"] and found["name"].isupper():
            yield noted(passage, span, "signatory", "signature", "english.telegram", 0.6)


RULES = (_dates, _parties)
