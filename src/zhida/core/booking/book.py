"""入账 book: a checked notice as lines and vouchers, or what keeps it from being booked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhida.core.booking.answers import Answers
from zhida.core.booking.elements import Elements, elements_of
from zhida.core.booking.faults import fault, is_settled, touching
from zhida.core.booking.identity import Question, ask_number, home_of, number_of
from zhida.core.booking.known import Known
from zhida.core.booking.mending import mended
from zhida.core.booking.paper import Paper
from zhida.core.booking.passing import Entries, pass_down
from zhida.core.booking.payees import UNIT, finance_of
from zhida.core.booking.receiving import take_in
from zhida.core.booking.shares import Share, shares_of
from zhida.core.booking.sums import check_sums
from zhida.core.findings import Finding
from zhida.core.ledger import QuotaLine, Voucher
from zhida.core.notice import Notice
from zhida.core.rules import check


@dataclass(frozen=True, slots=True)
class Booking:
    """入账结果: what would be booked at an agency.

    `lines` are opened before `vouchers` are posted, in this order, all or
    nothing. `shares` are the amounts that the notice gives, with their cells.
    `findings` are what touches the money, `refusals` those among them that
    nobody has settled; `waived` the others that a person set aside. `returning`
    takes back what payees sent up under the notice, booked before or not.
    """

    number: str
    lines: tuple[QuotaLine, ...] = ()
    vouchers: tuple[Voucher, ...] = ()
    shares: tuple[Share, ...] = ()
    elements: tuple[Elements, ...] = ()
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
    refusals: tuple[Finding, ...] = ()
    returning: tuple[Voucher, ...] = ()

    @property
    def ready(self) -> bool:
        """可以入账: nothing is asked and nothing refused."""
        return not self.questions and not self.refusals

    @property
    def waived(self) -> tuple[Finding, ...]:
        """Errors that a person set aside with a reason."""
        return tuple(
            each
            for each in self.findings
            if each.severity.rank <= _ERROR and each not in self.refusals
        )


_NOT_HERE = "B204"
_ERROR = 1


def book(
    notice: Notice,
    at: str,
    actor: str,
    known: Known = Known(),
    answers: Answers = Answers(),
    *,
    alike: tuple[str, ...] = (),
    edition: int = 0,
) -> Booking:
    """入账: the notice at an agency: its issuer passes down, each payee takes in its own rows.

    `at` is the agency's code, `known` what the ledger holds, `alike` the numbers
    of booked notices that one without a number may be the same as. Nothing is
    raised: what is wrong comes back as findings, what is unclear as questions.
    """
    notice, findings = mended(notice, answers)
    found = [*findings, *touching(check(notice))]
    number = number_of(notice, answers)
    questions = () if number else (ask_number(notice, alike),)
    home = home_of(notice)
    elements, missing = elements_of(notice, answers)
    found += missing
    if home is None:
        found.append(fault("B402", "没有认出发文单位，不知由谁下达。"))
    if home is None or not elements:
        return _booking(number, questions, found, answers)
    date = answers.date or (notice.date.value if notice.date else None)
    assert date is not None  # `elements_of` asks for it
    kinds = tuple(each.earmark.kind for each in elements)
    reading = shares_of(notice, answers, home, date, kinds)
    found += reading.findings
    if not any(not is_settled(each, answers) for each in reading.findings):
        found += check_sums(notice, reading.shares)
    shares = tuple(_registered(share, known) for share in reading.shares)
    year = elements[0].earmark.year
    paper = Paper(notice, number or "—", year, date, home, at, actor, answers, edition)
    entries = _entries(paper, elements, shares, known)
    found += entries.findings
    booking = _booking(number, questions, found, answers)
    booking = replace(booking, shares=shares, elements=elements, returning=tuple(entries.returning))
    if not booking.ready:
        return booking
    lines = tuple({line.digest: line for line in entries.lines}.values())
    return replace(booking, lines=lines, vouchers=tuple(entries.vouchers))


def _registered(share: Share, known: Known) -> Share:
    """A share whose payee has the code under which it was registered."""
    code = known.units.get(share.payee.name) if share.payee.kind == UNIT else None
    return replace(share, payee=replace(share.payee, code=code)) if code else share


def _entries(
    paper: Paper, elements: tuple[Elements, ...], shares: tuple[Share, ...], known: Known
) -> Entries:
    if paper.at == finance_of(paper.home).code:
        return pass_down(paper, elements, shares, known)
    if any(share.payee.code == paper.at for share in shares):
        return take_in(paper, elements, shares, known)
    names = "、".join(dict.fromkeys(f"{s.payee.name}（{s.payee.code}）" for s in shares))
    issuer = finance_of(paper.home)
    return Entries(
        findings=[
            fault(
                _NOT_HERE,
                f"{paper.at}不是发文单位（{issuer.name}，{issuer.code}），"
                f"也不在收款单位中：{names or '没有可用的收款单位'}。",
            )
        ]
    )


def _booking(
    number: str, questions: tuple[Question, ...], found: list[Finding], answers: Answers
) -> Booking:
    # Whose notice it isn't need not mend it: that comes first.
    findings = tuple(sorted(dict.fromkeys(found), key=lambda each: each.code != _NOT_HERE))
    refusals = tuple(each for each in findings if not is_settled(each, answers))
    return Booking(number, questions=questions, findings=findings, refusals=refusals)
