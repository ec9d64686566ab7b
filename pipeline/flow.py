"""The whole flow on one screen: how a page is read, stage by stage.

``read_page`` is the unit of work, of time limits, of the cache and of failure; it needs
the engines and runs in workers. What follows from the text alone (language, metadata) is
in :mod:`pipeline.describe`: cheap, never cached.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.clock import Clock
from pipeline.engines import Grey, LineFinder
from pipeline.engines.ppocr import PaddleLineFinder, PaddleReader
from pipeline.engines.tesseract import TesseractReader, model_for
from pipeline.model import Judgement, Line, Page, Quality, Region, Rotation
from pipeline.settings import PageSettings, Profile
from pipeline.stages.composing import Scan, compose, compose_layer, seals_of
from pipeline.stages.hidden import judged
from pipeline.stages.normalise import page_text, search_text
from pipeline.stages.prepare import INK, Prepared, prepare, to_grey
from pipeline.stages.quality import EMPTY, MARKED, is_blank, judge_quality
from pipeline.stages.rasterise import Raster, rasterise
from pipeline.stages.reading import read_layers, with_specks_if_surer
from pipeline.stages.recognise import Readers
from pipeline.stages.seals import Seals
from pipeline.stages.text_layer import TextLayer, usable_layer
from pipeline.stages.upright import Part, Upright, parts, upright


class PageTask(Struct, frozen=True):
    """One page to read: everything a worker needs to know.

    ``rotation``: degrees clockwise that make the page upright, where a person has said so.
    """

    path: str
    sha256: str
    media_type: str
    number: int
    settings: PageSettings
    rotation: Rotation | None = None


class PageResult(Struct, frozen=True):
    """What a worker returns: the page (two for a double page), and CPU seconds a stage."""

    pages: tuple[Page, ...]
    cpu: dict[str, float]


class Engines(Struct, frozen=True):
    """The line finder and the two readers of a process."""

    finder: LineFinder
    readers: Readers


def engines(languages: tuple[str, ...]) -> Engines:
    """Return the engines for a delivery's languages; models are loaded when first used."""
    latin = TesseractReader(model_for(languages))
    return Engines(PaddleLineFinder(), Readers(latin=latin, han=PaddleReader()))


class Sheet(Struct, frozen=True):
    """A scan on its way, with all that was decided about it so far."""

    task: PageTask
    raster: Raster
    ready: Prepared
    told: tuple[Judgement, ...]

    @property
    def scan(self) -> Scan:
        """Return what the regions of the page are told from, besides its lines."""
        return Scan(self.raster.image, self.ready.negative, self.ready.struck)


def read_page(task: PageTask, use: Engines) -> PageResult:
    """Read one page of a source; raises ReadFailure, MissingProgram."""
    use = _for_profile(use, task.settings.profile)
    clock = Clock()
    path = Path(task.path)
    with clock("rasterise"):
        raster = rasterise(path, task.media_type, task.number, task.settings)
    with clock("prepare"):
        ready = prepare(raster.image)
    layer: TextLayer | None = None
    trusted: tuple[Judgement, ...] = ()
    # A text layer lies as its page does: it is no reading of a page that had to be turned.
    if task.media_type == "application/pdf" and not task.rotation:
        with clock("text-layer"):
            layer, trusted = usable_layer(
                path, task.number, task.settings.text_layer, ready.image, use.readers.han
            )
    sheet = Sheet(task, raster, ready, (*raster.judgements, *ready.judgements, *trusted))
    if layer is not None:
        with clock("arrange"):
            regions = compose_layer(sheet.scan, layer)
        return PageResult((_page(sheet, regions, 0.0, sheet.told),), clock.seconds)
    with clock("find"):
        page = upright(ready.image, ready.coloured, use.finder, use.readers.han, task.rotation)
        page = with_specks_if_surer(page, ready.specked, use.readers.han)
    with clock("arrange"):
        halves, spread = parts(page, _positive(to_grey(raster.image), ready))
    with clock("seals"):
        seals = seals_of(page, use.readers, task.settings.languages)
    sheet = replace(sheet, told=(*sheet.told, *page.judgements, spread))
    read = tuple(_read_part(sheet, page, part, seals, use, clock) for part in halves)
    return PageResult(read, clock.seconds)


def _positive(grey: Grey, ready: Prepared) -> Grey:
    return 255 - grey if ready.negative else grey


def _for_profile(use: Engines, profile: Profile) -> Engines:
    """Return the engines a profile works with."""
    latin = None if profile == "fast" else use.readers.latin
    return replace(use, readers=replace(use.readers, latin=latin, careful=profile == "thorough"))


def _read_part(
    sheet: Sheet, page: Upright, part: Part, seals: tuple[Seals, ...], use: Engines, clock: Clock
) -> Page:
    """Read the page, or one half of a double page."""
    found = [page.lines[i] for i in part.lines]
    with clock("recognise"):
        seen = read_layers(page, found, use.readers, sheet.task.settings.languages)
    read = seen.lines
    behind = seen.other_side + sum(part.x0 <= x < part.x1 for x in page.behind)
    with clock("arrange"):
        regions = compose(sheet.scan, page, part, read, seals)
    # Ink that is mostly the other side's says nothing of this one.
    ink = 0.0 if behind > len(read) else _ink(sheet, page, part)
    blank = _is_blank(regions, [line for _, line in read], ink)
    told = (*sheet.told, *seen.judgements, *_show_through(behind))
    base = _page(sheet, () if blank else regions, page.skew, told)
    return replace(
        base,
        quality=_quality(
            base.quality, blank=blank, marks=bool(read), behind=page.cleaned or behind > 0
        ),
        half=part.half,
        # Dirt on an empty sheet does not say which way up it lies.
        rotation=0 if blank and part.half is None else page.rotation,
        skew=page.skew,
        direction=page.direction,
        blank=blank,
    )


def _is_blank(regions: Sequence[Region], read: Sequence[Line], ink: float) -> bool:
    """Tell whether nothing stands on a page: no line as read, no seal, nothing struck out."""
    if any(region.kind == "redaction" for region in regions):
        return False
    arranged = [line for region in regions for line in region.lines]
    return is_blank(read, ink) and is_blank(arranged, ink)


def _quality(told: Quality, *, blank: bool, marks: bool, behind: bool) -> Quality:
    """Return a page's quality: what was seen and left out is for a person to look at."""
    if blank:
        return MARKED if marks or behind else EMPTY
    return replace(told, reasons=(*told.reasons, "show-through")) if behind else told


def _ink(sheet: Sheet, page: Upright, part: Part) -> float:
    """Return the share of a page's pixels that are ink."""
    if part.half is None:
        return sheet.ready.ink
    return float((page.image[:, int(part.x0) : int(part.x1)] < INK).mean())


def _show_through(lines: int) -> tuple[Judgement, ...]:
    if not lines:
        return ()
    left_out = "mirrored lines of the other side left out"
    return (Judgement(what="show-through", decision=left_out, evidence={"lines": lines}),)


def _page(
    sheet: Sheet, regions: tuple[Region, ...], skew: float, told: tuple[Judgement, ...]
) -> Page:
    """Return a page from its regions and what is known of the scan."""
    height, width = sheet.raster.image.shape[:2]
    told = (*told, *judged(regions, width, height))
    text = page_text(regions)
    return Page(
        number=sheet.task.number,
        width=width,
        height=height,
        dpi=sheet.raster.dpi,
        scale=sheet.raster.scale,
        negative=sheet.ready.negative,
        quality=judge_quality(
            [line for region in regions for line in region.lines],
            sheet.ready.contrast,
            skew,
            speckled=sheet.ready.speckled,
            scaled=sheet.raster.scale < 1.0,
        ),
        text=text,
        search_text=search_text(text),
        regions=regions,
        judgements=told,
    )
