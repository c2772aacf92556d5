"""What countries are called besides the names that Babel knows: short forms, official names, earlier and other spellings.

A table to read and to add to: the ISO 3166-1 alpha-2 code, then names in any of the six languages, parted by commas.
Articles, "and", case, accents and punctuation make no difference, and words such as "Republic of" need no mention.
"""

# ruff: noqa: E501

from __future__ import annotations

from typing import Final

from flows.tables import phrases

ALIASES: Final = """
AE: UAE, U.A.E., Emirates, EAU, Emirats, Émirats, Emiratos, Emiratos Árabes, Эмираты, Объединенные Арабские Эмираты, الإمارات, الإمارات العربية, دولة الإمارات, 阿联酋, 阿拉伯联合大公国
AF: 阿富汗伊斯兰共和国, إمارة أفغانستان
AG: Antigua, Антигуа
AR: Argentine, аргентинская, أرجنتين
AT: Osterreich, Österreich, австрийская
AU: 澳洲, 澳大利亚联邦
AX: Aland Islands, Åland
AZ: азербайджанская, azerbaidjan
BA: Bosnia, Bosnie, Босния, البوسنة, 波黑, 波斯尼亚, Herzegovina
BD: Bangla Desh, 孟加拉, بنجلاديش, Bangladesh
BE: België, البلجيكا
BF: Burkina, Буркина, Haute-Volta, Upper Volta, بوركينا
BH: Bahrain, Bahréin, Bahrein, مملكة البحرين
BJ: Dahomey, البنين
BL: Saint Barthelemy, Saint Barths, St Barts
BN: Brunei Darussalam, Бруней-Даруссалам, Brunéi Darussalam, بروناي دار السلام, 文莱达鲁萨兰国
BO: Plurinational State of Bolivia, 玻利维亚多民族国, دولة بوليفيا المتعددة القوميات, État plurinational de Bolivie, Estado Plurinacional de Bolivia, Многонациональное Государство Боливия
BQ: Bonaire, Saba, Sint Eustatius, Bonaire Sint Eustatius and Saba, Bonaire Saint-Eustache et Saba
BR: Brasil, البرازيل الاتحادية
BS: The Bahamas, Bahamas Islands, Багамские острова, جزر البهاما
BT: 不丹王国
BW: Ботсвана, Botswana, بتسوانا
BY: Belarus, Bélarus, Белоруссия, Bielorussia, Byelorussia, Belarús, بيلاروسيا, روسيا البيضاء
BZ: Белиз, British Honduras
CC: Cocos Islands, Keeling Islands
CD: DRC, DR Congo, D.R. Congo, Congo DR, RDC, RD Congo, Democratic Republic of the Congo, Democratic Republic of Congo, Congo Democratic Republic, République démocratique du Congo, RD del Congo, Zaire, Zaïre, Congo Kinshasa, ДРК, ДР Конго, Демократическая Республика Конго, Конго Киншаса, Заир, جمهورية الكونغو الديمقراطية, الكونغو الديمقراطية, الكونغو كينشاسا, زائير, 刚果民主共和国, 刚果金, 民主刚果, 扎伊尔
CF: CAR, RCA, Central Africa, Centrafrique, Centrafricaine, Centroafricana, ЦАР, Центральноафриканская Республика, أفريقيا الوسطى, 中非
CG: Republic of the Congo, Republic of Congo, Congo Brazzaville, Congo Republic, République du Congo, República del Congo, Республика Конго, Конго Браззавиль, جمهورية الكونغو, الكونغو برازافيل, 刚果共和国, 刚果布
CH: Swiss, Swiss Confederation, Confédération suisse, Confederación Suiza, Confoederatio Helvetica, Schweiz, Svizzera, Швейцарская Конфедерация, الاتحاد السويسري, 瑞士联邦
CI: Ivory Coast, Cote d'Ivoire, Cote Ivoire, Costa de Marfil, Кот д'Ивуар, Берег Слоновой Кости, كوت ديفوار, ساحل العاج, 象牙海岸
CL: شيلي, Чилийская
CM: Cameroons, الكامرون
CN: PRC, P.R. China, PR China, People's Republic of China, Mainland China, RPC, République populaire de Chine, República Popular China, República Popular de China, КНР, Китайская Народная Республика, جمهورية الصين الشعبية, 中华人民共和国, 中國, 中国大陆, 大陆
CO: Columbia, Colombie, كولومبيه
CR: كوستا ريكا
CV: Cabo Verde, Kaap Verde, Острова Зеленого Мыса, كابو فيردي, Cape Verde Islands
CW: Curacao
CY: Chypre, قبرس, Республика Кипр
CZ: Czech Republic, Czech, République tchèque, República Checa, Чешская Республика, الجمهورية التشيكية, تشيكيا, جمهورية التشيك, 捷克共和国
DE: BRD, FRG, Deutschland, ФРГ, RFA, 德意志联邦共和国, 德意志, 联邦德国, République fédérale d'Allemagne, ألمانيا الاتحادية
DK: Danmark, الدنمارك, الدنمرك
DM: Commonwealth of Dominica, Dominique, 多米尼克国, 多米尼克, دومينيكا
DO: Dominican, Dominicana, RD Dominicana, الدومينيكان, جمهورية الدومينيكان, 多米尼加, Доминикана
DZ: Argelia, République algérienne démocratique et populaire, Algerian, الجمهورية الجزائرية الديمقراطية الشعبية, الجزائرية
EC: ecuatoriana
EE: Estonian, эстонская
EG: Egyptian, جمهورية مصر العربية, مصر العربية, Арабская Республика Египет, 埃及阿拉伯共和国, AR Egypt
EH: Sahrawi, Sahara, RASD, SADR
ES: España, Espana, Kingdom of Spain, إسبانية
ET: Abyssinia, إثيوبية, 埃塞俄比亚联邦民主共和国
FI: Suomi, Финляндская
FJ: Fidji, Fiji Islands, Fidschi, فيجى
FK: Falklands, Malvinas, Malouines, Мальвинские острова, 马尔维纳斯群岛, 福克兰群岛（马尔维纳斯）, Falkland Islands (Malvinas)
FM: Federated States of Micronesia, FSM, États fédérés de Micronésie, Estados Federados de Micronesia, ولايات ميكرونيزيا الموحدة, 密克罗尼西亚联邦, Микронезия
FO: Faroes, Faeroe Islands, Faroe
FR: French, République française, République francaise, Francesa, Французская Республика, الجمهورية الفرنسية, 法兰西共和国, 法兰西
GA: Gabonese, Gabonaise, Gabonesa, Габонская, الجابون
GB: UK, U.K., Great Britain, Britain, United Kingdom of Great Britain and Northern Ireland, England, Scotland, Wales, Northern Ireland, RU de Gran Bretaña, Grande-Bretagne, Angleterre, Écosse, Royaume-Uni de Grande-Bretagne et d'Irlande du Nord, Gran Bretaña, Inglaterra, Escocia, Reino Unido de Gran Bretaña e Irlanda del Norte, Англия, Шотландия, Соединенное Королевство, Соединённое Королевство Великобритании и Северной Ирландии, بريطانيا, بريطانيا العظمى, انجلترا, المملكة المتحدة لبريطانيا العظمى وأيرلندا الشمالية, 大不列颠, 英格兰, 联合王国, 大不列颠及北爱尔兰联合王国
GD: غرناطة الكاريبي
GE: Sakartvelo, Республика Грузия
GF: Guiana francesa, Guyane, Guayana
GH: غانه
GM: The Gambia, Republic of The Gambia, جامبيا
GQ: Eq Guinea, Guinée éq, غينيا الإستوائية
GR: Hellas, Hellenic, Hellénique, Helénica, Ellada, Эллада, Греческая Республика, 希腊共和国, الجمهورية الهيلينية, Hellenic Republic
GT: جواتيمالا
GW: Guinea Bissau, Guiné-Bissau, Guinée Bissau, Гвинея Биссау
GY: Cooperative Republic of Guyana, Guyana cooperative, Guyane britannique, British Guiana, جويانا
HK: Hong Kong, HongKong, HKSAR, Гонконг, هونغ كونغ, هونج كونج, 香港, 中国香港, Hong Kong China
HR: Hrvatska, Хорватская
HT: هاييتي, Haïti
HU: Magyarország, المجر, Венгерская, Hongroise
ID: اندونيسيا, 印尼
IE: Éire, Eire, Republic of Ireland, Южная Ирландия, ايرلندا, إيرلندا, 爱尔兰共和国
IL: State of Israel, إسرائيل
IN: Bharat, Republic of India, Hindustan, 印度共和国
IO: Chagos, Diego Garcia
IQ: Iraq, Iraqui
IR: Islamic Republic of Iran, Iran (Islamic Republic of), Persia, Perse, Исламская Республика Иран, جمهورية إيران الإسلامية, 伊朗伊斯兰共和国
IS: Island, ايسلندا, أيسلندا
IT: Italia, Italian, Italienne, Italiana, Итальянская, Italie, إيطالية
JM: جمايكا
JO: Hashemite Kingdom of Jordan, Royaume hachémite de Jordanie, Reino Hachemita de Jordania, المملكة الأردنية الهاشمية, Иорданское Хашимитское Королевство, 约旦哈希姆王国
JP: Nippon, Nihon, 日本国
KE: Kenia, كينية
KG: Kyrgyz, Kyrgyz Republic, Kirghizie, Kirghizistan, Kirguisia, Kirguizistán, République kirghize, Кыргызстан, Кыргызская Республика, قرغيزستان, قيرغيزيا
KH: Cambodge, Kampuchea, Kingdom of Cambodia, 柬埔寨王国
KI: Кирибати, Gilbert Islands
KM: Comoro Islands, Union of the Comoros, Коморские острова, القمر المتحدة, 科摩罗联盟, Unión de las Comoras, Union des Comores
KN: Saint Kitts, St Kitts, St. Kitts & Nevis, Saint Kitts and Nevis, Saint Christopher and Nevis, Saint-Kitts-et-Nevis, Сент-Кристофер и Невис
KP: DPRK, D.P.R.K., Democratic People's Republic of Korea, DPR Korea, North Korea, Korea North, Corée Nord, RPDC, République populaire démocratique de Corée, República Popular Democrática de Corea, RPD de Corea, Северная Корея, Корейская Народно-Демократическая Республика, جمهورية كوريا الشعبية الديمقراطية, جمهورية كوريا الديمقراطية الشعبية, 朝鲜民主主义人民共和国, 北朝鲜, 北韩
KR: ROK, Republic of Korea, South Korea, Korea South, Korea Republic, République de Corée, República de Corea, Южная Корея, Корея Республика, جمهورية كوريا, 大韩民国, 南韩, 南朝鲜
KZ: Kazakstan, Kazajstán, Казахская, 哈萨克
LA: Lao, Lao PDR, Lao People's Democratic Republic, RDP lao, RDP Lao, République démocratique populaire lao, República Democrática Popular Lao, Лаосская Народно-Демократическая Республика, ЛНДР, جمهورية لاو الديمقراطية الشعبية, لاو, 老挝人民民主共和国
LB: Lebanese, Libanaise, Libanesa, الجمهورية اللبنانية, Ливанская
LC: Saint Lucia, Sainte Lucie
LI: ليشتنشتاين, إمارة ليختنشتاين
LK: Srilanka, Ceylon, Ceylan, Ceilán, Цейлон, سري لانكا, 斯里兰卡民主社会主义共和国
LS: ليسوثو
LT: Литовская, ليتوانية
LU: Luxemburg, Grand-Duché de Luxembourg, لوكسمبورج
LV: Латвийская
LY: Libyan, Libyan Arab Jamahiriya, دولة ليبيا, Libyenne
MA: Maroc, Marruecos, Moroccan, المغربية, المملكة المغربية, Royaume du Maroc, 摩洛哥王国
MC: Principauté de Monaco, موناكو
MD: Moldavia, Moldova, Республика Молдова, Молдавия, République de Moldova, República de Moldova, مولدافيا, جمهورية مولدوفا, 摩尔多瓦共和国
ME: Crna Gora, مونتينيغرو, 黑山共和国
MF: Saint Martin (French part), Saint-Martin (partie française), 圣马丁
MG: Malagasy, Malgache, مدغشقر
MH: Marshalls, Marshall, Республика Маршалловы Острова, مارشال
MK: Macedonia, FYROM, The former Yugoslav Republic of Macedonia, Macédoine, Македония, مقدونيا, 马其顿, ex-République yougoslave de Macédoine
ML: Malí, مالى
MM: Myanmar, Burma, Birmanie, Birmania, Мьянма, Бирма, ميانمار, بورما, Union of Myanmar
MN: Монгольская
MO: Macau, Macao, Макао, Аомынь, ماكاو, 澳门, 中国澳门
MR: Mauritanian, Islamic Republic of Mauritania, الجمهورية الإسلامية الموريتانية
MU: Île Maurice, Isla Mauricio, Ile Maurice, موريشوس, Республика Маврикий
MV: Maldive Islands, Maldivas, Мальдивские острова, المالديف, ملديف
MX: Mexican, United Mexican States, Estados Unidos Mexicanos, Méjico, États-Unis du Mexique, Мексиканские Соединенные Штаты, الولايات المتحدة المكسيكية, 墨西哥合众国
MY: Малайская, ماليزية
MZ: Moçambique, موزامبيق
NC: Kanaky
NE: نيجر
NG: Nigéria, نيجيريه
NL: Holland, Hollande, Holanda, Nederland, The Netherlands, Kingdom of the Netherlands, Pays Bas, Paises Bajos, Голландия, Королевство Нидерландов, الأراضي المنخفضة, 尼德兰
NO: Norge, Noreg, 挪威王国
NZ: Aotearoa, Nueva Zelandia, نيو زيلندا, نيوزيلاندا, 纽西兰
OM: Sultanate of Oman, Oman, سلطنة عمان, 阿曼苏丹国, Омана
PG: PNG, Papua, Papouasie, Папуа-Новая Гвинея, Papua Nueva Guinea, بابوا غينيا
PH: Philippine, The Philippines, República de Filipinas, الفليبين
PK: Islamic Republic of Pakistan, 巴基斯坦伊斯兰共和国
PL: Polska, Polish, بولونيا, Польская
PM: Saint Pierre et Miquelon
PN: Pitcairn
PR: Porto Rico, بورتو ريكو
PS: Palestine, State of Palestine, État de Palestine, Palestina, Estado de Palestina, Палестина, Государство Палестина, فلسطين, دولة فلسطين, 巴勒斯坦, 巴勒斯坦国, Palestinian Territory, Occupied Palestinian Territory
PT: Portuguese, Portugaise, Portuguesa, Португальская, البرتغال
PW: Belau, Palaos
QA: Qatar, State of Qatar, دولة قطر
RE: Réunion, Reunion Island, Île de la Réunion
RO: Roumania, Rumania, Rumanía, رومانية
RS: Srbija, Республика Сербия, صربية
RU: Russian, Russian Federation, RF, РФ, Российская Федерация, Fédération de Russie, Fédération russe, Federación de Rusia, Federación Rusa, الاتحاد الروسي, روسيا الاتحادية, 俄罗斯联邦, 俄国, 俄联邦
RW: Rwandese, Rwanda, Rouanda, رواندة
SA: KSA, K.S.A., Saudi, Kingdom of Saudi Arabia, Arabia Saudita, Royaume d'Arabie saoudite, السعودية, العربية السعودية, المملكة السعودية, 沙特, 沙特阿拉伯王国, 沙乌地阿拉伯, КСА
SB: Solomons
SC: Seychelle Islands, Сейшелы, سيشيل
SD: République du Soudan, السودان, 苏丹共和国
SE: Sverige
SG: سنغافوره, 新加坡共和国
SH: Saint Helena, Saint Helena Ascension and Tristan da Cunha, Sainte-Hélène, Ascension, Tristan da Cunha
SI: Slovenija
SJ: Svalbard, Spitsbergen, Jan Mayen
SK: Slovak, Slovak Republic, République slovaque, República Eslovaca, Словацкая Республика, الجمهورية السلوفاكية
SL: Sierraleone, Serra Leone, سيراليوني
SM: Saint Marin, Saint-Marin
SN: سنغال
SO: Somalie, Federal Republic of Somalia
SR: Surinam, Suriname
SS: South Sudan, Republic of South Sudan, جمهورية جنوب السودان
ST: Sao Tome, São Tomé, Santo Tomé, Sao Tomé et Principe, Сан-Томе, ساو تومي
SV: Salvador, Эль-Сальвадор
SX: St Maarten, St. Maarten, Saint Martin (Dutch part), Sint Maarten (Dutch part)
SY: Syrian, Syrian Arab Republic, République arabe syrienne, República Árabe Siria, Сирийская Арабская Республика, الجمهورية العربية السورية, سورية, السورية, 阿拉伯叙利亚共和国
SZ: Swaziland, Suazilandia, Свазиленд, سوازيلاند, Kingdom of Eswatini, eSwatini
TC: Turks and Caicos
TD: Tchad, Tschad, République du Tchad, تشاد
TG: Togolese, Togolaise, Togolesa, Тоголезская
TH: Thai, Siam, 泰王国
TJ: Tadzhikistan, Tadjikistan, Tayikistan, تاجيكستان
TL: East Timor, Timor Leste, Timor oriental, Timor Oriental, Тимор-Лешти, Тимор Лешти, تيمور الشرقية, تيمور ليشتي, 东帝汶民主共和国
TM: Turkmenia, Turquménistan, Туркмения
TN: Tunisian, Tunisienne, الجمهورية التونسية, Тунисская
TO: 汤加王国
TR: Turkey, Turkiye, Türkiye Cumhuriyeti, Republic of Turkey, Турецкая Республика, تركية, 土耳其共和国
TT: Trinidad, Trinidad Tobago, Trinité, Тринидад, ترينيداد
TW: Taiwan Province of China, Taiwan (Province of China), Taiwan China, Chinese Taipei, Province chinoise de Taiwan, Provincia china de Taiwán, Китайская провинция Тайвань, تايوان مقاطعة صينية, 中国台湾, 台灣, 臺灣, 中国台湾省, 中华台北
TZ: United Republic of Tanzania, République-Unie de Tanzanie, República Unida de Tanzanía, República Unida de Tanzania, Tanzanía, Объединенная Республика Танзания, جمهورية تنزانيا المتحدة, تانزانيا, 坦桑尼亚联合共和国, Tanganyika
UA: Ucraine, اوكرانيا
UM: US Minor Outlying Islands, United States Minor Outlying Islands
US: USA, U.S.A., U.S., United States of America, USofA, the States, EUA, EEUU, EE.UU., EE UU, États-Unis d'Amérique, Etats Unis, EU d'Amérique, Estados Unidos de América, Estados Unidos de Norteamérica, США, Соединенные Штаты Америки, Америка США, الولايات المتحدة الأمريكية, الولايات المتحدة الأميركية, أمريكا, أميركا, 美利坚合众国, 美國, 亚美利加合众国
UY: Eastern Republic of Uruguay, República Oriental del Uruguay, République orientale de l'Uruguay, الأوروغواي, أوروغواي, 乌拉圭东岸共和国, Восточная Республика Уругвай
UZ: Uzbekia, Узбекская, أوزباكستان
VA: Vatican, Holy See, Vaticano, Saint-Siège, Santa Sede, Святой Престол, Святейший Престол, الكرسي الرسولي, دولة الفاتيكان, 教廷, 梵蒂冈城国, Vatican City State
VC: Saint Vincent, Saint Vincent and the Grenadines, San Vicente, Saint-Vincent, Сент-Винсент
VE: Bolivarian Republic of Venezuela, República Bolivariana de Venezuela, République bolivarienne du Venezuela, Боливарианская Республика Венесуэла, جمهورية فنزويلا البوليفارية, 委内瑞拉玻利瓦尔共和国, Vénézuela
VG: BVI, British Virgin Islands, Tortola
VI: USVI, US Virgin Islands, United States Virgin Islands, Virgin Islands (U.S.), Islas Vírgenes de los Estados Unidos
VN: Viet Nam, Viêt-nam, Socialist Republic of Viet Nam, République socialiste du Viet Nam, República Socialista de Viet Nam, Социалистическая Республика Вьетнам, СРВ, فييت نام, 越南社会主义共和国
WF: Wallis et Futuna
WS: Western Samoa, Samoa occidentales
YE: Yemen Arab Republic, Йеменская
ZA: RSA, Republic of South Africa, South African Republic, Sudafrica, Suráfrica, Afrique Sud, ЮАР, Южная Африка, جنوب إفريقيا, جمهورية جنوب أفريقيا, 南非共和国
ZM: Zambie, Северная Родезия
ZW: Zimbabwé, Rhodesia, Zimbabue
"""

AMBIGUOUS: Final = """
CG CD: Congo, Конго, الكونغو, 刚果, The Congo, Kongo
KR KP: Korea, Corée, Corea, Корея, كوريا, 高丽, Coree
VG VI: Virgin Islands, Îles Vierges, Islas Vírgenes, Виргинские острова, جزر العذراء, جزر فيرجن, 维尔京群岛
MF SX: Saint Martin, St Martin, San Martín, Сен-Мартен, سان مارتن, سانت مارتن, 圣马丁岛
GF GY: Guiana, Гвиана, 圭亚那地区
US: America, Amerika, América, Amérique, Америка
CN TW: Republic of China, République de Chine, República de China, Китайская Республика, جمهورية الصين, 中华民国
RS ME: Serbia and Montenegro, Yugoslavia, Serbie-et-Monténégro, Serbia y Montenegro, Югославия, Сербия и Черногория, 南斯拉夫
CZ SK: Czechoslovakia, Tchécoslovaquie, Checoslovaquia, Чехословакия, تشيكوسلوفاكيا, 捷克斯洛伐克
BQ CW SX: Netherlands Antilles, Antilles néerlandaises, Antillas Neerlandesas, Dutch Caribbean
GN GW GQ: Guineas
"""

NOT_COUNTRIES: Final = """
    EU, E.U., UE, European Union, Union européenne, Unión Europea, ЕС, Евросоюз, Европейский союз, الاتحاد الأوروبي, 欧盟,
    欧洲联盟, Eurozone, UN, United Nations, ONU, ООН, الأمم المتحدة, 联合国, Middle East, Near East, Moyen-Orient,
    Proche-Orient, Oriente Medio, Ближний Восток, الشرق الأوسط, 中东, East Africa, West Africa, North Africa,
    Southern Africa, Afrique de l'Est, Afrique de l'Ouest, Maghreb, Sahel, Scandinavia, Balkans, Caucasus, Central Asia,
    South Asia, Southeast Asia, ASEAN, CARICOM, SADC, ECOWAS, CEDEAO, African Union, Union africaine, Unión Africana,
    الاتحاد الأفريقي, 非盟, 非洲联盟, GCC, CIS, СНГ, EAEU, ЕАЭС, Mercosur, Pacific, Pacific Islands, global, worldwide,
    international, all countries, several countries, multinational, mondial, internacional, международная, весь мир,
    عالمي, دولي, 全球, 国际, Americas, Amériques, Las Américas, Europe, Africa, Asia
"""

WORDS_LIKE_CODES: Final = frozenset(
    phrases("""
        ad, al, am, an, as, at, au, be, by, ca, can, co, de, do, el, en, es, et, eu, ha, he, hi, i, il, in, io, is, it
        la, le, li, lo, lu, ma, me, mi, mo, mu, my, na, ne, ni, no, nu, of, ok, on, or, os, per, sa, se, si, so, su
        tu, un, us, va, ve, vi, vu, we, ya, yo, and, are, but, col, dom, fin, gin, lie, mac, mar, mus, nam, nor, pan
        pol, ton, esp, fra, est, sur, une, tal, sin, son, dma, cog, tel, tm, tv, pm, sm, ms
    """)
)
"""Words of the six languages, and common short forms, that are country codes as well: in capitals they are codes."""

STATE_WORDS: Final = """
    republic federal federation federative federated kingdom state states islamic democratic people's peoples socialist
    commonwealth principality sultanate grand duchy independent arab united union plurinational bolivarian cooperative
    confederation sovereign country province
    république fédérale fédération royaume état islamique démocratique populaire socialiste principauté sultanat duché
    indépendant arabe unie union confédération pays fédérative
    república reino estado estados islámica democrática popular socialista principado sultanato ducado independiente
    árabe unida confederación federativa
    республика федеративная федеративные демократическая народная исламская арабская социалистическая королевство
    княжество султанат великое герцогство государство союз федерация штаты
    جمهورية مملكة دولة إمارة سلطنة اتحاد الاتحادية الديمقراطية الشعبية الإسلامية العربية الاشتراكية المتحدة دوقية الكبرى
"""
"""Words of official names that say what kind of state it is: a name is looked up without them, too."""

HAN_STATE_ENDING: Final = (
    "(?:民主|人民|联邦|联合|伊斯兰|阿拉伯|社会主义|主义|合作|独立|联盟)*"
    "(?:共和国|合众国|王国|大公国|公国|苏丹国|酋长国|联邦|联盟|国)"
)
"""The same for Chinese, where they end the name."""
