"""What a Chinese clause says around its number: the thing measured, and what it is compared with.

``较上月末的`` compares with the period before, ``上年同期`` with the year before, ``年初`` with the start of
the year, ``市场预期`` with an expectation; ``较甲厂`` with whatever is named. The thing measured is what
is left of a clause once times, comparisons and verbs are taken away, nothing inside it being touched.
"""

from __future__ import annotations

import re

from ...lexicon.patterns import FROM_ZH

__all__ = ["GENERIC", "compared_with", "noun_of", "period_of", "related", "step_between", "temporal"]

_START = r"年初|上年末|去年年?末|去年年?底|上年底|上年度末|期初|岁末|较年末"
_YEAR = r"同比|去年同期|上年同期|去年同月|上年同月|去年同季|上年同季|同期|按年|年增|年减|前一年|上一年度?|上年度?|去年|一年前|历年同期"
_STEP = (
    r"环比|上个?月|上个?周|上个?星期|上一?季度?|前一?个?(?:周|月|日|季度?|交易日|期(?![货权]))|前值|前次|前高|上一?个?(?:交易日|周|月|期(?![所能货望])|日|轮|次|财?季)|"
    r"按[周月季日]|(?<![\d 每本当单全末])[周月季日](?=[增减升降涨跌](?!至|到))|昨[日收天]|前收[市盘]?价?|前结算价?|上季末"
)
_HOPED = r"市场预期|一致预期|预期值?|预测值?|预估值?|目标值?|指引|行业均值|行业平均(?:水平)?|同业(?:平均)?"
_KEYS = (
    ("x", re.compile(_HOPED)),
    ("b", re.compile(_START)),
    ("y", re.compile(_YEAR)),
    ("p", re.compile(_STEP)),
)
_LONG = re.compile(r"(?:去年|上年)(?:第?[一二三四]季度?|\d{1,2}月|[上下]半年|年?均|平均)")
_NAMED_AGAINST = re.compile(
    r"(?:较|(?<![占环同对正反之成配])比|相比|相较于?|高于|低于|(?<!不)超过)(?!例|重|值|率|亚迪|分|赛|价)"
)
# Only a time is named, nothing is compared: 上周产量 may be what the passage speaks of.
_TEMPORAL = re.compile(rf"{_START}|{_YEAR}|{_STEP}")


def compared_with(words: str) -> str:
    """The key of what a clause compares with, or an empty string.

    >>> compared_with("较上年末下降"), compared_with("上年同期为"), compared_with("环比增长"), compared_with("增长")
    ('b', 'y', 'p', '')
    >>> compared_with("较甲厂高"), compared_with("低于市场预期的")
    ('o:甲厂', 'x')
    """
    long = _LONG.search(words)
    if long:
        return "o:" + long.group()
    for key, pattern in _KEYS:
        if pattern.search(words):
            return key
    found = _NAMED_AGAINST.search(words)
    if found:
        rest = _VERB_END.sub("", words[found.end() :]).strip("的之，, ")
        rest = re.split(r"的|相比|时", rest)[0]
        return "o:" + rest if rest else ""
    return ""


def temporal(words: str) -> bool:
    """True when a clause names an earlier time without comparing: 上周产量, 去年同期为."""
    return bool(_TEMPORAL.search(words)) and not _NAMED_AGAINST.search(words)


_MOVE = (
    r"上修|下修|多赚|少赚|增产|减产|增收|减收|净?增加|增长|增多|增至|净增|多增|少增|增|上升|上涨|上行|上调|上浮|攀升|飙升|大涨|大增|回升|反弹|提升|提高|扩大|走高|"
    r"下降|下跌|下滑|下行|下调|下挫|回落|走低|减少|缩减|收窄|缩小|缩量|放量|缩水|萎缩|锐减|骤降|大跌|大降|暴跌|滑落|累计?跌|累计?升|累计?涨|"
    r"降低|降|跌|涨|升|减|多|少|高出|高|低|贵|便宜|跑赢|跑输|领先|落后"
)
_LINK = (
    r"分别|依次|合计|共计|总计|达到|高达|多达|达|约为|大约|约|将近|接近|近|逾|超过|(?<![出入])超|不足|不到|不超过|仅为|仅|只有|录得|录|"
    r"收报|收于|报收|收在|报|至|到|为|是|有|共|了|的|则|也|均为|各|又|已|将|实现|完成|仍|还|在|于|按|拟|同步|进一步|小幅|大幅|略微?|明显|显著|"
    rf"继续|持续|累计|整体|净|首次|最新|左右|以|{FROM_ZH}|较|(?<![入贷销价性])比|而|且|并|及|和|与"
)
_VERB_END = re.compile(rf"(?:\s|{_MOVE}|{_LINK})+$")
_TIMES = re.compile(
    r"截[至止](?:目前|当日|今日|收盘|发稿|报告期末)?|报告期内?|[一二三四五六七八九十零〇○\d]{1,4}年(?:[末底初]|上半年|下半年|度|全年)?|"
    r"(?<![a-z\d])\d{1,2}(?:月份?|日|号|时|周)(?:[末底初]|[上中下]旬)?|前[一二三四五六七八九十\d]+个?(?:月|季度)|第?[一二三四]季度?末?|[上下]半年|全年|"
    r"今年以来|年初以来|年初至今|今年|本年度?|去年|本[周月季期报日]|当[日周月季年期]|今[日天]|昨[日天]|全[天日周月]|目前|当前|期[内末间]|月[末底]|"
    r"年[末底]|同期|以来|(?<![a-z])q[1-4](?!\d)|(?<![a-z\d])[12]?h[12](?!\d)|盘中|收盘(?!价)|午间|早盘|尾盘|近日|日前|单[季月日周]|期间|上午|下午|节后|节前"
)
_HEAD = re.compile(
    r"^(?:其中|当中|另外|此外|同时|而|但|因|由于|随着|其|该|据悉|数据显示|显示|方面|具体来看|分[\u4e00-\u9fff]{1,4}看|我们|预计|认为|"
    rf"实现|完成|录得|公布|以|在|按|对|为|是|的|和|与|及|、|且|并|也|还|仍|则|又|较|比|{FROM_ZH}|至|到(?!期)|将|把|了|预期|新增|累计|合计|共|有|拟)+"
)
_COMPARING = re.compile(
    rf"(?:较|(?<![占对正反成配])比|与|和|同|相比)?(?:{_HOPED}|{_START}|{_YEAR}|{_STEP})(?:[末底]|同期)?(?:的|相比|的水平)?"
)
_NAMES = re.compile(r"[\u4e00-\u9fffa-z]{2}|(?<![a-z\d])[a-z]\d{2}")  # a code such as H200 names a thing
_MARKS = re.compile(r"[（(\[【][^（）()\[\]【】]*[)）\]】]|[“”\"'《》*#\s]")
_SIZE = re.compile(r"(?:总额|金额|数量|规模|额)$")
GENERIC = re.compile(
    r"^(?:受[\u4e00-\u9fff]*(?:影响|因素|带动|推动|拖累|提振|支撑)|增速|增幅|涨幅|跌幅|降幅|升幅|减幅|增长率|增长速度|涨跌幅|(?:降价|提价|涨价|调价|下调|上调|调整|累计)?(?:幅度|比例)|跌势|涨势|同比|环比|变动|变化|变动幅度|增长幅度|收|盘中|一度|区间|数值|数字|读数|水平|规模|金额|总额|数量|价格|一路)?$"
)


def noun_of(words: str) -> str:
    """The thing a clause measures, or an empty string when it only moves the one before.

    >>> noun_of("其中住宅投资"), noun_of("全国城镇调查失业率为"), noun_of("比上月上升"), noun_of("涨幅达")
    ('住宅投资', '全国城镇调查失业率', '', '')
    >>> noun_of("上年同期净利润为"), noun_of("北向资金全天净卖出")
    ('净利润', '北向资金净卖出')
    """
    text = _MARKS.sub("", words)
    text = _COMPARING.sub("", text)
    text = _TIMES.sub("", text)
    last = None
    while last != text:
        last = text
        text = _HEAD.sub("", text)
        text = _VERB_END.sub("", text)
    text = text.strip("、，,：:；;。·-—的 ")
    return "" if GENERIC.match(text) or not _NAMES.search(text) else text


def _plain(noun: str) -> str:
    text = re.sub(r"合计|累计|总计|共计|(?<!汇)总(?!部|理|裁)|全部|整体|^全国", "", noun)
    return _SIZE.sub("", text) or text or noun


def related(one: str, other: str) -> bool:
    """True when two nouns name one thing, the shorter being the end or the whole of the longer.

    >>> related("失业率", "全国城镇调查失业率"), related("净利润", "扣非净利润率"), related("铜", "铝")
    (True, False, False)
    """
    a, b = sorted((_plain(one), _plain(other)), key=len)
    if len(a) < 2:
        return a == b != ""
    if a != b and re.search(r"[与和及、]", b[: -len(a)] if b.endswith(a) else b):
        return False  # 甲厂与乙厂库存 is another thing than 乙厂库存
    return b.endswith(a)


_YEAR_OF = re.compile(r"(?<!\d)(20\d{2})年?")
_MONTH_OF = re.compile(r"(?<![\d\-–—至到.])(\d{1,2})月")
_DAY_OF = re.compile(r"\d{1,2}月\d{1,2}日")
_QUARTER_OF = re.compile(r"(?<!前)(?<![至到—–\-])第?([一二三四])季度?(?!报|至|到|—|–|-)|(?<![a-z])q([1-4])")


def period_of(words: str) -> tuple[int | None, str]:
    """The year and the month or quarter a clause names: (2024, "m7"), (None, "q3"), (2023, "").

    >>> period_of("2024年7月交付"), period_of("第三季度营收"), period_of("营收")
    ((2024, 'm7'), (None, 'q3'), (None, ''))
    """
    years = _YEAR_OF.findall(words) or (["0"] if re.search(r"去年|上年(?!末|底)", words) else [])
    month = _MONTH_OF.search(words)
    quarter = _QUARTER_OF.search(words)
    part = ""
    if _DAY_OF.search(words):
        part = "x0"  # a day or a window of days is no month
    elif month:
        part = "m" + month.group(1)
    elif quarter:
        part = "q" + (quarter.group(2) or str("一二三四".index(quarter.group(1)) + 1))
    return (int(years[-1]) if years else None), part


def step_between(now: tuple[int | None, str], then: tuple[int | None, str]) -> str:
    """What a dated level is to another: ``p`` the period before, ``y`` the same of last year, else nothing.

    >>> step_between((None, "m7"), (None, "m6")), step_between((2024, "q1"), (2023, "q1"))
    ('p', 'y')
    """
    same_part = now[1] == then[1] != "x0"
    if then[0] == 0:  # 去年10月, 去年四季度
        return "y" if same_part else "p" if (now[1], then[1]) in (("q1", "q4"), ("m1", "m12")) else ""
    if now[0] and then[0] and now[0] - then[0] == 1 and same_part:
        return "y"
    if now[1][:1] == then[1][:1] != "" and (then[0] in (None, now[0])):
        a, b = int(now[1][1:]), int(then[1][1:])
        if a - b == 1 or (a == 1 and then[0] is not None and now[0] is not None and now[0] - then[0] == 1):
            return "p"
    return ""
