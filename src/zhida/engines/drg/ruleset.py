"""分组规则 rule set: categories, adjacent groups, groups, lists and complications of a version."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from zhida.engines.drg.conditions import Alternatives, Atom

OPERATING_ROOM = "OR"
"""The list of the procedures that count as operations: one of them without a surgical group is
unrelated to the diagnosis. Without such a list nothing is."""


class Stage(IntEnum):
    """判断次序: the order in which major diagnostic categories are asked."""

    PRE = 1
    NEONATE = 2
    TRAUMA = 3
    SEX = 4
    PRINCIPAL = 5

    @property
    def label(self) -> str:
        """The Chinese word."""
        return ("先期分组", "新生儿等", "多发创伤", "性别专属", "主要诊断大类")[self - 1]


class Treatment(IntEnum):
    """分组类别: surgical, procedures outside the operating room, medical; by the second letter."""

    SURGICAL = 1
    PROCEDURE = 2
    MEDICAL = 3

    @property
    def label(self) -> str:
        """The Chinese word."""
        return ("外科部分", "非手术室操作部分", "内科部分")[self - 1]


def treatment_of(adrg: str) -> Treatment | None:
    """The kind of an adjacent group by its code: A–J, K–Q, R–Z; None where it has no such letter.

    >>> treatment_of("GB1").label, treatment_of("GK2").label, treatment_of("GR1").label
    ('外科部分', '非手术室操作部分', '内科部分')
    """
    letter = adrg[1:2]
    for kind, first, last in ((1, "A", "J"), (2, "K", "Q"), (3, "R", "Z")):
        if first <= letter <= last:
            return Treatment(kind)
    return None


@dataclass(frozen=True, slots=True)
class Category:
    """主要诊断大类: a major diagnostic category (MDC). A `PRE` one only takes a case that one of
    its adjacent groups takes; of the others the first whose condition holds is the case's."""

    code: str
    name: str
    stage: Stage
    condition: Alternatives
    place: str = ""


@dataclass(frozen=True, slots=True)
class AdjacentGroup:
    """核心疾病诊断相关组: an adjacent group (ADRG) of a category."""

    code: str
    name: str
    mdc: str
    condition: Alternatives
    place: str = ""

    @property
    def treatment(self) -> Treatment:
        """Its kind; asked in this order, within it in the order of the table."""
        kind = treatment_of(self.code)
        assert kind is not None  # the reader refuses others
        return kind


@dataclass(frozen=True, slots=True)
class Group:
    """疾病诊断相关组: a group (DRG) of an adjacent one; the last of each holds always."""

    code: str
    name: str
    adrg: str
    condition: Alternatives
    place: str = ""


@dataclass(frozen=True, slots=True)
class Complication:
    """并发症: a secondary diagnosis that makes a case severer, but where the principal diagnosis
    is of its exclusion table."""

    code: str
    level: Literal["MCC", "CC"]
    table: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """分组规则: of a version. Adjacent groups are in the order in which they are asked, groups in
    that of the table; `lists` by name, their members keys as `dip.keys` has them;
    `exclusions` by table."""

    version: str
    categories: tuple[Category, ...]
    adjacent: tuple[AdjacentGroup, ...]
    groups: tuple[Group, ...]
    dx_lists: Mapping[str, tuple[str, ...]]
    op_lists: Mapping[str, tuple[str, ...]]
    complications: Mapping[str, Complication]
    exclusions: Mapping[str, frozenset[str]]

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """All the questions that its conditions ask, in a stable order."""
        found = {
            atom for part in (self.categories, self.adjacent, self.groups) for each in part
            for alternative in each.condition for atom, _ in alternative
        }  # fmt: skip
        if OPERATING_ROOM in self.op_lists:
            found.add(Atom("op", (OPERATING_ROOM,)))
        return tuple(sorted(found, key=lambda atom: atom.text))


def fingerprint(rules: RuleSet) -> str:
    """规则指纹: SHA-256 of all that decides; places don't count."""
    lines = [rules.version]
    for part in (rules.categories, rules.adjacent, rules.groups):
        lines += [
            "\t".join([each.code, each.name, *_further(each), _written(each.condition)])
            for each in part
        ]
    for lists in (rules.dx_lists, rules.op_lists):
        lines += ["\t".join([name, *sorted(members)]) for name, members in sorted(lists.items())]
    lines += [repr(each) for _, each in sorted(rules.complications.items())]
    lines += ["\t".join([name, *sorted(codes)]) for name, codes in sorted(rules.exclusions.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _further(each: Category | AdjacentGroup | Group) -> tuple[str, ...]:
    if isinstance(each, Category):
        return (each.stage.name,)
    return (each.mdc,) if isinstance(each, AdjacentGroup) else (each.adrg,)


def _written(condition: Alternatives) -> str:
    return "|".join(
        "&".join(sorted(("" if there else "!") + atom.text for atom, there in each))
        for each in condition
    )
