"""办理 actions: goals are set, values declared with their file, or measured from the records.

Each is one transaction: one permission question, the rows, the journal.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhida.core.ledger import LedgerError
from zhida.core.performance.indicators import Actual, Standing
from zhida.core.performance.metrics import REGISTRY, MetricError, Question, Registry
from zhida.core.rules.performance.tables import filled_tables
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.performance.linking import link
from zhida.platform.performance.models import Target, TargetSet, Value
from zhida.platform.performance.queries import latest_values
from zhida.platform.performance.storing import Offices, Origin, keep, store, year_of
from zhida.platform.performance.values import written
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

CONCEPT = "performance"


@dataclass(frozen=True, slots=True)
class Proof:
    """证明材料: a file by its name, with its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Measured:
    """取数结果: a target, what its metric answered, and why it has no value where it has none."""

    target: Target
    actual: Actual | None
    reason: str = ""


def set_targets(
    actor: Actor, origin: Origin, *, agency: str = "", year: int | None = None
) -> tuple[TargetSet, ...]:
    """下达绩效目标: the filled performance tables of a notice, each at the agency it binds.

    Goals of the same agency, year, scope and project that stand already get a new
    edition. Of a notice to many places, only those in the actor's reach are set. Raises
    `LedgerError` where none of them is, there is no filled table, a year or an agency
    isn't known, or `agency` is given for more than one table.
    """
    with scope(actor.region):
        require(actor, "set_targets", about(actor.region))
        tables = filled_tables(origin.notice)
        if not tables:
            raise LedgerError(
                "没有已填的绩效目标表：通知没有附表，或只有未填的表样。请先填写表样再登记"
            )
        if agency and len(tables) > 1:
            raise LedgerError(
                f"通知有{len(tables)}张目标表，不能都由{agency}承担。请不要写明单位（--agency）"
            )
        offices = Offices(tables, actor, agency)
        named = [(table, offices.bound(table)) for table in tables]
        bound = [each for each in named if _reaches(actor, each[1])]
        if not bound:
            raise LedgerError(
                f"{named[0][1].name}不在本区划（{actor.region}）之内，不能为它登记目标。"
                "请由上级登记，或写明由本区划的哪个单位承担（--agency）"
            )
        made = tuple(
            store(actor, origin, table, holder, year_of(table, origin.notice, year))
            for table, holder in bound
        )
        link(made)
        for each in made:
            record(
                actor,
                "set_targets",
                CONCEPT,
                f"set {each.pk}",
                None,
                {"agency": each.agency.code, "year": each.year, "scope": each.scope,
                 "edition": each.edition, "targets": each.targets.count()},
                region=each.region_id,
            )  # fmt: skip
        return made


def _reaches(actor: Actor, holder: Agency) -> bool:
    return actor.region in about(holder.region_id).reached_from


def declare_value(
    actor: Actor,
    target: int,
    text: str,
    proof: Proof | None,
    as_of: datetime.date,
    *,
    n: int | None = None,
    note: str = "",
    base: bool = False,
) -> Value:
    """填报指标值: a value typed by a person, marked as declared, with the file that proves it.

    `base` says that it is the figure that a change is measured against. Raises
    `LedgerError` without a file, for a value that is none, and for a day to come.
    """
    with scope(actor.region):
        found = _target(target)
        require(actor, "declare_value", about(found.set.region_id))
        if proof is None or not proof.content:
            raise LedgerError(
                "填报的指标值必须附证明材料（非空的文件）。请用--evidence给出文件，如签到表、验收单、调查报告"
            )
        if base and found.kind != "change":
            raise LedgerError(f"指标“{found.name}”不是变动指标，没有基期数。请去掉--base")
        value = written(found, text, n)
        file = keep(actor, proof.name, proof.content, found.set.region_id)
        before = latest_values([found.pk], base=base).get(found.pk)
        made = Value.objects.create(
            target=found,
            standing=Standing.DECLARED.value,
            is_base=base,
            as_of=as_of,
            value=value.value,
            day=value.day,
            share=value.share,
            n=n,
            low=value.low,
            high=value.high,
            evidence=[file.sha256],
            file=file,
            note=note,
            recorded_by=actor.name,
        )
        record(
            actor,
            "declare_value",
            CONCEPT,
            f"target {found.pk}",
            _outline(before) if before else None,
            _outline(made),
            note,
            file.name,
            region=found.set.region_id,
        )
        return made


def measure(
    actor: Actor,
    targets: Sequence[int],
    as_of: datetime.date,
    registry: Registry = REGISTRY,
) -> tuple[Measured, ...]:
    """计算指标值: asks the registered metric of each target; what it answers is added.

    A target whose metric no module supplies, or which has no base, keeps what it has, and
    the reason is told. An answer that says the same as before is not added again.
    """
    with scope(actor.region):
        found = list(
            Target.objects.filter(pk__in=list(targets)).select_related("set", "set__agency")
        )
        for region in {each.set.region_id for each in found}:
            require(actor, "measure_targets", about(region))
        bases = latest_values([each.pk for each in found], base=True)
        before = latest_values([each.pk for each in found])
        return tuple(
            _measure(actor, each, as_of, registry, bases.get(each.pk), before.get(each.pk))
            for each in found
        )


def _measure(
    actor: Actor,
    target: Target,
    as_of: datetime.date,
    registry: Registry,
    base: Value | None,
    before: Value | None,
) -> Measured:
    if not target.metric:
        return Measured(target, None, "指标库中没有该指标，只能附证明材料填报")
    try:
        actual = registry.measure(target.metric, _question(target, as_of, base))
    except MetricError as error:
        return Measured(target, None, str(error))
    if actual.standing is Standing.NO_DATA:
        return Measured(target, actual, actual.note)
    if before is None or not _same(before, actual):
        made = _add(actor, target, actual)
        record(
            actor,
            "measure_targets",
            CONCEPT,
            f"target {target.pk}",
            _outline(before) if before else None,
            _outline(made),
            region=target.set.region_id,
        )
    return Measured(target, actual)


def _question(target: Target, as_of: datetime.date, base: Value | None) -> Question:
    year = target.set.year
    return Question(
        target.set.region_id,
        datetime.date(year, 1, 1),
        datetime.date(year, 12, 31),
        as_of,
        # the goals of a whole place are measured over the place, its own part at the agency
        target.set.agency.code if "本级" in target.set.scope else "",
        base.value if base is not None else None,
        target.set.fund,
    )


def _add(actor: Actor, target: Target, actual: Actual) -> Value:
    share = actual.share
    return Value.objects.create(
        target=target,
        standing=actual.standing.value,
        as_of=actual.as_of,
        value=actual.value,
        day=actual.day,
        share=None if share is None else Decimal(share.numerator) / share.denominator,
        n=actual.n,
        low=actual.low,
        high=actual.high,
        evidence=list(actual.evidence),
        metric=target.metric,
        note=actual.note,
        recorded_by=actor.name,
    )


def _same(value: Value, actual: Actual) -> bool:
    return (
        value.standing == actual.standing.value
        and value.as_of == actual.as_of
        and value.value == actual.value
        and value.day == actual.day
        and sorted(value.evidence) == sorted(actual.evidence)
    )


def _target(number: int) -> Target:
    found = Target.objects.filter(pk=number).select_related("set", "set__agency").first()
    if found is None:
        raise LedgerError(
            f"没有编号为{number}的指标，或不在本区划范围内。请在“绩效”页或用 zhida targets list 查看"
        )
    return found


def _outline(value: Value) -> dict[str, object]:
    return {
        "standing": value.standing,
        "base": value.is_base,
        "as_of": value.as_of.isoformat(),
        "value": None if value.value is None else f"{value.value:f}",
        "day": value.day.isoformat() if value.day else None,
        "share": None if value.share is None else f"{value.share:f}",
        "evidence": _kept(value.evidence),
    }


def _kept(evidence: Iterable[str]) -> list[object]:
    return [str(each) for each in evidence]
