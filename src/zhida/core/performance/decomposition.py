"""目标分解 decomposition: the goals of a whole against those of its parts, both ways.

Counts add, money equals, rates don't fall below, dates don't pass, grades aren't lower.
What is short, missing, in another unit or alone is told with both figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhida.core.findings import Finding, Severity
from zhida.core.money import format_fen
from zhida.core.performance.bonds import Bond, Goals, bond_of, told, words_of
from zhida.core.performance.comparing import compare
from zhida.core.performance.indicators import TypedIndicator
from zhida.core.performance.matching import matched
from zhida.core.performance.target_findings import target_finding
from zhida.core.provenance import Source
from zhida.core.rules.performance.names import bare_name, quoted

_MONEY = "资金总额"


@dataclass(frozen=True, slots=True)
class Rollup:
    """汇总: one indicator of the whole beside those of its parts.

    `whole` is None where only parts have it; in `parts` None stands for a part that
    lacks it. `reached` is what the parts make together (fen for money, None where nothing
    adds), `difference` that less what the whole asks. Findings of severity error or
    warning are gaps.
    """

    name: str
    bond: Bond
    whole: TypedIndicator | None
    parts: tuple[tuple[str, TypedIndicator | None], ...]
    reached: Fraction | None
    difference: Fraction | None
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """相符: nothing worse than a hint was found."""
        return all(each.severity.rank > Severity.WARNING.rank for each in self.findings)


@dataclass(frozen=True, slots=True)
class Gaps:
    """分解差距: the money of both sides, then every indicator of either side."""

    whole: Goals
    parts: tuple[Goals, ...]
    money: tuple[Finding, ...]
    rollups: tuple[Rollup, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in order."""
        return self.money + tuple(each for row in self.rollups for each in row.findings)


def gaps(whole: Goals, parts: Sequence[Goals]) -> Gaps:
    """分解差距: what the parts' goals leave open of the whole's, and what they have alone.

    Raises ValueError where there is no part.
    """
    if not parts:
        raise ValueError("没有下级的绩效目标表，不能比较。请一并给出下级的表")
    matches = [matched(whole.indicators, part.indicators) for part in parts]
    rows = []
    for at, indicator in enumerate(whole.indicators):
        beside = tuple(
            (part.scope, match.get(at)) for part, match in zip(parts, matches, strict=True)
        )
        reached, difference, findings = compare(whole.scope, indicator, beside)
        findings += tuple(_lacking(whole, indicator, parts, beside))
        rows.append(
            Rollup(
                indicator.name, bond_of(indicator), indicator, beside, reached, difference, findings
            )
        )
    rows += _alone(whole, parts, matches)
    return Gaps(whole, tuple(parts), tuple(_money(whole, parts)), tuple(rows))


def _money(whole: Goals, parts: Sequence[Goals]) -> Iterator[Finding]:
    """The money of the parts is that of the whole, to the fen."""
    fens = [part.fen for part in parts if part.fen is not None]
    if whole.fen is None or len(fens) < len(parts):
        return
    if (total := sum(fens)) == whole.fen:
        return
    items = " + ".join(f"{part.scope}{format_fen(part.fen or 0)}" for part in parts)
    gap = total - whole.fen
    yield target_finding(
        "T206",
        f"{whole.scope}的{_MONEY}为{format_fen(whole.fen)}，下级合计{format_fen(total)}"
        f"（{items}），{'多' if gap > 0 else '少'}{format_fen(abs(gap))}。",
        expected=format_fen(whole.fen),
        found=format_fen(total),
        difference=format_fen(gap),
        sources=_sources(whole.source, *(part.source for part in parts)),
    )


def _lacking(
    whole: Goals,
    indicator: TypedIndicator,
    parts: Sequence[Goals],
    beside: tuple[tuple[str, TypedIndicator | None], ...],
) -> Iterator[Finding]:
    """The parts in which an indicator of the whole doesn't stand."""
    bare = [part for part, (_, own) in zip(parts, beside, strict=True) if own is None]
    if not bare or bond_of(indicator) is Bond.NONE:
        return
    mend, is_money = "", bond_of(indicator) is Bond.EQUALS
    if is_money and all(part.fen is not None for part in bare):
        amounts = "、".join(f"{part.scope}{format_fen(part.fen or 0)}" for part in bare)
        mend = f"按各自的资金补列：{amounts}"
    names = "、".join(part.scope for part in bare)
    none = len(bare) == len(parts)
    yield target_finding(
        "T219" if is_money else "T209" if none else "T218",
        f"{whole.scope}的指标{quoted(indicator.name)}为“{words_of(indicator)}”，"
        f"{'所有下级' if none else names}没有列该项指标。",
        expected=words_of(indicator),
        sources=_sources(_place(indicator), *(part.source for part in bare)),
        mend=mend,
    )


def _alone(
    whole: Goals, parts: Sequence[Goals], matches: Sequence[dict[int, TypedIndicator]]
) -> list[Rollup]:
    """The indicators that only parts have, each name once."""
    found: dict[str, list[tuple[int, TypedIndicator]]] = {}
    for at, (part, match) in enumerate(zip(parts, matches, strict=True)):
        used = {id(each) for each in match.values()}
        for indicator in part.indicators:
            if id(indicator) not in used:
                found.setdefault(bare_name(indicator.name), []).append((at, indicator))
    return [_row_alone(whole, parts, held) for held in found.values()]


def _row_alone(
    whole: Goals, parts: Sequence[Goals], held: list[tuple[int, TypedIndicator]]
) -> Rollup:
    first = held[0][1]
    own = dict(reversed(held))
    beside = tuple((part.scope, own.get(at)) for at, part in enumerate(parts))
    items = "、".join(f"{parts[at].scope}“{words_of(each)}”" for at, each in held)
    finding = target_finding(
        "T210",
        f"指标{quoted(first.name)}只有下级有（{items}），{whole.scope}没有。",
        found=items,
        sources=_sources(whole.source, *(_place(each) for _, each in held)),
    )
    return Rollup(first.name, bond_of(first), None, beside, None, None, (finding,))


def difference_words(row: Rollup) -> str:
    """相差: the difference of a row in words, "" where nothing is added or nothing differs."""
    if row.whole is None or not row.difference:
        return ""
    word = "多" if row.difference > 0 else "少"
    return f"{word}{told(abs(row.difference), row.whole.unit)}"


def _place(indicator: TypedIndicator) -> Source | None:
    return indicator.printed.source if indicator.printed else None


def _sources(*places: Source | None) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(place for place in places if place is not None))
