"""资金核对 money checks: A, B and B/A of a filled form, by source and in total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from zhida.core.findings import Finding
from zhida.core.money import Unit, format_fen
from zhida.core.performance.evaluation import Entry, EntryState, MoneyRow, SelfEvaluation
from zhida.core.performance.faults import fault
from zhida.core.performance.points import plain
from zhida.core.provenance import Source

_HUNDRED = 100
_PARTS = {
    "fiscal": ("fiscal", "carried", "other"),
    "local": ("central", "lottery", "local", "carried", "other"),
    "": ("central", "lottery", "province", "prefecture", "county", "carried", "other"),
}
"""What adds up to the total, by the kind that holds others in itself."""


def money_findings(form: SelfEvaluation) -> Iterator[Finding]:
    """资金核对: rates against A and B, the sum of the sources, what is missing."""
    for row in form.money:
        yield from _row(row, form.unit)
    total = total_of(form)
    if total is None:
        return
    for title, name in (
        ("全年预算数", "budget"),
        ("全年执行数", "executed"),
        ("年初预算数", "initial"),
    ):
        yield from _sum(title, name, total, form)


def total_of(form: SelfEvaluation) -> MoneyRow | None:
    """资金总额: the total's row, or the only one."""
    for row in form.money:
        if row.kind == "total":
            return row
    return form.money[0] if len(form.money) == 1 else None


def rate_of(row: MoneyRow) -> Fraction | None:
    """执行率 B/A in %, None where A or B is unknown or A is zero.

    >>> from zhida.core.performance.evaluation import filled
    >>> rate_of(MoneyRow("total", "", filled(400), filled(300)))
    Fraction(75, 1)
    """
    budget, executed = row.budget.value, row.executed.value
    if not budget or executed is None:
        return None
    return Fraction(executed * _HUNDRED, budget)


def _row(row: MoneyRow, unit: Unit) -> Iterator[Finding]:
    a, b = row.budget.value, row.executed.value
    yield from _missing(row)
    if a is None or b is None:
        return
    if b > a:
        sentence = (
            f"“{row.label}”全年执行数{format_fen(b, unit)}超过全年预算数{format_fen(a, unit)}"
        )
        yield fault("S18", sentence, a, b, difference=b - a, sources=_places(row))
    rate = row.rate.value
    if rate is None:
        return
    if a == 0:
        sentence = (
            f"“{row.label}”预算数为0、执行数为{format_fen(b, unit)}，"
            f"执行率应为“不适用”，表中为{row.rate.text or plain(rate) + '%'}"
        )
        yield fault("S06", sentence, "不适用", f"{plain(rate)}%", sources=_places(row))
        return
    expected = Fraction(b * _HUNDRED, a)
    if not _near(expected, row, unit):
        shown = f"{_two(expected)}%"
        sentence = (
            f"“{row.label}”执行率应为{format_fen(b, unit)}÷{format_fen(a, unit)}＝{shown}，"
            f"表中为{plain(rate)}%"
        )
        off = f"{_two(Fraction(rate) - expected)}个百分点"
        yield fault("S01", sentence, shown, f"{plain(rate)}%", difference=off, sources=_places(row))


def _missing(row: MoneyRow) -> Iterator[Finding]:
    """The total must be filled; of a source a half-filled row is a slip."""
    cells = (("全年预算数", row.budget), ("全年执行数", row.executed))
    blank = [(title, each) for title, each in cells if each.state is EntryState.BLANK]
    wanted = row.kind == "total" or len(blank) == 1
    for title, each in blank:
        if wanted:
            yield fault(
                "S25", f"“{row.label}”没有填{title}", sources=[each.source, row.budget.source]
            )


def _sum(title: str, name: str, total: MoneyRow, form: SelfEvaluation) -> Iterator[Finding]:
    whole: Entry[int] = getattr(total, name)
    rows = [row for row in parts_of(form) if getattr(row, name).value is not None]
    masked = any(getattr(row, name).state is EntryState.MASKED for row in parts_of(form))
    if whole.value is None or not rows or masked:
        return
    entries: list[Entry[int]] = [getattr(row, name) for row in rows]
    added = sum(each.value or 0 for each in entries)
    off = whole.value - added
    if abs(off) > _slack([whole, *entries], form.unit):
        parts = "＋".join(format_fen(each.value or 0, form.unit) for each in entries)
        sentence = (
            f"{title}：各来源合计{parts}＝{format_fen(added, form.unit)}，"
            f"“{total.label}”为{format_fen(whole.value, form.unit)}，"
            f"相差{format_fen(abs(off), form.unit)}"
        )
        places = [whole.source, *(each.source for each in entries)]
        yield fault("S10", sentence, added, whole.value, difference=off, sources=places)


def parts_of(form: SelfEvaluation) -> list[MoneyRow]:
    """分来源: the rows that add up to the total, none of them part of another."""
    kinds = {row.kind for row in form.money}
    key = next((each for each in ("fiscal", "local") if each in kinds), "")
    return [row for row in form.money if row.kind in _PARTS[key]]


def _near(expected: Fraction, row: MoneyRow, unit: Unit) -> bool:
    """Whether a printed rate is B/A, as far as the printed decimals of all three tell."""
    rate = Fraction(row.rate.value or 0)
    step = row.rate.step or Fraction(1, _HUNDRED)
    a, b = Fraction(row.budget.value or 0), Fraction(row.executed.value or 0)
    below, above = _half(row.executed, unit), _half(row.budget, unit)
    least = (b - below) * _HUNDRED / (a + above)
    most = (b + below) * _HUNDRED / (a - above) if a > above else expected
    return least - step < rate < most + step


def _half(entry: Entry[int], unit: Unit) -> Fraction:
    """Half the last printed digit of an amount with decimals; a whole one is exact."""
    step = entry.step
    return step / 2 if step is not None and step < unit.value and step > 1 else Fraction(0)


def _slack(entries: Sequence[Entry[int]], unit: Unit) -> Fraction:
    return sum((_half(each, unit) for each in entries), Fraction(0))


def _two(number: Fraction) -> str:
    scaled = round(number * _HUNDRED)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{abs(scaled) // _HUNDRED}.{abs(scaled) % _HUNDRED:02d}"


def _places(row: MoneyRow) -> tuple[Source | None, ...]:
    return row.rate.source, row.budget.source, row.executed.source
