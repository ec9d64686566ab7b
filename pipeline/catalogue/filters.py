"""The filters of a query: what their values may be, and the SQL that asks for them.

Values never become SQL; they are bound to its question marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from msgspec import Struct

from pipeline.catalogue import fold, names
from pipeline.catalogue.dates import days
from pipeline.catalogue.matching import as_like, span
from pipeline.errors import UsageError
from pipeline.rules import fold as rules_fold
from pipeline.rules.tables import forms, rows
from pipeline.settings import KNOWN_LANGUAGES

GRADES = ("good", "fair", "poor", "unreadable")
YES = {"yes": 1, "no": 0, "igen": 1, "nem": 0, "是": 1, "否": 0}
LANGUAGES = (*sorted(KNOWN_LANGUAGES), "und")
TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
ENTITIES = {"person": "person", "place": "place", "org": "organisation"}


class Filter(Struct, frozen=True):
    """A filter and its values, one of which must hold."""

    name: str
    values: tuple[str, ...]


class Condition(Struct, frozen=True):
    """SQL on ``pages`` and ``documents`` with its values; whether it asks for pages."""

    sql: str
    values: tuple[Any, ...]
    of_pages: bool = False


class Kind(Struct, frozen=True):
    """A kind of filter: an example, its values made uniform, and its condition."""

    example: str
    checked: Callable[[str], str]
    condition: Callable[[str], Condition]


def condition(asked: Filter) -> Condition:
    """Return the SQL of a filter."""
    each = [FILTERS[asked.name].condition(value) for value in asked.values]
    return Condition(
        f"({' OR '.join(one.sql for one in each)})",
        tuple(value for one in each for value in one.values),
        each[0].of_pages,
    )


def entity(name: str, value: str) -> Condition:
    """Return SQL on ``entities`` for a person, place or organisation."""
    kind = ENTITIES[name]
    known = names.whole(value, kind)
    sql, values = _within("entities.words", value)
    return Condition(
        f"(entities.type = ? AND (entities.authority IN ({_marked(known)}) OR {sql}))",
        (kind, *known, *values),
    )


# --- values ---------------------------------------------------------------------------


def _wrong(name: str, value: str, known: str) -> UsageError:
    return UsageError(f"'{value}' is no value of '{name}:'.", known)


def _date(value: str) -> str:
    first, dots, last = value.partition("..")
    ends = [end for end in (first, last if dots else "") if end]
    bounds = list(map(days, ends))
    right = ends and all(bound and "/" not in end for bound, end in zip(bounds, ends, strict=True))
    if not right or (len(bounds) == 2 and bounds[0] > bounds[1]):  # type: ignore[operator]
        raise _wrong(
            "date", value, "For example: date:1956, date:1956-10..1956-12, date:..1956-11-04"
        )
    return value


def _text(value: str) -> str:
    if not fold.words(value):
        raise UsageError(f"'{value}' holds no word to look for.")
    return value


def _one_of(name: str, known: dict[str, str]) -> Callable[[str], str]:
    """Accept a value itself, or the word for it that stands on papers in either language."""

    def checked(value: str) -> str:
        found = known.get(value.casefold()) or known.get(rules_fold.letters(value))
        if found is None:
            raise _wrong(name, value, f"There are {', '.join(dict.fromkeys(known.values()))}.")
        return found

    return checked


def _tag(value: str) -> str:
    """A language that can be read, alone or with its script: hu, zh-Hant."""
    tag = value.casefold()
    if not TAG.fullmatch(tag) or tag.split("-")[0] not in LANGUAGES:
        raise _wrong("lang", value, f"There are {', '.join(LANGUAGES)}; also zh-Hans, zh-Hant.")
    return tag


@cache
def _types() -> dict[str, str]:
    found = {row[0]: row[0] for row in rows("document_types.tsv")}
    for row in rows("document_types.tsv"):
        for form in forms("|".join(row[1:])):
            found.setdefault(form, row[0])
    return found


@cache
def _marks(field: str) -> dict[str, str]:
    told = [row for row in rows("marks.tsv") if row[0] == field]
    found = {row[1]: row[1] for row in told}
    for row in told:
        for form in forms(row[2]):
            found.setdefault(form, row[1])
    return found


# --- conditions -----------------------------------------------------------------------


def _dated(value: str) -> Condition:
    """A document is found if its date may lie in the time asked for."""
    first, last = span(value)
    return Condition("(documents.first_day <= ? AND documents.last_day >= ?)", (last, first))


def _language(value: str) -> Condition:
    """Zh finds zh-Hans and zh-Hant too."""
    asked = value.casefold()
    sql = "(lower(pages.language) = ? OR substr(lower(pages.language), 1, ?) = ?)"
    return Condition(sql, (asked, len(asked) + 1, f"{asked}-"), of_pages=True)


def _equal(column: str) -> Callable[[str], Condition]:
    return lambda value: Condition(f"{column} = ?", (value,), column.startswith("pages."))


def _reviewed(value: str) -> Condition:
    return Condition("pages.needs_review = ?", (YES[value],), of_pages=True)


def _within(column: str, value: str) -> tuple[str, tuple[str, ...]]:
    """SQL for a column of words that holds these words, the last one begun if it ends in '*'."""
    spelt = dict.fromkeys((fold.words(value), fold.words(value.replace("-", ""))))
    ending = "" if value.endswith("*") else " "
    asked = tuple(f" {' '.join(words)}{ending}" for words in spelt if words)
    return f"({' OR '.join(f'instr({column}, ?) > 0' for _ in asked)})", asked


def _marked(values: tuple[str, ...]) -> str:
    return ",".join("?" * len(values))


def _party(fields: tuple[str, ...]) -> Callable[[str], Condition]:
    """Sender or recipient: the words, or any name of the same authority."""

    def found(value: str) -> Condition:
        known = tuple(name.id for name in names.named(fold.words(value)))
        sql, values = _within("fields.words", value)
        return Condition(
            f"documents.id IN (SELECT document_id FROM fields WHERE field IN ({_marked(fields)})"
            f" AND (authority IN ({_marked(known)}) OR {sql}))",
            (*fields, *known, *values),
        )

    return found


def _entity(name: str) -> Callable[[str], Condition]:
    def found(value: str) -> Condition:
        inner = entity(name, value)
        return Condition(
            "pages.id IN (SELECT mentions.page_id FROM entities JOIN mentions ON"
            " mentions.document_id = entities.document_id AND mentions.entity = entities.number"
            f" WHERE {inner.sql})",
            inner.values,
            of_pages=True,
        )

    return found


def _path(value: str) -> Condition:
    """Part of any of the delivered paths."""
    return Condition(
        "EXISTS (SELECT 1 FROM json_each(documents.paths) AS path"
        " WHERE path.value LIKE ? ESCAPE '\\')",
        (as_like(value),),
    )


def _reference(value: str) -> Condition:
    sql, values = _within("fields.words", value)
    return Condition(
        "(documents.record = ? OR documents.id IN (SELECT document_id FROM fields WHERE field IN"
        f" ('reference_numbers', 'archive_reference') AND {sql}))",
        (value, *values),
    )


FILTERS: dict[str, Kind] = {
    "date": Kind("date:1956-10..1956-12", _date, _dated),
    "lang": Kind("lang:zh-Hant", _tag, _language),
    "type": Kind(
        "type:telegram", lambda v: _one_of("type", _types())(v), _equal("documents.document_type")
    ),
    "classification": Kind(
        "classification:top-secret",
        lambda v: _one_of("classification", _marks("classification"))(v),
        _equal("documents.classification"),
    ),
    "person": Kind('person:"Mao Ce-tung"', _text, _entity("person")),
    "place": Kind("place:Peking", _text, _entity("place")),
    "org": Kind("org:MSZMP", _text, _entity("org")),
    "sender": Kind("sender:Peking", _text, _party(("sender",))),
    "recipient": Kind(
        "recipient:Külügyminisztérium", _text, _party(("recipient", "copy_recipients"))
    ),
    "grade": Kind("grade:poor", _one_of("grade", {g: g for g in GRADES}), _equal("pages.grade")),
    "review": Kind("review:yes", _one_of("review", {y: y for y in YES}), _reviewed),
    "path": Kind("path:box5/*.pdf", lambda value: value, _path),
    "ref": Kind("ref:00756/1956", _text, _reference),
}
