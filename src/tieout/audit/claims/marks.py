"""Cue words that more than one kind of claim looks for."""

from __future__ import annotations

import re

__all__ = ["TOGETHER"]

TOGETHER = re.compile(
    r"for a net |together(?! with)|combined(?! (?:with|and|to))|合计|共计|总计|加起来|三者|两者|四者|合共|came to|adding up|add up|collectively|in total|altogether|共(?:占|有|为|达|计)|^\s*共\s*$"
)
