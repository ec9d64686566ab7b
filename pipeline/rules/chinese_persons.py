"""Persons in Chinese papers: a family name with a title or a label beside it, or foreign sounds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.rules import tries
from pipeline.rules.authority import Mention
from pipeline.rules.chinese_organs import ANY_GAP, BRANCHES, GAZETTEER, short_lines
from pipeline.rules.columns import column_cells
from pipeline.rules.fold import han
from pipeline.rules.places import HAN as PLACES
from pipeline.rules.squeezed import Squeezed, squeeze
from pipeline.rules.tables import forms, rows

_NAMES = {kind: forms(cell) for kind, cell in rows("chinese_surnames.tsv")}
_DOUBLE = "|".join(_NAMES["han-double"])
_SURNAME = rf"(?:{_DOUBLE}|[{''.join(_NAMES['han'])}])"
_H = "\u4e00-\u9fff"
# Characters that begin what comes after a name, or make no given name.
_AFTER = "在来说于和与同等向约到去率将为及前已是的了对从由也就表称把被给"
_AFTER += "请要认还曾并又问答谈指率拟按出会主先报"
_GIVEN = rf"[{_H}](?:(?![{_AFTER}])[{_H}])?"
_NO_NAME = re.compile(
    r"[本月日位名第个两各该此其这那部员们厅局司厂副]|同志|先生|工程|专家|万寿|万岁|步行|全体|有关|方面|代表|以上|以下"
)
_TITLES = tries.pattern(
    tuple(map(re.escape, title)) for title in forms(rows("chinese_titles.tsv")[0][0])
)
# 毛主席, 周总理: the title belongs to the name before it, and what follows is none
_TAKEN = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢苏潘葛范彭鲁马毛刘邓林叶"
_BEFORE = re.compile(
    rf"(?P<name>{_SURNAME}(?![{_AFTER}])[{_H}]{{1,2}})"
    rf"(?={_TITLES}|同学|兄(?!弟)|君(?!主)|等[一二三四五六七八九十两]+人)"
)
_ACTS = re.compile(
    rf"(?:由|派|经|交|委派|任命|[科处局司股厂部组])(?P<name>{_SURNAME}[{_H}]{{2}})"
    r"(?=负责|主持|经办|办理|陪同|接洽|前往|处理|保管|执行|携带"
    r"|为(?:代表|副代表|团长|组长|主任|中国|我方))"
)
_BEHIND = re.compile(
    rf"(?:(?<![{_TAKEN}])(?:{_TITLES})|职|教师|学生|司账|大夫|同学|译员|承办人?|[记纪]录|翻译|校对|联系人|制表|审核人?|拟稿"
    rf"|核稿|签发|整理|列席|领队|署名|填表人|译者|编者|经办人?|工人|技师|职工|社员|队员|科员|干事|病人|华侨|侨民|主演|主讲|摄影师?|摄影员|指挥|独唱|编剧|作者)"
    rf"[:、]?(?P<name>(?![于向和由从应就都时]){_SURNAME}{_GIVEN})"
)
_LABELS = (
    r"出席者?|列席|缺席|参加者?|参加人|我方(?:参加者)?|主席|主持人?|[记纪]录|翻译|校对|承办人?|制表人?|审核人?|拟稿|核稿|联系人"
    r"|整理|签发|陪同|在座|在场|填表人|译者|经办人?|成员|团长|团员|组长|副组长|在座者|编辑|复核|打字|缮校|监印|抄录|主译|抄写|经手|核对|缮写|译者|审批|批准|验收|制单|出纳|会计|填报人?|填表者|登记|主演|主讲|团长|副团长|随员"
)
_LISTED = re.compile(rf"(?:^|[\n\t ])(?:{_LABELS})[:](?=(?P<names>[^\n\t。:]{{2,120}}))")
_ITEM = re.compile(rf"(?P<name>{_SURNAME}[{_H}]{{1,2}})(?:{_TITLES})?(?:[(（].*)?")
_DONE = re.compile(
    rf"(?:^|(?<=[\n(（由]))(?P<name>{_SURNAME}[{_H}]{{1,2}})"
    r"(?:摘?译|编译|整理|抄|编写?|[记纪]录?|口译|校对?|执笔|供稿|摄|缮|批)(?=\s*(?:[\n)）]|$|[一二\d]{4}))"
    rf"|(?<=[。.])\s?(?P<noted>{_SURNAME}[{_H}]{{1,2}})(?=\s+[一二三四五六七八九十\d]+[月、.])"
)
_WORDS_TOO = frozenset(forms(rows("chinese_words.tsv")[0][0]))
# A row of a list of people, and two who act for an office: 铁路分局佟占海、屠永安.
_SEXED = re.compile(
    rf"(?:^|(?<=\n))[ \t\d.]*(?P<name>{_SURNAME}[ \u3000]?[{_H}]{{1,2}})[ \t]+(?:男|女|〃)"
)
_PAIR = re.compile(
    rf"[局部处科厂司馆社院校](?P<name>{_SURNAME}[{_H}]{{2}})、(?P<other>{_SURNAME}[{_H}]{{1,2}})(?=[、,。;]|$)"
)
_SOUNDS = rows("transliteration.tsv")[0][0]
_FOREIGN = re.compile(rf"[{_SOUNDS}]{{1,7}}(?:[·•・．][{_SOUNDS}]{{1,8}}){{1,3}}")
_OCCUPATIONS = "|".join(forms(rows("chinese_titles.tsv")[1][0]))
_ALONE = (
    re.compile(rf"(?:{_TITLES}|领队名|名叫|{_OCCUPATIONS})(?P<name>[{_SOUNDS}]{{2,6}})"),
    re.compile(
        rf"(?P<name>[{_SOUNDS}]{{2,6}})(?=(?:{_TITLES}|私下|一名|演词|等[一二三四五六七八九十两]人|所[编作著写]))"
    ),
)
_RARE = frozenset(rows("transliteration.tsv")[1][0])
# A run of sounds by itself, unless something behind it makes it a place, a people or a thing.
_LONE = re.compile(
    rf"(?<![{_SOUNDS}·•・．在到往赴去从于由])(?P<name>[{_SOUNDS}]{{3,5}})"
    rf"(?![{_SOUNDS}·•・．]|[州市河湖山城县区省港岛语族军党型牌式厂社站报酒瓷协]|条约|大学|公司|工厂|饭店)"
)
_PEOPLES = re.compile(r"^(?:匈牙利|罗马尼亚|保加利亚|南斯拉夫|阿尔巴尼亚|波兰|苏联|朝鲜|印度|捷克)")
_LEADING = re.compile(r"(?<=[一二三四五六七八九十\d])[日月年号]")
_TRAILING = re.compile(r"(?:博士|夫妇|夫人|能(?=[否够]|$)|约(?=[见请谈定会])|以|于(?=.)|和|向)$")
_WIDE = re.compile(r"\t|[ \u3000]{2,}")
_ENDS_TITLE = re.compile(rf"(?:{_TITLES})$")
_COLUMN = re.compile(r"^(?:姓名|名字|人名|姓名及职务)$")


def find(squeezed: Squeezed, text: str) -> Iterator[Mention]:
    """Every person that its form or place gives away."""
    ends = short_lines(text, _WIDE)
    yield from _foreign(squeezed, text, short_lines(text, ANY_GAP))
    yield from _lone(squeezed, text, short_lines(text, ANY_GAP))
    yield from _native(squeezed, text, ends)
    folded = han(text)
    yield from _listed(text, folded)
    yield from _in_column(text, folded)
    for found in _SEXED.finditer(folded):
        yield _mention(text, *found.span("name"), 0.6)
    for found in _DONE.finditer(folded):
        yield _mention(text, *found.span("name" if found["name"] else "noted"), 0.6)


def _mention(text: str, start: int, end: int, confidence: float) -> Mention:
    name = text[start:end]
    return Mention(None, "person", start, end, name, confidence, label="".join(name.split()))


def _native(squeezed: Squeezed, text: str, ends: tuple[int, ...]) -> Iterator[Mention]:
    for found in _BEFORE.finditer(squeezed.text):
        span = _shortened(squeezed.text, found)
        if _likely(squeezed, span, ends):
            yield _mention(text, *squeezed.span(*span), 0.65)
    for found in _PAIR.finditer(squeezed.text):
        spans = found.span("name"), found.span("other")
        if all(_likely(squeezed, span, ends) for span in spans):
            yield from (_mention(text, *squeezed.span(*span), 0.5) for span in spans)
    for found in _ACTS.finditer(squeezed.text):
        if _likely(squeezed, found.span("name"), ends):
            yield _mention(text, *squeezed.span(*found.span("name")), 0.55)
    for found in _BEHIND.finditer(squeezed.text):
        start, end = found.span("name")
        if _closes(squeezed, end, ends) and end - start == 2:
            end += 1
        if _likely(squeezed, (start, end), ends):
            yield _mention(text, *squeezed.span(start, end), 0.6)


def _closes(squeezed: Squeezed, end: int, ends: tuple[int, ...]) -> bool:
    """Whether one more character ends its line or clause: 局长申福来, not 局长申福来到."""
    if end >= len(squeezed.text) or not "\u4e00" <= squeezed.text[end] <= "\u9fff":
        return False
    if end + 1 >= len(squeezed.text):
        return True
    here, after = squeezed.offsets[end], squeezed.offsets[end + 1]
    return (
        bisect_right(ends, after) != bisect_right(ends, here) or squeezed.text[end + 1] in "。,、;)"
    )


def _likely(squeezed: Squeezed, span: tuple[int, int], ends: tuple[int, ...]) -> bool:
    """Whether characters can be a name: in one piece, and no word like 匈方 or 两位."""
    name, before = squeezed.text[span[0] : span[1]], squeezed.text[max(0, span[0] - 1) : span[0]]
    first, last = squeezed.offsets[span[0]], squeezed.offsets[span[1] - 1]
    if bisect_right(ends, first) != bisect_right(ends, last) or _NO_NAME.search(name):
        return False
    if name in PLACES or name in BRANCHES or name[1:] in BRANCHES or name[:2] in _WORDS_TOO:
        return False
    return not (name[0] in "方" and before in set("匈我对双各该中苏官"))


def _shortened(text: str, found: re.Match[str]) -> tuple[int, int]:
    """A name starts at its family name: 由祝长河厂长 holds 祝长河."""
    start, end = found.span("name")
    for later in range(end - 3, end - 1):
        if later > start and re.match(_SURNAME, text[later:end]):
            company = (
                text[start - 1 : start + 1] in ("公司", "上司") or text[start] in "处厂部局科馆"
            )
            return (later, end) if company or text[start] in _AFTER else (start, end)
    return start, end


def _listed(text: str, folded: str) -> Iterator[Mention]:
    """Names after a label of a record: 记录：毕淑华; 出席：方季子、湯紹虞."""
    for found in _LISTED.finditer(folded):
        at = found.start("names")
        for part in re.finditer(r"[^、，,\s]+|[^、，,\n]+", found["names"]):
            piece = squeeze(part.group(), at + part.start())
            if (name := _ITEM.fullmatch(piece.text)) and not _NO_NAME.search(name["name"]):
                yield _mention(text, *piece.span(*name.span("name")), 0.6)


def _in_column(text: str, folded: str) -> Iterator[Mention]:
    """The cells of a table below the heading 姓名."""
    for start, end in column_cells(folded, _COLUMN):
        piece = squeeze(folded[start:end], start)
        if piece.text and _ITEM.fullmatch(piece.text):
            yield _mention(text, *piece.span(0, len(piece.text)), 0.6)


def _foreign(squeezed: Squeezed, text: str, ends: tuple[int, ...]) -> Iterator[Mention]:
    for found in _FOREIGN.finditer(squeezed.text):
        start, end = _trimmed(squeezed.text, _from_line(squeezed, *found.span(), ends), found.end())
        yield _mention(text, *squeezed.span(start, end), 0.75)
    for found in (at for pattern in _ALONE for at in pattern.finditer(squeezed.text)):
        first, last = found.span("name")
        start, end = _trimmed(squeezed.text, _from_line(squeezed, first, last, ends), last)
        name = squeezed.text[start:end]
        if end - start > 1 and name not in PLACES and not _known_word(name):
            yield _mention(text, *squeezed.span(start, end), 0.45)


def _lone(squeezed: Squeezed, text: str, ends: tuple[int, ...]) -> Iterator[Mention]:
    """A run of sounds that prose hardly uses: 喬瑪, 卢卡契; two in three must be such."""
    for found in _LONE.finditer(squeezed.text):
        start, end = _trimmed(squeezed.text, *found.span("name"))
        name = squeezed.text[start:end]
        rare = sum(char in _RARE for char in name)
        if len(name) < 3 or rare * 3 < 2 * len(name) or _known_word(name):
            continue
        if _from_line(squeezed, start, end, ends) == start:
            yield _mention(text, *squeezed.span(start, end), 0.4)


def _from_line(squeezed: Squeezed, start: int, end: int, ends: tuple[int, ...]) -> int:
    """Where a run begins that runs over the end of a short line: behind it."""
    while bisect_right(ends, squeezed.offsets[start]) != bisect_right(
        ends, squeezed.offsets[end - 1]
    ):
        start += 1
    return start


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A run of sounds without a date's last sign, a people's name, or the word behind it."""
    if _LEADING.match(text, start):
        start += 1
    for more in (1, 2):
        if _ENDS_TITLE.search(text[max(0, start - 4) : start + more]):
            start += more
            break
    if people := _PEOPLES.match(text[start:end]):
        start += people.end() if people.end() < end - start else 0
    if behind := _TRAILING.search(text[start : end + 1][: end - start]):
        end = start + behind.start()
    if text[end - 1 : end + 1] in ("夫妇", "夫人", "约见", "约请", "约谈", "博士"):
        end -= 1
    return start, end


_WORDS = re.compile(
    r"万寿|万岁|安排|约定|内容|希望|特派|通知|所有|理由|拟定|以及|万里|当时|古代|东方|代理|安全|国际|开始|普通|康复|特别|利用|当地"
)


def _known_word(name: str) -> bool:
    """Whether a run of sounds is a word, or begins as a Chinese name does."""
    return bool(_WORDS.search(name) or GAZETTEER.match(name))
