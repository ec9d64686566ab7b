"""Boxes stay on the page whatever is mapped, and mappings chain."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.geometry import (
    Frame,
    Quad,
    angle,
    apply,
    bounds,
    identity,
    length,
    overlap,
    relabelled,
    tall,
    thickness,
    union,
)
from pipeline.model import Box
from tests.scans import rectangle

NUMBER = st.floats(-1e5, 1e5, width=32)
QUADS = st.lists(NUMBER, min_size=8, max_size=8).map(
    lambda values: np.array(values, dtype=np.float32).reshape(4, 2)
)
BOXES = st.tuples(*[st.integers(-1000, 1000)] * 4)


@given(QUADS, st.integers(1, 5000), st.integers(1, 5000), st.floats(-3.2, 3.2))
def test_boxes_stay_on_the_page(quad: Quad, width: int, height: int, turn: float) -> None:
    """Any quad under any turn gives an ordered box inside the page."""
    cos, sin = np.cos(turn), np.sin(turn)
    frame = Frame(np.array([[cos, -sin, 7.0], [sin, cos, -3.0], [0, 0, 1]]), width, height)
    x0, y0, x1, y1 = frame.box(quad)
    assert 0 <= x0 <= x1 <= width
    assert 0 <= y0 <= y1 <= height


def test_box_rounds_outwards() -> None:
    """Nothing of a line is cut off by rounding."""
    assert identity(100, 100).box(rectangle(10.4, 20.6, 30.2, 40.1)) == (10, 20, 31, 41)


@given(st.floats(-100, 100), st.floats(-100, 100), st.floats(0.25, 4))
def test_frames_chain_back(dx: float, dy: float, scale: float) -> None:
    """What a step moved, the frame after it moves back."""
    step = np.array([[scale, 0, dx], [0, scale, dy], [0, 0, 1]])
    points = np.array([[200.0, 300.0], [400.0, 500.0]])
    frame = identity(1000, 1000).after(step).after(step)
    back = apply(frame.to_delivered, apply(step, apply(step, points)))
    assert np.allclose(back, points, atol=1e-6)


def test_measures_of_a_line() -> None:
    """Length runs along the line, thickness across it."""
    line = rectangle(0, 0, 90, 30)
    assert (length(line), thickness(line), angle(line)) == (90, 30, 0)
    assert bounds(line) == (0, 0, 90, 30)
    assert not tall(line)
    assert tall(rectangle(0, 0, 30, 90))


@pytest.mark.parametrize("degrees", [-20.0, -1.5, 0.0, 2.4, 45.0])
def test_angle_is_clockwise_on_the_page(degrees: float) -> None:
    """y grows downwards, so a falling line has a positive slope."""
    radians = np.radians(degrees)
    turn = np.array([[np.cos(radians), -np.sin(radians), 0], [np.sin(radians), np.cos(radians), 0],
                     [0, 0, 1]])  # fmt: skip
    line = np.asarray(apply(turn, rectangle(0, 0, 300, 30)), dtype=np.float32)
    assert angle(line) == pytest.approx(degrees, abs=1e-3)
    assert length(line) == pytest.approx(300, abs=1e-2)


@given(st.lists(BOXES, min_size=1))
def test_union_holds_every_box(boxes: list[Box]) -> None:
    """The common box is the smallest around all."""
    x0, y0, x1, y1 = union(boxes)
    assert all(x0 <= b[0] and y0 <= b[1] and b[2] <= x1 and b[3] <= y1 for b in boxes)
    assert x0 in [box[0] for box in boxes]


def test_touching_intervals_share_nothing() -> None:
    """Nor do intervals apart."""
    assert overlap(0, 5, 5, 9) == 0
    assert overlap(0, 1, 5, 9) == 0
    assert overlap(2, 3, 0, 9) == 1


@pytest.mark.parametrize("degrees", [-40.0, -3.0, 0.0, 3.0, 40.0])
@pytest.mark.parametrize(
    "quad", [rectangle(0, 0, 300, 20), rectangle(0, 0, 20, 300)], ids=["line", "column"]
)
@pytest.mark.parametrize("first", range(4))
def test_corners_are_put_in_order(quad: Quad, degrees: float, first: int) -> None:
    """Clockwise from the top left, also where a column leans by more than its width."""
    radians = np.radians(degrees)
    cos, sin = np.cos(radians), np.sin(radians)
    turn = np.array([[cos, -sin, 9.0], [sin, cos, 9.0], [0, 0, 1]])
    turned = np.asarray(apply(turn, quad), dtype=np.float32)
    assert np.array_equal(relabelled(np.roll(turned, first, axis=0)), turned)
    assert np.array_equal(relabelled(turned[::-1]), turned)
