"""绩效 goals: set from a table, split, monitored in August, declared with their proofs."""

from __future__ import annotations

from pathlib import Path

from specimens.attained import ASKED, GOALS, YEAR, whole
from year.clerk import asked, say, zhida
from year.offices import COUNTIES, PREFECTURE

SAMPLES = Path("fiscal-year")
TABLE = SAMPLES / "绩效目标表.docx"
REGISTER = SAMPLES / "证明材料" / "2025年住院救助台账汇总.csv"
SURVEY = SAMPLES / "证明材料" / "2025年救助对象满意度调查汇总.csv"


def set_goals(out: Path) -> None:
    """The prefecture's goals and those of its counties."""
    say("绩效目标：按救助人次把地区的目标拆分到县，登记，上下核对")
    whole_of = ("--whole", "阿克苏地区")
    split = ("--by", "samples/方案/因素.csv", "--factor", "救助人次", *whole_of)
    zhida("targets", "split", TABLE, *split, "--out", out / "目标拆分.xlsx")
    zhida("targets", "gaps", TABLE, *whole_of, quiet=True)
    zhida("targets", "set", TABLE, "--as", PREFECTURE.drafter)


def monitor(out: Path) -> None:
    """What is on course on the last of July."""
    say("绩效监控：1—7月完成值，哪些正常、哪些有风险")
    for place, paid in (("阿克苏地区", "12.1658"), ("乌什县", "0")):
        values = ("--values", SAMPLES / f"七月完成值-{place}.csv", "--on", "2025-07-31")
        chosen = ("--scope", place, "--paid", paid)
        zhida("targets", "monitor", TABLE, *values, *chosen)
        zhida("targets", "monitor", TABLE, *values, *chosen, "--out", out / f"绩效监控-{place}.xlsx",
              quiet=True)  # fmt: skip


def declare() -> None:
    """The year's values, each with its proof; the prefecture's among them."""
    say("年终填报实际值，附证明材料；没有证明材料的不收")
    numbers = _numbers()
    first = numbers[PREFECTURE.agency, GOALS[0]]
    refused = ("targets", "declare", first, whole()[0], "--as-of", "2025-12-31")
    zhida(*refused, "--as", PREFECTURE.drafter, status=2)
    for each in (PREFECTURE, *COUNTIES):
        values = YEAR.get(each.place) or whole()
        people = ASKED * (1 if each.place in YEAR else len(YEAR))
        content = f"{values[4] / people * 100:.1f}"
        for name, value in zip(GOALS, (*values[:4], content), strict=True):
            survey = name == GOALS[4]
            proof = SURVEY if survey else REGISTER
            zhida(
                "targets", "declare", numbers[each.agency, name], value, "--evidence", proof,
                "--as-of", "2025-12-31", *(("--n", people) if survey else ()),
                "--as", each.drafter, quiet=each is not PREFECTURE,
            )  # fmt: skip
    zhida("targets", "list", 2025, "--agency", PREFECTURE.agency, "--as", PREFECTURE.reviewer)


def _numbers() -> dict[tuple[str, str], int]:
    """The number of each goal, by agency and name."""
    found = {}
    for each in (PREFECTURE, *COUNTIES):
        (sheet,) = asked("targets", "list", 2025, "--agency", each.agency, "--as", each.reviewer)
        for row in sheet["rows"]:
            found[each.agency, row["三级指标"].strip("　")] = int(row["编号"])
    return found
