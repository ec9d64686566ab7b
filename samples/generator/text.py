"""Wide and narrow characters, Hungarian syllables, and breaking text into lines."""

from collections.abc import Callable
from itertools import pairwise

from samples.generator.model import Style

AMBIGUOUS = frozenset("“”‘’—…·○×℃●※①②③")
NO_START = frozenset("。，、；：？！）〕」』”’》…·％")
NO_END = frozenset("（〔「『“‘《")
VOWELS = frozenset("aáeéiíoóöőuúüű")
DIGRAPHS = ("dzs", "cs", "dz", "gy", "ly", "ny", "sz", "ty", "zs")
SOFT_HYPHEN = "\u00ad"
Measure = Callable[[str], float]


def wide(char: str, style: Style) -> bool:
    """Whether a character fills a whole Chinese cell in this style."""
    return ord(char) >= 0x2E80 or (style.chinese and char in AMBIGUOUS)


def letters(word: str) -> list[str]:
    """A Hungarian word cut into letters, digraphs kept whole."""
    found: list[str] = []
    at = 0
    while at < len(word):
        low = word[at:].lower()
        size = next((len(d) for d in DIGRAPHS if low.startswith(d)), 1)
        found.append(word[at : at + size])
        at += size
    return found


def _long_digraph(parts: list[str], at: int) -> bool:
    """Whether the letter at a place is the second part of a doubled digraph (ssz, ggy)."""
    return len(parts[at]) > 1 and parts[at - 1].lower() == parts[at][0].lower()


def breaks(word: str) -> list[int]:
    """Places where a Hungarian word may be divided: each syllable starts with one consonant."""
    if SOFT_HYPHEN in word:
        return [at for at, char in enumerate(word) if char == SOFT_HYPHEN]
    parts = letters(word)
    vowels = [at for at, part in enumerate(parts) if part.lower() in VOWELS]
    found: list[int] = []
    for before, after in pairwise(vowels):
        cut = after - 1 if after - before > 1 else after
        place = len("".join(parts[:cut]))
        if 2 <= place <= len(word) - 3 and not _long_digraph(parts, cut):
            found.append(place)
    return found


def _divide(word: str, room: float, measure: Measure) -> tuple[str, str] | None:
    """The longest part of a word that fits with a hyphen, and the rest."""
    if not word.replace(SOFT_HYPHEN, "").rstrip(",.;:!?").isalpha():
        return None
    for place in reversed(breaks(word)):
        first = word[:place].replace(SOFT_HYPHEN, "") + "-"
        if measure(first) <= room:
            return first, word[place:].lstrip(SOFT_HYPHEN)
    return None


def wrap_words(
    text: str, measure: Measure, width: float, first: float, hyphenate: bool
) -> list[str]:
    """Break a text at spaces, dividing words if asked; the first line is shorter by `first`."""
    lines: list[str] = []
    line = ""
    words = text.split()
    while words:
        word = words.pop(0)
        room = width - (0.0 if lines else first)
        trial = f"{line} {word}".strip()
        if measure(trial.replace(SOFT_HYPHEN, "")) <= room:
            line = trial.replace(SOFT_HYPHEN, "")
            continue
        left = room - measure(f"{line} ") if line else room
        parts = _divide(word, left, measure) if hyphenate or not line else None
        head, rest = parts or ("", word)
        if not line and not parts:
            head, rest = word, ""
        lines.append(f"{line} {head}".strip())
        line = ""
        words[:0] = [rest] if rest else []
    return [*lines, line] if line else lines


def wrap_cells(text: str, measure: Measure, width: float, first: float) -> list[str]:
    """Break Chinese text between any two characters, keeping punctuation off line starts."""
    lines: list[str] = []
    start = 0
    while start < len(text):
        room = width - (0.0 if lines else first)
        end = start + 1
        while end < len(text) and measure(text[start : end + 1]) <= room:
            end += 1
        while end < len(text) and end > start + 1 and _bad_break(text, end):
            end -= 1
        lines.append(text[start:end].strip())
        start = end
    return lines


def _bad_break(text: str, at: int) -> bool:
    """Whether a line may not be broken before this place."""
    inside = text[at - 1].isascii() and text[at].isascii() and text[at].isalnum()
    return text[at] in NO_START or text[at - 1] in NO_END or (inside and text[at - 1].isalnum())


def wrap(text: str, style: Style, measure: Measure, width: float, first: float) -> list[str]:
    """Break a paragraph into the lines that are printed."""
    if style.chinese:
        return wrap_cells(text, measure, width, first)
    return wrap_words(text, measure, width, first, style.hyphenate)
