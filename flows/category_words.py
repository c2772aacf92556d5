"""What people call themselves when asked who is applying, beside the names of the categories of G2(a).

A table to read and to add to: the category, then words for it in any of the six languages, parted by commas. Words
that stand in several rows are asked about. Articles, case, accents, punctuation and a plural "s" make no difference.
"""

# ruff: noqa: E501

from __future__ import annotations

from typing import Final

from flows.facts import Option
from flows.tables import with_words_of

_WORDS: Final = """
government: government, govt, gov, ministry, department of state, federal government, central government, national authority, government agency, government department, government body, public authority, environment agency, environmental protection agency, EPA, embassy, state, country, the state, member state, public administration
government: gouvernement, ministère, État, administration publique, autorité nationale, organisme public, organisme gouvernemental, agence gouvernementale, agence nationale, ambassade, pouvoirs publics, secrétariat d'État
government: gobierno, ministerio, Estado, secretaría de Estado, administración pública, autoridad nacional, organismo público, organismo gubernamental, entidad gubernamental, embajada
government: правительство, министерство, государство, госорган, государственный орган, орган власти, государственное ведомство, ведомство, государственное учреждение, посольство
government: حكومة, الحكومة, وزارة, دولة, جهة حكومية, هيئة حكومية, مؤسسة حكومية, سلطة وطنية, سفارة
government: 政府, 国家, 中央政府, 部委, 部门, 政府部门, 政府机构, 政府机关, 国家机关, 机关, 生态环境部, 大使馆
regional: regional organisation, regional organization, REIO, economic union, economic community, European Union, EU, European Commission, African Union, ECOWAS, ASEAN, Mercosur
regional: organisation régionale, union économique, communauté économique, Union européenne, UE, Commission européenne, Union africaine, CEDEAO, intégration régionale
regional: organización regional, unión económica, comunidad económica, Unión Europea, Comisión Europea, Unión Africana, CAN, Comunidad Andina, integración regional
regional: региональная организация, экономический союз, Европейский союз, Евросоюз, ЕС, ЕАЭС, Европейская комиссия, Африканский союз
regional: منظمة إقليمية, اتحاد اقتصادي, الاتحاد الأوروبي, الاتحاد الأفريقي, مجلس التعاون الخليجي
regional: 区域组织, 区域一体化组织, 经济共同体, 欧盟, 欧洲联盟, 欧盟委员会, 非洲联盟, 非盟, 东盟
international: intergovernmental organisation, intergovernmental organization, IGO, intergovernmental, United Nations, UN, UN agency, United Nations agency, UNEP, UNIDO, UNDP, WHO, UNITAR, World Bank, GEF, development bank, convention secretariat, multilateral organisation, international body, organisation, organization
international: organisation intergouvernementale, intergouvernementale, OIG, Nations Unies, ONU, agence des Nations Unies, OMS, ONUDI, PNUE, PNUD, Banque mondiale, banque de développement, organisation
international: organización intergubernamental, intergubernamental, Naciones Unidas, organismo de las Naciones Unidas, ONUDI, PNUMA, Banco Mundial, banco de desarrollo, organismo internacional, organización
international: межправительственная организация, межправительственная, ООН, Организация Объединенных Наций, учреждение ООН, агентство ООН, ВОЗ, ЮНИДО, ЮНЕП, ПРООН, Всемирный банк, банк развития, организация
international: منظمة حكومية دولية, الأمم المتحدة, وكالة تابعة للأمم المتحدة, منظمة الصحة العالمية, البنك الدولي, هيئة دولية, منظمة
international: 政府间组织, 国际机构, 联合国, 联合国机构, 世卫组织, 世界卫生组织, 工发组织, 世界银行, 开发银行, 组织
industry: company, companies, business, businesses, firm, enterprise, industry, corporation, private sector, private company, trade association, industry association, business association, chamber of commerce, factory, plant, manufacturer, producer, mine, mining company, refinery, supplier, trader, shop, start-up, startup, bank, Ltd, Inc, SME, cooperative, association, organisation, organization, utility, power plant, laboratory, consultancy, consulting firm
industry: entreprise, société, firme, industrie, secteur privé, association professionnelle, fédération professionnelle, chambre de commerce, usine, fabricant, producteur, mine, société minière, PME, coopérative, association, organisation, banque, laboratoire, bureau d'études, commerce, SARL
industry: empresa, compañía, sociedad, negocio, industria, sector privado, empresa privada, asociación empresarial, gremio, cámara de comercio, fábrica, planta, fabricante, productor, mina, empresa minera, minera, pyme, cooperativa, asociación, organización, banco, laboratorio, consultora, comercio
industry: компания, предприятие, фирма, бизнес, промышленность, корпорация, частный сектор, частная компания, завод, фабрика, рудник, производитель, торговая палата, торгово-промышленная палата, отраслевая ассоциация, ассоциация, организация, кооператив, ООО, АО, ЗАО, ПАО, ИП, банк, лаборатория
industry: شركة, مؤسسة تجارية, قطاع خاص, القطاع الخاص, مصنع, صناعة, منشأة, مشروع تجاري, أعمال, غرفة تجارية, غرفة التجارة, منجم, شركة تعدين, منتج, مصنّع, تعاونية, جمعية, منظمة, بنك, مصرف, مختبر, مؤسسة
industry: 公司, 企业, 工厂, 厂, 商业, 产业, 工业, 行业, 私营部门, 民营企业, 国有企业, 国企, 行业协会, 协会, 商会, 生产商, 制造商, 矿山, 矿业公司, 合作社, 组织, 银行, 实验室
ngo: NGO, NGOs, CSO, non-profit, nonprofit, not for profit, non profit organisation, non profit organization, charity, foundation, civil society, civil society organisation, civil society organization, association, network, environmental group, advocacy group, community organisation, community organization, community group, community, indigenous peoples, women's group, youth group, trade union, society, volunteers, think tank, federation, organisation, organization, council
ngo: ONG, organisation non gouvernementale, association, fondation, société civile, organisation de la société civile, OSC, à but non lucratif, organisation à but non lucratif, réseau, collectif, organisation, groupe communautaire, communauté, peuples autochtones, syndicat, fédération
ngo: organización no gubernamental, asociación, fundación, sociedad civil, organización de la sociedad civil, sin fines de lucro, sin ánimo de lucro, organización sin fines de lucro, red, colectivo, comunidad, pueblos indígenas, sindicato, federación, organización, asociación civil
ngo: НПО, НКО, неправительственная организация, некоммерческая организация, общественная организация, общественное объединение, ассоциация, фонд, благотворительный фонд, гражданское общество, сообщество, община, сеть, союз, профсоюз, федерация, организация, движение
ngo: منظمة غير حكومية, جمعية, جمعية أهلية, جمعية خيرية, مؤسسة خيرية, مؤسسة غير ربحية, منظمة غير ربحية, مجتمع مدني, المجتمع المدني, منظمة مجتمع مدني, شبكة, نقابة, اتحاد, مجتمع محلي, منظمة, مؤسسة
ngo: 非政府组织, 民间组织, 社会组织, 民间社会, 非营利组织, 非盈利组织, 公益组织, 公益机构, 环保组织, 基金会, 协会, 学会, 慈善机构, 社区, 网络, 工会, 联合会, 组织
academic: university, universities, college, school, academia, academic, research institute, research institution, research centre, research center, institute, institution, faculty, university department, academy, laboratory, research laboratory, research group, researchers, higher education, think tank
academic: université, école, grande école, organisme de recherche, institut, institut de recherche, centre de recherche, faculté, académie, laboratoire, laboratoire de recherche, institution, établissement d'enseignement, enseignement supérieur, recherche
academic: universidad, escuela, colegio, instituto, instituto de investigación, centro de investigación, facultad, academia, laboratorio, institución, institución educativa, educación superior, grupo de investigación
academic: университет, вуз, институт, академия, школа, колледж, факультет, кафедра, научный институт, научно-исследовательский институт, НИИ, научный центр, исследовательский центр, лаборатория, учебное заведение, наука
academic: جامعة, كلية, مدرسة, معهد, معهد بحوث, معهد أبحاث, مركز بحوث, مركز أبحاث, أكاديمية, مؤسسة تعليمية, مؤسسة بحثية, مختبر, مؤسسة, جهة أكاديمية
academic: 大学, 高校, 学院, 学校, 研究所, 研究院, 科研院所, 科研机构, 研究机构, 研究中心, 学术机构, 科学院, 实验室, 院校
entity: city, town, municipality, local government, local authority, city council, council, province, region, district, county, hospital, clinic, health centre, health center, museum, media, other, another, other entity, something else, none of these, none of the above, partnership, entity, institution, church
entity: ville, commune, mairie, municipalité, collectivité locale, collectivité territoriale, autorité locale, province, région, hôpital, clinique, centre de santé, musée, média, autre, autre entité, aucune de ces catégories, entité, institution, église
entity: ciudad, municipio, municipalidad, ayuntamiento, alcaldía, gobierno local, gobierno regional, autoridad local, provincia, región, hospital, clínica, centro de salud, museo, medio de comunicación, otro, otra, otra entidad, ninguna, ninguna de estas, entidad, institución, iglesia
entity: город, муниципалитет, мэрия, городская администрация, местная власть, местные органы власти, администрация, область, край, регион, район, больница, клиника, поликлиника, музей, СМИ, другое, иное, другая организация, ничего из этого, учреждение
entity: مدينة, بلدية, محافظة, ولاية, سلطة محلية, حكومة محلية, مستشفى, عيادة, مركز صحي, متحف, وسيلة إعلام, أخرى, آخر, جهة أخرى, غير ذلك, كيان, مؤسسة
entity: 城市, 市政府, 地方政府, 省, 省政府, 县, 县政府, 区, 医院, 诊所, 卫生院, 博物馆, 媒体, 其他, 其它, 其他实体, 其他机构, 以上都不是, 实体, 事业单位, 机构
individual: individual, person, private person, private individual, private citizen, citizen, human, man, woman, I, me, myself, just me, on my own, I am, consultant, independent consultant, freelancer, expert, independent expert, scientist, researcher, student, teacher, professor, doctor, dentist, miner, engineer, journalist, lawyer, activist, volunteer, retired, physical person, natural person
individual: personne, individu, particulier, particulière, personne physique, citoyen, citoyenne, moi, moi-même, à titre personnel, à titre individuel, en mon nom, consultant, consultante, indépendant, indépendante, expert, experte, scientifique, chercheur, chercheuse, étudiant, étudiante, enseignant, enseignante, professeur, médecin, dentiste, ingénieur, journaliste, bénévole, retraité, retraitée
individual: persona, individuo, particular, persona física, persona natural, ciudadano, ciudadana, yo, yo mismo, yo misma, a título personal, a título individual, consultor, consultora independiente, consultor independiente, independiente, experto, experta, científico, científica, investigador, investigadora, estudiante, docente, profesor, profesora, médico, médica, dentista, ingeniero, ingeniera, periodista, voluntario, voluntaria, minero, minera artesanal
individual: человек, лицо, физическое лицо, физлицо, частное лицо, индивидуально, гражданин, гражданка, я, я сам, я сама, сам, сама, от себя, от своего имени, лично, консультант, эксперт, ученый, исследователь, студент, студентка, преподаватель, профессор, врач, стоматолог, инженер, журналист, волонтер, пенсионер, ИП
individual: فرد, شخص, شخص طبيعي, مواطن, مواطنة, أنا, بصفتي الشخصية, بصفة شخصية, بصفة فردية, باسمي, مستشار, مستشارة, خبير, خبيرة, عالم, باحث, باحثة, طالب, طالبة, أستاذ, أستاذة, معلم, معلمة, طبيب, طبيبة, مهندس, مهندسة, صحفي, صحفية, متطوع, متطوعة
individual: 个人, 个体, 自然人, 公民, 人, 我, 我自己, 本人, 以个人名义, 个人名义, 顾问, 独立顾问, 专家, 科学家, 研究人员, 学者, 学生, 老师, 教师, 教授, 医生, 牙医, 工程师, 记者, 志愿者, 矿工
"""


def with_words(*categories: Option) -> tuple[Option, ...]:
    """The categories with all words for each."""
    return with_words_of(_WORDS, categories)
