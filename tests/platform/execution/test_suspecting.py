"""疑点: whatever is left out before the rules look, no rule would have found anything there."""

from __future__ import annotations

import calendar
import datetime
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.platform.execution.clean_year import ACCOUNT, COUNTY, CleanYear
from tests.platform.ledger.nation import DISTRICT, OWN, WAN, Nation

from zhida.core.execution.alerts import alerts, catalogue
from zhida.core.ledger.verbs import receive, refine, reverse
from zhida.platform.execution.raising import found_alerts
from zhida.platform.execution.selecting import Selection
from zhida.platform.execution.suspecting import can_narrow
from zhida.platform.execution.waiting import waiting_lines
from zhida.platform.execution.watching import watched_lines
from zhida.platform.notices.models import Document, State
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

ENDS = [
    datetime.date(2025, month, calendar.monthrange(2025, month)[1]) for month in range(1, 13)
] + [datetime.date(2027, 1, 1)]
ABILITY = "医疗服务与保障能力提升补助资金"
"""A fund that is to be used as its work goes on; medical aid may be paid over at once."""
CODES = tuple(each.code for each in catalogue())


def same_either_way(region: str, day: datetime.date, year: int = 2025) -> None:
    """The alerts of a day, judged on every line and on suspicious ones alone."""
    with scope(region):
        asked = Selection(year, region=region)
        every = alerts(chain(watched_lines(asked, day), waiting_lines(asked, day)), day)
        assert found_alerts(region, day, (year,)) == every


def test_a_rule_by_itself_misses_nothing(database: str) -> None:
    """Its condition doesn't lean on those of the others."""
    day = datetime.date(2025, 9, 30)
    with scope("100000"):
        Nation().play()
        every = found_alerts("100000", day, (2025,))
        assert len({each.rule for each in every}) > 3
        for code in CODES:
            only = tuple(each for each in every if each.rule == code)
            assert found_alerts("100000", day, (2025,), (code,)) == only


def test_every_rule_has_a_condition() -> None:
    assert can_narrow(())
    assert not can_narrow(("E101", "E999"))


@pytest.mark.parametrize("day", ENDS, ids=str)
def test_nothing_is_missed_in_a_nation_at_any_months_end(database: str, day: datetime.date) -> None:
    with scope("100000"):
        Nation().play()
    for region in ("100000", "650000", "650102"):
        same_either_way(region, day)
    same_either_way("100000", day, 2026)


def test_a_clean_year_gives_the_rules_nothing_to_look_at(database: str, tmp_path: Path) -> None:
    year = CleanYear(tmp_path)
    year.down()
    year.spend()
    for month in range(2, 13):
        year.pay(f"2025-{month:02d}-10", 10)
    with scope("100000"):
        asked, day = Selection(2025, region="100000"), datetime.date(2025, 12, 31)
        assert len(list(watched_lines(asked, day))) == 4
        suspicious = {each.holder_name for each in watched_lines(asked, day, CODES)}
    assert COUNTY not in suspicious


PAYMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "month": st.integers(2, 12),
            "wan": st.integers(1, 60),
            "payee": st.sampled_from(
                [
                    *(ACCOUNT, COUNTY, f"{COUNTY}（基本户）", f" 天山区-财政局{'工会'}", "买买提"),
                    *("古丽·阿不都", "社保卡批量代发", "甲财政专户有限公司", "乙药房", "", "现金"),
                ]
            ),
            "purpose": st.sampled_from(
                ["拨付医疗救助资金", "购买空调", "一站式结算", "办公设备", "提取现金", ""]
            ),
            "pay_type": st.sampled_from(["财政直接支付", "现金支票", ""]),
            "flag": st.sampled_from(["追踪", "中央 追踪", "01", "02", ""]),
            "function": st.sampled_from(["2101301", "21013", "2101302", "2060404", ""]),
            "beneficiaries": st.sampled_from(["", "台账1"]),
            "back": st.integers(0, 3),
        }
    ),
    max_size=4,
)


@settings(
    max_examples=4,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    days=st.tuples(*[st.dates(datetime.date(2025, 1, 7), datetime.date(2025, 6, 30))] * 3),
    wan=st.integers(20, 400),
    spent=st.lists(st.integers(1, 12), max_size=2, unique=True),
    payments=PAYMENTS,
    refined=st.booleans(),
    undone=st.booleans(),
    seen=st.sampled_from(ENDS),
)
def test_nothing_is_missed_in_any_year(
    fresh: Callable[[], AbstractContextManager[str]],
    days: tuple[datetime.date, ...],
    wan: int,
    spent: list[int],
    payments: list[dict[str, object]],
    refined: bool,
    undone: bool,
    seen: datetime.date,
) -> None:
    with fresh(), TemporaryDirectory() as folder:
        year = CleanYear(Path(folder))
        first, second, third = (f"{day:%m-%d}" for day in sorted(days))
        year.down(wan, (first, second, third))
        for month in spent:
            year.spend(wan // 2, f"2025-{month:02d}-20")
        left = wan // 2 * len(spent)
        for each in payments:
            facts = dict(each)
            month, amount, back = (int(str(facts.pop(name))) for name in ("month", "wan", "back"))
            if amount > left:
                continue
            left -= amount
            try:
                number = year.pay(f"2025-{month:02d}-25", amount, **facts)
            except AssertionError:  # it waits in the queue, of no line
                continue
            if back and back <= amount:
                year.give_back(number, f"2025-{month:02d}-27", back)
        if refined and not spent:
            _refine(year, f"2025-{third}", wan)
        if undone:
            _undo(year, third)
        same_either_way("100000", seen)
        same_either_way("650102", sorted(days)[2] + datetime.timedelta(days=4))


def _refine(year: CleanYear, day: str, wan: int) -> None:
    """The county splits a part off for a project of its own."""
    nation = year.nation
    with scope("100000"):
        nation.line("refined", DISTRICT, "天财社〔2025〕3号", "county", implementing_project="甲")
        paper = nation.act("天财社〔2025〕3号", day, ordinal=9)
        coarse, finer = nation.lines["county"], nation.lines["refined"]
        nation.book(refine(paper, coarse, finer, wan * WAN // 2))


def _undo(year: CleanYear, day: str) -> None:
    """Money that came once more by mistake, and went again."""
    nation = year.nation
    with scope("100000"):
        wrong = receive(
            nation.act("全国预算2025", f"2025-{day}", "国务院", 7), nation.lines["centre"], WAN
        )
        nation.book(wrong)
        nation.book(reverse(nation.act("全国预算2025更正", "2025-07-01"), wrong))


_FIRST = datetime.date(2025, 1, 6)
SHARES = st.fixed_dictionaries(
    {
        "came": st.integers(0, 200).map(lambda days: _FIRST + datetime.timedelta(days=days)),
        "more": st.none() | st.integers(1, 30),
        "told": st.none() | st.integers(0, 120),
        "fen": st.integers(20 * WAN, 60 * WAN),
        "paid": st.integers(20, 100),
        "refined": st.booleans(),
    }
)


def test_no_payment_ahead_of_its_time_is_missed_for_want_of_a_percent(
    fresh: Callable[[], AbstractContextManager[str]],
) -> None:
    """Money that must not be paid at once: some came twice, some was told, some was refined."""
    seen: Counter[str] = Counter()

    @settings(max_examples=3, derandomize=True, phases=[Phase.generate], deadline=None)
    @given(lines=st.lists(SHARES, min_size=10, max_size=10))
    def same(lines: list[dict[str, Any]]) -> None:
        with fresh(), scope("100000"):
            nation = Nation()
            for place, each in enumerate(lines):
                _of_another_fund(nation, place, **each)
            for day in (datetime.date(2025, 7, 31), datetime.date(2025, 9, 30)):
                asked = Selection(2025, region="100000")
                every = alerts(watched_lines(asked, day), day)
                for code in ("E401", "E402"):
                    only = tuple(each for each in every if each.rule == code)
                    assert found_alerts("100000", day, (2025,), (code,)) == only
                    seen[code] += len(only)

    same()
    assert seen["E401"] > 3 and seen["E402"] > 3, seen


def _of_another_fund(
    nation: Nation,
    place: int,
    *,
    came: datetime.date,
    more: int | None,
    told: int | None,
    fen: int,
    paid: int,
    refined: bool,
) -> None:
    """A county's line, with what was paid of it in percent."""
    name, paper = f"line{place}", f"天财社〔2025〕{place + 20}号"
    line = nation.line(name, DISTRICT, paper, earmark=replace(OWN, fund=ABILITY))
    nation.book(receive(nation.act(paper, str(came), "自治区财政厅"), line, fen))
    if told is not None:
        _tell(nation, min(came + datetime.timedelta(days=told), datetime.date(2025, 12, 31)))
    last = came
    if more is not None:
        last = min(came + datetime.timedelta(days=more), datetime.date(2025, 12, 28))
        nation.book(receive(nation.act(paper, str(last), "自治区财政厅", 2), line, fen // 3 or 1))
    if refined:
        finer = nation.line(f"{name}细", DISTRICT, paper, name, implementing_project="甲")
        act = nation.act(paper, str(last), ordinal=9)
        nation.book(refine(act, line, finer, fen))
        name = f"{name}细"
    if part := fen * paid // 100:
        nation.spend(name, part, f"支付{place}", str(last + datetime.timedelta(days=1)))


def _tell(nation: Nation, day: datetime.date) -> None:
    """The county told on which day the paper of its last voucher came."""
    posted = nation.posted[-1]
    Document.objects.create(
        agency=Agency.objects.get(code=DISTRICT),
        region_id="650102",
        number=f"通知{posted.number}",
        issuer="上级",
        received=day,
        state=State.BOOKED,
        content="",
        notice={},
        findings=[],
        booked=[[posted.year, posted.number]],
        registered_by="经办人员甲",
    )
