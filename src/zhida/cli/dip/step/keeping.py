"""续办 keeping: what the steps share: the flow they take, the file they write, what they tell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages, output

if TYPE_CHECKING:
    from zhida.engines.dip.flow import Flow

_REFUSED = 2

FlowFile = Annotated[
    Path, typer.Argument(metavar="流程.json", help="到目前为止的结算流程，办理后写回。")
]
FlowOut = Annotated[
    Path | None, typer.Option("--out", metavar="文件", help="另写一个文件，原流程不动。")
]
Deductions = Annotated[
    Path | None,
    typer.Option(
        "--deductions",
        metavar="扣款.csv",
        help="pool,insutype,fixmedins_code,month,deducted（元）：月度扣款；逐月办理时只取当月的，一次清算（settle）时随--flow给出。",
    ),
]
Start = Annotated[
    Path | None,
    typer.Option(
        "--start",
        metavar="分组.parquet",
        help="往年的分组结果，由此按政策value_region定年初点值；不给时用测算的每分费用。",
    ),
]
Revenue = Annotated[
    Path | None,
    typer.Option(
        "--revenue",
        metavar="收入.csv",
        help="pool,insutype,year,fixmedins_code,revenue（元），按优值区间定点值时要。",
    ),
]


@contextmanager
def refusals() -> Iterator[None]:
    """Refusals as one sentence, for steps that need no engine."""
    from zhida.engines.errors import EngineError

    try:
        yield
    except EngineError as wrong:
        messages().print(str(wrong), style="fault", soft_wrap=True)
        raise typer.Exit(_REFUSED) from None


def keep(flow: Flow, path: Path) -> None:
    """Write the flow whole, or leave what stands there."""
    from zhida.engines.dip.flow import flow_text
    from zhida.engines.writing import write_text_whole

    write_text_whole(path, flow_text(flow))


def tell(flow: Flow, path: Path) -> None:
    """The step just taken, what is left, and what may come next."""
    from zhida.engines.dip.flow import TITLES, Step

    last, told = flow.taken[-1], output()
    sums = [
        (word, sum(getattr(part, name) for part in last.parts))
        for name, word in (("paid_fen", "付出"), ("deposit_fen", "留作质量保证金"),
                           ("deducted_fen", "扣款"), ("returned_fen", "退回基金"))
    ]  # fmt: skip
    parts = "，".join(f"{word}{yuan(fen)}元" for word, fen in sums if fen)
    number = f"第{last.number}期" if last.step in (Step.PREPAID, Step.REVIEWED) else ""
    of = f"统筹区{flow.pool} 险种{flow.insutype} {flow.year}年"
    told.print(
        f"{of} {TITLES[last.step]}{number}："
        + (f"{len(last.parts)}家机构，{parts or '没有付款'}；" if last.parts else "")
        + f"基金还余{yuan(flow.in_pool_fen)}元",
        soft_wrap=True,
    )
    then = "、".join(TITLES[each] for each in flow.next_steps())
    told.print(f"接下来：{then or '这一年已经结束'}。已写入{path}", soft_wrap=True)


def yuan(fen: int) -> str:
    """An amount in yuan, two decimals."""
    from zhida.core.money import Unit, format_fen

    return format_fen(fen, Unit.YUAN, places=2).removesuffix("元")


def fen_given(yuan: str, option: str) -> int:
    """An amount in yuan as an option gives it, in fen; not below zero."""
    from zhida.core.money import Unit, fen_of
    from zhida.engines.errors import EngineError

    try:
        fen = fen_of(yuan, Unit.YUAN)
    except ValueError as wrong:
        raise EngineError(f"{option}“{yuan}”应为元，最多两位小数，如1200000.50") from wrong
    if fen < 0:
        raise EngineError(f"{option}“{yuan}”不能小于零")
    return fen


def basis(files: dict[str, Path | None], policy: list[str] | None) -> dict[str, str]:
    """What a step rests on: the fingerprints of its files, and the choices that were changed."""
    from zhida.engines.dip.stages import fingerprints

    return fingerprints(files) | ({"policy": " ".join(sorted(policy))} if policy else {})
