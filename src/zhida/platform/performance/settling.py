"""确定指标值 settling: a person says what a printed value that can't be measured is to mean.

The printed value and its place stay as they came; what was said, by whom and why stands in
the journal, and may be said anew.
"""

from __future__ import annotations

from zhida.core.findings import Finding
from zhida.core.ledger import LedgerError
from zhida.core.notice import PerformanceTable
from zhida.core.performance.indicators import IndicatorKind
from zhida.core.performance.typed import Typing, typed_row
from zhida.core.provenance import Source, Stated
from zhida.core.rules.performance.names import quoted
from zhida.documents.parsing.performance.values import read_target
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.performance.actions import CONCEPT
from zhida.platform.performance.models import Target
from zhida.platform.scope import scope

_MOVING = ("kind", "comparator", "value", "unit", "due", "grade", "direction", "base", "settled")


def settle_target(actor: Actor, target: int, text: str, reason: str) -> Target:
    """确定指标值: of a target whose printed value doesn't say what is to be reached.

    `text` is written as tables write values (≥95%, 2023年6月30日前). Raises `LedgerError`
    without a reason, for a text that is no better, for one of another kind than what is
    printed, and for a target whose printed value is definite: its goal is changed by who
    set it, not here.
    """
    if not reason.strip():
        raise LedgerError("确定指标值必须写明理由（--reason），如依据哪份文件、与谁核实")
    with scope(actor.region):
        found = (
            Target.objects.select_for_update(of=("self",))
            .select_related("set", "set__agency")
            .filter(pk=target)
            .first()
        )
        if found is None:
            raise LedgerError(
                f"没有编号为{target}的指标，或不在本区划范围内。请用zhida targets list查看"
            )
        require(actor, "settle_target", about(found.set.region_id))
        made = _settled(found, text.strip())
        before = _outline(found)
        own = made.indicator
        found.kind, found.comparator, found.value = own.kind.value, own.comparator, own.value
        found.unit, found.due, found.grade = own.unit, own.due, own.grade
        found.direction, found.base = own.direction.value, own.base or found.base
        found.settled = text.strip()
        found.save(update_fields=_MOVING)
        record(
            actor,
            "settle_target",
            CONCEPT,
            f"target {found.pk}",
            before,
            _outline(found),
            reason.strip(),
            region=found.set.region_id,
        )
        return found


def open_questions(target: Target) -> tuple[str, ...]:
    """待定: why the value of a target doesn't say what is to be reached; () where it does.

    The day of a table that prints another year than that of its goals is open, too.
    """
    told = [each.sentence for each in _hindering(_typed(target, target.stated), target)]
    if target.due is not None and target.due.year != target.set.year:
        told.append(f"按原表，日期为{target.due}，不在{target.set.year}年度内。")
    return tuple(told)


def _settled(target: Target, text: str) -> Typing:
    """The typed value of what a person wrote, refused where it settles nothing."""
    name = quoted(target.name)
    if not target.settled and not open_questions(target):
        raise LedgerError(
            f"指标{name}的指标值“{target.printed}”是明确的，不能另行确定。"
            "要改目标，请由下达单位重新下达，再登记（绩效—登记绩效目标，或 zhida targets set）"
        )
    made = _typed(target, text)
    if hindering := _hindering(made, target):
        raise LedgerError(
            f"“{text}”不能确定指标{name}：{hindering[0].sentence}请写成明确的值，"
            f"如“≥95%”“≥12次”“{target.set.year}年6月30日前”"
        )
    before, after = _typed(target, target.printed).indicator.kind, made.indicator.kind
    if before is not after and before not in (IndicatorKind.UNSET, IndicatorKind.GRADE):
        raise LedgerError(
            f"指标{name}印出的是“{target.printed}”，“{text}”不是同一种指标值。请按原来的种类填写"
        )
    return made


def _hindering(typing: Typing, target: Target) -> list[Finding]:
    """What keeps a value from being measured; a base that the table names is known."""
    return [each for each in typing.findings if not (each.code == "T106" and target.base)]


def _typed(target: Target, text: str) -> Typing:
    place = Source(target.place or target.set.scope or "目标表")
    year = target.set.year
    table = PerformanceTable(
        target.set.subject, "", None, None, Stated(year, place), (), (), (), (), place
    )
    return typed_row(
        target.name, read_target(text, year, target.name), table, target.level1, target.level2
    )


def _outline(target: Target) -> dict[str, object]:
    return {
        "printed": target.printed,
        "settled": target.settled,
        "kind": target.kind,
        "comparator": target.comparator,
        "value": None if target.value is None else f"{target.value:f}",
        "unit": target.unit,
        "due": target.due.isoformat() if target.due else None,
        "grade": target.grade,
    }
