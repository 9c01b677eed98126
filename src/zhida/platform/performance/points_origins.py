"""得分的来历 points_origins: the points and worth of rows, levels, money and the whole of a set."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from zhida.core.performance.points import points_text
from zhida.core.performance.scoring import Score
from zhida.platform.ledger.figures import AVAILABLE, Asked
from zhida.platform.ledger.origins import step_href
from zhida.platform.pages.sources import Item, Origin
from zhida.platform.pages.tables import Kind
from zhida.platform.performance.addresses import points_href, printed_href, value_href
from zhida.platform.performance.figures import number, points, reached_value, wanted
from zhida.platform.performance.goals import Goal, Held, asked_of_set, earned, worth


def rows_origin(held: Held, goals: Sequence[Goal], what: str, on: datetime.date) -> Origin:
    """来历: of the points or the worth of several rows: each row is a part of it."""
    counted = [each for each in goals if each.points is not None and each.applies]
    items = []
    for each in counted:
        assert each.points is not None
        value = number(each.points.weight) if what == "weight" else points(each.points.points)
        href = points_href(held.set.pk, on, what, target=each.target.pk)
        items.append(Item(each.target.name, value, href, Kind.NUMBER, each.points.arithmetic))
    value = number(worth(goals)) if what == "weight" else points(earned(goals))
    name = _("分值") if what == "weight" else _("得分")
    formula = _("{name} = 各指标{name2}之和；不适用和没有指标值的不计").format(
        name=name, name2=name
    )
    return Origin(
        _("{set}{name}（截至{on}）").format(set=held.set, name=name, on=on),
        value,
        Kind.NUMBER,
        formula,
        items,
    )


def row_origin(held: Held, each: Goal, what: str, on: datetime.date) -> Origin | None:
    """来历: of the points or the worth of one row; None where it isn't scored."""
    if each.points is None or not each.applies:
        return None
    own = each.points
    target = each.target
    if what == "weight":
        given = target.weight is not None
        formula = (
            _("分值由目标表给出")
            if given
            else _(
                "目标表没有给分值：按一级指标的法定分值，在二级指标之间、再在指标之间平均分摊，尾差归前"
            )
        )
        return Origin(
            _("{name}的分值").format(name=target.name), number(own.weight), Kind.NUMBER, formula, adds=False,
            notes=(_("计分办法按{year}年度").format(year=held.set.year),),
        )  # fmt: skip
    items = [Item(_("分值"), number(own.weight), points_href(held.set.pk, on, "weight", target=target.pk), Kind.NUMBER),
             Item(_("指标值"), wanted(each.indicator), printed_href(target.pk), Kind.TEXT)]  # fmt: skip
    if each.value is not None:
        value = reached_value(each)
        kind = Kind.TEXT if isinstance(value, str) else Kind.NUMBER
        items.append(Item(_("完成值"), value, value_href(each.value.pk), kind))
    items.append(Item(_("得分比例"), own.part.share, kind=Kind.RATE, note=own.part.words))
    return Origin(
        _("{name}的得分（截至{on}）").format(name=target.name, on=on),
        points(own.points),
        Kind.NUMBER,
        _("得分 = {arithmetic}").format(arithmetic=own.arithmetic),
        items,
        adds=False,
    )


def execution_origin(held: Held, score: Score, what: str, on: datetime.date) -> Origin:
    """来历: of the points of the execution: B and A, which the ledger opens."""
    own = score.execution
    if what == "execution-weight":
        return Origin(_("预算执行的分值"), number(own.weight), Kind.NUMBER,
                      _("{year}年度计分办法规定的分值").format(year=held.set.year), adds=False)  # fmt: skip
    asked = Asked(**asked_of_set(held.set), on=on)  # type: ignore[arg-type]
    items = [
        Item(_("执行数 B"), own.executed, step_href(replace(asked, steps=("paid",)))),
        Item(_("预算数 A"), own.budget, step_href(replace(asked, steps=AVAILABLE))),
    ]
    return Origin(
        _("{set}预算执行得分（截至{on}）").format(set=held.set, on=on),
        points(own.points),
        Kind.NUMBER,
        _("得分 = {arithmetic}").format(arithmetic=own.arithmetic),
        items if own.executed is not None else [],
        adds=False,
    )


def total_origin(held: Held, score: Score, what: str, on: datetime.date) -> Origin:
    """来历: of the total, or of what the rows that count can earn."""
    of, full = held.set.pk, what == "full"
    own = score.execution
    items = []
    if own.outcome.counts:
        value = number(own.weight) if full else points(own.points)
        part = "execution-weight" if full else "execution"
        items.append(Item(_("预算执行"), value, points_href(of, on, part), Kind.NUMBER))
    for each in held.goals:
        if each.points is not None and each.applies:
            value = number(each.points.weight) if full else points(each.points.points)
            href = points_href(of, on, "weight" if full else "points", target=each.target.pk)
            items.append(Item(each.target.name, value, href, Kind.NUMBER))
    if full:
        return Origin(_("{set}计分的分值").format(set=held.set), number(score.full), Kind.NUMBER,
                      _("计分各行的分值之和"), items)  # fmt: skip
    scaled = (
        ()
        if score.scale == 1
        else (_("各行得分之和再乘以{points}").format(points=points_text(score.scale, 4)),)
    )
    total = points(score.total) if score.total is not None else None
    return Origin(
        _("{set}总分（截至{on}）{grade}").format(set=held.set, on=on, grade=score.grade),
        total,
        Kind.NUMBER,
        _("总分 = {arithmetic}").format(arithmetic=score.arithmetic),
        items,
        adds=score.scale == 1 and total is not None,
        notes=scaled,
    )
