"""预警表 alert grids: raised alerts, each figure with its origin."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.platform.execution.alert_queries import AlertRow, rows_of
from zhida.platform.execution.models import RaisedAlert
from zhida.platform.pages.labels import label
from zhida.platform.pages.lazy import LazyRows
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table


def alerts_table(found: QuerySet[RaisedAlert], lens: Lens) -> Table:
    """预警表: the most pressing first. One line may have several alerts: amounts aren't added up."""
    return Table(
        "alerts",
        _("预警"),
        (
            Column("rule", _("预警")),
            Column("colour", _("颜色")),
            Column("state", _("状态")),
            Column("holder", _("单位")),
            Column("sentence", _("内容")),
            Column("fen", _("金额"), Kind.MONEY, adds=False),
            Column("days", _("天数"), Kind.COUNT, adds=False),
            Column("seen", _("最近发现"), Kind.DATE),
        ),
        LazyRows(
            found.count,
            lambda first, number: [_alert(each) for each in rows_of(found[first : first + number])],
        ),
        lens.unit,
        notes=(_("一笔钱可以同时有几条预警，金额不相加。"),),
        empty=_("没有符合条件的预警。预警由每天的任务按规则发出。"),
    )


def _alert(each: AlertRow) -> Row:
    return Row(
        (
            Cell(f"{each.rule} {each.name}", reverse("alert", args=[each.number])),
            Cell(label(each.colour), tone=f"tone-{each.colour.value}"),
            Cell(label(each.state)),
            Cell(each.holder_name),
            Cell(each.sentence),
            Cell(each.fen, reverse("alert-origin", args=[each.number])),
            Cell(each.days),
            Cell(each.seen_on),
        )
    )
