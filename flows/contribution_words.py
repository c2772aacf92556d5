"""What people call what they bring, beside the names of the kinds of contribution (G2(b): resources or expertise).

A table to read and to add to, like that of the categories: the kind, then words for it in any of the six languages.
"""

# ruff: noqa: E501

from __future__ import annotations

from typing import Final

from flows.facts import Option
from flows.tables import with_words_of

_WORDS: Final = """
funds: money, fund, funds, funding, grant, grants, cash, finance, financial, financing, financial support, financial contribution, donation, budget, dollars, euros, investment, sponsorship, loan
funds: argent, fonds, financement, subvention, don, dons, contribution financière, appui financier, soutien financier, budget, investissement, prêt
funds: dinero, fondos, financiación, financiamiento, subvención, donación, contribución financiera, aporte económico, apoyo financiero, presupuesto, inversión, préstamo
funds: деньги, средства, финансы, финансирование, грант, денежный взнос, взнос, пожертвование, бюджет, инвестиции, финансовая поддержка, заем
funds: مال, أموال, نقود, تمويل, منحة, تبرع, دعم مالي, مساهمة مالية, ميزانية, استثمار, قرض
funds: 钱, 资金, 经费, 捐款, 拨款, 资助, 赠款, 财政支持, 资金支持, 投资, 贷款
inkind: in kind, in-kind, in-kind contribution, staff, staff time, time, people, personnel, human resources, premises, office, offices, space, venue, meeting room, equipment, vehicles, goods, material, materials, logistics
inkind: en nature, contribution en nature, personnel, temps de travail, temps, ressources humaines, locaux, bureaux, salle, équipement, équipements, matériel, logistique, véhicules
inkind: en especie, contribución en especie, personal, tiempo, recursos humanos, locales, oficinas, espacio, sala, equipo, equipos, material, logística, vehículos
inkind: в натуральной форме, натуральный взнос, персонал, время, время сотрудников, сотрудники, кадры, помещения, помещение, офис, оборудование, материалы, транспорт
inkind: مساهمة عينية, عينية, موظفون, وقت الموظفين, وقت, موارد بشرية, مقر, مقرات, مكاتب, قاعة, معدات, أجهزة, مواد
inkind: 实物, 实物捐助, 人力, 人员, 时间, 工作时间, 场地, 办公室, 设备, 物资, 车辆
expertise: expertise, expert, experts, advice, advise, advisory, consulting, consultancy, knowledge, know-how, technical assistance, technical advice, technical support, mentoring
expertise: expertise, experts, conseil, conseils, connaissances, savoir-faire, assistance technique, appui technique, accompagnement
expertise: experiencia, expertos, conocimientos, conocimientos especializados, asesoramiento, asesoría, consejo, asistencia técnica, apoyo técnico
expertise: экспертиза, эксперты, знания, опыт, советы, консультации, консультирование, техническая помощь, ноу-хау
expertise: خبرة, خبرات, خبراء, مشورة, استشارة, استشارات, معرفة, مساعدة فنية, دعم فني
expertise: 专业知识, 专长, 专家, 咨询, 建议, 顾问, 经验, 知识, 技术援助, 技术支持
project: project, projects, our project, own project, programme, program, pilot, pilot project, initiative, campaign on the ground, clean-up, cleanup, demonstration project
project: projet, projets, notre projet, programme, projet pilote, initiative, assainissement, projet de démonstration
project: proyecto, proyectos, nuestro proyecto, programa, proyecto piloto, iniciativa, saneamiento
project: проект, проекты, наш проект, программа, пилотный проект, инициатива
project: مشروع, مشاريع, مشروعنا, برنامج, مشروع تجريبي, مبادرة
project: 项目, 我们的项目, 计划, 方案, 试点, 试点项目, 倡议
research: research, study, studies, data, monitoring, measurement, measurements, measuring, inventory, inventories, analysis, science, survey, sampling, laboratory work
research: recherche, étude, études, données, surveillance, mesures, inventaire, analyse, analyses, science, enquête
research: investigación, estudio, estudios, datos, monitoreo, vigilancia, mediciones, inventario, análisis, ciencia, encuesta
research: исследования, исследование, изучение, данные, мониторинг, измерения, инвентаризация, анализ, наука, опрос
research: بحث, بحوث, أبحاث, دراسة, دراسات, بيانات, رصد, قياسات, جرد, تحليل
research: 研究, 科研, 调查, 数据, 监测, 测量, 清单, 分析
technology: technology, technologies, mercury-free, mercury free, clean technology, alternatives, alternative, substitutes, equipment without mercury, innovation, retort, retorts, BAT
technology: technologie, technologies, sans mercure, technologie propre, alternatives, produits de remplacement, innovation, cornues
technology: tecnología, tecnologías, sin mercurio, tecnología limpia, alternativas, sustitutos, innovación, retortas
technology: технология, технологии, без ртути, безртутные технологии, чистые технологии, альтернативы, заменители, инновации
technology: تكنولوجيا, تقنية, تقنيات, بدون زئبق, خالية من الزئبق, تقنية نظيفة, بدائل, ابتكار
technology: 技术, 无汞, 无汞技术, 清洁技术, 替代品, 替代技术, 创新
training: training, trainings, capacity building, capacity-building, workshop, workshops, course, courses, teaching, education, school, seminar, seminars, coaching
training: formation, formations, renforcement des capacités, atelier, ateliers, cours, enseignement, éducation, séminaire, séminaires
training: formación, capacitación, capacitaciones, creación de capacidad, fortalecimiento de capacidades, taller, talleres, curso, cursos, enseñanza, educación, seminario
training: обучение, тренинг, тренинги, подготовка кадров, наращивание потенциала, курсы, курс, мастерская, преподавание, образование, семинар, семинары
training: تدريب, تدريبات, بناء القدرات, ورشة, ورش عمل, ورشة عمل, دورة, دورات, تعليم, ندوة
training: 培训, 能力建设, 讲习班, 研讨会, 课程, 教学, 教育
awareness: awareness, awareness raising, information, campaign, campaigns, communication, communications, outreach, publicity, media, brochures, posters, website, videos
awareness: sensibilisation, information, campagne, campagnes, communication, médias, affiches, brochures
awareness: sensibilización, concienciación, concientización, información, campaña, campañas, comunicación, difusión, divulgación, medios
awareness: информация, информирование, просвещение, повышение осведомленности, кампания, кампании, коммуникация, СМИ
awareness: توعية, التوعية, معلومات, إعلام, حملة, حملات, نشر المعلومات, تواصل
awareness: 宣传, 信息, 提高认识, 宣传活动, 传播, 科普, 媒体
policy: policy, policies, law, laws, legislation, regulation, regulations, ban, bans, national action plan, ratification, standards, advocacy, enforcement
policy: politique, politiques, loi, lois, législation, réglementation, interdiction, plan d'action national, normes, plaidoyer
policy: política, políticas, ley, leyes, legislación, regulación, normativa, prohibición, plan de acción nacional, normas, incidencia
policy: политика, закон, законы, законодательство, регулирование, нормы, запрет, национальный план действий
policy: سياسة, سياسات, قانون, قوانين, تشريع, تشريعات, أنظمة, لوائح, حظر, خطة عمل وطنية
policy: 政策, 法律, 法规, 立法, 条例, 标准, 禁令, 国家行动计划
other: other, something else, another thing, none of these, else
other: autre, autre chose, rien de cela
other: otro, otra cosa, ninguno de estos
other: другое, иное, что-то другое
other: أخرى, شيء آخر, غير ذلك
other: 其他, 其它, 别的
"""


def with_words(kinds: tuple[Option, ...]) -> tuple[Option, ...]:
    """The kinds of contribution with all words for each."""
    return with_words_of(_WORDS, kinds)
