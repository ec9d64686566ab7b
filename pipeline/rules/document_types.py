"""What kind of paper it is: its heading, in any letter spacing, or how its title ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.rules.fold import han, latin, near
from pipeline.rules.latin_words import HEAD_WORD
from pipeline.rules.lettered import Lettered, lettered, segments
from pipeline.rules.marks import covering
from pipeline.rules.passages import Passage, Row
from pipeline.rules.squeezed import squeeze
from pipeline.rules.tables import forms, rows
from pipeline.rules.values import noted

HEAD = 22
_HUNGARIAN = {form: row[0] for row in rows("document_types.tsv") for form in forms(row[1])}
_CHINESE = {form: row[0] for row in rows("document_types.tsv") for form in forms(row[2])}
_ALL = _HUNGARIAN | _CHINESE
_LONG = {
    length: [form for form in _HUNGARIAN if len(form) >= 8 and abs(len(form) - length) <= 1]
    for length in range(9, 32)
}
# Chinese words too short or too common to end a title by themselves
_WEAK = frozenset(
    [
        "令",
        "信",
        "签",
        "表",
        "函",
        "情况",
        "意见",
        "建议",
        "方案",
        "附件",
        "摘要",
        "翻译",
        "发电",
        "收电",
        "总结",
    ]
)
_TELEGRAM = re.compile(r"[\u4e00-\u9fff]{2,8}[部馆局处厅](?:收电|来电|发电)")
_ENDINGS = tuple(sorted((f for f in _CHINESE if f not in _WEAK), key=len, reverse=True))
_TITLE = re.compile(
    r"(?:^|.*?)关于.{2,80}?的?(?P<type>" + "|".join(sorted(_CHINESE, key=len, reverse=True)) + r")$"
)
_SUBJECT = re.compile(
    r"关于(?P<subject>.{2,80}?)的?(?:" + "|".join(sorted(_CHINESE, key=len, reverse=True)) + r")$"
)
_LETTERHEAD = re.compile(
    r"^\s*[\u4e00-\u9fff]{2,20}(?:[\s]{1,6}|[(])(?P<type>代电|公函|函|令|训令|报告|通知|照会|签呈|快邮代电|指令)[)]?\s*$"
)
_ABOUT = re.compile(r"^\S.{3,}[^:!]$")
_EVERY = re.compile(r"(?:valamennyi|minden|az osszes)\b.*n[ae]k$")
_ADDRESSED = re.compile(r"(?:az? )?[\w .-]{4,60}(?:n[ae]k|h[oe]z)$")
_OWN_WORDS = {"jelentes": "report", "feljegyzes": "memorandum", "tajekoztato": "briefing"}
_OWN = re.compile(r"(?<!\w)(?P<type>jelentes|feljegyzes|tajekoztato)(?:unk|em|om|nk)\w{0,4}\b")
_ABOUT_END = re.compile(r"(?:rol|targyaban|ugyeben|reszere|szamara|alapjan)\W*$")
_TALK = re.compile(r"beszelges|beszelgetes|megbeszeles|targyalas")
_SALUTATION = re.compile(
    r"^\s*(?:tisztelt|kedves|igen tisztelt)\s[\w .-]{2,50}!\s*$"
    r"|^\s*[\w .-]{2,30}(?:elvtars|elvtarsak|ur)!\s*$"
)
_COLUMN_HEADS = re.compile(r"[,，。；;]$|[\u4e00-\u9fff][:：]$")


def find(passage: Passage) -> Iterator[Finding]:
    """Headings that name the kind of paper, best first in the order of the page."""
    if passage.apart:
        return
    if found := _OWN.search(latin(passage.text)):
        # 'Jelentésünk ... alapul': a paper without heading that calls itself something
        slug = _OWN_WORDS[found["type"]]
        yield _finding(passage, found.span(), slug, 0.5, "calls-itself")
    for index, row in enumerate(passage.rows[:HEAD]):
        yield from _heading(passage, index)
        if passage.page == 1 and _SALUTATION.match(latin(row.text)):
            yield _finding(passage, (row.start, row.end), "letter", 0.55, "salutation")


def is_heading(row: Row) -> bool:
    """Whether a line is nothing but the name of a kind of paper."""
    return len(row.text) <= 80 and lettered(row.text, 0).text in _ALL


def _heading(passage: Passage, index: int) -> Iterator[Finding]:
    row = passage.rows[index]
    for piece in segments(row):
        if slug := _ALL.get(piece.text) or _possessed(passage, piece) or _misread(passage, piece):
            written = passage.text[piece.start : piece.end]
            first = next((c for c in written if c.isalpha()), "")
            if first.islower() or _COLUMN_HEADS.search(written.strip()):
                continue
            slug = _talk(passage, index, slug)
            marked = any(covering(piece.text))  # 内部参考 is a mark as well
            yield _finding(passage, _ends(piece), slug, 0.6 if marked else 0.95, "heading")
            yield _title(passage, (piece.start, piece.end), 0.6 if marked else 0.8)
            yield from _below(passage, index)
            return
    if letterhead := _LETTERHEAD.match(han(row.text)):
        span = row.start + letterhead.start("type"), row.start + letterhead.end("type")
        yield _finding(passage, span, _CHINESE[letterhead["type"]], 0.85, "letterhead")
        return
    yield from _masthead(passage, index)
    yield from _plain_title(passage, index)
    yield from _hungarian_title(passage, index)
    yield from _chinese_title(passage, index)


def _misread(passage: Passage, piece: Lettered) -> str | None:
    """A long heading in capitals with one letter misread: SZANJELTAVIRAT."""
    if len(piece.text) < 9 or not passage.text[piece.start : piece.end].isupper():
        return None
    forms = _LONG.get(len(piece.text), ())
    return next((_HUNGARIAN[form] for form in forms if near(piece.text, form)), None)


def _possessed(passage: Passage, piece: Lettered) -> str | None:
    """'... Minisztertanácsa / H A T Á R O Z A T A': a heading in the possessive."""
    for ending in ("ja", "je", "a", "e"):
        slug = _HUNGARIAN.get(piece.text.removesuffix(ending))
        if slug and passage.text[piece.start : piece.end].isupper():
            return slug
    return None


def _talk(passage: Passage, index: int, slug: str) -> str:
    """A memorandum about a talk is the record of a conversation."""
    if slug not in ("memorandum", "report"):
        return slug
    below = latin("".join(row.text for row in passage.rows[index : index + 4])[:240])
    return (
        "conversation-record"
        if _TALK.search(below.replace(" ", "")) and (slug == "memorandum")
        else slug
    )


def _hungarian_title(passage: Passage, index: int) -> Iterator[Finding]:
    """A line that begins with the word and goes on as a title: 'Jelentés a ... helyzetéről'."""
    row = passage.rows[index]
    word = re.match(r"\s*([A-ZÁÉÍÓÖŐÚÜŰ][\w]{4,18}|(?:[A-ZÁÉÍÓÖŐÚÜŰ] ){4,18})(?=\s|$)", row.text)
    if word is None:
        return
    slug = _HUNGARIAN.get(latin(word.group().replace(" ", "")))
    if slug is None or row.text.rstrip().endswith((".", ",", ";", ":")) or len(row.text) > 75:
        return
    if HEAD_WORD.fullmatch(latin(row.text.split()[-1])):
        return  # 'Tájékoztató Főszerkesztőség' is an office
    above = passage.rows[index - 1].text.rstrip() if index else ""
    if above and above[-1:].islower() and len(above) > 55:
        return
    slug = _talk(passage, index, slug)
    span = (row.start + len(word.group()) - len(word.group().lstrip()), row.start + word.end())
    yield _finding(passage, span, slug, 0.8, "title")
    yield _title(passage, (row.start, row.end), 0.75)


def _masthead(passage: Passage, index: int) -> Iterator[Finding]:
    """A short line in capitals whose last word is the kind of paper: 'KELETI LAPSZEMLE'."""
    row = passage.rows[index]
    words = row.text.split()
    if not (index < HEAD // 2 and 2 <= len(words) <= 5 and row.text.isupper()):
        return
    if slug := _HUNGARIAN.get(latin(words[-1]).strip(".!")):
        start = row.start + row.text.rindex(words[-1])
        yield _finding(passage, (start, start + len(words[-1])), slug, 0.8, "masthead")
        yield _title(passage, (row.start, row.end), 0.8)
        yield from _below(passage, index)


def _plain_title(passage: Passage, index: int) -> Iterator[Finding]:
    """A line in capitals that goes on in small letters: 'JOGI VÉLEMÉNY' / 'a ... telkéről'."""
    row = passage.rows[index]
    below = passage.rows[index + 1].text.strip() if index + 1 < len(passage.rows) else ""
    capitals = row.text.isupper() and not any(char.isdigit() for char in row.text)
    goes_on = 5 < len(row.text.strip()) <= 60 and re.match(r"az? \S", below)
    if capitals and goes_on and not HEAD_WORD.fullmatch(latin(row.text.split()[-1])):
        yield _title(passage, (row.start, row.end), 0.6)
        yield from _below(passage, index)


def _below(passage: Passage, index: int) -> Iterator[Finding]:
    """What a heading goes on with: 'a kínai munkások helyzetéről'; it is the subject."""
    last = index
    for row in passage.rows[index + 1 : index + 4]:
        text = row.text.strip()
        goes_on = last > index and not passage.rows[last].text.rstrip().endswith((".", ":"))
        starts = last == index and _ABOUT_END.search(latin(text))
        if not (starts or ((goes_on or last == index) and text[:1].islower())):
            break
        if not _ABOUT.match(text) or "\t" in text or len(text) > 100 or text.endswith(","):
            break
        if last == index and (_EVERY.match(latin(text)) or _ADDRESSED.match(latin(text))):
            if _EVERY.match(latin(text)):
                break
            yield noted(
                passage,
                (row.start, row.end),
                "recipient",
                "address",
                "document-types.addressed",
                0.7,
            )
            index = last = index + 1
            continue
        last += 1
        if _ABOUT_END.search(latin(text)):
            break
    if last > index:
        span = passage.rows[index + 1].start, passage.rows[last].end
        yield noted(passage, span, "subject", "printed", "document-types.below-heading", 0.7)


def _chinese_title(passage: Passage, index: int) -> Iterator[Finding]:
    """A title that ends in the word, on one to three lines: 关于……的报告."""
    last = passage.rows[index]
    if last.text.rstrip().endswith(("。", "，", "：", ":", "；")):
        return
    for first in range(index, max(-1, index - 3), -1):
        joined = squeeze(passage.text[passage.rows[first].start : last.end], 0).text
        if len(joined) > 90 or "。" in joined or ":" in joined[:-1]:
            break
        if found := _TITLE.match(joined):
            start = passage.rows[first].start
            yield _tail(passage, last.end, found["type"], 0.9)
            yield _title(passage, (start, last.end), 0.9)
            yield from _about(passage, start, last.end)
            return
    if form := _ending(squeeze(last.text, 0).text):
        yield _tail(passage, last.end, form, 0.75)
        yield _title(passage, (last.start, last.end), 0.75)


def _about(passage: Passage, start: int, end: int) -> Iterator[Finding]:
    """The subject inside a title: 关于(...)的报告."""
    squeezed = squeeze(passage.text[start:end], start)
    found = _SUBJECT.search(squeezed.text)
    if found:
        span = squeezed.span(*found.span("subject"))
        yield noted(passage, span, "subject", "printed", "document-types.inside-title", 0.8)


def _title(passage: Passage, span: tuple[int, int], confidence: float) -> Finding:
    return noted(passage, span, "title", "printed", "document-types.title", confidence)


def _ending(line: str) -> str | None:
    if not 3 <= len(line) <= 34 or any(c in line for c in "，。：:、；"):
        return None
    if _TELEGRAM.fullmatch(line):
        return line[-2:]
    return next((form for form in _ENDINGS if line.endswith(form)), None)


def _tail(passage: Passage, end: int, form: str, confidence: float) -> Finding:
    """The finding for the word a line ends with."""
    start, missing = end, len(form)
    while start > 0 and missing:
        start -= 1
        missing -= not passage.text[start].isspace()
    stop = start + len(passage.text[start:end].rstrip())
    return _finding(passage, (start, stop), _CHINESE[form], confidence, "title")


def _ends(piece: Lettered) -> tuple[int, int]:
    return piece.offsets[0], piece.offsets[-1] + 1


def _finding(
    passage: Passage, span: tuple[int, int], slug: str, confidence: float, rule: str
) -> Finding:
    evidence = passage.evidence(*span)
    return Finding(
        field="document_type",
        value=slug,
        as_written=evidence.text,
        evidence=(evidence,),
        confidence=confidence,
        rule=f"document-types.{rule}",
    )
