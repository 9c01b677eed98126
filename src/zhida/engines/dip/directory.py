"""病种目录 directory: the groups of a version as rules, and what makes them fit to be used."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from io import StringIO
from itertools import product
from pathlib import Path

from zhida.engines.dip.codes import Treatment
from zhida.engines.dip.keys import dx_cell, is_procedure
from zhida.engines.errors import EngineError, unreadable


class Layer(IntEnum):
    """目录层次: the order in which groups are asked."""

    PRE = 1
    MERGED = 2
    DX_AIDED = 3
    BASIC = 4
    MIXED = 5

    @property
    def label(self) -> str:
        """The Chinese word: 先期分组, 合并病种, 诊断辅助, 基本病种, 综合病种."""
        return ("先期分组", "合并病种", "诊断辅助", "基本病种", "综合病种")[self - 1]


@dataclass(frozen=True, slots=True)
class Rule:
    """病种规则: what a case must have to be of a group.

    `main`: alternatives, each a set of procedures that must all be there. None: `any_main`
    (any treatment), else conservative treatment; of a mixed group, `treatment` says which.
    `related`: procedures that mark the group further. `secondary`: keys, one of which another
    diagnosis must have. Ages in days, weights in grams, ends included, None open. `place` tells
    the row the rule was read from.
    """

    code: str
    name: str
    layer: Layer
    dx: tuple[str, ...]
    main: tuple[tuple[str, ...], ...] = ()
    related: tuple[str, ...] = ()
    any_main: bool = False
    treatment: Treatment | None = None
    secondary: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    weight_from: int | None = None
    weight_to: int | None = None
    sex: str = ""
    place: str = ""

    @property
    def limits(self) -> tuple[int | None, int | None, int | None, int | None]:
        """Age and weight from and to."""
        return self.age_from, self.age_to, self.weight_from, self.weight_to

    @property
    def conditional(self) -> bool:
        """Whether it asks for more than diagnosis and procedures."""
        return bool(self.secondary or self.sex or any(each is not None for each in self.limits))


class FaultyDirectory(EngineError):
    """目录有误: the directory is refused; `faults` has a sentence for each row."""

    def __init__(self, file: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        shown = "；".join(self.faults[:5])
        more = f"；等共{len(faults)}处" if len(faults) > 5 else ""
        super().__init__(f"病种目录“{file}”不能使用：{shown}{more}。请更正后重新读入")


COLUMNS = (
    "code", "name", "layer", "dx", "main", "related", "secondary", "age_from", "age_to",
    "weight_from", "weight_to", "sex", "treatment",
)  # fmt: skip
"""The columns of a directory file, csv in UTF-8. The first four must be there. Ours: the official
workbook's were not seen."""
SOURCE = "source"
"""A further column, which may be there: the place that a row came from, told in its stead."""


def read_directory(path: Path) -> tuple[Rule, ...]:
    """病种目录: the rules of a directory file, in their order.

    Raises FaultyDirectory naming the rows that can't be read, that repeat a code, or that ask for
    what another row asks for already.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as wrong:
        raise unreadable(path, wrong, "病种目录") from wrong
    return parse_directory(text, path.name)


def parse_directory(text: str, file: str) -> tuple[Rule, ...]:
    """As `read_directory`, of text; `file` is for messages and places."""
    reader = csv.DictReader(StringIO(text))
    try:
        reader.fieldnames = given = [name.strip() for name in reader.fieldnames or ()]
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as wrong:
        raise FaultyDirectory(file, ["不是csv表格"]) from wrong
    if missing := [name for name in COLUMNS[:4] if name not in given]:
        raise FaultyDirectory(file, [f"第1行缺少{'、'.join(missing)}列"])
    if unknown := [name for name in given if name not in (*COLUMNS, SOURCE)]:
        raise FaultyDirectory(file, [f"第1行有不认识的列{'、'.join(unknown)}"])
    rules, faults = [], []
    for line, row in rows:
        place = row.get(SOURCE) or f"{file} 第{line}行"
        try:
            if None in row:
                raise ValueError("比表头多出几格。含有逗号的一格请加引号")
            rules.append(_rule({key: (cell or "").strip() for key, cell in row.items()}, place))
        except (ValueError, KeyError) as wrong:
            faults.append(f"{row.get(SOURCE) or f'第{line}行'}{wrong.args[0]}")
    faults += conflicts(rules)
    if faults or not rules:
        raise FaultyDirectory(file, faults or ["没有一条规则"])
    return tuple(rules)


def conflicts(rules: Sequence[Rule]) -> list[str]:
    """重复与矛盾: rules that share a code, or ask for the same: which of them counts is unknown."""
    codes: dict[str, Rule] = {}
    asked: dict[object, Rule] = {}
    faults = []
    for rule in rules:
        first = codes.setdefault(rule.code, rule)
        if first is not rule:
            faults.append(f"{_at(rule)}的代码{rule.code}与{_at(first)}重复")
            continue
        further = (rule.layer, frozenset(rule.related), rule.any_main, rule.treatment,
                   frozenset(rule.secondary), rule.limits, rule.sex)  # fmt: skip
        mains = {frozenset(each) for each in rule.main} or {frozenset[str]()}
        for key in product(rule.dx, mains, [further]):
            other = asked.setdefault(key, rule)
            if other is not rule:
                faults.append(
                    f"{_at(rule)}（{rule.code}）与{_at(other)}（{other.code}）的条件相同：{key[0]}"
                )
                break
    return faults


def fingerprint(rules: Sequence[Rule]) -> str:
    """目录指纹: SHA-256 of the rules in their order; places don't count.

    >>> len(fingerprint([Rule("JC1", "急性阑尾炎", Layer.BASIC, ("K35.8",))]))
    64
    """
    lines = [
        repr((rule.code, rule.name, int(rule.layer), rule.dx, rule.main, rule.related,
              rule.any_main, rule.treatment and int(rule.treatment), rule.secondary,
              rule.limits, rule.sex))
        for rule in rules
    ]  # fmt: skip
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def directory_text(rules: Sequence[Rule]) -> str:
    """The rules as a directory file, which reads back to the same rules."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for rule in rules:
        main = "*" if rule.any_main else "|".join("+".join(each) for each in rule.main)
        writer.writerow(
            [rule.code, rule.name, rule.layer.name, "|".join(rule.dx), main,
             "+".join(rule.related), "|".join(rule.secondary),
             *("" if each is None else each for each in rule.limits), rule.sex,
             "" if rule.treatment is None else rule.treatment.label]
        )  # fmt: skip
    return out.getvalue()


def _rule(row: Mapping[str, str], place: str) -> Rule:
    if not row["code"] or not row["dx"]:
        raise ValueError("没有代码或诊断")
    if row["layer"] not in Layer.__members__:
        raise ValueError(f"的层次“{row['layer']}”不是{'、'.join(Layer.__members__)}之一")
    layer = Layer[row["layer"]]
    main = row.get("main", "")
    mixed = {each.label: each for each in Treatment}.get(row.get("treatment", ""))
    if (layer is Layer.MIXED) != (mixed is not None):
        raise ValueError("的治疗方式（treatment）只有综合病种才有，也必须有")
    limits = {
        name: _number(row, name) for name in ("age_from", "age_to", "weight_from", "weight_to")
    }
    for what in ("age", "weight"):
        low, high = limits[f"{what}_from"], limits[f"{what}_to"]
        if low is not None and high is not None and low > high:
            raise ValueError(f"的{what}_from {low}大于{what}_to {high}")
    if row.get("sex", "") not in ("", "1", "2"):
        raise ValueError(f"的性别“{row['sex']}”应为代码1（男）或2（女）")
    return Rule(
        code=row["code"], name=row["name"], layer=layer, dx=dx_cell(row["dx"]),
        main=() if main in ("", "*") else _alternatives(main),
        related=_together(row.get("related", "")),
        any_main=main == "*" or (not main and layer in (Layer.PRE, Layer.MERGED, Layer.DX_AIDED)),
        treatment=mixed, secondary=dx_cell(row.get("secondary", "")), sex=row.get("sex", ""),
        place=place, **limits,
    )  # fmt: skip


def _alternatives(cell: str) -> tuple[tuple[str, ...], ...]:
    """A|B+C: A, or B and C."""
    found = tuple(_together(each) for each in cell.split("|"))
    if not all(found):
        raise ValueError(f"的手术操作“{cell}”里有空的一项")
    return found


def _together(cell: str) -> tuple[str, ...]:
    codes = {each.strip() for each in cell.split("+")} - {""}
    if strange := sorted(code for code in codes if not is_procedure(code)):
        raise ValueError(f"的“{strange[0]}”不是手术操作代码")
    return tuple(sorted(codes))


def _number(row: Mapping[str, str], name: str) -> int | None:
    cell = row.get(name, "")
    if cell and not (cell.isascii() and cell.isdigit()):
        raise ValueError(f"的{name}“{cell}”不是整数")
    return int(cell) if cell else None


def _at(rule: Rule) -> str:
    """The row as people name it; a workbook's place has file and sheet, which both count."""
    named = rule.place if rule.place.startswith("“") else rule.place.rpartition(" ")[2]
    return named or rule.code
