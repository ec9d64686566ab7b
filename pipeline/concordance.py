"""Which record of a collection a citation means: pure, from what each record says of itself.

A citation is resolved only where one record alone can be meant. It bears the cited number;
its date agrees with the date that is cited with the number; it is not younger than the paper
that cites it. A number that says nothing of its year and office ('124. sz.', 第124号) is borne
by a telegram every year, so it counts only together with its date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import UNSET, Struct

from pipeline.model import Metadata, Relation
from pipeline.rules import citing

_FULL = len("1956-11-04")
_OWN = ("written", "sent", "signed")


class Cited(Struct, frozen=True):
    """A citation: the number in its compared form, the date told with it, and its link so far."""

    number: str
    date: str | None = None
    record: str | None = None


class Standing(Struct, frozen=True):
    """What a record says of itself and of others, as far as links depend on it."""

    id: str
    numbers: tuple[str, ...] = ()
    date: str | None = None
    dates: tuple[str, ...] = ()
    cites: tuple[Cited, ...] = ()


def standing(identity: str, metadata: Metadata, relations: Iterable[Relation]) -> Standing:
    """What links need to know of a record."""
    numbers = (citing.key(str(one.value)) for one in metadata.reference_numbers)
    own = metadata.date
    dates = {str(one.value) for one in metadata.dates if one.role in _OWN}
    return Standing(
        id=identity,
        numbers=tuple(sorted({number for number in numbers if number})),
        date=str(own.value) if own else None,
        dates=tuple(sorted(dates | ({str(own.value)} if own else set()))),
        cites=tuple(map(_cited, relations)),
    )


def _cited(relation: Relation) -> Cited:
    date = relation.date if relation.date is not UNSET else None
    return Cited(citing.key(relation.target), date, relation.record)


def links(standings: Iterable[Standing]) -> Iterator[tuple[Standing, tuple[str | None, ...]]]:
    """For each record the ids its citations mean, None where they mean none or several."""
    known = {one.id: one for one in standings}
    bearers: dict[str, list[Standing]] = {}
    for one in known.values():
        for number in one.numbers:
            bearers.setdefault(number, []).append(one)
    for one in known.values():
        yield one, tuple(_meant(one, cited, bearers.get(cited.number, [])) for cited in one.cites)


def _meant(citing_one: Standing, cited: Cited, bearers: list[Standing]) -> str | None:
    if not cited.number or (citing.bare(cited.number) and cited.date is None):
        return None
    able = {other.id for other in bearers if _can_be(citing_one, cited, other)}
    return able.pop() if len(able) == 1 else None


def _can_be(citing_one: Standing, cited: Cited, other: Standing) -> bool:
    if other.id == citing_one.id:
        return False
    if cited.date is not None and not any(citing.agree(cited.date, day) for day in other.dates):
        # a paper that is cited with a date and bears none can only be told by its number
        return not other.dates and not citing.bare(cited.number)
    mine, its = citing_one.date, other.date
    younger = mine and its and len(mine) == len(its) == _FULL and its > mine
    return not younger
