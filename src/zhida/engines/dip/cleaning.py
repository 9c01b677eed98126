"""清洗 cleaning: settlement lists become cases, or go to quarantine with the reason why.

Each list is in exactly one of the two; of several reasons the first in the order of the table
`dip_quarantine` is told. What grouping needs is made once, here: the procedure key is sorted and
without repetitions, so that no order in which a hospital wrote its codes can matter later.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.data import load
from zhida.engines.dip.notation import written_column
from zhida.engines.dip.signatures import keep

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

POOL_DIGITS = 4
"""A pool is a prefecture: the first digits of the place of insurance."""

DIED = "5"
"""The way of leaving (dscg_way) of who died."""

_CARRIED = ("setl_id", "fixmedins_code", "hi_setl_lv", "insutype")


@dataclass(frozen=True, slots=True)
class Reason:
    """隔离原因: why a list isn't a case, and what mends it."""

    code: str
    title: str
    mend: str


@cache
def reasons() -> tuple[Reason, ...]:
    """All reasons, in the order in which they are asked.

    >>> reasons()[0].title
    '没有结算ID'
    """
    return tuple(Reason(row["code"], row["title"], row["mend"]) for row in load("dip_quarantine"))


@dataclass(frozen=True, slots=True)
class Cleaned:
    """清洗结果: the cases, the quarantined lists with `reason`; together all that was read."""

    cases: ir.Table
    quarantine: ir.Table


def clean(engine: Backend, lists: ir.Table, max_cost_fen: int) -> Cleaned:
    """清洗: split lists (columns of `schema.columns()`) into cases and quarantine.

    A case has: setl_id, fixmedins_code, hi_setl_lv, insutype, pool, year, month, dx, secondary
    (codes sorted), ops (codes sorted, joined by `|`, "" for none), main_op, age_days,
    weight_g, sex, days (as told, else from admission to discharge, at least 1), died, cost_fen,
    fund_fen.
    """
    judged = _judged(lists, _again(engine, lists), max_cost_fen)
    wanted = lists.columns
    return Cleaned(
        cases=_cases(judged.filter(judged.reason.isnull()), _procedures(engine, lists)),
        quarantine=judged.filter(judged.reason.notnull()).select(*wanted, "reason"),
    )


def count(quarantine: ir.Table) -> ir.Table:
    """隔离计数: how many lists each reason keeps out, by code."""
    return quarantine.group_by("reason").agg(lists=quarantine.count()).order_by("reason")


def _again(engine: Backend, lists: ir.Table) -> ir.Table:
    """The lists uploaded more than once: the latest upload, and how many share its time.

    All identifiers are counted by a whole number made of them, which takes a fraction of the
    memory; whoever shares a number is then counted by the identifier itself. Kept as a table of
    its own: a join whose smaller side is known takes that one into memory.
    """
    uploads = lists.select("setl_id", declared=_declared(lists), mark=lists.setl_id.hash())
    marks = uploads.group_by("mark").agg(copies=uploads.count())
    shared = keep(engine, marks.filter(marks.copies > 1).select("mark"))
    uploads = keep(engine, uploads.semi_join(shared, "mark"))
    repeated = uploads.group_by("setl_id").agg(
        copies=uploads.count(), latest=uploads.declared.max()
    )
    repeated = repeated.filter(repeated.copies > 1)
    at_latest = (
        uploads.inner_join(repeated, "setl_id")
        .filter(lambda table: table.declared == table.latest)
        .group_by("setl_id")
        .agg(rivals=lambda table: table.count())
    )
    found = repeated.left_join(at_latest, "setl_id")
    return keep(engine, found.select("setl_id", "latest", "rivals"))


def _declared(table: ir.Table) -> ir.StringValue:
    """An empty time of declaring is one, whichever way a file leaves it empty."""
    return table.dcla_time.fill_null("")


def _judged(lists: ir.Table, again: ir.Table, max_cost_fen: int) -> ir.Table:
    table = lists.left_join(again, "setl_id").drop("setl_id_right")
    mains = table.diseinfo.filter(lambda line: line.maindiag_flag == "1").map(
        lambda line: line.diag_code
    )
    table = table.mutate(
        dx=written_column(mains[0]),
        mains=mains.length(),
        discharged=table.dscg_time.try_cast("timestamp").date(),
        admitted=table.adm_time.try_cast("timestamp").date(),
        age_days=ibis.ifelse(table.age >= 1, table.age.cast("int64") * 365, table.nwb_age),
    )
    return table.mutate(reason=_reason(table, max_cost_fen))


def _reason(table: ir.Table, max_cost_fen: int) -> ir.StringValue:
    """The code of the first reason that holds, empty where none does."""
    holds: dict[str, ir.BooleanValue] = {
        "Q01": _empty(table.setl_id),
        "Q02": table.latest.notnull() & (_declared(table) != table.latest),
        "Q03": table.rivals > 1,
        "Q04": table.stas_type.isin(["0", "3"]),
        "Q05": _empty(table.fixmedins_code) | _empty(table.insutype) | _empty(table.insu_admdvs),
        "Q06": table.discharged.isnull(),
        "Q07": table.admitted.isnull() | (table.admitted > table.discharged),
        "Q08": table.mains.isnull() | (table.mains != 1),
        "Q09": ~table.dx.re_search(r"^[A-Z][0-9][0-9](\.|$)").fill_null(False),
        "Q10": table.amt_fen.isnull() | (table.amt_fen <= 0),
        "Q11": table.amt_fen > max_cost_fen,
        "Q12": (table.fund_payamt_fen < 0) | (table.fund_payamt_fen > table.amt_fen),
        "Q13": table.age_days.isnull() | (table.age_days < 0),
    }
    assert list(holds) == [reason.code for reason in reasons()]
    return ibis.cases(*((condition, code) for code, condition in holds.items()))


def _cases(judged: ir.Table, procedures: ir.Table) -> ir.Table:
    judged = judged.left_join(procedures, "oprninfo").drop("oprninfo_right")
    others = judged.diseinfo.filter(lambda line: ~line.maindiag_flag.identical_to("1"))
    return judged.select(
        *_CARRIED,
        pool=judged.insu_admdvs.strip().substr(0, POOL_DIGITS),
        year=judged.discharged.year().cast("int32"),
        month=judged.discharged.month().cast("int32"),
        dx=judged.dx,
        secondary=ibis.ifelse(
            others.length() > 0,
            _sorted(others.map(lambda line: written_column(line.diag_code))),
            ibis.literal([], "array<string>"),
        ),
        ops=judged.ops.fill_null(""),
        main_op=judged.main_op.fill_null(""),
        age_days=judged.age_days.cast("int64"),
        weight_g=judged.nwb_adm_wt.cast("int64"),
        sex=judged.gend,
        days=ibis.coalesce(
            judged.act_ipt_days.cast("int64"),
            ibis.greatest(judged.discharged.delta(judged.admitted, unit="day").cast("int64"), 1),
        ),
        died=judged.dscg_way.identical_to(DIED),
        cost_fen=judged.amt_fen,
        fund_fen=judged.fund_payamt_fen.fill_null(0),
    )


def _procedures(engine: Backend, lists: ir.Table) -> ir.Table:
    """Each way in which procedures are listed, once, with its key and its main procedure.

    There are far fewer of these than lists, and sorting texts within a list is dear.
    """
    listed = lists.select("oprninfo").distinct()
    main_ops = listed.oprninfo.filter(lambda line: line.main_oprn_flag == "1")
    return keep(
        engine,
        listed.mutate(
            ops=_sorted(listed.oprninfo.map(lambda line: written_column(line.oprn_oprt_code))).join(
                "|"
            ),
            main_op=_sorted(main_ops.map(lambda line: written_column(line.oprn_oprt_code)))[0],
        ),
    )


def _sorted(codes: ir.ArrayValue) -> ir.ArrayValue:
    return codes.filter(lambda code: code != "").unique().sort()


def _empty(text: ir.StringValue) -> ir.BooleanValue:
    return text.isnull() | (text.strip() == "")
