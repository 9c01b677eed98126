"""读入 reading: a rule set from its tables, refused with the rows where it contradicts itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from zhida.engines.dip.keys import dx_cell
from zhida.engines.drg.conditions import ALWAYS, Alternatives, Atom, alternatives
from zhida.engines.drg.lists import read_lists
from zhida.engines.drg.ruleset import (
    AdjacentGroup,
    Category,
    Complication,
    Group,
    RuleSet,
    Stage,
    treatment_of,
)
from zhida.engines.drg.tables import FaultyRules, Line, read_tables

_Item = TypeVar("_Item", Category, AdjacentGroup, Group)
Faults = list[str]


def read_rules(path: Path) -> RuleSet:
    """读规则: the rule set in a folder of csv files or an xlsx file.

    Raises FaultyRules naming file, sheet and row of what is there twice, contradicts another row,
    names what isn't there, or leads back to itself.
    """
    tables = read_tables(path)
    faults: Faults = []
    dx_lists, op_lists = read_lists(tables["lists"], faults)
    rules = RuleSet(
        version=_version(tables["version"], faults),
        categories=tuple(
            sorted(_items(tables["mdc"], _category, faults), key=lambda each: each.stage)
        ),
        adjacent=tuple(
            sorted(_items(tables["adrg"], _adjacent, faults), key=lambda each: each.treatment)
        ),
        groups=tuple(_items(tables["drg"], _group, faults)),
        dx_lists=dx_lists,
        op_lists=op_lists,
        complications=_complications(tables["complications"], faults),
        exclusions=_exclusions(tables["exclusions"], faults),
    )
    if not faults:  # what misses a row that couldn't be read would only be told twice
        faults += _named(rules) + _belonging(rules) + _reached(rules)
    if faults:
        raise FaultyRules(path.name, faults)
    return rules


def _version(lines: Sequence[Line], faults: Faults) -> str:
    if len(lines) != 1 or not lines[0]["version"]:
        faults.append("version表应有一行，写明版本")
        return ""
    return lines[0]["version"]


def _items(lines: Sequence[Line], make: Callable[[Line], _Item], faults: Faults) -> list[_Item]:
    found: dict[str, _Item] = {}
    for line in lines:
        try:
            item = make(line)
            if not item.code or not item.name:
                raise ValueError("没有代码或名称")
        except ValueError as wrong:
            faults.append(f"{line.place}{wrong}")
            continue
        first = found.setdefault(item.code, item)
        if first is not item:
            faults.append(f"{line.place}的代码{item.code}与{first.place}重复")
    return list(found.values())


def _category(line: Line) -> Category:
    if line["stage"] not in Stage.__members__:
        raise ValueError(f"的stage“{line['stage']}”不是{'、'.join(Stage.__members__)}之一")
    if len(line["code"]) != 1 or not "A" <= line["code"] <= "Z":
        raise ValueError(f"的大类代码“{line['code']}”应为一个大写字母")
    condition = alternatives(line["condition"])
    return Category(line["code"], line["name"], Stage[line["stage"]], condition, line.place)


def _adjacent(line: Line) -> AdjacentGroup:
    code, mdc = line["code"], line["mdc"]
    if len(code) != 3 or code[0] != mdc or treatment_of(code) is None:
        raise ValueError(f"的代码“{code}”应为三位：大类{mdc}、类别字母（A到Z）、序号")
    return AdjacentGroup(code, line["name"], mdc, alternatives(line["condition"]), line.place)


def _group(line: Line) -> Group:
    if line["code"][:-1] != line["adrg"]:
        raise ValueError(f"的代码“{line['code']}”应为{line['adrg']}加一位")
    return Group(
        line["code"], line["name"], line["adrg"], alternatives(line["condition"]), line.place
    )


def _complications(lines: Sequence[Line], faults: Faults) -> dict[str, Complication]:
    found: dict[str, Complication] = {}
    places: dict[str, str] = {}
    for line in lines:
        code, level = line["code"], line["level"]
        if level not in ("MCC", "CC"):
            faults.append(f"{line.place}的level“{level}”应为MCC或CC")
        elif _not_dx(code):
            faults.append(f"{line.place}的“{code}”不是完整的诊断代码")
        elif code in found:
            what = "重复" if found[code].level == level else "矛盾：一处为MCC，一处为CC"
            faults.append(f"{line.place}的{code}与{places[code]}{what}")
        else:
            places[code] = line.place
            found[code] = Complication(code, level, line["table"])  # type: ignore[arg-type]
    return found


def _exclusions(lines: Sequence[Line], faults: Faults) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in lines:
        held = found.setdefault(line["table"], set())
        if _not_dx(line["dx"]) or not line["table"]:
            faults.append(f"{line.place}的“{line['dx']}”不是完整的诊断代码，或没有写明排除表")
        elif line["dx"] in held:
            faults.append(f"{line.place}的{line['dx']}在排除表{line['table']}中重复")
        held.add(line["dx"])
    return {name: frozenset(codes) for name, codes in found.items()}


def _not_dx(code: str) -> bool:
    """Whether it isn't a whole code: these tables are asked by equality, a category takes nothing."""
    try:
        return dx_cell(code) != (code,) or "." not in code
    except ValueError:
        return True


def _named(rules: RuleSet) -> Faults:
    """Conditions that name lists which aren't there, or of the other kind."""
    faults = []
    for part in (rules.categories, rules.adjacent, rules.groups):
        for each in part:
            asked = {(atom.kind in ("pdx", "sdx", "regions"), name)
                     for alternative in each.condition for atom, _ in alternative
                     for name in atom.lists}  # fmt: skip
            for of_dx, name in sorted(asked):
                here, there = rules.dx_lists, rules.op_lists
                if not of_dx:
                    here, there = there, here
                if name not in here:
                    kind = "诊断" if of_dx else "手术操作"
                    why = f"不是{kind}表" if name in there else "不在lists中"
                    faults.append(f"{each.place}（{each.code}）条件中的表{name}{why}")
    return faults


def _belonging(rules: RuleSet) -> Faults:
    """Rows without what they belong to; adjacent groups without groups; no exclusion table."""
    categories = {each.code for each in rules.categories}
    adjacent = {each.code for each in rules.adjacent}
    faults = [f"{each.place}的大类{each.mdc}不在mdc中"
              for each in rules.adjacent if each.mdc not in categories]  # fmt: skip
    faults += [f"{each.place}的{each.adrg}不在adrg中"
               for each in rules.groups if each.adrg not in adjacent]  # fmt: skip
    faults += [
        f"complications中{each.code}的排除表{each.table}不在exclusions中"
        for each in rules.complications.values()
        if each.table and each.table not in rules.exclusions
    ]
    groups: dict[str, list[Group]] = {}
    for group in rules.groups:
        groups.setdefault(group.adrg, []).append(group)
    for each in rules.adjacent:
        of = groups.get(each.code, [])
        if not of or of[-1].condition != ALWAYS:
            last = f"（{of[-1].place}）" if of else ""
            faults.append(
                f"{each.place}的{each.code}应有至少一个组，最后一个{last}的条件应为空白，以收下其余病例"
            )
    return faults


def _reached(rules: RuleSet) -> Faults:
    """Rows that never take a case, as one before them takes all that they ask for."""
    faults = []
    parts: Mapping[str, Sequence[tuple[object, Category | AdjacentGroup | Group]]] = {
        "mdc": [(each.stage, each) for each in rules.categories if each.stage is not Stage.PRE],
        "adrg": [((each.mdc, each.treatment), each) for each in rules.adjacent],
        "drg": [(each.adrg, each) for each in rules.groups],
    }
    for part in parts.values():
        before: dict[object, list[Category | AdjacentGroup | Group]] = {}
        for within, each in part:
            for other in before.setdefault(within, []):
                if _covers(other.condition, each.condition):
                    faults.append(
                        f"{each.place}（{each.code}）的条件都已被{other.place}（{other.code}）收走"
                    )
                    break
            before[within].append(each)
    return faults


def _covers(one: Alternatives, other: Alternatives) -> bool:
    """Whether every alternative of the other asks at least what one of the first asks."""
    mcc, cc = Atom("mcc"), Atom("cc")  # a severe complication is one, too
    wider = [each | {(cc, True)} if (mcc, True) in each else each for each in other]
    return all(any(mine <= each for mine in one) for each in wider)
