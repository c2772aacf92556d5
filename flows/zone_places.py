"""Places whose clock people live by, beside the cities that CLDR calls the zones after; and usual short names of zones.

Tables to read and to add to: the zone of the IANA database, then names in any of the six languages, parted by commas.
Case, accents and punctuation make no difference.
"""

# ruff: noqa: E501

from __future__ import annotations

from typing import Final

PLACES: Final = """
Europe/Zurich: Geneva, Genève, Ginebra, Женева, جنيف, 日内瓦, Genf, Bern, Berne, Berna, Берн, برن, 伯尔尼, Basel, Bâle, Lausanne, Lugano
Asia/Shanghai: Shanghai, Shanghái, Шанхай, شنغهاي, 上海, Beijing, Peking, Pékin, Pekín, Пекин, بكين, بيجين, 北京, Guangzhou, 广州, Shenzhen, 深圳, Chongqing, 重庆, Chengdu, 成都, Wuhan, 武汉, Nanjing, 南京, Guiyang, 贵阳, Tongren, 铜仁, Tianjin, 天津
Asia/Hong_Kong: 香港
Asia/Taipei: 台北
Asia/Kolkata: Delhi, New Delhi, Nueva Delhi, Дели, Нью-Дели, دلهي, نيودلهي, 新德里, 德里, Mumbai, Bombay, Мумбаи, مومباي, 孟买, Chennai, Bangalore, Bengaluru, Hyderabad, Calcutta
Asia/Bahrain: Manama, Manāma, Манама, المنامة, 麦纳麦
Asia/Qatar: Doha, Доха, الدوحة, 多哈
Asia/Dubai: Abu Dhabi, Abou Dabi, Abu Dabi, Абу-Даби, أبوظبي, أبو ظبي, 阿布扎比
Asia/Riyadh: Jeddah, Djeddah, Джидда, جدة, Mecca, مكة
Asia/Jerusalem: Tel Aviv, Тель-Авив, تل أبيب, 特拉维夫
Asia/Karachi: Islamabad, Исламабад, إسلام آباد, 伊斯兰堡, Lahore
Asia/Tokyo: Osaka, 大阪, Kyoto, 京都, Kumamoto, 熊本, Minamata, Минамата, ميناماتا, 水俣
Asia/Ho_Chi_Minh: Hanoi, Hanói, Hanoï, Ханой, هانوي, 河内, Saigon
Asia/Almaty: Astana, Астана, أستانا, 阿斯塔纳, Nur-Sultan
Asia/Makassar: Bali, Denpasar
Asia/Yangon: Rangoon, Naypyidaw
Europe/Istanbul: Ankara, Анкара, أنقرة, 安卡拉, Izmir
Europe/Moscow: московское, московскому, Saint Petersburg, St Petersburg, Saint-Pétersbourg, San Petersburgo, Санкт-Петербург, Питер, سانت بطرسبرغ, 圣彼得堡, Sochi, Сочи, Казань, Нижний Новгород
Europe/Kyiv: Kiev, Kyïv, Lviv, Odesa, Odessa
Europe/Berlin: Bonn, Бонн, بون, 波恩, Munich, München, Frankfurt, Hamburg, Köln, Cologne
Europe/Paris: Lyon, Marseille, Strasbourg, Nice, Toulouse
Europe/Rome: Milan, Milano, Milán, Turin, Torino, Naples, Napoli
Europe/Madrid: Barcelona, Barcelone, Барселона, برشلونة, 巴塞罗那, Sevilla, Seville, Valencia, Almadén, Almaden
Europe/London: Edinburgh, Manchester, Glasgow, Cardiff, Belfast
Europe/Amsterdam: The Hague, La Haye, La Haya, Гаага, لاهاي, 海牙, Rotterdam
Europe/Lisbon: Porto
Europe/Brussels: Bruxelles, Antwerp
Europe/Warsaw: Krakow, Cracow
Africa/Lagos: Abuja, Абуджа, أبوجا, 阿布贾, Kano
Africa/Johannesburg: Pretoria, Претория, بريتوريا, 比勒陀利亚, Cape Town, Le Cap, Ciudad del Cabo, Кейптаун, كيب تاون, 开普敦, Durban
Africa/Casablanca: Rabat, Рабат, الرباط, 拉巴特, Marrakech, Marrakesh
Africa/Douala: Yaounde, Yaoundé, Яунде, ياوندي, 雅温得
Africa/Abidjan: Yamoussoukro, Ямусукро
Africa/Dar_es_Salaam: Dodoma, Додома, دودوما
Africa/Bujumbura: Gitega
Africa/Cairo: Alexandria, Alexandrie, Alejandría, الإسكندرية
America/Sao_Paulo: Brasília, Brasilia, Бразилиа, برازيليا, 巴西利亚, Rio de Janeiro, Rio, Río de Janeiro, Рио-де-Жанейро, ريو دي جانيرو, 里约热内卢, Belo Horizonte, Curitiba, Porto Alegre
America/Bogota: Medellín, Medellin, Cali, Медельин, Cartagena
America/Lima: Cusco, Cuzco, Puerto Maldonado, Arequipa
America/La_Paz: Sucre, Santa Cruz de la Sierra, Cochabamba
America/Guayaquil: Quito, Кито, كيتو, 基多
America/Argentina/Buenos_Aires: Buenos Aires, Rosario
America/Santiago: Valparaíso, Valparaiso
America/Mexico_City: Guadalajara, Puebla, CDMX
America/New_York: Washington, Washington DC, Washington D.C., Вашингтон, واشنطن, 华盛顿, Boston, Miami, Atlanta, Philadelphia
America/Chicago: Houston, Dallas, Austin
America/Los_Angeles: San Francisco, Сан-Франциско, سان فرانسيسكو, 旧金山, Seattle, San Diego
America/Toronto: Ottawa, Оттава, أوتاوا, 渥太华, Montreal, Montréal, Монреаль, مونتريال, 蒙特利尔, Québec, Quebec
America/Edmonton: Calgary
Australia/Sydney: Canberra, Канберра, كانبرا, 堪培拉
Pacific/Auckland: Wellington, Веллингтон, ولينغتون, 惠灵顿
"""

SHORT_NAMES: Final = """
UTC: GMT, Z, Zulu, TUC, Greenwich, WMT, ВКВ, Гринвич, غرينتش, 格林尼治, 世界标准时间, 协调世界时, universal, coordinated universal
Africa/Nairobi: EAT, East Africa
Africa/Lagos: WAT, West Africa
Africa/Maputo: CAT, Central Africa
Africa/Johannesburg: SAST
Europe/Brussels: CET, CEST, MEZ, HNEC, Central European
Europe/Athens: EET, EEST, Eastern European
Europe/Lisbon: WET, WEST, Western European
Europe/Moscow: MSK, МСК
Asia/Shanghai: China Standard
Asia/Tokyo: JST
Asia/Seoul: KST
Asia/Singapore: SGT
Asia/Manila: PHT
Asia/Jakarta: WIB
Asia/Makassar: WITA
Asia/Jayapura: WIT
Asia/Karachi: PKT
Asia/Kathmandu: NPT
America/New_York: EST, EDT, ET, Eastern
America/Denver: MDT, MT, Mountain
America/Los_Angeles: PST, PDT, PT, Pacific
America/Sao_Paulo: BRT
America/Argentina/Buenos_Aires: ART
America/Bogota: COT
America/Lima: PET
America/Chicago: CST, CDT, CT, Central
America/Phoenix: MST
America/Caracas: VET
America/La_Paz: BOT
Australia/Sydney: AEST, AEDT
Australia/Perth: AWST
Pacific/Auckland: NZST, NZDT
"""

SHARED: Final = """
America/Chicago: CST
Asia/Shanghai: CST
America/Havana: CST
Asia/Kolkata: IST
Asia/Jerusalem: IST
Europe/Dublin: IST
Europe/London: BST
Asia/Dhaka: BST
America/Denver: MST
America/Phoenix: MST
Asia/Riyadh: AST
America/Halifax: AST
"""
"""Short names that mean one zone to some and another to others."""

MAIN: Final = """
America/New_York, America/Chicago, America/Denver, America/Los_Angeles, America/Anchorage, Pacific/Honolulu
America/Toronto, America/Vancouver, America/Edmonton, America/Winnipeg, America/Halifax, America/Regina, America/St_Johns
America/Whitehorse, America/Mexico_City, America/Hermosillo, America/Sao_Paulo, America/Manaus, America/Rio_Branco
America/Argentina/Buenos_Aires, America/Santiago, America/Nuuk, America/Guayaquil, Africa/Kinshasa, Asia/Jakarta
Asia/Makassar, Asia/Almaty, Asia/Tashkent, Asia/Ulaanbaatar, Asia/Kuala_Lumpur, Asia/Nicosia, Asia/Hebron
Europe/Moscow, Europe/Samara, Europe/Kaliningrad, Asia/Yekaterinburg, Asia/Omsk, Asia/Krasnoyarsk, Asia/Irkutsk
Asia/Yakutsk, Asia/Vladivostok, Asia/Magadan, Asia/Kamchatka, Europe/Berlin, Europe/Lisbon, Europe/Madrid
Australia/Sydney, Australia/Brisbane, Australia/Adelaide, Australia/Darwin, Australia/Perth, Pacific/Auckland
Pacific/Majuro, Pacific/Pohnpei, Pacific/Tarawa, Pacific/Port_Moresby, Pacific/Tahiti, Antarctica/McMurdo
Antarctica/Palmer, Antarctica/Mawson
"""
"""Of the zones of a country that show one time, the one that people know best; the first of them stand first."""

ONE_BY_LAW: Final = {"CN": "Asia/Shanghai", "UA": "Europe/Kyiv"}
"""Countries with one official time, though the IANA database has a second clock within them."""
