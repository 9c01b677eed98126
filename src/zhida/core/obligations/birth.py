"""任务产生 birth: the duties that a notice brings to an agency, from its sentences and the rules.

A sentence of the notice goes before the standing rule for the same thing. One
that names no day (及时) is dated by the standing rule, if there is one.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from zhida.core.booking.identity import home_of
from zhida.core.booking.payees import MEDICAL_SECURITY
from zhida.core.calendar import add_months
from zhida.core.notice import (
    Deadline,
    DeadlineKind,
    Notice,
    Obligation,
    PerformanceTable,
    Regime,
    TargetKind,
)
from zhida.core.obligations.calendar import Due, counted, named, settled
from zhida.core.obligations.duty import Duty
from zhida.core.obligations.obligors import (
    Obligor,
    bureau_kind,
    issuer,
    owner,
    receivers,
    supervisor,
    to,
)
from zhida.core.obligations.obligors import office as office_of
from zhida.core.obligations.periods import occurrences, rhythm_of
from zhida.core.obligations.receipt import receipt_day
from zhida.core.obligations.standing import (
    UNKNOWN_RECEIPT,
    Part,
    Situation,
    StandingRule,
    binding,
)
from zhida.core.obligations.things import form_of, things_of
from zhida.core.parameters import parameter
from zhida.core.rules.deadlines.duties import says_when
from zhida.core.rules.regime.model import of_fund

NOTICE = "notice"
_RECEIPT = re.compile("收到|接到|收文|接文|文到|到文")
_MONTHS = re.compile(r"(\d{1,2}|[一二三四五六])个月")
_NUMERALS = "零一二三四五六"
_A_YEAR = re.compile(r"\d{4}年")
_ROLLING = "顺延"
_TARGETS = "targets"


class BirthError(ValueError):
    """不能产生任务: the days given can't be. The message is a Chinese sentence with its mend."""


def all_born(
    notice: Notice, *, document: str = "", received: datetime.date | None = None
) -> tuple[Duty, ...]:
    """全部任务: those of the issuer and of every receiver that the notice names, each once.

    `received` is the day of receipt, taken to be the same for all. Raises
    `BirthError` where it lies before the notice.
    """
    found: dict[object, Duty] = {}
    sender = issuer(notice)
    cases = [(sender, Part.ISSUER)] if sender else []
    cases += [(each, Part.RECEIVER) for each in receivers(notice)]
    for who, part in cases:
        for duty in born(notice, who, document=document, received=received, part=part):
            found.setdefault(duty.identity, duty)
    return tuple(found.values())


def born(
    notice: Notice,
    obligor: Obligor,
    *,
    document: str = "",
    received: datetime.date | None = None,
    part: Part = Part.RECEIVER,
) -> tuple[Duty, ...]:
    """任务: what the notice brings to one agency that received it (or that issued it).

    `document` is the number under which the notice is kept, `received` the day
    of receipt: without it, what counts from receipt has no day, and says so.
    Duties of the same place's other office (县医保局) come with it. Raises
    `BirthError` where the days contradict each other or there is none.
    """
    case = _situation(notice, obligor, received, part)
    sentences = notice.obligations if part is Part.RECEIVER else ()
    dated = [each for each in sentences if _is_dated(each)]
    told = {thing for each in dated for thing in things_of(each.what)}
    if _brings_targets(notice, obligor):
        told.add(_TARGETS)
    loose = [each for each in sentences if not _is_dated(each)]
    rules = [rule for rule in binding(case) if rule.thing not in told]
    covered = told | {rule.thing for rule in rules}
    duties: list[Duty] = []
    for each in dated:
        duties += _of_sentence(notice, each, case)
    for each in loose:
        if not covered & set(things_of(each.what)):
            duties += _of_sentence(notice, each, case)
    for rule in rules:
        if rule.falls_on(case, _bureaus(rule, loose)):
            duties += _of_rule(rule, case, loose)
    duties += _of_indicators(notice, case)
    found: dict[object, Duty] = {}
    for duty in duties:
        kept = replace(duty, document=document, year=case.year)
        found.setdefault(kept.identity, kept)
    return tuple(found.values())


def _brings_targets(notice: Notice, obligor: Obligor) -> bool:
    """Whether the goals of the agency's place came with the money, so that none are to be filed."""
    return any(
        table.region is not None and table.region.code == obligor.region.code and not table.template
        for table in notice.targets
    )


def _bureaus(rule: StandingRule, loose: list[Obligation]) -> frozenset[str]:
    """The kinds of the offices that the notice asks, without a day, for the rule's thing."""
    asked = (each.who for each in loose if each.who and rule.thing in things_of(each.what))
    kinds = (kind for who in asked if "、" not in who and (kind := bureau_kind(who)))
    return frozenset(kinds)


def _situation(
    notice: Notice, obligor: Obligor, received: datetime.date | None, part: Part
) -> Situation:
    issued = notice.date.value if notice.date else None
    if issued and received and received < issued:
        raise BirthError(f"收文日期{received}早于通知的成文日期{issued}，请核对")
    start = receipt_day(received, None, issued)
    if start is None:
        raise BirthError("通知没有成文日期，请写明收文日期（--received 年-月-日）")
    year = notice.budget_year.value if notice.budget_year else start.year
    home, fund = home_of(notice), notice.fund.value if notice.fund else ""
    beside = [each for each in receivers(notice) if each.region.code == obligor.region.code]
    return Situation(
        obligor=obligor,
        part=part,
        fund=fund,
        regime=_regime(notice, fund, year),
        issuer_level=home.level if home else None,
        year=year,
        start=start,
        received=received,
        issued=issued,
        beside=frozenset(each.kind for each in beside) if part is Part.RECEIVER else frozenset(),
    )


def _regime(notice: Notice, fund: str, year: int) -> Regime:
    """What the notice flags, else what the table says of the fund in the year."""
    flagged = [each.regime for each in notice.flags if each.regime is not Regime.NONE]
    if flagged:
        return flagged[0]
    row = of_fund(fund or None, year)
    return row.regime if row else Regime.NONE


def _is_dated(sentence: Obligation) -> bool:
    """Whether the sentence itself leads to a day, at the latest when its event comes."""
    due = sentence.due
    if due.kind is DeadlineKind.RECURRING:
        return rhythm_of(due, says_when(sentence.what)) is not None
    if due.kind is DeadlineKind.AFTER_EVENT:
        return due.days is not None or due.date is not None
    return due.kind is not DeadlineKind.UNSTATED and due.date is not None


def _of_sentence(notice: Notice, sentence: Obligation, case: Situation) -> Iterator[Duty]:
    things = things_of(sentence.what)
    home = home_of(notice)
    duty = Duty(
        owner=owner(sentence.who, case.obligor).code,
        receiver=to(sentence.to_whom, case.obligor, home),
        rule=NOTICE,
        what=sentence.what,
        due=None,
        form=form_of(things[0]) if things else "",
        basis=f"来文：{sentence.due.text}" if sentence.due.text else "来文",
        consequence=sentence.consequence or "",
        source=sentence.source,
    )
    for period, due in _due_of(sentence, case):
        form = _monthly_form(duty.form, period)
        yield replace(
            duty, period=period, due=due.day, unknown=due.unknown, note=due.note, form=form
        )


def _monthly_form(form: str, period: str) -> str:
    """The feedback form of every month is another one than that of a receipt."""
    return "feedback_monthly" if form == "feedback" and "-" in period else form


def _due_of(sentence: Obligation, case: Situation) -> Iterator[tuple[str, Due]]:
    """Each period of a sentence ("" where it comes once) with its due day, or why there is none."""
    due = sentence.due
    if due.kind is DeadlineKind.RECURRING:
        yield from _recurring(sentence, case)
    elif due.kind is DeadlineKind.AFTER_EVENT:
        yield "", _after(due, case)
    elif due.date is not None:
        rolls = True if _ROLLING in due.text + sentence.what else None
        yield "", named(due.date, rolls=rolls)
    elif due.kind is DeadlineKind.UNSTATED:
        yield "", Due(None, f"来文没有写明日期（{due.text}）" if due.text else "来文没有写明日期")
    else:
        yield "", Due(None, f"来文的期限“{due.text}”不能确定到日")


def _recurring(sentence: Obligation, case: Situation) -> Iterator[tuple[str, Due]]:
    rhythm = rhythm_of(sentence.due, says_when(sentence.what))
    if rhythm is None:
        yield "", Due(None, f"来文的期限“{sentence.due.text}”没有写明每期的日期")
        return
    found = [(period.name, due) for period, due in occurrences(rhythm, case.year, case.start)]
    if not found:
        yield "", Due(None, f"{case.year}年度的报送期在{case.start}前都已过去，请核对")
    yield from found


def _after(due: Deadline, case: Situation) -> Due:
    """Counted from the receipt, or from an event whose day the notice itself tells."""
    event = due.event or ""
    if _RECEIPT.search(event):
        if due.days is None:
            return Due(None, f"来文没有写明天数（{due.text}）")
        if case.received is None:
            return Due(None, UNKNOWN_RECEIPT, f"收到之日起{due.days}{_unit(due)}")
        months = _months(due.text)
        if months:
            return settled(
                add_months(case.received, months),
                bool(parameter("roll_counted_due", case.received).value),
            )
        return counted(case.received, due.days, working=due.working)
    if due.date is not None:
        rolls = bool(parameter("roll_counted_due", due.date).value)
        return settled(due.date, rolls and not due.working)
    days = "" if due.days is None else f"（其后{due.days}{_unit(due)}）"
    return Due(None, f"“{event or due.text}”的日期未知{days}")


def _unit(due: Deadline) -> str:
    return "个工作日" if due.working else "天"


def _months(text: str) -> int | None:
    found = _MONTHS.search(says_when(text))
    if found is None:
        return None
    return int(found[1]) if found[1].isdecimal() else _NUMERALS.index(found[1])


def _of_rule(rule: StandingRule, case: Situation, loose: list[Obligation]) -> Iterator[Duty]:
    """The duties of a standing rule; sentences that ask for it without a day stand behind it."""
    asked = [each for each in loose if rule.thing in things_of(each.what)]
    words = "；".join(f"来文：“{each.what}”" for each in asked)
    told = next((each.consequence for each in asked if each.consequence), "")
    doubt = "" if rule.status == "attested" else "规定凭记忆录入，请核对"
    for period, due in rule.falls_due(case):
        yield Duty(
            owner=case.obligor.code,
            receiver=rule.owed_to(case),
            rule=rule.code,
            what=rule.what,
            due=due.day,
            unknown=due.unknown,
            form=rule.form,
            period=period,
            basis="；".join(filter(None, (rule.basis, words))),
            consequence=told or rule.consequence,
            source=asked[0].source if asked else None,
            note="；".join(filter(None, (due.note, doubt))),
        )


def _of_indicators(notice: Notice, case: Situation) -> Iterator[Duty]:
    """The days inside the performance tables of the agency's own place."""
    for table in notice.targets:
        if table.region is not None and table.region.code != case.obligor.region.code:
            continue
        if table.region is None and case.part is Part.ISSUER:
            continue
        yield from _of_table(table, case)


def _of_table(table: PerformanceTable, case: Situation) -> Iterator[Duty]:
    scope = table.scope.value if table.scope else ""
    who = office_of(table.region, MEDICAL_SECURITY) if table.region else None
    who = who or case.obligor
    receiver = supervisor(who, MEDICAL_SECURITY, case.start)
    for indicator in table.indicators:
        target = indicator.target
        if target.kind is not TargetKind.DATE:
            continue
        due = _indicator_due(table, target.text, target.due, case)
        yield Duty(
            owner=who.code,
            receiver=receiver,
            rule=NOTICE,
            what="：".join(filter(None, (scope, f"{indicator.name}（{target.text}）"))),
            due=due.day,
            unknown=due.unknown,
            basis=f"绩效目标表：{indicator.level2 or indicator.level1}",
            source=indicator.value_source or indicator.source,
            note=due.note,
        )


def _indicator_due(
    table: PerformanceTable, text: str, day: datetime.date | None, case: Situation
) -> Due:
    """The day of an indicator; of a table headed with another year it isn't guessed."""
    if day is None:
        return Due(None, f"指标值“{text}”不能确定到日")
    year = table.year.value if table.year else None
    if year is not None and year != case.year and not _A_YEAR.search(text):
        return Due(
            None,
            f"绩效目标表写{year}年度，预算年度是{case.year}年，“{text}”是哪一年待核对",
            f"按表内年度为{day}",
        )
    return named(day)
