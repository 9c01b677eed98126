"""缩小范围 narrowing: from all lines of the region to the one that a payment names, or the first reason why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zhida.core.execution.payment_columns import plain, words
from zhida.core.execution.payment_findings import payment_finding
from zhida.core.execution.payments import Payment
from zhida.core.execution.quota_desk import Held, QuotaDesk
from zhida.core.findings import Finding
from zhida.core.ledger import QuotaLine
from zhida.core.notice.appropriations import Regime
from zhida.core.provenance import Source
from zhida.data import load

_MOST = 6


def narrowed(payment: Payment, desk: QuotaDesk) -> Held | Finding:
    """所用指标: the one line of the payment's unit, number, year, code, flag and project.

    What the payment doesn't say is not asked. Where several are left, those of the
    same economic classes, and those that have money, come first.
    """
    lines, named = desk.named(payment)
    if not lines:
        return _unknown(payment, named)
    whose = _of_unit(payment, lines, desk, named)
    if isinstance(whose, Finding):
        return whose
    for code, fits, says in _QUESTIONS:
        kept = [each for each in whose if fits(payment, each.line)]
        if not kept:
            return _unfit(code, says, payment, whose)
        whose = kept
    for prefer in _PREFERENCES:
        if len(whose) > 1:
            whose = [each for each in whose if prefer(payment, each)] or whose
    return whose[0] if len(whose) == 1 else _several(payment, whose)


def _of_unit(
    payment: Payment, lines: Sequence[Held], desk: QuotaDesk, named: str
) -> list[Held] | Finding:
    if not (payment.unit or payment.unit_code):
        return list(lines) if named else _unknown(payment, "")
    units = desk.units_of(payment)
    if not units:
        said = payment.unit or payment.unit_code
        return payment_finding(
            "P203",
            f"支付凭证{payment.number}的预算单位“{said}”在本区划没有登记",
            *_at(payment),
            found=said,
        )
    if found := desk.held_by(lines, units):
        return found
    if not named:
        return payment_finding(
            "P201", f"支付凭证{payment.number}：{units[0].name}在本账没有指标", *_at(payment)
        )
    holders = "、".join(dict.fromkeys(desk.name_of(each.line.holder) for each in lines))
    return payment_finding(
        "P213",
        f"支付凭证{payment.number}由{units[0].name}支付，指标{named}的持有单位是{holders}",
        *_at(payment),
        expected=holders,
        found=units[0].name,
    )


def _fits_year(payment: Payment, line: QuotaLine) -> bool:
    return line.earmark.year == payment.year


def _fits_function(payment: Payment, line: QuotaLine) -> bool:
    """One is the other, or refines it (款 → 项)."""
    return _refines(payment.function, line.function)


def _fits_project(payment: Payment, line: QuotaLine) -> bool:
    said = plain(payment.project)
    ours = {plain(each) for each in (line.earmark.project, line.implementing_project) if each}
    return not said or not ours or any(_refines(said, each) for each in ours)


def _fits_flag(payment: Payment, line: QuotaLine) -> bool:
    said = plain(payment.flag)
    if not said:
        return True
    earmark, meaning = line.earmark, words("flag").get(said)
    if meaning == "none":
        return not earmark.flag and earmark.regime is Regime.NONE
    if meaning == "any":
        return bool(earmark.flag) or earmark.regime is not Regime.NONE
    if meaning == "tracked":
        return earmark.regime is Regime.TRACKED
    if meaning == "direct":
        return earmark.regime is Regime.DIRECT or bool(earmark.flag)
    return _flag_code(said) == earmark.flag


def _flag_code(said: str) -> str:
    for row in load("flags"):
        if row["list"] == "direct" and said in (
            row["code"],
            row["name"],
            row["code"] + row["name"],
        ):
            return row["code"]
    return said


def _refines(one: str, other: str) -> bool:
    return not one or not other or one.startswith(other) or other.startswith(one)


_Question = tuple[
    str, Callable[[Payment, QuotaLine], bool], Callable[[Payment, QuotaLine], tuple[str, str, str]]
]
_QUESTIONS: tuple[_Question, ...] = (
    ("P214", _fits_year, lambda p, each: ("预算年度", str(p.year), str(each.earmark.year))),
    ("P207", _fits_function, lambda p, each: ("功能科目", p.function, each.function)),
    ("P206", _fits_flag, lambda p, each: ("直达标识", p.flag, _flag_words(each))),
    ("P209", _fits_project, lambda p, each: ("项目", p.project, each.earmark.project)),
)


def _flag_words(line: QuotaLine) -> str:
    regime = {Regime.NONE: "", Regime.DIRECT: "直达", Regime.TRACKED: "追踪"}[line.earmark.regime]
    return " ".join(filter(None, (line.earmark.flag, regime))) or "无"


_PREFERENCES: tuple[Callable[[Payment, Held], bool], ...] = (
    lambda payment, each: bool(payment.function) and each.line.function == payment.function,
    lambda payment, each: (
        _refines(payment.gov_econ, each.line.gov_econ)
        and _refines(payment.dept_econ, each.line.dept_econ)
    ),
    lambda payment, each: each.executable + each.applied + each.paid > 0,
)


def _unfit(
    code: str,
    says: Callable[[Payment, QuotaLine], tuple[str, str, str]],
    payment: Payment,
    lines: Sequence[Held],
) -> Finding:
    title, found, _ = says(payment, lines[0].line)
    ours = "、".join(dict.fromkeys(says(payment, each.line)[2] for each in lines))
    of = (
        f"指标{lines[0].key}（{lines[0].line.document}）"
        if len(lines) == 1
        else f"{len(lines)}条指标"
    )
    return payment_finding(
        code,
        f"支付凭证{payment.number}的{title}是{found}，{of}是{ours}",
        *_at(payment),
        expected=ours,
        found=found,
    )


def _unknown(payment: Payment, named: str) -> Finding:
    if not named:
        return payment_finding(
            "P201", f"支付凭证{payment.number}没有写预算单位，也没有写指标", *_at(payment)
        )
    return payment_finding(
        "P201",
        f"支付凭证{payment.number}的指标“{named}”不在本账本区划中",
        *_at(payment),
        found=named,
    )


def _several(payment: Payment, lines: Sequence[Held]) -> Finding:
    shown = "、".join(f"{each.key}（{each.line.document}）" for each in lines[:_MOST])
    more = "等" if len(lines) > _MOST else ""
    return payment_finding(
        "P202",
        f"支付凭证{payment.number}对应{len(lines)}条指标：{shown}{more}",
        *_at(payment),
        expected=1,
        found=len(lines),
    )


def _at(payment: Payment) -> tuple[Source, ...]:
    return (payment.source,) if payment.source else ()
