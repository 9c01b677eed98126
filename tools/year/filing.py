"""报送 filing: what was due is filed, filed late, reported as nothing, waived, or forgotten."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from year.clerk import asked, say, zhida
from year.goals import TABLE
from year.offices import COUNTIES, LATE, PREFECTURE, Office
from zhida.core.obligations import DutyState

MONTHS = ("2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12")
LAST_DAYS = dict(zip(MONTHS, ("31", "29", "30", "31", "28", "31"), strict=True))
KEPING, KUCHE = COUNTIES[8], COUNTIES[1]
_YEAR, _ENDED = 2025, "2026-04-07"


def duties(office: Office) -> list[dict[str, Any]]:
    """What an office owes for the year that is played, as numbers, rules and periods."""
    said = asked("due", "list", "--agency", office.agency, "--on", _ENDED, "--as", office.reviewer)
    return [each for each in said["due"] if each["year"] == _YEAR]


def of(owed: list[dict[str, Any]], rule: str, period: str = "") -> int:
    """The number of one duty."""
    (found,) = (
        each["number"]
        for each in owed
        if each["rule"].startswith(rule) and period in (each["period"] or "")
    )
    return int(found)


def registered() -> None:
    """Registration in three days: eight in time, one late; nothing to divide further; one waived."""
    say("时限任务：八个县（市）按期挂接，乌什县迟报；县里不再分配，报“无可报”；柯坪县免除监控")
    register = of(duties(PREFECTURE), "register")
    _said(PREFECTURE, register, "地区本级不直接使用，全部分配到县", "2025-06-25")
    plan = of(duties(PREFECTURE), "notice")
    _file(PREFECTURE, plan, Path("samples/方案/方案.toml"), day="2025-07-08")
    for each in COUNTIES:
        owed = duties(each)
        day = "2025-07-28" if each is LATE else "2025-07-10"
        _said(each, of(owed, "register"), "已挂接，已转可执行", day, quiet=each is not LATE)
        nothing = ("due", "file", of(owed, "notice"), "--nothing-to-report", "--date", "2025-09-26")
        zhida(*nothing, "--as", each.drafter, quiet=each is not KEPING)
    monitoring = of(duties(KEPING), "monitoring")
    reason = "资金量小，由地区统一监控"
    zhida("due", "waive", monitoring, "--reason", reason, "--date", "2025-08-20", "--as",
          PREFECTURE.reviewer)  # fmt: skip
    zhida("due", "remind", "--on", "2025-08-22", "--region", PREFECTURE.region, "--as",
          PREFECTURE.reviewer)  # fmt: skip


def goals_and_monitoring(out: Path) -> None:
    """The goals are filed with the table; what was monitored in August; one county files late."""
    for each in (PREFECTURE, *COUNTIES):
        owed = duties(each)
        _file(each, of(owed, "targets"), TABLE, day="2025-08-20")
        if each is KEPING:
            continue
        late = each is KUCHE
        place = "乌什县" if each is LATE else "阿克苏地区"
        sheet = out / f"绩效监控-{place}.xlsx"
        day = "2025-09-03" if late else "2025-08-28"
        _file(each, of(owed, "monitoring"), sheet, day=day, quiet=not late)


def feedback(out: Path) -> None:
    """The monthly feedback forms, and their sum at the prefecture; one is late, one forgotten."""
    say("每月的跟踪反馈表：县里按账编成、报送，地区汇总；乌什县9月的迟报，12月的忘报")
    for each in COUNTIES:
        why = "项目库刚核对完，年底前支付" if each is LATE else "按救助进度分批拨付，年底前支付"
        given = ("阿地财社〔2025〕33号", why, "--period", "2025-07", "--as", each.drafter)
        zhida("report", "reason", *given, quiet=each is not LATE)
    whole = ("新财社〔2025〕40号", "县（市）正按救助进度分批拨付", "--period", "2025-06")
    zhida("report", "reason", *whole, "--as", PREFECTURE.drafter)
    for month in MONTHS:
        for each in COUNTIES:
            if each is LATE and month in ("2025-09", "2025-12"):
                continue
            _feedback(out, each, month, f"{month}-{LAST_DAYS[month]}")
    for month, day in (("2025-06", "30"), *LAST_DAYS.items()):
        _own(out, month, f"{month}-{day}")
    sums = ("--children", "--out", out / "反馈表" / "2025-09", "--filed", "2025-10-09")
    who = ("--as", PREFECTURE.drafter)
    zhida("report", "feedback", "--period", "2025-09", *sums, *who)
    _feedback(out, LATE, "2025-09", "2025-10-15")
    zhida("report", "feedback", "--period", "2025-09", *sums, *who)
    _taken_in()


def _taken_in() -> None:
    """September's forms are taken in; one of August is sent back and filed again."""
    for each in COUNTIES:
        number = of(duties(each), "feedback", "2025-09")
        taken = ("--date", "2025-10-16", "--as", PREFECTURE.reviewer)
        zhida("due", "accept", number, *taken, quiet=each is not LATE)
    august = of(duties(KUCHE), "feedback", "2025-08")
    back = ("--reason", "没有盖章", "--date", "2025-09-02", "--as", PREFECTURE.reviewer)
    zhida("due", "send-back", august, *back)
    _said(KUCHE, august, "已盖章重报", "2025-09-04")


def quarter(out: Path) -> None:
    """The quarterly report of the third quarter, with those of the counties."""
    say("第三季度的季报，连同各县（市）的")
    made = ("--period", "2025Q3", "--children", "--from-ledger", "--filed", "2025-10-08")
    zhida("report", "quarterly", *made, "--out", out / "季报", "--as", PREFECTURE.drafter)


def _feedback(out: Path, office: Office, month: str, day: str) -> None:
    formats = "docx,xlsx,pdf" if month == "2025-09" else "xlsx"
    shown = month == "2025-09" and office in (COUNTIES[0], LATE)
    made = ("--period", month, "--out", out / "反馈表" / month, "--format", formats)
    zhida("report", "feedback", *made, "--filed", day, "--file", "--as", office.drafter,
          quiet=not shown)  # fmt: skip


def _own(out: Path, month: str, day: str) -> None:
    made = ("--period", month, "--out", out / "反馈表" / month, "--format", "xlsx")
    zhida("report", "feedback", *made, "--filed", day, "--file", "--as", PREFECTURE.drafter,
          quiet=True)  # fmt: skip


def _said(office: Office, duty: int, words: str, day: str, *, quiet: bool = False) -> None:
    told = ("--words", words, "--date", day, "--as", office.drafter)
    zhida("due", "file", duty, *told, quiet=quiet)


def _file(office: Office, duty: int, file: Path, *, day: str, quiet: bool = True) -> None:
    zhida("due", "file", duty, "--file", file, "--date", day, "--as", office.drafter, quiet=quiet)


def ended(out: Path) -> None:
    """What was due, with its state when everything should be in; reminders; a calendar."""
    say("应报清单：按期、迟报、无可报、免除、忘报；逾期的提醒、告知上一级")
    who = ("--region", PREFECTURE.region, "--as", PREFECTURE.reviewer)
    listed = ("due", "list", "--on", _ENDED, *who)
    for ending in ("xlsx", "csv"):
        zhida(*listed, "--out", out / f"应报清单.{ending}")
    zhida(*listed, "--ics", out / "应报清单.ics")
    states = Counter(_state(each) for each in asked(*listed)["due"])
    print(f"{_ENDED}的{states.total()}项任务：{'，'.join(f'{k}{v}项' for k, v in states.items())}")
    zhida("due", "list", "--on", _ENDED, "--state", "逾期", *who)
    zhida("due", "remind", "--on", "2026-01-08", *who)


def _state(duty: dict[str, Any]) -> str:
    word = DutyState(duty["state"]).label
    return f"{word}（迟报）" if duty["days_late"] else word
