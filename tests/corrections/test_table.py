"""Corrections as CSV: there and back, and safe in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.cli import main
from pipeline.corrections import files
from pipeline.corrections.table import FORMULA, Row, as_csv, from_csv, rows, take_in
from pipeline.corrections.types import Change
from pipeline.errors import UsageError
from pipeline.stages.normalise import clean
from tests.records import record, write

SHA256 = record().source.sha256
lines = st.text(min_size=1, max_size=40).map(lambda t: clean(t).replace("\n", " ").strip())


def row(before: str = "Feliegyzés", after: str = "Feljegyzés") -> Row:
    change = Change(kind="line", box=(1, 2, 3, 4), before=before, after=after, by="Anna", at="1989")
    return Row(SHA256, 1, None, change)


DATE = Row(SHA256, 0, None, Change(kind="field", field="date", after="1956-11-05"))


@given(lines.filter(bool), lines.filter(bool))
def test_there_and_back(before: str, after: str) -> None:
    assert from_csv(as_csv([row(before, after)]).encode()) == [row(before, after)]


@pytest.mark.parametrize("sign", FORMULA)
def test_no_cell_is_a_formula(sign: str) -> None:
    text = as_csv([row(after=f"{sign}cmd|' /C calc'!A0")])
    cells = text.splitlines()[1].split(",")
    assert not any(cell.strip('"').startswith(("=", "+", "-", "@")) for cell in cells)


def test_semicolons_as_spreadsheets_in_budapest_write_them() -> None:
    text = as_csv([row()]).replace(",", ";")
    assert from_csv(text.encode("utf-8")) == [row()]


def test_a_row_that_was_not_filled_in_is_passed_by() -> None:
    assert from_csv(as_csv([row(after="")]).encode()) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xe1rv\xedz", "UTF-8"),
        (b"a,b\r\n1,2\r\n", "lacks the columns"),
        (as_csv([row()]).replace(SHA256, "../../etc").encode(), "Line 2"),
        (as_csv([row()]).replace("1 2 3 4", "1 2 x").encode(), "Line 2"),
        (as_csv([row()]).replace(",line,", ",lime,").encode(), "Line 2"),
        (as_csv([row()]).replace(",1,", ",-7,").encode(), "Line 2 .*'page'"),
        (as_csv([row()]).replace(",1,", ",0,").encode(), "Line 2 .*'page': .*needs a page"),
        (as_csv([row()]).replace(",1,,", ",1,top,").encode(), "'half': 'top' is neither"),
        (as_csv([row()]).replace(",line,", ",foo,").encode(), "'kind': 'foo' is none of line, "),
        (as_csv([row()]).replace("1 2 3 4", "1 2 3").encode(), "'box': .*four whole numbers"),
        (as_csv([row(), row()]).replace("Feljegyzés", '"Fel', 1).encode(), "Line 2 .*quotation"),
        (as_csv([DATE]).replace(",0,", ",2,").encode(), "'page': a field belongs to the document"),
    ],
)
def test_a_wrong_table_is_refused_by_line(data: bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        from_csv(data)


def test_the_command_takes_a_table_in_and_lists_it(tmp_path: Path) -> None:
    output = write(tmp_path / "out", record())
    table = tmp_path / "lines.csv"
    table.write_text(as_csv([row()]), encoding="utf-8")
    done = CliRunner().invoke(main, ["corrections", str(output), "--import", str(table)])
    assert (done.exit_code, list(rows(output))) == (0, [row()])
    listed = CliRunner().invoke(main, ["corrections", str(output)])
    assert "Feliegyzés -> Feljegyzés" in listed.output
    shown = CliRunner().invoke(main, ["corrections", str(output), "--confusions"])
    assert shown.output == "1\ti\tj\n"
    again = tmp_path / "again.csv"
    CliRunner().invoke(main, ["corrections", str(output), "--export", str(again), "--doubtful"])
    assert from_csv(again.read_bytes()) == [row()]


def test_a_later_correction_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    take_in(tmp_path, [row(), row(after="FELJEGYZÉS")])
    [sheet] = files.load(tmp_path, SHA256).values()
    assert [change.after for change in sheet.changes] == ["FELJEGYZÉS"]


def test_a_hash_that_is_a_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no SHA-256"):
        files.load_page(tmp_path, "../" * 20 + "etc", 1, None)


def imported(output: Path, *found: Row) -> Result:
    path = output.parent / "rows.csv"
    path.write_text(as_csv(found), encoding="utf-8")
    return CliRunner().invoke(main, ["corrections", str(output), "--import", str(path)])


@pytest.mark.parametrize("kind", ["line", "rotation", "checked"])
def test_a_page_that_the_document_has_not_is_refused_by_row_and_column(
    tmp_path: Path, kind: str
) -> None:
    output = write(tmp_path / "out", record())
    change = {"line": row().change, "checked": Change(kind="checked"),
              "rotation": Change(kind="rotation", before="0", after="90")}[kind]  # fmt: skip
    done = imported(output, row(), Row(SHA256, 9, None, change))
    assert done.exit_code == 2
    assert "Line 3 of the table, column 'page': the document has no page 9" in done.output
    assert list(rows(output)) == []


def test_a_document_that_no_record_has_is_named(tmp_path: Path) -> None:
    output = write(tmp_path / "out", record())
    done = imported(output, row(), replace(row(), sha256="b" * 64))
    assert done.exit_code == 3
    assert "2 corrections taken in" in done.output
    assert "line 3: no record has this document: bbbbbbbbbbbb" in done.output
    listed = CliRunner().invoke(main, ["corrections", str(output)])
    assert listed.exit_code == 3
    assert "no longer fits (no record has this document) p. 1" in listed.output


def test_what_was_checked_after_a_turn_stays_so_there_and_back(tmp_path: Path) -> None:
    turned = Row(SHA256, 1, None, Change(kind="rotation", before="0", after="90"))
    found = [Row(SHA256, 1, "left", Change(kind="checked")), turned]
    take_in(tmp_path, found)
    assert list(rows(tmp_path)) == found


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--doubtful"], "--doubtful goes with --export"),
     (["--export", "a.csv", "--import", "b.csv"], "given together")],
)  # fmt: skip
def test_options_that_contradict_each_other_are_refused(
    tmp_path: Path, options: list[str], said: str
) -> None:
    output = write(tmp_path / "out", record())
    done = CliRunner().invoke(main, ["corrections", str(output), *options])
    assert done.exit_code == 2
    assert said in done.output


@pytest.mark.parametrize("options", [[], ["--confusions"]])
def test_that_nothing_was_corrected_is_said(tmp_path: Path, options: list[str]) -> None:
    output = write(tmp_path / "out", record())
    done = CliRunner().invoke(main, ["corrections", str(output), *options])
    assert (done.exit_code, done.output) == (0, "nothing was corrected\n")
