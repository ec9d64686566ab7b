# ruff: noqa: E501, W291, RUF100
"""Chinese documents in traditional characters, horizontal and vertical, and a mixed page."""

from samples.generator.documents.common import BLUE, MING_TW, RED
from samples.generator.model import Document, Page, Sheet, Stamp, Style

LETTER = """
.cs 虛構樣本
.l 外務聯絡處　函
.r 機密
.gap 0.3
.l 受文者：駐土耳其代表辦公室
.l 副本：新聞編譯組
.r 中華民國四十五年十一月二十七日
.r 外聯字第零三八一號
.hr
.l 事由：關於匈京近況剪報之蒐集由
.gap 0.5
一、貴處十一月十二日第一六七號函暨附件均已收悉。
二、查近月以來，各國報紙刊載匈京消息甚多，惟內容互有出入，人名譯法尤不一致。例如納奇一名，有作納吉者，亦有作那奇者，致本處編目時常感困難。茲附上人名對照表一份，嗣後請即依表填寫。
三、貴處寄來之土文報紙四種，紙張薄而墨色淡，影印不清。請於每則剪報旁註明報名、日期及版次，並附二百字以內之中文摘要。
四、有關難民越境人數之報導，請分日列表，並註明消息來源。其未經證實者，應加問號，切勿逕作定論。
五、所需郵費每月以美金二十五元為限，按季檢據報銷。
六、函請查照辦理，並希於十二月十五日以前見復為荷。
.gap 1.2
.r 處長　俞漢卿　　　　
.gap 0.6
.l 承辦人：簡淑貞　　校對：陸伯年
"""
VERTICAL_1 = """
.ls 虛構樣本
.lh 簽　呈
.gap 0.5
.l 極機密
.r 三十八年三月十九日　於上海
.gap 0.5
.l 謹簽者：
竊職奉派赴滬接洽歐洲書刊運輸事宜，業於本月十二日抵達，連日與各輪船公司往返磋商，茲將經過情形，縷陳如下：
一、船期。意商「海鷗」輪定於四月二日啟碇，經香港、新嘉坡、孟買，約五月中旬可抵的里雅斯德。該輪艙位尚餘八十噸，運費每噸英金六鎊十先令，須先付三成。
二、箱數。本處待運書刊共一百四十七箱，其中匈牙利文、捷克文書籍三十一箱，原係匈京科學院寄贈，嗣因郵路梗阻，滯留滬棧已逾兩年，棧租積欠甚鉅。
三、檢驗。海關囑將書目繕具三份，並逐箱加封。職已商請圖書館范叔衡先生率同館員四人，自即日起趕辦，預計十日可竣。
四、經費。前領之款僅餘金圓券若干，近日物價騰踴，朝夕不同，實不足以應付。倘能改撥銀元三百元，或逕由香港分處墊付，則可免周折。
"""
VERTICAL_2 = """
.ls 虛構樣本
五、保管。滬棧地近碼頭，時有宵小出沒。職擬暫雇更夫二名，晝夜輪值，每人每日給米二升，俟裝船後即行遣散。
六、人事。棧房司賬宋桂生服務多年，熟悉箱件號碼，此次清點，出力獨多，可否酌予獎勵，以昭激勸。
再者，昨晤匈籍教授柯爾曼（原任教於聖約翰大學），據稱彼有手稿兩箱，均係研究吾國西南民歌之作，欲隨同書刊一併運歐，運費自理。查其所請，與本處業務尚無牴觸，擬准附運，惟須另具清單，並聲明文責自負。
又查途經香港時，須辦轉口手續，該地現由黎克昌兄主持，人地相宜，擬請鈞座先行電囑照料。
以上所陳，是否有當，理合簽請
.l 鑒核示遵。謹呈
.i20 主任　沈
.gap 0.5
.r 職　杜維新　謹簽　
.gap 0.5
.l 批示：
.i20 准如所擬。銀元由港處墊付，即電知照。三月廿四日
"""
MIXED = """
.c 虚构样本　　虛構樣本
.l 抄件
.r 秘密
.l （五八）東欧字第六十二号
.gap 0.4
.cu 關于匈牙利兩座电厂請求技術合作的來信摘要
.gap 0.4
一、來信人是匈牙利北部瑪特拉电厂的工程师柏尔凯什。他在信中說，該厂新裝的兩台鍋爐使用褐煤，灰分很高，爐管磨損严重，平均每四十天要停爐檢修一次。他听說我国淮南电厂有燃燒劣煤的經驗，希望我們能够介紹情况。
二、另一封信來自多瑙新城热电厂，由厂長納吉·費倫茨署名。信里提到該厂曾在一九五六年冬季因煤炭供應中断而停產，后來靠木柴維持了十一天。現在他們打算改用重油，想了解我国使用噴油嘴的型号。
三、电力工業部的同志看过以后認为，第一封信可以答复，資料由淮南电厂准备，圖紙部分須經批准。第二封信所提的問題，我們自己也沒有解决，只能一般地介紹。
四、兩封信都沒有經过匈方的对外貿易机关。为了慎重起見，建議先由使館向对方了解一下，再决定是否直接回信。
五、来信原文是匈文，由本室崔国棟同志譯出，譯文有几处專門名詞不易确定，已在旁边注出原文。
.gap 0.8
.r 资料室　一九五八年七月三日抄　
"""
RIGHT = """
.ls 虛構樣本
.ls 會議紀錄簿　第十一頁
.l 第三次談話會紀錄
.l 時間：民國三十六年六月五日下午三時
.l 地點：南京鼓樓三條巷本會會議室
.l 出席：方季子、湯紹虞、馬雲樵、白蓮舫、金世澤
.l 主席：方季子　　紀錄：高靜宜
.gap 0.5
.l 甲、報告事項
一、主席報告：匈牙利歌舞團來華一事，前經教育部覆函同意，惟外匯須自籌。
二、湯紹虞報告：已與上海大光明戲院洽妥，九月中旬可借用三日，場租照七折計算。
三、白蓮舫報告：樂譜十二冊已由航郵寄到，內有柯達伊所編民歌多首。
"""
LEFT = """
.ls 第十二頁
.l 乙、討論事項
一、歌舞團旅費應如何籌措案。
.q 決議：函請華僑商會及中匈文化協會各認三分之一，餘由本會募集。
二、節目單應否加印譯文案。
.q 決議：加印，由馬雲樵、金世澤二君負責，七月底完稿。
三、演員食宿應如何安排案。
.q 決議：分住本會招待所及金陵女子文理學院宿舍，膳食由白蓮舫君主辦。
.l 丙、臨時動議
湯紹虞提議：請添置風琴一架。主席謂經費支絀，俟下次再議。
.l 散會：五時一刻。
.gap 0.5
.r 主席　方季子　
.ls 虛構樣本
"""

_LETTER = Document(
    "zht-letter", "jp2", "light",
    "letter of 1956 with a Minguo date, traditional characters in horizontal lines, blue stamp",
    "Ming face (cwTeX Ming), colour JPEG 2000", ("zh-Hant",),
    (
        Sheet(
            (Page(LETTER, MING_TW, "zh-Hant", "Hant", stamps=(
                Stamp(("收文　外聯第九零二號", "45.12.1"), 152, 262, "box", 58, 4.4, -3, BLUE,
                      "cw-hei"),
            )),),
            (("paper", 0.4), ("soft", 0.25), ("skew", 0.5)), dpi=250, mode="colour", quality=45,
        ),
    ),
    {
        "date": "1956-11-27", "document_type": "official-letter", "classification": "secret",
        "reference_numbers": ["外聯字第零三八一號"], "title": "關於匈京近況剪報之蒐集由",
        "subject": "關於匈京近況剪報之蒐集由", "sender": "外務聯絡處",
        "recipient": "駐土耳其代表辦公室", "copy_recipients": ["新聞編譯組"],
        "signatory": "俞漢卿",
    },
    ("納奇", "俞漢卿", "簡淑貞", "陸伯年"), ("匈京", "土耳其"),
    ("外務聯絡處", "駐土耳其代表辦公室", "新聞編譯組"),
)  # fmt: skip

_V = Style("cw-kai", cjk="cw-kai", size=15, leading=9.4, tracking=1.05, left=22, right=20,
           top=22, bottom=20, indent=11.1, vertical=True, jitter=0.05, ribbon=0.2)  # fmt: skip
_VERTICAL = Document(
    "zht-vertical", "tif", "light",
    "memorandum to a superior in vertical columns from right to left: TIFF of two pages",
    "Kai face (cwTeX Kai), punctuation at the top right of the cell, turned brackets, grey TIFF",
    ("zh-Hant",),
    (
        Sheet((Page(VERTICAL_1, _V, "zh-Hant", "Hant"),),
              (("paper", 0.5), ("soft", 0.25), ("skew", 0.5)), quality=58),
        Sheet((Page(VERTICAL_2, _V, "zh-Hant", "Hant"),),
              (("paper", 0.5), ("soft", 0.25), ("skew", -0.6)), quality=58),
    ),
    {
        "date": "1949-03-19", "document_type": "memorandum", "classification": "top-secret",
        "title": "簽　呈", "place": "上海", "recipient": "主任　沈", "signatory": "杜維新",
        "sender": "杜維新",
    },
    ("范叔衡", "宋桂生", "柯爾曼", "黎克昌", "杜維新"),
    ("上海", "香港", "新嘉坡", "孟買", "的里雅斯德", "匈京"),
    ("匈京科學院", "聖約翰大學", "香港分處"),
)  # fmt: skip

_M = Style("uming", cjk="uming", size=14, leading=9.4, tracking=1.12, indent=11.1, jitter=0.28,
           ribbon=0.5, double=True)  # fmt: skip
_MIXED = Document(
    "zh-mixed", "pdf", "heavy",
    "page from a Chinese typewriter that mixes simplified and traditional characters, "
    "faded, with black scanner borders",
    "Song face (AR PL UMing CN) with uneven type, pale strokes, black borders, grey JPEG in PDF",
    ("zh-Hant",),
    (
        Sheet((Page(MIXED, _M, "zh-Hant", "Hani"),),
              (("broken", 0.4), ("faded", 0.5), ("soft", 0.3), ("paper", 0.7), ("skew", -1.6),
               ("border", 1.0)), quality=52),
    ),
    {
        "date": "1958-07-03", "document_type": "other", "classification": "confidential",
        "reference_numbers": ["（五八）東欧字第六十二号"],
        "title": "關于匈牙利兩座电厂請求技術合作的來信摘要",
        "subject": "匈牙利兩座电厂請求技術合作", "sender": "资料室", "is_copy": True,
    },
    ("柏尔凯什", "納吉·費倫茨", "崔国棟"), ("匈牙利", "多瑙新城", "淮南"),
    ("瑪特拉电厂", "多瑙新城热电厂", "淮南电厂", "电力工業部"),
)  # fmt: skip

_D = Style("cw-ming", cjk="cw-ming", size=13, leading=8.4, tracking=1.06, left=12, right=12,
           top=16, bottom=14, indent=9.7, vertical=True, jitter=0.08, ribbon=0.25, double=True)  # fmt: skip
_DOUBLE = Document(
    "zht-double-page", "pdf", "heavy",
    "vertical minutes on two facing pages (right page first), a dark speckled photocopy",
    "Ming face (cwTeX Ming), fold shadow, copier specks, skewed 2 degrees, 1-bit CCITT in PDF",
    ("zh-Hant",),
    (
        Sheet(
            (
                Page(RIGHT, _D, "zh-Hant", "Hant", half="right", width=148, height=210, stamps=(
                    Stamp(("樣本",), 30, 184, "box", 20, 6.0, 6, RED, "cw-hei", 1.0),
                )),
                Page(LEFT, _D, "zh-Hant", "Hant", half="left", width=148, height=210),
            ),
            (("broken", 0.2), ("soft", 0.4), ("speckle", 0.7), ("gutter", 0.5), ("skew", 2.0),
             ("bilevel", 0.8)),
            mode="bilevel",
        ),
    ),
    {
        "date": "1947-06-05", "document_type": "minutes", "title": "第三次談話會紀錄",
        "place": "南京鼓樓三條巷本會會議室",
    },
    ("方季子", "湯紹虞", "馬雲樵", "白蓮舫", "金世澤", "高靜宜", "柯達伊"),
    ("南京", "上海"),
    ("教育部", "大光明戲院", "華僑商會", "中匈文化協會", "金陵女子文理學院"),
)  # fmt: skip

DOCUMENTS = (_LETTER, _VERTICAL, _MIXED, _DOUBLE)
