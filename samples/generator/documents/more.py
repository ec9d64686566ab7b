# ruff: noqa: E501, W291, RUF100
"""More degraded documents: two telegrams, a note, a request and a circular: all invented."""

from dataclasses import replace

from samples.generator.documents.common import BLUE, COURIER, KAI, LIBERATION, NIMBUS, RED
from samples.generator.model import Document, Page, Sheet, Stamp, Style

WIRE = """
.c kitalalt mintairat
.l rejtjeltavirat                         szigoruan titkos
.l peking, 1967. februar 2.  11 o. 25 p.
.l erkezett: 1967. februar 2.  20 o. 05 p.
.l 41. sz.                                azonnal
.gap
.n tegnap este ket oran at nem lehetett elhagyni a nagykovetseg epuletet, mert az utcat tuntetok zartak le. eroszakos cselekmeny nem tortent, a kapura feliratokat ragasztottak.
.n ma reggel a protokoll egyik munkatarsa, kuo si-jen telefonon kozolte, hogy a forgalom helyreallt. kerdesemre, hogy a gyermekek iskolaba szallitasa biztonsagos-e, azt felelte, hogy a tomegek fegyelmezettek.
.n a futar uti okmanyait egyelore nem adtak vissza. masodszor is kertem oket, valasz nincs. javaslom, hogy a kovetkezo futar ulanbator helyett karacsi fele induljon.
.n az elelmiszer-ellatas megfelelo, szen husz napra elegendo. mindenki egeszseges. keneznek a foorvos pihenest rendelt.
.n csou en-laj tegnapi beszedenek szoveget kulon taviratban kuldjuk, mihelyt a teljes szoveg rendelkezesre all.
.n kerem, hogy a csaladtagok hazautazasanak ugyeben legkesobb szombatig dontsetek.
.gap
.i110 dallos
.i110 ideiglenes ugyvivo
.foot kitalalt mintairat
"""
NOTE = """
.l Magyar Népköztársaság
.l Pekingi Nagykövetsége
.l 15/1972.
.gap
.cu S Z Ó B E L I   J E G Y Z É K
.gap
A Magyar Népköztársaság Nagykövetsége tiszteletét fejezi ki a Kínai Népköztársaság Külügyminisztériumának, és van szerencséje az alábbiakat közölni:
A magyar illetékes szervek 1972. szeptember 5. és 19. között Budapesten nemzetközi akvarellkiállítást rendeznek, amelyre meghívják a kínai festők egyesületét. A rendezőség négy-hat lap bemutatását tervezi, lehetőleg a Jangce vidékéről és Jünnanból. A lapok mérete keret nélkül nem haladhatja meg a 80x120 centimétert.
A kiállított művek biztosításáról, a vámkezelésről és a visszaszállításról a magyar fél gondoskodik. Egy kínai szakértő tíznapos tartózkodásának költségeit ugyancsak a rendezőség viseli.
A Nagykövetség hálás volna, ha a Külügyminisztérium az egyesület válaszát június 15-ig továbbítaná, hogy a katalógus szövege idejében elkészülhessen.
A Nagykövetség megragadja az alkalmat, hogy a Külügyminisztériumot ismételten nagyrabecsüléséről biztosítsa.
.gap
.l Peking, 1972. április 21.
.gap 2
.l A Kínai Népköztársaság Külügyminisztériuma
.l P e k i n g
.foot KITALÁLT MINTAIRAT
"""
CIRCULAR = """
.l ORSZÁGOS TERMÉNYFORGALMI HIVATAL
.l 3/118-12/1950.
.rb Hivatalos használatra!
.gap
.cu K Ö R L E V É L
.c valamennyi megyei kirendeltségnek
.gap 0.5
.n Tárgy: Kínából érkező szójabab átvétele
.gap 0.5
Értesítem a kirendeltségeket, hogy f. hó 18. és 24. között három vonattal mintegy 2600 tonna szójabab érkezik Záhonyba. Az átvételnél az alábbiak szerint kell eljárni:
.q a/ Minden tizedik zsákból mintát kell venni, és azt lezárt üvegben Dr. Szántó Hugó vegyészhez küldeni.
.q b/ A nyolcvan kilónál könnyebb zsákokat külön kell rakni, számukról naponta délig távirati jelentést kérek.
.q c/ Nedves vagy dohos árut raktározni tilos. Ilyen esetben a vasúttal közösen jegyzőkönyvet kell felvenni.
.q d/ Az üres zsákokat tizesével kötözve, kimosás nélkül kell visszaküldeni.
Nyomatékosan felhívom a figyelmet arra, hogy a rakodáshoz igénybe vett munkaerő bérét nem a kirendeltség, hanem a vasút számolja el. A múlt évben emiatt hosszadalmas vita támadt.
A körlevél tartalmát a raktárvezetőkkel írásban ismertetni kell.
.gap 0.5
.l Budapest, 1950. július 11.
.gap
.i95 Oláh Zsigmond
.i95 hivatalvezető h.
.foot KITALÁLT MINTAIRAT
"""
REQUEST_1 = """
.cs 虚构样本
.l 机密　　　　　　　　　　　　　　　　　特急
.l 中外贸〔1971〕欧字第305号
.gap 0.5
.cb 关于购买匈牙利轴承磨床事的请示
.gap 0.5
.l 李副部长并报国务院业务组：
洛阳、哈尔滨两轴承厂扩建工程急需精密磨床四十六台。去年以来，先后向瑞士、日本厂商询价，因价格过高、交货期长，未能成交。最近匈牙利机床公司驻京代表塞凯伊两次前来商谈，表示愿意供货。现将有关情况和意见报告如下：
一、匈方提供的型号为ＫＵ—２５０型，据我技术人员在布达佩斯国际博览会上察看，精度可达二微米，比我国现有同类产品略高，但自动上料装置不够可靠，时有卡料现象。
二、价格。匈方报价每台十一万八千瑞士法郎，包括备件和安装费。同瑞士厂商相比约低三成。经过两轮谈判，对方已同意订货三十台以上时再减百分之四。
三、交货期。第一批十二台可在一九七二年三月交货，其余按季分批，到年底交完。付款按中匈贸易协定记账，不动用现汇。
"""
REQUEST_2 = """
.cs 虚构样本　　　　　　　　　　　　２
四、对方要求。塞凯伊私下表示，希望我方同时考虑购买一部分牙科器械，并在广交会上给予较好的摊位。此人说话随便，所提要求未必代表其公司。
五、几种不同意见。洛阳厂主张全部订匈牙利货，哈尔滨厂则主张一半订匈牙利货，一半由国内仿制。机械研究所认为，仿制需时两年以上，但对长远有利。
经研究，我们建议：
（一）先订三十台，其中洛阳十八台，哈尔滨十二台，余数视使用情况再定。
（二）合同中写明精度验收办法，由两厂派人到匈牙利工厂验收。
（三）牙科器械不同磨床挂钩，由卫生部门另行研究。
（四）由机械研究所组织力量，对第一台到货进行测绘。
匈方要求八月十日以前答复。可否，请速批示。
.gap 0.6
.r 机械进口局　　
.r 一九七一年七月二十八日
.gap 0.4
.l 抄送：一机部、国家计委
.l 联系人：葛文澜　　电话：五五局二〇四
"""
VERTICAL = """
.ls 虛構樣本
.lh 電　報
.l 密
.l 發文：駐泰辦事處　　收文：僑務聯絡會
.l 第一〇九號
.gap 0.5
.l 僑務聯絡會鈞鑒：
陽電奉悉。匈牙利雜技團原定本月中旬自仰光來曼谷演出一節，經向主辦戲院查詢，據稱合同尚未簽字，團員護照簽證亦未辦妥，恐須延至下月。
該團共二十八人，內女團員十一人，領隊名包洛格，曾於去歲率團赴東京。其節目以飛人、馴犬及魔術為主，並無政治宣傳，惟隨團攜有畫報兩箱，內容不詳。
此間僑校師生頗多往觀者，「光華」「育民」兩校且擬包場。職以事屬娛樂，未便勸阻，僅囑各校於觀後座談，說明彼邦人民之實際生活。
又，中原報記者鄧子良擬訪問該團，請示可否供給資料，乞核示。
.r 駐泰辦事處　支
.r 民國四十七年九月四日　
"""

_WIRE = Document(
    "hu-telegram-photocopy", "pdf", "heavy",
    "cipher telegram in small letters without accents, a speckled photocopy",
    "typewriter (Nimbus Mono bold), broken strokes, copier specks, skewed, 1-bit CCITT in PDF",
    ("hu",),
    (
        Sheet((Page(WIRE, replace(NIMBUS, ribbon=0.3)),),
              (("broken", 0.35), ("soft", 0.45), ("speckle", 1.0), ("skew", -2.3),
               ("bilevel", 0.65)), mode="bilevel"),
    ),
    {
        "date": "1967-02-02", "document_type": "telegram", "classification": "top-secret",
        "reference_numbers": ["41. sz."], "title": "rejtjeltavirat", "place": "peking",
        "signatory": "dallos", "urgency": "immediate",
    },
    ("kuo si-jen", "csou en-laj", "dallos"), ("peking", "ulanbator", "karacsi"), (),
)  # fmt: skip

_NOTE = Document(
    "hu-note-uneven", "jpg", "heavy",
    "note verbale under uneven light with show-through and a blue received stamp",
    "typewriter (Liberation Mono), pale, lamp to one side, damp rings, colour JPEG", ("hu",),
    (
        Sheet(
            (Page(NOTE, LIBERATION, stamps=(
                Stamp(("BEÉRKEZETT", "1972 ÁPR 25", "Nyt. sz. 881"), 160, 250, "box", 46, 4.4, 7,
                      BLUE),
            )),),
            (("faded", 0.4), ("showthrough", 0.5), ("stain", 0.7), ("paper", 0.8),
             ("uneven", 0.9), ("skew", 1.8)), dpi=250, mode="colour", quality=50,
        ),
    ),
    {
        "date": "1972-04-21", "document_type": "note-verbale", "reference_numbers": ["15/1972."],
        "title": "S Z Ó B E L I   J E G Y Z É K", "place": "Peking",
        "sender": "Magyar Népköztársaság Pekingi Nagykövetsége",
        "recipient": "A Kínai Népköztársaság Külügyminisztériuma",
    },
    (), ("Budapesten", "Jangce", "Jünnanból", "Peking"),
    ("Magyar Népköztársaság Nagykövetsége",
     "Kínai Népköztársaság Külügyminisztériuma", "kínai festők egyesületét"),
)  # fmt: skip

_CIRCULAR = Document(
    "hu-circular-borders", "pdf", "heavy",
    "circular on a scan with black borders, a thin carbon copy",
    "typewriter (Courier Prime), carbon strokes, black scanner borders, grey JPEG in PDF", ("hu",),
    (
        Sheet((Page(CIRCULAR, replace(COURIER, leading=7.2)),),
              (("carbon", 0.5), ("paper", 0.8), ("uneven", 0.3), ("border", 1.0)), quality=45),
    ),
    {
        "date": "1950-07-11", "document_type": "circular", "classification": "restricted",
        "reference_numbers": ["3/118-12/1950."], "title": "K Ö R L E V É L",
        "subject": "Kínából érkező szójabab átvétele", "place": "Budapest",
        "sender": "ORSZÁGOS TERMÉNYFORGALMI HIVATAL",
        "recipient": "valamennyi megyei kirendeltségnek", "signatory": "Oláh Zsigmond",
    },
    ("Dr. Szántó Hugó", "Oláh Zsigmond"), ("Kínából", "Záhonyba", "Budapest"),
    ("ORSZÁGOS TERMÉNYFORGALMI HIVATAL",),
)  # fmt: skip

_KAI = replace(KAI, size=15, leading=9.2, double=True)
_REQUEST = Document(
    "zh-request-carbon", "pdf", "heavy",
    "request for instructions of two pages, a carbon copy; the second page on a film negative",
    "Kai face (AR PL UKai CN), soft uneven strokes, grain and scratches, grey JPEG in PDF",
    ("zh-Hans",),
    (
        Sheet((Page(REQUEST_1, _KAI, "zh-Hans", "Hans"),),
              (("broken", 0.25), ("carbon", 0.6), ("paper", 0.8), ("skew", 1.5)), quality=45),
        Sheet((Page(REQUEST_2, _KAI, "zh-Hans", "Hans"),),
              (("soft", 0.45), ("skew", -1.0), ("negative", 0.9)), quality=42),
    ),
    {
        "date": "1971-07-28", "document_type": "request", "classification": "secret",
        "reference_numbers": ["中外贸〔1971〕欧字第305号"],
        "title": "关于购买匈牙利轴承磨床事的请示", "subject": "购买匈牙利轴承磨床事",
        "sender": "机械进口局", "recipient": "李副部长并报国务院业务组",
        "signatory": "机械进口局", "copy_recipients": ["一机部", "国家计委"], "urgency": "flash",
    },
    ("塞凯伊", "葛文澜"), ("洛阳", "哈尔滨", "瑞士", "日本", "布达佩斯", "匈牙利"),
    ("国务院业务组", "匈牙利机床公司", "机械研究所", "机械进口局", "一机部", "国家计委"),
)  # fmt: skip

_V = Style("ukai", cjk="ukai", size=16, leading=11.0, tracking=1.05, left=22, right=20, top=24,
           bottom=22, indent=11.9, vertical=True, double=True, jitter=0.1, ribbon=0.3)  # fmt: skip
_VERTICAL = Document(
    "zht-telegram", "pdf", "heavy",
    "vertical telegram in traditional characters with a rhyme-day code and a round red seal",
    "Kai face (AR PL UKai CN), soft pale strokes, damp rings, skewed, colour JPEG in PDF",
    ("zh-Hant",),
    (
        Sheet(
            (Page(VERTICAL, _V, "zh-Hant", "Hant", stamps=(
                Stamp(("虛構樣本專用章", "樣章"), 48, 232, "ring", 40, 5.0, -5, RED, "cw-hei", 0.7),
            )),),
            (("carbon", 0.4), ("stain", 0.6), ("paper", 0.8), ("skew", -2.0)), dpi=250,
            mode="colour", quality=48, tint=(240, 228, 196),
        ),
    ),
    {
        "date": "1958-09-04", "document_type": "telegram", "classification": "restricted",
        "reference_numbers": ["第一〇九號"], "title": "電　報", "sender": "駐泰辦事處",
        "recipient": "僑務聯絡會", "signatory": "駐泰辦事處",
    },
    ("包洛格", "鄧子良"), ("仰光", "曼谷", "東京"),
    ("駐泰辦事處", "僑務聯絡會", "中原報"),
)  # fmt: skip

DOCUMENTS = (_WIRE, _NOTE, _CIRCULAR, _REQUEST, _VERTICAL)
