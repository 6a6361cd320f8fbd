"""The fixed words of a printed issue, in both languages."""

from __future__ import annotations

from datetime import date as Date

__all__ = ["day_words", "period_words", "words"]

_WORDS = {
    "zh": {
        "points": "投资要点",
        "analyst": "分析师：",
        "contact": "联系人：",
        "related": "相关研究",
        "contents": "正文目录",
        "figures": "图表目录",
        "figure": "图表 {n}",
        "colon": "：",
        "source": "资料来源：",
        "market": "市场表现",
        "days": "{start} 至 {end}",
        "as_of": "注：数据日期为 {day}",
        "section": "{n}、",
        "comma": "，",
        "rating": "{rating}({action})",
        "series": "—{series}",
        "related_item": "《{title}》{day}",
        "marker": "{n}、",
        "ratings": "投资评级说明",
        "stock_ratings": "股票投资评级说明",
        "industry_ratings": "行业投资评级说明",
        "grade": "投资建议",
        "stock_return": "预测个股相对同期证券市场代表性指数涨幅",
        "industry_return": "行业指数相对同期证券市场代表性指数涨幅",
        "rating_basis": "以报告日后的 {months} 个月内，个股或行业指数相对于{index}的涨跌幅为标准。",
    },
    "en": {
        "points": "Key points",
        "analyst": "Analyst: ",
        "contact": "Contact: ",
        "related": "Related research",
        "contents": "Contents",
        "figures": "Figures",
        "figure": "Figure {n}",
        "colon": ": ",
        "source": "Source: ",
        "market": "Market performance",
        "days": "{start} to {end}",
        "as_of": "Note: data as of {day}",
        "section": "{n}. ",
        "comma": ", ",
        "rating": "{rating} ({action})",
        "series": "—{series}",
        "related_item": "{title}, {day}",
        "marker": "{n}.",
        "ratings": "Rating definitions",
        "stock_ratings": "Stock ratings",
        "industry_ratings": "Industry ratings",
        "grade": "Rating",
        "stock_return": "Expected return of the stock over the market index",
        "industry_return": "Expected return of the industry over the market index",
        "rating_basis": "Over the {months} months after the date of the report, relative to {index}.",
    },
}


def words(language: str) -> dict[str, str]:
    """The words in ``zh`` or ``en``.

    >>> words("zh")["figure"].format(n=3)
    '图表 3'
    """
    return _WORDS["zh" if language == "zh" else "en"]


def day_words(day: Date, language: str) -> str:
    """A date as the cover prints it.

    >>> day_words(Date(2025, 1, 7), "zh"), day_words(Date(2025, 1, 7), "en")
    ('2025年01月07日', '7 January 2025')
    """
    if language == "zh":
        return f"{day.year}年{day.month:02d}月{day.day:02d}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def period_words(start: Date, end: Date, language: str) -> str:
    """A window of days as a caption prints it.

    >>> period_words(Date(2025, 1, 20), Date(2025, 1, 24), "zh")
    '2025.1.20-2025.1.24'
    """
    if language == "zh":
        days = [f"{d.year}.{d.month}.{d.day}" for d in (start, end)]
    else:
        days = [d.isoformat() for d in (start, end)]
    joint = "-" if language == "zh" else " to "
    return days[0] if start == end else joint.join(days)


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
