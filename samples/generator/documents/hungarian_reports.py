# ruff: noqa: E501, RUF100
"""Hungarian report, minutes, conversation record and finding aid: all invented."""

from dataclasses import replace

from samples.generator.documents.common import CMU, COURIER, DARK, NIMBUS
from samples.generator.model import Document, Page, Sheet, Stamp, Style

REPORT_1 = """
.l MAGYAR NÉPKÖZTÁRSASÁG NAGYKÖVETSÉGE
.ru Szigorúan titkos!
.l Szám: 00237/1960.
.l Melléklet: 1 db
.r Peking, 1960. március 24.
.gap
.n Tárgy: A népi kommunák közétkeztetése
.gap 0.5
A nagykövetség három munkatársa február végén és március elején tizenkét napot töltött Hopej és Sanhszi tartományban. Az út célja az volt, hogy a népi kommunák közétkeztetéséről a sajtóban megjelent adatokat a helyszínen szerzett benyomásokkal vessük össze. Jelentésünk a kísérők tájékoztatásán, saját megfigyeléseinken és néhány alkalmi beszélgetésen alapul.
Az első állomás a Paotinghoz közeli Keleti Szél kommuna volt. A vezetőség adatai szerint a kommunának negyvenegyezer lakosa van, akik száznyolcvanhat étkezőben kapnak naponta háromszor meleg ételt. A központi étkezőt tavaly tavasszal építették vályogból, cseréptetővel, nyolcszáz főre.
A konyha személyzete tizenkilenc asszonyból és két szakácsból áll. A reggeli köleskása, az ebéd kukoricakenyér, sózott káposzta és hetente kétszer bab. Húst az újévi ünnepek óta nem osztottak. A gyermekek számára külön asztalt tartanak fenn, és délután egy csésze szójatejet adnak.
Az idősebb parasztok egyike, akivel a kíséret távollétében néhány szót válthattunk, azt mondta, hogy a közös konyha télen jó, mert meleg, de nyáron szívesebben főzne otthon. A többiek hallgattak.
.foot KITALÁLT MINTAIRAT
"""
REPORT_2 = """
.head 00237/1960.                      - 2 -
A kommuna igazgatóhelyettese, Liang Fu-kuj részletesen beszélt a gabona elosztásának rendjéről. Eszerint a termés hatvan százalékát ingyenes ellátás formájában, negyven százalékát munkaegységek alapján osztják szét. Tavaly ősszel a szárazság miatt a tervezett mennyiségnek csak nyolcvanhárom százaléka gyűlt össze, ezért januártól a fejadagot napi ötszáz grammról négyszázhúszra szállították le.
Megkérdeztük, hogyan fogadta ezt a lakosság. Azt felelte, hogy gyűléseken megmagyarázták a nehézségeket, és mindenki egyet\N{SOFT HYPHEN}értett. Később, a vacsoránál hozzátette, hogy a magtárak őrzését a milíciára kellett bízni.
A második állomás Tajjüan környéke volt, ahol ipari munkások lakótelepeit is megtekintettük. Itt az étkezők jobban felszereltek, a kohászati üzem saját disznóhizlaldát tart fenn. A kiszolgálás gyors, a helyiségek tiszták. Az étkezési jegyeket az üzem adja, havonta tizenkét jüan értékben.
Figyelemreméltó, hogy a városi étkezők mellett újra megjelentek a kis sütödék és teaházak, amelyeket tavaly nyáron még bezártak. A kísérőink ezt azzal magyarázták, hogy a vendégek és az átutazók ellátását másképp nem lehet megoldani.
Az utazás során több helyen láttunk feliratokat, amelyek a takarékosságra szólítanak fel. Újdonság, hogy ezek nem a nagy ugrás számait idézik, hanem a vetőmag megőrzésére és a kézi öntözésre vonatkozó gyakorlati tanácsokat közölnek.
.foot KITALÁLT MINTAIRAT
"""
REPORT_3 = """
.head 00237/1960.                      - 3 -
A harmadik állomáson, Jangcsüanban alkalmunk volt részt venni az étkezők felelőseinek járási értekezletén. Mintegy kétszázan gyűltek össze az iskola tornatermében. Az előadó, Csao Mej-hua elvtársnő felolvasta azt a tizenkét pontot, amely a konyhák munkáját szabályozza. A legtöbb hozzászólás a tüzelőhiányról szólt, mert a szénporos brikettet a téglagyár használja fel.
Egy fiatal szakácsnő elmondta, hogy ők napraforgószárral és szárított vízinövényekkel fűtenek, így naponta nyolcvan kiló szenet takarítanak meg. A tapsból ítélve ez volt a nap legnépszerűbb felszólalása. A határozatot egyhangúlag fogadták el.
Az értekezlet után az elnökség tagjai válaszoltak kérdéseinkre. Megerősítették, hogy a járásban tavaly ősz óta hetvennégy étkezőt összevontak vagy megszüntettek, és a családok egy részének visszaadták a főzőedényeket. Ezt átmeneti intézkedésnek nevezték.
Nem kaptunk választ arra, hogy a betegek és a szoptató anyák milyen pótlékban részesülnek. A járási orvos, aki jelen volt, kitérően annyit mondott, hogy a helyzet a tavaszi zöldségek megjelenésével javulni fog. Vizenyős lábú embereket magunk is láttunk az állomáson, de számukat nem tudjuk megítélni.
A visszaúton, a vonaton egy nankingi mérnökkel utaztunk, aki szerint délen az étkezők helyzete kedvezőbb. Ott a rizs mellett halat és édesburgonyát is osztanak, a háztáji földek pedig sok helyen megmaradtak.
.foot KITALÁLT MINTAIRAT
"""
REPORT_4 = """
.head 00237/1960.                      - 4 -
Összefoglalva megállapítható, hogy a közétkeztetés rendszere a meglátogatott helyeken működik, de a kezdeti lelkesedés lanyhult. A vezetők óvatosabban nyilatkoznak, mint egy évvel ezelőtt, és többször hivatkoznak Liu Sao-csi múlt évi beszédének azon részére, amely az önkéntességről szól.
A sajtóban közölt számok a nagyobb, jól felszerelt étkezőkre vonatkoznak, ezért belőlük általános következtetést levonni nem lehet. A kisebb falvakban gyakran csak a főzést végzik közösen, az ételt ki-ki hazaviszi. Ezt a megoldást a helyi szervek hallgatólagosan eltűrik.
Véleményünk szerint az aratásig további egyszerűsítés várható. Ha a nyári termés gyenge lesz, a háztáji főzés szélesebb körben is visszatérhet, anélkül hogy erről nyilvánosan határoznának.
Javasoljuk, hogy a magyar sajtó e kérdésről tartózkodóan írjon, és a Földművelésügyi Minisztérium a júniusra tervezett tanulmányutat halassza őszre. A mellékletben közöljük az étkezők heti étrendjét, ahogyan azt a Keleti Szél kommuna falán lemásoltuk.
.gap
.i90 Várkonyi Rezső
.i90 nagykövet
.gap
.l Készült: 4 példányban
.l Gépelte: Bánki Piroska
.foot KITALÁLT MINTAIRAT
"""
MIN_HEAD = ".head Zalavári Járási Tanács - jegyzőkönyv 1951. XI. 9.            "
MINUTES_1 = """
.l Zalavári Járási Tanács Végrehajtó Bizottsága
.l 6/14-3/1951. sz.
.gap
.cu J E G Y Z Ő K Ö N Y V
.gap
.n Készült Zalaváron, 1951. november 9-én délután 4 órakor a Végrehajtó Bizottság rendes ülésén, a tanácsház nagytermében.
.gap 0.5
.n Jelen vannak: Gombos András elnök, Tőke Istvánné elnökhelyettes, Varró Lajos titkár, Pintér Dezső, Sümegi Ilona, Horváth Mátyás bizottsági tagok. Meghívottként: Cserháti Ödön, a könyvtár vezetője. Igazoltan távol: Fekete Jenő.
.gap 0.5
.l Napirend:
.q 1. A kínai népi küldöttség fogadásának előkészítése
.q 2. Az őszi mélyszántás állása
.q 3. Egyebek
.gap 0.5
Gombos András elnök megnyitja az ülést, megállapítja, hogy a bizottság határozatképes. A napirendet a jelenlévők egyhangúlag elfogadják. A jegyzőkönyv vezetésére Varró Lajos titkárt, hitelesítésére Sümegi Ilonát és Pintér Dezsőt kéri fel.
.foot KITALÁLT MINTAIRAT
"""
MINUTES_2 = (
    MIN_HEAD
    + """- 2 -
.cu 1. napirendi pont
Gombos András ismerteti a megyei tanács átiratát. Eszerint november 21-én tizenhat tagú kínai földműves küldöttség érkezik a járásba, megtekintik a gépállomást és a zalavári termelőszövetkezetet. A küldöttséget a megyeszékhelyről két autóbusz hozza.
Tőke Istvánné javasolja, hogy az ebédet a szövetkezet asszonyai főzzék, ne a vendéglő. Szerinte így olcsóbb is, szívesebb is. Az úttörők kínai zászlócskákat készítenek, papírt a tanács ad hozzá.
Cserháti Ödön bejelenti, hogy a könyvtárban kis kiállítást rendez. Van egy Lu Hszün kötetük és három képes folyóiratuk, ezenkívül kölcsönkért egy térképet a gimnáziumtól. Kéri, hogy a fűtésről gondoskodjanak.
Pintér Dezső a sáros út miatt aggódik. Ha esik, az autóbuszok nem jutnak fel a gépállomásra. Két kocsi salakot kér a téglagyártól.
Horváth Mátyás hozzászólásában elmondja, hogy a vendégek bizonyára kérdezni fognak a beszolgáltatásról, ezért a számokat előre össze kell írni.
.n HATÁROZAT: A Végrehajtó Bizottság a fogadás tervét elfogadja. Felelős: Tőke Istvánné. Határidő: november 19.
.foot KITALÁLT MINTAIRAT
"""
)
MINUTES_4 = (
    MIN_HEAD
    + """- 3 -
.cu 2. napirendi pont
Varró Lajos titkár jelenti, hogy a járás területén a mélyszántás november 7-ig hatvannégy százalékban készült el. Leghátrább van Kisvölgy község negyvenegy százalékkal, ahol két traktor áll alkatrész hiányában. Élen jár Felsőrét, ott már csak a vizes lapályok vannak hátra.
Pintér Dezső szerint a gépállomás éjszakai műszakot is tud tartani, ha lámpát és vacsorát kapnak a vezetők. Az üzemanyag elegendő.
Sümegi Ilona felveti, hogy a kisvölgyi gazdák ökrökkel is kezdhették volna a munkát. Arra vártak, hogy a gép mindent elvégez. A népnevelők látogassák meg őket.
Horváth Mátyás ezzel nem ért egyet, mert Kisvölgyön alig maradt igásállat. Inkább a felsőréti gépeket kell átirányítani egy hétre.
Az elnök összefoglalja a vitát. Mindkét javaslatot megfontolandónak tartja, de a fagyokig legföljebb tizenkét nap van hátra.
.n HATÁROZAT: Két felsőréti traktort november 12-től 18-ig Kisvölgyre kell irányítani. Felelős: Pintér Dezső.
.foot KITALÁLT MINTAIRAT
"""
)
MINUTES_5 = (
    MIN_HEAD
    + """- 4 -
.cu 3. Egyebek
Cserháti Ödön kéri, hogy a könyvtár nyitvatartását hetente egy estével bővíthesse. A bizottság hozzájárul.
Tőke Istvánné bejelenti, hogy az óvoda kéményét kijavították, a költség 312 forint volt. Kéri a számla kifizetését. A bizottság tudomásul veszi.
Gombos András felolvassa Fekete Jenő levelét, amelyben betegségére hivatkozva lemond bizottsági tagságáról. A kérdésben a tanácsülés dönt, addig a megbízatás fennáll.
Más hozzászólás nem lévén az elnök az ülést fél hétkor bezárja.
.gap
.c K. m. f.
.gap
.l Gombos András                       Varró Lajos
.l elnök                               titkár
.gap
.l Hitelesítők:
.l Sümegi Ilona                        Pintér Dezső
.foot KITALÁLT MINTAIRAT
"""
)
TALK_1 = """
.r Bizalmas!
.l Kereskedelmi Kirendeltség, Peking
.l 73/1965. sz.
.gap
.cu F E L J E G Y Z É S
.c Ho Kuang-jü igazgatóval folytatott beszélgetésről
.gap 0.5
.n Időpont: 1965. április 8., 10 óra
.n Hely: a Gépimport Vállalat tárgyalója
.n Jelen volt: Ho Kuang-jü, Szu Pin tolmács, részünkről Mészöly Gábor és Tárnok Éva
.gap 0.5
Ho Kuang-jü bevezetésül megköszönte a tavalyi autóbuszok pontos szállítását. Elmondta, hogy az Ikarusok közül negyven Pekingben, húsz Sencsenben jár, és a vezetők elégedettek velük, bár a fűtés gyenge.
Mészöly Gábor átadta a pótalkatrészek új árjegyzékét, és kérte, hogy a kínai fél május végéig jelölje meg igényeit. Felhívta a figyelmet arra, hogy a tengelyeket a győri gyár ezután csak félévre előre tudja vállalni.
Ho igazgató azt válaszolta, hogy az árjegyzéket gondosan áttanulmányozzák. Első látásra drágának tartja a hűtőket, mert a hamburgi ajánlat tizenkét százalékkal alacsonyabb. Hangsúlyozta azonban, hogy nem az ár az egyetlen szempont.
Tárnok Éva megkérdezte, mikorra várható döntés a cérnázógépek ügyében. A válasz szerint a kérdés a minisztérium előtt van, ahol most a harmadik ötéves terv számain dolgoznak.
.foot KITALÁLT MINTAIRAT
"""
TALK_2 = """
.c 2.
.gap
Ezután a kínai fél részéről felvetették, hogy a kölcsönös szállítások értékét svájci frankban állapítsák meg. Mészöly Gábor közölte, hogy erre nincs felhatalmazása, de a javaslatot továbbítja Budapestre. Személyes véleménye szerint a rubelelszámolás mindkét félnek megszokott és egyszerű.
Ho igazgató mosolyogva megjegyezte, hogy a megszokás nem mindig jó tanácsadó. Példaként a teát hozta fel, amelyet a magyar vállalat évek óta ugyanabban a ládában kér, holott a papírzsák olcsóbb volna.
Szóba került a szegedi paprika is. A tavaszi vásáron kiállított mintákból két mázsát vennének kipróbálásra, ha a csomagolás nedvesség ellen védett.
A beszélgetés végén a vendéglátók meghívtak bennünket a tiencsini kikötő új darujának megtekintésére. A meghívást elfogadtuk, időpontját később egyeztetjük.
Megjegyzés: Ho Kuang-jü a szokottnál közlékenyebb volt. A tolmács kétszer is pontosította szavait, egyszer a svájci frankról, egyszer a tervszámokról szólva.
.gap
.l Peking, 1965. április 9.
.gap
.i95 Mészöly Gábor
.i95 kereskedelmi titkár
.foot KITALÁLT MINTAIRAT
"""
AID_1 = """
.cb Vármegyei Tudományos Gyűjtemény
.c Levéltári tájékoztató, 12. füzet
.gap 0.5
.ch A keleti kapcsolatok iratai, 1949-1966
.c Ismertető leltár
.c KITALÁLT MINTAIRAT
.gap
.lb 1. Az iratképző
.n A Keleti Kapcsolatok Irodája 1949 októberében alakult, és 1966 márciusában olvadt be a Tájékoztatási Hivatalba. Feladata a távol-keleti országokkal folytatott kulturális és műszaki csere szervezése volt. Első vezetője, Ruzsinszky Aladár 1954-ig, utódja, Kemény Sarolta a megszűnésig állt az iroda élén. A személyzet létszáma sohasem haladta meg a tizennégy főt.
.n Az iroda levelezése három nyelven folyt. A kínai nyelvű iratokhoz rendszerint gépelt magyar fordítást mellékeltek, amelyet a fordító kézjegyével látott el. Az angol nyelvű levelek többnyire hajózási társaságoktól és biztosítóktól származnak.
.lb 2. Az iratok története
.n Az anyag 1971-ben, rendezetlen állapotban került a gyűjteménybe. Mintegy két folyómétert az 1956. évi csőrepedés tett tönkre, ezek jegyzékét a 3. doboz őrzi. A rendezést Baranyi Zsófia végezte 1986 és 1989 között.
.lb 3. Az iratok rendje
.tb Doboz | Tárgy | Évkör | Terjedelem
.t 1. | Alapító iratok, szervezeti rend | 1949-1951 | 0,12 ifm
.t 2. | Küldöttségek és vendégek | 1950-1958 | 0,12 ifm
.t 3. | Káresetek, hiányjegyzékek | 1956-1957 | 0,06 ifm
.t 4. | Könyv- és filmcsere | 1952-1961 | 0,12 ifm
.t 5. | Kiállítások | 1953-1964 | 0,12 ifm
.t 6. | Műszaki levelezés, angol nyelvű | 1955-1966 | 0,10 ifm
.t 7. | Fényképek és üvegnegatívok | 1950-1965 | 0,15 ifm
.t 8. | Számlák, elszámolások | 1949-1966 | 0,12 ifm
.foot 1
"""
AID_2 = """
.lb 4. Kutathatóság
.n Az iratok 1990. január 1. óta kutathatók. A 6. doboz egyes levelei szerzői jogi védelem alatt állnak, másolatuk csak az igazgató engedélyével adható ki. Az üvegnegatívok törékenyek, helyettük a kutatók nagyítást kapnak.
.lb 5. Fontosabb személyek
.n A levelezésben többször szerepel Csen Hao-nan, a sanghaji könyvkiadó szerkesztője, aki 1953-ban és 1957-ben járt Magyarországon. Az iroda tolmácsa 1955-től Galla Teréz volt, hagyatékát külön fondként kezeljük. Csou En-laj 1957. évi látogatásáról mindössze egy meghívó és hét fénykép maradt fenn.
.lb 6. Használati megjegyzések
.n A kínai neveket az iratok a korabeli magyar átírás szerint közlik; a leltár ezt változatlanul hagyja. Ahol az eredeti írásjegyek is ismertek, a névmutató feltünteti őket. A dátumok az irat keltét jelentik, nem az iktatásét. Hivatkozáskor a gyűjtemény nevét, a fond számát és a doboz sorszámát kell megadni.
.n A leltárt kiegészítő kéziratos cédulák a kutatóteremben, a második szekrényben találhatók. Kérjük olvasóinkat, hogy a hibákat és hiányokat a kiadó címén jelezzék.
.gap
.l Zalaszék, 1990. február
.l Összeállította: Baranyi Zsófia
.foot 2
.foot KITALÁLT MINTAIRAT
"""
GARBAGE = """
Bizalmas i
Kereskedehni Kirendehseg, Pekirig
73/1965 sz
F E L I E G Y 2 E S
Ho Kuang-jii igazgatoval folytatott beszelgetesrol
ldopont 1965 aprflis 8 , 10 ora
Hely a Gepimport Vallalat targyaloj a
len volt Ho Kuang-jii, Szu Pin tolmacs, reszunkr6l Meszoly Gabor es Tarnok Eva
H0 Kuang-jii bevezetesiil megkoszonte a tavalyi aut6buszok pontos szallitasat
the lkarusok koziil negyven Pekingben, hiisz Sencsenben jar, es a vezet6k
rneszoly Gab0r atadta a p6talkatreszek uj arjegyzeket, es kerte, bogy a
"""
GARBAGE_2 = """
~ , . llll ii tl1e
Ezutan a kfnai f el resz6r6l felvetettek hogy a kolcs0nos szallftasok
rneg MESZ0LY Gcibor k0zolte, h0gy erre nincs felhatalmazasa
Ho lgazgat6 mosolyogva rnegj egyezte, h0gy a megszokas
Sz6ba kerlilt a szegedi paprika is A tavaszi vasaron
"""

_REPORT_STYLE = replace(NIMBUS, hyphenate=True, leading=7.4)
_CARBON = (("broken", 0.3), ("carbon", 0.75), ("paper", 0.8))
_REPORT = Document(
    "hu-report-carbon", "pdf", "heavy",
    "report of four pages with words divided at line ends and a running head: a faded carbon copy",
    "typewriter (Nimbus Mono bold), soft pale strokes, skewed 1 to 2.6 degrees, grey JPEG in PDF",
    ("hu",),
    tuple(
        Sheet((Page(body, _REPORT_STYLE),), (*_CARBON, ("skew", turn)), quality=45)
        for body, turn in ((REPORT_1, 2.6), (REPORT_2, -1.0), (REPORT_3, 1.4), (REPORT_4, -2.2))
    ),
    {
        "date": "1960-03-24", "document_type": "report", "classification": "top-secret",
        "reference_numbers": ["00237/1960."], "title": "A népi kommunák közétkeztetése",
        "subject": "A népi kommunák közétkeztetése", "place": "Peking",
        "sender": "MAGYAR NÉPKÖZTÁRSASÁG NAGYKÖVETSÉGE", "signatory": "Várkonyi Rezső",
        "attachments": "1 db",
    },
    ("Liang Fu-kuj", "Csao Mej-hua", "Liu Sao-csi", "Várkonyi Rezső", "Bánki Piroska"),
    ("Peking", "Hopej", "Sanhszi", "Paotinghoz", "Tajjüan", "Jangcsüanban"),
    ("MAGYAR NÉPKÖZTÁRSASÁG NAGYKÖVETSÉGE", "Keleti Szél kommuna",
     "Földművelésügyi Minisztérium"),
)  # fmt: skip

_MIN = replace(COURIER, leading=7.2, ribbon=0.3)
_MIN_WEAR = (("soft", 0.25), ("broken", 0.15))
_MINUTES = Document(
    "hu-minutes", "pdf", "light",
    "minutes of four pages with page numbers and a running head, a blank page with show-through "
    "between them, the fourth scan turned by 180",
    "typewriter (Courier Prime), 1-bit CCITT group 4, the blank page grey JPEG", ("hu",),
    (
        Sheet((Page(MINUTES_1, _MIN),), (*_MIN_WEAR, ("skew", 0.5)), mode="bilevel"),
        Sheet((Page(MINUTES_2, _MIN),), (*_MIN_WEAR, ("skew", -0.4)), mode="bilevel"),
        Sheet((Page("", _MIN, ghost=Page(MINUTES_2, _MIN)),), (("paper", 0.7),), dpi=200,
              quality=50),
        Sheet((Page(MINUTES_4, _MIN),), (*_MIN_WEAR, ("skew", 0.6)), mode="bilevel",
              rotation=180),
        Sheet((Page(MINUTES_5, _MIN, stamps=(
            Stamp(("ZALAVÁRI JÁRÁSI TANÁCS", "1951"), 78, 190, "ring", 40, 3.4, -12, DARK,
                  strength=1.0),
        )),), (*_MIN_WEAR, ("skew", -0.3)), mode="bilevel"),
    ),
    {
        "date": "1951-11-09", "document_type": "minutes", "reference_numbers": ["6/14-3/1951. sz."],
        "title": "J E G Y Z Ő K Ö N Y V", "place": "Zalaváron",
        "sender": "Zalavári Járási Tanács Végrehajtó Bizottsága",
    },
    ("Gombos András", "Tőke Istvánné", "Varró Lajos", "Pintér Dezső", "Sümegi Ilona",
     "Horváth Mátyás", "Cserháti Ödön", "Fekete Jenő", "Lu Hszün"),
    ("Zalaváron", "Kisvölgy", "Felsőrét"),
    ("Zalavári Járási Tanács Végrehajtó Bizottsága", "megyei tanács"),
)  # fmt: skip

_TALK = Document(
    "hu-talk-wrong-layer", "pdf", "light",
    "conversation record with a wrong hidden text layer (English recognition of Hungarian); "
    "the second page is stored turned, with a PDF /Rotate of 90 that shows it upright",
    "typewriter (CMU Typewriter bold), grey JPEG in PDF, invisible Helvetica text", ("hu",),
    (
        Sheet((Page(TALK_1, CMU),), (("paper", 0.6), ("soft", 0.25), ("skew", -0.6)), dpi=200,
              quality=58, hidden_text=GARBAGE),
        Sheet((Page(TALK_2, CMU),), (("paper", 0.6), ("soft", 0.25)), dpi=200, quality=58,
              pdf_rotate=90, hidden_text=GARBAGE_2),
    ),
    {
        "date": "1965-04-09", "document_type": "conversation-record",
        "classification": "confidential", "reference_numbers": ["73/1965. sz."],
        "title": "F E L J E G Y Z É S",
        "subject": "Ho Kuang-jü igazgatóval folytatott beszélgetésről", "place": "Peking",
        "sender": "Kereskedelmi Kirendeltség, Peking", "signatory": "Mészöly Gábor",
    },
    ("Ho Kuang-jü", "Szu Pin", "Mészöly Gábor", "Tárnok Éva"),
    ("Peking", "Sencsenben", "Budapestre"),
    ("Kereskedelmi Kirendeltség", "Gépimport Vállalat", "győri gyár"),
)  # fmt: skip

_AID_STYLE = Style(
    "liberation-serif", bold="liberation-serif-bold", size=11.5, leading=5.6, jitter=0.0,
    ribbon=0.0, left=28, right=28, top=24, bottom=24, justify=True, aligns="lllr", indent=6,
    stops=(0, 18, 92, 122, 152),
)  # fmt: skip
_AID = Document(
    "hu-born-digital", "pdf", "light",
    "finding aid, born digital, with a sound text layer in embedded subset faces",
    "text set in Liberation Serif (no scan, no wear)", ("hu",),
    (Sheet((Page(AID_1, _AID_STYLE),)), Sheet((Page(AID_2, _AID_STYLE),))),
    {
        "date": "1990-02", "document_type": "other",
        "title": "A keleti kapcsolatok iratai, 1949-1966", "place": "Zalaszék",
        "sender": "Vármegyei Tudományos Gyűjtemény",
    },
    ("Ruzsinszky Aladár", "Kemény Sarolta", "Baranyi Zsófia", "Csen Hao-nan", "Galla Teréz",
     "Csou En-laj"),
    ("Zalaszék", "Magyarországon"),
    ("Vármegyei Tudományos Gyűjtemény", "Keleti Kapcsolatok Irodája", "Tájékoztatási Hivatalba"),
    born_digital=True,
)  # fmt: skip

DOCUMENTS = (_REPORT, _MINUTES, _TALK, _AID)
