"""A question answered with yes or no."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY, dataclass, replace
from typing import ClassVar, Final

from flows.facts import Facts, Option, Read, Unclear
from flows.form import Question
from flows.session import Plain
from flows.tables import phrases
from flows.understood import noted
from flows.wording import N_, Param, Say, say
from flows.words import bare, fold, glance

_YES: Final = """
    yes, y, yeah, yep, yup, sure, ok, okay, agree, agreed, i agree, i do, i confirm, confirm, confirmed, of course
    we do, we agree, we accept, i support, we support, i commit, we commit
    certainly, true, accept, i accept, yes i do, yes i agree, yes i confirm, yes please, fine
    oui, o, ouais, d'accord, je suis d'accord, j'accepte, je confirme, bien sûr, certainement, oui j'accepte
    oui d'accord, vrai, tout à fait, je soutiens, nous soutenons, je m'engage, nous nous engageons, nous acceptons
    sí, s, claro, de acuerdo, acepto, estoy de acuerdo, por supuesto, confirmo, vale, sí acepto, sí claro, verdadero
    apoyo, lo apoyo, apoyamos, me comprometo, nos comprometemos, aceptamos, estamos de acuerdo
    да, д, ага, конечно, согласен, согласна, согласны, подтверждаю, хорошо, ок, принимаю, да согласен, да согласна
    да конечно, поддерживаю, поддерживаем, обязуюсь, обязуемся
    نعم, أجل, ايوه, أيوة, موافق, موافقة, أوافق, بالتأكيد, طبعا, أؤكد, حسنا, تمام, نعم أوافق, نعم موافق, أقبل
    أؤيد, نؤيد, ألتزم, نلتزم, نوافق, موافقون
    是, 是的, 对, 对的, 好, 好的, 同意, 我同意, 可以, 行, 确认, 我确认, 愿意, 我愿意, 没问题, 嗯, 当然, 是的我同意
    接受, 我接受, 支持, 我支持, 我们支持, 承诺, 我承诺, 我们承诺, 我们同意
"""
_NO: Final = """
    no, n, nope, nah, disagree, i disagree, i do not, i do not agree, i don't, i don't agree, no thanks, no thank you
    decline, i decline, false, no i do not, no i don't
    non, pas d'accord, je refuse, je ne suis pas d'accord, je n'accepte pas, non merci, faux
    no acepto, no estoy de acuerdo, no gracias, rechazo, falso
    нет, не согласен, не согласна, не согласны, отказываюсь, нет спасибо, нет не согласен, нет не согласна
    لا, كلا, غير موافق, غير موافقة, لا أوافق, أرفض, لا شكرا, لا أقبل
    否, 不, 不是, 不同意, 我不同意, 不行, 不可以, 不要, 拒绝, 我拒绝, 不愿意, 我不愿意, 不接受
"""
_YES_SIGNS: Final = frozenset("👍👌✅✔☑🆗")
_NO_SIGNS: Final = frozenset("👎❌✖🚫⛔")
_PARTS: Final = re.compile(r"[,.;:!،؛，。！；]+")
_SAYS_YES: Final = frozenset(map(fold, phrases(_YES)))
_SAYS_NO: Final = frozenset(map(fold, phrases(_NO)))


@dataclass(frozen=True, slots=True)
class Consent(Question):
    """Yes or no; the value is `True` or `False`. With `must`, only a yes lets the form go on."""

    _: KW_ONLY
    yes: str = N_("Yes")
    no: str = N_("No")
    must: bool = False
    expects: ClassVar[str] = "press"

    def options(self, facts: Facts) -> tuple[Option, ...]:
        """The two buttons."""
        return (Option("yes", say(self.yes)), Option("no", say(self.no)))

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Understand the buttons' words, yes and no in six languages, and a thumb up or down."""
        option = self._meant(said, facts)
        if option is not None:
            result = self.read_option(option, facts)
            if isinstance(result, Unclear):
                return result
            return replace(result, note=noted(said, self.show(result.value, facts), facts))
        return Unclear(
            say(
                N_("I cannot tell whether “{said}” means “{yes}” or “{no}”. Please press one of the two buttons."),
                said=glance(said),
                yes=say(self.yes),
                no=say(self.no),
            )
        )

    def _meant(self, said: str, facts: Facts) -> str | None:
        words = fold(bare(said))
        parts = {fold(part) for part in _PARTS.split(said)} - {""}
        signs = set(said) & (_YES_SIGNS | _NO_SIGNS)
        labels = {fold(facts.tell(say(self.no))): "no", fold(facts.tell(say(self.yes))): "yes"}
        if words in labels:
            return labels[words]
        if (
            words in _SAYS_YES
            or (parts and parts <= _SAYS_YES)
            or words == "1"
            or (signs and signs <= _YES_SIGNS and not any(map(str.isalnum, said)))
        ):
            return "yes"
        if (
            words in _SAYS_NO
            or (parts and parts <= _SAYS_NO)
            or words == "2"
            or (signs and signs <= _NO_SIGNS and not any(map(str.isalnum, said)))
        ):
            return "no"
        return None

    def read_option(self, option: str, facts: Facts) -> Read | Unclear:
        """Take a press on a button."""
        agreed = option == "yes"
        if self.must and not agreed:
            return Unclear(
                say(
                    N_("The form can only go on with “{yes}”. You can leave it here and come back at any time."),
                    yes=say(self.yes),
                )
            )
        return Read(agreed)

    def show(self, value: Plain, facts: Facts) -> Param:
        """The words of the button."""
        return say(self.yes if value is True else self.no)

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to answer without a button."""
        return (say(N_("Press a button, or write “{yes}” or “{no}”."), yes=say(self.yes), no=say(self.no)),)
