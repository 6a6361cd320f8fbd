"""The model of a report and of what supports it: frozen, no I/O."""

from .chart import Axis, ChartKind, ChartSpec, Point, Series
from .claim import Claim, ClaimKind, Finding, Severity, Verdict
from .evidence import Evidence, EvidenceKind, json_value
from .fact import Fact, FactKey
from .figures import Chart, Picture
from .formula import Check, Operand, Ranked, compute, extreme, rank_of, top_k, verify
from .record import Origin, Record
from .report import Analyst, Block, BlockType, Meta, Related, Report, Role, Span, Table, Warn
from .rules import Rule
from .sentence import Bound, Sentence, SentenceBuilder

__all__ = [
    "Analyst",
    "Axis",
    "Block",
    "BlockType",
    "Bound",
    "Chart",
    "ChartKind",
    "ChartSpec",
    "Check",
    "Claim",
    "ClaimKind",
    "Evidence",
    "EvidenceKind",
    "Fact",
    "FactKey",
    "Finding",
    "Meta",
    "Operand",
    "Origin",
    "Picture",
    "Point",
    "Ranked",
    "Record",
    "Related",
    "Report",
    "Role",
    "Rule",
    "Sentence",
    "SentenceBuilder",
    "Series",
    "Severity",
    "Span",
    "Table",
    "Verdict",
    "Warn",
    "compute",
    "extreme",
    "json_value",
    "rank_of",
    "top_k",
    "verify",
]
