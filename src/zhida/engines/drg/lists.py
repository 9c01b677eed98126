"""代码表 lists: the named lists of a rule set, those that name other lists written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhida.engines.dip.keys import dx_cell, is_procedure, rule_keys
from zhida.engines.drg.tables import Line

Lists = dict[str, tuple[str, ...]]
_Members = dict[str, dict[str, str]]


def read_lists(lines: Sequence[Line], faults: list[str]) -> tuple[Lists, Lists]:
    """读代码表: lists of diagnoses and of procedures, by name; members as keys of `dip.keys`.

    A row `@other` takes in another list of the same kind. What is wrong is added to `faults`.
    """
    kinds: dict[str, tuple[str, str]] = {}
    members: _Members = {}
    for line in lines:
        name, kind, code = line["list"], line["kind"], line["code"]
        if kind not in ("dx", "op") or not name or not code:
            faults.append(f"{line.place}应写明表名、代码，kind应为dx或op")
            continue
        first = kinds.setdefault(name, (kind, line.place))
        held = members.setdefault(name, {})
        if first[0] != kind:
            faults.append(f"{line.place}的表{name}与{first[1]}矛盾：一处为诊断，一处为手术操作")
        elif code in held:
            faults.append(f"{line.place}的{code}与{held[code]}重复")
        elif wrong := _wrong(kind, code):
            faults.append(f"{line.place}{wrong}")
        else:
            held[code] = line.place
    faults += _links(kinds, members)
    if faults:
        return {}, {}
    found: tuple[Lists, Lists] = ({}, {})
    for name, (kind, _) in kinds.items():
        codes = sorted(_written_out(name, members))
        of = dx_cell if kind == "dx" else rule_keys
        keys = dict.fromkeys(key for code in codes for key in of(code))
        found[0 if kind == "dx" else 1][name] = tuple(keys)
    return found


def _wrong(kind: str, code: str) -> str:
    if code.startswith("@"):
        return ""
    if kind == "op":
        return "" if is_procedure(code) else f"的“{code}”不是手术操作代码"
    try:
        return "" if dx_cell(code) else "没有代码"
    except ValueError as wrong:
        return f"的{wrong}"


def _links(kinds: Mapping[str, tuple[str, str]], members: _Members) -> list[str]:
    """Lists that name a list which isn't there or is of the other kind, or lead back to themselves."""
    faults = []
    for name, held in members.items():
        for code, place in held.items():
            if not code.startswith("@"):
                continue
            other = code[1:]
            if other not in kinds:
                faults.append(f"{place}引用的表{other}不在lists中")
            elif kinds[other][0] != kinds[name][0]:
                faults.append(f"{place}引用的表{other}不是同一种代码")
            elif way := _way(other, name, members):
                faults.append(f"{place}的引用成环：{'→'.join([name, *way])}")
    return faults


def _way(start: str, end: str, members: _Members) -> list[str]:
    """The lists on the way from one to another, empty where there is none."""
    before: dict[str, str] = {start: ""}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here == end:
            way = [here]
            while before[way[0]]:
                way.insert(0, before[way[0]])
            return way
        for code in members.get(here, {}):
            if code.startswith("@") and code[1:] not in before:
                before[code[1:]] = here
                waiting.append(code[1:])
    return []


def _written_out(name: str, members: _Members) -> set[str]:
    found: set[str] = set()
    seen, waiting = {name}, [name]
    while waiting:
        for code in members[waiting.pop()]:
            if not code.startswith("@"):
                found.add(code)
            elif code[1:] not in seen:
                seen.add(code[1:])
                waiting.append(code[1:])
    return found
