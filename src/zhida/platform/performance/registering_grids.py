"""登记的表 registering grids: notices that may be registered, the tables of one, and what changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.platform.notices.models import Document
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table
from zhida.platform.performance.models import TargetSet
from zhida.platform.performance.registering import Change, Planned


def notices_table(lens: Lens, found: Iterable[Document]) -> Table:
    """通知表: each leads to its preview."""
    columns = (
        Column("number", _("文号")), Column("title", _("标题")), Column("issuer", _("发文单位")),
        Column("date", _("日期"), Kind.DATE),
    )  # fmt: skip
    rows = [
        Row((
            Cell(each.number or _("（无文号）"), preview_href(lens, notice=each.pk)),
            Cell(each.title), Cell(each.issuer), Cell(each.date),
        ))
        for each in found
    ]  # fmt: skip
    return Table(
        "notices", _("本单位的通知"), columns, rows, lens.unit,
        empty=_("本年没有收到通知。请在“通知”收取，或在下面选目标表的文件。"),
    )  # fmt: skip


def planned_table(lens: Lens, found: Sequence[Planned]) -> Table:
    """拟登记表: whom each table binds, as which edition; or why it can't be registered."""
    columns = (
        Column("table", _("目标表")), Column("agency", _("承担单位")), Column("year", _("年度")),
        Column("edition", _("版次")), Column("rows", _("指标数"), Kind.COUNT),
        Column("changed", _("与上一版不同"), Kind.COUNT), Column("state", _("能否登记")),
    )  # fmt: skip
    rows = []
    for each in found:
        known = each.agency is not None
        rows.append(
            Row((
                Cell(each.name), Cell(each.agency.name if each.agency else None),
                Cell(str(each.year) if each.year else None),
                Cell(_("第{n}版").format(n=each.edition) if known else None),
                Cell(sum(bool(one.place) and bool(one.after) for one in each.changes) if known else None),
                Cell(sum(one.before != one.after for one in each.changes) if each.edition > 1 else None),
                Cell(each.fault or _("可以"), tone="late" if each.fault else "ok"),
            ))
        )  # fmt: skip
    return Table("tables", _("拟登记"), columns, rows, lens.unit)


def changes_table(lens: Lens, found: Sequence[Planned]) -> Table:
    """变动表: every indicator with its value before and after, and its cell."""
    columns = (
        Column("agency", _("承担单位")), Column("name", _("三级指标")), Column("before", _("上一版")),
        Column("after", _("拟登记")), Column("change", _("变动")), Column("place", _("出处")),
    )  # fmt: skip
    rows = []
    for each in found:
        for one in each.changes if each.agency else ():
            words, tone = _change(one, each.edition)
            rows.append(
                Row((
                    Cell(each.agency.name if each.agency else None), Cell(one.name),
                    Cell(one.before or None), Cell(one.after or None), Cell(words, tone=tone),
                    Cell(one.place),
                ))
            )  # fmt: skip
    return Table("changes", _("绩效指标"), columns, rows, lens.unit)


def editions_table(lens: Lens, found: Iterable[TargetSet]) -> Table:
    """各版表: what was registered of the year, the newest first, by whom and from what."""
    columns = (
        Column("set", _("承担单位")), Column("subject", _("资金或项目")), Column("edition", _("版次")),
        Column("from", _("来源")), Column("by", _("登记人")), Column("at", _("登记时间"), Kind.DATE),
    )  # fmt: skip
    rows = []
    for each in found:
        page = f"{reverse('target-score', args=[each.pk])}?{lens.query}"
        came = each.document.number if each.document else ""
        names = came or "、".join(file.name for file in each.files.all())
        rows.append(
            Row((
                Cell(each.agency.name, page), Cell(each.fund or each.subject),
                Cell(_("第{n}版").format(n=each.edition)), Cell(names), Cell(each.set_by),
                Cell(each.set_at.date()),
            ))
        )  # fmt: skip
    return Table(
        "editions", _("已登记的目标表"), columns, rows, lens.unit,
        empty=_("本年还没有登记绩效目标。"),
    )  # fmt: skip


def preview_href(lens: Lens, **of: int) -> str:
    """预览网址: of a notice or a file."""
    ((name, number),) = of.items()
    return f"{reverse('targets-register')}?{name}={number}&{lens.query}"


def _change(one: Change, edition: int) -> tuple[str, str]:
    if edition == 1 or one.before == one.after:
        return ("", "") if edition > 1 else (_("新登记"), "")
    if not one.before:
        return _("新增"), "ok"
    return (_("取消"), "late") if not one.after else (_("改动"), "warn")
