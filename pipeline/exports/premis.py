"""How a record came about, in the words of PREMIS 3: what was done to the scan, with what.

The scan itself (size, checksum, kind) is described by METS's own ``file``: a PREMIS object
names a type of the PREMIS schema, and no METS validator accepts that without this schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.exports.markup import Element, Maker
from pipeline.model import Record, Step

NAMESPACE = "http://www.loc.gov/premis/v3"
PREMIS = Maker(NAMESPACE, {"premis": NAMESPACE})
# PREMIS wants a time of every event (EDTF); a record has none, so that it is reproducible.
UNKNOWN_TIME = "XXXX"


def events(record: Record) -> Iterator[tuple[str, Element]]:
    """Return the steps and their software, each with METS's name for its kind."""
    for number, step in enumerate(record.processing, start=1):
        yield "PREMIS:EVENT", _event(record, number, step)
    for software in dict.fromkeys(step.software for step in record.processing):
        yield "PREMIS:AGENT", _agent(software)


def _identifier(kind: str, of: str, value: str) -> Element:
    return PREMIS(
        f"{kind}Identifier",
        PREMIS(f"{kind}IdentifierType", of),
        PREMIS(f"{kind}IdentifierValue", value),
    )


def _event(record: Record, number: int, step: Step) -> Element:
    said = {**step.settings, **step.models}
    detail = "; ".join(f"{key}={value}" for key, value in sorted(said.items()))
    linked = PREMIS(
        "linkingAgentIdentifier",
        PREMIS("linkingAgentIdentifierType", "software"),
        PREMIS("linkingAgentIdentifierValue", step.software),
    )
    scan = PREMIS(
        "linkingObjectIdentifier",
        PREMIS("linkingObjectIdentifierType", "fonds"),
        PREMIS("linkingObjectIdentifierValue", record.id),
    )
    told = PREMIS("eventDetailInformation", PREMIS("eventDetail", detail)) if detail else None
    return PREMIS(
        "event",
        _identifier("event", "fonds", f"{record.id}#step-{number}"),
        PREMIS("eventType", step.step),
        PREMIS("eventDateTime", UNKNOWN_TIME),
        told,
        linked,
        scan,
    )


def _agent(software: str) -> Element:
    return PREMIS(
        "agent",
        _identifier("agent", "software", software),
        PREMIS("agentName", software),
        PREMIS("agentType", "software"),
    )
