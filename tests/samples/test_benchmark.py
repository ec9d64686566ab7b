"""The benchmark's pages say in their truth what is drawn on them."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from pipeline.evaluation.truth import joined, load
from samples.benchmark import chinese, layouts, variants
from samples.benchmark.__main__ import main
from samples.benchmark.ageing import ALL, age
from samples.benchmark.hiding import SIGN
from samples.benchmark.prose import Clerk, in_forms_of, mixed, spoken, traditional, undrawable
from samples.benchmark.shot import Shot, save, take
from samples.benchmark.typescripts import MACHINES, SHORT, Machine, in_order, read_typescript, typed
from samples.generator.faces import FACES, FaceError, face_path

SMALL = ("zh-r90", "zht-double", "hu-emptyhalf-double", "zh-emptyverso", "hu-negative")
SOME_KINDS = [
    kind for kind in chinese.KINDS if kind.name in {"mixed", "redhead", "bleed", "vertical-worn"}
]


@pytest.fixture(scope="module", autouse=True)
def faces() -> None:
    """Skip, naming the package, where a face is not installed."""
    try:
        for key in FACES:
            face_path(key)
    except FaceError as problem:
        pytest.skip(str(problem))


@pytest.fixture(scope="module")
def shots() -> dict[str, Shot]:
    """One small page of some kinds."""
    kinds = {kind.name: kind for kind in variants.VARIANTS}
    rng = np.random.default_rng(5)
    return {name: variants.variant(kinds[name], 0, rng) for name in SMALL}


@pytest.fixture
def geometry(tmp_path: Path) -> Path:
    """Line geometry of an invented typescript: two columns of signatures under three lines."""
    rows = [
        ("A főtitkár és az őrség Pécsett várja a küldöttséget", 300, 400, 1900),
        ("és külön vonatot kért a Tőzsde utcai hűtőház felé is.", 300, 452, 1930),
        ("Budapest, 1957. július 4-én Íjász", 300, 556, 1300),
        ("Nagy Ödön", 1500, 688, 1780),
        ("Kis Jenő", 300, 686, 540),
    ]
    lines = [
        {"text": text, "baseline": f"{x} {y} {end} {y - 10}", "bbox": [x, y - 60, end - x, 80]}
        for text, x, y, end in rows
    ]
    found = {"width": 2480, "height": 1000, "lines": lines}
    path = tmp_path / "page.lines.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    return path


def test_signatures_in_one_row_are_read_from_the_left(geometry: Path) -> None:
    sheet = read_typescript(geometry)
    assert [line.text for line in sheet.lines][-2:] == ["Kis Jenő", "Nagy Ödön"]
    assert in_order(list(reversed(sheet.lines)), sheet.pitch) == list(sheet.lines)


def test_a_machine_without_long_vowels_prints_the_short_ones(geometry: Path) -> None:
    sheet = read_typescript(geometry)
    page, layout = typed(sheet, Machine("courier-prime", letters=SHORT))
    assert layout.lines[0] == "A fötitkár és az örség Pécsett várja a küldöttséget"
    assert "Ijász" in layout.text
    assert {glyph.char for glyph in layout.glyphs}.isdisjoint("íőűÍ")
    assert page.body == layout.text


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.face)
def test_every_machine_can_type_hungarian(geometry: Path, machine: Machine) -> None:
    _, layout = typed(read_typescript(geometry), machine)
    assert "".join(glyph.char for glyph in layout.glyphs) == "".join(layout.lines)


def test_lines_stand_a_whole_number_of_half_feeds_apart(geometry: Path) -> None:
    sheet = read_typescript(geometry)
    first, second, third = (after.y - line.at(after.x) for line, after in pairwise(sheet.lines[:4]))
    assert second / first == pytest.approx(2)
    assert third / first == pytest.approx(2.5)


def test_the_page_lies_as_its_truth_says(shots: dict[str, Shot]) -> None:
    turned = shots["zh-r90"]
    straight = take(replace(turned, rotation=0), seed=3)
    assert np.array_equal(take(turned, seed=3), np.rot90(straight))


def test_a_negative_is_dark_and_the_others_are_light(shots: dict[str, Shot]) -> None:
    for name, shot in shots.items():
        assert (np.median(take(shot, seed=3)) < 128) == shot.negative == (name == "hu-negative")


def test_the_truth_is_what_fonds_evaluate_reads(shots: dict[str, Shot], tmp_path: Path) -> None:
    for shot in shots.values():
        save(shot, 3, tmp_path)
    found = {Path(document.path).stem.rpartition("-")[0]: document for document in load(tmp_path)}
    assert found["zh-r90"].pages[0].rotation == 90
    assert found["hu-negative"].pages[0].negative
    assert [page.half for page in found["zht-double"].pages] == ["right", "left"]
    assert [page.blank for page in found["hu-emptyhalf-double"].pages] == [True, False]
    assert joined(found["hu-emptyhalf-double"].pages).language == "hu"
    (blank,) = found["zh-emptyverso"].pages
    assert blank.blank
    assert (blank.text, blank.language) == ("", "und")
    assert all((tmp_path / document.path).is_file() for document in found.values())


def test_an_empty_page_still_shows_what_is_behind(shots: dict[str, Shot]) -> None:
    (leaf,) = shots["zh-emptyverso"].leaves
    assert not leaf.layout.glyphs
    assert leaf.verso is not None
    assert len(leaf.verso.glyphs) > 50


def test_the_same_seed_draws_the_same_page(shots: dict[str, Shot]) -> None:
    shot = shots["hu-negative"]
    assert np.array_equal(take(shot, seed=3), take(shot, seed=3))
    assert not np.array_equal(take(shot, seed=3), take(shot, seed=4))


@pytest.mark.parametrize("kind", sorted(ALL))
def test_ageing_keeps_the_size_of_a_page(kind: str) -> None:
    page = np.full((200, 140), 255, np.uint8)
    page[90:96, 20:120] = 30
    worn = age(page, ((kind, 0.6),), seed=1)
    assert worn.shape == page.shape
    assert worn.dtype == np.uint8
    assert not np.array_equal(worn, page)


@pytest.mark.parametrize("kind", SOME_KINDS, ids=lambda kind: kind.name)
def test_what_is_drawn_on_a_chinese_page_is_told(kind: chinese.Kind) -> None:
    shot = chinese.shot(kind, 0, np.random.default_rng(2), "page")
    (leaf,) = shot.leaves
    text = "".join(leaf.printed.lines).replace(" ", "").replace("　", "").replace("\t", "")
    layouts = [leaf.layout, *([leaf.head] if leaf.head else [])]
    drawn = [glyph.char for layout in layouts for glyph in layout.glyphs if glyph.char.strip()]
    assert len(drawn) == len(text) > 250
    assert not undrawable(leaf.page.style.face, text)
    assert leaf.page.direction == ("vertical-rl" if kind.vertical else "horizontal")


def test_a_mixed_page_has_both_scripts_and_a_traditional_one_has_one() -> None:
    text = "".join(Clerk(np.random.default_rng(1)).paragraphs(600, numbered=True))
    both = mixed(text, np.random.default_rng(1))
    assert both not in {text, traditional(text)}
    assert traditional(both) == traditional(text)


def test_a_face_prints_the_forms_that_it_has() -> None:
    """No other character is touched."""
    assert undrawable("cw-fangsong", "爲人民") == {"爲"}
    assert in_forms_of("cw-fangsong", "爲人民") == "為人民"
    assert in_forms_of("cw-ming", "爲人民") == "爲人民"


def test_pages_differ_from_each_other() -> None:
    kind = next(kind for kind in chinese.KINDS if kind.name == "hans")
    bodies = {chinese.write(kind, np.random.default_rng([1, page]), 400)[0] for page in range(30)}
    assert len(bodies) == 30


@pytest.mark.parametrize(("number", "words"), [(2, "二"), (10, "十"), (19, "十九"), (40, "四十")])
def test_numbers_in_words(number: int, words: str) -> None:
    assert spoken(number) == words


def test_it_is_said_when_the_typescripts_are_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["--out", str(tmp_path), "--only", "hu", "--typescripts", str(tmp_path / "none")])
    assert code == 2
    assert "none" in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.jpg"))


SOME = {"hu-struck-framed", "hu-crowded", "hu-names-ditto", "zht-heading", "hu-line-numbers"}
ARRANGED = [kind for kind in layouts.KINDS if kind.name in SOME]


@pytest.mark.parametrize("kind", ARRANGED, ids=lambda kind: kind.name)
def test_a_page_of_the_layout_set_says_what_is_on_it(kind: layouts.Kind, tmp_path: Path) -> None:
    shot = layouts.shot(kind, 0, np.random.default_rng(3))
    save(shot, 3, tmp_path)
    (document,) = load(tmp_path)
    (found,) = document.pages
    lines = found.text.split("\n")
    assert SIGN not in found.text
    assert all(
        text in lines for kind in ("table", "signature") for text in found.kinds.get(kind, ())
    )
    if kind.name == "hu-struck-framed":
        assert found.redactions is not None
        assert len(found.redactions) > 5
    else:
        assert found.redactions == ()
    if kind.name == "hu-crowded":
        assert len(found.stamps) == 4
    if kind.name == "hu-line-numbers":
        assert not any(line.isdigit() for line in lines)
    if kind.name == "zht-heading":
        assert found.kinds["heading"] == (lines[0],)


def test_the_layout_set_has_its_kinds_in_both_languages() -> None:
    assert len(layouts.KINDS) >= 24
    assert {kind.name.partition("-")[0] for kind in layouts.KINDS} == {"hu", "zh", "zht"}
