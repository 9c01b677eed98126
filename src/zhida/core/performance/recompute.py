"""重算 recompute: a filled self-evaluation worked out again and compared with itself."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.core.findings import Finding
from zhida.core.performance.attaining import Claim, claims_of
from zhida.core.performance.evaluation import (
    Entry,
    EntryState,
    SelfEvaluation,
)
from zhida.core.performance.faults import fault
from zhida.core.performance.form_checks import execution_weight, form_findings
from zhida.core.performance.money_checks import money_findings, total_of
from zhida.core.performance.policy import policy_of
from zhida.core.performance.recorded import Recorded, completed, recorded_findings
from zhida.core.performance.row_checks import row_findings
from zhida.core.performance.scoring import Score, score


@dataclass(frozen=True, slots=True)
class Recomputed:
    """重算结果: the form, its score as it should be, and where the two differ."""

    form: SelfEvaluation
    claims: tuple[Claim, ...]
    score: Score
    findings: tuple[Finding, ...]


def recompute(
    form: SelfEvaluation, year: int | None = None, recorded: Recorded | None = None
) -> Recomputed:
    """重算: scores a form by its own A, B, actual values and points, and compares.

    Qualitative points are taken as the form gives them. `year` stands in where the form
    prints none. With `recorded` the form is also held against what is known already, and
    a grade in a form without points has the points that were recorded of it. Raises
    `ParameterError` where no weights are known for the year, and
    `ValueError` where there is no year at all.
    """
    own = form.year or year
    if own is None:
        raise ValueError("a form without a year needs one to be scored by")
    policy = policy_of(own)
    claims = claims_of(form)
    if recorded is not None:
        known = recorded.matched(claims)
        claims = tuple(map(completed, claims, known))
    total = total_of(form)
    scored = score(
        [claim.attained for claim in claims],
        own,
        total.budget.value if total else None,
        total.executed.value if total else None,
        execution_weight=execution_weight(form) if form.scored else None,
        policy=policy,
    )
    findings = [
        *_unreadable(form),
        *money_findings(form),
        *(each for claim, row in zip(claims, scored.rows, strict=True)
          for each in row_findings(claim, row)),
        *form_findings(form, claims, scored),
        *(recorded_findings(form, claims, recorded) if recorded is not None else ()),
    ]  # fmt: skip
    return Recomputed(form, claims, scored, tuple(findings))


def _unreadable(form: SelfEvaluation) -> list[Finding]:
    """Cells of money, points and rates that hold something else than a number."""
    cells: list[tuple[str, Entry[object]]] = []
    for money in form.money:
        for title, entry in (
            ("年初预算数", money.initial),
            ("全年预算数", money.budget),
            ("全年执行数", money.executed),
            ("执行率", money.rate),
            ("分值", money.weight),
            ("得分", money.points),
        ):
            cells.append((f"“{money.label}”的{title}", entry))
    for row in form.indicators:
        cells.append((f"“{row.name}”的分值", row.weight))
        cells.append((f"“{row.name}”的得分", row.points))
    cells.append(("总分", form.total))
    return [
        fault("S12", f"{what}“{entry.text}”{entry.fault or '不是数'}", "数", entry.text,
              sources=[entry.source])
        for what, entry in cells
        if entry.state is EntryState.UNREADABLE
    ]  # fmt: skip
