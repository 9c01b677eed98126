"""绩效目标表 targeting: goals as a regional table (区域绩效目标表) or a project's (项目绩效目标表).

What stands in the head of each is data (`data/target_forms.csv`). A blank table keeps
the labels and the names of the indicators and leaves the rest to be filled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zhida.core.forms.shapes import shape
from zhida.core.money import Amount, AmountState
from zhida.core.notice import Indicator, PerformanceTable, SourceAmount, Target, TargetKind
from zhida.core.provenance import Source, Stated
from zhida.data import load

_OURS = Source("绩效目标")
_BLANK = Amount(None, AmountState.BLANK)


@dataclass(frozen=True, slots=True)
class Goals:
    """绩效目标: whose goals of a year they are, the money, and the rows.

    `fields` by "project", "place", "unit", "finance" or "office"; `amounts` in fen by
    "total", "central", "local", "fiscal" or "other", a part that nobody told is absent.
    `rows` are level 1, level 2, name, and value.
    """

    year: int
    scope: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[str, int] = field(default_factory=dict)
    goals: Sequence[str] = ()
    rows: Sequence[tuple[str, str, str, Target]] = ()


def goal_table(kind: str, goals: Goals, *, blank: bool = False) -> PerformanceTable:
    """绩效目标表: of a kind ("targets" 区域, "targets_project" 项目).

    Raises `KeyError` for another kind.

    >>> table = goal_table("targets_project", Goals(2025, fields={"project": "救助"}))
    >>> table.title, [label for label, _ in table.header]
    ('项目绩效目标表', ['项目名称', '预算单位', '主管部门'])
    """
    rows = [row for row in load("target_forms") if row["kind"] == kind]
    given = {"project": goals.fields.get("project", "")} if blank else goals.fields
    return PerformanceTable(
        shape(kind).title.format(place=""),
        "",
        Stated(goals.scope, _OURS) if goals.scope and not blank else None,
        None,
        Stated(goals.year, _OURS),
        tuple(
            (row["label"], Stated(given.get(row["key"], ""), _OURS))
            for row in rows
            if row["part"] == "field"
        ),
        tuple(
            SourceAmount(row["key"], row["label"], _amount(goals, row["key"], blank=blank))
            for row in rows
            if row["part"] == "amount"
        ),
        () if blank else tuple(Stated(goal, _OURS) for goal in goals.goals),
        tuple(
            Indicator(level1, level2, name, Target(TargetKind.BLANK, "") if blank else value, _OURS)
            for level1, level2, name, value in goals.rows
        ),
        _OURS,
        template=blank,
    )


def _amount(goals: Goals, key: str, *, blank: bool) -> Amount:
    fen = goals.amounts.get(key)
    return _BLANK if blank or fen is None else Amount(fen, AmountState.NUMBER)
