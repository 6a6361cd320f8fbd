"""Targets, upsides and multiples of prose against the coverage table of a weekly."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

CHINESE = (
    "\n\n表8 覆盖公司估值\n公司\t评级\t现价（元）\t目标价（元）\t潜在升幅\tEPS 26E\tEPS 27E\tPE 26E\tPE 27E\n"
    "舜光电子\t买入\t86.50\t103.00\t+19.1%\t2.98\t3.52\t29.0\t24.6\n"
    "邱川科技\t增持\t11.20\t14.50\t+29.5%\t0.82\t0.99\t13.7\t11.3\n"
    "立扬精密\t持有\t36.70\t39.00\t+6.3%\t2.10\t2.42\t17.5\t15.2\n"
)
ENGLISH = (
    "\n\nTable 8: Coverage\nCompany\tRating\tPrice\tTarget\tUpside\tEPS 2026E\tEPS 2027E\tP/E 2026E\tP/E 2027E\n"
    "Orrery Devices\tBuy\t212.40\t250\t+17.7%\t7.85\t10.20\t27.1x\t20.8x\n"
    "Kanto Memory\tBuy\t96.30\t120\t+24.6%\t9.12\t11.05\t10.6x\t8.7x\n"
    "Silverlode Analog\tHold\t184.75\t180\t-2.6%\t6.02\t7.10\t30.7x\t26.0x\n"
)
TWINS = [
    ("我们维持舜光电子“买入”评级，目标价由96.00元上调至{}元。" + CHINESE, "103.00", "130.00"),
    ("舜光电子现价有{}的上涨空间，维持“买入”。" + CHINESE, "19.1%", "29.5%"),
    ("邱川科技26年PE为{}倍，估值不贵。" + CHINESE, "13.7", "17.5"),
    ("舜光电子目标价103.00元，对应27年{}倍PE。" + CHINESE, "29.3", "24.6"),
    ("We keep Buy on Orrery Devices with a target of ${}." + ENGLISH, "250", "205"),
    ("Orrery Devices has a target of $250, {} above the price." + ENGLISH, "17.7%", "24.6%"),
    ("In a new target we raise Kanto Memory to ${} from $95 (+26.3%)." + ENGLISH, "120", "102"),
    ("Silverlode Analog stays at Hold; it trades on {} times 2026 earnings." + ENGLISH, "30.7", "37.0"),
]  # fmt: skip


def _alarms(text: str) -> list[str]:
    return [f.message for f in audit(read_text(text), language="en").findings if f.severity == "high"]


@pytest.mark.parametrize(("frame", "right", "wrong"), TWINS)
def test_a_covered_company(frame: str, right: str, wrong: str) -> None:
    assert _alarms(frame.format(right)) == []
    assert _alarms(frame.format(wrong)) != []


@pytest.mark.parametrize(
    "text",
    [
        "我们给予舜光电子27年29.0倍PE，低于行业平均的17.5倍PE。" + CHINESE,
        "舜光电子原目标价为93.00元，此前给出的目标价由14.50元上调。" + CHINESE,
        "Silverlode Analog trades above the sector's 27.1 times 2026 earnings; its shares were at $148 in May." + ENGLISH,
        "Of the three, Kanto Memory is the cheapest; we cut the old target from $210." + ENGLISH,
    ],
)  # fmt: skip
def test_other_multiples_and_old_targets(text: str) -> None:
    assert _alarms(text) == []
