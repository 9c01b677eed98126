"""zhida dip adjust: the scores that are paid by, after experts moved some; the whole stays."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, Out, policy_of, running


def adjust(
    scores: Annotated[
        Path, typer.Argument(metavar="测算.json", help="zhida dip score的结果，不会被改动。")
    ],
    out: Out,
    proposed: Annotated[
        Path | None,
        typer.Option("--proposed", metavar="拟定.csv", help="code,points：专家拟定的分值。"),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            "--previous",
            metavar="上次.json",
            help="上次的付费分值：只因费用下降而降分的病种保持上次的（政策score_cut），随--grouped给出。",
        ),
    ] = None,
    grouped: Annotated[
        Path | None,
        typer.Option(
            "--grouped", metavar="分组.parquet", help="测算所用的分组结果，由此看各病种费用的升降。"
        ),
    ] = None,
    policy: Changes = None,
) -> None:
    """定付费分值：拟定的照拟定，其余按比例调整，全部病例的总分值不变。"""
    with running("定付费分值", grouped, scores, write=[out]) as engine:
        from zhida.engines.dip.adjusted import (
            adjusted,
            fallen_groups,
            read_proposed,
            yearly_means,
        )
        from zhida.engines.dip.measured import measured_text, read_measured
        from zhida.engines.dip.stages import read_grouped
        from zhida.engines.errors import EngineError
        from zhida.engines.writing import write_text_whole

        if (previous is None) != (grouped is None):
            raise EngineError("--previous和--grouped要一起给出")
        if proposed is None and previous is None:
            raise EngineError("没有要调整的。请给出--proposed，或--previous和--grouped")
        chosen, now = policy_of(policy), read_measured(scores)
        fallen: frozenset[str] = frozenset()
        if grouped is not None:
            table = read_grouped(engine, grouped, now.directory)
            fallen = fallen_groups(yearly_means(engine, table, chosen))
        paid = adjusted(
            now,
            chosen,
            proposed=read_proposed(proposed, now.places, now.groups) if proposed else None,
            previous=read_measured(previous) if previous else None,
            fallen=fallen,
        )
        write_text_whole(out, measured_text(paid))
    moved = [(now.groups[code].points, each.points) for code, each in paid.groups.items()]
    told = output()
    told.print(
        f"{len(moved)}个病种：升{sum(b > a for a, b in moved)}个，降{sum(b < a for a, b in moved)}个，"
        f"不变{sum(b == a for a, b in moved)}个"
    )
    told.print(f"已写入{out}", soft_wrap=True)
