"""Bare digits that belong to a name: versions, models, indices, and years that nothing marks.

Only numbers without sign, currency, scale and unit are looked at. The evidence is what stands on
both sides, and whether the same word carries the same number again elsewhere in the text.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .atoms import Atom
from .datemarks import BARE_YEAR
from .marks import is_cjk, is_latin
from .types import SkipReason
from .vocabulary import listed

__all__ = ["VALUE_CHARS", "Evidence"]

_SUFFIX = re.compile(
    r" ?-?(?:Pro|Max|Mini|mini|Ultra|Plus|Turbo|Lite|Flash|Sonnet|Opus|Haiku|[Pp]review|Instruct|Chat|Vision|Air|SE|XL|Nano|Coder|Omni|beta|"
    r"Beta|alpha)(?![a-z])| ?(?:版本?|系列|型号|型(?!基)|大模型|基座|芯片|处理器|内核|协议|标准|工艺|后(?=[\u3400-\u9fff]{0,3}(?:消费|人群|员工|群体)))"
)
_CAPITAL_AFTER = re.compile(r" (?:[A-Z][a-z]|\d+B(?![A-Za-z]))")
_VERSIONISH = re.compile(r"\d{1,2}\.\d{1,2}\Z|\d{1,4}\Z")
_ANNOUNCED = re.compile(r"得分|评分|分数|分别|价格|估值|市盈率|市净率|均值|单位|指数|score|[:：]")
_MAJOR_MINOR = re.compile(r"\d\.\d\Z")
_LATIN_BEFORE = re.compile(r"(?P<w>[A-Za-z][A-Za-z&.'’-]*)[ ]\Z")
# A CJK character that ends a verb, preposition or metric: a bare number behind it is a value.
VALUE_CHARS = frozenset(
    "为是达至到收报得获有共仅约超近了于在从由以的和与及或占计升跌涨降增减录见破守站值率量价额数分比幅本润入余距差低高均各合前后每按满逾被等"
    "币元指含用需给比过少多出点位名次逢打折扣除乘加又再仍则只就对按第且并而即将能要可会第另其这那该个期年月日周天"
)
_METRICS = frozenset(
    listed(
    "PE PUE Beta Alpha Sharpe PB PS EPS ROE ROA ROIC EBITDA EBIT GMV DAU MAU WAU ARPU CAGR PEG CPI PPI PMI GDP NPS BPS EV DPS "
    "NAV IRR AUM VIX SCFI BDI CCFI FPS TOPS Elo ELO Score score Rank rank Votes CI UV PV CPM ROI TTM LTV "
    "CAC APR APY SAAR FTE RSI MACD BPM PCE Brent WTI DXY BTC ETH USDCNY HSI Dow Nasdaq Total Average Mean "
    "Median Max Min Sum Net Gross Revenue Sales Profit Loss Cost Price Volume Change Open High Low Close "
    "Yes No Share Market"
)
)  # fmt: skip
_FUNCTION = frozenset(
    listed(
        "about over nearly only some around almost roughly at in the of for from to by with and or but more "
        "less than up down under above below a an is are was were be been has have had gained lost rose fell "
        "added shed between against versus vs per on off near reached hit cost costs costing had sold bought "
        "raised paid took takes took won just even all both each every another other its their his her our "
        "your my this that these those until since during through within after before while when where as "
        "into onto out if so not no yes then also still now today yesterday last next first another total "
        "average remaining additional following previous estimated exactly approximately leaders we they he "
        "she it i you who"
    )
)
_MAKERS = re.compile(
    r"(?:推出|发布|上线|搭载|采用|基于|超越|对标|相比|升级[至到为]?|全新|新款|旗舰|新一代)[^，。；,;]{0,8}\Z"
)
_VERSION_WORD = re.compile(
    r"(?:版本|型号|编号|代号|版|机型|车型|[Vv]ersion|[Mm]odel|[Ss]eries|[Rr]elease|[Gg]eneration|[Gg]en|[Cc]ode) ?\Z"
)
_LEVEL_BEFORE = re.compile(
    r"(?:收[报于在]?|报|达到?|[升跌涨降]至|[升跌涨降]到|得分|评分|分数|为|score of|(?:closed|ended|finished|settled|trading|ending|finish|end|stood) at) ?\Z"
)
_RUN_OF_DAYS = re.compile(r"连板|天\d+板|连[阳阴](?!台)")
_SHOPPING = re.compile(r" ?(?:大促|购物节|电商节|期间|活动|晚会|战报)")


class Evidence:
    """What one text shows about its bare numbers."""

    def __init__(self, text: str, atoms: list[Atom]) -> None:
        self._text = text
        self._chinese = sum(1 for char in text if is_cjk(char)) * 10 > len(text)
        # What follows each pair of word and number: a cover that repeats the body shows nothing new.
        self._tails: dict[tuple[str, str], set[str]] = {}
        for atom in atoms:
            if atom.bare and not atom.spelled:
                self._tails.setdefault(self._key(atom), set()).add(
                    text[atom.digits_end : atom.digits_end + 4].strip()
                )

    def _key(self, atom: Atom) -> tuple[str, str]:
        before = self._text[max(0, atom.digits_start - 12) : atom.digits_start].rstrip()
        latin = re.search(r"[A-Za-z]+\Z", before)
        return (latin.group() if latin else before[-2:], self._text[atom.digits_start : atom.digits_end])

    def reason(self, atom: Atom) -> SkipReason | None:
        """Why the number is none, or None for a quantity."""
        text = self._text
        if atom.spelled or atom.signed or atom.money or atom.fixed or atom.rank:
            return None
        digits = text[atom.digits_start : atom.digits_end]
        before = text[max(0, atom.start - 24) : atom.start]
        after = text[atom.digits_end : atom.digits_end + 24]
        if (
            atom.high is None
            and len(digits) > 1
            and digits[0] == "0"
            and digits.isdecimal()
            and not atom.unit
        ):
            return "name"
        if (digits in ("11", "12") and before.endswith("双")) or (
            digits in ("618", "818", "315") and _SHOPPING.match(after)
        ):
            return "name"
        if atom.bound == "range" or atom.high is not None:
            return None
        if BARE_YEAR.match(digits) and self._is_year(atom, before):
            return "date"
        if not atom.bare or atom.bound is not None:
            return None
        if _VERSION_WORD.search(before):
            return "version"
        if _RUN_OF_DAYS.match(after):
            return "name"
        if not _VERSIONISH.match(digits) or digits == "0" or after[:1] in ("%", "‰"):
            return None
        return self._named(atom, digits, before, after)

    def _is_year(self, atom: Atom, before: str) -> bool:
        if atom.unit is not None and not (
            atom.word and len(atom.word) == 1 and self._text[atom.digits_end : atom.digits_end + 1] == " "
        ):
            return False
        if atom.scale != 1 or atom.bound is not None:
            return False
        return not _LEVEL_BEFORE.search(before)

    def _named(self, atom: Atom, digits: str, before: str, after: str) -> SkipReason | None:
        tail = before.rstrip()
        spaced = len(before) - len(tail)
        char = tail[-1:]
        if spaced > 1 or not char:
            return None
        suffix = bool(_SUFFIX.match(after))
        again = len(self._tails.get(self._key(atom), ())) > 1 and after[:1] not in ("+", "/", "、", "-")
        follows_cjk = is_cjk(after.lstrip(" ")[:1])
        if is_latin(char):
            found = _LATIN_BEFORE.search(before)
            word = found.group("w") if found else ""
            if not word or word in _METRICS or (word.lower() in _FUNCTION and not word.isupper()):
                return None
            shaped = any(c.isupper() for c in word) or (self._chinese and len(word) > 2)
            if suffix and shaped:
                return "version"
            lead = before[: found.start()].rstrip()[-1:] if found else ""
            if self._chinese or is_cjk(lead) or follows_cjk:
                score = word.isupper() and "." in digits and Decimal(digits) >= 10  # MMLU 88.6
                return "version" if shaped and not score and not after.startswith((":", "：", "%")) else None
            if not shaped or len(digits.split(".")[0]) > 3:
                return None
            if _CAPITAL_AFTER.match(after) and Decimal(digits) < 100:
                return "version"
            return None if self._listed(atom) else "version" if again or lead.isalpha() or not lead else None
        if not is_cjk(char):
            return None
        if suffix:
            return "version"
        if char in VALUE_CHARS:
            return None
        if follows_cjk or again or _MAKERS.search(before):
            return "version"
        if _CAPITAL_AFTER.match(after):
            return "version"
        # 蓝牙5.3, 文心 4.0: a noun with one small decimal and nothing behind it, and no second value near.
        return "version" if _MAJOR_MINOR.match(digits) and not self._value_list(atom) else None

    def _value_list(self, atom: Atom) -> bool:
        """True where the clause announces values: 评分分别为 A 4.5、B 4.2."""
        window = self._text[max(0, atom.start - 60) : atom.start]
        return bool(_ANNOUNCED.search(re.split(r"[。;；\n]", window)[-1]))

    def _listed(self, atom: Atom) -> bool:
        """True inside ``Microsoft 20.2, Google 16.6 and AWS 16``: names with values."""
        window = self._text[max(0, atom.start - 60) : atom.end + 60]
        pairs = set(re.findall(r"([A-Z][A-Za-z]+) \d", window))
        return len(pairs) > 1
