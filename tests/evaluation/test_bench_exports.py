"""The bench of the exports tells speed and memory, and flat memory is what it finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluation.bench import exports
from pipeline.exports.collection import Collection
from tests.exports.support import several
from tests.records import write

# One of each way of writing: lines, rows, one XML, many files, a database.
KINDS = ("ndjson", "atom", "ead", "alto", "sqlite")


def test_records_and_sources_are_multiplied(tmp_path: Path) -> None:
    exports.lay_out(several(), tmp_path, 25)
    collection = Collection(tmp_path / "output", tmp_path / "delivery")
    made = list(collection.records())
    assert len({record.id for record in made}) == 25
    assert all(collection.source_path(record) is not None for record in made)
    titles = {record.title for record in made}
    assert titles == {record.title for record in several()}


@pytest.mark.slow
def test_memory_is_flat(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = write(tmp_path / "output", *several())
    exports.main([str(output), "--records", "150,600", "--to", ",".join(KINDS)])
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split()[:3] == ["format", "150", "a"]
    assert [row.split()[0] for row in rows] == list(KINDS)
    for row in rows:
        name, _, few, _, many, grown = row.split()
        assert float(grown.rstrip("%")) == pytest.approx(
            100 * (float(many) / float(few) - 1), abs=0.5
        )
        assert float(grown.rstrip("%")) < 10, name


def test_no_records_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        exports.main([str(write(tmp_path / "output"))])
    assert "there are no records" in capsys.readouterr().err
