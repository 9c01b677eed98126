"""目标表接口 goals: tables of goals with their score, gaps to those below, and their division."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from ninja import Query
from pydantic import AfterValidator, Field, StringConstraints

from zhida.core.ledger import LedgerError
from zhida.core.performance.bonds import words_of
from zhida.core.performance.decomposition import Rollup
from zhida.core.performance.points import plain as plain_number
from zhida.core.performance.scoring import RowScore
from zhida.platform.api.bearer import Call
from zhida.platform.api.files import download
from zhida.platform.api.finding_shapes import FindingTold, finding_told
from zhida.platform.api.paging import Page, Paged, oldest
from zhida.platform.api.refusing import Refused
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Asked, Code, Day, Number, Told, Year, plain
from zhida.platform.performance.actions import CONCEPT
from zhida.platform.performance.decomposing import (
    MOST,
    Side,
    compared,
    divided,
    factors_of_parts,
    in_unit,
    known_factors,
    parts_of,
    pasted_factors,
)
from zhida.platform.performance.goals import Held, held, money_of, scored, sets_of
from zhida.platform.performance.models import TargetSet, Value

routes = Routes("目标表")

_MONEY = "下级资金"


class SetsAsked(Paged):
    """目标表筛选: in force, of a region (the actor's own unless said), with those below it on `below`."""

    year: Year
    region: Code = ""
    agency: Code = ""
    fund: Code = ""
    below: bool = False


class SetTold(Told):
    """目标表: the goals of an agency for a year; `amount_fen` as it prints, None where it doesn't."""

    number: int
    agency: str
    agency_name: str
    region: str
    year: int
    scope: str
    fund: str
    amount_fen: int | None
    edition: int
    set_by: str


class ScoredOn(Asked):
    """数据日期: today unless said."""

    on: Day | None = None


class RowScoreTold(Told):
    """单项得分: `arithmetic` says how the points were worked out; points and weight are exact."""

    target: int
    level1: str
    level2: str
    name: str
    points: str
    weight: str
    outcome: str
    counts: bool
    arithmetic: str


class ExecutionTold(Told):
    """预算执行得分."""

    budget_fen: int | None
    executed_fen: int | None
    rate: str | None
    points: str
    weight: str
    arithmetic: str


class ScoreTold(Told):
    """得分: out of 100, None where nothing can be counted yet."""

    set: SetTold
    total: str | None
    grade: str
    full: str
    arithmetic: str
    execution: ExecutionTold
    rows: list[RowScoreTold]
    findings: list[FindingTold]


class PartTold(Told):
    """下级的值: as printed; "" where that part has no such goal."""

    scope: str
    value: str


class GapTold(Told):
    """上下级核对行: `difference` is what the parts make together less what the whole asks."""

    target: int | None
    name: str
    bond: str
    bond_name: str
    whole: str
    parts: list[PartTold]
    difference: str | None
    holds: bool
    findings: list[FindingTold]


class GapsTold(Told):
    """上下级核对: without anything below there is nothing to compare (`parts` is empty)."""

    set: SetTold
    parts: list[SetTold]
    money: list[FindingTold]
    rows: list[GapTold]


class SplitAsked(Asked):
    """怎样拆分: `source` names a table of factors (see the answer's `sources`); or paste one.

    `factors` are lines with a head (名称, 因素 …), cells parted by tabs or commas; `factor`
    is the column, which may be left out where there is one alone.
    """

    source: Code = ""
    factors: Annotated[str, StringConstraints(max_length=MOST), AfterValidator(plain)] = ""
    factor: Code = ""
    minimum: Annotated[int, Field(ge=0, lt=10**8)] = 0


class SourceTold(Told):
    """因素表: its name and its columns."""

    name: str
    factors: list[str]


class ShareTold(Told):
    """拆分结果: one value for each part, or none, with the reason."""

    name: str
    bond: str
    factor: str
    values: list[str]
    texts: list[str]
    reason: str
    support: str


class SplitTold(Told):
    """拆分预览: nothing is written; without a choice of factors the `sources` alone."""

    sources: list[SourceTold]
    parts: list[str]
    shares: list[ShareTold]


@routes.read("/target-sets")
def target_sets(call: Call, asked: Query[SetsAsked]) -> Page[SetTold]:
    """目标表: in force, by number."""
    return oldest(sets_asked(call, asked), asked, "target-sets", _set)


@routes.read("/target-sets/{number}/score")
def target_score(call: Call, number: Number, asked: Query[ScoredOn]) -> ScoreTold:
    """得分: as arithmetic, row by row, with the execution of the money."""
    of, on = _one(number), asked.on or timezone.localdate()
    found = held([of], on)[0]
    score = scored(found, money_of(of, on))
    if score is None:
        raise LedgerError(f"{of.year}年度没有计分办法，不能计分。请核对年度")
    execution = score.execution
    return ScoreTold(
        set=_set(of),
        total=exact(score.total),
        grade=score.grade,
        full=plain_number(score.full),
        arithmetic=score.arithmetic,
        execution=ExecutionTold(
            budget_fen=execution.budget,
            executed_fen=execution.executed,
            rate=None if execution.rate is None else str(execution.rate),
            points=plain_number(execution.points),
            weight=plain_number(execution.weight),
            arithmetic=execution.arithmetic,
        ),
        rows=_rows(found, score.rows),
        findings=[finding_told(each) for each in score.findings],
    )


@routes.read("/target-sets/{number}/gaps")
def target_gaps(call: Call, number: Number) -> GapsTold:
    """上下级核对: counts add up, money is equal, rates don't fall below."""
    found = compared(_one(number))
    gaps = found.found
    return GapsTold(
        set=_set(found.whole.set),
        parts=[_set(each.set) for each in found.parts],
        money=[finding_told(each) for each in gaps.money] if gaps else [],
        rows=[_gap(each, found.whole) for each in gaps.rollups] if gaps else [],
    )


@routes.read("/target-sets/{number}/split")
def target_split(call: Call, number: Number, asked: Query[SplitAsked]) -> SplitTold:
    """向下级拆分: what a division by a factor would give each part; a preview alone."""
    of = _one(number)
    sources = dict(known_factors(of))
    if (money := factors_of_parts(parts_of(of))) is not None:
        sources[_MONEY] = money
    told = [
        SourceTold(name=name, factors=[each.name for each in given.factors])
        for name, given in sources.items()
    ]
    if asked.factors:
        given = pasted_factors(asked.factors)
    elif asked.source:
        if asked.source not in sources:
            known = "、".join(sources) or "（没有，请粘贴）"
            raise Refused(
                422, "invalid", f"没有名为“{asked.source}”的因素表", f"可用：{known}", "source"
            )
        given = sources[asked.source]
    else:
        return SplitTold(sources=told, parts=[], shares=[])
    return SplitTold(
        sources=told,
        parts=list(given.parts),
        shares=[
            ShareTold(
                name=each.indicator.name,
                bond=each.bond.value,
                factor=each.factor,
                values=[plain_number(one) for one in each.values],
                texts=list(each.texts),
                reason=each.reason,
                support=each.support,
            )
            for each in divided(of, given, asked.factor or None, asked.minimum)
        ],
    )


@routes.read("/targets/{number}/values/{value}/file", "export")
def value_file(call: Call, number: Number, value: Number) -> HttpResponse:
    """证明材料: of a declared value, as it was handed in."""
    found: Value = one(Value.objects.select_related("file"), "值", pk=value, target_id=number)
    file = found.file
    if file is None:
        raise Refused(404, "not_found", "这个值没有证明材料", "按记录计算的值看 /origins")
    return download(call, file.name, file.content, CONCEPT, f"value {value}", file.region_id)


def sets_asked(call: Call, asked: SetsAsked) -> QuerySet[TargetSet]:
    """所问的目标表: of a region that the caller reaches."""
    region = call.region(asked.region)
    return sets_of(asked.year, region, lower=asked.below, agency=asked.agency, fund=asked.fund)


def _one(number: int) -> TargetSet:
    rows = TargetSet.objects.select_related("agency", "document")
    found: TargetSet = one(rows, "目标表", pk=number)
    return found


def _rows(found: Held, rows: tuple[RowScore, ...]) -> list[RowScoreTold]:
    return [
        RowScoreTold(
            target=goal.target.pk,
            level1=goal.indicator.level1,
            level2=goal.indicator.level2,
            name=goal.indicator.name,
            points=plain_number(each.points),
            weight=plain_number(each.weight),
            outcome=each.outcome.label,
            counts=each.outcome.counts,
            arithmetic=each.arithmetic,
        )
        for goal, each in zip(found.goals, rows, strict=True)
    ]


def _gap(each: Rollup, whole: Side) -> GapTold:
    unit = each.whole.unit if each.whole is not None else ""
    return GapTold(
        target=None if each.whole is None else whole.number_of(each.whole),
        name=each.name,
        bond=each.bond.value,
        bond_name=each.bond.label,
        whole=words_of(each.whole) if each.whole is not None else "",
        parts=[
            PartTold(scope=name, value=words_of(part) if part is not None else "")
            for name, part in each.parts
        ],
        difference=None if each.difference is None else str(in_unit(each.difference, unit)),
        holds=each.holds,
        findings=[finding_told(found) for found in each.findings],
    )


def exact(number: Fraction | Decimal | None) -> str | None:
    """数: exact, as text."""
    return None if number is None else plain_number(number)


def _set(each: TargetSet) -> SetTold:
    return SetTold(
        number=each.pk,
        agency=each.agency.code,
        agency_name=each.agency.name,
        region=each.region_id,
        year=each.year,
        scope=each.scope,
        fund=each.fund or each.subject,
        amount_fen=each.amount_fen,
        edition=each.edition,
        set_by=each.set_by,
    )
