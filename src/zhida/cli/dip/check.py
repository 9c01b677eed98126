"""zhida dip check: the quality of uploaded settlement lists."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, CodeTables, Lists, policy_of, running


def check(
    lists: Lists,
    codes: CodeTables = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="文件.parquet", help="每份清单的质控结果（3607）写到这里。"),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report", metavar="文件", help="各机构、各规则的报告写到这里（json、xlsx）。"
        ),
    ] = None,
    policy: Changes = None,
) -> None:
    """质控：及时性、完整性、准确性，退回和重新上报，各机构上传的天数。"""
    with running("质控", lists, write=[out, report]) as engine:
        from zhida.engines.dip import quality, quality_report, reading
        from zhida.engines.dip.quality_rules import quality_rules
        from zhida.engines.dip.report_files import writable_report, write_report
        from zhida.engines.dip.signatures import keep
        from zhida.engines.dip.stages import write

        if report is not None:
            writable_report(report)
        chosen = policy_of(policy)
        tables = quality.read_quality_tables(codes)
        table = reading.read(engine, lists)
        checked = keep(engine, quality.check_lists(engine, table, tables, chosen.upload_days))
        found = quality_report.report(
            engine, table, checked, chosen.upload_days, chosen.timely_percent
        )
        if out is not None:
            write(engine, checked, out)
        if report is not None:
            write_report(report, found.facts(), found.tables())
    told = output()
    told.print(
        f"上传{found.uploads}次，清单{found.lists}份，{found.upload_days}天内上传{found.in_time}份"
        f"（{quality_report.rate(found.in_time, found.lists) or '没有清单'}）",
        soft_wrap=True,
    )
    told.print(
        f"机构{len(found.institutions)}家，及时上传的{found.timely_institutions}家"
        f"（清单及时率不低于{found.timely_percent}%）",
        soft_wrap=True,
    )
    for rule in quality_rules():
        if number := found.broken.get(rule.code):
            told.print(f"  {rule.code} {rule.title}\t{number}", soft_wrap=True)
    for path in (out, report):
        if path is not None:
            told.print(f"已写入{path}", soft_wrap=True)
