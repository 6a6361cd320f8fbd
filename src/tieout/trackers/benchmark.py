"""Benchmark scores of models, printed as a grid."""

from __future__ import annotations

from .base import Column, Pivot, Tracker
from .benchmark_measures import averages, best_of_rows, counts
from .benchmark_text import average, best, summary
from .sense import averages as sensible_averages

MODEL_SHAPES = (
    r"gpt|claude|gemini|llama|qwen|glm|doubao|deepseek|kimi|ernie|grok|mistral|mixtral|phi-?\d|hunyuan|baichuan|intern"
    r"|minimax|command|nova|sonnet|opus|haiku|turbo|preview|instruct|日日新|文心|通义|豆包|混元|星火|盘古|智谱|千问"
    r"|\bo\d\b|\byi-|step-|\d+b\b|-v?\d|\bv\d|\d\.\d|\bpro\b|\bmax\b|\bflash\b|\blite\b|\bmini\b|模型"
)
BENCHMARK_SHAPES = (
    r"bench|eval|qa\b|vqa|mmlu|mmmu|mm\w*\b|avg|average|score|math|aime|gsm|code|mbpp|bbh|drop|vista|star|test|arena|swe"
    r"|gpqa|hellaswag|winogrande|arc\b|ocr|ai2d|realworld|blink|ego|video|charxiv|infovqa|docvqa|平均|测评|评测|得分|榜"
)

TRACKER = Tracker(
    name="benchmark",
    title_zh="大模型测评",
    title_en="Model benchmarks",
    doc=(
        "Scores of models on benchmarks, in long form: group, benchmark, metric, model, score. Printed as a grid, "
        "models across and benchmarks down, or turned. A cell with two scores (``54.4 / 84.3`` under ``RQ/DQ``) "
        "gives two records with their metric; the k of a metric such as cons@64 is kept beside it."
    ),
    columns=(
        Column("group", ("类别", "能力"), ("Category", "Group")),
        Column(
            "benchmark",
            ("测评集", "评测基准", "基准", "测试集", "评测", "数据集"),
            ("Benchmark", "Benchmarks", "Dataset", "Test", "Task"),
            key=True,
            nullable=False,
        ),
        Column("metric", ("指标", "度量"), ("Metric",), key=True),
        Column("model", ("模型", "模型名称"), ("Model", "Models"), key=True, nullable=False),
        Column("score", ("得分", "分数", "成绩"), ("Score", "Result"), kind="decimal", unit="points"),
        Column("k", ("k",), ("k",), kind="integer", printed=False),
    ),
    captions_zh=("大模型在多个基准上的测评结果",),
    captions_en=("Benchmark results",),
    sentences={"summary": summary, "best": best, "average": average},
    measures={
        "score.best": best_of_rows,
        "score.mean": averages,
        "score.leads": counts,
        "score.ties": counts,
        "score.trails": counts,
    },
    sense=sensible_averages,
    rules=("TIE306", "TIE411"),
    main="score",
    pivot=Pivot("model", "benchmark", "group", "metric", "score", MODEL_SHAPES, BENCHMARK_SHAPES),
)
