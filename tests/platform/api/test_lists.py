"""长列表: what a page reads doesn't grow with what is stored, and page by page nothing is lost."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from tests.platform.accounts.people import enter, signed_in
from tests.platform.api.calling import system
from tests.platform.api.test_paging import part_by_part
from tests.platform.ledger.nation import OWN, PROVINCE, UNITS, WAN, Nation

from zhida.core.execution.pace import whole_fen
from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.execution.rolling import ProgressRow
from zhida.core.ledger.verbs import receive
from zhida.core.notice.appropriations import FundingSource
from zhida.platform.access.policy import Actor, Role
from zhida.platform.execution import parts, plan_actions
from zhida.platform.execution.models import Import, PaymentRecord
from zhida.platform.execution.moving import idle, step_days
from zhida.platform.execution.payment_queries import queue, queue_months
from zhida.platform.execution.progress import Grouping, progress_rows
from zhida.platform.execution.selecting import Selection
from zhida.platform.performance.models import Target, TargetSet
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

DAY = "2025-12-31"
MANY = 40


@contextmanager
def fetched() -> Iterator[list[int]]:
    """How many rows each question to the database answers meanwhile."""
    counts: list[int] = []

    def run(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = execute(sql, params, many, context)
        if sql.lstrip().startswith(("SELECT", "WITH")):
            counts.append(context["cursor"].rowcount)
        return result

    with connection.execute_wrapper(run):
        yield counts


@pytest.fixture
def nation(database: str) -> Nation:
    with scope("100000"):
        made = Nation()
        made.play()
    return made


def more_money(nation: Nation) -> None:
    """Money of the province's agencies, so many of them anew, each with a line of its own."""
    with scope("100000"):
        for n in range(MANY):
            code = f"650000-unit{n:02}"
            Agency.objects.create(
                code=code, name=f"某院{n}", kind="unit", region_id="650000", status="local",
                source="测试",
            )  # fmt: skip
            line = nation.line(code, code, f"新财社〔2025〕{500 + n}号", earmark=OWN)
            nation.book(receive(nation.act(f"来款{n}", "2025-05-06"), line, WAN))


def more_goals(nation: Nation, first: int = 0, number: int = MANY) -> None:
    with scope("100000"):
        of = Agency.objects.get(code=PROVINCE)
        for n in range(first, first + number):
            made = TargetSet.objects.create(
                agency=of, region_id="650000", year=2025, scope=f"项目{n}", set_by="某人"
            )
            Target.objects.create(
                set=made, ordinal=1, name="救助人次", kind="number", direction="higher"
            )


LISTS: list[tuple[str, dict[str, Any], Callable[[Nation], None]]] = [
    ("/progress", {"by": "holder", "on": ""}, more_money),
    ("/progress", {"by": "holder", "on": DAY}, more_money),
    ("/progress", {"by": "line", "on": ""}, more_money),
    ("/progress", {"by": "line", "on": DAY}, more_money),
    ("/progress/days", {"on": DAY}, more_money),
    ("/progress/idle", {"on": DAY, "days": 30}, more_money),
    ("/target-sets", {"below": "true"}, more_goals),
    ("/monitoring/goals", {"below": "true"}, more_goals),
]
NAMES = [f"{path} {asked.get('by', '')} {asked.get('on', '')}".strip() for path, asked, _ in LISTS]


@pytest.mark.parametrize(("path", "asked", "more"), LISTS, ids=NAMES)
def test_a_page_reads_its_own_rows_however_many_are_stored(
    nation: Nation, monkeypatch: pytest.MonkeyPatch, path: str, asked: dict[str, Any],
    more: Callable[[Nation], None],
) -> None:  # fmt: skip
    monkeypatch.setattr(parts, "_AT_ONCE", 3)
    if more is more_goals:
        more_goals(nation, MANY, 3)
    caller = system("省系统", PROVINCE)
    asked = {"year": 2025, **{name: each for name, each in asked.items() if each != ""}}

    def page() -> tuple[int, int]:
        with fetched() as counts:
            told = caller.get(path, limit=2, **asked)[1]
        return len(told["items"]), sum(counts)

    page()  # what is looked up once and kept
    shown, before = page()
    more(nation)
    again, after = page()
    assert (shown, again) == (2, 2)
    assert after < before + MANY / 2
    whole = caller.get(path, limit=500, **asked)[1]["items"]
    assert len(whole) >= MANY
    assert part_by_part(caller, path, limit=7, **asked) == whole


@pytest.mark.parametrize("grouping", [Grouping.HOLDER, Grouping.LINE])
@pytest.mark.parametrize(
    "asked",
    [
        Selection(2025, region="100000"),
        Selection(2025, region="650000", on=datetime.date(2025, 3, 1)),
        Selection(2025, region="650000", source=FundingSource.CENTRAL),
        Selection(2025, holder=UNITS[0][0]),
    ],
    ids=["nation", "on a day", "of a source", "of a holder"],
)
def test_parts_are_the_whole(
    nation: Nation, monkeypatch: pytest.MonkeyPatch, asked: Selection, grouping: Grouping
) -> None:
    monkeypatch.setattr(parts, "_AT_ONCE", 2)
    day = asked.on or datetime.date(2025, 12, 31)
    with scope("100000"):
        whole = {each.key: each for each in progress_rows(asked, grouping)}
        found: list[ProgressRow] = []
        after = ""
        while part := parts.progress_part(asked, grouping, after, 2):
            found += part
            after = part[-1].key
        assert found == [whole[key] for key in sorted(whole)] != []
        days = {each.key: each for each in step_days(asked, day, by_holder=True)}
        assert list(parts.days_part(asked, day, "", 500)) == [days[key] for key in sorted(days)]
        stood = sorted(idle(asked, day, 10), key=lambda each: (each.key, each.step))
        at = len(stood) // 2
        assert list(parts.idle_part(asked, day, 10, None, 500)) == stood
        for first in range(at):
            beyond = (stood[first].key, stood[first].step)
            assert list(parts.idle_part(asked, day, 10, beyond, 500)) == stood[first + 1 :]


def test_a_place_among_holders_is_none_among_lines(nation: Nation) -> None:
    caller = system("省系统", PROVINCE)
    first = caller.get("/progress", year=2025, by="holder", limit=1)[1]
    assert first["next"]
    status, told = caller.get("/progress", year=2025, by="line", cursor=first["next"])
    assert (status, told["field"]) == (422, "cursor")


def waiting(number: int) -> None:
    """So many payments of a city that wait, each of a yuan."""
    with scope("650100"):
        kept = Import.objects.create(
            region_id="650100", file="支付.json", sha256=f"{number:064}", content=b"{}",
            imported_by="某人", payments=number, fen=number * 100,
        )  # fmt: skip
        for n in range(number):
            day = datetime.date(2025, 1 + n % 12, 1 + n % 28)
            of = Payment("650100", 2025, f"{number}-{n}", PaymentKind.PAYMENT, day, 100, "某院", "")
            PaymentRecord.objects.create(
                origin=kept, region_id="650100", year=2025, number=of.number, kind="payment",
                date=day, fen=100, unit="某院", content=of.content,
                source=[{"file": "支付.json"}], reason="没有这条指标",
            )  # fmt: skip


def test_the_page_of_the_queue_reads_a_page_and_its_total_is_of_all(nation: Nation) -> None:
    waiting(101)
    enter("某经办", "650100-finance")
    client = signed_in("某经办")

    def seen(address: str) -> tuple[str, int]:
        with fetched() as counts:
            answer = client.get(address)
        assert answer.status_code == 200
        return answer.content.decode(), sum(counts)

    seen("/execution/payments/queue/?year=2025")
    _, before = seen("/execution/payments/queue/?year=2025")
    waiting(450)
    page, after = seen("/execution/payments/queue/?year=2025")
    assert after < before + 20
    assert f'data-value="{551 * 100}"' in page
    with scope("650100"):
        assert sum(count for count, _fen in queue_months().values()) == 551
        assert [each.number for each in queue(most=3, first=4)] == [
            each.number for each in queue()[4:7]
        ]
    origin, _ = seen("/execution/payments/origin/?state=queued&queue=1&year=2025")
    assert "2025-12" in origin and "净额 = 各月支付 − 退款" in origin


def test_progress_is_told_beside_the_spending_plan_in_force(nation: Nation) -> None:
    """The province plans its city's payments and one hospital's; nothing is planned of a part."""
    province = system("省财政", PROVINCE)
    months = ",".join(f"{n}月" for n in range(1, 13))
    text = (
        f"名称,单位,{months}\n650100,元,0,0,310,9{',0' * 8}\n{UNITS[0][0]},万元,0,0,60{',0' * 9}\n"
    )
    asked = {"year": 2025, "on": "2025-03-10"}
    before = {each["key"]: each for each in province.get("/progress", **asked)[1]["items"]}
    assert before["650100"]["subtree"]["against_plan"] is None
    actor = Actor("省财政", PROVINCE, "650000", Role.DRAFTER)
    plan = plan_actions.confirm_plan(
        actor, plan_actions.keep_plan(actor, "计划.csv", text.encode(), 2025).pk
    )
    told = {each["key"]: each for each in province.get("/progress", **asked)[1]["items"]}
    city = told["650100"]
    paid = city["subtree"]["steps_fen"]["paid"]
    assert city["own"]["against_plan"] is None
    assert city["subtree"]["against_plan"] == {
        "plan": plan.pk,
        "planned_fen": 10_000,  # ten days of the thirty-one of March
        "difference_fen": paid - 10_000,
        "rate": f"{paid // 10_000}/1",
    }
    assert told["650000"]["subtree"]["against_plan"]["planned_fen"] == 10_000
    assert told["652900"]["subtree"]["against_plan"] is None
    of = {"holder": UNITS[0][0], "by": "holder"} | asked
    (unit,) = province.get("/progress", **of, region="650000")[1]["items"]
    planned = whole_fen(Fraction(60 * WAN * 10, 31))
    assert unit["own"]["against_plan"]["planned_fen"] == planned
    part = province.get("/progress", **asked, source=str(FundingSource.CENTRAL))[1]["items"]
    assert all(each["subtree"]["against_plan"] is None for each in part) and part
