"""Persons, organisations and places by the authority table (``data/authority.tsv``).

Spellings are found whatever case suffix, accent or script variant they are written with:
'Csou En-lajjal', 'KADAR JANOS', 周恩來. The table is the project's own and says in its last
column how far each row can be relied on; users extend it with a file of the same columns.
A spelling that two rows share is found and left unresolved, with both as candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from pipeline.rules import tries
from pipeline.rules.fold import han, latin
from pipeline.rules.squeezed import Squeezed, squeeze
from pipeline.rules.tables import forms, rows

Kind = Literal["person", "organisation", "place"]
COLUMNS = (
    "id", "type", "en", "hu_forms", "zh_hans", "zh_hant", "pinyin", "other_forms", "wikidata",
    "source",
)  # fmt: skip
_GAP = r"[-\s]{0,3}"
_SPACE = r"[\s,]{1,3}"
# What a Hungarian name may end in, without accents; -i makes an adjective and is left out.
CASE = (
    r"(?:-?(?:j?[aeo]?(?:nak|nek|ban|ben|bol|rol|hoz|hez|ra|re|ba|be|tol|ig|kent|n|t|k|val|vel"
    r"|nal|nel|ert|ek|ok)|[a-z]{1,2}?[ae]l|on|en|aban|j?a|j?e|et|at|ot))?"
)


# Family names that are everyday words, given names, streets, or the names of many.
_OFTEN = frozenset(
    latin(name)
    for table in ("hungarian_given.tsv", "hungarian_surnames.tsv", "everyday_names.tsv")
    for name in forms(rows(table)[0][0])
)


class Authority(Struct, frozen=True):
    """A row of the table: its id, type and English label."""

    id: str
    type: Kind
    label: str


class Mention(Struct, frozen=True):
    """A name found in a text: who it may be and where it stands.

    ``name`` is how the name is written there; ``label``, if told, is its plain form.
    """

    known: Authority | None
    type: Kind
    start: int
    end: int
    name: str
    confidence: float
    candidates: tuple[str, ...] = ()
    label: str = ""


class Table:
    """The names of an authority table, ready to be looked for."""

    def __init__(self, table: Iterable[tuple[str, ...]]) -> None:
        """``table``: rows in the order of :data:`COLUMNS`, without the heading."""
        self._latin: dict[str, list[Authority]] = {}
        self._han: dict[str, list[Authority]] = {}
        self._surnames: dict[str, list[Authority]] = {}
        self._alone: set[str] = set()
        self._acronyms: set[str] = set()
        self._small: set[str] = set()
        spelled: list[str] = []
        for row in table:
            known = Authority(row[0], row[1], row[2])  # type: ignore[arg-type]
            for form in latin_forms(row):
                _put(self._latin, _key(latin(form)), known)
                spelled.append(latin(form))
                if form[0].islower():
                    self._small.add(_key(latin(form)))
                if form.isupper() and len(form) < 8:
                    self._acronyms.add(_key(latin(form)))
            for form in forms(row[4] + "|" + row[5]):
                _put(self._han, han(form), known)
            if row[1] == "person" and row[3]:
                surname = latin(forms(row[3])[0]).split()[0].strip(",")
                _put(self._surnames, surname, known)
                self._alone |= (family := _telling(row))
                spelled += family
        names = tries.pattern(map(_units, spelled))
        self._names = re.compile(rf"(?<!\w)(?P<name>{names})(?P<case>{CASE})(?!\w)")
        self._han_names = re.compile(tries.pattern(tuple(map(re.escape, f)) for f in self._han))

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every name of the table in a text."""
        yield from self._in_latin(text)
        yield from self._in_han(text)

    def surnamed(self, surname: str) -> tuple[Authority, ...]:
        """The persons of the table who bear a family name."""
        return tuple(self._surnames.get(latin(surname), ()))

    def _in_latin(self, text: str) -> Iterator[Mention]:
        joined = unbroken(text)
        for found in self._names.finditer(joined.text):
            start, end = joined.span(*found.span())
            last = joined.span(*found.span("name"))[1]
            key = _key(found["name"])
            plain = text[start:last]
            capital = text[start].isupper() or key in self._small
            if not capital or (key in self._acronyms and not plain.isupper()):
                continue
            if key in self._alone and key not in self._latin and text[start].isupper():
                label = " ".join(plain.split())
                yield Mention(None, "person", start, end, text[start:end], 0.5, label=label)
            elif known := self._latin.get(key):
                yield _mention(known, start, end, text[start:end], plain)

    def _in_han(self, text: str) -> Iterator[Mention]:
        squeezed = squeeze(text)
        for found in self._han_names.finditer(squeezed.text):
            start, end = squeezed.span(*found.span())
            name = text[start:end]
            yield _mention(self._han[found.group()], start, end, name, name)


def latin_forms(row: tuple[str, ...]) -> tuple[str, ...]:
    """Every spelling of a row in letters: Hungarian, English, pinyin and others.

    >>> latin_forms(("x", "place", "Beijing", "Peking", "北京", "", "Beijing", "Pékin", "", ""))
    ('Peking', 'Beijing', 'Pékin')
    """
    spelled = (*forms(row[3]), row[2], row[6], *forms(row[7]))
    return tuple(dict.fromkeys(form for form in spelled if len(form) > 1))


def _put(table: dict[str, list[Authority]], key: str, known: Authority) -> None:
    entries = table.setdefault(key, [])
    if all(entry.id != known.id for entry in entries):
        entries.append(known)


def _telling(row: tuple[str, ...]) -> set[str]:
    """Family names of a person that stand for this person alone: 'Rákosi', 'Suslov'."""
    hungarian = latin(forms(row[3])[0]).split()
    if any("-" in word for word in hungarian) or len(hungarian) > 2:
        return set()
    family = {hungarian[0].strip(",")} if len(hungarian) == 2 else {latin(row[2]).split()[-1]}
    return {name for name in family if len(name) > 4 and name.isalpha()} - _OFTEN


def _key(folded: str) -> str:
    return re.sub(r"[-\s,]+", "", folded)


def _units(form: str) -> tuple[str, ...]:
    """A spelling whose spaces may be line ends and whose hyphens may be missing."""
    parts = re.split(r"(\s+|-)", form)
    units: list[str] = []
    for part in parts:
        if part.isspace():
            units.append(_SPACE)
        elif part == "-":
            units.append(_GAP)
        else:
            units += map(re.escape, part)
    return tuple(units)


def _mention(known: list[Authority], start: int, end: int, name: str, plain: str) -> Mention:
    first, label = known[0], " ".join(plain.split())
    if len(known) == 1:
        return Mention(first, first.type, start, end, name, 0.9, label=label)
    ids = tuple(one.id for one in known)
    return Mention(None, first.type, start, end, name, 0.5, ids, label)


def unbroken(text: str) -> Squeezed:
    """A folded text without the hyphens at its line ends: 'kan-' / 'toni' is one word."""
    folded = latin(text)
    kept: list[str] = []
    offsets: list[int] = []
    start = 0
    for found in re.finditer(r"-\n(?=[^\W\d_])", folded):
        kept.append(folded[start : found.start()])
        offsets += range(start, found.start())
        start = found.end()
    kept.append(folded[start:])
    offsets += range(start, len(folded))
    return Squeezed("".join(kept), tuple(offsets))


@cache
def standard() -> Table:
    """The project's own table."""
    return Table(rows("authority.tsv")[1:])


def resolve(text: str, kind: Kind | None = None, table: Table | None = None) -> str | None:
    """The authority a whole value names, if it names just one of that type.

    >>> resolve("Csou En-laj elvtárs"), resolve("Peking, Sanghaj")
    ('zhou-enlai', None)
    """
    found = (table or standard()).mentions(text)
    ids = {m.known.id for m in found if m.known and kind in (None, m.known.type)}
    return ids.pop() if len(ids) == 1 else None


def whole(text: str) -> Mention | None:
    """The mention that fills a text, if there is one."""
    found = next(standard().mentions(text), None)
    return found if found is not None and found.name == text.strip() else None
