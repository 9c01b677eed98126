"""收文动作 actions: taking a notice in, and what people decide of it. Each is one transaction."""

from __future__ import annotations

from collections.abc import Collection

from zhida.core.booking import (
    UNNUMBERED,
    Answers,
    content_of,
    issuer_of,
    new_mark,
    number_of,
    sound_number,
)
from zhida.core.booking.faults import booking_severity
from zhida.core.findings import Severity
from zhida.core.ledger import LedgerError
from zhida.core.notice import Notice
from zhida.documents.writing.json import finding_object, notice_object
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.notices.answering import from_json, joined, to_json
from zhida.platform.notices.models import OPEN, OVER, Document, DocumentFile, State
from zhida.platform.notices.queries import in_force, notice_of, registered
from zhida.platform.notices.taken import Taken
from zhida.platform.notices.waiving import GRAVE, MILD, answer_for, severities_of, verb_of
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

CONCEPT = "notice"


def register(
    actor: Actor,
    taken: Taken,
    agency: Agency,
    answers: Answers = Answers(),
    carried: Collection[str] = (),
) -> Document:
    """登记: the notice at an agency; one that is there already is answered with what is there.

    The same notice in another format adds its files to the first. `carried` are the codes
    that somebody answered for on the notice before. Raises `LedgerError` where a notice of
    the same number says other figures.
    """
    notice = taken.checked.notice
    with scope(actor.region):
        subject = about(agency.region_id)
        require(actor, "take_in", subject)
        new = {code: why for code, why in answers.waived.items() if code not in carried}
        found = ((each.code, each.severity) for each in taken.checked.findings)
        answer_for(actor, subject, severities_of(found), new)
        number = number_of(notice, answers)
        content = content_of(notice)
        there = registered(agency, taken, number)
        if there is not None:
            return _again(actor, there, taken, content, answers)
        document = Document.objects.create(
            agency=agency,
            region_id=agency.region_id,
            number=number,
            issuer=issuer_of(notice),
            year=answers.year or (notice.budget_year.value if notice.budget_year else None),
            title=notice.title.value if notice.title else "",
            date=notice.date.value if notice.date else answers.date,
            state=State.CONFIRMED if number else State.CHECKED,
            content=content,
            notice=notice_object(taken.checked),
            findings=[finding_object(each) for each in taken.checked.findings],
            answers=to_json(answers),
            edition=_editions(agency, issuer_of(notice), number),
            registered_by=actor.name,
        )
        _keep(document, taken)
        record(actor, "take_in", CONCEPT, _subject(document), None, outline(document))
        return document


def confirm(actor: Actor, document: Document, number: str = "") -> Document:
    """确认文号: a notice without a sound number is new (no `number`), or the same as a booked one.

    The same as another: that other one is answered, and takes over the files.
    """
    with scope(actor.region):
        found = _locked(actor, document, "confirm")
        if found.number:
            return found
        if number and (other := in_force(found.agency, number)):
            return _merge(actor, found, other)
        before = outline(found)
        found.number = number or mark_for(found.agency, notice_of(found))
        found.edition = _editions(found.agency, found.issuer, found.number)
        found.state = State.CONFIRMED
        found.save()
        record(actor, "confirm", CONCEPT, _subject(found), before, outline(found))
        return found


def waive(actor: Actor, document: Document, code: str, reason: str) -> Document:
    """搁置问题: a finding of the check or of the booking, with the reason why it may stand.

    Raises `LedgerError` without a reason, for a code that the notice has no finding of, and for
    what can only be mended; `Forbidden` for a drafter's waiver of an error.
    """
    if code not in _severities(document) and booking_severity(code) is None:
        raise LedgerError(f"{document}没有代码为“{code}”的问题")
    return settle(actor, document, Answers(waived={code: reason}))


def _severities(document: Document) -> dict[str, Severity]:
    return severities_of((each["code"], Severity(each["severity"])) for each in document.findings)


def settle(actor: Actor, document: Document, answers: Answers) -> Document:
    """记下决定: mends, waivers and other answers; they hold until the notice is booked."""
    with scope(actor.region):
        found = _locked(actor, document, "confirm")
        before_this = from_json(found.answers)
        new = {c: why for c, why in answers.waived.items() if before_this.waived.get(c) != why}
        answer_for(actor, about(found.region_id), _severities(found), new)
        settled = to_json(joined(before_this, answers))
        if settled == found.answers:  # said before, perhaps by a process that ran beside this one
            return found
        if found.state not in OPEN:
            raise LedgerError(f"{found}{State(found.state).label}，不能再改决定")
        before = outline(found)
        found.answers = settled
        found.save()
        severity = _severities(found)
        verbs = {verb_of(severity.get(code, Severity.ERROR)) for code in new}
        record(
            actor,
            max(verbs, key=[MILD, GRAVE].index) if verbs else "confirm",
            CONCEPT,
            _subject(found),
            before,
            outline(found),
            "；".join(f"{code}：{why}" for code, why in answers.waived.items()),
        )
        return found


def alike(agency: Agency, taken: Taken) -> tuple[str, ...]:
    """相似的通知: numbers of the issuer's notices of the year that a numberless one may repeat."""
    notice = taken.checked.notice
    if sound_number(notice):
        return ()
    found = Document.objects.filter(agency=agency, issuer=issuer_of(notice)).exclude(number="")
    if notice.budget_year:
        found = found.filter(year=notice.budget_year.value)
    return tuple(found.exclude(state__in=OVER).order_by("-pk").values_list("number", flat=True)[:8])


def mark_for(agency: Agency, notice: Notice) -> str:
    """新文件标记: the mark of a numberless notice that a person says is new."""
    taken = Document.objects.filter(agency=agency, number__startswith=UNNUMBERED)
    return new_mark(notice, tuple(taken.values_list("number", flat=True)))


def outline(document: Document) -> dict[str, object]:
    """What the journal keeps of a notice."""
    return {
        "number": document.number,
        "state": document.state,
        "answers": document.answers,
        "booked": document.booked,
    }


def _editions(agency: Agency, issuer: str, number: str) -> int:
    """How often the number was booked and reversed before."""
    if not number:
        return 0
    over = Document.objects.filter(agency=agency, issuer=issuer, number=number, state__in=OVER)
    return over.exclude(booked=[]).count()


def _again(actor: Actor, there: Document, taken: Taken, content: str, answers: Answers) -> Document:
    """The same notice once more: its files are added, nothing else changes."""
    if there.content != content:
        raise LedgerError(
            f"{there}已登记（{State(there.state).label}），这次交来的文件金额、收款单位或年度与之不同。"
            "识读有误的，请核对原件；发文单位已更正的，用 --correct 理由 更正"
        )
    number = number_of(taken.checked.notice, answers)
    if not there.number and number:
        there = confirm(actor, there, number)
    added = _keep(there, taken)
    if added:
        record(
            actor, "take_in", CONCEPT, _subject(there), None, outline(there), f"增加文件：{added}"
        )
    return there


def _keep(document: Document, taken: Taken) -> str:
    """Store the files that are new; answers their names."""
    kept = dict(document.files.values_list("sha256", "copy"))
    new = [each for each in taken.files if each.sha256 not in kept]
    DocumentFile.objects.bulk_create(
        DocumentFile(
            document=document,
            copy=max(kept.values(), default=-1) + 1,
            ordinal=place,
            name=each.name,
            sha256=each.sha256,
            content=each.content,
        )
        for place, each in enumerate(new)
    )
    return "、".join(each.name for each in new)


def _merge(actor: Actor, document: Document, other: Document) -> Document:
    if document.content != other.content:
        raise LedgerError(f"这份通知的金额、收款单位或年度与{other}不同，不是同一份，请核对")
    before = outline(document)
    document.state, document.successor = State.REPLACED, other
    document.save()
    record(
        actor,
        "confirm",
        CONCEPT,
        _subject(document),
        before,
        outline(document),
        f"与{other}是同一份通知",
    )
    return other


def _locked(actor: Actor, document: Document, verb: str) -> Document:
    found = Document.objects.select_for_update().get(pk=document.pk)
    require(actor, verb, about(found.region_id))
    return found


def _subject(document: Document) -> str:
    return document.number or f"收文{document.pk}"
