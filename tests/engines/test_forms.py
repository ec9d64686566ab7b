"""Two looks at the form of a character."""

from __future__ import annotations

import pytest

from pipeline.engines.forms import shares


def plain(form: str) -> float:
    return 0.0


def likeliest(within: dict[str, float], alone: dict[str, float]) -> str:
    found = shares(within, alone, plain)
    return max(found, key=lambda form: found[form])


def test_shares_add_up_to_how_sure_the_line_was() -> None:
    assert sum(
        shares({"國": 0.6, "国": 0.2}, {"國": 0.3, "国": 0.7}, plain).values()
    ) == pytest.approx(0.8)
    assert sum(
        shares({"國": 0.9, "国": 0.2}, {"國": 0.3, "国": 0.7}, plain).values()
    ) == pytest.approx(1.0)


@pytest.mark.parametrize(("alone", "found"), [(0.55, "國"), (0.95, "国")])
def test_a_sure_look_outweighs_an_unsure_one(alone: float, found: str) -> None:
    assert likeliest({"國": 0.8, "国": 0.2}, {"國": 1 - alone, "国": alone}) == found


def test_nothing_is_ruled_out_by_one_look() -> None:
    assert likeliest({"國": 1.0, "国": 0.0005}, {"國": 0.5, "国": 0.0}) == "國"
    assert shares({"國": 0.5, "国": 0.5}, {"國": 1.0, "国": 0.0}, plain)["国"] > 0


@pytest.mark.parametrize(
    ("within", "alone", "found"),
    [
        ({"没": 0.8, "沒": 0.2}, {"没": 0.9, "沒": 0.1}, "沒"),
        ({"没": 1.0, "沒": 0.0005}, {"没": 1.0, "沒": 0.0003}, "没"),
        ({"即": 1.0, "卽": 0.01}, {"即": 0.9, "卽": 0.1}, "卽"),
        ({"國": 0.8, "国": 0.2}, {"國": 0.9, "国": 0.1}, "國"),
    ],
)
def test_forms_that_are_hardly_ever_written_need_little(
    within: dict[str, float], alone: dict[str, float], found: str
) -> None:
    """Figures of printed characters; other forms are not favoured."""
    assert likeliest(within, alone) == found


@pytest.mark.parametrize(("within", "found"), [(0.7, "內"), (0.99, "内")])
def test_what_the_page_is_like_decides_only_what_is_open(within: float, found: str) -> None:
    both = shares(
        {"内": within, "內": 1 - within},
        {"内": 0.8, "內": 0.2},
        lambda form: -4.0 if form == "内" else 0.0,
    )
    assert max(both, key=lambda form: both[form]) == found


@pytest.mark.parametrize(("trust", "found"), [(1.0, "题"), (0.2, "題")])
def test_neighbours_count_as_far_as_they_are_trusted(trust: float, found: str) -> None:
    both = shares({"题": 0.98, "題": 0.02}, {"题": 0.1, "題": 0.9}, plain, trust)
    assert max(both, key=lambda form: both[form]) == found
