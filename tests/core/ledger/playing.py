"""预算年度 playing: random bureaus over a random tree play a fiscal year, and the next one.

Whatever they ask, lawful or not, the ledger holds to its promises after each step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.core.ledger.bureaus import (
    BELOW,
    EARMARKS,
    PROVINCE,
    YEAR,
    check_all,
    day,
    held,
    line_of,
    standing,
)
from tests.core.ledger.forging import forgeries

from zhida.core.ledger import (
    AccountKey,
    Act,
    Ledger,
    LedgerError,
    QuotaLine,
    Voucher,
    verbs,
)
from zhida.core.ledger.advance import advanced_by, formal_issue
from zhida.core.ledger.correction import correct
from zhida.core.ledger.year_end import begin_year, close_year, next_year

_PENDING = ("pending", "expected")


_T = TypeVar("_T")


def choose(data: st.DataObject, those: Sequence[_T]) -> _T:
    """One of several, by its place: what a failing game prints stays short."""
    return those[data.draw(st.integers(0, len(those) - 1))]


class FiscalYear(RuleBasedStateMachine):
    """One game. `book` is where another ledger can be held to this one."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger()
        self.below: dict[str, tuple[str, ...]] = {}
        self.acts = 0
        self.refusals = 0

    # The table is laid.

    @initialize(data=st.data())
    def lay_out(self, data: st.DataObject) -> None:
        """Three levels and four to eight holders; the province has something to give."""
        cities = data.draw(st.lists(st.sampled_from(BELOW[PROVINCE]), min_size=2, unique=True))
        self.below = {PROVINCE: tuple(cities)}
        for city in cities:
            if city in BELOW:
                count = data.draw(st.integers(1, 2))
                self.below[city] = BELOW[city][:count]
        line = QuotaLine(EARMARKS[0], PROVINCE, "新财社〔2025〕0号")
        self.ask([verbs.receive(self.act("财政部"), line, 10_000_00)], [line])

    def act(self, issuer: str, reason: str = "随机业务") -> Act:
        """The next act: a new paper, some days after the last one."""
        self.acts += 1
        number = f"文〔{YEAR}〕{self.acts}号"
        return Act(issuer, number, day(self.acts), "经办人甲", reason)

    def ask(self, vouchers: Sequence[Voucher], lines: Iterable[QuotaLine] = ()) -> bool:
        """Posts a batch; whether it was booked. What is refused changes nothing."""
        lines = tuple(lines)
        before = self.ledger
        try:
            self.ledger = before.open(lines).post(vouchers)
            refused = ""
        except LedgerError as error:
            refused = str(error)
            self.refusals += 1
            assert refused
        self.book(vouchers, lines, refused)
        return not refused

    def book(self, vouchers: Sequence[Voucher], lines: tuple[QuotaLine, ...], refused: str) -> None:
        """What another ledger does with the same batch; `refused` is why this one refused it."""

    def pick(self, data: st.DataObject, *wanted: str) -> tuple[AccountKey, QuotaLine, int, bool]:
        """An account with money, its line, an amount (at times too much), and is it expected."""
        account, there = choose(data, held(self.ledger, *wanted))
        fen = data.draw(st.one_of(st.just(there), st.integers(1, there + 1)))
        return account, line_of(self.ledger, account), fen, account.kind.startswith("expected")

    def has(self, *wanted: str) -> bool:
        """Whether any account of these kinds has money."""
        return bool(held(self.ledger, *wanted))

    # Money comes in and goes down.

    @rule(
        advance=st.booleans(),
        fen=st.integers(1, 10**6),
        opening=st.booleans(),
        data=st.data(),
    )
    def comes_in(
        self,
        advance: bool,
        fen: int,
        opening: bool,
        data: st.DataObject,
    ) -> None:
        """A notice from outside, or an opening balance, at any level."""
        holder = choose(data, [PROVINCE, *self.below])
        act = self.act("财政部")
        line = QuotaLine(
            choose(data, EARMARKS),
            holder,
            f"{holder}〔{YEAR}〕{data.draw(st.integers(1, 2))}号",
            advance=advance,
        )
        verb = verbs.open_balance if opening else verbs.receive
        self.ask([verb(act, line, fen)], [line])

    @precondition(lambda self: self.has("pending", "expected", "reserved", "expected_reserved"))
    @rule(data=st.data())
    def goes_down(self, data: st.DataObject) -> None:
        """A document gives money to the level below."""
        account, line, fen, expected = self.pick(
            data, "pending", "expected", "reserved", "expected_reserved"
        )
        if line.holder not in self.below:
            return
        to = choose(data, self.below[line.holder])
        reserved = account.kind.endswith("reserved")
        self.ask([verbs.issue(self.act(line.holder), line, to, fen, expected, reserved)])

    @precondition(lambda self: self.has(*_PENDING))
    @rule(data=st.data())
    def waits_for_signing(self, data: st.DataObject) -> None:
        """A document is out for signing."""
        _, line, fen, expected = self.pick(data, *_PENDING)
        self.ask([verbs.reserve(self.act(line.holder), line, fen, expected)])

    @precondition(lambda self: self.has("transit", "expected_transit"))
    @rule(data=st.data())
    def arrives(self, data: st.DataObject) -> None:
        """The receiver accepts, or the level above takes back what was sent up."""
        account, line, fen, _ = self.pick(data, "transit", "expected_transit")
        self.arrive(account, line, fen, data.draw(st.integers(1, 2)))

    def arrive(self, account: AccountKey, line: QuotaLine, fen: int, number: int) -> None:
        """What is on its way is booked where it goes, on the receiver's line of that number."""
        assert account.counterpart is not None
        expected = account.kind == "expected_transit"
        above = self.ledger.lines.get(line.parent) if line.parent else None
        if above is not None and above.holder == account.counterpart:
            self.ask([verbs.retrieve(self.act(above.holder), line, above, fen, expected)])
            return
        child = QuotaLine(
            line.earmark,
            account.counterpart,
            f"{account.counterpart}〔{YEAR}〕{number}号",
            line.document,
            advance=line.advance,
            function="2101301",
            parent=line.digest,
        )
        self.ask([verbs.accept(self.act(line.holder), line, child, fen, expected)], [child])

    @precondition(lambda self: self.has("expected"))
    @rule(data=st.data())
    def becomes_available(self, data: st.DataObject) -> None:
        """Advance money is released, once its year has begun."""
        _, line, fen, _ = self.pick(data, "expected")
        act = self.act(line.holder)
        try:
            voucher = verbs.release(act, line, fen)
        except LedgerError:
            # The verb refuses already: the ledger must refuse it without the verb, too.
            late = replace(act, document_date=day(200))
            voucher = replace(verbs.release(late, line, fen), document_date=act.document_date)
            assert not self.ask([voucher])
            return
        self.ask([voucher])

    @precondition(lambda self: any(line.advance for line in self.ledger.lines.values()))
    @rule(data=st.data())
    def is_issued_formally(self, data: st.DataObject) -> None:
        """The formal issue brings entitlement less advance."""
        line = choose(data, [x for x in self.ledger.lines.values() if x.advance])
        given = advanced_by(self.ledger, line.earmark, line.holder)
        if not given:
            return
        entitled = {to: fen + data.draw(st.integers(0, 1000)) for to, fen in given.items()}
        act = self.act(line.holder)
        formal = replace(line, advance=False, document=f"{line.holder}〔{YEAR}〕9号", parent=None)
        more = formal_issue(entitled, given)
        assert sum(each.now for each in more) == sum(entitled.values()) - sum(given.values())
        self.ask(
            [
                verbs.receive(self.act("财政部"), formal, max(1, sum(each.now for each in more))),
                *(verbs.issue(act, formal, each.recipient, each.now) for each in more if each.now),
            ],
            [formal],
        )

    # Money is used.

    @precondition(lambda self: self.has("pending", "registered", "executable", "applied", "paid"))
    @rule(data=st.data())
    def is_used(self, data: st.DataObject) -> None:
        """Registered, made executable, applied for, paid, refunded: one step on."""
        account, line, fen, _ = self.pick(
            data, "pending", "registered", "executable", "applied", "paid"
        )
        step = {
            "pending": verbs.register,
            "registered": verbs.enable,
            "executable": verbs.apply,
            "applied": verbs.pay,
            "paid": verbs.refund,
        }[account.kind]
        self.ask([step(self.act(line.holder), line, fen)])

    @precondition(lambda self: self.has("reserved", "registered", "executable", "applied"))
    @rule(data=st.data())
    def is_taken_one_step_back(self, data: st.DataObject) -> None:
        """A step inside a holder is taken back in part or whole."""
        account, line, fen, _ = self.pick(data, "reserved", "registered", "executable", "applied")
        act = self.act(line.holder)
        above = self.ledger.lines.get(line.parent) if line.parent else None
        if account.kind == "registered" and above and above.holder == line.holder:
            self.ask([verbs.withdraw(act, line, fen, account.kind, above)])
        else:
            self.ask([verbs.withdraw(act, line, fen, account.kind)])

    @precondition(lambda self: self.has("pending", "expected", "registered"))
    @rule(data=st.data(), aside=st.booleans())
    def is_made_finer_or_moved_aside(self, data: st.DataObject, aside: bool) -> None:
        """细化 to a project of its own, or 调剂 to another line."""
        account, line, fen, _ = self.pick(data, "pending", "expected", "registered")
        act = self.act(line.holder)
        project = f"项目{data.draw(st.integers(1, 2))}"
        if aside:
            other = replace(line, implementing_project=project)
            if other != line:
                self.ask([verbs.adjust(act, line, other, fen, account.kind)], [other])
        elif account.kind == "pending":
            finer = replace(line, implementing_project=project, parent=line.digest)
            self.ask([verbs.register(act, line, fen, finer)], [finer])
        else:
            finer = replace(line, gov_econ="50299", parent=line.digest)
            self.ask([verbs.refine(act, line, finer, fen, account.kind)], [finer])

    @precondition(lambda self: self.has(*_PENDING))
    @rule(data=st.data())
    def is_sent_back(self, data: st.DataObject) -> None:
        """追减 to the outside, 上缴 to the level above, or 撤回 to the coarser line."""
        account, line, fen, expected = self.pick(data, *_PENDING)
        act = self.act(line.holder)
        above = self.ledger.lines.get(line.parent) if line.parent else None
        if above is None:
            if line.carried_from is None:
                self.ask([verbs.reduce(act, line, fen, expected)])
        elif above.holder == line.holder:
            self.ask([verbs.withdraw(act, line, fen, account.kind, above)])
        else:
            self.ask([verbs.return_up(act, line, above, fen, expected)])

    # Mistakes, and those who make them.

    @rule(data=st.data())
    def is_undone(self, data: st.DataObject) -> None:
        """Any voucher is reversed, where its money is still there and it wasn't undone before."""
        voucher = choose(data, list(self.ledger.vouchers.values()))
        if voucher.reverses is None:
            self.ask([verbs.reverse(self.act(voucher.holder, "记错"), voucher)])

    @rule(data=st.data())
    def is_said_again(self, data: st.DataObject) -> None:
        """The same papers again, in another file: nothing happens; another amount: refused."""
        before = self.ledger
        places = st.integers(0, len(before.vouchers) - 1)
        some = data.draw(st.lists(places, min_size=1, max_size=3, unique=True))
        vouchers = [list(before.vouchers.values())[place] for place in some]
        assert self.ask([replace(each, actor="另一经办人") for each in vouchers])
        assert self.ledger == before
        first = vouchers[0].transfers[0]
        more = replace(
            vouchers[0],
            transfers=(replace(first, fen=first.fen + 1), *vouchers[0].transfers[1:]),
        )
        assert not self.ask([more])

    @precondition(lambda self: any(standing(self.ledger)))
    @rule(data=st.data())
    def is_forbidden(self, data: st.DataObject) -> None:
        """What no one may do: each is refused, however it is asked."""
        voucher = choose(data, list(standing(self.ledger)))
        self.acts += 1
        assert not self.ask([choose(data, forgeries(self.ledger, voucher, 1000 + self.acts))])

    @precondition(lambda self: any(v.verb == "receive" for v in standing(self.ledger)))
    @rule(data=st.data(), whole_chain=st.booleans())
    def is_corrected(self, data: st.DataObject, whole_chain: bool) -> None:
        """The notice bore the wrong flag: undone and booked anew, down to the last payment."""
        voucher = choose(data, [v for v in standing(self.ledger) if v.verb == "receive"])
        wrong = line_of(self.ledger, voucher.transfers[0].debit)
        flag = "02" if wrong.earmark.flag != "02" else "01"
        right = replace(wrong, earmark=replace(wrong.earmark, flag=flag))
        try:
            made = correct(
                self.act(wrong.holder, "标识有误"), self.ledger, voucher, right, whole_chain
            )
        except LedgerError:
            return
        self.ask(made.vouchers, made.lines)

    # The year ends.

    @precondition(lambda self: self.acts > 12)
    @rule(data=st.data(), settled=st.booleans(), everyone=st.booleans())
    def ends(self, data: st.DataObject, settled: bool, everyone: bool) -> None:
        """Holders settle their accounts and carry over, or write off, what is left."""
        lines = list(self.ledger.lines.values())
        year = choose(data, sorted({line.earmark.year for line in lines}))
        holders = sorted({line.holder for line in lines})
        for holder in holders if everyone else [choose(data, holders)]:
            if settled:
                self.settle(year)
            try:
                vouchers = close_year(self.act(holder), self.ledger, holder, year)
            except LedgerError:
                assert not settled
                continue
            if vouchers:
                assert self.ask(vouchers)

    def settle(self, year: int) -> None:
        """What is on its way arrives, what was applied for is paid, what waits goes back."""
        unsettled = ("transit", "expected_transit", "reserved", "expected_reserved", "applied")
        for kinds_now in (unsettled, ("expected",)):
            for account, fen in held(self.ledger, *kinds_now):
                line = line_of(self.ledger, account)
                if line.earmark.year != year:
                    continue
                act = self.act(line.holder)
                if account.counterpart is not None:
                    self.arrive(account, line, fen, 1)
                elif account.kind == "applied":
                    assert self.ask([verbs.pay(act, line, fen)])
                elif account.kind == "expected":
                    assert self.ask([verbs.release(act, line, fen)])
                else:
                    assert self.ask([verbs.withdraw(act, line, fen, account.kind)])

    @precondition(lambda self: self.has("carried"))
    @rule(data=st.data())
    def begins(self, data: st.DataObject) -> None:
        """The next year takes what was left to it; a second time there is nothing to take."""
        account, _ = choose(data, held(self.ledger, "carried"))
        line = line_of(self.ledger, account)
        year = line.earmark.year + 1
        vouchers = begin_year(self.act(line.holder), self.ledger, line.holder, year)
        if vouchers:
            lines = [
                next_year(each)
                for each in self.ledger.lines.values()
                if each.holder == line.holder and each.earmark.year == year - 1
            ]
            assert self.ask(vouchers, lines)
            assert not begin_year(self.act(line.holder), self.ledger, line.holder, year)
            assert not self.ask(
                [replace(vouchers[0], identity=replace(vouchers[0].identity, ordinal=77))]
            )

    @invariant()
    def holds(self) -> None:
        """Every promise, after each step; and the whole again changes nothing."""
        check_all(self.ledger)
        assert self.ledger.post(list(self.ledger.vouchers.values())) == self.ledger

    def teardown(self) -> None:
        """The vouchers alone, in the order booked, make the same ledger again."""
        again = Ledger().open(self.ledger.lines.values())
        for voucher in self.ledger.vouchers.values():
            again = again.post([voucher])
        assert again.balances == self.ledger.balances
