"""指标交换: whatever stands in a ledger goes out, comes into an empty one, and goes out the same."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.platform.ledger.nation import UNITS, Nation

from zhida.core.ledger import Book, Earmark, LedgerError, QuotaLine, Voucher
from zhida.core.ledger.records import Record
from zhida.core.ledger.verbs import (
    Act,
    accept,
    adjust,
    apply,
    carry_in,
    carry_over,
    enable,
    issue,
    pay,
    receive,
    reduce,
    refine,
    register,
    release,
    reserve,
    retrieve,
    return_up,
    write_off,
)
from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime
from zhida.core.provenance import Source
from zhida.documents.ledger.record_files import FORMATS, read_record_file, write_records
from zhida.platform.access.policy import Actor, Role
from zhida.platform.ledger.exchange import import_records, records
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.scope import scope

CENTRE = Actor("审核人乙", "100000-finance", "100000", Role.REVIEWER)
HOLDERS = ("100000-finance", "650000-finance", "650100-finance", "650102-finance", UNITS[0][0])
TEXT = st.text(st.sampled_from("一二=+-@' \"，,\n甲A0"), max_size=4)
EARMARKS = st.builds(
    Earmark,
    st.just(Book.QUOTA),
    st.sampled_from((2024, 2025)),
    st.sampled_from(("医疗救助补助资金", "=资金", "'资金")),
    st.sampled_from(FundingSource),
    st.sampled_from(BudgetKind),
    TEXT,
    st.sampled_from(Regime),
    st.sampled_from(("", "01", "02")),
    st.sampled_from(("", "Z155080000004")),
    st.booleans(),
)


def _received(act: Act, line: QuotaLine) -> list[Voucher]:
    return [receive(act, line, 1_000_000)]


def _written_off(act: Act, line: QuotaLine, fen: int) -> Voucher:
    return write_off(act, line, {"pending": fen})


class Ledger:
    """Random acts upon a chain of holders; what the ledger refuses simply doesn't happen."""

    def __init__(self, draw: st.DataObject) -> None:
        self.draw = draw.draw
        self.lines: list[QuotaLine] = []
        self.act_number = 0

    def act(self, year: int) -> Act:
        self.act_number += 1
        day = datetime.date(year, 1, 1) + datetime.timedelta(days=self.act_number)
        return Act(
            "财政部门", f"甲财社〔{year}〕{self.act_number}号", day, "经办人甲", "按文件办理"
        )

    def play(self) -> None:
        for _ in range(self.draw(st.integers(1, 2))):
            first = self.line(self.draw(EARMARKS), HOLDERS[0])
            self.book(partial(_received, line=first), first)
        for _ in range(self.draw(st.integers(0, 14))):
            line = self.draw(st.sampled_from(self.lines))
            self.one(line, self.draw(st.integers(1, 400_000)))

    def line(
        self, earmark: Earmark, holder: str, above: QuotaLine | None = None, **elements: object
    ) -> QuotaLine:
        made = QuotaLine(
            earmark,
            holder,
            f"{holder[:6]}〔{earmark.year}〕{len(self.lines)}号{self.draw(TEXT)}",
            upstream_document=above.document if above else "",
            advance=above.advance if above else self.draw(st.booleans()),
            condition=self.draw(TEXT),
            function=self.draw(st.sampled_from(("", "2101301", "2296013"))),
            implementing_project=self.draw(TEXT),
            parent=above.digest if above else None,
        )
        made = replace(made, **elements)  # type: ignore[arg-type]
        self.lines.append(made)
        return made

    def one(self, line: QuotaLine, fen: int) -> None:
        """One kind of act upon a line."""
        up = next((each for each in self.lines if each.digest == line.parent), None)
        next_holder = HOLDERS[min(HOLDERS.index(line.holder) + 1, len(HOLDERS) - 1)]
        expected = line.advance and self.draw(st.booleans())
        what = self.draw(
            st.sampled_from("down way back refine spend part reduce aside over".split())
        )
        if what == "down" and next_holder != line.holder:
            lower = self.line(line.earmark, next_holder, line)
            self.book(
                lambda act: [
                    issue(act, line, next_holder, fen, expected=expected),
                    accept(act, line, lower, fen, expected=expected),
                ],
                line,
            )
        elif what == "way" and next_holder != line.holder:
            self.book(lambda act: [issue(act, line, next_holder, fen, expected=expected)], line)
        elif what == "back" and up is not None and up.holder != line.holder:
            steps = self.draw(st.sampled_from((1, 2)))
            both = (return_up, retrieve)[:steps]
            self.book(lambda act: [step(act, line, up, fen, expected) for step in both], line)
        elif what == "refine":
            finer = self.line(line.earmark, line.holder, line, function="2101302")
            kind = "expected" if expected else "pending"
            self.book(lambda act: [refine(act, line, finer, fen, kind)], line)
        elif what == "spend":
            steps_on = (register, enable, apply, pay)[: self.draw(st.integers(1, 4))]
            self.book(lambda act: [step(act, line, fen) for step in steps_on], line)
        elif what == "part":
            step = self.draw(st.sampled_from((release, reserve, _written_off)))
            self.book(lambda act: [step(act, line, fen)], line)
        elif what == "reduce" and up is None:
            self.book(lambda act: [reduce(act, line, fen, expected)], line)
        elif what == "aside":
            kin = self.line(line.earmark, line.holder, up)
            self.book(lambda act: [adjust(act, line, kin, fen)], line)
        elif what == "over":
            year = replace(line.earmark, year=line.earmark.year + 1)
            close = carry_over(self.act(line.earmark.year), line, {"pending": fen})
            if self.book(lambda _: [close], line):
                carried = self.line(year, line.holder, carried_from=line.digest, advance=False)
                self.book(lambda act: [carry_in(act, close, carried)], carried)

    def book(self, acts: Callable[[Act], Sequence[Voucher]], line: QuotaLine) -> bool:
        """Whether the verbs and the ledger took it."""
        try:
            vouchers = acts(self.act(line.earmark.year))
            with transaction.atomic():
                post(vouchers, open_lines(self.lines))
        except LedgerError:
            return False
        return True


def in_order(rows: tuple[Record, ...]) -> list[Record]:
    return sorted(rows, key=lambda row: row["BGT_ID"])


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(draw=st.data())
def test_out_in_and_out_again(database: str, tmp_path: Path, draw: st.DataObject) -> None:
    with transaction.atomic():
        with scope("100000"):
            Nation()
            Ledger(draw).play()
            rows = records()
        transaction.set_rollback(True)
    path = tmp_path / f"指标{draw.draw(st.sampled_from(FORMATS))}"
    write_records(path, rows)
    read = read_record_file(path)
    with transaction.atomic():
        with scope("100000"):
            Nation()
            assert records() == ()
        import_records(CENTRE, read.records, read.sources)
        again = import_records(CENTRE, read.records, read.sources)
        with scope("100000"):
            assert in_order(records()) == in_order(rows)
        assert again.replayed == len(again.vouchers)
        transaction.set_rollback(True)


def test_a_county_that_leaves_the_ledger_takes_its_money_along(database: str) -> None:
    """Its upper line is unknown where it arrives: the same sums, from a first source."""
    with transaction.atomic():
        with scope("100000"):
            Nation().play()
        with scope("650102"):
            rows = records()
        transaction.set_rollback(True)
    with scope("100000"):
        Nation()
    there = Actor("审核人丁", "650102-finance", "650102", Role.REVIEWER)
    sources = [Source("指标.csv", row=number) for number in range(2, len(rows) + 2)]
    proposal = import_records(there, rows, sources)
    assert len(proposal.reading.detached) == 1
    with scope("650102"):
        arrived = records()
    same = ("AMOUNT", "DIS_AMT", "CUR_AMT", "PAY_APP_AMT", "COR_BGT_DOC_NO", "SUP_BGT_DOC_NO")
    assert [[row[name] for name in same] for row in arrived] == [
        [row[name] for name in same] for row in rows
    ]
    assert import_records(there, rows, sources).replayed == len(proposal.vouchers)
