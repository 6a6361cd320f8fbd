"""Prose over the tables of a weekly in English: right and wrong twins of one change each."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

TABLES = """AI compute weekly

Figure 1: GPU rental prices (US$ per GPU-hour)
GPU	Provider	This week	Last week	WoW
H100	Lambda	2.99	3.10	-3.5%
H100	CoreWeave	4.25	4.25	0.0%
H200	Nebius	3.50	3.40	2.9%
A100	RunPod	1.64	1.69	-3.0%
Source: providers

Figure 2: Weekly web visits of AI sites
Site	Visits (M)	WoW	Avg. duration	Bounce rate
ChatGPT	1,432.5	1.8%	6:12	38.1%
Gemini	312.4	4.6%	5:05	31.9%
DeepSeek	86.2	-7.3%	4:48	42.6%
Claude	58.7	2.2%	7:31	29.4%
Perplexity	41.3	-0.9%	6:40	35.0%

Table 3: Venture rounds of the week
Company	Round	Amount (US$M)	Lead	Valuation (US$B)
Orbit AI	Series C	350	Northgate	4.2
Helix Bio	Series B	120	Sequoia	0.9
Tensorly	Series A	45	Accel	0.3

Table 4: Coverage
Ticker	Company	Price (US$)	EPS 2025E	EPS 2026E	P/E 2025E	P/E 2026E	Rating
ABCD	Abacus Data	84.50	2.60	3.25	32.5	26.0	Buy
EFGH	Effigy Cloud	41.30	1.18	1.40	35.0	29.5	Hold

"""

TWINS = """
H200 at Nebius rose to $3.50 from $3.40 last week. | $3.40 | $3.60
Nebius was the only provider to raise prices this week. | Nebius | Lambda
ChatGPT drew 1,432.5 million visits, 4.6 times as many as Gemini. | 4.6 times | 6.4 times
Gemini grew fastest, up 4.6% week on week. | Gemini | Claude
DeepSeek fell 7.3% to 86.2 million visits. | 7.3% | 3.7%
The top three sites were ChatGPT (1,432.5M), Gemini (312.4M) and DeepSeek (86.2M). | Gemini (312.4M) and DeepSeek (86.2M) | DeepSeek (312.4M) and Gemini (86.2M)
Three of the five sites gained visits. | Three | Four
Perplexity trails Claude by 17.4 million visits. | 17.4 | 14.7
DeepSeek has the highest bounce rate, 42.6%. | DeepSeek | ChatGPT
Three rounds raised a combined $515 million. | $515 | $551
Orbit AI raised $350 million in a Series C led by Northgate at a valuation of $4.2 billion. | $4.2 billion | $2.4 billion
Orbit AI raised $350 million in a Series C led by Northgate. | Series C | Series B
Helix Bio raised $120 million, Tensorly $45 million. | $45 | $54
"""


def alarms(text: str) -> list[str]:
    found = audit(read_text(TABLES + text)).findings
    beside = [f for f in found if f.start >= len(TABLES) - 2 and f.severity != "low"]
    return [f.code for f in beside if not f.code.startswith(("TIE6", "TIE9"))]


@pytest.mark.parametrize("line", TWINS.strip().splitlines())
def test_twins(line: str) -> None:
    sentence, right, wrong = line.split(" | ")
    assert alarms(sentence) == []
    assert alarms(sentence.replace(right, wrong, 1))
