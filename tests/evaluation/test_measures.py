"""Laws of the measures, on any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from pipeline.evaluation import diff, measure
from pipeline.evaluation.body import keep_body
from pipeline.evaluation.calibration import calibrate, calibration_error, merged
from pipeline.evaluation.graphemes import folded, graphemes, simplified
from pipeline.evaluation.page_score import score_text

TEXTS = st.text(alphabet="abő發发国國 \n\u030b，A", max_size=40)
ANY = st.text(max_size=40)
LINES = st.lists(st.text(alphabet="abc", max_size=6), max_size=6)


@given(ANY)
def test_nothing_is_wrong_with_the_text_itself(text: str) -> None:
    score = score_text(text, text, language="hu")
    assert score.cer.errors == score.bag.errors == score.cer_folded.errors == 0
    assert score.wer is not None
    assert score.wer.errors == 0
    assert score.accents is not None
    assert score.accents.errors == 0


@given(TEXTS, TEXTS)
def test_the_distance_is_symmetric_and_the_bag_is_its_lower_bound(one: str, two: str) -> None:
    left, right = graphemes(one), graphemes(two)
    assert measure.errors(left, right).errors == measure.errors(right, left).errors
    assert measure.bag_error(left, right).errors <= measure.errors(left, right).errors


@given(TEXTS, TEXTS, TEXTS)
def test_the_triangle_holds(one: str, two: str, three: str) -> None:
    a, b, c = graphemes(one), graphemes(two), graphemes(three)
    direct = measure.errors(a, c).errors
    assert direct <= measure.errors(a, b).errors + measure.errors(b, c).errors


@given(TEXTS, TEXTS)
def test_aligned_pairs_spell_both_texts(one: str, two: str) -> None:
    left, right = graphemes(one), graphemes(two)
    aligned = list(measure.pairs(left, right))
    assert [there for there, _ in aligned if there] == left
    assert [seen for _, seen in aligned if seen] == right
    assert sum(there != seen for there, seen in aligned) == measure.errors(left, right).errors


@given(ANY)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = folded(graphemes(text))
    assert folded(once) == once
    assert len(simplified(once)) == len(once)


@given(st.text(alphabet="abc", max_size=12), LINES)
def test_the_best_choice_of_lines_is_found(truth: str, lines: list[str]) -> None:
    choices = range(2 ** len(lines))
    texts = (
        "".join(line for index, line in enumerate(lines) if choice >> index & 1)
        for choice in choices
    )
    kept = keep_body(truth, lines)
    chosen = "".join(line for line, keep in zip(lines, kept.lines, strict=True) if keep)
    assert kept.distance == min(Levenshtein.distance(truth, text) for text in texts)
    assert kept.distance == Levenshtein.distance(truth, chosen)


def test_stamps_between_body_lines_are_extra() -> None:
    score = score_text(
        "első sor\nmásodik sor", "IKTATVA\nelső sor\n1956\nmasodik sor", body_only=True
    )
    assert (score.cer.errors, score.extra) == (1, 11)
    assert score.cer_plain.errors == 12


def test_a_line_that_was_not_read_is_not_forgiven() -> None:
    score = score_text("első sor\nmásodik sor", "első sor\nSTAMP", body_only=True)
    assert score.cer.errors == len("másodiksor")


def test_wrong_order_shows_in_the_bag() -> None:
    score = score_text("alma\nkörte", "körte\nalma")
    assert score.cer.errors > 0
    assert score.bag.errors == 0


def test_output_on_a_blank_page_is_infinite() -> None:
    score = score_text("", "folt")
    assert score.cer.infinite
    assert score.cer.value is None
    assert measure.mean([score.cer]) is None
    assert measure.pooled([score.cer, measure.rate(0, 4)]) == measure.rate(4, 4)


def test_variants_are_counted_apart() -> None:
    score = score_text("發展國家", "发展國傢", language="zh-Hant")
    assert score.cer.errors == 2
    assert score.cer_simplified is not None
    assert score.swaps is not None
    assert (score.swaps.errors, score.swaps.total) == (2, 3)
    assert score.cer_simplified.errors == 0
    assert score.wer is None


def test_accents_are_counted_by_letter() -> None:
    score = score_text("Őrült írógép", "Örült irógép", language="hu")
    assert [(each.truth, each.read) for each in score.confusions] == [("í", "i"), ("Ő", "Ö")]
    assert score.accents == measure.rate(2, 5)


def test_calibration_adds_up() -> None:
    sure, unsure = calibrate([(0.95, True)] * 10), calibrate([(0.55, True), (0.55, False)])
    both = merged([sure, unsure])
    assert sum(each.words for each in both) == 12
    assert calibration_error(both) == round((10 * 0.05 + 2 * 0.05) / 12, 6)
    assert calibration_error(calibrate([])) is None


@given(TEXTS, TEXTS, st.booleans())
def test_both_sides_keep_their_text(truth: str, read: str, body_only: bool) -> None:
    there, seen = diff.sides(truth, read, body_only=body_only)
    assert graphemes("".join(run.text for run in there)) == graphemes(truth)
    assert graphemes("".join(run.text for run in seen)) == graphemes(read)
