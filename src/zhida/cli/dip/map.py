"""zhida dip map: codes of another version put into ours."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Lists, running


def map_codes(
    lists: Lists,
    maps: Annotated[
        Path,
        typer.Option(
            "--maps", metavar="文件夹", help="映射表：diagnoses、procedures（csv、xlsx）。"
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="文件.parquet", help="映射后的清单写到这里，可接着分组。"),
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="文件", help="报告写到这里（json、xlsx）。")
    ] = None,
    system: Annotated[
        str, typer.Option("--from", metavar="编码体系", help="清单用的编码体系；只有一个时不必写。")
    ] = "",
    before: Annotated[
        Path | None,
        typer.Option(
            "--before", metavar="文件夹", help="旧版代码表（code,name），与--after一起比较版本。"
        ),
    ] = None,
    after: Annotated[
        Path | None, typer.Option("--after", metavar="文件夹", help="新版代码表（code,name）。")
    ] = None,
) -> None:
    """按映射表转换清单的诊断和手术操作代码；报告映射率、没有映射的代码和版本差异。"""
    with running("映射", lists, write=[out, report]) as engine:
        from zhida.engines.dip import reading
        from zhida.engines.dip.drift import Drift, drift, read_code_names
        from zhida.engines.dip.mapped import map_lists
        from zhida.engines.dip.mapping import FILES, read_maps
        from zhida.engines.dip.mapping_report import NODES, mapping_facts, mapping_tables, percent
        from zhida.engines.dip.report_files import writable_report, write_report
        from zhida.engines.dip.stages import write
        from zhida.engines.errors import EngineError

        if (before is None) != (after is None):
            raise EngineError("比较版本须同时写明--before和--after")
        if report is not None:
            writable_report(report)
        known = read_maps(maps, system)
        drifts: list[Drift] = []
        if before is not None and after is not None:
            today = datetime.now(UTC).astimezone().date()
            old, new = read_code_names(before), read_code_names(after)
            for node in FILES:
                if node in old and node in new:
                    drifts += drift(node, old[node], new[node], known.of.get(node), today)
        found = map_lists(engine, reading.read(engine, lists), known)
        if out is not None:
            write(engine, found.lists, out)
        if report is not None:
            write_report(report, mapping_facts(known), mapping_tables(found, drifts))
    told = output()
    for node, title in NODES.items():
        if node not in known.of:
            told.print(f"{title}：没有映射表，代码未变")
            continue
        rate = found.rate(node)
        unmapped = found.unmapped(node)
        told.print(
            f"{title}：{rate.lines}次，映射{rate.mapped_lines}次"
            f"（{percent(rate.percent_hundredths) or '没有代码'}），未映射的代码{len(unmapped)}个",
            soft_wrap=True,
        )
        for code, lines in list(unmapped.items())[:10]:
            told.print(f"  {code}\t{lines}")
    for path in (out, report):
        if path is not None:
            told.print(f"已写入{path}", soft_wrap=True)
