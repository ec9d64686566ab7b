"""Hungarian registry numbers: the paper's own, and those of the papers it answers or cites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.rules.fold import latin
from pipeline.rules.hungarian_dates import read
from pipeline.rules.passages import Passage, Row
from pipeline.rules.values import noted

HEAD = 14
_TOKEN = (
    r"(?!hiv\b|ikt\b|szam\b)(?:[a-z]{1,4}[.-]\s?){0,3}"
    r"[a-z/-]{0,8}\d[\w/-]{0,24}(?:\.[\w/-]{1,12}){0,3}\.?"
)
_SUFFIX = (
    r"(?:\s?\([ivx]{1,4}\.\s?\d{1,2}\.?\)|(?<=\.)\s?(?:[a-z]\. ?)?[ivx]{1,5}\.)?"
    r"(?:\s?sz(?:am\b|u\b|amu\b|\b\.?))?"
)
_WORD = r"(?!hiv|telefon|lap|oldal|peldany|tel\b|darab|sor|szamla)[a-z]{3,12} "
_LABEL = re.compile(
    r"(?:^|\t|\s{2,}|[.!;]\s)(?P<label>(?:ikt(?:ato|\.)?\s?|ugy(?:irat)?\s?|alap|nyilvantartasi |"
    rf"nyt\.? ?|irat|{_WORD})?sz(?:ama?|\.)?(?:unk)?\s?[:;]|ikt\.?\s?sz\.?\s?[:;]?|szamunk\s?:"
    r"|ikt(?:ato)?\.?\s?:|ikt\.\s|szam\s(?=\d+[/-]))"
    rf"\s{{0,12}}(?P<number>(?:[a-z]{{3,8}} (?=\d+/))?{_TOKEN}{_SUFFIX})"
)
# A register entry that stands alone: office and year about a running number, in any order.
_REGISTER = re.compile(
    r"(?:(?:szig(?:oruan|\.)? ?titkos|titkos|bizalmas)!? )?"
    r"(?P<number>(?:\((?:19)?\d\d\)\s|[a-z]{2,4} (?=\d+[/-]))?"
    r"(?:(?!tel|pld|old|mell|lap|bp|ker|u\.)[a-z]{1,9}\.\s?){0,3}"
    r"(?:[a-z]{1,6}[/-]){0,3}\d{1,6}(?: \d{3}(?=/))?(?:[/.-]{1,2}[a-z\d]{1,10}){0,6}\.?"
    rf"{_SUFFIX}(?:\s[a-z]{{1,4}}(?:/[a-z]{{1,5}}){{1,2}})?)(?:\ssz(?:am)?\.?|\.)?"
)
_YEAR_OR_OFFICE = re.compile(
    r"[/.](?:19)?[4-9]\d\b|-19[4-9]\d\b|[a-z]{1,6}[/-]\d|\d/[a-z]{1,6}[.-]|[a-z]\.\s?\d+[/-]|[a-z]\.\s\d+\.?\ssz"
    r"|\d/\d+/\d"
)
_NO_NUMBER = re.compile(
    r"\boldal|\blap\b|\bpld|peldany|\bdb\b|evf|kerulet|\butca|\bu\.|^\d{1,2}\.\d\d$|^[ivx]+[/-]\d{1,2}\W*[a-z]?\W*$"
)
_DIGIT = re.compile(r"\d")
_ALONE = re.compile(r"\s*(?P<number>n[or]\.? ?\d[\d/]{0,9}|\d{2,5} szam)\s*")
_PLAIN = re.compile(
    r"(?P<number>\d{1,5}\s?\.\s?sz(?:am\b|\b[.:]?))(?=\W*$|\t|\s{2}|\s{0,2}(?:szamjel|rejtjel)?tavirat|\W\s?\d{4})"
)
_COLUMN = re.compile(r"\t|\s{2,}")
_PART = re.compile(r"\t|\s{2,}|(?<=[.!;])\s(?!sz)")
_OTHERS = re.compile(
    r"\bo\.\s?e\b|\bdoboz\b|\d f\. |\bhiv\b|\bhiv\.|hivatkoz|vonatkoz|valaszolva"
    r"|onok szama|az on szama"
)
_CITED = re.compile(
    rf"(?<![\w/.-])(?P<number>{_TOKEN})\s?(?:sz\.|szamu|szam\b|sz\b|alatti)"
    r"(?:\s{0,3}|[ ](?:[a-z]{2,14}[ ]){1,2}?)"
    r"(?P<noun>level|(?:szamjel|rejtjel)?tavirat|atirat|jegyzek|hatarozat|"
    r"rendelet|utasitas|jelentes|irat|feljegyzes|kerelm|leirat)(?P<case>[a-z]{0,14})"
)
_LINE = re.compile(
    rf"(?:^|\t|\s{{2,}})(?:hiv(?:atkozasi)?\.?\s?(?:sz(?:am)?\.?)?|vonatkozik|on(?:ok)? szama)"
    r"\s?[:.]?\s{0,8}"
    rf"(?P<number>{_TOKEN}{_SUFFIX})"
)


def find(passage: Passage) -> Iterator[Finding]:
    """Own numbers as 'reference_numbers', others' as 'relation'."""
    cited: list[tuple[int, int]] = []
    for finding, span in _others(passage):
        cited.append(span)
        yield finding
    for index, row in enumerate(passage.rows):
        if len(row.text) > 200 or not _DIGIT.search(row.text):
            continue
        for start, end, rule in _own(row, index, passage):
            if not any(a <= start < b for a, b in cited):
                yield _number(passage, start, end, rule)


def _own(row: Row, index: int, passage: Passage) -> Iterator[tuple[int, int, str]]:
    folded = latin(row.text)
    if _OTHERS.search(folded):
        return
    if found := _LABEL.search(folded):
        yield row.start + found.start("number"), row.start + found.end("number"), "label"
        return
    if passage.apart or ("\t" in row.text and row.kind == "table"):
        return
    if index >= HEAD:
        return
    if span := _register(folded) or _plain(folded) or _numbered(folded):
        yield row.start + span[0], row.start + span[1], "line"


def _register(folded: str) -> tuple[int, int] | None:
    """A registry number that fills its line, its column or its sentence."""
    for pattern in (_COLUMN, _PART):
        start = 0
        for part in (*pattern.finditer(folded), None):
            end = part.start() if part else len(folded)
            written = folded[start:end].rstrip(" :;,")
            lead = len(written) - len(written.lstrip())
            if number := registered(written.lstrip()):
                at = start + lead + written.lstrip().index(number)
                return at, at + len(number)
            start = part.end() if part else end
    return None


def registered(folded: str) -> str:
    """The number of a register that is all of a line without accents; else nothing.

    >>> registered("szerv. 214/1946. h/sne"), registered("50 318/1955 sz.")
    ('szerv. 214/1946. h/sne', '50 318/1955 sz.')
    >>> registered("1956. 11. 04.")
    ''
    """
    found = _REGISTER.fullmatch(folded) if len(folded) <= 40 else None
    if found is None or _NO_NUMBER.search(folded) or not _YEAR_OR_OFFICE.search(folded):
        return ""
    return "" if any(read(folded)) else found["number"]


def _numbered(folded: str) -> tuple[int, int] | None:
    """'No. 345', '187 szam' alone in a line of the head."""
    found = _ALONE.fullmatch(folded)
    return found.span("number") if found else None


def _plain(folded: str) -> tuple[int, int] | None:
    """A small number with 'sz.', where a masthead or a telegram's head has it."""
    found = _PLAIN.search(folded)
    if found is None or found.start() >= 60:
        return None
    apart = not folded[: found.start()].strip() or folded[found.start() - 1] in " \t"
    return found.span("number") if apart and _plain_context(folded, found) else None


def _plain_context(folded: str, found: re.Match[str]) -> bool:
    """'41. szám' in a masthead, '187. sz.' in a telegram's head; not '3. sz. melléklet'."""
    before = folded[: found.start()].rstrip()
    return (
        not before or before.endswith((".", "!", ":", ",")) or folded[: found.start()][-2:] == "  "
    )


def _others(passage: Passage) -> Iterator[tuple[Finding, tuple[int, int]]]:
    folded = latin(passage.text)
    taken: list[tuple[int, int]] = []
    for found in _CITED.finditer(folded):
        span = found.span("number")
        row = passage.rows[passage.row_at(span[0])]
        if not found["case"] and not passage.text[row.start : span[0]].strip():
            continue  # '187. sz. távirat' as a heading is the paper's own number
        taken.append(found.span())
        answered = re.search(r"r[ae]$", found["case"]) is not None
        kind = "reply-to" if answered else "refers-to"
        yield noted(passage, span, "relation", kind, "hungarian.cited-number", 0.7), found.span()
    for row in passage.rows:
        if (
            len(row.text) <= 200
            and _DIGIT.search(row.text)
            and (found_line := _LINE.search(latin(row.text)))
        ):
            start, end = (row.start + at for at in found_line.span("number"))
            if any(a <= start < b for a, b in taken):
                continue
            finding = noted(
                passage, (start, end), "relation", "reply-to", "hungarian.reference", 0.85
            )
            yield finding, (start, end)


def _number(passage: Passage, start: int, end: int, rule: str) -> Finding:
    role = "stamped" if passage.apart else "own"
    confidence = 0.9 if rule == "label" else 0.8
    return noted(
        passage, (start, end), "reference_numbers", role, f"hungarian.number-{rule}", confidence
    )
