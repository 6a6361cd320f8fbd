"""What other houses write over the columns of our trackers: words of the trade, put together by rule.

A printed header is a noun (visits, price, time on site), words of measure around it (weekly, average,
per user) and, where the column states a change, a word for change. Comparing the parts says more than
comparing spellings: ``访问次数较上周`` is the change of visits, whoever prints it so. None of this is used
for printing, and nothing here is read as prose.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..quantity.numerals import fold

__all__ = ["change_of_what", "noun", "of_another_week", "said_by", "simplified"]

# Traditional characters of the trade's headers, each with its simplified form; those of numbers are folded already.
_PAIRS = (
    "顯显週周訪访問问應应歸归環环領领資资評评稱称碼码產产務务機机構构許许協协議议識识訓训練练據据測测覽览雲云廠厂處处儲储標标擊击發发變变動动較较東东國国華华經经濟济財财賃赁運运記记憶忆體体該该隊队賬账權权"
    "論论試试題题結结狀状態态腦脑軟软購购買买賣卖維维優优觀观聲声險险風风調调員员師师執执爲为為为採采實实現现歷历進进頭头這这邊边將将會会況况滿满滯滞碟盘"
)  # fmt: skip
_SIMPLE = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))


@lru_cache(maxsize=16384)
def simplified(text: str) -> str:
    """Text in simplified characters and plain punctuation, one for one, as far as the trade's headers need it.

    >>> simplified("資料來源：週平均訪問量")
    '资料来源:周平均访问量'
    """
    return fold(text).translate(_SIMPLE)


_CHANGE = re.compile(
    r"(?:周度?|月度?)?环比(?:上(?:一)?[周期]|前[一值]?[周期]?)?|(?:相?较|比)(?:上|前)(?:一)?(?:周|期|月|值)|(?:涨跌|升降|增减|变动|变化|涨|跌)(?:幅度?|率|情况|比例)?"
    r"|增(?:速|幅|长率|长)|周变动|w/?o/?w|w/w|week-?o(?:n|ver)-?week|(?:%|pct)?(?:chg|change)s?(?:in)?|vs\.?(?:last|prior|previous)week|weekly(?:change|chg)",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"本(?:周|期|月)|当(?:周|期|前)|每周|周均|周度|周平均|平均每?周|周|日均|平均|均|最新|最近|目前|累计|合计|总|人均|单次|每次|用户|情况|水平|数据|数值"
    r"|的|约|单位|weekly|average|avg\.?|mean|latest|current|total|per(?:user|visit|session)|the|this|week|number|of|no\.|#|%",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_UNIT_TAIL = re.compile(r"[/／,，][\w%$¥/·]{1,8}$")

# Nouns by field; a noun of several trackers helps whichever has the rest of its columns here.
_NOUNS: dict[str, str] = {
    "compute_rental.gpu": (
        "显卡 显卡型号 gpu gpu型号 gpu配置 gpu卡 gpu类型 gpu规格 算力卡 算力卡型号 芯片 芯片型号 加速卡 卡型 型号 机型 实例 实例规格 服务器配置 配置 "
        "算力配置 显卡类型 graphicscard accelerator card chip instance gpumodel gputype"
    ),
    "compute_rental.cpu_cores": "cpu cpu核心 cpu核数 cpu核心数 核数 核心数 处理器 处理器核数 vcpu vcpus cores cpucores",
    "compute_rental.memory_gb": "内存 内存大小 内存容量 运行内存 系统内存 主机内存 记忆体 ram memory mem hostmemory",
    "compute_rental.disk": "磁盘 磁盘大小 磁盘空间 硬盘 硬盘大小 存储 存储空间 系统盘 数据盘 盘 disk storage ssd disksize harddisk",
    "compute_rental.platform": "平台 云平台 平台名称 云厂商 厂商 服务商 云服务商 供应商 提供商 云 租赁平台 公司 platform provider vendor cloud cloudprovider cloudvendor supplier",
    "compute_rental.price_per_hour": (
        "价格 单价 租金 报价 租赁价格 租赁单价 租赁报价 时租 时租价格 时租金 小时价格 每小时价格 每小时租金 算力价格 每卡时价格 卡时价格 price rate rent rental"
        " hourlyprice hourlyrate rentalprice priceperhour listprice unitprice"
    ),
    "site_traffic.app": "应用 应用名称 应用名 产品 产品名称 网站 网站名称 站点 平台 名称 ai应用 ai产品 ai网站 大模型应用 app application site website product name domain service",
    "site_traffic.app_type": "应用类型 类型 类别 分类 领域 细分领域 赛道 细分赛道 产品类型 网站类型 应用领域 功能 type category segment apptype sector kind",
    "site_traffic.owner": "归属公司 所属公司 公司 母公司 开发公司 所属企业 企业 厂商 开发商 运营商 所属厂商 运营公司 公司名称 归属 owner company parent parentcompany developer publisher",
    "site_traffic.weekly_visits_m": "访问量 访问次数 访问人次 访问数 流量 浏览量 访客量 点击量 visits traffic visit webvisits sitevisits",
    "site_traffic.avg_duration_s": (
        "停留时长 停留时间 访问时长 访问时间 时长 使用时长 访问持续时间 持续时间 在线时长 浏览时长 duration visitduration sessionduration timeonsite timepervisit"
        " timespent time dwelltime"
    ),
    "leaderboard.rank": "排名 名次 位次 排名(ub) rank ranking rank(ub) 序号 位置",
    "leaderboard.rank_style_control": "风格控制排名 排名(风格控制) 风格控制后排名 rank(stylectrl) rank(stylecontrol) stylecontrolrank stylerank",
    "leaderboard.rank_delta": "排名变化 排名变动 位次变化 与总榜差 较总榜 delta rankchange rankdelta",
    "leaderboard.model": "模型 模型名称 模型名 大模型 model modelname",
    "leaderboard.score": "得分 分数 评分 积分 arena得分 arena评分 竞技场得分 竞技场分数 elo分数 elo评分 elo elo得分 arenascore score rating arenaelo elorating arenaelorating",
    "leaderboard.ci_plus": "95%ci 95%置信区间 置信区间 ci 95%confidenceinterval confidenceinterval 误差范围 误差 95%ci(+) ci(+) ci+ +ci 置信区间上界 置信区间(+) ciupper upper",
    "leaderboard.votes": "投票数 票数 投票 投票量 得票数 样本数 votes vote numberofvotes numvotes",
    "leaderboard.organization": "机构 公司 厂商 组织 所属机构 研发机构 开发机构 开发商 开发者 发布机构 org organization organisation developer company lab provider",
    "leaderboard.license": "许可 许可证 协议 开源协议 许可协议 授权 授权协议 license licence",
    "leaderboard.knowledge_cutoff": "知识截止 知识截止日期 知识截止时间 截止日期 训练数据截止 knowledgecutoff cutoff cutoffdate",
    "token_price.model": "模型 模型名称 模型名 大模型 model modelname",
    "token_price.provider": "厂商 提供商 服务商 平台 公司 云厂商 供应商 provider vendor company platform",
    "token_price.item": "计费项 项目 类型 计费项目 计费类型 收费项 item tokentype type",
    "token_price.price": "价格 单价 token价格 定价 报价 price unitprice listprice",
    "token_price.unit": "单位 计价单位 计费单位 unit",
    "token_price.currency": "币种 货币 currency",
    "token_price.effective_date": "生效日期 生效时间 生效日 effectivedate effective",
    "funding.company": "应用 产品 app 公司 企业 项目 公司名称 企业名称 项目名称 初创公司 公司简称 融资企业 融资公司 融资方 被投公司 被投企业 标的 name company startup application firm",
    "funding.business": "应用类型 类型 类别 category 业务 主营业务 主营 领域 赛道 行业 所属行业 所属领域 细分领域 业务领域 业务方向 方向 公司业务 简介 公司简介 business type sector field area description focus",
    "funding.lead_investors": "领投方 领投机构 领投 投资方 投资机构 主要投资方 主要投资机构 资方 投资者 投资人 参投方 领投投资方 leadinvestors leadinvestor lead investors investor backers ledby",
    "funding.round": "融资轮 轮次 融资轮次 融资阶段 阶段 轮 round series stage fundinground",
    "funding.amount": "融资额 融资金额 金额 融资规模 本轮融资额 本轮融资金额 本轮融资 本轮金额 本次融资额 本次融资金额 规模 amount amountraised roundsize raised size dealsize fundingamount",
    "funding.total_raised": "累计融资额 累计融资 目前累计融资额 累计融资金额 总融资额 融资总额 历史融资总额 累计金额 totalraised totalfunding raisedtodate",
    "funding.valuation": "估值 目前估值 投后估值 最新估值 公司估值 投前估值 valuation post-moneyvaluation postmoney",
    "coverage.ticker": "公司代码 代码 股票代码 证券代码 交易代码 股票代号 万得代码 wind代码 ticker code stockcode symbol bloomberg bloombergcode windcode tickers",
    "coverage.name": "名称 公司名称 公司 证券简称 股票名称 简称 公司简称 股票简称 证券名称 股票 标的 个股 重点公司 上市公司 name company stock companyname security",
    "coverage.price": "股价 收盘价 价格 最新价 现价 最新股价 最新收盘价 当前股价 收市价 price close shareprice closingprice lastprice currentprice last cp",
    "coverage.eps_{year}": "eps 每股收益 每股盈利 摊薄eps 摊薄每股收益 基本每股收益 预测eps earningspershare dilutedeps",
    "coverage.pe_{year}": "pe 市盈率 p/e per 市盈率pe pe估值 per(x)",
    "coverage.rating": "投资评级 评级 最新评级 公司评级 股票评级 rating recommendation",
    "relative_performance.index_name": "表现 指数 指数名称 名称 板块 行业 相对表现 市场表现 涨跌幅 相对收益 绝对收益 index performance name sector",
    "relative_performance.ret_1m_pct": "1m 1个月 近1月 近1个月 一个月 近一个月 最近1月 过去1个月 1月 1month 1-month 1mth",
    "relative_performance.ret_3m_pct": "3m 3个月 近3月 近3个月 三个月 近三个月 最近3月 过去3个月 3月 3months 3-month 3month 3mths",
    "relative_performance.ret_12m_pct": "12m 12个月 近12月 近12个月 十二个月 近一年 近1年 一年 1年 过去12个月 12月 1y 12months 12-month 12month 1year 12mths",
    "market_stat.index": "指数 指数名称 板块 行业 板块名称 index sector",
    "market_stat.stat": "统计项 指标 项目 统计指标 statistic stat item",
    "market_stat.member": "成分股 个股 股票 公司 股票名称 成份股 member stock",
    "market_stat.value_pct": "涨跌幅 数值 涨幅 value change",
}  # fmt: skip
_BY_FIELD = {field: frozenset(said.split()) for field, said in _NOUNS.items()}


def _folded(header: str) -> str:
    text = unicodedata.normalize("NFKC", re.sub(r"<[^>]+>", "", header)).casefold()
    return simplified(re.sub(r"[\s_:：*†]+", "", text))


@lru_cache(maxsize=16384)
def noun(header: str) -> tuple[str, ...]:
    """What a header names, barer from one to the next: as printed, without its unit, without measure.

    >>> noun("周均访问次数（万次）")
    ('周均访问次数(万次)', '周均访问次数', '访问次数')
    """
    whole = _folded(header)
    bare = _BRACKET.sub("", whole)
    plain = _UNIT_TAIL.sub("", bare) if bare != "p/e" else bare
    out = [whole, bare, plain, _AROUND.sub("", plain)]
    return tuple(dict.fromkeys(w.strip("-·.") for w in out if w))


@lru_cache(maxsize=16384)
def change_of_what(header: str) -> str | None:
    """What a header says the change of; ``""`` where it names a change alone, None where it names none.

    >>> change_of_what("访问次数较上周"), change_of_what("WoW (%)"), change_of_what("股价")
    ('访问次数', '', None)
    """
    bare = _BRACKET.sub("", _folded(header)) or _folded(header).strip("()")
    rest = _CHANGE.sub("", bare)
    if rest == bare:
        inside = _CHANGE.search(_folded(header))
        return None if inside is None else _AROUND.sub("", rest)
    return _AROUND.sub("", rest).strip("-·./()")


_ANOTHER_WEEK = re.compile(
    r"^(?:上|前)(?:一|1)?(?:周|期|月|季度?|年|值)|^去年|(?:last|prior|previous|preceding)(?:week|month|quarter|year|period)|[(（](?:上|前)一?(?:周|期|月)[)）]",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def of_another_week(header: str) -> bool:
    """True where a header says that the column repeats values of another week.

    >>> of_another_week("上周访问量"), of_another_week("Visits (last week)"), of_another_week("较上周")
    (True, True, False)
    """
    return change_of_what(header) is None and bool(_ANOTHER_WEEK.search(_folded(header)))


@lru_cache(maxsize=65536)
def said_by(tracker: str, field: str, header: str) -> float:
    """How well a header names a field in the trade's own words: 0 to 0.95.

    >>> said_by("site_traffic", "weekly_visits_m", "周均访问次数（万次）")
    0.88
    """
    nouns = _BY_FIELD.get(f"{tracker}.{field}")
    if not nouns:
        return 0.0
    # Each thing taken off a header takes a little of what it says.
    weights = (0.95, 0.93, 0.88, 0.88)
    return next((w for w, word in zip(weights, noun(header)) if word in nouns), 0.0)
