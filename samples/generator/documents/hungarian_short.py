# ruff: noqa: E501, RUF100
"""Hungarian memo, telegram, letter, table, typescript, decision and bulletin: all invented."""

from dataclasses import replace

from samples.generator.documents.common import CMU, COURIER, GNU, LIBERATION, PRINTED, RED, received
from samples.generator.model import Document, Page, Sheet, Stamp

MEMO_1 = """
.l KÜLÜGYMINISZTÉRIUM
.l IV. Politikai Osztály
.ru Szigorúan titkos!
.l Ikt. sz.: 00412/7-1957.
.l Készült: 3 példányban
.l 2. sz. példány
.gap
.cu F E L J E G Y Z É S
.gap 0.5
.n Tárgy: A pekingi könyvkiállítás előkészítése
.gap 0.5
1957. május 14-én felkerestem a kínai nagykövetségen Vang Te-lin másodtitkárt, akivel a szeptemberre tervezett pekingi könyvkiállítás ügyében folytattam megbeszélést. A beszélgetés mintegy ötven percig tartott, és barátságos hangú volt.
Vang elvtárs elmondta, hogy a kínai fél a kiállítás helyéül a Népi Kultúra Palotájának keleti szárnyát jelölte ki, ahol két terem áll rendelkezésre. A nagyobbik teremben a szépirodalmi művek, a kisebbikben a műszaki és mezőgazdasági kiadványok kaphatnának helyet.
Kérdésemre, hogy számíthatunk-e tolmácsokra, azt felelte, hogy a Pekingi Egyetemen jelenleg tizenegy hallgató tanul magyarul, közülük négyen már elég jól beszélnek. Ők szívesen vállalnák a tárlatvezetést is, ha a szövegeket legkésőbb július végéig megkapják.
A szállítás költségeiről szólva megjegyezte, hogy az 1953. évi megállapodás szerint a vasúti fuvardíjat a küldő fél viseli a határállomásig. Javasolta, hogy a ládákat ne Vlagyivosztokon, hanem Ulánbátoron át irányítsuk, mert így legalább kilenc napot nyerünk.
.foot KITALÁLT MINTAIRAT
"""
MEMO_2 = """
.c - 2 -
.gap
Megemlítettem, hogy Csou En-laj elvtárs budapesti látogatásának fényképei iránt több vidéki könyvtár is érdeklődik, és jó volna, ha a kiállítás anyagából néhány darab utóbb hazakerülne. Vang elvtárs ezt feljegyezte, de nem ígért semmit.
A megbeszélés végén szóba került a katalógus nyelve. A kínai fél kétnyelvű füzetet szeretne, mintegy hatvan oldal terjedelemben. A fordítást mi készítenénk el, a nyomást ők vállalják. Az előszóra a Művelődésügyi Minisztériumot kellene felkérni.
.gap 0.5
.n Javaslatom:
.q 1. A Művelődésügyi Minisztérium június 10-ig küldje meg a kiállítandó könyvek jegyzékét.
.q 2. A ládák feladásáról a Kultúrkapcsolatok Intézete gondoskodjék.
.q 3. A pekingi nagykövetség kérjen írásos választ a termek használatáról.
.gap
.l Budapest, 1957. május 16.
.gap 1.5
.i95 Halmos Ervin
.i95 előadó
.gap
.l Kapják:
.l 1. Szirmai Béla elvtárs
.l 2. Pekingi nagykövetség
.l 3. Irattár
.foot KITALÁLT MINTAIRAT
"""
TELEGRAM = """
.c KITALALT MINTAIRAT
.gap
.l KULUGYMINISZTERIUM          TITKOS
.l SZAMJELTAVIRAT              SURGOS
.hr
.l FELADO:   PEKING
.l CIMZETT:  BUDAPEST, KULUGYMINISZTERIUM
.l FELADAS:  1958. III. 11.  16 O. 40 P.
.l ERKEZETT: 1958. III. 12.  02 O. 15 P.
.l SZAM:     187. SZ.
.hr
.gap
.n HIV. 93. SZ. TAVIRATOTOKRA STOP
.n MA FOGADOTT LI CSUNG-MING FOOSZTALYVEZETO STOP KOZOLTE HOGY A VIZUGYI KULDOTTSEG UTJAT A KINAI FEL APRILIS MASODIK FELERE HALASZTJA MIVEL A SARGA FOLYO ALSO SZAKASZAN AZ ARADAS A SZOKOTTNAL KORABBAN VARHATO STOP
.n KERI HOGY A KULDOTTSEG LETSZAMAT HATROL NEGYRE CSOKKENTSUK MERT VUHANBAN A SZALLAS SZUKOS STOP KULONOSEN SZAMITANAK KET GATEPITO MERNOKRE ES EGY TALAJVIZSGALORA STOP
.n MEGEMLITETTE HOGY CSOU EN-LAJ A MUNKALATOKAT MAJUSBAN SZEMELYESEN TEKINTI MEG STOP NEM ZARTA KI HOGY A KULDOTTSEGET IS FOGADJA STOP
.n KERUNK SURGOS UTASITAST A KOVETKEZOKRE STOP
.n 1. ELFOGADJUK-E AZ UJ IDOPONTOT STOP
.n 2. KI LESZ A KULDOTTSEG VEZETOJE STOP
.n 3. VISZIK-E A TISZALOKI TERVEK MASOLATAT STOP
.n VALASZT 14-EN DELIG KERUNK STOP
.gap
.r TARJAN  NAGYKOVET
"""
LETTER = """
.l Magyar-Kínai Baráti Társaság
.l Szegedi Csoportja
.l Szeged, Tömörkény u. 9.
.gap
.r Szeged, 1962. október 3.
.l Szám: 118/1962.
.gap
.l A Kultúrkapcsolatok Intézetének
.l B u d a p e s t
.gap
.n Tárgy: Kínai selyemfestmények kölcsönzése
.gap 0.5
.l Tisztelt Elvtársak!
.gap 0.5
Csoportunk november második hetében kiállítást rendez a Móra Ferenc Múzeum kupolatermében. Szeretnénk bemutatni azt a tizennégy selyemfestményt, amelyet Önök 1959-ben a sanghaji művészek ajándékaként kaptak, és amelyet eddig csak Budapesten és Győrött láthatott a közönség.
A múzeum igazgatója, Dr. Ormos Pálné vállalta, hogy a képeket zárt szekrényben helyezi el, éjjel-nappali őrizettel. A biztosítás díját, évi 2400 forintot, a városi tanács művelődési osztálya fizeti.
Kérjük, hogy a kölcsönzés feltételeit legkésőbb október 20-ig közöljék velünk, mert a meghívókat a nyomdának addig le kell adnunk. Ha a festmények egy része javítás alatt áll, kevesebb darabnak is örülnénk.
Szíves fáradozásukat előre is köszönjük.
.gap 0.5
.i90 Elvtársi üdvözlettel:
.gap 1.5
.i95 Zsombori Katalin
.i95 titkár
.foot KITALÁLT MINTAIRAT
"""
TABLE_1 = """
.c Sinkovári Textilgyár, Budapest
.r Szolgálati használatra!
.l Szám: 4/31-2/1964.
.gap
.cb KIMUTATÁS
.c a Kínai Népköztársaságba szállított gépekről 1963. évben
.gap
.tb Ssz. | Megnevezés | Rendeltetési hely | Darab | Érték (Ft)
.t 1. | Szövőgép, A-11 | Sanghaj | 24 | 1 872 000
.t 2. | Szövőgép, A-14 | Tiencsin | 16 | 1 344 000
.t 3. | Csévélőgép | Sanghaj | 8 | 296 500
.t 4. | Cérnázógép | Hangcsou | 12 | 518 400
.t 5. | Lángoló berendezés | Vuhan | 2 | 207 000
.t 6. | Mosógép, nyitott | Vuhan | 3 | 164 250
.t 7. | Szárítódob | Kanton | 5 | 385 000
.t 8. | Festőkád | Kanton | 9 | 121 500
.t 9. | Gőzkazán, KV-2 | Mukden | 1 | 640 000
.t 10. | Légsűrítő | Mukden | 4 | 98 800
.t 11. | Tartalék vetélő | Sanghaj | 2500 | 87 500
.t 12. | Tartalék bordás henger | Tiencsin | 60 | 73 200
.t 13. | Villanymotor, 7 kW | Peking | 38 | 342 000
.t 14. | Műszerszekrény | Peking | 6 | 57 900
.tb | Összesen: | | | 6 208 050
.gap
.n Megjegyzés: a 9. tétel szállítása a hajó késése miatt átnyúlt 1964 januárjára.
.gap
.l Budapest, 1964. február 20.
.gap
.i90 Kertész Márton
.i90 osztályvezető
.foot KITALÁLT MINTAIRAT
"""
TABLE_2 = """
.r 2. oldal
.cb A kiküldött szerelők névsora
.gap
.tb Név | Szakma | Hely | Kiutazás | Hazatérés
.t Bodor Imre | lakatos | Sanghaj | 1963.02.04. | 1963.06.11.
.t Csáki Ferenc | lakatos | Sanghaj | 1963.02.04. | 1963.06.11.
.t Dobos Lajos | villanyszerelő | Tiencsin | 1963.03.18. | 1963.07.02.
.t Erdős Géza | gépész | Mukden | 1963.09.09. | 1964.01.25.
.t Fűzi Károly | gépész | Mukden | 1963.09.09. | 1964.01.25.
.t Gőcze Antal | művezető | Kanton | 1963.04.22. | 1963.08.30.
.t Hídvégi Pál | vegyész | Vuhan | 1963.05.06. | 1963.07.19.
.t Ivánka Ödön | lakatos | Hangcsou | 1963.05.13. | 1963.09.27.
.t Jónás Tibor | villanyszerelő | Peking | 1963.06.03. | 1963.10.15.
.t Kőrösi Endre | kazánfűtő | Mukden | 1963.10.07. | 1964.01.25.
.t Lőrinc Mihály | tolmács | Peking | 1963.02.04. | 1963.12.20.
.t Mátyus Szilárd | művezető | Sanghaj | 1963.02.04. | 1963.06.11.
.gap
A szerelők napidíját a kínai fél a szerződés 7. pontja szerint jüanban fizette. Betegség miatt csak Gőcze Antal szakította meg munkáját, aki júniusban tizenegy napot kórházban töltött. Balesetet nem jelentettek.
Az elszámolás során 312 jüan különbözet mutatkozott, amelyet a pekingi kereskedelmi kirendeltség rendezett.
.foot KITALÁLT MINTAIRAT
"""
SCRIPT_1 = """
.c KITALÁLT MINTAIRAT
.l Magyar Népköztársaság Nagykövetsége
.l Bizalmas!
.r Ulánbátor, 1961. junius 8.
.l 26/1961.
.gap
.cu J E L E N T É S
.c a kinai vasutépitö munkások helyzetéröl
.gap 0.5
A fövárosban és a déli vonalszakaszon jelenleg mintegy tizenkétezer kinai munkás dolgozik. Többségük Belsö-Mongóliából és Hopej tartományból érkezett, három évre szóló szerzödéssel. Számuk az elmult félévben négyszázzal csökkent, mert a lejárt szerzödéseket nem ujitották meg.
A munkások zárt telepeken élnek, saját konyhájuk, iskolájuk és orvosi rendelöjük van. Föutjukat maguk köveztek ki, füvel és nyirfával ültették be. A mongol lakossággal kevés az érintkezés, leginkább piaci napokon, vasárnap délelött.
A vasuti igazgatóság egyik mérnöke, Damdin elvtárs elmondta, hogy a kinai brigádok a tervet rendszerint tiz-tizenöt százalékkal tulteljesitik. Szerinte ez annak köszönhetö, hogy a földmunkát kora hajnalban kezdik, és a nagy szélben sem állnak le.
.foot 1
"""
SCRIPT_2 = """
.c KITALÁLT MINTAIRAT
.gap 0.5
Ugyanö panaszkodott arra, hogy a sinek és váltók szállitása rendszertelen. Májusban huszonkét napig egyetlen kocsi sem érkezett, aztán egy hét alatt kétszáz. A rakodáshoz a hadseregtöl kellett embert kérniük.
Az épitkezést minden hónap elsö hetében vegyes bizottság tekinti meg. Legutóbb a kinai fél részéröl Sun Jü-ting fömérnök vett részt, aki kifogásolta a hidpillérek betonjának minöségét. A jegyzökönyvet csak kétnapi vita után irták alá.
Ugy látjuk, hogy a munkások hazatérése öszre várható, de erröl hivatalosan senki sem nyilatkozik. A nagykövetség tovább figyeli az ügyet, és augusztusban ujabb jelentést küld.
.gap
.i85 Fülöp Dénes
.i85 ideiglenes ügyvivö
.gap
.l Készült 2 példányban
.l Kapja: Külügyminisztérium
.l        Irattár
.foot 2
"""
DECISION = """
.r Titkos!
.l Élelmiszeripari Tanács Titkársága
.l Szám: 0093/2/1953.
.gap
.cb HATÁROZAT
.c a rizstermelési tapasztalatcseréről
.gap 0.5
A Titkárság 1953. augusztus 27-i ülésén megtárgyalta a Kínában járt rizstermelési bizottság beszámolóját, és a következő határozatot hozta:
.n 1. A bizottság munkáját jóváhagyja. Elismerését fejezi ki Nádasi Gergely agronómusnak a hortobágyi próbavetések gondos előkészítéséért.
.n 2. A hunani palántázó eljárást 1954 tavaszán három állami gazdaságban, összesen 140 holdon kell kipróbálni. Felelős: Bors Kálmán. Határidő: 1954. április 30.
.n 3. A Kínából hozott kilenc vetőmagfajtát a szarvasi intézet szaporítja tovább. A magot sem eladni, sem más célra átadni nem szabad.
.n 4. A kínai szakemberek viszontlátogatására a jövő évi tervben 85 000 forintot kell előirányozni.
.n 5. A beszámoló rövidített szövegét a szaklapban közölni lehet, a hozamokra vonatkozó táblázatok nélkül.
.n 6. A határozat végrehajtását a Titkárság decemberi ülésén meg kell vizsgálni.
.gap
.l Budapest, 1953. augusztus 29.
.gap
.i95 Lukács Ottó s. k.
.i95 titkár
.gap 0.5
.l A másolat hiteléül: Hegyi Jolán
.foot KITALÁLT MINTAIRAT
"""
BULLETIN = """
.ch KELETI LAPSZEMLE
.c Belső használatra. 41. szám. 1959. április 22.
.c KITALÁLT MINTAIRAT
.hr
.cols
.lb Tavaszi vásár Kantonban
A pekingi lapok hosszan írnak a kantoni kiviteli vásár megnyitásáról. A tudósítások szerint az idén huszonnyolc ország kereskedői jelentek meg, közülük először cejloni és szudáni cégek. A magyar küldöttség orvosi műszereket és híradástechnikai cikkeket vásárolt, illetve kínált.
A helyi lap külön kiemeli, hogy a porcelán és a tea iránt nagyobb az érdeklődés, mint tavaly ősszel. A kínálat bőséges, az árak alig változtak. A vásár május közepéig tart nyitva.
.lb Új híd a Huaj folyón
Az Ifjúság Lapja beszámol arról, hogy Pengpu mellett átadták a forgalomnak a kétszáz méteres vasbeton hidat. Az építők nyolc hónap alatt végeztek a munkával, noha a januári jégzajlás két pillért megrongált. A híd két partján gyümölcsöst telepítettek.
.lb Levelek a szerkesztőséghez
A Déli Hírek olvasói a vidéki autóbuszjáratok késését panaszolják. Egy tanító azt írja, hogy a megyeszékhelyig tizenkilenc kilométert gyakran gyalog tesz meg. A közlekedési hivatal válaszában alkatrészhiányra hivatkozik, és júniusra ígér javulást.
.col
.lb Filmhírek
Sanghajban bemutatták a Körhinta című magyar filmet. A közönség az első héten zsúfolásig megtöltötte a termet. A kritikus a képek szépségét dicséri, de hosszallja a lakodalmi jelenetet. A filmet ősszel Nankingban és Csungkingban is vetítik.
.lb Sport
A nankingi röplabdatornán a magyar női csapat a harmadik helyen végzett. A döntőben Peking együttese három játszmában győzte le Kanton csapatát. A vendéglátók a torna után kirándulást szerveztek a Lila-hegyre.
.lb Időjárás
A Jangce középső folyásánál szokatlanul hideg volt az április. Honan tartományban a fagy a korai búza egy részét elpusztította. A mezőgazdasági hivatal pótvetést rendelt el, és vetőmagot küldött a legjobban sújtott öt járásba.
.lb Rövid hírek
Nagy esőzések miatt négy napig szünetelt a vasúti forgalom Kunming és Mengce között. - Harbinban új rádióállomást avattak. - Kádár János üdvözletét tolmácsolta a magyar szakszervezeti küldöttség Vuhanban.
"""
LEFT = """
.l Napló 1955.
.r 44
.gap 0.5
.lu szeptember 12., hétfő
.n Délelőtt a vámhivatalban voltam a bútorok miatt. A hivatalnok szerint két láda Tiencsinben maradt, mert a felirat elázott. Délután megérkezett a futár, levelet hozott Pécsről.
.lu szeptember 13., kedd
.n Ebéd a lengyel ügyvivőnél. Szóba került Nagy Imre régi beszéde a földreformról, de senki sem akart róla vitatkozni. Este tolmácspróba a holnapi fogadásra.
.lu szeptember 14., szerda
.n Fogadás a Pekingi Szállóban. Körülbelül száznyolcvan vendég, nagy hőség. Hazafelé elromlott a kocsi, gyalog mentünk a Keleti Kaputól.
.foot KITALÁLT MINTAIRAT
"""
RIGHT = """
.l 45
.gap 0.5
.lu szeptember 15., csütörtök
.n Egész nap a negyedéves elszámolás. Hiányzik három fűtési számla és a májusi telefon. Béky Ágoston vállalta, hogy holnap utánajár a városi hivatalban.
.lu szeptember 16., péntek
.n Kirándulás a Nyári Palotába a svéd vendégekkel. A tavon már alig volt csónak. Visszafelé megálltunk a porcelángyárnál, vettem két kék csészét.
.lu szeptember 17., szombat
.n Rejtjelzés délig. Délután mosatás, levélírás. Otthonról azt írják, hogy a szüret jó lesz, de kevés a hordó.
.lu szeptember 18., vasárnap
.n Pihenő. Eső egész nap.
.foot KITALÁLT MINTAIRAT
"""

_MEMO = Document(
    "hu-memo", "pdf", "light",
    "memorandum of two pages: letter-spaced heading, classification mark, registry number",
    "typewriter (Courier Prime), grey JPEG in PDF, slight paper tone", ("hu",),
    (
        Sheet((Page(MEMO_1, COURIER),), (("paper", 0.5), ("soft", 0.2))),
        Sheet((Page(MEMO_2, COURIER),), (("paper", 0.5), ("soft", 0.2), ("skew", -0.5))),
    ),
    {
        "date": "1957-05-16", "document_type": "memorandum", "classification": "top-secret",
        "reference_numbers": ["00412/7-1957."], "title": "F E L J E G Y Z É S",
        "subject": "A pekingi könyvkiállítás előkészítése", "place": "Budapest",
        "sender": "IV. Politikai Osztály", "signatory": "Halmos Ervin", "copy_number": "2. sz. példány",
        "copy_recipients": ["Szirmai Béla elvtárs", "Pekingi nagykövetség", "Irattár"],
    },
    ("Vang Te-lin", "Csou En-laj", "Halmos Ervin", "Szirmai Béla"),
    ("Budapest", "Vlagyivosztokon", "Ulánbátoron"),
    ("KÜLÜGYMINISZTÉRIUM", "IV. Politikai Osztály", "kínai nagykövetségen",
     "Pekingi Egyetemen", "Művelődésügyi Minisztérium", "Kultúrkapcsolatok Intézete",
     "pekingi nagykövetség"),
)  # fmt: skip

_TELEGRAM = Document(
    "hu-telegram", "png", "light", "cipher telegram in capitals without accents",
    "typewriter (GNU Typewriter), 1-bit PNG", ("hu",),
    (Sheet((Page(TELEGRAM, GNU),), (("soft", 0.2), ("skew", 0.6)), mode="bilevel"),),
    {
        "date": "1958-03-11", "document_type": "telegram", "classification": "secret",
        "reference_numbers": ["187. SZ."], "title": "SZAMJELTAVIRAT", "place": "PEKING",
        "sender": "PEKING", "recipient": "BUDAPEST, KULUGYMINISZTERIUM",
        "signatory": "TARJAN", "urgency": "immediate",
    },
    ("LI CSUNG-MING", "CSOU EN-LAJ", "TARJAN"),
    ("PEKING", "BUDAPEST", "SARGA FOLYO", "VUHANBAN"), ("KULUGYMINISZTERIUM",),
)  # fmt: skip

_LETTER = Document(
    "hu-letter-stamps", "jpg", "light",
    "letter with a blue received stamp (its own date) and a red declassification stamp",
    "typewriter (CMU Typewriter bold), colour JPEG on yellowish paper", ("hu",),
    (
        Sheet(
            (
                Page(LETTER, CMU, stamps=(
                    received("KULTÚRKAPCSOLATOK INTÉZETE", "1962 OKT - 5", "2207", (155, 70)),
                    Stamp(("TITKOSSÁG FELOLDVA", "1990. JÚN. 12."), 66, 262, "box", 62, 4.6, 5,
                          RED),
                )),
            ),
            (("paper", 0.5), ("soft", 0.2), ("skew", 0.7)), dpi=300, mode="colour", quality=58,
        ),
    ),
    {
        "date": "1962-10-03", "document_type": "letter", "reference_numbers": ["118/1962."],
        "title": "Kínai selyemfestmények kölcsönzése",
        "subject": "Kínai selyemfestmények kölcsönzése", "place": "Szeged",
        "sender": "Magyar-Kínai Baráti Társaság Szegedi Csoportja",
        "recipient": "Kultúrkapcsolatok Intézetének", "signatory": "Zsombori Katalin",
        "declassified": True,
    },
    ("Dr. Ormos Pálné", "Zsombori Katalin"), ("Szeged", "Budapesten", "Győrött"),
    ("Magyar-Kínai Baráti Társaság", "Kultúrkapcsolatok Intézetének", "Móra Ferenc Múzeum"),
)  # fmt: skip

_RULED = replace(
    LIBERATION, size=10, pitch=2.1, leading=7.4, ruled=True, left=22, aligns="rllrr",
    stops=(0, 12, 66, 113, 132, 164), indent=8.0,
)  # fmt: skip
_TYPED = replace(_RULED, ruled=False, aligns="lllll", stops=(0, 38, 74, 102, 133, 166))
_TABLE = Document(
    "hu-table", "pdf", "light",
    "ruled table of deliveries and a typed table in columns; the second page turned by 90",
    "typewriter (Liberation Mono), 1-bit CCITT group 4 in PDF", ("hu",),
    (
        Sheet((Page(TABLE_1, _RULED),), (("soft", 0.2),), mode="bilevel"),
        Sheet((Page(TABLE_2, _TYPED),), (("soft", 0.2), ("skew", 0.4)), mode="bilevel",
              rotation=90),
    ),
    {
        "date": "1964-02-20", "document_type": "table", "classification": "restricted",
        "reference_numbers": ["4/31-2/1964."], "title": "KIMUTATÁS", "place": "Budapest",
        "subject": "a Kínai Népköztársaságba szállított gépekről 1963. évben",
        "sender": "Sinkovári Textilgyár", "signatory": "Kertész Márton",
    },
    ("Kertész Márton", "Bodor Imre", "Csáki Ferenc", "Dobos Lajos", "Erdős Géza", "Fűzi Károly",
     "Gőcze Antal", "Hídvégi Pál", "Ivánka Ödön", "Jónás Tibor", "Kőrösi Endre",
     "Lőrinc Mihály", "Mátyus Szilárd"),
    ("Budapest", "Sanghaj", "Tiencsin", "Hangcsou", "Vuhan", "Kanton", "Mukden", "Peking",
     "Kínai Népköztársaságba"),
    ("Sinkovári Textilgyár",),
)  # fmt: skip

_SCRIPT = Document(
    "hu-typescript", "tif", "light",
    "typescript from a machine without í ő ű (i ö ü are printed): TIFF of two pages",
    "typewriter (GNU Typewriter), multi-page grey TIFF (JPEG)", ("hu",),
    (
        Sheet((Page(SCRIPT_1, GNU),), (("paper", 0.4), ("soft", 0.3), ("skew", -0.8)), quality=60),
        Sheet((Page(SCRIPT_2, GNU),), (("paper", 0.4), ("soft", 0.3), ("skew", 0.5)), quality=60),
    ),
    {
        "date": "1961-06-08", "document_type": "report", "classification": "confidential",
        "reference_numbers": ["26/1961."], "title": "J E L E N T É S",
        "subject": "a kinai vasutépitö munkások helyzetéröl", "place": "Ulánbátor",
        "sender": "Magyar Népköztársaság Nagykövetsége", "recipient": "Külügyminisztérium",
        "signatory": "Fülöp Dénes", "copy_recipients": ["Irattár"],
    },
    ("Damdin", "Sun Jü-ting", "Fülöp Dénes"), ("Ulánbátor", "Belsö-Mongóliából", "Hopej"),
    ("Magyar Népköztársaság Nagykövetsége", "Külügyminisztérium"),
)  # fmt: skip

_DECISION = Document(
    "hu-decision-negative", "pdf", "heavy", "decision on a microfilm negative: white on black",
    "typewriter (Courier Prime), film grain and scratches, grey JPEG in PDF", ("hu",),
    (
        Sheet((Page(DECISION, COURIER),),
              (("broken", 0.4), ("soft", 0.5), ("skew", 1.2), ("negative", 1.0)), dpi=300,
              quality=45),
    ),
    {
        "date": "1953-08-29", "document_type": "decision", "classification": "secret",
        "reference_numbers": ["0093/2/1953."], "title": "HATÁROZAT",
        "subject": "a rizstermelési tapasztalatcseréről", "place": "Budapest",
        "sender": "Élelmiszeripari Tanács Titkársága", "signatory": "Lukács Ottó",
        "is_copy": True,
    },
    ("Nádasi Gergely", "Bors Kálmán", "Lukács Ottó", "Hegyi Jolán"),
    ("Kínában", "Budapest"), ("Élelmiszeripari Tanács Titkársága", "szarvasi intézet"),
)  # fmt: skip

_BULLETIN = Document(
    "hu-bulletin", "pdf", "heavy", "two-column press bulletin, a speckled photocopy",
    "printed (C059), photocopier specks and drop-outs, 1-bit CCITT in PDF, skewed 2.4 degrees",
    ("hu",),
    (
        Sheet(
            (Page(BULLETIN, replace(PRINTED, columns=2, left=24, right=24, top=24)),),
            (("broken", 0.35), ("soft", 0.35), ("speckle", 0.8), ("skew", 2.4)), mode="bilevel",
        ),
    ),
    {
        "date": "1959-04-22", "document_type": "bulletin", "classification": "internal",
        "reference_numbers": ["41. szám"], "title": "KELETI LAPSZEMLE",
    },
    ("Kádár János",),
    ("Kantonban", "Huaj", "Pengpu", "Sanghajban", "Nankingban", "Csungkingban", "Jangce",
     "Honan", "Kunming", "Mengce", "Harbinban", "Vuhanban"),
    ("Ifjúság Lapja", "Déli Hírek"),
)  # fmt: skip

_HALF = replace(COURIER, size=11, pitch=2.3, leading=7.2, left=18, right=14, top=16, bottom=14)
_DOUBLE = Document(
    "hu-double-page", "pdf", "light", "two facing diary pages on one landscape scan",
    "typewriter (Courier Prime), fold shadow, grey JPEG in PDF", ("hu",),
    (
        Sheet(
            (
                Page(LEFT, _HALF, half="left", width=148, height=210),
                Page(RIGHT, _HALF, half="right", width=148, height=210),
            ),
            (("paper", 0.5), ("soft", 0.2), ("gutter", 0.8)),
        ),
    ),
    {"date": "1955-09-12/1955-09-18", "document_type": "other", "title": "Napló 1955."},
    ("Nagy Imre", "Béky Ágoston"), ("Tiencsinben", "Pécsről", "Nyári Palotába"),
    ("Pekingi Szállóban",),
)  # fmt: skip

DOCUMENTS = (
    _MEMO, _TELEGRAM, _LETTER, _TABLE, _SCRIPT, _DECISION, _BULLETIN, _DOUBLE,
)  # fmt: skip
