"""绩效页的表 grids: the tree of goals, a score as arithmetic, and the history of one value."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.figures import FigureState
from zhida.core.performance.scoring import Score
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table
from zhida.platform.performance.addresses import points_href, printed_href, target_url, value_href
from zhida.platform.performance.figures import (
    TONES,
    evidence_words,
    light_words,
    number,
    points,
    reached,
    state_words,
    wanted,
)
from zhida.platform.performance.goals import Goal, Held, earned, outcome_of, worth
from zhida.platform.performance.models import Value

Levels = list[tuple[str, list[tuple[str, list[Goal]]]]]


def by_level(goals: Iterable[Goal]) -> Levels:
    """按级: level 1 with its level 2 with its indicators, in the order in which they stand."""
    found: dict[str, dict[str, list[Goal]]] = {}
    for each in goals:
        found.setdefault(each.target.level1, {}).setdefault(each.target.level2, []).append(each)
    return [(name, list(below.items())) for name, below in found.items()]


def tree_table(sets: Sequence[Held], lens: Lens, on: datetime.date) -> Table:
    """指标树: each set with its level 1, level 2 and indicators; levels are subtotals of points."""
    columns = (
        Column("name", _("单位 / 一级 / 二级 / 指标")),
        Column("target", _("指标值")),
        Column(
            "actual",
            _("完成值"),
            Kind.NUMBER,
            meaning=_("— 未报；／ 不适用；0 是报了零；定性指标为得分比例"),
            adds=False,
        ),
        Column("unit", _("计量单位")),
        Column("standing", _("取值"), meaning=_("计算：由记录取数；填报：人填，附证明材料")),
        Column("as_of", _("数据截至"), Kind.DATE),
        Column("evidence", _("依据")),
        Column("light", _("监控"), meaning=_("正常、有风险、未完成、无数据；理由见指标页")),
        Column("weight", _("分值"), Kind.NUMBER, meaning=_("不含预算执行的分值")),
        Column("points", _("得分"), Kind.NUMBER, meaning=_("按数据日期的完成值计；不含预算执行")),
    )
    return Table(
        "goals",
        _("绩效指标"),
        columns,
        [row for each in sets for row in _set_rows(each, lens, on)],
        lens.unit,
        on,
        empty=_("这里还没有绩效目标。目标随资金下达：请点“登记绩效目标”，从通知或目标表登记。"),
    )


def _set_rows(each: Held, lens: Lens, on: datetime.date) -> Iterator[Row]:
    of = each.set
    fund = of.fund or of.subject
    name = " · ".join(filter(None, (of.agency.name, fund, of.scope if "本级" in of.scope else "")))
    page = f"{reverse('target-score', args=[of.pk])}?on={on}&{lens.query}"
    yield _sum_row(name, each.goals, of.pk, on, 0, page)
    for level1, below in by_level(each.goals):
        inner = [goal for _name, own in below for goal in own]
        yield _sum_row(level1 or _("（没有一级指标）"), inner, of.pk, on, 1, level1=level1)
        for level2, own in below:
            words = level2 or _("（没有二级指标）")
            yield _sum_row(words, own, of.pk, on, 2, level1=level1, level2=level2)
            yield from (goal_row(goal, lens, on) for goal in own)


def _sum_row(
    name: str,
    goals: Sequence[Goal],
    held: int,
    on: datetime.date,
    depth: int,
    page: str = "",
    **level: str,
) -> Row:
    if all(each.points is None for each in goals):
        sums = (Cell(), Cell())
    else:
        sums = (
            Cell(number(worth(goals)), points_href(held, on, "weight", **level)),  # type: ignore[arg-type]
            Cell(points(earned(goals)), points_href(held, on, **level)),  # type: ignore[arg-type]
        )
    blank = [Cell("")] * 7
    return Row((Cell(name, page), *blank, *sums), depth, True)


def goal_row(each: Goal, lens: Lens, on: datetime.date) -> Row:
    """指标行: one goal."""
    target = each.target
    page = f"{target_url(target.pk, on)}&{lens.query}"
    value = each.value
    proof = value_href(value.pk) if value is not None else ""
    cells = (
        Cell(target.name, page),
        Cell(wanted(each.indicator), printed_href(target.pk)),
        reached(each),
        Cell(target.unit),
        Cell(state_words(each), tone="warn" if value is None and each.applies else ""),
        Cell(value.as_of if value is not None else None),
        Cell(evidence_words(each), proof),
        Cell(light_words(each), tone=f"{TONES[each.watch.light]} short"),
    )
    return Row((*cells, *_points(each, target.set_id, on)), 3)


def _points(each: Goal, held: int, on: datetime.date) -> tuple[Cell, Cell]:
    if each.points is None:
        return Cell(), Cell()
    if not each.applies:
        none = Cell(state=FigureState.NOT_APPLICABLE)
        return none, none
    return (
        Cell(number(each.points.weight), points_href(held, on, "weight", target=each.target.pk)),
        Cell(points(each.points.points), points_href(held, on, target=each.target.pk)),
    )


def parts_table(goals: Sequence[Goal], lens: Lens, on: datetime.date) -> Table:
    """下级的同一指标: what each place or unit below is to reach of it, and has reached."""
    rows = []
    for each in goals:
        page = f"{target_url(each.target.pk, on)}&{lens.query}"
        rows.append(
            Row(
                (
                    Cell(each.target.set.agency.name, page),
                    Cell(each.target.name),
                    Cell(wanted(each.indicator), printed_href(each.target.pk)),
                    reached(each),
                    Cell(each.target.unit),
                    Cell(state_words(each)),
                    Cell(light_words(each), tone=f"{TONES[each.watch.light]} short"),
                )
            )
        )
    return Table(
        "parts",
        _("下级的同一指标"),
        (
            Column("agency", _("单位")),
            Column("name", _("三级指标")),
            Column("target", _("指标值")),
            Column("actual", _("完成值"), Kind.NUMBER, adds=False),
            Column("unit", _("计量单位")),
            Column("standing", _("取值")),
            Column("light", _("监控")),
        ),
        rows,
        lens.unit,
        on,
    )


def score_table(found: Held, score: Score, lens: Lens, on: datetime.date) -> Table:
    """得分表: the execution, each indicator, each with its arithmetic; the total of them all."""
    of = found.set.pk
    execution = score.execution
    rows = [
        Row(
            (
                Cell(_("预算执行")),
                Cell(""),
                Cell(""),
                Cell(label(execution.outcome)),
                Cell(number(execution.weight), points_href(of, on, "execution-weight")),
                Cell(points(execution.points), points_href(of, on, "execution"))
                if execution.outcome.counts
                else Cell(state=FigureState.NOT_APPLICABLE),
                Cell(execution.arithmetic),
            )
        )
    ]
    for level1, below in by_level(found.goals):
        inner = [goal for _name, own in below for goal in own]
        rows.append(
            Row(
                (
                    Cell(level1 or _("（没有一级指标）")),
                    *[Cell("")] * 3,
                    Cell(number(worth(inner)), points_href(of, on, "weight", level1=level1)),
                    Cell(points(earned(inner)), points_href(of, on, level1=level1)),
                    Cell(""),
                ),
                0,
                True,
            )
        )
        rows += [_score_row(goal, of, on) for goal in inner]
    total = None
    if score.total is not None:
        total = Row(
            (
                Cell(_("总分")),
                *[Cell("")] * 2,
                Cell(score.grade),
                Cell(number(score.full), points_href(of, on, "full")),
                Cell(points(score.total), points_href(of, on, "total")),
                Cell(score.arithmetic),
            )
        )
    return Table(
        "score",
        _("得分"),
        (
            Column("name", _("三级指标")),
            Column("target", _("指标值")),
            Column("actual", _("完成值"), Kind.NUMBER, adds=False),
            Column("outcome", _("结果")),
            Column("weight", _("分值"), Kind.NUMBER),
            Column("points", _("得分"), Kind.NUMBER),
            Column("words", _("算式")),
        ),
        rows,
        lens.unit,
        on,
        total,
    )


def _score_row(each: Goal, held: int, on: datetime.date) -> Row:
    weight, earned_points = _points(each, held, on)
    words = each.points.arithmetic if each.points is not None else ""
    return Row(
        (
            Cell(each.target.name, target_url(each.target.pk, on)),
            Cell(wanted(each.indicator), printed_href(each.target.pk)),
            reached(each),
            Cell(outcome_of(each)),
            weight,
            earned_points,
            Cell(words),
        ),
        1,
    )


def history_table(values: Sequence[Value], words: Sequence[str], lens: Lens) -> Table:
    """历次取值: every value of a target, the newest first; `words` are the values in words."""
    return Table(
        "history",
        _("历次取值"),
        (
            Column("as_of", _("数据截至"), Kind.DATE),
            Column("value", _("完成值")),
            Column("standing", _("取值")),
            Column("base", _("基期")),
            Column("file", _("证明材料")),
            Column("by", _("填报或计算")),
            Column("at", _("时间")),
            Column("note", _("说明")),
        ),
        [
            Row(
                (
                    Cell(each.as_of),
                    Cell(told, value_href(each.pk)),
                    Cell(label(each.get_standing_display())),
                    Cell(_("基期数") if each.is_base else ""),
                    Cell(each.file.name, reverse("value-file", args=[each.pk]))
                    if each.file is not None
                    else Cell(""),
                    Cell(each.recorded_by),
                    Cell(f"{timezone.localtime(each.recorded_at):%Y-%m-%d %H:%M}"),
                    Cell(each.note),
                )
            )
            for each, told in zip(values, words, strict=True)
        ],
        lens.unit,
        empty=_("还没有取值。能计算的按“计算”，其余附证明材料填报。"),
    )
