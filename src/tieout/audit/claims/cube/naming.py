"""Which lines of a cube a stretch of prose names.

Chinese names may lose their tail (储能 for 储能电池系统) and their head (工业增加值 for 规模以上工业增加值), English ones
their ending, their hyphens and what follows the distinctive part (capesizes for Capesize 5TC), as long as one line
alone answers to what is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from ...lexicon import folded
from ...squeezed import squeezed
from .table import Cube, Line

__all__ = ["Named", "find_lines", "stem", "tokens"]


@dataclass(frozen=True, slots=True)
class Named:
    """A name in prose: where it stands (in the text it was looked for in), its line, and whether it is the whole name."""

    start: int
    end: int
    line: int
    whole: bool


_Key = TypeVar("_Key")
_TOKEN = re.compile(r"[a-z0-9][a-z0-9.&+]*[a-z0-9+]|[a-z0-9]|[\u4e00-\u9fff]+")
_COUNTRY = {
    "african": "africa", "australian": "australia", "brazilian": "brazil", "chinese": "china", "american": "america", "german": "germany",
    "japanese": "japan", "indian": "india", "korean": "korea", "european": "europe", "french": "france", "italian": "italy",
    "spanish": "spain", "canadian": "canada", "mexican": "mexico", "russian": "russia", "vietnamese": "vietnam", "thai": "thailand",
    "indonesian": "indonesia", "asian": "asia", "singaporean": "singapore", "malaysian": "malaysia", "turkish": "turkey", "dutch": "netherlands",
}  # fmt: skip
_PLAIN_WORDS = frozenset((
    "total", "other", "others", "net", "gross", "new", "adjusted", "operating", "general", "sales",
    "revenue", "revenues", "costs", "cost", "expenses", "assets", "services", "service", "stocks",
    "stock", "shares", "income", "profit", "loss", "cash", "rest", "all", "present", "real", "public",
    "private", "research", "average", "early", "later", "supply", "use", "the", "of", "and", "for",
    "in", "by", "to", "first", "second", "third", "fourth", "current", "prior", "beginning", "ending",
    "end", "start", "products", "product", "group", "home", "high", "low", "long", "short", "direct",
))  # fmt: skip
_TAILS = re.compile(
    r"(?:业务|系统|收入|费用|公司|集团|股份|科技|指数|产品|板块|地区|市场|分部|活动.*|现金流.*|投资|[类型级])$"
)
_SHORT = (
    ("营收", "营业收入"),
    ("社零", "社会消费品零售总额"),
    ("固投", "固定资产投资"),
    ("归母净利", "归属于上市公司股东的净利润"),
    ("归母净利润", "归属于上市公司股东的净利润"),
    ("归母净利", "归属于母公司股东的净利润"),
    ("归母净利润", "归属于母公司股东的净利润"),
    ("扣非净利润", "归属于上市公司股东的扣除非经常性损益的净利润"),
    ("扣非净利润", "扣除非经常性损益"),
    ("扣非归母净利润", "归属于上市公司股东的扣除非经常性损益的净利润"),
    ("经营活动现金流净额", "经营活动产生的现金流量净额"),
    ("经营性现金流净额", "经营活动产生的现金流量净额"),
    ("经营现金流净额", "经营活动产生的现金流量净额"),
    ("每股收益", "基本每股收益"),
)
"""What prose calls a line, and how the line's own name begins."""
_BRACKET = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")


def stem(word: str) -> str:
    """An English word without its plural or possessive ending, a country for its adjective.

    >>> stem("equities"), stem("capesizes"), stem("african")
    ('equity', 'capesize', 'africa')
    """
    word = _COUNTRY.get(word, word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[tuple[int, int, str], ...]:
    """The words of an English text, folded, with where they stand; hyphens and apostrophes part them.

    >>> [w for _, _, w in tokens("Petrol cars' share, U.K. stores")]
    ['petrol', 'cars', 'share', 'u.k', 'stores']
    """
    low = re.sub(r"['’]s\b", "  ", folded(text).lower())
    return tuple((m.start(), m.end(), m.group()) for m in _TOKEN.finditer(low))


@lru_cache(maxsize=64)
def _aliases(cube: Cube) -> tuple[dict[str, tuple[int, bool]], dict[tuple[str, ...], tuple[int, bool]]]:
    """What prose may call the lines: Chinese strings, and English runs of stems; ambiguous ones left out."""
    chinese: dict[str, set[tuple[int, bool]]] = {}
    english: dict[tuple[str, ...], set[tuple[int, bool]]] = {}
    for line in cube.lines:
        for name in dict.fromkeys([line.label, *(line.row.names if not line.total else ())]):
            low = _BRACKET.sub("", folded(name)).lower().strip()
            if re.search(r"[\u4e00-\u9fff]", low):
                for alias, whole in _chinese(low, line):
                    chinese.setdefault(alias, set()).add((line.index, whole))
            else:
                for run, whole in _english(low, line):
                    english.setdefault(run, set()).add((line.index, whole))
    return (_sole(chinese), _sole(english))


def _sole(found: dict[_Key, set[tuple[int, bool]]]) -> dict[_Key, tuple[int, bool]]:
    out: dict[_Key, tuple[int, bool]] = {}
    for key, places in found.items():
        wholes = {i for i, whole in places if whole}
        rows = wholes or {i for i, _ in places}
        if len(rows) == 1:
            out[key] = (next(iter(rows)), bool(wholes))
    return out


def _chinese(name: str, line: Line) -> Iterator[tuple[str, bool]]:
    flat = re.sub(r"[\s\-·.]", "", name)
    yield flat, True
    for part in re.split(r"[、/及和与]", flat):
        if len(part) >= 3 and part != flat:
            yield part, False
    short = _TAILS.sub("", flat)
    if len(short) >= 2:
        yield short, False
    for k in range(3, len(flat)):
        yield flat[:k], False
    for k in range(1, len(flat) - 3):
        yield flat[k:], False
    for word, full in _SHORT:
        if flat.startswith(full):
            yield word, False
    if line.total:
        yield from ((w, False) for w in ("合计", "总计", "合共", "总额"))


def _english(name: str, line: Line) -> Iterator[tuple[tuple[str, ...], bool]]:
    words = [stem(w) for _, _, w in tokens(name)]
    if not words:
        return
    yield tuple(words), len(words) > 1 or words[0] not in ("other", "total", "product", "service")
    if words[-1] == "total" and len(words) > 1:
        yield ("total", *words[:-1]), True
    for k in range(1, len(words)):
        head, tail = words[:k], words[k:]
        coded = all(any(c.isdigit() for c in w) or w in _GENERIC for w in tail)
        if (
            (k > 1 and head[-1] not in _PLAIN_WORDS)
            or any(c.isdigit() for c in head[0])
            or (coded and head[0] not in _PLAIN_WORDS)
        ):
            yield tuple(head), False
        elif k == 1 and len(head[0]) >= 4 and head[0] not in _PLAIN_WORDS:
            yield (head[0] + "*",), False
            yield (head[0] + "^",), False
    if line.total and words[0] in ("total", "group") and len(words) > 1:
        yield tuple(words[1:]), False


_GENERIC = frozenset((
    "car", "cars", "electric", "index", "plc", "inc", "group", "corp", "ltd", "co", "vehicle",
    "vehicles", "component", "division", "segment", "region", "sector",
))  # fmt: skip


def find_lines(cube: Cube, text: str) -> list[Named]:
    """The names of a cube's lines in a text, leftmost longest."""
    chinese, english = _aliases(cube)
    found: list[Named] = []
    if chinese:
        found += _in_chinese(folded(text).lower(), chinese, _cut(cube), _labels(cube))
    if english and not _heads(cube).isdisjoint(_stems(text)):
        found += _in_english(text, english)
    found.sort(key=lambda n: (n.start, -(n.end - n.start)))
    out: list[Named] = []
    for n in found:
        if not out or n.start >= out[-1].end:
            out.append(n)
    return out


@lru_cache(maxsize=64)
def _labels(cube: Cube) -> tuple[str, ...]:
    return tuple(re.sub(r"[\s\-·.]", "", _BRACKET.sub("", folded(x.label)).lower()) for x in cube.lines)


@lru_cache(maxsize=64)
def _heads(cube: Cube) -> frozenset[str]:
    """The stems that a name of a line begins with."""
    return frozenset(run[0].rstrip("*^") for run in _aliases(cube)[1])


@lru_cache(maxsize=64)
def _cut(cube: Cube) -> dict[str, str]:
    """What each shortened name has left out at its end."""
    aliases, labels = _aliases(cube)[0], _labels(cube)
    return {
        a: labels[i][len(a) :] for a, (i, whole) in aliases.items() if not whole and labels[i].startswith(a)
    }


_OPENS = re.compile(r"(?:^|[^\u4e00-\u9fff]|[的其与和及是为则而在于年月季度半周日份、]|其中|全国|我国)$")


def _opens(before: str, alias: str, label: str) -> bool:
    """False for the end of a name behind another head: 城镇消费品零售额 is not 限额以上单位消费品零售额.

    A head in short is the same one: 规上 for 规模以上.
    """
    if label == alias or not label.endswith(alias):
        return True
    head = label[: -len(alias)]
    while head and before and head[-1] == before[-1]:
        head, before = head[:-1], before[:-1]
    return _OPENS.search(before) is not None or (bool(head) and all(c in head for c in before[-2:]))


def _in_chinese(
    low: str, aliases: dict[str, tuple[int, bool]], cut: dict[str, str], labels: Sequence[str]
) -> Iterator[Named]:
    flat, at = squeezed(low, "-·.")
    heads: dict[str, list[str]] = {}
    for alias in sorted((a for a in aliases if a in flat), key=len, reverse=True):
        heads.setdefault(alias[0], []).append(alias)
    i = 0 if heads else len(flat)
    while i < len(flat):
        alias = next((a for a in heads.get(flat[i], ()) if flat.startswith(a, i)), "")
        if (
            alias
            and _edge(flat, i, len(alias), alias)
            and _opens(flat[:i], alias, labels[aliases[alias][0]])
            and (aliases[alias][1] or _ends(flat[i + len(alias) :], cut.get(alias, "")))
        ):
            line, whole = aliases[alias]
            yield Named(at[i], at[i + len(alias) - 1] + 1, line, whole)
            i += len(alias)
            continue
        i += 1


_FOLLOWS = re.compile(
    r"$|[^\u4e00-\u9fff]|[的为是达占与和及、较比同环按累在于由从至到以则均也仍仅只并且收报约近逾超共合]|[上下]?[涨跌升降增减]|(?:业务|板块|系统|产品|公司|集团|指数|分部)?(?:收入|营收|销售|销量|产量|出货|价格|均价|毛利|增速|访问|份额|净流|融资|评级|得分|价|$|[的为是达占涨跌升降增减同环])|营业|实现|录得|回[升落]|最|居|位|领|上[涨升调]|下[跌降滑调]|持平|扩大|收窄|净"
)


_KIND_OF = re.compile(r"业务|系统|产品|指数|板块|分部|概念|公司|集团")


def _ends(rest: str, cut: str) -> bool:
    """True where what follows a shortened name goes on with no other noun: 软件 for 软件产品 is not 软件业务收入."""
    said, own = _KIND_OF.match(rest), _KIND_OF.match(cut)
    if said and own and said.group() != own.group():
        return False
    return _FOLLOWS.match(rest) is not None


def _edge(flat: str, i: int, size: int, alias: str) -> bool:
    before, after = flat[i - 1 : i], flat[i + size : i + size + 1]
    if alias[0].isascii() and before.isascii() and before.isalnum():
        return False
    return not (alias[-1].isascii() and after.isascii() and after.isalnum())


@lru_cache(maxsize=256)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(w) for _, _, w in tokens(text))


def _in_english(text: str, aliases: dict[tuple[str, ...], tuple[int, bool]]) -> Iterator[Named]:
    words, stems = tokens(text), _stems(text)
    longest = max(len(a) for a in aliases)
    i = 0
    while i < len(words):
        for size in range(min(longest, len(words) - i), 0, -1):
            run = tuple(stems[i : i + size])
            hit = aliases.get(run)
            if hit is None and size == 1 and words[i][2] != stems[i]:
                hit = aliases.get((stems[i] + "*",))  # hybrids: a plural stands for the kind
            if (
                hit is None
                and size == 1
                and text[words[i][0]].isupper()
                and (i or text[words[i][1] : words[i][1] + 2] in ("'s", "’s"))
            ):
                hit = aliases.get(
                    (stems[i] + "^",)
                )  # Bluewater for Bluewater Cloud: a name cut short keeps its capital
            if hit is not None and _joined(text, words[i : i + size]):
                if (
                    size == 1
                    and run[0] in _PLAIN_WORDS
                    and text[words[i][0]].islower()
                    and i
                    and not _after_stop(text, words[i][0])
                ):
                    continue
                yield Named(words[i][0], words[i + size - 1][1], hit[0], hit[1])
                i += size - 1
                break
        i += 1


def _joined(text: str, run: Sequence[tuple[int, int, str]]) -> bool:
    return all(re.fullmatch(r"[\s\-/,&'’s]{0,3}", text[a[1] : b[0]]) for a, b in pairwise(run))


def _after_stop(text: str, at: int) -> bool:
    return bool(re.search(r"[.;:,·•]\s*$|\b(?:and|while|but)\s+$", text[:at]))
