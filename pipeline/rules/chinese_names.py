"""Names in Chinese papers that stand in no table, by how they are built.

A person is a family name and one or two characters with a title or a label beside it, a
foreign name with its middle dot (纳吉·伊姆雷), or a run of the characters that spell foreign
names beside a title (司长绍博). An organisation ends in a word for one (部, 局, 委员会); a place
stands in the gazetteer. Text is squeezed, so a name may run over a line's end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.rules import tries
from pipeline.rules.authority import Kind, Mention
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
_NO_NAME = re.compile(r"[本年月日位名个两各该此其这那部员们厅局司厂副]|同志|先生|工程|专家")
_TITLES = "|".join(sorted(forms(rows("chinese_titles.tsv")[0][0]), key=len, reverse=True))
_BEFORE = re.compile(rf"(?P<name>{_SURNAME}(?![{_AFTER}])[{_H}]{{1,2}})(?={_TITLES})")
_BEHIND = re.compile(
    rf"(?:{_TITLES}|职|教师|学生|司账|大夫|同学|译员|承办人?|记录|翻译|主席|校对|联系人|制表|审核|拟稿|核稿|签发"
    rf"|整理|列席|领队|署名)[:、]?(?P<name>{_SURNAME}{_GIVEN})(?=(?P<next>.|$))"
)
_LISTED = re.compile(
    r"(?:^|[\n\t])(?:出席者?|列席|缺席|参加者?|参加人|我方(?:参加者)?|主席|记录|翻译|校对|承办人?|制表|审核|拟稿|核稿"
    r"|联系人|整理|签发|陪同)[:](?P<names>[^\n\t。]{2,120})"
)
_ITEM = re.compile(rf"(?P<name>{_SURNAME}[{_H}]{{1,2}})(?:{_TITLES})?")
_SOUNDS = rows("transliteration.tsv")[0][0]
_FOREIGN = re.compile(rf"[{_SOUNDS}]{{1,7}}(?:[·•・．][{_SOUNDS}]{{1,8}}){{1,3}}")
_ALONE = (
    re.compile(rf"(?:{_TITLES}|领队名|名叫)(?P<name>[{_SOUNDS}]{{2,6}})"),
    re.compile(rf"(?P<name>[{_SOUNDS}]{{2,6}})(?=(?:{_TITLES}|私下|一名|演词))"),
)
_ADJECTIVES = re.compile(r"^(?:匈牙利|罗马尼亚|保加利亚|南斯拉夫|阿尔巴尼亚|波兰|苏联)")
_HEADS = (
    r"大使馆|总领事馆|领事馆|使馆|代办处|办事处|代表处|办公厅|办公室|委员会|联合会|友好协会|协会|学会|理事会"
    r"|工会|商会|公司|银行|医院|科学院|研究院|研究所|研究室|资料室|编审室|研究会|大学|学院|中学|工厂|电厂|机器厂|厂|局|博物院|博物馆"
    r"|图书馆|档案馆|资料馆|剧院|戏院|合作社|通讯社|通讯处|旅行社|出版社|航空公司|试验场|农场|总局|管理局|水利局|海关"
    r"|中央|国务院|教育局|民航局|统计局|外贸部|外交部|文化部|农业部|教育部|国防部|工业部|机械工业部|电力部|卫生部|财政部|贸易部"
    r"|商业部|铁道部|冶金部|化工部|粮食部|林业部|公安部|水利部|内务部|内政部|联络部|宣传部|组织部|中联部|一机部|二机部|三机部|四机部|五机部|六机部|七机部|八机部|电力工业部|部长会议"
    r"|苏欧司|亚洲司|礼宾司|新闻司|条约司|领事司|办公厅|秘书处|联络处|合作处|外事处|情报处|业务组|编译组|情报组|联络会"
    r"|市体委|体委|计委|经委|科委|外办|省委|市委|党委|分处|总处|劳动人民党|共产党|工人党"
)
_HEAD = re.compile(
    tries.pattern(tuple(map(re.escape, h)) for h in _HEADS.split("|")) + "(?![员长势面部])"
)
_LEAD = 14
_SHORTEST = {"厂": 5, "局": 4, "党委": 4, "省委": 4, "市委": 4}
_NO_ORGAN = re.compile("(?:当|结|布|大|全|战)局$|政局$|^厂党委|^本")
# What stands before an organisation's name and is no part of it.
_STOP = re.compile(
    rf".*(?:(?<![国所])有(?![限色])|我国|两国|新建|新设|成立|开设|因|就(?!业)|专人|其|最近|通过|转达|主办|原系|[一两二三四五六七八九十]家|[一两]份|座|处(?!理)|留存|听说|所有|认为|的|和|与|及|由|向|在|是|了|从|并|据|请|给|把|被|到|于|往|致|为|派|给|将|本|该|各|某|你|贵|此|两|等|转告"
    rf"|通知|参加|访问|参观|负责|交|送|呈|报|经|抄|奉|准|商|告|称|根据|关于|如|会见|使|派出|来自|我(?!国)"
    rf"|对(?!外)|同(?!盟)|(?:{_TITLES})|年|月|日|号|[一二三四五六七八九十]、)(?=.*$)"
)
_KEPT = re.compile(
    r"代表(?=办|团|处|$)|共和国|国际|合作|外事处|中国|驻|人民|财经|外交|报社|日报|经济|对外|本地"
)
_WIDE = re.compile(r"\t|[ \u3000]{2,}")
_ANY_GAP = re.compile(r"\t| {2,}|\u3000")
_GENERIC = frozenset(
    "厂 工厂 大学 学院 中学 公司 银行 医院 委员会 协会 办公室 办公厅 大使馆 使馆 "
    "领事馆 总领事馆 代表团 农场 合作社 中央 "
    "电厂 总局 分处 机器厂 省委 市委 党委 研究所 研究室 资料室 图书馆 博物馆 商会 工会 "
    "部长会议 科学院 海关 代办处 办事处 外办 "
    "管理局 科委 国务院合作社 戏院 剧院 学会 理事会".split()
)
_GAZETTEER = re.compile(
    tries.pattern(
        tuple(map(re.escape, name))
        for kind, cell in rows("gazetteer.tsv") if kind == "han" for name in forms(cell)
    )
)  # fmt: skip


def find(text: str) -> Iterator[Mention]:
    """Every person, organisation and place that its form gives away."""
    squeezed = squeeze(text)
    yield from _organs(squeezed, text)
    yield from _foreign(squeezed, text)
    yield from _persons(squeezed, text)
    for found in _GAZETTEER.finditer(squeezed.text):
        yield _mention(squeezed, text, found.span(), "place", 0.7)
    yield from _listed(text)


def _mention(
    squeezed: Squeezed, text: str, span: tuple[int, int], kind: Kind, confidence: float
) -> Mention:
    start, end = squeezed.span(*span)
    name = text[start:end]
    return Mention(None, kind, start, end, name, confidence, label="".join(name.split()))


def _persons(squeezed: Squeezed, text: str) -> Iterator[Mention]:
    ends = short_lines(text)
    for found in _BEFORE.finditer(squeezed.text):
        span = _shortened(squeezed.text, found)
        if _likely(squeezed, span, ends):
            yield _mention(squeezed, text, span, "person", 0.65)
    for found in _BEHIND.finditer(squeezed.text):
        if _likely(squeezed, found.span("name"), ends):
            yield _mention(squeezed, text, found.span("name"), "person", 0.6)


def _likely(squeezed: Squeezed, span: tuple[int, int], ends: list[int]) -> bool:
    """Whether characters can be a name: in one piece, and no word like 匈方 or 两位."""
    name, before = squeezed.text[span[0] : span[1]], squeezed.text[span[0] - 1 : span[0]]
    first, last = squeezed.offsets[span[0]], squeezed.offsets[span[1] - 1]
    if bisect_right(ends, first) != bisect_right(ends, last) or _NO_NAME.search(name):
        return False
    return not (name[0] in "方" and before in set("匈我对双各该中苏官"))


def _shortened(text: str, found: re.Match[str]) -> tuple[int, int]:
    """A name starts at its family name: 由祝长河厂长 holds 祝长河."""
    start, end = found.span("name")
    for later in range(end - 3, end - 1):
        if later > start and re.match(_SURNAME, text[later:end]):
            return (later, end) if text[start] in _AFTER else (start, end)
    return start, end


def _listed(text: str) -> Iterator[Mention]:
    """Names after a label of a record: 记录：毕淑华; 出席：方季子、湯紹虞."""
    for found in _LISTED.finditer(text.replace("：", ":")):
        at = found.start("names")
        for part in re.finditer(r"[^、，,\s]+", found["names"]):
            piece = squeeze(part.group(), at + part.start())
            if (name := _ITEM.fullmatch(piece.text)) and piece.text:
                yield _mention(piece, text, name.span("name"), "person", 0.6)


def _foreign(squeezed: Squeezed, text: str) -> Iterator[Mention]:
    for found in _FOREIGN.finditer(squeezed.text):
        start, end = found.span()
        if people := _ADJECTIVES.match(found.group()):
            start += people.end()
        if squeezed.text[end - 1 : end + 1] in ("夫妇", "夫人"):
            end -= 1
        yield _mention(squeezed, text, (start, end), "person", 0.75)
    for found in (at for pattern in _ALONE for at in pattern.finditer(squeezed.text)):
        if not _GAZETTEER.match(found["name"]) and not _known_word(found["name"]):
            yield _mention(squeezed, text, found.span("name"), "person", 0.45)


def _known_word(name: str) -> bool:
    """Whether a run of sounds is a word: 国际, 安全 ..."""
    return bool(
        re.search(
            r"安排|约定|内容|希望|特派|通知|所有|理由|拟定|以及|万里|当时|古代|东方|代理", name
        )
    )


def _organs(squeezed: Squeezed, text: str) -> Iterator[Mention]:
    ends = short_lines(text, _ANY_GAP)
    for found in _HEAD.finditer(squeezed.text):
        lead = _lead(squeezed, found.start(), ends)
        if cut := _STOP.match(_covered(lead)):
            lead = lead[cut.end() :]
        whole = lead + found.group()
        if (
            whole not in _GENERIC
            and len(whole) >= _SHORTEST.get(found.group(), 3)
            and not _NO_ORGAN.search(whole)
        ):
            span = found.end() - len(whole), found.end()
            yield _mention(squeezed, text, span, "organisation", 0.6)


def _lead(squeezed: Squeezed, head: int, ends: list[int]) -> str:
    """The characters before a head that may belong to its name: back to a sign or a gap."""
    start = head
    while start > max(0, head - _LEAD) and "\u4e00" <= squeezed.text[start - 1] <= "\u9fff":
        here, after = (
            squeezed.offsets[start - 1],
            squeezed.offsets[start] if start < len(squeezed.offsets) else 0,
        )
        if after - here > 1 and bisect_right(ends, after) != bisect_right(ends, here):
            break
        start -= 1
    return squeezed.text[start:head]


def short_lines(text: str, gap: re.Pattern[str] = _WIDE) -> list[int]:
    r"""Where a line ends before the margin or has a wide gap: no name runs on there.

    >>> short_lines("外交部\n今日上午我应约会见")
    [3]
    """
    lines = text.split("\n")
    full = 0.75 * max(map(len, lines))
    found, start = [], 0
    for line in lines:
        found += [start + at.start() for at in gap.finditer(line)]
        if len(line) < full:
            found.append(start + len(line))
        start += len(line) + 1
    return sorted(found)


def _covered(lead: str) -> str:
    """The words before a head with those hidden that only look like a stop."""
    return _KEPT.sub(lambda found: "○" * len(found.group()), lead)
