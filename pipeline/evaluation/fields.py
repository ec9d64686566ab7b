"""How well metadata and entities were found.

For every field the values of the truth and of the record are compared as sets (a single
value is a set of one). With *found* = in both, *wrong* = only in the record and *missed* =
only in the truth::

    precision = found / (found + wrong)      recall = found / (found + missed)
    F1 = 2 found / (2 found + wrong + missed)

Values are equal if they are the same after NFKC (a full-width digit is a digit)
and with whitespace collapsed (dropped
beside Han characters, where it means nothing, and between the letters of a word that is set
in spaced letters: ``T i t k o s``). ``near`` counts missed values that an
extracted value resembles to 90 % (Levenshtein): the rule was right, the reading not quite.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

import regex
from rapidfuzz.distance import Levenshtein

from pipeline.model import Entity, Evidence, Frozen, Metadata, Record, Redactions, Value

NEAR = 0.9
SPACED_LETTERS = regex.compile(r"(?<!\S)\p{L}(?: \p{L}){2,}(?!\S)")
GAP_BESIDE_HAN = regex.compile(r"(?<=\p{Han})\s+|\s+(?=\p{Han})")
ENTITY_TYPES = {"persons": "person", "organisations": "organisation", "places": "place"}


class Miss(Frozen, frozen=True, kw_only=True):
    """A field whose values are not those of the truth, with both and where it was read."""

    field: str
    wanted: tuple[str, ...]
    read: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


class FieldScore(Frozen, frozen=True, kw_only=True):
    """Counts of one field, of one document or of many."""

    field: str
    found: int = 0
    wrong: int = 0
    missed: int = 0
    near: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the record's values that are right."""
        return _share(self.found, self.found + self.wrong)

    @property
    def recall(self) -> float | None:
        """Share of the true values that were found."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None where there is nothing to find and nothing found."""
        return _share(2 * self.found, 2 * self.found + self.wrong + self.missed)


def normal(value: object) -> str:
    r"""Return a value in the form it is compared in.

    >>> normal(" Feljegyzés\n a  tárgyalásról "), normal("关于 援助\n的报告"), normal(True)
    ('Feljegyzés a tárgyalásról', '关于援助的报告', 'true')
    >>> normal("J E L E N T É S")
    'JELENTÉS'
    """
    if isinstance(value, bool):
        return str(value).lower()
    text = " ".join(unicodedata.normalize("NFKC", str(value)).split())
    text = SPACED_LETTERS.sub(lambda word: word.group().replace(" ", ""), text)
    return str(GAP_BESIDE_HAN.sub("", text))


def compare(field: str, truth: Iterable[str], read: Iterable[str]) -> FieldScore:
    """Compare two sets of values in their normal form.

    >>> compare("date", {"1956-11-04"}, {"1956-11-04", "1957"}).f1
    0.666667
    """
    there, seen = set(truth), set(read)
    wrong, missed = seen - there, there - seen
    near = sum(any(_similar(true, false) for false in wrong) for true in missed)
    return FieldScore(
        field=field, found=len(there & seen), wrong=len(wrong), missed=len(missed), near=near
    )


def score_metadata(truth: dict[str, Any], metadata: Metadata) -> tuple[FieldScore, ...]:
    """Score every field that the truth names; a null field must stay empty.

    Values of the truth may be plain, lists, or ``{"value": ..., "role": ...}``; the role
    counts where the truth gives it.
    """
    return tuple(
        compare(field, _expected(wanted), _extracted(getattr(metadata, field), wanted))
        for field, wanted in sorted(truth.items())
        if field in Metadata.__struct_fields__
    )


def score_entities(
    truth: dict[str, tuple[str, ...]], record: Record | None
) -> tuple[FieldScore, ...]:
    """Score the names of persons, organisations and places, as written or by their label."""
    entities = record.entities if record else ()
    return tuple(
        _score_names(kind, names, [each for each in entities if each.type == kind])
        for plural, kind in ENTITY_TYPES.items()
        if (names := truth.get(plural)) is not None
    )


def misses(
    truth: dict[str, Any], names: dict[str, tuple[str, ...]], record: Record | None
) -> tuple[Miss, ...]:
    """What is missing from a record and what is too much in it, by field."""
    metadata = record.metadata if record else Metadata()
    entities = record.entities if record else ()
    return (
        *(
            miss
            for field, wanted in sorted(truth.items())
            if field in Metadata.__struct_fields__
            and (miss := _missed_value(field, wanted, getattr(metadata, field)))
        ),
        *(
            miss
            for plural, kind in ENTITY_TYPES.items()
            if plural in names
            and (
                miss := _missed_names(kind, names[plural], [e for e in entities if e.type == kind])
            )
        ),
    )


def _missed_value(field: str, wanted: object, found: object) -> Miss | None:
    there, seen = set(_expected(wanted)), set(_extracted(found, wanted))
    if there == seen:
        return None
    values = [each for each in _items(found) if isinstance(each, Value)]
    evidence = tuple(where for each in values for where in each.evidence[:1])
    return Miss(
        field=field,
        wanted=tuple(sorted(there - seen)),
        read=tuple(sorted(seen - there)),
        evidence=evidence,
    )


def _missed_names(kind: str, names: Iterable[str], entities: list[Entity]) -> Miss | None:
    wanted = {normal(name) for name in names}
    forms = [({normal(name) for name in _names(each)}, each) for each in entities]
    found = set().union(*(names for names, _ in forms))
    wrong = [each for names, each in forms if not wanted & names]
    if not wrong and wanted <= found:
        return None
    return Miss(
        field=f"entities.{kind}",
        wanted=tuple(sorted(wanted - found)),
        read=tuple(each.as_written[0] if each.as_written else each.label for each in wrong),
        evidence=tuple(each.mentions[0] for each in wrong if each.mentions),
    )


def summed(scores: Iterable[FieldScore]) -> tuple[FieldScore, ...]:
    """Add up the scores of many documents, by field."""
    totals: dict[str, FieldScore] = {}
    for score in scores:
        totals[score.field] = _added(totals.get(score.field, FieldScore(field=score.field)), score)
    return tuple(totals[field] for field in sorted(totals))


def total(scores: Iterable[FieldScore]) -> FieldScore:
    """Return the micro average over all fields."""
    result = FieldScore(field="all")
    for score in scores:
        result = _added(result, score)
    return result


def _added(left: FieldScore, right: FieldScore) -> FieldScore:
    """Add two scores."""
    return FieldScore(
        field=left.field,
        found=left.found + right.found,
        wrong=left.wrong + right.wrong,
        missed=left.missed + right.missed,
        near=left.near + right.near,
    )


def _score_names(kind: str, names: Iterable[str], entities: list[Entity]) -> FieldScore:
    """Match names to entities; an entity is right if any of its names is in the truth."""
    wanted = {normal(name) for name in names}
    forms = [{normal(name) for name in _names(each)} for each in entities]
    found = wanted & set().union(*forms) if forms else set()
    return FieldScore(
        field=f"entities.{kind}",
        found=len(found),
        wrong=sum(not wanted & names for names in forms),
        missed=len(wanted - found),
    )


def _names(entity: Entity) -> tuple[str, ...]:
    return (entity.label, *entity.as_written)


def _items(value: object) -> list[Any]:
    """Return one or many values as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _expected(truth: object) -> Iterator[str]:
    """Yield the true values in their normal form, with roles where given."""
    for item in _items(truth):
        if isinstance(item, dict):
            role = f"{item['role']}: " if item.get("role") else ""
            yield role + normal(item["value"])
        else:
            yield normal(item)


def _extracted(value: object, wanted: object) -> Iterator[str]:
    """Yield the record's values in the form of the truth they are compared with."""
    roles = any(isinstance(item, dict) and item.get("role") for item in _items(wanted))
    for item in _items(value):
        if isinstance(item, Redactions):
            if item.count:
                yield normal(item.count)
        elif isinstance(item, Value):
            role = f"{item.role}: " if roles and isinstance(item.role, str) else ""
            yield role + normal(item.value)


def _similar(left: str, right: str) -> bool:
    """Tell whether two values are nearly the same."""
    return Levenshtein.normalized_similarity(left, right) >= NEAR


def _share(part: int, whole: int) -> float | None:
    """Divide, where there is something to divide by."""
    return round(part / whole, 6) if whole else None
