"""Corrections laid over a page: what holds, what waits, what is said about it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.corrections.match import SAME, overlap
from pipeline.corrections.overlay import lay
from pipeline.corrections.types import Change, Sheet
from pipeline.model import Box, Line, Page
from pipeline.record_checks import page_in_itself
from tests.pages import page
from tests.records import failed_page, wide

READ = wide(page("Feliegyzés\nBudapest, 1956. november 4.\nKádár János", 1, stamps=("Titkos",)))
SHA256 = "0" * 64


def line(index: int, of: Page = READ) -> Line:
    return of.regions[0].lines[index]


def correct(index: int, after: str) -> Change:
    return Change(kind="line", box=line(index).box, before=line(index).text, after=after)


def sheet(*changes: Change) -> Sheet:
    return Sheet(sha256=SHA256, page=1, changes=changes)


def test_a_corrected_line_keeps_what_the_engine_read() -> None:
    laid = lay(READ, sheet(correct(0, "Feljegyzés")))
    made = line(0, laid.page)
    assert (made.text, made.engine, made.confidence) == ("Feljegyzés", "human", 1.0)
    assert (made.alternatives[0].text, made.alternatives[0].engine) == ("Feliegyzés", "invented")
    assert made.words[0].text == "Feljegyzés"
    assert laid.page.text.startswith("Feljegyzés\n")
    assert laid.page.search_text.startswith("feljegyzes ")
    assert [(h.path, h.before, h.after, h.by) for h in laid.history] == [
        ("regions[0].lines[0].text", "Feliegyzés", "Feljegyzés", "human")
    ]
    assert not laid.conflicts
    assert not list(page_in_itself(laid.page, "$"))


def test_laying_twice_changes_nothing_more() -> None:
    changes = sheet(correct(0, "Feljegyzés"), correct(2, "Kádár J."))
    once = lay(READ, changes).page
    assert lay(once, changes).page == once


def test_a_line_that_moved_a_little_is_the_same() -> None:
    moved = shifted(READ, 3)
    laid = lay(moved, sheet(correct(0, "Feljegyzés")))
    assert line(0, laid.page).text == "Feljegyzés"
    assert not laid.conflicts


def test_a_changed_reading_is_a_conflict_and_the_person_wins() -> None:
    anew = with_text(READ, 0, "Fe1jegyzés")
    laid = lay(anew, sheet(correct(0, "Feljegyzés")))
    assert line(0, laid.page).text == "Feljegyzés"
    assert [(c.trouble, c.now) for c in laid.conflicts] == [("changed", "Fe1jegyzés")]
    assert laid.page.quality.needs_review
    assert "correction conflict" in laid.page.quality.reasons


def test_an_engine_that_now_agrees_is_no_conflict() -> None:
    laid = lay(with_text(READ, 0, "Feljegyzés"), sheet(correct(0, "Feljegyzés")))
    assert not laid.conflicts


def test_a_line_that_is_gone_is_listed_not_forced_upon_another() -> None:
    region = READ.regions[0]
    without = replace(READ, regions=(replace(region, lines=region.lines[1:]), *READ.regions[1:]))
    laid = lay(without, sheet(correct(0, "Feljegyzés")))
    assert [c.trouble for c in laid.conflicts] == ["missing"]
    assert [found.text for found in laid.page.regions[0].lines] == [
        found.text for found in region.lines[1:]
    ]


def test_two_corrections_never_take_the_same_line() -> None:
    near = Change(kind="line", box=shift(line(0).box, 2), before="something", after="other")
    laid = lay(READ, sheet(near, correct(0, "Feljegyzés")))
    assert line(0, laid.page).text == "Feljegyzés"
    assert [c.trouble for c in laid.conflicts] == ["unclear"]


def test_lines_and_regions_in_another_order() -> None:
    boxes = tuple(found.box for found in READ.regions[0].lines)
    lines = Change(kind="order", box=READ.regions[0].box, boxes=boxes[::-1])
    regions = Change(kind="order", boxes=tuple(r.box for r in READ.regions)[::-1])
    laid = lay(READ, sheet(lines, regions))
    assert laid.page.text == "Kádár János\nBudapest, 1956. november 4.\nFeliegyzés"
    assert [region.kind for region in laid.page.regions] == ["stamp", "body"]
    assert [region.order for region in laid.page.regions] == [0, 1]
    assert not laid.conflicts
    assert lay(laid.page, sheet(lines, regions)).page == laid.page


def test_an_order_of_other_boxes_is_listed() -> None:
    wrong = Change(kind="order", boxes=((0, 0, 5, 5),))
    laid = lay(READ, sheet(wrong))
    assert laid.page.text == READ.text
    assert [c.trouble for c in laid.conflicts] == ["missing"]


def test_a_checked_page_asks_for_no_check() -> None:
    doubtful = replace(READ, quality=replace(READ.quality, needs_review=True))
    laid = lay(doubtful, sheet(Change(kind="checked")))
    assert not laid.page.quality.needs_review
    assert "checked" in laid.page.quality.reasons


def test_a_page_that_failed_now_keeps_its_corrections_listed() -> None:
    laid = lay(failed_page(1), sheet(correct(0, "Feljegyzés")))
    assert laid.page == failed_page(1)
    assert [c.trouble for c in laid.conflicts] == ["missing"]


boxes = st.tuples(*(st.integers(0, 60) for _ in range(4))).map(
    lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]))
)


@given(boxes, boxes)
def test_overlap_is_a_symmetric_share(one: Box, other: Box) -> None:
    assert 0.0 <= overlap(one, other) <= 1.0
    assert overlap(one, other) == overlap(other, one)
    assert overlap(one, one) == 1.0 > SAME


@given(st.text(min_size=1, max_size=60))
def test_whatever_is_typed_the_page_stays_sound(text: str) -> None:
    from pipeline.stages.normalise import clean

    after = clean(text).replace("\n", " ").strip() or "x"
    laid = lay(READ, sheet(correct(1, after)))
    assert not list(page_in_itself(laid.page, "$"))


def shift(box: Box, by: int) -> Box:
    return (box[0] + by, box[1] + by, box[2] + by, box[3] + by)


def shifted(of: Page, by: int) -> Page:
    regions = tuple(
        replace(r, lines=tuple(replace(found, box=shift(found.box, by)) for found in r.lines))
        for r in of.regions
    )
    return replace(of, regions=regions)


def with_text(of: Page, index: int, text: str) -> Page:
    region = of.regions[0]
    lines = list(region.lines)
    lines[index] = replace(lines[index], text=text)
    return replace(of, regions=(replace(region, lines=tuple(lines)), *of.regions[1:]))
