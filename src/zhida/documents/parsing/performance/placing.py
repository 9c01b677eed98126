"""归位 placing: which cell of a row is which: heading, name, value.

In a table flattened to text a merged cell moves those beside it. A row is
therefore read as a whole: among all ways to give its cells roles in the order
of the columns, the one that costs least is taken. A role costs by the shape
of the text (a known heading, a figure, a grade, a name) and by the distance from
the column where it belongs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from zhida.documents.parsing.performance.grammar import is_unit
from zhida.documents.parsing.performance.grid import Box
from zhida.documents.parsing.performance.layout import Column
from zhida.documents.parsing.performance.values import is_figure, read_target
from zhida.documents.parsing.performance.vocabulary import ends_as_name, is_grade, level_of

DEFAULT = ("level1", "level2", "level3", "value")
_NATURES = frozenset(
    "≥ ≤ > < = ＞ ＜ 定性 定量 大于 小于 等于 大于等于 小于等于 不低于 不超过".split()
)
_SIGNS = "≥≤><=≧≦不"
_SHORT = 12

Home = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reference:
    """参照: the roles of the columns in their order, and the places where they belong.

    `homes` misses the roles whose place is unknown. `weight` is the cost of a
    step away from home. `unnamed` are the levels for which no column is named.
    """

    roles: tuple[str, ...]
    homes: Mapping[int, Home]
    weight: float
    unnamed: frozenset[str] = frozenset()

    def away(self, role: int, box: Box) -> int:
        """How many columns a cell stands away from the home of a role."""
        if role not in self.homes:
            return 0
        first, last = self.homes[role]
        return max(first - box.last, box.first - last, 0)


@dataclass(frozen=True, slots=True)
class Placed:
    """归位的行: the cells of a row by role (extra columns left out), and those without one.

    `away` says of each role how many columns its cell stands from home.
    """

    boxes: Mapping[str, Box]
    away: Mapping[str, int]
    lost: tuple[Box, ...] = ()


def reference(columns: tuple[Column, ...], *, aligned: bool) -> Reference:
    """The reference that the headings of the columns make."""
    weight = 3.0 if aligned else 0.6
    if not columns:
        return Reference(DEFAULT, {}, weight)
    roles = [column.role for column in columns]
    places: list[Home | None] = [
        (column.first, column.last) if column.placed else None for column in columns
    ]
    unnamed = [role for role in DEFAULT[:2] if role not in roles]
    for role in unnamed:
        at = roles.index("level1") + 1 if role == "level2" else 0
        roles.insert(at, role)
        places.insert(at, None)
    homes = {role: home for role, home in enumerate(places) if home is not None}
    return Reference(tuple(roles), homes, weight, frozenset(unnamed))


def settle(before: Reference, rows: Iterable[tuple[Box, ...]]) -> Reference:
    """The reference by where the cells of most rows really stand.

    Headings and rows may be moved against each other as a whole (a merged cell in
    the heading row): then the rows are right.
    """
    counts: dict[int, Counter[Home]] = {}
    for row in rows:
        for index, box in _cheapest(row, before, pending=False):
            counts.setdefault(index, Counter())[(box.first, box.last)] += 1
    homes = dict(before.homes)
    for index, counter in counts.items():
        (home, most), total = counter.most_common(1)[0], counter.total()
        standing = sum(n for seen, n in counter.items() if _within(seen, homes.get(index)))
        if most * 2 > total and standing * 4 < total:
            homes[index] = home
    return replace(before, homes=homes)


def _within(seen: Home, home: Home | None) -> bool:
    return home is not None and seen[0] <= home[1] and seen[1] >= home[0]


def place(row: tuple[Box, ...], columns: Reference, *, pending: bool = False) -> Placed:
    """The roles of the written cells of a row. `pending`: the name above has no value yet."""
    best = _cheapest(row, columns, pending)
    kept = [(role, box) for role, box in best if columns.roles[role] != "extra"]
    with_role = {id(box) for _, box in best}
    return Placed(
        {columns.roles[role]: box for role, box in kept},
        {columns.roles[role]: columns.away(role, box) for role, box in kept},
        tuple(box for box in row if id(box) not in with_role),
    )


Way: TypeAlias = tuple[float, tuple[tuple[int, Box], ...]]
"""A way to give roles: its cost, and the roles given."""


def _cheapest(
    row: tuple[Box, ...], columns: Reference, pending: bool
) -> tuple[tuple[int, Box], ...]:
    """The cheapest way to give the cells roles in order; a cell may stay without one."""
    ways: dict[tuple[int, bool], Way] = {(-1, False): (0.0, ())}
    for box in row:
        after: dict[tuple[int, bool], Way] = {}
        for (last, named), (cost, taken) in ways.items():
            _offer(after, (last, named), (cost + _LOST, taken))
            for role in range(last + 1, len(columns.roles)):
                step = _cost(box, role, columns, pending)
                now = named or columns.roles[role] in _NAMES
                if columns.roles[role] == "value" and not (named or pending):
                    step += _NAMELESS
                _offer(after, (role, now), (cost + step, (*taken, (role, box))))
        ways = after
    return min(ways.values(), key=lambda way: way[0])[1]


_LOST = 12.0
_NAMELESS = 2.0
_NAMES = ("level3", "level4")


def _offer(ways: dict[tuple[int, bool], Way], key: tuple[int, bool], way: Way) -> None:
    if key not in ways or way[0] < ways[key][0]:
        ways[key] = way


def _cost(box: Box, role: int, columns: Reference, pending: bool) -> float:
    if columns.roles[role] in columns.unnamed and level_of(box.text) is None:
        return _LOST
    away = min(columns.away(role, box), 3) * columns.weight
    return away + _shape(box.text, columns.roles[role], pending)


def _shape(text: str, role: str, pending: bool) -> float:
    """How ill a text suits a role, from 0."""
    level = level_of(text)
    if role == "level1":
        return 0.0 if level and level.first else 6.0 if level else _as_heading(text)
    if role == "level2":
        return 0.0 if level and level.second else 5.0 if level else _as_heading(text)
    if role in ("level3", "level4"):
        return _as_name(text, bool(level))
    if role == "value":
        return _as_value(text, bool(level), pending)
    if role == "nature":
        return 0.0 if text in _NATURES else 5.0
    if role == "unit":
        return 0.0 if is_unit(text) else 3.0
    return 1.0 if level is None else 6.0


def _as_heading(text: str) -> float:
    if len(text) > _SHORT or is_figure(text):
        return 8.0
    return 1.5 if text.endswith(("指标", "效益", "影响", "满意度")) else 4.0


def _as_name(text: str, is_level: bool) -> float:
    if is_level:
        return 6.0
    if is_figure(text):
        return 1.5 if _counts_things(text) else 5.0
    return 1.0 if is_grade(text) and not ends_as_name(text) and len(text) <= _SHORT else 0.0


def _as_value(text: str, is_level: bool, pending: bool) -> float:
    if is_level:
        return 9.0
    if is_figure(text):
        return 1.0 if _counts_things(text) else 0.0
    waits = 0.3 if pending else 1.5
    if is_grade(text):
        return min(0.5, waits)
    return waits + (1.5 if ends_as_name(text) else 0.0)


def _counts_things(text: str) -> bool:
    """Whether a figure goes on with words as a name would (3家医院检查率, but not 30人次)."""
    unit = read_target(text, None).unit or ""
    return ends_as_name(text) and text[0] not in _SIGNS and not text.endswith(unit or text)
