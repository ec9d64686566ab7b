"""From pages to what the document says about itself: run the rules, choose, explain.

Every finding is kept. Of each field one is chosen; the others say why they were not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import replace

from pipeline.model import Entity, Finding, Frozen, Metadata, Page, Relation, Value
from pipeline.rules import (
    authority,
    chinese,
    citing,
    english,
    entities,
    hungarian,
    own_date,
    shared,
    summaries,
)
from pipeline.rules.choosing import ORDERS, choose, position, several, value
from pipeline.rules.passages import Passage, passages

_PARTIES = ("sender", "recipient", "signatory", "drafter", "place")
_STAMPED = "a stamp's number belongs to the office that stamped it"
_OFFICE_ENDS = (
    "部",
    "馆",
    "館",
    "处",
    "處",
    "局",
    "司",
    "社",
    "会",
    "會",
    "厂",
    "组",
    "組",
    "室",
    "委",
    "院",
    "所",
    "科",
    "校",
)
_RELATIONS = ("reply-to", "refers-to")


Rule = Callable[[Passage], Iterator[Finding]]
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


class Described(Frozen, frozen=True, kw_only=True):
    """What the rules say of a document."""

    metadata: Metadata
    findings: tuple[Finding, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    title: str | None = None
    summary: str | None = None


class _Choice(Struct, frozen=True):
    """What was chosen of each field, and every finding with its reason."""

    single: dict[str, Finding]
    date: Finding | None
    dates: list[Finding]
    numbers: list[Finding]
    copied: list[Finding]
    findings: list[Finding]


def describe(pages: Sequence[Page], table: authority.Table | None = None) -> Described:
    """The metadata, entities and relations of a document's pages.

    ``table``: the authority table to link names to; the project's own if None.
    """
    findings: list[Finding] = []
    names: list[entities.Found] = []
    for page in pages:
        read = tuple(passages(page))
        findings += _findings(page, read)
        names += entities.mentioned(read, table)
    choice = _choose(findings, pages)
    metadata = _metadata(choice, table)
    return Described(
        metadata=metadata,
        findings=tuple(sorted(choice.findings, key=lambda f: (*position(f), f.field, f.rule))),
        entities=entities.gathered(names, _named(metadata), table),
        relations=tuple(_relations(choice)),
        title=summaries.title(metadata),
        summary=summaries.summary(metadata),
    )


def _named(metadata: Metadata) -> Iterator[tuple[authority.Kind, Value]]:
    """The fields that name a person or a place, if they do so in a few words."""
    for told in (metadata.signatory, metadata.drafter):
        if told is not None and _personal(str(told.value)):
            yield "person", told
    for party in (metadata.sender, metadata.recipient):
        if party is not None and _HAN.search(str(party.value)) and _office(str(party.value)):
            yield "organisation", party
    if metadata.place is not None and len(str(metadata.place.value)) <= 20:
        yield "place", metadata.place


def _office(party: str) -> bool:
    """Whether a Chinese party is one office, by its last character."""
    name = "".join(party.split())
    return 3 <= len(name) <= 24 and name.endswith(_OFFICE_ENDS) and "、" not in name


def _personal(name: str) -> bool:
    """Whether a signature is a person's: two or three characters, or a few Latin words."""
    if any("\u3400" <= char <= "\u9fff" for char in name):
        return 2 <= len("".join(name.split())) <= 4 and not name.rstrip().endswith(_OFFICE_ENDS)
    return len(name.split()) <= 4


def _findings(page: Page, read: Sequence[Passage]) -> Iterator[Finding]:
    """Each finding once: a page that mixes scripts is read by the rules of both."""
    seen: set[tuple[object, ...]] = set()
    for passage in read:
        for rule in _rules(page, read):
            for found in rule(passage):
                evidence = found.evidence[0]
                key = (found.field, found.value, found.rule, evidence.start, evidence.box)
                if key not in seen:
                    seen.add(key)
                    yield found


def _rules(page: Page, read: Sequence[Passage]) -> tuple[Rule, ...]:
    """The rules for the scripts a page really holds."""
    text = "\n".join(passage.text for passage in read)
    rules: tuple[Rule, ...] = shared.RULES
    if _HAN.search(text):
        rules += chinese.RULES
    if english.spoken(page):
        return rules + english.RULES
    return rules + hungarian.RULES if _LATIN.search(text) else rules


def _choose(findings: list[Finding], pages: Sequence[Page]) -> _Choice:
    by_field: dict[str, list[Finding]] = {}
    for found in _judged(findings):
        by_field.setdefault(found.field, []).append(found)
    single: dict[str, Finding] = {}
    every: list[Finding] = []
    for field in ORDERS:
        best, marked = choose(field, by_field.pop(field, []))
        every += marked
        if best is not None:
            single[field] = best
    if "title" not in single and "subject" in single:
        single["title"] = replace(single["subject"], field="title")
    kind = str(single["document_type"].value) if "document_type" in single else None
    if kind == "agreement":  # both sides sign it
        single.pop("signatory", None)
    date, dates = own_date.choose(by_field.pop("date", []), pages, kind)
    numbers, marked_numbers = several(by_field.pop("reference_numbers", []))
    whole = own_date.dated_by_number(date, numbers)
    dates = [whole if found is date and whole else found for found in dates]
    date = whole
    dates = [own_date.resolved(found, date) for found in dates]
    copied, marked_copied = several(by_field.pop("copy_recipients", []))
    rest = [found for group in by_field.values() for found in group]
    return _Choice(
        single, date, dates, numbers, copied, every + dates + marked_numbers + marked_copied + rest
    )


def _judged(findings: list[Finding]) -> Iterator[Finding]:
    """Findings with those that cannot be chosen, whatever else there is, marked so."""
    for found in findings:
        stamped = found.field == "reference_numbers" and found.evidence[0].start is None
        yield replace(found, rejected=_STAMPED) if stamped else found


def _metadata(choice: _Choice, table: authority.Table | None) -> Metadata:
    single: dict[str, Any] = {
        field: _linked(field, found, table) for field, found in choice.single.items()
    }
    single |= _since(choice)
    real = (found for found in choice.dates if not own_date.impossible(found))
    return Metadata(
        **single,
        date=value(choice.date) if choice.date else None,
        dates=tuple(value(found) for found in _merged(list(real))),
        reference_numbers=tuple(value(found) for found in choice.numbers),
        copy_recipients=tuple(value(found) for found in choice.copied),
        classification_history=tuple(_history(choice)),
    )


def _linked(field: str, found: Finding, table: authority.Table | None) -> Value:
    """A value with its authority, where the whole value names one."""
    known = authority.resolve(str(found.value), None, table) if field in _PARTIES else None
    return replace(value(found), authority=known or UNSET)


def _merged(dates: list[Finding]) -> list[Finding]:
    """Each date once in each role, with all its evidence."""
    merged: dict[tuple[object, object], Finding] = {}
    for found in dates:
        key = (found.value, found.role)
        if earlier := merged.get(key):
            merged[key] = replace(earlier, evidence=earlier.evidence + found.evidence)
        else:
            merged[key] = found
    return list(merged.values())


def _history(choice: _Choice) -> Iterator[Value]:
    """Other marks than the one in force, and the declassification with its date."""
    current = choice.single.get("classification")
    seen = {current.value} if current else set()
    dated = next((f for f in choice.dates if f.role == "declassified"), None)
    parts = {"date": str(dated.value)} if dated else {}
    for found in choice.findings:
        if found.field == "classification" and found.value not in seen:
            seen.add(found.value)
            lowered = found.role == "downgraded" and parts
            yield replace(value(found), parts=parts) if lowered else value(found)
    for told in _since(choice).values():
        yield replace(told, value="none", role="declassified")


def _since(choice: _Choice) -> dict[str, Value]:
    """The declassification with its date, and whose stamp it was."""
    found = choice.single.get("declassified")
    if found is None:
        return {}
    dated = next((f for f in choice.dates if f.role == "declassified"), None)
    parts = dict(found.parts) if found.parts is not UNSET else {}
    if dated:
        parts["date"] = str(dated.value)
    return {"declassified": replace(value(found), parts=parts or UNSET)}


def _relations(choice: _Choice) -> Iterator[Relation]:
    """The papers this one answers or cites, each once, with the date told with its number."""
    seen: set[tuple[str, str]] = set()
    for found in choice.findings:
        for kind in _RELATIONS:
            target = str(found.value)
            if found.field == "relation" and found.role == kind and (kind, target) not in seen:
                seen.add((kind, target))
                yield Relation(
                    kind=kind,  # type: ignore[arg-type]
                    target=target,
                    record=None,
                    evidence=found.evidence,
                    date=citing.date_beside(found, choice.dates) or UNSET,
                )
