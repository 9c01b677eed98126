"""参照 reference: the same rules, plain and slow, one case after the other, from the cells as written.

Nothing here is shared with the engine: what both say is worth believing.
"""

from __future__ import annotations

import re
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[tuple[str, ...]]]
STAGES = ("PRE", "NEONATE", "TRAUMA", "SEX", "PRINCIPAL")


def group(case: Row, tables: Tables, *, main_from: str, unrelated: str) -> tuple[str, int]:
    """The code of the group that takes a case, with its category where there is none, and how
    severe its complications are."""
    lists = {name: _codes(name, tables) for name, _, _ in tables["lists"]}
    severity = _severity(case, tables)
    said = _Said(case, lists, severity, main_from)
    for stage in STAGES:
        for mdc, _, when, cell in tables["mdc"]:
            if when != stage or not said.holds(cell):
                continue
            found = [
                code for code, _, of, asked in tables["adrg"] if of == mdc and said.holds(asked)
            ]
            found.sort(key=lambda code: _kind(code))
            operated = "OR" in lists and said.any_op("OR")
            if not found:
                if stage == "PRE":
                    continue
                return (f"{mdc}QY" if operated else f"{mdc} 0000"), severity
            if operated and _kind(found[0]) == 3 and unrelated == "before_medical":
                return f"{mdc}QY", severity
            fitting = [code for code, _, of, asked in tables["drg"]
                       if of == found[0] and said.holds(asked)]  # fmt: skip
            return fitting[0], severity
    return "0000", severity


def _kind(adrg: str) -> int:
    return 1 if adrg[1] in "ABCDEFGHIJ" else 2 if adrg[1] in "KLMNOPQ" else 3


def _codes(name: str, tables: Tables) -> set[str]:
    found: set[str] = set()
    for owner, _, code in tables["lists"]:
        if owner == name:
            found |= _codes(code[1:], tables) if code.startswith("@") else {code}
    return found


def _severity(case: Row, tables: Tables) -> int:
    worst = 0
    for code, level, table in tables["complications"]:
        if code in case["secondary"] and (case["dx"], table) not in tables["exclusions"]:
            worst = max(worst, 2 if level == "MCC" else 1)
    return worst


def _dx_in(code: str, members: set[str]) -> bool:
    for member in members:
        if "-" in member:
            first, last = member.split("-")
            if first <= code[:3] <= last:
                return True
        elif member in (code, code[:3], code[:5]):
            return True
    return False


def _op_in(code: str, members: set[str]) -> bool:
    base = code.split("x")[0]
    return any(
        code in (member, member.split("x")[0]) if "x" in member else base == member
        for member in members
    )


class _Said:
    """What the words of a cell mean for one case."""

    def __init__(self, case: Row, lists: dict[str, set[str]], severity: int, main: str) -> None:
        self.case, self.lists, self.severity, self.main = case, lists, severity, main

    def holds(self, cell: str) -> bool:
        """A cell, as Python would have it."""
        if not cell:
            return True
        words = re.sub(r"[a-z]+(:[^\s&|!()]+)?", lambda found: str(self.word(found[0])), cell)
        words = words.replace("&", " and ").replace("|", " or ").replace("!", " not ")
        return bool(eval(words, {"__builtins__": {}}, {}))

    def any_op(self, name: str) -> bool:
        return any(_op_in(op, self.lists[name]) for op in self.case["ops"])

    def word(self, word: str) -> bool:
        kind, _, rest = word.partition(":")
        case = self.case
        match kind:
            case "mcc":
                return self.severity == 2
            case "cc":
                return self.severity > 0
            case "pdx":
                return _dx_in(case["dx"], self.lists[rest])
            case "sdx":
                return any(_dx_in(code, self.lists[rest]) for code in case["secondary"])
            case "dx":
                return self.word(f"pdx:{rest}") or self.word(f"sdx:{rest}")
            case "op":
                return self.any_op(rest)
            case "main":
                ops = case["ops"] if self.main == "any" else [case["main_op"]]
                return any(op and _op_in(op, self.lists[rest]) for op in ops)
            case "pair":
                one, other = (self.lists[name] for name in rest.split("+"))
                return any(a != b and _op_in(a, one) and _op_in(b, other)
                           for a in case["ops"] for b in case["ops"])  # fmt: skip
            case "regions":
                least, names = rest.split("/")
                every = [case["dx"], *case["secondary"]]
                hit = [any(_dx_in(code, self.lists[name]) for code in every)
                       for name in names.split("+")]  # fmt: skip
                return sum(hit) >= int(least)
            case "sex":
                return case["sex"] in {"1": ("1", "男"), "2": ("2", "女")}[rest]
        value = case["age_days"] if kind == "age" else case["weight_g"] or None
        low, high = rest.split("-")
        return value is not None and int(low or 0) <= value and (not high or value <= int(high))
