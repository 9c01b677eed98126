"""zhida dip score: what each group counts, and what institutions' levels count."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, Directory, Grouped, Out, policy_of, running
from zhida.cli.dip.step.keeping import fen_given


def score(
    grouped: Grouped,
    directory: Directory,
    out: Out,
    policy: Changes = None,
    reference: Annotated[
        str, typer.Option("--reference", metavar="病种代码", help="作为1000分的病种。")
    ] = "",
    quota: Annotated[
        str, typer.Option("--quota", metavar="元", help="按固定额度测算时每一分的金额。")
    ] = "",
    institutions: Annotated[
        Path | None,
        typer.Option(
            "--institutions",
            metavar="机构系数.csv",
            help="fixmedins_code,basic,bonus,from_date,to_date：机构的基本系数和加成。",
        ),
    ] = None,
    common: Annotated[
        Path | None,
        typer.Option("--common", metavar="诊断.csv", help="常见病慢性病（code），由此定基层病种。"),
    ] = None,
    auxiliary: Annotated[
        Path | None,
        typer.Option(
            "--auxiliary",
            metavar="文件夹",
            help="辅助分型字典：comorbidity.csv（code,points）、severity.csv（code,class）。",
        ),
    ] = None,
) -> None:
    """测算病种分值、机构等级系数和点值（json）。"""
    with running("测算", grouped, write=[out]) as engine:
        from zhida.core.money import Unit, format_fen
        from zhida.engines.dip import stages
        from zhida.engines.dip.coefficients import read_institutions
        from zhida.engines.dip.directory import read_directory
        from zhida.engines.dip.further import Extras
        from zhida.engines.dip.measured import COEFFICIENT, VALUE
        from zhida.engines.dip.side_tables import read_common, read_severity
        from zhida.engines.errors import EngineError

        chosen, today = policy_of(policy), datetime.now(UTC).astimezone().date()
        quota_fen = fen_given(quota, "--quota") if quota else 0
        of_base = {"reference_group": ("--reference", reference), "fixed_quota": ("--quota", quota)}
        for base, (option, said) in of_base.items():
            if said and chosen.score_base != base:
                raise EngineError(f"{option}只用于政策score_base={base}，请同时写--policy")
        basic, bonus = read_institutions(institutions, today) if institutions else ({}, {})
        extras = Extras(
            basic, bonus, read_common(common) if common else frozenset(),
            read_severity(auxiliary) if auxiliary else None, today,
        )  # fmt: skip
        measured = stages.score(
            engine, grouped, read_directory(directory), chosen, out,
            reference=reference, quota_fen=quota_fen, extras=extras,
        )  # fmt: skip
    told = output()
    told.print(
        f"{len(measured.groups)}个病种，基准{format_fen(measured.base_fen, Unit.YUAN, places=2)}"
    )
    told.print(
        f"每分{format_fen(measured.value // VALUE, Unit.YUAN, places=2)}（不足一分钱的舍去）"
    )
    for level, coefficient in sorted(measured.coefficients.items()):
        told.print(f"  等级{level or '未填'}的系数\t{coefficient}/{COEFFICIENT}")
    further = measured.further
    counted = {
        "机构系数": len(further.basic), "单独定系数的病种": len(further.diseases),
        "基层病种": len(further.primary), "辅助分型": len(further.subtypes),
    }  # fmt: skip
    for title, number in counted.items():
        if number:
            told.print(f"  {title}\t{number}")
    told.print(f"已写入{out}", soft_wrap=True)
