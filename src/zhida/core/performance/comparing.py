"""上下级比较 comparing: one indicator of a whole against the same of its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhida.core.findings import Finding
from zhida.core.performance.bonds import (
    Bond,
    amount_of,
    bond_of,
    same_unit,
    told,
    words_of,
)
from zhida.core.performance.indicators import Direction, IndicatorKind, TypedIndicator
from zhida.core.performance.target_findings import target_finding
from zhida.core.performance.worded import degree
from zhida.core.rules.performance.names import bare_name, quoted

Part = tuple[str, TypedIndicator]
Beside = tuple[tuple[str, TypedIndicator | None], ...]
Outcome = tuple[Fraction | None, Fraction | None, tuple[Finding, ...]]
"""What the parts make together, that less what the whole asks, and what is wrong."""


@dataclass(frozen=True, slots=True)
class _Case:
    """One indicator of the whole and the parts that have it."""

    scope: str
    whole: TypedIndicator
    parts: tuple[Part, ...]

    def finding(
        self, code: str, rest: str, involved: Iterable[Part], *, found: str = "", gap: str = ""
    ) -> Finding:
        """A finding that begins with the whole's indicator and value."""
        printed = [self.whole.printed, *(each.printed for _, each in involved)]
        return target_finding(
            code,
            f"{self.scope}的指标{quoted(self.whole.name)}为“{words_of(self.whole)}”，{rest}。",
            expected=words_of(self.whole),
            found=found or None,
            difference=gap or None,
            sources=tuple(each.source for each in printed if each is not None),
        )


def compare(scope: str, whole: TypedIndicator, beside: Beside) -> Outcome:
    """比较: an indicator of a whole against those of its parts; a part without it is left out.

    First kind, unit, direction and base must be the same; then what remains is held
    against the whole by the bond of its kind.
    """
    parts = tuple((name, each) for name, each in beside if each is not None)
    case = _Case(scope, whole, parts)
    if whole.kind is IndicatorKind.UNSET:
        return None, None, tuple(_unset_whole(case))
    findings, alike = _alike(case)
    if not alike:
        return None, None, tuple(findings)
    held = _Case(scope, whole, alike)
    reached, difference, more = _BY_BOND[bond_of(whole)](held, complete=len(alike) == len(beside))
    return reached, difference, (*findings, *more)


def _unset_whole(case: _Case) -> list[Finding]:
    given = [part for part in case.parts if part[1].kind is not IndicatorKind.UNSET]
    if not given:
        return []
    return [
        case.finding(
            "T216", f"没有指标值，而下级已有：{_listed(given)}", given, found=_listed(given)
        )
    ]


def _alike(case: _Case) -> tuple[list[Finding], tuple[Part, ...]]:
    """What keeps parts from being compared, and the parts that can be."""
    findings: list[Finding] = []
    left = list(case.parts)
    for code, words, differs in _CHECKS:
        odd = [part for part in left if differs(case.whole, part[1])]
        if odd:
            findings.append(case.finding(code, f"{words}：{_listed(odd)}", odd, found=_listed(odd)))
            left = [part for part in left if part not in odd or code in _STILL_COMPARED]
    return findings, tuple(left)


def _opposed(whole: TypedIndicator, part: TypedIndicator) -> bool:
    ways = {whole.direction, part.direction}
    return ways == {Direction.HIGHER, Direction.LOWER}


def _other_base(whole: TypedIndicator, part: TypedIndicator) -> bool:
    return bool(whole.base and part.base) and whole.base != part.base


_CHECKS: tuple[tuple[str, str, Callable[[TypedIndicator, TypedIndicator], bool]], ...] = (
    ("T212", "下级没有指标值", lambda _, part: part.kind is IndicatorKind.UNSET),
    ("T211", "下级的性质不同", lambda whole, part: part.kind is not whole.kind),
    ("T208", "下级的计量单位不同，不能相加比较", lambda whole, part: not same_unit(whole, part)),
    ("T213", "下级的方向相反", _opposed),
    ("T214", "下级的基期不同", _other_base),
)
_STILL_COMPARED = frozenset({"T214"})


def _adds(case: _Case, *, complete: bool) -> Outcome:
    """Counts add: at least, at most or exactly what the whole asks."""
    reached, asked = _sum(case.parts), amount_of(case.whole)
    if asked is None:
        return reached, None, ()
    gap = reached - asked
    code = {
        Direction.HIGHER: "T201" if gap < 0 else "",
        Direction.LOWER: "T202" if gap > 0 else "",
    }.get(case.whole.direction, "T217" if gap else "")
    return reached, gap, _sum_findings(case, code, reached, gap)


def _equals(case: _Case, *, complete: bool) -> Outcome:
    """Money handed out is the whole's, to the fen; where a part lacks it, only not more."""
    reached, asked = _sum(case.parts), amount_of(case.whole)
    if asked is None:
        return reached, None, ()
    gap = reached - asked
    wrong = gap != 0 if complete else gap > 0
    return reached, gap, _sum_findings(case, "T206" if wrong else "", reached, gap)


def _sum_findings(case: _Case, code: str, reached: Fraction, gap: Fraction) -> tuple[Finding, ...]:
    if not code:
        return ()
    unit = case.whole.unit
    items = " + ".join(f"{name}{words_of(each)}" for name, each in case.parts)
    word = "多" if gap > 0 else "少"
    return (
        case.finding(
            code,
            f"下级合计{told(reached, unit)}（{items}），{word}{told(abs(gap), unit)}",
            case.parts,
            found=told(reached, unit),
            gap=told(gap, unit),
        ),
    )


def _bounds(case: _Case, *, complete: bool) -> Outcome:
    """Rates, changes, durations: a part worse than the whole must be made good by others."""
    asked = amount_of(case.whole)
    known = [(part, value) for part in case.parts if (value := amount_of(part[1])) is not None]
    if asked is None or not known:
        return None, None, ()
    sign = -1 if case.whole.direction is Direction.LOWER else 1
    worse = [part for part, value in known if sign * (value - asked) < 0]
    better = [part for part, value in known if sign * (value - asked) > 0]
    if case.whole.direction is Direction.EXACT:
        worse, better = worse + better, []
    if not worse:
        return None, None, ()
    side = "高于" if sign < 0 else "低于"
    if case.whole.direction is Direction.EXACT:
        side = "不等于"
    if complete and not better:
        rest = f"下级{_listed(worse)}{side}上级，没有下级可以补足，下级全部达标时上级仍不达标"
        return None, None, (case.finding("T203", rest, worse, found=_listed(worse)),)
    rest = f"下级{_listed(worse)}{side}上级，须由其他下级补足"
    return None, None, (case.finding("T204", rest, worse, found=_listed(worse)),)


def _dates(case: _Case, *, complete: bool) -> Outcome:
    """A part may not be later than the whole."""
    due = case.whole.due
    late = [part for part in case.parts if due and part[1].due and part[1].due > due]
    if not late:
        return None, None, ()
    days = max((each.due - due).days for _, each in late if each.due and due)
    return (
        None,
        None,
        (
            case.finding(
                "T205",
                f"下级{_listed(late)}，最多晚{days}天",
                late,
                found=_listed(late),
                gap=f"{days}天",
            ),
        ),
    )


def _grades(case: _Case, *, complete: bool) -> Outcome:
    """A part's grade may not be lower; other words can't be compared."""
    whole = degree(case.whole.grade)
    odd, lower = [], []
    for part in case.parts:
        if bare_name(part[1].grade) == bare_name(case.whole.grade):
            continue
        own = degree(part[1].grade)
        if whole is None or own is None:
            odd.append(part)
        elif own < whole:
            lower.append(part)
    findings = []
    if lower:
        findings.append(
            case.finding("T207", f"下级等级较低：{_listed(lower)}", lower, found=_listed(lower))
        )
    if odd:
        findings.append(
            case.finding(
                "T215", f"下级的用语不同，不能比较：{_listed(odd)}", odd, found=_listed(odd)
            )
        )
    return None, None, tuple(findings)


def _nothing(case: _Case, *, complete: bool) -> Outcome:
    return None, None, ()


_BY_BOND = {
    Bond.ADDS: _adds,
    Bond.EQUALS: _equals,
    Bond.BOUNDS: _bounds,
    Bond.DATE: _dates,
    Bond.GRADE: _grades,
    Bond.NONE: _nothing,
}


def _sum(parts: Sequence[Part]) -> Fraction:
    return sum((amount_of(each) or Fraction(0) for _, each in parts), Fraction(0))


def _listed(parts: Iterable[Part]) -> str:
    return "、".join(f"{name}“{words_of(each)}”" for name, each in parts)
