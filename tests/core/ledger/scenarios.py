"""争议 scenarios: what a bureau may try, each as lines, vouchers booked before, and those asked.

Memory and database must both refuse, or both book.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tests.core.ledger.chain import (
    CITY,
    DISTRICT,
    PROVINCE,
    act,
    first,
    passed_down,
    spent,
    started,
)
from tests.core.ledger.forging import forgeries

from zhida.core.ledger import (
    AccountKey,
    Ledger,
    QuotaLine,
    Relation,
    Transfer,
    Voucher,
    verbs,
)
from zhida.core.ledger.year_end import next_year

END = act("2025年终", datetime.date(2025, 12, 31))
NEW = act("2026年初", datetime.date(2026, 1, 1))
OUTSIDE = replace(CITY, parent=None)
AFTER = next_year(PROVINCE)
PAPER = act("新财社〔2025〕1号")


@dataclass(frozen=True, slots=True)
class Scenario:
    """争议: `asked` comes upon `before`, which is booked; `books` says what must become of it."""

    name: str
    before: Ledger
    asked: tuple[Voucher, ...]
    books: bool
    lines: tuple[QuotaLine, ...] = ()


def scenarios() -> Iterator[Scenario]:
    """All of them."""
    for made in (_carried, _papers, _undoing, _earmarks, _forged):
        yield from made()


def _carried() -> Iterator[Scenario]:
    """A small sum was carried over and taken in; a larger one was carried over after it."""
    ledger = started(1000).open([AFTER])
    small = verbs.carry_over(END, PROVINCE, {"pending": 300})
    large = verbs.carry_over(replace(END, ordinal=2), PROVINCE, {"pending": 700})
    ledger = ledger.post([small]).post([large]).post([verbs.carry_in(NEW, small, AFTER)])
    undo_small = verbs.reverse(act("更正1号"), small)
    undo_large = verbs.reverse(act("更正2号"), large)
    again = verbs.carry_in(replace(NEW, ordinal=2), large, AFTER)
    yield Scenario("结转已转入，不能冲销", ledger, (undo_small,), False)
    yield Scenario("结转未转入，可以冲销", ledger, (undo_large,), True)
    yield Scenario("另一笔结转可以转入", ledger, (again,), True)
    yield Scenario("已冲销的结转不能转入", ledger.post([undo_large]), (again,), False)
    other_small = verbs.carry_over(replace(END, ordinal=3), PROVINCE, {"pending": 200})
    waiting = started(1000).open([AFTER]).post([other_small]).post([large])
    waiting = waiting.post([verbs.reverse(act("更正3号"), other_small)])
    yield Scenario(
        "已冲销的结转不能借另一笔转入",
        waiting,
        (verbs.carry_in(NEW, other_small, AFTER),),
        False,
    )
    yield Scenario(
        "结转不能转两次",
        ledger,
        (verbs.carry_in(replace(NEW, ordinal=3), small, AFTER),),
        False,
    )
    less = replace(again, transfers=(replace(again.transfers[0], fen=699),))
    yield Scenario("转入必须等于结转", ledger, (less,), False)
    other = replace(AFTER, earmark=replace(AFTER.earmark, flag="09"))
    yield Scenario(
        "结转不能换标识",
        started(1000).post([small]),
        (verbs.carry_in(NEW, small, other),),
        False,
        (other,),
    )


def _papers() -> Iterator[Scenario]:
    """One paper, through this ledger and from outside it."""
    ledger = started(1000).open([OUTSIDE])
    issued = verbs.issue(PAPER, PROVINCE, CITY.holder, 100)
    received = verbs.receive(PAPER, OUTSIDE, 100)
    undone = ledger.post([received]).post([verbs.reverse(act("更正"), received)])
    yield Scenario("已下达的不再从账外接收", ledger.post([issued]), (received,), False)
    yield Scenario("已从账外接收的不再下达", ledger.post([received]), (issued,), False)
    yield Scenario("同一批中也不能", ledger, (issued, received), False)
    yield Scenario("冲销接收后可以下达", undone, (issued,), True)
    yield Scenario("补录已冲销的接收不算新业务", undone.post([issued]), (received,), True)
    yield Scenario(
        "冲销与下达可以同批",
        ledger.post([received]),
        (issued, verbs.reverse(act("更正"), received)),
        True,
    )


def _undoing() -> Iterator[Scenario]:
    """Who may undo what."""
    ledger = spent(1000)
    issued, accepted, paid = (first(ledger, verb) for verb in ("issue", "accept", "pay"))
    undo = verbs.reverse(act("更正"), paid)
    yield Scenario("支付可以冲销", ledger, (undo,), True)
    yield Scenario("别人不能冲销", ledger, (replace(undo, holder=CITY.holder),), False)
    yield Scenario("冲销不能改对方", ledger, (replace(undo, counterpart=CITY.holder),), False)
    back_again = replace(
        undo,
        identity=replace(undo.identity, ordinal=3),
        reverses=undo.identity.key,
        transfers=paid.transfers,
    )
    yield Scenario("冲销不能再冲销", ledger.post([undo]), (back_again,), False)
    yield Scenario("不能冲销两次", ledger.post([undo]), (replace(undo, identity=replace(
        undo.identity, ordinal=2)),), False)  # fmt: skip
    yield Scenario("下级已有的，上级不能冲销", ledger, (verbs.reverse(act("更正"), issued),), False)
    yield Scenario("已用去的不能冲销签收", ledger, (verbs.reverse(act("更正"), accepted),), False)
    whole = started(10).post([verbs.issue(PAPER, PROVINCE, CITY.holder, 10)])
    undo_issue = verbs.reverse(act("更正"), first(whole, "issue"))
    yield Scenario("在途的可以冲销下达", whole, (undo_issue,), True)
    named = replace(undo_issue, counterpart=None)
    yield Scenario("冲销也要写明对方", whole, (named,), False)
    back = passed_down(10).post([verbs.return_up(act("上缴"), DISTRICT, CITY, 10)])
    taken = verbs.retrieve(act("上缴"), DISTRICT, CITY, 10)
    yield Scenario("上缴的可以收回", back, (taken,), True)
    yield Scenario("收回的可以冲销", back.post([taken]), (verbs.reverse(act("更正"), taken),), True)


def _earmarks() -> Iterator[Scenario]:
    """Two sums of one holder under two flags."""
    other = replace(PROVINCE, earmark=replace(PROVINCE.earmark, flag="02"))
    ledger = started(10).open([other])
    for name, books, onto in (
        ("同一专项可以调剂", True, replace(PROVINCE, implementing_project="另一项目")),
        ("不同标识不能调剂", False, other),
    ):
        moved = Transfer(
            AccountKey(PROVINCE.digest, "pending"),
            AccountKey(onto.digest, "pending"),
            5,
            Relation.KIN,
        )
        kin = replace(PROVINCE, implementing_project="另一项目")
        asked = replace(verbs.adjust(act("调剂"), PROVINCE, kin, 5), transfers=(moved,))
        yield Scenario(name, ledger, (asked,), books, (onto,))


def _forged() -> Iterator[Scenario]:
    """Each voucher of a whole chain, as a cheat would write it anew."""
    makers: tuple[Callable[[], Ledger], ...] = (started, spent)
    for make in makers:
        ledger = make()
        for voucher in ledger.vouchers.values():
            for number, asked in enumerate(forgeries(ledger, voucher, 1000)):
                yield Scenario(f"伪造{voucher.verb}之{number + 1}", ledger, (asked,), False)
