"""Who wrote to whom in a Hungarian paper: labels, letterhead, address, signature block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.rules import hungarian_lists, places
from pipeline.rules.dates import Dated, Role, finding
from pipeline.rules.document_types import is_heading
from pipeline.rules.fold import latin
from pipeline.rules.hungarian_dates import read
from pipeline.rules.lettered import lettered
from pipeline.rules.marks import covering
from pipeline.rules.passages import Passage, Row
from pipeline.rules.tables import forms, rows
from pipeline.rules.values import noted

HEAD, FOOT, LONG = 12, 16, 300
_LABELS = tuple(
    (field, re.compile(rf"(?:^|\t|\s{{2,}})(?:{label})\s?[:;]\s{{0,12}}(?P<value>\S|$)"))
    for field, label in rows("hungarian_labels.tsv")
)
_GRID = (
    ("drafter", re.compile(r"ugyintezo|eloado")),
    ("subject", re.compile(r"targy")),
    ("reference_numbers", re.compile(r"(?:jelunk|szamunk|ikt|ugyszam|szam\b)")),
)
_RECEIVES = re.compile(r"\s*kapja\b")
_COLON = re.compile("[:;：；]")
_ANY_LABEL = re.compile(r"^\s{0,40}[\w. ]{2,24}:")
_GAP = re.compile(r"\t|\s{3,}|\s{2,}(?=\w[\w. ]{1,14}:)")
_ORGAN = re.compile(
    rf"\b\w*(?:{'|'.join(forms(rows('hungarian_organs.tsv')[0][0]))})"
    r"(?:[aeo]|j[ae]|[ao]k|a?nak|e?nek|ink|unk|[ae]nak|[ae]nek|j[ae]n[ae]k)?(?!\w)"
)
_EVERY = re.compile(r"\s*(?:valamennyi|minden|az osszes|mindegyik)\b")
_ADDRESSED = re.compile(
    r"\s*(?P<who>(?:[^\d:;!?]|\d\.){3,70}?(?:nak|nek|reszere))\s*(?:[!.]|,(?: ?[a-z]{3,14})?)?\s*"
)
_LETTER = re.compile(
    r"^\s*(?:tisztelt|kedves|igen tisztelt)\b|\b(?:elvtars|elvtarsak|ur|uram)!\s*$"
)
_BROKEN = re.compile(r"(?:\w{2,}-|\b(?:a|az|es|s|egy|hogy|valamint|illetve))$", re.IGNORECASE)
_PERSONAL = re.compile(
    r"\b(?:elvtars|ur|urnak|elvtarsnak|asszony|miniszter|nagykovet|igazgato)\w*,?$"
)
_TO_PERSON = re.compile(r"\b(?:urnak|elvtarsnak|asszonynak|uraknak|elvtarsaknak)$")
_ONE = re.compile(r"n[ae]k$|\b(?:elvtars|ur|asszony)$")
_HANDS = re.compile(r"\b(?:kezehez|kezeihez|reszere|sajat kezebe|figyelmebe)\W*$")
_CONTACT = re.compile(r"\d{3}|\btel\b|tavbeszelo|\bu\.\s|utca|postafiok|\*")
_DATEISH = re.compile(r"\d{4}|[:!?]")


def find(passage: Passage) -> Iterator[Finding]:
    """Every party, subject and counted enclosure the paper names in its head or foot."""
    if passage.apart:
        return
    yield from _labelled(passage)
    yield from _gridded(passage)
    yield from _letterhead(passage)
    yield from _addressed(passage)
    yield from _enveloped(passage)


def _labelled(passage: Passage) -> Iterator[Finding]:
    for index, row in enumerate(passage.rows):
        if len(row.text) > LONG or not _COLON.search(row.text):
            continue
        folded = latin(row.text)
        for field, pattern in _LABELS:
            if found := pattern.search(folded):
                gap = _GAP.search(row.text, found.start("value"))
                end = row.start + (gap.start() if gap else len(row.text))
                if field == "subject" and not gap:
                    end = _continued(passage, index)
                if field == "subject" and passage.text[:end].endswith("."):
                    end -= 1
                span = row.start + found.start("value"), end
                if not found["value"] and not field.endswith("recipients"):
                    continue
                yield from _items(passage, span, field, index)


def _continued(passage: Passage, index: int) -> int:
    """Where a subject ends: a broken word or an indented lower-case line belongs to it."""
    end = passage.rows[index].end
    for row in passage.rows[index + 1 : index + 3]:
        text = passage.text[passage.rows[index].start : end]
        goes_on = row.text.strip()[:1].islower() or _BROKEN.search(text) or text.endswith(",")
        if not goes_on or text.rstrip().endswith((".", "!")) or _ANY_LABEL.match(row.text):
            break
        end = row.end
    return end


def _items(passage: Passage, span: tuple[int, int], field: str, index: int) -> Iterator[Finding]:
    """The value of a label; 'Kapja:' with several names is a distribution list."""
    rule, text = "hungarian.label", passage.text[span[0] : span[1]]
    received = field == "recipient" and _RECEIVES.match(latin(passage.rows[index].text))
    if field == "copy_recipients" or (received and hungarian_lists.several(text)):
        yield from hungarian_lists.items(passage, span[0], passage.rows[index].end, index)
        return
    yield noted(passage, span, field, "printed", rule, 0.7 if field == "place" else 0.9)
    if field == "sender" and (place := places.within(text)):
        at = span[0] + place[0], span[0] + place[1]
        yield noted(passage, at, "place", "printed", "hungarian.sender-place", 0.6)
    if received:
        below = passage.rows[index + 1].start if index + 1 < len(passage.rows) else span[1]
        yield from hungarian_lists.items(passage, below, below, index)


def _gridded(passage: Passage) -> Iterator[Finding]:
    """Labels in one line and what belongs to them in the next: 'Ügyintézőnk:  Jelünk:  Kelt:'."""
    for index, row in enumerate(passage.rows[: HEAD - 1]):
        labels = row.text.split("\t")
        if len(labels) < 2 or sum(label.rstrip().endswith(":") for label in labels) < len(labels):
            continue
        below, start = passage.rows[index + 1], passage.rows[index + 1].start
        for label, cell in zip(labels, below.text.split("\t"), strict=False):
            told = next((f for f, words in _GRID if words.match(latin(label).strip())), None)
            if label.strip().lower().startswith("kelt"):
                yield from _dated(passage, start, cell)
            if told and any(char.isalnum() for char in cell):
                role = "own" if told == "reference_numbers" else "printed"
                span = start, start + len(cell)
                yield noted(passage, span, told, role, "hungarian.grid", 0.85)
            start += len(cell) + 1


def _dated(passage: Passage, start: int, cell: str) -> Iterator[Finding]:
    for dated in read(cell):
        span = start + dated.start, start + dated.end
        placed = Dated(*span, dated.value, dated.form, dated.problem, dated.parts)
        yield finding(passage, placed, Role("written", "hungarian.kelt", 0.9))


def _letterhead(passage: Passage) -> Iterator[Finding]:
    """The first lines that can be an office's name, if one of them holds a word for an office."""
    if passage.page != 1:
        return
    lines: list[int] = []
    for index, row in enumerate(passage.rows[:8]):
        text = _GAP.split(row.text.strip())[0]
        if not _heads(text, row, index):
            if lines:
                break
            continue
        if lines and places.known("".join(text.split())):
            yield noted(
                passage, (row.start, row.end), "place", "letterhead", "hungarian.letterhead", 0.5
            )
            break
        lines.append(index)
        if text != row.text.strip():
            break
    organs = [index for index in lines if _ORGAN.search(latin(passage.rows[index].text))]
    if organs:
        first = lines[0]
        while passage.rows[first].text.isupper() != passage.rows[organs[0]].text.isupper():
            first += 1  # what stands above in other letters is no part of the name
        yield _head(passage, first, organs[-1] + 1)


def _heads(text: str, row: Row, index: int) -> bool:
    """Whether a line, up to its first gap, can belong to a letterhead."""
    folded = latin(text)
    if not text[:1].isupper() or len(text) > 70 or len(folded.split()) > 9 or is_heading(row):
        return False
    if _DATEISH.search(folded) or _CONTACT.search(folded) or folded.endswith((".", ",", "-")):
        return False
    if folded.endswith(("nak", "nek", "reszere")) or any(covering(lettered(text, 0).text)):
        return False
    return _titled(text) and not (index == 0 and places.known("".join(text.split())))


def _titled(line: str) -> bool:
    """Whether half of the words of a line begin with a capital, as in a name."""
    words = [word for word in line.split() if len(word) > 2]
    return sum(word[:1].isupper() for word in words) * 2 >= len(words)


def _head(passage: Passage, first: int, end: int) -> Finding:
    start, stop = passage.rows[first].start, passage.rows[end - 1].end
    last = passage.rows[end - 1]
    if gap := _GAP.search(last.text.strip()):
        stop = last.start + len(last.text) - len(last.text.lstrip()) + gap.start()
    return noted(passage, (start, stop), "sender", "letterhead", "hungarian.letterhead", 0.6)


def _addressed(passage: Passage) -> Iterator[Finding]:
    """An address before the salutation: 'Külügyminisztériumnak', 'Sebes István elvtársnak'."""
    if passage.page != 1:
        return
    goes_on = False
    for index, row in enumerate(passage.rows[:HEAD]):
        folded = latin(row.text)
        title, goes_on = goes_on, row.text.strip()[:1].islower()
        if _LETTER.match(folded) or len(folded) > LONG:
            return
        found = _ADDRESSED.fullmatch(folded)
        capital = row.text.strip()[:1].isupper() or _EVERY.match(folded)
        if found and (capital or _PERSONAL.search(folded)) and not title:
            start = _owner(passage, index, found)
            span = start, row.start + found.end("who")
            yield noted(passage, span, "recipient", "address", "hungarian.address", 0.75)
            return
    yield from _addressed_below(passage)


def _owner(passage: Passage, index: int, found: re.Match[str]) -> int:
    """Where an address in two lines begins: 'Goldberger Textilművek' / 'Üzemi Bizottságának'."""
    above = passage.rows[index - 1] if index > 2 else None
    if above is not None and len(found["who"].split()) < 3 and _addresses(above.text):
        return above.start
    return passage.rows[index].start + found.start("who")


def _addressed_below(passage: Passage) -> Iterator[Finding]:
    """An address at the foot of a letter: 'Nagytiszteletű Görög Ernő esperes úrnak'."""
    for row in passage.rows[max(HEAD, len(passage.rows) - 6) :]:
        folded = latin(row.text).strip(" ,!.")
        if len(folded) <= 70 and row.text.strip()[:1].isupper() and _TO_PERSON.search(folded):
            span = row.start, row.start + len(row.text.rstrip(" ,!."))
            yield noted(passage, span, "recipient", "address", "hungarian.address", 0.65)
            return


def _enveloped(passage: Passage) -> Iterator[Finding]:
    """An address as on an envelope, with nothing but a place in its last line.

    In the head it stands below labels or a number, at the foot of a note below its text;
    the letterhead itself may be followed by its place and is not meant.
    """
    if passage.page != 1:
        return
    for index in range(2, len(passage.rows)):
        if HEAD + 4 <= index < len(passage.rows) - FOOT:
            continue
        row = passage.rows[index]
        place = "".join(row.text.split(",")[0].split()).strip(".!,")
        if len(row.text) <= 30 and places.known(place):
            first = _address(passage, index)
            above = passage.rows[first - 1].text if first else ""
            below_labels = first > 2 or any(char.isdigit() or char == ":" for char in above)
            if first < index and (below_labels or index > HEAD):
                yield _addressee(passage, first, index)


def _address(passage: Passage, place: int) -> int:
    """The first of the lines above a place that are an office's name or somebody's."""
    first = place
    while first and place - first < 4 and _addresses(passage.rows[first - 1].text):
        first -= 1
    return first


def _addresses(line: str) -> bool:
    folded = latin(line).strip()
    if not line.strip()[:1].isupper() or len(folded) > 70 or _DATEISH.search(folded):
        return False
    if any(char.isdigit() for char in folded) or folded.endswith((".", ";")) or "\t" in line:
        return False
    return any(sign.search(folded) for sign in (_ORGAN, _PERSONAL, _HANDS))


def _addressee(passage: Passage, first: int, place: int) -> Finding:
    """The office or person, up to the dative; not the line that names who is to open it."""
    last = place - 1
    while last > first and _HANDS.search(latin(passage.rows[last].text)):
        last -= 1
    for index in range(first, last):
        if _ONE.search(latin(passage.rows[index].text).rstrip(" ,")):
            last = index
            break
    stop = passage.rows[last].start + len(passage.rows[last].text.rstrip(" ,"))
    span = passage.rows[first].start, stop
    return noted(passage, span, "recipient", "address", "hungarian.envelope", 0.8)
