"""Some rounds of the fuzzer; ``python -m tests.hostile.fuzz`` runs as many as one likes."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import jobs
from tests import standins
from tests.hostile.fuzz import fuzz, mutant, parents

ROUNDS = 50


def test_no_mutant_escapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.Making, "of", staticmethod(standins.made))
    outcomes, escaped = fuzz(0, ROUNDS, tmp_path)
    assert escaped == []
    assert outcomes == ROUNDS


def test_mutants_are_mutants_and_always_the_same() -> None:
    families = parents()
    made = [mutant(seed, families) for seed in range(ROUNDS)]
    assert made == [mutant(seed, families) for seed in range(ROUNDS)]
    assert not set(made) & set(families)
    assert len(set(made)) == ROUNDS
