"""Everybody and everything a document mentions, each once, with all its mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pipeline.model import Entity, Evidence, Page, Value
from pipeline.rules import chinese_names, latin_names
from pipeline.rules.authority import Authority, Kind, Mention, Table, standard
from pipeline.rules.fold import han, latin
from pipeline.rules.latin_words import GIVEN
from pipeline.rules.passages import Passage, passages
from pipeline.rules.tables import forms, rows

_LATIN, _HAN = re.compile(r"[A-Za-z\u00c0-\u024f]{2}"), re.compile("[\u3400-\u9fff]")
_COMMON = frozenset(forms(rows("everyday_names.tsv")[0][0]))
Found = tuple[Mention, Evidence]


def entities(pages: Iterable[Page], table: Table | None = None) -> tuple[Entity, ...]:
    """Everybody and everything that pages mention, in the order of first mention."""
    read = (passage for page in pages for passage in passages(page))
    return gathered(mentioned(read, table), (), table)


def mentioned(read: Iterable[Passage], table: Table | None = None) -> list[Found]:
    """The names of passages, with where they stand."""
    return [
        (mention, passage.evidence(mention.start, mention.end))
        for passage in read
        for mention in mentions(passage, table)
    ]


def gathered(
    found: Iterable[Found], named: Iterable[tuple[Kind, Value]] = (), table: Table | None = None
) -> tuple[Entity, ...]:
    """Everybody and everything that was found, each once.

    ``named``: values of fields that name somebody (a signatory) or a place of writing.
    """
    table = table or standard()
    found = list(found)
    for kind, value in named:
        if kind == "organisation":
            found = _whole(value, found)
        else:
            found += list(_of_field(kind, value, found))
    groups: dict[tuple[str, str], list[Found]] = {}
    for pair in _joined(found, table):
        groups.setdefault(_key(pair[0]), []).append(pair)
    return tuple(map(_entity, groups.values()))


def mentions(passage: Passage, table: Table | None = None) -> list[Mention]:
    """The names of a passage; where two overlap the longer one stands, then the known one."""
    text = passage.text
    everything = list((table or standard()).mentions(text))
    if _LATIN.search(text):
        everything += latin_names.find(text)
    if _HAN.search(text):
        everything += chinese_names.find(text)
    everything.sort(key=_rank)
    taken: list[Mention] = []
    covered = bytearray(len(text))
    for mention in everything:
        if not any(covered[mention.start : mention.end]):
            covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            taken.append(mention)
    return sorted(taken, key=lambda mention: mention.start)


def _rank(mention: Mention) -> tuple[int, bool, float, int]:
    """The longest first, then those in the table."""
    unknown = mention.known is None and not mention.candidates
    return mention.start - mention.end, unknown, -mention.confidence, mention.start


def _of_field(kind: Kind, value: Value, found: list[Found]) -> Iterator[Found]:
    """A signatory or a place of writing that no rule for names has found there."""
    evidence = value.evidence[0]
    for _, other in found:
        same = (other.page, other.half) == (evidence.page, evidence.half)
        if same and None not in (other.start, evidence.start) and _meet(other, evidence):
            return
    name = str(value.value)
    yield Mention(None, kind, 0, 0, name, 0.6, label=name), evidence


def _whole(value: Value, found: list[Found]) -> list[Found]:
    """An office that sends or receives, in one piece, for the pieces that rules found of it."""
    evidence = value.evidence[0]
    if evidence.start is None or evidence.end is None:
        return found
    rest = []
    for mention, other in found:
        same = (other.page, other.half) == (evidence.page, evidence.half)
        if not same or other.start is None or not _meet(other, evidence):
            rest.append((mention, other))
        elif (other.start, other.end) == (evidence.start, evidence.end) or not _inside(
            other, evidence
        ):
            return found
    name = "".join(str(value.value).split())
    return [*rest, (Mention(None, "organisation", 0, 0, name, 0.6, label=name), evidence)]


def _inside(one: Evidence, other: Evidence) -> bool:
    return (one.start or 0) >= (other.start or 0) and (one.end or 0) <= (other.end or 0)


def _meet(one: Evidence, other: Evidence) -> bool:
    return (one.start or 0) < (other.end or 0) and (other.start or 0) < (one.end or 0)


def _joined(found: list[Found], table: Table) -> Iterator[Found]:
    """A family name alone is the one person of the document who bears it, or of the table."""
    full: dict[str, set[str]] = {}
    for mention, _ in found:
        words = _plain(mention).split()
        if mention.type == "person" and len(words) > 1:
            for word in {words[0], words[-1]} - GIVEN:
                full.setdefault(word, set()).add(" ".join(words))
    known = {m.known.id: m.known for m, _ in found if m.known}
    for mention, evidence in found:
        surname = _plain(mention)
        if mention.type != "person" or mention.known or " " in surname:
            yield mention, evidence
            continue
        bearers = table.surnamed(surname)
        named = [one for one in bearers if one.id in known]
        others = {name for name in full.get(surname, ()) if not _is_known(name, bearers)}
        yield _told(mention, surname, bearers, named, others), evidence


def _is_known(name: str, bearers: tuple[Authority, ...]) -> bool:
    return any(set(latin(bearer.label).split()) == set(name.split()) for bearer in bearers)


def _told(
    mention: Mention,
    surname: str,
    bearers: tuple[Authority, ...],
    named: list[Authority],
    others: set[str],
) -> Mention:
    if len(named) + len(others) == 1:
        if named:
            return replace(mention, known=named[0])
        return replace(mention, label=others.pop())
    if len(bearers) == 1 and not others and surname not in _COMMON:
        return replace(mention, known=bearers[0], confidence=0.7)
    return replace(mention, candidates=tuple(bearer.id for bearer in bearers))


def _plain(mention: Mention) -> str:
    label = mention.label or mention.name
    return re.sub(r"^(?:dr|ifj|ozv)\.\s?", "", latin(" ".join(label.split())))


def _key(mention: Mention) -> tuple[str, str]:
    if mention.known:
        return mention.type, mention.known.id
    return mention.type, "".join(c for c in han(_plain(mention)) if c.isalnum())


def _unbroken(name: str) -> str:
    """A name as written, in one line; the hyphen of a transcription stays: 'Mao Ce-' / 'tung'."""
    if "\n" not in name or _HAN.search(name):
        return name
    kept = re.sub(r"(?<=[^\W\d_] [^\W\d_])(\w{0,5})-\n", r"\1-", name)
    return " ".join(kept.replace("-\n", "").split())


def _entity(group: list[Found]) -> Entity:
    first = max((mention for mention, _ in group), key=lambda m: len(m.label or m.name))
    written = [_unbroken(evidence.text) for _, evidence in group]
    if first.known:  # its label is English, so the name without its case is kept here
        written += [mention.label for mention, _ in group if mention.label]
    return Entity(
        type=first.type,
        label=first.known.label if first.known else first.label or first.name,
        authority=first.known.id if first.known else None,
        as_written=tuple(dict.fromkeys(written)),
        mentions=tuple(evidence for _, evidence in group),
        confidence=max(mention.confidence for mention, _ in group),
        candidates=first.candidates,
    )
