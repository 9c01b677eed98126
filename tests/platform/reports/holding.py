"""须守 holding: what must hold in a reporting year after each step, whatever was done in it."""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict

from django.db import connection
from hypothesis.stateful import invariant
from tests.core.ledger.bureaus import PROVINCE, YEAR
from tests.platform.ledger.test_fiscal_year import COUNTRY
from tests.platform.reports.playing import PERIODS, ReportingYear
from tests.platform.reports.remembering import (
    Owed,
    lines_in,
    lines_of,
    paid_less_refunds,
    progress_on,
)

from zhida.core.execution.progress import Progress
from zhida.core.figures import Figure, FigureState
from zhida.core.forms import FormTable, line_form
from zhida.core.forms.checking import check_children
from zhida.core.forms.form import Words
from zhida.core.forms.periods import period_of, until
from zhida.core.forms.rollup import Child, MixedForms
from zhida.platform.execution.models import PaymentRecord
from zhida.platform.execution.progress import by_holder, by_region
from zhida.platform.execution.selecting import Selection, parents_of, subtree
from zhida.platform.execution.storing import payment_of
from zhida.platform.obligations.models import Filing, FilingFile
from zhida.platform.obligations.queries import duties, escalated, reminded
from zhida.platform.regions.models import Agency
from zhida.platform.reports.building import build, build_rollup
from zhida.platform.reports.heads import head_of
from zhida.platform.reports.models import ReportFile
from zhida.platform.scope import scope

ADDS = ("amount", "passed", "executed", "paid", "period_paid")


class HoldingYear(ReportingYear):
    """A game with its promises. What is dear is looked at in turns, and all of it at the end."""

    @invariant()
    def forms_equal_the_ledger(self) -> None:
        """A form's totals are the balances on its day: today, and on a day that is past."""
        days = (self.today, self.today - datetime.timedelta(days=30))
        self.check_forms(days[self.acts % 2], PERIODS[self.acts % len(PERIODS)][0])

    def check_forms(self, on: datetime.date, kind: str) -> None:
        """Every holder's form of a day against the vouchers in memory."""
        with scope(COUNTRY):
            holders = {line.holder for line in self.ledger.lines.values()}
            agencies = list(Agency.objects.filter(code__in=holders))
            for each in build(kind, agencies, YEAR, until(on)):
                code = each.asked.agency.code
                told = [x.sentence for x in each.findings if x.code.startswith("F2")]
                assert not told, (code, on, told)
                stood = progress_on(self.ledger, lines_of(self.ledger, code, YEAR), on)
                found = (total(each.form, "amount"), total(each.form, "paid"))
                assert found == (stood.available, stood.paid), (code, on)

    @invariant()
    def parents_equal_the_sum_of_their_children(self) -> None:
        """Of those who filed; who didn't is named as such, and is no zero."""
        kind, name = PERIODS[self.acts % len(PERIODS)]
        for parent in self.below:
            mine = [x for x in self.owed if x.receiver == parent and x.form == kind]
            self.check_parent(parent, [x for x in mine if x.period.name == name], name)

    def check_parent(self, parent: str, mine: list[Owed], name: str) -> None:
        """The roll-up of one bureau's children."""
        if not mine:
            return
        period = period_of(name)
        with scope(COUNTRY):
            agencies = {
                x.code: x for x in Agency.objects.filter(code__in=[parent, *by_owner(mine)])
            }
            filed: dict[str, FormTable] = {}
            for duty in mine:
                standing = duty.standing()
                if standing is not None:
                    head = head_of(agencies[duty.owner], period.last)
                    filed[duty.owner] = standing.form or line_form(duty.form, head, ())
            children = [agencies[duty.owner] for duty in mine]
            try:
                built = build_rollup(mine[0].form, agencies[parent], children, filed, YEAR, period)
            except MixedForms:
                assert not filed
                return
        assert filed
        wrong = {each.code for each in built.findings}
        assert wrong <= {"F302"}, [each.sentence for each in built.findings]
        parts = [Child(each.code, each.name, filed.get(each.code)) for each in children]
        assert len(check_children(built.form, parts)) == len(children) - len(filed)
        for key in ADDS:
            if any(column.key == key for column in built.form.columns):
                assert total(built.form, key) == sum(total(x, key) for x in filed.values()), key
        for child, row in zip(children, built.form.rows, strict=True):
            cells = dict(zip((x.key for x in built.form.columns), row, strict=True))
            state = cells["state"]
            assert isinstance(state, Words)
            assert (state.text == "未报") == (child.code not in filed)
            if child.code not in filed:
                money = cells["amount"]
                assert isinstance(money, Figure) and money.state is FigureState.BLANK

    @invariant()
    def what_was_filed_stays_as_it_was(self) -> None:
        """Later money, corrections and undoing change no form that was handed in."""
        with scope(COUNTRY):
            kept = {
                (duty, name): (sha256, bytes(content))
                for duty, name, sha256, content in FilingFile.objects.values_list(
                    "filing__duty_id", "name", "sha256", "content"
                )
            }
            filings: dict[int, list[tuple[object, ...]]] = defaultdict(list)
            for row in Filing.objects.order_by("duty_id", "ordinal").values_list(
                "duty_id", "filed_on", "nothing", "days_late"
            ):
                filings[row[0]].append(row[1:])
            made = set(ReportFile.objects.values_list("sha256", flat=True))
        assert len(kept) == sum(bool(f.name) for x in self.owed for f in x.filings)
        for duty in self.owed:
            assert filings[duty.number] == [
                (f.day, f.nothing, max(0, (f.day - duty.due).days)) for f in duty.filings
            ]
            for each in duty.filings:
                if each.name:
                    sha256, content = kept[duty.number, each.name]
                    assert sha256 == each.sha256 == hashlib.sha256(content).hexdigest()
                    assert sha256 in made

    @invariant()
    def the_list_of_duties_says_what_was_done(self) -> None:
        """Today, before and later; late is remembered; nobody is called late who isn't."""
        turn = self.owed[self.acts % len(self.owed)].due
        for on in {self.today, turn, turn + datetime.timedelta(days=1), turn.replace(day=1)}:
            expected = {x.number: (x.state(on), x.late(on)) for x in self.owed}
            with scope(COUNTRY):
                found = {x.number: (x.state.value, x.late) for x in duties(on)}
            assert found == expected, on
        with scope(COUNTRY):
            told = [x.row.number for x in reminded(self.today) if x.reminder.side.value == "after"]
            above = [x.row.number for x in escalated(self.today)]
        assert {*told, *above} <= {x.number for x in self.owed if x.state(self.today) == "overdue"}

    @invariant()
    def progress_is_the_sum_of_its_parts(self) -> None:
        """Of every node, now and on a past day: its own and those below it, each fen once."""
        past = self.today - datetime.timedelta(days=20)
        self.check_progress(*((None, datetime.date.max), (past, past))[self.acts % 2])

    def check_progress(self, on: datetime.date | None, day: datetime.date) -> None:
        """As it stands (no day asked for), or of a day."""
        with scope(COUNTRY):
            tree = subtree("650000", parents_of(on))
            rows = {x.key: x.rolled for x in by_region(Selection(YEAR, "650000", on=on), 9)}
            holders = by_holder(Selection(YEAR, "650000", on=on))
        for code, rolled in rows.items():
            below = [rows[x].subtree for x, above in tree.items() if above == code and x in rows]
            assert rolled.subtree == sum(below, rolled.own), code
            assert rolled.own == progress_on(self.ledger, lines_in(self.ledger, [code], YEAR), day)
        for row in holders:
            lines = lines_of(self.ledger, row.key, YEAR)
            assert row.rolled.subtree == progress_on(self.ledger, lines, day), row.key

    @invariant()
    def what_was_paid_is_what_the_treasury_paid(self) -> None:
        """Each payment that counts as booked has its own voucher of its own sum, and no other."""
        with scope(COUNTRY):
            records = list(PaymentRecord.objects.all())
            assert {payment_of(x).identity for x in records} == set(self.said)
            assert {payment_of(x).content for x in records} == {
                x.content for x in self.said.values()
            }
            booked = [x for x in records if x.state == "booked"]
            with connection.cursor() as cursor:
                cursor.execute(_BOOKED)
                moved = {number: (verb, fen, line) for number, verb, fen, line in cursor.fetchall()}
            verbs = {"payment": "pay", "refund": "refund"}
            for each in booked:
                assert moved[each.voucher_number] == (verbs[each.kind], each.fen, each.line_id)
            standing = sum(-fen if verb == "refund" else fen for verb, fen, _ in moved.values())
        assert standing == paid_less_refunds(payment_of(each) for each in booked)

    def teardown(self) -> None:
        """All forms, of all days that matter, before the room is left."""
        try:
            for kind, name in PERIODS:
                self.check_forms(period_of(name).last, kind)
                self.check_forms(self.today, kind)
        finally:
            super().teardown()


def by_owner(owed: list[Owed]) -> list[str]:
    """Whose duties they are."""
    return [each.owner for each in owed]


def total(form: FormTable, key: str) -> int:
    """The sum of a column in fen; what is blank or 无 adds nothing."""
    assert form.total is not None
    cell = form.total[form.column(key)]
    assert isinstance(cell, Figure)
    return int(cell.value or 0)


# Vouchers that a payment of the treasury booked, those undone as well.
_BOOKED = """
SELECT v.id, v.verb, t.fen, t.credit_line_id FROM execution_paymentrecord p
JOIN ledger_voucher v ON v.year = p.voucher_year AND v.id = p.voucher_number
JOIN ledger_transfer t ON t.year = v.year AND t.voucher_id = v.id
"""

__all__ = ["PROVINCE", "HoldingYear", "Progress"]
