"""Page numbers, headings, and what runs through the pages of a document."""

from __future__ import annotations

import pytest

from pipeline.model import Page, RegionKind
from pipeline.stages.furniture import edges, kind_of_row, name_running, repeated
from tests.pages import line, page

TOP, MIDDLE, BOTTOM = (0.45, 0.03, 0.55, 0.05), (0.3, 0.3, 0.7, 0.33), (0.45, 0.95, 0.55, 0.97)


def kind(text: str, place: tuple[float, float, float, float], taller: float = 1.0) -> RegionKind:
    return kind_of_row(line(text, 0), place, taller)


@pytest.mark.parametrize("place", [TOP, BOTTOM])
@pytest.mark.parametrize(
    "text",
    ["5", "- 12 -", "— 2 —", "·3·", "2.", "(7)", "[4]", "iv", "3. oldal", "5. lap", "3/12",
     "3 / 12", "第 3 页", "第十一頁", "第三页", "二十三", "３",
     "－３－", "－ ３ －",
     "第3页共5页"],
)  # fmt: skip
def test_page_numbers(text: str, place: tuple[float, float, float, float]) -> None:
    assert kind(text, place) == "page-number"


def test_numbers_inside_the_text_are_text() -> None:
    assert kind("- 2 -", MIDDLE) != "page-number"


@pytest.mark.parametrize(
    "text",
    ["1956. 11. 4.", "1957. V. 3.", "12-én", "十二日", "一九五六年", "4. sz.", "00412/7-1957.",
     "412/1957", "00756/1956.",
     "Titkos!", "秘密", "民国三十八年", "2207. sz."],
)  # fmt: skip
def test_dates_and_registry_numbers_are_no_page_numbers(text: str) -> None:
    assert kind(text, TOP) != "page-number"
    assert kind(text, BOTTOM) != "page-number"


@pytest.mark.parametrize(
    ("text", "taller", "named"),
    [("J E L E N T É S", 1.0, "heading"), ("照　会　文　件", 1.0, "heading"),
     ("Jelentés", 1.6, "heading"), ("Jelentés", 1.0, "body"), ("X", 2.0, "body")],
)  # fmt: skip
def test_headings_are_spaced_or_taller(text: str, taller: float, named: str) -> None:
    assert kind(text, MIDDLE, taller) == named


@pytest.mark.parametrize(
    "place", [(0.0, 0.3, 0.3, 0.33), (0.05, 0.3, 0.95, 0.33), (0.35, 0.3, 0.65, 0.33)]
)
def test_letter_spaced_capitals_are_headings_wherever_they_stand(
    place: tuple[float, float, float, float],
) -> None:
    assert kind("J E L E N T É S", place) == "heading"


def test_at_the_foot_and_in_small_letters_they_are_none() -> None:
    assert kind("K I S S P Á L", (0.3, 0.8, 0.7, 0.83)) == "body"
    assert kind("r i t k í t o t t", (0.0, 0.3, 0.3, 0.33)) == "body"


def named(*texts: str) -> list[list[tuple[str, str]]]:
    """The kind and text of every line of a document's pages."""
    pages: list[Page] = [page(text, number) for number, text in enumerate(texts, start=1)]
    heads, feet = repeated([edges(one) for one in pages])
    done = [name_running(one, heads, feet) for one in pages]
    return [[(r.kind, ln.text) for r in one.regions for ln in r.lines] for one in done]


def headers(*texts: str, wanted: str = "header") -> list[list[str]]:
    return [[text for name, text in lines if name == wanted] for lines in named(*texts)]


BODY = ("A tanács megnyitotta az ülést.\nJelen voltak a tagok.\nMás nem volt.",
        "Az elnök ismertette a tervet.\nA vita rövid volt.\nDöntés nem született.",
        "Zárás után mindenki hazament.\nEste eső esett.\nReggel kisütött a nap.")  # fmt: skip


def test_running_heads_are_found_across_pages() -> None:
    """Their page numbers differ, and one is read with an error."""
    found = headers(*(f"Zalavári Tanács {i}. lap\n{text}" for i, text in enumerate(BODY)))
    assert found == [[f"Zalavári Tanács {i}. lap"] for i in range(3)]
    assert headers("Zalavári Tanács\n" + BODY[0], "Zalavári Tanács\n" + BODY[1],
                   "Zalavári Tanacs\n" + BODY[2])[2] == ["Zalavári Tanacs"]  # fmt: skip


def test_running_feet_are_found_across_pages() -> None:
    found = headers(*(f"{text}\nKészült 3 példányban" for text in BODY), wanted="footer")
    assert found == [["Készült 3 példányban"]] * 3


def test_chinese_running_heads() -> None:
    found = headers("会议记录簿　第十页\n主席宣布开会。\n代表发言。\n散会。",
                    "会议记录簿　第十一页\n继续讨论。\n通过决议。\n会议结束。")  # fmt: skip
    assert [len(one) for one in found] == [1, 1]


def test_single_pages_have_no_running_heads() -> None:
    assert headers("Zalavári Tanács\n" + BODY[0]) == [[]]
    assert headers(*BODY) == [[], [], []]


def test_alike_lines_of_one_page_do_not_run() -> None:
    """What stands twice on one page runs through nothing."""
    assert headers("1. melléklet\n2. melléklet\n" + BODY[0]) == [[]]


def test_only_the_edge_is_a_running_head() -> None:
    """The same words in the middle of a page are its text."""
    repeated_inside = "Napló a tárgyalásról\nElső sor áll itt.\nNapló a tárgyalásról\n" + BODY[0]
    found = headers(repeated_inside, "Napló a tárgyalásról\n" + BODY[1])
    assert found == [["Napló a tárgyalásról"], ["Napló a tárgyalásról"]]


def test_nothing_is_lost_by_naming() -> None:
    texts = [
        f"Zalavári Tanács {i}. lap\n{text}\nKészült 3 példányban" for i, text in enumerate(BODY)
    ]
    assert ["\n".join(text for _, text in lines) for lines in named(*texts)] == texts
    [first, *_] = (page(text) for text in texts)
    heads, feet = repeated([edges(first), edges(page(texts[1]))])
    regions = name_running(first, heads, feet).regions
    assert [region.order for region in regions] == list(range(len(regions)))


def test_stamps_do_not_run() -> None:
    assert edges(page("a\nb", stamps=("TITKOS",))).bottom == ("a", "b")
