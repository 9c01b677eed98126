"""成文 building: a draft as a typed notice whose sums hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhida.core.money import Amount, AmountState, Unit, format_fen
from zhida.core.notice.appropriations import Appropriation, BudgetKind, Codes, CodeStatement
from zhida.core.notice.identity import Attachment, Attachments, Status
from zhida.core.notice.issuing.draft import Draft, DraftError, Line
from zhida.core.notice.issuing.tables import step_of, tables_of
from zhida.core.notice.notice import Notice
from zhida.core.provenance import Source, Stated

_ACTS = {
    Status.ADVANCE: "提前下达",
    Status.FORMAL: "下达",
    Status.SETTLEMENT: "结算",
    Status.DISBURSEMENT: "拨付",
}


def notice_of(draft: Draft) -> Notice:
    """下达通知: the typed notice of a draft; total, subtotals and columns are summed here.

    Raises `DraftError` where a share has not one amount for each line, or
    there is nothing to issue.
    """
    _refuse_gaps(draft)
    place = Source(str(draft.number))
    lines = tuple(_as_told(draft.lines))
    tables = tuple(tables_of(draft, place))
    targets = tuple(
        replace(each, label=str(len(tables) + 1), title=each.title or draft.titled("绩效目标表"))
        for each in draft.targets
    )
    after = len(tables) + (1 if targets else 0) + 1
    forms = tuple(replace(each, label=str(at)) for at, each in enumerate(draft.forms, after))
    if not targets and not forms and len(tables) == 1:
        # 附件顺序号 only where there are several (GB/T 9704—2012, 7.3.4)
        tables = (replace(tables[0], label=""),)
    titles = [(each.label, each.title) for each in tables]
    titles += ((each.label, each.title) for each in targets)
    titles += ((each.label, each.title) for each in forms)
    found = tuple(Attachment(label, title, place) for label, title in titles)
    fens = [sum(share.fens[at] for share in draft.shares) for at in range(len(lines))]
    addressees = tuple(Stated(each, place) for each in draft.addressees)
    owed = "、".join(draft.addressees)
    return Notice(
        files=(),
        doc_number=Stated(draft.number, place),
        issuers=tuple(Stated(each, place) for each in draft.issuers),
        addressees=addressees,
        copy_to=tuple(Stated(each, place) for each in draft.copy_to),
        title=Stated(f"关于{_ACTS[draft.status]}{draft.titled('的通知')}", place),
        date=Stated(draft.date, place),
        signed=Stated(draft.date, place),
        fund=Stated(draft.fund, place),
        sub_fund=Stated(draft.sub_fund, place) if draft.sub_fund else None,
        budget_year=Stated(draft.year, place),
        status=Stated(draft.status, place),
        basis=draft.basis,
        total=_money(sum(fens), place),
        appropriations=tuple(
            Appropriation(
                line.source,
                line.kind,
                line.purpose,
                line.label,
                _money(fen, place),
                line.codes,
                line.flag,
                line.project,
                place,
            )
            for line, fen in zip(lines, fens, strict=True)
        ),
        availability=Stated(draft.availability, place) if draft.availability else None,
        disclosure=Stated(draft.disclosure, place) if draft.disclosure else None,
        attachments=Attachments(tuple(dict.fromkeys(found)), found),
        allocation=tables,
        targets=targets,
        forms=forms,
        obligations=tuple(replace(each, who=each.who or owed) for each in draft.obligations),
        flags=tuple(dict.fromkeys(line.flag for line in lines if line.flag)),
        projects=tuple(dict.fromkeys(line.project for line in lines if line.project)),
        codes=tuple(dict.fromkeys(code for line in lines for code in line.codes.all)),
    )


def _refuse_gaps(draft: Draft) -> None:
    if not draft.lines or not draft.shares:
        raise DraftError("没有可以下达的指标，或没有接收单位")
    for share in draft.shares:
        for fens in (share.fens, share.advanced):
            if fens is not None and len(fens) != len(draft.lines):
                raise DraftError(
                    f"“{share.recipient}”有{len(fens)}个金额，指标行有{len(draft.lines)}个"
                )


def _as_told(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that say of their codes and flags which part of the money they hold for."""
    alike = all(_mark(line) == _mark(lines[0]) for line in lines)
    for line in lines:
        flag = line.flag
        if flag is not None and not alike:
            flag = replace(flag, partial=True, scope=line.label)
        yield replace(line, flag=flag, codes=_of_kind(line.codes, line.kind))


def _mark(line: Line) -> tuple[str | None, str] | None:
    return (line.flag.code, line.flag.label) if line.flag else None


def _of_kind(codes: Codes, kind: BudgetKind | None) -> Codes:
    if kind is None:
        return codes

    def told(statements: tuple[CodeStatement, ...]) -> tuple[CodeStatement, ...]:
        return tuple(replace(each, kind=kind) for each in statements)

    return Codes(
        told(codes.income),
        told(codes.transfer_function),
        told(codes.function),
        told(codes.gov_econ),
        told(codes.dept_econ),
    )


def _money(fen: int, place: Source) -> Amount:
    step = step_of(iter((fen,)), Unit.WAN_YUAN)
    return Amount(fen, AmountState.NUMBER, format_fen(fen), step, place)
