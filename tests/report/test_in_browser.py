"""The report in a real browser, opened from disk: seen, used, and safe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.model import Alternative, Metadata, Page, Record, Value
from pipeline.report.build import build
from pipeline.stages.normalise import search_text
from tests import browser as browsers
from tests.browser import serious_findings, shoot, visit
from tests.pages import page
from tests.records import failed_page, record, value, wide, write

HOSTILE = '<img src=x onerror="document.title=1"></script><script>document.title=2</script>'
TURNED = "kép\u202egpj.exe\u2066"


def documents() -> tuple[Record, ...]:
    """A Hungarian document, a vertical Chinese one, and one that means harm."""
    vertical = replace(
        page("簽呈\n卡達爾同志", 1), direction="vertical-rl", language="zh-Hant", script="Hant"
    )
    chinese = record("zh", pages=(vertical, failed_page(2)), metadata=Metadata(), title="簽呈")
    bad = page(f"{HOSTILE}\n{TURNED}\n" + "x" * 1_000_000, 1)
    harm = record(
        "harm", title=HOSTILE, pages=(replace(bad, width=30_000_000), page("b", 2)),
        metadata=Metadata(title=value(HOSTILE), sender=value(TURNED)),
    )  # fmt: skip
    letters = (
        _letter("l1", "PEKING", "Intézet", "1956-11-04", "beijing"),
        _letter("l2", "北京", "Intézetnek", "1958", "beijing"),
        _letter("l3", "Nagykövetség", "Peking", "1956", "", "beijing"),
    )
    rows = page("1.\tSzövőgép\t24\n2.\tMozdony\t8", 1, kind="table")
    table = record("table", title="Táblázat", pages=(rows,), metadata=Metadata())
    found = (_with_alternative(record("hu", title="Feljegyzés")), chinese, harm, table, *letters)
    return tuple(replace(made, pages=tuple(map(_searchable, made.pages))) for made in found)


def _letter(
    name: str, sender: str, recipient: str, date: str, known: str, addressee: str = ""
) -> Record:
    def party(text: str, authority: str) -> Value:
        return value(text, value=text, **({"authority": authority} if authority else {}))

    metadata = Metadata(
        date=value(value=date), sender=party(sender, known), recipient=party(recipient, addressee)
    )
    return record(name, title=f"Levél {name}", metadata=metadata)


def _searchable(made: Page) -> Page:
    return replace(made, search_text=search_text(made.text))


def _with_alternative(made: Record) -> Record:
    first = made.pages[0]
    [body, *apart] = first.regions
    line = replace(
        body.lines[0],
        alternatives=(Alternative(text="Feljeqyzés", confidence=0.6, engine="other"),),
    )
    body = replace(body, lines=(line, *body.lines[1:]))
    return replace(made, pages=(wide(replace(first, regions=(body, *apart))), *made.pages[1:]))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browsers.chromium() as started:
        yield started


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write(folder / "out", *documents())
    return build(folder / "out", folder / "report", None).index


@pytest.fixture
def opened(chromium: Any, report: Path) -> Iterator[Any]:
    with visit(chromium, report.parent.as_uri()) as seen:
        yield seen


def go(seen: Any, report: Path, where: str, wait: str = "h1") -> None:
    seen.goto(f"{report.as_uri()}{where}")
    seen.wait_for_selector(wait)


def some_rows(seen: Any, count: int) -> None:
    """Wait until the table of documents has so many rows."""
    seen.wait_for_selector(f".documents tbody > tr:last-child:nth-child({count})")


def name(report: Path, start: str) -> str:
    [path] = (report.parent / "data").glob(f"{start}-*.js")
    return path.stem


def test_the_overview_counts(opened: Any, report: Path, tmp_path: Path) -> None:
    go(opened, report, "", ".tile")
    tiles = opened.locator(".tile").all_inner_texts()
    assert tiles[:2] == ["7\nDocuments", "13\nPages"]
    assert opened.locator(".columns rect").count() > 0
    assert serious_findings(opened) == []
    shoot(opened, "overview", tmp_path)


def test_the_table_sorts_and_filters(opened: Any, report: Path) -> None:
    go(opened, report, "#/documents", "tbody tr")
    assert opened.locator("tbody tr").count() == 7
    opened.goto(f"{report.as_uri()}#/documents?words=FELJEGYZES")
    some_rows(opened, 1)
    assert "Feljegyzés" in opened.locator("tbody tr").inner_text()
    opened.goto(f"{report.as_uri()}#/documents?only=failed")
    opened.wait_for_selector("tbody:has-text('簽呈')")
    assert opened.locator("tbody tr").count() == 1
    opened.goto(f"{report.as_uri()}#/documents")
    some_rows(opened, 7)
    opened.locator("[data-key=title] button").click()
    titles = opened.locator("tbody th a").all_inner_texts()
    assert opened.locator("[aria-sort=ascending]").count() == 1
    opened.locator("[data-key=title] button").click()
    assert opened.locator("tbody th a").all_inner_texts() == titles[::-1]
    assert serious_findings(opened) == []


def test_line_and_box_are_linked_both_ways(opened: Any, report: Path) -> None:
    go(opened, report, f"#/d/{name(report, 'hu')}/1", ".line")
    opened.locator("[data-line='1']").hover()
    assert "hovered" in opened.locator("rect.box").nth(1).get_attribute("class")
    opened.locator("rect.box").nth(0).hover()
    assert "hovered" in opened.locator("[data-line='0']").get_attribute("class")
    opened.locator("rect.box").nth(0).click()
    assert "chosen" in opened.locator("[data-line='0']").get_attribute("class")
    assert "Feljeqyzés" in opened.locator(".details").inner_text()
    assert opened.locator(".details mark").inner_text() == "q"
    opened.keyboard.press("j")
    assert "chosen" in opened.locator("[data-line='1']").get_attribute("class")
    assert serious_findings(opened) == []


def test_evidence_is_shown_on_its_page(opened: Any, report: Path) -> None:
    go(opened, report, f"#/d/{name(report, 'hu')}/2", ".line")
    opened.get_by_role("button", name="p. 1").first.click()
    opened.wait_for_selector("rect.evidence", state="attached")
    assert opened.url.endswith("/1")
    assert "drawn where it was found" in opened.locator(".under").inner_text()


def test_vertical_text_is_vertical(opened: Any, report: Path) -> None:
    go(opened, report, f"#/d/{name(report, 'zh')}/1", ".text.vertical")
    first, second = (opened.locator(f"[data-line='{n}']").bounding_box() for n in (0, 1))
    assert first["x"] > second["x"]
    assert first["height"] > first["width"]
    assert opened.locator(".text.vertical").get_attribute("lang") == "zh-Hant"
    opened.keyboard.press("n")
    opened.wait_for_selector(".notice")
    assert "timeout" in opened.locator(".notice").inner_text()


def test_hostile_text_is_text(opened: Any, report: Path) -> None:
    for where in ("", "#/documents", "#/queue", f"#/d/{name(report, 'harm')}/1"):
        go(opened, report, where)
        opened.wait_for_timeout(50)
        assert opened.title() not in ("1", "2")
        assert opened.locator("main img, main script").count() == 0
    assert opened.locator("[data-line='0']").inner_text() == HOSTILE
    turned = opened.locator("[data-line='1']").inner_text()
    assert turned == "kép⟨202E⟩gpj.exe⟨2066⟩"
    assert "980,000 characters more" in opened.locator("[data-line='2']").inner_text()


def test_three_languages_dark_and_on_paper(opened: Any, report: Path, tmp_path: Path) -> None:
    go(opened, report, "", ".tile")
    for code, word in (("hu", "Áttekintés"), ("zh", "总览"), ("en", "Overview")):
        opened.select_option("#language", code)
        opened.wait_for_selector(f"h1:has-text('{word}')")
        assert opened.locator("html").get_attribute("lang").startswith(code)
    opened.click("#theme")
    assert opened.locator("html").get_attribute("data-theme") == "dark"
    assert serious_findings(opened) == []
    go(opened, report, f"#/d/{name(report, 'hu')}/1", ".line")
    assert serious_findings(opened) == []
    opened.emulate_media(media="print")
    assert not opened.locator(".top").is_visible()
    assert opened.locator("[data-line='0']").is_visible()
    shoot(opened, "printed", tmp_path)


def test_a_hit_leads_to_its_line(opened: Any, report: Path) -> None:
    go(opened, report, "#/search?q=kep", ".results mark")
    assert opened.locator(".results mark").inner_text() == "kép"
    assert serious_findings(opened) == []
    opened.locator(".results a").click()
    opened.wait_for_selector("rect.evidence", state="attached")
    assert opened.url.endswith("/1")


def test_who_writes_to_whom_is_drawn_and_listed(opened: Any, report: Path, tmp_path: Path) -> None:
    go(opened, report, "#/letters", ".pairs tbody tr")
    assert opened.locator(".pairs tbody tr").all_inner_texts() == [
        "Beijing\tIntézet\t2\t1956–1958", "Nagykövetség\tBeijing\t1\t1956",
    ]  # fmt: skip
    assert opened.locator("a.spot").count() == 3
    assert opened.locator(".edge path").count() == 2
    assert opened.locator(".lanes circle").count() == 3
    assert serious_findings(opened) == []
    opened.keyboard.press("Tab")
    opened.locator("a.spot", has_text="Nagykövetség").focus()
    assert opened.locator(".edge.on").count() == 1
    assert opened.locator(".spot.on").count() == 2
    opened.keyboard.press("Enter")
    opened.wait_for_selector("h1:has-text('Nagykövetség')")
    assert opened.locator("a.spot").count() == 2
    shoot(opened, "letters", tmp_path)
    opened.goto(f"{report.as_uri()}#/letters")
    opened.locator(".pairs td:nth-child(3) a").first.click()
    some_rows(opened, 2)
    opened.locator(".chip").first.click()
    opened.locator(".chip").first.click()
    some_rows(opened, 7)
    opened.select_option("#language", "hu")
    opened.goto(f"{report.as_uri()}#/letters")
    opened.wait_for_selector("a.spot:has-text('Peking')")


def test_nothing_serious_in_a_narrow_window(chromium: Any, report: Path) -> None:
    size = {"width": 420, "height": 900}
    with visit(chromium, report.parent.as_uri(), viewport=size) as seen:
        for where in ("", "#/documents", "#/letters", "#/queue", f"#/d/{name(report, 'table')}/1"):
            go(seen, report, where)
            assert serious_findings(seen) == []
        assert seen.locator(".cell").all_inner_texts() == [
            "1.",
            "Szövőgép",
            "24",
            "2.",
            "Mozdony",
            "8",
        ]
        wide = seen.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"]


def test_search_folds_accents_and_characters(opened: Any, report: Path) -> None:
    go(opened, report, "", ".tile")
    for asked, found in (("FELJEGYZES", "Feljegyzés"), ("卡达尔", "簽呈"), ("卡達爾", "簽呈")):
        opened.fill("#query", asked)
        opened.press("#query", "Enter")
        opened.wait_for_selector(f"h1:has-text('{asked}') ~ .results:has-text('{found}')")
    assert opened.locator(".results mark").all_inner_texts() == ["卡達爾"]
    opened.fill("#query", "nincs ilyen")
    opened.press("#query", "Enter")
    opened.wait_for_selector(".count:text-is('0 found')")


def test_keys_are_told(opened: Any, report: Path) -> None:
    go(opened, report, "", ".tile")
    opened.keyboard.press("?")
    assert opened.locator("#keys").is_visible()
    assert serious_findings(opened) == []
    opened.keyboard.press("Escape")
    opened.keyboard.press("/")
    assert opened.evaluate("document.activeElement.id") == "query"
