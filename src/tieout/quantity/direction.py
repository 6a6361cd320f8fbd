"""The word that says which way a number moves, before or behind it, within its clause."""

from __future__ import annotations

import re
from typing import Literal

from .vocabulary import listed

__all__ = ["Direction", "direction_before", "direction_behind", "is_movement"]

Direction = Literal["up", "down", "flat"]

# Words that contain a direction character and say nothing about direction; they are read first.
_NEUTRAL = listed(
    "涨跌幅 涨跌 升降 增减 增速 增长率 增值税 增发 增持 减持 减值 升级 提升至关重要 上升空间 "
    "下降空间 增量 加权 升水 降息 加息 减产 增产 降准 上涨家数 下跌家数 增资 跌停 涨停 降本 "
    "减税 减排 升温 降温 增强 提高警惕 缩量 缩短 up-to-date sign-up "
    "start-up set up made up up to"
)
_UP = listed(
    "上升 上涨 上扬 上行 上调 上浮 增长 增加 增至 增幅 增厚 提升 提高 提价 攀升 飙升 飆升 大涨 大增 激增 剧增 猛增 猛涨 急升 劲升 劲增 高开 高于 高出 多增 净增 累涨 累升 "
    "反弹 回升 走高 拉升 涨幅 升幅 涨 升 漲 增 扩大 扩张 跑赢 走强 新增 环增 上修 净流入 流入 盈利增 多出 翻 rose rise rises rising gain gains "
    "gained gaining up increase increases increased increasing higher grew grow grows growing growth "
    "climb climbed climbs jump jumped jumps surge surged surges soar soared soars advance advanced "
    "advances added adds rally rallied rallies above improved improve expanded accelerated rebounded "
    "upside appreciated outperformed"
)
_DOWN = listed(
    "下降 下跌 下滑 下行 下调 下挫 下浮 下修 减少 减至 减幅 降低 降至 降幅 回落 回调 走低 走弱 跌幅 大跌 暴跌 急跌 重挫 锐减 骤降 骤减 缩减 萎缩 收窄 低于 低开 少于 净减 "
    "累跌 负增长 缩水 缩小 跑输 跌 降 减 缩 落后 净流出 流出 亏损扩大 折价 贬值 蒸发 失守 fell fall falls falling lost lose loses losing "
    "loss losses drop drops dropped dropping down decline declines declined declining decrease decreases "
    "decreased lower slid slide slides slip slipped slips shed sheds shedding eased ease eases easing "
    "dipped dip dips tumbled tumble tumbles plunged plunge plunges sank sink sinks off below cut cuts "
    "reduced reduce contracted shrank shrink shrinks retreated weakened narrowed dived slumped "
    "underperformed trimmed worse"
)
_UP_PHRASES = ("put on", "moved up", "went up", "goes up", "picked up", "ahead by")
_DOWN_PHRASES = (
    "gave up",
    "gave back",
    "give up",
    "giving up",
    "gives up",
    "gives back",
    "went down",
    "pulled back",
)
_FLAT = listed("持平 不变 平稳 企稳 unchanged flat steady stable")

_MEANING: dict[str, Direction | None] = {
    **dict.fromkeys(_NEUTRAL, None),
    "set up": None,
    "made up": None,
    "up to": None,
    **dict.fromkeys(
        ("net loss", "net losses", "operating loss", "loss per share", "gross loss", "loss before"), None
    ),
    **dict.fromkeys(_UP, "up"),
    **dict.fromkeys(_UP_PHRASES, "up"),
    **dict.fromkeys(_DOWN, "down"),
    **dict.fromkeys(_DOWN_PHRASES, "down"),
    **dict.fromkeys(_FLAT, "flat"),
    "多增": "up",
    "少增": "down",
    "多减": "down",
    "少减": "up",
}


def _alternative(word: str) -> str:
    return rf"(?<![A-Za-z-]){re.escape(word)}(?![A-Za-z])" if word.isascii() else re.escape(word)


_WORD = re.compile(
    "|".join(_alternative(word) for word in sorted(_MEANING, key=len, reverse=True)), re.IGNORECASE
)
_STOP = re.compile(r"[。；、;!?！？\n\t|，]|,(?= |[^\d])|\.(?=\s|$)|: ")
_BE_UP_TO = re.compile(r"\b(?:is|are|was|were|now|back|been)\s+up to ?\Z", re.IGNORECASE)
_OWN_WORD = re.compile(rf"[ )]{{0,2}}(?:{_WORD.pattern}) ?(?:and|or|,|，|、|和|及|与)", re.IGNORECASE)
_LEADS_ON = re.compile(r"[至到为]| (?:to|by)(?![A-Za-z])")
_TO_NEXT = re.compile(r"(?:[至到为了约近超逾]|\s|to|by)*\Z")
_BEFORE, _BEHIND = 36, 18


def direction_before(text: str, at: int, floor: int) -> Direction | None:
    """What the last direction word in front of ``at`` says; ``floor`` ends the previous number.

    >>> direction_before("访问量环比增长 5%", 8, 0), direction_before("rose; then 5%", 11, 0)
    ('up', None)
    """
    window = text[max(floor, at - _BEFORE) : at]
    own = _OWN_WORD.match(window) if floor else None
    if own:
        window = window[own.end() :]  # 180 fell and 11: the word is the previous number's
    stops = list(_STOP.finditer(window))
    if stops:
        window = window[stops[-1].end() :]
    if _BE_UP_TO.search(window):
        return "up"
    found: Direction | None = None
    for match in _WORD.finditer(window):
        found = _MEANING[match.group().lower()]
    return found


def direction_behind(text: str, at: int, ceiling: int) -> Direction | None:
    """What the first direction word right behind ``at`` says; ``ceiling`` begins the next number.

    >>> direction_behind("4.82% lower on the week", 5, 23), direction_behind("29 只上涨", 4, 6)
    ('down', 'up')
    """
    window = text[at : min(ceiling, at + _BEHIND)]
    stop = _STOP.search(window)
    if stop:
        window = window[: stop.start()]
    paren = window.find("(")
    if paren != -1:
        window = window[:paren]
    match = _WORD.search(window)
    if match is None or (
        len(window) == ceiling - at and ceiling < len(text) and _TO_NEXT.match(window, match.end())
    ):
        return None  # 从 15 美元锐减到 0.55 美元: the word belongs to the number it leads to
    if _LEADS_ON.match(text, at + match.end()) or match.group().endswith(("至", "到")):
        return None
    return _MEANING[match.group().lower()]


_MOVEMENT = re.compile(
    r"(?:[升涨跌降增减滑落]|上涨|下跌|rose|rises|gained|gains|fell|falls|lost|dropped|shed|slid|eased|climbed|jumped|added|up|down|off|"
    r"lower|higher|from|从|由|自)(?:了|约|近|超|逾|过|by|[a-z]+ )* ?\Z"
)


_SPREAD = re.compile(r"\b[Rr]ang(?:ed?|es|ing) from \Z")


def is_movement(text: str, at: int) -> bool:
    """True when a verb of movement, or "from", governs the number at ``at`` directly.

    >>> is_movement("盘中跌748点至25882点", 3), is_movement("预计 15% 至 20%", 3)
    (True, False)
    """
    return _MOVEMENT.search(text[max(0, at - 16) : at]) is not None and not _SPREAD.search(
        text[max(0, at - 16) : at]
    )
