"""完成值 attained: what each county reached of its goals by the end of July and of the year.

Made up, sums of persons only. One county misses its number and one rate, so that the whole
prefecture misses its number.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

GOALS = (
    "住院救助人次",
    "住院医疗费用救助比例",
    "一站式即时结算覆盖率",
    "困难群众看病就医方便程度",
    "救助对象满意度",
)
ASKED = 200
"""How many people each county's survey asked."""
YEAR: dict[str, tuple[int, str, str, str, int]] = {
    "阿克苏市": (18655, "72", "97", "90%", 186),
    "库车市": (17012, "71", "96", "85%", 178),
    "温宿县": (9402, "73", "98", "90%", 184),
    "沙雅县": (10240, "70.5", "96", "85%", 180),
    "新和县": (7051, "72", "97", "90%", 182),
    "拜城县": (8103, "71", "96", "85%", 177),
    "乌什县": (6390, "70", "93", "80%", 171),
    "阿瓦提县": (9802, "72", "97", "90%", 183),
    "柯坪县": (3040, "71", "96", "85%", 179),
}
"""By county: visits, two rates in per cent, a share of points, how many of those asked were content."""
JULY: dict[str, tuple[str, ...]] = {
    "阿克苏地区": ("51820", "71.2", "96", "", ""),
    "乌什县": ("3105", "70", "92", "", ""),
}


def make(folder: Path) -> None:
    """The registers as summed, the survey, and two tables of what was reached by July."""
    proofs = folder / "证明材料"
    proofs.mkdir(parents=True, exist_ok=True)
    register = [
        (place, visits, ratio, once, share)
        for place, (visits, ratio, once, share, _) in YEAR.items()
    ]
    heads = ("县（市）", "住院救助人次", "救助比例（%）", "一站式结算覆盖率（%）", "方便程度评分")
    _write(proofs / "2025年住院救助台账汇总.csv", heads, register)
    survey = [(place, ASKED, content) for place, (*_, content) in YEAR.items()]
    _write(proofs / "2025年救助对象满意度调查汇总.csv", ("县（市）", "有效问卷", "满意"), survey)
    for place, values in JULY.items():
        rows = list(zip(GOALS, values, strict=True))
        _write(folder / f"七月完成值-{place}.csv", ("名称", "实际完成值"), rows)


def whole() -> tuple[int, str, str, str, int]:
    """The prefecture's: visits and contented people add; rates are those of the visits."""
    visits = sum(each[0] for each in YEAR.values())
    return visits, "71.6", "96.2", "87%", sum(each[4] for each in YEAR.values())


def _write(path: Path, heads: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    path.write_text(text.getvalue(), "utf-8")
