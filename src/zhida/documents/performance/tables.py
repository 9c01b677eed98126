"""绩效表 tables: typed indicators, gaps, splits and metrics as sheets to read and hand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from zhida.core.findings import Finding
from zhida.core.money import Unit, format_fen
from zhida.core.performance.bonds import words_of
from zhida.core.performance.decomposition import Gaps, Rollup, difference_words
from zhida.core.performance.indicators import (
    Actual,
    Direction,
    IndicatorKind,
    Standing,
    TypedIndicator,
)
from zhida.core.performance.metrics import Coverage
from zhida.core.performance.published import Published
from zhida.core.performance.splitting import Share
from zhida.core.performance.typed import Typing
from zhida.documents.performance.sheets import Cell, Sheet

KINDS = {
    IndicatorKind.NUMBER: "数量",
    IndicatorKind.RATE: "比率",
    IndicatorKind.CHANGE: "变动",
    IndicatorKind.DATE: "日期",
    IndicatorKind.GRADE: "定性",
    IndicatorKind.UNSET: "未定",
}
DIRECTIONS = {
    Direction.HIGHER: "越大越好",
    Direction.LOWER: "越小越好",
    Direction.EXACT: "等于",
    Direction.NONE: "",
}

NAME = "三级指标"
"""The head of the column of indicators' names, which needs room."""
_SHOWN = 3  # more misses are counted, not listed


def typed_sheet(title: str, typings: Iterable[Typing]) -> Sheet:
    """指标定型表: a row for each indicator, with what hinders measuring it."""
    heads = (
        "地区（单位）", "一级指标", "二级指标", NAME, "性质", "比较符", "数值", "单位",
        "期限", "等级", "方向", "年度", "基期", "问题",
    )  # fmt: skip
    return Sheet(title, heads, tuple(_typed_row(each) for each in typings), (1, 2, 10, 11, 12, 13))


def _typed_row(typing: Typing) -> tuple[Cell, ...]:
    each = typing.indicator
    return (
        each.scope,
        each.level1,
        each.level2,
        each.name,
        KINDS[each.kind],
        each.comparator,
        "" if each.value is None else each.value,
        each.unit,
        "" if each.due is None else each.due.isoformat(),
        each.grade,
        "越早越好" if each.kind is IndicatorKind.DATE else DIRECTIONS[each.direction],
        each.year or "",
        each.base,
        "；".join(told_finding(finding) for finding in typing.findings),
    )


def gaps_sheet(found: Gaps) -> Sheet:
    """分解差距表: a row for each indicator, a column for each part."""
    parts = tuple(part.scope for part in found.parts)
    heads = (NAME, "关系", found.whole.scope, *parts, "下级合计相差", "结论", "问题")
    money = "；".join(told_finding(each) for each in found.money)
    first: tuple[Cell, ...] = (
        "资金（万元）",
        "下级合计等于上级",
        _wan(found.whole.fen),
        *(_wan(part.fen) for part in found.parts),
        "",
        "不符" if found.money else "相符" if _all_known(found) else "不能核对",
        money,
    )
    rows = (first, *(_gap_row(row) for row in found.rollups))
    return Sheet(f"{found.whole.scope}绩效目标分解", heads, rows, (1, len(heads) - 1))


def _all_known(found: Gaps) -> bool:
    return all(each.fen is not None for each in (found.whole, *found.parts))


def _gap_row(row: Rollup) -> tuple[Cell, ...]:
    told = [_words(each) for _, each in row.parts]
    verdict = "下级自设" if row.whole is None else "相符" if row.holds else "不符"
    return (
        row.name,
        row.bond.label,
        _words(row.whole),
        *told,
        difference_words(row),
        verdict,
        "；".join(told_finding(each) for each in row.findings),
    )


def split_sheet(scope: str, parts: Sequence[str], shares: Iterable[Share]) -> Sheet:
    """目标拆分表: a row for each indicator, a column for each part."""
    heads = ("一级指标", "二级指标", NAME, scope, "因素", *parts, "说明")
    rows = []
    for each in shares:
        reason = "；".join(part for part in (each.reason, each.support) if part)
        rows.append(
            (
                each.indicator.level1,
                each.indicator.level2,
                each.indicator.name,
                words_of(each.indicator),
                each.factor,
                *(each.texts or ("",) * len(parts)),
                reason,
            )
        )
    return Sheet(f"{scope}绩效目标拆分", heads, tuple(rows), (0, 1))


def factors_sheet(title: str, known: Published) -> Sheet:
    """因素核对表: for each count that was published, whether it follows each factor."""
    heads = (NAME, "因素", "结论", "每单位因素", "对不上的单位（公布数，按因素应为）")
    rows = []
    for indicator in known.counts():
        for factor in known.factors.factors:
            found = known.explain(indicator, factor)
            if found is None:
                rows.append(
                    (indicator.name, factor.name, "不能判断", "", "有单位没有列该项指标的数值")
                )
                continue
            values = known.values(indicator) or ()
            off = "、".join(
                f"{known.parts[at].scope}（{values[at]}，{_rounded(found.shares[at], 2)}）"
                for at in found.misses[:_SHOWN]
            )
            if len(found.misses) > _SHOWN:
                off += f"等{len(found.misses)}个"
            rate = "" if found.rate is None else _rounded(found.rate, 6)
            rows.append((indicator.name, factor.name, found.verdict.label, rate, off))
    return Sheet(title, heads, tuple(rows))


def metrics_sheet(title: str, found: Coverage) -> Sheet:
    """取数情况表: a row for each indicator, with its metric and how its value comes about."""
    heads = (
        "地区（单位）", NAME, "指标值", "取数指标", "代码", "单位", "模块", "取数方式", "口径或原因",
    )  # fmt: skip
    rows = []
    for row in found.rows:
        metric = row.metric
        rows.append(
            (
                row.indicator.scope,
                row.indicator.name,
                words_of(row.indicator),
                metric.name if metric else "",
                metric.code if metric else "",
                metric.unit if metric else "",
                metric.module if metric else "",
                row.supply.label,
                row.reason,
            )
        )
    return Sheet(title, heads, tuple(rows))


def _words(indicator: TypedIndicator | None) -> str:
    return "" if indicator is None else words_of(indicator)


def told_finding(finding: Finding) -> str:
    """A finding in one line: severity, code, sentence, mend."""
    return f"{finding.severity.label}{finding.code} {finding.sentence}改法：{finding.mend}。"


def _wan(fen: int | None) -> str:
    return "" if fen is None else format_fen(fen, Unit.WAN_YUAN).removesuffix("万元")


def _rounded(number: Fraction, places: int) -> str:
    """A fraction in digits, rounded for reading only."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


STANDINGS = {
    Standing.MEASURED: "计算",
    Standing.DECLARED: "填报",
    Standing.NO_DATA: "无数据",
}


def targets_sheet(
    title: str, rows: Iterable[tuple[int, str, int, TypedIndicator, Actual]]
) -> Sheet:
    """目标一览表: number, agency, depth, target and the value that counts."""
    heads = ("编号", "单位", NAME, "指标值", "实际值", "取值方式", "截至", "说明")
    body = []
    for number, agency, depth, indicator, actual in rows:
        body.append(
            (
                number,
                agency,
                "　" * depth + indicator.name,
                value_words(indicator),
                actual_words(actual, indicator),
                STANDINGS[actual.standing],
                "" if actual.standing is Standing.NO_DATA else actual.as_of.isoformat(),
                "；".join(each for each in (actual.note, _sample(actual)) if each),
            )
        )
    return Sheet(title, heads, tuple(body))


def measured_sheet(
    title: str, rows: Iterable[tuple[int, TypedIndicator, Actual | None, str]]
) -> Sheet:
    """取数结果表: number, target, what its metric answered, and why there is nothing."""
    heads = ("编号", NAME, "指标值", "实际值", "说明")
    body = tuple(
        (
            number,
            indicator.name,
            value_words(indicator),
            "" if actual is None else actual_words(actual, indicator),
            reason or (actual.note if actual else ""),
        )
        for number, indicator, actual, reason in rows
    )
    return Sheet(title, heads, body)


def value_words(indicator: TypedIndicator) -> str:
    """指标值: put together from the typed value."""
    return "（未填）" if indicator.kind is IndicatorKind.UNSET else words_of(indicator)


def actual_words(actual: Actual, indicator: TypedIndicator) -> str:
    """实际值: with its unit; a grade as the share of its points; "" for none."""
    if actual.value is not None:
        return f"{actual.value:f}{indicator.unit}"
    if actual.day is not None:
        return actual.day.isoformat()
    if actual.share is not None:
        return f"得分比例{_rounded(actual.share * 100, 2)}%"
    return ""


def _sample(actual: Actual) -> str:
    if actual.low is None or actual.high is None:
        return ""
    return f"样本{actual.n}，95%置信区间{actual.low}%至{actual.high}%"
