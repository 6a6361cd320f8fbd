"""Statements of filings: invented companies, real layouts. Silent as printed, found where one figure is changed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tieout.audit import audit
from tieout.audit.statements import statements_of
from tieout.read import read_text

SPACED = """\
Net sales for the third quarter of 2024 were $412.6 million, an increase of 8.3% compared to $381.0 million for \
the third quarter of 2023. Gross profit was $189.8 million, or 46.0% of net sales. For the nine months ended \
September 30, 2024, net sales were $1,204.5 million, up 6.1%.

CONDENSED CONSOLIDATED STATEMENTS OF INCOME
(in thousands, except per share data)

                                     Three Months Ended          Nine Months Ended
                                        September 30,              September 30,
                                     2024         2023          2024          2023
Net sales                         $ 412,604    $ 380,977    $ 1,204,512   $ 1,135,228
Cost of sales                       222,806      209,502        653,410       631,186
Gross profit                        189,798      171,475        551,102       504,042
Operating expenses:
  Selling, general and admin.        82,115       77,904        243,880       232,516
  Research and development           41,230       38,771        122,905       115,430
Total operating expenses            123,345      116,675        366,785       347,946
Income from operations               66,453       54,800        184,317       156,096
Interest expense, net                (1,985)      (2,410)        (6,120)       (7,355)
Income before income taxes           64,468       52,390        178,197       148,741
Provision for income taxes           12,068        8,330         34,570        27,815
Net income                        $  52,400    $  44,060    $   143,627   $   120,926
"""
TABBED = (
    "The following table sets forth segment revenue (in millions):\n\n"
    "Segment\t2023\t2022\t$ Change\t% Change\n"
    "Industrial\t$ 845.2\t$ 790.1\t$ 55.1\t7.0%\n"
    "Healthcare\t612.4\t655.0\t(42.6)\t(6.5)%\n"
    "Consumer\t398.7\t371.2\t27.5\t7.4%\n"
    "Total revenue\t$ 1,856.3\t$ 1,816.3\t$ 40.0\t2.2%\n\n"
    "Healthcare revenue decreased 6.5% to $612.4 million in 2023. Consumer revenue was $398.7 million in 2023.\n"
)
PIPED = """\
| £m | H1 2024 | H1 2023 | Change |
|---|---|---|---|
| Revenue | 512.3 | 478.9 | 7.0% |
| Adjusted operating profit | 61.2 | 55.3 | 10.7% |
| Statutory profit before tax | 48.7 | 42.6 | 14.3% |
| Basic EPS | 24.1p | 21.0p | 14.8% |
| Net debt | 132.4 | 148.8 | (11.0)% |

Revenue grew 7.0% to £512.3m (H1 2023: £478.9m). Net debt fell to £132.4m, from £148.8m a year earlier.
"""
SPREAD = """\
Sales and marketing expenses increased by $9.0 million compared to the prior year, mainly on headcount.

                                 Year ended December 31,
                                 2025            %          2024           %       $ Change    % Change
                                                  (in thousands)
Cost of revenue                $ 84,310    42   %   $ 80,150    44   %   $   4,160     5   %
Research and development         36,920    18   %     41,044    22   %      (4,124    (10   %)
Sales and marketing              61,275    30   %     52,275    28   %       9,000    17   %
General and administrative       19,495    10   %     10,931     6   %       8,564    78   %
Total costs                    $ 202,000   100   %   $ 184,400   100   %   $  17,600    10   %
"""


def high(text: str) -> list[str]:
    return [f"{f.code} {f.message}" for f in audit(read_text(text)).findings if f.severity == "high"]


@pytest.mark.parametrize("text", [SPACED, TABBED, PIPED, SPREAD])
def test_statements_as_printed_are_silent(text: str) -> None:
    assert high(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong", "code"),
    [
        (SPACED, "   653,410", "   656,410", "TIE303"),
        (SPACED, "123,345", "132,345", "TIE303"),
        (SPACED, "156,096", "165,096", "TIE303"),
        (SPACED, "(6,120)", "(9,120)", "TIE303"),
        (SPACED, "an increase of 8.3%", "an increase of 3.8%", "TIE201"),
        (SPACED, "net sales were $1,204.5 million", "net sales were $1,240.5 million", "TIE101"),
        (TABBED, "(42.6)", "(46.2)", "TIE304"),
        (TABBED, "27.5\t7.4%", "27.5\t4.7%", "TIE304"),
        (TABBED, "Consumer revenue was $398.7", "Consumer revenue was $389.7", "TIE101"),
        (PIPED, "10.7%", "17.0%", "TIE304"),
        (SPREAD, "increased by $9.0 million", "increased by $9.9 million", "TIE201"),
        (SPREAD, "9,000    17   %", "9,000    27   %", "TIE304"),
    ],
)
def test_one_changed_figure_is_found(text: str, right: str, wrong: str, code: str) -> None:
    assert text.count(right) == 1
    found = high(text.replace(right, wrong))
    assert any(f.startswith(code) for f in found), found


def test_columns_scale_and_signs_are_read() -> None:
    statement = statements_of(SPACED)[0]
    assert [(c.year, c.months) for c in statement.columns] == [(2024, 3), (2023, 3), (2024, 9), (2023, 9)]
    assert statement.scale == 1000
    interest = next(r for r in statement.rows if r.label.startswith("Interest"))
    assert [v.operand.value for v in interest.values if v.operand] == [-1985, -2410, -6120, -7355]
    assert statements_of(TABBED)[0].columns[2].change
    assert statements_of(PIPED)[0].scale == Decimal(10) ** 6


def test_prose_is_tied_to_its_line_and_column() -> None:
    result = audit(read_text(SPACED))
    tied = {c.quote: c.subject for c in result.claims if c.verdict == "supported" and c.kind == "value"}
    assert tied["$412.6 million"] == tied["$381.0 million"] == tied["$1,204.5 million"] == "Net sales"
    assert tied["$189.8 million"] == "Gross profit"


def test_a_line_with_a_missing_figure_ends_what_is_added_up() -> None:
    text = "(in millions)\n\n                2024     2023\nAlpha            10.5     11.0\nBeta             20.25    22.0\nGamma                      3.0\nTotal           131.0    136.0\n"
    assert high(text) == []


def test_wide_gaps_before_a_sign_that_no_figure_has_are_not_tried_in_every_way() -> None:
    """Blanks between columns could be cut in ways without number: the line must be refused at once."""
    row = "Orbis Sensors   6,130.8   6,064.8   8,370.7   20,566.3   17,975.2     18,528.0   9,004.1   +14.4   +11.0"
    assert statements_of(f"{row}\n{row}\n") == ()


SPANNED = """\
	Year ended 31 December			
	2019		2018	
		% of total		% of total
	Amount	revenues	Amount	revenues
	(RMB in millions, unless specified)			
Tolls	199,991	53%	176,646	56%
Leases and Permits	101,355	27%	73,138	23%
Towing	68,377	18%	58,079	19%
Others	7,566	2%	4,831	2%
Total revenues	377,289	100%	312,694	100%

Revenues from Leases and Permits increased by 39% year-on-year. Revenues from Towing increased by 18% year-on-year. \
Local and others towing revenues grew by 33%.
"""  # noqa: W291


def test_years_that_end_on_a_day_before_the_month_are_years() -> None:
    assert high(SPANNED) == []
    assert high(SPANNED.replace("increased by 39%", "increased by 93%"))


def test_drivers_that_add_up_are_tied() -> None:
    text = (
        "Revenue decreased by $59.7 million, or 28.4%. The decrease was driven by a decrease in print revenue of $62.2 "
        "million, offset by an increase in software revenue of $2.5 million.\n"
    )
    found = {c.quote for c in audit(read_text(text)).claims if c.kind == "sum" and c.verdict == "supported"}
    assert found
    slipped = audit(read_text(text.replace("$2.5", "$3.5"))).claims
    assert not [c for c in slipped if c.kind == "sum" and c.verdict == "supported"]
