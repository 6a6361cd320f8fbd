"""Auditing: every number of a report accounted for, tied to its evidence or flagged."""

from .engine import Audit, audit
from .rules import all_rules

__all__ = ["Audit", "all_rules", "audit"]
