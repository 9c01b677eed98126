"""环节附表 flow tables: the small csv files that the steps of a pool's year ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Literal

from zhida.engines.dip.flow import MONTHS, Flow, Standing, Step, read_flow
from zhida.engines.dip.settlement import Pool
from zhida.engines.dip.side_tables import fen_at, fraction_of, table_rows
from zhida.engines.dip.special_cases import Outcome
from zhida.engines.errors import EngineError

Deductions = Mapping[tuple[Pool, int], Mapping[str, int]]
"""月度扣款: by pool and month, what audits took off an institution, in fen."""

_INSTITUTION = ("pool", "insutype", "fixmedins_code")
_MONTHS = frozenset(str(month) for month in range(1, MONTHS + 1))
_KINDS: Mapping[str, Literal["by_item", "adjusted", "refused"]] = {
    "by_item": "by_item", "adjusted": "adjusted", "refused": "refused",
    "按项目": "by_item", "调整分值": "adjusted", "不同意": "refused",
}  # fmt: skip


def read_deductions(path: Path | None) -> Deductions:
    """读月度扣款: csv with pool, insutype, fixmedins_code, month (1…12), deducted (yuan)."""
    found: dict[tuple[Pool, int], dict[str, int]] = {}
    if path is None:
        return found
    key = (*_INSTITUTION, "month")
    for place, row in table_rows(path, *key, "deducted", must=True, key=key):
        month = row["month"]
        if month not in _MONTHS:
            raise EngineError(f"{place}的月份“{month}”应写为1到{MONTHS}")
        held = found.setdefault(((row["pool"], row["insutype"]), int(month)), {})
        held[row["fixmedins_code"]] = fen_at(row, "deducted", place)
    return found


def read_last_year(path: Path, flow: Flow) -> dict[str, int]:
    """读上年支付: what each institution had of the fund last year, in fen: of last year's flow (json),
    or of a csv with pool, insutype, fixmedins_code, fund (yuan)."""
    if path.suffix.lower() == ".json":
        last = read_flow(path)
        said, due = (last.pool, last.insutype, last.year), (flow.pool, flow.insutype, flow.year - 1)
        if said != due:
            raise EngineError(
                f"“{path}”是统筹区{said[0]}、险种{said[1]}、{said[2]}年的流程，"
                f"拨付预付金要统筹区{due[0]}、险种{due[1]}、{due[2]}年的"
            )
        return {code: each.paid_fen + each.deposit_fen for code, each in last.standing().items()}
    found: dict[str, int] = {}
    for place, row in _of_pool(path, flow, "fund"):
        found[row["fixmedins_code"]] = fen_at(row, "fund", place)
    return found


def read_shares(path: Path | None, flow: Flow) -> dict[str, Fraction]:
    """读返还比例: csv with pool, insutype, fixmedins_code, share (0…1) of the deposits."""
    found: dict[str, Fraction] = {}
    standing = flow.standing()
    for place, row in _of_pool(path, flow, "share") if path else ():
        share, code = fraction_of(row["share"]), row["fixmedins_code"]
        if share is None or share > 1:
            raise EngineError(f"{place}的返还比例“{row['share']}”应在0到1之间，如0.9")
        if Step.RELEASED in flow.next_steps() and not standing.get(code, Standing()).deposit_fen:
            raise EngineError(f"{place}的机构{code}没有质量保证金。请核对机构代码，或删去这一行")
        found[code] = share
    return found


def read_revenue(path: Path | None) -> dict[tuple[Pool, int, str], int]:
    """读机构收入: csv with pool, insutype, year, fixmedins_code, revenue (yuan): what an institution's
    cases of a year brought it in all."""
    found: dict[tuple[Pool, int, str], int] = {}
    if path is None:
        return found
    key = (*_INSTITUTION, "year")
    for place, row in table_rows(path, *key, "revenue", must=True, key=key):
        if not re.fullmatch(r"[0-9]{4}", row["year"]):
            raise EngineError(f"{place}的年度“{row['year']}”不是四位数的年度")
        pool = (row["pool"], row["insutype"])
        found[pool, int(row["year"]), row["fixmedins_code"]] = fen_at(row, "revenue", place)
    return found


def read_outcomes(path: Path, places: int) -> tuple[Outcome, ...]:
    """读评议结果: csv with setl_id, kind (by_item 按项目, adjusted 调整分值, refused 不同意), points (of
    adjusted ones; as many decimals as the measurement has places)."""
    found: dict[str, Outcome] = {}
    columns = ("setl_id", "kind", "points")
    for place, row in table_rows(path, *columns, must=True, key=("setl_id",)):
        kind = _KINDS.get(row["kind"])
        if kind is None:
            raise EngineError(f"{place}的评议结果“{row['kind']}”不是按项目、调整分值、不同意之一")
        if kind != "adjusted" and row["points"]:
            raise EngineError(f"{place}是“{row['kind']}”，不能又写分值“{row['points']}”")
        points = fraction_of(row["points"]) if kind == "adjusted" else Fraction(0)
        whole = None if points is None else points * 10**places
        if whole is None or whole.denominator != 1:
            raise EngineError(f"{place}的分值“{row['points']}”应是不小于零、最多{places}位小数的数")
        found[row["setl_id"]] = Outcome(row["setl_id"], kind, int(whole), place)
    if not found:
        raise EngineError(f"“{path}”里没有一个病例。没有申请的，不必办理特例单议")
    return tuple(found.values())


def _of_pool(path: Path, flow: Flow, column: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of the flow's pool and insurance; refused where there are none."""
    some = False
    for place, row in table_rows(path, *_INSTITUTION, column, must=True, key=_INSTITUTION):
        if (row["pool"], row["insutype"]) == (flow.pool, flow.insutype):
            some = True
            yield place, row
    if not some:
        raise EngineError(f"“{path}”里没有统筹区{flow.pool}险种{flow.insutype}的机构")
