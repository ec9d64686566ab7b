"""Scores of many pages in one: micro (all errors over all characters) and macro averages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.evaluation.arrangement import Arranged, summed_up
from pipeline.evaluation.calibration import Bin, calibration_error, held_by_worst, merged
from pipeline.evaluation.fields import FieldScore, summed, total
from pipeline.evaluation.measure import Confusion, Rate, confusions, mean, pooled, rate
from pipeline.evaluation.page_score import Checks, PageScore
from pipeline.model import Frozen

CHECKS = Checks.__struct_fields__


class Summary(Frozen, frozen=True, kw_only=True):
    """Scores of a group of pages.

    ``*_macro`` are means over the pages that have text; ``spurious`` counts the pages
    without text on which something was read; ``judged`` holds wrong over judged pages.
    ``in_worst_tenth`` is the share of all errors on the tenth of pages trusted least.
    """

    name: str
    pages: int
    unread: int
    characters: int
    spurious: int
    cer: Rate | None
    cer_macro: float | None
    cer_plain: Rate | None
    cer_folded: Rate | None
    cer_simplified: Rate | None
    wer: Rate | None
    wer_macro: float | None
    bag: Rate | None
    extra: int
    accents: Rate | None
    confusions: tuple[Confusion, ...]
    swaps: Rate | None
    stamps: Rate | None
    arranged: Arranged
    calibration: float | None
    in_worst_tenth: float | None
    bins: tuple[Bin, ...]
    judged: dict[str, Rate]
    fields: tuple[FieldScore, ...] = ()
    metadata: FieldScore | None = None


def summarise(name: str, pages: Sequence[PageScore], fields: Sequence[FieldScore] = ()) -> Summary:
    """Sum up pages and, for whole documents, their fields."""
    texts = [page.text for page in pages]
    bins = merged(page.bins for page in pages)
    return Summary(
        name=name,
        pages=len(pages),
        unread=sum(page.problem is not None for page in pages),
        characters=sum(text.cer.total for text in texts),
        spurious=sum(text.cer.infinite for text in texts),
        cer=pooled(text.cer for text in texts),
        cer_macro=mean(text.cer for text in texts),
        cer_plain=pooled(text.cer_plain for text in texts),
        cer_folded=pooled(text.cer_folded for text in texts),
        cer_simplified=pooled(text.cer_simplified for text in texts),
        wer=pooled(text.wer for text in texts),
        wer_macro=mean(text.wer for text in texts),
        bag=pooled(text.bag for text in texts),
        extra=sum(text.extra for text in texts),
        accents=pooled(text.accents for text in texts),
        confusions=_confusions(pages),
        swaps=pooled(text.swaps for text in texts),
        stamps=pooled(page.stamps for page in pages),
        arranged=summed_up([page.arranged for page in pages]),
        calibration=calibration_error(bins),
        in_worst_tenth=held_by_worst((page.confidence, page.text.cer.errors) for page in pages),
        bins=bins,
        judged=judged(pages),
        fields=summed(fields),
        metadata=total(each for each in fields if "." not in each.field) if fields else None,
    )


def judged(pages: Iterable[PageScore]) -> dict[str, Rate]:
    """Return wrong over all judgements of each kind; kinds without truth are left out."""
    checks = [page.checks for page in pages]
    verdicts = {name: [getattr(each, name) for each in checks] for name in CHECKS}
    return {
        name: rate(each.count(False), each.count(False) + each.count(True))
        for name, each in verdicts.items()
        if any(verdict is not None for verdict in each)
    }


def _confusions(pages: Iterable[PageScore]) -> tuple[Confusion, ...]:
    """Add up the confusion tables."""
    counts: Counter[tuple[str, str]] = Counter()
    for page in pages:
        for each in page.text.confusions:
            counts[each.truth, each.read] += each.count
    return confusions(counts)
