"""The analysts of a report: names beside licence numbers on the first page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Analyst
from ..trackers.lexicon import simplified
from .draft import Line
from .words import width

__all__ = ["EMAIL", "LICENCE", "read_analysts"]

LICENCE = re.compile(r"(?<![A-Za-z0-9])(?:SAC\s*[：:]?\s*)?(S\d{13})(?!\d)")
_FOREIGN_LICENCE = re.compile(
    r"(?:(?:SFC\s*)?CE\s*(?:No\.?|Ref|编号|編號)?|SFC\s*(?:CE|登记编号|登記編號|执业证?书?编号|牌照编号|No\.?))\s*[：:.#]?\s*([A-Z]{3}\d{3})(?!\d)",
    re.IGNORECASE,
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}")
_PHONE = re.compile(
    r"(?:电话|手机|Tel|Phone)\s*[：:.]?\s*[+\d][\d\s()-]{6,}|(?<!\d)1[3-9]\d{9}(?!\d)|(?<![\d+])\+\d{1,3}[ -]\d{3,4}[ -]\d{3,4}",
    re.IGNORECASE,
)
_ROLE_WORDS = re.compile(
    r"首席|联席|资深|高级|证券|行业|分析师|分析員|研究员|研究助理|研究所|团队|组长|联系人|执业|从业|资格|登记|登記|证书|證書|编号|編號|证号|号码|姓名|邮箱|电子邮件|电话|手机"
    r"|SAC|SFC|CE|CFA|CPA|PhD|FRM|NO\.?|Tel|Phone|E-?mail|Analysts?|Licen[cs]e|[：:（）()|,，、/；;#\[\]]",
    re.IGNORECASE,
)

# Words of two to four characters that stand on a first page and are nobody.
_NOBODY = re.compile(
    r"计算机|传媒|通信|电子|互联网|半导体|软件|策略|宏观|人工智能|科技|周报|月报|日报|点评|深度|跟踪|维持|推荐|增持|买入|看好|中性|回避|持有|强于大市"
    r"|优于大市|同步大市|首次|覆盖|上调|下调|评级|市场表现|走势|相关研究|相关报告|投资要点|核心观点|摘要|目录|本周|日期|海外|中国"
)


def read_analysts(lines: Sequence[Line], roles: dict[int, str]) -> tuple[Analyst, ...]:
    """Everybody whose licence number stands on these lines, in order, once.

    A name stands before its number on the line, or on one of the lines above it; what lies between the
    two is words of the trade, mail addresses and telephone numbers.
    """
    found: list[Analyst] = []
    home: dict[str, Analyst] = {}
    for k, line in enumerate(lines):
        said = simplified(line.text)
        at = 0
        for licence in sorted(_licences(said), key=lambda m: m.start()):
            name = _name_in(said[at : licence.start()], line.text[at : licence.start()])
            back_to = max(-1, k - 5)
            for j in range(k - 1, back_to, -1):
                if name:
                    break
                above = simplified(lines[j].text)
                if LICENCE.search(above) and at == 0:
                    break
                name = _name_in(above, lines[j].text, last=True)
                if name:
                    roles.setdefault(lines[j].start, "analyst")
            at = licence.end()
            number = licence.group(1)
            if not name or number in home:
                continue
            if name in {a.name for a in found}:
                continue  # a second licence of the same person, of another market
            email = next((m.group() for ln in lines[k : k + 3] for m in EMAIL.finditer(ln.text)), None)
            home[number] = Analyst(name, number, email)
            found.append(home[number])
            roles.setdefault(line.start, "analyst")
    for line in lines:
        if (EMAIL.search(line.text) or _PHONE.search(line.text)) and width(line.text) < 80:
            roles.setdefault(line.start, "contact")
    return tuple(found)


def _licences(said: str) -> list[re.Match[str]]:
    return [m for pattern in (LICENCE, _FOREIGN_LICENCE) for m in pattern.finditer(said)]


def _name_in(folded: str, printed: str, *, last: bool = False) -> str | None:
    """A person's name among the words of a role: two to four Hanzi, or capitalised Latin words."""
    if last and width(folded) > 60:
        return None
    if len(folded) != len(printed):
        printed = folded
    cleaned = _blank(_ROLE_WORDS, _blank(_PHONE, _blank(EMAIL, folded)))
    hanzi = list(
        re.finditer(
            r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){1,3}(?![\u4e00-\u9fff])", cleaned
        )
    )
    hanzi = [h for h in hanzi if not _NOBODY.search(re.sub(r"\s", "", h.group()))]
    if hanzi:
        best = hanzi[-1]
        return re.sub(r"\s", "", printed[best.start() : best.end()])
    if last and width(cleaned.strip()) > 40:
        return None
    latin = re.findall(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){1,3}", cleaned)
    return str(latin[-1]) if latin else None


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Matches replaced by as many blanks, so that places stay what they are."""
    return pattern.sub(lambda m: " " * len(m.group()), text)
