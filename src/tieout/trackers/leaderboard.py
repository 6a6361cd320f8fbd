"""Model leaderboards: score, interval, votes and rank, board by board."""

from __future__ import annotations

from .base import Column, Tracker
from .leaderboard_text import summary

BOARDS = {
    "overall": ("overall", "总榜", "排名榜单", "总排名", "综合榜", "文本榜", "text arena"),
    "chinese": ("chinese", "中文"),
    "english": ("english prompts", "英文", "英语"),
    "math": ("math", "数学"),
    "coding": ("coding", "代码", "编程"),
    "hard_prompts": ("hard prompts", "hard prompt", "困难提示", "难题"),
    "longer_query": ("longer query", "longer queries", "长查询", "长文本"),
    "instruction_following": ("instruction following", "指令遵循", "指令跟随"),
    "multi_turn": ("multi-turn", "多轮"),
    "creative_writing": ("creative writing", "创意写作"),
    "vision": ("vision", "视觉"),
}

# How a board is written: in Chinese, in English, then every other spelling.
BOARD_WORDS = {
    board: (words[min(1, len(words) - 1)], words[0].title(), *words) for board, words in BOARDS.items()
}

TRACKER = Tracker(
    name="leaderboard",
    title_zh="大模型榜单",
    title_en="Model leaderboard",
    doc=(
        "A published board of models: arena score on the Elo scale, the distance to the bounds of its 95 % "
        "interval, votes, rank by upper bound, rank under style control, and in a category board the delta to "
        "the overall rank (overall rank - category rank). Ratings are fitted anew with each release: compare "
        "ranks, or gaps within one release, never points across releases."
    ),
    columns=(
        Column("board", ("榜单", "分榜"), ("Board",), key=True, printed=False, words=BOARD_WORDS),
        Column(
            "rank",
            ("Rank* (UB)", "排名", "名次", "Rank# (UB)", "排名(UB)"),
            ("Rank (UB)", "Rank", "Rank UB", "#"),
            kind="integer",
        ),
        Column(
            "rank_style_control",
            ("Rank (StyleCtrl)", "风格控制排名", "排名(风格控制)"),
            ("Rank (StyleCtrl)", "Rank (style control)", "StyleCtrl rank"),
            kind="integer",
        ),
        Column("rank_delta", ("Delta", "排名变化", "与总榜差"), ("Delta", "Rank delta"), kind="integer"),
        Column("model", ("Model", "模型", "模型名称"), ("Model", "Model name"), key=True, nullable=False),
        Column(
            "score",
            ("Arena Score", "得分", "竞技场得分", "分数"),
            ("Arena Score", "Score", "Elo", "Rating"),
            kind="decimal",
            unit="points",
        ),
        Column(
            "ci_plus",
            ("95% CI", "置信区间", "95%置信区间"),
            ("95% CI", "CI", "Confidence interval"),
            kind="bounds",
            pair="ci_minus",
            unit="points",
        ),
        Column(
            "ci_minus",
            ("95% CI(-)", "CI-", "置信区间下界", "置信区间(-)"),
            ("95% CI (-)", "CI-", "CI lower", "-CI", "Lower"),
            kind="bounds",
            unit="points",
            printed=False,
        ),
        Column("votes", ("Votes", "投票数", "票数"), ("Votes", "Number of votes"), kind="integer"),
        Column(
            "organization", ("Organization", "机构", "公司", "厂商"), ("Organization", "Org", "Developer")
        ),
        Column("license", ("License", "许可", "许可证", "协议"), ("License", "Licence")),
        Column(
            "knowledge_cutoff",
            ("Knowledge Cutoff", "知识截止", "知识截止日期"),
            ("Knowledge Cutoff", "Cutoff"),
        ),
    ),
    captions_zh=("大模型排名榜单", "分榜"),
    captions_en=("Model leaderboard",),
    sentences={"summary": summary},
    rules=("TIE302", "TIE306", "TIE307"),
    main="score",
    context={"board": BOARDS},
)
