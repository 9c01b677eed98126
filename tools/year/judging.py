"""评价 judging: self-evaluated, reviewed by another, confirmed; and what follows for next year."""

from __future__ import annotations

import shutil
from pathlib import Path

from year.clerk import asked, say, zhida
from year.filing import duties, of
from year.offices import COUNTIES, LATE, PREFECTURE

_FUND = "医疗救助补助资金"


def evaluate(out: Path) -> None:
    """Nine self-evaluations; the late county's is changed by the reviewer, with the reason."""
    say("绩效自评：系统按账和填报的实际值编表、计分；复核人改一行，写明理由；确认")
    for each in COUNTIES:
        made = ("--year", 2025, "--out", out / "自评", "--as", each.drafter)
        zhida("report", "selfeval", *made, quiet=each is not LATE)
        zhida("evaluate", "self", "--year", 2025, "--as", each.drafter, quiet=each is not LATE)
    numbers = {}
    (sheet,) = asked("evaluate", "list", "--year", 2025, "--as", PREFECTURE.reviewer)
    for row in sheet["rows"]:
        numbers[row["单位"]] = int(row["编号"])
    for each in COUNTIES:
        number = numbers[f"{each.place}财政局"]
        how = ("--row", "4=18:调查只问了城区") if each is LATE else ("--agree",)
        quiet = each is not LATE
        zhida("evaluate", "review", number, *how, "--as", PREFECTURE.reviewer, quiet=quiet)
        zhida("evaluate", "confirm", number, "--as", PREFECTURE.reviewer, quiet=quiet)
    zhida("evaluate", "show", numbers[f"{LATE.place}财政局"], "--as", PREFECTURE.reviewer)
    zhida("evaluate", "list", "--year", 2025, "--as", PREFECTURE.reviewer)
    zhida("evaluate", "list", "--year", 2025, "--out", out / "得分.xlsx", "--as",
          PREFECTURE.reviewer, quiet=True)  # fmt: skip
    for each in COUNTIES:
        form = next((out / "自评").glob(f"{each.agency}*.docx"))
        zhida("due", "file", of(duties(each), "self_evaluation"), "--file", form, "--date",
              "2026-02-27", "--as", each.drafter, quiet=True)  # fmt: skip


def next_year(out: Path) -> None:
    """Scores become coefficients, slow execution a cut; next year's plan takes both."""
    say("结果应用：得分成为下年系数，执行慢的提出扣减，下年方案采用")
    plan = out / "下年方案.toml"
    shutil.copy("samples/年度/下年方案.toml", plan)
    who = ("--as", PREFECTURE.reviewer)
    filled = ("--out", out / "下年因素.csv", "--factors", "samples/方案/因素.csv")
    zhida("evaluate", "coefficients", "--year", 2025, "--fund", _FUND, *filled, *who)
    cut = ("--plan", plan, "--out", out / "扣减.csv")
    zhida("penalties", "--year", 2025, "--fund", _FUND, *cut, *who)
    with plan.open("a", encoding="utf-8") as file:
        file.write('\n[penalties]\nfile = "扣减.csv"\nbasis = "2025年执行进度考核"\n')
    zhida("allocate", plan, "--out", out / "下年分配", "--today", "2026-01-20")


def close() -> None:
    """Year's end: what wasn't spent is carried over."""
    say("年终结账：没有用完的结转下年")
    for each in COUNTIES:
        told = ("--number", "2025年终结账", "--date", "2025-12-31", "--as", each.reviewer)
        zhida("ledger", "close-year", 2025, *told, quiet=each not in (LATE, COUNTIES[1]))
    zhida("ledger", "seal")
    zhida("ledger", "verify")
    zhida("progress", "--year", 2025, "--on", "2025-12-31", "--region", PREFECTURE.region, "--as",
          PREFECTURE.reviewer)  # fmt: skip
