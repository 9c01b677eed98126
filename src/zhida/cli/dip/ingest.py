"""zhida dip ingest: settlement lists cleaned once, kept as cases for the steps after."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, Lists, policy_of, running, tell_reasons


def ingest(
    lists: Lists,
    out: Annotated[
        Path, typer.Option("--out", metavar="文件夹", help="病例写到这里，按统筹区、年、月分开。")
    ],
    policy: Changes = None,
) -> None:
    """读入并清洗一次；catalogue、group可以直接读这个文件夹。清单没有变的，不再重做。"""
    with running("读入", lists) as engine:
        from zhida.engines.dip.ingested import ingest_into

        found = ingest_into(engine, lists, policy_of(policy), out)
    told = output()
    told.print(f"{found.counted}个病例，隔离{sum(found.quarantined.values())}份清单")
    tell_reasons(found.quarantined)
    done = "已写入" if found.fresh else "清单和政策都没有变，沿用"
    told.print(f"{done}{out}", soft_wrap=True)
