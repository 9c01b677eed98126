"""报送年度 playing: bureaus that book, are paid from by the treasury, and report; or forget to.

The game of the ledger (tests.core.ledger.playing, in step with PostgreSQL) goes on; on top of
it the treasury's files come in, and forms are due, filed, sent back, corrected, late.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from tests.core.ledger.bureaus import PROVINCE, YEAR, day
from tests.core.ledger.playing import choose
from tests.platform.ledger.test_fiscal_year import COUNTRY, Lockstep
from tests.platform.reports.remembering import Filed, Owed

from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.forms.periods import period_of
from zhida.core.ledger import LedgerError, QuotaLine, verbs
from zhida.core.obligations import Duty as CoreDuty
from zhida.core.obligations.periods import Rhythm
from zhida.documents.execution.payment_files import PaymentFile, read_payment_file
from zhida.documents.execution.payment_writing import write_payments
from zhida.documents.writing.notice import Format
from zhida.platform.access.policy import Actor, Role
from zhida.platform.execution import actions as execution
from zhida.platform.execution.models import PaymentRecord
from zhida.platform.ledger.vouchers import stored_vouchers
from zhida.platform.obligations import actions as obligations
from zhida.platform.obligations.models import Duty
from zhida.platform.regions.models import Agency
from zhida.platform.reports.actions import make
from zhida.platform.reports.building import build
from zhida.platform.scope import scope

MONTHLY, QUARTERLY = "feedback_monthly", "quarterly"
PERIODS = ((MONTHLY, "2025-01"), (MONTHLY, "2025-02"), (QUARTERLY, "2025Q1"))
RHYTHMS = {MONTHLY: Rhythm("monthly", 31), QUARTERLY: Rhythm("quarterly", 8, 1)}
NEW_YEAR = datetime.date(YEAR, 1, 1)


def clerk(agency: str, role: Role = Role.DRAFTER) -> Actor:
    """Who handles an agency's papers."""
    return Actor(f"{agency}的经办", agency, agency.split("-")[0], role)


class ReportingYear(Lockstep):
    """One game. `owed` are its duties, `said` what the treasury's files said of its payments."""

    def __init__(self, fresh: Callable[[], AbstractContextManager[str]]) -> None:
        super().__init__(fresh)
        self.folder = Path(self.room.enter_context(TemporaryDirectory()))
        self.owed: list[Owed] = []
        self.said: dict[tuple[str, int, str, PaymentKind], Payment] = {}
        self.papers = 0

    @property
    def today(self) -> datetime.date:
        """The day of the last act."""
        return day(self.acts)

    @initialize(data=st.data())
    def lay_out(self, data: st.DataObject) -> None:
        """Every bureau below another owes it forms: two months' and a quarter's."""
        super().lay_out(data)
        self.begins_with_money()
        with scope(COUNTRY):
            agencies = {each.code: each for each in Agency.objects.filter(kind="finance")}
            for above in sorted(self.below):
                for owner in self.below[above]:
                    if owner in agencies:
                        self.owed += [
                            _duty(agencies[owner], agencies[above], kind, name)
                            for kind, name in PERIODS
                        ]

    def begins_with_money(self) -> None:
        """So that a short game gets to its payments: each bureau has some that can be paid from."""
        self.acts = 10
        (line,) = self.ledger.lines.values()
        lines = {PROVINCE: line}
        for above in self.below:
            for holder in self.below[above]:
                parent = lines[above]
                lines[holder] = QuotaLine(
                    parent.earmark,
                    holder,
                    f"{holder}〔{YEAR}〕1号",
                    parent.document,
                    function="2101301",
                    parent=parent.digest,
                )
                fen = 3_000_00 if above == PROVINCE else 1_000_00
                papers = self.act(above), self.act(holder)
                assert self.ask(
                    [
                        verbs.issue(papers[0], parent, holder, fen),
                        verbs.accept(papers[0], parent, lines[holder], fen),
                        verbs.register(papers[1], lines[holder], 800_00),
                        verbs.enable(papers[1], lines[holder], 700_00),
                    ],
                    [lines[holder]],
                )

    @rule(data=st.data())
    def works_at_the_desk(self, data: st.DataObject) -> None:
        """A few pieces of office work, some days apart, whatever can be done that day."""
        for _ in range(data.draw(st.integers(1, 4))):
            self.acts += data.draw(st.integers(0, 5))
            choose(data, [piece for piece, may in self.pieces() if may])(data)

    @rule(data=st.data())
    def works_on(self, data: st.DataObject) -> None:
        """The same: what is tried here is half of the game."""
        self.works_at_the_desk(data)

    def pieces(self) -> list[tuple[Callable[[st.DataObject], None], bool]]:
        """Each piece of work, and whether there is anything to do in it."""
        waits = bool(self.handed_in())
        return [
            (self.is_paid_by_the_treasury, self.today > NEW_YEAR),
            (self.looks_at_the_queue_again, bool(self.said)),
            (self.files, bool(self.fileable())),
            (self.files, bool(self.fileable())),
            (self.is_looked_at, waits),
            (self.is_forbidden_here, waits),
            (self.is_let_off, self.acts % 5 == 0 and any(x.is_open for x in self.owed)),
            (self.waits, True),
        ]

    def waits(self, data: st.DataObject) -> None:
        """Weeks in which nothing is booked."""
        self.acts += data.draw(st.integers(1, 12))

    # The treasury's files.

    def is_paid_by_the_treasury(self, data: st.DataObject) -> None:
        """A file of a region's payments and refunds: some right, some that can't be."""
        ending = data.draw(st.sampled_from(["csv", "json"]))
        holders = sorted({line.holder for line in self.ledger.lines.values()})
        region = choose(data, holders).split("-")[0]
        rows = [self.row(data, region) for _ in range(data.draw(st.integers(1, 3)))]
        unique = {each.identity: each for each in rows}
        file = self.file_of(region, list(unique.values()), ending)
        self.confirm(region, file)

    def row(self, data: st.DataObject, region: str) -> Payment:
        """A payment of today or some days ago, of the region's lines, or one made up."""
        here = [each for each in self.said.values() if each.region == region]
        kind = data.draw(st.sampled_from(["pay", "pay", "pay", "refund", "again", "unknown"]))
        date = max(NEW_YEAR, self.today - datetime.timedelta(days=data.draw(st.integers(0, 12))))
        self.papers += 1
        if kind == "again" and here:
            return choose(data, here)
        paid = [each for each in here if each.kind is PaymentKind.PAYMENT]
        if kind == "refund" and paid:
            of = choose(data, paid)
            fen = data.draw(st.one_of(st.just(of.fen), st.integers(1, of.fen + 1)))
            return replace(
                of,
                number=f"T{self.papers}",
                kind=PaymentKind.REFUND,
                date=max(date, of.date),
                fen=fen,
                refunds=of.number,
                source=None,
            )
        lines = [x for x in self.ledger.lines.values() if x.holder.startswith(region)]
        usable = [x for x in lines if self.usable(x)] or lines
        line = choose(data, usable)
        there = max(1, self.usable(line))
        fen = data.draw(st.one_of(st.just(there), st.integers(1, there + 1)))
        return Payment(
            region,
            YEAR,
            f"Z{self.papers}",
            PaymentKind.PAYMENT,
            date,
            fen,
            line.holder,
            "无此文〔2025〕1号" if kind == "unknown" else line.digest.hex(),
            payee="某药店",
            purpose="门诊救助",
        )

    def usable(self, line: QuotaLine) -> int:
        """What can be paid from a line."""
        return sum(
            fen
            for account, fen in self.ledger.balances.items()
            if account.line == line.digest and account.kind in ("executable", "applied")
        )

    def file_of(self, region: str, rows: Sequence[Payment], ending: str) -> PaymentFile:
        """The rows as a file that came from outside."""
        path = self.folder / f"支付{self.papers}.{ending}"
        write_payments(path, rows)
        return read_payment_file(path, region)

    def confirm(self, region: str, file: PaymentFile) -> None:
        """Looking changes nothing; confirming books what can be; a second time there is nothing."""
        actor, before = clerk(f"{region}-finance"), self.recorded()
        looked = execution.preview(actor, [file])
        self.compare()
        assert self.recorded() == before
        assert not looked.blocked, [each.sentence for each in looked.findings]
        execution.confirm(actor, [file])
        self.follow()
        for each in file.reading.payments:
            self.said.setdefault(each.identity, each)
        after = self.recorded()
        assert not execution.confirm(actor, [file]).matches
        assert self.recorded() == after
        self.compare()

    def recorded(self) -> list[tuple[object, ...]]:
        """Every payment with where it stands."""
        with scope(COUNTRY):
            rows = PaymentRecord.objects.order_by("pk")
            return list(rows.values_list("pk", "state", "line_id", "voucher_number", "reason_code"))

    def follow(self) -> None:
        """What the database booked by itself, the ledger in memory must be able to book, too."""
        with scope(COUNTRY):
            with connection.cursor() as cursor:
                cursor.execute("SELECT key, year, id FROM ledger_voucher ORDER BY id")
                new = [
                    (year, number)
                    for key, year, number in cursor.fetchall()
                    if bytes(key) not in self.ledger.vouchers
                ]
            vouchers, _ = stored_vouchers(new) if new else ((), {})
        self.ledger = self.ledger.post(vouchers)
        self.compare()

    def looks_at_the_queue_again(self, data: st.DataObject) -> None:
        """What waited is tried once more; what was undone since waits, too."""
        region = choose(data, sorted({each.region for each in self.said.values()}))
        execution.retry(clerk(f"{region}-finance"))
        self.follow()

    # What is due.

    def files(self, data: st.DataObject) -> None:
        """A form is made and handed in, in time or late, for the first time or corrected."""
        nothing = data.draw(st.integers(0, 4)) == 4
        duty = choose(data, self.fileable())
        actor = clerk(duty.owner)
        if nothing:
            obligations.file(actor, duty.number, nothing=True, day=self.today)
            duty.filings.append(Filed(self.today, None, nothing=True))
        else:
            with scope(actor.region):
                agency = Agency.objects.get(code=duty.owner)
                (built,) = build(duty.form, [agency], YEAR, duty.period)
            wrong = [each.sentence for each in built.findings if each.code.startswith("F2")]
            assert not wrong, wrong
            made = make(actor, built.asked, built.form, [Format.XLSX])
            assert not make(actor, built.asked, built.form, [Format.XLSX]).fresh
            (file,) = made.files
            name = f"{made.report.edition}-{file.name}"
            obligations.file(actor, duty.number, {name: file.data}, day=self.today)
            duty.filings.append(Filed(self.today, built.form, name, file.sha256))
        duty.done.append(("filed", self.today))

    def fileable(self) -> list[Owed]:
        """Duties that are open, of periods that are over."""
        return [x for x in self.owed if x.is_open and x.period.last < self.today]

    def is_looked_at(self, data: st.DataObject) -> None:
        """The level above accepts a form, or sends it back."""
        in_order = data.draw(st.booleans())
        duty = choose(data, self.handed_in())
        actor = clerk(duty.receiver)
        if in_order:
            obligations.accept(actor, duty.number, self.today)
        else:
            obligations.send_back(actor, duty.number, "请核对第3栏", self.today)
        duty.done.append(("accepted" if in_order else "sent_back", self.today))

    def handed_in(self) -> list[Owed]:
        """Duties that wait for an answer."""
        return [x for x in self.owed if x.done and x.done[-1][0] == "filed"]

    def is_let_off(self, data: st.DataObject) -> None:
        """A duty is waived, with a reason."""
        duty = choose(data, [x for x in self.owed if x.is_open])
        obligations.waive(
            clerk(duty.receiver, Role.REVIEWER), duty.number, "机构已撤并", self.today
        )
        duty.done.append(("waived", self.today))

    def is_forbidden_here(self, data: st.DataObject) -> None:
        """A form that was handed in isn't handed in twice, nor taken in by its own bureau."""
        duty = choose(data, self.handed_in())
        for wrong in (
            lambda: obligations.file(clerk(duty.owner), duty.number, words="再报", day=self.today),
            lambda: obligations.accept(clerk(duty.owner), duty.number, self.today),
        ):
            try:
                wrong()
            except LedgerError:
                continue
            raise AssertionError("a duty went a step that it may not")


def _duty(owner: Agency, receiver: Agency, kind: str, name: str) -> Owed:
    """A duty as a notice's sentence would bring it."""
    period = period_of(name)
    due = RHYTHMS[kind].due(period).day
    assert due is not None
    core = CoreDuty(owner.code, receiver.code, "notice", "报送", due, form=kind, period=name)
    made = Duty.objects.create(
        key=core.key,
        owner=owner,
        region_id=owner.region_id,
        receiver=receiver,
        receiver_code=receiver.code,
        receiver_region_id=receiver.region_id,
        rule=core.rule,
        what=core.what,
        form=kind,
        period=name,
        year=YEAR,
        due=due,
    )
    return Owed(made.pk, owner.code, receiver.code, kind, period, due)


__all__ = ["PROVINCE", "ReportingYear", "clerk"]
