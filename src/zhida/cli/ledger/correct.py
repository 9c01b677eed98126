"""zhida ledger correct: what was booked on a wrong line, undone and booked anew down the chain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from zhida.cli.booking_answers import source_of_words
from zhida.cli.console import messages, output
from zhida.cli.installation import As, installation, refuse
from zhida.cli.ledger.acts import Day, Document, Reason, paper_of, voucher_of

_REGIMES = {"直达": "direct", "追踪": "tracked", "无": "none"}
_BUDGETS = {"一般公共预算": "general", "政府性基金预算": "government_fund"}


def correct(
    voucher: Annotated[
        str, typer.Argument(metavar="凭证", help="把钱记错行的接收、签收或期初，如 2025-17。")
    ],
    number: Document,
    date: Day,
    reason: Reason,
    flag: Annotated[
        str | None, typer.Option("--flag", metavar="标识", help="直达资金标识应为。")
    ] = None,
    regime: Annotated[
        str | None, typer.Option("--regime", metavar="直达|追踪|无", help="监管方式应为。")
    ] = None,
    transfer_project: Annotated[
        str | None, typer.Option("--transfer-project", metavar="代码", help="转移支付项目应为。")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="来源", help="资金来源应为，如 中央、省级。")
    ] = None,
    budget: Annotated[
        str | None,
        typer.Option("--budget", metavar="预算种类", help="应为一般公共预算或政府性基金预算。"),
    ] = None,
    purpose: Annotated[
        str | None, typer.Option("--purpose", metavar="用途", help="资金的哪一部分。")
    ] = None,
    transfer_function: Annotated[
        str | None,
        typer.Option("--transfer-function", metavar="科目", help="转移性支出科目（230…）应为。"),
    ] = None,
    function: Annotated[
        str | None, typer.Option("--function", metavar="科目", help="支出功能分类科目应为。")
    ] = None,
    project: Annotated[
        str | None, typer.Option("--project", metavar="项目", help="具体实施项目应为。")
    ] = None,
    whole_chain: Annotated[
        bool, typer.Option("--whole-chain", help="逐级更正：下级已接收、使用的一并冲销重记。")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出会记什么，不入账。")] = False,
    who: As = None,
) -> None:
    """更正：记错指标行的钱，连同以后的各笔全部冲销，在正确的指标行上重新记账；不改原账。"""
    year, place = voucher_of(voucher)
    told = (flag, transfer_project, purpose, transfer_function, function, project)
    if all(each is None for each in (*told, regime, source, budget)):
        refuse("请写明更正什么，如 --flag 02；可更正的见 zhida ledger correct --help")
    paper = (number, date, reason, 1)
    with installation():
        from zhida.core.notice.appropriations import BudgetKind, Regime
        from zhida.platform.access.actors import actor
        from zhida.platform.ledger.correcting import Mended, correct_chain

        mended = Mended(
            flag,
            Regime(_one_of("--regime", regime, _REGIMES)) if regime else None,
            transfer_project,
            source_of_words(source) if source else None,
            BudgetKind(_one_of("--budget", budget, _BUDGETS)) if budget else None,
            purpose,
            transfer_function,
            function,
            project,
        )
        done = correct_chain(
            actor(who),
            year,
            place,
            mended,
            paper_of(*paper),
            whole_chain=whole_chain,
            look=dry_run,
        )
    undone = sum(each.reverses is not None for each in done.correction.vouchers)
    again = len(done.correction.vouchers) - undone
    for line in done.correction.lines:
        output().print(
            f"{line.holder}  {line.document}  指标{line.digest.hex()[:12]}", soft_wrap=True
        )
    what = f"冲销{undone}张，重新记账{again}张，涉及{'、'.join(done.holders)}"
    if dry_run:
        messages().print(f"试算，没有入账：{what}", soft_wrap=True)
    else:
        first, last = done.posted[0], done.posted[-1]
        messages().print(
            f"更正：已记账，{what}，凭证{first.year}-{first.number}至{last.year}-{last.number}",
            soft_wrap=True,
        )


def _one_of(option: str, text: str, words: Mapping[str, str]) -> str:
    if text not in words:
        refuse(f"{option} “{text}”：请写 {'、'.join(words)} 之一")
    return words[text]
