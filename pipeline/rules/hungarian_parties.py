"""Who wrote to whom in a Hungarian paper: labels, letterhead, address, signature block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.rules.authority import is_place, whole
from pipeline.rules.document_types import is_heading
from pipeline.rules.fold import latin
from pipeline.rules.passages import Passage
from pipeline.rules.tables import forms, rows
from pipeline.rules.values import noted

HEAD, FOOT, LONG = 12, 16, 300
_LABELS = tuple(
    (field, re.compile(rf"(?:^|\t|\s{{2,}})(?:{label})\s?[:;]\s{{0,12}}(?P<value>\S|$)"))
    for field, label in rows("hungarian_labels.tsv")
)
_ANY_LABEL = re.compile(r"^\s{0,40}[\w. ]{2,24}:")
_ITEM = re.compile(r"\s*(?:\d{1,2}[./)]\s?)?(?P<name>[^,;\n]*[^,;\s])")
_LISTS = ("kapja", "eloszto", "elosztas", "masolat", "ertesul")
_GAP = re.compile(r"\t|\s{3,}")
_ORGAN = re.compile(
    rf"\b\w*(?:{'|'.join(forms(rows('hungarian_organs.tsv')[0][0]))})"
    r"(?:[aeo]|j[ae]|[ao]k|a?nak|e?nek|ink|unk)?\b"
)
_EVERY = re.compile(r"\s*(?:valamennyi|minden|az osszes|mindegyik)\b")
_OFFICES = frozenset(forms(rows("hungarian_titles.tsv")[0][0]))
_LONG_OFFICES = tuple(office for office in _OFFICES if len(office) > 5 and " " not in office)
_UPPER = "A-ZÁÉÍÓÖŐÚÜŰ"
_NAME = re.compile(
    rf"[\s/(]*(?P<name>(?:[Dd]r\.\s?|[Ii]fj\.\s?|[Öö]zv\.\s?)?[{_UPPER}][\w'-]{{1,16}}\.?"
    rf"(?: [{_UPPER}][\w'-]{{1,16}}){{1,3}}),?(?:\s?s\.\s?k\.)?[\s/)]*(?:sk\.|s\. ?k\.)?\s*"
)
_ALONE = re.compile(rf"[\s/(-]*(?P<name>[{_UPPER}][\w'-]{{2,16}})[\s/),.-]*")
_TELEGRAM = re.compile(r"tavirat")
_TOGETHER = re.compile(
    rf"\s*[-/(]?\s*(?P<name>[{_UPPER}][\w'-]{{1,16}}(?: [{_UPPER}][\w'-]{{1,16}}){{0,2}})"
    r"[\s,=-]{1,4}"
    r"(?P<office>\w+)\W*"
)
_ADDRESSED = re.compile(r"\s*(?:az? )?(?P<who>[^\d:;!?]{3,70}?(?:nak|nek|reszere))\s*[!,.]?\s*")
_LETTER = re.compile(
    r"^\s*(?:tisztelt|kedves|igen tisztelt)\b|\b(?:elvtars|elvtarsak|ur|uram)!\s*$"
)
_BROKEN = re.compile(r"(?:\w{2,}-|\b(?:a|az|es|s|egy|hogy|valamint|illetve))$", re.IGNORECASE)
_DATEISH = re.compile(r"\d{4}|[:!?]")


def find(passage: Passage) -> Iterator[Finding]:
    """Every party, subject and counted enclosure the paper names in its head or foot."""
    if passage.apart:
        return
    yield from _labelled(passage)
    yield from _letterhead(passage)
    yield from _addressed(passage)
    yield from _enveloped(passage)
    yield from _signed(passage)


def _labelled(passage: Passage) -> Iterator[Finding]:
    for index, row in enumerate(passage.rows):
        if row.kind == "table" or len(row.text) > 300:
            continue
        folded = latin(row.text)
        for field, pattern in _LABELS:
            if found := pattern.search(folded):
                gap = _GAP.search(row.text, found.start("value"))
                end = row.start + (gap.start() if gap else len(row.text))
                if field == "subject" and not gap:
                    end = _continued(passage, index)
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
    """The value of a label; a distribution list goes on below it line by line."""
    rule = "hungarian.label"
    if field == "copy_recipients":
        yield from _listed(passage, *span)
    else:
        yield noted(passage, span, field, "printed", rule, 0.7 if field == "place" else 0.9)
    if field not in ("recipient", "copy_recipients"):
        return
    if latin(passage.rows[index].text).lstrip().startswith(_LISTS):
        for row in passage.rows[index + 1 : index + 8]:
            if not _goes_on(row.text):
                break
            yield from _listed(passage, row.start, row.end)


def _goes_on(line: str) -> bool:
    """Whether a line can be another name of a distribution list."""
    text = line.strip()
    if not text or _ANY_LABEL.match(text) or len(text) > 50 or text.isdigit():
        return False
    return not text.endswith((".", "!")) and not (text.isupper() and line == line.lstrip())


def _listed(passage: Passage, start: int, end: int) -> Iterator[Finding]:
    for item in _ITEM.finditer(passage.text, start, end):
        span = item.span("name")
        yield noted(passage, span, "copy_recipients", "printed", "hungarian.label", 0.7)


def _letterhead(passage: Passage) -> Iterator[Finding]:
    """The first lines that name an organ, before the salutation or the first heading."""
    if passage.page != 1:
        return
    first: int | None = None
    for index, row in enumerate(passage.rows[:7]):
        if len(row.text) > LONG or is_heading(row):
            break
        folded = latin(row.text)
        organ = bool(_ORGAN.search(folded)) and len(row.text) <= 70 and not _DATEISH.search(folded)
        organ = organ and len(folded.split()) <= 7 and not row.text.lstrip()[:1].islower()
        organ = organ and not folded.rstrip().endswith(("nak", "nek", "reszere", ".", ","))
        if organ and first is None:
            first = index
        elif not organ and first is not None:
            yield _head(passage, first, index)
            return
    if first is not None:
        yield _head(passage, first, min(7, len(passage.rows)))


def _head(passage: Passage, first: int, end: int) -> Finding:
    if first and whole(passage.rows[first - 1].text.strip()):
        first -= 1  # 'Magyar Népköztársaság' / 'Pekingi Nagykövetsége'
    start, stop = passage.rows[first].start, passage.rows[end - 1].end
    if end == first + 1 and (gap := _GAP.search(passage.rows[first].text.strip())):
        stop = start + gap.start()
    return noted(passage, (start, stop), "sender", "letterhead", "hungarian.letterhead", 0.6)


def _addressed(passage: Passage) -> Iterator[Finding]:
    """An address before the salutation: 'Külügyminisztériumnak', 'Sebes István elvtársnak'."""
    if passage.page != 1:
        return
    for row in passage.rows[:HEAD]:
        folded = latin(row.text)
        if _LETTER.match(folded) or len(folded) > LONG:
            return
        found = _ADDRESSED.fullmatch(folded)
        capital = row.text.strip()[:1].isupper() or _EVERY.match(folded)
        if found and capital:
            span = row.start + found.start("who"), row.start + found.end("who")
            yield noted(passage, span, "recipient", "address", "hungarian.address", 0.75)
            return


def _enveloped(passage: Passage) -> Iterator[Finding]:
    """An organ with nothing but a place below it, as on an envelope: at the foot of notes."""
    for index in range(max(1, len(passage.rows) - FOOT), len(passage.rows)):
        row, place = passage.rows[index - 1], "".join(passage.rows[index].text.split()).strip(".!")
        if _ORGAN.search(latin(row.text)) and len(row.text) <= 70 and is_place(place.capitalize()):
            yield noted(
                passage, (row.start, row.end), "recipient", "address", "hungarian.envelope", 0.7
            )


def _signed(passage: Passage) -> Iterator[Finding]:
    """A name above an office near the foot of a page, or both on one line."""
    first = max(0, len(passage.rows) - FOOT)
    for index in range(first, len(passage.rows)):
        row = passage.rows[index]
        if "\t" in row.text:
            yield from _beside(passage, index)
        if "\t" in row.text or len(row.text) > 70:
            continue
        together = _TOGETHER.fullmatch(row.text)
        whole_office = " ".join(latin(row.text).strip(" ()/.,").split()) in _OFFICES
        if together and not whole_office and latin(together["office"]) in _OFFICES:
            yield _signature(passage, index, together, together["office"])
            continue
        below = passage.rows[index + 1].text if index + 1 < len(passage.rows) else ""
        found = _NAME.fullmatch(row.text)
        if found is None:
            found = _ALONE.fullmatch(row.text)
            if found and not _ends_telegram(passage, index) and not _office(below):
                continue
        if found and (office := _office(below)):
            yield _signature(passage, index, found, office)
        elif (found and found.re is _ALONE) or (
            found and re.search(r"s\.\s?k\.|^\s*/.*/\s*$", row.text)
        ):
            yield _signature(passage, index, found, "")


def _ends_telegram(passage: Passage, index: int) -> bool:
    """A name alone at the very end, apart from a printed foot."""
    if index < len(passage.rows) - 2 or not _TELEGRAM.search(latin(passage.text[:400])):
        return False
    return len(passage.rows[index].text.strip()) <= 20


def _beside(passage: Passage, index: int) -> Iterator[Finding]:
    """Two who sign side by side; the first, with the office below his name."""
    row = passage.rows[index]
    below = passage.rows[index + 1].text if index + 1 < len(passage.rows) else ""
    first, office = row.text.split("\t")[0], below.split("\t")[0]
    found = _NAME.fullmatch(first)
    if found and (_office(office) or re.search(r"s\.\s?k\.", first)):
        yield _signature(passage, index, found, office.strip())


def _office(line: str) -> str:
    folded = " ".join(latin(line).strip(" ()/.,").split())
    folded = re.sub(r"\s(?:h|hely|helyettes)$", "", folded)
    last = folded.rsplit(" ", 1)[-1]
    known = folded in _OFFICES or (
        len(folded) <= 60 and (last in _OFFICES or last.endswith(_LONG_OFFICES))
    )
    return line.strip() if known else ""


def _signature(passage: Passage, index: int, found: re.Match[str], office: str) -> Finding:
    start = passage.rows[index].start
    span = start + found.start("name"), start + found.end("name")
    parts = {"office": office} if office else {}
    return noted(passage, span, "signatory", "signature", "hungarian.signature", 0.8, parts=parts)
