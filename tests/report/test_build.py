"""The report as files: complete, safe, and without what is not shown."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from pipeline.cli import main
from pipeline.errors import UsageError
from pipeline.model import Judgement, Metadata, Record, Step
from pipeline.report import compact, shell
from pipeline.report.build import build
from pipeline.report.embed import script
from pipeline.report.folding import simplified
from pipeline.report.images import delivered_file, draw, picture_name, settings_of
from tests.pages import page
from tests.records import failed_page, record, value, write

HOSTILE = "</script><script>alert(1)</script>\u202egnp.exe\u2028"


def content(path: Path) -> Any:
    """Return what a data file hands over."""
    found = re.fullmatch(rb'fonds\.receive\(("[^\n]*?"),(".*")\);\n', path.read_bytes())
    assert found
    return json.loads(json.loads(found[2]))


def hostile() -> Record:
    made = record("two", title=HOSTILE, metadata=Metadata(date=value(), title=value(HOSTILE)))
    first = page(HOSTILE + "x" * 1_000_000, 1)
    return replace(made, pages=(replace(first, width=10**9), page("két", 2)))


@given(st.text(), st.text())
def test_no_text_ends_a_script(name: str, text: str) -> None:
    made = script("receive", name, {"t": text, "__proto__": text})
    assert not set(b"<>&") & set(made)
    assert made.count(b"\n") == 1
    assert "\u2028" not in made.decode()


def test_every_document_has_its_file(tmp_path: Path) -> None:
    output = write(tmp_path / "out", record(), record("three", pages=(page("x"), failed_page(2))))
    built = build(output, tmp_path / "report", None)
    assert (built.documents, built.pages, built.broken) == (2, 4, ())
    index = content(tmp_path / "report" / "data" / "index.js")
    assert [row["pages"] for row in index["rows"]] == [2, 2]
    assert index["runs"][0]["ended"] == "finished"
    assert {f["reason"] for f in index["failures"]} == {"timeout"}
    for row in index["rows"]:
        document = content(tmp_path / "report" / "data" / f"{row['name']}.js")
        assert document["pictures"] is None
        assert len(document["pages"]) == 2
    page_file = (tmp_path / "report" / "index.html").read_text("utf-8")
    for asked in re.findall(r'(?:src|href)="([^"#]+)"', page_file):
        assert (tmp_path / "report" / asked).is_file(), asked
    assert "http" not in page_file.replace("http-equiv", "")
    assert "'unsafe" not in page_file


def test_words_are_found_again_in_their_line() -> None:
    line = page("Budapest, 1956. november 4.").regions[0].lines[0]
    made = compact.document(record(pages=(page("Budapest, 1956. november 4."),)), "x")
    told = made["pages"][0]["regions"][0]["lines"][0]
    words = [told["w"][i : i + 7] for i in range(0, len(told["w"]), 7)]
    assert [line.text[w[0] : w[1]] for w in words] == [word.text for word in line.words]
    assert [w[2] + line.box[0] for w in words] == [word.box[0] for word in line.words]


def test_a_line_of_a_megabyte_is_cut_and_says_so(tmp_path: Path) -> None:
    write(tmp_path / "out", hostile())
    build(tmp_path / "out", tmp_path / "report", None)
    [row] = content(tmp_path / "report" / "data" / "index.js")["rows"]
    told = content(tmp_path / "report" / "data" / f"{row['name']}.js")
    line = told["pages"][0]["regions"][0]["lines"][0]
    assert line["cut"] > 900_000
    assert len(line["t"]) == compact.MOST_LETTERS


def test_a_broken_record_is_named_and_the_others_are_shown(tmp_path: Path) -> None:
    output = write(tmp_path / "out", record())
    (output / "records" / "bad-000000000000.json").write_text("{")
    done = CliRunner().invoke(main, ["report", str(output), "-o", str(tmp_path / "report")])
    assert done.exit_code == 0
    assert "cannot be read: records/bad-000000000000.json" in done.output
    assert content(tmp_path / "report" / "data" / "index.js")["broken"] == ["bad-000000000000"]


def test_a_document_that_is_gone_leaves_the_report(tmp_path: Path) -> None:
    output = write(tmp_path / "out", record(), record("two"))
    build(output, tmp_path / "report", None)
    next((output / "records").glob("two*")).unlink()
    build(output, tmp_path / "report", None)
    assert not list((tmp_path / "report" / "data").glob("two*"))


def test_no_records_no_report(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no records"):
        build(tmp_path, tmp_path / "report", None)
    assert not (tmp_path / "report").exists()


# --- pictures ---------------------------------------------------------------------------


def scanned(delivery: Path) -> Record:
    """Deliver a picture of a page; return a record of it."""
    delivery.mkdir()
    path = delivery / "scan.png"
    Image.new("L", (2480, 3508), 240).save(path)
    data = path.read_bytes()
    made = record("scan", pages=(page("Feljegyzés"),))
    sha256 = hashlib.sha256(data).hexdigest()
    source = replace(
        made.source, paths=("scan.png",), sha256=sha256, bytes=len(data), pages=1,
        media_type="image/png",
    )  # fmt: skip
    return replace(made, id=f"fonds:sha256:{sha256}", source=source, metadata=Metadata())


def test_a_page_is_drawn_from_the_delivery_once(tmp_path: Path) -> None:
    made = scanned(tmp_path / "in")
    write(tmp_path / "out", made)
    built = build(tmp_path / "out", tmp_path / "report", (tmp_path / "in",))
    [picture] = built.pictures
    assert draw(picture) == ""
    with Image.open(picture.target) as drawn:
        assert max(drawn.size) == 1800
    assert Path(picture.target).name == picture_name(made.source.sha256, 1)
    again = build(tmp_path / "out", tmp_path / "report", (tmp_path / "in",))
    assert again.pictures == ()


def test_only_the_file_with_the_same_bytes_is_shown(tmp_path: Path) -> None:
    made = scanned(tmp_path / "in")
    assert delivered_file(made.source, (tmp_path / "in",))
    assert delivered_file(made.source, (tmp_path / "in" / "scan.png",))
    outside = replace(made.source, paths=("../../../../etc/passwd", "/etc/passwd", "a\0b"))
    assert delivered_file(outside, (tmp_path / "in",)) is None
    (tmp_path / "in" / "scan.png").write_bytes(b"x" * made.source.bytes)
    assert delivered_file(made.source, (tmp_path / "in",)) is None


def test_pictures_are_drawn_as_the_page_was_read() -> None:
    step = Step(step="rasterise", software="x", settings={"dpi": 150, "max_pixels": 10**6, "a": 1})
    found = settings_of(record(processing=(step,)))
    assert (found.dpi, found.max_pixels) == (150, 10**6)


def test_a_decision_says_whether_a_person_took_it() -> None:
    told = (
        Judgement(what="orientation", decision="90 horizontal", evidence={"told by": "human"}),
        Judgement(what="polarity", decision="positive", evidence={"ink": 0.1}),
    )
    made = compact.document(record(pages=(replace(page("a"), judgements=told),)), "x")
    assert made["pages"][0]["judgements"] == [
        ["orientation", "90 horizontal", "human"], ["polarity", "positive"],
    ]  # fmt: skip


# --- words ------------------------------------------------------------------------------


def test_all_three_languages_have_all_words() -> None:
    text = shell.asset("texts.js").decode()
    parts = re.split(r"\n  (en|hu|zh): \{\n", text)
    keys = {
        name: re.findall(r'"([^"]+)": "', body)
        for name, body in zip(parts[1::2], parts[2::2], strict=True)
    }
    assert set(keys) == {"en", "hu", "zh"}
    assert len(keys["en"]) == len(set(keys["en"])) > 200
    assert set(keys["hu"]) == set(keys["en"]) == set(keys["zh"])


def test_words_that_scripts_ask_for_exist() -> None:
    text = shell.asset("texts.js").decode()
    for name in shell.scripts(editing=True):
        for key in re.findall(r'\bt\("([a-z-]+)"', shell.asset(name).decode()):
            assert f'"{key}": ' in text, (name, key)


def test_simplified_forms_for_the_search() -> None:
    pairs = simplified()
    forms = dict(zip(pairs[::2], pairs[1::2], strict=True))
    assert (forms["國"], forms["爾"]) == ("国", "尔")
    assert "国" not in forms


def test_scripts_never_write_markup() -> None:
    for name in shell.scripts(editing=True):
        code = shell.asset(name).decode()
        for danger in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert danger not in code, name


def test_a_full_page_takes_few_bytes() -> None:
    """Two thousand documents, some 3,400 pages, have to fit into 60 MB: 17 kB a page."""
    typed = page("\n".join(["szigorúan titkos feljegyzés a pekingi követség részére"] * 45))
    made = compact.document(record(pages=(typed,) * 10), "x")
    assert len(script("receive", "x", made)) / 10 < 17_000
