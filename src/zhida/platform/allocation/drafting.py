"""方案入账 drafting: a plan's files → the proposal that the ledger understands."""

from __future__ import annotations

import datetime
from pathlib import Path

from zhida.core.findings import Finding, Severity
from zhida.core.ledger import LedgerError
from zhida.core.regions import find
from zhida.documents.allocation.certificate_file import certificate_content
from zhida.documents.allocation.plan_file import allocate_plan
from zhida.documents.allocation.planned import PlannedAllocation
from zhida.platform.allocation.pool import Wanted
from zhida.platform.allocation.proposal import Proposal
from zhida.platform.regions.models import Agency
from zhida.platform.regions.queries import below


def proposal_of(
    path: Path, region: str, upstream: str = "", today: datetime.date | None = None
) -> Proposal:
    """拟分配: carries out a PLAN.toml for the agencies of a region (its code).

    What is issued now is divided: the year's money less what was issued in
    advance; `today` counts the days that are left. A recipient is the agency of that name, or the finance department of
    the place. Raises `FaultyInput` for what is wrong in the files, and
    `LedgerError` where a recipient is not known or a question before issuing
    (`PlannedAllocation.questions`) is answered with an error.
    """
    planned = allocate_plan(path)
    findings = planned.questions(today)
    if grave := [each for each in findings if _stops(each)]:
        raise LedgerError("；".join(each.sentence.rstrip("。") for each in grave))
    fen = planned.unit.fen
    cells = planned.allocation.issued()
    rows = tuple(
        tuple(units * fen for units in cells[line]) for line in planned.allocation.recipients
    )
    columns = planned.allocation.table.margins.columns
    return Proposal(
        title=planned.title,
        year=planned.year,
        unit_fen=fen,
        recipients=tuple(agency_of(record.name, region) for record in planned.recipients.records),
        columns=tuple(
            Wanted(column.code, sum(row[at] for row in rows)) for at, column in enumerate(columns)
        ),
        fens=rows,
        upstream=upstream,
        certificate=certificate_content(planned.title, planned.unit, planned.allocation.table),
        explanation=_explained(planned),
        files={each.name: each.read_bytes() for each in planned.files},
        findings=findings,
    )


def agency_of(name: str, region: str) -> str:
    """单位: the code of the agency that a plan's recipient is, in the region of a code."""
    named = Agency.objects.filter(name=name, region_id__in=below(region))
    if found := named.values_list("code", flat=True).first():
        return found
    place = find(name, within=region)
    if place is None:
        raise LedgerError(f"方案中的“{name}”不是已登记的单位，也不是{region}内的地名。请改正名称")
    return f"{place.code}-finance"


def _stops(finding: Finding) -> bool:
    return finding.severity in (Severity.FATAL, Severity.ERROR)


def _explained(planned: PlannedAllocation) -> dict[str, list[dict[str, object]]]:
    """The steps of each recipient's total in fen, with the running sum."""
    return {
        record.name: [
            {"name": bar.step.name, "fen": bar.amount, "sum_fen": bar.end}
            for bar in planned.waterfall(at)
        ]
        for at, record in enumerate(planned.recipients.records)
    }
