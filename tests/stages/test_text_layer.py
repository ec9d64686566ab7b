"""A page's own text is used only where it is what the page shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.engines import Grey, Reading
from pipeline.errors import ReadFailure
from pipeline.settings import PageSettings
from pipeline.stages.prepare import to_grey
from pipeline.stages.rasterise import rasterise
from pipeline.stages.text_layer import (
    LayerLine,
    LayerWord,
    TextLayer,
    extract,
    judge,
    layer_lines,
    usable_layer,
)
from tests.fakes import LeaningReader
from tests.scans import SAMPLES, ink_box, one_page

LINES = ("Memorandum on the trade talks", "The delegation arrived on Monday", "and left on Friday.")
SHOWN = (
    b"BT /F 12 Tf 40 200 Td 14 TL " + b"".join(b"(%s) Tj T* " % t.encode() for t in LINES) + b"ET"
)


class Told(LeaningReader):
    """Reads the lines it was told, in order."""

    def __init__(self, *texts: str) -> None:
        """``texts``: what the strips read as."""
        super().__init__()
        self.texts = texts

    def read(self, strips: Sequence[Grey], languages: tuple[str, ...]) -> tuple[Reading, ...]:
        """Return one reading a strip."""
        return tuple(Reading(t, 0.9, (), "told") for t, _ in zip(self.texts, strips, strict=True))


def born(path: Path, content: bytes = SHOWN, **entries: object) -> Path:
    return one_page(path, content, **entries)  # type: ignore[arg-type]


def decided(path: Path, mode: str = "auto", read: Sequence[str] = LINES) -> tuple[bool, str]:
    page = to_grey(rasterise(path, "application/pdf", 1, PageSettings(dpi=100)).image)
    layer, judged = usable_layer(path, 1, mode, page, Told(*read))
    return layer is not None, judged[0].decision if judged else ""


def made(*texts: str) -> TextLayer:
    """A visible layer of lines below each other."""
    return TextLayer("visible", tuple(
        LayerLine((LayerWord(text, (0.1, 0.1 * i, 0.9, 0.1 * i + 0.05)),))
        for i, text in enumerate(texts)
    ))  # fmt: skip


def test_lines_and_words_are_taken_out(tmp_path: Path) -> None:
    layer = extract(born(tmp_path / "page.pdf"), 1)
    assert layer.kind == "visible"
    assert tuple(line.text for line in layer.lines) == LINES
    assert [word.text for word in layer.lines[0].words] == LINES[0].split()


def test_visible_sane_layer_is_used(tmp_path: Path) -> None:
    assert decided(born(tmp_path / "page.pdf")) == (True, "used")


def test_layer_that_disagrees_with_the_page_is_distrusted(tmp_path: Path) -> None:
    wrong = ["Qxwv zzkj 00", "Something wholly different", "Nothing of it"]
    assert decided(born(tmp_path / "page.pdf"), read=wrong) == (False, "distrusted")


def test_hidden_layer_is_distrusted(tmp_path: Path) -> None:
    """However well it agrees: it is another engine's guess."""
    hidden = b"3 Tr " + SHOWN
    scan = Image.new("L", (480, 640), 255)
    path = one_page(tmp_path / "page.pdf", b"q 240 0 0 320 0 0 cm /I Do Q " + hidden, {"I": scan})
    assert decided(path) == (False, "distrusted")
    assert decided(path, "trust") == (True, "used")


def test_text_under_the_scan_is_hidden(tmp_path: Path) -> None:
    scan = Image.new("L", (480, 640), 255)
    path = one_page(tmp_path / "page.pdf", SHOWN + b" q 240 0 0 320 0 0 cm /I Do Q", {"I": scan})
    assert extract(path, 1).kind == "hidden"


def test_a_drawn_stamp_is_not_the_text_of_the_scan_it_stands_on(tmp_path: Path) -> None:
    """Its few words agree with the picture, but most of the ink lies elsewhere."""
    scan = Image.new("L", (480, 640), 255)
    scan.paste(0, (60, 300, 420, 600))
    stamped = b"q 240 0 0 320 0 0 cm /I Do Q " + SHOWN
    path = one_page(tmp_path / "page.pdf", stamped, {"I": scan})
    assert decided(path) == (False, "distrusted")


def test_modes(tmp_path: Path) -> None:
    path = born(tmp_path / "page.pdf")
    assert decided(path, "ignore") == (False, "ignored")
    assert decided(path, "trust", read=["x"] * 3) == (True, "used")


def test_page_without_text_says_nothing(tmp_path: Path) -> None:
    assert decided(born(tmp_path / "page.pdf", b"")) == (False, "")


@pytest.mark.parametrize("text", ["\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008", "\ufffd" * 20,
                                  "\x01\x02\x03\x04report of the \x05\x06\x07\x08"])  # fmt: skip
def test_garbage_encoding_is_distrusted(text: str) -> None:
    """Private and control characters are no text, though the reader should agree."""
    judged = judge(made(text, text), "auto", lambda lines: [line.text for line in lines])
    assert judged is not None
    assert judged.decision == "distrusted"


def test_shifted_encoding_is_distrusted() -> None:
    """Letters, but not those that are drawn."""
    judged = judge(made("Nfnpsboevn po uif usbef ubmlt"), "auto", lambda _: [LINES[0]])
    assert judged is not None
    assert judged.decision == "distrusted"


def test_too_little_to_compare_is_distrusted() -> None:
    judged = judge(made("12", "a"), "auto", lambda lines: [line.text for line in lines])
    assert judged is not None
    assert judged.decision == "distrusted"


def test_accents_and_case_do_not_count_as_disagreement() -> None:
    judged = judge(
        made("FELJEGYZÉS A TÁRGYALÁSRÓL"), "auto", lambda _: ["feljegyzes a targyalasrol"]
    )
    assert judged is not None
    assert judged.decision == "used"


@pytest.mark.parametrize(
    "entries",
    [{}, {"Rotate": 180}, {"CropBox": [20, 100, 230, 300]},
     {"Rotate": 90}, {"Rotate": 270}, {"CropBox": [20, 100, 230, 300], "Rotate": 90},
     {"MediaBox": [10, 20, 250, 340]},
     {"UserUnit": 2}],
    ids=str,
)  # fmt: skip
def test_boxes_lie_on_what_is_drawn(tmp_path: Path, entries: dict[str, object]) -> None:
    """Boxes are those of the page as shown: turned and cropped with it."""
    path = one_page(tmp_path / "page.pdf", SHOWN, **entries)  # type: ignore[arg-type]
    image = to_grey(rasterise(path, "application/pdf", 1, PageSettings(dpi=144)).image)
    height, width = image.shape
    boxes = np.array([line.box for line in layer_lines(extract(path, 1), width, height)])
    found = (*boxes.min(axis=0)[:2], *boxes.max(axis=0)[2:])
    assert np.abs(np.subtract(found, ink_box(image))).max() < 0.02 * max(width, height)


def test_lines_stay_on_the_page() -> None:
    """Words set beyond the page's edge get boxes inside it."""
    layer = TextLayer("visible", (LayerLine((LayerWord("x", (-0.2, 0.5, 1.3, 1.1)),)),))
    [line] = layer_lines(layer, 100, 200)
    assert line.box == (0, 100, 100, 200)


def test_broken_file_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(ReadFailure) as caught:
        extract(tmp_path / "page.pdf", 1)
    assert caught.value.reason == "damaged"


def test_samples() -> None:
    """A scanner's hidden layer and a born-digital one."""
    assert extract(SAMPLES / "hu-talk-wrong-layer.pdf", 1).kind == "hidden"
    born_digital = extract(SAMPLES / "hu-born-digital.pdf", 1)
    assert born_digital.kind == "visible"
    assert "Tudományos" in born_digital.lines[0].text
    assert extract(SAMPLES / "hu-memo.pdf", 1).kind == "none"
