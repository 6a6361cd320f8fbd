"""The measures that identities are made of: what each is called in Chinese (simplified, as folded) and English.

A Chinese name is looked for at the end of a clause's noun, an English one as whole words in lower case.
Where two names of a place overlap the longer one is meant: 毛利率 is no 毛利, operating margin no margin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["TERMS", "Term", "english_names", "ends_in", "term"]


@dataclass(frozen=True)
class Term:
    """A measure: its key, what kind of figure it is, and its names.

    ``kind`` is ``money`` (an amount in a currency), ``each`` (money for one of something), ``count`` (things,
    without a currency), ``rate`` (percent) or ``times``.
    """

    key: str
    kind: str
    zh: str
    en: str
    of: str = ""
    """What an ``each`` is for one of, as the key of a count."""


def _t(key: str, kind: str, zh: str, en: str, of: str = "") -> Term:
    return Term(key, kind, zh, en, of)


NEVER = r"(?!)"
"""The name of a measure that a language has no name for."""
_PROFIT = r"(?:income|profits?|earnings)"
_NOT_PER = r"(?<!每股)(?<!人均)(?<!户均)(?<!店均)(?<!单店)(?<!单车)(?<!单位)(?<!单票)(?<!单台)(?<!客房)(?<!亩均)(?<!投资)(?<!股东)(?<!合同)(?<!递延)(?<!预收)"
TERMS: tuple[Term, ...] = (
    # the income statement
    _t("revenue", "money", rf"{_NOT_PER}(?:营业总?收入|营业额|营收|主营(?:业务)?收入|总收入|净收入|总收益|净营收|收入总额|销售净?额|销售收入|收入|(?<!理财)(?<!股权)收益)",
       r"(?:total |net |group |consolidated |operating |third-quarter |quarterly )*(?:revenues?|net sales|sales|turnover)(?! volumes?| growth| mix| outlook| forecast| guidance| per| of (?:\d|#))"),
    _t("cost", "money", r"(?:营业|销售|主营(?:业务)?)成本(?!率)", r"costs? of (?:revenues?|sales|goods sold|net sales|products sold)|cogs"),
    _t("gross profit", "money", r"毛利(?:润|额)?(?!率)", r"gross profits?|gross income"),
    _t("operating profit", "money", r"(?:营业|经营)(?:利润|溢利)(?!率)|经营收益|息税前利润", rf"operating {_PROFIT}|{_PROFIT} from operations|ebita?"),
    _t("ebitda", "money", r"(?:经调整)?ebitda(?!率|利润率)|息税折旧(?:及)?摊销前(?:利润|溢利|盈利)", r"ebitdar?"),
    _t("pretax profit", "money", r"(?:利润总额|税前(?:利润|溢利|盈利)|除税前(?:利润|溢利|盈利))", rf"{_PROFIT} before (?:income )?tax(?:es|ation)?|pre-?tax {_PROFIT}|{_PROFIT} before (?:the )?provision for (?:income )?taxes"),
    _t("tax", "money", r"(?:所得税(?:费用|开支|支出)?|税项(?:开支)?)", r"(?:income )?tax (?:expenses?|charges?|provision)|provision for (?:income )?taxes|income taxes"),
    _t("attributable profit", "money", r"(?:归母净利润?|归属于?(?:母公司|上市公司|本公司)?(?:股东|拥有人|权益持有人|所有者)?的?(?:净利润?|溢利|盈利)|(?:股[东東]|拥有人|权益持有人)(?:应占|应佔)(?:净?利润|溢利|盈利|净收益))",
       r"(?:net )?(?:profit|income|earnings) attributable to (?:[a-z'\-]+ ){0,4}(?:shareholders|owners|stockholders|equity holders|parent|company)"),
    _t("net profit", "money", r"(?:净利润?|纯利|纯益|净溢利|税后(?:利润|净利|盈利|溢利|纯益)|期内(?:利润|溢利)|年内(?:利润|溢利)|(?<!毛)(?<!营业)(?<!税前)(?<!每股)(?:溢利|盈利))(?!率)",
       r"net (?:income|earnings|profit)|profit for the (?:period|year|quarter)|profits? after tax(?:ation)?|profit|earnings"),
    _t("r&d expense", "money", r"(?:研发(?:投入|费用|支出|开支|成本)(?:总额)?)", r"(?:research (?:and|&) development|r&d)(?: (?:expenses?|spending|costs?|investments?|expenditures?))?"),
    _t("selling expense", "money", r"(?:销售(?:及(?:营销|分销|市场))?|营销|分销|市场(?:推广|营销)?)(?:费用|开支|支出)", r"(?:selling|sales|marketing|distribution)(?: and (?:marketing|distribution|selling))? (?:expenses?|costs?|spending)"),
    _t("admin expense", "money", r"(?:管理|行政(?:及一般)?|一般及行政)(?:费用|开支|支出)", r"(?:general and |g&a |selling, general and )?administrative (?:expenses?|costs?)|g&a(?: expenses?)?|sg&a(?: expenses?)?"),
    _t("operating expense", "money", r"(?:业务及管理费|营业(?:费用|支出|开支)|经营(?:费用|支出|开支)|期间费用)", r"(?:total |adjusted |non-interest )*(?:operating|non-interest) (?:expenses?|costs?)|opex"),
    _t("operating income of a bank", "money", r"(?:(?:净)?(?:营业|经营)(?:净)?收入)", r"(?:total )?(?:net )?operating income|total income"),
    _t("interest expense", "money", r"(?:利息(?:费用|支出|开支)|财务费用)", r"(?:net )?interest (?:expense|costs?|charges?|payments?)|net finance costs?"),
    # margins and ratios
    _t("gross margin", "rate", r"毛利(?:润)?率", r"gross (?:profit )?margins?(?: percentage| rate)?"),
    _t("operating margin", "rate", r"(?:营业|经营)(?:利润|溢利)率", r"operating (?:profit |income )?margins?|ebita? margins?"),
    _t("ebitda margin", "rate", r"(?:ebitda|息税折旧摊销前)(?:利润)?率", r"ebitda margins?"),
    _t("net margin", "rate", r"(?:销售)?净利(?:润)?率|纯利率|净溢利率", r"net (?:profit |income )?margins?"),
    _t("attributable margin", "rate", r"归母净利(?:润)?率", NEVER),
    _t("pretax margin", "rate", r"税前(?:利润|溢利)率", r"pre-?tax (?:profit )?margins?"),
    _t("fcf margin", "rate", r"自由现金流(?:量)?(?:利润)?率", r"(?:free cash flow|fcf) margins?"),
    _t("margin", "rate", r"(?<![\u4e00-\u9fff])利润率", r"(?<!gross )(?<!operating )(?<!net )margins?"),
    _t("share of revenue", "rate", NEVER, NEVER),
    _t("r&d ratio", "rate", r"研发(?:投入|费用|支出|开支)?(?:占比|率|强度|费用率|占(?:营业|营业总)?收入(?:的)?(?:比例|比重)?|占营收(?:的)?(?:比例|比重)?)", r"(?:r&d|research and development) (?:intensity|ratio)"),
    _t("selling ratio", "rate", r"(?:销售|营销|市场)(?:及(?:营销|分销|市场))?(?:费用|开支)率", r"selling expense ratio|marketing ratio"),
    _t("admin ratio", "rate", r"(?:管理|行政)(?:费用|开支)率", r"administrative expense ratio|sg&a ratio"),
    _t("period cost ratio", "rate", r"期间费用率", NEVER),
    _t("tax rate", "rate", r"(?:实际|有效|所得税)?(?:所得)?税率", r"(?:effective |underlying |adjusted )*(?:income )?tax rate"),
    _t("cost-income ratio", "rate", r"成本(?:对)?收入比(?:率|例)?", r"cost[- ](?:to[- ])?income(?: ratio)?|efficiency ratio"),
    _t("payout ratio", "rate", r"(?:股利支付率|派息(?:比)?率|派息比例|分红(?:比)?率|(?:现金)?分红比例|派付比率|分派比率)", r"(?:dividend )?payout(?: ratio)?"),
    _t("dividend yield", "rate", r"(?:股息率|股利收益率|股息收益率|殖利率)", r"dividend yields?|yields?"),
    _t("gearing", "rate", r"资产负债率|资产负债比率", r"(?:debt|liabilities)-to-assets(?: ratio)?|asset-liability ratio"),
    _t("loan-deposit ratio", "rate", r"(?:存贷比|贷存比|贷款对存款比率|贷存比率)", r"loans?[- ]to[- ]deposits?(?: ratio)?"),
    _t("roe", "rate", r"净资产收益率|股东权益(?:报酬|回报)率|roe", r"return on (?:average )?equity|roe"),
    _t("combined ratio", "rate", r"综合成本率", NEVER),
    # a share
    _t("eps", "each", r"(?:每股(?:基本|摊薄)?(?:盈利|收益|纯益|净利|溢利)|eps|每股税后(?:纯益|盈余)|每股盈余)",
       r"(?:diluted |basic )*(?:earnings|income|profit|net income|loss) per (?:diluted |basic |common |ordinary |adjusted )*share|(?:diluted |basic )*eps", "shares"),
    _t("dps", "each", r"每股(?:(?:中期|末期|特别|全年|现金)*(?:股息|股利|红利|派息|分红))|(?:中期|末期|特别|全年)股息|(?:股息|中期息|末期息|特别息|派息|股利|红利)(?:为)?每股", r"(?:(?:interim|final|full-year|annual|quarterly|total) )*dividends?(?: per (?:ordinary |common )?share)?|dps", "shares"),
    _t("share price", "each", r"(?:股价|收盘价|现价|(?:昨日?)?收市?价?|昨收|每股(?:作价|发行价|发售价|定价|配售价))", r"(?:share|stock|closing|current|last) price|shares? closed|(?:[a-z]+'s |last |latest |the )?close(?:d)?|closing level|price per share", "shares"),
    _t("target price", "each", r"目标价(?:格)?", r"(?:price )?target(?: price)?|pt|fair value", "shares"),
    _t("issue price", "each", r"(?:(?:发行|发售|招股|配售|认购|增发|定增|转让|成交|收购)(?:均)?价(?:格)?|(?:最终)?定价|每股(?:发售|发行|配售|认购)价)", r"(?:offer|offering|issue|placing|subscription|ipo|public offering) price", "shares"),
    _t("shares", "count", r"(?:总股本|股本|(?:累计)?回购(?:股份)?(?:数量|股数)|(?:已发行)?普通股(?:股数|总数)?|总股数|发行股数|已发行股(?:份|数)|股份总数|(?:加权平均)?股数|发行(?:股份)?(?:数量|总数)|配售股份|发售股份|发行股份)",
       r"(?:weighted[- ]average |total |about |approximately |diluted |basic |common |ordinary |fully |issued |new )*shares?(?: outstanding| in issue)?(?! price| repurchas| buyback| of (?:revenue|sales|the|total))"),
    _t("market value", "money", r"(?:总)?市值", r"market (?:value|cap(?:itali[sz]ation)?)|equity value"),
    _t("raised", "money", r"(?:募集资金(?:总额|毛额)?|募资(?:总额|规模)?|集资(?:额|总额)?|筹资(?:额|总额)?|所得款项总额)", r"(?<!net )(?:gross )?proceeds|(?:ipo|offering|placing) size|rais(?:ed|ing|es)"),
    _t("paid for shares", "money", r"(?:回购|支付|购回|成交)(?:的)?(?:总)?(?:金额|代价|价款|资金)(?:总额)?", r"(?:total |aggregate )*(?:consideration|cost|amount|price) paid|total cost|aggregate (?:price|consideration)"),
    _t("price paid", "each", r"(?:回购|购回|成交|平均|买入)?(?:均价|平均价格?)", r"average (?:price|cost)(?: paid)?(?: per share)?", "shares"),
    _t("dividends", "money", r"(?:(?:现金)?分红(?:总额|金额|合计)|派(?:发|息)(?:现金)?(?:红利|股利)?(?:总额|合计|共计|金额)|派发现金红利(?:合计|共计)?|现金红利总额|股息总额|(?:拟)?分红总额|派息总额)", r"(?:total |cash |common |paid |in )*dividends?(?: payments?| paid)?"),
    _t("p/e", "times", r"(?:市盈率|本益比|(?<![a-z])p/?e(?:倍数)?(?:\(?ttm\)?)?)", r"(?:(?:forward|trailing|prospective|target) )*(?:p/?e(?: (?:ratio|multiple))?|price[- ](?:to[- ])?earnings(?: (?:ratio|multiple))?)"),
    _t("p/b", "times", r"(?:市净率|(?<![a-z])p/?b(?:倍数)?)", r"p/?b(?: ratio)?|price[- ]to[- ]book(?: ratio)?"),
    _t("p/s", "times", r"(?:市销率|(?<![a-z])p/?s(?:倍数)?)", r"p/?s(?: ratio)?|price[- ]to[- ]sales(?: ratio)?|ev/sales"),
    _t("book per share", "each", r"每股(?:净资产|资产净值)|bvps", r"book value per share|nav per share|net asset value per share", "shares"),
    # trade of a country
    _t("exports", "money", r"(?!)", r"(?:goods |merchandise |total |overall )*exports(?! of (?!goods))(?: of goods(?: and services)?)?"),
    _t("imports", "money", r"(?!)", r"(?:goods |merchandise |total |overall )*imports(?! of (?!goods))(?: of goods(?: and services)?)?"),
    _t("trade surplus", "money", r"(?!)", r"(?:goods and services |goods |merchandise |foreign |overall )*trade surplus"),
    _t("trade deficit", "money", r"(?!)", r"(?:goods and services |goods |merchandise |foreign |overall )*trade (?:deficit|gap|shortfall)"),
    # cash and debt
    _t("cash", "money", r"(?<!净)(?:现金(?:及(?:现金)?等价物|及银行结余|及存款|储备)?|货币资金|手头现金)", r"(?:total )?(?:cash(?:,? cash equivalents)?(?: and (?:cash equivalents|equivalents|short-term investments|marketable securities|investments|deposits))*(?! flow)|gross cash)(?! provided| generated| from)"),
    _t("debt", "money", r"(?:有息负债|总负债|借贷(?:总额)?|借款(?:总额)?|债务(?:总额)?|总债务|总借贷|总借款)", r"(?:total |gross |convertible |long-term )*(?:debt|borrowings)(?!/|-| to)"),
    _t("net cash", "money", r"净现金", r"net cash(?! (?:provided|generated|from|used|flow|outflow|inflow|per))(?: position)?"),
    _t("net debt", "money", r"净(?:负债|债务|借贷|借款)", r"net (?:debt|borrowings)(?!/| to|-to)"),
    _t("net cash per share", "each", r"每股净现金", r"net cash per share", "shares"),
    _t("leverage", "times", r"净(?:负债|债务|借贷)/ebitda|净杠杆(?:率|比率)?|杠杆(?:率|倍数)", r"(?:net )?leverage(?: ratio)?|net debt[/ -](?:to[- ])?(?:adjusted )?ebitda(?: ratio)?|ratio of net debt to (?:adjusted )?ebitda|debt[/-](?:to-)?ebitda"),
    _t("interest cover", "times", r"利息(?:覆盖|保障)(?:率|倍数)", r"interest cover(?:age)?(?: ratio)?"),
    _t("operating cash flow", "money", r"经营(?:活动|性)(?:产生的)?(?:现金流量?净额|净现金流(?:量|入)?|现金流)", r"(?:net )?cash (?:flow )?(?:provided by|generated by|generated from|from|flow from|flows from) operat(?:ing activities|ions)|operating cash flow|cash from operations"),
    _t("capex", "money", r"资本(?:开支|支出|性支出)", r"capital (?:expenditures?|spending|investment)|capex|purchases of property,? (?:plant )?and equipment"),
    _t("free cash flow", "money", r"自由现金流(?:量|净额)?", r"free cash flow|fcf"),
    _t("capital intensity", "rate", r"资本开支占(?:营业)?收入(?:的)?(?:比例|比重)?|资本密集度", r"capital intensity|capex[- ]to[- ]sales"),
    _t("conversion", "rate", r"现金转化率|净现比", r"cash conversion(?: rate| ratio)?"),
    _t("assets", "money", r"(?:总资产|资产总(?:额|计|值)|资产合计)", r"total assets"),
    _t("liabilities", "money", r"(?:负债(?:总额|总计|合计)?|总负债)", r"total liabilities"),
    _t("equity", "money", r"(?:净资产|股东权益|所有者权益|资产净值)", r"(?:shareholders'?|stockholders'?|total) equity|book value|net assets"),
    _t("loans", "money", r"(?:贷款(?:总额|余额)?|客户贷款)", r"(?:total |gross |customer )*loans"),
    _t("deposits", "money", r"(?:存款(?:总额|余额)?|客户存款)", r"(?:total |customer )*deposits"),
    # orders
    _t("orders", "money", r"(?:新签?(?:订单|合同)(?:额|总额|金额)?|新接订单|订单(?:总额|金额|额)|接单)", r"(?:net |new )*(?:bookings|orders(?: received)?|order intake|order inflow|orders booked)"),
    _t("book-to-bill", "times", r"(?:订单出货比?|b/?b值?|订单(?:与|对)?(?:收入|销售)比)", r"book[- ]to[- ]bill(?: ratio)?"),
    _t("backlog", "money", r"(?:在手订单|积压订单|订单储备)", r"(?:order )?backlog|order book"),
    # hotels, flights, plants
    _t("revpar", "each", r"(?:revpar|平均可出租客房收入|(?:每间)?可(?:供)?(?:出租|售)(?:客)?房(?:的)?(?:平均)?(?:收入|收益))", r"revpar|revenue per available room|room revenue per available room"),
    _t("adr", "each", r"(?:adr|日均房价|平均(?:每日)?房价|平均每日房租|平均房租|日均租金)", r"(?:average )?(?:daily|room) rates?(?!s? of interest)|adr"),
    _t("occupancy", "rate", r"(?:入住率|出租率|占用率|平均出租率|occ)", r"(?:average |hotel |portfolio )*occupancy(?: rate| levels?)?"),
    _t("rpk", "count", r"(?:旅客周转量|收入客公里|rpk)", r"(?:revenue passenger[- ](?:kilomet(?:re|er)s|miles)|rp[km]s?|passenger traffic)"),
    _t("ask", "count", r"(?:可用(?:座位|客)公里|可用座公里|ask|运力投入)", r"(?:available seat[- ](?:kilomet(?:re|er)s|miles)|as[km]s?)"),
    _t("load factor", "rate", r"(?:客座率|客座利用率|载客率|载运率)", r"(?:passenger |average )*load factor"),
    _t("output", "count", r"(?:产量|生产量|生产|产出)", r"(?:production|output|volumes? produced)"),
    _t("capacity", "count", r"(?:产能|设计产能|有效产能|年产能)", r"(?:nameplate |installed |annual |production )*capacity"),
    _t("utilisation", "rate", r"(?:产能利用率|开工率|稼动率)", r"(?:capacity |fab )*utili[sz]ation(?: rate)?"),
    _t("units sold", "count", r"(?:销量|销售量|出货量|交付量|交付|出货|销售数量|销售件数)", r"(?:shipments?|deliveries|units? sold|units? shipped|sales volumes?|volumes? sold|deliver(?:ed)|shipped)"),
    _t("sell-through", "rate", r"产销率", NEVER),
    # people, users, guests
    _t("employees", "count", r"(?:员工(?:总数|人数)?|在职员工|雇员(?:人数)?|职工(?:总数)?)", r"(?:full-time )?(?:employees|staff|headcount|workforce)"),
    _t("revenue per employee", "each", r"(?:人均(?:创收|营收|营业收入|收入|产出|产值))", r"(?:revenue|sales) per (?:employee|head)", "employees"),
    _t("users", "count", r"(?:月活(?:跃用户)?(?:数|量)?|日活(?:跃用户)?(?:数|量)?|mau|dau|付费用户(?:数)?|(?:付费)?会员(?:数|总数)?|订阅用户(?:数)?|用户(?:数|总数|规模)?|客户(?:数|总数)?|活跃用户)",
       r"(?:(?:paid|paying|active|monthly|daily|weekly|total|average) )*(?:users?|subscribers?|customers?|members?|actives|mau|dau|paying users)s?"),
    _t("arpu", "each", r"(?:arpp?u值?|单用户(?:平均)?收入|每用户(?:平均)?收入|用户平均收入|户均收入|户均arpu)", r"arpp?u|(?:average )?revenue per (?:[a-z]+ )?(?:user|subscriber|member|customer|account)", "users"),
    _t("dau", "count", r"(?:dau|日活(?:跃用户)?(?:数)?)", r"(?:daily active users?|daus?|daily actives)"),
    _t("mau", "count", r"(?:mau|月活(?:跃用户)?(?:数)?)", r"(?:monthly active users?|maus?|monthly actives)"),
    _t("stickiness", "rate", r"dau/mau|日活月活比|用户粘性", r"dau/mau(?: ratio)?|stickiness(?: ratio)?"),
    _t("visitors", "count", r"(?:(?:接待|出游|国内出游|旅游|游客|旅客|接待游客|出游人次|入境)(?:人次|人数|总人次)?|人次|游客量|客流量?)", r"(?:visitors?|tourists?|trips|arrivals|guests|passengers)"),
    _t("visitor spending", "money", r"(?:(?:旅游)?总?(?:花费|消费(?:额)?|支出)|旅游(?:总)?收入|出游总?花费)", r"(?:total )?(?:visitor |tourist |tourism |travel )*(?:spending|expenditure|receipts)"),
    _t("spending a head", "each", r"(?:人均|客均|次均)(?:每次|旅游|出游)*(?:花费|消费(?:额)?|支出)", r"(?:average )?(?:spending|expenditure|spend) per (?:head|visitor|trip|tourist|capita|person)|per[- ]capita (?:spending|expenditure)", "visitors"),
    _t("box office", "money", r"(?:总|累计)?票房(?:收入)?", r"(?:box[- ]office(?: (?:takings|receipts|gross|revenue))?)"),
    _t("admissions", "count", r"(?:观影|总)?(?:人次|观众)", r"(?:admissions|tickets sold)"),
    _t("ticket price", "each", r"(?:平均|均)?票价", r"(?:average )?ticket price", "admissions"),
    _t("stores", "count", r"(?:门店(?:数|总数|数量)?|店铺(?:数)?|餐厅(?:数)?)", r"(?:stores|restaurants|outlets|branches|locations)"),
    _t("sales per store", "each", r"(?:单店|店均|平均单店)(?:日均|月均|年均)?(?:收入|营收|销售额|营业额)", r"(?:sales|revenue) per (?:store|restaurant|outlet)", "stores"),
    # trade and price
    _t("gmv", "money", r"(?:gmv|成交总额|商品交易总额|总交易额|交易总额|交易额|成交额|支付额)", r"(?:gmv|gross merchandise (?:value|volume)|gross bookings|total payment volume|tpv|gtv)"),
    _t("take rate", "rate", r"(?:货币化率|变现率|抽佣率|佣金率|take ?rate)", r"take[- ]rate|moneti[sz]ation rate"),
    _t("order count", "count", r"(?:订单(?:量|数|总数|数量)|单量|笔数|交易笔数|业务量|票量|件量)", r"(?:number of (?:orders|transactions)|order volume|orders|transactions)"),
    _t("order value", "each", r"(?:客单价|笔均(?:金额|交易额)?|单均(?:价|金额|收入)?|单票收入|单票(?:均价)?|票均(?:收入)?|平均订单金额|平均客单价|件均(?:收入|价)?)", r"(?:average )?(?:order value|basket(?: size)?|ticket(?: size)?|transaction value)|aov", "order count"),
    _t("asp", "each", r"(?:(?:平均|销售|综合|成交|出厂|单位|产品)*(?:均价|单价|售价|平均价格|价格)|单车(?:收入|均价|售价)|asp|单车asp)", r"(?:average |blended |realized |realised |mean )*(?:selling |sale |sales |realized |realised |unit )*prices?|asps?", "units sold"),
    _t("sold value", "money", r"(?:销售(?:总)?(?:额|金额|收入)|销售金额|成交(?:总)?(?:额|金额|总价)|(?:出口|进口|采购|拍卖|合同)(?:总?额|金额|总值)|货值|总价|总金额|签约(?:销售)?(?:额|金额)|合约销售(?:额|金额)?|产品收入|业务收入)", r"(?:sales value|value of sales|total value|contract(?:ed)? (?:sales|value)|consideration|purchase price|export value)"),
    _t("area", "count", r"(?:(?:销售|签约|成交|合约|建筑|租赁|可租|总|规划|出让|合约销售)*(?:面积|建面))", r"(?:gfa|gross floor area|floor area|saleable area|area sold|square (?:feet|met(?:re|er)s))"),
    _t("floor price", "each", r"(?:(?:平均)?楼面(?:地)?价|(?:销售|签约|成交|合约|平均)*(?:均价|单价))", r"(?:average )?(?:selling )?price per square (?:foot|met(?:re|er))", "area"),
    _t("deals", "count", r"(?:(?:融资|交易|投资|并购)(?:事件|笔数|宗数|起数|数量|案例))", r"(?:deals?|rounds|transactions)"),
    _t("deal value", "money", r"(?:(?:融资|交易|投资|并购)(?:总)?(?:额|金额|规模))", r"(?:total )?(?:deal value|funding|amount raised|investment)"),
    _t("deal size", "each", r"(?:(?:平均)?单笔(?:融资)?(?:金额|规模|融资额)?|笔均(?:融资)?(?:额|金额)?|平均(?:每笔|单笔)(?:融资)?(?:额|金额)?)", r"average (?:deal|round|cheque|check|transaction)(?: size| value)?", "deals"),
    _t("tokens", "count", r"(?:tokens?(?:消耗|调用|用)?量?|词元(?:数|量)?)", r"tokens?"),
)  # fmt: skip
_BY_KEY = {t.key: t for t in TERMS}


def term(key: str) -> Term:
    """The measure of a key."""
    return _BY_KEY[key]


@lru_cache(maxsize=1)
def _chinese() -> tuple[tuple[Term, re.Pattern[str]], ...]:
    return tuple((t, re.compile(rf"(?:{t.zh})$", re.I)) for t in TERMS if t.zh != NEVER)


@lru_cache(maxsize=4096)
def ends_in(noun: str) -> tuple[tuple[Term, str], ...]:
    """The measures a Chinese noun may end in, each with what stands before the name; the longest name first.

    >>> [(t.key, rest) for t, rest in ends_in("云业务毛利率")][:1]
    [('gross margin', '云业务')]
    """
    found = [(t, hit.start()) for t, rx in _chinese() if (hit := rx.search(noun))]
    found.sort(key=lambda th: th[1])
    return tuple((t, noun[:at]) for t, at in found)


@lru_cache(maxsize=1)
def _english() -> tuple[tuple[Term, re.Pattern[str]], ...]:
    return tuple((t, re.compile(rf"(?<![a-z/&-])(?:{t.en})(?![a-z-])")) for t in TERMS if t.en != NEVER)


@lru_cache(maxsize=4096)
def english_names(words: str) -> tuple[tuple[int, int, tuple[Term, ...]], ...]:
    """The names of measures in English words: where they stand and what they may mean, longest first, in order."""
    spans: dict[tuple[int, int], list[Term]] = {}
    for t, rx in _english():
        for hit in rx.finditer(words):
            spans.setdefault(hit.span(), []).append(t)
    out: list[tuple[int, int, tuple[Term, ...]]] = []
    for (a, b), terms in sorted(spans.items(), key=lambda x: (x[0][0], -x[0][1])):
        if not any(s <= a and b <= e and (s, e) != (a, b) for s, e in spans):
            out.append((a, b, tuple(terms)))
    return tuple(out)
