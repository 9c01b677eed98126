"""已有记录 recorded: a filled form held against what the ledger and the values already say.

Treasury's figures are those that count, and a value that was declared with a file isn't
typed a second time in another way. What a form can't say (the share of the points of a
grade in a form without points, the sample of a survey) is taken from there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from zhida.core.findings import Finding
from zhida.core.money import format_fen
from zhida.core.performance.attaining import Claim
from zhida.core.performance.evaluation import Entry, MoneyRow, SelfEvaluation
from zhida.core.performance.faults import fault
from zhida.core.performance.indicators import Actual, IndicatorKind, Standing
from zhida.core.performance.points import plain
from zhida.core.rules.performance.names import quoted


@dataclass(frozen=True, slots=True)
class Recorded:
    """已有记录: the form as the system itself fills it, and the value of each of its indicators.

    `actuals` are as many as the form's indicators, NO_DATA where nothing is known.
    """

    form: SelfEvaluation
    actuals: tuple[Actual, ...]

    def __post_init__(self) -> None:
        if len(self.actuals) != len(self.form.indicators):
            raise ValueError("every indicator of the form has one actual value")

    def matched(self, claims: Sequence[Claim]) -> tuple[Actual | None, ...]:
        """对应的值: of each claim that of the indicator of its name, the nth of the nth."""
        known = {
            key: actual
            for key, actual in zip(
                _numbered([row.name for row in self.form.indicators]), self.actuals, strict=True
            )
            if actual.standing is not Standing.NO_DATA
        }
        return tuple(known.get(key) for key in _numbered([each.row.name for each in claims]))


def completed(claim: Claim, actual: Actual | None) -> Claim:
    """补全: a claim with what the form has no place for, where it says the same as the record."""
    stated = claim.attained.actual
    if actual is None or not claim.attained.applicable:
        return claim
    if claim.attained.indicator.kind is IndicatorKind.GRADE:
        ours = stated is None or stated.share is None
        if not ours or claim.doubt:
            return claim
        words = stated.note if stated is not None else actual.note
        return replace(claim, attained=replace(claim.attained, actual=replace(actual, note=words)))
    if stated is None or not _same(stated, actual):
        return claim
    return replace(claim, attained=replace(claim.attained, actual=actual))


def recorded_findings(
    form: SelfEvaluation, claims: Sequence[Claim], recorded: Recorded
) -> Iterator[Finding]:
    """与记录不符: where a form says something else than what is known of the same.

    Money differs where it isn't a rounding of the ledger's figure to the digits printed.
    """
    own = {each.kind: each for each in recorded.form.money}
    for row in form.money:
        if known := own.get(row.kind):
            yield from _money(row, known)
    for claim, actual in zip(claims, recorded.matched(claims), strict=True):
        if actual is not None:
            yield from _value(claim, actual)


def _numbered(names: Sequence[str]) -> list[tuple[str, int]]:
    seen: Counter[str] = Counter()
    keys = []
    for name in names:
        keys.append((name, seen[name]))
        seen[name] += 1
    return keys


def _same(stated: Actual, actual: Actual) -> bool:
    """Whether a form's value is the recorded one, rounded to the digits it is written with."""
    if stated.value is None or actual.value is None:
        return stated.day is not None and stated.day == actual.day
    digits = Decimal(1).scaleb(int(stated.value.as_tuple().exponent))
    return actual.value.quantize(min(digits, Decimal(1)), ROUND_HALF_UP) == stated.value


def _value(claim: Claim, actual: Actual) -> Iterator[Finding]:
    attained = claim.attained
    if not attained.applicable or claim.doubt or attained.indicator.kind is IndicatorKind.GRADE:
        return
    if attained.actual is not None and _same(attained.actual, actual):
        return
    shown = claim.row.actual.text or "没有填"
    known = _shown(actual, attained.indicator.unit)
    sentence = (
        f"{quoted(claim.row.name)}的完成值，已有记录为{known}"
        f"（{_how(actual)}，截至{actual.as_of}），自评表{f'为{shown}' if attained.actual else shown}"
    )
    yield fault("S26", sentence, known, shown, sources=[claim.row.actual.source, claim.row.source])


def _shown(actual: Actual, unit: str) -> str:
    if actual.value is not None:
        return f"{plain(actual.value)}{unit}"
    return actual.day.isoformat() if actual.day is not None else actual.note


def _how(actual: Actual) -> str:
    return "计算所得" if actual.standing is Standing.MEASURED else "附证明材料填报"


def _money(row: MoneyRow, known: MoneyRow) -> Iterator[Finding]:
    for title, entry, own in (
        ("全年预算数", row.budget, known.budget),
        ("全年执行数", row.executed, known.executed),
    ):
        if entry.value is None or own.value is None or _near(entry, own.value):
            continue
        ledger, stated = format_fen(own.value), format_fen(entry.value)
        sentence = f"“{row.label}”的{title}，账上为{ledger}，自评表为{stated}"
        yield fault("S27", sentence, ledger, stated, sources=[entry.source])


def _near(entry: Entry[int], fen: int) -> bool:
    """Whether an amount is the ledger's, rounded to the last digit that is printed."""
    off = abs((entry.value or 0) - fen)
    return not off or (entry.step is not None and entry.step > 1 and off * 2 <= entry.step)
