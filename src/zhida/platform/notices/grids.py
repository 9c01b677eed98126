"""通知的表 grids: the list of notices, and a notice beside last year's."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.platform.notices.addresses import cell_url, notice_url
from zhida.platform.notices.comparing import Compared, Side
from zhida.platform.notices.models import Document, State
from zhida.platform.pages.labels import label
from zhida.platform.pages.lazy import LazyRows
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table


def list_table(lens: Lens, found: QuerySet[Document], query: str) -> Table:
    """收文清单: `query` are the filters, under which the total opens what it is made of."""
    columns = (
        Column("number", _("文号")),
        Column("title", _("标题")),
        Column("fund", _("资金")),
        Column("agency", _("收文单位")),
        Column("date", _("日期"), Kind.DATE),
        Column("fen", _("总额"), Kind.MONEY, meaning=_("通知正文所载总额；扣减为负数。")),
        Column("findings", _("检查")),
        Column("state", _("办理状态")),
    )
    rows = LazyRows(
        found.count,
        lambda first, number: [_row(each) for each in found[first : first + number]],
    )
    return Table(
        "notices", _("通知"), columns, rows, lens.unit, total=_total(found, query), empty=_empty()
    )


def _row(each: Document) -> Row:
    return Row(
        (
            Cell(each.number or _("无文号"), notice_url(each)),
            Cell(each.title),
            Cell(getattr(each, "fund", None) or ""),
            Cell(each.agency.name),
            Cell(each.date, tone="short"),
            Cell(total_of(each), reverse("notice-total", args=[each.pk])),
            Cell(
                _findings(each),
                tone=f"short {'late' if getattr(each, 'errors', 0) else ''}".strip(),
            ),
            Cell(label(State(each.state)), tone="short"),
        )
    )


def total_of(document: Document) -> int | None:
    """总额: as the list of notices reads it."""
    fen: int | None = getattr(document, "fen", None)
    return fen


def _total(found: QuerySet[Document], query: str) -> Row | None:
    fen = found.order_by().aggregate(whole=Sum("fen"))["whole"]
    if fen is None:
        return None
    cells = [Cell(_("合计")), *(Cell() for _place in range(7))]
    cells[5] = Cell(int(fen), f"{reverse('notices-total')}?{query}")
    return Row(tuple(cells))


def _empty() -> str:
    return _("这个年度还没有收到通知。用上面的“收文”交来通知文件（docx、pdf、xlsx、图片等）。")


def _findings(each: Document) -> str:
    errors, warnings = getattr(each, "errors", 0), getattr(each, "warnings", 0)
    parts = [
        _("错误 {n}").format(n=errors) if errors else "",
        _("警告 {n}").format(n=warnings) if warnings else "",
    ]
    return "，".join(filter(None, parts)) or _("无误")


def compared_table(lens: Lens, rows: Sequence[Compared]) -> Table:
    """与上年比较: each row and column of the notice, this year's cell and last year's."""
    columns = (
        Column("name", _("单位")),
        Column("column", _("列")),
        Column("now", _("本年"), Kind.MONEY, adds=False),
        Column("before", _("上年"), Kind.MONEY, adds=False),
        Column("difference", _("增减额"), Kind.MONEY, formula="{now}-{before}", adds=False),
        Column("rate", _("增减"), Kind.RATE, formula="{now}/{before}-1", adds=False),
        Column("remark", _("说明")),
    )
    return Table(
        "compared",
        _("与上年逐行比较"),
        columns,
        [_compared(each) for each in rows],
        lens.unit,
        notes=(_("单位按区划代码对应，没有代码的按名称；列名去掉年份后对应。"),),
    )


def _compared(each: Compared) -> Row:
    remark = _("本年新增") if each.before is None else _("本年没有") if each.now is None else ""
    rate = None
    if each.now and each.before and each.before.fen:
        rate = Fraction(each.now.fen - each.before.fen, each.before.fen)
    return Row(
        (
            Cell(each.name),
            Cell(each.column or "—"),
            _side(each.now),
            _side(each.before),
            Cell(each.difference),
            Cell(rate),
            Cell(remark),
        ),
        subtotal=each.total,
    )


def _side(side: Side | None) -> Cell:
    return Cell(side.fen, cell_url(side.document, side.source)) if side else Cell()
