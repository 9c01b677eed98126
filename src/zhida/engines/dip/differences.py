"""目录差异 differences: what changed between two versions of a directory, as values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from zhida.engines.dip.directory import Rule


class Change(Enum):
    """变动: what became of a group; the value is its Chinese word."""

    ADDED = "新增"
    DROPPED = "取消"
    MERGED = "并入"
    RENAMED = "更名"
    CONDITIONS = "条件变更"
    SCORE = "分值变动"


@dataclass(frozen=True, slots=True)
class Difference:
    """目录差异: one change. `before` and `after` are codes, names, conditions or points, as the
    change has it; points are whole numbers at the places of their measurement."""

    change: Change
    code: str
    name: str
    before: str
    after: str


def differences(
    old: Sequence[Rule],
    new: Sequence[Rule],
    old_points: Mapping[str, int] | None = None,
    new_points: Mapping[str, int] | None = None,
) -> tuple[Difference, ...]:
    """目录比较: a group with the same conditions is the same group, renamed where its code is another;
    of the others, one with the same code.

    A dropped group is merged where its cases fall to one new or changed group: one whose diagnoses
    are the same or wider and whose procedures ask for no more. Points are compared of groups in
    both, where both measurements are given. In the order of changes, then codes.

    >>> from zhida.engines.dip.directory import Layer
    >>> old = [Rule("1", "甲", Layer.BASIC, ("K35.8",)), Rule("2", "乙", Layer.BASIC, ("K35.9",))]
    >>> new = [Rule("1", "甲", Layer.BASIC, ("K35",))]
    >>> [(each.change.value, each.code, each.after) for each in differences(old, new)]
    [('并入', '2', '1'), ('条件变更', '1', 'K35')]
    """
    before, after = {rule.code: rule for rule in old}, {rule.code: rule for rule in new}
    same, changed = _paired(before, after)
    pairs = same | changed
    gone = before.keys() - pairs.keys()
    fresh = after.keys() - set(pairs.values())
    by_dx: dict[str, list[Rule]] = defaultdict(list)
    for rule in new:
        if rule.code in fresh or rule.code in changed:
            for key in rule.dx:
                by_dx[key].append(rule)
    found = []
    for code in gone:
        into = _taker(before[code], by_dx)
        change = Change.MERGED if into else Change.DROPPED
        found.append(Difference(change, code, before[code].name, code, into))
    found += [Difference(Change.ADDED, code, after[code].name, "", code) for code in fresh]
    for code, other in pairs.items():
        was, now = before[code], after[other]
        if code != other:
            found.append(Difference(Change.RENAMED, code, was.name, code, other))
        elif was.name != now.name:
            found.append(Difference(Change.RENAMED, code, now.name, was.name, now.name))
        if code in changed:
            found.append(Difference(Change.CONDITIONS, code, now.name, _told(was), _told(now)))
        if old_points is not None and new_points is not None:
            was_points, now_points = old_points.get(code), new_points.get(other)
            if was_points is not None and now_points is not None and was_points != now_points:
                found.append(
                    Difference(Change.SCORE, other, now.name, str(was_points), str(now_points))
                )
    order = list(Change)
    return tuple(sorted(found, key=lambda each: (order.index(each.change), each.code)))


def _paired(
    before: Mapping[str, Rule], after: Mapping[str, Rule]
) -> tuple[dict[str, str], dict[str, str]]:
    """The groups that ask for the same in both, whatever their codes, and of the others those that
    kept their code: old code → new code. Where a directory is numbered anew, a code alone tells
    nothing."""
    same = {
        code: code
        for code in before.keys() & after.keys()
        if _asked(before[code]) == _asked(after[code])
    }
    asked = {_asked(rule): code for code, rule in after.items() if code not in same}
    same |= {
        code: asked[key]
        for code, rule in before.items()
        if code not in same and (key := _asked(rule)) in asked
    }
    taken = set(same.values())
    changed = {code: code for code in before if code in after and code not in {*same, *taken}}
    return same, changed


def _asked(rule: Rule) -> object:
    """What a rule asks for, whatever the order it is written in."""
    return (
        rule.layer, frozenset(rule.dx), frozenset(map(frozenset, rule.main)),
        frozenset(rule.related), rule.any_main, rule.treatment, frozenset(rule.secondary),
        rule.limits, rule.sex,
    )  # fmt: skip


def _taker(rule: Rule, by_dx: Mapping[str, Sequence[Rule]]) -> str:
    """The one group that takes what a dropped group took; "" where none or several do."""
    takers: set[str] | None = None
    for key in rule.dx:
        wider = {
            each.code: each for part in {key, key[:5], key[:3]} for each in by_dx.get(part, ())
        }
        able = {code for code, each in wider.items() if _asks_no_more(each, rule)}
        takers = able if takers is None else takers & able
    return next(iter(takers)) if takers and len(takers) == 1 else ""


def _asks_no_more(taker: Rule, rule: Rule) -> bool:
    if taker.conditional or (taker.layer is not rule.layer):
        return False
    mains = {frozenset(each) for each in taker.main}
    main_fits = (
        taker.any_main
        or (not mains and not rule.main and not rule.any_main)
        or (bool(rule.main) and all(any(m <= set(each) for m in mains) for each in rule.main))
    )
    related_fits = not taker.related or bool(set(taker.related) & set(rule.related))
    return main_fits and related_fits and taker.treatment == rule.treatment


def _told(rule: Rule) -> str:
    """The conditions in short."""
    parts = ["|".join(rule.dx), "|".join("+".join(each) for each in rule.main),
             "+".join(rule.related), "|".join(rule.secondary),
             "" if rule.treatment is None else rule.treatment.label, rule.sex,
             "、".join(str(each) for each in rule.limits if each is not None)]  # fmt: skip
    return " ".join(filter(None, parts))
