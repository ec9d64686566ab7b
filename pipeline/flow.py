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
from pipeline.engines import LineFinder
from pipeline.engines.ppocr import PaddleLineFinder, PaddleReader
from pipeline.engines.tesseract import TesseractReader, model_for
from pipeline.model import Judgement, Line, Page, Quality, Region, RegionKind
from pipeline.settings import PageSettings, Profile
from pipeline.stages.arrange import Placed, arrange, place
from pipeline.stages.ink import is_stamp, tilted_apart
from pipeline.stages.normalise import normalise, page_text, search_text
from pipeline.stages.prepare import INK, Prepared, prepare
from pipeline.stages.quality import EMPTY, MARKED, is_blank, judge_quality
from pipeline.stages.rasterise import Raster, rasterise
from pipeline.stages.reading import read_layers, with_specks_if_surer
from pipeline.stages.recognise import Readers
from pipeline.stages.text_layer import TextLayer, layer_lines, usable_layer
from pipeline.stages.upright import Found, Part, Upright, parts, upright


class PageTask(Struct, frozen=True):
    """One page to read: everything a worker needs to know."""

    path: str
    sha256: str
    media_type: str
    number: int
    settings: PageSettings


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
    judged: tuple[Judgement, ...] = ()
    if task.media_type == "application/pdf":
        with clock("text-layer"):
            layer, judged = usable_layer(
                path, task.number, task.settings.text_layer, ready.image, use.readers.han
            )
    sheet = Sheet(task, raster, ready, (*raster.judgements, *ready.judgements, *judged))
    if layer is not None:
        return PageResult((_from_layer(sheet, layer),), clock.seconds)
    with clock("find"):
        page = upright(ready.image, ready.coloured, use.finder, use.readers.han)
        page = with_specks_if_surer(page, ready.specked, use.readers.han)
    with clock("arrange"):
        halves, spread = parts(page)
    read = tuple(_read_part(sheet, page, part, spread, use, clock) for part in halves)
    return PageResult(read, clock.seconds)


def _for_profile(use: Engines, profile: Profile) -> Engines:
    """Return the engines a profile works with."""
    latin = None if profile == "fast" else use.readers.latin
    return replace(use, readers=replace(use.readers, latin=latin, careful=profile == "thorough"))


def _read_part(
    sheet: Sheet, page: Upright, part: Part, spread: Judgement, use: Engines, clock: Clock
) -> Page:
    """Read the page, or one half of a double page."""
    found = [page.lines[i] for i in part.lines]
    with clock("recognise"):
        seen = read_layers(page, found, use.readers, sheet.task.settings.languages)
    read, behind = seen.lines, seen.other_side
    with clock("arrange"):
        placed = _placed(page, part, read)
        extent = (part.x1 - part.x0, float(page.image.shape[0]))
        along, across = extent if page.direction == "horizontal" else extent[::-1]
        regions = normalise(arrange(placed, along, across))
    # Ink that is mostly the other side's says nothing of this one.
    ink = 0.0 if behind > len(read) else _ink(sheet, page, part)
    blank = is_blank([line for _, line in read], ink)
    told = (*sheet.told, *page.judgements, spread, *seen.judgements, *_show_through(behind))
    base = _page(sheet, () if blank else regions, page.skew, told)
    return replace(
        base,
        quality=_quality(base.quality, blank=blank, marks=bool(read), behind=behind),
        half=part.half,
        # Dirt on an empty sheet does not say which way up it lies.
        rotation=0 if blank and part.half is None else page.rotation,
        skew=page.skew,
        direction=page.direction,
        blank=blank,
    )


def _quality(told: Quality, *, blank: bool, marks: bool, behind: int) -> Quality:
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


def _placed(page: Upright, part: Part, read: Sequence[tuple[Found, Line]]) -> list[Placed]:
    """Put lines into reading coordinates; stamps and marginal notes are set apart."""
    height = page.image.shape[0]
    trusted = tilted_apart([found.tilt for found, _ in read if not found.coloured])
    placed = []
    for found, line in read:
        x0, y0, x1, y1 = found.level
        middle = ((x0 + x1) / 2 - part.x0) / (part.x1 - part.x0)
        centred = abs(middle - 0.5) < 0.12 and y1 < height / 3
        apart: RegionKind | None = None
        tilt = found.tilt if trusted or found.coloured else 0.0
        if is_stamp(tilt, coloured=found.coloured, heading=centred):
            apart = "stamp"
        elif page.direction == "horizontal" and not found.across and len(line.text) > 1:
            apart = "marginal-note"
        shifted = (x0 - part.x0, y0, x1 - part.x0, y1)
        placed.append(place(line, shifted, page.direction, part.x1 - part.x0, apart))
    return placed


def _from_layer(sheet: Sheet, layer: TextLayer) -> Page:
    """Return a page from its own, trusted text layer."""
    height, width = sheet.ready.image.shape
    lines = layer_lines(layer, width, height)
    placed = [
        place(line, tuple(map(float, line.box)), "horizontal", width)  # type: ignore[arg-type]
        for line in lines
    ]
    regions = normalise(arrange(placed, float(width), float(height)))
    return _page(sheet, regions, 0.0, sheet.told)


def _page(
    sheet: Sheet, regions: tuple[Region, ...], skew: float, told: tuple[Judgement, ...]
) -> Page:
    """Return a page from its regions and what is known of the scan."""
    height, width = sheet.raster.image.shape[:2]
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
