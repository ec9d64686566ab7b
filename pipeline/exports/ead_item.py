"""A document as a component of an EAD3 finding aid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.exports import crosswalk
from pipeline.exports.codes import all_of
from pipeline.exports.crosswalk import Party
from pipeline.exports.edtf import When
from pipeline.exports.markup import Element, Maker
from pipeline.model import Entity, Record

EAD = Maker("http://ead3.archivists.org/schema/")
NAME_OF = {"person": "persname", "organisation": "corpname", "place": "geogname"}
# MARC relators.
RELATORS = {"recipient": "rcp", "copy recipient": "rcp"}


def item(record: Record) -> Element:
    """Return the ``c`` element of a document."""
    made = EAD("c", level="item", id=f"fonds-{record.source.sha256}")
    made.append(EAD("did", *_did(record)))
    made.extend(_notes(record))
    access = list(_access_points(record))
    if access:
        made.append(EAD("controlaccess", *access))
    return made


def _did(record: Record) -> Iterator[Element]:
    for kind, value in crosswalk.identifiers(record):
        yield EAD("unitid", value, localtype=kind)
    yield EAD("unittitle", crosswalk.title(record))
    if other := crosswalk.other_title(record):
        yield EAD("unittitle", other, localtype="delivered")
    if dated := crosswalk.date(record):
        yield from date(crosswalk.shown(dated[0]), dated[1])
    yield EAD(
        "physdescstructured",
        EAD("quantity", str(record.source.pages)),
        EAD("unittype", "pages"),
        physdescstructuredtype="spaceoccupied",
        coverage="whole",
    )
    for party in crosswalk.creators(record):
        yield EAD("origination", _name(party), localtype=party.role)
    yield from languages(language.code for language in record.languages)
    if record.summary:
        yield EAD("abstract", record.summary)
    for path in record.source.paths:
        yield EAD("dao", daotype="derived", href=path, identifier=record.id)


def date(shown: str, taken: When) -> Iterator[Element]:
    """Return a date as written; in parts too, as far as it can be placed in the calendar."""
    sure = taken.certainty
    yield EAD("unitdate", shown, certainty=sure, normal=taken.edtf if not sure else "")
    if taken.kind == "single" and taken.start:
        inner = EAD("datesingle", taken.start, standarddate=taken.start)
    elif taken.start and taken.end:
        inner = EAD(
            "daterange",
            EAD("fromdate", taken.start, standarddate=taken.start),
            EAD("todate", taken.end, standarddate=taken.end),
        )
    else:
        return
    yield EAD("unitdatestructured", inner, certainty=sure)


def languages(tags: Iterable[str]) -> Iterator[Element]:
    """Return the languages and scripts of the material, if any is known."""
    sets = [
        EAD(
            "languageset",
            EAD("language", code.tag, langcode=code.bibliographic),
            EAD("script", code.script, scriptcode=code.script),
        )
        if code.script
        else EAD("language", code.tag, langcode=code.bibliographic)
        for code in all_of(tags)
    ]
    if sets:
        yield EAD("langmaterial", *sets)


def _name(party: Party) -> Element:
    name = NAME_OF.get(party.type or "", "name")
    return EAD(name, EAD("part", party.name), relator=RELATORS.get(party.role, ""))


def _notes(record: Record) -> Iterator[Element]:
    delivered = record.source.delivered
    notes = {
        "scopecontent": crosswalk.values(record, "subject"),
        "accessrestrict": crosswalk.access(record),
        "userestrict": tuple(filter(None, [delivered.get("rights")])),
        "relatedmaterial": crosswalk.relations(record),
        "odd": crosswalk.remarks(record),
        "processinfo": (*crosswalk.reading(record), *crosswalk.evidence(record)),
    }
    for name, lines in notes.items():
        said = [line for line in lines if line.strip()]
        if said:
            yield EAD(name, *EAD.each("p", said))


def _access_points(record: Record) -> Iterator[Element]:
    for party in crosswalk.recipients(record):
        yield _name(party)
    for entity in record.entities:
        yield _mentioned(entity)
    for text in crosswalk.values(record, "document_type"):
        yield EAD("genreform", EAD("part", text))


def _mentioned(entity: Entity) -> Element:
    made = EAD(NAME_OF[entity.type], EAD("part", entity.label))
    if entity.authority:
        made.set("identifier", entity.authority)
    return made
