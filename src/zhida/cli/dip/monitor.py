"""zhida dip monitor: the measures of a year, of pools and of institutions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Column, Table

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, Grouped, Out, Scores, policy_of, running
from zhida.engines.dip.result_columns import MEASURES, measure_text

if TYPE_CHECKING:
    from zhida.engines.dip.flow import Flow


def monitor(
    grouped: Grouped,
    scores: Scores,
    year: Annotated[int, typer.Option("--year", min=2000, max=2100, help="监测的年度。")],
    out: Out,
    lists: Annotated[
        Path | None,
        typer.Option(
            "--lists",
            metavar="清单",
            help="分组所据的结算清单：给出后另算住院天数、再入院、死亡、自费和自付。",
        ),
    ] = None,
    flow: Annotated[
        list[Path] | None,
        typer.Option(
            "--flow",
            metavar="流程.json",
            help="已清算的流程，可写多次：另算应分占记账基金比、结余机构和点值之比。",
        ),
    ] = None,
    policy: Changes = None,
) -> None:
    """监测一年的入组率、病例组合指数、消耗指数、高低费用、再入院等（csv、json、xlsx），全市和各机构。"""
    with running("监测", grouped, lists, write=[out]) as engine:
        from zhida.engines.dip import reading, stages
        from zhida.engines.dip.measured import read_measured
        from zhida.engines.dip.monitoring import monitor as measures_of
        from zhida.engines.dip.monitoring import variation
        from zhida.engines.dip.report_files import ReportTable, writable_report, write_report
        from zhida.engines.dip.result_columns import MEASURE_COLUMNS, SPREAD_COLUMNS
        from zhida.engines.writing import write_csv_whole

        tabular = out.suffix.lower() == ".csv"
        if not tabular:
            writable_report(out, ("csv", "json", "xlsx"))
        chosen, measured = policy_of(policy), read_measured(scores)
        scored = stages.scored_year(engine, grouped, year, measured, chosen)
        found = measures_of(
            engine, scored, measured, chosen, reading.read(engine, lists) if lists else None,
            _settled(flow or (), year),
        )  # fmt: skip
        spread = variation(engine, scored)
        rows: list[list[str | int | None]] = [
            [each.pool, each.institution, each.name, MEASURES[each.name], each.numerator,
             each.denominator, each.value]
            for each in found
        ]  # fmt: skip
        if tabular:
            write_csv_whole(out, [tuple(MEASURE_COLUMNS.values()), *rows])
        else:
            cv: list[list[str | int | None]] = [
                [pool, *counts] for pool, counts in sorted(spread.items())
            ]
            facts = {"year": year, "files": stages.fingerprints(
                {"grouped": grouped, "scores": scores, "lists": lists,
                 **{f"flow {path.stem}": path for path in flow or ()}})}  # fmt: skip
            write_report(out, facts, [ReportTable("measures", "指标", MEASURE_COLUMNS, rows),
                                      ReportTable("variation", "变异系数", SPREAD_COLUMNS, cv)])  # fmt: skip
    told, table = output(), Table(
        "统筹区", "指标", Column("值", justify="right"), box=None, padding=(0, 2, 0, 0),
        header_style="label",
    )  # fmt: skip
    for each in found:
        if not each.institution:
            table.add_row(each.pool, MEASURES[each.name], measure_text(each.name, each.value))
    told.print(table)
    for pool, (narrow, middle, wide) in sorted(spread.items()):
        told.print(
            f"统筹区{pool} 病种变异系数：小于0.5的{narrow}个，大于1的{wide}个，其间{middle}个"
        )
    told.print(f"已写入{out}", soft_wrap=True)


def _settled(paths: Sequence[Path], year: int) -> list[Flow]:
    """The flows of files. Raises EngineError where one is of another year or isn't settled."""
    from zhida.engines.dip.flow import Step, read_flow
    from zhida.engines.errors import EngineError

    flows = []
    for path in paths:
        flow = read_flow(path)
        if flow.year != year:
            raise EngineError(f"“{path}”是{flow.year}年的流程，不是{year}年的。请核对--year")
        if not any(taken.step is Step.SETTLED for taken in flow.taken):
            raise EngineError(f"“{path}”还没有年度清算，清算以后才能算这些指标")
        flows.append(flow)
    return flows
