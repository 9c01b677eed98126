"""用款计划表 plan grids: files, months, faults, and progress held against the plan in force."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.execution.pace import Pace, SpendingPlan, whole_fen
from zhida.core.execution.progress import Progress
from zhida.documents.allocation.faults import Fault
from zhida.platform.execution.plan_models import PlanFile
from zhida.platform.execution.plan_queries import PlanInForce
from zhida.platform.execution.plan_reading import PlannedRow
from zhida.platform.ledger.figures import ALL, Asked
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table


def plan_columns() -> tuple[Column, ...]:
    """对照计划的列: planned by the day, the gap to it, and the share of it that was paid."""
    group = _("用款计划")
    return (
        Column("planned", _("计划累计"), Kind.MONEY, group, adds=False),
        Column("plan_gap", _("与计划差"), Kind.MONEY, group, adds=False),
        Column("plan_rate", _("计划完成率"), Kind.RATE, group, adds=False),
    )


def against(
    plan: PlanInForce, key: str, progress: Progress, asked: Asked, on: datetime.date
) -> tuple[Cell, ...]:
    """对照计划: the cells of one row; "" is the row of all."""
    of = plan.whole if key == "" else plan.rows.get(key)
    pace = Pace(progress, asked.year, on, of)
    if pace.planned is None or pace.plan_gap is None:
        return (Cell(), Cell(), Cell())
    named = _named(plan, key)
    due = plan_href(plan.file.pk, {**named, "day": on.isoformat()})
    gap = against_href(plan.file.pk, replace(asked, steps=ALL), on, {**named, "what": "gap"})
    rate = against_href(plan.file.pk, replace(asked, steps=ALL), on, {**named, "what": "rate"})
    behind = "late" if pace.plan_gap < 0 else ""
    return (
        Cell(whole_fen(pace.planned), due),
        Cell(progress.paid - whole_fen(pace.planned), gap, tone=behind),
        Cell(pace.plan_rate, rate) if pace.plan_rate is not None else Cell(),
    )


def _named(plan: PlanInForce, key: str) -> dict[str, str]:
    """The rows of the plan that a row is held against, as an address says them."""
    if key == "" and not plan.summed:
        return {"sort": "whole"}
    assert plan.sort is not None
    return {"sort": plan.sort.value, **({"key": key} if key else {})}


def plan_href(number: int, said: Mapping[str, str]) -> str:
    """来历网址: of a planned figure: of a row (`sort`, `key`) or all of a sort, a `month` or up to a `day`."""
    return f"{reverse('spending-plan-origin', args=[number])}?{urlencode(said)}"


def against_href(number: int, asked: Asked, day: datetime.date, said: Mapping[str, str]) -> str:
    """来历网址: of the gap to the plan, or the share of it that was paid."""
    words = urlencode({**said, "day": day.isoformat()})
    return f"{reverse('spending-plan-against', args=[number])}?{asked.query}&{words}"


def plans_table(files: Sequence[PlanFile], in_force: Mapping[int, int], lens: Lens) -> Table:
    """用款计划文件表: the newest first; `in_force` is the file in force of each year."""
    return Table(
        "plans",
        _("用款计划文件"),
        (
            Column("file", _("文件")),
            Column("year", _("年度")),
            Column("by", _("经办")),
            Column("at", _("导入时间")),
            Column("state", _("状态")),
            Column("decided", _("确认或放弃")),
        ),
        [
            Row(
                (
                    Cell(each.file, reverse("spending-plan", args=[each.pk])),
                    Cell(str(each.year)),
                    Cell(each.imported_by),
                    Cell(f"{timezone.localtime(each.imported_at):%Y-%m-%d %H:%M}"),
                    Cell(state_words(each, in_force.get(each.year) == each.pk)),
                    Cell(" ".join(filter(None, (each.decided_by, each.reason))) or None),
                )
            )
            for each in files
        ],
        lens.unit,
        empty=_("还没有用款计划。上传一张分月用款计划表，确认后执行进度就和它比较。"),
    )


def state_words(file: PlanFile, current: bool) -> str:
    """状态: in force, replaced by a later one, or how far it has come."""
    if file.state != PlanFile.State.CONFIRMED:
        return label(PlanFile.State(file.state))
    return _("现行") if current else _("已被后来的代替")


def months_table(
    file: PlanFile,
    rows: Sequence[PlannedRow],
    before: Mapping[tuple[str, str], SpendingPlan],
    current: int | None,
    lens: Lens,
) -> Table:
    """分月表: a row for each that is planned; with `before`, those of the file
    `current`, how the year's plan changes.

    Added up only where all rows are of one kind: regions and their units would be counted twice.
    """
    months = tuple(
        Column(f"m{n}", _("{month}月").format(month=n), Kind.MONEY, _("计划支付"))
        for n in range(1, 13)
    )
    columns = (
        Column("name", _("名称")),
        Column("sort", _("对象")),
        *months,
        Column("total", _("全年"), Kind.MONEY),
        *((Column("before", _("现行计划全年"), Kind.MONEY, adds=False),) if before else ()),
    )
    sorts = {row.sort for row in rows}
    sums = [sum(row.plan.months[n] for row in rows) for n in range(12)]
    total = None
    if len(sorts) == 1:
        (sort,) = sorts
        hrefs = [plan_href(file.pk, {"sort": sort.value, "month": str(n)}) for n in range(1, 13)]
        whole = plan_href(file.pk, {"sort": sort.value})
        total = Row(
            (
                Cell(_("合计")),
                Cell(),
                *map(Cell, sums, hrefs),
                Cell(sum(sums), whole),
                *((Cell(),) if before else ()),
            )
        )
    mixed = (_("有几种对象，不合计：区划的计划里已有其单位的。"),) if len(sorts) > 1 else ()
    return Table(
        "months",
        _("分月用款计划"),
        columns,
        [_months(file, row, before, current) for row in rows],
        lens.unit,
        total=total,
        notes=mixed,
        empty=_("文件里没有可用的行。"),
    )


def _months(
    file: PlanFile,
    row: PlannedRow,
    before: Mapping[tuple[str, str], SpendingPlan],
    current: int | None,
) -> Row:
    said = {"sort": row.sort.value, "key": row.key}
    old = before.get((row.sort.value, row.key))
    return Row(
        (
            Cell(row.name if row.name == row.key or not row.key else f"{row.name}（{row.key}）"),
            Cell(label(row.sort)),
            *(
                Cell(fen, plan_href(file.pk, {**said, "month": str(n)}))
                for n, fen in enumerate(row.plan.months, start=1)
            ),
            Cell(row.plan.total, plan_href(file.pk, said)),
            *((_before(old, said, current),) if before else ()),
        )
    )


def _before(old: SpendingPlan | None, said: Mapping[str, str], current: int | None) -> Cell:
    """The year's plan that is in force of a row; none where it has none."""
    if old is None or current is None:
        return Cell()
    return Cell(old.total, plan_href(current, said))


def faults_table(faults: Sequence[Fault], lens: Lens) -> Table:
    """问题表: each cell that is wrong, and how to mend it."""
    return Table(
        "faults",
        _("要改的格"),
        (
            Column("line", _("行")),
            Column("column", _("列")),
            Column("reason", _("问题")),
            Column("mend", _("改法")),
        ),
        [
            Row(
                (
                    Cell(
                        " ".join(filter(None, (each.sheet, each.address or str(each.line or ""))))
                        or None
                    ),
                    Cell(_("名称") if each.column == "name" else each.column),
                    Cell(each.reason),
                    Cell(each.mend),
                )
            )
            for each in faults
        ],
        lens.unit,
        empty=_("没有问题。"),
    )
