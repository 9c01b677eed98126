"""数字来历 origins: what a number of a result is made of, down to its row in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.platform.dip.figures import (
    NO_LEVEL,
    measured,
    origin,
    page_of,
    share,
    simulated_href,
)
from zhida.platform.dip.grids import (
    FEN_COLUMNS,
    insurance,
    measure_title,
    pool_name,
    quality_name,
)
from zhida.platform.dip.institutions import measures_of
from zhida.platform.dip.models import Kind as ResultKind
from zhida.platform.dip.models import Result
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.sources import Item, Origin
from zhida.platform.pages.tables import Kind

_KEYS = {"pool": "pool", "insutype": "insutype", "level": "level", "institution": "fixmedins_code"}
_RATES = {"in_time_rate": "in_time", "passed_rate": "passed"}
_DAYS = ("median_days", "p90_days", "most_days")
_BANDS = tuple(f"band_{n}" for n in range(6))


def origin_of(lens: Lens, result: Result, asked: Mapping[str, str]) -> Origin:
    """来历: of the figure that an address names. Raises Http404 where a result has none such."""
    kind, answer = _ANSWERS.get(asked.get("of", ""), (None, None))
    if answer is None or kind != result.kind:
        raise Http404
    try:
        return answer(lens, result, asked)
    except (KeyError, StopIteration, ZeroDivisionError, IndexError):
        raise Http404 from None


def _placed(lens: Lens, result: Result, row: str) -> dict[str, Any]:
    return {
        "place": _("{name}（{kind}第{edition}版）{row}").format(
            name=result.name,
            kind=ResultKind(result.kind).label,
            edition=result.edition,
            row=row,
        ),
        "place_href": page_of(lens, "dip-result", result.pk),
        "confirmed": f"{result.taken_by} {timezone.localtime(result.taken_at):%Y-%m-%d}",
        "notes": (f"SHA-256 {result.sha256}",),
    }


def _quality(lens: Lens, result: Result, asked: Mapping[str, str]) -> Origin:
    body, field, institution = result.body, asked["field"], asked.get("institution", "")
    rows = body["by_institution"]
    row = (
        next(each for each in rows if each["fixmedins_code"] == institution)
        if institution
        else None
    )
    where = institution or _("全部机构")

    def to(name: str, code: str) -> str:
        return origin(lens, result, "quality", field=name, institution=code)

    placed = _placed(lens, result, f"by_institution {institution}".rstrip())
    if field in ("institutions", "timely", "timely_rate"):
        return _timely(lens, result, field, placed)
    name = quality_name(field)
    title = f"{where}　{name}"
    if field in _RATES:
        part = _total(rows, _RATES[field]) if row is None else row[_RATES[field]]
        whole = _total(rows, "lists") if row is None else row["lists"]
        items = [
            Item(quality_name(_RATES[field]), part, to(_RATES[field], institution), Kind.COUNT),
            Item(quality_name("lists"), whole, to("lists", institution), Kind.COUNT),
        ]
        formula = f"{quality_name(_RATES[field])} ÷ {quality_name('lists')}"
        return Origin(title, share(part, whole), Kind.RATE, formula, items, adds=False, **placed)
    if row is None:
        if field in _DAYS:
            raise KeyError(field)
        items = [
            Item(each["fixmedins_code"], each[field], to(field, each["fixmedins_code"]), Kind.COUNT)
            for each in rows
        ]
        return Origin(title, _total(rows, field), Kind.COUNT, _("各机构之和"), items, **placed)
    value = row[field]
    if field == "lists":
        parts = [Item(quality_name(each), row[each], "", Kind.COUNT) for each in _BANDS]
        parts.append(Item(quality_name("unknown"), row["unknown"], "", Kind.COUNT))
        formula = _("按首次上传距出院的天数分段，各段之和")
        return Origin(title, value, Kind.COUNT, formula, parts, **placed)
    meanings = {
        "in_time": _("出院后{days}天内首次上传的清单").format(days=body["upload_days"]),
        "passed": _("最后一次上传不违反任何退回规则的清单"),
        "median_days": _("最近秩：一半的清单在这些天之内上传"),
        "p90_days": _("最近秩：90%的清单在这些天之内上传"),
        "most_days": _("最晚的一份清单上传的天数"),
    }
    return Origin(title, value, Kind.COUNT, meanings.get(field, name), adds=False, **placed)


def _timely(lens: Lens, result: Result, field: str, placed: dict[str, Any]) -> Origin:
    body = result.body
    percent = body["timely_percent"]
    titles = {
        "institutions": _("有清单的机构"),
        "timely": _("及时上传的机构"),
        "timely_rate": _("及时上传的机构占比"),
    }
    if field == "timely_rate":
        items = [
            Item(titles[each], body[key], origin(lens, result, "quality", field=each), Kind.COUNT)
            for each, key in (("timely", "timely_institutions"), ("institutions", "institutions"))
        ]
        value = share(body["timely_institutions"], body["institutions"])
        formula = f"{titles['timely']} ÷ {titles['institutions']}"
        return Origin(titles[field], value, Kind.RATE, formula, items, adds=False, **placed)
    items = [
        Item(
            each["fixmedins_code"],
            1,
            origin(
                lens, result, "quality", field="in_time_rate", institution=each["fixmedins_code"]
            )
            if each["lists"]
            else "",
            Kind.COUNT,
            f"{quality_name('in_time_rate')} {each['in_time_rate']}",
        )
        for each in body["by_institution"]
        if field == "institutions" or each["timely"] == "是"
    ]
    formula = (
        _("清单及时率不低于{percent}%的机构").format(percent=percent)
        if field == "timely"
        else titles[field]
    )
    return Origin(titles[field], len(items), Kind.COUNT, formula, items, **placed)


def _measure(lens: Lens, result: Result, asked: Mapping[str, str]) -> Origin:
    pool, institution, name = asked["pool"], asked.get("institution", ""), asked["name"]
    part = asked.get("part", "value")
    found = measures_of(result)
    row = found.rows[pool, institution, name]
    where = institution or pool_name(pool)
    title = f"{where}　{measure_title(name)}"
    placed = _placed(lens, result, f"measures {pool} {institution} {name}")

    def to(code: str, which: str) -> str:
        return origin(lens, result, "measure", pool=pool, institution=code, name=name, part=which)

    value, kind = measured(row, part)
    words = {"numerator": _("分子"), "denominator": _("分母")}
    if part == "value":
        items = [
            Item(words[each], measured(row, each)[0], to(institution, each), measured(row, each)[1])
            for each in ("numerator", "denominator")
        ]
        return Origin(title, value, kind, _("分子 ÷ 分母"), items, adds=False, **placed)
    if part not in words:
        raise KeyError(part)
    title = f"{title}　{words[part]}"
    if institution:
        return Origin(title, value, kind, _("结果文件中的一行"), adds=False, **placed)
    of_institutions = [
        (code, found.rows.get((pool, code, name))) for code in found.institutions(pool)
    ]
    items = [
        Item(code, *_item(each, part, to(code, part)))
        for code, each in of_institutions
        if each is not None
    ]
    return Origin(title, value, kind, _("各机构之和"), items, **placed)


def _item(row: Mapping[str, Any], part: str, href: str) -> tuple[Any, str, Kind]:
    value, kind = measured(row, part)
    return value, href, kind


def _spread(lens: Lens, result: Result, asked: Mapping[str, str]) -> Origin:
    pool, field = asked["pool"], asked["field"]
    row = next(each for each in result.body["variation"] if each["pool"] == pool)
    names = {"narrow": _("CV小于0.5"), "middle": _("CV在0.5至1"), "wide": _("CV大于1")}
    title = _("{pool}　病种个数").format(pool=pool_name(pool))
    placed = _placed(lens, result, f"variation {pool}")
    if field == "all":
        items = [
            Item(words, row[key], origin(lens, result, "spread", pool=pool, field=key), Kind.COUNT)
            for key, words in names.items()
        ]
        whole = sum(row[key] for key in names)
        return Origin(title, whole, Kind.COUNT, _("各段之和"), items, **placed)
    formula = _("例均费用的变异系数（标准差÷均值）在此范围的病种")
    return Origin(f"{title}　{names[field]}", row[field], Kind.COUNT, formula, adds=False, **placed)


def _grouping(lens: Lens, result: Result, asked: Mapping[str, str]) -> Origin:
    counted, field = result.body["grouping"], asked["field"]
    names = {"grouped": _("入组的病例"), "cases": _("应分组的病例"), "rate": _("入组率")}
    placed = _placed(lens, result, "grouping")
    if field == "rate":
        items = [
            Item(
                names[each], counted[each], origin(lens, result, "grouping", field=each), Kind.COUNT
            )
            for each in ("grouped", "cases")
        ]
        formula = f"{names['grouped']} ÷ {names['cases']}"
        value = share(counted["grouped"], counted["cases"])
        return Origin(names[field], value, Kind.RATE, formula, items, adds=False, **placed)
    formula = _("分组结果里数出")
    return Origin(names[field], counted[field], Kind.COUNT, formula, adds=False, **placed)


def _simulated(lens: Lens, result: Result, asked: Mapping[str, str]) -> Origin:
    field, table = asked["field"], asked.get("table", "institutions")
    place = {name: asked[name] for name in _KEYS if asked.get(name, "")}
    rows = [
        each
        for each in result.body[table]
        if all((each[_KEYS[name]] or NO_LEVEL) == value for name, value in place.items())
    ]
    if not rows or (field not in FEN_COLUMNS and field not in ("cases", "pay_rate")):
        raise KeyError(field)
    where = " ".join([*place.values()]) or _("全部机构")
    names = {name: str(words) for name, words in FEN_COLUMNS.items()}
    names |= {"cases": _("病例"), "pay_rate": _("方案支付率")}
    title, placed = f"{where}　{names[field]}", _placed(lens, result, f"{table} {where}")

    def to(name: str) -> str:
        return origin(lens, result, "simulated", field=name, table=table, **place)

    if field == "pay_rate":
        plan, cost = _total(rows, "plan_fen"), _total(rows, "cost_fen")
        items = [
            Item(names[name], fen, to(name))
            for name, fen in (("plan_fen", plan), ("cost_fen", cost))
        ]
        formula = f"{names['plan_fen']} ÷ {names['cost_fen']}"
        return Origin(title, share(plan, cost), Kind.RATE, formula, items, adds=False, **placed)
    kind = Kind.COUNT if field == "cases" else Kind.MONEY
    if len(rows) > 1:
        items = [
            Item(
                f"{each['fixmedins_code'] or each['level']} {insurance(each['insutype'])}",
                each[field],
                simulated_href(lens, result, each, field),
                kind,
            )
            for each in rows
        ]
        return Origin(title, _total(rows, field), kind, _("各行之和"), items, **placed)
    row = rows[0]
    if field == "difference_fen":
        items = [Item(names["plan_fen"], row["plan_fen"], to("plan_fen")),
                 Item(_("减：") + names["now_fen"], -row["now_fen"], to("now_fen"))]  # fmt: skip
        formula = f"{names['plan_fen']} − {names['now_fen']}"
        return Origin(title, row[field], kind, formula, items, **placed)
    if table == "levels":
        of_level = [
            each
            for each in result.body["institutions"]
            if all(each[key] == row[key] for key in ("pool", "insutype", "level"))
        ]
        items = [
            Item(each["fixmedins_code"], each[field],
                 simulated_href(lens, result, each, field), kind)
            for each in of_level
        ]  # fmt: skip
        return Origin(title, row[field], kind, _("本等级各机构之和"), items, **placed)
    return Origin(title, row[field], kind, _("结果文件中的一行"), adds=False, **placed)


def _total(rows: list[dict[str, Any]], field: str) -> int:
    return sum(each[field] or 0 for each in rows)


_ANSWERS: Mapping[str, tuple[ResultKind, Callable[[Lens, Result, Mapping[str, str]], Origin]]] = {
    "quality": (ResultKind.QUALITY, _quality),
    "measure": (ResultKind.MONITORING, _measure),
    "spread": (ResultKind.MONITORING, _spread),
    "grouping": (ResultKind.GROUPING, _grouping),
    "simulated": (ResultKind.SIMULATION, _simulated),
}
