"""Small notices for the tests of single rules, built without reading any file."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from zhida.core.findings import Finding
from zhida.core.money import Amount, AmountState, Unit, fen_of
from zhida.core.notice import (
    Deadline,
    File,
    Indicator,
    Notice,
    Obligation,
    PerformanceTable,
    SourceAmount,
    Target,
    TargetKind,
)
from zhida.core.provenance import Source, Stated
from zhida.core.rules import rule

PLACE = Source("案例.txt", block=1, line=1)
_FIGURE = re.compile(r"([≥≤><=])?(\d+(?:\.\d+)?)(%|\D{0,8})$")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def _target(text: str) -> Target:
    """A value as a table prints it: ≥90%, ≥4次, ≥4, 2021年6月30日前, words, blank, ≥**%."""
    if not text:
        return Target(TargetKind.BLANK, "")
    if "*" in text:
        return Target(TargetKind.TEMPLATE, text)
    if day := _DAY.match(text):
        due = datetime.date(int(day[1]), int(day[2]), int(day[3]))
        return Target(TargetKind.DATE, text, due=due)
    if figure := _FIGURE.match(text):
        kind = TargetKind.RATE if figure[3] == "%" else TargetKind.NUMBER
        return Target(kind, text, figure[1] or "=", Decimal(figure[2]), figure[3] or None)
    return Target(TargetKind.GRADE, text)


def _amount(digits: str) -> Amount:
    """An amount in 万元; "" stands for a blank, "*" for a covered one."""
    if not digits:
        return Amount(None, AmountState.BLANK, "", source=PLACE)
    if digits == "*":
        return Amount(None, AmountState.MASKED, "**", source=PLACE)
    return Amount(fen_of(digits, Unit.WAN_YUAN), AmountState.NUMBER, digits, source=PLACE)


@pytest.fixture
def stated() -> Callable[..., Stated[object]]:
    """A value with some place."""
    return lambda value, confirmed=True: Stated(value, PLACE, confirmed)


@pytest.fixture
def performance_table() -> Callable[..., PerformanceTable]:
    """A performance table of lines "产出指标 | 数量指标 | 培训次数 | ≥4次"."""

    def build(
        *lines: str,
        scope: str = "甲县",
        amount: str = "100",
        goals: str = "完成全年任务",
        year: int = 2023,
        template: bool = False,
        remarks: str = "",
    ) -> PerformanceTable:
        indicators = []
        for number, line in enumerate(lines, 1):
            level1, level2, name, value = (part.strip() for part in line.split("|"))
            place = Source("案例.txt", table=1, row=number, column=3)
            indicators.append(Indicator(level1, level2, name, _target(value), place, place))
        return PerformanceTable(
            "绩效目标表",
            "2",
            Stated(scope, PLACE) if scope else None,
            None,
            Stated(year, PLACE),
            (),
            (SourceAmount("total", "年度金额", _amount(amount)),),
            (Stated(goals, PLACE),) if goals else (),
            tuple(indicators),
            PLACE,
            template,
            (Stated(remarks, PLACE),) if remarks else (),
        )

    return build


@pytest.fixture
def duty() -> Callable[..., Obligation]:
    """An obligation to do something by a deadline."""

    def build(
        what: str,
        due: Deadline,
        who: str | None = None,
        to_whom: str | None = None,
    ) -> Obligation:
        return Obligation(who, what, to_whom, due, None, PLACE)

    return build


@pytest.fixture
def notice() -> Callable[..., Notice]:
    """A notice of 2023-03-01 on money of 2023; fields can be told."""

    def build(**fields: object) -> Notice:
        known: dict[str, object] = {
            "files": (File("案例.txt", "text", "0" * 64),),
            "title": Stated("某市财政局关于下达2023年中央财政补助资金的通知", PLACE),
            "date": Stated(datetime.date(2023, 3, 1), PLACE),
            "budget_year": Stated(2023, PLACE),
        }
        return Notice(**(known | fields))  # type: ignore[arg-type]

    return build


@pytest.fixture
def found() -> Callable[[str, Notice], list[Finding]]:
    """The findings of one rule."""
    return lambda code, notice: list(rule(code).run(notice))
