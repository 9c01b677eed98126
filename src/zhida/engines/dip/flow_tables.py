"""环节附表 flow tables: the small csv files that the steps of a pool's year ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Literal

from zhida.engines.dip.flow import MONTHS, Flow, read_flow
from zhida.engines.dip.settlement import Pool
from zhida.engines.dip.side_tables import fen_at, only_once, table_rows
from zhida.engines.dip.special_cases import Outcome
from zhida.engines.errors import EngineError

Deductions = Mapping[tuple[Pool, int], Mapping[str, int]]
"""月度扣款: by pool and month, what audits took off an institution, in fen."""

_INSTITUTION = ("pool", "insutype", "fixmedins_code")
_KINDS: Mapping[str, Literal["by_item", "adjusted", "refused"]] = {
    "by_item": "by_item", "adjusted": "adjusted", "refused": "refused",
    "按项目": "by_item", "调整分值": "adjusted", "不同意": "refused",
}  # fmt: skip


def read_deductions(path: Path | None) -> Deductions:
    """读月度扣款: csv with pool, insutype, fixmedins_code, month (1…12), deducted (yuan)."""
    found: dict[tuple[Pool, int], dict[str, int]] = {}
    if path is None:
        return found
    for place, row in table_rows(path, *_INSTITUTION, "month", "deducted", must=True):
        month = row["month"]
        if not (month.isascii() and month.isdigit() and 1 <= int(month) <= MONTHS):
            raise EngineError(f"{place}的月份“{month}”不是1到{MONTHS}")
        fen = _fen(row["deducted"], f"{place}的扣款", place)
        held = found.setdefault(((row["pool"], row["insutype"]), int(month)), {})
        only_once(held, row["fixmedins_code"], fen, place)
    return found


def read_last_year(path: Path, flow: Flow) -> dict[str, int]:
    """读上年支付: what each institution had of the fund last year, in fen: of last year's flow (json),
    or of a csv with pool, insutype, fixmedins_code, fund (yuan)."""
    if path.suffix.lower() == ".json":
        last = read_flow(path)
        said, due = (last.pool, last.insutype, last.year), (flow.pool, flow.insutype, flow.year - 1)
        if said != due:
            raise EngineError(
                f"“{path}”是统筹区{said[0]}险种{said[1]}{said[2]}年的流程，"
                f"拨付预付金要{due[0]}、{due[1]}、{due[2]}年的"
            )
        return {code: each.paid_fen + each.deposit_fen for code, each in last.standing().items()}
    found: dict[str, int] = {}
    for place, row in _of_pool(path, flow, "fund"):
        fen = _fen(row["fund"], f"{place}的上年支付", place)
        only_once(found, row["fixmedins_code"], fen, place)
    return found


def read_shares(path: Path | None, flow: Flow) -> dict[str, Fraction]:
    """读返还比例: csv with pool, insutype, fixmedins_code, share (0…1) of the deposits."""
    found: dict[str, Fraction] = {}
    for place, row in _of_pool(path, flow, "share") if path else ():
        share = _fraction(row["share"])
        if share is None or not 0 <= share <= 1:
            raise EngineError(f"{place}的返还比例“{row['share']}”应在0到1之间，如0.9")
        only_once(found, row["fixmedins_code"], share, place)
    return found


def read_revenue(path: Path | None) -> dict[tuple[Pool, int, str], int]:
    """读机构收入: csv with pool, insutype, year, fixmedins_code, revenue (yuan): what an institution's
    cases of a year brought it in all."""
    found: dict[tuple[Pool, int, str], int] = {}
    if path is None:
        return found
    for place, row in table_rows(path, *_INSTITUTION, "year", "revenue", must=True):
        if not (row["year"].isascii() and row["year"].isdigit()):
            raise EngineError(f"{place}的年度“{row['year']}”不是四位数的年度")
        fen = _fen(row["revenue"], f"{place}的收入", place)
        pool = (row["pool"], row["insutype"])
        only_once(found, (pool, int(row["year"]), row["fixmedins_code"]), fen, place)
    return found


def read_outcomes(path: Path, places: int) -> tuple[Outcome, ...]:
    """读评议结果: csv with setl_id, kind (by_item 按项目, adjusted 调整分值, refused 不同意), points (of
    adjusted ones; as many decimals as the measurement has places)."""
    found: dict[str, Outcome] = {}
    for place, row in table_rows(path, "setl_id", "kind", "points", must=True):
        kind = _KINDS.get(row["kind"])
        if kind is None:
            raise EngineError(f"{place}的评议结果“{row['kind']}”不是按项目、调整分值、不同意之一")
        points = _fraction(row["points"]) if kind == "adjusted" else Fraction(0)
        whole = None if points is None else points * 10**places
        if whole is None or whole < 0 or whole.denominator != 1:
            raise EngineError(f"{place}的分值“{row['points']}”应是不小于零、最多{places}位小数的数")
        outcome = Outcome(row["setl_id"], kind, int(whole))
        only_once(found, row["setl_id"], outcome, place)
    if not found:
        raise EngineError(f"“{path}”里没有一个病例。没有申请的，不必办理特例单议")
    return tuple(found.values())


def _of_pool(path: Path, flow: Flow, column: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of the flow's pool and insurance; refused where there are none."""
    some = False
    for place, row in table_rows(path, *_INSTITUTION, column, must=True):
        if (row["pool"], row["insutype"]) == (flow.pool, flow.insutype):
            some = True
            yield place, row
    if not some:
        raise EngineError(f"“{path}”里没有统筹区{flow.pool}险种{flow.insutype}的机构")


def _fen(yuan: str, what: str, place: str) -> int:
    fen = fen_at(yuan, place)
    if fen < 0:
        raise EngineError(f"{what}“{yuan}”不能小于零")
    return fen


def _fraction(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
