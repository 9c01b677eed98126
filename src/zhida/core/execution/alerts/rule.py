"""预警规则 rule: one check of a line on a day, with its law and its examples."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.terms import Terms, band, terms_of, weaker
from zhida.core.execution.payments import Payment
from zhida.core.execution.watched import UnprovenVoucher, WatchedLine
from zhida.core.figures import Evidence, EvidenceKind

Check = Callable[[WatchedLine, Terms, datetime.date], Iterator[Alert]]


@dataclass(slots=True)
class AlertRule:
    """预警规则: what is watched, why, and how it looks when it fires and when it is silent.

    `code` is stable for ever. For which funds, years, levels and payees it holds, its
    limit and its colours stand in the data (`terms`). A rule's module builds one
    `AlertRule` named RULE and registers its check. `of_payments` says that it judges each
    payment by what the payment itself says: then it judges those in the queue too.
    """

    code: str
    name: str
    explanation: str
    mend: str
    bad: str
    good: str
    of_payments: bool = False
    _check: Check | None = field(default=None, repr=False)

    def check(self, function: Check) -> Check:
        """Register the function that looks at one line."""
        self._check = function
        return function

    def run(self, facts: WatchedLine, day: datetime.date) -> Iterator[Alert]:
        """What the rule finds on a line on a day, nothing where it doesn't hold for it."""
        if facts.waiting and not self.of_payments:
            return
        terms = terms_of(self.code, facts)
        if terms is not None and self._check is not None:
            yield from self._check(facts, terms, day)

    def alert(
        self,
        facts: WatchedLine,
        terms: Terms,
        sentence: str,
        *,
        measure: int | None,
        fen: int,
        expected: str,
        found: str,
        day: datetime.date,
        since: datetime.date | None = None,
        payment: Payment | None = None,
        payments: tuple[Payment, ...] = (),
        voucher: UnprovenVoucher | None = None,
        period: str = "",
        certain: bool = True,
    ) -> Iterator[Alert]:
        """One alert of this rule in the colour of its measure; none below the lowest band.

        What is not `certain` gets the colour of what isn't known.
        """
        year = facts.line.earmark.year
        colour = band(self.code, measure if certain else None, year)
        if colour is None:
            return
        line = Evidence(EvidenceKind.LINE, facts.key, facts.line.document, None)
        rests_on = [paid_evidence(each) for each in ((payment,) if payment else payments)]
        if voucher is not None:
            rests_on.append(voucher_evidence(voucher))
        if facts.waiting:
            sentence += f"这笔支付还在待认领，没有记账：{facts.waiting}。"
        yield Alert(
            self.code,
            colour[0],
            facts.line.holder,
            facts.holder_name,
            facts.region,
            rests_on[0] if payment or voucher else line,
            period or str(year),
            sentence,
            fen,
            expected,
            found,
            measure,
            since,
            (day - since).days if since else None,
            terms.basis,
            self.mend,
            weaker(terms.status, colour[1]),
            facts.key,
            (*((line,) if facts.key else ()), *rests_on),
        )


def paid_evidence(payment: Payment) -> Evidence:
    """来历: a payment as what an alert rests on."""
    return Evidence(
        EvidenceKind.PAYMENT,
        payment.key,
        payment.purpose,
        payment.fen,
        payment.source,
    )


def voucher_evidence(voucher: UnprovenVoucher) -> Evidence:
    """来历: a voucher as what an alert rests on."""
    key = f"{voucher.year}-{voucher.number}"
    return Evidence(EvidenceKind.VOUCHER, key, voucher.document, voucher.fen)
