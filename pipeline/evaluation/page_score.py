"""The score of one page."""

from __future__ import annotations

from pipeline.evaluation.arrangement import Arranged, score_arrangement
from pipeline.evaluation.body import keep_body
from pipeline.evaluation.calibration import EMPTY, Bin, calibrate, outcomes
from pipeline.evaluation.graphemes import folded, graphemes, simplified, words
from pipeline.evaluation.measure import (
    Confusion,
    Rate,
    accent_confusions,
    accent_errors,
    bag_error,
    errors,
    missing,
    pairs,
    rate,
    swaps,
)
from pipeline.evaluation.truth import Severity, TruthDocument, TruthPage
from pipeline.model import APART_FROM_TEXT, Frozen, Half, Page

# The problem of a page that is in the truth alone.
MISSING = "missing"


class TextScore(Frozen, frozen=True, kw_only=True):
    """How well a text was read.

    ``cer`` is the headline: for a truth of the body only, errors inside the body, with the
    characters of other lines in ``extra``; otherwise the same as ``cer_plain``, which
    always compares everything. The measures below ``extra`` use what ``cer`` uses. Words
    are counted for languages that separate them, accents for Hungarian, the simplified
    form and variant swaps for Chinese; otherwise these are None.
    """

    cer: Rate
    cer_plain: Rate
    extra: int = 0
    cer_folded: Rate
    cer_simplified: Rate | None = None
    wer: Rate | None = None
    bag: Rate
    accents: Rate | None = None
    confusions: tuple[Confusion, ...] = ()
    swaps: Rate | None = None


class Checks(Frozen, frozen=True, kw_only=True):
    """Whether a page was judged right; None where the truth does not say."""

    language: bool | None = None
    script: bool | None = None
    direction: bool | None = None
    rotation: bool | None = None
    blank: bool | None = None
    negative: bool | None = None
    halves: bool | None = None


class PageScore(Frozen, frozen=True, kw_only=True):
    """The score of one page; ``problem`` says why nothing was read, if so.

    ``stamps`` are the characters of stamps that no region outside the running text holds;
    ``confidence`` is the page's own, 0 for a page that is missing.
    """

    file: str
    number: int
    half: Half | None = None
    language: str | None = None
    script: str | None = None
    severity: Severity | None = None
    body_only: bool = False
    problem: str | None = None
    text: TextScore
    checks: Checks = Checks()
    stamps: Rate | None = None
    arranged: Arranged = Arranged()
    bins: tuple[Bin, ...] = EMPTY
    confidence: float = 0.0
    truth_text: str = ""
    read_text: str = ""

    @property
    def name(self) -> str:
        """File, page and half, as shown to people."""
        half = f" {self.half}" if self.half else ""
        return f"{self.file} p.{self.number}{half}"


def score_text(
    truth: str, read: str, *, language: str | None = None, body_only: bool = False
) -> TextScore:
    r"""Compare a recognised text, one printed line a line, with the truth.

    >>> score_text("Tárgy: új", "PECSÉT\nTargy: új", body_only=True).extra
    6
    >>> score_text("Tárgy: új", "Targy: új", language="hu").accents.errors
    1
    """
    whole = graphemes(read)
    there, lines = graphemes(truth), read.splitlines()
    if body_only:
        kept = keep_body(there, [graphemes(line) for line in lines]).lines
        read = "\n".join(line for line, keep in zip(lines, kept, strict=True) if keep)
    seen = graphemes(read)
    aligned = list(pairs(there, seen))
    chinese = language is not None and language.startswith("zh")
    hungarian = language == "hu"
    return TextScore(
        cer=errors(there, seen),
        cer_plain=errors(there, whole),
        extra=len(whole) - len(seen),
        cer_folded=errors(folded(there), folded(seen)),
        cer_simplified=errors(simplified(there), simplified(seen)) if chinese else None,
        wer=None if chinese else errors(words(truth), words(read)),
        # Lines out of order may have been left out above: look for them everywhere.
        bag=missing(there, whole) if body_only else bag_error(there, seen),
        accents=accent_errors(aligned) if hungarian else None,
        confusions=accent_confusions(aligned) if hungarian else (),
        swaps=swaps(aligned) if chinese else None,
    )


def score_page(
    document: TruthDocument,
    truth: TruthPage,
    pages: tuple[Page, ...],
    halves: bool | None = None,
) -> PageScore:
    """Score a page; no pages: it is missing; several: halves that are one in the truth.

    ``halves`` tells whether a double page was split as it should be.
    """
    read = "\n".join(page.text for page in pages)
    bins = (
        calibrate(outcomes(pages[0], graphemes(truth.text), document.body_only))
        if len(pages) == 1
        else EMPTY
    )
    return PageScore(
        file=document.path,
        number=truth.number,
        half=truth.half,
        language=truth.language,
        script=truth.script,
        severity=document.severity,
        body_only=document.body_only,
        problem=_problem(pages),
        text=score_text(truth.text, read, language=truth.language, body_only=document.body_only),
        checks=_checks(truth, pages, halves),
        stamps=score_stamps(truth.stamps, pages),
        arranged=score_arrangement(truth, pages),
        bins=bins,
        confidence=min((page.quality.confidence for page in pages), default=0.0),
        truth_text=truth.text,
        read_text=read,
    )


def score_stamps(stamps: tuple[str, ...], pages: tuple[Page, ...]) -> Rate | None:
    """Return the stamps' characters that were not read, each stamp in its best region."""
    regions = [
        graphemes("".join(line.text for line in region.lines))
        for page in pages
        for region in page.regions
        if region.kind in APART_FROM_TEXT
    ]
    wanted = [graphemes(stamp) for stamp in stamps]
    missed = sum(
        min([len(stamp), *(errors(stamp, read).errors for read in regions)]) for stamp in wanted
    )
    return rate(missed, sum(map(len, wanted))) if wanted else None


def _problem(pages: tuple[Page, ...]) -> str | None:
    """Say why nothing was read."""
    if not pages:
        return MISSING
    return next((page.failure.reason for page in pages if page.failure), None)


def _checks(truth: TruthPage, pages: tuple[Page, ...], halves: bool | None) -> Checks:
    """Compare what was judged about a page; of joined halves the first one stands."""
    page = pages[0] if pages and pages[0].failure is None else None

    def right(field: str) -> bool | None:
        wanted = getattr(truth, field)
        return None if wanted is None else page is not None and getattr(page, field) == wanted

    return Checks(
        language=right("language"),
        script=right("script"),
        direction=right("direction"),
        rotation=right("rotation"),
        blank=right("blank"),
        negative=right("negative"),
        halves=halves,
    )
