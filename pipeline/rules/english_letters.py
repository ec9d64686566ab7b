"""A letter or a minute in English: who writes, to whom, about what, and who signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.rules import english_dates, places
from pipeline.rules.fold import latin
from pipeline.rules.passages import Passage
from pipeline.rules.values import noted

HEAD, FOOT, SHORT = 14, 10, 70
_DEAR = re.compile(r"\s*(?:my )?dear\s[\w .]{2,30}[,:]?\s*$|\s*(?:sir|madam|gentlemen)[,:]\s*$")
_CLOSING = re.compile(
    r"\s*(?:yours|very|i am|i have the honour|i remain|with (?:kind|best)|sincerely|respectfully)\b"
    r".{0,40}(?:sincerely|faithfully|truly|ever|respectfully|obedient|servant|regards|wishes|be)?\W*$"
)
_OFFICE = re.compile(
    r"\s*(?:the )?(?:first|second|third |assistant |deputy |acting )*\s?(?:secretary|minister"
    r"|ambassador"
    r"|counsellor|consul|attache|charge d'affaires|chairman|director|registrar|trade observer"
    r"|head of"
    r"|officer|chief|president|manager|editor|librarian|professor|captain|major|colonel|commissioner"
    r"|representative|observer|clerk|archivist)\b"
)
_SIGNED = re.compile(
    r"\s*[(/]?(?P<name>(?:[A-Z]\.\s?){0,3}[A-Z][\w'-]+(?: (?:[A-Z]\.|[A-Z][\w'-]+)){0,3})[)/,]?\s*"
)
_ORGAN = re.compile(
    r"\b(?:office|ministry|embassy|legation|department|section|consulate|agency|committee|bureau|mission"
    r"|institute|university|college|school|library|museum|society|association|academy|company|bank"
    r"|council|commission|board|secretariat|union|press|foundation|chancery|service|party|league)\b"
)
_DIGIT = re.compile(r"\d")


def find(passage: Passage) -> Iterator[Finding]:
    """Letterhead, address, subject and signature."""
    if passage.apart:
        return
    if passage.page == 1:
        yield from _letterhead(passage)
        yield from _addressed(passage)
    yield from _signed(passage)


def _letterhead(passage: Passage) -> Iterator[Finding]:
    """The office in the first lines, and the place in the address below it."""
    for index, row in enumerate(passage.rows[:4]):
        folded = latin(row.text)
        if not _ORGAN.search(folded) or len(row.text) > SHORT or _DIGIT.search(folded):
            continue
        span = row.start, row.start + len(row.text.rstrip(" ,."))
        yield noted(passage, span, "sender", "letterhead", "english.letterhead", 0.6)
        for below in passage.rows[index + 1 : index + 3]:
            if len(below.text) <= SHORT and (place := places.within(below.text.rstrip(" ."))):
                at = below.start + place[0], below.start + place[1]
                yield noted(passage, at, "place", "letterhead", "english.letterhead", 0.6)
                return
        return


def _addressed(passage: Passage) -> Iterator[Finding]:
    for index, row in enumerate(passage.rows[: HEAD + 4]):
        if _DEAR.match(latin(row.text)):
            span = row.start, row.end
            rule = "english.salutation"
            yield noted(passage, span, "document_type", "printed", rule, 0.55, "letter")
            yield from _address(passage, index)
            yield from _subject(passage, index)
            return


def _address(passage: Passage, dear: int) -> Iterator[Finding]:
    """The first of the lines above the salutation that each end in a comma or a stop."""
    first = dear
    while first and passage.rows[first - 1].text.rstrip().endswith((",", ".")) and first > dear - 5:
        if any(english_dates.read(passage.rows[first - 1].text)):
            break
        first -= 1
    if first < dear:
        row = passage.rows[first]
        span = row.start, row.start + len(row.text.rstrip(" ,"))
        yield noted(passage, span, "recipient", "address", "english.address", 0.75)


def _subject(passage: Passage, dear: int) -> Iterator[Finding]:
    """A short line below the salutation that is no sentence: it has no verb's little words."""
    if dear + 2 >= len(passage.rows):
        return
    row, after = passage.rows[dear + 1], passage.rows[dear + 2]
    text = row.text.strip()
    heading = 5 < len(text) <= SHORT - 15 and not text.endswith((".", ",", ":"))
    if heading and text[0].isupper() and after.text.strip()[:1].isupper():
        yield noted(passage, (row.start, row.end), "subject", "printed", "english.heading", 0.7)


def _signed(passage: Passage) -> Iterator[Finding]:
    """A name above an office or a date, below a closing formula, or ending a telegram."""
    rows = passage.rows
    for index in range(max(1, len(rows) - FOOT), len(rows)):
        found = _SIGNED.fullmatch(rows[index].text)
        if found is None or len(rows[index].text) > 40:
            continue
        below = rows[index + 1].text if index + 1 < len(rows) else ""
        span = rows[index].start + found.start("name"), rows[index].start + found.end("name")
        if _OFFICE.match(latin(below)) or _closed(passage, index) or _dated(found, below):
            yield noted(passage, span, "signatory", "signature", "english.signature", 0.8)
        elif index >= len(rows) - 2 and " " not in found["name"] and found["name"].isupper():
            yield noted(passage, span, "signatory", "signature", "english.telegram", 0.6)


def _closed(passage: Passage, index: int) -> bool:
    """Whether the line above is a closing formula."""
    above = passage.rows[index - 1].text
    return len(above) <= SHORT and _CLOSING.match(latin(above)) is not None


def _dated(found: re.Match[str], below: str) -> bool:
    """Whether initials and a name stand above a date, or close the text."""
    if "." not in found["name"]:
        return False
    return len(below) <= 40 and (
        any(english_dates.read(below)) or not below.rstrip().endswith((".", ","))
    )
