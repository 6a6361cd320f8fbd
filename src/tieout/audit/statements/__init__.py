"""Statements as filings print them: rows of a label and figures, columns of periods, a scale in brackets.

Read from the lines of the text itself, whatever aligns them (tabs, bars, blanks), because a filing's
tables seldom survive a conversion with their cells intact.
"""

from .lines import Statement, StatementRow, Value, statements_of

__all__ = ["Statement", "StatementRow", "Value", "statements_of"]
