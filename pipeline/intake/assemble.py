"""From candidates and the outcomes of their probes to the delivery."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.errors import ReadFailure
from pipeline.intake.types import Candidate, Delivery, Discovery, Probed, Refused, Source
from pipeline.model import Failure

Outcome = Probed | Failure


def outcome_of(candidate: Candidate, outcomes: Mapping[str, Outcome]) -> Outcome | None:
    """Return the outcome of a candidate's probe, remembered or new; None if neither."""
    return candidate.probed or outcomes.get(candidate.sha256)


def settle(candidate: Candidate, outcome: Outcome, *, strict: bool = False) -> Source | Refused:
    """Turn a candidate and the outcome of its probe into a source or a refusal.

    ``strict``: what had to be repaired is refused.
    """
    if strict and isinstance(outcome, Probed) and outcome.repairs:
        outcome = ReadFailure("repaired", "; ".join(outcome.repairs)).as_failure()
    if isinstance(outcome, Failure):
        return Refused(paths=candidate.paths, sha256=candidate.sha256, failure=outcome)
    return Source(
        path=candidate.path,
        paths=candidate.paths,
        sha256=candidate.sha256,
        bytes=candidate.bytes,
        media_type=outcome.media_type,
        pages=outcome.pages,
        repairs=(*candidate.notes, *outcome.repairs),
        encrypted=outcome.encrypted,
        producer=outcome.producer,
        delivered=candidate.delivered,
        locked=outcome.locked,
        odd=outcome.odd,
    )


def assemble(
    discovery: Discovery, outcomes: Mapping[str, Outcome], *, strict: bool = False
) -> Delivery:
    """Put the delivery together; ``outcomes`` holds the probes by sha256.

    A candidate without an outcome is refused as "crashed": its probe never came back.
    """
    lost = ReadFailure("crashed", "Opening the document gave no result").as_failure()
    settled = (
        settle(candidate, outcome_of(candidate, outcomes) or lost, strict=strict)
        for candidate in discovery.candidates
    )
    items = sorted((*settled, *discovery.refused), key=lambda item: item.paths)
    return Delivery(root=discovery.root, items=tuple(items), skipped=discovery.skipped)
