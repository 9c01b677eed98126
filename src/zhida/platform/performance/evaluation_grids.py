"""评价页的表 evaluation_grids: the evaluations of a year, and one with its stages side by side."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.core.figures import FigureState
from zhida.core.performance.review import JudgedRow, Judgement, Stage, told
from zhida.documents.performance.judgements import scaled_words
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.sources import Item, Origin
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table
from zhida.platform.performance.addresses import judged_href
from zhida.platform.performance.evaluations import EvaluationRow
from zhida.platform.performance.figures import number, points


def evaluations_table(rows: Sequence[EvaluationRow], lens: Lens) -> Table:
    """评价表: how far each has come, and the points of each stage."""
    return Table(
        "evaluations",
        _("绩效评价"),
        (
            Column("agency", _("单位")),
            Column("fund", _("资金")),
            Column("state", _("状态")),
            *(
                Column(each.value, label(each), Kind.NUMBER, _("得分"), adds=False)
                for each in Stage
            ),
            Column("grade", _("等级")),
            Column("findings", _("自评表的问题")),
        ),
        [_listed(each, lens) for each in rows],
        lens.unit,
        empty=_("这个年度还没有绩效评价。点“办理自评”，由系统按账编成，或上传填好的自评表。"),
    )


def _listed(each: EvaluationRow, lens: Lens) -> Row:
    page = f"{reverse('evaluation', args=[each.number])}?{lens.query}"
    found = len(each.stages[0].findings)
    by_stage = {one.stage: one for one in each.stages}
    totals = [
        Cell(points(by_stage[stage].total), judged_href(each.number, stage))
        if stage in by_stage
        else Cell()
        for stage in Stage
    ]
    return Row(
        (
            Cell(each.agency_name, page),
            Cell(each.fund),
            Cell(label(each.state)),
            *totals,
            Cell(each.counts.grade),
            Cell(str(found) if found else "—", f"{page}#findings" if found else ""),
        )
    )


def stages_table(row: EvaluationRow, lens: Lens) -> Table:
    """对照表: weight, value, the points of each stage beside each other, and where they differ."""
    first, last = row.stages[0], row.stages[-1]
    columns = (
        Column("row", _("行"), meaning=_("第 0 行为预算执行")),
        Column("name", _("三级指标")),
        Column("weight", _("分值"), Kind.NUMBER),
        Column("actual", _("完成值")),
        *(
            Column(each.stage.value, label(each.stage), Kind.NUMBER, _("得分"), adds=False)
            for each in row.stages
        ),
        Column("off", _("差"), Kind.NUMBER, meaning=_("最后环节减自评"), adds=False),
        Column("words", _("算式")),
        Column("why", _("改分理由")),
    )
    off = last.total - first.total
    total = Row(
        (
            Cell(_("总分")),
            Cell(""),
            Cell(),
            Cell(""),
            *(Cell(points(each.total), judged_href(row.number, each.stage)) for each in row.stages),
            Cell(points(off), judged_href(row.number, last.stage, "difference")) if off else Cell(),
            Cell(scaled_words(last)),
            Cell(""),
        )
    )
    rows = [_staged(row, place) for place in range(len(first.rows))]
    title = told(first, last) if len(row.stages) > 1 else _("自评")
    return Table("stages", title, columns, rows, lens.unit, total=total)


def _staged(row: EvaluationRow, place: int) -> Row:
    judged = [each.rows[place] for each in row.stages]
    own, last = judged[0], judged[-1]
    off = last.points - own.points
    tone = "clash" if off else ""
    return Row(
        (
            Cell(str(place)),
            Cell(own.name, tone=tone),
            Cell(number(own.weight), judged_href(row.number, Stage.SELF, "weight", place)),
            Cell(own.actual),
            *(
                _points(row.number, each, place, tone) for each in row.stages
            ),
            Cell(
                points(off), judged_href(row.number, row.stages[-1].stage, "difference", place),
                tone=tone,
            )
            if off
            else Cell(""),
            Cell(own.words),
            Cell(last.words if last.words != own.words else "", tone=tone),
        )
    )  # fmt: skip


def _points(number_of: int, judged: Judgement, place: int, tone: str) -> Cell:
    row = judged.rows[place]
    if not row.counts:
        return Cell(state=FigureState.NOT_APPLICABLE)
    return Cell(points(row.points), judged_href(number_of, judged.stage, row=place), tone=tone)


def judged_origin(row: EvaluationRow, stage: Stage, what: str, place: int | None) -> Origin | None:
    """来历: of a figure of an evaluation; None where there is no such."""
    judged = next((each for each in row.stages if each.stage is stage), None)
    if judged is None or what not in ("points", "weight", "difference"):
        return None
    if place is not None and not 0 <= place < len(judged.rows):
        return None
    if what == "difference":
        return _difference_origin(row, judged, place)
    if place is None:
        return _total_origin(row, judged) if what == "points" else None
    return _row_origin(row, judged, judged.rows[place], place, what)


def _row_origin(
    row: EvaluationRow, judged: Judgement, of: JudgedRow, place: int, what: str
) -> Origin:
    name = f"{_named(row)}{label(judged.stage)}“{of.name}”"
    if what == "weight":
        return Origin(_("{name}的分值").format(name=name), number(of.weight), Kind.NUMBER,
                      _("自评表所列，或按计分办法分摊"), adds=False)  # fmt: skip
    weight = judged_href(row.number, judged.stage, "weight", place)
    items = [Item(_("分值"), number(of.weight), weight, Kind.NUMBER)]
    if of.actual:
        items.append(Item(_("完成值"), of.actual, kind=Kind.TEXT))
    if judged.stage is not Stage.SELF:
        own = row.stages[0].rows[place]
        href = judged_href(row.number, Stage.SELF, row=place)
        items.append(Item(_("自评得分"), points(own.points), href, Kind.NUMBER, own.words))
    return Origin(name, points(of.points), Kind.NUMBER, of.words, items, adds=False,
                  confirmed=judged.by, place=_("评价页"),
                  place_href=reverse("evaluation", args=[row.number]))  # fmt: skip


def _total_origin(row: EvaluationRow, judged: Judgement) -> Origin:
    items = [
        Item(
            each.name, points(each.points), judged_href(row.number, judged.stage, row=place),
            Kind.NUMBER, each.words,
        )
        for place, each in enumerate(judged.rows)
        if each.counts
    ]  # fmt: skip
    return Origin(
        _("{what}{label}总分（{grade}）").format(
            what=_named(row), label=label(judged.stage), grade=judged.grade
        ),
        points(judged.total),
        Kind.NUMBER,
        _("总分 = {scaled_words}").format(scaled_words=scaled_words(judged)),
        items,
        adds=judged.scale == 1,
        confirmed=judged.by,
    )


def _difference_origin(row: EvaluationRow, judged: Judgement, place: int | None) -> Origin:
    first = row.stages[0]
    if place is None:
        before, after, name = first.total, judged.total, _("总分")
    else:
        before, after = first.rows[place].points, judged.rows[place].points
        name = judged.rows[place].name
    items = [
        Item(
            _("{label}得分").format(label=label(judged.stage)), points(after),
            judged_href(row.number, judged.stage, row=place), Kind.NUMBER,
            "" if place is None else judged.rows[place].words,
        ),
        Item(
            _("减：自评得分"), points(-before), judged_href(row.number, Stage.SELF, row=place),
            Kind.NUMBER,
        ),
    ]  # fmt: skip
    title = _("{what}“{name}”{label}与自评的差").format(
        what=_named(row), name=name, label=label(judged.stage)
    )
    formula = _("差 = {label}得分 − 自评得分").format(label=label(judged.stage))
    return Origin(title, points(after - before), Kind.NUMBER, formula, items)


def _named(row: EvaluationRow) -> str:
    return _("{agency_name}{year}年“{fund}”").format(
        agency_name=row.agency_name, year=row.year, fund=row.fund
    )
