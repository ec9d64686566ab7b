"""CPU time is added up by stage."""

from __future__ import annotations

import pytest

from pipeline.clock import Clock


def test_time_is_added_up_by_stage() -> None:
    clock = Clock()
    for stage in ("find", "recognise", "find"):
        with clock(stage):
            sum(range(1000))
    assert list(clock.seconds) == ["find", "recognise"]
    assert all(seconds >= 0 for seconds in clock.seconds.values())


def test_time_counts_though_the_stage_fails() -> None:
    clock = Clock()
    with pytest.raises(ValueError, match="broken"), clock("find"):
        raise ValueError("broken")
    assert "find" in clock.seconds
