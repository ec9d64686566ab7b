"""Whatever the scan looks like, the page becomes dark ink on even white paper."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.stages.prepare import Prepared, darkened, prepare
from tests.scans import Grey, ink_box, sample, typed

LINES = [f"Paragraph {i} of the confidential report" for i in range(20)]
PAGE = typed(LINES, size=(900, 1300))


def ink(page: Grey) -> float:
    """The share of dark pixels."""
    return float((page < 128).mean())


def specked(share: float, seed: int = 1) -> Grey:
    """The page with single dark pixels strewn over it."""
    page = PAGE.copy()
    page[np.random.default_rng(seed).random(page.shape) < share] = 0
    return page


def test_clean_page_stays_as_it_is() -> None:
    ready = prepare(PAGE)
    assert not ready.negative
    assert not ready.speckled
    assert ready.image.shape == PAGE.shape
    assert ready.image.dtype == np.uint8
    assert ink(ready.image) == pytest.approx(ink(PAGE), rel=0.05)
    assert ready.ink == pytest.approx(ink(PAGE), rel=0.2)
    assert ready.contrast > 0.8
    assert ink_box(ready.image) == ink_box(PAGE)


def test_delivered_image_is_left_alone() -> None:
    page = PAGE.copy()
    prepare(page)
    assert np.array_equal(page, PAGE)


@pytest.mark.parametrize("fade", [1.0, 0.5])
def test_negative_is_turned_round(fade: float) -> None:
    """White on black, also where the film is grey rather than black."""
    negative = np.asarray(255 - fade * PAGE, dtype=np.uint8)
    ready = prepare(negative if fade == 1.0 else np.asarray(negative * 0.6, dtype=np.uint8))
    assert ready.negative
    assert ready.judgements[0].decision == "negative"
    assert (ready.image[:100] > 240).mean() > 0.95
    assert 0.5 * ink(PAGE) < (ready.image < 170).mean() < 2 * ink(PAGE)


@pytest.mark.parametrize("level", [255, 200, 120])
def test_dark_paper_is_no_negative(level: int) -> None:
    """Brown paper is darker than usual, but its strokes are darker still."""
    page = np.asarray(PAGE.astype(float) / 255 * level, dtype=np.uint8)
    ready = prepare(page)
    assert not ready.negative
    assert np.median(ready.image) > 240


def test_half_black_page_is_no_negative() -> None:
    """A black border or picture does not make the text beside it white."""
    page = PAGE.copy()
    page[:, :200] = 0
    assert not prepare(page).negative


def test_sample_negative_is_found() -> None:
    """The page of a microfilm."""
    assert np.median(sample("hu-decision-negative.pdf")) > 240


def test_uneven_light_is_evened() -> None:
    """A lamp to one side: the paper becomes equally light, the strokes stay."""
    light = np.linspace(0.35, 1.0, PAGE.shape[1])[None, :]
    ready = prepare(np.asarray(PAGE * light, dtype=np.uint8))
    paper = [np.median(ready.image[:, x : x + 100]) for x in range(0, PAGE.shape[1], 100)]
    assert min(paper) > 240
    left, right = ready.image[:, 110:300], PAGE[:, 110:300]
    assert ink(left) == pytest.approx(ink(right), rel=0.15)


@pytest.mark.parametrize("width", [30, 90])
def test_black_borders_are_painted(width: int) -> None:
    page = PAGE.copy()
    page[:width] = page[-width:] = 10
    page[:, : width // 2] = page[:, -width:] = 10
    ready = prepare(page)
    assert ink_box(ready.image) == pytest.approx(ink_box(PAGE), abs=3)
    assert ink(ready.image) == pytest.approx(ink(PAGE), rel=0.1)
    assert ready.ink == pytest.approx(ink(PAGE), rel=0.3)


def test_letters_touching_the_border_are_kept() -> None:
    """Only what is solid goes; the first letters of the lines stay."""
    page = PAGE.copy()
    page[:, :114] = 10
    ready = prepare(page)
    assert ink(ready.image[:, :110]) == 0
    kept, whole = ready.image[:, 122:200], PAGE[:, 122:200]
    assert ink(kept) == pytest.approx(ink(whole), rel=0.1)


@pytest.mark.parametrize("seed", [1, 2])
def test_speckle_is_found_and_removed(seed: int) -> None:
    ready = prepare(specked(0.01, seed))
    assert ready.speckled
    assert ready.judgements[1].decision.endswith("specks removed")
    margin = ready.image[:100]
    assert ink(margin) < 0.0005
    body = ready.image[130:1150, 110:]
    assert ink(body) > 0.6 * ink(PAGE[130:1150, 110:])


def test_dots_of_letters_are_no_speckle() -> None:
    assert not prepare(typed(["i. i. i. ......... ;;;; ::::"] * 24, size=(900, 1300))).speckled


@pytest.mark.parametrize("level", [255, 180])
def test_blank_page(level: int) -> None:
    """White or grey paper without ink is positive, with nothing on it."""
    ready = prepare(np.full((1300, 900), level, np.uint8))
    assert not ready.negative
    assert (ready.ink, ready.contrast) == (0.0, 0.0)
    assert ready.image.min() > 240


def test_grey_and_colour_are_read_alike() -> None:
    assert np.array_equal(prepare(np.dstack([PAGE] * 3)).image, prepare(PAGE).image)


def test_faded_page_says_so() -> None:
    """Contrast tells pale carbon copies from black ribbon."""
    pale = np.asarray(255 - (255 - PAGE.astype(float)) * 0.25, dtype=np.uint8)
    assert prepare(pale).contrast < 0.4 < prepare(PAGE).contrast


@pytest.mark.parametrize(
    "shape",
    [(1, 1), (1, 300), (300, 1), (2, 2), (7, 5), (3, 900)],
)  # fmt: skip
@pytest.mark.parametrize("level", [0, 255])
def test_tiny_images_are_no_failure(shape: tuple[int, int], level: int) -> None:
    ready: Prepared = prepare(np.full(shape, level, np.uint8))
    assert ready.image.shape == shape


def test_faint_ink_is_spread_to_black_and_grain_goes() -> None:
    grain = np.random.default_rng(3).normal(0, 12, PAGE.shape)
    faint = np.clip(255 - 0.4 * (255 - PAGE.astype(float)) - 10 + grain, 0, 255).astype(np.uint8)
    dark = darkened(faint, 45)
    assert dark.shape == faint.shape
    assert np.percentile(dark[PAGE < 40], 50) < 80 < np.percentile(faint[PAGE < 40], 50)
    assert dark[:100].std() < faint[:100].std()
    assert np.median(dark) > 240


def test_an_empty_page_has_no_ink_to_darken() -> None:
    empty = np.full((90, 90), 250, np.uint8)
    assert np.array_equal(darkened(empty, 40), empty)
