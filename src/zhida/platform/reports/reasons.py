"""未支出原因 reasons: a person's words on money that wasn't spent, typed once for all forms."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from zhida.core.figures import Evidence, EvidenceKind
from zhida.core.forms.facts import LineFacts
from zhida.core.ledger import LedgerError
from zhida.core.obligations.periods import Period
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.regions.models import Agency
from zhida.platform.reports.actions import CONCEPT
from zhida.platform.reports.facts import Given, line_facts
from zhida.platform.reports.models import Reason
from zhida.platform.scope import scope


@dataclass(frozen=True, slots=True)
class Told:
    """所说原因: a reason with the number and the name of the line that it is of."""

    reason: Reason
    document: str
    name: str


def give_reason(
    actor: Actor, line: str, text: str, period: Period, year: int | None = None
) -> tuple[Told, ...]:
    """说明原因: why the actor's agency hadn't spent a line's money by the end of a period.

    `line` is the number of the document that brought the money (all its lines are meant),
    or the serial number of a row in the form of that day. Raises `LedgerError` where there
    is no such line, nothing is left unspent, or nothing is said.
    """
    if not text.strip():
        raise LedgerError("未支出原因不能是空白，请写明原因")
    with scope(actor.region):
        agency = Agency.objects.get(code=actor.agency)
        require(actor, "make_report", about(agency.region_id))
        of_year = year or period.last.year
        facts = line_facts([agency.code], of_year, period.last)[agency.code]
        chosen = _chosen(line, facts, agency, period.last)
        made = tuple(
            Told(
                _kept(actor, agency, of_year, each, text.strip(), period),
                each.issued_number,
                each.name,
            )
            for each in chosen
        )
    return made


def _chosen(
    line: str, facts: Sequence[LineFacts], agency: Agency, day: datetime.date
) -> list[LineFacts]:
    """The lines that are meant and have money left."""
    found = [each for each in facts if each.issued_number == line.strip()]
    if not found and line.strip().isdecimal() and 0 < int(line) <= len(facts):
        found = [facts[int(line) - 1]]
    if not found:
        known = "、".join(dict.fromkeys(each.issued_number for each in facts if each.issued_number))
        raise LedgerError(
            f"{agency.name}截至{day}没有文号或序号为“{line}”的资金。"
            + (f"可写的文号：{known}" if known else "截至那天没有收到资金，请核对日期和年度")
        )
    unspent = [each for each in found if each.paid.fen < each.amount.fen]
    if not unspent:
        raise LedgerError(f"“{line}”截至{day}已全部支出，不须说明原因")
    return unspent


def _kept(
    actor: Actor, agency: Agency, year: int, facts: LineFacts, text: str, period: Period
) -> Reason:
    before = reasons_given([agency], year, period.last).get(facts.key)
    made = Reason.objects.create(
        agency=agency,
        region_id=agency.region_id,
        year=year,
        line=facts.key,
        document=facts.issued_number,
        period=period.name,
        as_of=period.last,
        text=text,
        said_by=actor.name,
    )
    record(
        actor,
        "make_report",
        CONCEPT,
        f"未支出原因{made.pk}",
        {"text": before.text, "as_of": before.as_of.isoformat()} if before else None,
        {"text": text, "as_of": period.last.isoformat(), "document": facts.issued_number},
        region=agency.region_id,
    )
    return made


def reasons_given(
    agencies: Collection[Agency], year: int, as_of: datetime.date
) -> dict[str, Given]:
    """原因: of each line (its digest) the one that counts on a day: the newest of the latest day."""
    found = Reason.objects.filter(agency__in=list(agencies), year=year, as_of__lte=as_of)
    return {
        each.line: Given(
            each.text,
            each.as_of,
            Evidence(
                EvidenceKind.RECORD,
                f"未支出原因{each.pk}",
                f"{each.said_by} {each.as_of.isoformat()}",
            ),
        )
        for each in found.order_by("as_of", "pk")
    }


def reason_history(agency: Agency, year: int) -> list[Reason]:
    """原因的历史: all that an agency said in a budget year, the newest first."""
    return list(Reason.objects.filter(agency=agency, year=year).order_by("-as_of", "-pk"))
