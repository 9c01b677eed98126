"""分配页的表 grids: plans, results, what-if differences and editions, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.allocation.comparison import Bar, Change
from zhida.core.allocation.plan import ROUNDING
from zhida.core.allocation.states import State
from zhida.documents.allocation.planned import PlannedAllocation
from zhida.platform.allocation.models import Edition, Plan
from zhida.platform.allocation.queries import AwardRow, PlanRow, awarded, rows_of
from zhida.platform.pages.labels import label
from zhida.platform.pages.lazy import LazyRows
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table


def origin_href(plan: Plan, **asked: str) -> str:
    """来历网址: of a figure of a plan, named by what it is of: recipient, column, part, step."""
    named = {key: value for key, value in asked.items() if value}
    return f"{reverse('allocation-origin', args=[plan.pk])}?{urlencode(named)}"


def plans_table(found: QuerySet[Plan], lens: Lens) -> Table:
    """方案表: those of a year, the newest first."""
    return Table(
        "plans",
        _("分配方案"),
        (
            Column("title", _("方案")),
            Column("agency", _("单位")),
            Column("state", _("状态")),
            Column("document", _("文号")),
            Column("recipients", _("接收单位"), Kind.COUNT, adds=False),
            Column("fen", _("此次下达"), Kind.MONEY),
            Column("next", _("可办理")),
        ),
        LazyRows(
            found.count,
            lambda first, number: [
                _plan_row(each) for each in rows_of(found[first : first + number])
            ],
        ),
        lens.unit,
        timezone.localdate(),
        Row((Cell(_("合计")), *[Cell()] * 4, Cell(awarded(found)), Cell())),
        empty=_("这个年度还没有方案。有了上级下达的资金，用“新方案”起草；在手的资金见“指标账”。"),
    )


def _plan_row(each: PlanRow) -> Row:
    return Row(
        (
            Cell(each.title, reverse("allocation-plan", args=[each.number])),
            Cell(each.agency),
            Cell(label(each.state), tone=_TONES.get(each.state, "")),
            Cell(each.document or None),
            Cell(each.recipients),
            Cell(each.fen, f"{reverse('allocation-origin', args=[each.number])}?part=issued"),
            Cell("、".join(each.next_steps) or None),
        )
    )


_TONES = {State.SENT_BACK: "late", State.BOOKED: "ok", State.WITHDRAWN: "soft"}


def result_table(planned: PlannedAllocation, lens: Lens, plan: Plan | None = None) -> Table:
    """分配结果: every row of the plan's table with its groups; of a stored plan each opens its origin."""
    fen = planned.unit.fen
    lines = planned.draft.lines
    margins = planned.allocation.table.margins
    issued = planned.allocation.issued()

    def cell(units: int, **asked: str) -> Cell:
        return Cell(units * fen, origin_href(plan, **asked) if plan is not None else "")

    columns = [Column("name", _("接收单位"))]
    group = _("此次下达") if planned.has_advance else _("分配")
    columns += [Column(f"c{j}", each.name, Kind.MONEY, group) for j, each in enumerate(lines)]
    columns.append(Column("issued", _("合计"), Kind.MONEY, group))
    if planned.has_advance:
        meaning = _("全年应下达减去已提前下达，为此次下达")
        columns += [
            Column("full", _("全年应下达"), Kind.MONEY, meaning=meaning),
            Column("advanced", _("已提前下达"), Kind.MONEY),
        ]
    rows = []
    for i, name in enumerate(planned.names):
        cells = [Cell(name)]
        cells += [cell(units, row=name, column=str(j)) for j, units in enumerate(issued[i])]
        cells.append(cell(sum(issued[i]), row=name))
        if planned.has_advance:
            cells.append(cell(sum(planned.allocation.table.cells[i]), row=name, part="full"))
            cells.append(cell(sum(planned.allocation.advanced[i]), row=name, part="advanced"))
        rows.append(Row(tuple(cells), _depth(planned, i), i in margins.groups))
    tops = planned.allocation.recipients
    total = [Cell(_("合计"))]
    total += [
        cell(sum(issued[i][j] for i in tops), part="issued", column=str(j))
        for j in range(len(lines))
    ]
    total.append(cell(sum(sum(issued[i]) for i in tops), part="issued"))
    if planned.has_advance:
        full = sum(sum(planned.allocation.table.cells[i]) for i in tops)
        before = sum(sum(planned.allocation.advanced[i]) for i in tops)
        total += [cell(full, part="full"), cell(before, part="advanced")]
    return Table("result", _("分配结果"), tuple(columns), rows, lens.unit, None, Row(tuple(total)))


def awards_table(plan: Plan, rows: Sequence[AwardRow], lens: Lens) -> Table:
    """分配结果: of a plan whose files don't say how it was made: only what each is given."""
    names = list(plan.pool.order_by("ordinal").values_list("name", flat=True))
    body = [
        Row(
            (
                Cell(each.recipient),
                *(
                    Cell(each.fens.get(n), origin_href(plan, row=each.recipient, column=str(j)))
                    for j, n in enumerate(names)
                ),
                Cell(each.total_fen, origin_href(plan, row=each.recipient)),
            )
        )
        for each in rows
    ]
    sums = [sum(each.fens.get(name, 0) for each in rows) for name in names]
    total = [
        Cell(_("合计")),
        *(Cell(fen, origin_href(plan, part="issued", column=str(j))) for j, fen in enumerate(sums)),
        Cell(sum(sums), origin_href(plan, part="issued")),
    ]
    columns = [Column("name", _("接收单位"))]
    columns += [Column(f"c{j}", name, Kind.MONEY) for j, name in enumerate(names)]
    columns.append(Column("issued", _("合计"), Kind.MONEY))
    return Table("result", _("分配结果"), tuple(columns), body, lens.unit, None, Row(tuple(total)))


def step_name(bar: Bar) -> str:
    """步骤名称: as the plan calls it; the rounding, which no plan names, in the language of the page."""
    return _("取整") if bar.step.name == ROUNDING else bar.step.name


def waterfall_table(planned: PlannedAllocation, at: int, lens: Lens, plan: Plan) -> Table:
    """逐项说明: the parts of one recipient's total, which sum to it."""
    name = planned.recipients.records[at].name
    bars = planned.waterfall(at)
    rows = [
        Row(
            (
                Cell(step_name(bar)),
                Cell(bar.amount, origin_href(plan, row=name, part="step", step=str(k))),
                Cell(bar.end, origin_href(plan, row=name, part="upto", step=str(k))),
                Cell(bar.step.grounds.note or None),
                Cell(bar.step.grounds.basis or None),
                Cell(bar.step.grounds.sources[at].describe() if bar.step.grounds.sources else None),
            )
        )
        for k, bar in enumerate(bars)
    ]
    whole = bars[-1].end if bars else 0
    return Table(
        "waterfall",
        _("%(name)s逐项说明") % {"name": name},
        (
            Column("step", _("部分")),
            Column("fen", _("增减"), Kind.MONEY),
            Column("end", _("累计"), Kind.MONEY, adds=False),
            Column("note", _("参数")),
            Column("basis", _("依据")),
            Column("place", _("数据出处")),
        ),
        rows,
        lens.unit,
        None,
        Row(
            (
                Cell(_("全年应下达")),
                Cell(whole, origin_href(plan, row=name, part="full")),
                *[Cell()] * 4,
            )
        ),
    )


def changes_table(
    changes: Sequence[Change], names: dict[str, str], lens: Lens, before_of: Plan, plan: Plan
) -> Table:
    """假设比较: each recipient under the plan that was copied, and under the copy."""
    rows = []
    for each in changes:
        name = names.get(each.name, each.name)
        difference = each.difference
        rows.append(
            Row(
                (
                    Cell(name),
                    Cell(each.before, _full(before_of, name) if each.before is not None else ""),
                    Cell(each.now, _full(plan, name) if each.now is not None else ""),
                    Cell(
                        difference,
                        origin_href(plan, row=name, part="changed")
                        if difference is not None
                        else "",
                        tone="late" if (difference or 0) < 0 else "",
                    ),
                    Cell(each.rate),
                )
            )
        )
    before = sum(each.before or 0 for each in changes)
    now = sum(each.now or 0 for each in changes)
    return Table(
        "changes",
        _("与原方案比较"),
        (
            Column("name", _("接收单位")),
            Column("before", _("原方案"), Kind.MONEY),
            Column("now", _("本方案"), Kind.MONEY),
            Column("difference", _("增减"), Kind.MONEY, formula="{now}-{before}"),
            Column("rate", _("增减%"), Kind.RATE, formula="{difference}/{before}", adds=False),
        ),
        rows,
        lens.unit,
        None,
        Row(
            (
                Cell(_("合计")),
                Cell(before, origin_href(before_of, part="full")),
                Cell(now, origin_href(plan, part="full")),
                Cell(now - before, origin_href(plan, part="changed")),
                Cell(),
            )
        ),
    )


def _full(plan: Plan, name: str) -> str:
    return origin_href(plan, row=name, part="full")


def editions_table(editions: Sequence[Edition], lens: Lens) -> Table:
    """版本: who saved the plan when; nothing that was saved is lost."""
    return Table(
        "editions",
        _("保存过的版本"),
        (
            Column("number", _("版本")),
            Column("by", _("保存人")),
            Column("at", _("时间")),
        ),
        [
            Row(
                (
                    Cell(_("第{number}版").format(number=each.number)),
                    Cell(each.saved_by),
                    Cell(f"{timezone.localtime(each.saved_at):%Y-%m-%d %H:%M}"),
                )
            )
            for each in editions
        ],
        lens.unit,
    )


def _depth(planned: PlannedAllocation, line: int) -> int:
    depth, lines = 0, planned.allocation.table.margins.lines
    above = lines[line].parent
    while above is not None:
        depth, above = depth + 1, lines[above].parent
    return depth
