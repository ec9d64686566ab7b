"""Marks that stand alone: classification, urgency, handling, copies, declassification.

A mark is a whole line, a whole column of a line or a stamp, in any letter spacing. The
same word inside a sentence is never a mark (保守秘密, 'titkos szavazás').
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import UNSET
from msgspec.structs import replace

from pipeline.model import Finding
from pipeline.rules.fold import latin, near
from pipeline.rules.latin_words import HEAD_WORD
from pipeline.rules.lettered import LONGEST, Lettered, lettered, segments
from pipeline.rules.passages import Passage
from pipeline.rules.tables import forms, rows

HEAD = 14
_WORDS = {form: (field, value) for field, value, cell in rows("marks.tsv") for form in forms(cell)}
_LONG: dict[int, list[str]] = {}
for _form in _WORDS:
    if len(_form) >= 9 and _form.isascii():
        for _length in range(len(_form) - 1, len(_form) + 2):
            _LONG.setdefault(_length, []).append(_form)
_ALTERNATIVES = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
# What may share a line with a mark without making it a sentence.
_FILLER = (
    r"minosites[ei]?|fokozat|密级|机密等级|等级|缓急|速别|级别|种别|时限|长期|\d{1,3}年|第?\d{1,5}[份号期]|\d{1,3}sz?(?:amu)?"
    r"(?:peldany|pld)|[一二三四五六七八九十]{1,4}份|第[一二三四五六七八九十]{1,4}[份号期]|peldanyszam\d{1,3}"
)
_TOKEN = re.compile(rf"(?P<filler>{_FILLER})|(?P<mark>{_ALTERNATIVES})")
_DECLASSIFIED = tuple((row[0], re.compile(row[1])) for row in rows("declassified.tsv"))
_SENTENCE_END = ("。", "，", ",", "；", "、")
_CERTIFIED = re.compile(
    r"\s*(?P<words>(?:az? )?(?:masolat hitele(?:ul|s)|hiteles masolat|hiteleul))\b"
)
_ENDED = ("。", ".", "!", "！", ":", "：")
_HAN_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:部|馆|館|局|处|處|厅|廳|院|委员会|委員會|办公室)"
)
# Signs of a phrase of declassification, in any letter spacing.
_HINT = re.compile(
    r"[解降注註开開改撤公准失]|[mM]\W?[iI]\W?[nN]\W?[oOőŐöÖ]|[tT]\W?[iI]\W?[tT]|[fF]\W?[eE]\W?[lL]"
)
_DIGIT_SLIPS = str.maketrans("01", "oi")


def find(passage: Passage) -> Iterator[Finding]:
    """Every mark of a passage."""
    yield from _declassified(passage)
    yield from _certified(passage)
    for index, row in enumerate(passage.rows):
        if not row.text or not _may_stand(passage, index):
            continue
        for piece in segments(row, sentences=index < HEAD or passage.apart):
            tokens = list(covering(piece.text))
            if tokens and _stands(passage, index, piece):
                for start, end, field, value in tokens:
                    yield _finding(passage, piece.span(start, end), field, value)
                break


def _certified(passage: Passage) -> Iterator[Finding]:
    """'A másolat hiteléül' under a text: what we hold is the copy."""
    for row in passage.rows:
        if len(row.text) <= 80 and (found := _CERTIFIED.match(latin(row.text))):
            span = row.start + found.start("words"), row.start + found.end("words")
            yield _finding(passage, span, "is_copy", "true")


def covering(text: str) -> Iterator[tuple[int, int, str, str]]:
    """The marks of a line made of nothing but marks and what goes with them.

    >>> [value for *_, value in covering("绝密特急")]
    ['top-secret', 'flash']
    >>> list(covering("titkosszavazas"))
    []
    """
    if len(text) > 60:
        return
    found, position = [], 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None or token.end() == position:
            yield from _nearly(text)
            return
        if token["mark"]:
            found.append((position, token.end(), *_WORDS[token["mark"]]))
        position = token.end()
    yield from found


def _nearly(text: str) -> Iterator[tuple[int, int, str, str]]:
    """A long mark alone in its line with one letter misread."""
    read = text.translate(_DIGIT_SLIPS)
    if read in _WORDS:
        yield 0, len(text), *_WORDS[read]
    elif len(read) >= 8:
        for form in _LONG.get(len(read), ()):
            if near(read, form):
                yield 0, len(text), *_WORDS[form]
                return


def _may_stand(passage: Passage, index: int) -> bool:
    """Whether a line is looked at: in the head, the foot, a heading, or set off within the text."""
    row = passage.rows[index]
    if passage.apart or index < HEAD or index >= len(passage.rows) - 4:
        return not row.text.isspace()
    if row.kind in ("heading", "header"):
        return True
    if len(row.text) > LONGEST:
        return False
    return "!" in row.text or passage.rows[index - 1].text.rstrip().endswith(_ENDED)


def _stands(passage: Passage, index: int, piece: Lettered) -> bool:
    """Whether a line can be a mark where it stands, not the tail of a broken sentence."""
    if passage.apart:
        return True
    row = passage.rows[index]
    written = passage.text[piece.start : piece.end].strip()
    if written.endswith(_SENTENCE_END):
        return False
    first = next((c for c in written if c.isalpha()), "")
    if first.islower():
        return False
    if index < HEAD or index >= len(passage.rows) - 4 or row.kind in ("heading", "header"):
        return not first.isascii() or index < HEAD or written.isupper() or "!" in written
    return passage.rows[index - 1].text.rstrip().endswith(_ENDED) or "!" in written


def _finding(passage: Passage, span: tuple[int, int], field: str, value: str) -> Finding:
    evidence = passage.evidence(*span)
    where = "stamp" if passage.apart else "line"
    return Finding(
        field=field,
        value=True if value == "true" else value,
        as_written=evidence.text,
        evidence=(evidence,),
        confidence=0.7 if passage.apart else 0.95,
        rule=f"marks.{where}",
        role="stamped" if passage.apart else "printed",
    )


def _declassified(passage: Passage) -> Iterator[Finding]:
    """'Minősítése megszűnt', 已解密: in a stamp anywhere, in the text only as a line."""
    pieces = [lettered(passage.text[:400], 0)] if passage.apart else _short_lines(passage)
    for piece in pieces:
        for value, pattern in _DECLASSIFIED:
            if found := pattern.search(piece.text):
                span = piece.start, piece.end
                if passage.apart:
                    span = _words(passage.text, *piece.span(*found.span()))
                yield from _lowered(passage, span, value, found)
                break


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the rest of its first and last word, if they are words of letters."""
    while start and text[start - 1].isalpha() and text[start].isascii():
        start -= 1
    while end < len(text) and text[end].isalpha() and not "\u3400" <= text[end] <= "\u9fff":
        end += 1
    return start, end


def _lowered(
    passage: Passage, span: tuple[int, int], value: str, found: re.Match[str]
) -> Iterator[Finding]:
    """Declassified, or only lowered to another level; by whom, if the stamp says so."""
    if value == "true":
        who = _authority(passage) if passage.apart else ""
        parts = {"authority": who} if who else UNSET
        yield replace(_finding(passage, span, "declassified", value), parts=parts)
    elif (level := found.groupdict().get("level")) and level in _WORDS:
        lowered = _finding(passage, span, "classification", _WORDS[level][1])
        yield replace(lowered, role="downgraded", rejected="a later change of the mark")


def _authority(passage: Passage) -> str:
    """The office whose stamp it is: a line that ends in a word for one."""
    for row in passage.rows:
        words = latin(row.text).strip(" .,").split()
        if words and (_HAN_OFFICE.fullmatch("".join(words)) or HEAD_WORD.fullmatch(words[-1])):
            return " ".join(row.text.split())
    return ""


def _short_lines(passage: Passage) -> Iterator[Lettered]:
    for row in passage.rows:
        if (
            len(row.text) <= 60
            and _HINT.search(row.text)
            and not row.text.rstrip().endswith(_SENTENCE_END)
        ):
            piece = lettered(row.text, row.start)
            capital = not row.text.lstrip()[:1].islower()
            if capital and any(m.match(piece.text) for _, m in _DECLASSIFIED):
                yield piece
