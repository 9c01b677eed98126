"""质控 quality: what is wrong with each uploaded settlement list, as the interface answers it (3607).

Every rule of the table `dip_quality` is one expression; a list may break several. Every upload is
checked; `superseded` marks those that the same list's later upload has replaced. Whether a list
came in time is told by its first upload: what was returned and mended isn't late for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.engines.dip.drift import read_code_names
from zhida.engines.dip.keys import dx_cell
from zhida.engines.dip.mapping import FILES
from zhida.engines.dip.notation import fen_column, written, written_column
from zhida.engines.dip.quality_rules import (
    QualityRule,
    quality_rules,
    required_fields,
    rules_version,
    title_of,
)
from zhida.engines.dip.schema import LISTS, Node, of_node
from zhida.engines.dip.sheets import FORMATS, read_sheets
from zhida.engines.dip.signatures import engine_table, keep, with_dx_keys
from zhida.engines.errors import EngineError

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

NEWBORN_DAYS = 29
"""A patient younger than so many days is a newborn (P07 of the specification)."""

_LIMIT_COLUMNS = ("dx", "sex", "age_from", "age_to")


@dataclass(frozen=True, slots=True)
class DxLimit:
    """诊断限制: who may have a principal diagnosis: sex ("" both), ages in days, ends included."""

    dx: str
    sex: str
    age_from: int | None
    age_to: int | None


@dataclass(frozen=True, slots=True)
class QualityTables:
    """质控代码表: codes that there are, by node, and limits of diagnoses; what isn't there isn't
    checked."""

    codes: Mapping[Node, frozenset[str]]
    limits: tuple[DxLimit, ...] = ()


def read_quality_tables(folder: Path | None) -> QualityTables:
    """读质控代码表: diagnoses, procedures (code, name) and dx_limits.csv (dx, sex, age_from, age_to
    in days) of a folder, as far as they are there."""
    if folder is None:
        return QualityTables({})
    if folder.is_file():
        raise EngineError(f"代码表“{folder}”是文件。请写放着它的文件夹")
    if not folder.is_dir():
        raise EngineError(f"代码表文件夹“{folder}”不存在")
    there = any((folder / f"{stem}{form}").is_file() for stem in FILES.values() for form in FORMATS)
    names = read_code_names(folder) if there else {}
    codes = {node: frozenset(each) for node, each in names.items()}
    path = folder / "dx_limits.csv"
    return QualityTables(codes, tuple(_limits(path)) if path.is_file() else ())


def check_lists(
    engine: Backend, lists: ir.Table, tables: QualityTables, upload_days: int
) -> ir.Table:
    """质控: a row for each upload: setl_id, fixmedins_code, dcla_time, superseded, and the fields
    of 3607: qltctrl_rslt (1 passed, 0 not), err_lv (the gravest, 0 none), retn_flag, qltctrl_ver,
    detl_list of exam_data_fld, qltctrl_chk_rslt, err_lv, retn_flag, init_val.
    """
    numbered = keep(engine, _read(lists))
    faults = {
        "Z04": _unknown(engine, numbered, "diseinfo", tables),
        "Z05": _unknown(engine, numbered, "oprninfo", tables),
        **_limited(engine, numbered, tables),
    }
    table = numbered
    for code, found in faults.items():
        if found is not None:
            renamed = keep(engine, found.rename(**{f"row_{code}": "row", code: "fault"}))
            table = table.left_join(renamed, table["row"] == renamed[f"row_{code}"])
    checks = list(
        _checks(table, upload_days, [c for c, found in faults.items() if found is not None])
    )
    assert {rule.code for rule, *_ in checks} <= {rule.code for rule in quality_rules()}
    broken = ibis.array([_broken(*each) for each in checks]).filter(lambda each: each.notnull())
    judged = table.mutate(detl_list=broken)
    levels = judged.detl_list.map(lambda each: each.err_lv)
    returned = judged.detl_list.map(lambda each: each.retn_flag)
    latest = judged.dcla_time.max().over(group_by=judged.setl_id)
    return judged.select(
        "setl_id",
        "fixmedins_code",
        "dcla_time",
        superseded=judged.setl_id.notnull() & (judged.dcla_time < latest).fill_null(False),
        qltctrl_rslt=ibis.ifelse(returned.contains("1"), "0", "1"),
        err_lv=levels.maxs().fill_null("0"),
        retn_flag=ibis.ifelse(returned.contains("1"), "1", "0"),
        qltctrl_ver=ibis.literal(rules_version()),
        detl_list=judged.detl_list,
    )


Check = tuple[QualityRule, str, ir.BooleanValue, ir.StringValue]
"""A rule, the field it speaks of, where it is broken, and the value that was found."""


def _checks(table: ir.Table, upload_days: int, joined: list[str]) -> Iterator[Check]:
    """Every rule that can be asked; those that were `joined` have a column of their own."""
    rules = {rule.code: rule for rule in quality_rules()}
    late = table.latency > upload_days
    total, fund = table.amt_fen, table.fund_payamt_fen.fill_null(0)
    own, account = table.selfpay + table.ownpay, table.account + table.cash
    simple: dict[str, ir.BooleanValue] = {
        "J01": late,
        "J02": table.latency.isnull() & table.discharged.notnull() | (table.latency < 0),
        "Z01": table.discharged.isnull(),
        "Z02": table.admitted.isnull() | (table.admitted > table.discharged),
        "Z03": table.mains.isnull() | (table.mains != 1),
        "Z08": total.isnull() | (total <= 0),
        "Z09": (total > 0) & own.notnull() & (total != fund + own),
        "Z10": own.notnull() & account.notnull() & (own != account),
        "Z11": (fund < 0) | (fund > total),
        "Z12": table.act_ipt_days != ibis.greatest(table.stay, 1),
        "Z13": table.diag_code_cnt != table.diseinfo.length().fill_null(0),
        "Z14": table.oprn_oprt_code_cnt != table.oprninfo.length().fill_null(0),
        "Z15": ~table.gend.isin(["1", "2"]).fill_null(False),
        "Z16": table.age.fill_null(table.nwb_age).isnull() | (table.age < 0) | (table.nwb_age < 0),
    }
    values = {"amt": total, "fund_payamt": fund, "maindiag_flag": table.mains}
    for code, broken in simple.items():
        field = rules[code].field
        value = values[field] if field in values else table[field]
        yield rules[code], field, broken, value.cast("string")
    for code in joined:
        yield rules[code], rules[code].field, table[code].notnull(), table[code]
    when = {
        "always": ("W01", ibis.literal(True)),
        "newborn": ("W02", (table.nwb_age < NEWBORN_DAYS) & (table.age.fill_null(0) < 1)),
        "transferred": ("W02", table.dscg_way.isin(["2", "3"])),
        "readmission": ("W02", table.days_rinp_flag_31 == "1"),
    }
    for field, needed in required_fields():
        code, holds = when[needed]
        column = table[field].cast("string")
        empty = column.isnull() | (column.strip() == "")
        if needed == "newborn":
            empty = empty | (column == "0")
        yield rules[code], field, holds & empty, ibis.literal("")


def _broken(
    rule: QualityRule, field: str, holds: ir.BooleanValue, value: ir.StringValue
) -> ir.StructValue:
    told = f"{rule.code} {rule.title}" + ("" if rule.field else f"：{title_of(field)}")
    record = ibis.struct(
        {
            "exam_data_fld": ibis.literal(field),
            "qltctrl_chk_rslt": ibis.literal(told),
            "err_lv": ibis.literal(str(rule.level)),
            "retn_flag": ibis.literal("1" if rule.returned else "0"),
            "init_val": value.fill_null(""),
        }
    )
    return ibis.ifelse(holds.fill_null(False), record, ibis.null(record.type()))


def _read(lists: ir.Table) -> ir.Table:
    """What the rules look at, made once: days, stays, amounts in fen, a number for each upload."""
    day = {
        name: lists[column].try_cast("timestamp").date()
        for name, column in (
            ("discharged", "dscg_time"), ("admitted", "adm_time"), ("declared", "dcla_time")
        )
    }  # fmt: skip
    mains = lists.diseinfo.filter(lambda line: line.maindiag_flag == "1").map(
        lambda line: line.diag_code
    )
    table = lists.mutate(
        row=ibis.row_number(), mains=mains.length(), dx=written_column(mains[0]),
        selfpay=fen_column(lists.psn_selfpay), ownpay=fen_column(lists.psn_ownpay),
        account=fen_column(lists.acct_pay), cash=fen_column(lists.psn_cashpay), **day,
    )  # fmt: skip
    first = ibis.ifelse(
        table.setl_id.isnull(), table.declared, table.declared.min().over(group_by=table.setl_id)
    )
    return table.mutate(
        latency=first.delta(table.discharged, unit="day"),
        stay=table.discharged.delta(table.admitted, unit="day"),
    )


def _unknown(
    engine: Backend, lists: ir.Table, node: Node, tables: QualityTables
) -> ir.Table | None:
    """row, fault: the codes of each upload that its code table doesn't have."""
    if node not in LISTS or node not in tables.codes:
        return None
    name = of_node(node)[0].name
    lines = lists.select("row", code=lists[node].map(lambda line: line[name]).unnest())
    lines = lines.filter(lines.code.fill_null("").strip() != "")
    met = engine.to_pyarrow(lines.select("code").distinct())["code"].to_pylist()
    strange = [code for code in met if written(code) not in tables.codes[node]]
    listed = engine_table(engine, {"code": strange}, {"code": "string"})
    found = lines.semi_join(listed, "code")
    return found.group_by("row").agg(
        fault=found.code.collect(order_by=found.code, distinct=True).join("、")
    )


def _limited(engine: Backend, lists: ir.Table, tables: QualityTables) -> dict[str, ir.Table | None]:
    """The uploads whose patient can't have the principal diagnosis: by sex (Z06), by age (Z07)."""
    if not tables.limits:
        return {"Z06": None, "Z07": None}
    rows = [
        (key, limit.sex, limit.age_from, limit.age_to)
        for limit in tables.limits
        for key in dx_cell(limit.dx)
    ]
    names = {"dx_key": "string", "sex": "string", "low": "int64", "high": "int64"}
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    limits = engine_table(engine, columns, names)
    keyed = with_dx_keys(lists.filter(lists.dx.notnull()).select("dx").distinct(), "dx")
    known = keep(engine, keyed.inner_join(limits, "dx_key").drop("closeness"))
    days = ibis.ifelse(lists.age >= 1, lists.age.cast("int64") * 365, lists.nwb_age.cast("int64"))
    people = lists.select("row", "dx", "gend", "age", "nwb_age", days=days)
    both = people.inner_join(known, "dx")
    wrong_sex = both.filter((both.sex != "") & both.gend.isin(["1", "2"]) & (both.gend != both.sex))
    wrong_age = both.filter(
        (both.days < both.low).fill_null(False) | (both.days > both.high).fill_null(False)
    )
    return {
        "Z06": wrong_sex.group_by("row").agg(fault=wrong_sex.gend.max()),
        "Z07": wrong_age.group_by("row").agg(
            fault=wrong_age.age.fill_null(wrong_age.nwb_age).max().cast("string")
        ),
    }


def _limits(path: Path) -> Iterator[DxLimit]:
    (sheet,) = read_sheets(path)
    head = [cell.text for cell in sheet.lines[0]] if sheet.lines else []
    if missing := [name for name in _LIMIT_COLUMNS if name not in head]:
        raise EngineError(f"{sheet.place(1)}缺少{'、'.join(missing)}列")
    for row in sheet.below(1):
        ages = []
        for name in ("age_from", "age_to"):
            text = row.text(name)
            if text and not (text.isascii() and text.isdigit()):
                raise EngineError(f"{row.place}的{name}“{text}”不是整数（天）")
            ages.append(int(text) if text else None)
        low, high = ages
        if low is not None and high is not None and low > high:
            raise EngineError(f"{row.place}的age_from {low}大于age_to {high}")
        if row.text("sex") not in ("", "1", "2"):
            raise EngineError(f"{row.place}的性别“{row.text('sex')}”应为代码1（男）或2（女）")
        try:
            dx_cell(row.text("dx"))
        except ValueError as wrong:
            raise EngineError(f"{row.place}的诊断{wrong}") from wrong
        yield DxLimit(row.text("dx"), row.text("sex"), *ages)
