"""What currencies and large numbers are called, besides the names and signs that Babel knows."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

from flows.tables import phrases, rows
from flows.wording import LANGUAGES
from flows.words import bare, fold

_SHARED: Final = """
    USD AUD CAD NZD HKD SGD XCD: dollar, dollars, dólar, dólares, доллар, доллара, долларов, дол, долл, دولار
    USD AUD CAD NZD HKD SGD XCD: دولارات, 刀
    USD AUD CAD NZD HKD SGD MXN: $
    CHF XOF XAF CDF RWF BIF DJF GNF KMF XPF: franc, francs, franco, francos, франк, франка, франков, فرنك, فرنكات
    CHF XOF XAF CDF RWF BIF DJF GNF KMF XPF: 法郎, fr, frs
    XOF XAF: CFA, F CFA, FCFA, CFA franc, CFA francs, franc CFA, francs CFA, франк КФА, франков КФА, فرنك أفريقي
    XOF XAF: 非洲法郎, 西非法郎
    MXN ARS CLP COP PHP UYU DOP CUP: peso, pesos, песо, بيزو, 比索
    GBP EGP SYP LBP SDG SSP: pound, pounds, livre, livres, libra, libras, фунт, фунта, фунтов, جنيه, جنيهات, ليرة
    GBP EGP SYP LBP SDG SSP: ليرات, 镑
    GBP EGP: £, ₤
    INR PKR LKR NPR MUR SCR: rupee, rupees, roupie, roupies, rupia, rupias, рупия, рупии, рупий, روبية, روبيات, 卢比, rs
    IDR: rupiah, roupie indonésienne, рупия индонезийская
    KWD BHD IQD JOD DZD TND LYD RSD: dinar, dinars, dinares, динар, динара, динаров, دينار, دنانير, 第纳尔
    SAR QAR OMR YER IRR: riyal, riyals, rial, rials, riyals, riales, риал, риала, риалов, ريال, ريالات, 里亚尔
    AED MAD: dirham, dirhams, dírham, dirhames, дирхам, дирхама, дирхамов, درهم, دراهم, 迪拉姆
    KES TZS UGX SOS: shilling, shillings, chelín, chelines, шиллинг, шиллингов, شلن, 先令, sh
    SEK NOK DKK CZK ISK: krona, kronor, krone, kroner, couronne, couronnes, corona, coronas, крона, кроны, крон
    SEK NOK DKK CZK ISK: كرونة, 克朗, kr
    JPY CNY: ¥
    BRL: real, reais, reales, реал, реалов, ريال برازيلي, 雷亚尔
    ZAR: rand, rands, ранд, рандов, راند, 兰特
    NGN: naira, nairas, найра, نايرا, 奈拉
    GHS: cedi, cedis, седи
    ETB: birr, бирр, بر
    KRW: won, wons, вон, 韩元, 韩圆
    TRY: lira, liras, türk lirası, tl, лира, лиры, лир, 里拉
    UAH: hryvnia, гривна, гривны, гривен, грн
    KZT: tenge, тенге
    PLN: zloty, zlotys, złoty, злотый, злотых
    VND: dong, донг
    THB: baht, bahts, бат, батов
"""
"""Words that several currencies share; the first is meant where nothing speaks for another."""

_OWN: Final = """
    USD: US$, $US, USD$, U$S, U$D, dollar américain, dollars américains, dólar americano, dólares americanos
    USD: доллар США, долларов США, дол США, долл США, دولار أمريكي, دولارات أمريكية, 美元, 美金, 美圆
    USD: american dollars, us dollars, us dollar, dollars us, dólares estadounidenses, bucks
    EUR: €, euro, euros, евро, يورو, 欧元, eur
    CHF: sfr, fr. suisse, franc suisse, francs suisses, swiss franc, swiss francs, franco suizo, francos suizos, CHF.
    CHF: швейцарский франк, швейцарских франков, فرنك سويسري, 瑞士法郎, 瑞郎
    GBP: pound sterling, pounds sterling, sterling, livre sterling, livres sterling, libra esterlina
    GBP: libras esterlinas
    GBP: фунт стерлингов, фунтов стерлингов, جنيه إسترليني, 英镑, £gb, uk£, quid
    CNY: rmb, yuan, yuans, yuanes, renminbi, юань, юаня, юаней, يوان, 元, 人民币, 块, 元人民币, 圆, 人民币元, CN¥, rmb¥
    JPY: yen, yens, yenes, иена, иены, иен, ين, 日元, 日圆, 円, JP¥
    RUB: ₽, р, р., руб, руб., рубль, рубля, рублей, rouble, roubles, ruble, rubles, rublo, rublos, روبل, 卢布
    INR: ₹, indian rupees
    CAD: C$, CA$, CAN$, $CA, $CAN, 加元
    AUD: A$, AU$, $AU, 澳元
    NZD: NZ$, $NZ
    HKD: HK$, $HK, 港元, 港币
    SGD: S$, SG$, $SG, 新元, 新加坡元
    BRL: R$
    KES: ksh, kshs, kes, kenya shillings, kenyan shillings
    UGX: ush, ugx
    TZS: tsh, tzs
    NGN: ₦
    GHS: ₵, gh₵
    ZAR: r
    PHP: ₱
    VND: ₫
    KRW: ₩
    ILS: ₪, shekel, shekels, шекель
    UAH: ₴
    TRY: ₺
    KZT: ₸
    AED: dh, dhs, درهم إماراتي
    MAD: درهم مغربي
    SAR: sr, ريال سعودي
    EGP: جنيه مصري, le
    XOF: f cfa bceao
    XAF: f cfa beac
    IDR: rp
    MXN: MX$, $MX
"""

_MULTIPLIERS: Final = """
    1000: k, thousand, thousands, mille, milliers, mil, miles, тыс, тысяча, тысячи, тысяч, т, ألف, آلاف, الف, ألفا
    1000: 千, tsd
    10000: 万, 萬
    1000000: m, mn, mln, mio, mm, million, millions, millón, millones, millon, млн, миллион, миллиона, миллионов
    1000000: مليون
    1000000: ملايين, مليونا, 百万, 百萬
    10000000: 千万, crore, crores
    100000: lakh, lakhs, 十万
    100000000: 亿, 億
    1000000000: bn, billion, billions, milliard, milliards, mil millones, millardo, millardos, md, mrd, mds, млрд
    1000000000: миллиард
    1000000000: миллиарда, миллиардов, مليار, مليارات, بليون, 十亿
    1000000000000: trillion, trillions, billón, billones, трлн, триллион, триллиона, триллионов, تريليون, 万亿
"""

AROUND: Final = frozenset(
    map(
        fold,
        phrases("""
            about, approximately, approx, circa, ca, around, roughly, up to, some, of, in, total, the, a, an, only
            environ, près, de, d, des, du, le, la, les, un, une
            alrededor, unos, unas, aproximadamente, cerca, del, el
            около, примерно, приблизительно, порядка, до, всего, один
            حوالي, نحو, تقريبا, ما, يقارب, من, بقيمة, مبلغ
            约, 大约, 大概, 左右, 共, 合计, 总计, 共计, 约合
        """),
    )
)
"""Words around an amount that say nothing of how much."""


@cache
def multipliers() -> dict[str, int]:
    """Words for thousand, million and so on, folded."""
    found: dict[str, int] = {}
    for number, words in rows(_MULTIPLIERS):
        found.update({fold(word): int(number) for word in words})
    return found


@cache
def in_use() -> frozenset[str]:
    """The ISO 4217 codes that are legal tender somewhere."""
    tenders = get_global("territory_currencies").values()
    return frozenset(code for tender in tenders for code, _, end, legal in tender if end is None and legal)


@cache
def local(country: str | None) -> str | None:
    """The currency of a country, where it has one of its own in use."""
    tender = get_global("territory_currencies").get(country or "", ())
    return next((str(code) for code, _, end, legal in tender if end is None and legal), None)


def called(words: str, language: str) -> tuple[str, ...]:
    """The currencies that go by this code, sign or name: one where it is certain, several where it is shared."""
    key = _key(words)
    if key.upper() in in_use() and key.isascii():
        return (key.upper(),)
    if language == "zh" and key == "¥":
        return ("CNY",)
    # "долл. США" has a full stop in it and is a name all the same.
    for form in (key, fold(words)) if "." in key else (key,):
        for names in (_named(), *(_babels(other) for other in (language, *LANGUAGES))):
            if form in names:
                return names[form]
    return ()


def _key(words: str) -> str:
    """A name folded; a sign, and letters with full stops ("د.إ."), as they are."""
    line = bare(words).casefold()
    if "." in line or any(unicodedata.category(character) == "Sc" for character in line):
        return line.replace(" ", "")
    return fold(line)


@cache
def _named() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for table in (_SHARED, _OWN):
        for codes, words in rows(table):
            found.update({_key(word): tuple(codes.split()) for word in words})
    return found


@cache
def _babels(language: str) -> dict[str, tuple[str, ...]]:
    """Babel's names, in each form that a number can give them, and its signs."""
    locale = Locale.parse(language)
    found: dict[str, tuple[str, ...]] = {}
    for code in sorted(in_use()):
        for count in (None, 1, 2, 5, 11, 100):
            found.setdefault(_key(get_currency_name(code, count, locale=locale)), (code,))
        sign = locale.currency_symbols.get(code, code)
        found.setdefault(_key(sign), (code,))
    return found
