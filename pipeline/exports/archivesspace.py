"""ArchivesSpace: the CSV of its bulk import ("Load via Spreadsheet" on a resource).

Columns are a part of ArchivesSpace's own template for archival objects (version 4), under
its field codes; every document is an item directly below the resource. Agents are typed in
ArchivesSpace, so only those whose type the authority tells become agents; the others are
named in a note. The column ``ead`` must hold the EAD ID of the resource: it is filled from a
column ``ead_id`` of the delivery's ``manifest.csv``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pipeline.exports import crosswalk
from pipeline.exports.codes import all_of
from pipeline.exports.collection import Collection
from pipeline.exports.crosswalk import Party
from pipeline.exports.safe import cell, clipped, one_line
from pipeline.exports.table import Row, table
from pipeline.model import Record

NAME = "archivesspace"
DESCRIPTION = "ArchivesSpace: CSV for the bulk import of archival objects"
NEEDS_SOURCES = False

CODE_ROW = "ArchivesSpace field code (please don't edit this row)"
LABEL_ROW = "Field name"
# Field code and label; the numbers of agents and languages that the template has room for.
COLUMNS = {
    "ead": "EAD ID (either this or URI is *REQUIRED*)",
    "res_uri": "Resource URI (either this or EAD ID is *REQUIRED*)",
    "ref_id": "Ref ID",
    "title": "Title (either or Date is *REQUIRED*)",
    "unit_id": "Component Unique Identifier",
    "hierarchy": "Hierarchical Relationship *REQUIRED*",
    "level": "Description Level *REQUIRED*",
    "publish": "Publish?",
    "processing_note": "Processing Note",
    "l_lang": "Language",
    "l_langscript": "Script",
    "n_langmaterial": "Language Note",
    "p_langmaterial": "Publish?",
    "l_lang_2": "Language (2)",
    "l_langscript_2": "Script (2)",
    "dates_label_1": "Date(1) Label",
    "begin_1": "Date(1) Begin",
    "end_1": "Date(1) end",
    "date_type_1": "Date(1) Type *REQUIRED*",
    "expression_1": "Date(1) expression",
    "date_certainty_1": "Date(1) Certainty",
    "portion": "Extent portion",
    "number": "Extent number *REQUIRED* if specifying Extent",
    "extent_type": "Extent type *REQUIRED* if specifying Extent",
    "container_summary": "Container Summary",
    **{
        f"people_agent_{part}_{n}": f"Agent({n}) {part}"
        for n in range(1, 6)
        for part in ("header", "role", "relator")
    },
    **{
        f"corporate_entities_agent_{part}_{n}": f"Corporate Agent {part}({n})"
        for n in range(1, 4)
        for part in ("header", "role", "relator")
    },
    **{
        f"subject_{n}_{part}": f"Subject ({n}) {part}"
        for n in (1, 2)
        for part in ("term", "type", "source")
    },
    "n_abstract": "Abstract",
    "n_accessrestrict": "Access Restrictions",
    "n_odd": "General",
    "n_processinfo": "Processing Information",
    "n_relatedmaterial": "Related Materials",
    "n_scopecontent": "Scope and Contents",
    "n_userestrict": "Use Restrictions",
}
MOST = {"people": 5, "corporate_entities": 3}
COLUMN_OF = {"person": "people", "organisation": "corporate_entities"}
# MARC relators; a signatory and a drafter have none that says just that.
RELATORS = {"recipient": "rcp", "copy recipient": "rcp"}
TITLE, SHORT, NOTE = 8192, 255, 65_000


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write ``archival-objects.csv``."""
    headers = [CODE_ROW, *COLUMNS]
    with table(folder / "archival-objects.csv", headers, [LABEL_ROW, *COLUMNS.values()]) as add:
        for record in collection.records():
            add({code: cell(value) for code, value in _row(record).items()})
            progress()


def _row(record: Record) -> Row:
    (_, first), *_ = crosswalk.identifiers(record)
    delivered = record.source.delivered
    return {
        "ead": one_line(delivered.get("ead_id", "")),
        "res_uri": one_line(delivered.get("res_uri", "")),
        "ref_id": f"fonds_{record.source.sha256}",
        "title": _mixed([crosswalk.title(record)], TITLE),
        "unit_id": clipped(first, SHORT),
        "hierarchy": "1",
        "level": "item",
        "publish": "0",
        "processing_note": clipped("\n".join(record.source.paths), NOTE),
        "portion": "whole",
        "number": "1",
        "extent_type": "files",
        "container_summary": crosswalk.extent(record),
        "n_abstract": _mixed([record.summary or ""]),
        "n_accessrestrict": _mixed(crosswalk.access(record)),
        "n_odd": _mixed(_remarks(record)),
        "n_processinfo": _mixed((*crosswalk.reading(record), *crosswalk.evidence(record))),
        "n_relatedmaterial": _mixed(crosswalk.relations(record)),
        "n_scopecontent": _mixed(crosswalk.values(record, "subject")),
        "n_userestrict": _mixed([delivered.get("rights", "")]),
        **_languages(record),
        **_date(record),
        **_agents(record),
        **_subjects(record),
    }


def _mixed(lines: Iterable[str], limit: int = NOTE) -> str:
    """Return text for a field that is read as XML if it holds what looks like a tag."""
    return clipped("\n".join(line for line in lines if line).replace("<", "&lt;"), limit)


def _languages(record: Record) -> Row:
    row: Row = {}
    known = all_of(language.code for language in record.languages)
    for suffix, code in zip(("", "_2"), known, strict=False):
        row[f"l_lang{suffix}"] = code.bibliographic
        row[f"l_langscript{suffix}"] = code.script or ""
    if len(known) > 2:
        row["n_langmaterial"] = "; ".join(code.tag for code in known)
        row["p_langmaterial"] = "0"
    return row


def _date(record: Record) -> Row:
    """Return the date; one that is no date of the calendar is given as an expression alone."""
    dated = crosswalk.date(record)
    if dated is None:
        return {}
    value, taken = dated
    interval = taken.kind == "interval"
    return {
        "dates_label_1": "creation",
        "begin_1": taken.start or "",
        "end_1": (taken.end or "") if interval else "",
        "date_type_1": "inclusive" if interval else "single",
        "expression_1": clipped(crosswalk.shown(value), SHORT),
        "date_certainty_1": taken.certainty,
    }


def _linked(record: Record) -> list[tuple[Party, str]]:
    """Return agents with their role: creators, then recipients, then who is mentioned."""
    mentioned = [
        Party("mentioned", entity.label, entity.type)
        for entity in crosswalk.named(record, "person", "organisation")
        if entity.authority
    ]
    subjects = (*crosswalk.recipients(record), *mentioned)
    return [
        *((party, "creator") for party in crosswalk.creators(record)),
        *((party, "subject") for party in subjects),
    ]


def _agents(record: Record) -> Row:
    row: Row = {}
    count = dict.fromkeys(MOST, 0)
    for party, role in _linked(record):
        column = COLUMN_OF.get(party.type or "")
        if column is None or count[column] == MOST[column]:
            continue
        count[column] += 1
        row[f"{column}_agent_header_{count[column]}"] = party.name
        row[f"{column}_agent_role_{count[column]}"] = role
        row[f"{column}_agent_relator_{count[column]}"] = RELATORS.get(party.role, "")
    return row


def _subjects(record: Record) -> Row:
    """Return the kind of document and the first place as terms."""
    terms = [(text, "genre_form") for text in crosswalk.values(record, "document_type")]
    terms += [(entity.label, "geographic") for entity in crosswalk.named(record, "place")]
    row: Row = {}
    for number, (term, kind) in enumerate(terms[:2], start=1):
        row |= {
            f"subject_{number}_term": term,
            f"subject_{number}_type": kind,
            f"subject_{number}_source": "local",
        }
    return row


def _remarks(record: Record) -> Sequence[str]:
    """Return a note with everybody by name, places, and what has no column."""
    parties = (*crosswalk.creators(record), *crosswalk.recipients(record))
    lines = [f"{party.role.capitalize()}: {party.name}" for party in parties]
    places = [entity.label for entity in crosswalk.named(record, "place")]
    if places:
        lines.append(f"Places mentioned: {'; '.join(places)}")
    numbers = [f"{kind.capitalize()}: {value}" for kind, value in crosswalk.identifiers(record)]
    return [*numbers, *lines, *crosswalk.notes(record)]
