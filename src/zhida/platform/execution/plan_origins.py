"""计划数的来历 plan_origins: a planned figure down to the cell of the file that says it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.core.execution.pace import whole_fen
from zhida.platform.execution.plan_grids import plan_href
from zhida.platform.execution.plan_models import PlanFile
from zhida.platform.execution.plan_reading import PlannedRow
from zhida.platform.ledger.figures import Asked
from zhida.platform.ledger.origins import described, step_href
from zhida.platform.pages.sources import Item, Origin
from zhida.platform.pages.tables import Kind


def planned_of(
    file: PlanFile,
    rows: Sequence[PlannedRow],
    sort: str,
    key: str | None,
    month: int | None,
    day: datetime.date | None,
) -> Origin | None:
    """计划数: of a row or of all rows of a sort, for a month, up to a day or for the year.

    None where the file has no such row or the year no such month.
    """
    found = [row for row in rows if row.sort.value == sort and key in (None, row.key)]
    if not found or (month is not None and not 1 <= month <= 12):
        return None
    name = found[0].name if key is not None or len(found) == 1 else _("合计")
    title = _("{year}年度用款计划 {name}").format(year=file.year, name=name)
    if month is not None:
        title += _(" {month}月").format(month=month)
        return _month(file, found, title, month, one=key is not None)
    if day is not None:
        return _due(file, found, title, sort, key, day)
    if key is not None:
        ((row),) = found
        items = [
            Item(_("{month}月").format(month=n), fen, _href(file, row, n))
            for n, fen in enumerate(row.plan.months, start=1)
        ]
        return Origin(title, row.plan.total, formula=_("全年 = 各月之和"), items=items)
    items = [
        Item(row.name, row.plan.total, plan_href(file.pk, {"sort": sort, "key": row.key}))
        for row in found
    ]
    whole = sum(row.plan.total for row in found)
    return Origin(title, whole, formula=_("合计 = 各行之和"), items=items)


def _month(
    file: PlanFile, rows: Sequence[PlannedRow], title: str, month: int, *, one: bool
) -> Origin:
    whole = sum(row.plan.months[month - 1] for row in rows)
    if not one:
        items = [
            Item(row.name, row.plan.months[month - 1], _href(file, row, month)) for row in rows
        ]
        return Origin(title, whole, formula=_("合计 = 各行之和"), items=items)
    place = rows[0].places[month - 1].describe()
    return Origin(
        title,
        whole,
        formula=_("文件所列金额；空着的格是0"),
        items=[Item(place, whole)],
        confirmed=" ".join((file.decided_by, f"{file.decided_at:%Y-%m-%d}"))
        if file.decided_at and file.state == PlanFile.State.CONFIRMED
        else "",
        place=place,
        place_href=reverse("spending-plan", args=[file.pk]),
    )


def _due(
    file: PlanFile,
    rows: Sequence[PlannedRow],
    title: str,
    sort: str,
    key: str | None,
    day: datetime.date,
) -> Origin:
    """The months that have passed whole, and the days of this one."""
    value = whole_fen(sum((row.plan.by(day) for row in rows), Fraction(0)))
    named = {"sort": sort, **({"key": key} if key is not None else {})}
    passed = 12 if day.year > file.year else 0 if day.year < file.year else day.month - 1
    sums = [sum(row.plan.months[n] for row in rows) for n in range(12)]
    items = [
        Item(
            _("{month}月").format(month=n + 1),
            sums[n],
            plan_href(file.pk, {**named, "month": str(n + 1)}),
        )
        for n in range(passed)
    ]
    if day.year == file.year:
        note = _("{month}月全月计划按天数算到{day}").format(month=day.month, day=day)
        href = plan_href(file.pk, {**named, "month": str(day.month)})
        words = _("{month}月1日至{date}日").format(month=day.month, date=day.day)
        items.append(Item(words, value - sum(sums[:passed]), note=note))
        items.append(Item(_("其中全月计划"), sums[day.month - 1], href, note=_("不计入合计")))
    return _of_due(title, value, items, day)


def _of_due(title: str, value: int, items: list[Item], day: datetime.date) -> Origin:
    title += _(" 截至{day}").format(day=day)
    formula = _("计划累计 = 已过各月计划之和 + 当月计划 × 已过天数 ÷ 当月天数")
    return Origin(title, value, formula=formula, items=items, adds=False)


def against_of(
    file: PlanFile,
    asked: Asked,
    paid: int,
    due: Fraction,
    day: datetime.date,
    named: Mapping[str, str],
    *,
    share: bool,
) -> Origin:
    """对照计划: what was paid less what was planned by the day, or as a share of it."""
    paid_href = step_href(replace(asked, steps=("paid",)))
    due_href = plan_href(file.pk, {**named, "day": day.isoformat()})
    what = described(asked)
    planned = whole_fen(due)
    if share:
        return Origin(
            _("{what} 计划完成率，截至{day}").format(what=what, day=day),
            paid / due if due else None,
            Kind.RATE,
            _("计划完成率 = 已支付 ÷ 计划累计"),
            [Item(_("已支付"), paid, paid_href), Item(_("计划累计"), planned, due_href)],
            adds=False,
        )
    return Origin(
        _("{what} 与计划差，截至{day}").format(what=what, day=day),
        paid - planned,
        formula=_("与计划差 = 已支付 − 计划累计；负数是落后"),
        items=[
            Item(_("已支付"), paid, paid_href),
            Item(_("减：计划累计"), -planned, due_href),
        ],
    )


def _href(file: PlanFile, row: PlannedRow, month: int) -> str:
    return plan_href(file.pk, {"sort": row.sort.value, "key": row.key, "month": str(month)})
