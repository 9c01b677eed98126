"""zhida dip record: what a year came to, kept for the performance indicators."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import running


def record(
    quality: Annotated[
        Path, typer.Argument(metavar="质控.json", help="zhida dip check --report的结果。")
    ],
    region: Annotated[str, typer.Option("--region", metavar="区划", help="统筹区的区划代码。")],
    year: Annotated[int, typer.Option("--year", min=2000, max=2100, help="年度。")],
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
) -> None:
    """登记一年的质控、分组、清算结果，绩效指标由它取数。"""
    with running("登记"):
        from zhida.core.performance.metrics.dictionary import metric
        from zhida.core.performance.metrics.disease import FROM_RECORD
        from zhida.core.regions import get
        from zhida.engines.errors import EngineError
        from zhida.platform.dip.recording import record as keep

        if get(region) is None:
            raise EngineError(f"没有区划“{region}”。请写六位区划代码，如650100")
        today = datetime.now(UTC).astimezone().date()
        kept = keep(region, year, today, quality, grouped, settled, institutions)
    told = output()
    for code, answer in FROM_RECORD.items():
        actual = answer(kept)
        shown = f"{actual.value:f}%" if actual.value is not None else actual.note
        told.print(f"{metric(code).name}\t{shown}", soft_wrap=True)
