"""Parts of pages against the truth: kinds of lines, cells of tables, struck-out places."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.evaluation.arrangement import (
    Arranged,
    Places,
    score_kinds,
    score_redactions,
    score_rows,
    summed_up,
)
from pipeline.evaluation.measure import rate
from pipeline.model import Region
from tests.pages import page, region


def test_a_line_counts_if_a_region_of_its_kind_holds_it() -> None:
    read = page("F E L J E G Y Z É S\nszöveg")
    headed = replace(
        read, regions=(region("heading", ["F E L J E G Y Z E S"], 0, 0), *read.regions)
    )
    wanted = {"heading": ["FELJEGYZÉS"], "signature": ["Kis Pál"]}
    assert score_kinds(wanted, [headed]) == rate(1, 2)
    assert score_kinds(wanted, [read]) == rate(2, 2)
    assert score_kinds({}, [read]) is None


def test_a_row_counts_if_its_cells_are_told_apart() -> None:
    truth = "cím\n1.\tKis Pál\ttitkár\n2.\tNagy Ede\telőadó"
    assert score_rows(truth, [page(truth)]) == rate(0, 2)
    assert score_rows(truth, [page("cím\n1.\tKis Pál titkár\n3.\tNagy Ede\teloadó")]) == rate(1, 2)
    assert score_rows("cím", [page("cím")]) is None


def test_places_are_found_where_boxes_share_their_area() -> None:
    read = page("szöveg")
    struck = Region(kind="redaction", box=(100, 100, 200, 140), order=1, lines=())
    marked = replace(read, regions=(*read.regions, struck))
    boxes = [(105, 98, 205, 142), (500, 500, 600, 540)]
    assert score_redactions(boxes, [marked]) == Places(there=2, found=1, false=0)
    assert score_redactions([], [marked]) == Places(there=0, found=0, false=1)
    assert score_redactions(None, [marked]) is None


def test_pages_are_added_up() -> None:
    one = Arranged(rows=rate(1, 2), redactions=Places(there=1, found=1, false=2))
    total = summed_up([one, Arranged(), one])
    assert total == Arranged(rows=rate(2, 4), redactions=Places(there=2, found=2, false=4))
