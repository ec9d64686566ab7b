"""A user's own file of names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.commands.authority import checked_names, command
from pipeline.errors import UsageError
from pipeline.rules.extension import faults, joined
from pipeline.stages.metadata import describe
from tests.pages import page

GOOD = (
    "# our own names\n"
    "halmos-ervin\tperson\tErvin Halmos\tHalmos Ervin\t豪尔莫什·埃尔文\n"
    "beijing\tplace\tBeijing\tPejcsing\n"
)


def test_own_names_are_linked_beside_the_projects() -> None:
    """New entries, new spellings of known ones, and everything that was known."""
    text = "Halmos Ervinnel Pejcsingben, Csou En-lajjal Pekingben beszéltünk."
    found = {one.authority for one in describe((page(text),), joined(GOOD)).entities}
    assert found == {"halmos-ervin", "beijing", "zhou-enlai"}
    assert describe((page(text),)).entities != describe((page(text),), joined(GOOD)).entities


def test_a_shared_spelling_stays_unresolved() -> None:
    """Two who bear one name are candidates."""
    text = "a-kovacs\tperson\tA\tKovács Pál\nb-kovacs\tperson\tB\tKovács Pál\n"
    (found,) = describe((page("Itt járt Kovács Pál is."),), joined(text)).entities
    assert found.authority is None
    assert found.candidates == ("a-kovacs", "b-kovacs")
    assert [fault.doubtful for fault in faults(text)] == [True]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("kun\tpersn\tKun\tKun Béla", "no type"),
        ("\tperson\tKun\tKun Béla", "id without spaces"),
        ("kun bela\tperson\tKun\tKun Béla", "id without spaces"),
        ("kun\tperson\t\tKun Béla", "label is missing"),
        ("kun\tperson\tKun", "no spelling"),
        ("kun;person;Kun;Kun Béla", "parted by tabs, not ';'"),
        ("kun\tperson\tKun\tKun Béla" + "\tx" * 9, "columns"),
        ("kun\tperson\tKun\tKun Béla\nkun\tperson\tKun\tKun Béla", "already"),
    ],
)
def test_wrong_lines(line: str, said: str) -> None:
    """Each mistake is named with its line."""
    assert any(said in str(fault) for fault in faults(line) if not fault.doubtful)


def test_the_command(tmp_path: Path) -> None:
    """Says what is wrong, tries a text, and ends with the right code."""
    file = tmp_path / "names.tsv"
    file.write_text(GOOD, encoding="utf-8")
    done = CliRunner().invoke(command, [str(file), "--find", "Halmos Ervinnel"])
    assert done.exit_code == 0
    assert "halmos-ervin" in done.output
    assert checked_names(file) == GOOD
    file.write_text("x\ty\tz\n", encoding="utf-8")
    done = CliRunner().invoke(command, [str(file)])
    assert done.exit_code == 3
    assert "line 1" in done.output
    with pytest.raises(UsageError):
        checked_names(file)
    done = CliRunner().invoke(command, [])
    assert done.exit_code == 0
    assert re.fullmatch(r"the project's own table: \d{2,} names\n", done.output)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError):
        checked_names(file)
