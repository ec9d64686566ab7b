"""Who signed a Hungarian paper: a name above an office, behind a closing formula, or at the end.

What stands below a signature (distribution lists, translators, who certified a copy) is the
foot of the paper and no signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from pipeline.model import Finding
from pipeline.rules.fold import latin
from pipeline.rules.latin_words import GIVEN, UPPER
from pipeline.rules.lettered import lettered
from pipeline.rules.marks import covering
from pipeline.rules.passages import Passage
from pipeline.rules.tables import forms, rows
from pipeline.rules.values import noted

FOOT = 16
_OFFICES = frozenset(forms(rows("hungarian_titles.tsv")[0][0]))
_LONG_OFFICES = tuple(office for office in _OFFICES if len(office) > 4 and " " not in office)
_DEPUTY = re.compile(r"[\s-]?(?:h|hely|helyettes|helyettese)$")
_POSSESSED = re.compile(r"(?<=\w{4})j?[ae]$")
_RANK = re.compile(
    r"(?:(?:av|r|bv|honv|hor|rend|nb)\.\s?)?(?:fhdgy|hdgy|szds|orgy|alez|ezds|vorgy|altbgy|vezds|orm|torm"
    r"|ftorm|szkv|zls|thtts|oszt\.? ?vez|oszt\.? ?vezeto|min\.? ?h|vig|ig)\.?"
)
_WORD = rf"[{UPPER}][\w'-]{{1,16}}"
_TITLED = r"(?:[Dd]r\.\s?|[Ii]fj\.\s?|[Öö]zv\.\s?)?"
_BY_HAND = r",?(?:\s?s\.\s?k\.)?[\s/):]*(?:sk\.|s\. ?k\.)?\s*"
_NAME = re.compile(
    rf"[\s/(:]*(?P<name>{_TITLED}{_WORD}\.?(?: {_WORD}){{1,3}}){_BY_HAND}"
)  # fmt: skip
_ALONE = re.compile(rf"[\s/(-]*(?P<name>[{UPPER}][\w'-]{{2,16}})(?:,? s\. ?k\.)?[\s/),.-]*")
_TOGETHER = re.compile(
    rf"\s*[-/(]?\s*(?P<name>{_TITLED}{_WORD}(?: {_WORD}){{0,2}})"
    r"(?:\s?s\.\s?k\.)?[\s,=-]{1,4}(?P<office>[^\W\d_].{1,50})"
)
_RANKED = re.compile(
    rf"\s*(?P<office>[^\W\d_A-Z]\w{{3,20}}) (?P<name>{_WORD}(?: {_WORD}){{1,2}})\s*"
)
_BRACKETED = re.compile(rf"\s*[/(]\s?{_WORD}\s?[/)]\s*|\s*{_WORD},? s\. ?k\.\s*")
_TELEGRAM = re.compile(r"tavirat")
_CLOSING = re.compile(
    r"(?:tisztelettel|udvozlettel|kezet csokol\w*|szeretettel|baratsaggal|olel\w*|baratod"
    r"|szereto\w*|csokol\w*|sz ?a ?b ?a ?d ?s ?a ?g|hive"
    r"|koszonti\w*|udvozol\w*|tisztelo\w*|tisztelettel .{0,30})\W*$"
)
_FOOT = re.compile(
    r"\s*(?:kapj|kapta|eloszt|keszult|fordit|lattam|(?:az? )?masolat|hiteleul|hiteles|mellekl"
    r"|mell\."
    r"|ui\.|u\.i|gepel|leirta|irta|ertesul|lejegyezte|rejtjelezte|megfejt|\d+\. ?sz\. ?peldany"
    r"|tavirat\w*:)"
)
_CERTIFIED = re.compile(r"masolat hitel|hiteleul|hiteles")


def find(passage: Passage) -> Iterator[Finding]:
    """Every signature near the foot of a page; what certifies a copy counts less."""
    if passage.apart:
        return
    end = _end(passage)
    certified = False
    for index in range(max(0, end - FOOT), len(passage.rows)):
        certified = certified or bool(_CERTIFIED.search(latin(passage.rows[index].text)))
        for found in _at(passage, index, end):
            yield replace(found, confidence=0.4) if certified else found


def _end(passage: Passage) -> int:
    """Where the text ends and its foot begins."""
    count = len(passage.rows)
    for index in range(max(count // 2, count - FOOT), count):
        text = passage.rows[index].text
        if len(text) <= 60 and _FOOT.match(latin(text)):
            return index
    while count and any(covering(lettered(passage.rows[count - 1].text, 0).text)):
        count -= 1
    return count


def _at(passage: Passage, index: int, end: int) -> Iterator[Finding]:
    row = passage.rows[index]
    if any(covering(lettered(row.text, 0).text)):
        return  # a mark that is repeated at the foot
    if "\t" in row.text:
        yield from _beside(passage, index)
    if "\t" in row.text or len(row.text) > 70:
        return
    ranked = _RANKED.fullmatch(row.text)
    if ranked and (office := _office(ranked["office"])):
        yield _signature(passage, index, ranked, office)
        return
    together = _TOGETHER.fullmatch(row.text)
    if together and not _below_name(passage, index) and (office := _office(together["office"])):
        yield _signature(passage, index, together, office)
        return
    below = passage.rows[index + 1].text if index + 1 < len(passage.rows) else ""
    found = _NAME.fullmatch(row.text)
    alone = None if found else _ALONE.fullmatch(row.text)
    if (found or alone) and (office := _office(below)) and not _names_itself(below):
        yield _signature(passage, index, found or alone, office)
    elif found and (
        re.search(r"s\.\s?k\.|^\s*[/(].*[/)]\s*$", row.text) or _closed(passage, index)
    ):
        yield _signature(passage, index, found, "")
    elif alone and (_ends_telegram(passage, index, end) or _BRACKETED.fullmatch(row.text)):
        yield _signature(passage, index, alone, "")
    elif found and _ends_text(passage, index, end):
        yield replace(_signature(passage, index, found, ""), confidence=0.6)


def _names_itself(line: str) -> bool:
    """Whether a line has a name before its office: 'TARJAN NAGYKOVET', not 'Elso titkar'."""
    folded = " ".join(latin(line).strip(" ()/.,").split())
    first, _, rest = folded.partition(" ")
    capital = line.strip()[:1].isupper() and first not in _OFFICES
    return capital and rest in _OFFICES and folded not in _OFFICES and first[-1:] != "i"


def _below_name(passage: Passage, index: int) -> bool:
    """Whether a line is an office itself: 'Első titkár', 'Nyugati osztály vezetője'."""
    above = passage.rows[index - 1].text if index else ""
    folded = " ".join(latin(passage.rows[index].text).strip(" ()/.,").split())
    adjective = folded.split(" ", 1)[0].endswith("i") and folded.count(" ") > 1
    named = _NAME.fullmatch(above) is not None and not _names_itself(passage.rows[index].text)
    return folded in _OFFICES or adjective or named


def _closed(passage: Passage, index: int) -> bool:
    """Whether a closing formula stands above, with no name between."""
    for row in reversed(passage.rows[max(0, index - 3) : index]):
        if len(row.text) <= 60 and _CLOSING.search(latin(row.text)):
            return True
        if _NAME.fullmatch(row.text):
            return False
    return False


def _ends_telegram(passage: Passage, index: int, end: int) -> bool:
    """A name alone at the very end, apart from a printed foot."""
    if not end - 2 <= index < end or not _TELEGRAM.search(_close(passage.text[:500])):
        return False
    return len(passage.rows[index].text.strip()) <= 20


def _ends_text(passage: Passage, index: int, end: int) -> bool:
    """The last line of a text whose last sentence is complete: a family and a given name."""
    above = passage.rows[index - 1].text.rstrip() if index else ""
    name = latin(passage.rows[index].text).strip(" /().,").split()
    given = bool(name) and name[-1].removesuffix("ne") in GIVEN
    return end - 2 <= index < end and given and above.endswith((".", "!", '"', ")"))


def _close(text: str) -> str:
    """Letters of a text without the spaces that letter-spaced headings have."""
    return latin(text).replace(" ", "")


def _beside(passage: Passage, index: int) -> Iterator[Finding]:
    """Two who sign side by side; the first, with the office below his name."""
    row = passage.rows[index]
    below = passage.rows[index + 1].text if index + 1 < len(passage.rows) else ""
    first, office = row.text.split("\t")[0], below.split("\t")[0]
    if (together := _TOGETHER.fullmatch(first)) and (rank := _office(together["office"])):
        yield _signature(passage, index, together, rank)
        return
    found = _NAME.fullmatch(first)
    if found and (_office(office) or re.search(r"s\.\s?k\.", first)):
        yield _signature(passage, index, found, office.strip())


def _office(line: str) -> str:
    """The line, if it is nothing but an office."""
    folded = " ".join(latin(line).strip(" ()/.,").split())
    if _RANK.fullmatch(folded) or folded in _OFFICES:
        return line.strip()
    folded = _DEPUTY.sub("", folded)
    last = folded.rsplit(" ", 1)[-1]
    plain = _POSSESSED.sub("", last)
    known = last in _OFFICES or plain in _OFFICES or plain.endswith(_LONG_OFFICES)
    return line.strip() if len(folded) <= 60 and known else ""


def _signature(passage: Passage, index: int, found: re.Match[str] | None, office: str) -> Finding:
    assert found is not None
    start = passage.rows[index].start
    span = start + found.start("name"), start + found.end("name")
    parts = {"office": office} if office else {}
    return noted(passage, span, "signatory", "signature", "hungarian.signature", 0.8, parts=parts)
