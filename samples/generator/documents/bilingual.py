# ruff: noqa: E501, RUF100
"""A Hungarian-Chinese agreement with a page of mixed lines, and an English page: invented."""

from dataclasses import replace

from samples.generator.documents.common import CMU, COURIER, RED, SONG
from samples.generator.model import Document, Page, Sheet, Stamp

HU = """
.c KITALÁLT MINTAIRAT
.gap
.cb MEGÁLLAPODÁS
.c a Pannon Filmgyűjtemény és a Nanjiang Filmarchívum között
.c filmtekercsek cseréjéről
.gap
A Pannon Filmgyűjtemény (Budapest) és a Nanjiang Filmarchívum (Nanking), attól az óhajtól vezetve, hogy a két nép filmművészetének megismerését előmozdítsák, az alábbiakban állapodnak meg:
.c 1. cikk
A felek 1984-ben és 1985-ben évente tizenkét játékfilm és húsz rövidfilm másolatát adják át egymásnak. A címek jegyzékét a felek minden év január 31-ig levélben egyeztetik.
.c 2. cikk
A másolatok nem kerülhetnek kereskedelmi forgalomba. Vetítésük csak a két intézmény saját termeiben, oktatási célból, belépődíj nélkül megengedett.
.c 3. cikk
A szállítás költsége a küldő felet, a visszaszállítás és a biztosítás költsége a fogadó felet terheli. A tekercseket fémdobozban, nedvszívó anyaggal ellátva kell feladni.
.c 4. cikk
A megállapodás az aláírás napján lép hatályba, és két évig érvényes. Készült két eredeti példányban, magyar és kínai nyelven; mindkét szöveg egyaránt hiteles.
.gap
.l Budapest, 1983. december 7.
.foot 1
"""
ZH = """
.c 虚构样本
.gap 0.5
.ch 协议书
.c 潘农电影资料馆与南江电影资料馆
.c 关于交换影片拷贝
.gap 0.5
潘农电影资料馆（布达佩斯）和南江电影资料馆（南京），为增进两国人民对彼此电影艺术的了解，议定如下：
.c 第一条
双方在一九八四年和一九八五年，每年互相提供故事片拷贝十二部、短片拷贝二十部。片名目录由双方于每年一月三十一日以前以信函商定。
.c 第二条
上述拷贝不得作商业发行，只限在双方馆内放映厅为教学目的放映，不收门票。
.c 第三条
寄送费用由寄送一方负担，退还运费和保险费由接受一方负担。影片须用金属盒包装，并放置干燥剂。
.c 第四条
本协议自签字之日起生效，有效期两年。正本两份，用匈牙利文和中文写成，两种文本具有同等效力。
.gap
.l 一九八三年十二月七日于布达佩斯
.gap 0.5
.cs 2
"""
MIXED = """
.c KITALÁLT MINTAIRAT - 虚构样本
.gap
.cb MELLÉKLET / 附件
.c Az első csere filmjeinek jegyzéke 第一批交换影片目录
.gap 0.5
.n A címek után a gyártás éve és a tekercsek száma áll. 片名之后为出品年份和本数。
.gap 0.5
.l 1. Halászok a ködben 雾中的渔夫, 1958, 9 tekercs
.l 2. A kék zsaluk 蓝色百叶窗, 1961, 10 tekercs
.l 3. Kora reggeli vásár 清晨的集市, 1963, 8 tekercs
.l 4. Malom a Rábán 拉包河上的磨坊, 1955, 9 tekercs
.l 5. Vonat éjfélkor 午夜列车, 1966, 11 tekercs
.l 6. Bambuszliget 竹林 (Zhulin), 1957, 8 tekercs
.l 7. Tavaszi hó 春雪 (Chunxue), 1959, 10 tekercs
.l 8. A révész leánya 船家女儿, 1962, 9 tekercs
.l 9. Lámpások 灯笼 (Denglong), 1980, 12 tekercs
.l 10. Az öreg tanító 老教师, 1981, 10 tekercs
.gap
.n Kapcsolattartók 联系人: Budapesten Sólyom Ágnes (绍约姆·阿格奈什), Nankingban 徐立平 (Xu Liping).
.n A hibás tekercset 30 napon belül kell jelezni. 拷贝如有损坏，须在三十天内通知对方。
.gap
.l A Pannon Filmgyűjtemény részéről      南江电影资料馆代表
.gap 1.2
.l Rédey Kornél                          何静文
.l igazgató                              副馆长
.foot 3
"""
ENGLISH = """
.r RESTRICTED
.l Office of the Trade Observer
.l Vienna
.gap
.l No. 58/2/71
.r 9 February 1971
.gap
.cu M E M O R A N D U M
.gap 0.5
.n Subject: Hungarian and Chinese stands at the Vienna Spring Fair
.gap 0.5
1. I called yesterday on Mr. Aurel Timko of the Fair Office to ask about the space reserved by the Hungarian and Chinese organisations. He received me readily and showed me the floor plan.
2. The Hungarian stand will be moved from Hall 7 to Hall 4 and will cover 340 square metres, slightly more than last year. It will show buses, medical lamps and tinned fruit. The usual wine bar has been given up because of the cost of staff.
3. The Chinese stand is new. The request came by telegram from Peking on 22 January, well after the closing date, but room was found beside the Rumanians. Carpets, tea, small diesel engines and bicycles are expected. Mr. Timko did not know who would be in charge.
4. He remarked that the two delegations had asked separately for the same interpreter, a Mrs. Lenz, who grew up in Shanghai. She has been promised to the Hungarians in the mornings and to the Chinese in the afternoons.
5. I should be glad to know whether the Department wishes to have the price lists of both stands. They can be collected without difficulty on the second day.
.gap
.i100 P. J. Harrowby
.i100 Assistant Observer
.gap 0.5
.l Copies to: Economic Section, Registry
.foot INVENTED SAMPLE
"""

_HU = replace(COURIER, leading=7.0)
_BOTH = replace(CMU, face="cmu-typewriter", cjk="uming", leading=8.4, double=True)
_AGREEMENT = Document(
    "bi-agreement", "pdf", "light",
    "bilingual agreement: a Hungarian page, a Chinese page, and an annex whose lines mix both",
    "typewriter (Courier Prime, CMU Typewriter bold), Song face (AR PL UMing CN), grey JPEG",
    ("hu", "zh-Hans"),
    (
        Sheet((Page(HU, _HU),), (("paper", 0.4), ("soft", 0.2), ("skew", 0.4)), dpi=200,
              quality=60),
        Sheet((Page(ZH, SONG, "zh-Hans", "Hans"),),
              (("paper", 0.4), ("soft", 0.2), ("skew", -0.3)), dpi=200, quality=60),
        Sheet((Page(MIXED, _BOTH, "hu", "Latn", stamps=(
            Stamp(("MINTABÉLYEGZŐ", "MINTA"), 84, 245, "ring", 36, 3.6, -8, RED),
        )),), (("paper", 0.4), ("soft", 0.2)), dpi=300, quality=55, mode="colour",
              tint=(248, 246, 240)),
    ),
    {
        "date": "1983-12-07", "document_type": "agreement", "title": "MEGÁLLAPODÁS",
        "subject": "filmtekercsek cseréjéről", "place": "Budapest",
    },
    ("Sólyom Ágnes", "绍约姆·阿格奈什", "徐立平", "Rédey Kornél", "何静文"),
    ("Budapest", "Nanking", "布达佩斯", "南京"),
    ("Pannon Filmgyűjtemény", "Nanjiang Filmarchívum", "潘农电影资料馆", "南江电影资料馆"),
)  # fmt: skip

_MEMO = Document(
    "en-memo", "pdf", "light", "English memorandum",
    "typewriter (CMU Typewriter bold), 1-bit CCITT group 4 in PDF at 200 dpi", ("en",),
    (Sheet((Page(ENGLISH, replace(CMU, size=13, pitch=2.5), "en"),),
           (("soft", 0.15), ("skew", 0.5)), dpi=200, mode="bilevel"),),
    {
        "date": "1971-02-09", "document_type": "memorandum", "classification": "restricted",
        "reference_numbers": ["58/2/71"], "title": "M E M O R A N D U M",
        "subject": "Hungarian and Chinese stands at the Vienna Spring Fair", "place": "Vienna",
        "sender": "Office of the Trade Observer", "signatory": "P. J. Harrowby",
        "copy_recipients": ["Economic Section", "Registry"],
    },
    ("Aurel Timko", "Mrs. Lenz", "P. J. Harrowby"), ("Vienna", "Peking", "Shanghai"),
    ("Office of the Trade Observer", "Fair Office", "Economic Section"),
)  # fmt: skip

DOCUMENTS = (_AGREEMENT, _MEMO)
