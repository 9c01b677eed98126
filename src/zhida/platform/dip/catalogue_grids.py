"""目录的表 catalogue grids: versions, the groups of one, one group's coefficients, and two versions compared."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.engines.dip.directory import Rule
from zhida.platform.dip.catalogue import group_of, points
from zhida.platform.dip.figures import page_of
from zhida.platform.dip.installed import InForce, Version
from zhida.platform.pages.labels import label
from zhida.platform.pages.lazy import LazyRows
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table

if TYPE_CHECKING:
    from zhida.engines.dip.differences import Difference

COEFFICIENT_PLACES = 4
"""Coefficients are written so; points of two versions are compared so."""
_MOST_SHOWN = 6
"""Diagnoses or procedures of a group in a row of the directory; its page has all."""


def versions_table(lens: Lens, found: Sequence[Version], current: str) -> Table:
    """版本表: the newest first, with who is in force."""
    columns = (
        Column("version", _("版本")), Column("name", _("目录文件")), Column("installed", _("启用")),
        Column("groups", _("病种"), Kind.COUNT, adds=False),
        Column("core", _("核心病种"), Kind.COUNT, adds=False),
        Column("mixed", _("综合病种"), Kind.COUNT, adds=False),
        Column("scored", _("病种分值")), Column("policies", _("政策")), Column("state", _("状态")),
    )  # fmt: skip
    rows = []
    for each in found:
        here = page_of(lens, "dip-directory", each.version)
        counts = [(each.groups, ""), (each.groups - each.mixed, "core"), (each.mixed, "mixed")]
        policies = "　".join(f"{name}={value}" for name, value in sorted(each.policies.items()))
        in_force = each.version == current
        rows.append(
            Row((
                Cell(each.version, here), Cell(each.name), Cell(day_of(each)),
                *(Cell(count, figure_href(lens, each.version, "count", layer=layer))
                  for count, layer in counts),
                Cell(_("有") if "measured.json" in each.files else _("没有")),
                Cell(policies or _("都按数据表")),
                Cell(_("在用") if in_force else _("旧版"), tone="ok" if in_force else ""),
            ))
        )  # fmt: skip
    return Table("versions", _("目录版本"), columns, rows, lens.unit)


def directory_table(lens: Lens, found: InForce, rules: Sequence[Rule]) -> Table:
    """病种表: the rules that the filter left, in the directory's order; points where it is measured."""
    scored = found.measured is not None
    columns = (
        Column("code", _("编码")), Column("name", _("病种")), Column("layer", _("层次")),
        Column("dx", _("主要诊断")), Column("main", _("主要手术操作")), Column("related", _("相关手术操作")),
        *((Column("points", _("病种分值"), Kind.NUMBER, adds=False),
           Column("cases", _("病例"), Kind.COUNT),
           Column("mean", _("加权均值"), Kind.MONEY, adds=False)) if scored else ()),
    )  # fmt: skip

    def row(rule: Rule) -> Row:
        mains = ["＋".join(each) for each in rule.main]
        cells = (
            Cell(rule.code, group_href(lens, found.version.version, rule.code)), Cell(rule.name),
            Cell(label(rule.layer.label)), Cell(_some(rule.dx)), Cell(_some(mains) or _treated(rule)),
            Cell(_some(rule.related)),
        )  # fmt: skip
        return Row((*cells, *_measured(lens, found, rule.code)) if scored else cells)

    rows = LazyRows(
        lambda: len(rules),
        lambda first, number: [row(rule) for rule in rules[first : first + number]],
    )
    total = None
    if scored and rules:
        cases = sum(group.cases for rule in rules if (group := group_of(found, rule.code)))
        total = Row((Cell(_("合计")), *(Cell() for _each in range(6)), Cell(cases), Cell()))
    return Table(
        "groups", _("病种"), columns, rows, lens.unit, total=total,
        empty=_("没有符合的病种：请换一个词，或去掉层次。"),
    )  # fmt: skip


def group_table(lens: Lens, found: InForce, rule: Rule) -> Table:
    """病种表: one group alone, which needs no total."""
    return replace(directory_table(lens, found, [rule]), key="group", total=None)


def neighbours_table(lens: Lens, found: InForce, rules: Sequence[Rule]) -> Table:
    """同诊断病种表: the other groups of a group's diagnoses."""
    return replace(
        directory_table(lens, found, rules), key="neighbours", title=_("诊断相同的病种"),
        total=None, empty=_("没有别的病种用这些诊断。"),
    )  # fmt: skip


def coefficients_table(lens: Lens, found: InForce, code: str) -> Table:
    """等级系数表: what the group counts at each level of institution."""
    from zhida.engines.dip.bedside_pay import pay

    measured = found.measured
    columns = (
        Column("level", _("医院等级")), Column("coefficient", _("系数"), Kind.NUMBER, adds=False),
        Column("points", _("标准分值"), Kind.NUMBER, adds=False),
        Column("fen", _("标准费用"), Kind.MONEY, adds=False),
    )  # fmt: skip
    rows = []
    if measured is not None and code in measured.groups:
        own = measured.further.diseases.get(code, {})
        for level in sorted({*measured.coefficients, *own} or {""}):
            told = pay(measured, code, found.ready.policy, level=level)
            assert told is not None
            at = {"code": code, "level": level}
            version = found.version.version
            rows.append(
                Row((
                    Cell(level or _("未填")),
                    Cell(Decimal(told.coefficient).scaleb(-COEFFICIENT_PLACES),
                         figure_href(lens, version, "coefficient", **at)),
                    Cell(points(told.standard_points, measured.places),
                         figure_href(lens, version, "level_points", **at)),
                    Cell(told.standard_fen, figure_href(lens, version, "standard", **at)),
                ))
            )  # fmt: skip
    return Table(
        "coefficients", _("各等级的分值"), columns, rows, lens.unit,
        empty=_("这一版没有分值：启用时用--scores给出测算结果。"),
    )  # fmt: skip


def differences_table(lens: Lens, found: Sequence[Difference]) -> Table:
    """差异表: one change a row; points are written with four places, whatever their measurements'."""
    from zhida.engines.dip.differences import Change

    columns = (
        Column("change", _("变动")), Column("code", _("编码")), Column("name", _("病种")),
        Column("before", _("原来")), Column("after", _("现在")),
    )  # fmt: skip

    def told(each: Difference, text: str) -> str:
        scored = each.change is Change.SCORE
        return f"{points(int(text), COEFFICIENT_PLACES).normalize():f}" if scored else text

    rows = [
        Row((
            Cell(label(each.change.value)), Cell(each.code), Cell(each.name),
            Cell(told(each, each.before)), Cell(told(each, each.after)),
        ))
        for each in found
    ]  # fmt: skip
    return Table("differences", _("差异"), columns, rows, lens.unit, empty=_("没有这样的差异。"))


def group_href(lens: Lens, version: str, code: str) -> str:
    """病种网址."""
    return page_of(lens, "dip-group", version, code)


def figure_href(lens: Lens, version: str, field: str, **place: str) -> str:
    """来历网址: of a figure of a version; `code` names a group, `level` a level of institution."""
    asked = urlencode({"field": field} | {name: text for name, text in place.items() if text})
    return f"{reverse('dip-directory-origin', args=[version])}?{asked}&{lens.query}"


def _measured(lens: Lens, found: InForce, code: str) -> tuple[Cell, Cell, Cell]:
    group, version = group_of(found, code), found.version.version
    if group is None or found.measured is None:
        return Cell(), Cell(), Cell()
    return (
        Cell(points(group.points, found.measured.places), figure_href(lens, version, "points", code=code)),
        Cell(group.cases, figure_href(lens, version, "cases", code=code)),
        Cell(group.mean_fen, figure_href(lens, version, "mean", code=code)),
    )  # fmt: skip


def _some(texts: Sequence[str]) -> str:
    shown = "、".join(texts[:_MOST_SHOWN])
    more = len(texts) - _MOST_SHOWN
    return shown + (_("等{n}个").format(n=len(texts)) if more > 0 else "")


def _treated(rule: Rule) -> str:
    if rule.any_main:
        return str(_("不论"))
    return label(rule.treatment.label) if rule.treatment else str(_("内科诊疗"))


def day_of(each: Version) -> str:
    """启用时间: when a version was put in force, on the clocks of the place."""
    return f"{datetime.datetime.fromisoformat(each.installed).astimezone():%Y-%m-%d %H:%M}"
