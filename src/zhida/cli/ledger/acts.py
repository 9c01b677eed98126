"""zhida ledger act, reverse, close-year, begin-year: what a holder does with its own money."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.booking_answers import fen_of_words
from zhida.cli.console import messages
from zhida.cli.installation import As, installation, refuse

if TYPE_CHECKING:
    from zhida.platform.ledger.acting import Paper
    from zhida.platform.ledger.posting import Posted

VERBS = (
    "release",
    "refine",
    "register",
    "enable",
    "apply",
    "pay",
    "refund",
    "reduce",
    "adjust",
    "return",
    "retrieve",
)

Document = Annotated[
    str, typer.Option("--number", metavar="文号", help="依据的文号、支付凭证号或事项名称。")
]
Day = Annotated[str, typer.Option("--date", metavar="年-月-日", help="依据的日期。")]
Reason = Annotated[str, typer.Option("--reason", metavar="理由", help="为什么；冲销、调剂必写。")]
Year = Annotated[int, typer.Argument(metavar="年度", help="预算年度，如 2025。")]
Ordinal = Annotated[
    int, typer.Option("--ordinal", min=1, metavar="序号", help="同一依据、同一指标行的第几次。")
]


def act(
    verb: Annotated[
        str, typer.Argument(metavar="事项", help="如 挂接、转可执行、支付申请、支付。")
    ],
    line: Annotated[str, typer.Argument(metavar="指标", help="指标主键的前八位以上，或文号。")],
    amount: Annotated[str, typer.Argument(metavar="金额", help="带单位，如 12.5万元。")],
    number: Document,
    date: Day,
    reason: Reason = "",
    onto: Annotated[str, typer.Option("--onto", metavar="指标", help="调剂到哪一行。")] = "",
    project: Annotated[
        str, typer.Option("--project", metavar="项目", help="挂接、细化到的具体实施项目。")
    ] = "",
    function: Annotated[
        str, typer.Option("--function", metavar="科目", help="细化到的支出功能分类科目。")
    ] = "",
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="科目", help="细化、调剂、上缴、收回的是哪个账户的钱。"),
    ] = "pending",
    sender: Annotated[
        str, typer.Option("--from", metavar="单位", help="收回的是哪个单位退回的钱。")
    ] = "",
    condition_met: Annotated[
        bool, typer.Option("--condition-met", help="转为可用：通知写明的条件已经满足。")
    ] = False,
    ordinal: Ordinal = 1,
    who: As = None,
) -> None:
    """办理：转为可用、细化、挂接、转可执行、支付申请、支付、退回、追减、调剂、上缴、收回。"""
    from zhida.core.ledger.chart import kinds, verb_name

    names = {verb_name(each): each for each in VERBS} | {each: each for each in VERBS}
    if verb not in names:
        refuse(f"没有“{verb}”这个事项，可办理：{'、'.join(verb_name(each) for each in VERBS)}")
    account = {each.name: code for code, each in kinds().items()}.get(kind, kind)
    if account not in kinds():
        refuse(f"--kind：没有“{kind}”这个科目，如 待下达指标、预计指标、已挂接")
    fen, paper = fen_of_words(amount), (number, date, reason, ordinal)
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.administration import the_agency
        from zhida.platform.ledger import acting, sending_back

        acts, expected = actor(who), account == "expected"
        if names[verb] == "return":
            posted = sending_back.return_up(acts, line, fen, paper_of(*paper), expected=expected)
        elif names[verb] == "retrieve":
            posted = sending_back.retrieve(
                acts,
                line,
                fen,
                paper_of(*paper),
                sender=the_agency(sender).code if sender else "",
                expected=expected,
            )
        else:
            posted = acting.act(
                acts,
                names[verb],
                line,
                fen,
                paper_of(*paper),
                onto=onto,
                finer=acting.Finer(project, function),
                kind=account,
                condition_met=condition_met,
            )
        tell(verb_name(names[verb]), (posted,))


def reverse(
    voucher: Annotated[str, typer.Argument(metavar="凭证", help="年度和编号，如 2025-17。")],
    number: Document,
    date: Day,
    reason: Reason,
    who: As = None,
) -> None:
    """冲销：用一张完全相反的凭证撤销一张凭证；不能由原经办人办理。"""
    year, place = voucher_of(voucher)
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.ledger import acting

        paper = paper_of(number, date, reason, 1)
        tell("冲销", (acting.reverse(actor(who), year, place, paper),))


def close_year(
    year: Year, number: Document, date: Day, reason: Reason = "", who: As = None
) -> None:
    """年终结账：把本单位一个年度没有用完的指标结转，到期的核销。"""
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.ledger import acting

        tell("年终结账", acting.close(actor(who), year, paper_of(number, date, reason, 1)))


def begin_year(year: Year, number: Document, date: Day, who: As = None) -> None:
    """年初：转入本单位上年结转的指标。"""
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.ledger import acting

        tell("上年结转", acting.begin(actor(who), year, paper_of(number, date, "", 1)))


def voucher_of(text: str) -> tuple[int, int]:
    """Year and number of a voucher; refused where `text` is none."""
    year, _, place = text.partition("-")
    if not (len(year) == 4 and year.isdecimal() and place.isdecimal()):
        refuse(f"“{text}”不是凭证号，请写成 2025-17")
    return int(year), int(place)


def paper_of(number: str, date: str, reason: str, ordinal: int) -> Paper:
    """What an act rests on, of the options' words."""
    from zhida.platform.ledger.acting import Paper

    try:
        return Paper(number, datetime.date.fromisoformat(date), reason, ordinal)
    except ValueError:
        refuse(f"--date {date}：请写成 年-月-日，如 2025-03-03")


def tell(what: str, posted: tuple[Posted, ...]) -> None:
    """Say which vouchers an act booked, or that they had been before."""
    if not posted:
        messages().print(f"{what}：没有需要办理的指标", soft_wrap=True)
        return
    numbers = "、".join(f"{each.year}-{each.number}" for each in posted)
    before = "此前已记账，没有重记" if all(each.replayed for each in posted) else "已记账"
    messages().print(f"{what}：{before}，凭证{numbers}", soft_wrap=True)
