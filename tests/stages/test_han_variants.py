"""Forms of a character that cannot be told for sure."""

from __future__ import annotations

import pytest

from pipeline.engines import Reading, Token
from pipeline.stages.han_variants import in_other_forms, leaning, trust_in_context


def line(*tokens: tuple[str, tuple[tuple[str, float], ...]]) -> Reading:
    made = tuple(
        Token(t, i * 10.0, i * 10.0 + 9, 0.7, rivals) for i, (t, rivals) in enumerate(tokens)
    )
    return Reading("".join(t for t, _ in tokens), 0.7, made, "fake", True)


def test_unsure_forms_stand_in_another_reading_of_the_line() -> None:
    """All that are unsure together, as likely as the likeliest of them."""
    reading = line(("解", ()), ("决", (("決", 0.3),)), ("内", (("肉", 0.2), ("內", 0.2))))
    [other] = in_other_forms(reading)
    assert other.text == "解決內"
    assert other.confidence == 0.3
    assert [token.confidence for token in other.tokens] == [0.7, 0.3, 0.2]


@pytest.mark.parametrize(
    "token", [("决", (("決", 0.05),)), ("决", (("块", 0.4),)), ("l", (("1", 0.4),)), ("决", ())]
)
def test_no_other_reading_without_another_form(
    token: tuple[str, tuple[tuple[str, float], ...]],
) -> None:
    """Unlikely ones, other characters and Latin letters do not count."""
    assert in_other_forms(line(token)) == ()


@pytest.mark.parametrize(
    ("text", "simplified", "traditional"),
    [("國際關係問題報告" * 20, -4.0, 0.0), ("国际关系问题报告" * 20, 0.0, -4.0),
     ("国际关系問題報告", 0.0, 0.0), ("人口", 0.0, 0.0)],
)  # fmt: skip
def test_a_plain_page_leans_to_its_own_forms(
    text: str, simplified: float, traditional: float
) -> None:
    prior = leaning(text)
    assert prior("国") == pytest.approx(simplified, abs=0.3)
    assert prior("國") == pytest.approx(traditional, abs=0.3)
    assert prior("人") == 0.0


def test_a_line_leans_less_than_a_page() -> None:
    assert leaning("國際關係問題報告" * 20)("国") < leaning("國際關係")("国") < 0


def test_context_is_trusted_on_pages_of_one_kind() -> None:
    assert trust_in_context("國際關係問題") == trust_in_context("国际关系问题") == 1.0
    assert trust_in_context("人口") == 1.0
    assert trust_in_context("国际关系問題") < 0.5
