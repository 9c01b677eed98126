"""评价 judging: self-evaluated, reviewed by another, confirmed; and what follows for next year."""

from __future__ import annotations

import shutil
from pathlib import Path

from specimens.attained import GOALS, YEAR, whole
from year.clerk import asked, say, zhida
from year.filing import duties, of
from year.offices import COUNTIES, LATE, PREFECTURE, Office
from year.pen import fill

_FUND = "医疗救助补助资金"


def evaluate(out: Path) -> None:
    """Ten self-evaluations; the late county's is changed by the reviewer, with the reason."""
    say("绩效自评：系统按账和填报的实际值编表，人填情况和原因；计分，复核改一行并写明理由，确认")
    forms = out / "自评"
    for each in (*COUNTIES, PREFECTURE):
        shown = each is LATE
        made = ("--year", 2025, "--out", forms, "--as", each.drafter)
        zhida("report", "selfeval", *made, quiet=not shown)
        form = next(forms.glob(f"{each.agency}*.docx"))
        _fill(form, each)
        zhida("evaluate", "self", form, "--as", each.drafter, quiet=not shown)
        duty = of(duties(each), "self_evaluation")
        filed = ("--file", form, "--date", "2026-02-27", "--as", each.drafter)
        zhida("due", "file", duty, *filed, quiet=True)
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
    listed = ("evaluate", "list", "--year", 2025, "--as", PREFECTURE.reviewer)
    zhida(*listed)
    zhida(*listed, "--out", out / "得分.xlsx", quiet=True)


def _fill(form: Path, office: Office) -> None:
    """A missed indicator needs its reason; of those there are three in the story."""
    visits = (whole() if office is PREFECTURE else YEAR[office.place])[0]
    reached = f"拨付到位的资金用于救助，全年住院救助{visits}人次。"
    late = "7月28日才挂接，比规定迟17天；资金到12月才开始支付"
    if office is LATE:
        reasons = {
            GOALS[0]: "资金12月才拨付，下半年救助减少。改进措施：2026年按月拨付，3月底前补足",
            GOALS[2]: "两家乡镇卫生院没有接入。改进措施：2026年3月底前接入",
        }
        fill(
            form,
            {"下达及时性": late, "拨付合规性": "已拨付的由国库直接拨入财政专户"},
            reasons,
            reached,
        )
    elif office is PREFECTURE:
        fill(
            form,
            {"下达及时性": "收到后15日下达"},
            {GOALS[0]: "乌什县没有完成。改进措施：列入考核，2026年按月督办"},
            reached,
        )
    else:
        fill(form, {}, {}, reached)


def next_year(out: Path) -> None:
    """Scores become coefficients, slow execution a cut; next year's plan takes both."""
    say("结果应用：得分成为下年系数，执行慢的提出扣减，下年方案采用")
    plan = out / "下年方案.toml"
    shutil.copy("fiscal-year/下年方案.toml", plan)
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
