"""Vocabulary of change, levels, bases, shares, totals and averages, folded Chinese and English.

Data only. Words are written folded (:func:`~tieout.audit.lexicon.variants.folded`): simplified
characters, lower case. The modules that read sentences compile them into patterns.
"""

from __future__ import annotations

UP_ZH = (
    "净增加 净增长 上涨 上升 上扬 上行 上浮 上调 攀升 走高 飙升 飙涨 大涨 大增 回升 反弹 增长 增加 增多 增至 提升 提高 提至 扩大 扩张 扩容 "
    "激增 猛增 剧增 暴增 暴涨 骤增 递增 跃升 走强 高出 多出 多增 净增 新增 累升 累涨 高收 倒升 弹升 弹高 劲升 升值 走阔 高开 收涨 收高 "
    "收升 急升 微升 微涨 微增 小幅升 续升 再升 领涨 拉升 抬升 爬升 涨超 升逾 大升 升 涨 增 多 高 扬"
).split()
DOWN_ZH = (
    "净减少 下跌 下降 下滑 下行 下挫 下调 下探 下落 回落 走低 减少 缩减 缩小 缩水 萎缩 收窄 锐减 骤降 骤减 大跌 大降 大减 暴跌 暴降 滑落 "
    "跌去 累跌 倒跌 急跌 微跌 微降 续跌 再跌 领跌 低收 收跌 收低 贬值 走弱 衰退 递减 少增 少 挫 跌 降 减 低 亏 滑 贬 损失 流失 "
    "跳水 腰斩 低开 砍去 蒸发"
).split()
FLAT_ZH = "持平 平稳 不变 走平 企稳 无变化 没有变化 未变 维持不变 保持稳定 保持不变".split()

UP_EN = (
    "rose risen rise rises rising gained gain gains gaining climbed climb climbs climbing added adds adding "
    "advanced advance advances jumped jump jumps jumping surged surge surges surging soared soar soars grew grow "
    "grown grows growing growth increased increase increases increasing up higher more rallied rally "
    "rebounded expanded expanding picked ticked edged leapt spiked improved improvement bounced greater exceeded "
    "exceeding doubled tripled boosted raised larger"
).split()
DOWN_EN = (
    "fell fall falls fallen falling lost lose loses losing loss dropped drop drops dropping declined decline "
    "declines declining decreased decrease decreases decreasing down lower less shed sheds slid slide slides "
    "slipped slip slips eased ease eases sank sink sinks plunged plunge tumbled tumble dipped dip dips retreated "
    "off shrank shrunk reduced reduction narrowed weakened gave cut fewer smaller slumped contracted tanked "
    "plummeted crashed skidded shaved"
).split()

CHANGE_NOUN_UP_ZH = "升幅 涨幅 增幅 增速 增长率 增长幅度 涨跌幅 升跌幅 增长速度 同比增速 环比增速".split()
CHANGE_NOUN_DOWN_ZH = "跌幅 降幅 减幅 回撤 下降幅度".split()
BASE_WORDS_ZH = (
    "比去年同期 比上年同期 较去年同期 较上年同期 去年同期 上年同期 上年度 上一年 上季度 上一季度 上季 上个月 上月 上周 前一周 前一日 前一交易日 "
    "前收 昨收 上日 前值 年初 期初 去年底 去年末 上年末 年前 由 从 自 比 较 相比 对比 相较 相对于 对照 前一年 去年 上年 同期 之前 此前 原先 原来的 原 "
    "市场预期 预期 预测 前次 前季 前月 之前的"
).split()
BASE_WORDS_EN = (
    "from", "compared with", "compared to", "versus", "vs", "vs.", "against", "than", "above", "below",
    "over", "a year earlier", "a year ago", "previously", "prior", "year-earlier", "year-ago",
)  # fmt: skip
TOTAL_ZH = "合计 共计 总计 总共 总额 总量 总数 总和 总值 总额为 累计 全部 共 总 加起来 三者 两者 四者 合共".split()
TOTAL_EN = (
    "total", "totaled", "totalled", "totaling", "totalling", "together", "combined", "came to", "altogether",
    "in all", "sum", "aggregate", "in total", "collectively", "adding up to", "add up to", "adds up to",
)  # fmt: skip
MEAN_ZH = "日均 周均 月均 年均 平均每 平均 均价 人均 户均 单均 场均 均".split()
MEAN_EN = ("average", "averaging", "averaged", "mean", "on average", "per-deal")
SHARE_ZH = "占比 占 份额 比重 比例 市占率 市场份额 占有率".split()
SHARE_EN = (
    "of the total", "share", "accounting for", "accounted for", "accounts for", "account for", "representing",
    "represents", "represented", "made up", "makes up", "making up", "of all", "of total", "proportion",
)  # fmt: skip
LEVEL_ZH = (
    "收报 收盘报 收于 收盘于 收在 收盘 收市 收 报收 报 最新报 至 到 达到 达 为 是 录得 录 增至 升至 涨至 降至 跌至 减至 提至 增长至 提升至 "
    "上升至 下降至 上涨到 下降到 上升到 增加到 增加至 减少到 减少至 提高到 提高至 降低到 降低至 扩大到 缩小到 回落至 回升至 滑落至 见 高见 低见 曾见 "
    "出货 出 实现 约为 约 仅 仅为 有 合 折合"
).split()
LEVEL_EN = (
    "to", "at", "of", "was", "were", "is", "are", "reached", "hit", "stood at", "closed at", "ended at",
    "finished at", "settled at", "totaled", "reported", "posted", "earned", "recorded",
)  # fmt: skip
INTRADAY_ZH = "盘中 一度 曾见 曾 高见 低见 最高 最低 早盘 午后 开盘 高开 低开 夜期 早市 午市".split()
INTRADAY_EN = ("intraday", "at one point", "session high", "session low", "earlier", "opened", "as high as", "as low as")
NOT_ADDITIVE_ZH = "其中 包括 包含 例如 如 等 主要 尤其 特别是 重点".split()
NOT_ADDITIVE_EN = ("including", "includes", "such as", "among", "notably", "mainly", "led by", "e.g.", "for example", "of which")
RESTATED = (
    "调整后", "追溯", "重述", "经重述", "可比口径", "同口径", "剔除", "扣除", "固定汇率", "restated", "constant currency",
    "like-for-like", "comparable", "excluding", "adjusted", "organic", "pro forma", "ex-", "按固定", "以美元计", "以人民币计",
    "以港元计", "以新台币计", "in dollar terms", "in u.s. dollar", "in constant", "annualized", "annualised", "年化", "复合",
    "cagr", "compound", "季调", "seasonally", "每股", "per share", "eps", "名义", "实际增", "不变价",
)  # fmt: skip
"""Words that put a change on another base than the figures beside it: possibly restated, so not checked."""
