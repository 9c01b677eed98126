"""目录数字的来历 catalogue origins: counts of groups, points, means, coefficients of a version."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.http import Http404
from django.utils.translation import gettext as _

from zhida.engines.dip.directory import Layer
from zhida.platform.dip.catalogue import points
from zhida.platform.dip.catalogue_grids import COEFFICIENT_PLACES, figure_href, group_href
from zhida.platform.dip.figures import page_of
from zhida.platform.dip.installed import InForce
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.sources import Item, Origin
from zhida.platform.pages.tables import Kind, Value


def origin_of(lens: Lens, found: InForce, asked: Mapping[str, str]) -> Origin:
    """来历: of the figure that an address names. Raises Http404 where there is none."""
    field = asked.get("field", "")
    if field == "count":
        return _count(lens, found, asked.get("layer", ""))
    code, level = asked.get("code", ""), asked.get("level", "")
    if found.measured is None or code not in found.measured.groups:
        raise Http404
    if field in ("points", "cases", "mean"):
        return _of_group(lens, found, code, field)
    if field in ("coefficient", "level_points", "standard"):
        return _of_level(lens, found, code, level, field)
    cost = asked.get("cost", "")
    if field in ("case_points", "case_fen") and (not cost or (cost.isascii() and cost.isdigit())):
        return _of_case(lens, found, asked, field)
    raise Http404


def _count(lens: Lens, found: InForce, layer: str) -> Origin:
    """Groups by layer, which sum to all, to the core or to the mixed ones."""
    parts = {"core": set(Layer) - {Layer.MIXED}, "mixed": {Layer.MIXED}}
    wanted = parts.get(layer, set(Layer))
    version = found.version.version
    counted = {each: 0 for each in Layer if each in wanted}
    for rule in found.ready.rules:
        if rule.layer in counted:
            counted[rule.layer] += 1
    items = [
        Item(label(each.label), count, page_of(lens, "dip-directory", version, layer=each.name), Kind.COUNT)
        for each, count in counted.items() if count
    ]  # fmt: skip
    title = {"core": _("核心病种"), "mixed": _("综合病种")}.get(layer, _("病种"))
    return Origin(
        f"{found.version.name}　{title}", sum(counted.values()), Kind.COUNT, items=items,
        place=_file(found, "directory.csv"), place_href=page_of(lens, "dip-directory", version),
    )  # fmt: skip


def _of_group(lens: Lens, found: InForce, code: str, field: str) -> Origin:
    measured = found.measured
    assert measured is not None
    group, version = measured.groups[code], found.version.version
    title = {"points": _("病种分值"), "cases": _("病例"), "mean": _("加权均值")}[field]
    items: list[Item] = []
    value: Value = group.cases
    formula, kind = "", Kind.COUNT
    if field == "points":
        value, kind = points(group.points, measured.places), Kind.NUMBER
        formula = _("病种加权均值 ÷ 全部病例加权均值 × 1000，四舍五入")
        items = [
            Item(_("病种加权均值"), group.mean_fen, figure_href(lens, version, "mean", code=code)),
            Item(_("全部病例加权均值"), measured.base_fen),
        ]
    elif field == "mean":
        value, kind = group.mean_fen, Kind.MONEY
        formula = _("各年去掉两端后的均值按年度权重{weights}加权").format(
            weights=":".join(map(str, found.ready.policy.year_weights))
        )
        items = [
            Item(_("病例"), group.cases, figure_href(lens, version, "cases", code=code), Kind.COUNT)
        ]
    return Origin(
        f"{code} {group.name}　{title}", value, kind, formula, items, adds=False,
        place=_file(found, "measured.json"), place_href=group_href(lens, version, code),
        notes=(_("由zhida dip score从分组结果测算，逐年的明细在测算所据的分组结果里。"),),
    )  # fmt: skip


def _of_level(lens: Lens, found: InForce, code: str, level: str, field: str) -> Origin:
    from zhida.engines.dip.bedside_pay import pay
    from zhida.engines.dip.measured import VALUE

    measured, version = found.measured, found.version.version
    assert measured is not None
    told = pay(measured, code, found.ready.policy, level=level)
    assert told is not None
    at = {"code": code, "level": level}
    own = Decimal(told.coefficient).scaleb(-COEFFICIENT_PLACES)
    standard = points(told.standard_points, measured.places)
    value: Value = own
    kind, formula, items = Kind.NUMBER, _("取最近的一项：病种的、等级的；没有的为1"), []
    if field == "level_points":
        value, formula = standard, _("病种分值 × 系数，四舍五入")
        items = [
            Item(_("病种分值"), points(told.group_points, measured.places),
                 figure_href(lens, version, "points", code=code), Kind.NUMBER),
            Item(_("系数"), own, figure_href(lens, version, "coefficient", **at), Kind.NUMBER),
        ]  # fmt: skip
    elif field == "standard":
        value, kind = told.standard_fen, Kind.MONEY
        formula = _("标准分值 × 测算的每分费用（元），四舍五入到分")
        items = [
            Item(_("标准分值"), standard, figure_href(lens, version, "level_points", **at), Kind.NUMBER),
            Item(_("测算的每分费用（元）"), Decimal(measured.value) / (VALUE * 100), kind=Kind.NUMBER),
        ]  # fmt: skip
    at_level = _("等级{level}").format(level=level or _("未填"))
    title = {"coefficient": _("系数"), "level_points": _("标准分值"), "standard": _("标准费用")}[
        field
    ]
    return Origin(
        f"{code} {measured.groups[code].name}　{at_level}　{title}", value, kind,
        formula, items, adds=False, place=_file(found, "measured.json"),
        place_href=group_href(lens, version, code),
    )  # fmt: skip


def _of_case(lens: Lens, found: InForce, asked: Mapping[str, str], field: str) -> Origin:
    from zhida.engines.dip.bedside_pay import pay
    from zhida.engines.dip.measured import VALUE

    measured, version, code = found.measured, found.version.version, asked["code"]
    assert measured is not None
    at = {"code": code, "level": asked.get("level", "")}
    cost = asked.get("cost", "")
    told = pay(
        measured, code, found.ready.policy, level=at["level"], cost_fen=int(cost) if cost else None
    )
    assert told is not None
    counted = points(told.points, measured.places)
    if field == "case_fen":
        value: Value = told.fen
        kind, title, formula = (
            Kind.MONEY,
            _("按测算的每分费用"),
            _("本例分值 × 测算的每分费用（元），四舍五入到分"),
        )
        items = [
            Item(_("本例分值"), counted, figure_href(lens, version, "case_points", **at, cost=cost), Kind.NUMBER),
            Item(_("测算的每分费用（元）"), Decimal(measured.value) / (VALUE * 100), kind=Kind.NUMBER),
        ]  # fmt: skip
    else:
        value, kind, title = counted, Kind.NUMBER, _("本例分值")
        formula = {
            "low": _("标准分值 × 费用与标准费用之比（四位小数）"),
            "high": _("标准分值 ×（费用与标准费用之比 − 加算的起点 + 1）"),
        }.get(told.lies, _("标准分值"))
        if told.points == told.standard_points:
            formula = _("标准分值")
        items = [
            Item(_("标准分值"), points(told.standard_points, measured.places),
                 figure_href(lens, version, "level_points", **at), Kind.NUMBER),
            Item(_("标准费用"), told.standard_fen, figure_href(lens, version, "standard", **at)),
        ]  # fmt: skip
        items += [Item(_("总费用"), int(cost))] if cost else []
    return Origin(
        f"{code} {measured.groups[code].name}　{title}", value, kind, formula, items, adds=False,
        place=_file(found, "measured.json"), place_href=group_href(lens, version, code),
    )  # fmt: skip


def _file(found: InForce, name: str) -> str:
    digest = found.version.files.get(name, "")
    return _("版本{version}的{name}，SHA-256 {digest}").format(
        version=found.version.version, name=name, digest=digest[:16]
    )
