"""zhida dip sample: invented years of settlement lists, with the code tables that go with them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import running


def sample(
    out: Annotated[Path, typer.Argument(metavar="文件夹", help="写到这里，须是空的或不存在的。")],
    cases: Annotated[int, typer.Option("--cases", min=1, help="三年合计的出院人次。")] = 100_000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="相同的种子得到相同的文件。")] = 1,
    diseases: Annotated[int, typer.Option("--diseases", min=1, max=1100, help="病种数。")] = 300,
) -> None:
    """合成三年的结算清单（没有任何真人的记录），供试用和测速。"""
    from zhida.engines.errors import EngineError

    with running("合成"):
        from zhida.engines.dip.synthetic import Plan, write_years
        from zhida.engines.dip.synthetic_diseases import properties

        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise EngineError(f"“{out}”不是空文件夹。请换一个文件夹")
        truth = write_years(out / "lists", Plan(cases=cases, seed=seed, diseases=diseases))
        codes = out / "codes"
        codes.mkdir()
        lines = [f"{code},{name}\n" for code, name in sorted(properties(truth.diseases).items())]
        (codes / "properties.csv").write_text("code,property\n" + "".join(lines), encoding="utf-8")
    told = output()
    told.print(f"已合成{truth.lists}份清单：{out / 'lists'}；代码表：{codes}", soft_wrap=True)
    told.print(
        f"其中重新上报{truth.resubmitted}份，不能使用{truth.unusable}份，逾期上传{truth.late}份。"
    )
