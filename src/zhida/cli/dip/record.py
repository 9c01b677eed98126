"""zhida dip record: what a year came to, taken into the store that pages and indicators read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages, output
from zhida.cli.installation import As, installation, refuse


def record(
    results: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="结果.json…",
            help="zhida dip check --report、monitor、simulate、settle --flow写出的json，可写多个。",
        ),
    ] = None,
    region: Annotated[
        str, typer.Option("--region", metavar="区划", help="统筹区的区划代码，默认为办理人的区划。")
    ] = "",
    year: Annotated[
        int | None,
        typer.Option(
            "--year", min=2000, max=2100, help="年度，默认为今年；文件自己写明的以文件为准。"
        ),
    ] = None,
    grouped: Annotated[
        Path | None,
        typer.Option("--grouped", metavar="分组.parquet", help="zhida dip group的结果。"),
    ] = None,
    settled: Annotated[
        Path | None,
        typer.Option("--settled", metavar="清算.csv", help="zhida dip settle的结果。"),
    ] = None,
    institutions: Annotated[
        int | None, typer.Option("--institutions", min=1, help="开展住院的定点机构家数。")
    ] = None,
    who: As = None,
) -> None:
    """登记一年的质控、分组、监测、模拟、清算结果；页面和绩效指标由它取数。"""
    today = datetime.now(UTC).astimezone().date()
    with installation():
        from zhida.core.performance.metrics.dictionary import metric
        from zhida.core.performance.metrics.disease import FROM_RECORD
        from zhida.core.regions import get
        from zhida.engines.errors import EngineError
        from zhida.platform.access.actors import actor
        from zhida.platform.dip.models import Kind
        from zhida.platform.dip.recording import record as keep
        from zhida.platform.dip.recording import recorded
        from zhida.platform.scope import scope

        acts = actor(who)
        region, year = region or acts.region, year or today.year
        if get(region) is None:
            refuse(f"没有区划“{region}”。请写六位区划代码，如650100")
        try:
            taken = keep(acts, region, year, today, results or (), grouped, settled, institutions)
        except EngineError as wrong:
            refuse(str(wrong))
        with scope(acts.region):
            came_to = recorded(region, year, today)
    for each in taken:
        of = f"{each.result.year}年{Kind(each.result.kind).label}第{each.result.edition}版"
        said = "已收取" if each.new else "与现有的相同，没有新的版次"
        messages().print(f"{each.result.name}：{of}，{said}", soft_wrap=True)
    told = output()
    for code, answer in FROM_RECORD.items():
        actual = answer(came_to)
        shown = f"{actual.value:f}%" if actual.value is not None else actual.note
        told.print(f"{metric(code).name}\t{shown}", soft_wrap=True)
