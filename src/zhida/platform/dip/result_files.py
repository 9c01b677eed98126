"""结果文件 result files: telling a file of the engine's commands from any other, by what it says.

Only files whose columns are those that the engine writes are taken: sums of institutions and
pools. A column more is refused, lest a patient's data come in with it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from zhida.engines.dip.flow import flow_of
from zhida.engines.dip.result_columns import (
    COMPARED_COLUMNS,
    MEASURE_COLUMNS,
    MEASURES,
    QUALITY_COLUMNS,
    QUALITY_FACTS,
    RULE_COLUMNS,
    SPREAD_COLUMNS,
)
from zhida.engines.errors import EngineError
from zhida.platform.dip.models import Kind

MOST_ROWS = 50_000
COMMANDS: Mapping[Kind, str] = {
    Kind.QUALITY: "zhida dip check --report",
    Kind.GROUPING: "zhida dip record --grouped",
    Kind.MONITORING: "zhida dip monitor --out",
    Kind.SIMULATION: "zhida dip simulate --out",
    Kind.FLOW: "zhida dip settle --flow、zhida dip step",
    Kind.COVERAGE: "zhida dip record --settled --institutions",
}
"""Which command writes a result of each kind."""


@dataclass(frozen=True, slots=True)
class Given:
    """送来的文件: as it is called, with its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Recognised:
    """认出的结果: `year` and `day` where the file says them itself."""

    kind: Kind
    name: str
    text: str
    sha256: str
    year: int | None = None
    day: datetime.date | None = None
    pool: str = ""
    insutype: str = ""


def recognise(given: Given) -> Recognised:
    """认出: which result a file is. Raises EngineError where it is none, saying which commands write them."""
    try:
        text = given.content.decode("utf-8")
        told = json.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise EngineError(_not_ours(given.name, "内容不是json")) from None
    if not isinstance(told, dict):
        raise EngineError(_not_ours(given.name, "不是一个json对象"))
    for kind, (marks, reader) in _READERS.items():
        if marks <= told.keys():
            try:
                found = reader(told)
            except (KeyError, TypeError, ValueError, AttributeError) as wrong:
                raise EngineError(
                    f"“{given.name}”像是{kind.label}，但内容不全或被改动过。"
                    f"请用 {COMMANDS[kind]} 重新写出"
                ) from wrong
            digest = hashlib.sha256(given.content).hexdigest()
            return Recognised(kind, given.name, text, digest, *found(given.name, text))
    raise EngineError(_not_ours(given.name, "没有认得的内容"))


_Facts = tuple[int | None, datetime.date | None, str, str]
_Reader = Callable[[dict[str, Any]], Callable[[str, str], _Facts]]


def _not_ours(name: str, why: str) -> str:
    kinds = (Kind.QUALITY, Kind.MONITORING, Kind.SIMULATION, Kind.FLOW)
    commands = "、".join(COMMANDS[kind] for kind in kinds)
    return f"“{name}”不是病种付费的结果文件：{why}。请送来{commands}写出的json"


def _quality(told: dict[str, Any]) -> Callable[[str, str], _Facts]:
    _only(told, {*QUALITY_FACTS, "by_institution", "by_rule"})
    _rows(told["by_institution"], QUALITY_COLUMNS, texts={"fixmedins_code", "timely"})
    _rows(told["by_rule"], RULE_COLUMNS, texts={"code", "title"})
    for each in told["by_institution"]:
        _whole(each, "lists", "in_time", "passed", "returned", "resubmitted", "unknown")
    _whole(told, "upload_days", "timely_percent", "uploads", "lists", "in_time", "institutions",
           "timely_institutions")  # fmt: skip
    institutions = told["by_institution"]
    if (
        len(institutions) != told["institutions"]
        or sum(each["lists"] for each in institutions) != told["lists"]
    ):
        raise ValueError
    return lambda name, text: (None, None, "", "")


def _monitoring(told: dict[str, Any]) -> Callable[[str, str], _Facts]:
    _only(told, {"year", "files", "measures", "variation"})
    _rows(told["measures"], MEASURE_COLUMNS, texts={"pool", "fixmedins_code", "name", "title"})
    _rows(told["variation"], SPREAD_COLUMNS, texts={"pool"})
    for each in told["measures"]:
        _whole(each, "numerator", "denominator", "value")
        if each["name"] not in MEASURES or each["denominator"] <= 0:
            raise ValueError
    return lambda name, text: (_year(told), None, "", "")


def _simulation(told: dict[str, Any]) -> Callable[[str, str], _Facts]:
    _only(told, {"simulated_on", "year", "policy", "files", "institutions", "levels"})
    for part in ("institutions", "levels"):
        _rows(told[part], COMPARED_COLUMNS, texts={"pool", "insutype", "level", "fixmedins_code"})
        for each in told[part]:
            _whole(each, *(name for name in COMPARED_COLUMNS if name.endswith("_fen")), "cases")
    day = datetime.date.fromisoformat(told["simulated_on"])
    return lambda name, text: (_year(told), day, "", "")


def _flow(told: dict[str, Any]) -> Callable[[str, str], _Facts]:
    def read(name: str, text: str) -> _Facts:
        flow = flow_of(text, name)
        return _year(told), None, flow.pool, flow.insutype

    return read


def _grouping(told: dict[str, Any]) -> Callable[[str, str], _Facts]:
    _only(told, {"grouping", "year", "files"})
    _whole(told["grouping"], "cases", "grouped")
    _only(told["grouping"], {"cases", "grouped"})
    return lambda name, text: (_year(told), None, "", "")


def _coverage(told: dict[str, Any]) -> Callable[[str, str], _Facts]:
    _only(told, {"coverage", "year", "files"})
    _only(told["coverage"], {"settled", "inpatient"})
    settled, inpatient = told["coverage"]["settled"], told["coverage"]["inpatient"]
    if settled is not None and not all(isinstance(each, str) for each in settled):
        raise ValueError
    if inpatient is not None:
        _whole(told["coverage"], "inpatient")
    return lambda name, text: (_year(told), None, "", "")


_READERS: Mapping[Kind, tuple[frozenset[str], _Reader]] = {
    Kind.QUALITY: (frozenset({"qltctrl_ver", "by_institution"}), _quality),
    Kind.MONITORING: (frozenset({"measures", "variation"}), _monitoring),
    Kind.SIMULATION: (frozenset({"simulated_on", "institutions"}), _simulation),
    Kind.FLOW: (frozenset({"taken", "head"}), _flow),
    Kind.GROUPING: (frozenset({"grouping"}), _grouping),
    Kind.COVERAGE: (frozenset({"coverage"}), _coverage),
}


def _year(told: Mapping[str, Any]) -> int:
    _whole(told, "year")
    if not 2000 <= told["year"] <= 2100:
        raise ValueError
    return int(told["year"])


def _only(told: Mapping[str, Any], names: Collection[str]) -> None:
    if told.keys() != set(names):
        raise ValueError


def _whole(told: Mapping[str, Any], *names: str) -> None:
    for name in names:
        if type(told[name]) is not int:
            raise ValueError


def _rows(rows: Any, columns: Collection[str], *, texts: Collection[str]) -> None:
    """Rows of exactly these columns, of plain values."""
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise ValueError
    for row in rows:
        _only(row, columns)
        if not all(isinstance(row[name], str) for name in texts if name in row):
            raise ValueError
        if not all(value is None or type(value) in (int, str) for value in row.values()):
            raise ValueError
