"""通知入账 booking: notices become vouchers, and are corrected, replaced or withdrawn.

Each verb is one transaction: permission, vouchers, the notice's state, journal.
What is being booked is a signed document: who took it in may book it, where
their role allows the vouchers that it makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from zhida.core.booking import (
    Answers,
    Booking,
    Payee,
    home_of,
    number_of,
)
from zhida.core.booking import (
    book as booking_of,
)
from zhida.core.ledger import LedgerError, Voucher
from zhida.core.ledger.act import Act
from zhida.core.ledger.verbs import reverse
from zhida.core.notice import Notice
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.ledger.posting import Posted, line_numbers, open_lines, post
from zhida.platform.ledger.standing import standing
from zhida.platform.ledger.vouchers import stored_vouchers
from zhida.platform.notices.actions import CONCEPT, alike, mark_for, outline, register
from zhida.platform.notices.answering import from_json, joined
from zhida.platform.notices.models import OPEN, OVER, Document, State
from zhida.platform.notices.queries import notice_of, registered
from zhida.platform.notices.taken import Taken
from zhida.platform.regions.models import Agency, Region
from zhida.platform.scope import scope


@dataclass(frozen=True, slots=True)
class Booked:
    """入账结果: the notice, what it was booked as, and its vouchers.

    `again` is true where it had been booked before: then these are the first's.
    `booking` tells what was refused or asked where `posted` is empty.
    """

    document: Document | None
    booking: Booking
    posted: tuple[Posted, ...] = ()
    again: bool = False


def preview(
    actor: Actor,
    taken: Taken,
    agency: Agency,
    answers: Answers = Answers(),
    *,
    new: bool = False,
) -> Booked:
    """试算: what booking would do; nothing is written. `new` gives a number to one without."""
    notice = taken.checked.notice
    with scope(actor.region):
        there = registered(agency, taken, number_of(notice, answers))
        edition = 0
        if there is not None:
            if there.state == State.BOOKED:
                return _first(actor, there, notice, looking=True)
            answers = joined(from_json(there.answers), answers)
            answers = replace(answers, number=there.number or answers.number)
            edition = there.edition
        if new and not number_of(notice, answers):
            answers = replace(answers, number=mark_for(agency, notice))
        like = alike(agency, taken)
        return Booked(there, _booking(actor, notice, agency, answers, like, edition))


def look(actor: Actor, document: Document) -> Booked:
    """看入账: what booking a stored notice would do or did; nothing is written.

    Within the running scope. Raises `LedgerError` where its files say something else now.
    """
    notice = notice_of(document)
    if document.state == State.BOOKED:
        return _first(actor, document, notice, looking=True)
    answers = from_json(document.answers)
    if document.number:
        answers = replace(answers, number=document.number)
    booking = _booking(actor, notice, document.agency, answers, (), document.edition)
    return Booked(document, booking)


def book(actor: Actor, document: Document, notice: Notice | None = None) -> Booked:
    """入账: all vouchers of a notice or none. One that is booked is answered as it was.

    `notice` spares reading the stored files again. Where something is refused or
    asked nothing is booked, and the answer says what.
    """
    with scope(actor.region):
        found = (
            Document.objects.select_for_update(of=("self",))
            .select_related("agency")
            .get(pk=document.pk)
        )
        notice = notice or notice_of(found)
        if found.state == State.BOOKED:
            return _first(actor, found, notice)
        if found.state not in OPEN:
            raise LedgerError(f"{found}{State(found.state).label}，不能入账")
        answers = from_json(found.answers)
        if found.number:
            answers = replace(answers, number=found.number)
        booking = _booking(actor, notice, found.agency, answers, (), found.edition)
        if not booking.ready:
            return Booked(found, booking)
        return Booked(found, booking, _write(actor, found, booking))


def correct(
    actor: Actor, document: Document, taken: Taken, reason: str, answers: Answers = Answers()
) -> Booked:
    """更正: the notice as its issuer mended it, under the same number: reversed and booked anew."""
    return _instead(actor, document, taken, reason, answers, State.CORRECTED)


def supersede(
    actor: Actor, document: Document, taken: Taken, reason: str, answers: Answers = Answers()
) -> Booked:
    """替换: another notice takes the place of this one, which is reversed."""
    return _instead(actor, document, taken, reason, answers, State.REPLACED)


def withdraw(actor: Actor, document: Document, reason: str) -> tuple[Posted, ...]:
    """撤销: the notice is undone, voucher by voucher. Raises `LedgerError` where money has gone on."""
    with scope(actor.region):
        found = Document.objects.select_for_update().get(pk=document.pk)
        require(actor, "withdraw_notice", about(found.region_id))
        return _undo(actor, found, reason, State.WITHDRAWN)


def _booking(
    actor: Actor,
    notice: Notice,
    agency: Agency,
    answers: Answers,
    like: tuple[str, ...],
    edition: int,
) -> Booking:
    year = answers.year or (notice.budget_year.value if notice.budget_year else 0)
    home = home_of(notice)
    known = standing(agency.code, year, number_of(notice, answers), home.code if home else "")
    return booking_of(notice, agency.code, actor.name, known, answers, alike=like, edition=edition)


def _write(actor: Actor, document: Document, booking: Booking) -> tuple[Posted, ...]:
    """Permission for every verb, payees that are new, lines, vouchers, state and journal."""
    subject = about(document.region_id)
    for verb in dict.fromkeys(voucher.verb for voucher in booking.vouchers):
        require(actor, verb, subject)
    _add_payees(actor, {share.payee.code: share.payee for share in booking.shares})
    numbers = open_lines(booking.lines)
    digests = {
        account.line
        for voucher in booking.vouchers
        for each in voucher.transfers
        for account in (each.credit, each.debit)
    }
    numbers |= line_numbers(digests - numbers.keys())
    posted = post(booking.vouchers, numbers)
    if replayed := [each for each in posted if each.replayed]:
        raise LedgerError(
            f"{document}的业务已由凭证{replayed[0].year}-{replayed[0].number}记账，不再记第二次。"
            "请核对是否已在别处入账"
        )
    before = outline(document)
    document.state = State.BOOKED
    document.booked = [[each.year, each.number] for each in posted]
    document.save()
    waived = "；".join(f"{code}：{why}" for code, why in from_json(document.answers).waived.items())
    record(actor, "book", CONCEPT, str(document), before, outline(document), waived)
    return posted


def _add_payees(actor: Actor, payees: dict[str, Payee]) -> None:
    """Units of the issuer's own level that are met for the first time."""
    there = set(Agency.objects.filter(code__in=payees).values_list("code", flat=True))
    for code, payee in payees.items():
        if code in there or not payee.kind:
            continue
        if not Region.objects.filter(code=payee.region).exists():
            raise LedgerError(f"区划{payee.region}不在本系统中，请先运行 zhida migrate")
        require(actor, "add_agency", about(payee.region))
        Agency.objects.create(
            code=code,
            name=payee.name,
            kind=payee.kind,
            region_id=payee.region,
            status="local",
            source="通知所列收款单位，代码自编",
        )
        after: dict[str, object] = {"name": payee.name, "region": payee.region}
        record(actor, "add_agency", "agency", code, None, after, region=payee.region)


def _first(actor: Actor, document: Document, notice: Notice, looking: bool = False) -> Booked:
    """What was booked the first time; money that has come back under the notice is retrieved."""
    answers = replace(from_json(document.answers), number=document.number)
    booking = _booking(actor, notice, document.agency, answers, (), document.edition)
    posted = tuple(Posted(year, number, True) for year, number in document.booked)
    back = booking.returning
    if not back or looking:
        return Booked(document, booking, posted, again=True)
    require(actor, "retrieve", about(document.region_id))
    digests = {line for v in back for t in v.transfers for line in (t.credit.line, t.debit.line)}
    more = post(back, line_numbers(digests))
    before = outline(document)
    document.booked += [[each.year, each.number] for each in more]
    document.save()
    record(actor, "retrieve", CONCEPT, str(document), before, outline(document))
    return Booked(document, booking, (*posted, *more), again=True)


def _instead(
    actor: Actor,
    document: Document,
    taken: Taken,
    reason: str,
    answers: Answers,
    state: State,
) -> Booked:
    with scope(actor.region), transaction.atomic():
        found = (
            Document.objects.select_for_update(of=("self",))
            .select_related("agency")
            .get(pk=document.pk)
        )
        require(actor, "replace", about(found.region_id))
        number = number_of(taken.checked.notice, answers)
        if state is State.CORRECTED and number and number != found.number:
            raise LedgerError(
                f"更正后的通知文号是{number}，与{found.number}不同。另发新文的，请用 --replace"
            )
        carried: frozenset[str] = frozenset()
        if state is State.CORRECTED:
            carried = frozenset(from_json(found.answers).waived)
            answers = replace(joined(from_json(found.answers), answers), number=found.number)
        elif number == found.number:
            raise LedgerError(f"替换的通知也是{number}。同一文号改正内容的，请用 --correct")
        _undo(actor, found, reason, state)
        new = register(actor, taken, found.agency, answers, carried)
        found.successor = new
        found.save()
        booked = book(actor, new, taken.checked.notice)
        if not booked.booking.ready:
            raise Unready(booked)
        return booked


class Unready(LedgerError):
    """尚不能入账: the new notice is not ready, so the old one stays. `booked` says why."""

    def __init__(self, booked: Booked) -> None:
        why = [each.sentence for each in booked.booking.questions]
        why += [f"{each.code} {each.sentence}" for each in booked.booking.refusals]
        super().__init__(f"新通知还不能入账，原通知未动：{'；'.join(why)}")
        self.booked = booked


def _undo(actor: Actor, document: Document, reason: str, state: State) -> tuple[Posted, ...]:
    """Reverse what the notice booked, the last first."""
    if not reason.strip():
        raise LedgerError(f"{State(state).label}必须写明理由")
    if document.state in OVER:
        raise LedgerError(f"{document}{State(document.state).label}，不能再办")
    keys: Sequence[tuple[int, int]] = [(year, number) for year, number in document.booked]
    if keys:
        require(actor, "reverse", about(document.region_id))
    vouchers, numbers = stored_vouchers(keys)
    why = f"{State(state).label}：{reason}"
    reversals = [reverse(_act_of(each, actor, why), each) for each in reversed(vouchers)]
    try:
        posted = post(reversals, numbers)
    except LedgerError as error:
        raise LedgerError(
            f"{document}不能冲销：{error}。收款单位已签收或已使用的，请先由其撤销或退回"
        ) from error
    before = outline(document)
    document.state = state
    document.save()
    verb = "withdraw_notice" if state is State.WITHDRAWN else "replace"
    record(actor, verb, CONCEPT, str(document), before, outline(document), reason)
    return posted


def _act_of(voucher: Voucher, actor: Actor, reason: str) -> Act:
    """The act that undoes a voucher, by the same paper."""
    return Act(voucher.identity.issuer, voucher.document, voucher.document_date, actor.name, reason)
