"""What findings say, in Chinese for a Chinese report: every English sentence has its Chinese one here.

Messages are made in English where they are found. One place turns them, so that nobody says a thing two
ways, and neutral: 表中为 ..., never an accusation. A message no pattern knows stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["in_chinese", "language_of"]

_V = r"(.+?)"
_PHRASES: tuple[tuple[str, str], ...] = (
    # prose against tables
    (rf"the table gives rank {_V} for {_V}, {_V}", r"\3 表中，\2 的名次为 \1"),
    (rf"the table gives place {_V} for {_V}, {_V}", r"按表中\3，\2 排第 \1"),
    (rf"the table gives {_V} as the best ranks of organizations", r"表中各机构的最好名次为 \1"),
    (r"the table gives no row that holds both", r"表中没有同时含这两个名称的行"),
    (rf"the table gives this code to {_V}", r"表中该代码属于\1"),
    (r"the table gives (\d+) such rows", r"表中这样的行有 \1 行"),
    (rf"the table gives {_V} behind on (\d+) of (\d+): {_V}", r"表中\1 在 \3 项中有 \2 项落后：\4"),
    (rf"the table gives {_V} for {_V}; (\d+) of (\d+) rows of {_V} fit “{_V}”", r"表中\2 为 \1；\5 的 \4 行中有 \3 行合于“\6”"),
    (r"the table gives (\d+) up and (\d+) down", r"表中 \1 涨 \2 跌"),
    (r"the table gives (\S+) for (\d+) rows of (.+); what rose alone adds up to it", r"表中\3 \2 行合计 \1；所写只加了为正的各行"),
    (r"the table gives (\S+) for (\d+) rows of (.+); the figure is the sum without (.+)", r"表中\3 \2 行合计 \1；所写少加了\4"),
    (r"the table gives (\S+) for (\d+) rows of (.+); one slip of the pen", r"表中\3 \2 行合计 \1；似为笔误"),
    (r"the table gives (\S+) for (\d+) rows of (.+)", r"表中\3 \2 行合计 \1"),
    (r"the list gives (\d+) up and (\d+) down", r"所列 \1 涨 \2 跌"),
    (r"the table gives (\d+) of (\d+)", r"表中 \2 行中有 \1 行如此"),
    (rf"the table gives {_V} for {_V}, {_V} for {_V}", r"表中\2 为 \1，\4 为 \3"),
    (rf"the table gives {_V} for {_V}, {_V}; {_V} is read as {_V}", r"表中\2 的\3 为 \1（\4 读作 \5）"),
    (rf"the table gives {_V} for {_V}, {_V}", r"表中\2 的\3 为 \1"),
    (rf"the table gives {_V} for {_V}", r"表中\2 为 \1"),
    (rf"the table gives {_V} and {_V}", r"表中为 \1 和 \2"),
    (rf"the table gives {_V} \({_V}\)", r"表中为 \1（\2）"),
    (rf"the table gives {_V}", r"表中为 \1"),
    (rf"the table's window is {_V}", r"该表的时间窗为 \1"),
    (rf"{_V} is at place (\d+) of {_V}; place (\d+) is {_V}", r"按\3，\1 排第 \2，第 \4 为\5"),
    (rf"{_V} is at place (\d+) of {_V}", r"按\3，\1 排第 \2"),
    (rf"by {_V} the places are {_V}", r"按\1，所列名次依次为 \2"),
    (rf"{_V} is said to lead; the table gives {_V}", r"文中称\1 领先；表中为 \2"),
    (rf"“{_V}” names a family; the same table has {_V} ahead of {_V}", r"“\1”泛指一族；同一表中\2 排在\3 之前"),
    (r"the list bears it out", "与所列数字相符"),
    (rf"{_V} = {_V} holds but for a factor of {_V}", r"\1 = \2，只差 \3 倍"),
    (rf"{_V} for {_V} would make {_V} = {_V} hold", r"若 \2 应为 \1，则 \3 = \4"),
    # what the reader doubts
    (rf"left out \({_V}\): {_V}", r"未计入（\1）：\2"),
    (rf"page furniture inside a table: {_V}", r"表内的页眉页脚：\1"),
    (rf"page furniture: {_V}", r"页眉页脚：\1"),
    (r"a table of (\d+) row\(s\) continues the one before", r"\1 行的表接续上一张表"),
    (r"(\d+) row\(s\) above the header set aside", r"表头之上的 \1 行未计入"),
    (r"a header printed again set aside", r"重复印出的表头未计入"),
    (r"row (\d+) has (\d+) cells under (\d+) columns", r"第 \1 行有 \2 格，表头只有 \3 列"),
    (rf"row (\d+) \({_V}\) put under its columns by type", r"第 \1 行（\2）按类型归入各列"),
    (rf"row (\d+) \({_V}\) stands outside the groups around it; its group is open", r"第 \1 行（\2）不在前后的分组之内，其分组留空"),
    (rf"the column headed '{_V}' holds (\w+), by its cells and place", r"表头为“\1”的列，按单元格与位置判断为 \2"),
    (rf"row (\d+): '{_V}' read as '{_V}'", r"第 \1 行：该格读作“\3”"),
    (rf"row (\d+): '{_V}' is not {_V}", r"第 \1 行：“\2”不是 \3"),
    (r"the header was moved (\d+) column\(s\) right, onto its figures", r"表头右移 \1 列，与数字对齐"),
    (r"the header was moved (\d+) column\(s\) left, onto its figures", r"表头左移 \1 列，与数字对齐"),
    (rf"(\d+) names \({_V}\) stand over (\d+) columns of figures; scores published for these models tell whose the columns are, and that none is of {_V}", r"\1 个名称（\2）对应 \3 列数字；这些模型公开的得分表明各列归属，且没有 \4 的列"),
    (rf"(\d+) names \({_V}\) stand over (\d+) columns of figures; which one is without figures cannot be told, so the names were left open", r"\1 个名称（\2）对应 \3 列数字；无法判断哪一个没有数字，名称留空"),
    (rf"the table prints a price, {_V}", r"表中印有价格 \1"),
    (rf"the cells of {_V} add up to {_V}", r"\1 各单元格合计为 \2"),
    (r"the sums of the two columns give another change", r"按两列各自的合计，变动与所述不同"),
    (r"the table has no row, or several, of this name", r"表中没有该名称的行，或不止一行"),
    (r"the cell holds no number", r"该单元格不是数字"),
    (r"a member of the list is itself in doubt", r"所列项目本身尚有疑问"),
    (rf"places {_V} of {_V}; amounts in several currencies, the order holds at every plausible rate, unless a vague amount lies at its upper end", r"\2 的名次为 \1；金额币种不一，在合理汇率下次序不变，除非约数取其上限"),
    (rf"places {_V} of {_V}; amounts in several currencies, the order holds at every plausible rate", r"\2 的名次为 \1；金额币种不一，在合理汇率下次序不变"),
    (rf"places {_V} of {_V}, unless a vague amount lies at its upper end", r"\2 的名次为 \1，除非约数取其上限"),
    (rf"places {_V} of {_V}", r"\2 的名次为 \1"),
    (rf"ranks {_V}", r"名次为 \1"),
    (r"equal ranks, or scores within each other's interval", r"名次相同，或得分在彼此的区间之内"),
    (r"the ranks differ", r"名次不同"),
    (r"ahead on (\d+) of (\d+) named", r"点名的 \2 项中有 \1 项领先"),
    (r"the largest of its row or column on every one named", r"点名的各项中均为所在行或列的最大值"),
    (rf"{_V} of {_V} cells stated, all zero", r"\2 个单元格中说到 \1 个，均为零"),
    (r"name and code stand in one row", r"名称与代码在同一行"),
    (r"no price is printed for it; by convention that is what the words mean", r"表中未印价格；按惯例文字即此意"),
    (r"another cell of the row holds this figure", r"本行另一单元格为该数字"),
    (rf"the sentence can also be read with {_V}", r"该句也可读作\1 的数字"),
    (r"a change or a share is no other rate", r"变动幅度和占比不是其他比率"),
    (r"another table holds this figure", r"另一张表有该数字"),
    (r"another table has such a column", r"另一张表也有这样的列"),
    (rf"the words name another measure: {_V}", r"文字说的是另一项指标：\1"),
    (r"the words name another window", r"文字说的是另一时间窗"),
    (r"nothing else the sentence says is of this table", r"句中别无他数出自该表"),
    (r"the words name no measure", r"文字未说是哪项指标"),
    (rf"another moment: {_V}", r"说的是另一时点：\1"),
    (rf"the words name another figure: {_V}", r"说的是另一数字：\1"),
    (r"more than one reading", r"有不止一种读法"),
    (r"a word between the name and the figure is not of the table", r"名称与数字之间有不属于该表的词"),
    (r"the table has no header", r"表无表头"),
    (r"blank cells of the header were taken out", r"表头的空单元格已略去"),
    (rf"row (\d+): {_V} read as {_V}", r"第 \1 行：\2 读作 \3"),
    (rf"row (\d+): {_V} is not {_V}", r"第 \1 行：\2 不是 \3"),
    (rf"digits in {_V}: {_V}", r"\1 中的数字：\2"),
    (r"only the first (\d+) of (\d+) pages were read", r"共 \2 页，只读了前 \1 页"),
    (r"page (\d+) is a picture and was left out; pip install 'tieout\[ocr\]' reads it", r"第 \1 页为图片，未读；安装 tieout[ocr] 后可读"),
    (rf"page (\d+) could not be read \({_V}\)", r"第 \1 页无法读取（\2）"),
    (rf"the header has fewer cells \({_V}\) than the rows \({_V}\); placed by type", r"表头的单元格（\1）少于各行（\2），按类型对位"),
    (rf"the header has more cells \({_V}\) than the rows \({_V}\); placed by type", r"表头的单元格（\1）多于各行（\2），按类型对位"),
    (rf"the header has fewer cells than the rows \({_V}: {_V}; rows {_V}\); the names were left open", r"表头的单元格（\1：\2）少于各行（\3），列名留空"),
    (rf"the header has more cells than the rows \({_V}: {_V}; rows {_V}\); the names were left open", r"表头的单元格（\1：\2）多于各行（\3），列名留空"),
    (rf"(\d+) character\(s\) could not be decoded as {_V}", r"有 \1 个字符无法按 \2 解码"),
    (r"(\d+) control character\(s\) stand in the text", r"文中有 \1 个控制字符"),
    (r"its parts are nested too deep: what lies below the 200th is missing", r"嵌套过深：第 200 层以下的内容缺失"),
    # arithmetic
    (rf"the figures beside it give {_V} \({_V}\)", r"旁边的数字得出 \1（\2）"),
    (rf"{_V} leaves {_V}", r"\1 余 \2"),
    (rf"{_V} announced, {_V} earlier ones listed", r"称第 \1 次，此前列出 \2 次"),
    (rf"{_V} announced; the first {_V} give {_V}", r"称 \1 项；前 \2 项之和才是 \3"),
    (rf"the ends of the range stand in units apart: {_V} for the second only", r"区间两端的单位不同：只有后者为“\1”"),
    (rf"{_V} is placed before {_V}, which is more", r"\1 的名次在 \2 之前，而后者更大"),
    (rf"{_V} does not lie between {_V} and {_V}, the rates of its two parts", r"\1 不在其两部分的 \2 与 \3 之间"),
    (rf"{_V} does not lie between {_V} and {_V}", r"\1 不在 \2 与 \3 之间"),
    (rf"{_V} does not make {_V}", r"\1 不等于 \2"),
    (rf"{_V} makes it only with another sign, not {_V}", r"\1 须变号才等于 \2"),
    (rf"{_V} = {_V}, not 100%", r"\1 = \2，而非 100%"),
    (rf"100% - {_V} = {_V}", r"100% - \1 = \2"),
    (rf"{_V} does not give {_V}; {_V} for {_V} would close it", r"\1 不等于 \2；若 \4 为 \3 则相合"),
    (rf"the words beside it give {_V}", r"旁边的文字为 \1"),
    (rf"the words say a rise, the figures give {_V}", r"文字称上升，数字得出 \1"),
    (rf"the words say a fall, the figures give {_V}", r"文字称下降，数字得出 \1"),
    (rf"the words say {_V}, the figures give {_V}", r"文字称“\1”，数字得出 \2"),
    (r"the values listed do not fall from first to last", r"所列数值并非由大到小"),
    (rf"the same words above give {_V}", r"前文同一表述为 \1"),
    (rf"the same sentence elsewhere in the report gives {_V}", r"报告中另一处的同一句为 \1"),
    (r"the figures beside it bear it out", "与旁边的数字相符"),
    (rf"{_V} is not the lower end of {_V}", r"\1 不是 \2 的下限"),
    (rf"{_V} is not the upper end of {_V}", r"\1 不是 \2 的上限"),
    (rf"{_V} does not lie within {_V}", r"\1 不在 \2 之内"),
    (rf"both are {_V}", r"两处均为 \1"),
    (rf"the ends of {_V} and {_V} lie {_V} and {_V} apart", r"\1 与 \2 的两端分别相差 \3 和 \4"),
    (rf"{_V} is not above {_V}", r"\1 不高于 \2"),
    (rf"{_V} is not below {_V}", r"\1 不低于 \2"),
    (r"(\d+) announced, (\d+) listed", r"称 \1 项，列出 \2 项"),
    (r"(\d+) announced; the list marks give (\d+), (\d+) only when an item joined by 和 is split", r"称 \1 项；按顿号为 \2 项，把用“和”相连的一项拆开才是 \3 项"),
    (r"(\d+) of (\d+) cells have that sign", r"\2 个单元格中有 \1 个为该方向"),
    (r"(\d+) of (\d+) stated changes go that way", r"所述 \2 个变动中有 \1 个为该方向"),
    (rf"{_V} of the table are percentage points, not percent", r"表中的 \1 为百分点，不是百分比"),
    (rf"{_V} of the same kind is told in points", r"同句同类的 \1 用的是百分点"),
    (rf"{_V} is that figure in another currency", r"\1 得出此数，但币种不同"),
    (rf"{_V} does not fit {_V} in any year", r"无论哪一年，\1 与 \2 不能同时成立"),
    (rf"{_V} are percentage points, not percent", r"\1 的差为百分点，不是百分比"),
    (rf"{_V} and {_V} flow in opposite ways and give {_V} only without signs", r"\1 与 \2 流向相反，不计方向相加才等于 \3"),
    (rf"{_V} is ten times that, or a tenth", r"\1 与其相差十倍"),
    (rf"{_V} is an increase of {_V}%", r"\1即增长 \2%"),
    (rf"the headline gives {_V}", r"标题为 \1"),
    (rf"the text below gives {_V}", r"下文为 \1"),
    (rf"{_V} is below the mark; {_V} is the first above it", r"\1 未达该关口，\2 才首次超过"),
    (rf"{_V} and {_V} one month later end the run", r"由 \1 到次月的 \2，连续变动已中断"),
    (r"the upper end of the range is below the lower", r"区间上限低于下限"),
    (r"who stands behind the first cannot lead it", r"排在首位之后，不可能领先首位"),
    (r"(\d{4}-\d\d-\d\d) is (周.)", r"\1 是\2"),
    (rf"{_V} / {_V} = {_V}", r"按两数计算：\1 / \2 = \3"),
    (r"several announced, (\d+) listed", r"称若干项，列出 \1 项"),
    (rf"{_V} and {_V} are not the same", r"\1 与 \2 并不相同"),
    (rf"{_V} is said to have moved and to be the same", r"\1 既称变动又称相同"),
    (rf"{_V} and {_V} are the same", r"\1 与 \2 相同"),
    (rf"{_V} of {_V} is not {_V}: {_V} has {_V}", r"\2 的 \1 并非最前或最后：\4 为 \5"),
    (rf"{_V} and {_V} are the same", r"\1 与 \2 相同"),
    (rf"{_V} of {_V} is not {_V}: {_V} has {_V}", r"\2 的\1 并非\3：\4 为 \5"),
    (rf"{_V} is above {_V}", r"\1 高于 \2"),
    (rf"{_V} is below {_V}", r"\1 低于 \2"),
    (rf"{_V} is not close to it", r"\1，与之并不接近"),
    (rf"the values give {_V} \({_V}\)", r"所列数值得出 \1（\2）"),
    (rf"the values listed: {_V}", r"所列数值：\1"),
    (r"the values listed fall from first to last", r"所列数值由大到小"),
    (rf"the values added up are in {_V}, the total is printed in {_V}", r"相加各项的币种为 \1，合计的币种为 \2"),
    (rf"the same figure elsewhere in the report goes with {_V}", r"报告中另一处与同一数字相配的为 \1"),
    (rf"the same in another unit: {_V}", r"换一单位相同：\1"),
    (rf"from {_V} to {_V} are (\d+) months", r"由 \1 至 \2 为 \3 个月"),
    (rf"the last day of {_V} in the calendar", r"按日历为\1 的最后一日"),
    (rf"the direction agrees with the figures \({_V}\), which nothing here checks", r"方向与数字一致（\1），数字本身此处无从核对"),
    (r"the figure may speak of another moment", r"该数字说的可能是另一时点"),
    (r"the rates stand too far apart", r"两个比率相隔太远"),
    (r"whether it is the first time needs what came before the report", r"是否首次须看本报告之前的情况"),
    (r"as an earlier issue or the desk's history has it", r"与往期报告或工作台记录一致"),
    (rf"only a loose reading fits: {_V}", r"只有一种牵强的读法相符：\1"),
    (r"no reading of the sentence ties it to other figures closely enough", r"句中没有读法能把它与其他数字紧密相连"),
    (r"nothing in the report to check it against", r"报告中没有可供核对的数字"),
    (r"the direction word and the figures point apart", r"方向词与数字不一致"),
    (rf"possible restated or other base: {_V}", r"可能是重述后或另一口径：\1"),
    (rf"{_V} differs in size and in direction: hardly its operands", r"\1 的大小与方向都不同，应非其算式"),
    (r"several figures differ from this column: another was meant", "有多个数字与该列不符，所指应为另一列"),
    (rf"{_V} gives what is stated with the signs of its parts read otherwise", r"\1 中各项的正负换一种读法即得所述数字"),
    (rf"{_V} takes for its base what is told of another moment", r"\1 所用的基数说的是另一时点"),
    (rf"{_V} is so far from it that these are hardly its operands", r"\1 与之相去太远，应非其算式"),
    (
        r"another figure of the page in the place of one operand gives what is stated",
        r"以文中另一数字代替其中一项，即合于所述",
    ),
    (rf"fits {_V} only if a figure was cut off instead of rounded", r"只有按截尾而非四舍五入，才合于 \1"),
    (r"([^a-z]+) and ([^a-z]+)", r"两者为 \1 和 \2"),
    # tables
    (rf"{_V}, {_V}: printed {_V}, the row gives {_V} \({_V}\)", r"\1 的\2：所印为 \3，按本行得 \4（\5）"),
    (rf"{_V}, {_V}: printed {_V}, the column gives {_V} \({_V}\)", r"\1 的\2：所印为 \3，按本列得 \4（\5）"),
    (rf"{_V}: printed {_V}, the rows above give {_V} \({_V}\)", r"\1：所印为 \2，上面各行得出 \3（\4）"),
    (rf"{_V}: printed {_V}, the row gives {_V} \({_V}\)", r"\1：所印为 \2，按本行得 \3（\4）"),
    (rf"{_V}: total raised {_V}: {_V}", r"\1：累计融资额 \2：\3"),
    (rf"{_V}, {_V}: printed {_V}, the rows above add up to {_V}", r"\1 的\2：所印为 \3，上面各行合计为 \4"),
    (rf"{_V}: printed {_V}, {_V} and {_V} give {_V}", r"\1：所印为 \2，由 \3 与 \4 得 \5"),
    (rf"{_V}, {_V}: {_V} here, {_V} in the other table", r"\1 的\2：此处为 \3，另一表中为 \4"),
    (rf"{_V} stands here, {_V} in the other boards: one model, one character apart", r"此处为 \1，其他榜单为 \2：同一模型，一字之差"),
    (rf"{_V} is no time: sixty or more behind a colon", r"\1 不是时长：冒号后达到六十"),
    (rf"{_V}, {_V}: {_V} is no time", r"\1 的\2：\3 不是时长"),
    (rf"{_V}: {_V} stands among closed rounds without a round; the text calls it planned: “{_V}”", r"\1：\2 未注明轮次，却列在已完成的融资中；文中称其为计划：“\3”"),
    (rf"{_V} is printed at rank (\d+); (\d+) models lie surely above it, so its rank is at least (\d+)", r"\1 印为第 \2；必定在它之上的模型有 \3 个，名次至少为 \4"),
    (rf"{_V} is printed at rank (\d+); at most (\d+) models can lie above it, so its rank is at most (\d+)", r"\1 印为第 \2；可能在它之上的模型至多 \3 个，名次至多为 \4"),
    # structure
    (r"the list of figures names figure (\d+); the body has no caption of that number", r"图表目录列有图表 \1，正文没有该编号的图题"),
    (r"no figure (\d+) stands before this one", r"此图之前没有图表 \1"),
    (r"number (\d+) stands over two captions, number (\d+) over none", r"编号 \1 有两处图题，编号 \2 却没有"),
    (rf"the contents print “{_V}”, the heading “{_V}”", r"目录为“\1”，标题为“\2”"),
    (rf"{_V} is recommended; the coverage table has no row for it", r"文中推荐了\1，盈利预测表中没有它的行"),
    (rf"{_V} stands in the coverage table and not in the recommendation", r"\1 列在盈利预测表中，推荐中没有"),
    (rf"{_V} is described; the table has no such row, and {_V}, named just before, is not described", r"文中介绍了\1，表中没有该行；前面点名的\2 却没有介绍"),
    (rf"{_V} is read as {_V}, the name in the table", r"\1 读作表中的名称 \2"),
    (rf"the cover says “{_V}”, the body “{_V}”", r"首页为“\1”，正文为“\2”"),
    (rf"the cover prints {_V}, the body {_V}", r"首页为 \1，正文为 \2"),
    (rf"{_V} stands here; the tables print {_V}", r"此处为 \1，表中为 \2"),
    (rf"the window of this table ends on {_V}, (\d+) days before the report of {_V}", r"该表的时间窗止于 \1，比报告日 \3 早 \2 天"),
    (rf"announced for {_V}, not before the report of {_V}; the next sentence tells what followed it as done", r"所称日期 \1 不早于报告日 \2，下一句却已把后果写成事实"),
    (rf"{_V} is no trading day; closes elsewhere in the report are of {_V}", r"\1 不是交易日；报告其他处的收盘价为 \2"),
    (rf"these prices are those of {_V} in the other tables, not of {_V}", r"其他表中这些价格属于 \1，不是 \2"),
    (rf"said of this week; the title gives {_V} to {_V}", r"称为本周；标题的区间为 \1 至 \2"),
    # history
    (rf"prices are dated {_V}, a Saturday", r"股价日期 \1 是星期六"),
    (rf"prices are dated {_V}, a Sunday", r"股价日期 \1 是星期日"),
    (rf"prices are dated {_V}, a day its market was closed", r"股价日期 \1 当日休市"),
    (rf"the issue of {_V} on the desk is titled “{_V}”", r"工作台上 \1 的一期题为“\2”"),
    (rf"the desk has this title under {_V}, the cover says {_V}", r"工作台上此题属于 \1，首页写作 \2"),
    (rf"{_V}, {_V}: printed {_V}; {_V} in the issue before and {_V} now give {_V} %", r"\1 的\2：所印为 \3；由上期的 \4 与本期的 \5 得 \6%"),
    (rf"{_V}: {_V} as in (\d+) issues since {_V}", r"\1：\2，自 \4 以来的 \3 期都相同"),
    (rf"{_V}, {_V}: printed {_V}, the desk's record of {_V} holds {_V}", r"\1 的\2：所印为 \3，工作台 \4 的记录为 \5"),
    (rf"{_V}, {_V}: printed {_V}, the desk's closes to {_V} give {_V}", r"\1 的\2：所印为 \3，按工作台截至 \4 的收盘价得 \5"),
    (rf"{_V}, {_V}: printed {_V}, the desk's close of {_V} is {_V}", r"\1 的\2：所印为 \3，工作台 \4 的收盘价为 \5"),
    (rf"the desk has no issue of {_V}", r"工作台上没有 \1 的一期"),
    # compliance
    (rf"the licence number of {_V} is {_V}", r"\1 的执业编号为 \2"),
    (r"the report has no [a-z ]+ ([\u4e00-\u9fff]+)", r"报告缺少：\1"),
    (rf"the report has no {_V}", r"报告缺少：\1"),
    (rf"no source line stands under “{_V}”", r"“\1”下没有资料来源"),
    (rf"not collected: {_V}", r"数据未获取：\1"),
)  # fmt: skip
_PIECES = (
    (re.compile(r"in ([A-Z]{3}) it is less than the round \((.+?)\)"), r"按 \1 计小于本轮金额（\2）"),
    (re.compile(r"the middle of (.+?)(?= *[（）()]|$)"), r"\1 的中点"),
    (re.compile(r"(.+?) at the rates ([A-Z]{3}) has had in ([A-Z]{3})"), r"\1 按 \2 对 \3 历来的汇率"),
    (re.compile(r"(\d+) of the (\d+) moves stated"), r"所述 \2 个变动中的 \1 个"),
    (re.compile(r"(?<=\d) and (?=\d)"), " 和 "),
    (re.compile(r" is a percent, not points"), r" 是百分比，不是百分点"),
    (re.compile(r"in ([A-Z]{3}) it is more than the valuation \((.+?)\)"), r"按 \1 计大于估值（\2）"),
)
"""What may stand several times in one message."""
_KNOWN = tuple((re.compile(pattern, re.S), chinese) for pattern, chinese in _PHRASES)
_QUOTED = re.compile(r"“(?P<quote>.*?)”: (?P<rest>.+)", re.S)


def _spaced(text: str) -> str:
    """Blanks as Chinese is set: between a character and a Latin letter or digit, none between characters."""
    text = re.sub(r"(?<=[\u4e00-\u9fff])[ ](?=[\u4e00-\u9fff])", "", text)
    text = re.sub(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9+-])", " ", text)
    return re.sub(r"(?<=[A-Za-z0-9%])(?=[\u4e00-\u9fff])", " ", text)


@lru_cache(maxsize=512)
def in_chinese(message: str) -> str:
    """A finding's message in Chinese.

    >>> in_chinese("“价格为 28.46 元/时”: the table gives 28.64/元 for A100-40G 甲云, 价格")
    '“价格为 28.46 元/时”：表中 A100-40G 甲云的价格为 28.64/元'
    >>> in_chinese("import: a header printed again set aside")
    '导入存疑：重复印出的表头未计入'
    >>> in_chinese("prices are dated 2024-07-07, a Sunday")
    '股价日期 2024-07-07 是星期日'
    """
    quoted = _QUOTED.fullmatch(message)
    if quoted:
        return f"“{quoted['quote']}”：{in_chinese(quoted['rest'])}"
    for pattern, chinese in _KNOWN:
        found = pattern.fullmatch(message)
        if found:
            said = found.expand(chinese)
            for piece, words in _PIECES:
                said = piece.sub(words, said)
            return _spaced(said)
    if message.startswith("import: "):
        doubt = message.removeprefix("import: ")
        return "导入存疑：" + in_chinese(doubt)
    return message


def language_of(text: str) -> str:
    """The language to speak of a report in: Chinese where a tenth of its letters are.

    >>> language_of("收于 16587 点"), language_of("closed at 16,587")
    ('zh', 'en')
    """
    letters = [c for c in text[:20000] if c.isalpha()]
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in letters)
    return "zh" if letters and chinese * 10 >= len(letters) else "en"
