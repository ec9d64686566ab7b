# ruff: noqa: E501, W291, RUF100
"""Chinese documents in simplified characters: all invented."""

from dataclasses import replace

from samples.generator.documents.common import BLUE, HEI, KAI, RED, SONG
from samples.generator.model import Document, Page, Sheet, Stamp, Style

TELEGRAM = """
.cs 虚构样本
.ch 来　电
.hr
.l 机密　　　　　　　　　　　　　　　　　　　　　　　急
.l 发自：驻匈牙利使馆　　　　　　收电第１０４６号
.l 发电时间：１９５９年９月２日１８时３０分
.l 收电时间：１９５９年９月３日０２时１０分
.hr
.gap 0.6
.l 外交部：
八月二十九日去电悉。今日上午我应约会见匈外贸部司长绍博，就今冬温室设备交货事交换意见。
一、匈方称，因玻璃厂停工检修，第一批温室骨架须推迟至十一月中旬起运，第二批不变。绍博再三表示歉意，并说已派专人驻厂催办。
二、我指出，北京和沈阳两处蔬菜试验场地基已打好，若骨架迟到，冬前无法封顶，损失不小。要求匈方至少先发六组，其余可缓。
三、绍博答应在三天内答复，并暗示如走多瑙河水运转黑海，可提前十天，但运费须另议。
四、谈话末尾，对方问及周恩来总理近期活动，我按公开消息作了介绍。
以上情况，请转告农业部。水运运费可否接受，请速电示。
.gap
.r 林守谦
.r 九月二日
"""
REPORT_1 = """
.cs 虚构样本
.l 绝密
.l （63）外欧密字第217号
.l 共印12份　第5份
.gap
.cb 关于匈牙利水利专家来华考察情况的报告
.gap 0.6
.l 国务院外事办公室：
根据中匈科学技术合作第九次会议的决定，匈牙利水利专家小组一行五人，于一九六三年四月七日至五月三日在我国考察。小组由蒂萨河水利局总工程师巴拉日·久洛率领，先后到过北京、郑州、三门峡、武汉和无锡五地。现将有关情况报告如下：
一、考察经过
专家小组在京期间，听取了水利电力部关于黄河治理规划的介绍，并同有关设计院座谈三次。在郑州参观了花园口大堤和两处引黄灌区，对我方用柳枝、石块护岸的做法很感兴趣，当场画了草图，并取走土样四瓶。
在三门峡，因库区道路被雨水冲坏，原定两天的日程缩短为一天。专家们对泥沙淤积问题提问较多，我方按统一口径作了说明，未提供具体数字。
"""
REPORT_2 = """
.cs 虚构样本　　　　　　　　　　　－２－
在武汉，小组观看了长江大桥和东湖泵站。巴拉日认为泵站的轴流水泵效率较高，但轴承密封不如匈方近年的产品，建议交换图纸。在无锡，参观了太湖边的圩区，对联圩并圩后农民负担减轻的情形印象很深。
二、专家反映的主要意见
（一）大堤上的防汛观测点过稀，建议每两公里设一处，并配备简易电话。
（二）灌区排水沟深度不够，三五年后可能发生盐碱化。匈牙利霍尔托巴吉草原曾有同样教训，愿寄来有关资料。
（三）泥沙研究应当上下游结合起来做，单靠水库模型不易得出可靠结果。
（四）希望我方明年派三至四名青年技术人员到塞格德实习，食宿由匈方负担。
三、政治态度
小组成员对我一般友好，工作认真。翻译科瓦奇·伊洛娜曾在北京大学留学，中文流利，多次主动介绍匈国内生活。组员中有一人两次谈及卡达尔最近的讲话，我陪同人员未予置评。参观途中，他们对学校、托儿所等项目兴趣不大，要求多看工地。
"""
REPORT_3 = """
.cs 虚构样本　　　　　　　　　　　－３－
四、几点建议
（一）排水和盐碱化资料对我华北各灌区有实际用处，拟请水利电力部函复匈方表示欢迎，并寄去同等分量的资料。
（二）派人实习一事，拟同意先派三人，为期八个月，由水利电力部负责选派，十月底以前出国。
（三）水泵图纸交换涉及一机部，建议由该部研究后提出意见，暂不答复对方。
（四）今后接待此类小组，各地介绍情况的口径应事先统一，陪同人员不宜过多。这次在郑州宴请达六桌，超过规定，已向省外办提出。
以上是否妥当，请批示。
.gap
.l 附件：一、专家小组名单
.l 　　　二、座谈记录摘要（共三份）
.gap
.r 对外技术合作处　
.r 一九六三年五月十五日
.gap
.l 抄送：水利电力部、第一机械工业部、河南省外事处
.l 拟稿：丁如松　　核稿：贺敏之　　印发：五月十六日
"""
TALK_1 = """
.cs 虚构样本
.r 内部文件
.cb 谈话记录
.gap 0.5
.l 时间：一九七四年十月十八日下午三时至四时二十分
.l 地点：上海市文化局二楼会议室
.l 主方：副局长　顾怀远　　翻译　倪小珍　　记录　田宝善
.l 客方：匈牙利驻沪商务代表　厄尔代伊·加博尔
.hr
.n 顾：欢迎代表先生。听说您昨天刚从杭州回来，路上还顺利吧？
.n 厄：谢谢，一切都很顺利。西湖下着小雨，我倒觉得比晴天更好看。今天来，主要是想谈谈明年春天民间乐器展览的事。
.n 顾：展览我们很重视。原来考虑放在中苏友好大厦，现在那里要办工业展览，可能改在美术馆，面积小一些，大约四百平方米。
.n 厄：面积不是大问题。我们准备运来一百二十件乐器，其中有十几件是十八世纪的，怕潮，需要玻璃柜和恒温。请问美术馆有没有这种条件？
.n 顾：玻璃柜有，恒温设备还没有。四月上海湿度不算高，可以用干燥剂。我们请博物馆的同志帮助想办法。
.n 厄：那很好。第二个问题是演奏。布达佩斯音乐学院愿意派三位演奏员同来，开幕那天表演，之后可以到学校讲课。
"""
TALK_2 = """
.cs 虚构样本　　　　　　　　　２
.n 顾：开幕式上表演没有问题。讲课的事要请示后答复。我个人认为可以先安排同音乐工作者座谈，互相学习。
.n 厄：我理解。还有一件小事：展览目录能不能在这里印？纸张由我们提供，文字一共三十页，中文译稿已请人做好，错误恐怕不少，希望你们修改。
.n 顾：印目录可以同印刷厂商量。译稿请尽早交来，最好在年底以前。
.n 厄：下星期就送来。另外，我们的大使下月到任，他想借展览的机会来上海看看，不知道是否方便？
.n 顾：大使先生来，我们当然欢迎，具体日程请通过外交部联系。
.n 厄：明白。最后请允许我转达文化部国际司的问候，并送上这本版画集。
.n 顾：谢谢。我们也准备了一盒朵云轩的信笺，请带回去作个纪念。
.n （谈话在友好的气氛中结束。客人临走时问起市郊有没有制作二胡的作坊可看，顾答可以了解一下。）
.gap
.r 田宝善整理　
.r 一九七四年十月二十一日
.l 发：市外办、外交部苏欧司、本局领导（共印八份，阅后退回）
"""
NOTE = """
.cs 虚构样本
.gap
.ch 照　会
.gap 0.4
.r （56）部欧字第88号
.gap 0.6
.l 匈牙利人民共和国驻华大使馆：
中华人民共和国外交部向匈牙利人民共和国驻华大使馆致意，并就大使馆一九五六年三月二日第４１号照会答复如下：
中国有关方面同意匈牙利植物学家费赫尔·桑多尔先生于本年五月至七月来华采集高山植物标本，地点限于四川峨眉山、云南丽江和陕西太白山三处。采集期间，由中国科学院植物研究所派员陪同，并代为办理住宿及交通事宜。
标本一式两份，一份留存植物研究所，一份由费赫尔先生携带出境。凡属珍稀种类，须经双方专家共同鉴定以后方得寄出。往返旅费由匈方负担，在华费用由中方负担。
请大使馆将费赫尔先生入境日期及口岸于四月十日以前通知外交部。
顺致最崇高的敬意。
.gap 1.5
.r 一九五六年三月二十二日于北京　
"""
BULLETIN = """
.ch 东欧情况简报
.c 第37期　　内部参考　注意保存
.c 国际问题资料室编　　１９６８年６月１１日
.c 虚构样本
.hr
.cols
.lb 匈调整蔬菜价格
据匈报五月三十日报道，匈部长会议决定自六月十日起放开早熟蔬菜的零售价格。青椒、番茄和黄瓜由各合作社自行定价，但不得超过去年同期的一倍半。报纸说，去年城市居民排队买菜的现象十分普遍，主要原因是收购价太低，农民不愿多种。
布达佩斯各大菜场六月初的价格已经开始浮动，青椒每公斤涨了两福林，黄瓜反而略有下降。
.lb 铁路工人缺额
匈《交通》周刊透露，全国铁路缺少调车员和养路工一万一千名。青年人嫌工资低、夜班多，不愿报名。铁路局拟从农村招收临时工，并修建单身宿舍十二处。
.lb 巴拉顿湖旅游
今年到巴拉顿湖度假的外国人预计达四十万，其中西德人最多。当地旅馆床位不足，许多居民把自己的住房腾出来出租，每晚收费三十至五十福林。
.col
.lb 新剧引起争论
匈一家剧院上演青年作家的话剧，描写一位农村教师同主席的矛盾。有的报纸说它“真实”，有的批评它“灰暗”。首演以后，剧院把结尾改写了两次。
.lb 多瑙河水位下降
由于四、五月雨量稀少，多瑙河匈段水位比常年低一米二。莫哈奇以下，载重千吨以上的驳船须减载三分之一。匈航运公司已同南斯拉夫商定，合用三艘吃水较浅的拖轮。
.lb 出版消息
匈科学院将出版四卷本匈汉辞典，收词八万条，主编为高洛·安德烈。第一卷预定明年秋天付印。辞典编写工作从一九五七年开始，参加者前后有二十余人。
.lb 简讯
匈石油代表团五月底访问了罗马尼亚。　佩奇大学新建图书馆落成，藏书六十万册。　匈乒乓球队取消了原定八月的远东之行，原因未说明。
"""
TABLE = """
.cs 虚构样本
.cb 一九六一年对匈出口农副产品统计表
.r 秘密
.l 编制单位：沧浪土产进出口分公司　　　　　　　表号：统出3—61
.gap 0.5
.tb 序号 | 品名 | 规格 | 单位 | 合同数 | 实交数 | 完成％
.t 1 | 红茶 | 一级 | 吨 | 180 | 176.5 | 98.1
.t 2 | 绿茶 | 珍眉 | 吨 | 95 | 95.0 | 100.0
.t 3 | 花生仁 | 中粒 | 吨 | 1200 | 640.0 | 53.3
.t 4 | 核桃 | 带壳 | 吨 | 260 | 188.4 | 72.5
.t 5 | 桐油 | 精炼 | 吨 | 310 | 310.0 | 100.0
.t 6 | 生漆 | 毛坝 | 吨 | 14 | 11.2 | 80.0
.t 7 | 猪鬃 | 黑色 | 箱 | 850 | 792 | 93.2
.t 8 | 羽毛 | 鸭毛 | 吨 | 62 | 62.0 | 100.0
.t 9 | 八角 | 大红 | 吨 | 20 | 16.8 | 84.0
.t 10 | 桂皮 | 板桂 | 吨 | 35 | 35.0 | 100.0
.t 11 | 生丝 | 4A | 公斤 | 9600 | 9540 | 99.4
.t 12 | 草帽辫 | 机织 | 捆 | 3000 | 2715 | 90.5
.t 13 | 竹席 | 双人 | 条 | 8000 | 8000 | 100.0
.gap 0.5
.n 说明：花生仁、核桃因产区受灾减产，未交部分经双方换文改为一九六二年交付；猪鬃短交五十八箱系包装破损退货。
.gap 0.5
.l 制表：侯秀芬　　复核：罗德润
.r 一九六二年一月十九日
"""

_CITED = replace(HEI, size=10.5, leading=8.2, ruled=True, left=20, right=16, aligns="rlllrrr",
                 stops=(0, 15, 45, 72, 92, 118, 146, 172))  # fmt: skip

_TELEGRAM = Document(
    "zh-telegram", "pdf", "light", "incoming telegram with sent and received times",
    "Kai face (AR PL KaitiM GB), 1-bit CCITT group 4 in PDF at 400 dpi", ("zh-Hans",),
    (Sheet((Page(TELEGRAM, replace(KAI, face="kai-gb", cjk="kai-gb", size=15, leading=9.0),
                 "zh-Hans", "Hans"),), (("soft", 0.2), ("skew", -0.5)), dpi=400,
           mode="bilevel"),),
    {
        "date": "1959-09-02", "document_type": "telegram", "classification": "secret",
        "reference_numbers": ["收电第１０４６号"], "title": "来　电", "sender": "驻匈牙利使馆",
        "recipient": "外交部", "signatory": "林守谦", "urgency": "immediate",
    },
    ("绍博", "周恩来", "林守谦"), ("匈牙利", "北京", "沈阳", "多瑙河", "黑海"),
    ("驻匈牙利使馆", "外交部", "匈外贸部", "农业部"),
)  # fmt: skip

_PAPER = (("paper", 0.6), ("soft", 0.25))
_REPORT = Document(
    "zh-report", "pdf", "light",
    "top-secret report of three pages with a numbered reference; the second scan turned by 270",
    "Song face (AR PL UMing CN), grey JPEG in PDF", ("zh-Hans",),
    (
        Sheet((Page(REPORT_1, SONG, "zh-Hans", "Hans"),), (*_PAPER, ("skew", 0.6)), dpi=200),
        Sheet((Page(REPORT_2, SONG, "zh-Hans", "Hans"),), (*_PAPER, ("skew", -0.4)), dpi=300,
              rotation=270, quality=55),
        Sheet((Page(REPORT_3, SONG, "zh-Hans", "Hans"),), (*_PAPER, ("skew", 0.3)), dpi=300,
              quality=55),
    ),
    {
        "date": "1963-05-15", "document_type": "report", "classification": "top-secret",
        "reference_numbers": ["（63）外欧密字第217号"],
        "title": "关于匈牙利水利专家来华考察情况的报告",
        "subject": "匈牙利水利专家来华考察情况", "sender": "对外技术合作处",
        "recipient": "国务院外事办公室", "signatory": "对外技术合作处", "copy_number": "第5份",
        "copy_recipients": ["水利电力部", "第一机械工业部", "河南省外事处"],
    },
    ("巴拉日·久洛", "科瓦奇·伊洛娜", "卡达尔", "丁如松", "贺敏之"),
    ("北京", "郑州", "三门峡", "武汉", "无锡", "花园口", "塞格德", "霍尔托巴吉"),
    ("国务院外事办公室", "水利电力部", "蒂萨河水利局", "对外技术合作处", "第一机械工业部",
     "河南省外事处", "北京大学"),
)  # fmt: skip

_TALK = Document(
    "zh-talk-uneven", "pdf", "heavy",
    "conversation record of two pages under uneven light, skewed 2 to 3 degrees",
    "Kai face (AR PL UKai CN), pale uneven strokes, lamp to one side, damp rings, grey JPEG",
    ("zh-Hans",),
    (
        Sheet((Page(TALK_1, replace(KAI, size=15, leading=9.2), "zh-Hans", "Hans"),),
              (("broken", 0.35), ("faded", 0.5), ("soft", 0.35), ("paper", 0.8), ("stain", 0.9),
               ("uneven", 1.0), ("skew", 2.8)), quality=48),
        Sheet((Page(TALK_2, replace(KAI, size=15, leading=9.2), "zh-Hans", "Hans"),),
              (("broken", 0.35), ("faded", 0.5), ("soft", 0.35), ("paper", 0.8), ("stain", 0.7),
               ("uneven", 0.9), ("skew", -2.1)), quality=48),
    ),
    {
        "date": "1974-10-18", "document_type": "conversation-record",
        "classification": "internal", "title": "谈话记录", "place": "上海市文化局二楼会议室",
        "copy_recipients": ["市外办", "外交部苏欧司", "本局领导"],
    },
    ("顾怀远", "倪小珍", "田宝善", "厄尔代伊·加博尔"), ("上海", "杭州", "西湖", "布达佩斯"),
    ("上海市文化局", "中苏友好大厦", "布达佩斯音乐学院", "朵云轩", "外交部苏欧司", "市外办"),
)  # fmt: skip

_NOTE = Document(
    "zh-note", "jpg", "light",
    "third-person note with a round red seal over the date and a blue received stamp",
    "Song face (AR PL SungtiL GB), colour JPEG on yellowish paper", ("zh-Hans",),
    (
        Sheet(
            (Page(NOTE, replace(SONG, face="song-gb", cjk="song-gb", size=16, leading=10.0,
                                indent=11.9), "zh-Hans", "Hans", stamps=(
                Stamp(("虚构样本专用章", "样章"), 158, 221, "ring", 42, 5.2, 4, RED, "zenhei",
                      0.75),
                Stamp(("收文　第502号", "1956年3月24日"), 56, 258, "box", 52, 4.6, -3, BLUE,
                      "zenhei"),
            )),),
            (("paper", 0.5), ("soft", 0.2), ("skew", -0.4)), dpi=250, mode="colour", quality=55,
        ),
    ),
    {
        "date": "1956-03-22", "document_type": "note-verbale",
        "reference_numbers": ["（56）部欧字第88号"], "title": "照　会", "place": "北京",
        "sender": "中华人民共和国外交部", "recipient": "匈牙利人民共和国驻华大使馆",
    },
    ("费赫尔·桑多尔",), ("四川峨眉山", "云南丽江", "陕西太白山", "北京"),
    ("中华人民共和国外交部", "匈牙利人民共和国驻华大使馆", "中国科学院植物研究所"),
)  # fmt: skip

_TWO = Style("uming", cjk="uming", size=11.5, leading=6.6, indent=8.5, columns=2, left=22,
             right=20, gutter=9, ribbon=0.15, jitter=0.03, double=True, bold="zenhei")  # fmt: skip
_BULLETIN = Document(
    "zh-bulletin", "png", "light", "two-column internal bulletin",
    "Song face (AR PL UMing CN), 1-bit PNG at 400 dpi", ("zh-Hans",),
    (Sheet((Page(BULLETIN, _TWO, "zh-Hans", "Hans"),), (("soft", 0.2), ("skew", 0.3)), dpi=400,
           mode="bilevel"),),
    {
        "date": "1968-06-11", "document_type": "bulletin", "classification": "internal",
        "reference_numbers": ["第37期"], "title": "东欧情况简报", "sender": "国际问题资料室",
    },
    ("高洛·安德烈",),
    ("布达佩斯", "巴拉顿湖", "多瑙河", "莫哈奇", "南斯拉夫", "罗马尼亚"),
    ("匈部长会议", "国际问题资料室", "匈科学院", "佩奇大学", "匈航运公司"),
)  # fmt: skip

_TABLE = Document(
    "zh-table", "pdf", "light", "ruled statistical table",
    "Hei face (WenQuanYi Zen Hei), 1-bit CCITT group 4 in PDF", ("zh-Hans",),
    (Sheet((Page(TABLE, _CITED, "zh-Hans", "Hans"),), (("soft", 0.2), ("skew", 0.4)),
           mode="bilevel"),),
    {
        "date": "1962-01-19", "document_type": "table", "classification": "confidential",
        "reference_numbers": ["统出3—61"], "title": "一九六一年对匈出口农副产品统计表",
        "sender": "沧浪土产进出口分公司",
    },
    ("侯秀芬", "罗德润"), (), ("沧浪土产进出口分公司",),
)  # fmt: skip

DOCUMENTS = (_TELEGRAM, _REPORT, _TALK, _NOTE, _BULLETIN, _TABLE)
