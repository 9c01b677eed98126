"""zhida drg sample: an invented rule set, and invented years of settlement lists for it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import running


def sample(
    out: Annotated[Path, typer.Argument(metavar="文件夹", help="写到这里，须是空的或不存在的。")],
    cases: Annotated[int, typer.Option("--cases", min=1, help="三年合计的出院人次。")] = 10_000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="相同的种子得到相同的文件。")] = 1,
) -> None:
    """虚构的分组规则和三年的结算清单（没有任何真人的记录），供试用；不是任何正式分组方案。"""
    with running("合成"):
        from zhida.engines.drg.sample_rules import write_sample_rules
        from zhida.engines.drg.synthetic import write_years
        from zhida.engines.errors import EngineError

        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise EngineError(f"“{out}”不是空文件夹。请换一个文件夹")
        write_sample_rules(out / "rules")
        write_years(out / "lists.parquet", cases, seed)
    told = output()
    told.print(
        f"已合成{cases}份清单：{out / 'lists.parquet'}；规则：{out / 'rules'}", soft_wrap=True
    )
