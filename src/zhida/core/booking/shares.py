"""应记金额 shares: who receives how much of which money, cell by cell of a notice.

Rows × columns of the allocation table, or the letter's total where there is one
recipient and no table. A cell that is no number gives a finding that names it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

from zhida.core.booking.answers import Answers
from zhida.core.booking.faults import fault
from zhida.core.booking.layout import (
    advanced_in,
    has_other_money,
    money_columns,
    payable_rows,
    use_of,
)
from zhida.core.booking.payees import Payee, is_below, payee, stands_at_home
from zhida.core.findings import Finding
from zhida.core.money import Amount, AmountState, format_fen
from zhida.core.notice import (
    AllocationTable,
    Appropriation,
    BudgetKind,
    ColumnRole,
    FundingSource,
    Notice,
    Row,
)
from zhida.core.provenance import Source
from zhida.core.regions import Region, get
from zhida.core.rules import margins
from zhida.core.rules.places import is_collective, region_of


@dataclass(frozen=True, slots=True)
class Share:
    """一笔: what one payee receives by one cell. `fen` is below zero where money is taken back.

    `appropriation` is the index of the appropriation (in the notice) that it is
    part of. `purpose` is what the payee is to do with it, "" where not told.
    `advanced_fen` is what the notice says was issued in advance, None where it
    doesn't say.
    """

    payee: Payee
    appropriation: int
    purpose: str
    fen: int
    row: str
    column: str
    sources: tuple[Source, ...] = ()
    advanced_fen: int | None = None


@dataclass(slots=True)
class Reading:
    """读数: the shares of a notice, and what kept others from being read."""

    shares: list[Share] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def shares_of(
    notice: Notice,
    answers: Answers,
    home: Region,
    day: datetime.date,
    kinds: tuple[BudgetKind, ...],
) -> Reading:
    """各笔金额: every share that the notice issues, in the order of its rows.

    `day` is that of the notice, `kinds` are the budget kinds of the notice's appropriations, one for each,
    as `elements` settled them.
    """
    reading = Reading()
    table = _table(notice, reading)
    if table is not None:
        _read_table(notice, table, answers, home, day, kinds, reading)
    elif not reading.findings:
        _read_letter(notice, answers, home, reading)
    _once(reading)
    return reading


def _table(notice: Notice, reading: Reading) -> AllocationTable | None:
    """The table that issues the money: the only one, or the one that makes up the total."""
    usable = [t for t in notice.allocation if margins.leaves(t) and money_columns(t)]
    printed = [t for t in usable if not margins.is_told(t)] or usable
    if len(printed) <= 1:
        return printed[0] if printed else None
    total = notice.total.fen
    fitting = [t for t in printed if (sum_ := margins.table_amount(t)) and sum_.fen == total]
    if len(fitting) == 1:
        return fitting[0]
    names = "、".join(margins.name_of(each) for each in printed)
    reading.findings.append(
        fault("B105", f"通知有{len(printed)}张分配表（{names}），不能确定以哪一张记账。")
    )
    return None


def _read_table(
    notice: Notice,
    table: AllocationTable,
    answers: Answers,
    home: Region,
    day: datetime.date,
    kinds: tuple[BudgetKind, ...],
    reading: Reading,
) -> None:
    columns = money_columns(table)
    parts = {column: _appropriation(notice, table, column, kinds) for column in columns}
    unknown = [table.columns[column].header for column, part in parts.items() if part is None]
    for row in payable_rows(table, home):
        who = _payee(table, row, answers, home)
        if who is None:
            reading.findings.append(
                fault(
                    "B201",
                    f"{_place(row.source)}“{row.recipient}”不在区划表和本级单位中，不知记到谁的账上。",
                    sources=(row.source,),
                )
            )
            continue
        _check_below(who, row, home, day, reading)
        for column in columns:
            amount = _amount(table, row, column, reading)
            part = parts[column]
            if amount is None or amount.fen is None or part is None:
                continue
            if amount.fen:
                reading.shares.append(_share(table, row, column, who, part, amount))
    for header in unknown:
        sources = "、".join(each.label for each in notice.appropriations) or "没有写明资金来源"
        reading.findings.append(
            fault("B106", f"“{header}”列不知是哪一种资金的金额（正文：{sources}）。")
        )


def _payee(table: AllocationTable, row: Row, answers: Answers, home: Region) -> Payee | None:
    told = answers.payees.get(row.recipient)
    if told:
        region = told.rpartition("-unit-")[0] or told.partition("-")[0]
        return Payee(
            told, row.recipient, "", region, below=region != home.code, own=told == _own(home)
        )
    return payee(row.recipient, row.region, stands_at_home(table, row, home), home)


def _own(home: Region) -> str:
    return f"{home.code}-finance"


def _check_below(who: Payee, row: Row, home: Region, day: datetime.date, reading: Reading) -> None:
    region = get(who.region)
    if not who.below or region is None or is_below(region, home, day):
        return
    reading.findings.append(
        fault(
            "B203",
            f"{_place(row.source)}“{row.recipient}”是{region.full_name}，"
            f"按财政隶属关系不由{home.full_name}下达。",
            sources=(row.source,),
        )
    )


def _appropriation(
    notice: Notice, table: AllocationTable, column: int, kinds: tuple[BudgetKind, ...]
) -> int | None:
    """The appropriation that a column is part of; None where none or several may be meant."""
    own = table.columns[column]
    groups = [own, *(each for each in table.columns if column in each.parts)]
    source = next((each.funding for each in groups if each.funding), None)
    kind = next((each.budget_kind for each in groups if each.budget_kind), None)
    fitting = [
        index
        for index, each in enumerate(notice.appropriations)
        if _fits(each, kinds[index], source, kind)
    ]
    if len(fitting) > 1 and own.purpose:
        fitting = [i for i in fitting if notice.appropriations[i].purpose == own.purpose]
    return fitting[0] if len(fitting) == 1 else None


def _fits(
    each: Appropriation, own: BudgetKind, source: FundingSource | None, kind: BudgetKind | None
) -> bool:
    if source is not None and each.source not in (None, source):
        return False
    return kind is None or own is kind


def _amount(table: AllocationTable, row: Row, column: int, reading: Reading) -> Amount | None:
    """The amount of a cell, None where it prints none; a finding where it should."""
    amount = margins.amount_at(row, column)
    header = table.columns[column].header
    if table.columns[column].role is ColumnRole.ENTITLED and amount is not None:
        amount = _less_advance(table, row, amount)
    if amount is None or amount.state in (AmountState.BLANK, AmountState.ABSENT):
        if has_other_money(table, row):
            return None
        state = "没有金额"
    elif not amount.confirmed:
        reading.findings.append(
            fault(
                "B102",
                f"{_place(row.source)}“{row.recipient}”“{header}”列的{amount.printed}"
                "是光学识别所得，没有合计可以验证，也没有人确认。",
                sources=(amount.source or row.source,),
            )
        )
        return None
    elif amount.fen is None:
        state = {"masked": "被遮盖", "as_listed": "写作“如数”"}.get(amount.state, "没有金额")
    else:
        return amount
    reading.findings.append(
        fault(
            "B101",
            f"{_place(row.source)}“{row.recipient}”“{header}”列{state}，不能记账。",
            sources=(row.source,),
        )
    )
    return None


def _less_advance(table: AllocationTable, row: Row, entitled: Amount) -> Amount:
    """应下达 − 已提前下达, for tables that don't print 此次下达."""
    if entitled.fen is None:
        return entitled
    return replace(entitled, fen=entitled.fen - (advanced_in(table, row) or 0))


def _share(
    table: AllocationTable, row: Row, column: int, who: Payee, part: int, amount: Amount
) -> Share:
    header = table.columns[column]
    has_advance = header.role in (ColumnRole.NOW, ColumnRole.ENTITLED)
    assert amount.fen is not None
    return Share(
        who,
        part,
        header.purpose or use_of(table, row),
        amount.fen,
        row.recipient,
        header.header,
        (amount.source or row.source,),
        advanced_in(table, row) if has_advance else None,
    )


def _read_letter(notice: Notice, answers: Answers, home: Region, reading: Reading) -> None:
    """A letter without a table: all of it goes to the one agency that it addresses."""
    payees: dict[str, Payee] = {}
    for addressee in notice.addressees:
        told = answers.payees.get(addressee.value)
        region = region_of(addressee.value, home)
        who = (
            Payee(told, addressee.value, "", told.partition("-")[0], below=True)
            if told
            else payee(addressee.value, region, False, home)
        )
        if who is not None and not who.own and not is_collective(addressee):
            payees.setdefault(who.code, who)
    open_ended = any(is_collective(each) for each in notice.addressees)
    if len(payees) != 1 or open_ended:
        reading.findings.append(_no_table(notice))
        return
    (who,) = payees.values()
    for index, part in enumerate(notice.appropriations):
        amount = part.total if part.total.fen is not None else notice.total
        if len(notice.appropriations) > 1:
            amount = part.total
        if amount.fen is None or not amount.confirmed:
            code = "B101" if amount.confirmed else "B102"
            reading.findings.append(
                fault(code, f"正文“{part.label}”的金额没有可用的数字，也没有分配表。")
            )
            continue
        place = amount.source or (notice.title.source if notice.title else None)
        sources = (place,) if place else ()
        reading.shares.append(Share(who, index, "", amount.fen, who.name, part.label, sources))


def _no_table(notice: Notice) -> Finding:
    """What the performance tables say helps the person who must tell the amounts."""
    told = [
        f"{target.scope.value if target.scope else target.title}{format_fen(amount.fen)}"
        for target in notice.targets
        for amount in [each.amount for each in target.amounts if each.kind == "total"]
        if amount.fen is not None
    ]
    hint = f"绩效目标表所列：{'、'.join(told)}。" if told else ""
    names = "、".join(each.value for each in notice.addressees) or "（没有主送机关）"
    return fault("B103", f"没有分配表，不知{names}各得多少。{hint}")


def _once(reading: Reading) -> None:
    """A recipient whose row comes twice with the same money may be counted twice."""
    seen: dict[tuple[str, int, str, str], Share] = {}
    for share in reading.shares:
        key = (share.payee.code, share.appropriation, share.purpose, share.column)
        if share.payee.own:
            continue
        if (first := seen.setdefault(key, share)) is not share:
            reading.findings.append(
                fault(
                    "B202",
                    f"“{share.row}”（{share.payee.name}）在“{share.column}”列出现两次："
                    f"{format_fen(first.fen)}、{format_fen(share.fen)}。",
                    sources=(*first.sources, *share.sources),
                )
            )


def _place(source: Source) -> str:
    """The place of a row in words, without the file."""
    return "".join(source.parts[1:])
