"""查看 looking: the plans there are, and their papers."""

from __future__ import annotations

from rich.table import Table

from zhida.cli.console import messages, output
from zhida.cli.installation import As, refuse
from zhida.cli.issue.options import Folder, Number
from zhida.cli.issue.steps import acting_for, write_papers


def listing(who: As = None) -> None:
    """方案列表。"""
    with acting_for(who) as actor:
        from zhida.core.money import Unit, format_fen
        from zhida.platform.allocation.queries import plans
        from zhida.platform.scope import scope

        table = Table(box=None, pad_edge=False)
        for heading in ("编号", "方案", "状态", "文号", "收款单位", "金额", "可办理"):
            table.add_column(heading, overflow="fold")
        with scope(actor.region):
            rows = list(plans())
        if not rows:
            messages().print("还没有方案。用 zhida issue draft PLAN.toml 起草第一份")
            return
        for row in rows:
            steps = "、".join(row.next_steps)
            table.add_row(
                str(row.number),
                row.title,
                row.state.label,
                row.document,
                f"{row.recipients}家",
                format_fen(row.fen, Unit.WAN_YUAN),
                steps,
            )
        output().print(table)


def papers(number: Number, out: Folder, who: As = None) -> None:
    """取文稿：把存下的文稿写到文件夹。"""
    with acting_for(who) as actor:
        from zhida.platform.allocation.models import Plan
        from zhida.platform.scope import scope

        with scope(actor.region):
            plan = Plan.objects.filter(pk=number).first()
            if plan is None:
                refuse(f"没有编号为{number}的方案，或不在本区划范围内。用 zhida issue list 查看")
            stage = "signed" if plan.signed_on else "signing"
        write_papers(actor, plan, stage, out)
