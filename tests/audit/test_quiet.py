"""What is right and looks wrong: figures that belong to another relation than the nearest."""

from __future__ import annotations

import pytest

from tieout import audit, read

QUIET = [
    # passed on the way, not the base
    "Silver slipped 0.9% to $49.12 an ounce after touching $50.98 earlier in the session.",
    "Brent rose 1.2% to $64.80 after reaching $65.90 in early trade.",
    "The shares fell 3% to $41.20 after a low of $39.80.",
    # the median of people is not the middle of their range
    "入组患者年龄23~81岁，中位年龄56岁。",
    # prices a square metre do not add up to an area
    "The average was RMB20,971 in May and RMB20,230 in June for a total area of approximately 412,000 sq.m.",
    # a bond's date is not the report's, so it gives no year to the weekdays
    "The Treasury will sell notes.\n\nThe sale begins on Tuesday, March 24.\n\nIt refunds notes that were to mature on March 31, 1989.\n\n"
    "Bids close on Wednesday, March 25.\n\nResults follow.\n",
    # three up and three down speak of the guidance, which is signed as well
    "| Company | Days | Change | Guide q/q |\n|---|---|---|---|\n| Ames | 214 | -7 | -3% |\n| Bolt | 166 | -6 | +1% |\n"
    "| Cole | 148 | -7 | -3% |\n| Dorn | 187 | +4 | -6% |\n| Esk | 135 | -5 | +2% |\n| Fell | 201 | -11 | +1% |\n\n"
    "Guidance ranges from -6% to +2%, three up and three down.\n",
]


@pytest.mark.parametrize("text", QUIET)
def test_nothing_is_said_of_it(tmp_path, text):
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8")
    found = [f for f in audit(read(file)).findings if not f.code.startswith(("TIE4", "TIE6", "TIE9"))]
    assert [f.message for f in found] == []


MORE = [
    # a ratio of groups is no total
    "入组患者412例，按1:1随机分为联合组（n=206）与单药组（n=206）。",
    # the second flow has no verb of its own
    "Assets stood at $842 million, up from $796 million at the end of June: performance added $37 million and net subscriptions $9 million.",
    # a year between the verb and its level
    "毛利率则由2025年的33.8%降至2026年的29.5%，低4.3个百分点。",
    # the half-width of a range is no place in it
    "Guidance was $18.7bn plus or minus $400m, so consensus stands inside the range of $18.3bn-19.1bn.",
    # another subject behind the conjunction
    "Its reach slid 7.0% and minutes per user went to 64 from 71.",
    # the whole of a share is no member of the sum
    "Search brought £474m and social £323m; together they brought 81.5 per cent of the market's net gain of £978m.",
]


@pytest.mark.parametrize("text", MORE)
def test_nothing_is_said_of_these_either(tmp_path, text):
    test_nothing_is_said_of_it(tmp_path, text)
