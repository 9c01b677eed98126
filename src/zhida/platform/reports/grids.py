"""报告页的表 grids: a form as the table it will be on paper, and what was made before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.figures import Figure
from zhida.core.forms import form as forms
from zhida.core.forms.shapes import shape, shapes
from zhida.core.money import Unit
from zhida.core.performance.review import EvaluationState, Stage
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import UNITS, Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table, Value
from zhida.platform.performance.addresses import judged_href
from zhida.platform.performance.evaluation_models import StagedJudgement
from zhida.platform.performance.figures import points
from zhida.platform.reports.asking import Wanted
from zhida.platform.reports.models import Report

KINDS = {
    forms.CellKind.TEXT: Kind.TEXT,
    forms.CellKind.DATE: Kind.DATE,
    forms.CellKind.MONEY: Kind.MONEY,
    forms.CellKind.RATE: Kind.RATE,
    forms.CellKind.NUMBER: Kind.NUMBER,
}


def form_table(form: forms.FormTable, asked: Wanted) -> Table:
    """报表: in the form's own unit; every figure opens what it is made of."""
    columns = tuple(
        Column(
            each.key,
            " ".join(filter(None, ("".join(each.header[-1].split()), _filler(each.filled_by)))),
            KINDS[each.kind],
            "".join(each.header[0].split()) if len(each.header) > 1 else "",
            shape(form.kind).formula(each.key),
            adds=each.adds,
        )
        for each in form.columns
    )
    rows = [Row(_cells(form, row, asked, str(at))) for at, row in enumerate(form.rows)]
    total = Row(_cells(form, form.total, asked, "total")) if form.total is not None else None
    return Table(
        "form",
        form.title,
        columns,
        rows,
        unit_of(form.unit),
        form.as_of,
        total,
        notes=form.notes,
        empty=_("截至这一天没有收到资金，无应报事项。"),
    )


def unit_of(unit: Unit) -> str:
    """金额单位: the lens's name for a form's unit."""
    return next(name for name, each in UNITS.items() if each is unit)


def value_of(cell: forms.Cell, kind: forms.CellKind) -> Value:
    """格值: as tables write it; a rate is a share of 1."""
    if isinstance(cell, forms.Words):
        return cell.day if cell.day is not None else cell.text or None
    if cell.value is None or kind is not forms.CellKind.RATE:
        return cell.value
    return Fraction(cell.value) / 100


def origin_href(asked: Wanted, row: str, column: str) -> str:
    """来历网址: of a figure of a form that is asked for."""
    return f"{reverse('report-origin')}?{asked.query}&row={row}&column={column}"


def _filler(filled_by: str) -> str:
    return f"（{filled_by}）" if filled_by else ""


def _cells(
    form: forms.FormTable, row: tuple[forms.Cell, ...], asked: Wanted, at: str
) -> tuple[Cell, ...]:
    cells = []
    for column, cell in zip(form.columns, row, strict=True):
        value = value_of(cell, column.kind)
        counts = column.kind is not forms.CellKind.NUMBER  # a serial number is no figure
        known = isinstance(cell, Figure) and value is not None and counts
        href = origin_href(asked, at, column.key) if known else ""
        cells.append(Cell(value, href, cell.state if isinstance(cell, Figure) else None))
    return tuple(cells)


def reports_table(reports: Iterable[Report], lens: Lens) -> Table:
    """报表历史: what was made, when, by whom, with the checksum of what it says."""
    titles = {kind: each.title.format(place="") for kind, each in shapes().items()}
    return Table(
        "reports",
        _("已生成的报表"),
        (
            Column("kind", _("报表")),
            Column("agency", _("单位")),
            Column("period", _("报告期")),
            Column("as_of", _("数据截至"), Kind.DATE),
            Column("edition", _("次")),
            Column("findings", _("问题")),
            Column("by", _("生成人")),
            Column("at", _("生成时间")),
            Column("content", _("内容校验值"), meaning=_("报表内容的 SHA-256，前十二位")),
        ),
        [
            Row(
                (
                    Cell(titles.get(each.kind, each.kind), reverse("report", args=[each.pk])),
                    Cell(each.agency.name),
                    Cell(each.period or None),
                    Cell(each.as_of),
                    Cell(_("第{edition}次").format(edition=each.edition)),
                    Cell(_("{n}项").format(n=len(each.findings)) if each.findings else _("无")),
                    Cell(each.made_by),
                    Cell(f"{timezone.localtime(each.made_at):%Y-%m-%d %H:%M}"),
                    Cell(each.content[:12]),
                )
            )
            for each in reports
        ],
        lens.unit,
        empty=_("这个年度还没有生成过报表。在上面选报表和报告期，先预览再生成。"),
    )


def self_evaluations_table(found: Sequence[StagedJudgement], lens: Lens) -> Table:
    """自评表: those that were filed, with the form as it came and what became of it."""
    return Table(
        "self_evaluations",
        _("自评表"),
        (
            Column("agency", _("单位")),
            Column("fund", _("资金")),
            Column("edition", _("次")),
            Column("total", _("自评得分"), Kind.NUMBER, adds=False),
            Column("grade", _("等级")),
            Column("state", _("状态")),
            Column("findings", _("问题")),
            Column("by", _("自评人")),
            Column("at", _("自评时间")),
            Column("file", _("文件")),
        ),
        [_self_evaluation(each, lens) for each in found],
        lens.unit,
        empty=_("这个年度还没有自评。到“绩效”页的“自评与复核”办理，或送来填好的自评表。"),
    )


def _self_evaluation(each: StagedJudgement, lens: Lens) -> Row:
    of = each.evaluation
    page = f"{reverse('evaluation', args=[of.pk])}?{lens.query}"
    form = reverse("evaluation-form", args=[of.pk])
    return Row(
        (
            Cell(of.agency.name, page),
            Cell(of.fund),
            Cell(_("第{edition}次").format(edition=each.edition)),
            Cell(points(Fraction(each.total)), judged_href(of.pk, Stage.SELF)),
            Cell(each.grade),
            Cell(label(EvaluationState(of.state))),
            Cell(_("{n}项").format(n=len(each.findings)) if each.findings else _("无")),
            Cell(each.judged_by),
            Cell(f"{timezone.localtime(each.judged_at):%Y-%m-%d %H:%M}"),
            Cell(each.file.name, form) if each.file is not None else Cell(),
        )
    )
