"""zhida evaluate review, return and confirm: what others make of a self-evaluation."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import output
from zhida.cli.installation import As, installation, refuse

if TYPE_CHECKING:
    from zhida.platform.performance.evaluating import Changes
    from zhida.platform.performance.evaluation_models import Evaluation

_ROW = re.compile(r"(?P<row>\d+)\s*[=＝]\s*(?P<points>\d+(?:\.\d+)?)分?\s*[:：](?P<why>.*)", re.S)

Number = Annotated[int, typer.Argument(metavar="编号", help="评价的编号，见 zhida evaluate list。")]
Rows = Annotated[
    list[str] | None,
    typer.Option(
        "--row",
        metavar="行=得分:理由",
        help="改一行的得分并写明理由，如 --row 2=30:名册只有1000人次；行号见 show，可重复。",
    ),
]
Opinion = Annotated[str, typer.Option("--opinion", metavar="意见", help="记入评价的意见。")]


def review(
    number: Number,
    rows: Rows = None,
    agree: Annotated[bool, typer.Option("--agree", help="同意自评的各项得分。")] = False,
    opinion: Opinion = "",
    who: As = None,
) -> None:
    """复核：由自评人以外的审核人员办理，逐项改分须写理由；自评原样保留。"""
    changes = _changes(rows or [])
    if agree == bool(changes):
        refuse("请写 --row 行=得分:理由（改分）或 --agree（同意自评）中的一种")
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.performance import evaluating

        who_acts = actor(who)
        _tell(who_acts.region, evaluating.review(who_acts, number, changes, opinion))


def return_(
    number: Number,
    reason: Annotated[str, typer.Argument(metavar="理由", help="为何退回，记入历史。")],
    who: As = None,
) -> None:
    """退回：写明理由，由原单位重新自评；已有的意见留作历史。"""
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.performance import evaluating

        evaluating.send_back(actor(who), number, reason)
        output().print(f"评价{number}：已退回，待重新自评", soft_wrap=True)


def confirm(number: Number, rows: Rows = None, opinion: Opinion = "", who: As = None) -> None:
    """确认：复核的得分成为评价结果，此后不再改动；改分的须写理由。"""
    changes = _changes(rows or [])
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.performance import evaluating

        who_acts = actor(who)
        _tell(who_acts.region, evaluating.finish(who_acts, number, changes, opinion))


def _changes(rows: list[str]) -> Changes:
    changes: dict[int, tuple[Fraction, str]] = {}
    for text in rows:
        found = _ROW.fullmatch(text.strip())
        if found is None:
            refuse(f"--row “{text}”不是“行=得分:理由”。写成 2=30:名册只有1000人次")
        row = int(found["row"])
        if row in changes:
            refuse(f"第{row}行写了两次。每行只改一次")
        changes[row] = (Fraction(found["points"]), found["why"])
    return changes


def _tell(region: str, evaluation: Evaluation) -> None:
    from zhida.core.performance.review import told
    from zhida.platform.performance.evaluations import side_by_side
    from zhida.platform.scope import scope

    with scope(region):
        stages = side_by_side(evaluation)
    output().print(f"评价{evaluation.pk}：{told(stages[0], stages[-1])}", soft_wrap=True)
