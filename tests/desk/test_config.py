"""desk.toml: what it says, and what is said when it is wrong."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.desk import init, open_desk
from tieout.desk.config import json_schema, load, parse
from tieout.desk.lines import key_lines
from tieout.errors import ConfigError, UsageError

STARTER = Path(__file__).resolve().parents[2] / "src" / "tieout" / "desk" / "starter.toml"


@pytest.fixture(scope="module")
def example(repo) -> str:
    return (repo / "examples" / "ai-weekly" / "desk.toml").read_text("utf-8")


def line_of(text: str, wanted: str) -> int:
    return text[: text.index(wanted)].count("\n") + 1


def test_the_example_and_the_starter_are_right(example):
    config = parse(example)
    assert config.desk.publisher.get("en") == "EXAMPLE SECURITIES"
    assert config.universe.coverage[0].eps["2024e"] == Decimal("0.92")
    assert [g.word.zh for g in config.rating.stock] == ["买入", "增持", "中性", "卖出"]
    assert parse(STARTER.read_text("utf-8")).analysts[0].licence == "S0000000000001"


# (text that is there, text put in its place, where the error is, what it says, the nearest)
WRONG = [
    ('colour = "#1F3A5F"', 'color = "#1F3A5F"', "color =", "write 'colour'", "colour"),
    ("null_mark", "nullmark", "nullmark", "write 'null_mark'", "null_mark"),
    ("memory = 94\n", "memroy = 94\n", "memroy", "write 'memory'", "memory"),
    ("licence_pattern =", "null_mark =", "null_mark = 'S", "it belongs in [choices]", "[choices]"),
    ("text.en", "txt.en", "txt.en", "write 'text'", "text"),
    ("[rating]", "[ratings]", "[ratings]", "write 'rating'", "rating"),
    ("top = 3", 'top = "3"', 'top = "3"', "must be a whole number, not the text '3'", ""),
    ("top = 3", "top = 0", "top = 0", "at least 1", ""),
    ("only_rising = true", "only_rising = 1", "only_rising = 1", "true or false, not the number 1", ""),
    ('language = "zh"', 'language = "cn"', 'language = "cn"', "'zh' or 'en', not the text 'cn'", ""),
    ('colour = "#1F3A5F"', 'colour = "red"', 'colour = "red"', "#", ""),
    ("memory = 128", "memory = '128'", "memory = '128'", "a number without quotes, not the text '128'", ""),
    ("order = [", "order = 5 #", "order = 5", "a list in [ ], not the number 5", ""),
    ("until = 2024-09-30", 'until = "next year"', 'until = "next', "a date such as", ""),
    ('gpu = "A100-80G"\n', "", None, "has no 'gpu'", ""),
    ("2023a = 0.28", "2023 = 0.28", "2023 = 0.28", "years such as 2023a", ""),
    ("S0000000000002", "S00002", "S00002", "does not fit", ""),
    ("S0000000000002", "S0000000000001", None, "has the licence number of 李明远", ""),
    ('"002230.SZ"', '"002230.SX"', "002230.SX", "write '002230.SZ'", "002230.SZ"),
    ('"002230.SZ"', '"2230"', '"2230"', "write '002230.SZ'", "002230.SZ"),
    ('"688256.SH"', '"688256.SZ"', '"688256.SZ"', "write '688256.SH'", "688256.SH"),
    ('"801750.SI"', '"801750"', '"801750"', "does not say whose it is", ""),
    ('colour = "#1F3A5F"', "colour = 3", "colour = 3", "a text in quotes", ""),
    ("publisher = {", "publisher = 3 # {", "publisher = 3", 'a text, or { zh = "...", en = "..." }', ""),
    ("'S\\d{13}'", "'S('", "'S('", "a regular expression", ""),
    ('timezone = "Asia/Shanghai"', 'timezone = "Asia/Beijing"', "Asia/Beijing", "time zone", ""),
    (
        'required_sections = ["投资建议"',
        'required_sections = ["投资意见"',
        "投资意见",
        "write '投资建议'",
        "投资建议",
    ),
    ("site_traffic = {", "site_trafic = {", "site_trafic =", "write 'site_traffic'", "site_traffic"),
    ('aliases = ["必应"', 'aliases = ["ChatGPT"', None, "'ChatGPT' already stands for", ""),
    (
        'platform = "阿里云"\ncpu = 12',
        'platform = "腾讯云"\ncpu = 12',
        None,
        "'A100-40G 腾讯云' is listed twice",
        "",
    ),
    ("[disclosures.rating_note]", "[disclosures.risk.title]", None, "", ""),
    ("tieout = 1", "tieout = 2", "tieout = 2", "must be 1, not the number 2", ""),
    ("[sections]", "[sections", "[sections", "TOML syntax", ""),
]


@pytest.mark.parametrize(("there", "put", "place", "said", "nearest"), WRONG)
def test_a_wrong_key_or_value_is_said_with_its_line(example, there, put, place, said, nearest):
    assert there in example
    text = example.replace(there, put, 1)
    with pytest.raises(ConfigError) as caught:
        parse(text, Path("my/desk.toml"))
    error = caught.value
    assert said in str(error) and str(error).startswith(f"desk.toml:{error.line}: ")
    assert error.path == "my/desk.toml" and error.next_step
    if place is not None:
        assert error.line == line_of(text, place)
        assert error.nearest == nearest


def test_all_problems_are_told_at_once(example):
    text = example.replace("top = 3", "tpo = 3").replace("months = 12", 'months = "12"')
    with pytest.raises(ConfigError) as caught:
        parse(text)
    assert len(caught.value.data["problems"]) == 2
    assert f"desk.toml:{line_of(text, 'months')}" in str(caught.value)


def test_no_desk_no_folder_and_a_wrong_encoding(tmp_path):
    with pytest.raises(UsageError, match="tieout init"):
        open_desk(tmp_path / "none")
    with pytest.raises(UsageError, match="no desk"):
        open_desk(tmp_path)
    (tmp_path / "desk.toml").write_bytes('tieout = 1\n[desk]\ntitle = "周报"\n'.encode("gb18030"))
    with pytest.raises(ConfigError, match=r"desk\.toml:3: is not UTF-8"):
        open_desk(tmp_path)


def test_windows_line_ends_and_a_mark_at_the_start(tmp_path, example):
    (tmp_path / "desk.toml").write_bytes(b"\xef\xbb\xbf" + example.replace("\n", "\r\n").encode())
    assert load(tmp_path / "desk.toml") == parse(example)


def test_the_desk_knows_its_names_and_members(repo):
    from datetime import date

    desk = open_desk(repo / "examples" / "ai-weekly" / "desk.toml")
    assert desk.resolve("compute_rental", "platform", "Aliyun") == "阿里云"
    assert desk.resolve("compute_rental", "gpu", "a100 40g") == "A100-40G"
    assert desk.resolve("site_traffic", "app", "Character. AI") == "Character.AI"
    for spelled in ("002230", "SZ002230", "2230", "科大讯飞", "002230.sz"):
        assert desk.resolve("coverage", "ticker", spelled) == "002230.SZ"
    assert desk.resolve("site_traffic", "app", "微软") == "微软"
    assert desk.display("site_traffic", ("文心一言",), "en") == "ERNIE Bot"
    assert desk.display("coverage", ("688256.SH",), "en") == "Cambricon"
    assert desk.display("coverage", ("688256.SH",), "zh") == "寒武纪-U"
    assert desk.word("聊天机器人", "en") == "Chatbot" and desk.word("Figma", "en") == "Figma"
    assert desk.names.translated("聊天机器人", "en") and not desk.names.translated("陌生词", "en")
    assert [s[0] for s in desk.universe("coverage", date(2024, 7, 7))] == [
        "002230.SZ", "002368.SZ", "603918.SH", "688668.SH",
    ]  # fmt: skip
    assert len(desk.universe("coverage")) == 6 and desk.universe("funding") == ()
    assert desk.choices.top_for("visits_wow_pct") == 1 and desk.choices.null_mark == "——"
    assert desk.issue_path(date(2025, 1, 27), "en").name == "2025-01-27.en.md"
    assert desk.issue_path(date(2025, 1, 27)).parent.name == "issues"
    assert desk.out_dir(date(2025, 1, 27)).parts[-2:] == ("out", "2025-01-27")
    assert (
        desk.source_line("site_traffic", "en").startswith("similarweb")
        and desk.source_line("market", "zh") == ""
    )


def test_every_text_of_the_example_has_its_english(repo):
    """The example builds in English only when nothing is missing."""
    desk = open_desk(repo / "examples" / "ai-weekly")
    config = desk.config
    texts = [config.desk.title, config.desk.series, config.desk.publisher, config.desk.department]
    texts += [
        *config.sources.values(),
        config.disclosures.certification.text,
        config.disclosures.disclaimer.title,
    ]
    texts += [g.word for g in (*config.rating.stock, *config.rating.industry)]
    assert all(t.has("en") for t in texts)
    words = [w for m in config.universe.compute_rental for w in (m.platform, m.disk)]
    words += [w for a in config.universe.site_traffic for w in (a.key, a.app_type, a.owner)]
    words += [w for c in config.universe.coverage for w in (c.zh, c.rating)]
    assert [w for w in words if not desk.names.translated(w, "en")] == []


def test_the_schema_is_published_and_up_to_date(repo):
    import json

    published = json.loads((repo / "docs" / "desk.schema.json").read_text("utf-8"))
    assert published == json_schema(), "run `make docs`"
    assert published["additionalProperties"] is False and published["title"] == "desk.toml"


bare = st.text("abc_-1", min_size=1, max_size=4)
scalar = st.one_of(
    st.integers(0, 99).map(str),
    st.sampled_from(
        ['"x"', "'y # z'", '"""a\n[b]\nc = 1"""', "'''\n]}'''", "true", "2025-01-01", '"\\" ="', "1.5"]
    ),
)
array = st.lists(scalar, max_size=3).map(
    lambda items: "[\n  " + ",\n  # a comment ] }\n  ".join(items) + "\n]"
)
inline = st.dictionaries(bare, scalar.filter(lambda s: "\n" not in s), max_size=2).map(
    lambda d: "{ " + ", ".join(f"{k} = {v}" for k, v in d.items()) + " }"
)


@given(
    st.dictionaries(bare, st.one_of(scalar, array, inline), max_size=4),
    st.dictionaries(bare, scalar, max_size=3),
)
def test_lines_of_keys_are_those_where_they_were_written(first, second):
    written, at = [], {}
    for header, table in (("[[t]]", first), ("[[t]] # again", second)):
        written.append(header)
        for key, value in table.items():
            at["t", 0 if header == "[[t]]" else 1, key] = sum(w.count("\n") + 1 for w in written) + 1
            written.append(f"{key} = {value}")
    text = "\n".join(written)
    tomllib.loads(text)
    lines = key_lines(text)
    assert {k: lines[k] for k in at} == at


def test_ratings_are_translated_by_the_rating_standard(tmp_path: Path) -> None:
    desk = open_desk(init(tmp_path / "weekly"))
    assert not any(n.zh == "买入" for n in desk.config.names)
    assert desk.word("买入", "en") == "Buy"


def test_a_new_desk_has_every_name_of_its_universe_in_english(tmp_path):
    desk = open_desk(init(tmp_path / "weekly"))
    universe = desk.config.universe
    words = [m.disk for m in universe.compute_rental] + [m.platform for m in universe.compute_rental]
    words += [a.app_type for a in universe.site_traffic] + [c.ticker for c in universe.coverage]
    assert [w for w in words if not desk.names.translated(str(w), "en")] == []
