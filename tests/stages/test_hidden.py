"""Struck-out places in the record: regions, labels, share."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.model import Box, Line, Region, Word
from pipeline.stages.hidden import hidden_regions, judged, outside, told_redactions
from pipeline.stages.normalise import page_text
from pipeline.stages.redactions import Struck
from tests.pages import page


def line(text: str, box: Box) -> Line:
    """A line whose words share its width evenly."""
    parts = text.split(" ")
    step = (box[2] - box[0]) // len(parts)
    words = tuple(
        Word(text=part, box=(box[0] + i * step, box[1], box[0] + (i + 1) * step - 8, box[3]),
             confidence=0.9)
        for i, part in enumerate(parts)
    )  # fmt: skip
    return Line(text=text, box=box, script="Latn", confidence=0.9, engine="e", words=words)


BODY = (
    line("A követség jelentette hogy", (100, 100, 500, 130)),
    line("a tárgyalás folytatódik", (100, 150, 500, 180)),
)
REGION = Region(kind="body", box=(100, 100, 500, 180), order=0, lines=BODY)


def test_a_place_beside_words_is_a_region_after_the_text() -> None:
    found = hidden_regions([Struck((505, 100, 640, 130), "black")], [REGION])
    assert [(r.kind, r.box, r.order) for r in found] == [
        ("body", (100, 100, 500, 180), 0),
        ("redaction", (505, 100, 640, 130), 1),
    ]
    assert page_text(found) == "\n".join(text.text for text in BODY)


def test_an_empty_frame_away_from_the_text_is_none() -> None:
    assert hidden_regions([Struck((100, 900, 300, 930), "framed")], [REGION]) == (REGION,)


def test_a_frame_with_a_label_counts_wherever_it_stands_and_takes_the_label() -> None:
    label = line("[kitakarva]", (120, 905, 280, 925))
    regions = [REGION, Region(kind="body", box=label.box, order=1, lines=(label,))]
    found = hidden_regions([Struck((100, 900, 300, 930), "labelled")], regions)
    assert [(r.kind, [ln.text for ln in r.lines]) for r in found[1:]] == [
        ("redaction", ["[kitakarva]"])
    ]


def test_a_frame_with_other_words_is_none() -> None:
    words = line("TITKOS", (120, 905, 280, 925))
    regions = [REGION, Region(kind="body", box=words.box, order=1, lines=(words,))]
    assert hidden_regions([Struck((100, 900, 300, 930), "labelled")], regions) == tuple(regions)


def test_a_label_in_brackets_between_words_is_told_and_stays() -> None:
    text = line("A követség [törölve] jelentette", (100, 100, 500, 130))
    region = replace(REGION, lines=(text,))
    kept, struck = hidden_regions([], [region])
    assert kept.lines == (text,)
    assert struck.box == text.words[2].box


def test_the_document_tells_how_many_and_how_much() -> None:
    struck = Region(kind="redaction", box=(0, 0, 248, 3508), order=1, lines=())
    one = page("szöveg")
    marked = replace(one, number=2, regions=(*one.regions, struck))
    found = told_redactions([one, marked])
    assert found is not None
    assert (found.count, found.share) == (1, 0.05)


def test_the_halves_of_a_scan_are_one_scan() -> None:
    struck = Region(kind="redaction", box=(0, 0, 248, 3508), order=1, lines=())
    left = replace(page("szöveg"), half="left", regions=(struck,))
    found = told_redactions([left, replace(page("szöveg"), half="right")])
    assert found is not None
    assert (found.count, found.share) == (1, 0.1)


def test_it_tells_where() -> None:
    struck = Region(kind="redaction", box=(0, 0, 248, 3508), order=1, lines=())
    one = page("szöveg")
    found = told_redactions([replace(one, regions=(*one.regions, struck))])
    assert found is not None
    assert [(seen.page, seen.box, seen.text) for seen in found.boxes] == [(1, struck.box, "")]
    assert told_redactions([one]) is None


def test_a_page_says_what_share_of_it_is_struck_out() -> None:
    struck = Region(kind="redaction", box=(0, 0, 50, 100), order=1, lines=())
    (told,) = judged([REGION, struck], 100, 100)
    assert told.evidence == {"places": 1, "share": 0.5}
    assert judged([REGION], 100, 100) == ()


def test_dark_parts_of_pictures_are_left_out() -> None:
    inside, beside = Struck((10, 10, 20, 20), "black"), Struck((90, 10, 99, 20), "black")
    assert outside([inside, beside], [(0, 0, 50, 50)]) == [beside]
