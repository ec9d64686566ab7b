"""The authority table as a search sees it: which names stand for the same."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from pipeline.catalogue import fold
from pipeline.rules.tables import forms, rows
from pipeline.scripts import is_han

# Family names that are everyday words; alone they name nobody.
EVERYDAY = frozenset({"nagy", "kis", "feher", "kovacs", "szabo", "sik"})
# Shorter Latin forms (Bp., UN) are also words.
SHORTEST = 3
# Case endings of names, without accents; -val and -vel double the last consonant.
ENDINGS = (
    "nak nek ban ben bol rol hoz hez ra re ba be tol ig kent n t k on en ot et at ert nal nel"
    " val vel rel ek ok e i"
).split()


class Name(Struct, frozen=True):
    """An authority: its id, type, label, and its spellings as in the table."""

    id: str
    type: str
    label: str
    spellings: tuple[str, ...]
    surname: str | None = None


@cache
def names() -> dict[str, Name]:
    """Return every authority by its id."""
    return {row[0]: _name(row) for row in rows("authority.tsv")[1:]}


@cache
def _by_words() -> dict[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = {}
    for name in names().values():
        spellings = (*name.spellings, *((name.surname,) if name.surname else ()))
        for key in dict.fromkeys("".join(fold.words(spelling)) for spelling in spellings):
            found.setdefault(key, []).append(name)
    return {key: tuple(bearers) for key, bearers in found.items()}


def named(words: tuple[str, ...]) -> tuple[Name, ...]:
    """Return the authorities that these folded words name in full.

    >>> [name.id for name in named(("csou", "en", "laj"))], named(("nagy",))
    (['zhou-enlai'], ())
    """
    return _by_words().get("".join(words), ())


def whole(text: str, kind: str) -> tuple[str, ...]:
    """Return the ids of the authorities of one type that a text names in full.

    >>> whole("Mao Ce-tung", "person"), whole("Peking", "person")
    (('mao-zedong',), ())
    """
    return tuple(name.id for name in named(fold.words(text)) if name.type == kind)


def looked_for(name: Name) -> tuple[str, ...]:
    """Return the spellings to look for beside the name as it was asked.

    The index knows names with their case endings by authority; a family name alone is
    looked for with each ending.
    """
    told = [spelling for spelling in name.spellings if _long_enough(fold.words(spelling))]
    return (*_shortest((*told, *_cases(name.surname)[:1])), *_cases(name.surname)[1:])


def _long_enough(words: tuple[str, ...]) -> bool:
    return is_han(words[0][0]) or len("".join(words)) >= SHORTEST


def _shortest(spellings: tuple[str, ...]) -> list[str]:
    """Leave out spellings that hold another whole: 卡达尔 finds 卡达尔·亚诺什 too."""
    keys = {fold.key(spelling): spelling for spelling in reversed(spellings)}
    return [
        spelling
        for key, spelling in keys.items()
        if not any(other in key for other in keys if other != key)
    ]


def _cases(surname: str | None) -> list[str]:
    if surname is None:
        return []
    word = surname.casefold()
    doubled = f"{word}{word[-1]}"
    return [word, f"{doubled}al", f"{doubled}el", *(word + end for end in ENDINGS)]


def _name(row: tuple[str, ...]) -> Name:
    _, _, label, hungarian, simplified, traditional, pinyin, other, *_ = row
    cells = (hungarian, simplified, traditional, other)
    spellings = (label, *(form for cell in cells for form in forms(cell)), *forms(pinyin))
    return Name(row[0], row[1], label, tuple(dict.fromkeys(spellings)), _surname(row))


def _surname(row: tuple[str, ...]) -> str | None:
    """Return the family name by which a person is known alone, in Chinese papers too."""
    _, kind, label, hungarian, simplified, _, pinyin, *_ = row
    found = re.fullmatch(r"(\w+) \w+", next(iter(forms(hungarian)), ""))
    alone = any("·" not in form for form in forms(simplified))
    if kind != "person" or found is None or pinyin == label or not alone:
        return None
    return None if fold.words(found[1])[0] in EVERYDAY else found[1]
