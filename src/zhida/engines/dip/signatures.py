"""特征 signatures: what grouping looks at, once for all cases that look alike.

A year has many cases and few signatures (diagnosis, procedures, main procedure): the chain of
rules is asked once for each of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from zhida.engines.dip.codes import PROPERTIES, Codes, Treatment
from zhida.engines.dip.keys import ANY

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

KEY = ("dx", "ops", "main_op")
"""The columns of a case that make its signature."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """特征表, as tables of the engine.

    `table`: sig, dx, ops, main_op, cases, excluded, treatment, procedures (how many count).
    `dx`: sig, dx_key, closeness. `ops`: sig, procedure, treatment, may_be_main, is_main: procedures that
    count. `keys`: the same by key, see `keys.case_keys`.
    """

    table: ir.Table
    dx: ir.Table
    ops: ir.Table
    keys: ir.Table


def signatures(engine: Backend, cases: ir.Table, codes: Codes) -> Signatures:
    """特征: of cases (columns as `cleaning.clean` makes them), under a table of codes."""
    distinct = cases.group_by(list(KEY)).agg(cases=cases.count())
    bare = keep(
        engine,
        distinct.mutate(
            sig=ibis.row_number().over(order_by=[distinct[name] for name in KEY]).cast("int64")
        ),
    )
    dx = keep(engine, with_dx_keys(bare.select("sig", "dx"), "dx").drop("dx"))
    ops = keep(engine, _procedures(engine, bare, dx, codes))
    summed = ops.group_by("sig").agg(
        treatment=lambda table: table.treatment.max(), procedures=lambda table: table.count()
    )
    barred = engine_table(engine, {"dx": sorted(codes.excluded_principal)}, {"dx": "string"})
    table = bare.left_join(summed, "sig").drop("sig_right")
    excluded = barred.mutate(excluded=True)
    table = table.left_join(excluded, "dx").drop("dx_right")
    return Signatures(
        table=keep(
            engine,
            table.mutate(
                excluded=table.excluded.fill_null(False),
                treatment=table.treatment.fill_null(int(Treatment.CONSERVATIVE)),
                procedures=table.procedures.fill_null(0),
            ),
        ),
        dx=dx,
        ops=ops,
        keys=keep(engine, _keys(ops)),
    )


def keep(engine: Backend, table: ir.Table) -> ir.Table:
    """留存: the rows of an expression as a temporary table, so that they are made once."""
    return engine.create_table(ibis.util.gen_name("dip"), table, temp=True)


def engine_table(
    engine: Backend, columns: Mapping[str, Sequence[object]], kinds: dict[str, str]
) -> ir.Table:
    """A table of rules or codes, which are few, for the engine; kinds as ibis names them."""
    schema = ibis.schema(kinds).to_pyarrow()
    return engine.create_table(
        ibis.util.gen_name("dip"), pa.table(columns, schema=schema), temp=True
    )


def with_dx_keys(table: ir.Table, column: str) -> ir.Table:
    """As `keys.dx_keys`: a row for each key of a diagnosis, with its closeness; one for each."""
    code = table[column]
    keyed = ibis.union(
        *(
            table.mutate(dx_key=key, closeness=ibis.literal(closeness, "int64"))
            for closeness, key in enumerate(
                (ibis.literal(ANY), code.substr(0, 3), code.substr(0, 5), code)
            )
        )
    )
    return keyed.group_by([*table.columns, "dx_key"]).agg(closeness=keyed.closeness.max())


def _procedures(engine: Backend, bare: ir.Table, dx: ir.Table, codes: Codes) -> ir.Table:
    split = bare.select("sig", "main_op", procedure=bare.ops.split("|").unnest())
    split = keep(engine, split.filter(split.procedure != ""))
    known = {
        code: PROPERTIES.get(name, Treatment.CONSERVATIVE)
        for code, name in codes.properties.items()
    }
    listed = engine_table(
        engine,
        {"code": list(known), "treatment": [int(each) for each in known.values()]},
        {"code": "string", "treatment": "int64"},
    )
    limits = engine_table(
        engine,
        {
            "procedure": list(codes.limits),
            "removed": [each.kind == "removed" for each in codes.limits.values()],
        },
        {"procedure": "string", "removed": "boolean"},
    )
    scopes = [(code, key) for code, each in codes.limits.items() for key in each.scope]
    scope = engine_table(
        engine,
        {"procedure": [code for code, _ in scopes], "dx_key": [key for _, key in scopes]},
        {"procedure": "string", "dx_key": "string"},
    )
    # an unlisted extension has the property of its base
    base = split.procedure.split("x")[0]
    own, of_base = listed, listed.view()
    table = split.mutate(base=base).left_join(own, [("procedure", "code")])
    table = table.drop("code").left_join(of_base, [("base", "code")]).drop("code")
    table = table.left_join(limits, "procedure").drop("procedure_right")
    allowed = split.inner_join(scope, "procedure").inner_join(dx, ["sig", "dx_key"])
    allowed = allowed.select("sig", "procedure").distinct().mutate(allowed=True)
    table = table.left_join(allowed, ["sig", "procedure"]).drop("sig_right", "procedure_right")
    table = table.filter(~table.removed.fill_null(False))
    return table.select(
        "sig",
        "procedure",
        treatment=ibis.coalesce(
            table.treatment, table.treatment_right, int(Treatment.CONSERVATIVE)
        ),
        may_be_main=table.removed.isnull() | table.allowed.fill_null(False),
        is_main=table.procedure == table.main_op,
    )


def _keys(ops: ir.Table) -> ir.Table:
    plain = ops.select("sig", "may_be_main", "is_main", key=ops.procedure)
    extended = ops.filter(ops.procedure.contains("x"))
    return plain.union(
        extended.select(
            "sig",
            "may_be_main",
            "is_main",
            key=ibis.literal("~").concat(extended.procedure.split("x")[0]),
        )
    )
