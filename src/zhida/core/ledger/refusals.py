"""拒绝 refusals: what a voucher must hold to, in the order in which a clerk would ask."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from zhida.core.ledger.chart import Relation, entry, kinds
from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.naming import amount, describe
from zhida.core.ledger.voucher import AccountKey, Transfer, Voucher


@dataclass(frozen=True, slots=True)
class Past:
    """既往: what was booked before, by digests of lines and keys of identities.

    `undone` gives the reversal of a voucher, `continued` the voucher that took
    a carrying over into the next year; both with the batch so far.
    """

    lines: Mapping[bytes, QuotaLine]
    vouchers: Mapping[bytes, Voucher]
    undone: Mapping[bytes, bytes]
    continued: Mapping[bytes, bytes]


def check_voucher(past: Past, voucher: Voucher) -> None:
    """核对: raises `LedgerError` with the first thing that is wrong with a voucher by itself.

    Whether the money is there is asked of the whole batch, by the ledger.
    """
    _check_form(voucher)
    for each in voucher.transfers:
        _check_accounts(past, voucher, each)
        if voucher.reverses is None:
            _check_entry(past, voucher, each)
        _check_parties(past, voucher, each)
    if voucher.reverses is not None:
        _check_reversal(past, voucher, voucher.reverses)
    if voucher.carried_from is not None:
        _check_carried(past, voucher, voucher.carried_from)


def _check_form(voucher: Voucher) -> None:
    paper = voucher.document or "（无文号）"
    if not voucher.document or not voucher.actor:
        raise LedgerError(f"{paper}：凭证必须写明依据文号和经办人")
    if not voucher.transfers:
        raise LedgerError(f"{paper}：凭证没有分录")
    if any(each.fen <= 0 for each in voucher.transfers):
        raise LedgerError(f"{paper}：分录金额必须大于零。减少金额请用追减、上缴或冲销")
    if (voucher.verb == "reverse") != (voucher.reverses is not None):
        raise LedgerError(f"{paper}：冲销凭证必须写明所冲销的凭证，其他凭证不得写")
    if (voucher.verb == "carry_in") != (voucher.carried_from is not None):
        raise LedgerError(f"{paper}：上年结转必须写明所依据的结转凭证，其他凭证不得写")
    begins = datetime.date(voucher.identity.year, 1, 1)
    if voucher.verb == "release" and voucher.document_date < begins:
        raise LedgerError(
            f"{paper}：{voucher.identity.year}年的预算年度还没有开始（{voucher.document_date}），"
            f"提前下达的指标不能转为可用。请在{begins}以后办理"
        )


def _check_accounts(past: Past, voucher: Voucher, each: Transfer) -> None:
    for account in (each.credit, each.debit):
        line = _line_of(past, voucher, account)
        kind = kinds().get(account.kind)
        if kind is None or kind.book is not line.earmark.book:
            raise LedgerError(f"{voucher.document}：{line.earmark.book}账簿没有科目{account.kind}")
        if kind.in_transit != (account.counterpart is not None):
            raise LedgerError(
                f"{describe(line, account)}：在途科目必须写明接收单位，其他科目不得写"
            )
        if account.counterpart == line.holder:
            raise LedgerError(f"{describe(line, account)}：在途指标的接收单位不能是本单位")
        if line.earmark.year != voucher.identity.year:
            raise LedgerError(
                f"{voucher.document}：{voucher.identity.year}年的凭证不能动用{line.earmark.year}年的"
                "指标。跨年度请用结转"
            )
    credit, debit = past.lines[each.credit.line], past.lines[each.debit.line]
    if credit.earmark != debit.earmark:
        raise LedgerError(
            f"{describe(credit, each.credit)}与{describe(debit, each.debit)}不是同一专项："
            "来源、预算种类、标识、项目和账簿不能变。更正请冲销后重新记账"
        )
    if each.credit == each.debit:
        raise LedgerError(f"{describe(credit, each.credit)}：借贷不能是同一账户")


_TWICE = {"receive": "issue", "issue": "receive"}


def check_twice(past: Past, voucher: Voucher) -> None:
    """不重收: one paper doesn't bring the same money through this ledger and from outside it.

    `past` holds the voucher's own batch, too. Raises `LedgerError`.
    """
    if voucher.verb not in _TWICE:
        return
    to = voucher.counterpart if voucher.verb == "issue" else voucher.holder
    earmarks = {past.lines[each.credit.line].earmark for each in voucher.transfers}
    for key, other in past.vouchers.items():
        if (
            other.verb == _TWICE[voucher.verb]
            and other.document == voucher.document
            and to == (other.counterpart if other.verb == "issue" else other.holder)
            and key not in past.undone
            and any(past.lines[each.credit.line].earmark in earmarks for each in other.transfers)
        ):
            raise LedgerError(
                f"{voucher.document}给 {to} 的同一专项，已"
                f"{'在本账内下达' if other.verb == 'issue' else '从账外接收'}。"
                "请办理签收，或由接收单位先冲销接收，否则同一笔钱记两次"
            )


def _line_of(past: Past, voucher: Voucher, account: AccountKey) -> QuotaLine:
    line = past.lines.get(account.line)
    if line is None:
        raise LedgerError(f"{voucher.document}：指标行没有入账。请先登记上级通知")
    return line


def _check_entry(past: Past, voucher: Voucher, each: Transfer) -> None:
    entry(voucher.verb, each.credit.kind, each.debit.kind, each.relation)
    credit, debit = past.lines[each.credit.line], past.lines[each.debit.line]
    holds = {
        Relation.SAME: each.credit.line == each.debit.line,
        Relation.CHILD: debit.parent == each.credit.line,
        Relation.PARENT: credit.parent == each.debit.line,
        Relation.KIN: True,
    }
    if not holds[each.relation]:
        raise LedgerError(
            f"{describe(debit, each.debit)}不在{describe(credit, each.credit)}的来源链上。"
            "请核对上级指标文号"
        )


def _check_parties(past: Past, voucher: Voucher, each: Transfer) -> None:
    """Who acts takes from what is its to take and puts into its own; to undo is that mirrored."""
    credit, debit = past.lines[each.credit.line], past.lines[each.debit.line]
    if each.relation in (Relation.SAME, Relation.KIN) and credit.holder != debit.holder:
        raise LedgerError(
            f"{describe(credit, each.credit)}与{describe(debit, each.debit)}不是同一单位的。"
            "单位之间请由一方下达或上缴，另一方签收或收回"
        )
    given, taken = (credit, each.credit), (debit, each.debit)
    if voucher.reverses is not None:
        given, taken = taken, given
    takes = given[1].counterpart or given[0].holder
    if takes != voucher.holder or taken[0].holder != voucher.holder:
        wrong = given if takes != voucher.holder else taken
        raise LedgerError(f"{voucher.holder} 不能动用{describe(*wrong)}。请由其持有单位办理")
    parties = {voucher.holder, voucher.counterpart or voucher.holder}
    for line, account in (given, taken):
        if not {line.holder, account.counterpart or line.holder} <= parties:
            raise LedgerError(f"{describe(line, account)}：凭证没有写明对方单位。请补上")


def _check_reversal(past: Past, voucher: Voucher, reversed_key: bytes) -> None:
    old = past.vouchers.get(reversed_key)
    if old is None:
        raise LedgerError(f"{voucher.document}：要冲销的凭证没有入账")
    if old.reverses is not None:
        raise LedgerError(f"{old.document}是冲销凭证，不能再冲销。请重新记账（序号加一）")
    if not _same_parties(voucher, old):
        raise LedgerError(f"{old.document}只能由原经办单位 {old.holder} 冲销，对方单位也不能变")
    if reversed_key in past.undone:
        raise LedgerError(f"{old.document}的凭证已经冲销过，不能再冲。请重新记账（序号加一）")
    next_year = past.continued.get(reversed_key)
    if next_year is not None and next_year not in past.undone:
        raise LedgerError(f"{old.document}的结转已转入下一年度。请先冲销下一年度的上年结转")
    mirror = [(each.debit, each.credit, each.fen) for each in old.transfers]
    if voucher.identity.year != old.identity.year or mirror != [
        (each.credit, each.debit, each.fen) for each in voucher.transfers
    ]:
        raise LedgerError(
            f"冲销必须与原凭证（{old.document}，"
            f"{amount(sum(each.fen for each in old.transfers))}）逐行相反、年度相同、金额相等"
        )


def _same_parties(voucher: Voucher, old: Voucher) -> bool:
    return (voucher.holder, voucher.counterpart or voucher.holder) == (
        old.holder,
        old.counterpart or old.holder,
    )


def _check_carried(past: Past, voucher: Voucher, carried_key: bytes) -> None:
    old = past.vouchers.get(carried_key)
    if old is None or old.verb != "carry_over":
        raise LedgerError(f"{voucher.document}：没有所依据的结转凭证。请先办理上年结转")
    if not _same_parties(voucher, old):
        raise LedgerError(f"{old.document}的结转只能由原持有单位 {old.holder} 转入下一年度")
    if carried_key in past.undone:
        raise LedgerError(f"{old.document}的结转已冲销，不能转入{voucher.identity.year}年")
    if carried_key in past.continued:
        raise LedgerError(f"{old.document}的结转已转入下一年度，不能再转一次")
    if voucher.identity.year != old.identity.year + 1:
        raise LedgerError(f"{old.identity.year}年的结转只能转入{old.identity.year + 1}年")
    if [each.fen for each in voucher.transfers] != [each.fen for each in old.transfers]:
        raise LedgerError(
            f"转入的金额（{amount(sum(each.fen for each in voucher.transfers))}）与上年结转"
            f"（{amount(sum(each.fen for each in old.transfers))}）不等"
        )
    for now, then in zip(voucher.transfers, old.transfers, strict=True):
        if past.lines[now.debit.line].carried_from != then.credit.line:
            raise LedgerError(f"{voucher.document}：转入的指标行没有写明所结转的上年指标")
