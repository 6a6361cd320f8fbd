"""Two figures of one row told of another: the name is the slip."""

from __future__ import annotations

import pytest

FILMS = """影片\t周票房（亿元）\t占比\t场次占比
长夜行\t3.42\t38.6%\t31.2%
星河渡口\t2.17\t24.5%\t22.8%
疯狂搭档2\t1.36\t15.3%\t14.1%
雪山来信\t0.74\t8.3%\t9.5%

"""
CLOUDS = """Provider\tRevenue ($bn)\tGrowth\tShare
Amaris\t38.4\t19.2%\t31.4%
Micronet\t27.9\t24.6%\t22.8%
Googol\t17.3\t30.1%\t14.2%
Orrin\t6.1\t11.8%\t5.0%

"""
BROKERS = """券商\t营业收入（亿元）\t归母净利润（亿元）\tROE
华信证券\t162.35\t58.21\t6.8%
东海证券\t118.47\t41.06\t5.9%
国泰海证\t241.90\t97.34\t7.7%

"""
PAIRS = [
    (FILMS, "《长夜行》上映首周以3.42亿元夺冠，占大盘38.6%。", "长夜行", "星河渡口"),
    (FILMS, "疯狂搭档2单周票房1.36亿元，占比15.3%，居第三。", "疯狂搭档2", "雪山来信"),
    (CLOUDS, "Googol took $17.3 billion, 14.2% of the market.", "Googol", "Orrin"),
    (CLOUDS, "Micronet generated $27.9 billion and held 22.8% of spending.", "Micronet", "Amaris"),
    (CLOUDS, "Orrin, with $6.1 billion and growth of 11.8%, is a distant fourth.", "Orrin", "Googol"),
    (BROKERS, "东海证券实现营业收入118.47亿元，归母净利润41.06亿元。", "东海证券", "华信证券"),
    (BROKERS, "国泰海证以241.90亿元的收入和97.34亿元的净利居首。", "国泰海证", "华信证券"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "line", "right", "wrong"), PAIRS)
def test_the_row_of_another_name_is_found(check, table, line, right, wrong):
    assert [f.message for f in check(table + line + "\n").findings if f.severity == "high"] == []
    told = check(table + line.replace(right, wrong, 1) + "\n")
    assert len([f for f in told.findings if f.severity == "high"]) >= 1


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (FILMS, "《星河渡口》落后于冠军的3.42亿元和38.6%。"),
        (FILMS, "与《星河渡口》相比，冠军票房3.42亿元，占38.6%。"),
        (CLOUDS, "Behind Amaris, the second-placed provider made $27.9 billion, or 22.8%."),
        (BROKERS, "华信证券预计行业龙头营业收入241.90亿元，净利润97.34亿元。"),
        (BROKERS, "华信证券研究所：国泰海证营业收入241.90亿元，归母净利润97.34亿元。"),
    ],
)
def test_figures_told_of_somebody_else_are_left_alone(check, table, line):
    assert [f.message for f in check(table + line + "\n").findings if f.severity == "high"] == []
