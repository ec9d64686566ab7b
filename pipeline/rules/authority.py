"""Persons, organisations and places by the authority table (``data/authority.tsv``).

Spellings are found whatever case suffix, accent or script variant they are written with:
'Csou En-lajjal', 'KADAR JANOS', 周恩來. The table is the project's own and says in its last
column how far each row can be relied on; users extend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from pipeline.model import Entity, Evidence, Page
from pipeline.rules.fold import han, latin
from pipeline.rules.passages import passages
from pipeline.rules.squeezed import Squeezed, squeeze
from pipeline.rules.tables import forms, rows

Kind = Literal["person", "organisation", "place"]


class Authority(Struct, frozen=True):
    """A row of the table: its id, type and English label."""

    id: str
    type: Kind
    label: str


class Mention(Struct, frozen=True):
    """A name found in a text: who it may be and where it stands."""

    known: Authority | None
    type: Kind
    start: int
    end: int
    name: str
    confidence: float
    candidates: tuple[str, ...] = ()


_SUFFIX = (
    r"(?:-?(?:[aeo]?(?:nak|nek|ban|ben|bol|rol|hoz|hez|ra|re|ba|be|tol|ig|kent|n|t|k|val|vel|nal|nel|ert)"
    r"|[a-z]{1,2}?[ae]l|on|en|aban|a|e|et|at|ot))?"
)
_TABLE = rows("authority.tsv")[1:]
_LATIN: dict[str, Authority] = {}
_HAN: dict[str, Authority] = {}
_SURNAMES: dict[str, list[Authority]] = {}
for _row in _TABLE:
    _known = Authority(_row[0], _row[1], _row[2])  # type: ignore[arg-type]
    for _form in forms(_row[3] + "|" + _row[7]):
        _LATIN.setdefault(re.sub(r"[-\s]+", "", latin(_form)), _known)
    for _form in forms(_row[4] + "|" + _row[5]):
        _HAN.setdefault(han(_form), _known)
    if _row[1] == "person" and _row[3]:
        _SURNAMES.setdefault(latin(forms(_row[3])[0]).split()[0].strip(","), []).append(_known)
# Family names that are also everyday words or the names of many.
_COMMON = frozenset(
    ["nagy", "kis", "horvath", "hegedus", "sik", "szabo", "kovacs", "feher", "dobi", "mao"]
)


def _pattern(form: str) -> str:
    """A spelling whose spaces may be line ends and whose hyphens may be missing."""
    words = [r"[-\s]{0,3}".join(map(re.escape, word.split("-"))) for word in form.split()]
    return r"[\s,]{1,3}".join(words)


def _latin_forms() -> list[str]:
    found = {latin(form) for row in _TABLE for form in forms(row[3] + "|" + row[7])}
    return sorted((form for form in found if len(form) > 1), key=len, reverse=True)


_NAMES = re.compile(
    rf"(?<!\w)(?P<name>{'|'.join(map(_pattern, _latin_forms()))})(?P<case>{_SUFFIX})(?!\w)"
)
_ADDRESSED = re.compile(
    r"(?<!\w)(?P<name>[A-ZÁÉÍÓÖŐÚÜŰ][\w'-]{1,14}(?:[ ][A-ZÁÉÍÓÖŐÚÜŰ][\w'-]{1,14}){0,2})\s"
    r"(?P<title>elvtárs(?:nő|ak)?|elvtars(?:no|ak)?|et\.|ELVT[AÁ]RS(?:N[OŐ])?)"
)
_HAN_NAMES = re.compile("|".join(sorted(map(re.escape, _HAN), key=len, reverse=True)))


def unbroken(text: str) -> Squeezed:
    """A folded text without the hyphens at its line ends: 'kan-' / 'toni' is one word."""
    folded = latin(text)
    kept: list[str] = []
    offsets: list[int] = []
    index = 0
    while index < len(folded):
        if folded.startswith("-\n", index) and folded[index + 2 : index + 3].isalpha():
            index += 2
            continue
        kept.append(folded[index])
        offsets.append(index)
        index += 1
    return Squeezed("".join(kept), tuple(offsets))


def mentions(text: str) -> Iterator[Mention]:
    """Every known name of a text, and persons addressed as comrades whether known or not.

    >>> [m.known.id for m in mentions("Csou En-lajjal Pekingben, 周恩來 同志") if m.known]
    ['zhou-enlai', 'beijing', 'zhou-enlai']
    """
    taken: list[tuple[int, int]] = []
    for mention in (*_latin(text), *_han(text)):
        taken.append((mention.start, mention.end))
        yield mention
    ends = {start for start, _ in taken}
    for found in _ADDRESSED.finditer(text):
        if found.start() not in ends and not any(a <= found.start() < b for a, b in taken):
            yield _comrade(found)


def _latin(text: str) -> Iterator[Mention]:
    joined = unbroken(text)
    for found in _NAMES.finditer(joined.text):
        start, end = joined.span(*found.span())
        if not text[start].isupper():
            continue
        key = re.sub(r"[-\s]+", "", found["name"])
        known = _LATIN.get(key) or _LATIN.get(key.replace(",", ""))
        if known is not None:
            yield Mention(known, known.type, start, end, text[start:end], 0.9)


def _han(text: str) -> Iterator[Mention]:
    squeezed = squeeze(text)
    for found in _HAN_NAMES.finditer(squeezed.text):
        known = _HAN[found.group()]
        start, end = squeezed.span(*found.span())
        yield Mention(known, known.type, start, end, text[start:end], 0.9)


def _comrade(found: re.Match[str]) -> Mention:
    """'Kádár elvtárs' is known by his surname if only one in the table bears it."""
    surname = latin(found["name"])
    bearers = _SURNAMES.get(surname, [])
    sure = bearers[0] if len(bearers) == 1 and surname not in _COMMON else None
    candidates = () if sure else tuple(bearer.id for bearer in bearers)
    name = found["name"]
    return Mention(
        sure,
        "person",
        found.start("name"),
        found.end("name"),
        name,
        0.7 if sure else 0.6,
        candidates,
    )


def resolve(text: str, kind: Kind | None = None) -> str | None:
    """The authority a whole value names, if it names just one of that type."""
    ids = {m.known.id for m in mentions(text) if m.known and kind in (None, m.known.type)}
    return ids.pop() if len(ids) == 1 else None


def entities(pages: Iterable[Page]) -> tuple[Entity, ...]:
    """Everybody and everything mentioned, in the order of first mention."""
    found: dict[tuple[str, str], list[tuple[Mention, Evidence]]] = {}
    for page in pages:
        for passage in passages(page):
            for mention in mentions(passage.text):
                key = (mention.type, mention.known.id if mention.known else latin(mention.name))
                evidence = passage.evidence(mention.start, mention.end)
                found.setdefault(key, []).append((mention, evidence))
    return tuple(_entity(group) for group in found.values())


def _entity(group: list[tuple[Mention, Evidence]]) -> Entity:
    first = group[0][0]
    return Entity(
        type=first.type,
        label=first.known.label if first.known else first.name,
        authority=first.known.id if first.known else None,
        as_written=tuple(dict.fromkeys(evidence.text for _, evidence in group)),
        mentions=tuple(evidence for _, evidence in group),
        confidence=max(mention.confidence for mention, _ in group),
        candidates=first.candidates,
    )


def is_place(text: str) -> bool:
    """Whether a whole value is the name of a known place.

    >>> is_place("PEKING"), is_place("Peking, követség")
    (True, False)
    """
    found = whole(text)
    return found is not None and found.type == "place"


def whole(text: str) -> Mention | None:
    """The mention that fills a text, if there is one."""
    found = next(mentions(text), None)
    return found if found is not None and found.name == text.strip() else None
